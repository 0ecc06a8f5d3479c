"""Small rules of a study, one by one and by hand: its limits and defaults, which run is where, what is said of it."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from contextlib import closing
from pathlib import Path
from queue import Queue
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.commands.sweep import lines
from cordiale.experiments.study import memory, progress, rounds, sameness, work
from cordiale.experiments.study.accounts import _said, contradictions
from cordiale.experiments.study.afresh import fresh_plan
from cordiale.experiments.study.agents import UserAgents
from cordiale.experiments.study.bench import Bench, failed
from cordiale.experiments.study.carrying_out import _until_told
from cordiale.experiments.study.complaint import SHOWN, StudyRunsFailedError, complain
from cordiale.experiments.study.domains import Domain, domains, value
from cordiale.experiments.study.exports import export
from cordiale.experiments.study.factors import Factor
from cordiale.experiments.study.file import StudyError, StudyFile, Until
from cordiale.experiments.study.frozen import freeze, identity, plant
from cordiale.experiments.study.growing import grown
from cordiale.experiments.study.ledger import Failed, Ledger
from cordiale.experiments.study.orders import STUDIED, run_at, varied
from cordiale.experiments.study.pilot import LEDGER_ROW, Forecast, _bytes
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.reading import read
from cordiale.experiments.study.verification import _chosen
from cordiale.experiments.study.work import orders_of
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.commandline import ROOT
from tests.support.planted_studies import outcomes_of, planned, planted

FACTORS: dict[str, Any] = {"paradigm": ["siloed", "proportional"]}
UNTIL: dict[str, Any] = {"replications": 48, "until": {"first": 8, "batch": 8}, "factors": FACTORS}
BASE = load_scenario("status-quo")


def earned(settings: dict[str, Any], replication: int) -> float:
    return 10.0 + replication


# Defaults and limits


def test_what_is_left_out_of_a_study_file_is_as_its_document_says() -> None:
    """The examples of the document say each key with what it is if left out, or say so beside it."""
    text = (ROOT / "experiments" / "study" / "README.md").read_text(encoding="utf-8")
    (stops,) = re.findall(r"^until = (\{.*?\})", text, re.MULTILINE)
    assert tomllib.loads(f"until = {stops}")["until"] == Until().model_dump(exclude={"runs"})
    study = StudyFile(schema=1)
    said = {name: study.model_dump()[name] for name in ("scenario", "design", "samples", "seed")}
    assert said == {"scenario": "status-quo", "design": "full", "samples": 0, "seed": 1}
    for name, found in said.items():
        assert f"{name} = {json.dumps(found)} " in text
    assert "`trajectory_levels` (for `morris`, 4)" in text
    assert (study.trajectory_levels, study.design_seed, study.second_order) == (4, None, False)
    assert study.design_luck == study.seed


@pytest.mark.parametrize("name", sorted(domains(BASE, 8)))
def test_a_factor_is_taken_at_both_ends_of_its_range_and_refused_beyond_either(name: str) -> None:
    domain = domains(BASE, 8)[name]
    if domain.scenario is not None:
        return
    if domain.kind == "category":
        assert [value("study", domain, each) for each in domain.allowed] == [*domain.allowed]
        for strange in ("no such thing", 17, None):
            with pytest.raises(StudyError, match=f"{strange!r}"):
                value("study", domain, strange)
        return
    for end, beyond in ((domain.low, domain.low - 1.0), (domain.high, domain.high + 1.0)):
        assert value("study", domain, end) == end
        with pytest.raises(StudyError, match=re.escape(domain.range())):
            value("study", domain, beyond)


def test_a_company_may_switch_in_any_quarter_of_a_study_and_in_none_after_it() -> None:
    for quarters in (1, 8, 12):
        switch = domains(BASE, quarters)["switch_quarter"]
        assert (switch.low, switch.high) == (0, quarters)


ASIS: dict[str, Any] = {"replications": None, "samples": None, "runs": None}


@pytest.mark.parametrize(
    ("name", "has", "fewer", "keys"),
    [
        ("replications", 3, 2, {"replications": 3, "factors": FACTORS}),
        ("samples", 8, 4, {"design": "sobol", "samples": 8, "factors": {"trust.initial": {"low": 0.1, "high": 0.9}}}),
        ("runs", 40, 39, UNTIL | {"until": {"first": 8, "batch": 8, "runs": 40}}),
    ],
)
def test_a_study_only_grows(name: str, has: int, fewer: int, keys: dict[str, Any]) -> None:
    made = planned(**keys)
    for number in (has, fewer):
        with pytest.raises(StudyError, match=f"= {number} is not above the {has} that the study has"):
            grown(made, **(ASIS | {name: number}), where="study")
    larger = grown(made, **(ASIS | {name: 2 * has}), where="study")
    assert (larger.points, larger.most) > (made.points, made.most)


def test_what_is_recorded_of_a_study_that_stops_is_of_the_replications_that_every_point_has() -> None:
    planned(**UNTIL, record={"replications": 8})
    with pytest.raises(StudyError, match=r"record\.replications = 9: each point has 8"):
        planned(**UNTIL, record={"replications": 9})
    planned(replications=9, factors=FACTORS, record={"replications": 9})


def test_a_budget_pays_at_least_the_first_replications_of_every_point() -> None:
    planned(**UNTIL | {"until": {"first": 8, "batch": 8, "runs": 16}})
    with pytest.raises(StudyError, match=r"until\.runs = 15 is below 16"):
        planned(**UNTIL | {"until": {"first": 8, "batch": 8, "runs": 15}})


@pytest.mark.parametrize("name", ["paradigm", "leadership.strength", "switch_quarter"])
def test_a_level_that_is_named_twice_is_refused(name: str) -> None:
    level: Any = {"paradigm": "siloed", "leadership.strength": 0.5, "switch_quarter": 1}[name]
    with pytest.raises(StudyError, match="names one level twice"):
        planned(factors={name: [level, level]})


# Which run is where


def test_a_run_lives_where_its_point_says_under_all_forces_and_without_a_switch_if_it_says_nothing() -> None:
    plain = run_at(BASE, {}, replication=3, seed=7, quarters=5)
    assert (plain.paradigm, plain.forces, plain.switch_quarter) == (BASE.company.paradigm, "all", 0)
    assert (plain.replication, plain.seed, plain.quarters, plain.decisions) == (3, 7, 5, ())
    said = {"paradigm": "siloed", "forces": "buyers", "switch_quarter": 2, "decisions": "Q2 survey"}
    run = run_at(BASE, said, replication=0, seed=1, quarters=5)
    assert (run.paradigm, run.forces, run.switch_quarter, run.decisions) == ("siloed", "buyers", 2, ("Q2 survey",))


@pytest.mark.parametrize("paradigm", ["siloed", "proportional", None])
def test_a_setting_of_the_structure_is_changed_in_the_row_of_the_point_s_own_paradigm(paradigm: str | None) -> None:
    settings = {"structure.integration": 0.33} | ({"paradigm": paradigm} if paradigm else {})
    row = varied(BASE, settings).rows[STUDIED].model_dump()
    assert row == BASE.rows[paradigm or BASE.company.paradigm].model_dump() | {"integration": 0.33}
    assert run_at(BASE, settings, replication=0, seed=1, quarters=2).paradigm == STUDIED


def test_a_replication_lives_with_the_set_in_its_own_place_and_after_the_last_with_the_first_again() -> None:
    made = planned(replications=5, factors=FACTORS)
    sets = tuple((number, {"trust.initial": 0.3 + number / 100}) for number in (9, 4, 7))
    bench = Bench(orders_of(made._replace(sets=sets)))
    assert [bench._base_of(replication).parameter_set for replication in range(5)] == [9, 4, 7, 9, 4]


def test_a_quarter_whose_revenue_is_no_number_is_told_as_it_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(orders_of(planned(quarters=4, factors=FACTORS)))
    for quarter in (1, 3, 4):
        revenue = np.ones(5)
        revenue[quarter:] = np.nan
        monkeypatch.setattr(bench, "_rows", lambda *_, revenue=revenue: ({"revenue": revenue}, []))
        assert bench.live(6, {}) == Failed(6, "not a number", f"revenue is not a number in quarter {quarter}")


@pytest.mark.parametrize(("runs", "lived"), [(None, [*range(20)]), (4, [0, 5, 10, 15]), (1, [0]), (30, [*range(20)])])
def test_the_runs_that_verify_lives_again_are_spread_evenly_over_those_that_are_done(
    runs: int | None, lived: list[int]
) -> None:
    ledger: Any = SimpleNamespace(digests=lambda part: dict.fromkeys(reversed(range(*part))))
    parts = [Part(0, 8), Part(8, 16), Part(16, 20)]
    assert _chosen(planned(factors=FACTORS), ledger, parts, runs, None) == lived
    assert _chosen(planned(factors=FACTORS), ledger, parts, runs, 17) == [17]


def test_failed_runs_of_a_study_that_stops_are_run_again_before_its_next_round(tmp_path: Path) -> None:
    made, again = planned(**UNTIL), [Part(56, 64), Part(0, 8)]
    ledger: Any = SimpleNamespace(entries=list)
    first = next(_until_told(made, tmp_path, ledger, again))
    assert first == sorted(again)
    assert next(_until_told(made, tmp_path, ledger, [])) == [Part(0, 8), Part(48, 56)]


def test_the_fresh_half_of_a_study_has_other_luck_and_other_points_each_as_far_on_as_its_number() -> None:
    ranges = {"trust.initial": {"low": 0.1, "high": 0.9}}
    made = planned(design="latin-hypercube", samples=6, seed=5, design_seed=70, factors=ranges)
    fresh = fresh_plan(made, 2, where="study")
    assert (fresh.study.seed, fresh.study.design_seed) == (7, 72)
    of_its_own = planned(design="latin-hypercube", samples=6, seed=7, design_seed=72, factors=ranges)
    assert fresh.columns == of_its_own.columns
    assert fresh.columns["trust.initial"] != made.columns["trust.initial"]
    other_luck = planned(design="latin-hypercube", samples=6, seed=8, design_seed=70, factors=ranges)
    assert other_luck.columns == made.columns, "the seed of luck moves no point"


# What is said of it


@pytest.mark.parametrize("open_", [0, 3])
def test_the_worlds_that_are_told_and_that_are_open_are_counted_each_by_itself(
    open_: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are told; one has a run that failed, so that it is neither."""
    worlds = [SimpleNamespace(is_told=True, wanted=[])] * 2 + [SimpleNamespace(is_told=False, wanted=[])]
    worlds += [SimpleNamespace(is_told=False, wanted=[Part(0, 8)])] * open_
    monkeypatch.setattr(progress, "rounds_of", lambda *_: SimpleNamespace(worlds=worlds, asked=40))
    ledger: Any = SimpleNamespace(
        counts=lambda: (30, 2), entries=lambda: [SimpleNamespace(bytes=7), SimpleNamespace(bytes=5)],
        sha256=lambda _: "ab", failures=lambda: [Failed(3, "raised", "no")],
    )  # fmt: skip
    state = progress.state_in(planned(**UNTIL), ledger, "of the plan")
    assert state.stops == progress.Stops(worlds=3 + open_, told=2, open=open_, most=96)
    assert (state.planned, state.done, state.failed, state.bytes, state.sha256) == (40, 30, 2, 12, "ab")
    assert not state.is_complete


@pytest.mark.parametrize("lost", [[], [3]])
def test_a_study_is_complete_only_where_every_run_is_there_and_has_ended_also_where_some_failed(
    lost: list[int], tmp_path: Path
) -> None:
    folder = planted(tmp_path / "study", planned(replications=2, factors=FACTORS), earned, failed=lost)
    assert read(folder).is_complete is progress.status(folder).is_complete is not bool(lost)
    assert progress.status(folder).has_ended


def test_the_bytes_foretold_grow_with_the_runs_of_the_study_and_not_with_those_of_the_pilot() -> None:
    sizes = {}
    for replications in (1_000, 2_000):
        made = planned(replications=replications, factors=FACTORS)
        sizes[replications] = _bytes(made, {run: outcomes_of(made, run, earned) for run in range(4)})
    assert sizes[1_000] > 2_000 * LEDGER_ROW
    assert sizes[2_000] - sizes[1_000] > 2_000 * LEDGER_ROW


def test_points_that_are_copies_of_others_are_told_before_they_are_lived() -> None:
    sampled = {"switch_quarter": {"low": 0, "high": 1}}
    made = planned(design="latin-hypercube", samples=6, factors=sampled, replications=2)
    assert made.copies() == 4, "six samples of two whole numbers"
    told = lines(made, Forecast(12, 1, 3, 90.0, 2_000.0, 5, (), done=0))
    assert told[0] == "6 points (latin-hypercube) x 2 replications = 12 runs of 2 quarters, in 1 parts"
    assert told[1] == "about 90 s with 3 workers, about 2 kB (pilot: 5)"
    begun = lines(made, Forecast(12, 1, 3, 90.0, 2_000.0, 5, (), 4))
    assert begun[1] == "about 90 s with 3 workers for the 8 that are left, about 2 kB (pilot: 5)"
    assert told[2].startswith("4 of the points are copies of others (whole numbers are few)")
    assert planned(factors=FACTORS).copies() == 0


def test_points_of_trajectories_that_meet_are_not_said_to_come_of_whole_numbers() -> None:
    sampled = {"leadership.strength": {"low": 0.0, "high": 1.0}, "trust.gain": {"low": 0.01, "high": 0.1}}
    made = planned(design="morris", samples=20, factors=sampled, replications=1, trajectory_levels=2)
    assert made.copies() == 60 - 4, "a grid of two by two"
    told = lines(made, Forecast(60, 1, 3, 90.0, 2_000.0, 5, (), done=0))
    assert told[2].startswith("56 of the points are copies of others (trajectories meet on a grid)")


def test_the_head_of_a_netlogo_table_says_scenario_design_points_replications_and_seed(tmp_path: Path) -> None:
    made = planned(replications=3, seed=41, factors=FACTORS)
    folder = planted(tmp_path / "study", made, earned)
    head = export(folder, format="netlogo-table", to=None).read_text(encoding="utf-8").splitlines()[:6]
    assert head[1:4] == [
        '"status-quo"', '"full design of 2 points, 3 replications"', '"seed 41; see study.json"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    "key", ["points", "runs", "factors", "scenario", "agents", "plan_sha256", "part_size", "study"]
)
def test_what_a_study_says_of_itself_is_that_of_its_plan(key: str, tmp_path: Path) -> None:
    made = planned(replications=3, factors=FACTORS | {"leadership.strength": {"low": 0.0, "high": 1.0, "levels": 3}})
    plant(made, tmp_path)
    assert json.loads((tmp_path / "study.json").read_text())[key] == json.loads(json.dumps(freeze(made)))[key]


@pytest.mark.parametrize("key", ["points", "runs", "factors", "scenario", "agents"])
def test_a_study_s_own_document_is_held_against_its_plan_in_each_thing_that_it_counts(key: str, tmp_path: Path) -> None:
    folder = planted(tmp_path / "study", planned(replications=2, factors=FACTORS), earned)
    document = json.loads((folder / "study.json").read_text())
    other = {"points": 3, "runs": 9, "factors": [], "agents": [{"name": "x"}],
             "scenario": document["scenario"] | {"name": "another"}}  # fmt: skip
    plan, frozen = planned(replications=2, factors=FACTORS), document | {key: other[key]}
    with closing(Ledger(folder, writable=False)) as ledger:
        (said,) = contradictions(plan, frozen, folder, ledger)
        assert said.startswith("study.json does not say what the study came to")
        assert key in said
        assert not [*contradictions(plan, document, folder, ledger)]


def test_a_study_that_grew_keeps_the_versions_and_the_commit_that_it_was_begun_with(tmp_path: Path) -> None:
    made = planned(factors=FACTORS)
    plant(made, tmp_path, begun={"versions": {"numpy": "0.1"}, "commit": "then", "points": 77})
    document = json.loads((tmp_path / "study.json").read_text())
    assert (document["versions"], document["commit"], document["points"]) == ({"numpy": "0.1"}, "then", 2)


def test_the_first_difference_of_a_document_is_named_and_how_many_more_there_are() -> None:
    (said,) = _said("a.json", {"a": 1, "b": {"c": 2}, "title": "x"}, {"a": 1, "b": {"c": 3}, "title": "y"})
    assert said == "a.json does not say what the study came to: b.c = 2 there, 3 here"
    (said,) = _said("a.json", {"a": 1, "b": 2}, {"a": 2, "b": 3})
    assert said.endswith("a = 1 there, 2 here, and 1 more")


@pytest.mark.parametrize("seed", [5, 2**32 - 1])
def test_a_data_set_for_xarray_names_the_scenario_the_design_and_the_seed_of_the_luck(
    tmp_path: Path, seed: int
) -> None:
    xarray = pytest.importorskip("xarray")
    ranges = {"trust.initial": {"low": 0.1, "high": 0.9}}
    made = planned(design="latin-hypercube", samples=3, seed=seed, design_seed=70, factors=ranges)
    folder = planted(tmp_path / "study", made, earned)
    with xarray.open_dataset(export(folder, format="xarray", to=None), engine="scipy") as data:
        assert data.attrs == {"scenario": "status-quo", "seed": seed, "design": "latin-hypercube"}


def test_variables_of_people_are_kept_of_the_seats_of_their_own_kind() -> None:
    kept = UserAgents(keep=("sales_rep.x", "marketer.y", "leader.z"), classes=()).variables(BASE)
    roles = {seat.key: seat.role for seat in BASE.chart()}
    assert {roles[each.seat] for each in kept if each.kind == "sales_rep"} == {"rep"}
    assert {roles[each.seat] for each in kept if each.kind == "marketer"} == {"marketer"}
    assert {each.seat for each in kept} == {*roles}, "all others lead"
    assert {each.name for each in kept if each.kind == "leader"} == {"z"}


@pytest.mark.parametrize(
    ("error", "kind"), [(ValueError("no"), "raised"), (MemoryError(), "memory"), (SystemExit(3), "exited")]
)
def test_a_run_that_ends_badly_is_known_by_what_ended_it(error: BaseException, kind: str) -> None:
    told = failed(7, error)
    assert (told.run, told.kind) == (7, kind)
    assert told.reason.startswith(type(error).__name__)


def test_of_a_part_the_run_that_hangs_is_the_one_that_is_named_and_the_rest_are_lived(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []

    class Line:
        """Gives the runs of a task from one on, in order, but nothing from a run that hangs on."""

        def __init__(self, task: Any, start: int) -> None:
            self.results: Queue[Any] = Queue()
            begun.append(start)
            assert len(begun) < 3, "the same run is waited for again"
            for run, _ in task.runs(start):
                if run == 5 and start <= 5:
                    break
                self.results.put((run, f"outcomes of {run}"))

        def leave(self) -> None: ...

    monkeypatch.setattr(work, "_Line", Line)
    made = planned(replications=4, factors=FACTORS)
    ended = work.in_place(work.task_of(made, orders_of(made), Part(3, 8)), deadline=0.01)
    assert ended.outcomes == {run: f"outcomes of {run}" for run in (3, 4, 6, 7)}
    assert ended.failures == (Failed(5, "hung", "did not end within 0.01 s"),)


def test_memory_in_use_is_told_in_bytes_of_what_the_system_counts_in_kibibytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "status").write_text("VmPeak:\t  999 kB\nVmData:\t  5120 kB\nVmStk:\t  132 kB\n")
    monkeypatch.setattr(memory, "STATUS", tmp_path / "status")
    assert memory.data_in_use() == 5120 * 1024 == 5 * memory.MIB
    monkeypatch.setattr(memory, "STATUS", tmp_path / "none")
    assert memory.data_in_use() is None


@pytest.mark.parametrize(("cell", "taken"), [("siloed", True), ("proportional", True), ("drift", False)])
def test_a_list_holds_only_levels_that_the_study_gives_its_factor(cell: str, taken: bool, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(f"paradigm\nsiloed\n{cell}\n")
    keys = {"design": "list", "points": str(tmp_path / "points.csv"), "factors": FACTORS}
    if taken:
        assert planned(**keys).columns["paradigm"] == ["siloed", cell]
    else:
        with pytest.raises(StudyError, match=r"row 2\.paradigm = 'drift' is not among the factor's levels"):
            planned(**keys)


@pytest.mark.parametrize(("runs", "most"), [(None, 96), (40, 40), (500, 96)])
def test_the_most_runs_are_the_budget_and_never_more_than_all(runs: int | None, most: int) -> None:
    until = {"first": 8, "batch": 8} | ({} if runs is None else {"runs": runs})
    assert planned(**UNTIL | {"until": until}).most == most


def test_a_study_that_keeps_other_variables_of_people_is_another_one() -> None:
    made = planned(factors=FACTORS)
    kept = [
        made._replace(agents=UserAgents(keep=keep, classes=())) for keep in ((), ("sales_rep.x",), ("sales_rep.y",))
    ]
    assert len({identity(each) for each in kept}) == 3


def test_a_file_of_the_model_is_told_as_new_as_gone_or_as_different(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sameness, "model_files", lambda: {"same.py": "1", "other.py": "2", "new.py": "3"})
    told = sameness.model_differences({"model": {"same.py": "1", "other.py": "1", "old.py": "4"}})
    assert told == ["simulation/new.py is new", "simulation/old.py is gone", "simulation/other.py differs"]


def test_of_many_failed_runs_the_first_are_named_and_the_rest_counted() -> None:
    failures = [Failed(run, "raised", f"why {run}") for run in range(SHOWN + 4)]
    with pytest.raises(StudyRunsFailedError) as error:
        complain(failures, of=99, directory=Path("DIR"))
    first, *named, last = str(error.value).splitlines()
    assert first == f"{SHOWN + 4} of 99 runs failed:"
    assert [line for line in named if line.startswith("run ")] == [f"run {run}: why {run}" for run in range(SHOWN)]
    assert last == "and 4 more: cordiale status DIR"
    complain([], of=99, directory=Path("DIR"))


UNITS = {"switch_quarter": "quarter", "company.burn_in": "quarter", "growth.quarters": "quarter",
         "company.reps": "count", "company.spread": "1", "growth.demand": "1", "paradigm": "name"}  # fmt: skip


@pytest.mark.parametrize("name", UNITS)
def test_a_factor_that_is_no_parameter_is_told_in_its_own_unit(name: str) -> None:
    assert domains(BASE, 8)[name].unit == UNITS[name]


def test_a_sampled_range_of_whole_numbers_takes_each_of_them_equally_often_its_ends_included() -> None:
    factor = Factor(Domain("switch_quarter", "whole", 0, 8), low=1, high=4)
    assert Counter(factor.at(at / 400) for at in range(400)) == {1: 100, 2: 100, 3: 100, 4: 100}


def test_a_factor_that_is_a_parameter_is_told_in_the_unit_and_the_range_of_that() -> None:
    known = domains(BASE, 8)
    for each in PARAMETERS:
        domain = known[each.dotted]
        assert (domain.unit, domain.meaning, domain.low, domain.high) == (each.unit, each.meaning, each.low, each.high)


@pytest.mark.parametrize(
    ("worlds", "budget", "allowed"),
    [(4, 1000, 1), (5, 1000, 2), (9, 1000, 3), (9, 40, 2), (9, 32, 2), (9, 31, 1), (9, 16, 1), (9, 15, 0)],
)
def test_a_round_of_a_budget_is_for_a_quarter_of_the_open_worlds_those_with_the_least_evidence(
    worlds: int, budget: int, allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two options are left in each world, so that a batch of eight takes sixteen runs of it."""
    made = [rounds.World({}, 0, race=SimpleNamespace(remaining=["a", "b"])) for _ in range(worlds)]  # type: ignore[arg-type]  # what is asked
    order = {id(world): (7 * at) % worlds for at, world in enumerate(made)}
    monkeypatch.setattr(rounds, "evidence", lambda world: order[id(world)])
    every: Any = rounds.Rounds.__new__(rounds.Rounds)
    every.until, every.worlds = SimpleNamespace(runs=budget, batch=8), made
    monkeypatch.setattr(rounds.Rounds, "_is_open", lambda *_: True)
    assert every._allow_more() is bool(allowed)
    assert {order[id(world)] for world in made if world.allowed} == {*range(allowed)}


@pytest.mark.parametrize(("ahead", "counts"), [(5.0, 5.0), (0.5, 2.0)])
def test_evidence_is_the_squared_lead_over_its_spread_and_a_lead_below_the_indifference_counts_as_that(
    ahead: float, counts: float
) -> None:
    luck = np.array([1.0, -1.0, 2.0, -2.0])
    seen = {"front": 10 + luck, "near": np.full(4, 10 - ahead), "far": np.full(4, -90.0), "out": np.full(4, 10.0)}
    race = SimpleNamespace(companies=4, seen=seen, best="front", remaining=["front", "near", "far"], delta=2.0)
    found = rounds.evidence(SimpleNamespace(race=race))  # type: ignore[arg-type]
    assert found == pytest.approx(counts**2 * 4 / np.var(luck, ddof=1))


def test_a_study_stops_by_an_outcome_that_it_keeps() -> None:
    keys = UNTIL | {"outcomes": ["revenue", "wins"]}
    assert planned(**keys | {"until": UNTIL["until"] | {"outcome": "wins"}})
    with pytest.raises(StudyError, match=r"until\.outcome: 'leavers' is not known"):
        planned(**keys | {"until": UNTIL["until"] | {"outcome": "leavers"}})
