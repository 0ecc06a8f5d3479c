"""What an export tells about a funnel, as aggregates only: no row, name or id of anyone is in here."""

from dataclasses import dataclass
from datetime import date

from .cases import Counted
from .cohorts import Period
from .growth import Growth


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
    """The funnel of the leads created in one period (all of them, where `period` is missing)."""

    period: Period | None
    leads: int
    wins: int
    leads_per_week: float | None
    conversion: Share
    cycle: Spread | None
    sources: tuple[SourceFacts, ...]


@dataclass(frozen=True)
class SideFacts:
    """How the deals won are spread over the people of a side; `shares` are sorted, largest first.

    `active_per_month` is the median number of people with a deal in a calendar month.
    """

    people: int
    deals: int
    top_fifth_share: float
    gini: float
    shares: tuple[float, ...]
    active_per_month: float | None


@dataclass(frozen=True)
class Amounts:
    """The value of the deals won, in the export's currency; `recorded` is the share of wins that have one.

    `quantiles` at even steps are the shape of its distribution.
    """

    count: int
    median: float
    mean: float
    recorded: Share
    quantiles: tuple[float, ...]


@dataclass(frozen=True)
class StageFacts:
    """How many leads were dated as having reached a stage (`mql`, `sal`, `sql`)."""

    name: str
    reached: Share


@dataclass(frozen=True)
class FunnelFacts:
    """A funnel. What the export cannot tell is missing, never zero.

    `counted` says what a "lead" is here: where an export holds no leads, they are decided opportunities, and
    conversion is the win rate. `whole` is everything; `cohorts` are leads whose wins could all be recorded.
    """

    title: str
    credit: str
    licence: str
    counted: Counted
    whole: Window
    cohorts: Window | None
    first_closing: date | None
    last_closing: date | None
    marketing: SideFacts | None
    sales: SideFacts | None
    people_on_both_sides: int
    managers: int | None
    win_rate: Share | None
    contract_value: Amounts | None
    follow_up: Share | None
    weeks_to_first_contact: Spread | None
    stages: tuple[StageFacts, ...]
    growth: Growth | None = None

    @property
    def best(self) -> Window:
        """The uncensored cohorts where there are any, otherwise everything."""
        return self.cohorts or self.whole

    @property
    def period(self) -> Period | None:
        """From the first lead to the last."""
        return self.whole.period

    @property
    def cohort_start(self) -> date | None:
        """The first day of the uncensored cohorts."""
        return self.cohorts.period.start if self.cohorts and self.cohorts.period else None

    @property
    def cohort_end(self) -> date | None:
        """The last day of the uncensored cohorts."""
        return self.cohorts.period.end if self.cohorts and self.cohorts.period else None

    @property
    def leads_per_week(self) -> float | None:
        """Leads a week, in the best window."""
        return self.best.leads_per_week

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        """The sources, largest first, in the best window."""
        return self.best.sources

    @property
    def conversion(self) -> Share:
        """Wins over leads, in the best window."""
        return self.best.conversion

    @property
    def cycle(self) -> Spread | None:
        """Weeks from a lead's creation to its win, in the best window."""
        return self.best.cycle

    @property
    def marketing_people(self) -> int | None:
        """People named as handing over."""
        return self.marketing.people if self.marketing else None

    @property
    def sales_people(self) -> int | None:
        """People named as owning opportunities (or, with a table of reps, all of those)."""
        return self.sales.people if self.sales else None
