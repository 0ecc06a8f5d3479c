"""The company as a Mesa model: what it takes, what it refuses, and what it shows."""

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import mesa
import networkx as nx
import numpy as np
import pandas as pd
import pytest

import cordiale
from cordiale.simulation import AlignmentModel, Marketer, SalesRep, Scenario, ScenarioError, simulate
from cordiale.simulation.agents.graph import ALIVE
from cordiale.simulation.agents.weekly import WEEKLY
from cordiale.simulation.rules.network import observe_network
from cordiale.simulation.rules.opinions import trust_of
from cordiale.simulation.week import PHASES
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import NOBODY, WEEKS_PER_QUARTER, Side
from tests.support.commandline import ROOT
from tests.support.differences import first_difference

SMALL = Scenario(schema=1, name="small", company={"reps": 13, "marketers": 6, "span": 5, "burn_in": 1})


def lived(weeks: int, **options: Any) -> AlignmentModel:
    """A company of 13 reps and 6 marketers after some weeks."""
    model = AlignmentModel(SMALL, **options)
    for _ in range(weeks):
        model.step()
    return model


# What it takes and refuses


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rng": np.random.default_rng(1)}, r"rng = Generator\(PCG64\).* is not a whole number"),
        ({"rng": 1.0}, "rng = 1.0 is not a whole number"),
        ({"rng": True}, "rng = True is not a whole number"),
        ({"rng": -1}, r"rng = -1 is outside \[0, 4294967295\]"),
        ({"rng": 2**32}, r"rng = 4294967296 is outside \[0, 4294967295\]"),
        ({"replication": -1}, r"replication = -1 is outside \[0, 4294967295\]"),
        ({"quarters": 0}, r"quarters = 0 is outside \[1, 400\]"),
        ({"quarters": "12"}, "quarters = '12' is not a whole number"),
        ({"switch_quarter": 13}, r"switch-quarter = 13 is outside \[0, 12\]"),
        ({"paradigm": "silo"}, "paradigm 'silo' is not known; did you mean 'siloed'"),
        ({"forces": "weather"}, "forces = 'weather' is not a set of forces"),
        ({"scenario": "status-quo"}, "scenario = 'status-quo' is not a Scenario; load_scenario makes one"),
    ],
)
def test_what_cannot_be_run_is_refused_by_name(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        AlignmentModel(**({"scenario": SMALL} | options))


def test_people_are_made_of_their_own_kind_only() -> None:
    with pytest.raises(TypeError, match=r"Marketer.* is not SalesRep or a subclass of it"):
        AlignmentModel(SMALL, sales_rep=Marketer)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="is not SalesRep"):
        AlignmentModel(SMALL, sales_rep=lambda model, row: SalesRep(model, row))  # type: ignore[arg-type]


def test_a_numpy_integer_is_a_whole_number() -> None:
    assert lived(2, rng=np.int64(3)).org.people.skill.tolist() == lived(2, rng=3).org.people.skill.tolist()


def test_a_run_ends_with_its_last_quarter() -> None:
    model = AlignmentModel(SMALL, quarters=2)
    assert (model.week, model.quarter, model.running) == (0, 0, True)
    model.run_model()
    assert (model.week, model.quarter, model.running) == (26, 2, False)
    with pytest.raises(RuntimeError, match="week 26 was the last of quarters = 2"):
        model.step()


def test_the_books_grow_in_mid_week_and_what_is_lined_up_stays() -> None:
    model = lived(9, collect=False)
    for phase in PHASES[: [phase.name for phase in PHASES].index("reps_work_leads")]:
        model.live_through(phase)
    lined_up = model.org.queue[: model.org.queue_start[-1]].copy()
    books = model.org.leads[: model.org.company[0].leads].copy()
    assert len(lined_up) > 0
    model.org.exchange(leads=books, matters=model.org.matters[:1].copy(), queue=lined_up.copy())
    model.people[0].hours_left = 1.0
    assert len(model.org.leads) > len(books)
    assert model.org.leads[: len(books)].tobytes() == books.tobytes()
    assert model.org.queue[: len(lined_up)].tolist() == lined_up.tolist()
    assert len(model.org.queue) >= len(model.org.leads)


# What it shows


@pytest.mark.parametrize("switch", [0, 2])
def test_its_outcomes_are_the_table_that_simulate_gives(switch: int) -> None:
    table = simulate(SMALL, ["assimilated"], ["buyers"], replications=3, quarters=3, seed=4, switch_quarter=switch)
    model = lived(39, paradigm="assimilated", forces="buyers", rng=4, replication=2, quarters=3, switch_quarter=switch)
    theirs = table[table.replication == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(model.outcomes(), theirs, check_exact=True)


def test_outcomes_are_those_of_the_quarters_so_far() -> None:
    assert lived(25).outcomes().quarter.tolist() == [0, 1]


def test_the_weekly_figures_meet_the_outcomes_at_every_quarters_end() -> None:
    model = lived(39)
    weekly, outcomes = model.datacollector.get_model_vars_dataframe(), model.outcomes()
    assert list(weekly) == list(WEEKLY)
    assert len(weekly) == 40
    ends = weekly.iloc[::WEEKS_PER_QUARTER].reset_index(drop=True)
    for name in ("trust_sales_in_marketing", "trust_marketing_in_sales", "morale", "role_clarity", "customers"):
        assert ends[name].to_numpy() == pytest.approx(outcomes[name].to_numpy(), rel=1e-12)
    assert ends.revenue.tolist() == outcomes.revenue.tolist()
    assert weekly.revenue[14] <= weekly.revenue[26]


def test_collecting_changes_nothing_and_can_be_left_out() -> None:
    with_figures, without = lived(15), lived(15, collect=False)
    assert with_figures.org.people.tobytes() == without.org.people.tobytes()
    assert without.datacollector.get_model_vars_dataframe().empty


# The graph


def test_the_graph_is_the_state_when_it_is_looked_at() -> None:
    model = AlignmentModel(SMALL, paradigm="drift")
    graph = model.graph
    for _ in range(3):
        for _ in range(9):
            model.step()
        assert model.graph is graph
        assert_is_state(graph, model)


def assert_is_state(graph: nx.MultiGraph, model: AlignmentModel) -> None:
    """Nodes, reporting lines and contacts, against the records."""
    assert list(graph) == [person.key for person in model.people]
    for person in model.people:
        assert graph.nodes[person.key]["morale"] == person.morale
        assert graph.nodes[person.key]["function"] == Side(int(person.record.function)).word
    lines = {frozenset(pair) for *pair, kind in graph.edges(data="kind") if kind == "reports to"}
    assert lines == {frozenset((one.key, one.manager.key)) for one in model.people if one.manager}
    drawn = {frozenset(pair): tie for *pair, tie in graph.edges(data=True) if tie["kind"] == "works with"}
    alive = {row: tie for row, tie in enumerate(model.org.ties) if tie.contact >= ALIVE}
    assert len(drawn) == len(alive) > 0
    for row, tie in alive.items():
        edge = drawn[frozenset((model.people[tie.rep].key, model.people[tie.marketer].key))]
        assert edge["contact"] == tie.contact
        assert edge["trust_sales_in_marketing"] == trust_of(model.org, 2 * row)
        assert edge["trust_marketing_in_sales"] == trust_of(model.org, 2 * row + 1)


def test_nodes_of_the_graph_keep_what_one_adds_to_them() -> None:
    model = AlignmentModel(SMALL)
    model.graph.nodes["rep-1"]["desk"] = "by the window"
    model.step()
    assert model.graph.nodes["rep-1"]["desk"] == "by the window"


def whole_graph(org: Organisation, parts: int = 0) -> nx.MultiGraph:
    """Every edge that the network measures count, by weight; or, if `parts`, by so many parallel edges a unit."""
    graph = nx.MultiGraph()
    for who, person in enumerate(org.people):
        graph.add_node(who, function=int(person.function))
    contacts = [(tie.rep, tie.marketer, tie.contact, "works with") for tie in org.ties[: org.company[0].pairs]]
    lines = [(who, one.manager, 1.0, "reports to") for who, one in enumerate(org.people) if one.manager != NOBODY]
    firsts = [team.first_member + place for team in org.teams for place in range(team.members - 1)]
    rings = [(first, first + 1, 1.0, "same team") for first in firsts]
    for one, other, weight, kind in contacts + lines + rings:
        for _ in range(round(weight * parts) if parts else 1):
            graph.add_edge(int(one), int(other), weight=float(weight), kind=kind)
    return graph


@pytest.mark.parametrize("paradigm", ["siloed", "assimilated", "status-quo"])
def test_modularity_and_density_are_those_of_networkx(paradigm: str) -> None:
    org = lived(17, paradigm=paradigm).org
    observe_network(org)
    graph, row = whole_graph(org), org.quarters[org.clock[0].quarter]
    functions = [{who for who in graph if graph.nodes[who]["function"] == function} for function in range(3)]
    assert row.modularity == pytest.approx(nx.community.modularity(graph, functions, weight="weight"), rel=1e-12)
    between = sum(edge["weight"] for *_, edge in graph.edges(data=True) if edge["kind"] == "works with")
    assert row.cross_function_density == pytest.approx(between / (13 * 6), rel=1e-12)


@pytest.mark.parametrize("paradigm", ["siloed", "assimilated", "status-quo"])
def test_assortativity_is_that_of_networkx(paradigm: str) -> None:
    org = lived(17, paradigm=paradigm).org
    org.ties.contact = np.round(8 * org.ties.contact) / 8  # networkx counts edges, so weights become parallel edges
    observe_network(org)
    theirs = nx.attribute_assortativity_coefficient(whole_graph(org, parts=8), "function")
    assert org.quarters[org.clock[0].quarter].assortativity == pytest.approx(theirs, rel=1e-12)


# The package


def test_importing_the_package_imports_nothing_else() -> None:
    script = (
        "import sys, cordiale.simulation; print(*sorted({'mesa', 'numba', 'numpy', 'pydantic'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "\n"


def test_only_the_mesa_face_needs_mesa() -> None:
    script = "import sys; from cordiale import load_scenario, simulate; print('mesa' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )


@pytest.mark.parametrize("name", sorted(set(dir(cordiale)) - {"__version__"}))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(cordiale, name).__module__.startswith("cordiale.")
    of_experiments = ("Quest", "rules", "see", "compare", "decide", "search", *cordiale.OF_STUDIES)
    assert name in dir(cordiale.simulation) or name in of_experiments


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Simulator'"):
        cordiale.Simulator  # noqa: B018


def test_by_its_short_name_the_model_is_the_same_and_not_a_second_copy() -> None:
    script = (
        "import simulation.week, cordiale.simulation.week, simulation.rules.trust;"
        "from simulation import simulate;"
        "assert simulation is cordiale.simulation and simulate is cordiale.simulate;"
        "assert simulation.week is cordiale.simulation.week;"
        "import sys; print(sorted(name for name in sys.modules if name.startswith('simulation.rules')"
        " and sys.modules[name] is not sys.modules['cordiale.' + name]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_mesas_batch_run_which_gives_no_seed_gets_the_first() -> None:
    rows = mesa.batch_run(
        AlignmentModel, {"scenario": [SMALL], "quarters": [1], "replication": [0, 1]}, display_progress=False,
        max_steps=2,
    )  # fmt: skip
    assert [row["replication"] for row in rows] == [0, 1]
    assert rows[0]["leads"] != rows[1]["leads"] or rows[0]["morale"] != rows[1]["morale"]
    assert lived(2, rng=None).org.people.skill.tolist() == lived(2, rng=1).org.people.skill.tolist()


def repickled(model: AlignmentModel) -> AlignmentModel:
    again: AlignmentModel = pickle.loads(pickle.dumps(model))
    return again


@pytest.mark.parametrize("copied", [copy.deepcopy, repickled])
def test_a_copy_and_its_original_live_the_same_weeks_apart(copied: Callable[[AlignmentModel], AlignmentModel]) -> None:
    scenario = Scenario(schema=1, name="two", company={"reps": 2, "marketers": 1, "executives": 1, "burn_in": 0})
    model = AlignmentModel(scenario, paradigm="siloed", quarters=1)
    for _ in range(2):
        model.step()
    other = copied(model)
    assert (other.week, len(other.agents)) == (2, len(model.agents))
    assert all(person.model is other for person in other.people)
    other.step()
    assert (other.week, model.week) == (3, 2)
    model.step()
    assert first_difference(model.org, other.org) == ""
    pd.testing.assert_frame_equal(
        model.datacollector.get_model_vars_dataframe(), other.datacollector.get_model_vars_dataframe()
    )


def test_a_model_that_keeps_a_record_says_that_it_cannot_be_copied() -> None:
    scenario = Scenario(schema=1, name="two", company={"reps": 2, "marketers": 1, "executives": 1, "burn_in": 0})
    model = AlignmentModel(scenario, paradigm="siloed", quarters=1, record=True)
    with pytest.raises(TypeError, match="make it with record=False"):
        copy.deepcopy(model)
