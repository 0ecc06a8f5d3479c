"""The account that an import gives of every row: used as it was, repaired, or dropped, and why."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .canonical import Origin
from .refusals import shown


class RowChange(NamedTuple):
    """One thing done to one row."""

    place: Origin
    act: Literal["repaired", "dropped"]
    why: str
    column: str | None
    value: str | None


@dataclass(frozen=True)
class Reason:
    """Why rows of a file were repaired or dropped: how many, and the first of them."""

    why: str
    count: int
    file: str
    row: int
    column: str | None
    value: str | None

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        value = f": {shown(self.value)}" if self.value else ""
        return f"{self.count} {self.why} (first: {self.file}, row {self.row}{column}{value})"


@dataclass(frozen=True)
class FileSummary:
    """What became of the rows of a file that fills a table: `used + dropped == read`, repaired ones used."""

    file: str
    table: str
    read: int
    used: int
    repaired: int
    dropped: int
    repairs: tuple[Reason, ...]
    drops: tuple[Reason, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """What became of all rows of an import."""

    files: tuple[FileSummary, ...]

    @property
    def read(self) -> int:
        """Rows read, headers not counted."""
        return sum(one.read for one in self.files)

    @property
    def used(self) -> int:
        """Rows that entered the facts, repaired ones included."""
        return sum(one.used for one in self.files)

    @property
    def repaired(self) -> int:
        """Rows used of which something had to be changed or left out."""
        return sum(one.repaired for one in self.files)

    @property
    def dropped(self) -> int:
        """Rows left out altogether."""
        return sum(one.dropped for one in self.files)

    def lines(self) -> tuple[str, ...]:
        """The account as lines to print: one a file, then its reasons and notes, indented."""
        return tuple(line for one in self.files for line in _lines(one))


def _lines(one: FileSummary) -> list[str]:
    counts = f"{one.read} rows read, {one.used} used, {one.repaired} repaired, {one.dropped} dropped"
    reasons = [f"  dropped: {reason}" for reason in one.drops] + [f"  repaired: {reason}" for reason in one.repairs]
    return [f"{one.file} ({one.table}): {counts}", *reasons, *(f"  note: {note}" for note in one.notes)]


class Repairs:
    """Changes in the order in which they were made; a row that was dropped no longer counts as repaired."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], int] = {}
        self._headings: dict[tuple[str, str], dict[str, str]] = {}
        self._notes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._changes: list[RowChange] = []

    def open(self, table: str, file: str, *, rows: int, notes: tuple[str, ...] = ()) -> None:
        """Start the account of a file that fills a table."""
        self._read[table, file] = rows
        self._notes[table, file].extend(notes)

    def name(self, table: str, file: str, headings: dict[str, str]) -> None:
        """Learn under which heading each field stands in a file, to speak of columns as the file does."""
        self._headings[table, file] = headings

    def note(self, table: str, file: str, text: str) -> None:
        """Remark something on a file that touches no row."""
        self._notes[table, file].append(text)

    def repair(self, place: Origin, why: str, *, field: str | None = None, value: str | None = None) -> None:
        """Book that a row was kept, with something changed or left out."""
        self._changes.append(RowChange(place, "repaired", why, self._heading(place, field), value))

    def drop(self, place: Origin, why: str, *, field: str | None = None, value: str | None = None) -> None:
        """Book that a row was left out."""
        self._changes.append(RowChange(place, "dropped", why, self._heading(place, field), value))

    def summary(self) -> Summary:
        """The account of all files, in the order in which they were opened."""
        return Summary(tuple(self._file(table, file) for table, file in self._read))

    def _heading(self, place: Origin, field: str | None) -> str | None:
        return self._headings.get((place.table, place.file), {}).get(field, field) if field else None

    def _file(self, table: str, file: str) -> FileSummary:
        changes = [one for one in self._changes if one.place[:2] == (table, file)]
        drops = [one for one in changes if one.act == "dropped"]
        gone = {one.place for one in drops}
        repairs = [one for one in changes if one.act == "repaired" and one.place not in gone]
        read = self._read[table, file]
        return FileSummary(
            file=file,
            table=table,
            read=read,
            used=read - len(gone),
            repaired=len({one.place for one in repairs}),
            dropped=len(gone),
            repairs=_reasons(repairs),
            drops=_reasons(drops),
            notes=tuple(self._notes[table, file]),
        )


def _reasons(changes: list[RowChange]) -> tuple[Reason, ...]:
    groups: dict[tuple[str, str | None], list[RowChange]] = {}
    for one in changes:
        groups.setdefault((one.why, one.column), []).append(one)
    return tuple(
        Reason(why, len(group), group[0].place.file, group[0].place.row, column, group[0].value)
        for (why, column), group in groups.items()
    )
