"""French says what English says, term by term and figure by figure: reports, packs, declarations, pages, lessons."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.support.commandline import ROOT
from tests.support.translated import translated

TERMS: dict[str, str] = tomllib.loads((ROOT / "tests" / "support" / "terms.toml").read_text("utf-8"))
COVERED = 0.7  # of all that is translated, the part that speaks of some term


@pytest.mark.parametrize("term", TERMS)
def test_french_has_the_word_for_every_term_that_english_has(term: str) -> None:
    here, there = (re.compile(each, re.IGNORECASE) for each in (term, TERMS[term]))
    speaking = {key: told for key, told in translated().items() if here.search(told[0])}
    assert speaking, "a term that nothing speaks of"
    assert {key: told for key, told in speaking.items() if not there.search(told[1])} == {}


def test_french_names_sales_and_marketing_in_the_order_in_which_english_does_wherever_it_speaks_of_trust() -> None:
    """Truster, then trustee: one side alone is found by its term, not two exchanged. French may end sooner."""
    sides = (r"\bsales\b|\breps?\b|(market)", r"\bventes?\b|commercia|(market)")

    def order(text: str, side: str) -> list[bool]:
        """Of each mention of a side, whether it is marketing."""
        return [bool(found[1]) for found in re.finditer(side, text, re.IGNORECASE)]

    spoken = [(key, told) for key, told in translated().items() if "trust" in told[0].lower()]
    found = {key: [order(text, side) for text, side in zip(told, sides, strict=True)] for key, told in spoken}
    both = {key: each for key, each in found.items() if len({*each[0]}) == 2}
    assert len(both) > 5
    assert {key: (english, french) for key, (english, french) in both.items() if english[: len(french)] != french} == {}


def test_french_has_the_figures_that_english_has() -> None:
    figures = {key: [sorted({*re.findall(r"\d+", text)}) for text in told] for key, told in translated().items()}
    assert sum(bool(english) for english, _ in figures.values()) > 20
    assert {key: each for key, each in figures.items() if each[0] != each[1]} == {}


def test_hardly_anything_is_said_without_a_term_by_which_its_french_could_be_held() -> None:
    here = re.compile("|".join(TERMS), re.IGNORECASE)
    held = [bool(here.search(english)) for english, _ in translated().values()]
    assert sum(held) / len(held) > COVERED
