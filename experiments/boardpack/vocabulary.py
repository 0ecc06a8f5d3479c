"""The words of a board pack, read from `words.toml`: a part of them, by key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from .pack import Section, Sentence, Table, Told


class Vocabulary:
    """The words of a part: `said` with gaps filled by words alone, `sentence` with figures that stay figures."""

    def __init__(self, words: Mapping[str, Any], names: Mapping[str, str]) -> None:
        self._words, self._names = words, names

    def part(self, key: str) -> Vocabulary:
        return Vocabulary(self._words[key], self._names)

    def said(self, key: str, **gaps: str) -> str:
        """Words, with names in their gaps. Raises KeyError for words, or a gap, that are not there."""
        return str(self._words[key]).format(**{**self._names, **gaps})

    def sentence(self, key: str, **gaps: Told | str) -> Sentence:
        return Sentence(str(self._words[key]), {**self._names, **gaps})

    def section(self, key: str, sentences: Iterable[Sentence], tables: Iterable[Table] = (), **shown: bool) -> Section:
        """A section with the heading of these words; `shown` is how, as `Section` has it."""
        return Section(key, self.said("sheet"), self.said("heading"), tuple(sentences), tuple(tables), **shown)


@cache
def _every() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def vocabulary(part: str, **names: str) -> Vocabulary:
    """The words of `decision`, `comparison` or `page`; `names` fill gaps of these names everywhere."""
    return Vocabulary(_every()[part], names)
