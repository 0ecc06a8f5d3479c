"""What the behaviours say they read and write, and what their code reads and writes, without running it.

The code is read by what also makes the tables of the model: `experiments/workshop/odd/places.py`.
"""

import ast
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cordiale.experiments.workshop.odd.sources import Function, model
from cordiale.simulation.world.places import Place

Names = frozenset[str]


class Behaviour(NamedTuple):
    """A compiled function: what its docstring claims, and what it changes itself."""

    name: str
    reads: Names | None
    writes: Names | None
    changed: Names


def claims(docstring: str, what: str) -> Names | None:
    """The names listed under `Reads:` or `Writes:`; None where the docstring does not say.

    What begins with *nothing* names no place: so a rule speaks of what it is given, which is its callers' to claim.

    >>> sorted(claims("Act.\\n\\nReads: everything\\nWrites: people.credit,\\n    structure (whence)", "Writes"))
    ['people.credit', 'structure']
    """
    found = re.search(rf"^\s*{what}:(.*?)(?=\n\s*\n|\n\s*(?:Reads|Writes):|\Z)", docstring, re.DOTALL | re.MULTILINE)
    if found is None:
        return None
    names = (re.sub(r"\(.*?\)", "", each).strip() for each in " ".join(found.group(1).split()).split(","))
    return frozenset(name for name in names if name and not name.startswith("nothing"))


def said(places: Iterable[Place]) -> Names:
    """Places as docstrings name them; parameters are named as one."""
    return frozenset(place.table if place.table == "parameters" else str(place) for place in places)


@cache
def behaviours() -> dict[str, Behaviour]:
    """Every compiled function of the model by name."""
    return {each.node.name: _behaviour(each) for each in model().functions if each.compiled}


def _behaviour(function: Function) -> Behaviour:
    doc = ast.get_docstring(function.node) or ""
    changed = said(model().touched(function, {}).writes)
    return Behaviour(function.node.name, claims(doc, "Reads"), claims(doc, "Writes"), changed)


@cache
def all_changed(name: str) -> Names:
    """What a behaviour and all that it calls write."""
    return said(model().with_calls(model().called[name], {})[1])


@cache
def all_touched(name: str) -> Names:
    """What a behaviour and all that it calls read."""
    return said(model().with_calls(model().called[name], {})[0])


def covered(place: str, claimed: Names) -> bool:
    """Whether a field, or its table, is among the claims."""
    return place in claimed or place.partition(".")[0] in claimed or "everything" in claimed
