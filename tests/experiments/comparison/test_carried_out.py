"""What is made of runs that were carried out: each run's own rows, all of its quarters, its own parameter set."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from cordiale.experiments.comparison import burden, compare
from cordiale.experiments.comparison.figures.tradeoff import fix_scales
from cordiale.experiments.foundations.failures import Failure
from cordiale.simulation.runs.run import Run, plan
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.worlds import small

EARNS = {"siloed": 100.0, "drift": 130.0}
LATER = 7.0  # more in each quarter than in the one before
QUARTERS = 6


def rows(run: Run) -> Any:
    """Its quarters: revenue grows by LATER, and a company that switches earns half of what the paradigm does more."""
    first = EARNS[run.paradigm] if not run.switch_quarter else (EARNS[run.paradigm] + EARNS["siloed"]) / 2
    found = np.zeros(QUARTERS + 1, dtype=QUARTER)
    found["revenue"] = first * (1 + run.replication) + LATER * np.arange(QUARTERS + 1)
    found["revenue"][0] = 1e6  # what was there before is nothing that is earned
    return found


def carried_out(monkeypatch: pytest.MonkeyPatch, failing: Sequence[Run] = ()) -> compare.Comparison:
    def lived(company: Any, runs: Sequence[Run], *_: Any) -> list[Any]:
        return [Failure(run, "why") if run in failing else rows(run) for run in runs]

    monkeypatch.setattr(compare, "_simulated", lived)
    scenario = small({"company.paradigm": "siloed"})
    runs = plan(scenario, paradigms=[*EARNS], forces=["all"], replications=3, quarters=QUARTERS, seed=1)
    return compare.carry_out(scenario, runs, switch=True)


def test_what_a_switch_brings_is_over_all_quarters_of_the_record_and_none_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (told,) = carried_out(monkeypatch).switched["all"].values()
    grown = LATER * sum(range(1, QUARTERS + 1))
    stay, switch = (sum(first * (1 + each) * QUARTERS + grown for each in range(3)) for first in (100.0, 115.0))
    assert told.mean == pytest.approx(switch / stay - 1)
    assert told.n == 3


def test_a_run_that_failed_is_in_no_table_and_its_pair_in_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Run("drift", "all", 1, 1, QUARTERS, 2)
    found = carried_out(monkeypatch, [lost, lost._replace(switch_quarter=0)])
    assert [(each.run, each.reason) for each in found.failures] == [(lost._replace(switch_quarter=0), "why")]
    assert {(row.paradigm, row.replication) for row in found.frame.itertuples()} == {
        (run.paradigm, run.replication) for run in found.runs
    }
    assert len(found.runs) == 5
    assert found.switched["all"]["drift"].n == 2
    for run in found.runs:
        own = found.frame[(found.frame["paradigm"] == run.paradigm) & (found.frame["replication"] == run.replication)]
        assert own["revenue"].tolist() == rows(run)["revenue"].tolist()


def test_parameter_sets_are_told_in_the_order_in_which_replications_lived_with_them() -> None:
    company: Any = SimpleNamespace(scenario=small(), sets=[SimpleNamespace(parameter_set=each) for each in (7, 2, 5)])
    assert compare.parameters_of(company)["sets"] == [7, 2, 5]
    company.sets = ()
    assert compare.parameters_of(company) == {"choice": "point"}


@pytest.mark.parametrize(("done", "seconds", "left"), [(11, 10.0, "3 min"), (101, 600.0, "10 min"), (101, 4.0, None)])
def test_the_time_to_go_is_that_of_the_runs_that_are_left_at_the_pace_of_those_after_the_first(
    done: int, seconds: float, left: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, said = iter([1000.0, 1000.0 + seconds]), list[str]()
    monkeypatch.setattr(burden.time, "monotonic", lambda: next(now))
    forecast = burden.Forecast(SimpleNamespace(say=said.append), 201)  # type: ignore[arg-type]  # all it says with
    forecast(1)
    forecast(done)
    assert said == ([] if left is None else [f"about {left} to go"])


def test_the_corner_that_is_tinted_is_where_more_is_earned_with_less_friction() -> None:
    ax = Figure().add_axes((0.1, 0.1, 0.8, 0.8))
    ax.plot([-3.0, 2.0], [-40.0, 60.0])
    fix_scales([ax])
    (corner,) = ax.patches
    box = corner.get_window_extent().transformed(ax.transData.inverted())
    assert (box.x0, box.x1) == pytest.approx((ax.get_xlim()[0], 0.0))
    assert (box.y0, box.y1) == pytest.approx((0.0, ax.get_ylim()[1]))


def test_parameters_that_a_scenario_sets_itself_are_listed_by_name_whatever_order_a_set_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = {f"{table}.{name}" for table in ("trust", "people", "buyers") for name in "kfcab"}
    monkeypatch.setattr(compare, "own_values", lambda scenario: own)
    monkeypatch.setattr(compare, "sets_of", lambda scenario: {3: {"trust.gain": 0.1}})
    company: Any = SimpleNamespace(sets=[SimpleNamespace(parameter_set=3)], scenario=None)
    told = compare.parameters_of(company)
    assert told["left_as_the_scenario_sets_them"] == sorted(own)
    assert (told["choice"], told["sets"]) == ("ensemble", [3])
    company.sets = ()
    assert compare.parameters_of(company) == {"choice": "point"}
