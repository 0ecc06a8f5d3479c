"""What a fit is asked goes to all its parts as it was asked, and what it leaves says which fit it was."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.fitting import fidelity, fit, fitted
from cordiale.experiments.fitting.contradictions import contradictions
from cordiale.experiments.fitting.levers import LEVERS, LIMITS, Lever, one_each
from cordiale.experiments.fitting.observed import FEWEST_RUNS, QUARTERS, SETTLED
from cordiale.experiments.fitting.secants import Secants
from cordiale.experiments.fitting.trial import LOOKS
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.scenario.sections import Target

QUIET = Talk(quiet=True)
WIN = one_each(["win_rate"])


def left(kept: int, tried: int) -> fitted.Fitted:
    return fitted.Fitted(Path("my/fit.toml"), load_scenario("smb-inbound"), WIN, (), kept=kept, tried=tried)


def test_a_fit_as_data_names_its_scenario_and_the_file_that_it_left() -> None:
    told = left(2, 8).to_dict()
    assert (told["scenario"], told["path"]) == ("smb-inbound", str(Path("my/fit.toml")))


def test_a_fit_none_of_whose_other_sets_show_the_figures_says_that_none_of_so_many_did() -> None:
    assert [*left(0, 8).others()] == ["0 of 8 other parameter sets show the same figures, too few for an ensemble"]


def test_a_fit_lives_on_the_luck_of_its_seed_and_so_do_the_other_sets_and_its_check_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('schema = 1\nname = "mine"\nextends = "status-quo"\n[targets]\nwin_rate = 0.3\n', encoding="utf-8")
    asked: dict[str, Any] = {}

    def found(base: Scenario, wanted: Any, **more: Any) -> fit.Found:
        asked["fit"] = (wanted, more["parameters"], more["seed"])
        more["progress"](4, 18)
        return fit.Found(base, True, Secants(WIN))

    def sets(point: Scenario, moves: Secants, **more: Any) -> dict[int, dict[str, float]]:
        asked["kin"] = (more["count"], more["seed"])
        more["progress"](2, 6)
        return {0: {}}

    class Counted(Talk):
        def counting(self, doing: str, total: int | None = None) -> Any:
            return _Count(doing, asked.setdefault("counts", []))

    monkeypatch.setattr(fitted, "fit", found)
    monkeypatch.setattr(fitted, "kin", sets)
    monkeypatch.setattr(fitted, "hold_over_years", lambda *_, **more: asked.update(held=more) or ())
    fitted.fit_company(str(mine), tmp_path / "out.toml", sets=6, seed=40, talk=Counted(quiet=True))
    assert asked == {
        "fit": ({"win_rate": 0.3}, ["buyers.win"], 40), "kin": (6, 40), "held": {"replications": None, "seed": 41},
        "counts": [("moving levers until the figures are met", 4, 18),
                   ("looking for other sets that show the same figures", 2, 6)],
    }  # fmt: skip


class _Count:
    """Keeps how far what was being done is said to be."""

    def __init__(self, doing: str, counts: list[tuple[str, int, int]]) -> None:
        self.doing, self.counts = doing, counts

    def __enter__(self) -> Any:
        return lambda done, of: self.counts.append((self.doing, done, of))

    def __exit__(self, *_: object) -> None: ...


def test_targets_held_against_a_company_are_looked_into_in_as_many_runs_as_its_table_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []
    frame = pd.DataFrame({"quarter": [1]})
    lived = SimpleNamespace(frame=frame, complain=lambda: None)
    monkeypatch.setattr(fidelity, "carry_out", lambda *_, **__: lived)
    monkeypatch.setattr(fidelity, "checks_in", lambda *_, **given: asked.append(given) or ())
    fidelity.hold_against_targets(load_scenario(), called="mine", replications=9, quarters=5, seed=4, talk=QUIET)
    assert asked == [{"replications": 9, "seed": 4}]


@pytest.mark.parametrize(("settled", "begins"), [
    ((3.0, 0.4), (3.0, 0.4)), ((math.nan, 0.4), (2.0, 0.4)), ((3.0, math.nan), (3.0, 0.5)), ((1e9, -1.0), (None, 0.0)),
])  # fmt: skip
def test_a_trial_begins_with_what_the_last_settled_at_and_as_the_last_where_that_could_not_be_measured(
    settled: tuple[float, float], begins: tuple[float | None, float]
) -> None:
    places = ["customers.pipeline_per_rep", "customers.marketing_sourced"]
    scenario = load_scenario().with_values(dict(zip(places, (2.0, 0.5), strict=True)))
    figures = dict(zip(("pipeline_per_rep", "marketing_sourced"), settled, strict=True))
    begun = fit.with_usual_start(scenario, figures)
    most = fit.within_range(places[0], math.inf)
    assert [value_at(begun, place) for place in places] == [most if begins[0] is None else begins[0], begins[1]]


@pytest.mark.parametrize(("fewest", "trials"), [(0, 1), (1, 2), (3, 4)])
def test_a_fit_lives_all_its_first_rounds_even_where_its_figures_are_met_at_once(
    fewest: int, trials: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived: list[Scenario] = []
    monkeypatch.setattr(fit, "try_out", lambda scenario, **_: lived.append(scenario) or {"win_rate": 0.3})
    fit.approach(load_scenario(), {"win_rate": 0.3}, Secants(WIN), runs=4, rounds=9, fewest=fewest, patience=1,
                 settle=lambda scenario, _: scenario, seed=1)  # fmt: skip
    assert len(lived) == trials


def test_a_company_that_the_fewest_runs_are_enough_for_is_fitted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    def approach(start: Scenario, **more: Any) -> fit.Found:
        runs.append(more["runs"])
        return fit.Found(start, True, more["moves"])

    monkeypatch.setattr(fit, "approach", approach)
    for enough, stages in ((FEWEST_RUNS, [FEWEST_RUNS]), (40, [FEWEST_RUNS, 40]), (200, [50, 200])):
        runs.clear()
        monkeypatch.setattr(fit, "enough_runs", lambda _, enough=enough: enough)
        fit.fit(load_scenario(), {"win_rate": 0.3}, parameters=["buyers.win"], seed=1)
        assert runs == stages


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: f"{lever.parameter} {lever.figure}")
def test_a_fit_goes_the_whole_way_that_is_expected_to_meet_the_target_up_to_one_step(
    lever: Lever,
) -> None:
    before = load_scenario()
    old, (low, high) = value_at(before, lever.parameter), LIMITS[lever.parameter]
    for wanted, step in ((0.3, 0.3), (-0.3, -0.3), (1.0, 1.0), (-1.0, -1.0), (1.4, 1.0), (-9.0, -1.0)):
        new = value_at(Secants([lever]).moved(before, [wanted * lever.answer]), lever.parameter)
        gone = math.log(new / old) if lever.factor else new - old
        assert gone == pytest.approx(step) or (new == high if step > 0 else new == low)


@pytest.mark.parametrize(("whole", "base", "rate"), [
    ("marketing_wins", "leads_handed_over", "conversion"), ("marketing_wins", "wins", "marketing_sourced"),
    ("wins", "opportunities", "win_rate"), ("revenue_new", "wins", "contract_value"),
])  # fmt: skip
def test_a_whole_is_its_base_times_its_rate_and_targets_that_say_otherwise_contradict_each_other(
    whole: str, base: str, rate: str
) -> None:
    for value, told in ((20.0, False), (60.0, True), (6.0, True)):
        targets = {whole: Target(value=value), base: Target(value=40.0), rate: Target(value=0.5)}
        wanted = [f"targets contradict each other: {whole} = {value:g}, but {base} x {rate} = 20"]
        assert [*contradictions(targets)] == (wanted if told else [])


def test_a_run_is_looked_into_before_any_win_has_left_the_books_and_before_the_counts_of_a_quarter_are_gone() -> None:
    *within, last = LOOKS
    assert last == 13 * QUARTERS
    assert all(week % 13 == 12 for week in within), "the last week of a quarter that has not ended"
    assert within[-1] == last - 1
    assert all(0 < after - before < 52 for before, after in pairwise((13 * SETTLED, *LOOKS))), "contracts last a year"
