"""Rows and cases of an import, said one by one."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from cordiale.experiments.crm.arrays import array_of
from cordiale.experiments.crm.canonical import RECORDS, Record
from cordiale.experiments.crm.cases import Cases
from cordiale.experiments.crm.rows import Rows, rows_of


class Case(NamedTuple):
    """One case."""

    source: str
    created: datetime | None
    won: bool
    closed: datetime | None
    days: float | None
    decided: bool = True
    ended: datetime | None = None


def together(cases: Sequence[Case]) -> Cases:
    """Cases said one by one, as an import has them."""
    source, created, won, closed, days, decided, ended = zip(*cases, strict=True)
    dates = [array_of("date", each) for each in (created, closed, ended)]
    flags = [np.array(each, bool) for each in (won, decided)]
    return Cases(array_of("text", source), dates[0], flags[0], dates[1], array_of("amount", days), flags[1], dates[2])


def tables_of(*records: Record) -> dict[str, Rows]:
    """Records of any tables, as an import has them."""
    return {table: rows_of(table, [one for one in records if isinstance(one, kind)]) for table, kind in RECORDS.items()}
