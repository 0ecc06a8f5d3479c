"""What is lived again is what was kept: each run in its own weather and company; and how a folder came about."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.decision.branching import EXPECTED, FULL, NONE
from cordiale.experiments.folders.again import kept_runs
from cordiale.experiments.folders.left import Left
from cordiale.experiments.folders.origin import _of_manifest
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario

USUAL, FULLY = (SimpleNamespace(scenario=load_scenario("status-quo"), weather=name) for name in ("usual", "full"))
OPTIONS: list[dict[str, Any]] = [
    {"option": "stay", "paradigm": "status-quo", "decisions": [], "kind": "stay"},
    {"option": "siloed", "paradigm": "siloed", "decisions": ["Q2 paradigm=siloed"], "kind": "at once"},
]


def test_a_run_of_a_decision_is_lived_again_as_its_option_in_its_company_and_its_weather() -> None:
    lived = [("siloed", FULL, 3), ("stay", NONE, 0), ("siloed", EXPECTED, 7)]
    rows = [(*each, quarter) for each in lived for quarter in range(3)]
    table = pd.DataFrame(rows, columns=["option", "weather", "replication", "quarter"])
    branches = SimpleNamespace(company=USUAL, in_full_weather=FULLY, seed=5, quarters=2, decisions=("Q1 survey",))
    left: Any = SimpleNamespace(is_decision=True, table=table, document={"options": OPTIONS}, starts=lambda: [0, 3, 6],
                                branches=lambda workers: branches)  # fmt: skip
    full, none, expected = kept_runs(left)
    home = USUAL.scenario.company.paradigm
    switch = ("Q2 paradigm=siloed", "Q1 survey")
    assert (full.run, full.company, full.start) == (Run(home, "all", 3, 5, 2, 0, switch), FULLY, 0)
    assert (none.run, none.company, none.start) == (Run(home, "none", 0, 5, 2, 0, ("Q1 survey",)), USUAL, 3)
    assert (expected.run, expected.company, expected.start) == (Run(home, "all", 7, 5, 2, 0, switch), USUAL, 6)
    assert full.said == "siloed in weather full, company 3"


def test_a_run_of_a_comparison_is_lived_again_by_what_its_first_row_says_and_what_was_asked() -> None:
    lived = [("siloed", "all", 3, 9), ("drift", "none", 0, 9)]
    rows = [(*each, quarter) for each in lived for quarter in range(5)]
    table = pd.DataFrame(rows, columns=["paradigm", "forces", "replication", "seed", "quarter"])
    left = Left.__new__(Left)
    asked: Any = {"switch_quarter": 2, "decisions": ["Q1 survey"]}
    left.__dict__ |= {"table": table, "verb": "compare", "manifest": {"runs": asked, "command": ["x"]}}
    assert left.runs() == [
        Run("siloed", "all", 3, 9, 4, 2, ("Q1 survey",)),
        Run("drift", "none", 0, 9, 4, 2, ("Q1 survey",)),
    ]
    assert np.array_equal(left.starts(), [0, 5])


MANIFEST: dict[str, Any] = {
    "verb": "map", "asked": {"x": "trust.gain", "bins": None, "fitted": False}, "plan_sha256": "of the plan",
    "results_sha256": "of the results", "versions": {"python": "3.12", "cordiale": "1", "mesa": None},
    "command": ["cordiale", "run", "tiny"], "seed": 7, "scenario": {"name": "tiny", "sha256": "of the scenario"},
}  # fmt: skip


def test_an_analysis_came_of_its_study_by_its_plan_and_of_what_was_asked_and_what_was_not_is_none_of_it() -> None:
    origin = _of_manifest(MANIFEST, is_of_study=True)
    assert origin.command == "cordiale map"
    assert origin.inputs["study"]["sha256"] == "of the plan"
    assert "of the results" in origin.inputs["study"]["description"]
    asked = {name: about["value"] for name, about in origin.inputs.items() if name != "study"}
    assert asked == {"x": "trust.gain", "fitted": "False"}
    assert origin.versions == MANIFEST["versions"]


def test_results_came_of_a_scenario_and_a_seed_by_the_command_that_was_typed() -> None:
    origin = _of_manifest(MANIFEST, is_of_study=False)
    assert origin.command == "cordiale run tiny"
    assert {name: about.get("sha256", about.get("value")) for name, about in origin.inputs.items()} == {
        "scenario": "of the scenario", "seed": "7",
    }  # fmt: skip
    assert origin.inputs["scenario"]["description"].startswith("The scenario tiny, by the SHA-256")


@pytest.mark.parametrize("gone", ["decisions", "runs"])
def test_a_folder_of_an_edition_that_did_not_keep_what_was_asked_names_the_command_that_makes_it_again(
    gone: str,
) -> None:
    left = Left.__new__(Left)
    kept: dict[str, Any] = {"command": ["cordiale", "compare"], "runs": {"switch_quarter": 0, "decisions": []}}
    left.__dict__ |= {"verb": "compare", "directory": "old", "manifest": kept}
    assert left.asked == {"switch_quarter": 0, "decisions": []}
    kept.get("runs", {}).pop("decisions") if gone == "decisions" else kept.pop("runs")
    with pytest.raises(Exception, match="its command makes it again: cordiale compare"):
        _ = left.asked
