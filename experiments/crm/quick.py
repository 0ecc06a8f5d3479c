"""Columns whose cells are all of the plainest form are read at once; any other is left to the reader of its kind."""

import re
from collections.abc import Sequence

import numpy as np

from .arrays import MOMENT, array_of
from .canonical import Field
from .columnar import Column
from .dates import FIRST_YEAR, LAST_YEAR, plain_date
from .mapping import TableMapping
from .spelling import normal
from .values import short_id

_FORMS = {
    "date": r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "amount": r"\d{1,15}(?:\.(?:\d{1,2}|\d{4,9}))?",  # three digits may be thousands
    "id": r"[A-Za-z0-9_\-]{7,}",  # no word for nothing is as long and as plain
}
_ALL = {kind: re.compile(rf"(?:(?:{form})?\n)*+", re.ASCII) for kind, form in _FORMS.items()}
_SHIFTED = re.compile(r":[^Z\n]*[+-]\d")  # a moment in a zone other than UTC
_SECONDS = 19  # characters of a moment to its second
_LONG_IDS = re.compile(r"(?:[A-Za-z0-9]{15}[A-Z0-5]{3}\n)*+", re.ASCII)
_SHORT_ID = 15
_FIRST, _AFTER = np.datetime64(str(FIRST_YEAR)), np.datetime64(str(LAST_YEAR + 1))


def read_plainly(field: Field, column: Column, table: TableMapping) -> np.ndarray | None:
    """For each distinct cell what it says, a blank nothing; nothing at all where a cell is not plain."""
    words, kind = column.words, "amount" if field.kind == "signed" else field.kind
    if kind not in _FORMS or field.name in table.values:
        return None
    text = "\n".join([*words, ""])
    if text.count("\n") != len(words) or not _ALL[kind].fullmatch(text):
        return None
    nothing = {normal(word) for word in table.placeholders if re.fullmatch(_FORMS[kind], word)}
    if nothing and not nothing.isdisjoint(map(str.casefold, words)):
        return None
    return {"date": _dates, "amount": _amounts, "id": _ids}[kind](words, text, table)


def _dates(words: Sequence[str], text: str, table: TableMapping) -> np.ndarray | None:
    if _SHIFTED.search(text):
        days = array_of("date", [plain_date(word) if word else None for word in words])
    else:
        try:
            days = np.array([word[:_SECONDS].rstrip("Z") for word in words], "datetime64[s]").astype(MOMENT)
        except ValueError:
            return None
    fine = (days >= _FIRST) & (days < _AFTER)
    return days if np.count_nonzero(fine) == len(words) - words.count("") else None


def _amounts(words: Sequence[str], text: str, table: TableMapping) -> np.ndarray:
    return array_of("amount", [float(word) if word else None for word in words])


def _ids(words: Sequence[str], text: str, table: TableMapping) -> np.ndarray:
    if table.ids == "salesforce" and _LONG_IDS.fullmatch(text):
        return array_of("id", [word[:_SHORT_ID] for word in words])
    if table.ids == "salesforce":
        return array_of("id", [short_id(word) or None for word in words])
    return array_of("id", [word or None for word in words])
