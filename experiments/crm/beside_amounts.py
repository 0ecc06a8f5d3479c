"""What columns that no mapping names say of amounts: their currencies, periods, cents, and the same converted."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from .amount_columns import CONVERTED, HALF, Note, amount_heading, basis_said, filled
from .arrays import array_of, how_many
from .columnar import Column
from .mapping import TableMapping
from .money import MONTHS, PAYMENTS
from .numbers import currencies, decimal_mark, parsed_or_none
from .periods import BASES
from .raw import RawTable
from .spelling import bare_heading, bare_word, counted_words, normal

CURRENCIES = frozenset(
    re.findall(
        r"\S+",
        "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN ISK TRY RUB UAH ILS AED SAR ZAR EGP NGN KES INR CNY JPY KRW"
        " HKD SGD TWD THB MYR IDR PHP VND AUD NZD CAD MXN BRL ARS CLP COP PEN € $ £ ¥ ₹ R$ zł Kč",
    )
)
_CODE = re.compile(r"[A-Z]{3}|[^\w\s]\$?|R\$")
_CURRENCY = re.compile(r"currency|währung|devise|divisa|moneda|moeda|valuta", re.IGNORECASE)
_OF_MONEY = re.compile(
    r"amount|value|rate|kurs|taux|price|revenue|betrag|wert|montant|importe|valor|umsatz", re.IGNORECASE
)
_UNIT = re.compile(
    r"unit price|price per (unit|piece|seat|user)|(st[uü]ck|einzel)preis|preis pro (einheit|st[uü]ck)|prix unitaire"
    r"|prec?[iç]o unitario|pre[cç]o unitário|prezzo unitario|stuksprijs|prijs per (stuk|eenheid)"
)
_PIECES = re.compile(
    r"quantity|qty|menge|anzahl|stückzahl|quantité|cantidad|quantidade|quantità|aantal|hoeveelheid|seats|units"
)
_OF_COMPANIES = re.compile(r"annual ?(company )?revenue|jahresumsatz|chiffre d'affaires annuel", re.IGNORECASE)
_TERM = re.compile(r"term\b|length|duration|laufzeit|dauer|durée|duraci[oó]n|duração|durata|looptijd|vigencia")
_YEARS = re.compile(r"years?\b|jahre|\bans?\b|años|anos|anni|jaar")
_NUMBER_ONLY = re.compile(r"(?<=\d)\s*[^\W\d]+\.?$")  # what stands behind a number of months
_SAMPLE, _FEWEST, _NEARLY_ALL = 50, 10, 0.95  # rows looked at; of them with both amounts; of those in one proportion
_NEARLY = 0.75  # of the logarithm of what is proportional
_CENTS = 100.0
_FEW = 12  # words of a column that says the same of many amounts


def currency_heading(table: TableMapping, raw: RawTable) -> str | None:
    """The first column behind the amounts, or else of all, that has several currencies: by its cells, which are nothing
    else, or by its heading. Nothing where the amounts are all of one by their own heading.
    """
    amounts = amount_heading(table, raw)
    if amounts is None or not CURRENCIES.isdisjoint(_CODE.findall(amounts)):
        return None
    behind, found = raw.position(amounts) or 0, []
    for position, heading in enumerate(raw.header[: raw.width]):
        words = {*raw.columns[position].words} - {""} if len(raw.columns[position].words) <= _FEW else set()
        said = _CURRENCY.search(heading) and not _OF_MONEY.search(heading)
        if len(words) > 1 and (words <= CURRENCIES or said):
            found.append((position < behind, position))
    return raw.header[min(found)[1]] if found else None


class Beside(NamedTuple):
    """The columns of a file that nothing reads (others are `used`, by position), beside one of amounts."""

    raw: RawTable
    places: np.ndarray
    used: Mapping[int, str]
    heading: str

    def others(self) -> Iterator[tuple[str, Column]]:
        """Each of those columns by its heading."""
        for position, name in enumerate(self.raw.header[: self.raw.width]):
            if name and position not in self.used:
                yield name, self.raw.columns[position]

    def amounts(self, said: Callable[[str], object]) -> Iterator[str]:
        """Headings that pass `said`, of columns that hold amounts about as often as the one that is read."""
        for name, column in self.others():
            if said(name) and not _OF_COMPANIES.search(name):
                words = [word for word in self.cells(column) if word]
                numbers = [parsed_or_none(word, mark="comma") for word in words]
                enough = HALF * filled(self.raw, self.heading)
                if numbers and None not in numbers and how_many(~column.blank) >= enough:
                    yield name

    def cells(self, column: Column) -> list[str]:
        """The first cells of a column in the rows that count."""
        return [column.cell(place) for place in self.places[:_SAMPLE].tolist()]


def unread_bases(beside: Beside, columns: dict[str, np.ndarray]) -> Iterator[Note]:
    """A note on a column that says for how long each amount is paid, and that nothing reads.

    *Writes* what it says where the amounts bear it out: monthly ones are then far below yearly ones.
    """
    for heading, whole in beside.others():
        column = whole.at(beside.places) if len(whole.words) <= _FEW else Column([], np.zeros(0, np.int32))
        counted = [pair for pair in zip(column.words, column.counts, strict=True) if pair[0]]
        bases = [BASES[bare_word(word)] for word, _ in counted if bare_word(word) in BASES]
        if len(counted) < 2 or (len({*bases}) < 2 and len(bases) < len(counted)):
            continue
        said = array_of("text", [BASES.get(bare_word(word)) for word in column.words])[column.codes]
        what, cells = f"column {heading} says for how long each amount is paid", counted_words(counted)
        if "basis" not in columns and _bear_out(columns["amount"], said):
            columns["basis"] = said
            yield f"{what}, as the amounts bear out: {{cells}}", cells
        else:
            yield f'{what}, and is not read: {{cells}}; say columns.basis = "{heading}" in the mapping', cells


def _bear_out(amounts: np.ndarray, said: np.ndarray) -> bool:
    """Whether amounts paid often are smaller than those paid seldom, nearly by as much as is said."""
    middle = _medians(amounts, {often: said == basis for basis, often in {"yearly": 1.0, **PAYMENTS}.items()})
    return len(middle) > 1 and _grows({1.0 / often: amount for often, amount in middle.items()})


def take_terms(beside: Beside, columns: dict[str, np.ndarray]) -> Iterator[Note]:
    """Amounts as totals over a term that another column has, where they are the larger the longer it is.

    *Writes* what they are paid for, and the term in months; yields a note.
    """
    for name, whole in beside.others():
        if not _TERM.search(normal(name)) or len(whole.words) > _FEW:
            continue
        column = whole.at(beside.places)
        numbers = [parsed_or_none(_NUMBER_ONLY.sub("", word), mark="comma") for word in column.words]
        term = array_of("amount", numbers)[column.codes] * (MONTHS if _YEARS.search(normal(name)) else 1.0)
        middle = _medians(columns["amount"], {one: term == one for one in np.unique(term[term > 0]).tolist()})
        if len(middle) > 1 and _grows(middle):
            columns |= {"basis": np.full(len(term), "total", object), "term": term}
            yield f"column {beside.heading}: amounts are totals over the months of column {name}, as they bear out", ""
            return


def _medians(amounts: np.ndarray, groups: Mapping[float, np.ndarray]) -> dict[float, float]:
    """The middle of the amounts of each group that has enough."""
    those = {one: amounts[rows & (amounts > 0)] for one, rows in groups.items()}
    return {one: float(np.median(found)) for one, found in those.items() if len(found) >= _FEWEST}


def _grows(middle: Mapping[float, float]) -> bool:
    """Whether amounts are, from the least to the most, nearly proportional; larger customers may pay somewhat more."""
    least, most = min(middle), max(middle)
    return middle[most] / middle[least] > (most / least) ** _NEARLY


def take_cents(beside: Beside, columns: dict[str, np.ndarray]) -> Iterator[Note]:
    """A hundredth of amounts that another column has with a sign of its currency and a hundredth as large.

    *Writes* the amounts; yields a note.
    """
    amounts = columns["amount"][:_SAMPLE]
    for name, column in beside.others():
        words = beside.cells(column)
        if not currencies(words[:_FEWEST]):
            continue
        mark = decimal_mark(words)
        others = np.array([parsed_or_none(word, mark=mark) or np.nan for word in words])
        both = (amounts > 0) & (others > 0)
        alike = both & (np.abs(amounts - _CENTS * others) <= 1.0)  # as cents are rounded
        if how_many(both) >= _FEWEST and how_many(alike) >= _NEARLY_ALL * how_many(both):
            columns["amount"] = columns["amount"] / _CENTS
            yield f"column {beside.heading}: amounts are cents, as column {name} says", ""
            return


def take_pieces(beside: Beside, columns: dict[str, np.ndarray]) -> Iterator[Note]:
    """Prices of a piece times the pieces that another column has. *Writes* the amounts; yields a note."""
    for name, column in beside.others() if _UNIT.search(normal(beside.heading)) else ():
        found = [parsed_or_none(word, mark="comma") for word in column.words]
        if _PIECES.fullmatch(bare_heading(name)) and all(found or [None]):
            columns["amount"] = columns["amount"] * array_of("amount", found)[column.codes[beside.places]]
            yield f"column {beside.heading}: amounts are prices of a piece, times the pieces of column {name}", ""
            return


def unread_amounts(beside: Beside) -> Iterator[Note]:
    """A note on columns that say that their amounts are yearly or monthly, beside one that says nothing."""
    if basis_said(beside.heading) == "unsaid":
        said = [*beside.amounts(_says_how_long)]
        if said:
            what = f"column {beside.heading} does not say for how long its amounts are paid, and these do"
            yield f'{what}: {", ".join(said)}; columns.amount = "{said[0]}" in the mapping takes that instead', ""


def _says_how_long(heading: str) -> bool:
    return basis_said(heading) in ("yearly", "monthly") and not _TERM.search(normal(heading))


def unread_conversions(beside: Beside, named: np.ndarray) -> Iterator[Note]:
    """A note on columns with the same amounts converted, where several currencies are `named` beside those read."""
    if len({*filter(None, named)}) > 1:
        for name in beside.amounts(CONVERTED.search):
            what = f"column {beside.heading} mixes currencies, and column {name} has them converted"
            yield f'{what}; columns.amount = "{name}" in the mapping takes that instead', ""
