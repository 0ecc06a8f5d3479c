"""What is looked at while a company lives, by hand: trust, density, weekly figures, the graph."""

import math
from typing import Any

import pytest

from cordiale.simulation.agents.graph import to_graph
from cordiale.simulation.agents.weekly import FIGURES
from cordiale.simulation.rules.network import observe_network
from cordiale.simulation.rules.observation import mean_trust, observe_trust
from cordiale.simulation.world.words import Side
from tests.support.worked import Worked, at_heads, company, in_plain, put, worked


def trusted(org: Any) -> None:
    org.clock[0].quarter = 0
    in_plain(observe_trust)(org)


@worked(
    Worked("trust of sales is of reps, in its parts, and trust of marketing of marketers", trusted, (), {"of_marketing.is": (0.2, 0.6), "of_sales.is": (0.8, 0.4), "trust.affect_weight": 0.75}, {"quarter.trust_sales_in_marketing": 0.5, "quarter.trust_sales_in_marketing_cognition": 0.2, "quarter.trust_sales_in_marketing_affect": 0.6, "quarter.trust_marketing_in_sales": 0.5, "quarter.trust_marketing_in_sales_cognition": 0.8, "quarter.trust_marketing_in_sales_affect": 0.4}),
    at_heads("leaders trust each other each in its own direction", trusted, (), {"leaders_of_sales_trust.is": (0.2, 0.2), "leaders_of_marketing_trust.is": (0.9, 0.9)}, {"quarter.leader_trust_sales_in_marketing": 0.2, "quarter.leader_trust_marketing_in_sales": 0.9}),
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
