"""French says what English says, term by term and figure by figure: reports, packs, declarations, pages, lessons."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from itertools import combinations

import pytest

from tests.support.commandline import ROOT
from tests.support.translated import translated

TERMS: dict[str, str] = tomllib.loads((ROOT / "tests" / "support" / "terms.toml").read_text("utf-8"))
COVERED = 0.7  # of all that is translated, the part that speaks of some term
ALIKE = 0.005  # of two texts of one kind, how many pairs may say the same: one and several, a line and its column


@cache
def speaking(term: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of what speaks of a term in English, and of what has one of its words in French."""
    here, there = (re.compile(each, re.IGNORECASE) for each in (term, TERMS[term]))
    told = translated().items()
    return (frozenset(key for key, (english, _) in told if here.search(english)),
            frozenset(key for key, (_, french) in told if there.search(french)))  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_french_has_the_word_for_every_term_that_english_has(term: str) -> None:
    english, french = speaking(term)
    assert english, "a term that nothing speaks of"
    assert sorted(english - french) == []


def test_the_french_of_two_texts_of_one_kind_exchanged_would_be_found_by_a_term_or_a_figure() -> None:
    """Texts of one kind stand under the same beginning of their keys, and have as many holes."""
    asked, told, kinds = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set), defaultdict(list)
    for term in TERMS:
        for key in speaking(term)[0]:
            asked[key].add(term)
        for key in speaking(term)[1]:
            told[key].add(term)
    for key, (english, french) in translated().items():
        beginning = key.partition(": ")[0] if ": " in key else key.rpartition(".")[0]
        kinds[beginning, french.count("{}")].append((key, {*re.findall(r"\d+", english)}, french))
    pairs = [pair for kind in kinds.values() for pair in combinations(kind, 2) if pair[0][2] != pair[1][2]]
    alike = [(one[0], other[0]) for one, other in pairs
             if one[1] == other[1] and asked[one[0]] <= told[other[0]] and asked[other[0]] <= told[one[0]]]  # fmt: skip
    assert len(pairs) > 20_000
    assert len(alike) / len(pairs) < ALIKE, alike


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
