"""A company's first day, by hand: who is tied to whom, what people come with, and how much room the books must have."""

import math
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.founding.books import coming_leads, has_room, leads_in_a_week, make_room, rows_at_start
from cordiale.simulation.founding.first_day import begin_career, get_acquainted, open_doors, settle_knowledge
from cordiale.simulation.founding.stock import start_customer, start_opportunity, stock
from cordiale.simulation.founding.ties import nearby_rep, tie_up
from cordiale.simulation.founding.traits import differ, moved
from cordiale.simulation.rules.perception import impression
from cordiale.simulation.rules.turns import begin_turns
from cordiale.simulation.world.draws import Decision, draw
from cordiale.simulation.world.identities import OLD_NUMBERS, lead_identity, pair_identity
from cordiale.simulation.world.state import table
from cordiale.simulation.world.words import NOBODY, Side, Stage
from tests.model.worked.test_worked_founding import managed
from tests.model.worked.test_worked_luck import FAR_UP, OLD, UP
from tests.support.worked import LUCK, Worked, at_heads, company, in_plain, put, uneven, worked


def introduced(sales: int, marketing: int, contacts: int, seed: int = 1) -> Any:
    """A company of two people in each of so many teams, tied up."""
    LUCK.clear()
    blueprint = managed(sales, marketing)
    org = company("pair").copy()
    org.exchange(teams=blueprint.teams.copy(), people=blueprint.people.copy(), company=blueprint.company.copy(), ties=table("ties", 40),
                 tie_index=np.zeros(80, np.int64))  # fmt: skip
    org.clock[0].seed = seed
    return org, int(in_plain(tie_up)(org, contacts))


def liking(org: Any, rep: int, marketer: int) -> float:
    return float(in_plain(draw)(org, Decision.AFFINITY, in_plain(pair_identity)(org, rep, marketer)).a)


@pytest.mark.parametrize(("sales", "marketing", "contacts"), [(2, 2, 1), (2, 2, 3), (1, 3, 2), (3, 1, 2), (1, 4, 1)])
def test_each_rep_is_tied_to_those_it_likes_best_nearby_and_no_marketer_is_left_out(
    sales: int, marketing: int, contacts: int
) -> None:
    org, count = introduced(sales, marketing, contacts)
    reps, marketers = range(2 * sales), range(2 * sales, 2 * sales + 2 * marketing)
    pairs = [(int(tie.rep), int(tie.marketer)) for tie in org.ties[:count]]
    assert len(set(pairs)) == count, "nobody is tied to the same person twice"
    chosen: list[tuple[int, int]] = []
    for rep in reps:
        partner = int(org.teams[org.people[rep].team].partner)
        following = partner + 1 if partner + 1 < sales + marketing else sales
        near = [who for who in marketers if org.people[who].team in (partner, following)]
        chosen += [(rep, who) for who in sorted(near, key=lambda who: liking(org, rep, who))[:contacts]]
    assert pairs[: len(chosen)] == chosen
    left_out = [who for who in marketers if who not in {marketer for _, marketer in chosen}]
    assert [marketer for _, marketer in pairs[len(chosen) :]] == left_out
    for rep, marketer in pairs[len(chosen) :]:
        team = org.teams[org.teams[org.people[marketer].team].partner]
        mates = range(int(team.first_member), int(team.first_member + team.members))
        assert rep == min(mates, key=lambda mate: liking(org, mate, marketer))
    for who in (*reps, *marketers):
        person = org.people[who]
        own = org.tie_index[person.first_tie : person.last_tie].tolist()
        assert own == [row for row, both in enumerate(pairs) if who in both]
    assert [int(tie.identity) for tie in org.ties[:count]] == [in_plain(pair_identity)(org, *both) for both in pairs]


def test_a_marketer_whom_no_rep_prefers_is_tied_to_the_rep_nearby_that_gets_on_with_it_best() -> None:
    found = set()
    for seed in range(12):
        org, _ = introduced(1, 4, 1, seed)
        rep = int(in_plain(nearby_rep)(org, 5))
        assert rep == min((0, 1), key=lambda each: liking(org, each, 5))
        found.add(rep)
    assert found == {0, 1}


def test_as_turns_begin_it_is_nobody_s_in_any_week() -> None:
    org = company("pair").copy()
    org.turns.first[:] = org.turns.last[:] = 5
    in_plain(begin_turns)(org)
    assert set(org.turns.first) == set(org.turns.last) == {NOBODY}


TEMPERED = {"people.leaving_sales": 0.5, "people.leaving_marketing": 0.25, "people.shaping": 0.0, "luck.TEMPER": (0.9, math.exp(-2.0), 0.9, 0.9),
            "now.role_overlap": 0.25}  # fmt: skip
OPENED = {
    "company.customers": 0,
    "company.leads": 0,
    "customers.initial_per_rep": 0.0,
    "customers.pipeline_per_rep": 0.0,
    "company.served": 0,
}


@worked(
    Worked("marketers have been there as long as marketers stay", begin_career, ("marketer",), TEMPERED, {"marketer.experience": 416.0}),
    Worked("leaders have been there as long as marketers stay", begin_career, ("boss",), TEMPERED, {"boss.experience": 416.0}),
    Worked("where nobody leaves people have been there for twenty years of usual luck", begin_career, (0,), TEMPERED | {"people.leaving_sales": 0.0, "luck.TEMPER": (0.9, math.exp(-0.5), 0.9, 0.9)}, {"rep.experience": 520.0}),
    Worked("a craft is what the years have made of it", begin_career, (0,), TEMPERED | {"people.shaping": 0.01}, {"rep.specialisation": 0.75 * (1.0 - 0.99**208), "rep.practice": 1.0}),
    Worked("a rep expects of marketing's leads what just qualifies", begin_career, (0,), TEMPERED | {"campaigns.qualification_bar": math.log(3.0)}, {"rep.expects": 0.75}),
    Worked("two who meet on the first day add to the meetings of both", get_acquainted, (0,), {"now.integration": 0.25, "tie.affinity": 0.4, "rep.meeting_hours": 1.0, "marketer.meeting_hours": 2.0, "coordination.meeting_hours": 2.0}, {"rep.meeting_hours": 2.0, "marketer.meeting_hours": 3.0}),
    Worked("both think of each other on the first day what is declared", get_acquainted, (0,), {"trust.initial": 0.6, "of_sales.ceiling": 0.1, "of_marketing.ceiling": 0.1}, {"of_marketing.cognition": 0.6, "of_marketing.affect": 0.6, "of_sales.cognition": 0.6, "of_sales.affect": 0.6, "of_sales.ceiling": 1.0, "of_marketing.ceiling": 1.0}),
    uneven("two get acquainted along their own tie", get_acquainted, (1,), {"trust.initial": 0.6, "of_marketing.is": (0.1, 0.1), "of_sales.is": (0.1, 0.1), "now.integration": 1.0, "other_tie.affinity": 0.4, "tie.contact": 0.3}, {"of_marketing.cognition": 0.1, "of_sales.affect": 0.1, "other_of_marketing.cognition": 0.6, "other_of_sales.affect": 0.6, "tie.contact": 0.3, "other_tie.contact": 1.0}),
    Worked("two who learn nothing of each other share nothing", settle_knowledge, (0,), {"tie.contact": 0.0, "tie.shared": 0.5, "now.role_overlap": 0.0}, {"tie.shared": 0.0}),
    Worked("two who learn nothing share nothing, even if nothing is forgotten", settle_knowledge, (0,), {"tie.contact": 0.0, "tie.shared": 0.5, "now.role_overlap": 0.0, "conditions.staleness": 0.0}, {"tie.shared": 0.0}),
    Worked("who lies just at the reach of integration is a stranger on the first day", get_acquainted, (0,), {"now.integration": 0.25, "tie.affinity": 0.5}, {"tie.contact": 0.0}),
    uneven("as the doors open each rep has its stock, and everybody who does the work a target and a view", open_doors, (), OPENED | {"customers.initial_per_rep": 2.0, "customers.pipeline_per_rep": 1.0, "now.shared_goals": 1.0, "people.orientation_gap": 0.4, "people.orientation_spread": 0.0, "selling.quota": 3.0, "campaigns.leads_per_week": 2.0, "campaigns.qualified_share": 0.25, "rep.target": 0.0, "other_rep.target": 0.0, "marketer.target": 0.0, "boss.target": 0.0}, {"company.customers": 4, "company.leads": 2, "other_rep.customers": 2, "other_rep.target": 3.0, "marketer.target": 6.5, "boss.target": 0.0, "rep.orientation": 0.5, "other_rep.orientation": 0.5, "marketer.orientation": 0.5}),
    Worked("two who forget nothing share all", settle_knowledge, (0,), {"tie.contact": 0.5, "company.quality": 0.8, "conditions.staleness": 0.0}, {"tie.shared": 1.0}),
    Worked("as the doors open people look at things as their work has made them", open_doors, (), OPENED | {"now.shared_goals": 1.0, "people.orientation_gap": 0.4, "people.orientation_spread": 0.0}, {"rep.orientation": 0.5, "marketer.orientation": 0.5, "rep.nature": 0.3, "marketer.nature": 0.7, "company.sales_view": 0.5}),
    Worked("as the doors open each has its trust as declared, and a target, and the quarter is counted from nothing", open_doors, (), OPENED | {"trust.initial": 0.6, "selling.quota": 3.0, "rep.trust": 0.0, "rep.target": 0.0, "marketer.target": 0.0, "campaigns.leads_per_week": 2.0, "campaigns.qualified_share": 0.25, "tally.opportunities": 5.0}, {"marketer.target": 6.5, "rep.trust": 0.6, "marketer.trust": 0.6, "sales.cognition": 0.6, "rep.target": 3.0, "tally.opportunities": 0.0}),
    Worked("as the doors open conditions are those of the first day", open_doors, (), OPENED | {"buyers.autonomy": 0.35, "conditions.autonomy": 0.9, "clock.week": 0}, {"conditions.autonomy": 0.35}),
    Worked("as the doors open stock is taken of what is shared", open_doors, (), OPENED | {"coordination.base_quality": 1.0, "coordination.distance_penalty": 0.0, "coordination.sharing": 0.03, "coordination.forgetting": 0.01, "trust.initial": 0.5, "now.integration": 1.0}, {"company.quality": 1.0, "tie.shared": 0.6}),
    at_heads("as the doors open heads report as the structure has it", open_doors, (), OPENED | {"now.heads": 1, "marketing_head.manager": "boss"}, {"marketing_head.manager": "sales_head"}),
    Worked("as the doors open there is a stock for each rep", open_doors, (), OPENED | {"customers.initial_per_rep": 2.0, "customers.pipeline_per_rep": 1.0}, {"rep.customers": 2, "company.customers": 2, "company.leads": 1}),
)  # fmt: skip
def test_a_first_day_is_as_the_sentence_says(example: Worked) -> None:
    example.holds()


@worked(
    Worked("a customer of old renews and is as satisfied as usual", start_customer, (0, 0), OLD | {"customer.recurring": 0, "customer.disappointed": 0, "luck.RENEWAL": (0.5, UP, 0.25, 0.9), "selling.own_fit": 0.5, "campaigns.fit_spread": 1.0}, {"customer.recurring": 1, "customer.satisfaction": 0.5, "customer.delivered": 1.0 / (1.0 + math.exp(-1.5)), "customer.expectation": 1.0 / (1.0 + math.exp(-1.5)), "customer.rep": 0, "company.served": 1, "rep.customers": 1}),
    Worked("a customer of old has been one for less than a year, and renews within one", start_customer, (0, 0), OLD | {"clock.week": -13, "luck.RENEWAL": (0.5, 0.5, 0.99, 0.9)}, {"customer.since": -13, "customer.renewal_week": 39}),
    Worked("a customer of old may be up for renewal in the first week", start_customer, (0, 0), OLD | {"clock.week": -13, "luck.RENEWAL": (0.5, 0.5, 0.0, 0.9)}, {"customer.since": -64, "customer.renewal_week": -12}),
    Worked("a customer of old has grown by its draw on the way to what it could grow to", start_customer, (0, 0), OLD | {"luck.RENEWAL": (0.5, 0.5, 0.5, 0.9), "luck.OLD_BOOKS": (0.9, 0.25, 0.9, 0.9)}, {"customer.value": 22.5, "customer.potential": 30.0}),
    uneven("a customer of old of the second rep came along that rep's tie", start_customer, (1, 0), OLD | {"luck.RENEWAL": (0.5, 0.5, 0.5, 0.1)}, {"customer.rep": 1, "customer.tie": 1, "customer.marketer": 2, "other_rep.customers": 1, "rep.customers": 0}),
    uneven("an opportunity of old of the second rep came along that rep's tie", start_opportunity, (1, 0), OLD | {"luck.OLD_BOOKS": (0.5, 0.1, 0.5, 0.9)}, {"lead.rep": 1, "lead.tie": 1, "lead.marketer": 2}),
    Worked("an opportunity of old is as old as it is far, at its buyer's pace", start_opportunity, (0, 0), OLD | {"buyers.cycle": 6.0, "buyers.pace_spread": 1.0, "luck.LEAD_JOURNEY": (0.5, UP, 0.5, 0.5), "luck.OLD_BOOKS": (0.5, 0.9, 0.1, 0.1)}, {"lead.created": -104 - 3.0 * math.e, "lead.contacted": -104 - 3.0 * math.e, "lead.progress": 0.5}),
    Worked("an opportunity of old fits as a rep's own finds do", start_opportunity, (0, 0), OLD | {"selling.own_fit": 0.5, "campaigns.fit_spread": 2.0, "luck.LEAD_NATURE": (UP, 0.5, UP, 0.5)}, {"lead.fit": 2.5, "lead.value": 20.0 * math.exp(0.5)}),
    Worked("what a rep's own finds fit spreads by the draw", start_opportunity, (0, 0), OLD | {"selling.own_fit": 0.5, "campaigns.fit_spread": 2.0, "luck.LEAD_NATURE": (FAR_UP, 0.5, 0.5, 0.5)}, {"lead.fit": 4.5}),
    Worked("what a customer of old gets spreads by the draw", start_customer, (0, 0), OLD | {"campaigns.fit_spread": 0.5, "luck.RENEWAL": (0.5, FAR_UP, 0.5, 0.9)}, {"customer.delivered": 1.0 / (1.0 + math.exp(-1.0))}),
    Worked("a customer of old takes the next row of its table, whoever is served and whatever leads there are", start_customer, (0, 0), OLD | {"company.served": 5, "company.leads": 1, "rep.customers": 3, "clock.week": -13, "luck.RENEWAL": (0.5, 0.5, 0.0, 0.9)}, {"company.customers": 1, "company.served": 6, "rep.customers": 4, "customer.since": -64}),
    Worked("an opportunity of old that has come far negotiates", start_opportunity, (0, 0), OLD | {"luck.OLD_BOOKS": (0.7, 0.9, 0.1, 0.1)}, {"lead.stage": Stage.NEGOTIATION}),
    Worked("an opportunity of old that nobody brought has no touch of marketing", start_opportunity, (0, 0), OLD | {"luck.OLD_BOOKS": (0.5, 0.9, 0.1, 0.1)}, {"lead.marketer": NOBODY, "lead.tie": NOBODY, "lead.marketing_touches": 0.0, "lead.sales_touches": 1.0, "lead.last_touch": Side.SALES, "lead.waited": 1.0}),
    uneven("what a rep of no ties has of old came from nobody", start_customer, (1, 0), OLD | {"other_rep.first_tie": 1, "other_rep.last_tie": 1, "luck.RENEWAL": (0.5, 0.5, 0.5, 0.0)}, {"customer.tie": NOBODY, "customer.marketer": NOBODY, "customer.marketing_share": 0.0}),
)  # fmt: skip
def test_what_a_company_has_of_old_is_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def test_a_week_brings_no_more_leads_than_the_most_gifted_could_find_and_one_by_luck_each() -> None:
    """At best twice the usual output: of three marketers 2 x 0.25 x (1 + 1) + 1 each, of two reps 2 x 36 / 36 + 1."""
    org = company("pair").copy()
    for place, value in {"people.mastery": 1.0, "people.craft": 0.0, "people.morale_output": 0.0, "people.weekly_hours": 36.0,
                         "selling.prospecting_hours": 36.0, "campaigns.leads_per_week": 0.25}.items():  # fmt: skip
        put(org, place, value)
    assert in_plain(leads_in_a_week)(org.parameters[0], 2, 3, 1.0) == int(3 * 2.0 + 2 * 3.0) + 1
    put(org, "people.craft", 0.5)
    put(org, "people.morale_output", 1.0)
    assert in_plain(leads_in_a_week)(org.parameters[0], 2, 3, 1.0) == int(3 * 4.0 + 2 * 7.0) + 1


@pytest.mark.parametrize(("week", "demand"), [(0, 0.0), (1, 0.5), (3, 0.75), (4, 0.75), (9, 0.75), (-7, 0.0)])
def test_the_leads_of_a_week_to_come_are_counted_in_the_demand_of_that_week_and_at_last_of_the_last(
    week: int, demand: float
) -> None:
    org = company("uneven").copy()
    weather = table("weather", 5)
    weather.demand[:] = (0.0, 0.0, 0.5, 0.25, 0.75)
    org.exchange(weather=weather)
    org.clock[0].week = week
    put(org, "campaigns.leads_per_week", 100.0)
    assert in_plain(coming_leads)(org) == in_plain(leads_in_a_week)(org.parameters[0], 2, 1, demand)


@pytest.mark.parametrize("short", ["", "leads", "customers", "matters"])
def test_books_have_room_for_a_week_if_each_has_and_are_enlarged_as_soon_as_one_has_not(short: str) -> None:
    """A win of each lead, an idea of each person, a question of each tie, and what comes."""
    org = company("uneven").copy()
    org.company[0].leads, org.company[0].customers, org.company[0].matters = 2, 5, 3
    coming = int(in_plain(coming_leads)(org))
    needed = {
        "leads": 2 + coming,
        "customers": 5 + 2 + coming,
        "matters": 3 + 2 + len(org.people) + len(org.ties) + coming,
    }
    org.exchange(queue=np.zeros(1, np.int64), scratch=table("scratch", 1))
    for name, rows in needed.items():
        books = table(name, rows - (name == short))
        books.identity[:] = np.arange(len(books)) + 1
        org.exchange(**{name: books})
    assert in_plain(has_room)(org) == (short == "")
    make_room(org)
    assert in_plain(has_room)(org)
    for name, rows in needed.items():
        books = getattr(org, name)
        assert len(books) == (rows if name != short else 2 * rows)
        kept = rows - (name == short)
        assert books.identity[:kept].tolist() == list(range(1, kept + 1)), "what stood in the books stands there still"
    assert len(org.scratch) >= len(org.customers)
    assert len(org.queue) >= max(len(org.leads), len(org.matters))


def test_executives_have_looked_on_for_a_quarter_as_the_doors_open() -> None:
    LUCK.clear()
    org = company("pair").copy()
    for place, value in (
        OPENED
        | {
            "perception.surface_weight": 0.1,
            "perception.withholding": 1.0,
            "perception.optimism": 0.0,
            "trust.initial": 0.0,
            "now.shared_goals": 1.0,
        }
    ).items():
        put(org, place, value)
    in_plain(open_doors)(org)
    believed, head = float(org.company[0].belief), org.company[0]
    head.belief, found = head.alignment, []
    for _ in range(14):
        head.belief = in_plain(impression)(org, 1.0, 1.0)
        found.append(float(head.belief))
    assert believed == found[12]
    assert len({found[11], found[12], found[13]}) == 3, "they have not done looking"


def test_the_stock_of_a_rep_is_told_apart_by_its_numbers_and_its_customers_take_turns() -> None:
    LUCK.clear()
    org = company("uneven").copy()
    for place, value in (
        OLD | {"customers.initial_per_rep": 3.0, "customers.pipeline_per_rep": 2.0, "clock.week": -13}
    ).items():
        put(org, place, value)
    in_plain(begin_turns)(org)
    in_plain(stock)(org, 1)
    who = org.people[1].identity
    assert org.leads.identity[:2].tolist() == [
        in_plain(lead_identity)(org, who, OLD_NUMBERS + number) for number in range(2)
    ]
    assert org.customers.identity[:3].tolist() == [in_plain(lead_identity)(org, who, number) for number in range(3)]
    found = []
    for week, turn in enumerate(org.turns):
        row = int(turn.first)
        while row != NOBODY:
            assert org.customers[row].since % 13 == week
            found.append(row)
            row = int(org.customers[row].following)
    assert sorted(found) == [0, 1, 2]


def room(pipeline: float, customers: float, leads: float, **people: int) -> tuple[Any, dict[str, int]]:
    """A company that starts with so much for each rep, and the rows that its books have for so many people."""
    org = company("pair").copy()
    put(org, "customers.pipeline_per_rep", pipeline)
    put(org, "customers.initial_per_rep", customers)
    put(org, "campaigns.leads_per_week", leads)
    return org, rows_at_start(org.parameters[0], contacts=2, **people)


def test_a_new_company_s_books_have_room_for_its_stock_and_its_first_week() -> None:
    """Four reps with 2.5 customers and 1.5 opportunities each, or one of either more by luck, and three marketers."""
    org, rows = room(1.5, 2.5, 2.0, reps=4, marketers=3, leaders=5)
    coming = int(in_plain(leads_in_a_week)(org.parameters[0], 4, 3, 0.0))
    assert rows["ties"] == 4 * 2 + 3 + 5
    assert rows["leads"] >= 4 * 2 + coming
    assert rows["customers"] >= 4 * 3 + 4 * 2 + coming
    assert rows["scratch"] >= max(rows["customers"], 9)
    assert rows["matters"] >= 4 * 2 + 7 + rows["ties"] + coming


def test_books_of_much_stock_and_few_leads_have_room_for_the_stock() -> None:
    _, rows = room(90.0, 80.0, 0.1, reps=2, marketers=1, leaders=0)
    assert rows["leads"] >= 2 * 91
    assert rows["customers"] >= 2 * 81 + 2 * 91
    assert rows["matters"] >= 2 * 91


@pytest.mark.parametrize(
    ("value", "away", "moves"), [(0.25, math.log(3.0), 0.5), (0.75, -math.log(3.0), 0.5), (0.5, math.log(3.0), 0.75), (0.8, 0.0, 0.8)]
)  # fmt: skip
def test_a_share_moves_by_its_log_odds(value: float, away: float, moves: float) -> None:
    assert in_plain(moved)(value, away, True) == pytest.approx(moves)
    assert in_plain(moved)(value, away, False) == value + away


def test_companies_differ_twice_as_far_two_standard_deviations_out_and_half_as_far_by_half_the_spread() -> None:
    for drawn, spread, skill in ((UP, 1.0, 1.08), (FAR_UP, 1.0, 1.16), (FAR_UP, 0.5, 1.08), (0.5, 1.0, 1.0)):
        LUCK.clear()
        org = company("pair").copy()
        put(org, "luck.TRAIT", (drawn, 0.1, 0.1, 0.1))
        put(org, "people.skill_sales", 1.0)
        in_plain(differ)(org, spread)
        assert org.parameters[0].people_skill_sales == pytest.approx(skill)
