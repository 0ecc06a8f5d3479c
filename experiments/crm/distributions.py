"""How cycles and contract values are distributed in an export, and how a scenario has them from its own quantiles."""

import math
from collections.abc import Iterator, Sequence

from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.scenario.sections import log_deviation, middle_of
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..fitting.levers import within_range
from .facts import FunnelFacts
from .goals import THOUSAND, DraftValue

LESSONS, LONGEST_LESSONS = 240, 60  # leads to a rep until it knows what to expect of them; quarters at most
LONGEST_CYCLE = 400.0  # weeks: what is longer is no deal that anybody still works on


def cycle_of(facts: FunnelFacts) -> Iterator[DraftValue]:
    """Middle and width of the cycle, answering for its median and mean; where it is split, the mean alone is met."""
    if facts.cycle is None or facts.whole.cycle is None:
        return
    middle = math.sqrt(middle_of(facts.cycle.quantiles) * middle_of(facts.whole.cycle.quantiles))
    width = math.sqrt(log_deviation(facts.cycle.quantiles) * log_deviation(facts.whole.cycle.quantiles))
    width, split = within_range("buyers.pace_spread", width), facts.cycle.split
    meets = "sales_cycle_weeks" if split else "sales_cycle_weeks_median"
    yield DraftValue("buyers.cycle", within_range("buyers.cycle", middle), meets, True)
    why = "standard deviation of the logarithm of the cycle" if split else "sales_cycle_weeks"
    yield DraftValue("buyers.pace_spread", width, why, not split)


def quantiles_of(facts: FunnelFacts) -> dict[str, tuple[float, ...]]:
    """The shapes of cycle and contract value, the latter in thousands."""
    found = {}
    if facts.whole.cycle is not None:
        found["cycle"] = (facts.cycle or facts.whole.cycle).quantiles
    if facts.contract_value is not None:
        found["contract_value"] = tuple(amount / THOUSAND for amount in facts.contract_value.quantiles)
    return found


def burn_in_of(facts: FunnelFacts, base: Scenario, *, leads: float) -> DraftValue:
    """Quarters until the company is at rest: the base's or, of few `leads` to a rep a quarter, as many as it takes to
    learn from them; and as many more as the longest cycles take.
    """
    usual, longest = base.company.burn_in, facts.whole.cycle.quantiles[-1] if facts.whole.cycle else 0.0
    learnt = min(math.ceil(LESSONS / leads), LONGEST_LESSONS) if leads else 0
    begun = "the longest cycles are under way when the record begins"
    why = f"reps have learnt what to expect of their few leads, and {begun}" if learnt > usual else begun
    cycles = math.ceil(min(longest, LONGEST_CYCLE) / WEEKS_PER_QUARTER)
    return DraftValue("company.burn_in", max(usual, learnt) + cycles, why)


def value_of(quantiles: Sequence[float]) -> Iterator[DraftValue]:
    """Middle and width of contract value: with its quantiles they give the distribution of the data."""
    value, spread = middle_of(quantiles), log_deviation(quantiles)
    yield DraftValue(
        "buyers.contract_value", within_range("buyers.contract_value", value), "median of the wins, in thousands"
    )
    yield DraftValue(
        "buyers.value_spread", within_range("buyers.value_spread", spread), "standard deviation of its logarithm"
    )
