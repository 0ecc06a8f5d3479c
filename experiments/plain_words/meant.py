"""The paradigms that are meant by what the study, or somebody in another language, calls them."""

from __future__ import annotations

from collections.abc import Sequence

from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.errors import UsersError
from .topics import find


def insist_on_paradigms(names: Sequence[str], scenario: Scenario) -> None:
    """Raise UsersError, with the names that files have, where a paradigm is called by another: `Subjugated`, `Soumis`.

    What is known by no name at all is left to whoever plans the runs.
    """
    for name in names:
        found = [] if name in scenario.rows else _called(name, scenario)
        if found:
            raise UsersError(
                f"paradigm {name!r} is called {' or '.join(found)} here; `cordiale explain {name}` says what it is"
            )


def _called(name: str, scenario: Scenario) -> list[str]:
    """The paradigms that go by a name, in any language."""
    try:
        topics = find(name, scenario)
    except UsersError:
        return []
    return [topic.name for topic in topics if topic.kind == "paradigm"]
