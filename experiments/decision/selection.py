"""Which option is the best on average, at a stated error: the fully sequential procedure KN of Kim and Nelson.

Kim and Nelson (2001), "A fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11(3),
251-273, with c = 1. Options meet the same luck (common random numbers), variances are unknown and unequal. After a
first stage of n companies, with S² the variance of the difference of two options there,

    η = ((2 α / (k - 1))^(-2 / (n - 1)) - 1) / 2,    h² = 2 η (n - 1)

and after r companies an option is out if another's mean is above its own by more than

    W(r) = max(0, δ (h² S² / δ² - r) / (2 r)).

If the best option is better than every other by δ, the indifference, it is chosen with probability 1 - α or more where
companies are independent and normal. Looking only after each batch, as here, keeps that (Jennison, Johnstone and
Turnbull 1982). `workshop/coverage` measures the error where they are not normal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import UsersError

Floats = NDArray[np.float64]
Draw = Callable[[Sequence[str], range], Mapping[str, Floats]]  # values of these options in these companies


@dataclass(frozen=True)
class Rule:
    """How sure one wants to be, of how much, and how many companies are lived at a time.

    `confidence` and `indifference` lie in (0, 1); the indifference is a share of what staying is worth. `first` is the
    number of companies before anything is ruled out, `batch` of those lived between two looks.
    """

    confidence: float = 0.95
    indifference: float = 0.01
    first: int = 24
    batch: int = 16

    def __post_init__(self) -> None:
        for name, value in (("confidence", self.confidence), ("indifference", self.indifference)):
            if not 0 < value < 1:
                raise UsersError(f"{name} = {value:g} is outside (0, 1)")
        for name, count, least in (("first", self.first, 4), ("batch", self.batch, 1)):
            if count < least:
                raise UsersError(f"{name} = {count} is less than {least}")


@dataclass
class Race:
    """What was seen so far: the values of each option in companies 0, 1, ..., and which options are still in."""

    names: tuple[str, ...]
    seen: dict[str, Floats]
    remaining: list[str]
    delta: float
    batches: int = 0
    spreads: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    @property
    def decided(self) -> bool:
        return len(self.remaining) == 1

    @property
    def companies(self) -> int:
        """How many companies the options that are still in have lived through."""
        return len(self.seen[self.remaining[0]])

    @property
    def best(self) -> str:
        """The option with the highest mean of those that are still in."""
        return max(self.remaining, key=lambda name: float(self.seen[name].mean()))


def choose(
    draw: Draw,
    names: Sequence[str],
    rule: Rule,
    *,
    always: Sequence[str] = (),
    more: Callable[[Race], bool] = lambda race: True,
) -> Race:
    """Live companies batch by batch until one option is left, or until there is to be no `more`.

    Options that are ruled out are lived no further, but for those `always` needed. The first name is what the
    indifference is a share of. Raises ValueError for fewer than two options.
    """
    race = first_stage(draw, names, rule)
    screen(race, rule)
    while not race.decided and more(race):
        wanted = [name for name in names if name in race.remaining or name in always]
        start = race.companies
        for name, values in draw(wanted, range(start, start + rule.batch)).items():
            race.seen[name] = np.concatenate([race.seen[name], values])
        race.batches += 1
        screen(race, rule)
    return race


def first_stage(draw: Draw, names: Sequence[str], rule: Rule) -> Race:
    """All options in the first companies, and how far their differences spread there."""
    if len(names) < 2:
        raise ValueError(f"{len(names)} options leave nothing to choose from")
    seen = dict(draw(names, range(rule.first)))
    values = np.array([seen[name] for name in names])
    delta = rule.indifference * abs(float(values[0].mean()))
    spreads = np.var(values[:, None, :] - values[None, :, :], axis=2, ddof=1)
    return Race(tuple(names), seen, list(names), delta, 0, spreads)


def screen(race: Race, rule: Rule) -> None:
    """Rule out what is behind another option by more than the boundary allows now."""
    n, k = rule.first, len(race.names)
    eta = ((2 * (1 - rule.confidence) / (k - 1)) ** (-2 / (n - 1)) - 1) / 2
    r, place = race.companies, {name: at for at, name in enumerate(race.names)}
    means = {name: float(race.seen[name].mean()) for name in race.remaining}

    def is_out(one: str, by: str) -> bool:
        spread = float(race.spreads[place[one], place[by]])
        ahead = means[by] - means[one]
        if race.delta <= 0:  # nothing is indifferent: only what is alike in every company can be dropped
            return spread == 0 and (ahead > 0 or (ahead == 0 and place[by] < place[one]))
        allowed = max(0.0, race.delta * (2 * eta * (n - 1) * spread / race.delta**2 - r) / (2 * r))
        return ahead > allowed or (allowed == 0 and ahead == 0 and place[by] < place[one])

    race.remaining = [one for one in race.remaining if not any(is_out(one, by) for by in race.remaining if by != one)]


def probabilities(race: Race, *, seed: int, draws: int = 20_000) -> tuple[dict[str, float], float]:
    """Chances, given what was seen and nothing known before: that each option is the best on average, and that none
    is better than the one in front by more than the indifference.

    Means are Student's around what was seen (paired to the best), correlated as in the first companies.
    """
    best, names = race.best, list(race.names)
    shared = min(len(values) for values in race.seen.values())
    first = np.array([race.seen[name][:shared] - race.seen[best][:shared] for name in names])
    gaps = [race.seen[name] - race.seen[best][: len(race.seen[name])] for name in names]
    centre = np.array([gap.mean() for gap in gaps])
    error = np.array([gap.std(ddof=1) / np.sqrt(len(gap)) for gap in gaps])
    scale = np.where(first.std(axis=1) > 0, first.std(axis=1), 1.0)
    alike = np.cov(first, ddof=0) / np.outer(scale, scale)
    rng = np.random.default_rng(seed)
    drawn = rng.multivariate_normal(np.zeros(len(names)), alike, draws, check_valid="ignore", method="eigh")
    degrees = np.array([len(gap) - 1 for gap in gaps])
    tails = np.sqrt(degrees / rng.chisquare(degrees, (draws, len(names))))
    truth = centre + error * drawn * tails
    first_places, good = np.argmax(truth, axis=1), truth.max(axis=1) - truth[:, names.index(best)] <= race.delta
    return {name: float(np.mean(first_places == at)) for at, name in enumerate(names)}, float(good.mean())
