"""Which of two numbers is the day: the evidence of a whole column, since one cell cannot tell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .dates import form_name, form_of, parse_date
from .refusals import refusal, shown

_LAST_MONTH, _LAST_DAY = 12, 31
TELLING = 5  # dates of each of two forms from which on their days tell what happened to them


class DateCell(NamedTuple):
    """A cell of a column: the row in which it stands and its text."""

    row: int
    text: str


def usual_form(counts: Mapping[str, int]) -> str | None:
    """The form that most dates of a column have, given how often each cell comes; the others count as repaired."""
    forms: Counter[str] = Counter()
    for text, count in counts.items():
        name = form_name(text)
        if name:
            forms[name] += count
    return forms.most_common(1)[0][0] if forms else None


def date_order_of(cells: Sequence[DateCell], *, file: str, column: str) -> str:
    """Whether a column writes its numeric dates day, month or year first; `iso` where it writes none.

    A number above 12 cannot be a month, and dates with dots are written day first everywhere. Dates of three
    short numbers begin with the year where the first is always one of few and the last runs through a month.
    Raises `DataError` where nothing tells, where two cells contradict each other, or where a spreadsheet turned
    the dates that it could into others.

    >>> date_order_of([DateCell(2, "03-04-2018"), DateCell(3, "31-01-2018")], file="a.csv", column="created")
    'day-first'
    """
    numeric = [cell for cell in cells if _is_numeric(cell)]
    _refuse_swapped(numeric, cells, file, column)
    if numeric and _is_year_first(numeric):
        return "year-first"
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


def _refuse_swapped(numeric: Sequence[DateCell], cells: Sequence[DateCell], file: str, column: str) -> None:
    """A spreadsheet of another country reads 1/7 as January 7 and leaves 13/1 as it is: two forms, told by the day."""
    if len(numeric) < TELLING or any(_evidence(cell) is None for cell in numeric):
        return
    turned = [cell for cell in cells if form_name(cell.text) in ("ISO", "spreadsheet serial")]
    if len(turned) < TELLING or any(parse_date(cell.text, order="iso").day > _LAST_MONTH for cell in turned):
        return
    both = f"all {len(turned)} dates like {shown(turned[0].text)} have a day of 12 or less, and none of the"
    rest = f"{len(numeric)} like {shown(numeric[0].text)} has one"
    why = "so a spreadsheet swapped day and month in the first kind; export the file again and do not open it in one"
    raise refusal(file, f"{both} {rest}, {why}", row=turned[0].row, column=column)


def _is_year_first(numeric: Sequence[DateCell]) -> bool:
    """Whether all dates are of three short numbers of which the first can only be, or by far looks like, the year."""
    parts = [_parts(cell) for cell in numeric]
    if any(len(year) > 2 or int(month) > _LAST_MONTH or not 1 <= int(year) <= _LAST_DAY for _, month, year in parts):
        return False
    firsts, lasts = ({int(one[i]) for one in parts} for i in (0, 2))
    if max(firsts) > _LAST_DAY:
        return True
    return max(lasts) > _LAST_MONTH and max(firsts) - min(firsts) < _LAST_MONTH and 2 * len(firsts) < len(lasts)


def _parts(cell: DateCell) -> tuple[str, str, str]:
    form = form_of(cell.text)
    assert form is not None
    return form.match["a"], form.match["b"], form.match["y"]


def _is_numeric(cell: DateCell) -> bool:
    return form_name(cell.text) == "numeric"


def _evidence(cell: DateCell) -> str | None:
    first, second, _ = _parts(cell)
    if int(first) > _LAST_MONTH or "." in cell.text.split()[0]:
        return "day-first"
    return "month-first" if int(second) > _LAST_MONTH else None
