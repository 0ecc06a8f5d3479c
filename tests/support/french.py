"""What is not French in a French text or figure, as far as one can tell by its numbers and by words of English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matplotlib.figure import Figure

POINTED = re.compile(r"\S*\d\.\d\S*")  # a decimal point
GROUPED = re.compile(r"\S*\d,\d{3}\b(?!\d)\S*")  # thousands apart as in English, or three decimals


def pointed(text: str) -> list[str]:
    """The numbers of a text that have the decimal point of English."""
    return POINTED.findall(text)


def drawn_words(figure: Figure) -> Iterator[str]:
    """All that is written on a figure: title and caption, and on each panel its title, names, labels and ticks."""
    yield str(figure.get_label())
    for ax in figure.axes:
        written = [*ax.get_xticklabels(), *ax.get_yticklabels(), *ax.texts, ax.xaxis.label, ax.yaxis.label]
        yield from (each.get_text() for each in written)
        yield ax.get_title("left")
