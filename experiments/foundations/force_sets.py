"""Sets of external forces, by the names that options, files and results use."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import combinations

from cordiale.simulation.scenario.weather import force_set
from cordiale.simulation.world.words import FORCES

from .errors import UsersError


def all_sets(forces: Sequence[str] = FORCES) -> tuple[str, ...]:
    """Every set of forces, the smaller first; the empty one and the whole have names of their own.

    >>> all_sets(("a", "b"))
    ('none', 'a', 'b', 'all')
    """
    some = ["+".join(names) for size in range(1, len(forces)) for names in combinations(forces, size)]
    return ("none", *some, "all")


def named_set(forces: str) -> str:
    """A set of forces by the name that results use: all of them together are `all`.

    >>> named_set("+".join(FORCES)), named_set("buyers")
    ('all', 'buyers')
    """
    return "all" if forces_count(forces) == len(FORCES) else forces


def in_order(forces: str) -> str:
    """A set of forces as results call it, in whatever order and letters it was typed.

    Raises UsersError for a force that there is not, with the nearest one that there is.

    >>> in_order("buyers+technology"), in_order("All")
    ('technology+buyers', 'all')
    """
    names = [name.strip() for name in forces.lower().split("+")]
    if names in (["none"], ["all"]):
        return names[0]
    for name in names:
        if name not in FORCES:
            near = get_close_matches(name, ["none", "all", *FORCES], n=1)
            meant = f"; is {near[0]!r} meant?" if near else ""
            allowed = f"none, all, or {', '.join(FORCES)} joined with +"
            raise UsersError(f"forces = {forces!r} is not a set of forces: {name!r} is none; allowed: {allowed}{meant}")
    return "+".join(force for force in FORCES if force in names)


def forces_count(forces: str) -> int:
    """How many forces are on.

    >>> [forces_count(forces) for forces in ("none", "buyers", "technology+buyers", "all")]
    [0, 1, 2, 3]
    """
    return len(force_set(forces))
