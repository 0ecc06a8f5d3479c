"""The terms of `simulation/GLOSSARY.md`: its paragraphs, and in French those of the catalogue, term by term."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ..foundations.language import Language, words

PARAGRAPH = re.compile(r"^\*\*(?P<heading>[^*]+)\.\*\*\s+(?P<text>.+?)\n\n", re.MULTILINE | re.DOTALL)
TERM = re.compile(r"\*([^*]+)\*")


class Paragraph(NamedTuple):
    """What stands under one heading of the glossary."""

    heading: str
    text: str

    def said(self, language: str) -> str:
        """The paragraph in a language, its terms between stars."""
        return words(language).declared("glossary", self.heading, self.text)

    def terms(self, language: str) -> list[str]:
        """The terms that it explains, in the order in which they stand, the same in every language."""
        return TERM.findall(self.said(language))


@cache
def paragraphs() -> tuple[Paragraph, ...]:
    """All of them.

    >>> [each.heading for each in paragraphs()][:2], paragraphs()[1].terms("fr")[0]
    (['Who', 'Between them'], 'lien')
    """
    text = files("cordiale.simulation").joinpath("GLOSSARY.md").read_text(encoding="utf-8") + "\n\n"
    return tuple(Paragraph(each["heading"], " ".join(each["text"].split())) for each in PARAGRAPH.finditer(text))


def terms() -> dict[str, tuple[Paragraph, set[str]]]:
    """English term, in lower case, to its paragraph and what it is called in any language."""
    found = {}
    for paragraph in paragraphs():
        named = [paragraph.terms(language) for language in Language]
        for called in zip(*named, strict=True):
            found[called[0].lower()] = (paragraph, {*called})
    return found
