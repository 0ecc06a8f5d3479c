"""Targets that no company can show together: a figure beside others of which it is the product."""

from collections.abc import Iterator, Mapping
from math import prod

from cordiale.simulation.scenario.sections import Target

from .observed import TOLERANCE

PRODUCTS = (
    ("marketing_wins", "leads_handed_over", "conversion"),
    ("marketing_wins", "wins", "marketing_sourced"),
    ("wins", "opportunities", "win_rate"),  # at rest: as many are decided as are opened
    ("revenue_new", "wins", "contract_value"),
)


def contradictions(targets: Mapping[str, Target]) -> Iterator[str]:
    """A sentence on each figure that is not what others make of it, the tolerances of all of them granted.

    >>> told = {"wins": Target(value=15), "opportunities": Target(value=20), "win_rate": Target(value=0.3)}
    >>> list(contradictions(told))
    ['targets contradict each other: wins = 15, but opportunities x win_rate = 6']
    """
    for names in PRODUCTS:
        if not targets.keys() >= set(names):
            continue
        whole, *parts = (targets[name].value for name in names)
        room = prod(1.0 + (targets[name].tolerance or TOLERANCE) for name in names)
        if whole > room * prod(parts) or prod(parts) > room * whole:
            made = f"{' x '.join(names[1:])} = {prod(parts):.4g}"
            yield f"targets contradict each other: {names[0]} = {whole:.4g}, but {made}"
