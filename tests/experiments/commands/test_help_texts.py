"""Help and reports as people read them: nothing cut at sixty columns, no stray space, one thing in the singular."""

from __future__ import annotations

import re

import pytest
import typer.testing

from cordiale.experiments.commands.verbs import VERBS, application
from tests.support.commandline import cordiale

BELOW = {"scenario": ("list", "show", "new", "check", "schema")}
HELPS = [(), *((verb,) for verb in VERBS), *((verb, each) for verb, known in BELOW.items() for each in known)]
STRAY = re.compile(r" [,.;:)](?!\w)|\( |\w  +[a-z]+ ")  # before a stop, after a bracket, or two between words
PLURAL = re.compile(r"(?<![\d.,])1 (?!(?:is|was|has|this|its|less|plus|minus)\b)[a-z]+s\b")
REPORTS = (
    "run smb-inbound --quarters 1 --set company.reps=2 --set company.marketers=2",
    "scenario list",
    "explain wins",
)


def sentences(shown: str) -> str:
    """The text of a help page, each option's own lines joined as one; two columns of a list stay apart."""
    joined = re.sub(r"\n {10,}(?=\S)", " ", shown)
    options = re.sub(r"^(  -[^\n]*?)  +(?=\S)", r"\1\n", joined, flags=re.MULTILINE)
    return re.sub(r"^( *\S[^\n]*?)  +(?=[A-Z\[])", r"\1\n", options, flags=re.MULTILINE)


def wrong_in(text: str) -> list[str]:
    """What reads badly in a text."""
    return [found[0] for pattern in (STRAY, PLURAL) for found in pattern.finditer(text)]


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_help_reads_well_at_sixty_columns(words: tuple[str, ...]) -> None:
    typed = [*words, "--help"]
    shown = typer.testing.CliRunner().invoke(application(typed), typed, terminal_width=60)
    assert shown.exit_code == 0
    assert "…" not in shown.stdout
    assert not re.search(r"[a-z]\.\.\.$", shown.stdout, re.MULTILINE), "a line is cut"
    assert max(map(len, shown.stdout.splitlines())) <= 60
    assert wrong_in(sentences(shown.stdout)) == []


@pytest.mark.parametrize("typed", REPORTS)
def test_a_report_reads_well_at_sixty_columns(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = cordiale(*typed.split())
    assert shown.exit_code == 0, shown.stderr
    assert "…" not in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 60
    assert [found[0] for found in PLURAL.finditer(shown.stdout)] == []


@pytest.mark.parametrize("bad", ["over 1 quarters", "a word , and", "in ( brackets)", "two  spaces here", "1 pairs."])
def test_the_search_sees_what_reads_badly(bad: str) -> None:
    assert wrong_in(bad)


@pytest.mark.parametrize("good", ["over 1 quarter", "11 quarters", "0.1 points", "a word, and (brackets): so.", "1 is"])
def test_the_search_lets_good_sentences_be(good: str) -> None:
    assert not wrong_in(good)
