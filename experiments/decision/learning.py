"""What to measure first: the value of knowing each uncertain parameter, how strong leadership is, and of surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation.runs.company import Company
from cordiale.simulation.world.parameters import PARAMETERS

from ..foundations.language import ENGLISH
from .alternatives import STAY, Option
from .branching import Branches, Lived, turned
from .information import Known, survey, value_of_knowing
from .timekeeping import Clock

Floats = NDArray[np.float64]
PEOPLE = (10, 30)  # asked in a survey
ANSWERS = (
    0.25  # how far answers of single people lie from the mean on a scale from 0 to 1: a standard deviation, assumed
)
LEADS = 100  # leads looked up to tell how many are followed up
LEADERSHIP = "leadership.strength"


def gains_of(lives: Mapping[str, Lived], names: Sequence[str]) -> Floats:
    """What options bring over staying in the companies that lived all of them; shape (companies, options)."""
    n = min(len(lives[name].worth) for name in (*names, STAY))
    return np.stack([lives[name].value[:n] - lives[STAY].value[:n] for name in names], axis=1)


def parameters_of(company: Company, companies: int) -> dict[str, Floats]:
    """The uncertain parameters that companies 0, 1, ... live with, by dotted name; none for the point fit."""
    if not company.sets:
        return {}
    names = [f"{each.group}_{each.name}" for each in PARAMETERS]
    table = np.array([[one.parameters[0][name] for name in names] for one in company.sets], dtype=float)
    chosen = table[np.arange(companies) % len(table)]
    return {
        name.replace("_", ".", 1): chosen[:, at] for at, name in enumerate(names) if len(np.unique(table[:, at])) > 1
    }


def measure_first(
    branches: Branches, options: Sequence[Option], lives: Mapping[str, Lived], companies: range, *, clock: Clock
) -> tuple[Known, ...]:
    """The worth of knowing, most first: of each parameter, of leadership if nothing were known of it, of surveys.

    That of leadership is left out where the clock does not allow for its runs.
    """
    seed, gains = branches.seed, gains_of(lives, [each.name for each in options])
    n = len(gains)
    found = [
        value_of_knowing(gains, values, seed=seed, what=name)
        for name, values in parameters_of(branches.company, n).items()
    ]
    found += _asked(gains, lives[STAY].rows["trust_sales_in_marketing"][:n, 0], "trust", seed)
    found.append(followed_up(gains, lives[STAY].rows[:n], seed))
    if clock.fits("leadership", branches.quarters_of(len(options) * len(companies), companies=len(companies))):
        found += leadership(branches, options, companies)
    return tuple(sorted(found, key=lambda each: -each.value))


def leadership(branches: Branches, options: Sequence[Option], companies: range) -> list[Known]:
    """The worth of knowing how strong leadership is, from nothing to all of it being as likely; and of asking."""
    rng = np.random.default_rng(branches.seed)
    strength = (rng.permutation(len(companies)) + rng.random(len(companies))) / len(companies)  # a stratum each
    lived = branches.live(options, companies, company=_led(branches.company, strength))
    gains = gains_of(lived, [each.name for each in options])
    known = value_of_knowing(gains, strength, seed=branches.seed, what=LEADERSHIP, kind="if unknown")
    return [known, *_asked(gains, strength, "leadership", branches.seed)]


def _led(company: Company, strength: Floats) -> Company:
    """Companies 0, 1, ... with a leadership of their own each."""
    sets = company.sets or (company,)
    led = tuple(turned(sets[at % len(sets)], {LEADERSHIP: value}) for at, value in enumerate(strength))
    return company._replace(sets=led)


def followed_up(gains: Floats, rows: NDArray[np.void], seed: int) -> Known:
    """The worth of looking up in so many leads of the first quarter whether they were followed up."""
    share = np.clip(rows["leads_worked"][:, 1] / np.maximum(1.0, rows["leads_handed_over"][:, 1]), 0.0, 1.0)
    seen = np.random.default_rng(seed).binomial(LEADS, share) / LEADS
    return _survey(gains, seen, "follow-up", LEADS, seed)


def _asked(gains: Floats, truth: Floats, topic: str, seed: int) -> list[Known]:
    answers = [survey(truth, people=n, spread=ANSWERS, seed=seed + n) for n in PEOPLE]
    return [_survey(gains, seen, topic, n, seed) for n, seen in zip(PEOPLE, answers, strict=True)]


def _survey(gains: Floats, seen: Floats, topic: str, people: int, seed: int) -> Known:
    what = ENGLISH(f"learn.{topic}", people=people)
    return replace(value_of_knowing(gains, seen, seed=seed, what=what, kind="survey"), topic=topic, asked=people)
