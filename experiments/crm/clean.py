"""From raw rows to canonical records: each cell read, repaired or refused, each row booked."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .canonical import RECORDS, Field, Origin, Record, fields_of
from .date_order import DateCell
from .effects import column_uses
from .endings import settled
from .filters import filtered
from .mapping import TableMapping
from .numbers import currencies
from .raw import RawRow, RawTable
from .readers import reader_of
from .refusals import UnreadableError, refusal, shown
from .repairs import Repairs
from .repeats import Repeats, Said
from .shape import regular_rows
from .values import Reader, Understood, is_mangled_range

_RANGE = 6  # letters of a range that a spreadsheet took for a date
_CONVERTED = re.compile(
    r"convert|company currency|konvert|umgerechnet|unternehmenswährung|\bbase\b|\(base\)", re.IGNORECASE
)


class _Filled(NamedTuple):
    """A canonical field in one file: what it is, where its cells stand (or its constant), how they read."""

    column: Field
    heading: str
    position: int | None
    constant: str
    read: Reader

    def cell(self, row: RawRow) -> str:
        return self.constant if self.position is None else row.cells[self.position]


def clean(table: TableMapping, raws: Sequence[RawTable], repairs: Repairs, *, with_deals: bool = True) -> list[Record]:
    """The records of one canonical table from all the files that fill it, one for each id.

    *Writes* the repairs. Raises `DataError` for a missing column, a date that is none, a flag that is neither.
    """
    repeats = Repeats(table, repairs)
    for raw in raws:
        _read(table, raw, repeats, repairs, with_deals=with_deals)
    make = RECORDS[table.table]
    return [make(place=said.place, **said.values) for said in repeats.kept]


def _read(table: TableMapping, raw: RawTable, repeats: Repeats, repairs: Repairs, *, with_deals: bool) -> None:
    """Read one file column by column, then row by row."""
    kept = list(filtered(table, raw, regular_rows(table.table, raw, repairs), repairs))
    fields = list(_fields(table, raw, kept))
    repairs.name(table.table, raw.file, {field.column.name: field.heading for field in fields})
    positions = {field.position: field.column.name for field in fields if field.position is not None}
    repairs.columns(table.table, raw.file, column_uses(table, raw, positions, with_deals=with_deals))
    for text, cells in (*_mixed_currencies(kept, fields), *_mangled_ranges(raw, kept, fields)):
        repairs.note(table.table, raw.file, text, cells=cells)
    repeats.begin(raw)
    rows = [row for row in kept if not repeats.is_copy(row, Origin(table.table, raw.file, row.number))]
    lost: set[int] = set()
    columns = {field.column.name: _column(field, rows, table, raw, lost, repairs) for field in fields}
    _with_currency(columns, fields, rows)
    names = tuple(columns)
    for row, values in zip(rows, zip(*columns.values(), strict=True), strict=True):
        if row.number not in lost:
            place = Origin(table.table, raw.file, row.number)
            repeats.add(Said(place, settled(table, dict(zip(names, values, strict=True)), place, repairs), row))


def _column(
    field: _Filled, rows: Sequence[RawRow], table: TableMapping, raw: RawTable, lost: set[int], repairs: Repairs
) -> list[Any]:
    """What a column says, each distinct cell read once; *writes* the rows lost for want of it, and the repairs."""
    at = field.position
    cells = [field.constant] * len(rows) if at is None else [row.cells[at] for row in rows]
    known: dict[str, Understood] = {}
    for cell in dict.fromkeys(cells):
        try:
            known[cell] = field.read(cell)
        except UnreadableError as error:
            number = rows[cells.index(cell)].number
            raise refusal(raw.file, str(error), row=number, column=field.heading) from error
    name, needed = field.column.name, field.column.required
    odd = {cell for cell, (value, repair) in known.items() if repair or (needed and value is None)}
    for row, cell in zip(rows, cells, strict=True) if odd else ():
        if cell in odd:
            value, repair = known[cell]
            place = Origin(table.table, raw.file, row.number)
            if value is None and needed:
                lost.add(row.number)
                repairs.drop(place, repair or f"no {name}", field=name, value=cell)
            else:
                repairs.repair(place, repair or "", field=name, value=cell)
    return [known[cell].value for cell in cells]


def _with_currency(columns: dict[str, list[Any]], fields: Sequence[_Filled], rows: Sequence[RawRow]) -> None:
    """Amounts that are converted have no currency of their own; where signs are mixed, each has that of its sign."""
    money = next((field for field in fields if field.column.name == "amount"), None)
    if money is None:
        return
    if _CONVERTED.search(money.heading):
        columns.pop("currency", None)
    elif "currency" not in columns and len(currencies({money.cell(row) for row in rows})) > 1:
        columns["currency"] = [next(iter(currencies([money.cell(row)])), None) for row in rows]


def _fields(table: TableMapping, raw: RawTable, rows: Sequence[RawRow]) -> Iterator[_Filled]:
    for name, column in fields_of(table.table).items():
        if name in table.constants and name not in table.columns:
            constant = table.constants[name]
            read = reader_of(column, [DateCell(1, constant)], table, file=raw.file, heading=name)
            yield _Filled(column, name, None, constant, read)
        elif name in table.columns:
            heading = _heading(column, table, raw)
            if heading is not None:
                yield _present(column, heading, table, raw, rows)


def _heading(column: Field, table: TableMapping, raw: RawTable) -> str | None:
    """The name under which a field's column stands in a file; nothing where it may be absent, and is."""
    names = table.columns[column.name]
    for name in names:
        if raw.position(name) is not None:
            return name
    needed = column.required or column.name in table.insisted or column.name in table.recognised_by
    if needed:
        raise refusal(raw.file, raw.missing(names[0]), row=1, column=names[0])
    return None


def _present(column: Field, heading: str, table: TableMapping, raw: RawTable, rows: Sequence[RawRow]) -> _Filled:
    position = raw.position(heading)
    assert position is not None
    cells = [DateCell(row.number, row.cells[position]) for row in rows] if column.kind in ("date", "amount") else []
    return _Filled(column, heading, position, "", reader_of(column, cells, table, file=raw.file, heading=heading))


def _mixed_currencies(rows: Sequence[RawRow], fields: Sequence[_Filled]) -> Iterator[tuple[str, str]]:
    for field in fields:
        signs = currencies({field.cell(row) for row in rows}) if field.column.name == "amount" else ()
        if len(signs) > 1:
            yield f"column {field.heading} mixes {', '.join(signs)}; not converted", ""


def _mangled_ranges(raw: RawTable, rows: Sequence[RawRow], fields: Sequence[_Filled]) -> Iterator[tuple[str, str]]:
    """Columns in which a spreadsheet took ranges such as 5-20 for dates."""
    used = {field.position for field in fields}
    for position, heading in enumerate(raw.header[: len(rows[0].cells) if rows else 0]):
        short = {cell for row in rows if len(cell := row.cells[position]) <= _RANGE}
        strange = set(filter(is_mangled_range, short))
        mangled = [row for row in rows if row.cells[position] in strange] if strange else []
        if mangled:
            first = f"row {mangled[0].number}, {shown(mangled[0].cells[position])}"
            text = f"{len(mangled)} values turned into dates by a spreadsheet"
            unused = "" if position in used else "; the column is not used"
            yield f"column {heading}: {text} (first: {{cells}}){unused}", first
