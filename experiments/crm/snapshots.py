"""Files of the same deals at several times, without ids: one is known again by account, creation and owner."""

import numpy as np

from .arrays import NO_WORD, coded, how_many, known
from .endings import MATTERS, ended
from .repairs import Repairs
from .rows import Rows

NEARLY_ALL = 0.9  # of the deals that stand in several files
_CALLS = ("account_id", "name")


def known_again(rows: Rows, repairs: Repairs) -> Rows:
    """Deals with an id made of what they have in common, where files without ids show them at several times.

    So it is where a tenth of the rows or more stand in several files, once in each, and deals end in the last of
    theirs. Two files of other kinds of deals are left as they are. *Writes* a note.
    """
    call = next((name for name in _CALLS if name in rows.columns), None)
    files, file = coded(rows.files)
    if call is None or "opp_id" in rows.columns or "created" not in rows.columns or len(files) < 2:
        return rows
    named = known(rows["created"]) & rows[call].astype(bool)
    says = zip(rows[call][named], rows["created"][named].astype("datetime64[D]"), rows["owner"][named], strict=True)
    ids, found = coded(np.array([f"{who}, {day}, {owner or '-'}" for who, day, owner in says], object))
    code = np.full(len(rows), len(ids))
    code[named] = found
    again = _seen_again(code, file, is_open=ended(rows).open, ids=len(ids))
    if how_many(again) < MATTERS * len(rows):
        return rows
    what = f"{how_many(again)} rows without an id are deals that stand in several files"
    repairs.note(rows.table, files[0], f"{what}, known again by {call}, creation and owner; the newest state counts")
    return rows.having(opp_id=np.where(again, np.array([*ids, None], object)[code], NO_WORD))


def _seen_again(code: np.ndarray, file: np.ndarray, *, is_open: np.ndarray, ids: int) -> np.ndarray:
    """Of each row, whether its deal stands in several files and ends in none but the last; few such deals are none."""
    last = np.zeros(ids + 1, np.int64)
    np.maximum.at(last, code, file)
    times = np.bincount(code, minlength=ids + 1)
    once_a_file = times == np.bincount(np.unique(np.column_stack([code, file]), axis=0)[:, 0], minlength=ids + 1)
    early = np.bincount(code[~is_open & (file < last[code])], minlength=ids + 1) > 0
    several = once_a_file & (times > 1)
    several[ids] = False
    again: np.ndarray = (several & ~early)[code]
    return again if how_many(several & ~early) >= NEARLY_ALL * how_many(several) else np.zeros(len(code), bool)
