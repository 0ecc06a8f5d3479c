"""Indices are those that are known, on matched luck; without it they are not; and nothing missing becomes a zero."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as morris_analyze
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami

from cordiale.experiments.analysis.crossed import independent as independent_rows
from cordiale.experiments.analysis.doubts import doubts
from cordiale.experiments.analysis.drawing_indices import draw_sensitivity
from cordiale.experiments.analysis.estimators import elementary_effects, morris, pawn, sobol
from cordiale.experiments.analysis.indices import sensitivity
from cordiale.experiments.analysis.run_values import AnalysisError, measure_of
from cordiale.experiments.analysis.wording import sensitivity_headline
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.designs import unit_sample
from cordiale.simulation.world.outcomes import NAMES, OUTCOMES
from tests.support.commandline import cordiale
from tests.support.planted_studies import planned, planted

FACTORS = ["x1", "x2", "x3", "idle"]
PROBLEM: dict[str, Any] = {"num_vars": 4, "names": FACTORS, "bounds": [[0.0, 1.0]] * 4}
# Ishigami and Homma (1990) with a = 7, b = 0.1; and a factor that does nothing
FIRST = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0, "idle": 0.0}
TOTAL = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437, "idle": 0.0}
SPREAD, REPLICATIONS = 4.0, 8  # of the luck of a replication; the function's own is 3.7


def ishigami(sample: Any) -> Any:
    return Ishigami.evaluate((2 * sample[:, :3] - 1) * np.pi)[:, None]


def matched(rows: int) -> Any:
    """Luck that a replication has at every point."""
    return np.tile(np.random.default_rng(5).normal(0, SPREAD, REPLICATIONS), (rows, 1))


def independent(rows: int) -> Any:
    """Luck that every run has for itself, of the same size."""
    return np.random.default_rng(5).normal(0, SPREAD, (rows, REPLICATIONS))


@pytest.fixture(scope="module")
def sobols() -> Any:
    return sobol_sample.sample(PROBLEM, 512, calc_second_order=False, seed=1)


@pytest.fixture(scope="module")
def trajectories() -> Any:
    return morris_sample.sample(PROBLEM, 40, num_levels=4, seed=1)


# Known indices


def test_on_matched_luck_sobols_indices_are_the_known_ones(sobols: Any) -> None:
    found, _ = sobol(PROBLEM, ishigami(sobols) + matched(len(sobols)), second_order=False, seed=1)
    for name in FACTORS:
        for kind, known in (("S1", FIRST[name]), ("ST", TOTAL[name])):
            assert found[name][kind].mean == pytest.approx(known, abs=0.06)
            assert found[name][kind].low <= known <= found[name][kind].high


def test_on_independent_luck_sobols_indices_are_wrong(sobols: Any) -> None:
    found, _ = sobol(PROBLEM, ishigami(sobols) + independent(len(sobols)), second_order=False, seed=1)
    assert found["idle"]["ST"].low > 0.4, "a factor that does nothing seems to have a part in half of the variance"
    assert all(found[name]["ST"].low > TOTAL[name] for name in FACTORS)
    assert found["x2"]["S1"].high < FIRST["x2"], "and what matters seems to matter less"


def test_an_idle_factor_has_no_effect_by_morris_on_matched_luck_only(trajectories: Any) -> None:
    rows = len(trajectories)
    calm = morris(PROBLEM, trajectories, ishigami(trajectories) + matched(rows))
    noisy = morris(PROBLEM, trajectories, ishigami(trajectories) + independent(rows))
    assert calm["idle"]["mu_star"].high == pytest.approx(0, abs=1e-9)
    assert noisy["idle"]["mu_star"].low > 0.5 * calm["x1"]["mu_star"].mean
    assert calm["x2"]["mu_star"].mean == pytest.approx(7.875), "7 sin^2 over two of the four levels"


def test_indices_of_numbers_are_those_that_salib_says(trajectories: Any) -> None:
    values = ishigami(trajectories) * [[1.0, 2.0]]
    assert elementary_effects(trajectories, values).shape == (2, 40, 4)
    found = morris(PROBLEM, trajectories, values)
    salibs = [morris_analyze.analyze(PROBLEM, trajectories, np.ascontiguousarray(one), seed=1) for one in values.T]
    for place, name in enumerate(FACTORS):
        for kind in ("mu_star", "mu", "sigma"):
            assert found[name][kind].mean == pytest.approx(np.mean([each[kind][place] for each in salibs]))


@pytest.mark.parametrize("kind", ["mu_star", "mu"])
def test_a_trajectory_is_evidence_once_however_many_replications_went_along_it(trajectories: Any, kind: str) -> None:
    once, often = (
        morris(PROBLEM, trajectories, np.tile(ishigami(trajectories), times))["x1"][kind] for times in (1, 9)
    )
    assert often.mean == pytest.approx(once.mean)
    assert often.high - often.low == pytest.approx(once.high - once.low)


def test_the_interval_of_a_mean_effect_is_of_effects_with_their_signs() -> None:
    """On one trajectory an effect is +4, on the other -4: of their size nothing is open, of their mean all is."""
    sample = np.array([[0.0, 0.0], [2 / 3, 0.0], [2 / 3, 2 / 3], [0.0, 2 / 3], [2 / 3, 2 / 3], [2 / 3, 0.0]])
    values = np.tile(np.where(sample[:, 1] > 0, -4.0, 4.0) * (sample[:, 0] - 1 / 3), (3, 1)).T
    signs = np.sign(elementary_effects(sample, values)[0, :, 0])
    assert {*signs} == {1.0, -1.0}
    found = morris({"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}, sample, values)["a"]
    assert found["mu"].mean == pytest.approx(0.0)
    assert found["mu"].high - found["mu"].low > 2 * abs(found["mu_star"].mean)
    assert found["mu_star"].high - found["mu_star"].low == pytest.approx(0.0, abs=1e-9)


def test_intervals_of_sobols_indices_hold_the_truth_about_as_often_as_they_say() -> None:
    held = []
    for seed in range(1, 41):
        sample = sobol_sample.sample(PROBLEM, 64, calc_second_order=False, seed=seed)
        luck = np.random.default_rng(seed).normal(1, 0.2, 4)  # that strengthens or weakens all
        found, _ = sobol(PROBLEM, ishigami(sample) * luck, seed=seed, second_order=False)
        held += [found[name]["ST"].low <= TOTAL[name] <= found[name]["ST"].high for name in FACTORS[:3]]
    assert 0.85 <= np.mean(held) <= 1


def test_pairs_are_told_where_the_design_samples_for_them() -> None:
    sample = sobol_sample.sample(PROBLEM, 256, calc_second_order=True, seed=1)
    _, pairs = sobol(PROBLEM, ishigami(sample) + matched(len(sample)), second_order=True, seed=1)
    assert pairs["x1", "x3"].mean == pytest.approx(0.2437, abs=0.1)
    assert pairs["x1", "x2"].low <= 0 <= pairs["x1", "x2"].high


def test_shapley_effects_of_two_factors_share_out_what_they_do_together() -> None:
    """x1 and x3 of Ishigami's function only act together beside x1's own part: 0.3139 + 0.2437 / 2, and 0.2437 / 2."""
    known = {"x1": 0.3139 + 0.2437 / 2, "x2": 0.4424, "x3": 0.2437 / 2, "idle": 0.0}
    sample = sobol_sample.sample(PROBLEM, 512, calc_second_order=True, seed=1)
    found, _ = sobol(PROBLEM, ishigami(sample) + matched(len(sample)), second_order=True, seed=1)
    for name, effect in known.items():
        assert found[name]["Sh"].low <= effect <= found[name]["Sh"].high
        assert found[name]["Sh"].mean == pytest.approx(effect, abs=0.06)
    assert sum(found[name]["Sh"].mean for name in FACTORS) == pytest.approx(1, abs=0.08)


def test_pawn_tells_what_matters_from_a_factor_that_does_nothing() -> None:
    sample = np.random.default_rng(1).random((1000, 4))
    found, idle = pawn(PROBLEM, sample, ishigami(sample) + matched(len(sample))[:, :2], seed=1)
    assert found["idle"]["PAWN"].mean < 1.3 * idle
    assert min(found[name]["PAWN"].mean for name in ("x1", "x2", "x3")) > idle


@pytest.mark.parametrize("design", ["sobol", "latin-hypercube"])
@pytest.mark.parametrize("second_order", [False, True])
def test_pawn_takes_rows_that_share_no_value_and_of_a_sobol_design_both_matrices(
    design: str, second_order: bool
) -> None:
    ranges = {
        name: {"low": 0.2, "high": 0.9} for name in ("leadership.strength", "trust.initial", "campaigns.fit_spread")
    }
    more = {"second_order": second_order} if design == "sobol" else {}
    made = planned(design=design, samples=8, factors={"paradigm": ["siloed", "proportional"]} | ranges, **more)
    sample = np.asarray(unit_sample(made.study, [each for each in made.factors if each.is_sampled]))
    taken = sample[independent_rows(made, len(sample))]
    assert len(taken) == (16 if design == "sobol" else 8)
    assert all(len({*column}) == len(taken) for column in taken.T.tolist())


def test_rounding_is_no_variation() -> None:
    sample = sobol_sample.sample(PROBLEM, 8, calc_second_order=False, seed=1)
    noise = 1e6 + 1e-5 * np.random.default_rng(1).random((len(sample), 2))
    assert np.isnan(sobol(PROBLEM, noise, second_order=False, seed=1)[0]["x1"]["ST"].mean)
    trajectories = morris_sample.sample(PROBLEM, 8, num_levels=4, seed=1)
    assert np.isnan(morris(PROBLEM, trajectories, np.full((len(trajectories), 2), 7.0))["x1"]["mu_star"].mean)


# A study


def leaders_matter_where_proportional(settings: dict[str, Any], replication: int) -> float:
    leaders, trust = settings["leadership.strength"], settings["trust.initial"]
    luck = 1000.0 * replication  # far more than any factor does
    return luck + (10 * leaders + trust if settings["paradigm"] == "proportional" else 5 * trust)


STUDY: dict[str, Any] = {
    "design": "sobol", "samples": 16, "replications": 3,
    "factors": {"paradigm": ["siloed", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0},
                "trust.initial": {"low": 0.2, "high": 0.8}},
}  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("sobol"), planned(**STUDY), leaders_matter_where_proportional)


def test_a_category_is_no_number_but_has_indices_of_its_own(study: Path) -> None:
    found = sensitivity(study, "revenue")
    siloed, proportional = found.groups
    assert [group.where for group in found.groups] == [{"paradigm": "siloed"}, {"paradigm": "proportional"}]
    assert "paradigm" not in siloed.of
    assert siloed.of["leadership.strength"]["ST"].mean == pytest.approx(0, abs=1e-9)
    assert siloed.of["trust.initial"]["ST"].mean == pytest.approx(1, abs=0.2)
    assert proportional.ranked("ST")[0] == "leadership.strength"
    assert (found.samples, proportional.outcome.n) == (64, 3)


def test_a_difference_is_asked_of_on_matched_luck(study: Path) -> None:
    """Proportional less siloed: 10 times leaders less 4 times trust, and none of the luck of thousands."""
    found = sensitivity(study, "proportional - siloed revenue")
    (group,) = found.groups
    assert (group.where, found.samples) == ({}, 64)
    assert group.outcome.mean == pytest.approx(2 * (10 * 0.5 - 4 * 0.5), abs=0.5)
    assert group.spread["luck"] == pytest.approx(0, abs=1e-9)
    assert group.ranked("ST")[0] == "leadership.strength"
    assert sensitivity_headline(found, w=ENGLISH).startswith("leadership.strength")


def test_luck_is_told_apart_from_factors(study: Path) -> None:
    spread = sensitivity(study, "revenue").groups[1].spread
    assert spread["luck"] > 0.99
    assert sum(spread.values()) == pytest.approx(1)


def test_few_samples_are_doubted_and_more_named(study: Path, tmp_path: Path) -> None:
    said = " ".join(doubts(sensitivity(study, "revenue"), w=ENGLISH))
    assert "intervals are up to" in said
    assert "samples = " in said
    shown = cordiale("sensitivity", study, "--outcome", "revenue", "--out", tmp_path)
    assert "doubtful: " in shown.stdout
    assert "luck" in shown.stdout


def test_an_interval_four_times_too_wide_is_said_to_take_sixteen_times_the_samples() -> None:
    index = Estimate(0.5, 0.3, 0.7, 3)
    groups = [SimpleNamespace(name="", of={"one": {"mu_star": index}}, idle=float("nan"))]
    plan = SimpleNamespace(study=SimpleNamespace(samples=16))
    found: Any = SimpleNamespace(method="morris", main="mu_star", groups=groups, plan=plan)
    (said,) = doubts(found, w=ENGLISH)
    assert f"samples = {16 * (0.2 / 0.5 / 0.1) ** 2:.0f}" in said


def test_a_second_question_has_a_folder_of_its_own(study: Path) -> None:
    for quarter in ("all", "last", "all"):
        assert cordiale("sensitivity", study, "--outcome", "revenue", "--quarter", quarter).exit_code == 0
    assert {"revenue", "revenue-2"} <= {each.name for each in (study / "sensitivity").iterdir()}


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("proportional-siloed revenue", "it must read OUTCOME, or PARADIGM - PARADIGM OUTCOME"),
        ("proportional - siled revenue", "did you mean 'siloed'"),
        ("siloed - siloed revenue", "siloed is on both sides"),
        ("proportional - siloed revenu", "did you mean 'revenue'"),
    ],
)
def test_a_difference_that_cannot_be_is_refused(study: Path, outcome: str, said: str) -> None:
    with pytest.raises(AnalysisError, match=said):
        sensitivity(study, outcome)


def test_morris_gives_effects_in_the_outcomes_unit_over_the_whole_range(tmp_path: Path) -> None:
    keys = STUDY | {"design": "morris", "samples": 6}
    folder = planted(tmp_path, planned(**keys), leaders_matter_where_proportional)
    proportional = sensitivity(folder, "revenue").groups[1]
    assert proportional.of["leadership.strength"]["mu"].mean == pytest.approx(2 * 10), "two quarters, added up"
    assert proportional.of["trust.initial"]["mu_star"].mean == pytest.approx(2 * 0.6)
    last = sensitivity(folder, "revenue", quarter="last", luck="mean").groups[1]
    assert last.of["leadership.strength"]["mu"].mean == pytest.approx(10)


@pytest.mark.parametrize("high", [1, 2, 3, 4])
def test_morris_s_effect_of_a_whole_number_is_the_change_over_its_range(tmp_path: Path, high: int) -> None:
    factors = {"switch_quarter": {"low": 0, "high": high}, "trust.initial": {"low": 0.2, "high": 0.8}}
    made = planned(design="morris", samples=6, replications=2, quarters=4, factors=factors)
    folder = planted(tmp_path, made, lambda settings, luck: 10.0 * settings["switch_quarter"] + luck)
    of = sensitivity(folder, "revenue", quarter="last").groups[0].of["switch_quarter"]
    assert [of[kind].mean for kind in ("mu_star", "mu", "sigma")] == pytest.approx([10 * high, 10 * high, 0])


def test_the_command_prints_data_and_leaves_numbers_and_a_figure(study: Path) -> None:
    shown = cordiale("sensitivity", study, "--outcome", "revenue", "--json")
    document, folder = json.loads(shown.stdout), study / "sensitivity" / "revenue"
    assert document["method"] == "sobol"
    assert document["outcome"]["definition"] == "sum of revenue over every quarter"
    assert document == json.loads((folder / "sensitivity.json").read_text(encoding="utf-8"))
    table = pd.read_csv(folder / "sensitivity.csv")
    assert list(table.columns) == ["paradigm", "factor", "kind", "value", "low", "high", "replications"]
    assert (folder / "sensitivity.png").stat().st_size > 0


def test_the_command_says_the_finding_in_words(study: Path, tmp_path: Path) -> None:
    shown = cordiale("sensitivity", study, "--outcome", "revenue", "--out", tmp_path)
    assert "64 points of each combination x 3 matched replications" in shown.stdout
    assert shown.stdout.index("siloed: mean revenue") < shown.stdout.index("proportional: mean revenue")


def test_the_figure_says_what_its_marks_and_bars_are(study: Path) -> None:
    words = draw_sensitivity(sensitivity(study, "revenue"), SLIDE, w=ENGLISH).get_label()
    assert all(said in words for said in ("Filled", "hollow", "95 % intervals", "64 points", "3 matched replications"))


def test_full_marks_are_total_indices_hollow_ones_first_order_each_in_the_row_of_its_factor(study: Path) -> None:
    found = sensitivity(study, "revenue")
    figure = draw_sensitivity(found, SLIDE, w=ENGLISH)
    for group, ax in zip(found.groups, figure.axes, strict=False):
        names = [label.get_text() for label in ax.get_yticklabels()]
        marked = [line for line in ax.lines if line.get_marker() in ("o", "s")]
        assert len(marked) == 2 * len(names)
        for line in marked:
            name, full = names[round(line.get_ydata()[0])], line.get_markerfacecolor() != "white"
            assert line.get_xdata()[0] == pytest.approx(group.of[name]["ST" if full else "S1"].mean), name


def test_an_outcome_that_does_not_vary_has_no_indices(tmp_path: Path) -> None:
    folder = planted(tmp_path, planned(**STUDY), lambda settings, replication: 7.0)
    shown = cordiale("sensitivity", folder, "--outcome", "revenue", "--json")
    document = json.loads(shown.stdout)
    assert document["groups"][0]["indices"]["trust.initial"]["ST"]["mean"] is None
    assert "does not vary" in document["finding"]


# Refusals


@pytest.mark.parametrize(
    ("lost", "failed", "said"),
    [
        ([5, 9], [], "2 of 384 runs have no value of revenue: 2 without a whole sum of revenue (run 5, 9)"),
        ([], [7], "1 of 384 runs have no value of revenue: 1 failed (run 7)"),
    ],
)
def test_missing_values_are_refused_and_named(tmp_path: Path, lost: list[int], failed: list[int], said: str) -> None:
    folder = planted(tmp_path, planned(**STUDY), leaders_matter_where_proportional, lost=lost, failed=failed)
    shown = cordiale("sensitivity", folder, "--outcome", "revenue")
    assert shown.exit_code == 3
    assert said in " ".join(shown.stderr.split())
    assert shown.stdout == ""
    assert not (folder / "sensitivity").exists()


def test_a_study_that_is_not_through_is_refused(tmp_path: Path) -> None:
    made = planned(**STUDY)
    folder = planted(tmp_path, made, leaders_matter_where_proportional, failed=range(made.runs))
    (folder / "ledger.sqlite").unlink()
    planted(folder, made, leaders_matter_where_proportional, failed=range(3, made.runs))
    with pytest.raises(AnalysisError, match="381 of 384 runs have no value"):
        sensitivity(folder, "revenue")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--outcome", "revenu"], "did you mean 'revenue'"),
        (["--outcome", "win_rate"], "was not kept; the study keeps revenue"),
        (["--outcome", "revenue", "--method", "morris"], "each method needs its own"),
    ],
)
def test_what_cannot_be_is_refused(study: Path, words: list[str], said: str) -> None:
    shown = cordiale("sensitivity", study, *words)
    assert shown.exit_code == 3
    assert said in " ".join(shown.stderr.split())


def test_a_design_that_does_not_suit_is_refused(tmp_path: Path) -> None:
    keys = {"design": "full", "factors": {"paradigm": ["siloed", "proportional"]}}
    folder = planted(tmp_path, planned(**keys), lambda settings, replication: 1.0)
    with pytest.raises(AnalysisError, match="sensitivity needs one of: sobol, morris"):
        sensitivity(folder, "revenue")


# One number for a run


@pytest.mark.parametrize("outcome", NAMES)
def test_every_outcome_becomes_a_number_whose_unit_fits(outcome: str) -> None:
    declared = next(each.unit for each in OUTCOMES if each.name == outcome)
    assert measure_of(outcome, quarter="all").unit == declared.removesuffix("/quarter"), (
        "what is in a quarter is added up"
    )
    assert measure_of(outcome, "last").unit == declared


@pytest.mark.parametrize(
    ("outcome", "total"),
    [("revenue", True), ("wins", True), ("leavers", True), ("customers", False), ("win_rate", False)],
)
def test_what_is_counted_in_a_quarter_is_added_up_and_all_else_averaged(outcome: str, total: bool) -> None:
    assert measure_of(outcome, quarter="all").total == total
