"""Words of an export and of a mapping, without the accidents of typing: how they are compared and shown."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ..foundations.phrases import foremost

_JOINTS = re.compile(r"[\s_\-.'’*↑↓▲▼]+")
_ARTICLES = re.compile(r"the|of|de|del|della?|dei|di|da|do|dos|das|las?|les?|el|l|d|der|die|des|du|van|het|zum|zur")
_ORDER = re.compile(r"^\s*(?:[(\[]?\d{1,2}\s*[)\].:–-]+|[(\[]?[A-Za-z][)\].:](?=\s)|[A-Za-z]\s+[–-]+(?=\s))\s*")
_PIPELINE = re.compile(r"(?<=\S)\s+[(\[][^()\[\]]*[)\]]\s*$")
_BETWEEN = re.compile(r"[\W_]+")


def normal(text: str) -> str:
    """A word without the accidents of case, of runs of space, and of composed or decomposed accents.

    >>> normal(" Deal  Gewonnen") == normal("deal gewonnen")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def bare_word(text: str) -> str:
    """A word by its letters and digits alone, as it is looked up where it is not found as it stands.

    >>> bare_word("Geschlossen – Gewonnen") == bare_word("geschlossen/gewonnen")
    True
    """
    return _BETWEEN.sub("", normal(text))


def unnumbered(text: str) -> str:
    """A word without the number or letter that puts it in its order.

    >>> unnumbered("06. Closed Won"), unnumbered("X - Lost"), unnumbered("6 months"), unnumbered("E-mail sent")
    ('Closed Won', 'Lost', '6 months', 'E-mail sent')
    """
    return _ORDER.sub("", text)


def plain_stage(text: str) -> str:
    """A stage without the number or letter before it and the pipeline in brackets behind it.

    >>> plain_stage("6. Closed Won (Sales Pipeline)")
    'Closed Won'
    """
    return _PIPELINE.sub("", unnumbered(text))


def unaccented(text: str) -> str:
    """A text without the accents on its letters.

    >>> unaccented("4 févr. 2023")
    '4 fevr. 2023'
    """
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def has_digit(text: str) -> bool:
    """Whether a figure stands in a text.

    >>> has_digit("Q3"), has_digit("Created")
    (True, False)
    """
    return any(map(str.isdigit, text))


@lru_cache(maxsize=16_384)
def bare_heading(name: str) -> str:
    """A column name without case, joints, marks of sorting and articles: `CreatedDate`, `created_date`, `Created Date`.

    >>> bare_heading(" First_Contact  Date "), bare_heading("ID de l'opportunité") == bare_heading("Id. opportunité")
    ('firstcontactdate', True)
    """
    words = [word for word in _JOINTS.split(normal(name)) if word]
    return "".join([word for word in words if not _ARTICLES.fullmatch(word)] or words)


def counted_words(words: Iterable[tuple[str, int]], *, most: int = 8) -> str:
    """Words with their counts, the most common first: `'negotiation' (70), 'demo' (12)`."""
    ordered = sorted(words, key=lambda one: (-one[1], one[0]))
    return foremost([f"{word!r} ({count})" for word, count in ordered], most)
