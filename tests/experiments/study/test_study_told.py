"""What a study says of itself is on its own scale: a forecast for all its runs, an outcome of which less is better."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.study import pilot
from cordiale.experiments.study.best_options import _rows
from cordiale.experiments.study.planning import Part


@pytest.mark.parametrize("workers", [1, 2, 100, 4000])
@pytest.mark.parametrize("most", [1000, 600])
def test_a_forecast_is_for_all_runs_and_not_for_those_of_the_pilot(
    monkeypatch: pytest.MonkeyPatch, workers: int, most: int
) -> None:
    """A quarter of a second for each run, a thousand of them, or fewer where there is a budget."""
    clock = SimpleNamespace(now=0.0)

    def live(_: Any, __: Any, parts: list[Part]) -> dict[int, Any]:
        runs = [run for part in parts for run in range(*part)]
        clock.now += 0.25 * len(runs)
        return dict.fromkeys(runs)

    monkeypatch.setattr(pilot, "_live", live)
    monkeypatch.setattr(pilot, "_bytes", lambda *_: 0.0)
    monkeypatch.setattr(pilot.time, "perf_counter", lambda: clock.now)
    plan: Any = SimpleNamespace(runs=1000, most=most, part_size=300)
    rest = pilot.pilot(plan, SimpleNamespace(size=workers), done=200)  # type: ignore[arg-type]  # a stand-in
    assert (rest.seconds, rest.done) == ((most - 200) / 4, 200)
    found = pilot.pilot(plan, SimpleNamespace(size=workers))  # type: ignore[arg-type]  # what a pilot asks of a crew
    assert (found.runs, found.parts, found.seconds) == (1000, 4, most / 4)
    assert found.piloted < 1000 or workers > 1000


@pytest.mark.parametrize(("outcome", "brought"), [("leavers", 4.0), ("revenue", -4.0)])
def test_the_best_options_are_told_in_the_outcome_s_own_sign_also_where_less_is_better(
    outcome: str, brought: float
) -> None:
    """Races are run for the most: what they saw of an outcome of which less is better is its negative."""
    plan: Any = SimpleNamespace(study=SimpleNamespace(until=SimpleNamespace(outcome=outcome)))
    race = SimpleNamespace(seen={"one": [-3.0, -5.0], "other": [-9.0, -9.5]}, best="one")
    world: Any = SimpleNamespace(stuck=False, race=race, points={"one": 0, "other": 1}, is_told=True)
    first, second = _rows(plan, world)
    assert (first["mean"], first["replications"], second["replications"]) == (brought, 2, 2)
    assert first["low"] < first["mean"] < first["high"]


@pytest.mark.parametrize("told", [True, False])
def test_the_option_that_leads_is_the_best_of_its_world_and_is_told_only_if_its_world_is(told: bool) -> None:
    plan: Any = SimpleNamespace(study=SimpleNamespace(until=SimpleNamespace(outcome="revenue")))
    race = SimpleNamespace(seen={"one": [3.0, 5.0], "other": [9.0, 9.5]}, best="other")
    world: Any = SimpleNamespace(stuck=False, race=race, points={"one": 0, "other": 1}, is_told=told)
    rows = list(_rows(plan, world))
    assert [row["best"] for row in rows] == [False, True]
    assert [row["told"] for row in rows] == [told, told]
