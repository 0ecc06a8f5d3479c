"""How a folder came about, told from its manifest: what was typed, and each thing that went in by its own hash."""

from __future__ import annotations

from typing import Any

from cordiale.experiments.folders.origin import _of_manifest, _of_study
from cordiale.experiments.study.folder import STUDY
from tests.support.planted_studies import planned, planted

VERSIONS = {"python": "3.11", "cordiale": "1"}


def test_an_analysis_came_of_a_study_with_its_plan_s_hash_and_of_results_with_theirs() -> None:
    asked = {"x": "trust.initial", "surface": False, "y": None}
    manifest = {"verb": "map", "asked": asked, "plan_sha256": "of the plan", "results_sha256": "of the results"}
    origin = _of_manifest({**manifest, "versions": VERSIONS}, is_of_study=True)
    assert (origin.command, origin.versions) == ("cordiale map", VERSIONS)
    study = origin.inputs.pop("study")
    assert (study["sha256"], study["description"]) == (
        "of the plan",
        "Its results have the content hash of the results.",
    )
    assert {name: each["value"] for name, each in origin.inputs.items()} == {"x": "trust.initial", "surface": "False"}


def test_a_comparison_came_of_its_scenario_by_its_hash_its_seed_and_the_words_that_were_typed() -> None:
    manifest: dict[str, Any] = {
        "command": ["cordiale", "compare", "mine.toml"], "scenario": {"name": "mine", "sha256": "of mine"}, "seed": 7,
        "results_sha256": "of the results", "versions": VERSIONS,
    }  # fmt: skip
    origin = _of_manifest(manifest, is_of_study=False)
    assert (origin.command, origin.versions) == ("cordiale compare mine.toml", VERSIONS)
    assert origin.inputs["scenario"]["sha256"] == "of mine"
    assert "scenario mine," in origin.inputs["scenario"]["description"]
    assert origin.inputs["seed"]["value"] == "7"


def test_a_study_came_of_its_scenario_and_of_what_its_plan_says(tmp_path: Any) -> None:
    plan = planned(design="full", quarters=1, replications=2, seed=9, factors={"paradigm": ["siloed", "proportional"]})
    origin = _of_study(planted(tmp_path / "study", plan, lambda settings, replication: 1.0))
    kept = (tmp_path / "study" / STUDY).read_text(encoding="utf-8")
    assert origin.command == "cordiale sweep"
    assert origin.inputs["scenario"]["sha256"] in kept
    said = {name: each["value"] for name, each in origin.inputs.items() if "value" in each}
    assert said == {"seed": "9", "design": "full", "replications": "2", "quarters": "1"}
