"""The column of a deal's amounts: which one it is, in what multiple, for how long it is paid, and in which currency."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from .arrays import array_of, either
from .columnar import Column
from .mapping import Basis, TableMapping
from .money import MONTHS, without_signs
from .numbers import currencies
from .periods import split_period
from .raw import RawTable
from .refusals import shown
from .spelling import normal

Note = tuple[str, str]

_BASIS: dict[Basis, re.Pattern[str]] = {  # the more special before those whose words they hold
    "half-yearly": re.compile(r"half[- ]?year|semi[- ]?annual|halbj[aä]hr|semestr"),
    "quarterly": re.compile(r"quarterly|per quarter|quartal|viertelj|trimestr|kwartaal"),
    "yearly": re.compile(r"\b(arr|acv)\b|annual|yearly|per year|\bp\. ?a\.|jahr|jährl|annuel|\banual|annuale|jaar"),
    "monthly": re.compile(r"\bmrr\b|month|mensu|mensal|mensile|monat|maand"),
    "one-off": re.compile(r"one[- ]?(off|time)|einmal|set[- ]?up"),
    "total": re.compile(r"\btcv\b|total contract|contract total|whole term|gesamtvertrag"),
}
_OVER = re.compile(
    r"(?<!\d)(?P<n>\d{1,3})[- ]?(?:(?P<months>months?|mths?|monate?n?|mois|mes(?:es|i)|maand(?:en)?)"
    r"|(?:years?|yrs?|jahre?s?n?|ans|años|anos|anni|jaar))(?![a-z])"
)
_LONGEST_TERM = 120.0  # months
_SIGN = r"(?:€|\$|£|¥|₹|eur|usd|gbp|chf|jpy|inr|euros?|dollars?)"
_OF = rf"\.?\s?(?:(?:of|de|d')\s?)?{_SIGN}?"
_SCALE = {
    1e-2: re.compile(r"(^|[\W_])(cents?|centimes|céntimos|centesimi|pence|minor units?)[.)\]]*$"),
    1e3: re.compile(
        rf"[(\[]?\b(?:[tk]\s?{_SIGN}|{_SIGN}?\s?(?:(?:tsd|k|thousands?|tausend|milliers|miles){_OF}|000'?s?))[.)\]]*$"
        rf"|(?:^|\bin |[(\[])1[.,'’ ]?000\s?{_SIGN}?[.)\]]*$"
    ),
    1e6: re.compile(rf"[(\[]?\b(?:m\s?{_SIGN}|{_SIGN}?\s?(?:mio|mln|mm|millions?|millionen|millones){_OF})[.)\]]*$"),
    1e5: re.compile(rf"[(\[]?\b{_SIGN}?\s?(?:lakhs?|lacs?){_OF}[.)\]]*$"),
}
_IN = re.compile(r"(?:\b(?:in|en|em)\s+|[(\[])([^()\[\]]*?)[)\].]*$", re.IGNORECASE)  # before what amounts are in
MULTIPLES = {1e-2: "cents", 1e3: "thousands", 1e5: "lakhs", 1e6: "millions"}
CONVERTED = re.compile(
    r"convert|company currency|konvert|umgerechnet|unternehmenswährung|\bbase\b|\(base\)", re.IGNORECASE
)
PART_MONEY = re.compile(
    r"(total|unit|list|sales|net|line|extended).{0,6}(price|amount|value)|split.{0,6}amount|subtotal|gesamtpreis",
    re.IGNORECASE,
)  # headings of the amounts of lines
_NAUGHT = "0.,-– €$£"  # of which an amount of nothing is made
HALF = 0.5  # as often filled as the fullest, for a column whose heading says for how long


def amount_heading(table: TableMapping, raw: RawTable) -> str | None:
    """The column of a file's amounts: the first in the mapping's order that holds any.

    One that says for how long its amounts are paid must hold about as many as any other.
    """
    names = [name for name in dict.fromkeys(table.columns.get("amount", ())) if raw.has(name)]
    if len(names) <= 1:
        return next(iter(names), None)
    counts = {name: filled(raw, name) for name in names}
    enough = max(counts.values(), default=0) * HALF
    good = [name for name, count in counts.items() if count and (count >= enough or basis_said(name) == "unsaid")]
    return next(iter([*good, *counts]), None)


def filled(raw: RawTable, name: str) -> int:
    """How many cells of a column hold anything, and no zero."""
    position = raw.position(name)
    if position is None:
        return 0
    column = raw.columns[position]
    return int(np.array([bool(word.strip(_NAUGHT)) for word in column.words], bool)[column.codes].sum())


def basis_said(heading: str) -> Basis:
    """For how long amounts are paid, by the heading of their column.

    >>> basis_said("Monthly recurring revenue"), basis_said("Amount")
    ('monthly', 'unsaid')
    """
    words = normal(heading).replace("_", " ")
    if term_said(heading):
        return "total"
    return next((basis for basis, said in _BASIS.items() if said.search(words)), "unsaid")


def term_said(heading: str) -> float | None:
    """Over how many months amounts are added up, where the heading of their column says so.

    >>> term_said("3-year value"), term_said("Wert (24 Monate)"), term_said("Yearly value")
    (36.0, 24.0, None)
    """
    found = _OVER.search(normal(heading).replace("_", " "))
    months = float(found["n"]) * (1.0 if found["months"] else MONTHS) if found else 0.0
    return months if 1.0 < months <= _LONGEST_TERM else None


def multiple_said(heading: str) -> float:
    """In what multiple of the currency amounts are, by the heading of their column.

    >>> [multiple_said(one) for one in ("Wert (T€)", "Amount in thousands", "amount_cents", "Amount")]
    [1000.0, 1000.0, 0.01, 1.0]
    """
    return next((times for times, words in _SCALE.items() if words.search(normal(heading))), 1.0)


def multiple_titled(titles: Sequence[str]) -> tuple[float, str]:
    """In what multiple the titles above a header say that amounts are (`all values in k EUR`), and which says so."""
    named = ((one, behind[1]) for one in titles if (behind := _IN.search(one)))
    said = ((multiple_said(scale), one) for one, scale in named)
    return next((found for found in said if found[0] != 1.0), (1.0, ""))


def price_lines(columns: dict[str, np.ndarray]) -> None:
    """Give lines without an amount the price of a piece times the pieces, of which one where none is said.

    *Writes* the columns.
    """
    if "price" in columns:
        pieces, prices = columns.get("quantity", np.nan), columns["price"]
        priced = prices * np.where(np.isnan(pieces), 1.0, pieces)
        columns["amount"] = either(columns["amount"], priced) if "amount" in columns else priced


def settle_amounts(
    columns: dict[str, np.ndarray], table: TableMapping, heading: str, cells: Column, *, titles: Sequence[str]
) -> Iterator[Note]:
    """Amounts in the currency itself, each with its own currency and with what it is paid for. *Writes* the columns.

    Yields notes on what the heading says and on several currencies. Amounts that are converted have no currency of
    their own; without a column of currencies each has that of its sign.
    """
    times, basis = multiple_said(heading), basis_said(heading) if table.amount == "unsaid" else table.amount
    titled, title = multiple_titled(titles) if times == 1.0 else (times, "")
    if titled != 1.0:
        columns["amount"] = columns["amount"] * titled
        why = "as {cells} above the header says" if title else "as its heading says"
        yield f"column {heading}: amounts are {MULTIPLES[titled]}, {why}", shown(title) if title else ""
    own = [split_period(word)[1] for word in cells.words] if "basis" not in columns else []
    if any(own):
        usual = None if basis == "unsaid" else basis
        columns["basis"] = array_of("text", [each or usual for each in own])[cells.codes]
        yield f"column {heading}: amounts say themselves for how long they are paid", ""
    elif "basis" not in columns and basis != "unsaid":
        columns["basis"] = np.full(len(columns["amount"]), basis, object)
        term = term_said(heading)
        if term and "term" not in columns:
            columns["term"] = np.full(len(columns["amount"]), term)
        if table.amount == "unsaid":
            yield f"column {heading}: amounts are {basis}, as its heading says", ""
    signs = sorted(without_signs(currencies(cells.words)))
    if len(signs) > 1:
        yield f"column {heading} mixes {', '.join(signs)}; not converted", ""
    if CONVERTED.search(heading):
        columns.pop("currency", None)
    elif "currency" not in columns and signs:
        found = array_of("text", [next(iter(currencies([word])), None) for word in cells.words])
        columns["currency"] = found[cells.codes]
