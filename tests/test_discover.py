"""Where the advice flips is found where it was planted, told in plain words, and scored on points that had no say."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from commandline import cordiale
from planted_studies import planned, planted

from experiments.analysis.cases import AnalysisError
from experiments.analysis.condition import parse
from experiments.analysis.discovery import discover

FLIPS = "proportional - sales-led revenue < 0"
KEYS: dict[str, Any] = {
    "design": "latin-hypercube",
    "samples": 150,
    "replications": 3,
    "seed": 3,
    "factors": {
        "paradigm": ["sales-led", "proportional"],
        "leadership.strength": {"low": 0.0, "high": 1.0},
        "trust.gain": {"low": 0.02, "high": 0.2},
    },
}


def weak_leaders_flip_it(settings: dict[str, Any], replication: int) -> float:
    """Revenue of a run: where leaders are weaker than 0.3 the proportional paradigm earns less."""
    lead = 1.0 if settings["leadership.strength"] > 0.3 else -1.0
    return 100.0 + replication + (lead if settings["paradigm"] == "proportional" else 0.0)


def luck_decides(settings: dict[str, Any], replication: int) -> float:
    """Revenue of a run in which no factor tells which paradigm earns more."""
    name = f"{settings['leadership.strength']} {settings['trust.gain']}"
    coin = 1.0 if hashlib.sha256(name.encode()).digest()[0] < 128 else -1.0
    return 100.0 + replication + (coin if settings["paradigm"] == "proportional" else 0.0)


@pytest.fixture(scope="module")
def flipping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("flips"), planned(**KEYS), weak_leaders_flip_it)


@pytest.mark.parametrize("method", [0, 1], ids=["prim", "cart"])
def test_the_planted_condition_is_found_by_both_methods_and_nothing_else_is_blamed(flipping: Path, method: int) -> None:
    found = discover(flipping, FLIPS).methods[method]
    (rule,) = found.rules
    (limit,) = rule.rule.limits
    assert limit.factor == "leadership.strength"
    assert limit.high == pytest.approx(0.3, abs=0.06)
    assert found.held_out.density > 0.9
    assert found.held_out.coverage > 0.9


def test_samples_that_rules_are_scored_on_had_no_part_in_finding_them(flipping: Path) -> None:
    found = discover(flipping, FLIPS, holdout=0.5)
    for method in found.methods:
        assert method.fitted.points + method.held_out.points == 150
        assert method.held_out.points == pytest.approx(75, abs=2)


def test_where_no_factor_tells_the_held_out_density_says_so_though_the_fitted_one_flatters(tmp_path: Path) -> None:
    folder = planted(tmp_path, planned(**KEYS), luck_decides)
    found = discover(folder, FLIPS)
    rules = [rule for method in found.methods for rule in method.rules]
    base = found.pairs.met.mean()
    assert all(rule.held_out.low < base + 0.1 for rule in rules), "no rule may claim more than chance gives"


def test_an_advice_that_never_flips_is_told_and_no_rule_is_made_up(flipping: Path) -> None:
    found = discover(flipping, "proportional - sales-led revenue < -50 %")
    assert found.methods == ()
    assert "0 of 150 points meet" in found.why


def test_the_same_study_gives_the_same_rules(flipping: Path) -> None:
    assert discover(flipping, FLIPS).methods == discover(flipping, FLIPS).methods


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("proportional - sales-lead revenue < 0", "paradigm 'sales-lead' is not known; did you mean 'sales-led'?"),
        ("proportional - sales-led profit < 0", "outcome 'profit' is not known"),
        ("proportional - proportional revenue < 0", "proportional is on both sides"),
        ("proportional - sales-led revenue <= 0", "'<=' is not allowed; allowed: <, >"),
        ("proportional - sales-led revenue < much", "'much' is not a number"),
        ("proportional revenue < 0", "it must read"),
        ("", "it must read"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused_with_its_word(where: str, said: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        parse(where, paradigms=["proportional", "sales-led"], outcomes=["revenue"])
    assert said in str(refused.value)


def test_a_study_in_which_a_value_is_missing_is_refused_naming_the_run(tmp_path: Path) -> None:
    folder = planted(tmp_path, planned(**KEYS), weak_leaders_flip_it, lost=[5], failed=[8])
    with pytest.raises(AnalysisError, match="run 5"):
        discover(folder, FLIPS)


def test_the_command_prints_rules_in_plain_words_and_the_same_as_data(flipping: Path, tmp_path: Path) -> None:
    told = cordiale("discover", str(flipping), "--where", FLIPS, "--out", str(tmp_path / "found"))
    assert "where leadership.strength is at most 0.3" in " ".join(told.stdout.split()).replace("0.30", "0.3")
    assert {file.name for file in (tmp_path / "found").iterdir()} >= {
        "discovery.json",
        "discovery.csv",
        "discovery.png",
    }
    data = json.loads(cordiale("discover", str(flipping), "--where", FLIPS, "--json", "--out", str(tmp_path)).stdout)
    assert {method["method"] for method in data["methods"]} == {"prim", "cart"}


def test_the_command_refuses_a_condition_and_a_folder_that_is_no_study(flipping: Path, tmp_path: Path) -> None:
    for folder, where in ((flipping, "a - b revenue < 0"), (tmp_path, FLIPS)):
        refused = cordiale("discover", str(folder), "--where", where)
        assert refused.exit_code == 3
        assert "Traceback" not in refused.stderr
