"""The first verdict as it forms: who leads, by how much, and how sure that is so far."""

from __future__ import annotations

from collections.abc import Sequence

from ..foundations.language import Words
from ..foundations.selection import Race, probabilities
from ..foundations.statistics import mean_interval
from .alternatives import Option
from .tables_told import certainty, option_words, told

DRAWS = 2000  # of the chances of a verdict that is still forming
SEED = 1  # of these draws: the decision's own has draws of its own


def best_so_far(race: Race, options: Sequence[Option], sentence: str, w: Words) -> str:
    """A sentence of who leads after so many companies; the first option of the race is staying."""
    n, stay = race.companies, race.names[0]
    best = next(option for option in options if option.name == race.best)
    chance = probabilities(race, seed=SEED, draws=DRAWS)[1]
    lead = mean_interval(race.seen[race.best][:n] - race.seen[stay][:n])
    return sentence.format(
        companies=n, best=option_words(best, w), lead=told(lead, w), chance=certainty(chance, w),
        left=len(race.remaining), options=len(race.names),
    )  # fmt: skip
