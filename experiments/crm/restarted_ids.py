"""Ids that are none: numbers that begin anew in each sheet or year, or those of customers."""

import numpy as np

from .arrays import coded, how_many, known
from .endings import MATTERS, ended
from .repairs import Repairs
from .rows import Rows

MOST = 0.5  # of the ids that come again
_CALLS = ("account_id", "name")


def told_apart(rows: Rows, repairs: Repairs) -> Rows:
    """Deals with ids of their own where most ids that come again stand for several deals.

    So it is where rows of one id were created on different days, and are of different customers or ended on different
    days too; then every id is several whose creations differ. A few such ids are left as they are. *Writes* a note.
    """
    come_again = len(rows) - len({*rows["opp_id"].tolist()})
    if not {"opp_id", "created"} <= rows.columns.keys() or 2 * come_again < MATTERS * len(rows):
        return rows
    found, codes = coded(rows["opp_id"])
    again = (np.bincount(codes) > 1)[codes] & known(rows["opp_id"]) & known(rows["created"])
    if how_many(again) < MATTERS * len(rows):
        return rows
    those, of = rows.at(again), codes[again]
    days = those["created"].astype("datetime64[D]")
    closings = np.where(ended(those).open, np.datetime64("NaT"), those["close"]).astype("datetime64[D]")
    differ = _several(of, days, len(found))
    others = _several(of, closings, len(found))
    for name in _CALLS:
        if name in rows.columns:
            others |= _several(of, those[name], len(found))
    if how_many(differ & others) <= MOST * len({*of.tolist()}):
        return rows
    what = f"{how_many(differ)} ids stand for several deals, created on different days, each of which counts"
    repairs.note(rows.table, rows.files[0], f"{what}; if they are states of one, map columns.modified")
    call = next((name for name in _CALLS if name in rows.columns), None)
    ids = rows["opp_id"].copy()
    for at in np.flatnonzero(again & differ[codes]).tolist():
        who = rows[call][at] if call else "-"
        ids[at] = f"{ids[at]}, {who}, {rows['created'][at].astype('datetime64[D]')}"
    return rows.having(opp_id=ids)


def _several(of: np.ndarray, values: np.ndarray, ids: int) -> np.ndarray:
    """Of each id, whether its rows have several values where they have any."""
    there = known(values)
    _, codes = coded(values[there].astype(object))
    pairs = np.unique(np.column_stack([of[there], codes]), axis=0)
    several: np.ndarray = np.bincount(pairs[:, 0], minlength=ids) > 1
    return several
