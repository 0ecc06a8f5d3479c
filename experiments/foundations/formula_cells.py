"""Tables as CSV that a spreadsheet may open: no cell that comes from a user's name is taken for a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

BEGINNINGS = ("=", "+", "-", "@", "\t")  # of what spreadsheets take for a formula (OWASP, CSV injection)


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe before it; numbers stay.

    A carriage return, which would begin a row of its own, becomes a space.

    >>> harmless("=HYPERLINK(1)"), harmless("@mine"), harmless("status-quo"), harmless(-1.5)
    ("'=HYPERLINK(1)", "'@mine", 'status-quo', -1.5)
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r", " ")
    return f"'{text}" if text.lstrip(" \n").startswith(BEGINNINGS) else text


def without_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with harmless headings and cells; its columns of numbers are the same."""
    told = frame.select_dtypes(exclude=["number", "bool"]).columns
    safe = frame.assign(**{name: [harmless(cell) for cell in frame[name]] for name in told})
    return safe.rename(columns=harmless)
