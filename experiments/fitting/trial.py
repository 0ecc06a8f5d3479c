"""A scenario's status quo, tried: the figures that targets name, and those that only a fit needs."""

import math
import os
from concurrent.futures import ThreadPoolExecutor
from statistics import NormalDist
from typing import Any

import numpy as np

from cordiale.simulation.engine import advance
from cordiale.simulation.machinery.compiled import compiled
from cordiale.simulation.rules.finds import source_of
from cordiale.simulation.runs.company import Company, prepare, start
from cordiale.simulation.runs.results import to_frame
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.draws import Decision, fate
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.words import NOBODY, WEEKS_PER_QUARTER, Stage

from .observed import QUARTERS, RATES, SETTLED, at_rest, figures_in

# Weeks after which a run is looked into: wins are still in the books (contracts last a year), and before a quarter
# ends its counts are still there.
LOOKS = (5 * WEEKS_PER_QUARTER - 1, QUARTERS * WEEKS_PER_QUARTER - 1, QUARTERS * WEEKS_PER_QUARTER)
QUARTILES = 2 * NormalDist().inv_cdf(0.75)
HALF_A_DAY = 0.5 / 7  # weeks: the shortest cycle that counts, as in the facts
HALF_A_CASE = 0.5  # added to counts, so that a source that never won has a log-odds too

Figures = dict[str, float]


def log_odds(count: float, total: float) -> float:
    """Log-odds of a share that was counted, finite even where nothing or everything was.

    >>> round(log_odds(0, 100), 2), round(log_odds(50, 100), 2)
    (-5.3, 0.0)
    """
    return math.log((count + HALF_A_CASE) / (total - count + HALF_A_CASE))


def try_out(scenario: Scenario, *, replications: int, seed: int) -> Figures:
    """All outcomes and rates of the settled status quo, and beside them

    - `cycle_sigma`: spread of the cycle of marketing's wins, as that of a lognormal through its quartiles
    - `qualified_share`: marketing's leads handed over, of those that appeared
    - `source_pull`: how far the sources' log-odds of conversion differ, per unit that their fits do
    - `pipeline_per_rep`: open opportunities per rep at the end
    - `contract_value_median`: thousand; `marketing_sourced_revenue`: share of the value won that marketing sourced
    """
    company = prepare(at_rest(scenario))
    runs = [Run(scenario.company.paradigm, "none", each, seed, QUARTERS) for each in range(replications)]
    first = _Observed(company, runs[0])  # compiles once, before the threads start
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        tried = [first, *threads.map(lambda run: _Observed(company, run), runs[1:])]
    frame = to_frame(company, runs, [each.org.quarters for each in tried])
    figures = figures_in(frame, dict.fromkeys([*NAMES, *RATES]))
    return figures | _beside(scenario, figures, tried)


class _Observed:
    """One run, looked into now and then: *Reads* customers and the counts of the quarter under way."""

    def __init__(self, company: Company, run: Run) -> None:
        self.cycles: list[Any] = []
        self.values: list[Any] = []
        self.sourced = 0.0
        self.wins = np.zeros(len(company.sources))
        self.qualified = self.found = 0.0
        org, seen = start(company, run), SETTLED * WEEKS_PER_QUARTER
        for week in LOOKS:
            org = advance(org, week)
            counts = org.tally[0]
            self.qualified += counts.leads_handed_over
            self.found += counts.leads_handed_over + counts.leads_unqualified
            self._count_wins(org, since=seen)
            seen = week
        self.org = org

    def _count_wins(self, org: Organisation, *, since: int) -> None:
        books = np.asarray(org.customers)[: org.company[0].customers]
        new = books[books["since"] > since]
        sourced = new["marketer"] != NOBODY
        self.values.append(new["value"])
        self.sourced += float(new["value"][sourced].sum())
        self.cycles.append(new["cycle"][sourced])
        if len(self.wins) > 1:
            self.wins += wins_by_source(org, since)

    @property
    def open_per_rep(self) -> float:
        """Opportunities open at the end, per rep."""
        stages = self.org.leads.stage[: self.org.company[0].leads]
        return float(np.sum((stages >= Stage.OPPORTUNITY) & (stages <= Stage.NEGOTIATION)) / self.org.company[0].reps)


@compiled
def wins_by_source(org: Organisation, since: int) -> Any:
    """Wins of marketing's leads after a week, by the source that the lead's luck gave it, shape (sources,).

    Reads: customers, sources
    """
    counts = np.zeros(len(org.sources))
    for row in range(org.company[0].customers):
        customer = org.customers[row]
        if customer.since > since and customer.marketer != NOBODY:
            counts[source_of(org, fate(org, Decision.LEAD_NATURE, customer.identity).d)] += 1.0
    return counts


def _beside(scenario: Scenario, figures: Figures, tried: list[_Observed]) -> Figures:
    lower, upper = _quartiles(np.concatenate([cycles for each in tried for cycles in each.cycles]))
    found, values = (
        sum(each.found for each in tried),
        np.concatenate([value for each in tried for value in each.values]),
    )
    worth = values.sum()
    return {
        "cycle_sigma": math.log(max(upper, HALF_A_DAY) / max(lower, HALF_A_DAY)) / QUARTILES,
        "qualified_share": sum(each.qualified for each in tried) / found if found else math.nan,
        "source_pull": _pull(scenario, figures, tried),
        "pipeline_per_rep": float(np.mean([each.open_per_rep for each in tried])),
        "contract_value_median": float(np.median(values)) if len(values) else math.nan,
        "marketing_sourced_revenue": sum(each.sourced for each in tried) / worth if worth else math.nan,
    }


def _quartiles(cycles: Any) -> tuple[float, float]:
    if not len(cycles):
        return math.nan, math.nan
    lower, upper = np.quantile(cycles, [0.25, 0.75])
    return float(lower), float(upper)


def _pull(scenario: Scenario, figures: Figures, tried: list[_Observed]) -> float:
    """Slope of the sources' log-odds of conversion on their fits, each source counting by its leads.

    All leads are taken to be handed over, as in a scenario made from an export; missing for a single source.
    """
    fits, shares = np.array([[source.fit, source.share] for source in scenario.sources]).T
    shares = shares / shares.sum()
    if np.ptp(fits) == 0.0:
        return math.nan
    leads = shares * figures["leads_handed_over"] * len(tried) * (QUARTERS - SETTLED)
    wins = np.sum([each.wins for each in tried], axis=0)
    odds = np.array([log_odds(won, total) for won, total in zip(wins, leads, strict=True)])
    centred = fits - shares @ fits
    return float((shares * centred) @ odds / ((shares * centred) @ centred))
