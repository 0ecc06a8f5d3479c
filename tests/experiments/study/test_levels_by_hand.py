"""The levels that a range is divided into, and what is refused of a study file, each by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.study.file import StudyError, checked, load_study
from tests.support.planted_studies import planned


def levels(name: str, low: float, high: float, count: Any) -> tuple[Any, ...]:
    (factor,) = planned(quarters=12, factors={name: {"low": low, "high": high, "levels": count}}).factors
    return factor.levels


@pytest.mark.parametrize(("name", "low", "high", "count", "wanted"), [
    ("leadership.strength", 0.0, 1.0, 5, (0.0, 0.25, 0.5, 0.75, 1.0)), ("leadership.strength", 0.2, 0.8, 2, (0.2, 0.8)),
    ("leadership.strength", 0.25, 0.75, 3, (0.25, 0.5, 0.75)), ("switch_quarter", 0, 8, 3, (0, 4, 8)),
    ("switch_quarter", 1, 4, 4, (1, 2, 3, 4)),
])  # fmt: skip
def test_levels_are_evenly_spaced_from_the_lower_to_the_upper_end_both_included(
    name: str, low: float, high: float, count: int, wanted: tuple[Any, ...]
) -> None:
    found = levels(name, low, high, count)
    assert found == pytest.approx(wanted)
    assert {type(each) for each in found} == {type(wanted[0])}


@pytest.mark.parametrize(("count", "said"), [
    (1, "is not a whole number in"), (True, "is not a whole number in"), (2.5, "is not a whole number in"),
    ("3", "is not a whole number in"), (None, "is missing"),
])  # fmt: skip
def test_as_many_levels_are_asked_for_as_a_whole_number_of_two_or_more(count: Any, said: str) -> None:
    with pytest.raises(StudyError, match=rf"leadership\.strength\.levels.*{said}"):
        levels("leadership.strength", 0.0, 1.0, count)


def test_quarters_that_would_be_broken_are_refused_with_their_ends_and_how_many_levels_were_asked_for() -> None:
    with pytest.raises(StudyError, match="switch_quarter: 4 levels from 0 to 8 are not whole numbers"):
        levels("switch_quarter", 0, 8, 4)


def test_a_factor_without_levels_or_range_is_for_a_list_alone() -> None:
    with pytest.raises(StudyError, match=r"leadership\.strength\.low is missing"):
        planned(factors={"leadership.strength": {}})


@pytest.mark.parametrize(("name", "said"), [
    ("leadership.strenght", "did you mean 'leadership.strength'?"),
    ("nothing-like-it", "a factor is paradigm, forces, switch_quarter, decisions, or a dotted name"),
])  # fmt: skip
def test_an_unknown_factor_is_told_with_the_nearest_that_there_is_or_else_with_what_a_factor_can_be(
    name: str, said: str
) -> None:
    with pytest.raises(StudyError) as caught:
        planned(factors={name: [1.0, 2.0]})
    assert said in str(caught.value)
    assert len(str(caught.value)) < 300, "not all two hundred"


def test_a_fixed_value_may_be_as_late_as_the_last_quarter_of_the_study_and_no_later() -> None:
    said: dict[str, Any] = {"quarters": 9, "factors": {"paradigm": ["siloed", "drift"]}}
    assert planned(**said, fixed={"switch_quarter": 9}).fixed == {"switch_quarter": 9}
    with pytest.raises(StudyError, match=r"fixed\.switch_quarter = 10"):
        planned(**said, fixed={"switch_quarter": 10})


def test_an_outcome_that_is_named_twice_is_refused_and_any_number_of_others_is_not() -> None:
    base = {"schema": 1, "factors": {"paradigm": ["siloed", "drift"]}}
    assert checked(base | {"outcomes": ["wins", "revenue"]}, "study").outcomes == ("wins", "revenue")
    with pytest.raises(StudyError, match="outcomes = wins, revenue, wins names one twice"):
        checked(base | {"outcomes": ["wins", "revenue", "wins"]}, "study")


@pytest.mark.parametrize(("first", "replications", "said"), [
    (16, 48, None), (24, 48, "until.first = 24 is not a multiple of until.batch = 16"),
    (16, 40, "replications = 40 is not a multiple of until.batch = 16"), (32, 48, None),
    (32, 16, "replications = 16, the most, is below until.first = 32"),
])  # fmt: skip
def test_a_study_that_stops_lives_whole_batches_at_first_and_at_most(
    first: int, replications: int, said: str | None
) -> None:
    document = {"schema": 1, "factors": {"paradigm": ["siloed", "drift"]}, "replications": replications,
                "until": {"first": first, "batch": 16}}  # fmt: skip
    if said is None:
        assert checked(document, "study").until is not None
    else:
        with pytest.raises(StudyError) as caught:
            checked(document, "study")
        assert said in str(caught.value)


def test_files_beside_a_study_are_found_from_anywhere_and_names_that_are_none_stay_as_they_are(tmp_path: Path) -> None:
    for name in ("mine.toml", "people.py"):
        (tmp_path / name).touch()
    agents = '[agents]\nsales_rep = "people.py:Keen"\nmarketer = "elsewhere.py:Calm"\n'
    (tmp_path / "study.toml").write_text(
        f'schema = 1\nscenario = "mine.toml"\n{agents}[factors]\nparadigm = ["siloed", "drift"]\n', encoding="utf-8"
    )
    study = load_study(tmp_path / "study.toml")
    beside = tmp_path.resolve()
    assert study.scenario == str(beside / "mine.toml")
    assert study.agents.named() == {"sales_rep": f"{beside / 'people.py'}:Keen", "marketer": "elsewhere.py:Calm"}
