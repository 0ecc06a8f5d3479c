"""Rows of one deal in a file without ids: those that differ in a product, a split, a contact or an amount alone."""

from collections.abc import Iterable

import numpy as np

from .arrays import array_of, coded, known
from .raw import RawTable
from .repeats import is_of_lines

SAME = ("account_id", "name", "owner", "created", "close", "stage")  # of all rows of one deal, where they are known
_NAMED = ("account_id", "name")


def ids_of_lines(raw: RawTable, places: np.ndarray, columns: dict[str, np.ndarray], amounts: Iterable[int]) -> None:
    """Give rows that are lines of one deal an id that they share; others have none. *Writes* the columns.

    `amounts` are the positions of the columns of their money, which may differ.
    """
    named = [name for name in _NAMED if name in columns]
    if "opp_id" in columns or "created" not in columns or not named:
        return
    keys = [coded(columns[name].astype(object))[1] for name in SAME if name in columns]
    _, groups, counts = np.unique(np.column_stack(keys), axis=0, return_inverse=True, return_counts=True)
    there = known(columns["created"]) & np.logical_or.reduce([known(columns[name]) for name in named])
    several = (counts > 1)[groups] & there
    if not several.any():
        return
    lines, others = np.zeros(len(counts), bool), np.zeros(len(counts), bool)
    for position, heading in enumerate(raw.header):
        varies = _vary(groups[several], raw.columns[position].codes[places[several]], len(counts))
        if is_of_lines(heading):
            lines |= varies
        elif position not in amounts:
            others |= varies
    own = several & (lines & ~others)[groups]
    if own.any():
        firsts = np.full(len(counts), len(places))
        np.minimum.at(firsts, groups, np.arange(len(places)))
        names = [f"{raw.file}, row {raw.numbers[places[firsts[group]]]}" for group in groups.tolist()]
        columns["opp_id"] = array_of("id", [one if line else None for one, line in zip(names, own, strict=True)])


def _vary(groups: np.ndarray, codes: np.ndarray, count: int) -> np.ndarray:
    """Of each group, whether its rows hold several cells."""
    pairs = np.unique(np.column_stack([groups, codes]), axis=0)
    several: np.ndarray = np.bincount(pairs[:, 0], minlength=count) > 1
    return several
