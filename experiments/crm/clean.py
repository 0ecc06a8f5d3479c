"""From raw columns to canonical ones: each distinct cell read once, repaired or refused, each row booked."""

from collections.abc import Iterator, Sequence

import numpy as np

from .arrays import array_of, coded, known
from .canonical import IDS, Origin
from .columnar import repeated_rows
from .effects import column_uses
from .filled import Filled, fields_in, mangled_ranges, reader_for, says_nothing, unread_dates
from .filters import filtered
from .kinds_of_rows import other_kinds, same_mails
from .lines_without_ids import ids_of_lines
from .mapping import TableMapping
from .money_of_files import money_of
from .outcomes_of_kinds import kinds_apart
from .quick import read_plainly
from .raw import RawTable
from .refusals import UnreadableError, refusal
from .repairs import Repairs
from .repeats import Repeats, Said
from .restarted_ids import told_apart
from .rows import Rows, joined, rows_of, with_others
from .settling import Part, settle
from .shape import regular_rows
from .snapshots import known_again
from .unread_ends import unread_ends
from .values import Understood

NO_DEAL = "row without a state and an id, or two of a state, a date and a name: a sum or nothing, no deal"
GROUPED = "column {} is filled in the first row of each group; the rows below have the same"


def clean(table: TableMapping, raws: Sequence[RawTable], repairs: Repairs, *, with_deals: bool) -> Rows:
    """The rows of one canonical table from all the files that fill it, one for each id.

    *Writes* the repairs. Raises `DataError` for a missing column, a date that is none, a flag that is neither.
    """
    seen: set[tuple[str, ...]] = set()
    parts = [
        _read(table, raw, seen, may, repairs, with_deals=with_deals)
        for raw, may in zip(raws, _maybe_copies(raws), strict=True)
    ]
    rows = joined([part.rows(table.table) for part in parts])
    rows = told_apart(known_again(rows, repairs), repairs) if table.table == "opportunity" else rows
    lost = np.concatenate([np.isin(part.places, [*part.lost]) for part in parts])
    again = _come_again(rows) & ~lost
    if again.any():
        rows, stays = _one_of_each(rows, again, table, parts, repairs)
        lost |= ~stays
    return rows.at(~lost) if lost.any() else rows


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
    seen: set[tuple[str, ...]],
    may_be_copies: np.ndarray,
    repairs: Repairs,
    *,
    with_deals: bool,
) -> Part:
    """Read one file column by column. *Writes* the rows seen that may come again, and the repairs."""
    places = filtered(table, raw, regular_rows(table.table, raw, repairs), repairs)
    copies = [p for p in places[may_be_copies[places]].tolist() if _is_copy(table, raw, p, seen, repairs)]
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
    notes += [*unread_dates(table, raw, fields), *same_mails(table, raw, part.places, positions)]
    money = next((one for name in ("amount", "price") for one in fields if one.name == name), None)
    if money is not None:
        notes += money_of(part, table, money, positions)
    notes += [(GROUPED.format(one.heading), "") for one in fields if one.grouped]
    if table.table == "opportunity":
        money_at = [one.position for one in fields if one.name == "amount" and one.position is not None]
        ids_of_lines(raw, part.places, part.columns, money_at)
        settle(part, repairs)
        notes += [*unread_ends(part, [*positions]), *kinds_apart(part, table)]
    for text, cells in notes:
        repairs.note(table.table, raw.file, text, cells=cells)
    return part


def _is_copy(table: TableMapping, raw: RawTable, place: int, seen: set[tuple[str, ...]], repairs: Repairs) -> bool:
    """Whether the very same cells came before; books and remembers them."""
    row = raw.row(place)
    cells = row.cells[: raw.width]
    repeated = cells in seen and table.duplicates != "keep"
    seen.add(cells)
    if repeated:
        has_id = IDS[table.table] in table.columns
        doubt = "" if has_id else ' (no id tells them apart; duplicates = "keep" in a mapping keeps them)'
        repairs.set_aside(Origin(table.table, raw.file, row.number), f"exact duplicate of an earlier row{doubt}")
    return repeated


def _column(one: Filled, table: TableMapping, part: Part, repairs: Repairs) -> np.ndarray:
    """What a column says in each row; *writes* the places lost for want of it, and the repairs."""
    values = read_plainly(one.field, one.column, table)
    odd: dict[int, str | None] = {}
    if values is None:
        understood = [*_understood(one, table, part)]
        values = array_of(one.field.kind, [each.value for each in understood])
        odd |= {code: each.repair for code, each in enumerate(understood) if each.repair}
    nothing = ~known(values)
    if one.field.required:
        odd = {**dict.fromkeys(np.flatnonzero(nothing).tolist()), **odd}
    for at in np.flatnonzero(np.isin(one.column.codes, list(odd))) if odd else ():
        code, place = int(one.column.codes[at]), int(part.places[at])
        origin = Origin(table.table, part.raw.file, int(part.raw.numbers[place]))
        if nothing[code] and one.field.required:
            part.lost.add(place)
            repairs.drop(origin, odd[code] or f"no {one.name}", field=one.name, value=one.column.words[code])
        else:
            repairs.repair(origin, odd[code] or "", field=one.name, value=one.column.words[code])
    return values[one.column.codes]


def _understood(one: Filled, table: TableMapping, part: Part) -> Iterator[Understood]:
    """What each distinct cell of a column says. Raises `DataError` for the first that says nothing readable."""
    read = reader_for(one, table, part.raw, part.places)
    for code, word in enumerate(one.column.words):
        try:
            yield read(word)
        except UnreadableError as error:
            number = int(part.raw.numbers[part.places[one.column.firsts[code]]])
            raise refusal(part.raw.file, str(error), row=number, column=one.heading) from error


def _come_again(rows: Rows) -> np.ndarray:
    """Of each row, whether its id stands in another too."""
    identity = IDS[rows.table]
    names = rows[identity] if identity in rows.columns else np.zeros(0, object)
    if len(names) == len(set(names.tolist()) - {None}):
        return np.zeros(len(rows), bool)
    _, codes = coded(names)
    return (np.bincount(codes) > 1)[codes] & known(names)


def _one_of_each(
    rows: Rows, again: np.ndarray, table: TableMapping, parts: Sequence[Part], repairs: Repairs
) -> tuple[Rows, np.ndarray]:
    """The rows, and which of them stay: of ids that come `again` one, where the first of them stands."""
    repeats, stays, begins = Repeats(table, repairs), np.ones(len(rows), bool), 0
    for part in parts:
        repeats.begin(part.raw)
        places = begins + np.flatnonzero(again[begins : begins + len(part)])
        for place, record in zip(places.tolist(), rows.at(places).records(), strict=True):
            stays[place] = repeats.add(Said(record.place, record._asdict(), part.row(place - begins)))
        begins += len(part)
    firsts = np.flatnonzero(again & stays)
    kept = [repeats.record(name) for name in rows[IDS[rows.table] or ""][firsts]]
    return with_others(rows, firsts, rows_of(rows.table, kept)), stays
