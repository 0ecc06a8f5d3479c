"""What people read, in English and in French: the words of `FILES`, where both languages stand side by side.

A word is asked for by its key, `words("fr")["option.stay"]`; a sentence with holes by a call with what fills them. What
the model declares (parameters, outcomes, patterns, ...) is said in English where it is declared, so they have only
the French of it, and `declared` chooses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.lists import format_list

from . import phrases
from .errors import UsersError


class Language(StrEnum):
    """The languages of reports; help and errors are English."""

    en = "en"
    fr = "fr"


FILES = ("words.toml", "pack_words.toml")  # of everything but board packs, and of these
LOCALES = {"en": "en_GB", "fr": "fr_FR"}  # British English lists as the house does: a, b and c
NARROW, FIXED = "\u202f", "\u00a0"  # French spaces that do not break: narrow before ; ! ? %, whole before a colon


class Words:
    """The words of one language, its numbers and its lists; made by `words`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        told = {key: one[language] for key, one in catalogue().items() if language in one}
        self._told = {key: typeset(text) for key, text in told.items()} if language == Language.fr else told
        self._locale = Locale.parse(LOCALES[language])
        signs = self._locale.number_symbols["latn"]
        self._marks = str.maketrans({",": signs["group"], ".": signs["decimal"]})

    def __getitem__(self, key: str) -> str:
        """The word of a key. Raises KeyError if there is none: a mistake of ours, which a test looks for."""
        return self._told[key]

    def __contains__(self, key: str) -> bool:
        return key in self._told

    def __call__(self, key: str, **holes: Any) -> str:
        """The sentence of a key, its holes filled."""
        return self._told[key].format(**holes)

    def declared(self, kind: str, name: str, english: str) -> str:
        """What a declaration says in English, or the words for it: of kind `parameter`, `outcome`, `pattern`, ...

        In English there are words for it only where what is declared names what a reader has not.
        """
        key = f"{kind}.{name}"
        return self._told.get(key, english) if self.language == Language.en else self[key]

    def paradigm(self, name: str) -> str:
        """A paradigm's name; one of a user's own has its own.

        >>> words("fr").paradigm("siloed"), words("fr").paradigm("our-own-way")
        ('en silos', 'our-own-way')
        """
        return self._told.get(f"paradigm.{name}", name)

    def unit(self, name: str) -> str:
        """A unit; one without words is the same in every language."""
        return self._told.get(f"unit.{name}", name)

    def quoted(self, name: str) -> str:
        """A paradigm's name in a sentence: in French between quotation marks, since it need not fit its grammar."""
        return self("number.quoted", name=self.paradigm(name))

    def forces(self, name: str) -> str:
        """A set of forces.

        >>> words("en").forces("buyers"), words("fr").forces("technology+buyers")
        ('buyers alone', 'avec technologie + acheteurs')
        """
        if "+" not in name:
            return self[f"forces.{name}"]
        return self("forces.joined", forces=" + ".join(self[f"force.{each}"] for each in name.split("+")))

    def under(self, forces: str) -> str:
        """How a sentence about a set of forces begins.

        >>> words("en").under("all"), words("fr").under("none")
        ('Under all forces', 'Sans forces')
        """
        said = self("forces.under", forces=self.forces(forces))
        return said[:1].upper() + said[1:]

    def number(self, value: float, digits: int = 0, *, sign: bool = False) -> str:
        """A number in the language's way.

        >>> words("en").number(-12345.6), words("fr").number(-1234.56, 1).split()
        ('−12,346', ['−1', '234,6'])
        """
        return phrases.number(value, digits, sign=sign).translate(self._marks)

    def short(self, value: float, *, at_most: int = 6, sign: bool = False) -> str:
        """A number with only the decimals that it needs, of so many."""
        return phrases.short(value, at_most=at_most, sign=sign).translate(self._marks)

    def interval(self, low: float, high: float, digits: int = 0) -> str:
        """The ends of an interval.

        >>> words("en").interval(8.1, 16.5), words("fr").interval(0.25, 0.5, 2).split()
        ('[8, 16]', ['[0,25', ';', '0,50]'])
        """
        return self("number.interval", low=self.number(low, digits), high=self.number(high, digits))

    def percent(self, share: float, digits: int = 0, *, sign: bool = False) -> str:
        """A share in percent.

        >>> words("en").percent(0.05), words("fr").percent(0.125, 1)
        ('5 %', '12,5\\u202f%')
        """
        return self("number.percent", number=self.number(100 * share, digits, sign=sign))

    def limit(self, name: str, low: float | None, high: float | None, *, figures: int = 3) -> str:
        """A limit on something, in signs; None is an open end.

        >>> words("en").limit("trust.gain", None, 0.0812345), words("en").limit("x", 1.0, 2.0)
        ('trust.gain ≤ 0.0812', '1 ≤ x ≤ 2')
        """
        lower, upper = ("" if end is None else self.short(phrases.rounded(end, figures)) for end in (low, high))
        return f"{f'{lower} ≤ ' if lower else ''}{name}{f' ≤ {upper}' if upper else ''}"

    def counted(self, what: str, number: int) -> str:
        """So many of something that `words.toml` has under `count`.

        >>> words("en").counted("pairs", 1), words("fr").counted("quarters", 12)
        ('1 pair', '12 trimestres')
        """
        return self(f"count.{what}.{'one' if number == 1 else 'many'}", number=self.number(number))

    def listed(self, names: Sequence[str]) -> str:
        """Names as a list is said.

        >>> words("en").listed(["a", "b", "c"]), words("fr").listed(["a", "b", "c"])
        ('a, b and c', 'a, b et c')
        """
        return format_list([*names], locale=self._locale) if names else ""


def words(language: str = "en") -> Words:
    """The words of a language. Raises UsersError for one that there is not.

    >>> words("fr")["option.stay"]
    'rester'
    """
    if language not in [*Language]:
        raise UsersError(f"language = {language!r} is not one of {', '.join(Language)}")
    return _words(Language(language))


@cache
def _words(language: Language) -> Words:
    return Words(language)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All words: key to language to words."""
    folder = files(__package__ or "")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in FILES]
    return {key: told for text in texts for key, told in _flat(tomllib.loads(text))}


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield above, dict(table)
            return
        yield from _flat(value, f"{above}.{name}".lstrip("."))


def typeset(text: str) -> str:
    """French spaces before double signs and inside quotation marks, which are typed as ordinary ones.

    >>> typeset("oui : « non » ?").replace(NARROW, "_").replace(FIXED, "~")
    'oui~: «_non_»_?'
    """
    text = re.sub(r" (?=[;!?%»])|(?<=«) ", NARROW, text)
    return text.replace(" :", f"{FIXED}:")


ENGLISH = words()
