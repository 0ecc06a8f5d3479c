"""What a page says, by key and language: words of its folders, its own, and the one caveat that every report has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from cordiale.simulation.world.paradigms import PARADIGMS

from ..foundations.language import Language, typeset, words

Said = dict[str, dict[str, str]]
CAVEAT = "no data"  # the key under which pages say what their numbers rest on


def page_words(*folders: Path, own: Mapping[str, Mapping[str, str]] | None = None) -> Said:
    """Paradigms' names as tables have them, over them the `words.toml` of each folder, over all a page's own.

    The later folder stands over the earlier; French is typeset.

    >>> from cordiale.experiments.page.seeing import PARTS
    >>> page_words(PARTS)["no data"]["en"].startswith(words("en")["caveat.foundation"])
    True
    """
    said: dict[str, Mapping[str, str]] = {f"name {name}": _label(name) for name in PARADIGMS}
    for folder in folders:
        said |= tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    said |= own or {}
    told = {key: {each: _set(text, each) for each, text in one.items()} for key, one in said.items()}
    counted = told["reorganising counts"]
    return told | {CAVEAT: {each: f"{words(each)['caveat.foundation']} {counted[each]}" for each in Language}}


def _label(paradigm: str) -> dict[str, str]:
    names = {each: words(each).paradigm(paradigm) for each in Language}
    return {each: name[:1].upper() + name[1:] for each, name in names.items()}


def _set(text: str, language: str) -> str:
    return typeset(text) if language == Language.fr else text
