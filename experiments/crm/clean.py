"""From raw rows to canonical records: each cell read, repaired or refused, each row booked."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .canonical import IDS, RECORDS, Field, Origin, Record, fields_of
from .date_order import DateCell
from .mapping import TableMapping
from .numbers import currencies
from .raw import RawRow, RawTable
from .readers import reader_of
from .refusals import UnreadableError, refusal, shown
from .repairs import Repairs
from .shape import regular_rows
from .values import Reader, is_mangled_range


class _Filled(NamedTuple):
    """A canonical field in one file: what it is, where its cells stand (or its constant), how they read."""

    column: Field
    heading: str
    position: int | None
    constant: str
    read: Reader

    def cell(self, row: RawRow) -> str:
        return self.constant if self.position is None else row.cells[self.position]


def clean(table: TableMapping, raws: Sequence[RawTable], repairs: Repairs) -> list[Record]:
    """The records of one canonical table from all the files that fill it.

    *Writes* the repairs. Raises `DataError` for a missing column, a date that is none, a flag that is neither.
    """
    seen = _Seen(table)
    return [record for raw in raws for record in _records(table, raw, seen, repairs)]


def _records(table: TableMapping, raw: RawTable, seen: "_Seen", repairs: Repairs) -> Iterator[Record]:
    rows = list(regular_rows(table.table, raw, repairs))
    fields = list(_fields(table, raw, rows))
    repairs.name(table.table, raw.file, {field.column.name: field.heading for field in fields})
    for note in (*_mixed_currencies(rows, fields), *_mangled_ranges(raw, rows, fields)):
        repairs.note(table.table, raw.file, note)
    for row in rows:
        place = Origin(table.table, raw.file, row.number)
        if seen.is_repeated(row):
            repairs.drop(place, seen.repetition)
            continue
        values = _values(fields, row, place, repairs)
        if values is not None and not seen.has_id(values, place, repairs):
            yield RECORDS[table.table](place=place, **_settled(table, values))


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
    cells = [DateCell(row.number, row.cells[position]) for row in rows]
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


def _settled(table: TableMapping, values: dict[str, Any]) -> dict[str, Any]:
    """An opportunity's outcome, settled: its flag decides, else its stage; a bare "not won" once closed."""
    if table.table != "opportunity":
        return values
    is_won, stage, is_closed = (values.get(name) for name in ("is_won", "stage", "is_closed"))
    if is_won is False and stage is None and is_closed is None:
        is_closed = "close" not in values or values["close"] is not None
    return {**values, "is_won": stage == "won" if is_won is None else is_won, "is_closed": is_closed}


class _Seen:
    """The rows and ids that a table already has; to ask for one is to remember it."""

    def __init__(self, table: TableMapping) -> None:
        self._keeps_repeats = table.duplicates == "keep"
        self._identity = IDS[table.table]
        self._has_ids = self._identity in table.columns
        self._rows: set[tuple[str, ...]] = set()
        self._ids: dict[str, Origin] = {}

    @property
    def repetition(self) -> str:
        """What a repeated row is called; without an id it may be another case that looks the same."""
        doubt = "" if self._has_ids else ' (no id tells them apart; duplicates = "keep" in a mapping keeps them)'
        return f"exact duplicate of an earlier row{doubt}"

    def is_repeated(self, row: RawRow) -> bool:
        """Whether the very same cells came before; remembers them."""
        repeated = row.cells in self._rows and not self._keeps_repeats
        self._rows.add(row.cells)
        return repeated

    def has_id(self, values: dict[str, Any], place: Origin, repairs: Repairs) -> bool:
        """Whether the id came before, with other content; remembers it and books the drop."""
        key = values.get(self._identity) if self._identity else None
        if key is None:
            return False
        first = self._ids.setdefault(key, place)
        if first is not place:
            repairs.drop(place, "same id as an earlier row with other content", field=self._identity, value=key)
        return first is not place


def _mixed_currencies(rows: Sequence[RawRow], fields: Sequence[_Filled]) -> Iterator[str]:
    for field in fields:
        signs = currencies(field.cell(row) for row in rows) if field.column.kind == "amount" else ()
        if len(signs) > 1:
            yield f"column {field.heading} mixes {', '.join(signs)}; not converted"


def _mangled_ranges(raw: RawTable, rows: Sequence[RawRow], fields: Sequence[_Filled]) -> Iterator[str]:
    """Columns in which a spreadsheet took ranges such as 5-20 for dates."""
    used = {field.position for field in fields}
    for position, heading in enumerate(raw.header[: len(rows[0].cells) if rows else 0]):
        mangled = [row for row in rows if is_mangled_range(row.cells[position])]
        if mangled:
            first = f"first: row {mangled[0].number}, {shown(mangled[0].cells[position])}"
            text = f"{len(mangled)} values turned into dates by a spreadsheet"
            unused = "" if position in used else "; the column is not used"
            yield f"column {heading}: {text} ({first}){unused}"
