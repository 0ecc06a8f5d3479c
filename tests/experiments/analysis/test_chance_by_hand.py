"""What may be chance, by hand: every way to deal the labels, scipy's t test, differences where all else agrees."""

from __future__ import annotations

import math
from itertools import permutations, product
from typing import Any

import numpy as np
import pytest
from scipy import stats

from cordiale.experiments.analysis import certainty, crossed
from cordiale.experiments.analysis.certainty import Evidence, above_zero, corrected, shuffled

INSIDE = np.array([True, True, True, False, True, False, False, False])
MET = np.array([True, True, False, False, True, True, True, False])


@pytest.mark.parametrize("margins", [[1.0, 2.0, 0.5], [-1.0, 2.0, 0.5, 0.1], [3.0, -9.0], [1.0, 1.1, 0.9, 1.0, 1.2]])
def test_that_it_is_not_one_luck_is_as_sure_as_a_t_test_of_the_replications_margins_above_zero(
    margins: list[float],
) -> None:
    wanted = stats.ttest_1samp(margins, 0.0, alternative="greater").pvalue
    assert above_zero(np.array(margins)) == pytest.approx(wanted)


@pytest.mark.parametrize(("margins", "p"), [([2.0] * 3, 0.0), ([-2.0] * 3, 1.0), ([0.0] * 3, 1.0), ([1e-20] * 3, 0.0)])
def test_margins_that_are_the_same_in_every_replication_leave_no_doubt_on_either_side(
    margins: list[float], p: float
) -> None:
    assert above_zero(np.array(margins)) == p
    assert math.isnan(above_zero(np.array(margins[:1])))


def dealt(blocks: list[list[int]], *, within: bool) -> list[list[int]]:
    """Every way in which the labels can change places: whose label each point then has."""
    if not within:
        return [[at for block in some for at in block] for some in permutations(blocks)]
    return [
        [at for block in some for at in block]
        for some in product(*([list(each) for each in permutations(block)] for block in blocks))
    ]


@pytest.mark.parametrize(
    ("groups", "within", "counts_within"),
    [
        ([0, 1, 2, 3, 4, 5, 6, 7], False, False),
        ([0, 1, 2, 3, 4, 5, 6, 7], True, False),  # single points have nothing to change places with in their blocks
        ([0, 0, 1, 1, 2, 2, 3, 3], False, False),
        ([0, 0, 1, 1, 2, 2, 3, 3], True, True),
        ([0, 0, 0, 0, 1, 1, 1, 1], True, True),
    ],
)
def test_a_rule_is_by_chance_as_good_in_as_many_deals_of_the_labels_as_there_are_among_all_of_them(
    groups: list[int], within: bool, counts_within: bool
) -> None:
    blocks = [[at for at, one in enumerate(groups) if one == name] for name in sorted({*groups})]
    hits = (INSIDE & MET).sum()
    every = [(INSIDE & MET[deal]).sum() >= hits for deal in dealt(blocks, within=counts_within)]
    told = shuffled(INSIDE, MET, np.array(groups), within=within, seed=3)
    assert told == pytest.approx(np.mean(every), abs=4 * math.sqrt(0.25 / certainty.SHUFFLES))


@pytest.mark.parametrize(("looks", "wanted"), [(1, [0.03, 0.04, 1.0, 0.03]), (2, [0.06, 0.08, 1.0, 0.06])])
def test_rules_of_one_report_are_corrected_by_holm_and_looks_at_one_half_by_their_number(
    looks: int, wanted: list[float]
) -> None:
    """The larger of both counts: 0.0075 four times, 0.01 thrice, 0.02 twice, and 1 where one cannot be said."""
    found = [Evidence(0.01, 0.005), Evidence(0.001, 0.02), Evidence(math.nan, 0.001), Evidence(0.0075, 0.001)]
    told = corrected(found, looks)
    assert [each.p for each in told] == pytest.approx(wanted)
    assert [(each.labels, each.luck) for each in told[:2]] == [(0.01, 0.005), (0.001, 0.02)]


def test_a_difference_of_paradigms_is_taken_where_all_else_that_is_crossed_agrees(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lived: Any = [
        ({"forces": force, "paradigm": name}, [at * 3 + place])
        for at, force in enumerate(("none", "all"))
        for place, name in enumerate(("a", "b", "c"))
    ]
    monkeypatch.setattr(crossed, "_groups", lambda _: lived)
    values = np.array([[1.0], [20.0], [300.0], [4000.0], [50000.0], [600000.0]])
    reading: Any = None
    told = {dict(where)["forces"]: found.tolist() for where, found in crossed.cells(reading, values, ("c", "a"))}
    assert told == {"none": [[299.0]], "all": [[596000.0]]}
    assert [dict(where) for where, _ in crossed.cells(reading, values, None)] == [where for where, _ in lived]
