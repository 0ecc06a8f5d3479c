"""The decisions of a scenario as tables of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cordiale.simulation.scenario.resolutions import Resolution, resolved
from cordiale.simulation.world.words import Word

from ..foundations.toml import line

EXAMPLE = resolved("Q5 when win_rate < 0.2 paradigm=proportional")


def decision_tables(decisions: Iterable[Resolution]) -> Iterator[str]:
    """Decisions on the timeline, each under the line of text that says the same."""
    for one in decisions:
        yield from ("", f"# {one.text}", "[[decisions]]", line("quarter", one.quarter))
        yield from [line("when", one.when)] if one.when else []
        for name, value in one.things():
            group, dot, last = name.rpartition(".")
            yield f"{group}{dot}{line(last, value.word if isinstance(value, Word) else value)}"
