"""Which way is better, which worlds count, and what each option brings in them, in each replication."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.analysis.run_values import AnalysisError, Quarter, measure_of
from cordiale.experiments.cartography.matched_worlds import LESS_IS_BETTER, matched_worlds
from cordiale.experiments.comparison.measures import MEASURES
from tests.support.planted_studies import planned, planted

OUTCOMES = ["revenue", "friction_hours_share", "trust_sales_in_marketing", "leavers"]
PLAN = planned(design="full", replications=3, outcomes=OUTCOMES, factors={
    "paradigm": ["siloed", "drift"], "leadership.strength": [0.2, 0.8], "trust.gain": [0.05, 0.1],
})  # fmt: skip


def brought(settings: dict[str, Any], replication: int) -> float:
    paradigm = {"siloed": 1.0, "drift": 2.0}[settings["paradigm"]]
    return paradigm * (10 * settings["leadership.strength"] + settings["trust.gain"]) + 100 * replication


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("worlds"), PLAN, brought)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("asked", [None, True, False])
def test_less_is_better_where_it_is_asked_so_and_else_of_what_nobody_wants(
    outcome: str, asked: bool | None, study: Path
) -> None:
    less = outcome in ("friction_hours_share", "leavers") if asked is None else asked
    found = matched_worlds(study, outcome, less_is_better=asked, of="paradigm", quarter="all")
    assert found.less_is_better == less
    assert found.worth.tolist() == ((-1 if less else 1) * found.values).tolist()
    assert {each.column for each in MEASURES if not each.higher_is_better} <= LESS_IS_BETTER


def test_a_value_is_that_of_its_own_option_world_and_replication(study: Path) -> None:
    found = matched_worlds(study, "trust_sales_in_marketing", less_is_better=None, of="paradigm", quarter="all")
    assert found.options == ("siloed", "drift")
    assert found.values.shape == (2, 4, 3)
    for at, option in enumerate(found.options):
        for world, settings in enumerate(found.points.to_dict("records")):
            told = [brought({"paradigm": option, **settings}, each) for each in range(3)]
            assert found.values[at, world].tolist() == pytest.approx(told)


def test_what_has_no_two_levels_of_a_category_leaves_nothing_to_choose_from(study: Path) -> None:
    with pytest.raises(AnalysisError, match="leaves nothing to choose from"):
        matched_worlds(study, "revenue", of="trust.gain", less_is_better=None, quarter="all")
    with pytest.raises(AnalysisError, match=r"of = 'people\.mastery'"):
        matched_worlds(study, "revenue", of="people.mastery", less_is_better=None, quarter="all")


def test_a_category_with_one_level_leaves_nothing_to_choose_from(tmp_path: Path) -> None:
    plan = planned(design="full", replications=2, factors={"paradigm": ["siloed"], "leadership.strength": [0.2, 0.8]})
    with pytest.raises(AnalysisError, match="of = 'paradigm' leaves nothing to choose from"):
        matched_worlds(
            planted(tmp_path, plan, lambda *_: 1.0), "revenue", less_is_better=None, of="paradigm", quarter="all"
        )


@pytest.mark.parametrize(("quarter", "share"), [("all", 2), ("last-year", 2), ("last", 1)])
def test_what_an_option_brings_is_of_the_quarters_that_were_asked_for(
    quarter: Quarter, share: int, study: Path
) -> None:
    found, whole = (
        matched_worlds(study, "revenue", quarter=quarter, less_is_better=None, of="paradigm"),
        matched_worlds(study, "revenue", quarter="all", less_is_better=None, of="paradigm"),
    )
    assert found.measure == measure_of("revenue", quarter)
    assert found.values == pytest.approx(whole.values * share / 2)  # of two quarters, alike


def test_samples_that_fall_on_the_same_whole_number_are_worlds_of_their_own(tmp_path: Path) -> None:
    factors = {"paradigm": ["siloed", "drift"], "company.reps": {"low": 10, "high": 11}}
    plan = planned(design="latin-hypercube", samples=6, replications=2, factors=factors)
    found = matched_worlds(
        planted(tmp_path, plan, lambda settings, _: settings["company.reps"]),
        "revenue",
        less_is_better=None,
        of="paradigm",
        quarter="all",
    )
    assert found.points["company.reps"].tolist() == plan.columns["company.reps"][::2]
    assert found.values[0, :, 0].tolist() == [2 * reps for reps in found.points["company.reps"]]
