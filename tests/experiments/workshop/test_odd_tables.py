"""Each cell of the tables of the model's description is what its heading says of the thing of its row."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cordiale.experiments.workshop.odd import settable, tables
from cordiale.simulation.scenario.scenario import Company
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.state import TABLES
from cordiale.simulation.world.words import Word


def rows(text: str) -> list[dict[str, str]]:
    """The rows of all tables of a text, each cell under its heading, as plain words."""
    found: list[dict[str, str]] = []
    head: list[str] = []
    for line in text.splitlines():
        if not line.startswith("|"):
            head = []
            continue
        cells = [cell.strip().replace("`", "") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if not head:
            head = cells
        elif not set(line) <= set("|-: "):
            found.append(dict(zip(head, cells, strict=True)))
    return found


def number(cell: str) -> float:
    return float(cell.replace("\N{MINUS SIGN}", "-").replace(",", "").removeprefix("over "))


def alike(cell: str, value: Any) -> bool:
    """Whether a cell tells a value: a number by its own, a claim as yes or no, a word as it is."""
    if isinstance(value, Word):
        return cell == value.word
    if isinstance(value, bool):
        return cell == ("yes" if value else "no")
    return number(cell) == pytest.approx(value) if isinstance(value, int | float) else cell == str(value)


def test_a_paradigm_s_difference_from_the_status_quo_is_told_from_the_status_quo_s_value_to_its_own() -> None:
    usual = PARADIGMS["status-quo"]
    told = {row["paradigm"]: row["what differs"] for row in rows(tables.delta_table())}
    assert [*told] == [*PARADIGMS]
    for name, row in PARADIGMS.items():
        changes = re.findall(r"(\w+) (\S+) → ([^,]+)", told[name])
        differing = [each for each in Structure.model_fields if getattr(row, each) != getattr(usual, each)]
        assert [each for each, _, _ in changes] == differing
        for setting, before, after in changes:
            assert alike(before, getattr(usual, setting)), (name, setting)
            assert alike(after, getattr(row, setting)), (name, setting)


def test_each_setting_of_a_paradigm_stands_in_its_column() -> None:
    for row in rows(tables.structure_table()):
        field = Structure.model_fields[row["setting"]]
        assert row["meaning"] == field.description
        assert all(alike(row[name], getattr(PARADIGMS[name], row["setting"])) for name in PARADIGMS), row["setting"]


def test_each_number_of_the_model_has_its_own_default_range_unit_source_and_meaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settable, "readers", lambda *_: "")  # found among all rules, in test_odd_sources
    told = {row["parameter"]: row for row in rows(settable.parameter_tables())}
    assert {*told} == {each.dotted for each in PARAMETERS}
    for each in PARAMETERS:
        row = told[each.dotted]
        low, high = row["range"].split(" to ")
        found = number(row["default"]), number(low), number(high)
        assert found == pytest.approx((each.default, each.low, each.high)), each.dotted
        assert (row["unit"], row["source"]) == (each.unit, each.source)
        assert row["meaning"].replace("\\|", "|") == each.meaning.replace("`", "")


def test_parameters_are_counted_by_what_their_source_cites() -> None:
    kinds = [{each[0] for each in re.findall(r"\b[FA]\d+", parameter.source)} for parameter in PARAMETERS]
    facts, both = kinds.count({"F"}), kinds.count({"F", "A"})
    said = " ".join(settable.assumption_count().split())
    assert f"Of {len(PARAMETERS)} parameters {facts} take their number from a listed fact, {both} cite a fact" in said
    assert f"and {len(PARAMETERS) - facts - both} are assumptions" in said
    assert facts != both


@pytest.mark.parametrize("name", [*Structure.model_fields, *(f"company.{each}" for each in Company.model_fields)])
def test_what_is_allowed_is_told_with_an_open_end_called_so(name: str) -> None:
    field = (Company if name.startswith("company.") else Structure).model_fields[name.removeprefix("company.")]
    told, limits = settable.bounds(field), {type(limit).__name__: limit for limit in field.metadata}
    if "Gt" in limits:
        assert told.startswith("over ")
        assert number(told.partition(" to ")[0]) == limits["Gt"].gt
    elif "Ge" in limits:
        assert number(told.partition(" to ")[0]) == limits["Ge"].ge
    if "Le" in limits and " to " in told:
        assert number(told.partition(" to ")[2]) == limits["Le"].le
    if field.annotation is bool:
        assert told == "yes, no"


class Given:
    """A field above nothing, up to one."""

    annotation = float
    metadata = (type("Gt", (), {"gt": 0.0})(), type("Le", (), {"le": 1.0})())


def test_the_open_end_above_nothing_is_over_nothing() -> None:
    assert settable.bounds(Given) == "over 0 to 1"


def test_each_outcome_has_its_own_group_unit_and_definition() -> None:
    told = {row["outcome"]: row for row in rows(tables.outcome_table())}
    for each in OUTCOMES:
        row = told[each.name]
        assert (row["group"], row["unit"]) == (each.group, each.unit)
        assert row["definition"].replace("\\|", "|") == each.definition.replace("`", "")


def test_each_word_that_is_kept_as_a_number_has_its_own_number_and_meaning() -> None:
    told = rows(tables.word_tables())
    kept = [each for kind in tables.vocabulary() for each in kind]
    assert [(int(row["number"]), row["word"]) for row in told] == [(int(each), each.word) for each in kept]
    assert [row["meaning"].replace("`", "") for row in told] == [each.meaning.replace("`", "") for each in kept]


def test_each_variable_of_the_state_is_told_as_whole_or_real_as_it_is_kept() -> None:
    told = rows(tables.state_tables())
    fields = [field for fields in TABLES.values() for field in fields]
    assert [row["variable"] for row in told] == [field.name for field in fields]
    for row, field in zip(told, fields, strict=True):
        assert row["kind"] == {"i": "integer", "f": "real"}[field.kind[0]], field.name


def test_the_phases_of_a_week_are_told_in_their_order() -> None:
    told = rows(tables.process_table())
    assert [(row["#"], row["phase"], row["part"]) for row in told] == [
        (f"{place}", phase.name, f"{phase.part}") for place, phase in enumerate(tables.PHASES, start=1)
    ]
