"""The workbook, read back: cells look as on the page, columns mean what stands over them, whiskers reach so far."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.pack import KINDS, PERCENT, Table, Told
from cordiale.experiments.boardpack.pack_files import WORKBOOK, board_pack
from cordiale.experiments.boardpack.workbook import FORMATS
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.decision_document import decision_document

SHARE = 0.25
ENDS = {"low": "low", "high": "high", "least": "low", "most": "high"}


def scaled(form: str) -> bool:
    """Whether a spreadsheet shows a hundred times the number: a % that is not quoted."""
    return "%" in "".join(form.split('"')[::2])


@pytest.mark.parametrize("kind", FORMATS)
def test_a_share_is_shown_a_hundredfold_in_the_workbook_as_on_the_page_and_percent_as_it_is(kind: str) -> None:
    told, form = KINDS[kind](ENGLISH, SHARE), FORMATS[kind]
    if PERCENT in told or "%" in form:
        assert scaled(form) == told.lstrip("+").startswith("25"), (told, form)


def tables(language: str) -> list[Table]:
    pack = decision_pack(decision_document(), words(language))
    return [table for section in pack.sections for table in section.tables]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_column_of_lower_ends_is_headed_so_and_comes_before_that_of_the_upper(language: str) -> None:
    headed: dict[str, set[str]] = {"low": set(), "high": set()}
    for table in tables(language):
        ends = [ENDS[last] for each in table.columns if (last := each.field.rpartition(".")[2]) in ENDS]
        assert ends == ["low", "high"] * (len(ends) // 2), table.caption
        for column in table.columns:
            if end := ENDS.get(column.field.rpartition(".")[2]):
                headed[end].add(column.heading)
    assert headed["low"]
    assert headed["high"]
    assert not headed["low"] & headed["high"]


def test_a_whisker_of_the_workbook_reaches_up_to_the_upper_end_and_down_to_the_lower() -> None:
    uneven = decision_document()
    for each in uneven["options"]:
        each["high"] += 500.0  # so that up and down differ
    found = 0
    pack = decision_pack(uneven, w=ENGLISH)
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        drawn = [table for table in section.tables if table.chart]
        for table, chart in zip(drawn, book[section.sheet]._charts, strict=True):
            if not table.chart or table.chart.kind != "intervals" or len(table.chart.fields) < 3:
                continue
            bars = chart.series[0].errBars
            rows = [[each.value for each in table.figures(row, table.chart.fields)] for row in table.rows]
            assert lengths(bars.plus) == pytest.approx([high - mean for mean, _, high in rows])
            assert lengths(bars.minus) == pytest.approx([mean - low for mean, low, _ in rows])
            found += 1
    assert found


def test_a_chart_of_the_workbook_draws_the_rows_of_its_table_by_the_columns_of_its_fields() -> None:
    pack, found = decision_pack(decision_document(), w=ENGLISH), 0
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        sheet, drawn = book[section.sheet], [table for table in section.tables if table.chart]
        for table, chart in zip(drawn, sheet._charts, strict=True):
            assert table.chart
            fields = {each.heading: each.field for each in table.columns if each.field in table.chart.fields}
            for series in chart.series:
                (name,) = [each.v for each in series.tx.strRef.strCache.pt] if series.tx.strRef else [series.tx.v]
                figures = [table.figures(row, (fields[name],))[0].value for row in table.rows]
                assert cells(sheet, series.val.numRef.f) == pytest.approx(figures), (table.caption, name)
                assert cells(sheet, series.cat.strRef.f) == [row.name for row in table.rows]
                found += 1
    assert found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_link_of_the_first_sheet_leads_to_the_sheet_of_the_question_that_it_names(language: str) -> None:
    pack = decision_pack(decision_document(), words(language))
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    linked = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    links = {cell.value: cell.hyperlink.location.strip("'").removesuffix("'!A1") for cell in linked}
    assert links == {each.heading: each.sheet for each in pack.sections}
    assert all(book[sheet]["A1"].value == heading for heading, sheet in links.items())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_over_each_figure_of_the_workbook_stand_its_heading_and_below_that_the_field_that_it_is_of(
    language: str,
) -> None:
    pack = decision_pack(decision_document(), words(language))
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        sheet = book[section.sheet]
        at = {cell.value: cell.row for cell in sheet["A"]}
        for table in section.tables:
            first, before = at[table.rows[0].address], len(table.texts) + 2
            caption, heads, fields = ([cell.value for cell in sheet[first - up]] for up in (3, 2, 1))
            assert caption[0] == table.caption
            assert heads[1:before] == [table.names, *table.texts]
            assert heads[before : before + len(table.columns)] == [each.heading for each in table.columns]
            assert fields[before : before + len(table.columns)] == [each.field for each in table.columns]
            for row in table.rows:
                for place, figure in enumerate(table.cells(row), start=before):
                    cell = sheet.cell(at[row.address], place + 1).value
                    assert cell == (figure.words if figure.value is None else pytest.approx(figure.value))


def test_words_of_a_row_that_are_not_sure_look_so_in_the_workbook_and_no_others_do() -> None:
    pack, seen = decision_pack(decision_document(), w=ENGLISH), set()
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        sheet = book[section.sheet]
        at = {cell.value: cell.row for cell in sheet["A"]}
        for table in section.tables:
            for row in table.rows:
                written = sheet[at[row.address]][1 : 2 + len(row.texts)]
                assert [cell.value or "" for cell in written] == [row.name, *row.texts]
                for place, cell in enumerate(written, start=-1):
                    hatched = cell.fill.patternType is not None
                    assert hatched == (place in row.unsure), (table.caption, cell.value)
                    seen.add(hatched)
    assert seen == {True, False}


def cells(sheet: Any, place: str) -> list[Any]:
    """What stands in a column of cells that a chart names, as 'Sheet'!$A$1:$A$3."""
    left, top, right, bottom = range_boundaries(place.rpartition("!")[2])
    assert left == right
    return [sheet.cell(row, left).value for row in range(top, bottom + 1)]


def lengths(side: Any) -> list[float]:
    return [float(point.v) for point in side.numLit.pt]


def rendered(form: str, value: float) -> str:
    """A number as a spreadsheet writes it by such a format: sections for what is above, below and zero."""
    sections = form.split(";")
    section = sections[min(len(sections) - 1, 1 if value < 0 else 2 if value == 0 else 0)]
    shown = abs(value) if len(sections) > 1 else value
    mask = re.search(r"[#,0]*0(?:\.(0+))?", "".join(section.split('"')[::2]))
    assert mask is not None
    number = f"{shown * (100 if scaled(section) else 1):{',' if ',' in mask[0] else ''}.{len(mask[1] or '')}f}"
    return section.replace('"', "").replace(mask[0], number, 1)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cell_of_the_workbook_has_the_sign_and_the_size_that_the_figure_has_on_the_page(kind: str) -> None:
    """Decimals may differ: what is short on the page is even in a column."""
    values = [0.25] if "share" in kind or kind == "chance" else [3.0, 1234.0]
    if "gain" in kind or kind in ("money", "points", "decimal", "moved"):
        values += [0.0, *(-each for each in values)]
    for value in values:
        both = rendered(FORMATS[kind], value), KINDS[kind](ENGLISH, value)
        cell, page = (re.sub(r"[ %Q,\u202f]", "", text).replace("−", "-") for text in both)
        assert (cell[0] in "+-", float(cell)) == (page[0] in "+-", pytest.approx(float(page))), (value, *both)


def worded(title: Any) -> str:
    return "".join(run.t for part in title.tx.rich.p for run in part.r) if title else ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_chart_of_the_workbook_has_the_title_axis_and_legend_of_its_kind_and_stands_below_its_table(
    language: str,
) -> None:
    pack, kinds = decision_pack(decision_document(), words(language)), set()
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        sheet, drawn = book[section.sheet], [table for table in section.tables if table.chart]
        at = {cell.value: cell.row for cell in sheet["A"]}
        for table, chart in zip(drawn, sheet._charts, strict=True):
            assert table.chart
            course = table.chart.kind == "course"
            assert type(chart).__name__ == ("LineChart" if course else "BarChart")
            assert worded(chart.title) == table.chart.title
            assert worded(chart.y_axis.title) == table.chart.axis  # of the values, which bars have below
            assert worded(chart.x_axis.title) == ""
            assert chart.x_axis.scaling.orientation == ("minMax" if course else "maxMin")  # the first row above
            assert chart.y_axis.scaling.orientation == "minMax"
            assert (chart.legend is None) == (table.chart.kind == "intervals")
            above, below = chart.anchor._from.row + 1, chart.anchor.to.row + 1
            assert above > at[table.rows[-1].address]
            assert not [text for text, row in at.items() if text and above <= row <= below]
            kinds.add(table.chart.kind)
    assert kinds == {"intervals", "course", "pair"}


def test_who_does_not_see_a_chart_of_the_workbook_hears_what_it_shows() -> None:
    pack = decision_pack(decision_document(), w=ENGLISH)
    with ZipFile(BytesIO(board_pack(pack)[WORKBOOK])) as book:
        parts = sorted((name for name in book.namelist() if re.fullmatch(r"xl/drawings/drawing\d+.xml", name)),
                       key=lambda name: int(re.sub(r"\D", "", name)))  # fmt: skip
        told = [unescape(each) for name in parts for each in re.findall(r' descr="(.*?)"', book.read(name).decode())]
    every = [table for section in pack.sections for table in section.tables]
    assert told == [table.chart.description for table in every if table.chart]


def test_what_a_name_means_stands_after_the_figures_of_its_row() -> None:
    pack, found = decision_pack(decision_document(), w=ENGLISH), 0
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        at = {cell.value: cell.row for cell in book[section.sheet]["A"]}
        for table in section.tables:
            for row in table.rows:
                place = 3 + len(table.texts) + len(table.columns)
                assert (book[section.sheet].cell(at[row.address], place).value or "") == row.note
                found += bool(row.note)
    assert found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_sheet_says_question_answer_and_how_sure_and_each_other_its_sentences_and_their_figures(
    language: str,
) -> None:
    pack = decision_pack(decision_document(), words(language))
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    first = book[pack.words["decision_sheet"]]
    said = [pack.words["question"], str(pack.answer), str(pack.sure), pack.subject]
    assert [first.cell(row, 1).value for row in range(1, 5)] == said
    assert first.cell(first.max_row, 1).value == str(pack.footer)
    for sheet, sentences in [(first, (pack.answer, pack.sure)),
                             *((book[each.sheet], each.sentences) for each in pack.sections)]:  # fmt: skip
        told = [cell.value for cell in sheet["A"]]
        assert all(str(each) in told for each in sentences)
        beside = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)}
        for figure in (each for one in sentences for each in one.gaps.values() if isinstance(each, Told)):
            wanted = figure.words if figure.value is None else pytest.approx(figure.value)
            assert beside[figure.address] == wanted
