"""Fitting a scenario: each number that data cannot give directly is moved until the figure it answers for is met.

Every trial meets the same luck, so a figure answers smoothly to its lever. All levers are moved at once, each by
what its figure still lacks over how strongly it has answered so far (a secant per lever), until every figure is
`CLOSE` to its target or the rounds are used up.
"""

import math
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.parameters import PARAMETERS

from ..scenario_files.observed import enough_runs
from .trial import Figures, try_out

FEWEST_ROUNDS, ROUNDS = 3, 16
PATIENCE = 5  # rounds without gain
CLOSE = 0.01  # on a figure's scale: about one percent of it
TELLING = 0.05  # a smaller expected change says nothing about how strongly a figure answers
LONGEST_STEP = 1.0  # on a lever's scale
BELIEVED = (0.4, 2.5)  # answers weaker or stronger than this, over the expected one, are taken for noise
LIMITS = {each.dotted: (each.low, each.high) for each in PARAMETERS}
SMALLEST = 1e-6
FOLLOWING = {"customers.pipeline_per_rep": "pipeline_per_rep", "customers.marketing_sourced": "marketing_sourced"}
Progress = Callable[[int, int], None]
Settle = Callable[[Scenario, Figures], Scenario]


class Lever(NamedTuple):
    """A parameter, the figure that it is moved for, and how strongly the figure is expected to answer.

    Parameters that are a `factor` are moved by ratios, others by differences; figures that are a `share` are
    compared by log-odds, others by ratios.
    """

    parameter: str
    figure: str
    answer: float = 1.0
    factor: bool = False
    share: bool = False

    def lack(self, figures: Figures, targets: Figures) -> float:
        """What the figure lacks, on its scale; nothing where it could not be measured."""
        lack = self._scaled(targets[self.figure]) - self._scaled(figures[self.figure])
        return 0.0 if math.isnan(lack) else lack

    def moved(self, value: float, step: float) -> float:
        """The parameter after a step on its scale, held within its declared range."""
        return within_range(self.parameter, max(value, SMALLEST) * math.exp(step) if self.factor else value + step)

    def _scaled(self, figure: float) -> float:
        inside = min(max(figure, SMALLEST), 1.0 - SMALLEST if self.share else math.inf)
        return math.log(inside / (1.0 - inside)) if self.share else math.log(inside)


LEVERS = (
    Lever("campaigns.leads_per_week", "leads_handed_over", factor=True),
    Lever("campaigns.qualification_bar", "qualified_share", -1.3, share=True),
    Lever("campaigns.fit_mean", "conversion", 1.5, share=True),
    Lever("selling.engagement", "conversion", share=True),
    Lever("selling.own_appeal", "follow_up_share", -8.0, share=True),
    Lever("selling.prospecting_hours", "opportunities", -1.0, factor=True),
    Lever("handoff.delay", "weeks_to_first_contact", 0.7, factor=True),
    Lever("buyers.cycle", "sales_cycle_weeks_median", 0.8, factor=True),
    Lever("buyers.pace_spread", "cycle_sigma", factor=True),
    Lever("buyers.win", "win_rate", share=True),
    Lever("customers.renewal", "gross_retention", share=True),
)


class Trial:
    """A scenario that was tried, its figures, and what they lack, on their scales."""

    def __init__(self, scenario: Scenario, figures: Figures, levers: Sequence[Lever], targets: Figures) -> None:
        self.scenario, self.figures = scenario, figures
        self.lacks = [lever.lack(figures, targets) for lever in levers]
        self.missing = sum(map(abs, self.lacks))


def levers_for(parameters: Collection[str], targets: Figures) -> tuple[Lever, ...]:
    """The levers among some parameters whose figures have a target."""
    return tuple(lever for lever in LEVERS if lever.parameter in parameters and lever.figure in targets)


def with_usual_start(scenario: Scenario, figures: Figures) -> Scenario:
    """The first day's pipeline, and marketing's part in it, follow what the company settles at."""
    found = {place: figures[name] for place, name in FOLLOWING.items() if math.isfinite(figures[name])}
    return scenario.with_values({place: within_range(place, value) for place, value in found.items()})


def within_range(place: str, value: float) -> float:
    """A value for a parameter, held within its declared range."""
    low, high = LIMITS[place]
    return min(max(value, low), high)


def fit(
    scenario: Scenario,
    targets: Figures,
    *,
    parameters: Collection[str],
    settle: Settle = with_usual_start,
    seed: int = 1,
    progress: Progress | None = None,
) -> Scenario:
    """The scenario with some parameters moved so that its status quo meets the targets, as far as it can.

    `settle` changes, before each further trial, what must agree with the figures of the last. `progress` is told
    how many rounds are done, of how many at most. The same seed gives the same scenario.
    """
    levers, runs = levers_for(parameters, targets), enough_runs(scenario)
    answers = [lever.answer for lever in levers]
    tried = [Trial(scenario, try_out(scenario, replications=runs, seed=seed), levers, targets)]
    while not _is_over(tried):
        last = tried[-1]
        steps = [_step(lack, answer) for lack, answer in zip(last.lacks, answers, strict=True)]
        scenario = _moved(settle(last.scenario, last.figures), levers, steps)
        tried.append(Trial(scenario, try_out(scenario, replications=runs, seed=seed), levers, targets))
        gains = [before - after for before, after in zip(last.lacks, tried[-1].lacks, strict=True)]
        answers = [_believed(*each) for each in zip(levers, answers, steps, gains, strict=True)]
        if progress is not None:
            progress(len(tried) - 1, ROUNDS)
    return _best(tried).scenario


def _best(tried: Sequence[Trial]) -> Trial:
    """The trial that lacks least, of those after the first rounds, in which the company's start settles."""
    return min(tried[FEWEST_ROUNDS:] or tried, key=lambda trial: trial.missing)


def _is_over(tried: Sequence[Trial]) -> bool:
    """Whether every figure is close, nothing has been gained for some rounds, or the rounds are used up."""
    rounds = len(tried) - 1
    if rounds < FEWEST_ROUNDS:
        return False
    stuck = rounds - tried.index(_best(tried)) >= PATIENCE
    return stuck or rounds >= ROUNDS or all(abs(lack) <= CLOSE for lack in tried[-1].lacks)


def _step(lack: float, answer: float) -> float:
    return min(max(lack / answer, -LONGEST_STEP), LONGEST_STEP)


def _moved(scenario: Scenario, levers: Sequence[Lever], steps: Sequence[float]) -> Scenario:
    here = {lever: getattr(*_place(scenario, lever.parameter)) for lever in levers}
    return scenario.with_values(
        {lever.parameter: lever.moved(here[lever], step) for lever, step in zip(levers, steps, strict=True)}
    )


def _place(scenario: Scenario, dotted: str) -> tuple[object, str]:
    group, _, name = dotted.partition(".")
    return getattr(scenario, group), name


def _believed(lever: Lever, answer: float, step: float, gained: float) -> float:
    """How strongly the figure answers, going by the last step; as before where that says too little."""
    if abs(step * answer) <= TELLING:
        return answer
    low, high = BELIEVED
    return lever.answer * min(max(gained / step / lever.answer, low), high)
