"""What lies on a bound is allowed, what lies beyond is refused; what is usual is so at every door."""

from __future__ import annotations

from collections import Counter
from inspect import signature
from pathlib import Path

import pytest
from pydantic import ValidationError

from cordiale.simulation import AlignmentModel, simulate
from cordiale.simulation.recording.contents import FILES
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.sections import MOST_QUANTILES, Quantiles
from cordiale.simulation.scenario.titles import HEADINGS, normal
from cordiale.simulation.scenario.weather import MOST_GROWN, Growth, Profile, read_path
from tests.support.worlds import small


@pytest.mark.parametrize("value", [0.0, 1.0, -1e-9, 1 + 1e-9])
def test_an_intensity_of_a_path_may_be_none_and_full_and_nothing_beyond(value: float, tmp_path: Path) -> None:
    (tmp_path / "path.csv").write_text(f"intensity\n0.5\n{value!r}\n", encoding="utf-8")
    if 0 <= value <= 1:
        assert Profile(shape="path", path=(0.5, value)).intensities(26)[-1] == value
        assert read_path(tmp_path / "path.csv") == (0.5, value)
        return
    with pytest.raises(ValidationError, match=r"outside \[0, 1\]"):
        Profile(shape="path", path=(0.5, value))
    with pytest.raises(ValueError, match=r"line 3: .* is not an intensity in \[0, 1\]"):
        read_path(tmp_path / "path.csv")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ((1e-9, 1.0, 1.0), ""), ((1.0,) * MOST_QUANTILES, ""), ((), ""), ((0.0, 1.0, 2.0), "the lowest quantile, 0.0"),
        ((-1.0, 1.0), "the lowest quantile, -1.0"), ((2.0, 1.0), "1.0 comes after 2.0"), ((1.0,), "1 quantiles"),
        ((1.0,) * (MOST_QUANTILES + 1), f"{MOST_QUANTILES + 1} quantiles"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["cycle", "contract_value"])
def test_quantiles_are_above_nothing_and_never_fall(field: str, given: tuple[float, ...], fault: str) -> None:
    if not fault:
        assert getattr(Quantiles(**{field: given}), field) == given
        return
    with pytest.raises(ValidationError, match=fault):
        Quantiles(**{field: given})


def test_demand_grows_up_to_tenfold_and_no_further() -> None:
    quarters = next(each for each in range(1, 400) if 1.5**each > MOST_GROWN + 1)  # the first that is too much
    assert Growth(demand=0.5, quarters=quarters).in_quarter(quarters) <= MOST_GROWN
    with pytest.raises(ValidationError, match="up to 10-fold is allowed"):
        Growth(demand=0.5, quarters=quarters + 1)


def test_no_heading_of_a_chart_means_two_things() -> None:
    every = Counter(normal(heading) for headings in HEADINGS.values() for heading in headings)
    assert [heading for heading, count in every.items() if count > 1] == []


def test_a_model_lives_as_long_and_by_the_same_seed_as_a_table_where_nothing_is_said() -> None:
    usual = {"quarters": 12, "switch_quarter": 0, "decisions": ()}
    for door in (AlignmentModel, simulate):
        takes = signature(door).parameters
        assert {name: takes[name].default for name in usual} == usual
    assert signature(AlignmentModel).parameters["rng"].default == signature(simulate).parameters["seed"].default == 1


def test_a_record_is_left_in_a_folder_that_has_to_be_made_with_those_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "within" / "another"
    simulate(small(), ["siloed"], ["none"], 1, 1, record=folder)
    simulate(small(), ["siloed"], ["none"], 1, 1, record=folder)  # and in one that is there
    assert sorted(each.name for each in folder.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("replications", [0, 1_000_001])
def test_no_run_and_more_than_a_million_of_one_kind_are_refused(replications: int) -> None:
    with pytest.raises(ScenarioError, match=rf"replications = {replications} is outside \[1, 1000000\]"):
        simulate(small(), ["siloed"], ["none"], replications, 1)
