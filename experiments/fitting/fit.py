"""Fitting a scenario: each number that data cannot give directly is moved until the figure it answers for is met.

Every trial meets the same luck, so a figure answers smoothly to its lever. All levers are moved at once, by what all
figures still lack and how these have answered so far (`secants`), until every figure is `CLOSE` to its target, or its
lever at the end of its range, or little is gained, or the rounds are used up: first on few runs, then, with what these
have taught, on all. Figures that are out of reach after the first are not looked at any closer: a trial of levers at
their ends may cost many times the usual.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import NamedTuple

from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.scenario import Scenario

from .levers import Lever, levers_for, within_range
from .observed import FEWEST_RUNS, TOLERANCE, enough_runs
from .secants import Secants
from .trial import Figures, try_out

FEWEST_ROUNDS, ROUNDS = 3, 16
PATIENCE = 2  # rounds of little gain
COARSE = 4  # as many times fewer runs do until the figures are near
LAST_ROUNDS = 2  # with all runs
CLOSE = 0.01  # on a figure's scale: about one percent of it
FAR = TOLERANCE  # on a figure's scale, from which on one whose lever is at its end is out of reach
FOLLOWING = {"customers.pipeline_per_rep": "pipeline_per_rep", "customers.marketing_sourced": "marketing_sourced"}
Progress = Callable[[int, int], None]
Count = Callable[[], None]
Settle = Callable[[Scenario, Figures], Scenario]


class Found(NamedTuple):
    """The scenario that a fit found, whether its figures are in reach of their levers, what these were seen to do."""

    scenario: Scenario
    in_reach: bool
    moves: Secants


class Trial:
    """A scenario that was tried, its figures, and what they lack, on their scales; of each whether it is as near as its
    lever brings it, and whether all are in reach.
    """

    def __init__(self, scenario: Scenario, figures: Figures, levers: Sequence[Lever], targets: Figures) -> None:
        self.scenario, self.figures = scenario, figures
        self.lacks = [lever.lack(figures, targets) for lever in levers]
        self.missing = sum(map(abs, self.lacks))
        ends = [
            lever.is_at_end(value_at(scenario, lever.parameter), lack)
            for lever, lack in zip(levers, self.lacks, strict=True)
        ]
        self.is_over = all(abs(lack) <= CLOSE or end for lack, end in zip(self.lacks, ends, strict=True))
        self.in_reach = not any(abs(lack) > FAR and end for lack, end in zip(self.lacks, ends, strict=True))


def with_usual_start(scenario: Scenario, figures: Figures) -> Scenario:
    """The first day's pipeline, and marketing's part in it, follow what the company settles at."""
    found = {place: figures[name] for place, name in FOLLOWING.items() if math.isfinite(figures[name])}
    return scenario.with_values({place: within_range(place, value) for place, value in found.items()})


def fit(
    scenario: Scenario,
    targets: Figures,
    *,
    parameters: Collection[str],
    settle: Settle = with_usual_start,
    seed: int,
    progress: Progress | None = None,
    roughly: bool = False,
) -> Found:
    """The scenario with some parameters moved so that its status quo meets the targets, as far as it can.

    All declared levers among the parameters are moved. `settle` changes, before each further trial, what must agree
    with the figures of the last. `progress` is told how many rounds are done, of how many at most. Where figures are
    known not to hold together, a few runs do (`roughly`). The same seed gives the same scenario.
    """
    levers, runs = levers_for(parameters, targets), enough_runs(scenario)
    moves, near = Secants(levers), max(FEWEST_RUNS, runs // COARSE)
    approached = partial(approach, targets=targets, moves=moves, settle=settle, seed=seed, count=_counting(progress))
    found = approached(scenario, runs=near, rounds=ROUNDS, fewest=FEWEST_ROUNDS, patience=PATIENCE)
    if near < runs and found.in_reach and not roughly:
        found = approached(found.scenario, runs=runs, rounds=LAST_ROUNDS, fewest=0, patience=1)
    return found._replace(in_reach=found.in_reach and not roughly)


def approach(
    scenario: Scenario,
    targets: Figures,
    moves: Secants,
    *,
    runs: int,
    rounds: int,
    fewest: int,
    patience: int,
    settle: Settle = with_usual_start,
    seed: int,
    count: Count | None = None,
) -> Found:
    """The best of the scenarios to which moving levers leads, each tried by as many runs; `count` hears of it.

    After the `fewest` rounds it ends as soon as `patience` of them gain little. *Writes* what moves were seen to do.
    """
    levers = moves.levers
    tried = [Trial(scenario, try_out(scenario, replications=runs, seed=seed), levers, targets)]
    while not _is_over(tried, rounds, fewest=fewest, patience=patience):
        last = tried[-1]
        scenario = moves.moved(settle(last.scenario, last.figures), last.lacks)
        tried.append(Trial(scenario, try_out(scenario, replications=runs, seed=seed), levers, targets))
        gains = [before - after for before, after in zip(last.lacks, tried[-1].lacks, strict=True)]
        moves.learn(last.scenario, scenario, gains)
        if count is not None:
            count()
    return Found(_best(tried[fewest:] or tried).scenario, tried[-1].in_reach, moves)


def _counting(progress: Progress | None) -> Count:
    """Tells of each round how many are done."""
    done = itertools.count(1)
    return lambda: progress(next(done), ROUNDS + LAST_ROUNDS) if progress is not None else None


def _best(tried: Sequence[Trial]) -> Trial:
    """The trial that lacks least."""
    return min(tried, key=lambda trial: trial.missing)


def _is_over(tried: Sequence[Trial], most: int, *, fewest: int, patience: int) -> bool:
    """Whether every figure is close or its lever at an end, little was gained of late, or all rounds are used up.

    In the first rounds the company's start settles.
    """
    rounds = len(tried) - 1
    if rounds < fewest:
        return False
    before, late = tried[fewest:-patience], tried[-patience:]
    stuck = bool(before) and _best(before).missing - _best(late).missing < CLOSE
    return stuck or rounds >= most or tried[-1].is_over
