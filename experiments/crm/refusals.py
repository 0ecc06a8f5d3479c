"""The one way in which this package refuses data: a line that says where, what was given, what is allowed."""

from collections.abc import Iterable
from difflib import get_close_matches

from ..foundations.errors import UsersError


class DataError(UsersError):
    """An export or a mapping that cannot be used; its text is one clear line (or a few) for the user."""


class UnreadableError(ValueError):
    """A cell that cannot be read; whoever knows its place turns this into a `DataError`."""


def refusal(file: str, what: str, *, row: int | None = None, column: str | None = None) -> DataError:
    """The error for a place in a file; rows are counted as a spreadsheet shows them, the header being row 1.

    >>> print(refusal("deals.csv", "'31-31-2018' is not a date", row=17, column="won_date"))
    deals.csv, row 17, column won_date: '31-31-2018' is not a date
    """
    where = [file, f"row {row}" if row else "", f"column {column}" if column else ""]
    return DataError(f"{', '.join(part for part in where if part)}: {what}")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like the given one, or an empty string where there is none at all.

    >>> nearest("colums", ["files", "columns", "dates"])
    'columns'
    """
    shapes = {one.casefold(): one for one in known}
    match = get_close_matches(word.casefold(), shapes, n=1, cutoff=0.0)
    return shapes[match[0]] if match else ""


def shown(text: str, *, width: int = 40) -> str:
    """A value from a file as a message may show it: quoted, on one line, cut short.

    >>> print(shown("a" * 50))
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'
    """
    return repr(text) if len(text) <= width else repr(text[: width - 3] + "...")
