"""Companies differ: in what way a replication's company is another than the scenario's, drawn once, by address.

The traits are those of companies, not of their structure: the same under every paradigm and force set. Each
moves one parameter, by a standard normal times its spread, on the scale on which the parameter lies: log-odds of a
share, or the number itself.
"""

from typing import Any, NamedTuple

import numpy as np

from ..machinery.compiled import compiled
from ..world.arithmetic import normal
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


def differ(org: Organisation, spread: float) -> None:
    """Move the parameters of this company by its traits, `spread` times as far as declared, within their ranges.

    Writes: parameters
    """
    if spread == 0.0:
        return
    record, luck = org.parameters[0], traits_of(org, len(TRAITS))
    for trait, own in zip(TRAITS, luck, strict=True):
        (low, high), value = BOUNDS[trait.name], float(record[trait.field])
        moved = spread * trait.spread * float(own)
        if not trait.log_odds:
            value += moved
        elif 0.0 < value < 1.0:
            value = 1.0 / (1.0 + (1.0 - value) / value * exp(-moved))
        record[trait.field] = min(max(value, low), high)


@compiled
def traits_of(org: Organisation, count: int) -> Any:
    """The luck of a company in each of its traits, standard normal, shape (count,)."""
    luck = np.zeros(count)
    for number in range(count):
        luck[number] = normal(fate(org, Decision.TRAIT, number).a)
    return luck
