"""Which of two numbers is the day: the evidence of a whole column, since one cell cannot tell."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .dates import form_of
from .refusals import refusal, shown

_LAST_MONTH = 12


class DateCell(NamedTuple):
    """A cell of a column: the row in which it stands and its text."""

    row: int
    text: str


def usual_form(cells: Sequence[DateCell]) -> str | None:
    """The form that most dates of a column have; the others count as repaired."""
    forms = Counter(form.name for form in (form_of(cell.text) for cell in cells) if form)
    return forms.most_common(1)[0][0] if forms else None


def date_order_of(cells: Sequence[DateCell], *, file: str, column: str) -> str:
    """Whether a column writes its numeric dates day first or month first; `iso` where it writes none.

    A number above 12 cannot be a month, and dates with dots are written day first everywhere.
    Raises `DataError` where nothing tells, or where two cells contradict each other.

    >>> date_order_of([DateCell(2, "03-04-2018"), DateCell(3, "31-01-2018")], file="a.csv", column="created")
    'day-first'
    """
    numeric = [cell for cell in cells if _is_numeric(cell)]
    day, month = (next((c for c in numeric if _evidence(c) == order), None) for order in ("day-first", "month-first"))
    if day and month:
        clash = f"{shown(month.text)} is month first, but row {day.row}, {shown(day.text)}, is day first"
        raise refusal(file, f"{clash}; bring the column to one order", row=month.row, column=column)
    if numeric and not day and not month:
        doubt = f"{shown(numeric[0].text)} may be day first or month first, and no row of the column tells"
        raise refusal(
            file,
            f'{doubt}; set dates = "day-first" or "month-first" in the mapping',
            row=numeric[0].row,
            column=column,
        )
    return "day-first" if day else "month-first" if month else "iso"


def _is_numeric(cell: DateCell) -> bool:
    form = form_of(cell.text)
    return form is not None and form.name == "numeric"


def _evidence(cell: DateCell) -> str | None:
    form = form_of(cell.text)
    assert form is not None
    first, second = int(form.match["a"]), int(form.match["b"])
    if first > _LAST_MONTH or "." in form.match[0]:
        return "day-first"
    return "month-first" if second > _LAST_MONTH else None
