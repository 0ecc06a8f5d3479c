"""Where another option overtakes, from leads known at every value: what is told, within what, and where all stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision.flips import (
    Factor,
    Flip,
    Floats,
    company_with,
    crossing,
    factors,
    overtaken,
)
from cordiale.simulation.runs.company import prepare, with_parameters
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import FORCES
from tests.support.worlds import small

FACTOR = Factor("buyers.cycle", 4.0, 12.0, 7.0, "week")
LUCK = np.random.default_rng(5).normal(0, 1, 60)


def where(leads: dict[str, Any], asked: list[tuple[float, tuple[str, ...]]] | None = None) -> Any:
    """What options are worth at a value of the factor, by a rule for each."""

    def evaluate(value: float, names: Sequence[str]) -> Mapping[str, Floats]:
        if asked is not None:
            asked.append((value, tuple(names)))
        return {name: leads[name](value) + LUCK for name in names}

    return evaluate


def test_a_flip_is_of_the_option_that_is_furthest_ahead_at_the_end_where_the_best_is_furthest_behind() -> None:
    asked: list[tuple[float, tuple[str, ...]]] = []
    rules = {"best": lambda x: 0.0, "other": lambda x: 3 * (x - 9.1), "less": lambda x: 4 * (x - 11.0)}
    found = overtaken(where(rules, asked), FACTOR, ["best", "other", "less"], "best", seed=1)
    assert (found.factor, found.now, found.least, found.most, found.unit) == ("buyers.cycle", 7.0, 4.0, 12.0, "week")
    assert (found.to, found.at) == ("other", pytest.approx(9.1))
    assert [value for value, _ in asked[:2]] == [4.0, 12.0]
    assert {names for _, names in asked[2:]} == {("best", found.to)}
    assert [value for value, _ in asked[2:]] == [8.0, 10.0, 9.0, 9.5]  # each half of the last, four times


def test_where_another_leads_at_both_ends_no_value_is_told_but_who_leads_there() -> None:
    rules = {"best": lambda x: 5.0 - (x - 8.0) ** 2, "low": lambda x: -3.0, "high": lambda x: -1.0}
    found = overtaken(where(rules), FACTOR, ["best", "low", "high"], "best", seed=1)
    assert found == Flip("buyers.cycle", 7.0, 4.0, 12.0, "week", None, None, None, "high")


def test_where_the_best_leads_at_both_ends_or_the_range_is_a_point_nothing_overtakes() -> None:
    rules = {"best": lambda x: 1.0, "other": lambda x: 0.0}
    nothing = Flip("buyers.cycle", 7.0, 4.0, 12.0, "week", None, None, None, None)
    assert overtaken(where(rules), FACTOR, [*rules], "best", seed=0) == nothing
    ahead = {"best": lambda x: 0.0, "other": lambda x: 1.0}
    point = FACTOR._replace(low=7.0, high=7.0)
    assert overtaken(where(ahead), point, [*ahead], "best", seed=0).to is None


def test_the_interval_of_a_crossing_leaves_one_resample_in_forty_out_at_either_end() -> None:
    luck = np.random.default_rng(11)
    slopes = luck.normal(0, 6.0, 40)
    leads = {float(value): (8.0 - value) + slopes for value in (4.0, 6.0, 8.0, 10.0, 12.0)}
    at, low, high = crossing(leads, seed=3)
    drawn = np.random.default_rng(3).integers(40, size=(1000, 40))
    found = np.clip(8.0 + slopes[drawn].mean(axis=1), 4.0, 12.0)
    assert at == pytest.approx(8.0 + slopes.mean())
    assert (low, high) == (pytest.approx(np.percentile(found, 2.5)), pytest.approx(np.percentile(found, 97.5)))


def test_factors_stand_where_the_company_stands_between_declared_ends_the_sets_ends_or_none_and_all_of_a_force() -> (
    None
):
    company = prepare(
        small({"leadership.strength": 0.3, "forces": {"buyers": {"shape": "step", "end": 0.85, "at": 2}}})
    )
    sets = tuple(with_parameters(company, {"buyers.cycle": cycle}) for cycle in (6.0, 9.0, 12.0))
    branches: Any = SimpleNamespace(company=company._replace(sets=sets))
    found = {each.name: each for each in factors(branches, ["buyers.cycle", "leadership.strength"])}
    known = {each.dotted: each for each in PARAMETERS}
    assert [*found] == ["leadership.strength", "power.transition", "buyers.cycle", *(f"forces.{f}.end" for f in FORCES)]
    assert found["buyers.cycle"] == Factor("buyers.cycle", 6.0, 12.0, 9.0, known["buyers.cycle"].unit)
    strength = known["leadership.strength"]
    assert found["leadership.strength"] == Factor(
        "leadership.strength", strength.low, strength.high, 0.3, strength.unit
    )
    assert found["power.transition"][1:3] == (4.0, 52.0)
    ends = {name: path.end for name, path in company.scenario.profile_paths().items()}
    assert ends["buyers"] == 0.85
    for force in FORCES:
        assert found[f"forces.{force}.end"] == Factor(f"forces.{force}.end", 0.0, 1.0, ends[force], "1")


def test_a_force_at_a_value_moves_its_own_end_and_no_other_and_a_parameter_moves_in_every_set() -> None:
    company = prepare(small())
    company = company._replace(sets=(company, company))
    force, parameter = Factor("forces.buyers.end", 0.0, 1.0, 0.5, "1"), FACTOR
    moved = company_with(company, force, 0.125)
    for one in (moved, *moved.sets):
        ends = {name: path.end for name, path in one.scenario.profile_paths().items()}
        usual = {name: path.end for name, path in company.scenario.profile_paths().items()}
        assert ends == usual | {"buyers": 0.125}
    turned = company_with(company, parameter, 11.0)
    assert {float(one.parameters[0]["buyers_cycle"]) for one in (turned, *turned.sets)} == {11.0}


def test_where_the_best_is_only_as_good_as_who_overtakes_it_at_the_other_end_no_value_is_told() -> None:
    rules = {"best": lambda x: 0.0, "other": lambda x: x - 4.0}
    found = overtaken(where(rules), FACTOR, [*rules], "best", seed=0)
    assert (found.at, found.to) == (None, "other")
