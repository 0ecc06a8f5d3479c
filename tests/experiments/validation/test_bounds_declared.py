"""Bounds and sizes are those that the document states: moving one is a matter of the document, not of a fingerprint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cordiale.experiments.validation.claims import Claim, Part
from cordiale.experiments.validation.document import BESIDE
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.wording import criterion

DOCUMENT = (Path(__file__).parents[3] / "experiments" / "VALIDATION.md").read_text(encoding="utf-8")
HEADED = re.compile(r"^### (\d+)\. ", re.MULTILINE)


def section(claim: Claim) -> str:
    """What the document says of a pattern."""
    numbered = HEADED.split(DOCUMENT)
    return numbered[numbered.index(str(claim.pattern)) + 1].partition("\n## ")[0]


def stated(text: str) -> list[tuple[str, str]]:
    """What each part says, and the words of its criterion."""
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines() if line[:2] == "| "]
    return [(row[0], row[2]) for row in rows if len(row) == 4 and row[0] != "part"]


def declared(part: Part) -> tuple[str, str]:
    low, high = (None if bound is None else bound * part.factor for bound in part.criterion.bounds)
    return part.says, criterion((low, high), part.unit)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_claim_holds_within_the_bounds_that_the_document_states_and_no_others(claim: Claim) -> None:
    verdict, _, beside = section(claim).partition(BESIDE)
    assert stated(verdict) == [declared(part) for part in claim.parts]
    assert stated(beside) == [declared(part) for part in claim.beside]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_claim_is_measured_in_as_many_replications_as_the_document_states(claim: Claim) -> None:
    [said] = re.findall(r"(\d+)\s+replications\.\n", section(claim))
    assert claim.replications[1] == int(said) > claim.replications[0]


STATED = {  # words of a claim that state a bound, and the criteria that have it: patterns whose words name figures
    1: ("each within 5 points", {0.10}), 2: ("(45 to 80 %)", {0.35}),
}  # fmt: skip


@pytest.mark.parametrize("pattern", STATED)
def test_a_claim_that_names_its_figures_is_as_wide_as_it_says(pattern: int) -> None:
    words, widths = STATED[pattern]
    [claim] = [each for each in CLAIMS if each.pattern == pattern]
    assert words in claim.statement
    closed = [part.criterion.bounds for part in claim.parts if None not in part.criterion.bounds]
    assert {round(float(high or 0) - float(low or 0), 6) for low, high in closed} == widths
