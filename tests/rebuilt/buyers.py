"""Sections 7.7 and 7.8: what a rep promises, and how a buyer decides."""

from dataclasses import dataclass
from typing import Any

from tests.rebuilt.common import Values, clip, competence, pressure, sigma


def own_promise(values: Values, world: Any, rep: Any) -> float:
    """What a rep adds to the buyer's expectation."""
    unchecked = 1 - world.structure[0].power_balance
    return clip(values["selling.closing_promise"] * pressure(world, rep) * (1 - rep.orientation) * unchecked)


def marketing_share(lead: Any) -> float:
    """Marketing's share of the touches in the ledger."""
    touches = lead.sales_touches + lead.marketing_touches
    return lead.marketing_touches / touches if touches > 0 else 0.5


def win_log_odds(values: Values, world: Any, lead: Any) -> float:
    """Log-odds that an opportunity which is decided is won."""
    rep, share, together = world.people[lead.rep], marketing_share(lead), lead.joint / lead.waited
    own = other = abs(lead.concern - rep.orientation)
    shared = rep.shared
    if lead.tie >= 0:
        tie = world.ties[lead.tie]
        other = abs(lead.concern - world.people[tie.marketer].orientation)
        shared = tie.shared
    unmet = own - together * max(0.0, own - other)
    stories = (1 - abs(2 * share - 1)) * ((1 - shared) + (1 - lead.information)) / 2
    return (
        values["buyers.win"]
        + values["buyers.win_fit"] * lead.fit
        + values["buyers.win_skill"] * (competence(values, world, rep) - 1)
        + values["buyers.win_joint"] * together
        + values["buyers.win_content"] * lead.autonomy * (share - 0.5)
        + values["buyers.win_promise"] * (lead.promise + own_promise(values, world, rep) - sigma(lead.fit))
        + values["buyers.win_ideas"] * world.company[0].know_how
        - world.conditions[0].story_weight * stories
        - values["buyers.win_concern"] * unmet
    )


@dataclass
class Decided:
    """What a buyer's decision brings."""

    outcome: str
    valence: float
    excluded: bool


def decide(values: Values, world: Any, lead: Any, uniforms: tuple[float, ...]) -> Decided:
    """A buyer decides; with a tie, both people of it live through that, and a rep may feel excluded."""
    a, b, c, _ = uniforms
    won = a < sigma(win_log_odds(values, world, lead))
    outcome = "won" if won else "no decision" if b < values["buyers.no_decision"] else "lost"
    apart = 1 - world.structure[0].integration
    bypassed = values["buyers.exclusion"] * lead.autonomy * marketing_share(lead) * apart
    return Decided(outcome, 1.0 if won else values["trust.lost_valence"], lead.tie >= 0 and c < bypassed)
