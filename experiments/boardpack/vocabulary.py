"""The words of a board pack, in a language: a part of them, by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..foundations.language import Words
from .pack import Section, Sentence, Table, Told


class Vocabulary:
    """The words of a part: `said` with gaps filled by words alone, `sentence` with figures that stay figures."""

    def __init__(self, w: Words, at: str, names: Mapping[str, str]) -> None:
        self._w, self._at, self._names = w, at, names

    def part(self, key: str) -> Vocabulary:
        return Vocabulary(self._w, f"{self._at}.{key}", self._names)

    def said(self, key: str, **gaps: str) -> str:
        """Words, with names in their gaps. Raises KeyError for words, or a gap, that are not there."""
        return self._w(f"{self._at}.{key}", **{**self._names, **gaps})

    def sentence(self, key: str, **gaps: Told | str) -> Sentence:
        return Sentence(self._w[f"{self._at}.{key}"], {**self._names, **gaps})

    def section(self, key: str, sentences: Iterable[Sentence], tables: Iterable[Table] = (), **shown: bool) -> Section:
        """A section with the heading of these words; `shown` is how, as `Section` has it."""
        return Section(key, self.said("sheet"), self.said("heading"), tuple(sentences), tuple(tables), **shown)


def vocabulary(w: Words, part: str, **names: str) -> Vocabulary:
    """The words of `decision`, `comparison` or `page`; `names` fill gaps of these names everywhere."""
    return Vocabulary(w, f"pack.{part}", names)
