"""An ensemble of a company's own: where each set begins, what it goes on from, and with which values it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.fitting import fit
from cordiale.experiments.fitting import fitted as fitted_module
from cordiale.experiments.fitting import kin as kin_module
from cordiale.experiments.fitting.kin import begin_with, kin
from cordiale.experiments.fitting.levers import LEVERS, LIMITS, Lever, one_each
from cordiale.experiments.fitting.observed import FEWEST_RUNS
from cordiale.experiments.fitting.secants import Secants
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation import Scenario, load_scenario
from cordiale.simulation.scenario.ensemble import FITTED, kept_sets, value_at

WIN = Lever("buyers.win", "win_rate", share=True)
AIMED = load_scenario().with_values({"targets": {"win_rate": 0.3}})


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """Fits in which each set, one after the other, moves its lever a tenth further and believes something else."""
    seen: dict[str, list[Any]] = {"begun": [], "believed": [], "asked": [], "tried": []}

    def approach(start: Scenario, *, moves: Secants, **asked: Any) -> fit.Found:
        seen["begun"].append(start)
        seen["believed"].append(moves.answers.tolist())
        seen["asked"].append(asked)
        moves.answers *= 2.0
        moved = start.with_values({"buyers.win": -1.0 - 0.1 * len(seen["begun"])})
        return fit.Found(moved, in_reach=True, moves=moves)

    def try_out(scenario: Scenario, **asked: Any) -> dict[str, float]:
        seen["tried"].append((value_at(scenario, "buyers.win"), asked))
        return {"win_rate": 0.3 if len(seen["tried"]) != 2 else 0.9}  # the second set misses its target

    monkeypatch.setattr(kin_module, "approach", approach)
    monkeypatch.setattr(kin_module, "try_out", try_out)
    return seen


def test_each_set_goes_on_by_itself_from_what_the_fit_has_seen(fitted: dict[str, list[Any]]) -> None:
    moves = Secants([WIN])
    kin(AIMED, moves, count=3, seed=4, progress=None)
    assert fitted["believed"] == [[[1.0]]] * 3
    assert moves.answers.tolist() == [[1.0]]
    for asked in fitted["asked"]:
        assert (asked["targets"], asked["runs"], asked["seed"]) == ({"win_rate": 0.3}, FEWEST_RUNS, 4)


def test_a_set_is_kept_with_what_its_own_levers_came_to_and_the_fit_is_set_0(fitted: dict[str, list[Any]]) -> None:
    found = kin(AIMED, Secants([WIN]), count=3, seed=4, progress=None)
    assert [value for value, _ in fitted["tried"]] == pytest.approx([-1.1, -1.2, -1.3])
    assert [asked for _, asked in fitted["tried"]] == [{"replications": FEWEST_RUNS, "seed": 5}] * 3
    assert [each["buyers.win"] for each in found.values()] == pytest.approx([value_at(AIMED, "buyers.win"), -1.1, -1.3])
    assert next(iter(found)) == FITTED
    _, *others = found.items()
    for (number, values), start in zip(others, (fitted["begun"][0], fitted["begun"][2]), strict=True):
        drawn = kept_sets()[number]
        assert values["trust.gain"] == value_at(start, "trust.gain") == drawn["trust.gain"]
        assert {*values} == {*found[FITTED]}


def test_a_company_with_an_ensemble_begins_with_as_much_as_one_without(tmp_path: Path) -> None:
    (tmp_path / "own.sets.csv").write_text("set,trust.gain\n0,0.2\n7,0.3\n9,0.1\n", encoding="utf-8")
    file, head = tmp_path / "own.toml", 'schema = 1\nname = "own"\nextends = "status-quo"\n'
    begun = []
    for ensemble in ("", 'ensemble = "own.sets.csv"\n'):
        file.write_text(f"{head}{ensemble}[trust]\ngain = 0.2\n", encoding="utf-8")
        begun.append(begin_with(load_scenario(file), {"buyers.win"}))
    assert begun[0] == begun[1]
    assert "trust.gain" not in next(iter(begun[1].values())), "the company says it itself"


# The fit itself, as its file has it


def test_a_fit_is_tried_at_the_four_figures_that_its_file_has_of_levers_and_of_what_follows() -> None:
    places = [WIN.parameter, *fit.FOLLOWING]
    exact = dict(zip(places, (-1.234567, 12.34567, 0.2345678), strict=True))
    written = fitted_module.as_written(load_scenario().with_values(exact | {"trust.gain": 0.0512345}), (WIN,))
    assert [value_at(written, place) for place in places] == [-1.235, 12.35, 0.2346]
    assert value_at(written, "trust.gain") == 0.0512345, "it was not moved"


@pytest.mark.parametrize("lever", one_each(lever.figure for lever in LEVERS), ids=lambda lever: lever.parameter)
def test_a_lever_that_stands_at_either_end_of_its_range_is_told_with_that(lever: Lever) -> None:
    low, high = LIMITS[lever.parameter]
    for value, end in ((low, True), (high, True), ((low + high) / 2, False)):
        scenario = load_scenario().with_values({lever.parameter: value})
        said = fitted_module._told(lever, scenario)
        assert said == f"{lever.parameter} = {value:.4g}" + (", an end of its range" if end else "")


def test_a_set_of_the_company_s_earlier_ensemble_is_not_what_its_new_one_begins_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.sets.csv").write_text("set,trust.gain\n0,0.2\n7,0.3\n9,0.1\n", encoding="utf-8")
    file = tmp_path / "own.toml"
    file.write_text(
        'schema = 1\nname = "own"\nextends = "status-quo"\nensemble = "own.sets.csv"\n[trust]\ngain = 0.2\n'
        "[targets]\nwin_rate = 0.3\n",
        encoding="utf-8",
    )
    begun: list[Scenario] = []
    monkeypatch.setattr(fitted_module, "fit", lambda base, *_, **__: fit.Found(base, True, Secants([])))
    monkeypatch.setattr(fitted_module, "leave_kin", lambda point, *_, **__: begun.append(point) or (0, None))
    monkeypatch.setattr(fitted_module, "hold_over_years", lambda *_, **__: ())
    told = fitted_module.fit_company(str(file), tmp_path / "out.toml", sets=5, talk=Talk(quiet=True), seed=1)
    assert load_scenario(file).ensemble is not None
    assert [each.ensemble for each in begun] == [None]
    assert (told.kept, told.tried) == (0, 5)
