"""What the parables share: a lead, a win, a quarter of two heads, in a world small enough to work out by hand.

Most have one rep (row 0), one marketer (row 1) and one executive (row 2) who leads both; the two work together on
the only tie (row 0). Opinion 0 is what the rep thinks of the marketer, opinion 1 what the marketer thinks of the rep.
"""

from typing import Any

from cordiale.simulation.founding.books import make_room
from cordiale.simulation.rules.authority import refer
from cordiale.simulation.rules.leads import open_lead
from cordiale.simulation.rules.matters import raise_question
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import (
    NOBODY,
    Matter,
    Side,
    Stage,
)
from tests.support.worlds import small, step, world

REP, MARKETER, EXECUTIVE = 0, 1, 2
OF_MARKETING, OF_SALES = 0, 1  # the two opinions
PEACE = {"credit.tolerance": 0.9}  # nobody contests a claim
GREED = {"credit.self_serving": 0.5, "credit.tolerance": 0.01}  # marketing claims more than a rep bears with
WILLING = {  # every lead is worth a contact, every contact becomes an opportunity
    "selling.own_appeal": 0.0, "selling.sway": 0.0, "selling.misfit_bar": -5.0, "selling.engagement": 6.0,
    "selling.decay": 0.0,
}  # fmt: skip


def a_lead(org: Organisation, **what: Any) -> Any:
    """A lead of the marketer's that the rep has, with the given record."""
    row = open_lead(org, 1000 + int(org.company[0].leads), 0.0, 0.5)
    lead = org.leads[row]
    lead.marketer, lead.rep, lead.tie, lead.stage = MARKETER, REP, 0, Stage.ASSIGNED
    lead.believed, lead.promise, lead.available, lead.created = 0.5, 0.5, 0.0, 0.0
    lead.marketing_touches, lead.first_touch, lead.last_touch = 1.0, Side.MARKETING, Side.MARKETING
    for name, value in what.items():
        setattr(lead, name, value)
    step(org, "leads_are_handed_over")
    return org.leads[row]


def trust(org: Organisation, opinion: int, value: float) -> None:
    org.opinions[opinion].cognition = org.opinions[opinion].affect = value


def won(org: Organisation, **what: Any) -> Any:
    touches = {"sales_touches": 3.0, "marketing_touches": 1.0, "first_touch": Side.MARKETING, "last_touch": Side.SALES}
    lead = a_lead(org, **({"stage": Stage.WON, "value": 100.0, "decided": 1.0} | touches | what))
    make_room(org)
    step(org, "wins_are_credited")
    return lead


def two_heads(
    rule: str, consent: float, kind: int = Matter.QUESTION, power_balance: float = 0.0, **values: float
) -> Organisation:
    """Three reps and three marketers under a head each, one matter between a rep and a marketer, raised by sales."""
    row = {
        "integration": 1.0, "role_overlap": 0.0, "power_balance": power_balance, "shared_goals": 0.0,
        "joint_planning": 0.0, "attribution": "linear", "decision_rule": rule,
    }  # fmt: skip
    certain = {"leadership.consent": consent, "leadership.deciding_hours": 1.0, "trust.initial": 0.5}
    never = {"leadership.balancing": 0.0}
    own = {name.replace("__", "."): value for name, value in values.items()}
    scenario = small(certain | never | own | {"paradigms": {"own": row}}, reps=3, marketers=3, executives=1)
    org = world(scenario, "own")
    raise_question(org, 0, Side.SALES)
    if kind != Matter.QUESTION:
        org.matters[0].kind, org.matters[0].other_leader = kind, NOBODY
        refer(org, 0, int(org.ties[0].leaders), NOBODY)
    return org


def decide(org: Organisation) -> list[float]:
    """Leaders lead for a week; the hours that the two heads gave."""
    heads = [int(org.company[0].sales_head), int(org.company[0].marketing_head)]
    step(org, "matters_press")
    for head in heads:
        org.people[head].hours_left = org.people[head].leading_left = 10.0
    step(org, "leaders_lead")
    return [10.0 - float(org.people[head].leading_left) for head in heads]
