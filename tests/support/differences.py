"""Where two companies in the same week differ first, told so that one can look."""

from typing import Any

import numpy as np

from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.state import ARRAYS

BOOKS = ("leads", "customers", "matters")  # tables of which only the first rows are in use


def used(org: Organisation, name: str) -> Any:
    """The part of an array that means something."""
    array = getattr(org, name)
    return array[: int(org.company[0][name])] if name in BOOKS else array


def first_difference(ours: Organisation, theirs: Organisation) -> str:
    """Table, row and field of the first difference between two states; empty if there is none."""
    for name in ARRAYS:
        one, other = used(ours, name), used(theirs, name)
        if len(one) != len(other):
            return f"{name}: {len(one)} rows here, {len(other)} there"
        if one.tobytes() != other.tobytes():
            return f"{name}{first_field(one, other)}"
    return ""


def first_field(one: Any, other: Any) -> str:
    """The first row and field in which two tables of the same length differ."""
    fields = one.dtype.names or (None,)
    pairs = [
        (field, *(np.ascontiguousarray(t if field is None else t[field]) for t in (one, other))) for field in fields
    ]
    row, field, here, there = min(
        (int(np.flatnonzero(a.view("i8") != b.view("i8"))[0]), field or "", a, b)
        for field, a, b in pairs
        if a.tobytes() != b.tobytes()
    )[:4]
    return f"[{row}].{field}: {here[row]!r} here, {there[row]!r} there"
