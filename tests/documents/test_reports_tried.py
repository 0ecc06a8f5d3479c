"""Public reports of neighbouring tools, acted out here. `experiments/REPORTS_TRIED.md` is the log: a row for each."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest

from cordiale import AlignmentModel, simulate
from cordiale.experiments.analysis import AnalysisError, sensitivity
from cordiale.experiments.analysis.doubts import doubts
from cordiale.experiments.commands.verbs import VERBS
from cordiale.experiments.comparison.compare import carry_out as compare
from cordiale.experiments.comparison.compare import keep
from cordiale.experiments.foundations.claiming import BusyError, held
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.store import read_results
from cordiale.experiments.study import read
from cordiale.experiments.study.carrying_out import carry_out
from cordiale.experiments.study.folder import PARTS
from cordiale.experiments.study.reading import opened, part_tables
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES
from tests.support.commandline import ROOT, cordiale
from tests.support.planted_studies import planned, planted

TINY = Scenario(schema=1, name="tiny", company={"reps": 2, "marketers": 2, "executives": 1, "burn_in": 0})
TWO = {"paradigm": ["siloed", "proportional"]}
REPORTS: dict[str, Any] = {}


def report(*threads: str) -> Any:
    """Marks a test as the acting out of these threads."""

    def enter(test: Any) -> Any:
        REPORTS.update(dict.fromkeys(threads, test.__name__))
        return test

    return enter


def rows(**options: Any) -> list[dict[str, Any]]:
    given = {"scenario": [TINY], "quarters": [1]} | options
    told: list[dict[str, Any]] = mesa.batch_run(AlignmentModel, given, display_progress=False, max_steps=2)
    return told


@report("mesa#1060", "mesa#2841")
def test_a_batch_run_is_the_same_again_and_its_iterations_are_not_one_another() -> None:
    first = rows(replication=[0, 1])
    again = rows(replication=[0, 1])
    told = [{key: row[key] for key in ("replication", "leads", "morale")} for row in first]
    assert told == [{key: row[key] for key in told[0]} for row in again]
    assert told[0]["morale"] != told[1]["morale"] or told[0]["leads"] != told[1]["leads"]


@report("mesa#3252", "mesa#2940")
def test_a_generator_as_seed_is_refused_by_name() -> None:
    with pytest.raises(ScenarioError, match=r"rng = Generator\(PCG64\).* is not a whole number"):
        AlignmentModel(TINY, rng=np.random.default_rng(1))  # type: ignore[arg-type]


@report("mesa#3035", "mesa#1579")
def test_what_was_collected_does_not_change_as_the_model_goes_on() -> None:
    model = AlignmentModel(TINY, quarters=1)
    model.step()
    before = model.datacollector.get_model_vars_dataframe().copy(deep=True)
    model.step()
    pd.testing.assert_frame_equal(model.datacollector.get_model_vars_dataframe().iloc[:2], before)


@report("mesa#992", "mesa#952")
def test_a_model_goes_to_another_process_and_a_class_that_cannot_is_refused_here() -> None:
    assert pickle.loads(pickle.dumps(AlignmentModel(TINY, quarters=1))).week == 0
    with pytest.raises(TypeError, match="is not SalesRep"):
        AlignmentModel(TINY, sales_rep=lambda model, row: None)  # type: ignore[arg-type,return-value]


@report("mesa#719", "mesa#1020")
def test_the_graph_lives_with_the_company_and_keeps_what_was_added_to_its_nodes() -> None:
    model = AlignmentModel(TINY, quarters=1)
    graph = model.graph
    node = next(iter(graph))
    graph.nodes[node]["mine"] = 1
    model.step()
    assert model.graph is graph
    assert graph.nodes[node]["mine"] == 1
    assert graph.number_of_edges()


@report("mesa#3771", "mesa#3768")
def test_parts_are_named_by_their_runs_so_that_no_process_writes_over_another(tmp_path: Path) -> None:
    study = planned(design="full", factors={"paradigm": ["siloed", "proportional"]}, replications=3)._replace(
        part_size=2
    )
    folder = planted(tmp_path / "study", study, lambda settings, luck: 1.0)
    named = sorted(file.name for file in (folder / PARTS).iterdir())
    assert named == sorted(part.name for part in study.parts())
    assert len(named) == len(set(named)) == 3


@report("mesa#1915", "ema#304")
def test_a_study_is_read_part_by_part(tmp_path: Path) -> None:
    study = planned(design="full", factors={"paradigm": ["siloed", "proportional"]}, replications=3)._replace(
        part_size=2
    )
    folder = planted(tmp_path / "study", study, lambda settings, luck: 1.0)
    with opened(folder) as (made, _, ledger):
        sizes = [part.num_rows for part in part_tables(folder, made, ledger)]
    assert [size for size in sizes if size] == [2 * 3] * 3  # a first one of none has the columns


@report("optuna#820", "ema#328")
def test_two_processes_on_one_folder_are_told_apart_and_the_second_harms_nothing(tmp_path: Path) -> None:
    ours, theirs = (held(tmp_path / "study") for _ in range(2))
    with ours, pytest.raises(BusyError, match="another process is working in this folder"), theirs:
        pass


@report("pyabc#594", "mesa#3756")
def test_what_is_done_is_not_done_again_and_a_study_gone_on_with_is_the_same(tmp_path: Path) -> None:
    study = planned(design="full", factors=TWO, replications=2)
    folder = planted(tmp_path / "study", study, lambda settings, luck: 7.0)
    before = read(folder).results_sha256
    assert carry_out(study, folder, workers=1).sha256 == before  # what was planted would not come out if lived


@report("salib#273", "salib#134")
def test_an_analysis_of_a_study_with_a_missing_value_or_a_failed_run_is_refused_and_names_it(tmp_path: Path) -> None:
    study = planned(design="latin-hypercube", samples=20, factors={"trust.initial": {"low": 0.2, "high": 0.8}})
    for kind in ("lost", "failed"):
        folder = planted(tmp_path / kind, study, lambda settings, luck: settings["trust.initial"], **{kind: [3]})
        with pytest.raises(AnalysisError, match=r"run 3|1 of 20 runs|1 run"):
            sensitivity(folder, "revenue", method="pawn")


@report("salib#195", "salib#98")
def test_categories_have_indices_of_their_own(tmp_path: Path) -> None:
    study = planned(
        design="latin-hypercube", samples=40,
        factors={"paradigm": ["siloed", "proportional"], "trust.initial": {"low": 0.2, "high": 0.8}},
    )  # fmt: skip
    folder = planted(tmp_path / "study", study, lambda settings, luck: settings["trust.initial"])
    found = sensitivity(folder, "revenue", method="pawn")
    assert [group.where for group in found.groups] == [{"paradigm": "siloed"}, {"paradigm": "proportional"}]


@report("salib#109", "salib#306")
def test_indices_from_too_few_samples_are_doubted_aloud(tmp_path: Path) -> None:
    factors = {name: {"low": 0.0, "high": 1.0} for name in ("leadership.strength", "trust.initial")}
    study = planned(design="sobol", samples=8, factors=factors)
    noise = np.random.default_rng(1)
    folder = planted(tmp_path / "study", study, lambda settings, luck: float(noise.normal()))
    assert doubts(sensitivity(folder, "revenue"), w=ENGLISH)


@report("ema#90")
def test_a_name_that_a_csv_would_have_to_quote_is_refused_where_it_is_given(tmp_path: Path) -> None:
    for name in ("a, b", "=1+1", 'say "hi"'):
        (tmp_path / "ours.toml").write_text(f"schema = 1\nname = {json.dumps(name)}\n", encoding="utf-8")
        shown = cordiale("scenario", "check", tmp_path / "ours.toml")
        assert (shown.exit_code, "name" in shown.stderr) == (3, True)


@report("netlogo#2599", "netlogo#1739")
def test_every_documented_column_is_in_the_output_and_every_parameter_in_its_manifest(tmp_path: Path) -> None:
    runs = plan(TINY, paradigms=["siloed"], forces=["none"], replications=1, quarters=1, seed=1)
    keep(compare(TINY, runs, workers=1), tmp_path / "r", verb="compare", command=["cordiale", "compare"], w=ENGLISH)
    assert [*read_results(tmp_path / "r").columns][-len(NAMES) :] == [*NAMES]
    content = json.loads((tmp_path / "r" / "manifest.json").read_text())["scenario"]["content"]
    assert content["company"]["reps"] == 2
    assert content["trust"]


@report("proxymix#148", "starsim#299")
def test_two_scenarios_of_one_seed_begin_with_the_same_people(tmp_path: Path) -> None:
    company = prepare(TINY)
    siloed, proportional = (
        start(company, plan(TINY, paradigms=[name], forces=["none"], replications=1, quarters=1, seed=5)[0])
        for name in ("siloed", "proportional")
    )
    assert siloed.people["skill"].tolist() == proportional.people["skill"].tolist()


@report("starsim#820", "agents.jl#892")
def test_more_replications_or_quarters_do_not_change_those_that_were(tmp_path: Path) -> None:
    asked = {"paradigms": ["siloed"], "forces": ["none"], "seed": 3, "workers": 1}
    more = simulate(TINY, replications=2, quarters=2, **asked)
    fewer = simulate(TINY, replications=1, quarters=1, **asked)
    part = more[(more["replication"] == 0) & (more["quarter"] <= 1)].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, fewer)


@report("starsim#433", "pycopancore#190")
def test_the_model_description_is_written_from_the_code() -> None:
    assert "python -m experiments.workshop.odd" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@report("mesa#573", "mesa#3248")
def test_side_by_side_runs_with_one_seed_and_their_aggregation_are_a_verb() -> None:
    assert "compare" in VERBS
    shown = cordiale("compare", "--paradigms", "silod")
    assert shown.exit_code == 3
    assert "did you mean" in shown.stderr


def test_the_log_has_a_row_for_each_report_that_is_acted_out_here_and_no_other() -> None:
    log = (ROOT / "experiments" / "REPORTS_TRIED.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([\w.#, ]+#\d+) \|", log, re.MULTILINE)
    assert {thread.strip() for cell in told for thread in cell.split(",")} == REPORTS.keys()
    assert len(set(REPORTS.values())) >= 15
