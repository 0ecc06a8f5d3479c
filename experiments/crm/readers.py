"""How the cells of one column are read, settled once by looking at the whole column."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from .canonical import Field
from .date_order import DateCell, date_order_of, usual_form
from .dates import form_name, is_none, parse_date
from .mapping import TableMapping
from .numbers import decimal_mark, parse_amount, percents, without_about
from .refusals import UnreadableError
from .spelling import bare_word, normal, plain_stage
from .values import (
    Reader,
    Understood,
    is_mangled_range,
    nothing,
    read_basis,
    read_flag,
    read_id,
    read_ids,
    read_person,
    read_salesforce_id,
    read_side,
    read_source,
    read_stage,
    read_text,
)

_PLAIN: dict[str, Reader] = {
    "id": read_id,
    "text": read_text,
    "source": read_source,
    "flag": read_flag,
    "stage": read_stage,
    "side": read_side,
    "basis": read_basis,
}


_SEVERAL = re.compile(r"\s*[,;/&|]\s*|\s+and\s+")


def reader_of(
    column: Field, cells: Sequence[DateCell], counts: Sequence[int], table: TableMapping, *, file: str, heading: str
) -> Reader:
    """The reader of one column: blanks first, then the mapping's own values, then what its kind asks for.

    `cells` are its words, each where it first comes, and `counts` how often each does.
    Raises `DataError` where the column's dates do not tell which number is the day.
    """
    placeholders = frozenset(map(normal, table.placeholders))
    groups = table.values.get(column.name, {})
    meanings = _meanings(groups)
    filled = [cell for cell in cells if nothing(cell.text, placeholders) is None]
    filled = [cell for cell in filled if not is_none(cell.text)] if column.kind == "date" else filled
    often: Counter[str] = Counter()
    for cell, count in zip(cells, counts, strict=True):
        often[cell.text] += count
    read = _by_kind(column, filled, often, table, file=file, heading=heading)

    def read_cell(text: str) -> Understood:
        return nothing(text, placeholders) or read(meanings(text) if groups else text)

    return read_cell


def _meanings(groups: Mapping[str, Sequence[str]]) -> Callable[[str], str]:
    """What a cell means by a mapping's words: as it stands, else by its letters and digits; other cells stay."""
    exact = {normal(cell): to for to, cells in groups.items() for cell in cells}
    bare = {bare_word(cell): to for cell, to in exact.items() if bare_word(cell)}
    return lambda text: (
        exact.get(normal(text)) or bare.get(bare_word(text)) or bare.get(bare_word(plain_stage(text)), text)
    )


def _by_kind(
    column: Field, cells: Sequence[DateCell], counts: Mapping[str, int], table: TableMapping, *, file: str, heading: str
) -> Reader:
    if column.kind == "date":
        order = date_order_of(cells, file=file, column=heading) if table.dates == "auto" else table.dates
        return _date_reader(order, usual_form(counts))
    if column.kind in ("amount", "signed"):
        mark = decimal_mark(c.text for c in cells) if table.decimal == "auto" else table.decimal
        return _amount_reader(mark, signed=column.kind == "signed")
    if column.kind == "person":
        return _person_reader(counts)
    if column.kind == "chance":
        return _chance_reader([cell.text for cell in cells])
    if column.name == "lead_id" and table.table == "opportunity":
        return read_ids
    if column.kind == "id" and table.ids == "salesforce":
        return read_salesforce_id
    return _PLAIN[column.kind]


def _date_reader(order: str, usual: str | None) -> Reader:
    def read(text: str) -> Understood:
        if is_none(text):
            return Understood(None, "date that a database puts for none read as blank")
        form = form_name(text)
        odd = f"date in another form than most of its column ({form})" if form and form != usual else None
        return Understood(parse_date(text, order=order), odd)

    return read


def _person_reader(words: Iterable[str]) -> Reader:
    """People as they are called; of several in one cell the first, where it stands alone elsewhere in the column."""
    known = set(map(normal, words))

    def read(text: str) -> Understood:
        first, *others = _SEVERAL.split(text)
        if others and normal(first) in known:
            return Understood(read_person(first).value, "first of several people taken")
        return read_person(text)

    return read


def _chance_reader(words: Sequence[str]) -> Reader:
    known = dict(zip(words, percents(words), strict=True))

    def read(text: str) -> Understood:
        chance = known.get(text)
        return Understood(chance, "chance left out: not a number" if chance is None else None)

    return read


def _amount_reader(mark: str, *, signed: bool) -> Reader:
    def read(text: str) -> Understood:
        if is_mangled_range(text):
            return Understood(None, "amount left out: turned into a date by a spreadsheet")
        if text.endswith("+"):
            return Understood(None, "amount left out: open above")
        plain = without_about(text)
        try:
            amount = parse_amount(plain, mark=mark)
        except UnreadableError as error:
            return Understood(None, f"amount left out: {error}")
        if amount < 0 and not signed:
            return Understood(None, "amount left out: negative")
        return Understood(amount, "about so much, taken as it is" if plain != text else None)

    return read
