"""Which option is the best on average, at a stated error: screening, and procedure KN of Kim and Nelson.

Kim and Nelson (2001), "A fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11(3),
251-273, with c = 1 and α' = α / 2. Options meet the same luck (common random numbers), variances are unknown and
unequal. After a first stage of n companies, with S² the variance of the difference of two options there,

    η = ((2 α' / (k - 1))^(-2 / (n - 1)) - 1) / 2,    h² = 2 η (n - 1)

and after r companies an option is out if another's mean is above its own by more than

    W(r) = max(0, δ (h² S² / δ² - r) / (2 r)).

If the best option is better than every other by δ, the indifference, it is ruled out with probability α or less where
companies are independent and normal. Looking only after each batch, as here, keeps that (Jennison, Johnstone and
Turnbull 1982).

KN is made for options that are nearly alike and slow with those that are far behind. So half of α goes to a screening
before it, as in Nelson, Swann, Goldsman and Song (2001), Operations Research 49(6), 950-963: at look l an option is out
if a paired t test finds another better at level (α / 2) (6 / π² l²) / (k - 1). The levels add up to α / 2 over all
looks and pairs, so the two together err with probability α or less. `workshop/coverage` measures the error, also where
companies are not normal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from .errors import UsersError

Floats = NDArray[np.float64]
TIE = 1e-6  # of the largest error: what rounding may make of options that are the same
TINY = 1e-12  # of the largest variance: what rounding leaves of none
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

    @property
    def error(self) -> float:
        """The error that is allowed: α."""
        return 1 - self.confidence

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
    batches: int
    spreads: Floats

    @property
    def decided(self) -> bool:
        return len(self.remaining) == 1

    @property
    def companies(self) -> int:
        """How many companies the options that are still in have lived through."""
        return len(self.seen[self.remaining[0]])

    @property
    def best(self) -> str:
        """The option that is ahead of those that are still in."""
        return max(self.remaining, key=self.ahead)

    def ahead(self, name: str) -> float:
        """How far an option is ahead, on average, of one that lived through most companies, in those that both did.

        Where some lived on and others did not, means of their own would compare different companies.
        """
        longest = max(self.seen.values(), key=len)
        return float(np.mean(self.seen[name] - longest[: len(self.seen[name])]))


def choose(
    draw: Draw,
    names: Sequence[str],
    rule: Rule,
    *,
    always: Sequence[str],
    more: Callable[[Race], bool],
) -> Race:
    """Live companies batch by batch until one option is left, or until there is to be no `more`.

    Options that are ruled out are lived no further, but for those `always` needed. The first name is what the
    indifference is a share of. Raises ValueError for fewer than two options.
    """
    race = first_stage(draw, names, rule)
    while not race.decided and more(race):
        go_on(draw, race, rule, always=always)
    return race


def go_on(draw: Draw, race: Race, rule: Rule, *, always: Sequence[str] = ()) -> None:
    """Live a batch more of the options that are still in, and of those `always` needed, and look again."""
    wanted = [name for name in race.names if name in race.remaining or name in always]
    start = race.companies
    for name, values in draw(wanted, range(start, start + rule.batch)).items():
        race.seen[name] = np.concatenate([race.seen[name], values])
    race.batches += 1
    screen(race, rule)


def first_stage(draw: Draw, names: Sequence[str], rule: Rule) -> Race:
    """All options in the first companies, how far their differences spread there, and a first look."""
    if len(names) < 2:
        raise ValueError(f"{len(names)} options leave nothing to choose from")
    seen = dict(draw(names, range(rule.first)))
    values = np.array([seen[name] for name in names])
    delta = rule.indifference * abs(float(values[0].mean()))
    spreads = np.var(values[:, None, :] - values[None, :, :], axis=2, ddof=1)
    race = Race(tuple(names), seen, list(names), delta, 0, spreads)
    screen(race, rule)
    return race


def screen(race: Race, rule: Rule) -> None:
    """Rule out what is behind another option by more than either boundary allows now."""
    r, k = race.companies, len(race.names)
    place = [race.names.index(name) for name in race.remaining]
    values = np.array([race.seen[name][:r] for name in race.remaining])
    ahead = values.mean(axis=1)[None, :] - values.mean(axis=1)[:, None]  # of the column over the row
    own = np.cov(values)
    spread_now = np.maximum(0.0, np.add.outer(np.diag(own), np.diag(own)) - 2 * own)
    alike = (ahead == 0) & (spread_now <= TINY * own.max())
    certain = significant(rule, options=k, look=race.batches + 1, companies=r) * np.sqrt(spread_now / r)
    allowed = boundary(rule, options=k, spread=race.spreads[np.ix_(place, place)], delta=race.delta, companies=r)
    out = (ahead > np.minimum(certain, allowed)) & (ahead > 0)
    out |= alike & np.tri(len(place), k=-1, dtype=bool)  # the same in every company: the first one stays
    race.remaining = [name for name, behind in zip(race.remaining, out.any(axis=1), strict=True) if not behind]


def boundary(rule: Rule, *, options: int, spread: Floats, delta: float, companies: int) -> Floats:
    """How far an option may be behind another by KN, W(r): `spread` is the variance of their difference at first."""
    if delta <= 0:
        return np.full(np.shape(spread), np.inf)
    n, r = rule.first, companies
    eta = ((rule.error / (options - 1)) ** (-2 / (n - 1)) - 1) / 2  # 2 α' / (k - 1), with half of the error
    return np.maximum(0.0, delta * (2 * eta * (n - 1) * np.asarray(spread) / delta**2 - r) / (2 * r))


def significant(rule: Rule, *, options: int, look: int, companies: int) -> float:
    """How many standard errors an option may be behind another by the screening, at its look 1, 2, ..."""
    level = rule.error / 2 * 6 / (np.pi * look) ** 2 / (options - 1)
    return float(stdtrit(companies - 1, 1 - level))


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
    degrees = shared - 1
    tails = np.sqrt(degrees / rng.chisquare(degrees, (draws, 1)))
    first_of_equals = TIE * error.max() * np.arange(len(names))
    truth = centre + error * drawn * tails - first_of_equals
    first_places, good = np.argmax(truth, axis=1), truth.max(axis=1) - truth[:, names.index(best)] <= race.delta
    return {name: float(np.mean(first_places == at)) for at, name in enumerate(names)}, float(good.mean())
