"""How often decisions go wrong is on record, the record is of this code, and what is written about it is the record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.workshop.coverage.choices import FEWEST, KINDS, RULE, Tried, batch, record
from cordiale.experiments.workshop.coverage.trials import BATCH

README = Path(__file__).resolve().parents[3] / "experiments" / "README.md"
KEPT = {each["kind"]: each for each in record()["kinds"]}


def row(kept: dict[str, Any]) -> str:
    return f"| {kept['kind']} | {kept['wrong'] / kept['of']:.1%} of {kept['of']:,} | {kept['companies']:.0f} |"


def test_every_kind_of_decision_is_on_record_often_enough_and_within_the_promise() -> None:
    assert list(KEPT) == [kind.name for kind in KINDS]
    for kept in KEPT.values():
        assert kept["of"] >= FEWEST
        assert Tried(**kept).holds, kept["kind"]
        assert kept["wrong"] / kept["of"] <= RULE.error, kept["kind"]


@pytest.mark.parametrize("name", ["hardest, pairs alike", "hardest, skewed, 6 at first"])
def test_the_record_is_of_the_procedure_that_decides(name: str) -> None:
    number = [*KEPT].index(name)
    assert [*batch(KINDS[number], BATCH, (record()["seed"], number, 0))] == KEPT[name]["begun"], (
        "`python -m experiments.workshop.coverage.choices --record` is due"
    )


def test_the_table_in_the_readme_is_the_record() -> None:
    text = README.read_text(encoding="utf-8").split("<!-- wrong choices -->")[1]
    shown = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| decisions")]
    assert shown == [row(each) for each in KEPT.values()]
