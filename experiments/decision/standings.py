"""What each option brings over staying, in every weather, and how much it would be regretted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..foundations.selection import Race
from ..foundations.statistics import Estimate, mean_interval, paired_difference, relative_difference
from .alternatives import STAY, Option
from .branching import EXPECTED, WEATHERS, Branches, Lived
from .course import course
from .regret import Regret, regrets
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
    found = [
        standing_of(option, lives, chance=chances[name], ruled_out=name not in race.remaining,
                    regret=regretted.get(name))
        for name, option in known.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.option != race.best, each.ruled_out, -each.lead.mean)))


def standing_of(
    option: Option, lives: Mapping[str, Lived], *, chance: float, ruled_out: bool, regret: Regret | None
) -> Standing:
    """One option, over the companies that lived it and staying."""
    n = min(len(lives[each].worth) for each in (option.name, STAY))
    percent = relative_difference(lives[option.name].value[:n], lives[STAY].value[:n]).scaled(100.0)
    return Standing(
        option.name, option.paradigm, option.kind, option.decisions, lead_of(lives, option.name), percent, chance,
        ruled_out, n, regret, course(lives[option.name], lives[STAY]),
    )  # fmt: skip


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
