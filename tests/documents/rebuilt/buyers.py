"""Sections 7.7 and 7.8: what a rep promises, and how a buyer decides."""

from dataclasses import dataclass
from typing import Any

from tests.documents.rebuilt.common import MARKETING, SALES, Values, clip, competence, live_through, pressure, sigma

SELF_SERVING = 1  # the document's second theory of outcomes, by number


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
    both_heard = (1 - abs(2 * share - 1)) * (1 - world.structure[0].role_overlap)
    stories = both_heard * ((1 - shared) + (1 - lead.information)) / 2
    return (
        values["buyers.win"]
        + values["buyers.win_fit"] * lead.fit
        + values["buyers.win_skill"] * (competence(values, world, rep) - 1)
        + values["buyers.win_joint"] * together
        + values["buyers.win_content"] * lead.autonomy * (share - values["buyers.usual_content"])
        + values["buyers.win_promise"] * (lead.promise + own_promise(values, world, rep) - sigma(lead.fit))
        + world.company[0].know_how
        - world.conditions[0].story_weight * stories
        - values["buyers.win_concern"] * unmet
    )


@dataclass
class Decided:
    """What a buyer's decision brings; the two valences and weights are what rep and marketer live through."""

    outcome: str
    valence: tuple[float, float]
    weight: tuple[float, float]
    excluded: bool


def decide(values: Values, world: Any, lead: Any, uniforms: tuple[float, ...]) -> Decided:
    """A buyer decides; with a tie, both people of it live through that, and a rep may feel excluded."""
    a, b, c, _ = uniforms
    won = a < sigma(win_log_odds(values, world, lead))
    outcome = "won" if won else "no decision" if b < values["buyers.no_decision"] else "lost"
    lost = values["trust.lost_valence"]
    valence = (1.0, 1.0) if won else (lost, lost * (1 - lead.believed))
    credited = won and world.theory[0].outcomes == SELF_SERVING
    says = 1 - values["credit.self_serving"] if credited else 1.0
    alone = max(0.0, lead.autonomy - world.company[0].roles_for) * (1 - world.structure[0].integration)
    return Decided(outcome, valence, (says, says * lead.marketing_touches), c < values["buyers.exclusion"] * alone)


def live_a_week(values: Values, world: Any, lead: Any, born_with: tuple[float, ...]) -> Decided | None:
    """A buyer's week; what it decides, if it decides. Writes to the lead and to the people and ties it concerns."""
    hear(values, world, lead)
    step = 1 / (values["buyers.cycle"] * lead.pace)
    if lead.progress + step < 1:
        lead.progress += step
        return None
    week, since = world.clock[0].week, max(world.clock[0].week, lead.contacted)
    lead.decided = since + (week + 1 - since) * (1 - lead.progress) / step
    decided = decide(values, world, lead, born_with)
    if lead.tie >= 0:
        for side in (SALES, MARKETING):
            live_through(world.opinions[2 * lead.tie + side], decided.valence[side], decided.weight[side])
    if decided.excluded:
        rep = world.people[lead.rep]
        rep.morale = max(0.0, rep.morale - values["people.exclusion_blow"])
        pairs = world.ties[: world.company[0].pairs]
        own = [row for row, tie in enumerate(pairs) if tie.rep == lead.rep]
        if lead.tie >= 0 or own:
            world.ties[lead.tie if lead.tie >= 0 else own[int(born_with[3] * len(own))]].conflict += 1
    return decided


def hear(values: Values, world: Any, lead: Any) -> None:
    """The week's touches of both functions enter the ledger."""
    nurtured = 0.0
    if lead.tie >= 0:
        tie = world.ties[lead.tie]
        together = 0.0 if tie.blocked > 0 else tie.contact
        nurtured = values["buyers.nurture"] * together * (1 - world.structure[0].power_balance)
        world.people[tie.marketer].joint_hours += values["buyers.nurture_hours"] * nurtured
    sales, marketing = lead.sales_now, values["buyers.content"] * lead.autonomy * world.company[0].content + nurtured
    lead.marketing_now = marketing
    lead.sales_touches += sales
    lead.marketing_touches += marketing
    lead.joint += min(1.0, sales) * min(1.0, marketing)
    lead.waited += 1
    if sales > 0 or marketing > 0:
        lead.last_touch = SALES if sales > 0 else MARKETING
