"""The canonical fields in one file: where their cells stand, how these read, what is strange about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .amount_columns import amount_heading
from .beside_amounts import currency_heading
from .canonical import Field, fields_of
from .columnar import Column
from .date_order import DateCell
from .dates import form_name
from .mapping import TableMapping
from .raw import RawTable
from .readers import reader_of
from .recognition import is_told_by_flag
from .refusals import refusal, shown
from .values import Reader, is_mangled_range

GROUPING = ("stage", "owner")
FEWEST_GROUPS = 2
SAMPLE = 50  # words of a column
WRITTEN = ("ISO", "numeric", "month name")  # forms of dates that no number has
_RANGE = 6  # letters of a range that a spreadsheet took for a date


@dataclass(frozen=True, eq=False)
class Filled:
    """A canonical field in one file: what it is, and its cells, which for a constant stand in no column."""

    field: Field
    heading: str
    position: int | None
    column: Column
    grouped: bool = False

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name


def fields_in(table: TableMapping, raw: RawTable, places: np.ndarray) -> Iterator[Filled]:
    """The fields of a table that a file fills, in the rows at some places. Raises `DataError` for one that it lacks."""
    for name, field in fields_of(table.table).items():
        if name in table.constants and name not in table.columns:
            constant = Column([table.constants[name]], np.zeros(len(raw.numbers), np.int32))
            yield Filled(field, name, None, constant.at(places))
        elif name in table.columns or name == "currency":
            heading = _heading(field, table, raw) if name in table.columns else None
            if name == "currency" and heading is None:
                heading = currency_heading(table, raw)
            if heading is not None:
                position = raw.position(heading)
                assert position is not None
                column = raw.columns[position].at(places)
                grouped = name in GROUPING and is_grouped(column)
                yield Filled(field, heading, position, filled_down(column) if grouped else column, grouped)


def is_grouped(column: Column) -> bool:
    """Whether a column says something in the first row of each group only, as reports and merged cells do."""
    filled = column.codes[~column.blank]
    if column.is_plain or len(filled) < FEWEST_GROUPS or 2 * len(filled) > len(column.codes) or column.blank[0]:
        return False
    return bool((np.diff(filled) != 0).all())


def filled_down(column: Column) -> Column:
    """A column with what stands above in its blank cells."""
    rows = np.where(column.blank, 0, np.arange(len(column.codes)))
    return Column(column.words, column.codes[np.maximum.accumulate(rows)])


def says_nothing(table: TableMapping, raw: RawTable, places: np.ndarray, fields: Sequence[Filled]) -> np.ndarray:
    """Of each row, whether it is no deal: it lacks its state and an id, any name, or a date; in a file without states,
    a name and a date.
    """
    blank = {one.name: raw.columns[one.position].blank[places] for one in fields if one.position is not None}
    if table.table != "opportunity":
        return np.zeros(len(places), bool)
    who = [blank[name] for name in ("opp_id", "owner", "account_id") if name in blank]
    when = [blank[name] for name in ("created", "close") if name in blank] if "created" in blank else []
    lacking = [np.logical_and.reduce(columns) for columns in (who, when) if columns]
    if "opp_id" in blank and "is_won" not in blank and not blank["opp_id"].all():
        lacking.append(blank["opp_id"])
    if "stage" in blank and lacking:
        return np.asarray(blank["stage"] & np.logical_or.reduce(lacking))
    return np.asarray(np.logical_and.reduce(lacking)) if who and when else np.zeros(len(places), bool)


def reader_for(one: Filled, table: TableMapping, raw: RawTable, places: np.ndarray) -> Reader:
    """How the cells of a field read. Raises `DataError` where its dates do not tell which number is the day."""
    cells: list[DateCell] = []
    if one.field.kind in ("date", "amount", "signed", "chance", "person"):
        numbers = raw.numbers[places[one.column.firsts]].tolist()
        cells = [DateCell(*each) for each in zip(numbers, one.column.words, strict=True)]
    return reader_of(one.field, cells, one.column.counts[: len(cells)], table, file=raw.file, heading=one.heading)


def _heading(field: Field, table: TableMapping, raw: RawTable) -> str | None:
    """The name under which a field's column stands in a file, filled if any is; nothing where it may be absent."""
    names = table.columns[field.name]
    present = [name for name in names if raw.position(name) is not None]
    if field.name == "amount" and present:
        return amount_heading(table, raw)
    if present:
        return next((name for name in present if len(present) == 1 or _is_filled(raw, name)), present[0])
    needed = field.required or field.name in table.insisted or field.name in table.recognised_by
    if needed and not is_told_by_flag(table, raw, field.name):
        raise refusal(raw.file, raw.missing(names[0]), row=raw.top, column=names[0])
    return None


def _is_filled(raw: RawTable, name: str) -> bool:
    position = raw.position(name)
    return position is not None and not raw.columns[position].blank.all()


def unread_dates(table: TableMapping, raw: RawTable, fields: Sequence[Filled]) -> Iterator[tuple[str, str]]:
    """A note on columns that hold dates and are not read, where no column is known for the creation."""
    if "created" not in table.columns or any(one.name == "created" for one in fields):
        return
    used = {one.position for one in fields}
    samples = {
        heading: [*filter(None, raw.columns[position].words[:SAMPLE])]
        for position, heading in enumerate(raw.header[: raw.width])
        if position not in used
    }
    dates = [name for name, words in samples.items() if words and all(form_name(word) in WRITTEN for word in words)]
    if dates:
        what = f"no column is known for the creation, and these hold dates: {', '.join(dates)}"
        yield f'{what}; say [{table.table}.columns] created = "{dates[0]}" in a mapping, if it is the one', ""


def mangled_ranges(raw: RawTable, places: np.ndarray, fields: Sequence[Filled]) -> Iterator[tuple[str, str]]:
    """Notes on columns in which a spreadsheet took ranges such as 5-20 for dates."""
    used = {one.position for one in fields}
    for position, heading in enumerate(raw.header[: raw.width] if len(places) else ()):
        column = raw.columns[position]
        words = [] if column.is_plain else column.words
        strange = [code for code, word in enumerate(words) if len(word) <= _RANGE and is_mangled_range(word)]
        rows = np.flatnonzero(np.isin(column.codes[places], strange)) if strange else np.zeros(0, np.int64)
        if rows.size:
            at = int(places[rows[0]])
            first = f"row {raw.numbers[at]}, {shown(column.cell(at))}"
            text = f"{len(rows)} values turned into dates by a spreadsheet"
            unused = "" if position in used else "; the column is not used"
            yield f"column {heading}: {text} (first: {{cells}}){unused}", first
