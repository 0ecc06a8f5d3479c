"""What amounts say: in which currency, and for how long."""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median

from .canonical import Opportunity
from .estimates import shape
from .facts import Amounts
from .windows import share_of

MINIMUM_AMOUNTS = 10
MONTHS = 12.0  # of a year
PAYMENTS = {"half-yearly": 2.0, "quarterly": 4.0, "monthly": MONTHS}  # a year
# Currencies of one country by their signs; of other signs, as of dollars and crowns, several countries have one.
CODES = {"€": "EUR", "£": "GBP", "₹": "INR", "R$": "BRL", "zł": "PLN", "Kč": "CZK", "₩": "KRW", "₽": "RUB", "₺": "TRY"}


def currencies_of(wins: Sequence[Opportunity]) -> tuple[str, ...]:
    """The currencies that the wins' own column or their signs name, sorted."""
    return tuple(sorted({currency_code(deal.currency) for deal in wins if deal.currency and deal.amount}))


def currency_code(named: str) -> str:
    """The code of a currency that is named by it or by a sign of one country.

    >>> currency_code("€"), currency_code("usd")
    ('EUR', 'USD')
    """
    return CODES.get(named, named.upper())


def bases_of(wins: Sequence[Opportunity]) -> tuple[str, ...]:
    """What the amounts of wins are paid for, the most common first; `unsaid` where nothing says."""
    return tuple(basis for basis, _ in Counter(deal.basis or "unsaid" for deal in wins if deal.amount).most_common())


def contract_value(wins: Sequence[Opportunity], *, mixed: bool) -> Amounts | None:
    """The value of wins a year; an amount of zero counts as not recorded. Nothing where currencies are mixed."""
    amounts = [value for deal in wins if (value := a_year(deal.amount, deal.basis, deal.term))]
    recorded = share_of(len(amounts), len(wins))
    if mixed or len(amounts) < MINIMUM_AMOUNTS or recorded is None:
        return None
    return Amounts(len(amounts), median(amounts), fmean(amounts), recorded, shape(amounts))


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
