"""Which few changes from today serve several aims at once, of all that the settings of a structure allow?

*Question*: does the space between and beyond the paradigms hold structures that none of them dominates?
*Design*: candidates of at most so many moves (`moves`), bred by NSGA-III (Deb and Jain 2014, of optuna), each lived by
the same companies on the same luck as staying; then those that nothing dominates, the paradigms and staying lived by
other companies, since whoever is chosen by looking at its luck looks better than it is.
*Measure*: value in money (`decision.worth`), hours lost to friction, people lost, perception gap in the end; each less
that of staying in the same company.
*Expectation*: mixtures lie beside the paradigms, none best in all four aims, and value shrinks on fresh luck.
*Finding*: a search says it of its company; it is told for no company in general.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.runs.company import Company, prepare
from cordiale.simulation.runs.run import Run, check_decisions
from cordiale.simulation.scenario.scenario import Scenario

from ..comparison.measures import FRICTION, GAP, LEAVERS
from ..decision.alternatives import LATER, STAY, Option, goals
from ..decision.branching import Branches, Lived
from ..foundations.errors import UsersError
from ..foundations.manifest import mapping_sha256, scenario_content, source_sha256, versions
from ..foundations.statistics import Floats
from ..foundations.talk import Talk
from .answers import Answers
from .fronts import spread_out, undominated
from .moves import MOVED, Candidate, Move, candidate, quarters_open
from .quest import Quest

AIMS = ("value", FRICTION.name, LEAVERS.name, GAP.name)
SIGNS = np.array([-1.0, 1.0, 1.0, 1.0])  # what makes each aim a cost
FACTORS = (1.0, 100.0, 1.0, 100.0)  # what makes each aim what it is told in
SEARCHED, FRESH = "searched", "fresh"
NOTHING = "none"


class Judged(NamedTuple):
    """A candidate: its decisions, and each company's aims less those of staying; shape companies x aims.

    `name` is that of a paradigm, or empty; `undominated` is on fresh luck, among all that are judged there.
    """

    name: str
    decisions: Candidate
    searched: Floats
    fresh: Floats
    undominated: bool


@dataclass(frozen=True)
class SearchResult:
    """The front and the paradigms beside it, how many candidates were tried, and what was asked."""

    scenario: Scenario
    called: str
    quest: Quest
    judged: tuple[Judged, ...]
    tried: int
    runs: int

    @property
    def front(self) -> tuple[Judged, ...]:
        return tuple(each for each in self.judged if not each.name)


class Search:
    """A search under way: its companies, and what was answered so far."""

    def __init__(self, scenario: Scenario, quest: Quest, *, called: str, folder: Path | None) -> None:
        self.scenario, self.quest, self.called = scenario, quest, called
        self.company: Company = prepare(scenario, parameters=quest.parameters, seed=quest.seed)
        self.branches = Branches(self.company, called, quest.seed, quest.quarters, (), quest.workers)
        self.answers = Answers(folder, plan_of(scenario, quest))
        self.quarters = quarters_open(scenario, first=quest.switch_quarter, last=quest.quarters - LATER)
        if not self.quarters:
            raise UsersError("the scenario has decided something in every quarter in which a move could begin")

    def aims(self, pool: str, wanted: Iterable[Candidate]) -> list[Floats]:
        """The aims of candidates in a pool of companies; those not known yet are lived, and kept."""
        asked = list(wanted)
        missing = list(dict.fromkeys(one for one in asked if self.answers.get(pool, one) is None))
        if missing:
            first = 0 if pool == SEARCHED else self.quest.replications
            count = self.quest.replications if pool == SEARCHED else self.quest.fresh
            today = self.scenario.company.paradigm
            options = [Option("; ".join(one) or STAY, today, one, self.quest.switch_quarter, "") for one in missing]
            lived = self.branches.live(options, range(first, first + count))
            self.answers.add(
                pool, {one: _aims(lived[option.name]) for one, option in zip(missing, options, strict=True)}
            )
        return [found for one in asked if (found := self.answers.get(pool, one)) is not None]

    def gains(self, pool: str, wanted: Sequence[Candidate]) -> list[Floats]:
        """The aims of candidates less those of staying in the same companies."""
        stay, *others = self.aims(pool, [(), *wanted])
        return [each - stay for each in others]


def plan_of(scenario: Scenario, quest: Quest) -> dict[str, Any]:
    """What the answers hang on. Not the number of generations, nor what is done once they are over."""
    return {
        "scenario": mapping_sha256(scenario_content(scenario)),
        "model": source_sha256("cordiale.simulation"),
        "optuna": versions(["optuna"])["optuna"],
        **{name: getattr(quest, name) for name in
           ("changes", "population", "replications", "fresh", "switch_quarter", "quarters", "seed", "parameters")},
    }  # fmt: skip


def _aims(lived: Lived) -> Floats:
    rows = lived.rows[:, 1:]
    friction = np.nan_to_num(rows[FRICTION.column]).mean(axis=1)
    return np.column_stack([lived.value, friction, rows[LEAVERS.column].sum(axis=1), rows[GAP.column][:, -1]])


def search(scenario: Scenario, quest: Quest, *, called: str, talk: Talk, folder: Path | None) -> SearchResult:
    """The search, from the answers in a folder on if there are some.

    The same for any number of workers, however often interrupted. Raises UsersError, ScenarioError and StoreError
    before anything runs, RunsFailedError if a run fails.
    """
    under_way = Search(scenario, quest, called=called, folder=folder)
    named = {f"Q{quest.switch_quarter} paradigm={goal}": goal for goal in goals(scenario)}
    for text in named:
        check_decisions(scenario, (text,), Run(scenario.company.paradigm, "all", 0, quest.seed, quest.quarters))
    tried = _bred(under_way, talk)
    gains = under_way.gains(SEARCHED, tried)
    costs = np.array([each.mean(axis=0) * SIGNS for each in gains])
    front = undominated(costs)
    chosen = [tried[front[at]] for at in spread_out(costs[front], quest.shown)]
    everyone = [*chosen, *((text,) for text in named)]
    searched, fresh = (under_way.gains(pool, everyone) for pool in (SEARCHED, FRESH))
    best = set(undominated(np.array([each.mean(axis=0) * SIGNS for each in fresh])))
    judged = tuple(
        Judged(named.get(one[0], "") if len(one) == 1 else "", one, searched[at], fresh[at], at in best)
        for at, one in enumerate(everyone)
    )
    return SearchResult(scenario, called, quest, judged, len(tried), under_way.branches.runs)


def _bred(under_way: Search, talk: Talk) -> list[Candidate]:
    """All candidates of all generations, each once, in the order in which they were asked for."""
    import optuna  # late: an extra

    quest, tried = under_way.quest, dict[Candidate, None]()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        sampler = optuna.samplers.NSGAIIISampler(population_size=quest.population, seed=quest.seed)
    study = optuna.create_study(directions=["minimize"] * len(AIMS), sampler=sampler)
    with talk.counting("generations", quest.generations) as count:
        for generation in range(quest.generations):
            trials = [study.ask() for _ in range(quest.population)]
            wanted = [
                candidate(under_way.scenario, _moves(trial, quest.changes, under_way.quarters)) for trial in trials
            ]
            for trial, gain in zip(trials, under_way.gains(SEARCHED, wanted), strict=True):
                study.tell(trial, (gain.mean(axis=0) * SIGNS).tolist())
            tried |= dict.fromkeys(one for one in wanted if one)
            count(generation + 1)
    return list(tried)


def _moves(trial: Any, changes: int, quarters: Sequence[int]) -> list[Move]:
    found = [
        Move(
            trial.suggest_categorical(f"setting {number}", (NOTHING, *MOVED)),
            trial.suggest_float(f"place {number}", 0.0, 1.0),
            quarters[trial.suggest_int(f"quarter {number}", 0, len(quarters) - 1)],
        )
        for number in range(changes)
    ]
    return [each for each in found if each.setting != NOTHING]
