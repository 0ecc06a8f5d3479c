"""A planted region is found, what is said of it is told by points that had no part in it, and bad questions are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from commandline import cordiale
from planted_studies import planned, planted

from experiments.analysis.condition import parse
from experiments.analysis.discovery import Discovery, discover
from experiments.figures.flips import draw_discovery
from experiments.figures.page import SLIDE

WHERE = "proportional - status-quo revenue < 0"
STUDY: dict[str, Any] = {
    "design": "latin-hypercube", "samples": 300, "replications": 2,
    "factors": {"paradigm": ["status-quo", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0},
                "trust.initial": {"low": 0.0, "high": 1.0}, "forces.buyers.end": {"low": 0.0, "high": 1.0}},
}  # fmt: skip
LEADERS, TRUST = 0.4, 0.5  # below both, the planted advice flips
LUCK = 1000.0  # that both paradigms meet


def flips_in_a_corner(settings: dict[str, Any], replication: int) -> float:
    in_corner = settings["leadership.strength"] < LEADERS and settings["trust.initial"] < TRUST
    gain = 0.0 if settings["paradigm"] == "status-quo" else -5.0 if in_corner else 5.0
    return LUCK * (1 + replication) + gain


def flips_by_chance(settings: dict[str, Any], replication: int) -> float:
    drawn = np.random.default_rng(int(settings["trust.initial"] * 1e9)).random()
    return 100.0 + (0.0 if settings["paradigm"] == "status-quo" else drawn - 0.5)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("corner"), planned(**STUDY), flips_in_a_corner)


@pytest.fixture(scope="module")
def found(study: Path) -> Discovery:
    return discover(study, WHERE)


# What is found


def test_the_share_of_points_that_flip_is_that_of_the_region(found: Discovery) -> None:
    assert len(found.pairs.met) == 300
    assert found.pairs.met.mean() == pytest.approx(LEADERS * TRUST, abs=0.05)
    assert found.undecided == 0, "matched luck cancels, however large"


@pytest.mark.parametrize("place", [0, 1])
def test_a_planted_region_is_found_by_both_methods(found: Discovery, place: int) -> None:
    method = found.methods[place]
    limits = {limit.factor: limit.high for limit in method.rules[0].rule.limits}
    assert limits["leadership.strength"] == pytest.approx(LEADERS, abs=0.06)
    assert limits["trust.initial"] == pytest.approx(TRUST, abs=0.06)
    assert method.held_out.coverage > 0.8
    assert method.held_out.density > 0.8


def test_scores_on_held_out_points_are_counted_anew(found: Discovery) -> None:
    rule, out = found.methods[0].rules[0], found.held_out
    inside = np.ones(len(out), dtype=bool)
    for limit in rule.rule.limits:
        inside &= found.pairs.factors[limit.factor].between(limit.low, limit.high).to_numpy()
    hits = (inside & found.pairs.met & out).sum()
    assert rule.held_out.coverage == pytest.approx(hits / (found.pairs.met & out).sum())
    assert rule.held_out.density == pytest.approx(hits / (inside & out).sum())
    assert out.sum() == pytest.approx(100, abs=1)


def test_points_of_one_sample_are_never_on_both_sides(tmp_path: Path) -> None:
    keys = STUDY | {"design": "sobol", "samples": 16}
    for each in (discover(planted(tmp_path, planned(**keys), flips_in_a_corner), WHERE),):
        rows = pd.Series(each.held_out).groupby(each.pairs.groups).nunique()
        assert (rows == 1).all()
        assert len(rows) == 16, "a row of Sobol's matrices hangs together"


def test_where_chance_decides_held_out_points_do_not_flatter(tmp_path: Path) -> None:
    chance = discover(planted(tmp_path, planned(**STUDY), flips_by_chance), WHERE, density=0.95)
    share = chance.pairs.met[chance.held_out].mean()
    for method in chance.methods:
        for rule in method.rules:
            assert rule.fitted.density > rule.held_out.density
            assert rule.held_out.low < share, "what was held out shows no more than the share everywhere"


def test_the_same_study_gives_the_same_rules(study: Path, found: Discovery) -> None:
    again = discover(study, WHERE)
    assert [method.rules for method in again.methods] == [method.rules for method in found.methods]


def test_where_nothing_flips_there_is_no_rule_and_no_figure(study: Path, tmp_path: Path) -> None:
    shown = cordiale("discover", study, "--where", "proportional - status-quo revenue < -100", "--out", tmp_path, "--json")
    document = json.loads(shown.stdout)
    assert document["methods"] == []
    assert "0 of 300 points meet the condition" in document["why"]
    assert not (tmp_path / "discovery.png").exists()


# The command


def test_the_command_prints_data_and_leaves_numbers_and_a_figure(study: Path) -> None:
    document = json.loads(cordiale("discover", study, "--where", WHERE, "--json").stdout)
    folder = study / "discovery"
    assert document["where"] == WHERE
    assert document == json.loads((folder / "discovery.json").read_text(encoding="utf-8"))
    table = pd.read_csv(folder / "discovery.csv")
    assert (table["met"] == (table["difference"] < 0)).all()
    assert (folder / "discovery.png").stat().st_size > 0


def test_rules_are_told_in_words_with_coverage_and_density(study: Path, tmp_path: Path) -> None:
    shown = " ".join(cordiale("discover", study, "--where", WHERE, "--out", tmp_path).stdout.split())
    assert all(said in shown for said in ("leadership.strength is at most", "overage", "ensity", "held out"))


def test_the_figure_is_labelled_with_what_it_shows(found: Discovery) -> None:
    drawn = draw_discovery(found, SLIDE)
    assert drawn is not None
    assert drawn.get_label()


# Conditions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a - b revenue <", "it must read"),
        ("a-b revenue < 0", "a minus has a space on both sides"),
        ("a - bb revenue < 0", "paradigm 'bb'"),
        ("a - a revenue < 0", "on both sides of the minus"),
        ("a - b revenu < 0", "did you mean 'revenue'"),
        ("a - b revenue <= 0", "'<=' is not allowed"),
        ("a - b revenue < none", "'none' is not a number"),
        ("a - b revenue < nan", "'nan' is not a number"),
        ("a - b revenue < 5 $", "it must read"),
    ],
)
def test_a_condition_that_cannot_be_read_names_the_word(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="where") as told:
        parse(text, paradigms=["a", "b"], outcomes=["revenue"])
    assert said in str(told.value)


def test_a_condition_is_written_as_it_is_read() -> None:
    condition = parse("a - b revenue>10%", paradigms=["a", "b"], outcomes=["revenue"])
    assert parse(str(condition), paradigms=["a", "b"], outcomes=["revenue"]) == condition
    assert condition.margin(np.array([112.0, 105.0]), np.array([100.0, 100.0])).tolist() == pytest.approx([2.0, -5.0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--where", "proportionl - status-quo revenue < 0"], "did you mean 'proportional'"),
        (["--where", "proportional - siloed revenue < 0"], "'siloed'"),
        (["--where", "proportional - status-quo win_rate < 0"], "'win_rate'"),
        (["--where", WHERE, "--density", "2"], "density = 2.0 is outside (0, 1)"),
        (["--where", WHERE, "--holdout", "0"], "holdout = 0.0 is outside (0, 1)"),
    ],
)
def test_what_does_not_fit_the_study_is_refused(study: Path, words: list[str], said: str) -> None:
    shown = cordiale("discover", study, *words)
    assert shown.exit_code == 3
    assert said in " ".join(shown.stderr.split())


def test_missing_values_are_refused_and_named(tmp_path: Path) -> None:
    folder = planted(tmp_path, planned(**STUDY), flips_in_a_corner, lost=[3, 8], failed=[11])
    shown = cordiale("discover", folder, "--where", WHERE)
    assert shown.exit_code == 3
    assert "3 of 1,200 runs have no value of revenue: 1 failed (run 11); 2 without revenue" in " ".join(shown.stderr.split())
    assert not (folder / "discovery").exists()


def test_a_study_of_one_paradigm_has_no_advice_to_flip(tmp_path: Path) -> None:
    keys = STUDY | {"factors": {"leadership.strength": {"low": 0.0, "high": 1.0}}, "samples": 20}
    shown = cordiale("discover", planted(tmp_path, planned(**keys), lambda *_: 1.0), "--where", WHERE)
    assert shown.exit_code == 3
    assert "compares no paradigms" in " ".join(shown.stderr.split())
