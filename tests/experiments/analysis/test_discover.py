"""Discovery finds the worlds in which advice was made to flip, does not trust itself, and says what it cannot do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis.discovery import Discovery, discover, held_out
from cordiale.experiments.analysis.drawing_flips import draw_discovery
from cordiale.experiments.analysis.encoding import RuleSearch
from cordiale.experiments.analysis.induction import find_rules
from cordiale.experiments.analysis.pairing import Pairs
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.run_values import AnalysisError
from cordiale.experiments.analysis.where import Where, parse
from cordiale.experiments.analysis.wording import best_rule, discovery_headline, discovery_lines
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from tests.support.commandline import cordiale
from tests.support.planted_studies import planned, planted

WHERE = "proportional - siloed revenue < 0"
STUDY: dict[str, Any] = {
    "design": "latin-hypercube", "samples": 100, "replications": 3, "quarters": 1,
    "factors": {"paradigm": ["siloed", "proportional"], "forces": ["none", "technology", "all"],
                "buyers.cycle": {"low": 4.0, "high": 24.0}, "leadership.strength": {"low": 0.0, "high": 1.0},
                "company.marketers": {"low": 2, "high": 9}},
}  # fmt: skip


def flips_where_weak(settings: dict[str, Any], replication: int) -> float:
    """Proportional earns less than siloed where leaders are weak and technology is on; luck is larger, but shared."""
    luck = 1e6 * (replication + 1)
    if settings["paradigm"] == "siloed":
        return luck
    weak = settings["leadership.strength"] < 0.4 and settings["forces"] != "none"
    return luck + (-5.0 if weak else 5.0)


def flips_by_chance(settings: dict[str, Any], replication: int) -> float:
    """Proportional earns more or less than siloed for no reason that a factor could tell."""
    chance = np.random.default_rng(int(settings["buyers.cycle"] * 1e6)).random()
    return 0.0 if settings["paradigm"] == "siloed" else float(np.sign(chance - 0.3))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("flips"), planned(**STUDY), flips_where_weak)


@pytest.fixture(scope="module")
def found(study: Path) -> Discovery:
    return discover(study, WHERE)


# What was planted is found


def test_both_methods_find_the_planted_rule(found: Discovery) -> None:
    for method in found.methods:
        limits = {limit.factor: limit for limit in method.rules[0].rule.limits}
        assert set(limits) == {"leadership.strength", "forces"}, method.name
        assert limits["forces"].among == ("technology", "all")
        assert limits["leadership.strength"].high == pytest.approx(0.4, abs=0.08)


def test_a_true_rule_holds_on_points_that_had_no_say_in_it(found: Discovery) -> None:
    for method in found.methods:
        score = method.rules[0].held_out
        assert score.density > 0.8
        assert score.coverage > 0.9
        assert score.lift > 2


def test_points_are_counted_where_both_paradigms_met_the_same_luck(found: Discovery) -> None:
    truth = (found.pairs.factors["leadership.strength"] < 0.4) & (found.pairs.factors["forces"] != "none")
    assert (found.pairs.met == truth).all(), "luck 200,000 times the difference cancels"
    assert found.undecided == 0


def test_points_count_as_undecided_where_their_interval_holds_both_answers() -> None:
    margins = np.array([[5.0, 6.0, 7.0], [-3.0, 1.0, 4.0], [-5.0, -6.0, -7.0], [-4.0, 3.0, -1.0]])
    pairs = Pairs(pd.DataFrame(index=range(4)), margins, margins.mean(axis=1), np.arange(4))
    assert pairs.undecided() == 2


def test_a_rule_found_in_noise_does_not_hold_on_held_out_points(tmp_path: Path) -> None:
    noise = discover(planted(tmp_path, planned(**STUDY), flips_by_chance), WHERE, density=0.6)
    cart = next(method for method in noise.methods if method.name == "cart")
    share = float(noise.pairs.met.mean())
    assert cart.fitted.density > 0.6, "it seems to describe something"
    assert cart.held_out.density < cart.fitted.density - 0.1
    assert cart.held_out.density < share + 0.2


def test_the_same_study_gives_the_same_rules(study: Path, found: Discovery) -> None:
    again = discover(study, WHERE)
    assert [method.rules for method in again.methods] == [method.rules for method in found.methods]


def test_a_crossed_number_is_limited_at_its_levels(tmp_path: Path) -> None:
    ladder = {"low": 0.0, "high": 1.0, "levels": 5}
    keys: dict[str, Any] = {
        "design": "full",
        "replications": 2,
        "factors": {"paradigm": ["siloed", "proportional"], "company.marketers": [2, 4, 6, 8, 10, 12],
                    "leadership.strength": ladder, "forces": ["none", "technology", "all"]},
    }  # fmt: skip
    ladders = discover(planted(tmp_path, planned(**keys), flips_where_weak), WHERE)
    for method in ladders.methods:
        limits = {limit.factor: limit for limit in method.rules[0].rule.limits}
        assert limits["leadership.strength"] == Limit("leadership.strength", high=0.25)


# Honest by construction


def test_a_factor_that_surely_matters_at_one_end_keeps_its_limit_at_the_other() -> None:
    """Three points of sixty lie below the lower limit, which may be luck; beyond the upper one lie most."""
    points = pd.DataFrame({"x": np.linspace(0, 1, 60), "idle": np.arange(60) * 7 % 60 / 60})
    met = ((points["x"] > 0.05) & (points["x"] < 0.4)).to_numpy()
    search = RuleSearch(points, {name: Factor(Domain(name, "number", 0.0, 1.0)) for name in points}, 0.98, 1)
    ((limit,),) = (rule.limits for rule in find_rules("prim", search, met))
    assert limit.factor == "x"
    assert 0.05 < limit.low < limit.high < 0.4


def test_no_sample_lies_on_both_sides(found: Discovery) -> None:
    out = found.held_out
    assert not set(found.pairs.groups[out]) & set(found.pairs.groups[~out])
    assert out.mean() == pytest.approx(1 / 3, abs=0.02)


@pytest.mark.parametrize(("design", "block"), [("sobol", 5), ("morris", 4)])
def test_samples_of_a_design_that_hang_together_stay_together(tmp_path: Path, design: str, block: int) -> None:
    keys = STUDY | {"design": design, "samples": 16}
    pairs = discover(planted(tmp_path, planned(**keys), flips_where_weak), WHERE, density=0.5).pairs
    assert len(pairs.groups) + pairs.merged == 16 * block * 3
    assert np.bincount(pairs.groups).max() == block * 3


def test_what_is_held_out_hangs_on_the_seed_alone() -> None:
    groups = np.repeat(np.arange(30), 2)
    assert (held_out(groups, 0.5, 1) == held_out(groups, 0.5, 1)).all()
    assert (held_out(groups, 0.5, 1) != held_out(groups, 0.5, 2)).any()


def test_advice_that_never_flips_is_said_to(study: Path) -> None:
    shown = cordiale("discover", study, "--where", "proportional - siloed revenue < -100")
    assert shown.exit_code == 0
    assert "the condition is met at 0 of 300 points" in shown.stdout


# Words, data and figure


def test_a_rule_reads_as_plain_words_with_the_unit(found: Discovery) -> None:
    rule = Rule((Limit("buyers.cycle", low=12.0), Limit("company.marketers", high=5), Limit("forces", among=("none",))))
    assert rule.words(found.factors, w=ENGLISH) == (
        "buyers.cycle is at least 12 week and company.marketers is at most 5 and forces is none"
    )


def test_the_headline_gives_the_density_on_held_out_points(found: Discovery) -> None:
    assert discovery_headline(found, w=ENGLISH).startswith(f"{WHERE} at ")
    assert "% of the held-out points where" in discovery_headline(found, w=ENGLISH)


def test_the_command_prints_data_and_leaves_numbers_and_a_figure(study: Path, tmp_path: Path) -> None:
    shown = cordiale("discover", study, "--where", WHERE, "--json", "--out", tmp_path)
    document = json.loads(shown.stdout)
    assert document == json.loads((tmp_path / "discovery.json").read_text(encoding="utf-8"))
    assert [method["method"] for method in document["methods"]] == ["prim", "cart"]
    assert {"coverage", "density", "points", "inside", "hits"} <= set(document["methods"][0]["rules"][0]["held_out"])
    table = pd.read_csv(tmp_path / "discovery.csv")
    assert len(table) == document["points"] == 300
    assert int(table["met"].sum()) == document["met"]
    assert (tmp_path / "discovery.png").stat().st_size > 0


def test_the_command_says_rules_in_words(study: Path, tmp_path: Path) -> None:
    shown = cordiale("discover", study, "--where", WHERE, "--out", tmp_path)
    assert "1. where" in shown.stdout
    assert "forces is technology or all" in shown.stdout
    assert "held out: density" in shown.stdout


def test_everything_is_said_in_french_too(found: Discovery) -> None:
    french = words("fr")
    said = "\n".join(discovery_lines(found, french))
    assert all(word in said for word in ("répliques appariées", "densité", "certifiée", "forces est technology"))
    assert not any(word in said for word in ("held out", "is met", "replications", " where "))
    assert "points gardés où" in discovery_headline(found, french)


def test_the_figure_says_what_its_marks_are_and_how_many(found: Discovery) -> None:
    figure = draw_discovery(found, SLIDE, w=ENGLISH)
    assert figure is not None
    assert all(said in figure.get_label() for said in ("Filled", "hollow", "Shaded", "300 points x 3 matched"))


def test_full_points_lie_inside_the_rule_and_hollow_ones_outside(found: Discovery) -> None:
    figure, best = draw_discovery(found, SLIDE, w=ENGLISH), best_rule(found)
    assert figure is not None
    assert best is not None
    inside = best[1].rule.holds(found.pairs.factors)
    assert 0 < inside.sum() < len(inside)
    for ax in figure.axes:
        filled = {
            line.get_markerfacecolor() != "none": line.get_ydata() for line in ax.lines if line.get_marker() == "o"
        }
        assert filled[True] == pytest.approx(found.pairs.difference[inside])
        assert filled[False] == pytest.approx(found.pairs.difference[~inside])


# The condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("a - b revenue < 0", Where("a", "b", "revenue", True, 0.0)),
        ("a - b revenue>10%", Where("a", "b", "revenue", False, 10.0, True)),
        ("status-quo - a revenue < -1e3", Where("status-quo", "a", "revenue", True, -1000.0)),
    ],
)
def test_a_condition_is_read_as_it_is_written(text: str, condition: Where) -> None:
    assert parse(text, paradigms=["a", "b", "status-quo"], outcomes=["revenue"]) == condition


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" ", "it must read PARADIGM - PARADIGM OUTCOME < NUMBER"),
        ("proportional-siloed revenue < 0", "a minus has a space on both sides"),
        ("proportional - siloed revenue < 0 thousand", "it must read"),
        ("propotional - siloed revenue < 0", "did you mean 'proportional'"),
        ("siloed - siloed revenue < 0", "siloed is on both sides"),
        ("proportional - siloed revenu < 0", "did you mean 'revenue'"),
        ("proportional - siloed revenue <= 0", "'<=' is not allowed; allowed: <, >"),
        ("proportional - siloed revenue < nothing", "'nothing' is not a number"),
        ("proportional - siloed revenue < inf", "'inf' is not a number"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(study: Path, text: str, said: str) -> None:
    shown = cordiale("discover", study, "--where", text)
    assert shown.exit_code == 3
    assert said in " ".join(shown.stderr.split())


def test_a_percentage_is_of_the_second_and_needs_it_positive() -> None:
    ten = Where("a", "b", "revenue", False, 10.0, True)
    assert list(ten.margin(np.array([115.0, 105.0]), np.array([100.0, 100.0])) > 0) == [True, False]
    with pytest.raises(AnalysisError, match="must be positive"):
        ten.margin(np.array([1.0]), np.array([0.0]))


# Refusals


def test_missing_values_are_refused(tmp_path: Path) -> None:
    folder = planted(tmp_path, planned(**STUDY), flips_where_weak, failed=[3], lost=[8])
    shown = cordiale("discover", folder, "--where", WHERE)
    assert shown.exit_code == 3
    assert "2 of 1,800 runs have no value of revenue: 1 failed (run 3); 1 without" in " ".join(shown.stderr.split())


@pytest.mark.parametrize(
    ("factors", "said"),
    [
        ({"leadership.strength": [0.0, 1.0]}, "compares no paradigms"),
        ({"paradigm": ["siloed", "proportional"]}, "varies only the paradigm"),
    ],
)
def test_a_study_without_something_to_find_is_refused(tmp_path: Path, factors: dict[str, Any], said: str) -> None:
    folder = planted(tmp_path, planned(design="full", factors=factors), lambda settings, replication: 1.0)
    with pytest.raises(AnalysisError, match=said):
        discover(folder, WHERE)


def test_without_the_workbench_it_says_what_to_install(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ema_workbench.analysis.prim", None)
    shown = cordiale("discover", study, "--where", WHERE)
    assert shown.exit_code == 3
    assert "pip install 'cordiale[analysis]'" in " ".join(shown.stderr.split())
