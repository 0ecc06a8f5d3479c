"""From raw rows to canonical records: each cell read, repaired or refused, each row booked."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
from .values import Reader, is_mangled_range

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
    rows = list(filtered(table, raw, regular_rows(table.table, raw, repairs), repairs))
    fields = list(_fields(table, raw, rows))
    repairs.name(table.table, raw.file, {field.column.name: field.heading for field in fields})
    positions = {field.position: field.column.name for field in fields if field.position is not None}
    repairs.columns(table.table, raw.file, column_uses(table, raw, positions, with_deals=with_deals))
    for text, cells in (*_mixed_currencies(rows, fields), *_mangled_ranges(raw, rows, fields)):
        repairs.note(table.table, raw.file, text, cells=cells)
    money = next((field for field in fields if field.column.name == "amount"), None)
    signed = money and len(currencies({money.cell(row) for row in rows})) > 1
    converted = any(field.column.name == "amount" and _CONVERTED.search(field.heading) for field in fields)
    repeats.begin(raw)
    for row in rows:
        place = Origin(table.table, raw.file, row.number)
        if repeats.is_copy(row, place):
            continue
        values = _values(fields, row, place, repairs)
        if values is not None:
            if converted:
                values["currency"] = None
            elif money and signed and values.get("currency") is None:
                values["currency"] = next(iter(currencies([money.cell(row)])), None)
            repeats.add(Said(place, settled(table, values, place, repairs), row))


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


def _values(fields: Iterable[_Filled], row: RawRow, place: Origin, repairs: Repairs) -> dict[str, Any] | None:
    """What a row says, field by field; nothing where it lacks a field without which it is worth nothing."""
    values: dict[str, Any] = {}
    for field in fields:
        cell = field.cell(row)
        try:
            value, repair = field.read(cell)
        except UnreadableError as error:
            raise refusal(place.file, str(error), row=place.row, column=field.heading) from error
        if value is None and field.column.required:
            repairs.drop(place, repair or f"no {field.column.name}", field=field.column.name, value=cell)
            return None
        if repair:
            repairs.repair(place, repair, field=field.column.name, value=cell)
        values[field.column.name] = value
    return values


def _mixed_currencies(rows: Sequence[RawRow], fields: Sequence[_Filled]) -> Iterator[tuple[str, str]]:
    for field in fields:
        signs = currencies({field.cell(row) for row in rows}) if field.column.name == "amount" else ()
        if len(signs) > 1:
            yield f"column {field.heading} mixes {', '.join(signs)}; not converted", ""


def _mangled_ranges(raw: RawTable, rows: Sequence[RawRow], fields: Sequence[_Filled]) -> Iterator[tuple[str, str]]:
    """Columns in which a spreadsheet took ranges such as 5-20 for dates."""
    used = {field.position for field in fields}
    for position, heading in enumerate(raw.header[: len(rows[0].cells) if rows else 0]):
        strange = {cell for cell in {row.cells[position] for row in rows} if is_mangled_range(cell)}
        mangled = [row for row in rows if row.cells[position] in strange] if strange else []
        if mangled:
            first = f"row {mangled[0].number}, {shown(mangled[0].cells[position])}"
            text = f"{len(mangled)} values turned into dates by a spreadsheet"
            unused = "" if position in used else "; the column is not used"
            yield f"column {heading}: {text} (first: {{cells}}){unused}", first
