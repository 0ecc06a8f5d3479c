"""A board pack as a workbook: a sheet for each question, numbers with their addresses, native charts.

In a table the first column has the address of its row and the line under the headings the field of each column: joined
by a dot they are the address of a figure. Figures of sentences stand below them, each with its whole address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

import xlsxwriter

from .pack import Pack, Section, Table, Told

FORMATS = {
    "gain": "+#,##0;−#,##0;0", "money": "#,##0;−#,##0;0", "gain-percent": '+0.0" %";−0.0" %";0.0" %"', "share": "0 %",
    "small-share": "0.0 %",
    "gain-share": "+0.0 %;−0.0 %;0.0 %", "points": "+0 %;−0 %;0 %", "chance": "0.0 %", "quarter": '"Q"0',
    "count": "#,##0", "decimal": "0.00;−0.00;0", "moved": "+0.00;−0.00;0",
}  # fmt: skip
NO_CLOCK = datetime(2000, 1, 1)  # the file depends on what it says alone
WIDTHS = (34, 30, 16)  # of addresses, names, and the rest
ACROSS = 8  # columns that a sentence is laid over
HATCH = 14  # thin diagonal stripes, as Excel numbers patterns
CHART = 20  # rows of a chart, at most


def workbook(pack: Pack) -> bytes:
    """The workbook, as the content of a file; the same pack gives the same bytes."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": pack.title, "comments": str(pack.footer), "created": NO_CLOCK})
        formats = _formats(book)
        first = _sheet(book, pack.words["decision_sheet"])
        at = _texts(first, formats, 0, [pack.words["question"], str(pack.answer), str(pack.sure), pack.subject])
        at = _gaps(first, formats, at + 1, [pack.answer.gaps, pack.sure.gaps])
        for section in pack.sections:
            at += 1
            first.write_url(at, 1, f"internal:'{section.sheet}'!A1", string=section.heading)
            _section(book, formats, section, pack.words["field"])
        _texts(first, formats, at + 2, [str(pack.footer)])
    return content.getvalue()


def _formats(book: Any) -> Mapping[str, Any]:
    looks = {"heading": {"bold": True, "font_size": 14}, "head": {"bold": True, "text_wrap": True, "bottom": 1},
             "text": {"text_wrap": True, "valign": "top"}, "quiet": {"font_color": "#4d4d4d", "italic": True},
             "name": {"bold": False}, "unsure": {"pattern": HATCH, "fg_color": "#b3b3b3"},
             "missing": {"align": "right"}}  # fmt: skip
    numbers = {kind: {"num_format": form} for kind, form in FORMATS.items()}
    return {name: book.add_format(look) for name, look in (looks | numbers).items()}


def _sheet(book: Any, name: str) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    for column, width in enumerate(WIDTHS[:2]):
        sheet.set_column(column, column, width)
    sheet.set_column(2, 2 * ACROSS, WIDTHS[2])
    return sheet


def _texts(sheet: Any, formats: Mapping[str, Any], at: int, texts: Iterable[str]) -> int:
    """Sentences below each other, the first as a heading; the row after them."""
    for text in texts:
        if at:
            sheet.merge_range(at, 0, at, ACROSS - 1, text, formats["text"])
            sheet.set_row(at, 15 * (1 + len(text) // 150))
        else:
            sheet.write_string(at, 0, text, formats["heading"])
        at += 1
    return at


def _gaps(sheet: Any, formats: Mapping[str, Any], at: int, gaps: Iterable[Mapping[str, Told | str]]) -> int:
    """The figures of sentences, each beside its address; the row after them."""
    for figure in dict.fromkeys(each for some in gaps for each in some.values() if isinstance(each, Told)):
        sheet.write_string(at, 0, figure.address, formats["quiet"])
        _figure(sheet, formats, at, 1, figure)
        at += 1
    return at


def _figure(sheet: Any, formats: Mapping[str, Any], row: int, column: int, figure: Told) -> None:
    if figure.value is None:
        sheet.write_string(row, column, figure.words, formats["missing"])
    else:
        sheet.write_number(row, column, figure.value, formats[figure.kind])


def _section(book: Any, formats: Mapping[str, Any], section: Section, field: str) -> None:
    sheet = _sheet(book, section.sheet)
    at = _texts(sheet, formats, 0, [section.heading, *(str(each) for each in section.sentences)])
    at = _gaps(sheet, formats, at + 1, [each.gaps for each in section.sentences])
    for table in section.tables:
        at = _table(book, sheet, formats, table, at + 1, field)


def _table(book: Any, sheet: Any, formats: Mapping[str, Any], table: Table, at: int, field: str) -> int:
    """A table and, below it, its chart; the row after them."""
    sheet.write_string(at, 0, table.caption, formats["head"])
    before = len(table.texts) + 2
    notes = before + len(table.columns)
    heads = [field, table.names, *table.texts, *(column.heading for column in table.columns)]
    for place, text in enumerate(heads):
        sheet.write_string(at + 1, place, text, formats["head"])
    for place, column in enumerate(table.columns):
        sheet.write_string(at + 2, before + place, column.field, formats["quiet"])
    first = at + 3
    for line, row in enumerate(table.rows, start=first):
        sheet.write_string(line, 0, row.address, formats["quiet"])
        for place, text in enumerate((row.name, *row.texts), start=1):
            sheet.write_string(line, place, text, formats["unsure" if place - 2 in row.unsure else "name"])
        for place, figure in enumerate(table.cells(row), start=before):
            _figure(sheet, formats, line, place, figure)
        sheet.write_string(line, notes, row.note, formats["quiet"])
    end = first + len(table.rows)
    return _chart(book, sheet, table, first, before) if table.chart else end


def _chart(book: Any, sheet: Any, table: Table, first: int, before: int) -> int:
    """A chart of Excel's own of the cells above it; the row after it."""
    chart, last = table.chart, first + len(table.rows) - 1
    assert chart is not None  # asked for by `_table` alone
    drawn = book.add_chart({"type": "line" if chart.kind == "course" else "bar"})
    fields = [column.field for column in table.columns]
    cells = partial(_cells, sheet.get_name(), first, last)
    shown = chart.fields[:1] if chart.kind == "intervals" else chart.fields
    for name in shown:
        place = before + fields.index(name)
        series = {"name": table.columns[fields.index(name)].heading, "categories": cells(1), "values": cells(place)}
        drawn.add_series(series | (_whiskers(table) if chart.kind == "intervals" and len(chart.fields) > 1 else {}))
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
    if chart.kind == "course":
        drawn.set_y_axis({"name": chart.axis})
        drawn.set_x_axis({"label_position": "low"})
    else:
        drawn.set_y_axis({"reverse": True, "label_position": "low"})
        drawn.set_x_axis({"name": chart.axis})
    if len(shown) == 1:
        drawn.set_legend({"none": True})
    rows = min(2 * CHART, max(CHART, len(table.rows) + 8))
    drawn.set_size({"width": 900, "height": 20 * rows})
    sheet.insert_chart(last + 2, 1, drawn, {"description": chart.description})
    return last + 3 + rows


def _cells(sheet: str, first: int, last: int, column: int) -> list[Any]:
    """A column of cells, as a chart wants it said."""
    return [sheet, first, column, last, column]


def _whiskers(table: Table) -> dict[str, Any]:
    """Error bars as long as the intervals are."""
    rows = [table.figures(row, table.chart.fields) for row in table.rows] if table.chart else []
    plus, minus = ([_reach(row[one], row[other]) for row in rows] for one, other in ((2, 0), (0, 1)))
    return {"y_error_bars": {"type": "custom", "plus_values": plus, "minus_values": minus}}


def _reach(upper: Told, lower: Told) -> float:
    """How far two figures are apart; 0 where one is missing."""
    return 0.0 if upper.value is None or lower.value is None else float(upper.value - lower.value)
