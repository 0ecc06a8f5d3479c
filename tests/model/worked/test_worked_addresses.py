"""Whose luck a rule asks, in which decision, and whether anew each week (`draw`) or once for all (`fate`)."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from cordiale.simulation.founding.first_day import begin_career
from cordiale.simulation.founding.stock import start_customer, start_opportunity, stock
from cordiale.simulation.founding.ties import add_tie, nearby_rep, next_preferred
from cordiale.simulation.founding.traits import TRAITS, differ
from cordiale.simulation.rules.buyers import decide
from cordiale.simulation.rules.campaigns import find_lead, run_campaigns
from cordiale.simulation.rules.credit import grievance
from cordiale.simulation.rules.customers import face_promise, renew, welcome
from cordiale.simulation.rules.finds import found, found_by_rep
from cordiale.simulation.rules.follow_up import contact
from cordiale.simulation.rules.forces import contest
from cordiale.simulation.rules.handoff import hand_over
from cordiale.simulation.rules.leadership import take_up
from cordiale.simulation.rules.leads import open_opportunity
from cordiale.simulation.rules.matters import propose, questions_arise
from cordiale.simulation.rules.people import endow, live
from cordiale.simulation.rules.reorganisation import go_on
from cordiale.simulation.rules.selling import find_own_lead, prospect
from cordiale.simulation.rules.survey import line
from cordiale.simulation.world.draws import Decision, draw, fate
from cordiale.simulation.world.identities import NUMBERS, OLD_NUMBERS, WEEKS, lead_identity, matter_identity
from cordiale.simulation.world.words import NOBODY, Matter
from tests.support.worked import ASKED, LUCK, company, in_plain, put

WEEK = 6
REP, MARKETER = 1, 2  # the second rep, whose tie is the second
LEAD, CUSTOMER, MATTER = 1000, 77, 55


class Asked(NamedTuple):
    """Of a rule, called for `who` in a company of two reps and a marketer: what it asks of luck, first of all."""

    says: str
    rule: Callable[..., Any]
    arguments: tuple[Any, ...]
    luck: tuple[tuple[str, str, Any], ...]
    given: dict[str, Any] = {}  # noqa: RUF012


def person(row: int) -> Callable[[Any], int]:
    return lambda org: int(org.people[row].identity)


def group(row: int, number: int) -> Callable[[Any], int]:
    """The buying group of this number that a person finds this week."""
    return lambda org: (int(org.people[row].identity) * WEEKS + WEEK) * NUMBERS + number


def pair_of(org: Any) -> int:
    return int(org.ties[1].identity)


ASKING = [
    Asked("a buyer decides once for all by its own luck", decide, (0, 8.0), (("fate", "BUYER", LEAD),)),
    Asked("a lead is handed over by its own luck, once", hand_over, (0,), (("fate", "HAND_OFF", LEAD),)),
    Asked("a lead is seen through at its contact by its own luck, once", contact, (0,), (("fate", "QUALIFICATION", LEAD),)),
    Asked("a buyer has its pace and its concern for good", open_opportunity, (0,), (("fate", "LEAD_JOURNEY", LEAD),)),
    Asked("a win is claimed and minded by the luck of its buyer", grievance, (0,), (("fate", "CREDIT", LEAD),)),
    Asked("whether a contract recurs is the luck of its buyer", welcome, (0, 0.5), (("fate", "CUSTOMER", LEAD),)),
    Asked("whether a lie is noticed is the luck of its customer, once", face_promise, (0,), (("fate", "CUSTOMER", CUSTOMER),), {"customer.expectation": 0.9, "customer.delivered": 0.1, "customer.overstated": 0.8}),
    Asked("whether a contract is renewed is its customer's luck, each year anew", renew, (0,), (("draw", "CUSTOMER", CUSTOMER),)),
    Asked("leaders settle a dispute by its own luck of the week", take_up, (0,), (("draw", "SETTLING", MATTER),), {"matter.kind": Matter.DISPUTE}),
    Asked("leaders answer a question by its own luck of the week", take_up, (0,), (("draw", "ANSWERING", MATTER),), {"matter.kind": Matter.QUESTION}),
    Asked("leaders weigh an idea by its own luck of the week", take_up, (0,), (("draw", "WEIGHING", MATTER),), {"matter.kind": Matter.IDEA}),
    Asked("a person has ideas by its own luck of the week", propose, (REP,), (("draw", "IDEA", person(REP)),)),
    Asked("two who work together have questions by the luck of the pair", lambda org: in_plain(questions_arise)(org), (), (("draw", "JOINT_WORK", pair_of),), {"tie.contact": 0.0}),
    Asked("a person stays or leaves by its own luck of the week", live, (REP,), (("draw", "CAREER", person(REP)),)),
    Asked("a person is endowed by its own luck", endow, (REP,), (("draw", "ENDOWMENT", person(REP)),)),
    Asked("power is contested by one luck of the company, each week anew", contest, (), (("draw", "CONTEST", 0),)),
    Asked("a company resists a reorganisation once for all", go_on, (), (("fate", "RESISTANCE", 0),), {"company.transition_left": 4.0, "company.transition_length": 9.0}),
    Asked("a person is hard to please whenever it is asked", line, (REP, 0.5), (("fate", "SURVEY", person(REP)),)),
    Asked("a campaign's odd lead is its marketer's luck of the week", run_campaigns, (MARKETER,), (("draw", "CAMPAIGN", person(MARKETER)),)),
    Asked("a search's odd find is its rep's luck of the week", prospect, (REP,), (("draw", "PROSPECTING", person(REP)),)),
    Asked("what a marketer finds is the luck of the buying group", found, (MARKETER, 1, 0.5), (("fate", "LEAD_NATURE", group(MARKETER, 1)),)),
    Asked("what a rep finds is the luck of the buying group", found_by_rep, (REP, 3), (("fate", "LEAD_NATURE", group(REP, 3)),)),
    Asked("a lead arrives by the luck of the buying group that was found", lambda org: in_plain(find_lead)(org, MARKETER, number=1, precision=0.5, stress=0.0), (), (("fate", "LEAD_NATURE", group(MARKETER, 1)), ("fate", "LEAD_ARRIVAL", group(MARKETER, 1))), {"campaigns.qualification_bar": -4.0, "campaigns.fit_mean": 4.0}),
    Asked("a rep's finds of a week are numbered from nought", prospect, (REP,), (("draw", "PROSPECTING", person(REP)), ("fate", "LEAD_NATURE", group(REP, 0)), ("fate", "LEAD_NATURE", group(REP, 1))), {"selling.prospecting_hours": 1.0, "other_rep.hours_left": 30.0, "selling.engagement": -6.0, "selling.own_fit": -4.0}),
    Asked("a rep's own find sets out by the luck of the buying group", find_own_lead, (REP, 3), (("fate", "LEAD_NATURE", group(REP, 3)), ("fate", "LEAD_JOURNEY", group(REP, 3))), {"selling.engagement": 6.0, "selling.own_fit": 4.0}),
    Asked("a person has been there by its own luck", begin_career, (REP,), (("draw", "TEMPER", person(REP)),)),
    Asked("a rep begins with customers and opportunities by its own luck", stock, (REP,), (("draw", "FOUNDING", person(REP)),), {"customers.initial_per_rep": 0.0, "customers.pipeline_per_rep": 0.0}),
    Asked("a customer of old is what its own luck says", start_customer, (REP, 3), (("draw", "RENEWAL", group(REP, 3)), ("draw", "OLD_BOOKS", group(REP, 3))), {"company.customers": 0}),
    Asked("an opportunity of old is no customer of old and has a luck of its own", start_opportunity, (REP, 3), (("draw", "OLD_BOOKS", group(REP, OLD_NUMBERS + 3)), ("fate", "LEAD_NATURE", group(REP, OLD_NUMBERS + 3)), ("fate", "LEAD_JOURNEY", group(REP, OLD_NUMBERS + 3)))),
    Asked("how readily two become contacts is the luck of the pair", add_tie, (1, REP, MARKETER), (("draw", "AFFINITY", pair_of),)),
    Asked("whom a rep prefers is the luck of the pair", next_preferred, (REP, 0), (("draw", "AFFINITY", pair_of),)),
    Asked("whom a marketer gets on with is the luck of the pair", lambda org: in_plain(nearby_rep)(org, MARKETER), (), (("draw", "AFFINITY", lambda org: int(org.ties[0].identity)), ("draw", "AFFINITY", pair_of))),
    Asked("a company has each of its traits once for all", differ, (0.5,), tuple(("fate", "TRAIT", number) for number in range(len(TRAITS)))),
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKING, ids=lambda asked: asked.says)
def test_luck_is_asked_as_the_sentence_says(asked: Asked) -> None:
    org = company("uneven").copy()
    LUCK.clear()
    places = {"clock.week": WEEK, "lead.tie": NOBODY if asked.rule is hand_over else 1, "lead.rep": REP, "lead.marketer": MARKETER,
              "lead.identity": LEAD, "lead.waited": 1.0, "matter.identity": MATTER, "matter.hours": 0.0, "matter.tie": 1, "matter.rep": REP}  # fmt: skip
    for place, value in (places | asked.given).items():
        put(org, place, value)
    expected = [(how, which, whose(org) if callable(whose) else whose) for how, which, whose in asked.luck]
    ASKED.clear()
    in_plain(asked.rule)(org, *asked.arguments)
    assert ASKED[: len(expected)] == expected


def test_what_falls_once_in_a_life_is_the_luck_of_a_week_that_nobody_lives_to_see() -> None:
    org = company("pair").copy()
    for week in (1, 2, 2**31):
        org.clock[0].week = week
        same = [
            in_plain(fate)(org, which, 12345) == in_plain(draw)(org, which, 12345)
            for which in (Decision.BUYER, Decision.CREDIT)
        ]
        assert same == [week == 2**31] * 2


def test_what_is_of_old_has_numbers_of_its_own_in_a_week() -> None:
    assert 0 < OLD_NUMBERS < NUMBERS
    assert NUMBERS % OLD_NUMBERS == 0


def test_a_matter_is_told_by_who_raised_it_and_the_week() -> None:
    org = company("pair").copy()
    for who, week in ((3, 0), (3, 5), (4, 5)):
        org.clock[0].week = week
        assert divmod(int(in_plain(matter_identity)(org, who)), WEEKS) == (who, week)


def test_a_buying_group_is_told_by_its_finder_the_week_and_a_number_and_never_comes_again_in_a_company_s_life() -> None:
    org = company("pair").copy()
    seen = set()
    for week in (*range(-104, 0), *range(400 * 13)):
        org.clock[0].week = week
        found = int(in_plain(lead_identity)(org, 3, 7))
        of_week, number = divmod(found, NUMBERS)
        assert (divmod(of_week, WEEKS), number) == ((3, week % WEEKS), 7)
        seen.add(found)
    assert len(seen) == 104 + 400 * 13
