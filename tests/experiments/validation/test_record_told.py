"""What a record keeps of a pattern and of a territory is its own: which part decides, who is ahead, how surely."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.statistics import Estimate, mean_interval
from cordiale.experiments.validation import territories
from cordiale.experiments.validation.compared import COMPARED, DELIBERATE
from cordiale.experiments.validation.criteria import FAILS, HOLDS, UNDECIDED, Above, Within
from cordiale.experiments.validation.record import count, pattern
from cordiale.experiments.validation.regions import Bound
from cordiale.experiments.validation.space import FACTORS
from cordiale.experiments.validation.territories import Territory, in_words
from cordiale.simulation.world.words import FORCES


def part(says: str, mean: float, criterion: Any) -> Any:
    """A part of a claim that was measured so, give or take one."""
    quantity = SimpleNamespace(estimate=lambda _: Estimate(mean, mean - 1.0, mean + 1.0, 40))
    return SimpleNamespace(says=says, quantity=quantity, criterion=criterion, factor=1.0, unit="weeks")


HELD, FAILED, OPEN = part("a", 5.0, Above(0.0)), part("b", -5.0, Above(0.0)), part("c", 0.5, Within(0.0, 4.0))


@pytest.mark.parametrize(("parts", "verdict", "decides"), [
    ((HELD, FAILED, OPEN), FAILS, "b"), ((HELD, OPEN), UNDECIDED, "c"), ((HELD, HELD), HOLDS, "a"),
])  # fmt: skip
def test_the_first_part_that_has_the_verdict_of_the_whole_decides_and_gives_it_its_numbers(
    parts: tuple[Any, ...], verdict: str, decides: str
) -> None:
    claim: Any = SimpleNamespace(pattern=3, name="n", statement="s", design="d", source="o", replications=(30, 240),
                                 parts=parts, beside=(OPEN,))  # fmt: skip
    kept = pattern(claim, {}, quick=False)
    one = next(each for each in parts if each.says == decides)
    mean = one.quantity.estimate({}).mean
    assert (kept["verdict"], kept["decided_by"], kept["pattern"]) == (verdict, decides, 3)
    assert (kept["value"], kept["low"], kept["high"], kept["unit"]) == (mean, mean - 1.0, mean + 1.0, "weeks")
    assert [each["says"] for each in kept["parts"]] == [each.says for each in parts]
    assert [(each["says"], each["accepted"]) for each in kept["beside"]] == [("c", [0.0, 4.0])]
    assert (kept["replications"], pattern(claim, {}, quick=True)["replications"]) == (240, 30)


def test_patterns_are_counted_by_their_verdicts() -> None:
    rows = [{"verdict": each} for each in (HOLDS, HOLDS, FAILS, UNDECIDED, HOLDS)]
    assert count(rows) == {HOLDS: 3, FAILS: 1, UNDECIDED: 1}


def test_revenue_of_a_paradigm_is_that_over_the_mean_of_all_in_the_same_company_less_one() -> None:
    runs = np.array([[[1.0, 3.0], [5.0, 7.0]], [[40.0, 20.0], [10.0, 10.0]]])
    assert territories._earned(runs) == pytest.approx(np.array([[-0.5, 0.5], [0.5, -0.5]]))


def test_a_paradigm_is_best_where_its_mean_is_the_largest_and_surely_where_luck_does_not_change_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Siloed earns most in nine of twelve companies: in six by as much in every run, in three by one run alone."""
    runs = np.full((12, len(COMPARED), 4), 100.0)
    siloed, other = COMPARED.index("siloed"), COMPARED.index("proportional")
    runs[:6, siloed] += [5.0, 5.1, 4.9, 5.0]
    runs[6:9, siloed] += [90.0, -20.0, -20.0, -20.0]
    runs[9:, other] += [5.0, 5.1, 4.9, 5.0]
    monkeypatch.setattr(territories, "_runs", lambda *_: runs)
    monkeypatch.setattr(territories, "RegionSearch", lambda *_: SimpleNamespace(best=lambda _: ()))
    monkeypatch.setattr(territories, "inside", lambda _, table: np.ones(len(table), bool))
    monkeypatch.setattr(territories, "lead_over_rivals", lambda *_: ("x", mean_interval([1.0])))
    space: Any = SimpleNamespace(companies=12, table=lambda: np.arange(12.0)[:, None])
    found = {each.paradigm: (each.best_share, each.sure_share) for each in territories.territories(space, {})}
    assert [*found] == [*DELIBERATE]
    assert found.pop("siloed") == (0.75, 0.5)
    assert found.pop("proportional") == (0.25, 0.25)
    assert {*found.values()} == {(0.0, 0.0)}


@pytest.mark.parametrize(("mean", "low", "high", "sure"), [(4.0, 2.0, 6.0, 2.0), (-3.0, -4.0, -2.0, -3.0),
                                                           (1.0, 1.0, 1.0, -np.inf)])  # fmt: skip
def test_a_lead_is_as_sure_as_it_is_times_half_the_width_of_its_interval(
    mean: float, low: float, high: float, sure: float
) -> None:
    assert Territory("siloed", 0.5, 0.5, (), "drift", Estimate(mean, low, high, 9)).sureness == sure


def test_a_region_is_told_bound_by_bound_each_on_its_own_side() -> None:
    bounds = (Bound(0, True, 2.5), Bound(1, False, 0.123456), Bound(len(FACTORS) + 1, True, 0.5))
    region = Territory("siloed", 0.5, 0.5, bounds, "drift", Estimate(1.0, 0.0, 2.0, 9)).words()
    assert region == f"{FACTORS[0].words} above 2.5 and {FACTORS[1].words} up to 0.123 and {FORCES[1]} on"
    assert in_words(Bound(len(FACTORS), False, 0.5)) == f"{FORCES[0]} off"
