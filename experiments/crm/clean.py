"""From raw columns to canonical records: each distinct cell read once, repaired or refused, each row booked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, repeat
from typing import Any

import numpy as np

from .amount_columns import price_lines, settle_amounts, unread_bases
from .canonical import IDS, RECORDS, Origin, Record
from .columnar import repeated_rows
from .effects import column_uses
from .filled import Filled, fields_in, mangled_ranges, reader_for, says_nothing, unread_dates
from .filters import filtered, other_kinds
from .mapping import TableMapping
from .quick import read_plainly
from .raw import RawTable
from .refusals import UnreadableError, refusal
from .repairs import Repairs
from .repeats import Repeats, Said
from .settling import Part, settle, unread_chances
from .shape import regular_rows
from .values import Understood

NO_DEAL = "row without two of a state, a date, and an id, owner or account: a sum or nothing, no deal"
GROUPED = "column {} is filled in the first row of each group; the rows below have the same"


def clean(table: TableMapping, raws: Sequence[RawTable], repairs: Repairs, *, with_deals: bool = True) -> list[Record]:
    """The records of one canonical table from all the files that fill it, one for each id.

    *Writes* the repairs. Raises `DataError` for a missing column, a date that is none, a flag that is neither.
    """
    known: set[tuple[str, ...]] = set()
    parts = [
        _read(table, raw, known, may, repairs, with_deals=with_deals)
        for raw, may in zip(raws, _maybe_copies(raws), strict=True)
    ]
    identity = IDS[table.table] or ""
    names = Counter(chain.from_iterable(part.columns.get(identity, ()) for part in parts))
    again = {name for name, count in names.items() if count > 1 and name is not None}
    if not again:  # then no row is looked at again, and its cells may go before the records come
        del raws
        for part in parts:
            part.raw = replace(part.raw, columns=())
    return list(_records(table, parts, again, repairs))


def _maybe_copies(raws: Sequence[RawTable]) -> list[np.ndarray]:
    """Of each row of each file, whether one with the same cells may stand elsewhere in them."""
    marked: dict[int, np.ndarray] = {}
    for width in {raw.width for raw in raws}:
        alike = [i for i, raw in enumerate(raws) if raw.width == width]
        found = repeated_rows([raws[i].columns[:width] for i in alike])
        marked |= dict(zip(alike, found, strict=True))
    return [marked[i] for i in range(len(raws))]


def _read(
    table: TableMapping,
    raw: RawTable,
    known: set[tuple[str, ...]],
    may_be_copies: np.ndarray,
    repairs: Repairs,
    *,
    with_deals: bool,
) -> Part:
    """Read one file column by column. *Writes* the rows known that may come again, and the repairs."""
    places = filtered(table, raw, regular_rows(table.table, raw, repairs), repairs)
    copies = [p for p in places[may_be_copies[places]].tolist() if _is_copy(table, raw, p, known, repairs)]
    places = np.setdiff1d(places, copies, assume_unique=True).astype(np.int64) if copies else places
    fields = list(fields_in(table, raw, places))
    sums = says_nothing(table, raw, places, fields)
    if sums.any():
        for place in places[sums].tolist():
            repairs.set_aside(Origin(table.table, raw.file, int(raw.numbers[place])), NO_DEAL)
        places = places[~sums]
        fields = list(fields_in(table, raw, places))
    part = Part(raw, places)
    repairs.name(table.table, raw.file, {one.name: one.heading for one in fields})
    positions = {one.position: one.name for one in fields if one.position is not None}
    repairs.columns(table.table, raw.file, column_uses(table, raw, positions, with_deals=with_deals))
    for one in fields:
        part.columns[one.name] = _column(one, table, part, repairs)
    notes = [*mangled_ranges(raw, part.places, fields), *other_kinds(table, raw, part.places)]
    notes += unread_dates(table, raw, fields)
    money = next((one for name in ("amount", "price") for one in fields if one.name == name), None)
    if money is not None:
        price_lines(part.columns)
        notes += settle_amounts(part.columns, table, money.heading, money.column)
        notes += unread_bases(raw, part.places, positions)
    notes += [(GROUPED.format(one.heading), "") for one in fields if one.grouped]
    if table.table == "opportunity":
        settle(part, repairs)
        notes += unread_chances(part, [*positions])
    for text, cells in notes:
        repairs.note(table.table, raw.file, text, cells=cells)
    return part


def _is_copy(table: TableMapping, raw: RawTable, place: int, known: set[tuple[str, ...]], repairs: Repairs) -> bool:
    """Whether the very same cells came before; books and remembers them."""
    row = raw.row(place)
    cells = row.cells[: raw.width]
    repeated = cells in known and table.duplicates != "keep"
    known.add(cells)
    if repeated:
        has_id = IDS[table.table] in table.columns
        doubt = "" if has_id else ' (no id tells them apart; duplicates = "keep" in a mapping keeps them)'
        repairs.set_aside(Origin(table.table, raw.file, row.number), f"exact duplicate of an earlier row{doubt}")
    return repeated


def _column(one: Filled, table: TableMapping, part: Part, repairs: Repairs) -> list[Any]:
    """What a column says; *writes* the places lost for want of it, and the repairs."""
    values = read_plainly(one.field, one.column, table)
    odd: dict[int, str | None] = {}
    if values is None:
        understood = [*_understood(one, table, part)]
        values = [each.value for each in understood]
        odd |= {code: each.repair for code, each in enumerate(understood) if each.repair}
    if one.field.required:
        odd = {**{code: None for code, value in enumerate(values) if value is None}, **odd}
    for at in np.flatnonzero(np.isin(one.column.codes, list(odd))) if odd else ():
        code, place = int(one.column.codes[at]), int(part.places[at])
        origin = Origin(table.table, part.raw.file, int(part.raw.numbers[place]))
        if values[code] is None and one.field.required:
            part.lost.add(place)
            repairs.drop(origin, odd[code] or f"no {one.name}", field=one.name, value=one.column.words[code])
        else:
            repairs.repair(origin, odd[code] or "", field=one.name, value=one.column.words[code])
    return one.column.spread(values)


def _understood(one: Filled, table: TableMapping, part: Part) -> Iterator[Understood]:
    """What each distinct cell of a column says. Raises `DataError` for the first that says nothing readable."""
    read = reader_for(one, table, part.raw, part.places)
    for code, word in enumerate(one.column.words):
        try:
            yield read(word)
        except UnreadableError as error:
            number = int(part.raw.numbers[part.places[one.column.firsts[code]]])
            raise refusal(part.raw.file, str(error), row=number, column=one.heading) from error


def _records(table: TableMapping, parts: Sequence[Part], again: set[str], repairs: Repairs) -> Iterator[Record]:
    """Records in the order of their rows; of ids that come again one, where the first of them stands."""
    repeats = Repeats(table, repairs)
    make: Any = RECORDS[table.table]
    identity = IDS[table.table] or ""
    found: list[Record | str] = []
    for part in parts:
        if again:
            repeats.begin(part.raw)
        where = zip(repeat(table.table), repeat(part.raw.file), part.raw.numbers[part.places].tolist(), strict=False)
        origins = map(partial(tuple.__new__, Origin), where)  # as fast as what is made in the interpreter itself
        absent = make._field_defaults
        columns = [part.columns.get(name, repeat(absent.get(name))) for name in make._fields[1:]]
        made = map(partial(tuple.__new__, make), zip(origins, *columns, strict=False))
        if not part.lost and not again:
            found.extend(made)
            continue
        for place, record in zip(part.places.tolist(), made, strict=True):
            if place in part.lost:
                continue
            name = getattr(record, identity, None)
            if name is None or name not in again:
                found.append(record)
            elif repeats.add(Said(record.place, record._asdict(), part.raw.row(place)), name):
                found.append(name)
    for each in found:
        yield make(**repeats.kept[each].values) if isinstance(each, str) else each
