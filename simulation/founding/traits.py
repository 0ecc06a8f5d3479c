"""Companies differ: in what way a replication's company is another than the scenario's, drawn once, by address.

The traits are those of companies, not of their structure: the same under every paradigm and force set. Each
moves one parameter, by a standard normal times its spread, on the scale on which the parameter lies: log-odds of a
share, or the number itself.
"""

from typing import NamedTuple

import numpy as np

from ..machinery.compiled import compiled, literal_unroll
from ..world.arithmetic import clip, normal
from ..world.draws import Decision, fate
from ..world.elementary import exp
from ..world.organisation import Organisation
from ..world.parameters import PARAMETERS


class Trait(NamedTuple):
    """What companies differ in: a parameter by its dotted name, the spread, whether in log-odds, and its source."""

    name: str
    spread: float
    log_odds: bool
    source: str

    @property
    def field(self) -> str:
        """The parameter's name in the state."""
        return self.name.replace(".", "_")


def _traits(text: str) -> tuple[Trait, ...]:
    """Traits from lines `name | spread | scale | source`."""
    rows = ([part.strip() for part in line.split("|")] for line in text.strip().splitlines())
    return tuple(Trait(name, float(spread), scale == "log-odds", source) for name, spread, scale, source in rows)


TRAITS = _traits("""
    leadership.strength | 0.8 | log-odds | A241
    people.skill_sales | 0.08 | itself | F54 for the spread, A242
    people.skill_marketing | 0.08 | itself | A243
    buyers.win | 0.3 | itself | F39 and F40 for the spread, A244
    campaigns.fit_mean | 0.3 | itself | F38 for the spread, A245
    people.ambiguity | 0.6 | log-odds | A246
    trust.initial | 0.5 | log-odds | F06 for the spread, A247
""")
BOUNDS = {each.dotted: (each.low, each.high) for each in PARAMETERS}
FIELDS = tuple(trait.field for trait in TRAITS)
SPREADS = np.array([trait.spread for trait in TRAITS])
IN_LOG_ODDS = np.array([trait.log_odds for trait in TRAITS])
LOWEST, HIGHEST = np.array([BOUNDS[trait.name] for trait in TRAITS]).T.copy()


@compiled
def differ(org: Organisation, spread: float) -> None:
    """Move the parameters of this company by its traits, `spread` times as far as declared, within their ranges.

    Writes: parameters
    """
    record, number = org.parameters[0], 0
    for field in literal_unroll(FIELDS):
        away = spread * SPREADS[number] * normal(fate(org, Decision.TRAIT, int(number)).a)
        if away != 0.0:
            record[field] = clip(moved(record[field], away, IN_LOG_ODDS[number]), LOWEST[number], HIGHEST[number])
        number += 1  # noqa: SIM113  (Numba does not enumerate what it unrolls)


@compiled
def moved(value: float, away: float, in_log_odds: bool) -> float:
    """A value moved on its scale; in log-odds none and all of something stay what they are."""
    if not in_log_odds:
        return value + away
    return 1.0 / (1.0 + (1.0 - value) / value * exp(-away)) if 0.0 < value < 1.0 else value
