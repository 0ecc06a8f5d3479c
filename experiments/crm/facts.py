"""What an export tells about a funnel, as aggregates only: no row, name or id of anyone is in here."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .cases import Counted
from .cohorts import Period
from .growth import Growth
from .pieces import Amounts, Buyers, Endings, Share, SideFacts, SourceFacts, Spread, StageFacts, Window

__all__ = [
    "Amounts",
    "Buyers",
    "Endings",
    "FunnelFacts",
    "Share",
    "SideFacts",
    "SourceFacts",
    "Spread",
    "StageFacts",
    "Window",
]


@dataclass(frozen=True)
class FunnelFacts:
    """A funnel. What the export cannot tell is missing, never zero.

    `counted` says what a "lead" is here: where an export holds no leads, they are decided opportunities, and
    conversion is the win rate. `whole` is everything; `cohorts` are leads whose wins could all be recorded.
    `linked_wins` are those that name a lead, `dated_wins` those with a closing; `migrated` cases were created on
    one day of a migration, and their creation counts as unknown. `currencies` are those of the wins, in order;
    `amounts_are` what their amounts are paid for (`yearly`, `monthly`, `one-off`, `total`, `unsaid`), the most common
    first; `span` is the number of sellers to a manager; `people_without_deals` stand in the table of reps;
    `owned_by_nobody` deals have a queue, an integration or a user who left for their owner.
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
    growth: Growth | None
    endings: Endings | None
    linked_wins: Share | None
    dated_wins: Share | None
    dated_by: Literal["creations", "closings"] | None
    migrated: Share | None
    buyers: Buyers | None
    currencies: tuple[str, ...]
    amounts_are: tuple[str, ...]
    span: int | None
    people_without_deals: int
    owned_by_nobody: int
    owners_on_both_sides: int

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
        """People of marketing at one time."""
        return _at_one_time(self.marketing)

    @property
    def sales_people(self) -> int | None:
        """People who own opportunities at one time."""
        return _at_one_time(self.sales)


def _at_one_time(side: SideFacts | None) -> int | None:
    """Those active a month or, where nothing is dated, everybody named."""
    if side is None:
        return None
    return side.people if side.active_per_month is None else max(1, round(side.active_per_month))
