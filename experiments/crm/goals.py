"""What an export shows that the simulated company is to show as well: the figures that a fit is to meet."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from .facts import FunnelFacts

SHORTEST_CYCLE = 0.5 / 7  # weeks: half a day
THOUSAND = 1000.0


class DraftValue(NamedTuple):
    """A value of the scenario file, where it stands, and where it comes from; `fitted` ones are a first guess."""

    place: str
    value: float
    why: str
    fitted: bool = False


def targets_of(facts: FunnelFacts) -> Iterator[DraftValue]:
    leads, part = facts.best.leads, qualified_share(facts)
    if facts.counted == "lead":
        reached = "" if part == 1.0 else f", of which {part:.0%} were qualified"
        chance = min(facts.conversion.value / part, 0.95)
        yield DraftValue("conversion", chance, f"{facts.best.wins} wins of {leads} leads{reached}")
    if facts.leads_per_week is not None:
        name = "leads_handed_over" if facts.counted == "lead" else "opportunities"
        week = facts.leads_per_week * part
        yield DraftValue(name, week * WEEKS_PER_QUARTER, f"{week:.4g} a week, n = {leads}")
        won = week * WEEKS_PER_QUARTER * facts.conversion.value / part
        yield DraftValue("wins", won, f"as many of them as were won, {facts.best.wins} wins")
    yield from _cycle(facts)
    if facts.win_rate is not None:
        yield DraftValue("win_rate", facts.win_rate.value, f"{facts.win_rate.count} of {facts.win_rate.total} decided")
    if facts.follow_up is not None:
        chance = min(facts.follow_up.value / part, 0.99)
        yield DraftValue("follow_up_share", chance, f"{facts.follow_up.count} of {facts.follow_up.total} leads")
    if facts.weeks_to_first_contact is not None:
        spread = facts.weeks_to_first_contact
        yield DraftValue("weeks_to_first_contact", max(spread.mean, SHORTEST_CYCLE), f"mean, n = {spread.count}")
    if facts.contract_value is not None:
        amounts = facts.contract_value
        yield DraftValue("contract_value", amounts.mean / THOUSAND, f"mean, n = {amounts.count}")


def _cycle(facts: FunnelFacts) -> Iterator[DraftValue]:
    """Mean and median; no median where the middle lies between two kinds of cycle."""
    for name, quantity in (("sales_cycle_weeks", "mean"), ("sales_cycle_weeks_median", "median")):
        weeks = between(facts, quantity)
        if weeks is None or facts.cycle is None or facts.whole.cycle is None:
            return
        if quantity == "median" and facts.cycle.split:
            return
        whole = f"{getattr(facts.whole.cycle, quantity):.3g} over all {facts.whole.cycle.count} wins"
        both = f"between {getattr(facts.cycle, quantity):.3g} in the cohorts and {whole}" if facts.cohorts else whole
        yield DraftValue(name, max(weeks, SHORTEST_CYCLE), f"{quantity}, {both}")


def qualified_share(facts: FunnelFacts) -> float:
    """Share of the export's leads that count as handed over: those dated as qualified, or all."""
    return next((stage.reached.value for stage in facts.stages if stage.name == "mql"), 1.0)


def between(facts: FunnelFacts, quantity: str) -> float | None:
    """A quantity of the cycle, midway (by ratio) between the uncensored cohorts and everything.

    Everything overstates the cycle, since of the first cohorts only the late wins were recorded; the cohorts
    understate it, since the latest of them have not had the time for late wins.
    """
    if facts.cycle is None or facts.whole.cycle is None:
        return None
    return math.sqrt(getattr(facts.cycle, quantity) * getattr(facts.whole.cycle, quantity))
