"""What amounts say: in which currency, and for how long."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import fmean, median

import numpy as np

from .arrays import known, plain
from .estimates import shape
from .facts import Amounts
from .repairs import Repairs
from .rows import Rows
from .windows import share_of

MINIMUM_AMOUNTS = 10
_TINY, _SOME = 200.0, 0.05  # times below the upper quartile; share of the wins
MONTHS = 12.0  # of a year
PAYMENTS = {"half-yearly": 2.0, "quarterly": 4.0, "monthly": MONTHS}  # a year
# Currencies of one country by their signs; of other signs, as of dollars and crowns, several countries have one.
CODES = {"€": "EUR", "£": "GBP", "₹": "INR", "R$": "BRL", "zł": "PLN", "Kč": "CZK", "₩": "KRW", "₽": "RUB", "₺": "TRY"}
SHARED = {
    "$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS"},
    "¥": {"JPY", "CNY"},
    "kr": {"SEK", "NOK", "DKK", "ISK"},
}  # signs of several countries


def currencies_of(wins: Rows) -> tuple[str, ...]:
    """The currencies that the wins' own column or their signs name, sorted."""
    return tuple(sorted(without_signs({currency_code(one) for one in {*wins["currency"][_paid(wins)]} if one})))


def without_signs(named: Iterable[str]) -> set[str]:
    """Currencies without the sign of the one among them that has it.

    >>> sorted(without_signs(["$", "USD"])), sorted(without_signs(["$", "CAD", "USD"]))
    (['USD'], ['$', 'CAD', 'USD'])
    """
    found = {*named}
    return found - {sign for sign, codes in SHARED.items() if len(found & codes) == 1}


def _paid(wins: Rows) -> np.ndarray:
    return known(wins["amount"]) & (wins["amount"] != 0)


def currency_code(named: str) -> str:
    """The code of a currency that is named by it or by a sign of one country.

    >>> currency_code("€"), currency_code("usd")
    ('EUR', 'USD')
    """
    return CODES.get(named, named.upper())


def bases_of(wins: Rows) -> tuple[str, ...]:
    """What the amounts of wins are paid for, the most common first; `unsaid` where nothing says."""
    return tuple(basis or "unsaid" for basis, _ in Counter(wins["basis"][_paid(wins)]).most_common())


def contract_value(wins: Rows, *, mixed: bool) -> Amounts | None:
    """The value of wins a year; an amount of zero counts as not recorded. Nothing where currencies are mixed."""
    amounts = [value for each in _said(wins) if (value := a_year(*each))]
    recorded = share_of(len(amounts), len(wins))
    if mixed or len(amounts) < MINIMUM_AMOUNTS or recorded is None:
        return None
    return Amounts(len(amounts), median(amounts), fmean(amounts), recorded, shape(amounts))


def tell_extremes(wins: Rows, repairs: Repairs) -> None:
    """Remark that one win makes most of the contract value (a placeholder, or the one that all hangs on), and that some
    are so far below most that they may have been typed in thousands.
    """
    amounts = [a_year(*each) or 0.0 for each in _said(wins)]
    paid = sorted(filter(None, amounts))
    if len(amounts) >= MINIMUM_AMOUNTS and 2 * max(amounts) > sum(amounts):
        place = wins.origin(amounts.index(max(amounts)))
        what = (
            f"one win (row {place.row}) makes {max(amounts) / sum(amounts):.0%} of the value of all, and of their mean"
        )
        repairs.note(place.table, place.file, f"{what}; [opportunity.where] leaves it out if it is a placeholder")
    if len(paid) >= MINIMUM_AMOUNTS:
        tiny = bisect_left(paid, paid[3 * len(paid) // 4] / _TINY)
        if tiny >= _SOME * len(paid):
            what = f"{tiny} of {len(paid)} amounts won are under a {_TINY:g}th of what a quarter of them exceed"
            repairs.note(wins.table, wins.files[0], f"{what}; if they were typed in thousands, mend them")


def _said(wins: Rows) -> Iterator[tuple[float | None, str | None, float | None]]:
    return zip(*(plain(wins[name]) for name in ("amount", "basis", "term")), strict=True)


def a_year(amount: float | None, basis: str | None, term: float | None) -> float | None:
    """An amount a year: all payments of one, or a total over its term in months; a one-off amount is as it is.

    >>> a_year(100.0, "monthly", None), a_year(100.0, "total", 24.0), a_year(100.0, "one-off", None)
    (1200.0, 50.0, 100.0)
    """
    if not amount or amount < 0:
        return None
    if basis == "total":
        return amount * MONTHS / term if term else None
    return amount * PAYMENTS.get(basis or "", 1.0)
