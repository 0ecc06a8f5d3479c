"""Section 7.7: a rep's week."""

from dataclasses import dataclass
from math import exp, floor
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt.common import Values, competence, live_through, sigma, spend
from tests.documents.rebuilt.leads import bar, contact, perceived, seen

ASSIGNED, OPPORTUNITY, NEGOTIATION, IGNORED, REJECTED = 1, 2, 4, 11, 12  # the document's stages, by number
SALES = 0
z = NormalDist().inv_cdf  # AS 241


@dataclass
class Found:
    """A buying group that a rep found and that engaged."""

    fit: float
    value: float
    created: float


def serve(values: Values, world: Any, rep: Any) -> None:
    """Customers come first, up to half the hours; marketing has its own part in them."""
    due = rep.customers * values["customers.service_hours"] * (1 - world.conditions[0].engagement)
    given = spend(rep, min(due, rep.hours_left / 2))
    rep.service = given / due if due > 0 else 1.0


def attend(values: Values, rep: Any, own: list[Any]) -> None:
    """Then open opportunities, in the order of the books."""
    for lead in own:
        if OPPORTUNITY <= lead.stage <= NEGOTIATION:
            asked = values["selling.opportunity_hours"] * (1 - values["selling.autonomy_saving"] * lead.autonomy)
            lead.sales_now = spend(rep, asked) / asked


def work(values: Values, world: Any, rep: Any, own: list[Any], decision_rule: str, luck: Any) -> None:
    """Then marketing's leads, the most promising first; those that waited too long end."""
    week_end = world.clock[0].week + 1
    least = bar(values, world, rep, decision_rule)
    while rep.hours_left >= values["selling.contact_hours"]:
        worth = [
            lead for lead in own
            if lead.stage == ASSIGNED and lead.available < week_end
            and perceived(values, world, lead) > least + values["selling.choosiness_spread"] * lead.mood
        ]  # fmt: skip
        if not worth:
            break
        meet(values, world, rep, max(worth, key=lambda lead: perceived(values, world, lead) * lead.value), luck)
    for lead in own:
        if lead.stage == ASSIGNED and week_end - lead.available > values["selling.patience"]:
            lead.stage = IGNORED
            live_through(world.opinions[2 * lead.tie + 1], 0.0, values["trust.ignored_weight"])


def meet(values: Values, world: Any, rep: Any, lead: Any, luck: Any) -> None:
    """A contact, and what both sides make of it."""
    end, shown = contact(values, world, lead, luck(lead)), sigma(seen(values, world, lead, luck(lead)))
    rep.expects += values["selling.learning"] * (shown - rep.expects)
    spent = spend(rep, values["selling.contact_hours"])
    if end == "misfit":
        rep.friction_hours += spent
    lead.contacted = max(lead.available, world.clock[0].week)
    lead.sales_now, lead.last_touch = 1.0, SALES
    lead.stage = OPPORTUNITY if end == "engaged" else REJECTED
    ours, theirs = world.opinions[2 * lead.tie], world.opinions[2 * lead.tie + 1]
    live_through(theirs, 1.0, values["trust.ignored_weight"])
    speaks = {"engaged": 1.0, "rejected": values["trust.lost_valence"], "misfit": 0.0, "spurned": 0.0}
    live_through(ours, speaks[end], 1.0)
    if end != "engaged":
        live_through(theirs, values["trust.lost_valence"], values["trust.ignored_weight"])


def search(values: Values, world: Any, rep: Any, uniforms: tuple[float, ...]) -> int:
    """How many buying groups a rep's own search finds in what is left of the week."""
    hours = spend(rep, rep.hours_left)
    return floor(hours / values["selling.prospecting_hours"] * competence(values, world, rep) + uniforms[0])


def found(values: Values, world: Any, uniforms: tuple[float, ...]) -> Found | None:
    """One of them, if it engages."""
    a, b, c, d = uniforms
    fit = values["selling.own_fit"] + values["campaigns.fit_spread"] * z(a)
    if b >= sigma(values["selling.engagement"] + fit):
        return None
    value = values["buyers.contract_value"] * exp(values["buyers.value_spread"] * z(c))
    return Found(fit, value, world.clock[0].week + d)
