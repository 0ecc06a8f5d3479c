"""Ids that come again: copies, newer states of the same row, lines of one deal."""

import re
from datetime import datetime
from typing import Any, NamedTuple

from .amount_columns import PART_MONEY, amount_heading
from .canonical import IDS, RECORDS, Origin, Record
from .endings import ENDS
from .mapping import TableMapping
from .raw import RawRow, RawTable
from .repairs import Repairs

_STATE = ("stage", "is_won", "is_closed", "created", "close", "modified")
_PARTS = re.compile(
    r"product|item|\bline|sku|quantity|qty|split|schedule|article|artikel|produkt|produit|producto|position|menge",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"campaign|contact|role|competitor|partner|activit|touch|influence|mail|phone|kampagne|campa|kontakt", re.IGNORECASE
)
ADDED = "further line of the same deal, whose amount was added"
SAME = "further row of the same deal, with the deal's own amount again"
OLDER = "older state of an id that comes again"


def is_of_lines(heading: str) -> bool:
    """Whether a column tells lines of one deal apart: products, splits, contacts, campaigns, money of parts.

    >>> is_of_lines("Product Name"), is_of_lines("Contact: Full Name"), is_of_lines("Opportunity Name")
    (True, True, False)
    """
    return any(found.search(heading) for found in (_PARTS, _VIEWS, PART_MONEY))


class Said(NamedTuple):
    """What a row says, and where."""

    place: Origin
    values: dict[str, Any]
    row: RawRow


class Repeats:
    """Rows whose id comes again, one for each id: newer states taken, lines of a deal added up."""

    def __init__(self, table: TableMapping, repairs: Repairs) -> None:
        self._table = table
        self._repairs = repairs
        self._identity = IDS[table.table] or ""
        self._header: tuple[str, ...] = ()
        self.kept: dict[str, Said] = {}

    def begin(self, raw: RawTable) -> None:
        """Start on a file, whose rows follow."""
        self._header = raw.header
        used = amount_heading(self._table, raw) or ""
        others = [name for name in raw.header if name != used]
        self._part_money = not PART_MONEY.search(used) and any(map(PART_MONEY.search, others))

    def add(self, said: Said) -> bool:
        """Take a row of an id: a new one (True), a newer state of one, or a further line of one."""
        key = said.values[self._identity]
        first = self.kept.get(key)
        if first is None:
            self.kept[key] = said
            return True
        self.kept[key] = self._joined(first, said) if self._is_line(first, said) else self._newer(first, said)
        return False

    def record(self, key: str) -> Record:
        """The row that an id is left with."""
        made: Record = RECORDS[self._table.table](**self.kept[key].values)
        return made

    def _is_line(self, first: Said, said: Said) -> bool:
        """Whether two rows of one file are lines of one deal in one state."""
        if self._table.table != "opportunity" or first.place.file != said.place.file:
            return False
        return all(first.values.get(name) == said.values.get(name) for name in _STATE)

    def _joined(self, first: Said, said: Said) -> Said:
        amounts = first.values.get("amount"), said.values.get("amount")
        if self._adds(first, said) and amounts[1] is not None:
            self._repairs.repair(said.place, ADDED, field="amount")
            return first._replace(values={**first.values, "amount": (amounts[0] or 0.0) + amounts[1]})
        self._repairs.set_aside(said.place, SAME, field="opp_id", value=said.values["opp_id"])
        return first if amounts[0] is not None else first._replace(values={**first.values, "amount": amounts[1]})

    def _adds(self, first: Said, said: Said) -> bool:
        """Whether the amounts of two lines are parts of one, by the columns in which the lines differ."""
        if self._table.lines != "auto":
            return self._table.lines == "add"
        same_amount = first.values.get("amount") == said.values.get("amount")
        pairs = zip(self._header, first.row.cells, said.row.cells, strict=False)
        differing = " | ".join(name for name, one, other in pairs if one != other)
        if same_amount and self._part_money:
            return False
        return bool(_PARTS.search(differing)) or not (same_amount or _VIEWS.search(differing))

    def _newer(self, first: Said, said: Said) -> Said:
        newer, older = (first, said) if _rank(first) > _rank(said) else (said, first)
        key = said.values[self._identity]
        self._repairs.set_aside(older.place, OLDER, field=self._identity, value=key)
        created = [day for each in (newer, older) if (day := each.values.get("created"))]
        return newer._replace(values={**newer.values, "created": min(created)}) if created else newer


def _rank(said: Said) -> tuple[datetime, bool]:
    """How new a state is: by its date of change, else the more settled one; of equals the later row is newer."""
    ended = said.values.get("is_won"), said.values.get("is_closed"), said.values.get("stage") in ENDS
    return said.values.get("modified") or datetime.min, any(ended)
