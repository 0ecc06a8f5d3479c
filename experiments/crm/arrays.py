"""One field of many rows as an array, so that what is said of all of them is arithmetic.

Dates are moments to the microsecond, amounts and chances numbers, all else what it is in Python. Where nothing stands
there is NaT, NaN or None.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import numpy as np

from .canonical import Kind

MOMENT = "datetime64[us]"
NO_WORD = np.array(None, object)
NO_DATE = np.array("NaT", MOMENT)
LAST = np.datetime64("9999-12-31T23:59:59.999999")
DAY = np.timedelta64(1, "D")
_NUMBERS = ("amount", "signed", "chance")
_EPOCH, _TICK, _NEVER = datetime(1970, 1, 1), timedelta(microseconds=1), np.iinfo(np.int64).min  # NaT is the lowest


def array_of(kind: Kind, values: Sequence[Any]) -> np.ndarray:
    """Values of one kind, of which some may be None, as an array.

    >>> array_of("amount", [1.5, None])
    array([1.5, nan])
    """
    if kind == "date":  # by whole numbers, since numpy takes its time over moments of Python
        since = [_NEVER if each is None else (each - _EPOCH) // _TICK for each in values]
        return np.array(since, np.int64).view(MOMENT)
    if kind in _NUMBERS:
        return np.array(values, np.float64)
    found = np.empty(len(values), object)
    found[:] = values
    return found


def known(values: np.ndarray) -> np.ndarray:
    """Of each row, whether anything stands there."""
    if values.dtype.kind == "M":
        return ~np.isnat(values)
    found: np.ndarray = ~np.isnan(values) if values.dtype.kind == "f" else values != None  # noqa: E711  # each of them
    return found


def how_many(values: np.ndarray) -> int:
    """In how many rows something is so, or stands."""
    return int(np.count_nonzero(values))


def plain(values: np.ndarray) -> list[Any]:
    """Values as they are in Python, None where nothing stands.

    >>> plain(array_of("date", [None])), plain(array_of("amount", [2.5, None]))
    ([None], [2.5, None])
    """
    found: list[Any] = values.tolist()
    return [None if each != each else each for each in found] if values.dtype.kind == "f" else found


def coded(values: np.ndarray) -> tuple[list[Any], np.ndarray]:
    """The distinct words, each where it first comes, and for each row which of them it has.

    >>> coded(array_of("text", ["web", None, "web"]))
    (['web', None], array([0, 1, 0]))
    """
    places: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(places.__getitem__, values.tolist()), np.int64, len(values))
    return [*places], codes


def either(values: np.ndarray, others: np.ndarray) -> np.ndarray:
    """What stands in each row, or else in the same row of others."""
    return np.where(known(values), values, others)


def elapsed_days(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Days from moments to others; where the end is a date without a time, in whole days of the calendar.

    A deal created at noon and closed on that same date took no negative time. Both ends must be known.

    >>> elapsed_days(np.array(["2018-03-05T12"], MOMENT), np.array(["2018-03-05"], MOMENT))
    array([0.])
    """
    first, last = start.astype("datetime64[D]"), end.astype("datetime64[D]")
    return np.where(end == last, (last - first) / DAY, (end - start) / DAY)
