"""Kinds of deals, by their type or pipeline, that end so differently from others that they may be no new business."""

from collections.abc import Iterator

import numpy as np

from .columnar import Column
from .endings import ENDS
from .kinds_of_rows import is_of_kinds
from .mapping import TableMapping
from .settling import Part
from .spelling import bare_heading, counted_words

Note = tuple[str, str]

_MOST_KINDS = 12
_EXPECTED = 5  # wins, had a kind as many as the others
_DECIDED, _APART = 20, 0.4  # deals of a kind that have ended; difference of rates


def kinds_apart(part: Part, table: TableMapping) -> Iterator[Note]:
    """Notes on kinds none of which is won, as of other pipelines, and on kinds won far more often, as renewals are.

    Columns that a filter looks at are passed over.
    """
    kinds = [*_kinds(part, table)]
    if not kinds:
        return
    deals = part.rows("opportunity")
    won = deals["is_won"].astype(bool)
    over = won | deals["is_closed"].astype(bool) | np.array([stage in ENDS for stage in deals["stage"]], bool)
    for heading, column in kinds:
        wins, ends = (np.bincount(column.codes[rows], minlength=len(column.words)) for rows in (won, over))
        none = [(word, n) for word, n, w in zip(column.words, column.counts, wins, strict=True) if word and not w]
        others = len(part) - sum(n for _, n in none)
        without = [(word, n) for word, n in none if n * wins.sum() >= _EXPECTED * others]
        if without:
            what = f"column {heading}: none of the deals of these kinds is won, and all count"
            yield f"{what}: {{cells}}; [opportunity.where] {heading!r} leaves rows out", counted_words(without)
        rates = {word or "blank": w / n for word, w, n in zip(column.words, wins, ends, strict=True) if n >= _DECIDED}
        if rates and max(rates.values()) - min(rates.values()) >= _APART:
            what = f"column {heading}: kinds that are won far more often than others may be no new business, and count"
            yield f"{what}: {{cells}}", ", ".join(f"{word!r} {rate:.0%}" for word, rate in rates.items())


def _kinds(part: Part, table: TableMapping) -> Iterator[tuple[str, Column]]:
    looked_at = {bare_heading(name) for rule in table.where for name in rule.columns}
    for heading, column in zip(part.raw.header, part.raw.columns, strict=True):
        if is_of_kinds(heading) and bare_heading(heading) not in looked_at and len(column.words) <= _MOST_KINDS:
            yield heading, column.at(part.places)
