"""What columns that no mapping names say of amounts: their currencies, periods, cents, and the same converted."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .amount_columns import CONVERTED, HALF, Note, amount_heading, basis_said, filled
from .arrays import array_of
from .mapping import TableMapping
from .money import MONTHS, PAYMENTS
from .numbers import currencies, decimal_mark, parsed_or_none
from .periods import BASES
from .raw import RawTable
from .spelling import bare_word, counted_words, normal

CURRENCIES = frozenset(
    re.findall(
        r"\S+",
        "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN ISK TRY RUB UAH ILS AED SAR ZAR EGP NGN KES INR CNY JPY KRW"
        " HKD SGD TWD THB MYR IDR PHP VND AUD NZD CAD MXN BRL ARS CLP COP PEN € $ £ ¥ ₹ R$ zł Kč",
    )
)
_CODE = re.compile(r"[A-Z]{3}|[^\w\s]\$?|R\$")
_OF_COMPANIES = re.compile(r"annual ?(company )?revenue|jahresumsatz|chiffre d'affaires annuel", re.IGNORECASE)
_TERM = re.compile(r"term\b|length|duration|laufzeit|dauer|durée|duraci[oó]n|duração|durata|looptijd|vigencia")
_YEARS = re.compile(r"years?\b|jahre|\bans?\b|años|anos|anni|jaar")
_NUMBER_ONLY = re.compile(r"(?<=\d)\s*[^\W\d]+\.?$")  # what stands behind a number of months
_SAMPLE, _FEWEST, _NEARLY_ALL = 50, 10, 0.95  # rows looked at; of them with both amounts; of those in one proportion
_CENTS = 100.0
_FEW = 12  # words of a column that says the same of many amounts


def currency_heading(table: TableMapping, raw: RawTable) -> str | None:
    """The first column behind the amounts, or else of all, in which nothing but names of currencies stands, several
    of them; nothing where the amounts are all of one by their heading.
    """
    amounts = amount_heading(table, raw)
    if amounts is None or not CURRENCIES.isdisjoint(_CODE.findall(amounts)):
        return None
    behind, found = raw.position(amounts) or 0, []
    for position, heading in enumerate(raw.header[: raw.width]):
        words = {*raw.columns[position].words} - {""} if len(raw.columns[position].words) <= _FEW else set()
        if len(words) > 1 and words <= CURRENCIES:
            found.append((position < behind, heading))
    return min(found)[1] if found else None


def unread_bases(
    raw: RawTable, places: np.ndarray, used: Mapping[int, str], columns: dict[str, np.ndarray]
) -> Iterator[Note]:
    """A note on a column that says for how long each amount is paid, and that nothing reads.

    *Writes* what it says where the amounts bear it out: monthly ones are then far below yearly ones.
    """
    for position, heading in enumerate(raw.header[: raw.width]):
        if position in used or len(raw.columns[position].words) > _FEW:
            continue
        column = raw.columns[position].at(places)
        counted = [pair for pair in zip(column.words, column.counts, strict=True) if pair[0]]
        bases = [BASES[bare_word(word)] for word, _ in counted if bare_word(word) in BASES]
        if len(counted) > 1 and (len(bases) == len(counted) or len({*bases}) > 1):
            said = array_of("text", [BASES.get(bare_word(word)) for word in column.words])[column.codes]
            what = f"column {heading} says for how long each amount is paid"
            if "basis" not in columns and _bear_out(columns["amount"], said):
                columns["basis"] = said
                yield f"{what}, as the amounts bear out: {{cells}}", counted_words(counted)
                return
            yield (
                f'{what}, and is not read: {{cells}}; say columns.basis = "{heading}" in the mapping',
                counted_words(counted),
            )


def _bear_out(amounts: np.ndarray, said: np.ndarray) -> bool:
    """Whether amounts paid often are smaller than those paid seldom, nearer by what they say than to no difference."""
    middle = _medians(amounts, {often: said == basis for basis, often in {"yearly": 1.0, **PAYMENTS}.items()})
    if len(middle) < 2:
        return False
    seldom, often = min(middle), max(middle)
    return middle[seldom] / middle[often] > math.sqrt(often / seldom)


def unread_amounts(raw: RawTable, places: np.ndarray, used: Mapping[int, str], heading: str) -> Iterator[Note]:
    """A note on columns that say that their amounts are yearly or monthly, beside one that says nothing."""
    said = [
        raw.header[position]
        for position in _others(raw, used, heading)
        if basis_said(raw.header[position]) in ("yearly", "monthly")
        and not _TERM.search(normal(raw.header[position]))
        and _are_amounts(raw, position, places)
    ]
    if said and basis_said(heading) == "unsaid":
        what = f"column {heading} does not say for how long its amounts are paid, and these do: {', '.join(said)}"
        yield f'{what}; columns.amount = "{said[0]}" in the mapping takes that instead', ""


def unread_conversions(
    raw: RawTable, places: np.ndarray, used: Mapping[int, str], heading: str, named: np.ndarray
) -> Iterator[Note]:
    """A note on a column with the same amounts converted, where several currencies are `named` beside those read."""
    if len({*filter(None, named)}) > 1:
        for position in _others(raw, used, heading):
            if CONVERTED.search(raw.header[position]) and _are_amounts(raw, position, places):
                what = f"column {heading} mixes currencies, and column {raw.header[position]} has them converted"
                yield f'{what}; columns.amount = "{raw.header[position]}" in the mapping takes that instead', ""


def take_cents(
    raw: RawTable, places: np.ndarray, used: Mapping[int, str], heading: str, columns: dict[str, np.ndarray]
) -> Iterator[Note]:
    """A hundredth of amounts that another column has with a sign of its currency and a hundredth as large.

    *Writes* the amounts; yields a note.
    """
    amounts, rows = columns["amount"][:_SAMPLE], places[:_SAMPLE]
    for position in _others(raw, used, heading):
        words = [raw.columns[position].cell(place) for place in rows.tolist()]
        if not currencies(words[:_FEWEST]):
            continue
        mark = decimal_mark(words)
        others = np.array([parsed_or_none(word, mark=mark) or np.nan for word in words])
        both = (amounts > 0) & (others > 0)
        alike = both & (np.abs(amounts - _CENTS * others) <= 1.0)  # as cents are rounded
        if np.count_nonzero(both) >= _FEWEST and np.count_nonzero(alike) >= _NEARLY_ALL * np.count_nonzero(both):
            columns["amount"] = columns["amount"] / _CENTS
            yield f"column {heading}: amounts are cents, as column {raw.header[position]} says", ""
            return


def take_terms(
    raw: RawTable, places: np.ndarray, used: Mapping[int, str], heading: str, columns: dict[str, np.ndarray]
) -> Iterator[Note]:
    """Amounts as totals over a term that another column has, where they are the larger the longer it is.

    *Writes* what they are paid for, and the term in months; yields a note.
    """
    for position in _others(raw, used, heading):
        name = raw.header[position]
        column = raw.columns[position].at(places)
        if not _TERM.search(normal(name)) or len(column.words) > _FEW:
            continue
        numbers = [parsed_or_none(_NUMBER_ONLY.sub("", word), mark="comma") for word in column.words]
        term = array_of("amount", numbers)[column.codes] * (MONTHS if _YEARS.search(normal(name)) else 1.0)
        middle = _medians(columns["amount"], {one: term == one for one in np.unique(term[term > 0]).tolist()})
        if len(middle) > 1 and middle[max(middle)] / middle[min(middle)] > math.sqrt(max(middle) / min(middle)):
            columns |= {"basis": np.full(len(term), "total", object), "term": term}
            yield f"column {heading}: amounts are totals over the months of column {name}, as they bear out", ""
            return


def _medians(amounts: np.ndarray, groups: Mapping[float, np.ndarray]) -> dict[float, float]:
    """The middle of the amounts of each group that has enough."""
    those = {one: amounts[rows & (amounts > 0)] for one, rows in groups.items()}
    return {one: float(np.median(found)) for one, found in those.items() if len(found) >= _FEWEST}


def _others(raw: RawTable, used: Mapping[int, str], heading: str) -> list[int]:
    """The columns that nothing reads and that are filled about as often as the amounts."""
    enough = max(1.0, HALF * filled(raw, heading))
    free = [position for position in range(raw.width) if position not in used and raw.header[position]]
    return [one for one in free if np.count_nonzero(~raw.columns[one].blank) >= enough]


def _are_amounts(raw: RawTable, position: int, places: np.ndarray) -> bool:
    words: Sequence[str] = raw.columns[position].at(places[:_SAMPLE]).words
    of_companies = _OF_COMPANIES.search(raw.header[position])
    return not of_companies and all(parsed_or_none(word, mark="comma") is not None for word in words if word)
