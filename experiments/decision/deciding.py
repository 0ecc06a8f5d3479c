"""Stay or switch, and to what? One scenario's decision, from first runs to the whole answer.

*Question*: which option is worth most to this company, in money, how sure is that, and why, when and for whom not?
*Design*: companies with parameter sets that fit and luck of their own live through all options from one past, in the
expected weather; batch by batch, until procedure KN (`selection`) is sure or the budget ends. What follows looks at
the best option and its rivals on matched companies; where nothing was sure, these count for which option is in front.
*Measure*: discounted margin on bookings less people lost and the cost of change (`worth`).
*Expectation*: a switch that a comparison of companies that always lived in a paradigm recommends is worth less once
the way there is counted, and to some companies nothing within three years.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run, check_decisions
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.execution import compiling_words
from ..foundations.language import Words
from ..foundations.selection import Race, Rule, choose
from ..foundations.talk import Talk
from .alternatives import STAY, TRIAL, Option, Sign, alternatives
from .asked import FEWEST, FIRST, MOST, Asked
from .branching import Branches, Lived, joined
from .concluding import conclude, cost
from .progress_told import best_so_far
from .timekeeping import Clock
from .verdict import Decision

PILOT = range(10**6, 10**6 + 16)  # companies that only say what is usual, so that the sign of failure is set beforehand
UNTIMED = 2  # of them, which meet what has to be compiled or loaded
USUAL_LOW = 10  # percentile of the wins of a quarter of those that stay, below which a switch is taken back
SHARE = 0.5  # of the budget that choosing may take; the rest is for why, when not, and what to learn
AT_FIRST = 0.7  # of that, which the companies before anything is ruled out may take
WRITING = 10.0  # seconds of the budget, but no more than a sixth of it, for what is written at the end
PATIENCE = 3.0  # seconds of silence before compiling is mentioned


def decide(
    scenario: Scenario, asked: Asked, *, called: str, talk: Talk, w: Words, began: float | None = None
) -> tuple[Decision, Branches]:
    """The decision, and all that was lived for it; `w` are the words in which it says how it comes about.

    The budget counts from when it `began`, by `time.perf_counter`: from now on, if left out.

    Raises UsersError and ScenarioError before anything runs, RunsFailedError if a run fails.
    """
    asked, began = asked.checked(scenario), time.perf_counter() if began is None else began
    company = prepare(scenario, parameters=asked.parameters, seed=asked.seed)
    branches = Branches(company, called, asked.seed, asked.quarters, asked.decisions, asked.workers)
    with talk.saying_after(PATIENCE, compiling_words()):
        compiled = usual(branches, PILOT[:UNTIMED])
    budget = asked.budget - min(WRITING, asked.budget / 6)
    clock = Clock(branches, budget, binds=asked.matched is None, began=began, before=branches.quarters_lived)
    back = sign_of_failure(joined(compiled, usual(branches, PILOT[UNTIMED:])), asked)
    options = alternatives(scenario, quarter=asked.switch_quarter, quarters=asked.quarters, back=back)
    run = Run(scenario.company.paradigm, "all", 0, asked.seed, asked.quarters)
    for option in options:
        check_decisions(scenario, (*option.decisions, *asked.decisions), run)
    asked = replace(asked, rule=begun_with(branches, options, asked, clock))
    with talk.working() as now:
        lives, race = raced(branches, options, asked, clock=clock, now=now, w=w)
        talk.say(best_so_far(race, options, w["decide.first"], w))
        left = clock.budget - clock.spent
        matched = asked.matched or affordable(left, clock.pace, cost=cost(branches, options, race, asked))
        decision = conclude(branches, options, lives, race, asked, matched=matched, clock=clock, now=now, w=w)
    return decision, branches


def affordable(seconds: float, pace: float, *, cost: float) -> int:
    """How many matched companies what follows can look at in so many seconds, at so many quarters a second.

    `cost` is how many quarters what follows takes for each of them.

    >>> affordable(30.0, 2000.0, cost=3000.0), affordable(-5.0, 2000.0, cost=3000.0)
    (20, 4)
    """
    return int(np.clip(seconds * pace / cost, FEWEST, MOST))


def begun_with(branches: Branches, options: Sequence[Option], asked: Asked, clock: Clock) -> Rule:
    """The rule, with as many companies at first as `asked` says or, where it leaves that open, as half of the time that
    choosing may take allows; batches are no larger.
    """
    rule = asked.rule
    if asked.first is not None:
        first = asked.first
    elif asked.batches is not None:
        first = rule.first
    else:
        each = branches.quarters_of(len(options), companies=1)
        room = (SHARE * asked.budget - clock.spent) * clock.pace / each
        first = int(np.clip(AT_FIRST * room, FIRST, rule.first))
    return replace(rule, first=first, batch=min(rule.batch, first))


def usual(branches: Branches, companies: range) -> Lived:
    """What becomes of companies that stay as they are."""
    stay = Option(STAY, branches.company.scenario.company.paradigm, (), 0, STAY)
    return branches.live([stay], companies)[STAY]


def sign_of_failure(staying: Lived, asked: Asked) -> Sign:
    """Fewer wins in a quarter than nine in ten quarters of companies that stay have; from companies of their own."""
    late = staying.rows["wins"][:, min(asked.switch_quarter + TRIAL - 1, asked.quarters) :]
    return Sign("wins", float(np.floor(np.percentile(late, USUAL_LOW))))


def raced(
    branches: Branches, options: Sequence[Option], asked: Asked, *, clock: Clock, now: Callable[[str], None], w: Words
) -> tuple[dict[str, Lived], Race]:
    """Batch after batch until it is decided which option is the best, or the budget's share is spent."""
    known, lives = {option.name: option for option in options}, dict[str, Lived]()
    now(w("decide.now.first", options=len(known), companies=asked.rule.first))

    def draw(names: Sequence[str], companies: range) -> dict[str, Any]:
        lived = branches.live([known[name] for name in names], companies, keep=True)
        for name, each in lived.items():
            lives[name] = joined(lives[name], each) if name in lives else each
        return {name: each.value for name, each in lived.items()}

    def more(race: Race) -> bool:
        now(best_so_far(race, options, w["decide.so_far"], w))
        if asked.batches is not None:
            return race.batches < asked.batches
        batch = branches.quarters_of(len(race.remaining) * asked.rule.batch, companies=asked.rule.batch)
        return clock.spent + batch / clock.pace <= SHARE * asked.budget

    race = choose(draw, list(known), asked.rule, always=(STAY,), more=more)
    return lives, race
