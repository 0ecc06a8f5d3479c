"""From a chart to a company on its first day, and back to a graph."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from cordiale.simulation.agents.graph import ALIVE, to_graph
from cordiale.simulation.engine import advance
from cordiale.simulation.founding.blueprint import draw_blueprint
from cordiale.simulation.founding.books import make_room
from cordiale.simulation.rules.observation import observe
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.state import TABLES, table
from cordiale.simulation.world.words import NOBODY, NOW, Level, Side
from tests.support.worlds import EVERY_PARADIGM, eventful, live, pair, set_structure, small, step, world


@pytest.mark.parametrize("size", [(1, 1, 1), (1, 6, 2), (7, 1, 1), (2, 2, 1), (30, 11, 3)])
def test_a_company_of_any_size_has_everybody_in_a_team_with_partners_and_a_leader(size: tuple[int, int, int]) -> None:
    reps, marketers, executives = size
    org = world(small(reps=reps, marketers=marketers, executives=executives))
    people, teams = org.people, org.teams
    assert (org.company[0].reps, org.company[0].marketers) == (reps, marketers)
    practitioners = people[: reps + marketers]
    assert (np.bincount(practitioners.team, minlength=len(teams)) == teams.members).all()
    assert (teams.manager[practitioners.team] == practitioners.manager).all()
    assert (teams.function[practitioners.team] == practitioners.function).all()
    for team in teams:
        assert teams[team.partner].function == (Side.MARKETING if team.function == Side.SALES else Side.SALES)


@pytest.mark.parametrize("size", [(1, 1), (1, 6), (7, 1), (30, 11), (5, 40)])
def test_everybody_could_work_with_somebody_and_nobody_with_the_same_one_twice(size: tuple[int, int]) -> None:
    org = world(small(reps=size[0], marketers=size[1]))
    pairs = org.ties[: org.company[0].pairs]  # leaders' come after them
    assert set(pairs.rep) == set(range(size[0]))
    assert set(pairs.marketer) == set(range(size[0], sum(size)))
    assert len(set(zip(pairs.rep.tolist(), pairs.marketer.tolist(), strict=True))) == len(pairs)
    for who in range(sum(size)):
        own = org.tie_index[org.people[who].first_tie : org.people[who].last_tie]
        side = "rep" if who < size[0] else "marketer"
        assert sorted(own) == list(np.flatnonzero(pairs[side] == who))


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (30, 11), (5, 40)])
def test_behind_every_pair_stand_the_leaders_of_its_two_teams_or_one_who_leads_both(size: tuple[int, int]) -> None:
    org = world(small(reps=size[0], marketers=size[1]))
    managers = org.teams.manager
    for tie in org.ties[: org.company[0].pairs]:
        boss, other = managers[org.people[tie.rep].team], managers[org.people[tie.marketer].team]
        if boss == other:
            assert tie.leaders == NOBODY
        else:
            assert tie.leaders >= org.company[0].pairs
            assert (org.ties[tie.leaders].rep, org.ties[tie.leaders].marketer) == (boss, other)
    for team in org.teams:
        head = org.company[0].marketing_head if team.function == Side.SALES else org.company[0].sales_head
        if team.counterpart != NOBODY:
            met = org.ties[team.counterpart]
            assert {int(met.rep), int(met.marketer)} == {int(team.manager), int(head)}
        else:
            assert team.manager == head, "one leads both"


def test_a_rep_works_with_as_many_marketers_as_the_scenario_says_where_there_are_enough() -> None:
    org = world(small({"company.contacts": 3}, reps=10, marketers=10))
    assert (np.bincount(org.ties.rep[: org.company[0].pairs]) >= 3).all()


def test_the_books_grow_as_they_run_full_without_losing_a_line() -> None:
    org = world(eventful({"campaigns.leads_per_week": 60.0, "selling.patience": 26.0}))
    rows = len(org.leads)
    before = org.people.tobytes()
    org.exchange(leads=org.leads[: org.company[0].leads].copy())
    kept = org.leads.copy()
    make_room(org)
    assert org.leads[: len(kept)].tobytes() == kept.tobytes()
    assert org.people.tobytes() == before
    advance(org, 26)
    assert org.company[0].leads <= len(org.leads)
    assert len(org.queue) >= max(len(org.leads), len(org.matters))
    assert rows > 0


@pytest.mark.parametrize("name", ["leads", "matters"])
def test_there_is_room_to_line_up_every_lead_and_every_matter_whichever_are_more(name: str) -> None:
    org = world(eventful())
    make_room(org)
    longest = max(len(org.leads), len(org.matters))
    assert len(org.queue) >= longest
    lined_up = org.queue.copy()
    org.exchange(**{name: table(name, 3 * longest)})
    make_room(org)
    assert len(org.queue) >= 3 * longest
    assert (org.queue[: len(lined_up)] == lined_up).all()


def test_a_copy_shares_nothing_with_its_original() -> None:
    org = world(eventful())
    twin = org.copy()
    advance(twin, 13)
    assert (org.clock[0].week, twin.clock[0].week) == (0, 13)
    assert org.people.tobytes() == world(eventful()).people.tobytes()


@pytest.mark.parametrize("name", TABLES)
def test_every_field_of_the_state_is_described(name: str) -> None:
    rows = table(name, 2)
    assert rows.dtype.names == tuple(field.name for field in TABLES[name])
    assert all(len(field.meaning) > 3 for field in TABLES[name])


# reporting lines


def lines(org: Organisation) -> nx.Graph:
    return nx.Graph((who, int(boss)) for who, boss in enumerate(org.people.manager) if boss != NOBODY)


@pytest.mark.parametrize("paradigm", EVERY_PARADIGM)
@pytest.mark.parametrize("size", [(7, 5), (3, 9), (8, 1), (1, 8), (2, 2)])
def test_reporting_lines_up_to_the_executives_are_as_many_as_the_structure_s_heads(
    paradigm: str, size: tuple[int, int]
) -> None:
    org = world(small(reps=size[0], marketers=size[1]), paradigm)
    heads = [who for who, person in enumerate(org.people) if person.level == Level.HEAD]
    to_executives = [who for who in heads if org.people[org.people[who].manager].level == Level.EXECUTIVE]
    assert nx.is_tree(lines(org))
    assert len(to_executives) == min(len(heads), PARADIGMS[paradigm].heads)


@pytest.mark.parametrize("size", [(7, 5), (3, 9), (8, 1), (1, 8), (2, 2)])
def test_a_company_can_go_under_one_head_and_back_under_two(size: tuple[int, int]) -> None:
    org = world(small({"power.transition": 1.0}, reps=size[0], marketers=size[1]), "siloed", quarters=2)
    before = lines(org).edges
    for heads in (1, 2):
        set_structure(org, heads=heads)
        org.company[0].switch_week = org.clock[0].week + 1
        live(org, 3)
        assert nx.is_tree(lines(org))
    assert lines(org).edges == before


NESTED = """person,function,role,manager
boss,company,executive,
second,company,executive,boss
cmo,marketing,head,second
vp,sales,head,cmo
ann,sales,rep,vp
ben,sales,rep,vp
bob,marketing,marketer,cmo
"""
APART = NESTED.replace("vp,sales,head,cmo", "vp,sales,head,boss")


def from_chart(folder: Path, chart: str) -> Scenario:
    (folder / "people.csv").write_text(chart, encoding="utf-8")
    (folder / "mine.toml").write_text('schema = 1\nname = "mine"\n[company]\norg_chart = "people.csv"\n', "utf-8")
    return load_scenario(folder / "mine.toml")


@pytest.mark.parametrize("chart", [NESTED, APART])
@pytest.mark.parametrize("switch", [0, 1])
@pytest.mark.parametrize("paradigm", ["siloed", "assimilated", "proportional"])
def test_a_chart_in_which_one_head_reports_to_the_other_stays_a_tree(
    tmp_path: Path, chart: str, switch: int, paradigm: str
) -> None:
    org = advance(world(from_chart(tmp_path, chart), paradigm, "all", switch_quarter=switch), 52)
    assert nx.is_tree(lines(org))
    assert len(lines(org)) == len(org.people)


def test_two_heads_report_to_whom_the_chart_says(tmp_path: Path) -> None:
    scenario = from_chart(tmp_path, APART)
    keys = draw_blueprint(scenario.chart(), 2, scenario.parameter_record()).keys
    org = world(scenario, "status-quo")
    reports = {keys[who]: keys[boss] for who, boss in enumerate(org.people.manager) if boss != NOBODY}
    assert (reports["vp"], reports["cmo"]) == ("boss", "second")


# the graph


def test_the_graph_shows_people_teams_reporting_lines_and_living_contacts() -> None:
    org = pair()
    org.ties.contact[:] = 0.5
    graph = to_graph(org, ("ann", "bob", "boss"))
    assert nx.get_node_attributes(graph, "role") == {"ann": "rep", "bob": "marketer", "boss": "leader"}
    edges = {frozenset((a, b)): kind for a, b, kind in graph.edges(data="kind")}
    assert edges == {
        frozenset(("ann", "boss")): "reports to",
        frozenset(("bob", "boss")): "reports to",
        frozenset(("ann", "bob")): "works with",
    }
    assert graph.edges["ann", "bob", 0]["contact"] == 0.5


def test_every_member_of_a_team_hangs_together_with_its_team_from_the_first_to_the_last_and_with_no_other() -> None:
    org = world(small(reps=30, marketers=11))
    graph = to_graph(org)
    chains = nx.Graph((a, b) for a, b, kind in graph.edges(data="kind") if kind == "same team")
    teams = [{str(team.first_member + place) for place in range(team.members)} for team in org.teams]
    assert max(map(len, teams)) > 2
    assert [*map(sorted, nx.connected_components(chains))] == [sorted(team) for team in teams if len(team) > 1]
    assert chains.number_of_edges() == sum(len(team) - 1 for team in teams if team)


def test_a_contact_that_is_hardly_alive_is_no_edge() -> None:
    org = pair()
    for contact, alive in ((0.9 * ALIVE, False), (ALIVE, True)):
        org.ties.contact[:] = contact
        assert any(kind == "works with" for _, _, kind in to_graph(org).edges(data="kind")) == alive


def test_density_across_functions_counts_contacts_and_not_reporting_lines() -> None:
    org = world(small(), "assimilated")
    org.ties.contact[:] = 0.0
    observe(org)
    assert org.structure[NOW].heads == 1
    assert org.quarters[0].cross_function_density == 0.0


def test_contacts_stand_at_their_due_strength_on_the_first_day() -> None:
    for paradigm in EVERY_PARADIGM:
        org = world(small(), paradigm)
        before = org.ties.contact.copy()
        step(org, "forces_move")
        step(org, "ties_follow_structure")
        assert org.ties.contact == pytest.approx(before)
