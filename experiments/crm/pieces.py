"""The parts of a funnel's facts: shares, times, sources, windows, people, money."""

from dataclasses import dataclass

from .cohorts import Period


@dataclass(frozen=True)
class Share:
    """A share with its 95 % interval (Wilson): `count` of `total`."""

    count: int
    total: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Spread:
    """How a time is distributed, in weeks, over `count` cases.

    `mu` and `sigma` are those of the lognormal through the median and the quartiles' ratio (of weeks). `quantiles`
    at even steps are its shape; where the middle is `split`, between two kinds, the median says little.
    """

    count: int
    p10: float
    lower_quartile: float
    median: float
    upper_quartile: float
    p90: float
    mean: float
    mu: float
    sigma: float
    quantiles: tuple[float, ...]
    split: bool


@dataclass(frozen=True)
class SourceFacts:
    """One source of leads; `share` is of all leads, and the conversion has a 95 % interval (Wilson).

    `cycle_weight` is its median cycle over that of all sources; 1 where too few wins tell its own.
    """

    name: str
    leads: int
    share: float
    wins: int
    conversion: float
    conversion_low: float
    conversion_high: float
    median_cycle_weeks: float | None
    cycle_weight: float


@dataclass(frozen=True)
class Window:
    """The funnel of the leads created in one period (all of them, where `period` is missing).

    `leads` are those decided (of opportunities; of leads all), `created` all, open ones included.
    """

    period: Period | None
    leads: int
    wins: int
    leads_per_week: float | None
    conversion: Share
    cycle: Spread | None
    sources: tuple[SourceFacts, ...]
    created: int


@dataclass(frozen=True)
class SideFacts:
    """How the deals won are spread over the people of a side; `shares` are sorted, largest first.

    `people` is everybody ever named; `active_per_month` the median number of people at one time, each from the
    first to the last month in which a deal of theirs was created or closed (of dated deals only).
    """

    people: int
    deals: int
    top_fifth_share: float
    gini: float
    shares: tuple[float, ...]
    active_per_month: float | None


@dataclass(frozen=True)
class Amounts:
    """The value of the deals won, a year, in the export's currency; `recorded` is the share of wins that have one.

    `quantiles` at even steps are the shape of its distribution.
    """

    count: int
    median: float
    mean: float
    recorded: Share
    quantiles: tuple[float, ...]


@dataclass(frozen=True)
class Endings:
    """How opportunities ended: `outlived` are open, yet older than any cycle, so that nobody decided on them."""

    created: int
    won: int
    lost: int
    no_decision: int
    outlived: int
    open: int

    @property
    def won_of_ended(self) -> float:
        """Wins over all that ended, outlived ones included: what the simulated win rate means (0 to 1)."""
        return self.won / max(self.created - self.open, 1)


@dataclass(frozen=True)
class Buyers:
    """Accounts that bought, and how often they did.

    `further` deals (won or not) are of customers who had bought before, `further_value` is the share of the amounts
    won that those of them carry which were won (0 to 1); `left_out` is whether the funnel is without them.
    """

    accounts: int
    wins: int
    further: int
    further_value: float | None
    left_out: bool

    @property
    def further_wins(self) -> int:
        """Wins of customers who had bought before."""
        return self.wins - self.accounts


@dataclass(frozen=True)
class StageFacts:
    """How many leads were dated as having reached a stage (`mql`, `sal`, `sql`)."""

    name: str
    reached: Share
