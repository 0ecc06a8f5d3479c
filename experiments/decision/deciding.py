"""Stay or switch, and to what? One scenario's decision, from first runs to the whole answer.

*Question*: which option is worth most to this company, in money, how sure is that, and why, when and for whom not?
*Design*: companies with parameter sets that fit and luck of their own live through all options from one past, in the
expected weather; batch by batch, until procedure KN (`selection`) is sure or the budget ends. What follows looks at
the best option and its rivals on matched companies.
*Measure*: discounted margin on bookings less people lost and the cost of change (`worth`).
*Expectation*: a switch that a comparison of companies that always lived in a paradigm recommends is worth less once
the way there is counted, and to some companies nothing within three years.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run, check_decisions
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.execution import compiling_words
from ..foundations.talk import Talk
from .alternatives import STAY, TRIAL, Option, Sign, alternatives
from .asked import FEWEST, MOST, Asked
from .branching import Branches, Lived, joined
from .concluding import conclude
from .selection import Race, choose
from .verdict import Decision

PILOT = range(10**6, 10**6 + 16)  # companies that only say what is usual, so that the sign of failure is set beforehand
USUAL_LOW = 10  # percentile of the wins of a quarter of those that stay, below which a switch is taken back
SHARE = 0.5  # of the budget that choosing may take; the rest is for why, when not, and what to learn
COST = 150  # runs of what follows, for each matched company, about
PATIENCE = 3.0  # seconds of silence before compiling is mentioned


def decide(scenario: Scenario, asked: Asked, *, called: str, talk: Talk) -> tuple[Decision, Branches]:
    """The decision, and all that was lived for it.

    Raises UsersError and ScenarioError before anything runs, RunsFailedError if a run fails.
    """
    asked = asked.checked(scenario)
    company = prepare(scenario, parameters=asked.parameters, seed=asked.seed)
    branches = Branches(company, called, asked.seed, asked.quarters, asked.decisions, asked.workers)
    with talk.saying_after(PATIENCE, compiling_words()):
        back = sign_of_failure(branches, asked)
    began, before = time.perf_counter(), branches.runs  # whatever had to be compiled is
    options = alternatives(scenario, quarter=asked.switch_quarter, quarters=asked.quarters, back=back)
    run = Run(scenario.company.paradigm, "all", 0, asked.seed, asked.quarters)
    for option in options:
        check_decisions(scenario, (*option.decisions, *asked.decisions), run)
    lives, race = raced(branches, options, asked, began=began, talk=talk)
    spent = time.perf_counter() - began
    matched = asked.matched or affordable(asked.budget - spent, (branches.runs - before) / spent)
    return conclude(branches, options, lives, race, asked, matched=matched, began=began, talk=talk), branches


def affordable(seconds: float, pace: float) -> int:
    """How many matched companies what follows can look at in so many seconds, at so many runs a second.

    >>> affordable(30.0, 90.0), affordable(-5.0, 90.0), affordable(1e4, 90.0)
    (18, 6, 48)
    """
    return int(np.clip(seconds * pace / COST, FEWEST, MOST))


def sign_of_failure(branches: Branches, asked: Asked) -> Sign:
    """Fewer wins in a quarter than nine in ten quarters of companies that stay have; from companies of their own."""
    stay = Option(STAY, branches.company.scenario.company.paradigm, (), 0, STAY)
    rows = branches.live([stay], PILOT)[STAY].rows
    late = rows["wins"][:, min(asked.switch_quarter + TRIAL - 1, asked.quarters) :]
    return Sign("wins", float(np.floor(np.percentile(late, USUAL_LOW))))


def raced(
    branches: Branches, options: Sequence[Option], asked: Asked, *, began: float, talk: Talk
) -> tuple[dict[str, Lived], Race]:
    """Batch after batch until it is decided which option is the best, or the budget's share is spent."""
    known, lives = {option.name: option for option in options}, dict[str, Lived]()

    def draw(names: Sequence[str], companies: range) -> dict[str, Any]:
        lived = branches.live([known[name] for name in names], companies, keep=True)
        for name, each in lived.items():
            lives[name] = joined(lives[name], each) if name in lives else each
        return {name: each.value for name, each in lived.items()}

    def more(race: Race) -> bool:
        talk.say(
            f"after {race.companies} companies: {race.best} leads, {len(race.remaining)} of {len(known)} options left"
        )
        if asked.batches is not None:
            return race.batches < asked.batches
        return time.perf_counter() - began < SHARE * asked.budget

    race = choose(draw, list(known), asked.rule, always=(STAY,), more=more)
    return lives, race
