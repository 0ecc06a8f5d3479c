"""From what was lived to the whole answer: what each option brings, why, when not, and what to learn first."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from ..foundations.talk import Talk
from .alternatives import STAY, Option
from .asked import Asked
from .branching import Branches, Lived, joined
from .explaining import why
from .flips import factors, flip
from .grounds import grounds
from .information import all_known, influence
from .learning import gains_of, measure_first, parameters_of
from .selection import Race, probabilities
from .standings import baseline, in_all_weathers, standings
from .unseen import views
from .verdict import Decision, Effort
from .warning_signs import warnings_of

RIVALS = 3  # options that what follows looks at: the best, staying, and the next
MATTER = 10  # parameters looked at one by one
LEARNT_FROM = 4  # companies, for each matched one, from which the value of knowing is told


def conclude(
    branches: Branches, options: Sequence[Option], lives: dict[str, Lived], race: Race, asked: Asked, *,
    matched: int, began: float, talk: Talk,
) -> Decision:  # fmt: skip
    """The answer, from a race that was run.

    `matched` companies are looked at again, half of them where that is many times.
    `began` is when the clock of the budget started. Raises RunsFailedError if a run fails.
    """
    known, best, seed = {option.name: option for option in options}, race.best, asked.seed
    few, some, many = (range(max(4, n)) for n in (matched // 2, matched, LEARNT_FROM * matched))
    rivals = contenders(race, known)
    chosen = [known[name] for name in rivals]
    switch = known[next(name for name in rivals if name != STAY)]
    live_on(branches, chosen, lives, to=len(many))
    talk.say(f"best: {best}. Why, and when not, of {matched} matched companies")
    explained = why(branches, switch, lives, some)
    watched = [each for each in options if each.kind in (STAY, "switch") or each in chosen]
    weathers, sorry = in_all_weathers(branches, watched, lives, best, companies=some)
    gains, sets = gains_of(lives, rivals), parameters_of(branches.company, len(gains_of(lives, rivals)))
    matter = influence(gains[:, 0] - gains[:, 1], sets)[:MATTER]
    talk.say("looking for what would turn it over")
    turning = tuple(
        flip(branches, each, chosen, best, few, seed=seed) for each in factors(branches, [name for name, _ in matter])
    )
    talk.say("weighing what to measure first")
    first = measure_first(branches, chosen, lives, many)
    ground = grounds(branches, chosen, best, few, matter=matter)
    rule = asked.rule
    chances, confidence = probabilities(race, seed=seed)
    return Decision(
        branches.company.scenario.name, branches.company.scenario.currency, asked.switch_quarter,
        best, confidence, race.decided, tuple(race.remaining), min(sorry, key=lambda each: each.largest).option,
        standings(race, chances, known, lives, sorry), baseline(lives[STAY], asked.quarters),
        weathers, explained, views(lives[STAY], lives[switch.name], switch.name), turning, first, all_known(gains),
        warnings_of(lives[switch.name], lives[STAY], quarter=switch.quarter), ground,
        Effort(branches.runs, time.perf_counter() - began, race.batches, matched, seed, rule.confidence,
               rule.indifference, race.delta),
    )  # fmt: skip


def contenders(race: Race, known: Mapping[str, Option]) -> list[str]:
    """The best option, then the next by mean, one way for each paradigm, and staying among them."""
    order = sorted(race.names, key=lambda name: (name not in race.remaining, -float(race.seen[name].mean())))
    chosen = [race.best]
    for name in order:
        if known[name].paradigm not in {known[each].paradigm for each in chosen}:
            chosen.append(name)
    return chosen[:RIVALS] if STAY in chosen[:RIVALS] else [*chosen[: RIVALS - 1], STAY]


def live_on(branches: Branches, options: Sequence[Option], lives: dict[str, Lived], *, to: int) -> None:
    """Let options live through more companies, up to so many."""
    for option in options:
        start = len(lives[option.name].worth)
        if start < to:
            more = branches.live([option], range(start, to), keep=True)[option.name]
            lives[option.name] = joined(lives[option.name], more)
