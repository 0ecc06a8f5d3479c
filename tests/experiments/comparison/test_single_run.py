"""One run is the one that was asked for, whichever scheduler lives it, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.comparison import compare, single
from cordiale.experiments.foundations.failures import Failure, RunsFailedError
from cordiale.experiments.foundations.talk import Counter, Talk
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.run import LARGEST, Run, plan
from cordiale.simulation.scenario.faults import ScenarioError
from tests.support.worlds import small

QUIET = Talk(quiet=True)
ASKED: dict[str, Any] = {"replication": 3, "quarters": 6, "seed": 9, "switch_quarter": 2, "decisions": ["Q4 survey"]}


@pytest.mark.parametrize(("paradigm", "lived"), [("drift", "drift"), (None, "siloed")])
def test_one_run_is_of_the_paradigm_forces_luck_length_and_decisions_asked_for_and_else_of_today_s_paradigm(
    paradigm: str | None, lived: str
) -> None:
    run = single.plan_one(small({"company.paradigm": "siloed"}), paradigm, "buyers", **ASKED)
    assert run == Run(lived, "buyers", 3, 9, 6, 2, ("Q4 survey",))


@pytest.mark.parametrize(
    ("replication", "told"), [(-1, "= -1 is"), (LARGEST, f"= {LARGEST} is outside [0, {LARGEST - 1}]")]
)
def test_a_replication_that_luck_has_no_address_for_is_refused(replication: int, told: str) -> None:
    with pytest.raises(ScenarioError, match="replication") as refused:
        single.plan_one(small(), None, "all", **ASKED | {"replication": replication})
    assert told in str(refused.value)
    assert single.plan_one(small(), None, "all", **ASKED | {"replication": LARGEST - 1}).replication == LARGEST - 1


class Asked(Exception):  # noqa: N818  # nothing went wrong
    """What is asked for is known, and nothing is lived."""


@pytest.mark.parametrize(("mesa", "record"), [(True, None), (False, print), (False, None)])
def test_one_run_has_the_parameters_rules_and_luck_asked_for_by_either_scheduler(
    mesa: bool, record: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = dict[str, Any]()

    def noted(scenario: Any, **said: Any) -> None:
        asked.update(said, scenario=scenario)
        raise Asked

    monkeypatch.setattr(compare, "prepare", noted)
    scenario, rules = small(), Rules("def prospect(org, who):\n    pass\n")
    run = single.plan_one(scenario, None, "all", **ASKED)
    with pytest.raises(Asked):
        single.simulate_one(
            scenario, run, called="mine", parameters="ensemble", talk=QUIET, mesa=mesa, record=record, rules=rules
        )
    assert asked == {"scenario": scenario, "parameters": "ensemble", "seed": 9, "rules": rules}


@pytest.mark.parametrize(
    ("mesa", "record", "by"),
    [(False, None, "engine"), (False, print, "recorded"), (True, None, "mesa"), (True, print, "mesa")],
)
def test_a_run_is_lived_by_mesa_where_that_is_asked_for_and_else_by_the_engine_with_a_record_only_if_one_is_kept(
    mesa: bool, record: Any, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "made_ready", lambda *_, **__: "company")
    for name, called in (("carry_out", "engine"), ("_recorded", "recorded"), ("_by_mesa", "mesa")):
        monkeypatch.setattr(single, name, lambda *given, _as=called, **said: (_as, given, said))
    scenario: Any = small()
    run = single.plan_one(scenario, None, "all", **ASKED)
    told: Any = single.simulate_one(
        scenario, run, called="mine", parameters="point", talk=QUIET, mesa=mesa, record=record, rules=SHIPPED
    )
    rest = {"called": "mine", "parameters": "point", "talk": QUIET, "rules": SHIPPED}
    expected = ((scenario, [run]), rest) if by == "engine" else (("company", run, "mine", QUIET, record), {})
    assert told == (by, *expected)


def test_a_recorded_run_that_fails_is_told_as_the_one_run_of_the_scenario_as_it_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company: Any = SimpleNamespace(rules=SHIPPED)
    run = Run("drift", "all", 3, 9, 6)
    monkeypatch.setattr(single, "attempt", lambda company, run, **_: Failure(run, "why"))
    with pytest.raises(RunsFailedError) as failed:
        single._recorded(company, run, "mine.toml", QUIET, None)
    expected = RunsFailedError([Failure(run, "why")], of=1, scenario="mine.toml")
    assert str(failed.value) == str(expected)


class Watching(Talk):
    """Keeps what it is told of progress."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.totals, self.done = list[int | None](), list[int]()

    @contextmanager
    def counting(self, what: str, total: int | None = None) -> Iterator[Counter]:
        self.totals.append(total)
        yield lambda done, of=None: self.done.append(done)


def test_a_run_by_mesa_is_the_table_of_its_last_week_and_every_week_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    company: Any = SimpleNamespace(rules=SHIPPED, of=lambda run: SimpleNamespace(scenario=f"of {run.replication}"))
    asked, run, talk = list[Any](), Run("drift", "all", 3, 9, 2), Watching()

    def lived(*given: Any, **said: Any) -> Any:
        asked.extend([*given, said])
        return iter([f"week {week}" for week in range(1, 27)])

    monkeypatch.setattr(single, "weeks_by_mesa", lived)
    monkeypatch.setattr(single, "to_frame", lambda *given: given)
    found = single._by_mesa(company, run, "mine", talk, None)
    assert found.frame == (company, [run], ["week 26"])  # type: ignore[comparison-overlap]  # what is asked of it
    assert (found.called, found.runs) == ("mine", (run,))
    assert asked == ["of 3", run, None, {"rules": SHIPPED}]
    assert (talk.totals, talk.done) == ([26], [*range(2, 27)])


@pytest.mark.parametrize(("called", "name"), [("mine.toml", "mine.toml"), (None, "small")])
def test_runs_that_all_fail_are_told_of_the_scenario_as_typed_with_the_parameters_rules_and_seed_asked_for(
    called: str | None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, scenario = dict[str, Any](), small()
    runs = plan(scenario, paradigms=["drift"], forces=["all"], replications=2, quarters=6, seed=9)

    def ready(scenario: Any, **given: Any) -> Any:
        asked.update(given)
        return SimpleNamespace(rules=SHIPPED, blueprint=SimpleNamespace(people=range(14)))

    monkeypatch.setattr(compare, "made_ready", ready)
    monkeypatch.setattr(compare, "_simulated", lambda _, lived, *__: [Failure(run, "why") for run in lived])
    with pytest.raises(RunsFailedError) as failed:
        compare.carry_out(scenario, runs, called=called, parameters="ensemble", talk=QUIET, rules=SHIPPED)
    expected = RunsFailedError([Failure(run, "why") for run in runs], of=2, scenario=name)
    assert str(failed.value) == str(expected)
    assert asked == {"parameters": "ensemble", "seed": 9, "rules": SHIPPED, "talk": QUIET}
