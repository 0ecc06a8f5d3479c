"""What neutralising a parameter is said to move is what it moves in planted worlds; and what is neutral."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.screening import __main__ as screening
from cordiale.experiments.screening.__main__ import REVENUE, WORLDS, Moved, Seen, levels, screened, seen
from cordiale.experiments.screening.neutral import ELSEWHERE, LEVELS, LOWERED, neutral
from cordiale.experiments.validation.cells import Cell, scenario_value
from cordiale.experiments.validation.claims import Part
from cordiale.experiments.validation.compared import COMPARED
from cordiale.experiments.validation.criteria import Above
from cordiale.experiments.validation.laboratory import Need
from cordiale.experiments.validation.quantities import Level
from cordiale.experiments.validation.readings import Reading
from cordiale.simulation.world.parameters import PARAMETERS, Parameter

LEADS = {(forces, name): float(at - 2 * side) for side, forces in enumerate(WORLDS) for at, name in enumerate(COMPARED)}
USUAL = Seen(LEADS, {"1: a": True, "1: b": False, "2: c": True})
GAIN = next(each for each in PARAMETERS if each.dotted == "trust.gain")


@pytest.mark.parametrize("one", PARAMETERS, ids=lambda one: one.dotted)
def test_a_parameter_is_neutral_at_one_where_it_multiplies_at_zero_where_it_may_be_and_else_is_lowered(
    one: Parameter,
) -> None:
    value = scenario_value(one.dotted)
    if one.dotted in ELSEWHERE:
        assert neutral(one, value) == 1.0
    elif one.dotted in LEVELS or one.low > 0 or one.high < 0:
        assert neutral(one, value) == pytest.approx(min(max(LOWERED * value if value else one.low, one.low), one.high))
    else:
        assert neutral(one, value) == 0.0


def test_a_level_is_lowered_no_further_than_its_range_allows_and_raised_nowhere() -> None:
    hours = next(each for each in PARAMETERS if each.dotted == "people.weekly_hours")
    assert LOWERED == 0.6
    assert neutral(hours, hours.high) == pytest.approx(max(0.6 * hours.high, hours.low))
    assert neutral(hours, hours.low) == hours.low
    assert neutral(hours._replace(low=0.0), 40.0) == pytest.approx(24.0)


@pytest.mark.parametrize(("moved", "told"), [
    ({}, (0.0, "")),
    ({("none", COMPARED[0]): 1.25}, (1.25, "")),
    ({("none", COMPARED[0]): -1.5, ("all", COMPARED[1]): 1.0}, (-1.5, "")),
    ({("none", COMPARED[0]): 90.0}, (90.0, "none")),
    ({(forces, COMPARED[1]): 50.0 for forces in WORLDS}, (50.0, "none+all")),
])  # fmt: skip
def test_the_largest_change_of_a_lead_is_told_with_its_sign_and_the_worlds_in_which_another_becomes_best(
    moved: dict[tuple[str, str], float], told: tuple[float, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Seen({key: lead + moved.get(key, 0.0) for key, lead in LEADS.items()}, dict(USUAL.met))
    asked: list[Any] = []
    monkeypatch.setattr(screening, "seen", lambda values, replications: asked.append((values, replications)) or now)
    value = scenario_value(GAIN.dotted)
    assert screened(GAIN, USUAL, 3) == Moved(GAIN.dotted, value, neutral(GAIN, value), *told, "")
    assert asked == [({GAIN.dotted: neutral(GAIN, value)}, 3)]


def test_parts_of_patterns_are_told_that_cross_their_bound_in_either_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Seen(LEADS, {"1: a": False, "1: b": True, "2: c": True})
    monkeypatch.setattr(screening, "seen", lambda *_: now)
    assert screened(GAIN, USUAL, 3).patterns == "1: a; 1: b"


def test_leads_are_percent_over_the_status_quo_of_the_same_world_and_parts_are_met_by_their_mean(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = Cell("siloed").having({"trust.gain": 0.5})  # a design that sets the parameter itself
    revenue = Level(own, REVENUE)
    meets = {"1: yes": Part("yes", revenue, Above(1.0)), "1: no": Part("no", revenue, Above(9e9))}
    lived: dict[Cell, Need] = {}
    earned = {(forces, name): 100.0 + 7 * at + 50 * side
              for side, forces in enumerate(WORLDS) for at, name in enumerate(COMPARED)}  # fmt: skip

    def simulate(wanted: dict[Cell, Need], **_: Any) -> dict[Cell, dict[str, Any]]:
        lived.update(wanted)
        return {cell: {"revenue": np.full((3, 13), earned[cell.forces, cell.paradigm])} for cell in wanted}

    monkeypatch.setattr(screening, "parts", lambda: meets)
    monkeypatch.setattr(screening, "simulate_cells", simulate)
    found = seen({"trust.gain": 0.25}, 3)
    assert found.met == {"1: yes": True, "1: no": False}
    assert found.leads == pytest.approx(
        {(forces, name): 100 * value / earned[forces, "status-quo"] - 100 for (forces, name), value in earned.items()}
    )
    assert {found.best(forces) for forces in WORLDS} == {COMPARED[-1]}
    assert {forces for forces, _ in found.leads} == {"none", "all"}
    assert {dict(cell.values)["trust.gain"] for cell in lived} == {0.25, 0.5}
    assert {need.replications for need in lived.values()} == {3}
    assert all("revenue" in need.columns for need in lived.values())


def test_two_designs_that_become_one_are_lived_with_all_that_either_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A neutral value that one design sets anyhow."""
    same = Cell(COMPARED[0], WORLDS[0]).having({"trust.gain": 0.25})
    wins = Level(same, Reading("wins"))
    lived: dict[Cell, Need] = {}

    def simulate(wanted: dict[Cell, Need], **_: Any) -> dict[Cell, dict[str, Any]]:
        lived.update(wanted)
        return {cell: {name: np.full((3, 13), 5.0) for name in need.columns} for cell, need in wanted.items()}

    monkeypatch.setattr(screening, "parts", lambda: {"1: it": Part("it", wins, Above(1.0))})
    monkeypatch.setattr(screening, "simulate_cells", simulate)
    seen({"trust.gain": 0.25}, 3)
    assert len(lived) == len(levels())
    assert lived[same].columns == {"revenue", "wins"}


def test_the_table_has_those_parameters_that_were_asked_for_each_screened_against_the_usual_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = {"trust.gain": 0.5, "trust.initial": -4.0}
    monkeypatch.setattr(screening, "seen", lambda values, replications: (values, replications))
    monkeypatch.setattr(
        screening, "screened",
        lambda each, usual, replications: Moved(each.dotted, 1, 0, moved[each.dotted], str(usual), f"{replications}"),
    )  # fmt: skip
    out = tmp_path / "table.csv"
    assert screening.main(["--only", "trust.initial,trust.gain", "--replications", "2", "--out", str(out)]) == 0
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert [row["parameter"] for row in rows] == ["trust.gain", "trust.initial"]  # what moves least comes first
    assert {(row["best"], row["patterns"]) for row in rows} == {("({}, 2)", "2")}
    with pytest.raises(SystemExit):
        screening.main(["--only", "trust.gian", "--out", str(out)])
    assert "unknown: trust.gian" in capsys.readouterr().err


def test_the_table_is_ordered_by_the_parts_that_cross_their_bound_and_then_by_points_of_either_sign() -> None:
    rows = [
        Moved("two", 1, 0, 0.1, "", "1: a; 2: b"), Moved("one", 1, 0, 9.0, "", "1: a"),
        Moved("none", 1, 0, 3.0, "", ""), Moved("less", 1, 0, -5.0, "", ""),
        Moved("least", 1, 0, 0.0, "", ""), Moved("same", 1, 0, -0.5, "", "1: a"),
    ]  # fmt: skip
    table = list(csv.DictReader(screening.text(rows).splitlines()))
    assert [row["parameter"] for row in table] == ["least", "none", "less", "same", "one", "two"]
    assert screening.text(rows).count("\r") == 0


def test_parts_are_those_of_every_pattern_that_needs_few_cells_each_called_by_its_pattern_and_what_it_says() -> None:
    known = screening.parts()
    every = [(claim.pattern, part) for claim in screening.CLAIMS for part in claim.parts]
    large = [part for _, part in every if isinstance(part.quantity, screening.LARGE)]
    assert known == {f"{pattern}: {part.says}": part for pattern, part in every if part not in large}
    assert 0 < len(large) < len(every) == len(known) + len(large)


def test_without_names_every_parameter_is_screened_and_the_table_is_kept_after_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    monkeypatch.setattr(screening, "seen", lambda *_: USUAL)
    monkeypatch.setattr(screening, "screened", lambda each, *_: Moved(each.dotted, 1, 0, 0.0, "", ""))
    monkeypatch.setattr(screening, "write_text", lambda file, text: kept.append(len(text.splitlines()) - 1))
    assert screening.main(["--out", str(tmp_path / "table.csv")]) == 0
    assert kept == [*range(1, len(PARAMETERS) + 1)]
