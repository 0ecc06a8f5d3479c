"""What a validation says: criteria and intervals read back from their words, and each number by its name."""

from __future__ import annotations

import re

import numpy as np
import pytest

from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.validation import territories
from cordiale.experiments.validation.cells import Cell
from cordiale.experiments.validation.criteria import Above, Below, Criterion, Within
from cordiale.experiments.validation.measuring import _told
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.regions import Bound, _bounds
from cordiale.experiments.validation.space import FACTORS, Space
from cordiale.experiments.validation.structures import RandomStructures
from cordiale.experiments.validation.territories import Territory, in_words
from cordiale.experiments.validation.wording import criterion, interval
from cordiale.simulation.world.paradigms import GRADED
from cordiale.simulation.world.words import FORCES, Attribution, DecisionRule

DECLARED = {(part.criterion, part.factor) for claim in CLAIMS for part in claim.parts}
NUMBER = re.compile(r"−?[\d.]+")


def numbers(text: str) -> list[float]:
    return [float(each.replace("−", "-")) for each in NUMBER.findall(text)]


def accepted(words: str, value: float) -> bool:
    """Whether a reader of a criterion's words would accept a value."""
    bounds = numbers(words)
    if words.startswith("above "):
        return value > bounds[0]
    return value < bounds[0] if words.startswith("below ") else bounds[0] <= value <= bounds[1]


@pytest.mark.parametrize("declared", [Within(0.25, 0.5), Above(0.5), Above(-0.5), Below(0.5), Below(-0.25)], ids=repr)
def test_words_of_a_criterion_accept_what_it_accepts_and_nothing_on_the_other_side(declared: Criterion) -> None:
    words = criterion(declared.bounds, "points")
    assert words.endswith(" points")
    for value in (-1.0, -0.5, -0.25, 0.0, 0.25, 0.375, 0.5, 0.75):
        assert accepted(words, value) == declared.accepts(value), value


def test_words_of_every_declared_criterion_accept_what_lies_beside_its_bounds_on_its_own_side() -> None:
    assert len(DECLARED) > 10
    for each, factor in DECLARED:
        bounds = [None if bound is None else bound * factor for bound in each.bounds]
        words = criterion((bounds[0], bounds[1]), "")
        for bound in filter(lambda found: found is not None, each.bounds):
            for value in (bound - 0.013, bound + 0.013):  # type: ignore[operator]  # none is left
                assert accepted(words, value * factor) == each.accepts(value), words


def test_an_interval_is_told_as_its_value_then_its_lower_and_then_its_upper_end() -> None:
    assert numbers(interval({"value": 0.5, "low": 0.25, "high": 0.875})) == pytest.approx([0.5, 0.25, 0.875], abs=0.06)
    assert numbers(interval({"mean": -4.0, "low": -9.0, "high": 1.0}, value="mean")) == [-4, -9, 1]


def test_a_territory_is_recorded_with_the_share_where_it_is_best_and_the_smaller_one_where_it_surely_is() -> None:
    region = (Bound(0, True, 0.25),)
    told = _told(Territory("siloed", 0.5, 0.125, region, "drift", Estimate(0.04, 0.02, 0.06, 9)))
    assert (told["best_in"], told["surely_best_in"]) == (50.0, 12.5)
    assert (told["paradigm"], told["rival"], told["region"]) == ("siloed", "drift", in_words(region[0]))
    assert [told["lead"][each] for each in ("mean", "low", "high")] == pytest.approx([4.0, 2.0, 6.0])


def test_a_bound_of_a_territory_is_told_as_above_or_up_to_and_of_a_force_as_on_or_off() -> None:
    for column, factor in enumerate(FACTORS):
        assert in_words(Bound(column, True, 0.25)) == f"{factor.words} above 0.25"
        assert in_words(Bound(column, False, 0.25)) == f"{factor.words} up to 0.25"
    for number, force in enumerate(FORCES, start=len(FACTORS)):
        assert [in_words(Bound(number, above, 0.5)) for above in (True, False)] == [f"{force} on", f"{force} off"]


def test_a_cell_lives_three_years_and_is_the_same_in_whatever_order_its_values_and_settings_are_given() -> None:
    assert Cell().quarters == 12
    one = Cell().having({"b.x": 1.0, "a.y": 2.0}, role_overlap=0.5, integration=0.25)
    assert one == Cell().having(integration=0.25).having({"a.y": 2.0}).having({"b.x": 1.0}, role_overlap=0.5)
    assert [name for name, _ in one.values] == ["a.y", "b.x"]
    assert [name for name, _ in one.settings] == ["integration", "role_overlap"]


def test_regions_are_cut_at_the_quarters_of_each_column_from_the_least_on_and_switches_once() -> None:
    table = np.column_stack([np.arange(34.0, -3.0, -1.0), np.arange(37) % 2])
    assert _bounds(table) == [
        *(Bound(0, above, cut) for cut in (7.0, 16.0, 25.0) for above in (False, True)),
        *(Bound(1, above, 0.5) for above in (False, True)),
    ]


def territory(name: str, lead: Estimate) -> Territory:
    return Territory(name, 0.5, 0.25, (Bound(0, True, 0.25),), "drift", lead)


def test_a_lead_is_as_sure_as_it_has_half_widths_of_its_interval() -> None:
    assert territory("siloed", Estimate(2.0, 1.0, 5.0, 9)).sureness == 1.0
    assert territory("siloed", Estimate(-2.0, -2.5, -1.5, 9)).sureness == -4.0
    assert territory("siloed", Estimate(2.0, 2.0, 2.0, 9)).sureness == -np.inf


@pytest.mark.parametrize(("place", "mean"), [(1, 3.0), (2, 9.0), (3, 1.0)])
def test_the_lead_in_a_place_is_by_how_sure_it_is_the_surest_first_and_not_by_how_large(
    place: int, mean: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = [Estimate(9.0, 6.0, 12.0, 9), Estimate(1.0, 0.0, 2.0, 9), Estimate(3.0, 2.5, 3.5, 9)]
    found = [territory(f"row {at}", lead) for at, lead in enumerate(leads)]
    monkeypatch.setattr(territories, "territories", lambda *_: tuple(found))
    assert territories.LeadOf(Space(), place).estimate({}).mean == mean


def test_a_structure_at_random_has_every_setting_over_its_own_range() -> None:
    rows = [dict(cell.settings) for cell in RandomStructures(64).cells()]
    assert all({*row} == {*GRADED, "attribution", "decision_rule", "heads", "balancer"} for row in rows)
    ranges = dict.fromkeys(GRADED, (0.0, 1.0)) | {"power_balance": (-1.0, 1.0), "joint_planning": (0.0, 4.0)}
    for name, (low, high) in ranges.items():
        values, room = [row[name] for row in rows], 0.25 * (high - low)
        assert low <= min(values) < low + room, name
        assert high - room < max(values) <= high, name
    for name, words in (("attribution", Attribution), ("decision_rule", DecisionRule)):
        assert {row[name] for row in rows} == {*words.words()}
    assert {row["heads"] for row in rows} == {1, 2}
    assert {row["balancer"] for row in rows} == {False, True}
