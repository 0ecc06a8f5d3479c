"""A study is taken out of its folder as it was planned, other rules or people are said, and its records are its own."""

from __future__ import annotations

import hashlib
import json
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.plain import to_json
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study import ensembles, recorded_runs, sameness, warm
from cordiale.experiments.study.afresh import fresh_plan
from cordiale.experiments.study.agents import UserAgents, UserClass
from cordiale.experiments.study.file import Agents, StudyError
from cordiale.experiments.study.frozen import freeze
from cordiale.experiments.study.parts import digest
from cordiale.experiments.study.planning import Plan
from cordiale.experiments.study.swapping import swap
from cordiale.experiments.study.thawing import thawed
from cordiale.simulation.recording import contents, parquet
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from tests.support.planted_studies import planned

FACTORS: dict[str, Any] = {"paradigm": ["siloed", "drift"], "trust.gain": [0.05, 0.1]}
HERE = Path("here")
EAGER = UserClass("sales_rep", "Eager", "eager.py", "class Eager: ...\n")
KEPT = ("sales_rep.weeks",)
IDLE = "def prospect(org, who):\n    org.people[who].hours_left = 0.0\n"


@cache
def plans() -> dict[str, Plan]:
    """Studies of one design, each with something of its own."""
    usual = planned(factors=FACTORS, replications=2, fixed={"leadership.strength": 0.4})
    return {
        "usual": usual,
        "sets": planned(factors=FACTORS, replications=2, parameters="ensemble"),
        "rules": usual._replace(rules=Rules(IDLE, "idle.py")),
        "people": usual._replace(
            agents=UserAgents((EAGER,), KEPT), study=usual.study.model_copy(update={"agents": Agents(keep=KEPT)})
        ),
        "parts": usual._replace(part_size=3),
        "stops": planned(factors=FACTORS, replications=48, until={"first": 8, "batch": 8, "runs": 64}),
    }


@pytest.mark.parametrize("name", ["usual", "sets", "rules", "people", "parts", "stops"])
def test_a_plan_is_taken_out_as_it_was_frozen(name: str) -> None:
    plan = plans()[name]
    again = thawed(json.loads(to_json(freeze(plan))), plan.frame(), "here")
    assert again == plan
    assert bool(again.sets) is (name == "sets")
    assert bool(again.rules) is (name == "rules")


@pytest.mark.parametrize("size", [-1, 0, 1])
def test_a_part_holds_one_run_at_least(size: int) -> None:
    frozen = freeze(plans()["usual"]) | {"part_size": size}
    with pytest.raises(StudyError, match=f"part_size = {size} is below 1") if size < 1 else nullcontext():
        assert thawed(frozen, plans()["usual"].frame(), "here").part_size == 1


@pytest.mark.parametrize(("there", "here", "said"), [
    ("usual", "rules", f'rules = "the model\'s" there, "prospect of SHA-256 {Rules(IDLE).sha256[:12]}" here'),
    ("rules", "usual", f'rules = "prospect of SHA-256 {Rules(IDLE).sha256[:12]}" there, "the model\'s" here'),
    ("usual", "people", f'agents.sales_rep = null there, "Eager of SHA-256 {EAGER.sha256[:12]}" here'),
    ("people", "usual", f'agents.sales_rep = "Eager of SHA-256 {EAGER.sha256[:12]}" there, null here'),
])  # fmt: skip
def test_a_study_of_other_rules_or_people_is_another_one_and_whose_is_which_is_said(
    there: str, here: str, said: str
) -> None:
    sameness.check_plan(freeze(plans()[here]), plans()[here], HERE)
    with pytest.raises(StudyError) as refused:
        sameness.check_plan(freeze(plans()[there]), plans()[here], HERE)
    assert str(refused.value) == f"here holds another study: {said}"


def test_sets_come_in_the_order_of_the_seed_of_luck_and_without_what_the_study_settles_itself() -> None:
    orders = []
    for seed in (3, 4):
        made = planned(factors=FACTORS, replications=2, parameters="ensemble", seed=seed)
        assert made.sets == ensembles.reordered(plans()["sets"].sets, seed=seed)
        assert all("trust.gain" not in values and values for _, values in made.sets)
        orders.append([number for number, _ in made.sets])
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_first_fresh_half_is_number_1_and_lives_with_the_sets_in_the_order_of_its_own_luck(number: int) -> None:
    plan = plans()["sets"]
    if number == 0:
        with pytest.raises(StudyError, match=r"^here: fresh = 0 is below 1$"):
            fresh_plan(plan, number, where="here")
        return
    half = fresh_plan(plan, number, where="here")
    assert half.study.seed == plan.study.seed + number
    assert half.sets == ensembles.reordered(plan.sets, seed=half.study.seed) != plan.sets
    assert half.columns == plan.columns, "a design that does not sample has the same points"


def test_what_somebody_left_who_was_stopped_in_growing_is_no_part_of_the_larger_study(tmp_path: Path) -> None:
    for name in ("study.json", "growing/stray.parquet", "growing/parts/old.parquet"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("old")

    def lay_out(folder: Path) -> None:
        assert not folder.exists()
        (folder / "parts").mkdir(parents=True)
        (folder / "study.json").write_text("new")

    swap(tmp_path, lay_out)
    assert sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*")) == [
        "before", "before/study.json", "parts", "study.json"
    ]  # fmt: skip


# Records


@pytest.mark.parametrize("done", [[0, 1, 2, 3, 4, 5], [0, 1, 5]])
def test_runs_that_are_done_and_not_whole_on_the_disk_are_recorded_each_at_its_own_point(
    done: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two points of three replications, of which two are recorded; the first lies there, of the second one file."""
    plan = planned(factors={"paradigm": ["siloed", "drift"]}, replications=3, record={"replications": 2})
    places = recorded_runs.declared(plan)
    for run, names in ((0, contents.FILES), (1, contents.FILES[:1])):
        (tmp_path / places[run]).mkdir(parents=True)
        for name in names:
            (tmp_path / places[run] / name).touch()
    lived: list[tuple[int, str]] = []

    class Bench:
        def __init__(self, orders: Any) -> None: ...
        def record(self, run: int, settings: dict[str, Any], keep: Any) -> Any:
            lived.append((run, settings["paradigm"]))
            return np.full(2, float(run))

    files = SimpleNamespace(keep=None)
    ledger: Any = SimpleNamespace(digests=lambda part: {run: digest(np.full(2, float(run))) for run in done})
    monkeypatch.setattr(recorded_runs, "Bench", Bench)
    monkeypatch.setattr(parquet, "Files", lambda place: nullcontext(files))
    recorded_runs.record(plan, tmp_path, ledger, Talk(quiet=True))
    wanted = [(1, "siloed"), (3, "drift"), (4, "drift")]
    assert lived == [(run, paradigm) for run, paradigm in wanted if run in done]


def test_the_files_of_all_records_that_are_there_are_listed_by_their_hash_and_place(tmp_path: Path) -> None:
    plan = planned(factors={"paradigm": ["siloed", "drift"]}, replications=3, record={"replications": 2})
    places, wanted = recorded_runs.declared(plan), {}
    for run in (0, 4):
        (tmp_path / places[run]).mkdir(parents=True)
        for name in ("leads.parquet", "people.parquet"):
            (tmp_path / places[run] / name).write_text(f"{name} of {run}")
            wanted[f"{places[run]}/{name}"] = hashlib.sha256(f"{name} of {run}".encode()).hexdigest()
    assert recorded_runs.files_in(plan, tmp_path) == wanted


# Compiling before anything is timed


@pytest.mark.parametrize(("asked", "patience"), [(0.5, 10.0), (10.0, 10.0), (700.0, 700.0)])
def test_own_rules_have_ten_seconds_for_their_first_quarter_or_as_long_as_any_run_if_that_is_more(
    asked: float, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    own = Rules(IDLE, "idle.py")
    monkeypatch.setattr(warm, "prepare", lambda _, *, rules: ("company", rules))
    monkeypatch.setattr(warm, "execute", lambda company, run: seen.append(company))
    monkeypatch.setattr(warm, "_watched", lambda first, rules, deadline: seen.append((rules, deadline)) or first())
    warm.warm_up(rules=own, deadline=asked, mesa=False)
    assert seen == [(own, patience), ("company", own)]
    seen.clear()
    warm.warm_up(deadline=asked, mesa=False, rules=SHIPPED)
    assert seen == [("company", SHIPPED)], "the model as shipped ends"
