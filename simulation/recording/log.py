"""What is kept of a run while it is lived: fields copied off the state, before they move on or leave the books.

A log is to a record what an organisation is to a company: arrays that compiled functions find through one pointer.
An empty one records nothing, and costs a run nothing. What is copied lies column by column, as tables will have it, in
words of 64 bits, whatever they mean; so do the rows of the state that it is copied from, `NAME_now`.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..machinery.bound import bind
from ..world.organisation import Organisation
from ..world.state import RECORDS
from ..world.words import NEVER
from .contents import OF_RUN

EARLIER = NEVER + 1  # the week of what happened before the record began; `NEVER` is that of what has not happened


def _fields(wholes: str, reals: str = "") -> "np.dtype[Any]":
    return np.dtype([(name, "i8") for name in wholes.split()] + [(name, "f8") for name in reals.split()])


# What of the log is in use, and what it has seen of the books; the weeks of a lead's life; a win.
SEEN = _fields("weeks lives wins wins_before closed leads matters waiting", "created")
LIFE = _fields("handed_over opportunity proposal negotiation ended dropped")
WIN = _fields(
    "lead week marketer rep tie source rule victim contested stolen",
    "value sales_touches marketing_touches due paid claimed_by_sales claimed_by_marketing excess",
)

# Of each table the fields that are copied; first come those that are forgotten once trust has moved on them.
EARLY = {"ties": ("conflict",), "opinions": ("valence", "weight", "violations")}
EARLY_TIES, EARLY_OPINIONS = len(EARLY["ties"]), 2 * len(EARLY["opinions"])  # of both sides
WIDTH = {name: len(RECORDS[name].names or ()) for name in RECORDS} | {"lives": len(LIFE.names or ())}
OPINIONS_WIDTH, LEADS_WIDTH, LIFE_WIDTH = 2 * WIDTH["opinions"], WIDTH["leads"], WIDTH["lives"]
PEOPLE_WIDTH, TIES_WIDTH = WIDTH["people"], WIDTH["ties"]


def _copied(name: str) -> tuple[str, ...]:
    """The fields of a table that some column copies, each once."""
    told = [each.field for columns in OF_RUN.values() for each in columns if each.table == name]
    return tuple(dict.fromkeys((*EARLY.get(name, ()), *told, *(("source",) if name == "leads" else ()))))


COPIED = {
    name: _copied(name)
    for name in ("people", "ties", "opinions", "leads", "company", "structure", "conditions", "tally")
} | {"lives": LIFE.names or ()}


@cache
def places(name: str) -> Any:
    """Where in a row, or in the two rows of a tie's opinions, the copied fields stand."""
    names = list((LIFE if name == "lives" else RECORDS[name]).names or ())
    found = [names.index(field) for field in COPIED[name]]
    return np.array([each + side * WIDTH[name] for each in found for side in range(2 if name == "opinions" else 1)])


WORD = np.dtype(np.int64)
# `under_way` goes row by row with the state's `leads`, `scratch` is a lead that never was in the books, `blank` one of
# which nothing is known; `waiting` are the matters of a week before some are given up, `closed` the weeks in which
# `matters` went off the table.
ELEMENTS: "dict[str, np.dtype[Any]]" = {
    "seen": SEEN,
    **{f"{name}{part}": WORD for name in COPIED for part in ("", "_now", "_fields")},
    "under_way": LIFE,
    "scratch_now": WORD,
    "scratch": RECORDS["leads"],
    "blank": RECORDS["leads"],
    "once": LIFE,
    "once_now": WORD,
    "wins": WIN,
    "waiting": RECORDS["matters"],
    "matters": RECORDS["matters"],
    "closed": WORD,
}


class Log:
    """The arrays of a log, and the address of the table of their addresses."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, **arrays: Any) -> None:
        self.addresses = np.zeros((len(ELEMENTS), 2), np.int64)
        self.address = self.addresses.ctypes.data
        self.hold(**{name: rows(name, 0) for name in ELEMENTS} | arrays)

    def hold(self, **arrays: Any) -> None:
        """Hold these arrays from now on."""
        for name, array in arrays.items():
            setattr(self, name, array)
            self.addresses[[*ELEMENTS].index(name)] = array.ctypes.data, len(array)

    def make_room(self, org: Organisation) -> None:
        """Let there be room for a week of this company; an empty log needs none."""


def rows(name: str, count: int) -> Any:
    """`count` empty rows of one of the arrays."""
    array = np.zeros(count, ELEMENTS[name])
    return array.view(np.recarray) if array.dtype.names else array


def words(table: Any) -> Any:
    """The rows of a table as words, in the same place in memory."""
    return np.asarray(table).view(np.int64).reshape(-1)


bind(Log, ELEMENTS)
OFF = Log()
