"""From what was lived to the whole answer: what each option brings, why, when not, and what to learn first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..foundations.language import Words
from ..foundations.selection import Race, probabilities
from .alternatives import STAY, Option
from .asked import FEWEST, Asked
from .branching import WEATHERS, Branches, Lived, joined
from .by_lever import LEVERS, both_ways
from .explaining import why
from .flips import STEPS, Flip, factors, flip
from .grounds import grounds
from .information import Floats, all_known, influence
from .learning import gains_of, measure_first, parameters_of
from .ruled import Ruled, ruled
from .standings import baseline, in_all_weathers, standings
from .timekeeping import Clock
from .two_factors import SIDE, TwoFactors, map_of, ranged
from .unseen import views
from .verdict import Decision, Effort
from .warning_signs import warnings_of

RIVALS = 3  # options that what follows looks at: the best, staying, and the next
MATTER = 10  # parameters looked at one by one
LEARNT_FROM = 4  # companies, for each matched one, from which the value of knowing is told
LOOKED_AT = 15  # factors that may turn it over, and rival theories, about
Now = Callable[[str], None]


def cost(branches: Branches, options: Sequence[Option], race: Race, asked: Asked) -> float:
    """How many quarters all that follows takes, for each matched company, about."""
    watched = len(_watched(options, contenders(race, {each.name: each for each in options})))

    def quarters(runs: int) -> int:
        return branches.quarters_of(runs, companies=1)

    every = quarters(len(set(both_ways([*LEVERS])))) + (len(WEATHERS) - 1) * quarters(watched)
    learning = 2 * LEARNT_FROM * quarters(RIVALS)
    halved = LOOKED_AT * (2 * quarters(RIVALS) + STEPS * quarters(2)) + LOOKED_AT * quarters(RIVALS)
    return every + learning + (halved + SIDE**2 * quarters(RIVALS)) / 2


def conclude(
    branches: Branches, options: Sequence[Option], lives: dict[str, Lived], race: Race, asked: Asked, *,
    matched: int, clock: Clock, now: Now, w: Words,
) -> Decision:  # fmt: skip
    """The answer, from a race that was run.

    `matched` companies are looked at again, half of them where that is many times. What can be left out comes last,
    and is left out where the clock does not allow for it. Raises RunsFailedError if a run fails.
    """
    known, seed = {option.name: option for option in options}, asked.seed
    few, some, many = (range(max(FEWEST, n)) for n in (matched // 2, matched, LEARNT_FROM * matched))
    now(w("decide.now.why", matched=matched))
    race, rivals = lived_on(branches, known, lives, race, to=len(many))
    best, chosen = race.best, [known[name] for name in rivals]
    switch = known[next(name for name in rivals if name != STAY)]
    explained = why(branches, switch, lives, some)
    now(w["decide.now.weathers"])
    watched = _watched(options, rivals)
    all_lived = range(min(len(some), *(len(lives[each.name].worth) for each in watched)))  # some are ruled out early
    weathers, sorry = in_all_weathers(branches, watched, lives, best, companies=all_lived)
    now(w["decide.now.learning"])
    gains, sets = gains_of(lives, rivals), parameters_of(branches.company, len(gains_of(lives, rivals)))
    matter = hangs_on(gains, sets)
    first = measure_first(branches, chosen, lives, many, clock=clock)
    now(w["decide.now.theories"])
    ground = grounds(branches, chosen, best, few, matter=matter, clock=clock)
    now(w["decide.now.flips"])
    turning = tuple(turned_over(branches, chosen, best, few, matter=[name for name, _ in matter], clock=clock))
    now(w["decide.now.map"])
    pair = asked.pair or most_telling(turning, [name for name, _ in matter])
    drawn = two_factors(branches, pair, chosen, few, clock=clock, wanted=asked.pair is not None)
    rules = when_the_next(branches, lives, rivals, clock)
    rule, rows = asked.rule, branches.company.scenario.rows
    chances, confidence = probabilities(race, seed=seed)
    return Decision(
        branches.company.scenario.name, branches.company.scenario.currency, asked.switch_quarter,
        best, confidence, race.decided, tuple(race.remaining), min(sorry, key=lambda each: each.at_worst).option,
        standings(race, chances, known, lives, sorry), baseline(lives[STAY], asked.quarters),
        weathers, explained, views(lives[STAY], lives[switch.name], switch.name), turning, drawn, rules,
        rows[known[STAY].paradigm], rows[switch.paradigm], first,
        all_known(gains), warnings_of(lives[switch.name], lives[STAY], quarter=switch.quarter), ground,
        Effort(branches.runs, clock.spent, asked.budget, rule.first, race.batches, matched, seed, rule.confidence,
               rule.indifference, race.delta, tuple(clock.left_out)),
    )  # fmt: skip


def hangs_on(gains: Floats, parameters: Mapping[str, Floats]) -> list[tuple[str, float]]:
    """The parameters that the lead of the best over the next hangs on most, each with its share of the variance.

    `gains` are over staying: a row for each company, the best in the first column, the next in the second.
    """
    return influence(gains[:, 0] - gains[:, 1], parameters)[:MATTER]


def when_the_next(branches: Branches, lives: Mapping[str, Lived], rivals: Sequence[str], clock: Clock) -> Ruled | None:
    """Rules for where the next option brings more than the best, in the companies that lived both; no run is needed."""
    if not clock.fits("rules", 0):
        return None
    best, rival, *_ = rivals
    n, sets = min(len(lives[name].worth) for name in (best, rival)), max(1, len(branches.company.sets))
    margin = lives[rival].value[:n] - lives[best].value[:n]
    known = parameters_of(branches.company, n)
    return ruled(margin, known, [number % sets for number in range(n)], to=rival, seed=branches.seed)


def _watched(options: Sequence[Option], rivals: Sequence[str]) -> list[Option]:
    """Staying, the plain switches, and whatever contends: what lives in all weathers."""
    return [each for each in options if each.kind in (STAY, "switch") or each.name in rivals]


def turned_over(
    branches: Branches, chosen: Sequence[Option], best: str, companies: range, *, matter: Sequence[str], clock: Clock
) -> list[Flip]:
    """Where each factor turns it over, while the clock allows."""
    n = len(companies)
    each = 2 * branches.quarters_of(len(chosen) * n, companies=n) + STEPS * branches.quarters_of(2 * n, companies=n)
    return [
        flip(branches, factor, chosen, best, companies, seed=branches.seed)
        for factor in factors(branches, matter)
        if clock.fits(factor.name, each)
    ]


def most_telling(flips: Sequence[Flip], matter: Sequence[str]) -> tuple[str, str]:
    """The two factors of the map, if none were asked for: those that matter most, then those that turn it over."""
    turning = [each.factor for each in flips if each.to is not None]
    names = dict.fromkeys((*matter, *turning, "leadership.strength", "forces.buyers.end"))
    one, other, *_ = names
    return one, other


def two_factors(
    branches: Branches, pair: tuple[str, str], chosen: Sequence[Option], companies: range, *, clock: Clock, wanted: bool
) -> TwoFactors | None:
    """The map, where the clock allows for it or it was asked for."""
    n = len(companies)
    if not wanted and not clock.fits("map", SIDE**2 * branches.quarters_of(len(chosen) * n, companies=n)):
        return None
    return map_of(branches, ranged(branches, pair), chosen, companies)


def contenders(race: Race, known: Mapping[str, Option]) -> list[str]:
    """The best option, then the next, one way for each paradigm, and staying among them."""
    order = sorted(race.names, key=lambda name: (name not in race.remaining, -race.ahead(name)))
    chosen = [race.best]
    for name in order:
        if known[name].paradigm not in {known[each].paradigm for each in chosen}:
            chosen.append(name)
    return chosen[:RIVALS] if STAY in chosen[:RIVALS] else [*chosen[: RIVALS - 1], STAY]


def lived_on(
    branches: Branches, known: Mapping[str, Option], lives: dict[str, Lived], race: Race, *, to: int
) -> tuple[Race, list[str]]:
    """The race with its best option and the rivals, all of whom lived through so many companies.

    Where it came to no end these companies count too, and may put another option in front, which then lives on as well.
    """
    while True:
        rivals = contenders(race, known)
        live_on(branches, [known[name] for name in rivals], lives, to=to)
        if race.decided:
            return race, rivals
        race = replace(race, seen={name: each.value for name, each in lives.items()})
        if contenders(race, known) == rivals:
            return race, rivals


def live_on(branches: Branches, options: Sequence[Option], lives: dict[str, Lived], *, to: int) -> None:
    """Let options live through more companies, up to so many."""
    for option in options:
        start = len(lives[option.name].worth)
        if start < to:
            more = branches.live([option], range(start, to), keep=True)[option.name]
            lives[option.name] = joined(lives[option.name], more)
