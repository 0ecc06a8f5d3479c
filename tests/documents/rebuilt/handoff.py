"""Section 7.6: a lead is handed over."""

from dataclasses import dataclass
from math import log
from typing import Any

from tests.documents.rebuilt.common import Values, clip


@dataclass
class HandedOver:
    """What a hand-off makes of a lead."""

    tie: int
    available: float
    information: float
    dropped: bool
    doubled: bool


def hand_off(values: Values, world: Any, lead: Any, own_ties: list[int], uniforms: tuple[float, ...]) -> HandedOver:
    """A qualified lead goes along one of its marketer's ties."""
    a, b, c, d = uniforms
    overlap, integration = world.structure[0].role_overlap, world.structure[0].integration
    row = choose(values, world, own_ties, a)
    tie = world.ties[row]
    rep, marketer = world.people[tie.rep], world.people[tie.marketer]
    apart = 0 if rep.system == 2 and marketer.system == 2 else 1
    mean_delay = values["handoff.delay"] * (1 - overlap) * (1 - tie.contact)
    loss = values["handoff.loss"] * (apart + 1 - tie.shared + world.conditions[0].as_of_old)
    unclear = overlap * (1 - (rep.clarity + marketer.clarity) / 2)
    dropped = c < values["handoff.muddle"] * unclear
    unawares = (unclear + ((1 - tie.shared) * (1 - integration)) ** 2) / 2
    doubled = not dropped and d < values["handoff.muddle"] * unawares
    return HandedOver(row, lead.available - mean_delay * log(b), 1 - clip(loss * (1 - overlap)), dropped, doubled)


def choose(values: Values, world: Any, own_ties: list[int], u: float) -> int:
    """The tie of a marketer at which the cumulated weights pass u times their sum."""
    weights = []
    for row in own_ties:
        tie = world.ties[row]
        empty = world.people[tie.rep].vacant > 0
        weights.append(0.0 if empty else tie.contact + values["handoff.cold_routing"])
    passed = 0.0
    for row, weight in zip(own_ties, weights, strict=True):
        passed += weight
        if u * sum(weights) < passed:
            return row
    return own_ties[-1]
