"""A comparison is the same whoever computes it, and costs a failing run only itself."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.comparison import illustrations
from cordiale.experiments.comparison.compare import carry_out
from cordiale.experiments.comparison.figures import gallery
from cordiale.experiments.comparison.illustrations import best_run, org_graphs
from cordiale.experiments.foundations import execution
from cordiale.experiments.foundations.execution import attempts
from cordiale.experiments.foundations.failures import Failure, RunsFailedError, as_typed
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.manifest import scenario_content
from cordiale.experiments.foundations.store import content_sha256, read_results, verify_directory
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.results import simulate
from cordiale.simulation.runs.run import Run, plan
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from tests.support.commandline import command, cordiale, process, surroundings
from tests.support.small_comparison import SMALL

DESIGN: dict[str, Any] = {"paradigms": ["siloed", "proportional"], "forces": ["none", "all"], "replications": 3}
SIZE: dict[str, Any] = {"quarters": 2, "seed": 1}


@pytest.fixture(scope="module")
def company() -> Scenario:
    return load_scenario()


@pytest.fixture(scope="module")
def runs(company: Scenario) -> list[Run]:
    return plan(company, **DESIGN, **SIZE)


# The same, whoever computes it


def test_the_table_is_that_of_simulate_for_any_number_of_workers(company: Scenario, runs: list[Run]) -> None:
    expected = content_sha256(simulate(company, **DESIGN, **SIZE))
    assert [content_sha256(carry_out(company, runs, workers=n).frame) for n in (1, 2, 7)] == [expected] * 3


def test_any_executor_will_do(company: Scenario, runs: list[Run]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        done = dict(attempts(prepare(company), runs, executor=pool, workers=None))
    assert sorted(done) == list(range(len(runs)))


def test_the_hash_depends_on_no_hash_seed_and_no_order(folder: Path, tmp_path: Path) -> None:
    """This process has a hash seed of its own, by chance; the other has a given one."""
    told = process(*SMALL, "--json", "--quiet", "--out", "r", folder=tmp_path, PYTHONHASHSEED="1234").stdout
    assert json.loads(told) == json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def test_fewer_replications_are_the_first_of_more(company: Scenario, runs: list[Run]) -> None:
    whole = carry_out(company, runs).frame
    fewer = carry_out(company, plan(company, **(DESIGN | {"replications": 2}), **SIZE)).frame
    assert content_sha256(whole[whole["replication"] < 2]) == content_sha256(fewer)


# What it leaves


def test_a_whole_study_is_left(folder: Path) -> None:
    assert {file.name for file in folder.iterdir()} == {"results.parquet", "summary.json", "manifest.json", "figures"}
    names = {file.name for file in (folder / "figures").iterdir()}
    assert names == {"overview.png", "overview.svg"}
    assert verify_directory(folder).holds


def test_the_paradigms_are_by_default_all_that_the_scenario_knows(company: Scenario, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    row = "\n".join(f"{name} = {json.dumps(value)}" for name, value in company.rows["siloed"].model_dump().items())
    own.write_text(f'schema = 1\nname = "own"\n[paradigms.ours]\n{row}\n', encoding="utf-8")
    words = ["compare", "--replications", "1", "--quarters", "1", "--forces", "none", "--quiet", "--out"]
    assert cordiale(words[0], own, *words[1:], tmp_path / "r").exit_code == 0
    ran = list(read_results(tmp_path / "r")["paradigm"].unique())
    assert ran == list(load_scenario(own).rows)
    assert ran[0] == "status-quo"
    assert ran[-1] == "ours"


def test_json_is_the_summary_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    shown = cordiale(*SMALL, "--json", "--out", tmp_path)
    assert json.loads(shown.stdout) == json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert str(tmp_path) in shown.stderr


def test_the_end_names_the_folder_and_the_hash(tmp_path: Path, folder: Path) -> None:
    last = cordiale(*SMALL, "--out", tmp_path).stdout.splitlines()[-2:]
    assert last == [f"Results in {tmp_path}", f"content SHA-256 {content_sha256(read_results(folder))}"]


def test_the_graph_is_of_the_best_paradigm_under_most_forces(company: Scenario, runs: list[Run]) -> None:
    study = carry_out(company, runs)
    best = best_run(study)
    assert best.forces == "all"
    assert best in study.runs
    first, last = org_graphs(study.company, best)
    assert set(first) == set(last)
    assert len(first) == len(study.company.blueprint.people)


def test_the_graph_that_is_drawn_is_of_the_run_that_its_caption_names(
    company: Scenario, runs: list[Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, drawn = carry_out(company, runs), dict[str, Any]()
    other = next(run for run in reversed(study.runs) if run != study.runs[0])
    monkeypatch.setattr(illustrations, "best_run", lambda _: other)
    monkeypatch.setattr(illustrations, "org_graphs", lambda _, run: run)
    monkeypatch.setattr(gallery, "draw_all", lambda *_, **said: drawn.update(said))
    illustrations.draw(study, "all", tmp_path, w=ENGLISH)
    assert (drawn["graphs"], drawn["graphs_caption"]) == (other, illustrations.graphs_caption(other, w=ENGLISH))


def test_the_graph_is_of_the_first_day_and_of_the_last_week_of_the_record(
    company: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, run = prepare(company), Run("siloed", "none", 0, 1, 3)
    weeks: list[Any] = []
    monkeypatch.setattr(illustrations, "start", lambda *_: 0)
    monkeypatch.setattr(illustrations, "advance", lambda _, week: week)
    monkeypatch.setattr(illustrations, "to_graph", lambda week, _: weeks.append(week) or week)
    assert org_graphs(ready, run) == (0, 39)
    assert weeks == [0, 39]


def test_the_manifest_names_no_path_of_this_machine(tmp_path: Path) -> None:
    chart = "person,function,role,manager\nb,company,executive,\nr,sales,rep,b\nm,marketing,marketer,b\n"
    (tmp_path / "chart.csv").write_text(chart, encoding="utf-8")
    (tmp_path / "c.toml").write_text('schema = 1\nname = "c"\n[company]\norg_chart = "chart.csv"\n', encoding="utf-8")
    content = scenario_content(load_scenario(tmp_path / "c.toml"))
    assert str(tmp_path) not in json.dumps(content)
    assert [seat["key"] for seat in content["org_chart"]] == ["b", "r", "m"]


# Failures


def break_replication(monkeypatch: pytest.MonkeyPatch, which: set[int]) -> None:
    whole = execution.execute

    def execute(company: Any, run: Run, rested: Any = None) -> Any:
        if run.replication in which:
            raise ArithmeticError("a bad day")
        return whole(company, run, rested)

    monkeypatch.setattr(execution, "execute", execute)


def test_a_run_that_raises_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, company: Scenario, runs: list[Run], tmp_path: Path
) -> None:
    whole = carry_out(company, runs).frame
    break_replication(monkeypatch, {1})
    shown = cordiale(*SMALL, "--out", tmp_path)
    assert shown.exit_code == 4
    assert "4 of 12 runs failed" in shown.stderr
    assert content_sha256(read_results(tmp_path)) == content_sha256(whole[whole["replication"] != 1])
    named = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["failures"]
    assert [(failure["replication"], failure["seed"]) for failure in named] == [(1, 1)] * 4
    assert named[0]["reason"] == "ArithmeticError: a bad day"


def test_the_reproducer_repeats_the_failure_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    break_replication(monkeypatch, {2})
    told = cordiale(*SMALL, "--set", "leadership.strength=0.2", "--out", tmp_path).stderr
    line = next(line.strip() for line in told.splitlines() if line.strip().startswith("cordiale run"))
    assert " --set leadership.strength=0.2 " in line, "it is of the company that failed"
    assert cordiale(*shlex.split(line)[1:]).exit_code == 4
    monkeypatch.undo()
    assert cordiale(*shlex.split(line)[1:]).exit_code == 0


def test_all_runs_failing_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    break_replication(monkeypatch, {0, 1, 2})
    shown = cordiale(*SMALL, "--out", tmp_path)
    assert shown.exit_code == 4
    assert "12 of 12 runs failed" in shown.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_numbers_is_a_failure(monkeypatch: pytest.MonkeyPatch, company: Scenario) -> None:
    whole = execution.execute

    def execute(company: Any, run: Run, rested: Any = None) -> Any:
        rows = whole(company, run, rested)
        rows["revenue"][2] = float("nan")
        return rows

    monkeypatch.setattr(execution, "execute", execute)
    with pytest.raises(RunsFailedError, match="revenue is not a number in quarter 2"):
        carry_out(company, plan(company, **(DESIGN | {"replications": 1}), **SIZE))


def test_a_reproducer_is_one_line_that_a_shell_takes() -> None:
    line = Failure(Run("our own", "all", 3, 9, 12, 4), "").reproducer(as_typed("my company.toml"))
    assert shlex.split(line) == [
        "cordiale", "run", "my company.toml", "--paradigm", "our own", "--forces", "all", "--replication", "3",
        "--seed", "9", "--quarters", "12", "--switch-quarter", "4",
    ]  # fmt: skip


# Folders that cannot be used


def test_a_file_in_the_way_is_told_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_replication(monkeypatch, {0, 1, 2})  # were anything to run, the code would be 4
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        shown = cordiale(*SMALL, "--out", place)
        assert shown.exit_code == 3
        assert shown.stderr.startswith(f"cordiale: cannot write to {place}")
        assert len(shown.stderr.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told_before_anything_runs(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert cordiale(*SMALL, "--out", tmp_path).exit_code == 3


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_a_full_disk_is_told_and_leaves_no_manifest(tmp_path: Path) -> None:
    import resource

    limited = subprocess.run(
        command(*SMALL, "--out", "r"), cwd=tmp_path, env=surroundings(), capture_output=True, text=True, timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
    )  # fmt: skip
    assert limited.returncode == 3
    assert "cannot write to r" in limited.stderr
    assert "Traceback" not in limited.stderr
    assert not list((tmp_path / "r").glob("*.json"))
