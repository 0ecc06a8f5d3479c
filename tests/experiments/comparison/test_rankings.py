"""What a ranking says of neighbours, of first places and of parameter sets is what its runs say, counted anew."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.comparison.findings import interval_words
from cordiale.experiments.comparison.measures import FRICTION, GAP, REVENUE, Measure, matched_runs
from cordiale.experiments.comparison.ranking import Ranking, choose_baseline, first_places, rank_paradigms
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.statistics import Estimate
from tests.support.synthetic import results_frame

NAMES = ["siloed", "drift", "assimilated", "sales-led"]


def lived(sets: int, each: int) -> pd.DataFrame:
    """Runs of so many parameter sets, so many replications each; the last of each set has by far the most."""
    rows = [
        {"scenario": "s", "forces": "all", "paradigm": name, "seed": 1, "replication": number, "quarter": 1,
         "parameter_set": 40 + number % sets, "revenue": 1 + (3 + at) * number**2 + 7 * (at == number % 4),
         "perception_gap": 0.1 * at + 0.01 * number}
        for at, name in enumerate(NAMES) for number in range(sets * each)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture(scope="module", params=[3, 5, 9])
def ranking(request: pytest.FixtureRequest) -> Ranking:
    luck = np.random.default_rng(request.param)
    frame = results_frame(paradigms=NAMES, forces=["all"], replications=request.param)
    noise = pd.Series(luck.normal(0, 20, len(frame)), index=frame.index)
    return rank_paradigms(frame.assign(revenue=frame["revenue"] + noise), measures=())[0]


def test_neighbours_are_called_tied_where_they_stand_side_by_side_and_are_not_told_apart(ranking: Ranking) -> None:
    place = {each.paradigm: each.rank for each in ranking.standings}
    apart = {frozenset((each.first, each.second)): each.apart for each in ranking.pairs}
    wanted = {frozenset(two) for two in combinations(NAMES, 2) if abs(place[two[0]] - place[two[1]]) == 1}
    tied = [frozenset(two) for two in ranking.tied_neighbours]
    assert len(tied) == len({*tied})
    assert {*tied} == {two for two in wanted if not apart[two]}
    assert all(place[first] + 1 == place[second] for first, second in ranking.tied_neighbours)


def test_tied_with_the_best_are_those_of_its_own_pairs_and_each_pair_names_the_better_first(ranking: Ranking) -> None:
    place = {each.paradigm: each.rank for each in ranking.standings}
    assert all(place[each.first] < place[each.second] for each in ranking.pairs)
    best = min(place, key=place.__getitem__)
    others = {name for name in NAMES if name != best and not ranking.pair(name, best).apart}
    assert {*ranking.tied_with_best} == others


@pytest.mark.parametrize("measure", [REVENUE, GAP], ids=lambda measure: measure.name)
def test_a_parameter_set_counts_once_with_the_mean_of_all_its_replications(measure: Measure) -> None:
    frame = lived(sets=3, each=3)
    runs = matched_runs(frame, measure, "all")
    assert sorted(runs.index) == [40, 41, 42]
    for (name, number), rows in frame.groupby(["paradigm", "parameter_set"]):
        assert runs.loc[number, name] == pytest.approx(sum(rows[measure.column]) / 3)


def test_where_each_set_lived_once_the_runs_stay_as_they_are() -> None:
    assert len(matched_runs(lived(sets=6, each=1), REVENUE, "all")) == 6


@pytest.mark.parametrize("measure", [REVENUE, GAP], ids=lambda measure: measure.name)
def test_a_paradigm_comes_first_where_it_has_the_most_or_of_a_gap_the_least(measure: Measure) -> None:
    frame = lived(sets=4, each=1)
    choose = max if measure.higher_is_better else min
    firsts = [choose(NAMES, key=dict(zip(rows["paradigm"], rows[measure.column], strict=True)).__getitem__)
              for _, rows in frame.groupby("parameter_set")]  # fmt: skip
    assert first_places(frame, "all", by=measure) == {name: firsts.count(name) / 4 for name in NAMES}


def test_a_ranking_says_over_how_many_pairs_it_was_corrected_and_who_cannot_be_told_from_its_best(
    ranking: Ranking,
) -> None:
    told = ranking.to_dict()
    assert told["correction"] == f"Holm over {len(NAMES) * (len(NAMES) - 1) // 2} pairs"
    assert told["best"] == told["standings"][0]["paradigm"]
    apart = {pair["second"]: pair["apart"] for pair in told["pairs"] if pair["first"] == told["best"]}
    assert told["tied_with_best"] == [name for name, sure in apart.items() if not sure]


def test_first_places_are_shares_of_those_that_lived_under_every_paradigm_by_a_measure_in_its_own_direction() -> None:
    earned = {"siloed": [9.0, 1.0, 1.0, 9.0], "drift": [1.0, 2.0, 3.0, 8.0]}
    rows = [("tiny", name, "all", each, 1, quarter, worth, worth)
            for name, values in earned.items() for each, worth in enumerate(values) for quarter in (0, 1)
            if (name, each) != ("drift", 3)]  # fmt: skip
    columns = ["scenario", "paradigm", "forces", "replication", "seed", "quarter", "revenue", "friction_hours_share"]
    frame = pd.DataFrame(rows, columns=columns)
    assert first_places(frame, "all") == pytest.approx({"siloed": 1 / 3, "drift": 2 / 3})
    assert first_places(frame, "all", by=FRICTION) == pytest.approx({"siloed": 2 / 3, "drift": 1 / 3})


@pytest.mark.parametrize(
    ("names", "wanted", "chosen"),
    [
        (["drift", "status-quo", "siloed"], "siloed", "siloed"),
        (["drift", "status-quo", "siloed"], None, "status-quo"),
        (["drift", "siloed", "sales-led"], None, "drift"),
    ],
)
def test_differences_are_from_the_paradigm_wanted_else_from_the_status_quo_else_from_the_first_of_the_table(
    names: list[str], wanted: str | None, chosen: str
) -> None:
    frame = results_frame(paradigms=names, forces=["all"], replications=2)
    assert choose_baseline(frame, wanted) == chosen
    with pytest.raises(ValueError, match="assimilated"):
        choose_baseline(frame, "assimilated")


@pytest.mark.parametrize("mean", [12.3, 0.42, 3.0])
def test_a_difference_below_nothing_is_told_as_exactly_as_one_above(mean: float) -> None:
    up, down = (interval_words(Estimate(each, math.nan, math.nan, 1), "%", ENGLISH) for each in (mean, -mean))
    assert (up[0], down[0], up[1:]) == ("+", "−", down[1:])
