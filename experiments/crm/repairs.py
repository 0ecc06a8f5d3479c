"""The account that an import gives of every row: used as it was, repaired, or dropped, and why."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from .canonical import Origin
from .summary import ColumnUse, FileSummary, Note, OtherFile, Reason, Summary

Act = Literal["repaired", "dropped", "set aside"]


class _Group:
    """What was done for one reason to rows of a file: how many, and the first of them."""

    def __init__(self, act: Act, why: str, column: str | None, place: Origin, value: str | None) -> None:
        self.act, self.why, self.column, self.first, self.value = act, why, column, place, value
        self.rows: list[int] = []

    def reason(self, gone: set[int]) -> Reason | None:
        kept = [row for row in self.rows if row not in gone]
        if not kept:
            return None
        first = self.first if kept[0] == self.first.row else self.first._replace(row=kept[0])
        value = self.value if first is self.first else None
        return Reason(self.why, len(kept), first.file, first.row, self.column, value, lost=self.act == "dropped")


@dataclass
class _Account:
    """The account of one file that fills one table; of an unopened one only what was said of it."""

    rows: int | None = None
    notes: list[Note] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    columns: list[ColumnUse] = field(default_factory=list)
    groups: dict[tuple[str, str, str | None], _Group] = field(default_factory=dict)


class Repairs:
    """Changes in the order in which they were made; a row that was dropped no longer counts as repaired."""

    def __init__(self) -> None:
        self._accounts: defaultdict[tuple[str, str], _Account] = defaultdict(_Account)
        self._others: list[OtherFile] = []

    def open(self, table: str, file: str, *, rows: int, notes: tuple[str, ...] = ()) -> None:
        """Start the account of a file that fills a table."""
        account = self._accounts[table, file]
        account.rows, account.notes = rows, [*map(Note, notes), *account.notes]

    def name(self, table: str, file: str, headings: dict[str, str]) -> None:
        """Learn under which heading each field stands in a file, to speak of columns as the file does."""
        self._accounts[table, file].headings.update(headings)

    def columns(self, table: str, file: str, uses: list[ColumnUse]) -> None:
        """Learn what each column of a file is used for."""
        self._accounts[table, file].columns.extend(uses)

    def other(self, file: str, why: str) -> None:
        """Book a file of the folder that fills no table, and why."""
        self._others.append(OtherFile(file, why))

    def note(self, table: str, file: str, text: str, *, cells: str = "") -> None:
        """Remark something on a file that touches no row; `cells` are words of the file, shown to its owner only."""
        self._accounts[table, file].notes.append(Note(text, cells))

    def repair(self, place: Origin, why: str, *, field: str | None = None, value: str | None = None) -> None:
        """Book that a row was kept, with something changed or left out."""
        self._book("repaired", place, why, field, value)

    def drop(self, place: Origin, why: str, *, field: str | None = None, value: str | None = None) -> None:
        """Book that a row was left out, though it may have been a case."""
        self._book("dropped", place, why, field, value)

    def set_aside(self, place: Origin, why: str, *, field: str | None = None, value: str | None = None) -> None:
        """Book that a row was rightly left out: a blank, a footer, a copy, an older state, a row not asked for."""
        self._book("set aside", place, why, field, value)

    def summary(self) -> Summary:
        """The account of all files, in the order in which they were opened."""
        opened = {place: account for place, account in self._accounts.items() if account.rows is not None}
        return Summary(tuple(_file(*place, account) for place, account in opened.items()), tuple(self._others))

    def _book(self, act: Act, place: Origin, why: str, name: str | None, value: str | None) -> None:
        account = self._accounts[place.table, place.file]
        column = account.headings.get(name, name) if name else None
        key = act, why, column
        if key not in account.groups:
            account.groups[key] = _Group(act, why, column, place, value)
        account.groups[key].rows.append(place.row)


def _file(table: str, file: str, account: _Account) -> FileSummary:
    assert account.rows is not None
    left = [one for one in account.groups.values() if one.act != "repaired"]
    mended = [one for one in account.groups.values() if one.act == "repaired"]
    gone = {row for one in left for row in one.rows}
    return FileSummary(
        file=file,
        table=table,
        read=account.rows,
        used=account.rows - len(gone),
        repaired=len({row for one in mended for row in one.rows} - gone),
        dropped=len(gone),
        lost=len({row for one in left if one.act == "dropped" for row in one.rows}),
        repairs=tuple(reason for one in mended if (reason := one.reason(gone))),
        drops=tuple(reason for one in left if (reason := one.reason(set()))),
        columns=tuple(account.columns),
        remarks=tuple(account.notes),
    )
