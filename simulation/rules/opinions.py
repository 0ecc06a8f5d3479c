"""What people of the two functions think of each other, and what they live through together.

The order is always truster, trustee. Opinion `2 t` is what the rep of tie `t` thinks of the marketer,
opinion `2 t + 1` what the marketer thinks of the rep.
"""

from typing import Any

from ..machinery.compiled import compiled


@compiled
def trust_of(org: Any, opinion: int) -> float:
    """Trust as a whole, in [0, 1]: affect weighs a little more than cognition (F15).

    Reads: opinions, parameters
    """
    weight = org.parameters[0].trust_affect_weight
    return weight * org.opinions[opinion].affect + (1.0 - weight) * org.opinions[opinion].cognition


@compiled
def live_through(org: Any, opinion: int, valence: float, weight: float) -> None:
    """An experience with the other side: `valence` in [0, 1] from bad to good, `weight` in events.

    Writes: opinions.valence, opinions.weight
    """
    org.opinions[opinion].valence += valence * weight
    org.opinions[opinion].weight += weight


@compiled
def deceive(org: Any, opinion: int) -> None:
    """A deception by the trustee is detected by the truster.

    Writes: opinions.violations
    """
    org.opinions[opinion].violations += 1.0
