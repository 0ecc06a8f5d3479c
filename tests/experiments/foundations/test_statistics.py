"""Statistics say what a sample allows, no more: checked by hand, against scipy, and by coverage."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cordiale.experiments.comparison.measures import (
    GAP,
    LEAVERS,
    MEASURES,
    REVENUE,
    RUN,
    TRUST_SALES,
    Measure,
    check_results,
    matched_runs,
    per_run,
)
from cordiale.experiments.comparison.ranking import choose_baseline, compare_pairs, rank_paradigms
from cordiale.experiments.foundations.plain import plain
from cordiale.experiments.foundations.shares import wilson
from cordiale.experiments.foundations.statistics import (
    Estimate,
    holm,
    mean_bands,
    mean_interval,
    paired_difference,
    paired_p_value,
    relative_difference,
)
from cordiale.simulation.world.outcomes import OUTCOMES
from tests.support.synthetic import PARADIGMS, results_frame


@pytest.fixture(scope="module")
def study() -> pd.DataFrame:
    return results_frame(replications=12)


def tiny(rows: list[tuple[str, int, int, float]]) -> pd.DataFrame:
    """A study with revenue only; rows are (paradigm, replication, quarter, revenue)."""
    frame = pd.DataFrame(rows, columns=["paradigm", "replication", "quarter", "revenue"])
    return frame.assign(scenario="parable", forces="none", seed=1)


# Intervals


def test_a_paired_interval_worked_out_by_hand() -> None:
    # Differences 1, 2, 3, 4: mean 2.5, standard deviation 1.2910, t(3) = 3.1824, half width 2.0543.
    estimate = paired_difference([11, 22, 33, 44], [10, 20, 30, 40])
    assert estimate.mean == 2.5
    assert estimate.low == pytest.approx(0.4457, abs=1e-4)
    assert estimate.high == pytest.approx(4.5543, abs=1e-4)
    assert estimate.n == 4


def test_intervals_and_p_values_agree_with_scipy() -> None:
    rng = np.random.default_rng(1)
    first, second = rng.normal(1, 2, 25), rng.normal(0, 1, 25)
    reference = stats.ttest_rel(first, second)
    estimate = paired_difference(first, second)
    assert (estimate.low, estimate.high) == pytest.approx(tuple(reference.confidence_interval()))
    assert paired_p_value(first, second) == pytest.approx(reference.pvalue)


def test_pairing_removes_the_luck_that_both_share() -> None:
    rng = np.random.default_rng(2)
    shared = rng.normal(0, 100, 20)
    first, second = shared + 1 + rng.normal(0, 0.1, 20), shared
    paired = paired_difference(first, second)
    alone = mean_interval(first)
    assert paired.low > 0
    assert (alone.high - alone.low) > 100 * (paired.high - paired.low)


def test_one_replication_has_a_mean_and_no_interval() -> None:
    estimate = paired_difference([5.0], [3.0])
    assert (estimate.mean, estimate.n) == (2.0, 1)
    assert not estimate.has_interval
    assert math.isnan(paired_p_value([5.0], [3.0]))


def test_no_replication_has_nothing() -> None:
    assert mean_interval([np.nan]).n == 0
    assert math.isnan(mean_interval([]).mean)


def test_equal_differences_have_an_interval_of_zero_width() -> None:
    assert paired_difference([3.0, 4.0], [1.0, 2.0]) == Estimate(2.0, 2.0, 2.0, 2)
    assert paired_p_value([3.0, 4.0], [1.0, 2.0]) == 0
    assert paired_p_value([3.0, 4.0], [3.0, 4.0]) == 1


def test_a_pair_with_a_missing_half_is_left_out_of_n() -> None:
    assert paired_difference([1.0, np.nan, 3.0], [0.0, 0.0, np.nan]).n == 1


def test_samples_of_different_length_are_not_matched() -> None:
    with pytest.raises(ValueError, match="one shape"):
        paired_difference([1.0, 2.0], [1.0])


def test_nominal_intervals_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(20)
    covered = {"paired": 0, "relative": 0}
    for _ in range(2000):
        shared = rng.normal(100, 10, 20)
        first, second = 1.1 * shared + rng.normal(0, 3, 20), shared + rng.normal(0, 3, 20)
        paired, relative = paired_difference(first, second), relative_difference(first, second)
        covered["paired"] += paired.low <= 10 <= paired.high
        covered["relative"] += relative.low <= 0.1 <= relative.high
    assert 0.93 <= covered["paired"] / 2000 <= 0.97
    assert 0.93 <= covered["relative"] / 2000 <= 0.97


def test_a_relative_difference_needs_something_to_be_relative_to() -> None:
    assert relative_difference([12.0, 12.0], [10.0, 10.0]).mean == pytest.approx(0.2)
    assert math.isnan(relative_difference([1.0, 2.0], [0.0, 0.0]).mean)
    assert math.isnan(relative_difference([1.0, 2.0], [-1.0, -2.0]).mean)


def test_bands_are_the_interval_of_the_mean_of_each_quarter(study: pd.DataFrame) -> None:
    bands = mean_bands(study, "revenue")
    cell = study.query("forces == 'all' and paradigm == 'siloed' and quarter == 5")["revenue"]
    band = bands.loc[("all", "siloed", 5)]
    expected = mean_interval(cell)
    assert [band["mean"], band["low"], band["high"]] == pytest.approx([expected.mean, expected.low, expected.high])
    assert bands.loc[("all", "siloed", 0), "n"] == 0


# Many comparisons at once


def test_holm_by_hand_and_never_less_strict_than_before() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.6, 0.7]) == (1.0, 1.0)
    assert holm([]) == ()


def test_a_missing_p_value_counts_but_stays_missing() -> None:
    corrected = holm([0.01, math.nan])
    assert corrected[0] == pytest.approx(0.02)
    assert math.isnan(corrected[1])


def test_identical_worlds_are_seldom_told_apart() -> None:
    """The chance of any false claim among all pairs of five equal paradigms stays near 5 %."""
    rng = np.random.default_rng(3)
    false_claims = 0
    for _ in range(400):
        runs = pd.DataFrame(rng.normal(0, 1, (15, 5)) + rng.normal(0, 5, (15, 1)), columns=list("abcde"))
        order = list(runs.mean().sort_values(ascending=False).index)
        false_claims += any(pair.apart for pair in compare_pairs(runs, order))
    assert false_claims / 400 <= 0.08


# Measures: one number per run


def test_revenue_is_summed_after_the_start() -> None:
    frame = tiny([("a", 0, 0, 1000.0), ("a", 0, 1, 2.0), ("a", 0, 2, 3.0)])
    assert per_run(frame, REVENUE, by=RUN).tolist() == [5.0]


def test_trust_is_last_year_and_the_gap_is_last_quarter(study: pd.DataFrame) -> None:
    run = study.query("paradigm == 'drift' and forces == 'all' and replication == 3").set_index("quarter")
    assert per_run(study, TRUST_SALES, by=RUN)["all", "drift", 1, 3] == pytest.approx(
        run.loc[9:12, "trust_sales_in_marketing"].mean()
    )
    assert per_run(study, GAP, by=RUN)["all", "drift", 1, 3] == run.loc[12, "perception_gap"]
    assert per_run(study, LEAVERS, by=RUN)["all", "drift", 1, 3] == run.loc[1:, "leavers"].sum()


def test_a_study_shorter_than_a_year_averages_what_it_has() -> None:
    short = results_frame(paradigms=["siloed"], forces=["none"], replications=1, quarters=2)
    expected = short.query("quarter >= 1")["trust_sales_in_marketing"].mean()
    assert per_run(short, TRUST_SALES, by=RUN).iloc[0] == pytest.approx(expected)


def test_a_run_cut_short_is_missing_not_small() -> None:
    frame = tiny([("a", 0, 1, 2.0), ("a", 0, 2, 3.0), ("b", 0, 1, 9.0)])
    assert math.isnan(per_run(frame, REVENUE, by=RUN)["none", "b", 1, 0])


def test_runs_match_by_replication_even_if_one_failed() -> None:
    rows = [("a", r, 1, 10.0 + r) for r in range(4)] + [("b", r, 1, 9.0 + r) for r in (0, 2, 3)]
    runs = matched_runs(tiny(rows), REVENUE, "none")
    estimate = paired_difference(runs["a"], runs["b"])
    assert (estimate.mean, estimate.n) == (1.0, 3)


def test_forces_under_which_nothing_ran_are_refused(study: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="no results under forces 'buyers'"):
        matched_runs(study, REVENUE, "buyers")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_what_happens_in_a_quarter_is_added_up_and_all_else_averaged(measure: Measure) -> None:
    unit = next(each.unit for each in OUTCOMES if each.name == measure.column)
    assert measure.total == unit.endswith("/quarter")
    assert not Measure(measure.name, measure.column, measure.unit, "last quarter").total


def test_a_share_has_the_interval_of_wilson() -> None:
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(10, 20) == pytest.approx((0.299, 0.701), abs=1e-3)  # as published
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == 1.0
    assert wilson(2.5, 5) == wilson(2.5, 5, 0.95)


@pytest.mark.parametrize(("hits", "trials"), [(0, 7), (3, 7), (7, 7), (781, 5998)])
def test_wilsons_interval_is_that_of_scipy(hits: int, trials: int) -> None:
    published = stats.binomtest(hits, trials).proportion_ci(method="wilson")
    assert wilson(hits, trials) == pytest.approx((published.low, published.high), abs=1e-12)


def test_what_is_not_one_study_is_refused(study: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="column seed is missing"):
        check_results(study.drop(columns="seed"))
    with pytest.raises(ValueError, match="one scenario, got 2"):
        check_results(pd.concat([study, study.assign(scenario="other")]))
    with pytest.raises(ValueError, match="same quarter twice"):
        check_results(pd.concat([study, study]))
    with pytest.raises(ValueError, match="after the start"):
        check_results(study[study["quarter"] == 0])


# Rankings


def test_the_planted_best_is_found_and_told_apart() -> None:
    under_none, under_all = rank_paradigms(results_frame(replications=40))
    assert (under_none.forces, under_all.forces) == ("none", "all")
    assert under_all.best.paradigm == "proportional"
    assert under_all.tied_with_best == ()
    assert under_all.standings[-1].paradigm == "drift"
    assert under_all.best.relative is not None
    assert under_all.best.relative.low > 0.04


def test_ranks_follow_the_mean_in_the_measures_good_direction(study: pd.DataFrame) -> None:
    for by in (REVENUE, GAP):
        levels = [s.levels[by.name].mean for s in rank_paradigms(study, by=by)[1].standings]
        assert levels == sorted(levels, reverse=by.higher_is_better)


def test_equal_paradigms_are_not_told_apart() -> None:
    rows = [(name, r, 1, float(r)) for name in "ab" for r in range(10)]
    (ranking,) = rank_paradigms(tiny(rows), measures=[REVENUE])
    assert ranking.tied_with_best == ("b",)
    assert ranking.tied_neighbours == (("a", "b"),)
    assert ranking.pair("b", "a").p_corrected == 1


def test_with_one_replication_nothing_is_told_apart() -> None:
    (ranking,) = rank_paradigms(results_frame(replications=1, forces=["all"]))
    assert len(ranking.tied_with_best) == len(PARADIGMS) - 1
    assert not ranking.best.levels["revenue"].has_interval


def test_a_paradigm_without_complete_runs_ranks_last() -> None:
    rows = [("a", 0, 1, 1.0), ("a", 0, 2, 1.0), ("b", 0, 1, 9.0)]
    (ranking,) = rank_paradigms(tiny(rows), measures=[REVENUE])
    assert [s.paradigm for s in ranking.standings] == ["a", "b"]
    assert ranking.replications == (0, 1)


def test_the_baseline_is_status_quo_or_the_first_or_the_wanted(study: pd.DataFrame) -> None:
    assert choose_baseline(study, wanted=None) == "status-quo"
    assert choose_baseline(study[study["paradigm"].isin(["siloed", "drift"])], wanted=None) == "drift"
    assert choose_baseline(study, "siloed") == "siloed"
    with pytest.raises(ValueError, match="no results for baseline 'none'"):
        choose_baseline(study, "none")


def test_the_baseline_has_no_difference_to_itself(study: pd.DataFrame) -> None:
    standing = rank_paradigms(study)[0].standing("status-quo")
    assert standing.differences == {}
    assert standing.relative is None


def test_a_ranking_becomes_strict_json() -> None:
    (ranking,) = rank_paradigms(results_frame(replications=1, forces=["none"]))
    document = json.loads(json.dumps(ranking.to_dict(), allow_nan=False))
    assert document["standings"][0]["levels"]["revenue"]["low"] is None
    assert document["pairs"][0]["apart"] is False


def test_plain_values_have_no_numpy_left() -> None:
    assert plain({"a": (np.int64(1), np.float64("nan"), np.bool_(True)), "b": "x"}) == {
        "a": [1, None, True],
        "b": "x",
    }


def test_an_estimate_in_another_unit_has_its_mean_and_both_bounds_in_it_and_as_many_values() -> None:
    assert Estimate(0.25, 0.125, 0.5, 7).scaled(100.0) == Estimate(25.0, 12.5, 50.0, 7)


@pytest.mark.parametrize(("low", "high", "is_there"), [
    (1.0, 2.0, True), (math.nan, 2.0, False), (1.0, math.nan, False), (-math.inf, 2.0, False), (1.0, math.inf, False),
])  # fmt: skip
def test_an_interval_is_there_where_both_its_ends_are(low: float, high: float, is_there: bool) -> None:
    assert Estimate(1.5, low, high, 9).has_interval is is_there
