"""People, trust, the survey and the org graph a second time: from weekly tables and states."""

from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np

from cordiale.simulation.world.arithmetic import normal
from tests.documents.rebuilt import luck, quarter
from tests.support.chronicle import EACH, lived

DIRECTIONS = ("trust_sales_in_marketing", "trust_marketing_in_sales")


def practitioners(name: str) -> Any:
    """The reps and marketers in the last week of each quarter, by week."""
    people = lived(name).last_weeks("people")
    return people[people.level == "practitioner"].groupby("week")


@EACH
def test_trust_is_the_mean_over_pairs_by_contact_in_each_direction_and_part(name: str) -> None:
    life, ties = lived(name), lived(name).last_weeks("ties")
    pairs, leaders = ties[ties.between == "practitioners"], ties[ties.between == "leaders"]
    weight = pairs.contact + life.values["handoff.cold_routing"]
    affect = life.values["trust.affect_weight"]
    for direction in DIRECTIONS:
        of = direction.removeprefix("trust_")
        for part in ("cognition", "affect"):
            mean = (weight * pairs[f"{of}_{part}"]).groupby(pairs.week).sum() / weight.groupby(pairs.week).sum()
            life.same(f"{direction}_{part}", mean)
        parts = {part: life.quarters[f"{direction}_{part}"] for part in ("cognition", "affect")}
        life.same(direction, affect * parts["affect"] + (1 - affect) * parts["cognition"])
        theirs = affect * leaders[f"{of}_affect"] + (1 - affect) * leaders[f"{of}_cognition"]
        weeks = 13 * np.arange(1, life.count + 1)
        life.same(f"leader_{direction}", theirs.groupby(leaders.week).mean().reindex(weeks))


@EACH
def test_the_record_tells_of_each_tie_trust_that_is_affect_by_its_weight_and_cognition_by_the_rest(name: str) -> None:
    life = lived(name)
    ties, weight = life.last_weeks("ties"), life.values["trust.affect_weight"]
    for direction in DIRECTIONS:
        of = direction.removeprefix("trust_")
        np.testing.assert_allclose(
            ties[direction], weight * ties[f"{of}_affect"] + (1 - weight) * ties[f"{of}_cognition"]
        )


@EACH
def test_the_survey_is_what_each_person_answers(name: str) -> None:
    life, told = lived(name), []
    for state in life.ends("week"):
        clock = state.clock[0]
        nature = [
            float(normal(luck.fate(int(clock.seed), int(clock.replication), luck.SURVEY, int(one.identity))[0]))
            for one in state.people
        ]
        told.append(quarter.survey(life.values, state, nature))
    aligned, very, lack = np.array(told, float).T
    life.same("executives_aligned", aligned)
    life.same("executives_very_aligned", very)
    life.same("practitioners_lack", lack)
    life.same("perception_gap", aligned - (1 - lack))


@EACH
def test_clarity_morale_and_mastery_are_those_of_reps_and_marketers(name: str) -> None:
    life, people = lived(name), practitioners(name)
    life.same("role_clarity", people.clarity.mean())
    life.same("morale", people.morale.mean())
    life.same("mastery", people.skill.sum() / people.talent.sum())


@EACH
def test_leavers_are_those_whose_seat_has_somebody_else_a_week_later(name: str) -> None:
    life, people = lived(name), lived(name).record["people"]
    seats = people.sort_values(["seat", "week"], kind="stable")
    others = (seats.person != seats.groupby("seat", observed=True).person.shift()) & (seats.week > 0)
    left = seats[others]
    life.same("leavers", life.of(left.week))
    life.same("leavers_sales", life.of(left.week[left.kind == "rep"]))


@EACH
def test_views_are_the_mean_orientation_of_each_function_when_teams_take_stock(name: str) -> None:
    life, apart = lived(name), []
    for state in life.ends("after trust_moves"):
        reps, both = int(state.company[0].reps), int(state.company[0].reps + state.company[0].marketers)
        apart.append(abs(state.people.orientation[reps:both].mean() - state.people.orientation[:reps].mean()))
    life.same("view_distance", apart)


@EACH
def test_power_and_tools_are_those_of_the_last_week(name: str) -> None:
    life, company = lived(name), lived(name).last_weeks("company")
    life.same("power_balance", company.power_balance)
    life.same("tool_utilisation", company.utilisation)


@EACH
def test_the_gini_of_credit_is_over_reps_and_marketers_a_shared_pot_included(name: str) -> None:
    life, found = lived(name), []
    for state in life.ends("before quarter_closes"):
        count = int(state.company[0].reps + state.company[0].marketers)
        credit = state.people.credit[:count] + state.company[0].pool / count
        apart = np.abs(credit[:, None] - credit[None, :]).mean()
        found.append(apart / (2 * credit.mean()) if credit.sum() > 0 else np.nan)
    life.same("credit_gini", found)


def org_graph(state: Any) -> nx.Graph:
    """Contacts by their strength, reporting lines, and each team as a chain."""
    graph = nx.Graph()
    for who, person in enumerate(state.people):
        graph.add_node(who, function=int(person.function))
    for tie in state.ties[: int(state.company[0].pairs)]:
        graph.add_edge(int(tie.rep), int(tie.marketer), weight=float(tie.contact))
    for who, person in enumerate(state.people):
        if person.manager >= 0:
            graph.add_edge(who, int(person.manager), weight=1.0)
    for team in state.teams:
        rows = range(int(team.first_member), int(team.first_member + team.members))
        graph.add_edges_from(pairwise(rows), weight=1.0)
    return graph


@EACH
def test_the_org_graph_is_as_dense_and_as_split_as_networkx_says(name: str) -> None:
    life, density, split, sorted_by = lived(name), [], [], []
    for state in life.ends("week"):
        graph, company = org_graph(state), state.company[0]
        sides = [{who for who, of in graph.nodes(data="function") if of == side} for side in range(3)]
        density.append(state.ties.contact[: int(company.pairs)].sum() / (int(company.reps) * int(company.marketers)))
        split.append(nx.community.modularity(graph, [side for side in sides if side], weight="weight"))
        ends = np.array([sum(of for _, of in graph.degree(side, weight="weight")) for side in sides])
        sorted_by.append(split[-1] / (1 - ((ends / ends.sum()) ** 2).sum()))
    life.same("cross_function_density", density)
    life.same("modularity", split)
    life.same("assortativity", sorted_by)
