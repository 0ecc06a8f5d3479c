"""The status quo under today's forces, and what is observed of its first year: all that a calibration simulates.

Every parameter set meets the same luck, so that figures answer smoothly to parameters. The survey's shares are
expected ones: the mean answer of these people over the noise in their answers, which needs fewer runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from scipy.special import ndtr

from cordiale.simulation.engine import advance
from cordiale.simulation.machinery.compiled import compiled
from cordiale.simulation.rules.alignment import lived
from cordiale.simulation.runs.company import Company, prepare, start, with_parameters
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import NOBODY, WEEKS_PER_QUARTER, Level

from ..foundations.execution import processors
from .targets import SETTLED, SURVEY, TODAY, YEAR, today
from .uncertain import UNCERTAIN

PARADIGM = "status-quo"
Values = Mapping[str, float]
COUNTED = (
    "leads_handed_over", "leads_worked", "opportunities", "leads_rejected", "wins", "marketing_wins", "losses",
    "no_decisions", "leavers_sales",
)  # fmt: skip
AVERAGED = (*SURVEY, "cycle", "gross_retention", "net_retention", "quota_attainment", "rep_turnover")


def uncalibrated() -> Scenario:
    """The default company as declared: whatever an earlier calibration moved is back at its default."""
    return load_scenario("status-quo").with_values({each.name: each.default for each in UNCERTAIN})


class Observatory:
    """Simulates parameter sets of the status quo, and nothing else; counts its runs by paradigm and force set."""

    def __init__(self, *, workers: int | None) -> None:
        self.company = prepare(today(uncalibrated()))
        self.pool = ThreadPoolExecutor(workers or processors())
        self.runs: Counter[str] = Counter()
        first_year(self.company, *self._planned(1, replications=1, seed=0))  # compiles once, before the threads start

    def observe(self, sets: Sequence[Values], *, replications: int, seed: int) -> list[dict[str, float]]:
        """The figures of each parameter set over replications 0, 1, ... of a seed."""
        companies = [with_parameters(self.company, values) for values in sets]
        runs = self._planned(len(sets), replications=replications, seed=seed)
        return list(self.pool.map(lambda company: figures(company, runs), companies))

    def observe_each(self, values: Values, *, replications: int, seed: int) -> list[dict[str, float]]:
        """The figures of a parameter set in each of several replications by itself."""
        company = with_parameters(self.company, values)
        runs = self._planned(1, replications=replications, seed=seed)
        return list(self.pool.map(lambda run: figures(company, [run]), runs))

    def _planned(self, sets: int, *, replications: int, seed: int) -> list[Run]:
        """The runs of each of several parameter sets, counted."""
        runs = [Run(PARADIGM, TODAY, each, seed, YEAR) for each in range(replications)]
        for run in runs:
            self.runs[f"{run.paradigm} under today's forces"] += sets
        return runs


def figures(company: Company, runs: Sequence[Run]) -> dict[str, float]:
    """The figures that have a target, over some runs of a company."""
    years = [first_year(company, run) for run in runs]
    total = {name: sum(year[name] for year in years) for name in years[0]}
    return _rates(total) | {name: float(np.nanmean([year[name] for year in years])) for name in AVERAGED}


def _rates(total: Mapping[str, float]) -> dict[str, float]:
    """Rates over all quarters and runs together: what is counted, over what."""
    tried = total["opportunities"] + total["leads_rejected"]
    decided = total["wins"] + total["losses"] + total["no_decisions"]
    return {
        "not_pursued": 1.0 - total["leads_worked"] / total["leads_handed_over"],
        "qualified": total["qualified"] / total["found"],
        "become_opportunities": total["opportunities"] / tried,
        "win_rate": total["wins"] / decided,
        "marketing_sourced": total["marketing_wins"] / max(total["wins"], 1.0),
    }


def first_year(company: Company, run: Run) -> dict[str, float]:
    """What a run shows: counts and rates of the settled quarters, and the survey at the year's end.

    Raises ValueError for any paradigm but the status quo: no other is part of a calibration.
    """
    if run.paradigm != PARADIGM:
        raise ValueError(f"paradigm = {run.paradigm!r} is no part of the calibration; only {PARADIGM!r} is simulated")
    org = advance(start(company, run), SETTLED * WEEKS_PER_QUARTER)
    qualified = found = 0.0
    for quarter in range(SETTLED + 1, YEAR + 1):
        tally = advance(org, quarter * WEEKS_PER_QUARTER - 1).tally[0]
        qualified += float(tally.leads_handed_over)
        found += float(tally.leads_handed_over + tally.leads_unqualified)
        advance(org, quarter * WEEKS_PER_QUARTER)
    quarters = org.quarters[SETTLED + 1 : YEAR + 1]
    counted = {name: float(np.sum(quarters[name])) for name in COUNTED}
    kept = {name: float(np.nanmean(quarters[name])) for name in ("gross_retention", "net_retention")}
    left = counted["leavers_sales"] / org.company[0].reps * YEAR / (YEAR - SETTLED)
    observed = {"qualified": qualified, "found": found, "rep_turnover": float(left)}
    return {**counted, **kept, **survey(org), **_sold(org), **observed}


def survey(org: Organisation) -> dict[str, float]:
    """The shares of answers that these people give on average over the noise in their answers.

    Reads: people, teams, opinions, company, conditions, parameters
    """
    p, own = org.parameters[0], lived_by_all(org)
    return {
        "executives_aligned": _reaching(org, p.perception_aligned_cut),
        "executives_very_aligned": _reaching(org, p.perception_very_aligned_cut),
        "practitioners_lack": float(np.mean(ndtr((p.perception_aligned_cut - own) / p.perception_spread))),
    }


@compiled
def lived_by_all(org: Organisation) -> Any:
    """Alignment as each rep and marketer lives it, in [0, 1], shape (people,).

    Reads: people, teams, opinions, company, conditions, parameters
    """
    own = np.zeros(org.company[0].reps + org.company[0].marketers)
    for who in range(len(own)):
        own[who] = lived(org, who)
    return own


def _reaching(org: Organisation, cut: float) -> float:
    """The chance that an executive's answer reaches a cut; all of them hold one view."""
    assert np.any(org.people.level == Level.EXECUTIVE)
    return float(ndtr((org.company[0].belief - cut) / org.parameters[0].perception_spread))


def _sold(org: Organisation) -> dict[str, float]:
    """The median cycle of marketing's wins, and the share of reps who won what their quota asks, once settled."""
    company, weeks = org.company[0], (YEAR - SETTLED) * WEEKS_PER_QUARTER
    books = org.customers[: company.customers]
    new = books[books.since > SETTLED * WEEKS_PER_QUARTER]
    wins = np.bincount(new.rep[new.rep != NOBODY], minlength=company.reps)[: company.reps]
    asked = org.parameters[0].selling_quota * weeks / WEEKS_PER_QUARTER
    cycles = new.cycle[new.marketer != NOBODY]
    return {
        "cycle": float(np.median(cycles)) if len(cycles) else float("nan"),
        "quota_attainment": float(np.mean(wins >= asked)),
    }
