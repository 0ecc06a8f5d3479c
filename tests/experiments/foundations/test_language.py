"""The words: both languages have the same, every one is used, and everything declared has its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

import pytest

from cordiale.experiments.decision.channels import CHANNELS
from cordiale.experiments.decision.explaining import WAY
from cordiale.experiments.decision.levers import LEVERS
from cordiale.experiments.decision.warning_signs import SEEN
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH, Language, catalogue, words
from cordiale.experiments.validation.criteria import FAILS, HOLDS, UNDECIDED
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.words import FORCES
from tests.support.commandline import ROOT

# What is looked up by the name of something declared: exactly the names that there are.
FAMILIES: dict[str, Iterable[str]] = {
    "paradigm": PARADIGMS,
    "force": FORCES,
    "forces": ("none", "all", *FORCES, "joined", "under"),
    "option": ("stay", "switch", "later", "steps", "back"),
    "lever": (*LEVERS, WAY),
    "channel": CHANNELS,
    "seen": SEEN,
    "learn": ("trust", "leadership", "follow-up"),
    "learn.kind": ("parameter", "survey", "if unknown"),
    "verdict": (HOLDS, FAILS, UNDECIDED),
}
# The same, in French only: their English stands where they are declared.
DECLARED: dict[str, Iterable[str]] = {
    "pattern": [claim.name for claim in CLAIMS],
}


def family(key: str) -> str:
    """The longest beginning of a key that is a family; nothing if there is none."""
    return max((each for each in (*FAMILIES, *DECLARED) if key.startswith(f"{each}.")), key=len, default="")


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", [*FAMILIES, *DECLARED])
def test_everything_declared_has_its_words_and_nothing_else_has(name: str) -> None:
    found = {key.removeprefix(f"{name}.") for key in catalogue() if family(key) == name}
    assert found == set((FAMILIES | DECLARED)[name])


def test_both_languages_say_the_same_with_the_same_holes() -> None:
    for key, told in catalogue().items():
        expected = {"fr"} if family(key) in DECLARED else {*Language}
        assert told.keys() == expected, key
        assert len({frozenset(holes(text)) for text in told.values()}) == 1, key
        assert all(text.strip() for text in told.values()), key


def test_every_word_is_used() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "experiments").rglob("*.py"))
    asked = set(re.findall(r"""["']([\w\-]+(?:\.[\w\-]+)+)["']""", sources))
    assert [key for key in catalogue() if not family(key) and key not in asked] == []


def test_every_word_asked_for_is_there() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "experiments").rglob("*.py"))
    asked = re.findall(r"""\bw(?:\(\s*|\[)["']([\w\-]+(?:\.[\w\-]+)+)["']""", sources)
    assert asked
    assert [key for key in asked if key not in ENGLISH] == []


def test_french_is_typed_with_ordinary_spaces_and_set_with_those_that_do_not_break() -> None:
    typed = [told["fr"] for told in catalogue().values()]
    assert not [text for text in typed if re.search(r"[\u00a0\u202f]|\S[;!?»](?=\s|$)|[^\s\d]:(?=\s|$)|’", text)]
    set_ = words("fr")
    assert not [key for key in catalogue() if re.search(r" [:;!?%»]|« ", set_[key])]


def test_another_language_is_refused() -> None:
    with pytest.raises(UsersError, match="language = 'de' is not one of en, fr"):
        words("de")
