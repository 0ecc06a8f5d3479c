"""Intervals are tried on worlds whose truth is known, by the code that ranks a real study."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest
from scipy.stats import binomtest

from cordiale.experiments.foundations.statistics import Estimate, mean_interval
from cordiale.experiments.workshop.coverage import __main__ as command
from cordiale.experiments.workshop.coverage.trials import (
    FALSE_CLAIM,
    KEYS,
    Line,
    Task,
    carry_out,
    claims_falsely,
    intervals_that_hold,
    is_promised,
    ranked,
    tasks,
)
from cordiale.experiments.workshop.coverage.worlds import MADE, MEASURES, MILD, SKEWED, Lived, Made

DIFFERENCE = ("difference", "revenue")


def rng() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.mark.parametrize("world", MADE, ids=lambda world: world.name)
def test_the_truth_of_a_made_world_is_what_its_runs_average_to(world: Made) -> None:
    sample, truth = world.sample(rng(), 40_000), world.truth()
    for measure in MEASURES:
        for column in range(len(world.paradigms)):
            far = mean_interval(sample[measure.column][:, column], confidence=0.99999)
            assert far.low <= truth[measure.column][column] <= far.high, (measure.name, column)


@pytest.mark.parametrize("world", MADE, ids=lambda world: world.name)
def test_paradigms_of_a_made_world_share_luck_so_that_pairing_helps(world: Made) -> None:
    for values in world.sample(rng(), 4_000).values():
        one, other = values[:, 0], values[:, 1]
        assert np.var(other - one) < np.var(one) + np.var(other)


def test_lived_paradigms_dealt_out_anew_are_equal_and_keep_the_luck_they_share() -> None:
    runs = {measure.column: np.array([[1.0, 2.0, 9.0], [11.0, 12.0, 19.0]]) for measure in MEASURES}
    world = Lived("two runs", True, ("a", "b", "c"), runs)
    assert list(world.truth()["revenue"]) == [6.0, 7.0, 14.0]
    dealt = world.equals(rng(), 3_000)["revenue"]
    assert {tuple(sorted(row)) for row in dealt.tolist()} == {(1.0, 2.0, 9.0), (11.0, 12.0, 19.0)}
    assert dealt.mean(axis=0) == pytest.approx(9.0, abs=0.6)


def test_a_study_is_ranked_as_a_comparison_is() -> None:
    sample = MILD.sample(rng(), 12)
    ranking = ranked(sample, MILD.paradigms)
    assert ranking.baseline == "status-quo"
    assert ranking.replications == (12, 12)
    assert len(ranking.pairs) == 3
    expected = mean_interval(sample["revenue"][:, 1] - sample["revenue"][:, 0])
    assert ranking.standing("better").differences["revenue"].low == pytest.approx(expected.low)


@pytest.fixture(scope="module")
def counted() -> dict[tuple[str, str], int]:
    return dict(carry_out(Task(SKEWED, 20, 300, (1, 2))))


@pytest.mark.parametrize("key", [key for key in KEYS if key[0] != FALSE_CLAIM], ids=" of ".join)
def test_in_300_studies_of_a_skewed_world_intervals_hold_the_truth_as_often_as_they_say(
    counted: dict[tuple[str, str], int], key: tuple[str, str]
) -> None:
    assert binomtest(counted[key], 300, 0.95).pvalue > 0.001


def test_in_300_studies_of_equal_paradigms_no_more_than_a_twentieth_tells_any_pair_apart(
    counted: dict[tuple[str, str], int],
) -> None:
    assert binomtest(counted[FALSE_CLAIM, "revenue"], 300, 0.05, alternative="greater").pvalue > 0.001


def test_an_interval_that_is_too_narrow_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def narrower(values: object) -> Estimate:
        return mean_interval(values, confidence=0.8)  # type: ignore[arg-type]

    monkeypatch.setattr("cordiale.experiments.comparison.ranking.mean_interval", narrower)
    luck, counted = rng(), Counter[tuple[str, str]]()
    for _ in range(100):
        counted.update(intervals_that_hold(MILD, ranked(MILD.sample(luck, 20), MILD.paradigms)))
    assert binomtest(counted["level", "revenue"], 100, 0.95).pvalue < 0.001
    assert binomtest(counted[DIFFERENCE], 100, 0.95).pvalue > 0.001


def test_pairs_told_apart_without_correction_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cordiale.experiments.comparison.ranking.holm", tuple)
    luck = rng()
    told = sum(claims_falsely(MILD, luck, 20) for _ in range(300))
    assert binomtest(told, 300, 0.05, alternative="greater").pvalue < 0.001


def test_studies_come_in_batches_with_luck_of_their_own_and_none_is_left_out() -> None:
    batches = tasks(MILD, 0, 10, 250, 7)
    assert [batch.studies for batch in batches] == [100, 100, 50]
    assert len({batch.seed for batch in batches}) == 3


@pytest.mark.parametrize(
    ("what", "times", "holds"),
    [
        ("difference", 950, True), ("difference", 929, False), ("difference", 971, False),
        (FALSE_CLAIM, 10, True), (FALSE_CLAIM, 55, True), (FALSE_CLAIM, 80, False),
    ],
)  # fmt: skip
def test_coverage_has_two_bounds_and_false_claims_one(what: str, times: int, holds: bool) -> None:
    assert Line("w", True, 20, what, "revenue", times, 1000).holds == holds


def found(times: int, *, promised: bool = True) -> list[Line]:
    shown = [Line("w", promised, 20, *key, 950, 1000) for key in KEYS[:-1]]
    shown[0] = shown[0]._replace(times=times)
    return [*shown, Line("w", promised, 20, *KEYS[-1], 40, 1000)]


@pytest.mark.parametrize(("times", "promised", "code"), [(950, True, 0), (900, True, 5), (900, False, 0)])
def test_the_command_fails_where_a_promise_does_not_hold_and_tells_what_was_not_promised(
    times: int, promised: bool, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "tried", lambda *_, **__: iter([found(times, promised=promised)]))
    assert command.main(["--made", "--quiet"]) == code
    assert ("90.0%*" in capsys.readouterr().out) == (times == 900)
    assert command.main(["--made", "--quiet", "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert told["lines"][0]["share"] == times / 1000
    assert told["promised"] - told["kept"] == (code == 5)


@pytest.mark.parametrize("words", [["--comparisons", "999"], ["--replications", "1"], ["--processes", "0"]])
def test_numbers_with_which_nothing_can_be_shown_are_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main(words)
    assert refused.value.code == 2


@pytest.mark.parametrize(
    ("what", "replications", "promised"),
    [
        ("difference", 9, False),
        ("difference", 10, True),
        (FALSE_CLAIM, 10, True),
        ("level", 10, False),
        ("level", 20, True),
    ],
)
def test_intervals_are_promised_from_ten_replications_on_and_levels_from_twenty_where_results_are_like_the_model_s(
    what: str, replications: int, promised: bool
) -> None:
    assert [is_promised(world, replications, what) for world in MADE] == [promised, promised, False]
