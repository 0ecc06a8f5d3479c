"""What people of the two functions think of each other, and what they live through together.

The order is always truster, trustee: `view(tie, Side.SALES)` is what the rep of a tie thinks of its marketer,
`view(tie, Side.MARKETING)` what the marketer thinks of the rep.
"""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import Side


@compiled
def view(tie: int, truster: int) -> int:
    """The row of `opinions` with what one side of a tie thinks of the other."""
    return 2 * tie + truster


@compiled
def trust_of(org: Organisation, opinion: int) -> float:
    """Trust as a whole, in [0, 1]: affect weighs a little more than cognition (F15).

    Reads: opinions, parameters
    """
    weight = org.parameters[0].trust_affect_weight
    return weight * org.opinions[opinion].affect + (1.0 - weight) * org.opinions[opinion].cognition


@compiled
def mutual_trust(org: Organisation, tie: int) -> float:
    """How far the two of a tie trust each other, in [0, 1]: the mean of both.

    Reads: opinions, parameters
    """
    return 0.5 * (trust_of(org, view(tie, Side.SALES)) + trust_of(org, view(tie, Side.MARKETING)))


@compiled
def live_through(org: Organisation, opinion: int, valence: float, weight: float) -> None:
    """An experience with the other side: `valence` in [0, 1] from bad to good, `weight` in events.

    Writes: opinions.valence, opinions.weight
    """
    org.opinions[opinion].valence += valence * weight
    org.opinions[opinion].weight += weight


@compiled
def deceive(org: Organisation, opinion: int) -> None:
    """A deception by the trustee is detected by the truster.

    Writes: opinions.violations
    """
    org.opinions[opinion].violations += 1.0
