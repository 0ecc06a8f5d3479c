"""Limits of what is measured: coefficients and rates against their textbook form."""

import math

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms.assortativity.correlation import attribute_ac

from cordiale.simulation.agents.graph import to_graph
from cordiale.simulation.world.arithmetic import gini, ratio
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import Side
from tests.support.worlds import pair, set_structure, small, step, world


def test_the_gini_coefficient_of_equals_is_zero_and_of_one_who_has_all_is_one_less_one_share() -> None:
    assert gini(np.full(7, 3.0)) == pytest.approx(0.0)
    assert gini(np.array([0.0] * 9 + [5.0])) == pytest.approx(0.9)
    assert gini(np.array([1.0, 2.0, 3.0, 4.0])) == pytest.approx(0.25)
    assert math.isnan(gini(np.zeros(4)))


def test_the_gini_coefficient_is_half_the_relative_mean_difference() -> None:
    amounts = np.random.default_rng(1).gamma(2.0, size=40)
    difference = np.abs(amounts[:, None] - amounts[None, :]).mean()
    assert gini(np.sort(amounts)) == pytest.approx(difference / (2 * amounts.mean()))


def test_a_rate_of_nothing_is_missing_and_not_zero() -> None:
    assert math.isnan(ratio(0.0, 0.0))
    assert ratio(0.0, 2.0) == 0.0
    assert ratio(1.0, 4.0) == 0.25


def test_rates_are_missing_in_a_quarter_in_which_nothing_happened() -> None:
    row = world(small()).quarters[0]
    for name in ("win_rate", "weeks_to_first_contact", "sales_cycle_weeks", "contract_value", "gross_retention"):
        assert math.isnan(row[name])
    assert row.customers > 0


def network(contacts: list[float], **size: int) -> tuple[Organisation, nx.MultiGraph]:
    """A company whose contacts have been set by hand, with its measures taken, and its graph."""
    from cordiale.simulation.rules.observation import observe

    org = world(small(**size))
    pairs = int(org.company[0].pairs)
    org.ties.contact[:pairs] = np.resize(contacts, pairs)
    org.ties.contact[pairs:] = 0.0  # what leaders have of each other is in no measure of the network
    observe(org)
    graph = to_graph(org)
    for _, _, edge in graph.edges(data=True):
        edge["weight"] = edge.get("contact", 1.0)
    return org, graph


@pytest.mark.parametrize("contacts", [[1.0], [1.0, 0.0], [0.0], [0.3, 0.9, 0.6]])
@pytest.mark.parametrize("size", [{}, {"reps": 3, "marketers": 9}, {"reps": 1, "marketers": 1}])
def test_modularity_by_function_is_that_of_networkx(contacts: list[float], size: dict[str, int]) -> None:
    org, graph = network(contacts, **size)
    parts = [
        {n for n, f in graph.nodes(data="function") if f == function} for function in ("sales", "marketing", "company")
    ]
    assert org.quarters[0].modularity == pytest.approx(nx.community.modularity(graph, parts, weight="weight"))


@pytest.mark.parametrize("contacts", [[1.0], [1.0, 0.0], [0.0]])
def test_assortativity_by_function_is_that_of_networkx_where_edges_weigh_alike(contacts: list[float]) -> None:
    org, graph = network(contacts)
    assert org.quarters[0].assortativity == pytest.approx(nx.attribute_assortativity_coefficient(graph, "function"))


def test_assortativity_by_function_is_newman_s_for_weighted_edges() -> None:
    org, graph = network([0.3, 0.9, 0.6])
    functions = ("sales", "marketing", "company")
    mixing = np.zeros((3, 3))
    for one, other, weight in graph.edges(data="weight"):
        i, j = (functions.index(graph.nodes[each]["function"]) for each in (one, other))
        mixing[i, j] += weight
        mixing[j, i] += weight
    assert org.quarters[0].assortativity == pytest.approx(attribute_ac(mixing))


def test_density_across_functions_is_mean_contact_over_all_pairs() -> None:
    org, _ = network([0.5], reps=4, marketers=5)
    assert org.quarters[0].cross_function_density == pytest.approx(0.5 * org.company[0].pairs / 20)


def test_trust_of_a_function_is_the_mean_over_ties_by_contact() -> None:
    org = world(small())
    org.ties.contact[:] = np.linspace(0.0, 1.0, len(org.ties))
    step(org, "trust_moves")
    org.clock[0].week = 13
    step(org, "quarter_closes")
    pairs = int(org.company[0].pairs)
    weight = org.ties.contact[:pairs] + org.parameters[0].handoff_cold_routing
    affect = org.parameters[0].trust_affect_weight
    for side, name in ((Side.SALES, "trust_sales_in_marketing"), (Side.MARKETING, "trust_marketing_in_sales")):
        minds = org.opinions[side : 2 * pairs : 2]
        row = org.quarters[1]
        assert row[f"{name}_cognition"] == pytest.approx(np.average(minds.cognition, weights=weight))
        assert row[f"{name}_affect"] == pytest.approx(np.average(minds.affect, weights=weight))
        whole = affect * row[f"{name}_affect"] + (1 - affect) * row[f"{name}_cognition"]
        assert row[name] == pytest.approx(whole)


def test_hours_set_aside_are_meetings_by_contact_and_planning_by_structure() -> None:
    org = pair({"coordination.meeting_hours": 2.0, "coordination.rewiring": 1.0, "technology.informal_loss": 0.0})
    set_structure(org, joint_planning=3.0, integration=0.81)
    org.ties.affinity[:] = 0.5
    step(org, "ties_follow_structure")
    step(org, "people_set_aside_hours")
    assert org.people[0].weekly_hours - org.people[0].hours_left == pytest.approx(0.9 * 2.0 + 3.0)
