"""What became of the files, columns and rows of an import, as values to print or to keep."""

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from .refusals import shown


class Note(NamedTuple):
    """A remark on a file; `cells` quotes the file and is shown to its owner, never kept."""

    text: str
    cells: str = ""

    def __str__(self) -> str:
        return self.text.replace("{cells}", self.cells)


class ColumnUse(NamedTuple):
    """What a column of a file is used for; an empty `field` is a column that is not read."""

    heading: str
    field: str
    effect: str


class OtherFile(NamedTuple):
    """A file beside the export's tables, and why it fills none."""

    file: str
    why: str


@dataclass(frozen=True)
class Reason:
    """Why rows of a file were repaired or dropped: how many, and the first of them.

    `lost` rows may have been cases; others were rightly left out (copies, footers, rows not asked for).
    """

    why: str
    count: int
    file: str
    row: int
    column: str | None
    value: str | None
    lost: bool

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        value = f": {shown(self.value)}" if self.value else ""
        return f"{self.count} {self.why} (first: {self.file}, row {self.row}{column}{value})"


@dataclass(frozen=True)
class FileSummary:
    """What became of the rows of a file that fills a table: `used + dropped == read`, repaired ones used.

    Of those dropped, `lost` ones may have been cases.
    """

    file: str
    table: str
    read: int
    used: int
    repaired: int
    dropped: int
    lost: int
    repairs: tuple[Reason, ...]
    drops: tuple[Reason, ...]
    columns: tuple[ColumnUse, ...]
    remarks: tuple[Note, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks as lines."""
        return tuple(map(str, self.remarks))


@dataclass(frozen=True)
class Summary:
    """What became of all files and rows of an import; `others` are the files that fill no table."""

    files: tuple[FileSummary, ...]
    others: tuple[OtherFile, ...]

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

    @property
    def lost(self) -> int:
        """Rows left out that may have been cases."""
        return sum(one.lost for one in self.files)

    def lines(self) -> tuple[str, ...]:
        """The account as lines to print: one a file, then its reasons, notes and columns, indented."""
        others = [f"{one.file}: not used; {one.why}" for one in self.others]
        return (*(line for one in self.files for line in _lines(one)), *others)

    def to_dict(self) -> dict[str, Any]:
        """The account as JSON-like values, without any cell of the export."""
        return {
            "files": [_kept(one) for one in self.files],
            "others": [one._asdict() for one in self.others],
        }


def _kept(one: FileSummary) -> dict[str, Any]:
    reasons = {key: [_without_cell(each) for each in getattr(one, key)] for key in ("repairs", "drops")}
    columns = [each._asdict() for each in one.columns]
    counts = {key: getattr(one, key) for key in ("file", "table", "read", "used", "repaired", "dropped", "lost")}
    notes = [each.text.replace("{cells}", "...") for each in one.remarks]
    return {**counts, **reasons, "columns": columns, "notes": notes}


def _without_cell(reason: Reason) -> dict[str, Any]:
    return {key: value for key, value in asdict(reason).items() if key != "value"}


def _lines(one: FileSummary) -> list[str]:
    counts = f"{one.read} rows read, {one.used} used, {one.repaired} repaired, {one.dropped} dropped"
    reasons = [f"  dropped: {reason}" for reason in one.drops] + [f"  repaired: {reason}" for reason in one.repairs]
    notes = [f"  note: {note}" for note in one.notes]
    return [f"{one.file} ({one.table}): {counts}", *reasons, *notes, *_column_lines(one.columns)]


def _column_lines(columns: tuple[ColumnUse, ...]) -> list[str]:
    used = [f"{one.heading} ({one.effect})" for one in columns if one.field and one.effect]
    idle = [f"{one.heading} ({one.field})" for one in columns if one.field and not one.effect]
    unread = [one.heading for one in columns if not one.field]
    groups = {"used": used, "read without effect": idle, "not used": unread}
    return [f"  columns {what}: {', '.join(names)}" for what, names in groups.items() if names]
