"""With the ensemble each replication lives with a parameter set of its own, the same under every paradigm."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.comparison.compare import carry_out, parameters_of, summarise
from cordiale.experiments.comparison.framing import Comparison
from cordiale.experiments.comparison.measures import FRICTION, REVENUE, Measure, matched_runs
from cordiale.experiments.comparison.ranking import first_places, rank_paradigms
from cordiale.experiments.comparison.report import print_report
from cordiale.experiments.comparison.today import NOT_ASKED
from cordiale.experiments.foundations import execution
from cordiale.experiments.foundations.execution import attempt
from cordiale.experiments.foundations.failures import Failure
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.store import content_sha256, read_results
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.own_rules import SHIPPED
from cordiale.simulation.runs.results import simulate
from cordiale.simulation.runs.run import Run, plan
from cordiale.simulation.scenario import ensemble
from cordiale.simulation.scenario.ensemble import kept_sets, order_of, own_values, value_at
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from tests.support.commandline import cordiale

DESIGN: dict[str, Any] = {"paradigms": ["siloed", "proportional"], "forces": ["none", "all"], "seed": 4}


@pytest.fixture(scope="module")
def study() -> Comparison:
    scenario = load_scenario()
    return carry_out(scenario, plan(scenario, **DESIGN, replications=24, quarters=2), parameters="ensemble")


def test_a_replication_lives_with_one_set_under_every_paradigm_and_force_set(study: Comparison) -> None:
    sets = study.frame.groupby("replication")["parameter_set"].unique()
    assert all(len(numbers) == 1 for numbers in sets)
    assert [numbers[0] for numbers in sets] == order_of(list(kept_sets()), 4)[:24]


def test_the_company_of_a_replication_has_the_parameters_of_its_set() -> None:
    company = prepare(load_scenario(), parameters="ensemble", seed=4)
    for replication in (0, 5, 64 + 5):
        one = company.of(Run("siloed", "all", replication, 4, 1))
        values = kept_sets()[one.parameter_set]
        assert all(value_at(one.scenario, name) == value for name, value in values.items())
        assert all(one.parameters[0][name.replace(".", "_")] == value for name, value in values.items())


def test_the_order_of_the_sets_depends_on_the_seed_and_uses_each_before_any_twice() -> None:
    numbers = list(kept_sets())
    assert order_of(numbers, 1) != order_of(numbers, 2)
    assert sorted(order_of(numbers, 1)) == sorted(numbers)
    company = prepare(load_scenario(), parameters="ensemble", seed=1)
    assert [one.parameter_set for one in company.sets] == order_of(numbers, 1)


def test_the_table_is_that_of_simulate_for_any_number_of_workers(study: Comparison) -> None:
    scenario = load_scenario()
    whole = simulate(scenario, **DESIGN, replications=24, quarters=2, parameters="ensemble")
    assert content_sha256(whole) == content_sha256(study.frame)
    few = plan(scenario, **DESIGN, replications=3, quarters=2)
    alone = carry_out(scenario, few, parameters="ensemble", workers=1).frame
    assert content_sha256(alone) == content_sha256(whole[whole["replication"] < 3])


def test_a_point_table_has_no_column_more() -> None:
    assert "parameter_set" not in simulate(load_scenario(), ["siloed"], ["none"], replications=1, quarters=1)


def test_mesa_lives_with_the_same_set_and_gets_the_same_numbers() -> None:
    from cordiale.experiments.comparison.single import simulate_one
    from cordiale.experiments.foundations.talk import Talk

    run = Run("proportional", "all", 3, 4, 1)
    told = {
        mesa: simulate_one(
            load_scenario(),
            run,
            called="status-quo",
            parameters="ensemble",
            talk=Talk(quiet=True),
            mesa=mesa,
            record=None,
            rules=SHIPPED,
        ).frame
        for mesa in (False, True)
    }
    assert content_sha256(told[True]) == content_sha256(told[False])
    assert told[True]["parameter_set"].nunique() == 1


def test_intervals_of_differences_grow(study: Comparison) -> None:
    scenario = load_scenario()
    point = carry_out(scenario, plan(scenario, **DESIGN, replications=24, quarters=2)).frame
    for forces in range(2):
        widths = [
            _width(rank_paradigms(frame)[forces].pair("siloed", "proportional")) for frame in (point, study.frame)
        ]
        assert widths[1] > widths[0]


def _width(pair: Any) -> float:
    return float(pair.difference.high - pair.difference.low)


def test_what_a_scenario_sets_itself_stays_and_the_rest_varies() -> None:
    scenario = load_scenario("smb-inbound")
    own = own_values(scenario)
    assert {"buyers.win", "selling.contact_hours", "customers.renewal"} <= own
    assert "trust.gain" not in own
    for one in prepare(scenario, parameters="ensemble").sets[:5]:
        assert all(value_at(one.scenario, name) == value_at(scenario, name) for name in own)
        assert value_at(one.scenario, "trust.gain") == kept_sets()[one.parameter_set]["trust.gain"]


def test_of_a_fitted_company_what_is_no_longer_as_fitted_stays_and_what_was_fitted_varies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = load_scenario().with_values({"trust.gain": 0.11, "trust.initial": 0.44})
    monkeypatch.setattr(ensemble, "sets_of", lambda _: {ensemble.FITTED: {"trust.gain": 0.11, "trust.initial": 0.5}})
    assert own_values(scenario.model_copy(update={"ensemble": "sets.csv"})) == {"trust.initial"}


def test_replications_that_share_a_set_count_as_one_witness() -> None:
    rows = [
        {
            "scenario": "s", "paradigm": paradigm, "forces": "all", "replication": each, "seed": 1, "quarter": quarter,
            "parameter_set": 1 + each % 2, "revenue": 10.0 * each + (paradigm == "drift"),
        }
        for paradigm in ("siloed", "drift")
        for each in range(4)
        for quarter in (0, 1)
    ]  # fmt: skip
    runs = matched_runs(pd.DataFrame(rows), REVENUE, "all")
    assert runs["siloed"].to_dict() == {1: 10.0, 2: 20.0}
    assert sum(first_places(pd.DataFrame(rows), "all").values()) == 1.0


@pytest.mark.parametrize(("measure", "most"), [(REVENUE, True), (FRICTION, False)])
def test_a_paradigm_is_first_with_the_sets_with_which_it_has_most_or_least_where_less_is_better(
    measure: Measure, most: bool
) -> None:
    """With three sets of four siloed has more."""
    rows = [
        {
            "scenario": "s", "paradigm": paradigm, "forces": "all", "replication": each, "seed": 1, "quarter": 1,
            "parameter_set": each, measure.column: 5.0 + (paradigm == ("siloed" if each else "drift")),
        }
        for paradigm in ("siloed", "drift")
        for each in range(4)
    ]  # fmt: skip
    share = 0.75 if most else 0.25
    assert first_places(pd.DataFrame(rows), "all", by=measure) == {"siloed": share, "drift": 1 - share}


def test_summary_and_report_say_that_parameters_were_uncertain(study: Comparison) -> None:
    summary = summarise(study)
    assert summary["parameters"]["choice"] == "ensemble"
    assert summary["parameters"]["sets"] == order_of(list(kept_sets()), 4)
    assert summary["forces"]["all"]["first_places"].keys() == {"siloed", "proportional"}
    assert sum(summary["forces"]["all"]["first_places"].values()) == pytest.approx(1)
    text = io.StringIO()
    print_report(
        study.frame, file=text, width=100, baseline=None, currency="", head="", note="", switched=NOT_ASKED, w=ENGLISH
    )
    assert "what the calibration could not identify" in " ".join(text.getvalue().split())
    assert "Over 24 parameter sets, most is earned by" in " ".join(text.getvalue().split())


def test_manifest_and_table_record_the_sets(tmp_path: Path) -> None:
    words = ["compare", "--paradigms", "siloed,drift", "--forces", "none", "--replications", "2", "--quarters", "1"]
    ended = cordiale(*words, "--parameters", "ensemble", "--no-figures", "--json", "--quiet", "--out", tmp_path)
    assert ended.exit_code == 0
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"] == json.loads(ended.stdout)["parameters"]
    assert manifest["parameters"] == parameters_of(prepare(load_scenario(), parameters="ensemble"))
    assert sorted(read_results(tmp_path)["parameter_set"].unique()) == sorted(order_of(list(kept_sets()), 1)[:2])


def test_an_unknown_choice_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="parameters = 'ensembel' is not known; did you mean 'ensemble'"):
        prepare(load_scenario(), parameters="ensembel")
    for verb in ("compare", "run"):
        ended = cordiale(verb, "--parameters", "best", "--out", tmp_path / "r")
        assert ended.exit_code == 3
        assert "parameters = 'best' is not known; known: point, ensemble" in ended.stderr
    assert not (tmp_path / "r" / "results.parquet").exists()


def test_a_failure_is_reproduced_with_its_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("by hand")

    monkeypatch.setattr(execution, "execute", fails)
    failure = attempt(prepare(load_scenario(), parameters="ensemble"), Run("siloed", "all", 2, 4, 1))
    assert isinstance(failure, Failure)
    assert failure.reproducer("status-quo").endswith("--quarters 1 --parameters ensemble")


def test_the_sets_differ_where_the_data_are_silent() -> None:
    values = np.array([one["trust.loss_ratio"] for one in kept_sets().values()])
    assert values.min() < 1.5
    assert values.max() > 3.5
