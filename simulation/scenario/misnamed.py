"""Names of paradigms in a scenario that there are not, found whatever else is wrong with it."""

from collections.abc import Iterator
from typing import Any

from ..world.paradigms import PARADIGMS
from ..world.words import Response
from .faults import unknown


def misnamed(document: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the names of paradigms in a document, whatever else is wrong with it."""
    own = _table_in(document, "paradigms")
    rows = {**PARADIGMS, **own}
    for name in sorted(set(own) & set(PARADIGMS)):
        yield f"paradigms.{name} is the name of a shipped paradigm; choose another"
    leaders, decisions = _table_in(document, "leadership"), document.get("decisions", ())
    goal = leaders.get("goal", "")
    named: dict[str, Any] = {"company.paradigm": _table_in(document, "company").get("paradigm")}
    named |= {"leadership.goal": goal if goal or leaders.get("response") == Response.REORGANISE.word else None}
    for place, one in enumerate(decisions if isinstance(decisions, list | tuple) else ()):
        named[f"decisions.{place}.paradigm"] = one.get("paradigm") if isinstance(one, dict) else None
    for dotted, called in named.items():
        if isinstance(called, str) and called not in rows:
            yield f"{dotted} = {unknown(called, rows)}"


def _table_in(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A table of a document; empty where there is none, or something else."""
    found = document.get(name)
    return found if isinstance(found, dict) else {}
