"""Paths of the forces, from a scenario's words or from a file, and the sets that they form."""

from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from cordiale.simulation.scenario.weather import Profile, force_set, read_path, weather
from cordiale.simulation.world.words import FORCES
from tests.support.worlds import pair, step

YEAR = 52


def test_a_constant_force_has_its_end_s_intensity_in_every_week() -> None:
    assert set(Profile(shape="constant", start=0.1, end=0.7).intensities(YEAR)) == {0.7}


def test_a_step_holds_its_start_before_the_quarter_and_its_end_from_it_on() -> None:
    path = Profile(shape="step", start=0.2, end=0.8, at=2.0).intensities(YEAR)
    assert set(path[:26]) == {0.2}
    assert set(path[26:]) == {0.8}


def test_a_ramp_is_a_straight_line_that_takes_its_quarters() -> None:
    path = Profile(shape="ramp", start=0.2, end=0.8, at=1.0, over=2.0).intensities(YEAR)
    assert set(path[:14]) == {0.2}
    assert path[13:40] == pytest.approx(np.linspace(0.2, 0.8, 27))
    assert set(path[39:]) == {0.8}


@pytest.mark.parametrize(("start", "end"), [(0.1, 0.9), (0.9, 0.1), (0.0, 1.0), (0.4, 0.4)])
@pytest.mark.parametrize(("at", "over"), [(0.0, 1.0), (6.0, 6.0), (30.0, 2.0)])
def test_a_logistic_path_starts_at_its_start_and_never_turns_back(
    start: float, end: float, at: float, over: float
) -> None:
    path = Profile(shape="logistic", start=start, end=end, at=at, over=over).intensities(12 * 13)
    assert path[0] == pytest.approx(start)
    assert (np.diff(path) * np.sign(end - start) >= -1e-12).all()
    assert ((path >= min(start, end) - 1e-12) & (path <= max(start, end) + 1e-12)).all()


def test_a_path_gives_an_intensity_for_each_quarter_and_its_last_one_holds_on() -> None:
    path = Profile(shape="path", path=(0.1, 0.5, 0.2)).intensities(YEAR)
    assert path[0] == 0.1
    assert set(path[1:14]) == {0.1}
    assert set(path[14:27]) == {0.5}
    assert set(path[27:]) == {0.2}


@pytest.mark.parametrize("shape", ["constant", "step", "ramp", "logistic"])
def test_every_week_of_a_run_has_an_intensity_the_founding_included(shape: str) -> None:
    path = Profile.model_validate({"shape": shape}).intensities(YEAR)
    assert len(path) == YEAR + 1
    assert ((path >= 0) & (path <= 1)).all()


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ({"shape": "path"}, "needs path"),
        ({"shape": "path", "path": [0.1, 1.2]}, "1.2, which is outside"),
        ({"shape": "sine"}, "shape"),
        ({"start": -0.1}, "start"),
        ({"end": 1.1}, "end"),
        ({"over": 0}, "over"),
        ({"speed": 1}, "speed"),
    ],
)
def test_a_profile_that_cannot_be_is_refused_by_name(what: dict[str, object], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        Profile.model_validate(what)


def test_a_path_is_read_from_the_first_column_of_a_csv_whatever_its_heading(tmp_path: Path) -> None:
    for text in (
        "0.1\n0.5\n",
        "intensity\n0.1\n0.5\n",
        "intensity,remark\n0.1,low\n\n0.5,high\n",
        "\ufeff0.1;x\n0.5;y\n",
    ):
        (tmp_path / "path.csv").write_text(text, encoding="utf-8")
        assert read_path(tmp_path / "path.csv") == (0.1, 0.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0.1\n1.5\n", "path.csv, line 2: '1.5' is not an intensity"),
        ("0.1\nhigh\n", "path.csv, line 2: 'high'"),
        ("0.1\nnan\n", "path.csv, line 2: 'nan'"),
        ("intensity\n", "path.csv holds no intensity"),
        ("", "path.csv holds no intensity"),
    ],
)
def test_a_path_that_is_none_is_refused_by_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "path.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_path(tmp_path / "path.csv")


def test_sets_of_forces_are_none_all_or_names_in_their_order() -> None:
    assert force_set("none") == ()
    assert force_set("all") == FORCES == force_set("technology+buyers+business-model")
    assert force_set("buyers+business-model") == ("buyers", "business-model")


@pytest.mark.parametrize("text", ["", "weather", "buyers+technology", "buyers+buyers", "technology+", "All"])
def test_a_set_that_is_none_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(ValueError, match=r"allowed: none, all, or technology, buyers, business-model joined with \+"):
        force_set(text)


@pytest.mark.parametrize("text", ["none", "technology", "buyers+business-model", "all"])
def test_a_force_that_is_not_in_the_set_stays_at_zero(text: str) -> None:
    sky = weather({force: Profile(shape="constant", end=0.5) for force in FORCES}, force_set(text), YEAR)
    assert len(sky) == YEAR + 1
    for force in FORCES:
        assert set(sky[force.replace("-", "_")]) == {0.5 if force in force_set(text) else 0.0}


def test_conditions_follow_the_weather_of_their_own_week_and_not_of_the_one_before() -> None:
    org = pair()
    org.exchange(weather=org.weather.copy())
    org.weather.buyers[:] = 0.0
    org.weather.buyers[3] = 1.0  # one stormy week
    felt = []
    for _ in range(4):
        step(org, "forces_move")
        felt.append(float(org.conditions[0].buyers))
    assert felt == [0.0, 0.0, 1.0, 0.0]
