"""Small words of a study: how long, how large, what is damaged, what is strange, and where each name lives."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from cordiale.edition import __version__
from cordiale.experiments.commands.sweep import bytes_words, duration, lines
from cordiale.experiments.study.accounts import strange_files
from cordiale.experiments.study.ledger import Entry, Failed
from cordiale.experiments.study.pilot import Forecast
from cordiale.experiments.study.planned import Part
from cordiale.experiments.study.thawing import _damage, _of_another_edition
from cordiale.simulation.scenario.scenario import Scenario
from tests.support.commandline import ROOT
from tests.support.planted_studies import planned

FACES = {"cordiale": "cordiale", "cordiale.simulation": "simulation", "cordiale.experiments.study": "experiments/study",
         "cordiale.experiments.analysis": "experiments/analysis"}  # fmt: skip


def homes(package: str) -> dict[str, str]:
    """Where each name of a package lives, by what type checkers are told."""
    tree = ast.parse((ROOT / FACES[package] / "__init__.py").read_text(encoding="utf-8"))
    (told,) = (node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    return {
        alias.name: f"{package}.{node.module}"
        for node in told.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }  # fmt: skip


@pytest.mark.parametrize("package", FACES)
def test_a_name_of_a_package_is_looked_for_where_type_checkers_are_told_that_it_lives(package: str) -> None:
    look: Any = import_module(package).__getattr__
    inside = dict(zip(look.__code__.co_freevars, (cell.cell_contents for cell in look.__closure__), strict=True))
    assert {name: f"{package}.{home}" for name, home in inside["homes"].items()} == homes(package)


@pytest.mark.parametrize(("seconds", "told"), [
    (0.1, "1 s"), (1.4, "1 s"), (119.0, "119 s"), (120.0, "2 min"), (150.0, "2 min"), (7199.0, "120 min"),
    (7200.0, "2.0 h"), (9000.0, "2.5 h"), (172_799.0, "48.0 h"), (172_800.0, "2.0 days"), (864_000.0, "10.0 days"),
])  # fmt: skip
def test_a_time_is_told_in_seconds_up_to_two_minutes_in_minutes_up_to_two_hours_and_in_hours_up_to_two_days(
    seconds: float, told: str
) -> None:
    assert duration(seconds) == told


@pytest.mark.parametrize(("amount", "told"), [
    (0.0, "0 kB"), (1500.0, "2 kB"), (999_000.0, "999 kB"), (1e6, "1.0 MB"), (9.99e8, "999.0 MB"), (1e9, "1.0 GB"),
    (2.5e12, "2500.0 GB"),
])  # fmt: skip
def test_a_size_is_told_in_thousands_millions_or_thousand_millions_of_bytes(amount: float, told: str) -> None:
    assert bytes_words(amount) == told


def test_a_plan_is_told_with_its_points_runs_parts_time_workers_and_size_and_the_first_failures_of_its_pilot() -> None:
    made = planned(replications=5, quarters=7, factors={"paradigm": ["siloed", "proportional"]})
    failures = tuple(Failed(run, "raised", f"no {run}") for run in (4, 7, 8, 9))
    expected = Forecast(10, 3, 6, 150.0, 2e6, 64, failures, done=0)
    assert lines(made, expected) == [
        "2 points (full) x 5 replications = 10 runs of 7 quarters, in 3 parts",
        "about 2 min with 6 workers, about 2.0 MB (pilot: 64)",
        *(f"in the pilot, run {run} failed: no {run}" for run in (4, 7, 8)),
    ]


@pytest.mark.parametrize(("runs", "told"), [(None, "at most 2 points"), (12, "at most 12 of 2 points")])
def test_a_plan_that_stops_is_told_as_at_most_so_many_runs(runs: int | None, told: str) -> None:
    until: dict[str, Any] = {"first": 6, "batch": 6} | ({} if runs is None else {"runs": runs})
    made = planned(replications=24, until=until, factors={"paradigm": ["siloed", "proportional"]})
    assert lines(made, Forecast(48, 1, 1, 1.0, 1.0, 1, (), done=0))[0].startswith(told)


def test_a_key_that_is_missing_is_told_as_that_and_any_other_damage_by_its_first_line() -> None:
    assert _damage(KeyError("part_size")) == "study.json or plan.parquet is damaged: without 'part_size'"
    assert _damage(ValueError("part_size = 0 is below 1\nand more")) == (
        "study.json or plan.parquet is damaged: part_size = 0 is below 1"
    )
    assert _damage(ValueError()) == "study.json or plan.parquet is damaged: "


@pytest.mark.parametrize(("gone", "told"), [
    (1, "leadership.a0. That"), (3, "leadership.a0, leadership.a1, leadership.a2. That"),
    (5, "leadership.a0, leadership.a1, leadership.a2, and 2 more. That"),
])  # fmt: skip
def test_settings_that_only_another_edition_has_are_named_up_to_three_and_the_rest_counted(
    gone: int, told: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate({"schema": 1, "name": "x", "leadership": {f"a{at}": 1 for at in range(gone)}})
    said = _of_another_edition({"versions": {"cordiale": "0.1.0"}}, caught.value)
    assert said.startswith("edition 0.1.0 left this study, whose model has settings that this one "
                           f"({__version__}) has not: {told}")  # fmt: skip
    assert _of_another_edition({"versions": {"cordiale": __version__}}, caught.value) == ""
    assert _of_another_edition({"versions": {"cordiale": "0.1.0"}}, KeyError("study")) == ""


@pytest.mark.parametrize(("settled", "strange"), [(True, ["000000008-000000015", "more"]), (False, ["more"])])
def test_a_part_that_lies_there_before_it_is_entered_is_strange_only_once_a_study_is_settled(
    tmp_path: Path, settled: bool, strange: list[str]
) -> None:
    (tmp_path / "parts").mkdir()
    parts = [Part(0, 8), Part(8, 16)]
    for name in (*(part.name for part in parts), "more.parquet"):
        (tmp_path / "parts" / name).write_bytes(b"x")
    plan, ledger = SimpleNamespace(parts=lambda: parts), SimpleNamespace(entries=lambda: [Entry(parts[0], "a", 1)])
    found = strange_files(plan, tmp_path, ledger, settled=settled)  # type: ignore[arg-type]  # what is asked of both
    assert [line.split(" is ")[0] for line in found] == [f"parts/{name}.parquet" for name in strange]


def test_where_a_study_says_nothing_its_points_live_under_all_forces_in_the_paradigm_of_the_company() -> None:
    made = planned(factors={"leadership.strength": [0.1, 0.9]})
    assert (made.forces, made.paradigm) == ("all", made.scenario.company.paradigm)
    frame = made.frame()
    assert ({*frame["forces"]}, {*frame["paradigm"]}) == ({"all"}, {made.scenario.company.paradigm})
    other = planned(factors={"leadership.strength": [0.1, 0.9]}, fixed={"forces": "buyers", "paradigm": "siloed"})
    assert ({*other.frame()["forces"]}, {*other.frame()["paradigm"]}) == ({"buyers"}, {"siloed"})
