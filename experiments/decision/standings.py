"""What each option brings over staying, in every weather, and how much it would be regretted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..foundations.statistics import Estimate, mean_interval, paired_difference, relative_difference
from .alternatives import STAY, Option
from .branching import EXPECTED, WEATHERS, Branches, Lived
from .course import course
from .regret import Regret, regrets
from .selection import Race
from .verdict import Baseline, Standing, UnderWeather


def standings(
    race: Race,
    chances: Mapping[str, float],
    known: Mapping[str, Option],
    lives: Mapping[str, Lived],
    sorry: Sequence[Regret],
) -> tuple[Standing, ...]:
    """All options, the best first, then by their mean lead."""
    regretted = {each.option: each for each in sorry}
    found = []
    for name, option in known.items():
        n = min(len(lives[each].worth) for each in (name, STAY))
        percent = relative_difference(lives[name].value[:n], lives[STAY].value[:n]).scaled(100.0)
        regret = regretted.get(name)
        expected, largest = (None, None) if regret is None else (regret.expected, regret.largest)
        found.append(
            Standing(name, option.paradigm, option.kind, option.decisions, lead_of(lives, name), percent, chances[name],
                     name not in race.remaining, n, expected, largest, course(lives[name], lives[STAY]))
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.option != race.best, each.ruled_out, -each.lead.mean)))


def lead_of(lives: Mapping[str, Lived], name: str) -> Estimate:
    """What an option brings over staying, over the companies that lived both; thousands."""
    n = min(len(lives[each].worth) for each in (name, STAY))
    return paired_difference(lives[name].value[:n], lives[STAY].value[:n])


def baseline(staying: Lived, quarters: int) -> Baseline:
    """What the company implies as it is."""
    year = staying.rows["revenue"][:, -4:].sum(axis=1)
    return Baseline(mean_interval(staying.value), mean_interval(year), quarters)


def in_all_weathers(
    branches: Branches, options: Sequence[Option], lives: Mapping[str, Lived], best: str, *, companies: range
) -> tuple[tuple[UnderWeather, ...], list[Regret]]:
    """What is best in each weather, of the same companies, and what each option would be regretted for."""
    lived = {EXPECTED: {each.name: lives[each.name].first(len(companies)) for each in options}}
    for weather in WEATHERS[1:]:
        lived[weather] = branches.live(options, companies, weather=weather, keep=True)
    lead = lead_of(lives, best)
    told = [UnderWeather(EXPECTED, best, lead, lead)]
    for weather in WEATHERS[1:]:
        values = {name: one.value for name, one in lived[weather].items()}
        leader = max(values, key=lambda name: float(values[name].mean()))
        leads = (paired_difference(values[name], values[STAY]) for name in (leader, best))
        told.append(UnderWeather(weather, leader, *leads))
    return tuple(told), regrets(lived, expected=EXPECTED)
