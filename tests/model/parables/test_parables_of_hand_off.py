"""Tiny worlds whose outcome a person can work out by hand: what happens on the way from marketing to sales."""

import math

import numpy as np
import pytest

from cordiale.simulation.rules.handoff import confusion, doubling, receiving_tie
from cordiale.simulation.rules.observation import friction_events
from cordiale.simulation.world.draws import Decision, fate
from cordiale.simulation.world.words import (
    NOBODY,
    Stage,
    Tool,
)
from tests.support.parables import REP, a_lead
from tests.support.worlds import pair, set_structure, small, step, world

# the hand-off


@pytest.mark.parametrize(
    ("overlap", "contact", "systems", "moved_on", "mean"),
    [
        (0.0, 0.0, 0, 0.0, 2.0),
        (0.5, 0.0, 0, 0.0, 1.0),  # half merged roles take half of the delay
        (0.0, 0.75, 0, 0.0, 0.5),  # contact takes its share of it
        (0.0, 0.0, 1, 0.0, 2.0),  # two tools cost information, not time
        (0.0, 0.0, 0, 0.5, 2.0),  # and so do buyers that roles are not made for
        (0.5, 0.75, 1, 0.5, 0.25),
        (1.0, 0.0, 1, 1.0, 0.0),
    ],
)
def test_a_hand_off_takes_longer_and_loses_more_the_farther_apart_the_two_are(
    overlap: float, contact: float, systems: int, moved_on: float, mean: float
) -> None:
    org = pair({"handoff.delay": 2.0, "handoff.loss": 0.2})
    set_structure(org, role_overlap=overlap)
    org.ties[0].contact, org.ties[0].shared, org.conditions[0].as_of_old = contact, 0.25, moved_on
    org.people.system[:2] = (Tool.OWN_SALES, Tool.OWN_MARKETING) if systems else (2, 2)
    lead = a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY, available=3.0)
    luck = fate(org, Decision.HAND_OFF, lead.identity)
    assert (lead.stage, lead.rep, lead.tie) == (Stage.ASSIGNED, REP, 0)
    assert lead.available == pytest.approx(3.0 + mean * -math.log(luck.b))
    lost = 0.2 * (systems + 0.75 + moved_on)  # each ground alike
    assert lead.information == pytest.approx(1.0 - lost * (1.0 - overlap))  # of what is handed over at all


def test_no_lead_goes_to_an_empty_seat_while_another_rep_is_there() -> None:
    org = world(small())
    marketer = int(np.argmax((org.people.last_tie - org.people.first_tie)[7:12])) + 7  # with most contacts
    first, last = org.people[marketer].first_tie, org.people[marketer].last_tie
    reps = [int(org.ties[org.tie_index[place]].rep) for place in range(first, last)]
    assert len(reps) > 1
    empty = reps[::2]
    org.people.vacant[empty] = 3.0
    given = {int(org.ties[receiving_tie(org, marketer, luck)].rep) for luck in np.linspace(0.0, 0.999, 400)}
    assert given == set(reps) - set(empty)


def test_where_merged_roles_are_quite_unclear_a_lead_is_left_to_nobody() -> None:
    org = pair({"handoff.muddle": 1.0}, role_overlap=1.0)
    org.people.clarity[:] = 0.0
    lead = a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY)
    assert lead.stage == Stage.IGNORED
    assert (org.tally[0].dropped_work, org.tally[0].leads_ignored) == (1.0, 1.0)


def test_a_lead_left_to_nobody_is_one_event_of_friction() -> None:
    org = pair({"handoff.muddle": 1.0}, role_overlap=1.0)
    org.people.clarity[:] = 0.0
    a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY)
    assert org.tally[0].dropped_work == 1.0
    assert friction_events(org) == 1.0


def test_work_done_twice_costs_both_sides_their_hours_in_the_following_week() -> None:
    org = pair({"handoff.muddle": 1.0, "selling.contact_hours": 6.0})
    set_structure(org, integration=0.0)
    org.ties[0].shared = 0.0
    while org.tally[0].doubled_work == 0.0:  # between strangers every other time
        lead = a_lead(org, stage=Stage.QUALIFIED, rep=NOBODY, tie=NOBODY)
    assert (lead.stage, lead.doubled, org.tally[0].doubled_work) == (Stage.ASSIGNED, 1, 1.0)
    step(org, "people_set_aside_hours")
    assert list(org.people.friction_hours) == [3.0, 3.0, 0.0]  # a contact's hours, between the two
    step(org, "people_set_aside_hours")  # and in that week only
    assert list(org.people.friction_hours) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("overlap", "clarity", "shared", "chance"),
    [(0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.5, 0.05), (1.0, 0.5, 1.0, 0.1), (1.0, 0.0, 0.0, 0.4)],
)
def test_work_is_done_twice_as_far_as_merged_roles_are_unclear_and_the_two_are_strangers(
    overlap: float, clarity: float, shared: float, chance: float
) -> None:
    org = pair({"handoff.muddle": 0.4}, role_overlap=overlap, integration=0.0)
    org.people.clarity[:], org.ties[0].shared = clarity, shared
    assert doubling(org, 0, unclear=confusion(org, 0)) == pytest.approx(chance)
