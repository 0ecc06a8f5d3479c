"""What is looked at while a company lives, by hand: trust, density, weekly figures, the graph."""

import math
from typing import Any

import pytest

from cordiale.simulation.agents.graph import to_graph
from cordiale.simulation.agents.weekly import FIGURES
from cordiale.simulation.rules.network import observe_network
from cordiale.simulation.rules.observation import (
    leaders_trust,
    mean_trust,
    median_cycle,
    observe_flows,
    observe_survey,
    observe_trust,
)
from cordiale.simulation.rules.survey import executives_share, line
from cordiale.simulation.world.state import table
from cordiale.simulation.world.words import NOBODY, Level, Side
from tests.model.worked.test_worked_luck import SURVEYED
from tests.support.worked import LUCK, Worked, at_heads, company, in_plain, put, uneven, worked


def trusted(org: Any) -> None:
    org.clock[0].quarter = 0
    in_plain(observe_trust)(org)


@worked(
    Worked("trust of sales is of reps, in its parts, and trust of marketing of marketers", trusted, (), {"of_marketing.is": (0.2, 0.6), "of_sales.is": (0.8, 0.4), "trust.affect_weight": 0.75}, {"quarter.trust_sales_in_marketing": 0.5, "quarter.trust_sales_in_marketing_cognition": 0.2, "quarter.trust_sales_in_marketing_affect": 0.6, "quarter.trust_marketing_in_sales": 0.5, "quarter.trust_marketing_in_sales_cognition": 0.8, "quarter.trust_marketing_in_sales_affect": 0.4}),
    at_heads("leaders trust each other each in its own direction", trusted, (), {"leaders_of_sales_trust.is": (0.2, 0.2), "leaders_of_marketing_trust.is": (0.9, 0.9)}, {"quarter.leader_trust_sales_in_marketing": 0.2, "quarter.leader_trust_marketing_in_sales": 0.9}),
    uneven("trust of a function is of all its pairs, each in its own direction", trusted, (), {"tie.contact": 0.5, "other_tie.contact": 0.5, "of_marketing.is": (0.2, 0.4), "other_of_marketing.is": (0.4, 0.8), "of_sales.is": (0.1, 0.3), "other_of_sales.is": (0.3, 0.9), "trust.affect_weight": 0.5}, {"quarter.trust_sales_in_marketing": 0.45, "quarter.trust_sales_in_marketing_cognition": 0.3, "quarter.trust_sales_in_marketing_affect": 0.6, "quarter.trust_marketing_in_sales": 0.4, "quarter.trust_marketing_in_sales_cognition": 0.2, "quarter.trust_marketing_in_sales_affect": 0.6}),
    Worked("the gap is what executives say beyond half of those who do the work", observe_survey, (), SURVEYED | {"clock.quarter": 0, "rep.clarity": 0.0, "perception.very_aligned_cut": 0.9}, {"quarter.executives_aligned": 1.0, "quarter.executives_very_aligned": 0.0, "quarter.practitioners_lack": 0.5, "quarter.perception_gap": 0.5}),
    Worked("where one leads both no leader trusts another", trusted, (), {}, {"quarter.leader_trust_sales_in_marketing": math.nan}),
)  # fmt: skip
def test_trust_is_looked_at_as_the_sentence_says(example: Worked) -> None:
    example.holds()


def test_trust_of_a_function_is_weighed_by_contact_and_strangers_count_a_little() -> None:
    org = company("heads").copy()
    org.opinions.cognition[:], org.ties.contact[:] = 0.0, 0.0
    org.opinions[0].cognition, org.ties[0].contact = 1.0, 0.9
    put(org, "handoff.cold_routing", 0.1)
    pairs = int(org.company[0].pairs)
    assert in_plain(mean_trust)(org, Side.SALES, 1) == pytest.approx(1.0 / (1.0 + 0.1 * (pairs - 1)))


def test_density_is_over_all_pairs_of_a_rep_and_a_marketer_and_not_those_alone_who_could_meet() -> None:
    org = company("heads").copy()
    org.clock[0].quarter, org.ties.contact[:] = 0, 0.5
    in_plain(observe_network)(org)
    assert int(org.company[0].pairs) < 9
    assert org.quarters[0].cross_function_density == pytest.approx(0.5 * int(org.company[0].pairs) / 9)


def test_a_weekly_figure_is_of_reps_and_marketers_of_open_books_and_of_the_quarter_under_way() -> None:
    org = company("pair").copy()
    org.people.morale[:], org.people.clarity[:] = (0.2, 0.4, 0.9), (0.5, 0.7, 0.9)
    org.opinions[0].cognition = org.opinions[0].affect = 0.25
    org.opinions[1].cognition = org.opinions[1].affect = 0.75
    head, tally = org.company[0], org.tally[0]
    head.leads, head.served, head.customers, head.matters = 3, 5, 7, 2
    tally.revenue_new, tally.revenue_recurring, org.clock[0].week, org.clock[0].quarter = 10.0, 20.0, 12, 0
    org.quarters.revenue[:] = (1.0, 99.0, 1.0, 1.0, 1.0)
    figures = {name: figure(org) for name, figure in FIGURES.items()}
    assert figures == pytest.approx({"trust_sales_in_marketing": 0.25, "trust_marketing_in_sales": 0.75, "morale": 0.3, "role_clarity": 0.6,
                                     "leads": 3, "customers": 5, "matters": 2, "revenue": 30.0})  # fmt: skip
    org.clock[0].week, org.clock[0].quarter = 13, 1
    assert FIGURES["revenue"](org) == 99.0, "of the quarter that has just ended"


def test_the_graph_says_of_a_contact_who_trusts_whom_and_how_much_both_do() -> None:
    org = company("pair").copy()
    org.opinions[0].cognition = org.opinions[0].affect = 0.25
    org.opinions[1].cognition = org.opinions[1].affect = 0.75
    org.ties[0].shared, org.ties[0].contact, org.people[0].vacant = 0.3, 0.6, 2.0
    graph = to_graph(org, ("ann", "bob", "top"))
    (edge,) = (data for _, _, data in graph.edges(data=True) if data["kind"] == "works with")
    assert edge == {"kind": "works with", "contact": 0.6, "shared": 0.3, "trust": pytest.approx(0.5),
                    "trust_sales_in_marketing": pytest.approx(0.25), "trust_marketing_in_sales": pytest.approx(0.75)}  # fmt: skip
    assert [graph.nodes[name]["vacant"] for name in ("ann", "bob", "top")] == [True, False, False]
    assert [graph.nodes[name]["role"] for name in ("ann", "bob", "top")] == ["rep", "marketer", "leader"]
    assert [graph.nodes[name]["function"] for name in ("ann", "bob", "top")] == ["sales", "marketing", "company"]
    assert sorted(edge[:2] for edge in graph.edges(data="kind") if edge[2] == "reports to") == [
        ("ann", "top"),
        ("bob", "top"),
    ]


def test_the_median_cycle_is_of_all_wins_of_marketing_s_leads_in_the_quarter_whether_their_customers_stayed_or_not() -> (
    None
):
    org = company("uneven").copy()
    org.clock[0].week = 26
    won = ((14, 9.0, 2), (26, 3.0, 2), (20, 5.0, 2), (13, 1.0, 2), (20, 1.0, NOBODY), (15, 7.0, 2))
    for row, (since, cycle, marketer) in enumerate(won):
        customer = org.customers[row]
        customer.since, customer.cycle, customer.marketer, customer.rep = since, cycle, marketer, 0
    org.company[0].customers = 5
    assert in_plain(median_cycle)(org) == 5.0
    org.company[0].customers = 6
    assert in_plain(median_cycle)(org) == 6.0


def test_the_backlog_is_all_open_disputes_and_questions() -> None:
    org = company("pair").copy()
    org.exchange(matters=table("matters", 5))
    org.matters.tie[:], org.company[0].matters, org.company[0].customers, org.clock[0].quarter = (
        (0, NOBODY, 0, 0, 0),
        4,
        0,
        0,
    )
    in_plain(observe_flows)(org)
    assert org.quarters[0].dispute_backlog == 3.0


def test_trust_of_leaders_is_the_mean_over_all_pairs_of_them_and_no_others() -> None:
    org = company("uneven").copy()
    org.exchange(ties=table("ties", 4), opinions=table("opinions", 8))
    org.opinions.cognition[:] = org.opinions.affect[:] = (1.0, 1.0, 1.0, 1.0, 0.2, 0.5, 0.6, 0.7)
    assert org.company[0].pairs == 2
    assert [in_plain(leaders_trust)(org, side) for side in (Side.SALES, Side.MARKETING)] == pytest.approx([0.4, 0.6])


def test_the_share_of_executives_is_of_executives_alone_each_by_its_own_line() -> None:
    LUCK.clear()
    org = company("heads").copy()
    org.people.level[6:] = (Level.EXECUTIVE, Level.HEAD, Level.EXECUTIVE)
    lines = [in_plain(line)(org, who, 0.5) for who in (6, 8)]
    assert lines[0] != lines[1]
    found = []
    for belief in (min(lines) - 0.01, sum(lines) / 2, max(lines) + 0.01):
        org.company[0].belief = belief
        found.append(in_plain(executives_share)(org, 0.5))
    assert found == [0.0, 0.5, 1.0]
    org.people.level[6:] = Level.HEAD
    assert math.isnan(in_plain(executives_share)(org, 0.5)), "nobody was asked"
