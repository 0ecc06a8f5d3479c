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
# Currencies of one country by their signs; of other signs, as of dollars and crowns, several countries have one.
CODES = {"€": "EUR", "£": "GBP", "₹": "INR", "R$": "BRL", "zł": "PLN", "Kč": "CZK", "₩": "KRW", "₽": "RUB", "₺": "TRY"}


def currencies_of(wins: Sequence[Opportunity]) -> tuple[str, ...]:
    """The currencies that the wins' own column or their signs name, sorted."""
    named = {deal.currency for deal in wins if deal.currency and deal.amount}
    return tuple(sorted({CODES.get(one, one.upper()) for one in named}))


def bases_of(wins: Sequence[Opportunity]) -> tuple[str, ...]:
    """What the amounts of wins are paid for, the most common first; `unsaid` where nothing says."""
    return tuple(basis for basis, _ in Counter(deal.basis or "unsaid" for deal in wins if deal.amount).most_common())


def contract_value(wins: Sequence[Opportunity], *, mixed: bool) -> Amounts | None:
    """The value of wins a year; an amount of zero counts as not recorded. Nothing where currencies are mixed."""
    amounts = [value for deal in wins if (value := _a_year(deal))]
    recorded = share_of(len(amounts), len(wins))
    if mixed or len(amounts) < MINIMUM_AMOUNTS or recorded is None:
        return None
    return Amounts(len(amounts), median(amounts), fmean(amounts), recorded, shape(amounts))


def _a_year(deal: Opportunity) -> float | None:
    """An amount a year: twelve months, or a total over its term; a one-off amount is as it is."""
    if not deal.amount:
        return None
    if deal.basis == "monthly":
        return deal.amount * MONTHS
    if deal.basis == "total":
        return deal.amount * MONTHS / deal.term if deal.term else None
    return deal.amount
