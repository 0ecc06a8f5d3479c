"""The generated tables of the model, read back: each cell is what its heading says of what its row names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

import pytest

from cordiale.experiments.workshop.odd import document, settable
from cordiale.experiments.workshop.odd import tables as made
from cordiale.experiments.workshop.odd.tables import vocabulary
from cordiale.experiments.workshop.odd.wording import said
from cordiale.simulation.recording.contents import OF_RUN, parquet
from cordiale.simulation.world.draws import Decision
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import PARAMETERS, Economics, declared
from cordiale.simulation.world.state import TABLES

Row = dict[str, str]


@cache
def tables() -> list[tuple[str, list[Row]]]:
    """Every table of the two documents with the words above it, each row by its headings; marks of code left out.

    Who reads what in which rule is left blank: finding it takes seconds, and `test_odd.py` holds it.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in (settable, made):
            patch.setattr(module, "readers", lambda *_: "")
        for name in ("model", "uses", "made_of"):
            patch.setattr(made, name, lambda *_: defaultdict(tuple))
        text = document.made_tables() + document.regenerated(document.ODD.read_text("utf-8"))
    return [*_found(plain(text).splitlines())]


def _found(lines: list[str]) -> Iterator[tuple[str, list[Row]]]:
    above = ""
    for is_table, group in groupby(lines, lambda line: line.startswith("|")):
        some = [*group]
        if is_table:
            heads, _, *rows = map(cells, some)
            yield above, [dict(zip(heads, row, strict=True)) for row in rows]
        else:
            above = next((line for line in reversed(some) if line), above)


def plain(text: str) -> str:
    return text.replace("`", "")


def cells(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def of(*heads: str) -> list[Row]:
    """The rows of all tables with exactly these headings."""
    return [row for _, rows in tables() for row in rows if tuple(row) == heads]


@pytest.mark.parametrize(
    ("key", "known"),
    [("parameter", PARAMETERS), ("key", declared({"economics": Economics}))],
    ids=["parameters", "economics"],
)
def test_a_number_stands_with_its_default_range_unit_source_and_meaning_under_their_headings(
    key: str, known: Any
) -> None:
    rows = {row[key]: row for _, rows in tables() for row in rows if key in row and "source" in row}
    told = {each.dotted: each for each in known}
    assert rows.keys() == told.keys()
    for name, each in told.items():
        row = rows[name]
        assert (row["default"], row["unit"], row["source"]) == (said(each.default), each.unit, each.source), name
        assert (row["range"], row["meaning"]) == (f"{said(each.low)} to {said(each.high)}", each.meaning), name


def test_an_outcome_stands_with_its_group_unit_and_definition_under_their_headings() -> None:
    rows = {row["outcome"]: row for row in of("group", "outcome", "unit", "definition")}
    assert rows == {
        each.name: {"group": each.group, "outcome": each.name, "unit": each.unit, "definition": each.definition}
        for each in OUTCOMES
    }


def test_a_word_stands_with_its_number_and_a_decision_of_luck_with_its_address() -> None:
    for kind in vocabulary():
        (rows,) = [rows for above, rows in tables() if above.startswith(f"**{kind.__name__}.**")]
        assert rows == [{"number": str(int(each)), "word": each.word, "meaning": each.meaning} for each in kind]
    luck = {row["decision"]: row for _, rows in tables() for row in rows if "what it decides" in row}
    assert {name: (row["number"], row["what it decides"]) for name, row in luck.items()} == {
        each.name: (str(int(each)), each.meaning) for each in Decision
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_variable_of_the_state_stands_with_its_kind_and_meaning(name: str) -> None:
    kinds = {"i8": "integer", "f8": "real"}
    (rows,) = [rows for above, rows in tables() if above == f"**{name}**"]
    assert rows == [
        {"variable": each.name, "kind": kinds[each.kind], "meaning": plain(each.meaning)} for each in TABLES[name]
    ]


@pytest.mark.parametrize("name", OF_RUN)
def test_a_column_of_a_record_stands_with_its_unit_and_definition(name: str) -> None:
    (rows,) = [rows for above, rows in tables() if above.startswith(f"**{parquet(name)}**")]
    assert rows == [
        {"column": each.name, "unit": each.unit, "definition": plain(each.definition)} for each in OF_RUN[name]
    ]


def test_a_setting_stands_under_each_paradigm_as_its_row_has_it_and_differs_where_it_is_said_to() -> None:
    rows = {row["setting"]: row for row in of("setting", *PARADIGMS, "meaning")}
    assert rows.keys() == Structure.model_fields.keys()
    for name, row in rows.items():
        assert [row[each] for each in PARADIGMS] == [plain(said(getattr(one, name))) for one in PARADIGMS.values()]
        assert row["meaning"] == Structure.model_fields[name].description
    usual, *others = PARADIGMS
    for row in of("paradigm", "what differs"):
        if row["paradigm"] in others:
            for name, before, after in re.findall(r"(\w+) ([^ ,]+) → ([^ ,]+)", row["what differs"]):
                own = said(getattr(PARADIGMS[usual], name)), said(getattr(PARADIGMS[row["paradigm"]], name))
                assert (before, after) == own, (row["paradigm"], name)


def test_how_much_is_measured_and_how_much_assumed_adds_up_to_all_parameters() -> None:
    every, facts, both, assumed = (int(each) for each in re.findall(r"\d+", settable.assumption_count()))
    assert every == len(PARAMETERS) == facts + both + assumed
    assert facts == sum(not re.search(r"\bA\d", each.source) for each in PARAMETERS)
    assert assumed == sum(not re.search(r"\bF\d", each.source) for each in PARAMETERS)
