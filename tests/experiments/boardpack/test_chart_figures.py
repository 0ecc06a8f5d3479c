"""The charts of a board pack as figures: what is drawn and written is what the document says."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from cordiale.experiments.boardpack.chart_figures import charts_of, draw_chart, draw_charts
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.geometry import figures_of
from cordiale.experiments.figures.page import styled
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.decision_document import decision_document

PACKS = {language: decision_pack(decision_document(), words(language)) for language in ("en", "fr")}
CHARTS = [(language, name) for language, pack in PACKS.items() for name, _ in charts_of(pack)]


@pytest.mark.parametrize(("language", "name"), CHARTS)
def test_marks_whiskers_and_words_are_those_of_the_table(language: str, name: str) -> None:
    table = dict(charts_of(PACKS[language]))[name]
    assert table.chart is not None
    figure = draw_chart(table)
    (ax,) = figure.axes
    rows = [[each.value for each in figures_of(table, row)] for row in table.rows]
    if table.chart.kind == "course":
        line = next(each for each in ax.lines if len(each.get_xdata()) == len(rows) > 1)
        np.testing.assert_array_equal(line.get_ydata(), [row[0] for row in rows])
        assert [each.get_text() for each in ax.get_xticklabels()] == [row.name for row in table.rows]
        return
    full = [each for each in ax.lines if each.get_marker() == "o" and each.get_markerfacecolor() != "white"]
    assert [float(each.get_xdata()[0]) for each in full] == [row[0] for row in rows if row[0] is not None]
    assert [each.get_text() for each in ax.get_yticklabels()] == [row.name for row in table.rows]
    whiskers = [
        list(each.get_xdata()) for each in ax.lines if each.get_marker() == "None" and len(each.get_xdata()) == 2
    ]
    wanted = [row[:2] if table.chart.kind == "pair" else row[1:3] for row in rows if None not in row]
    assert [each for each in whiskers if each != [0, 0]] == [
        each for each in wanted if len(each) == 2 and each != [0, 0]
    ]
    for place, row in enumerate(table.rows):
        assert figures_of(table, row)[0].words in ax.texts[place].get_text()


@pytest.mark.parametrize(("language", "name"), CHARTS)
def test_a_chart_is_read_from_left_to_right_its_rows_from_the_top_and_a_course_from_the_bottom(
    language: str, name: str
) -> None:
    table = dict(charts_of(PACKS[language]))[name]
    assert table.chart is not None
    (ax,) = draw_chart(table).axes
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert left < right
    assert bottom < top if table.chart.kind == "course" else top < 0 < bottom


@pytest.mark.parametrize(("language", "name"), CHARTS)
def test_words_below_a_chart_say_what_it_measures_or_of_a_pair_which_mark_is_whose(language: str, name: str) -> None:
    table = dict(charts_of(PACKS[language]))[name]
    assert table.chart is not None
    said = draw_chart(table).axes[0].get_xlabel()
    if table.chart.kind != "pair":
        assert said == (table.chart.axis if table.chart.kind != "course" else "")
        return
    heading = {column.field: column.heading for column in table.columns}
    full, hollow = (heading[field] for field in table.chart.fields)
    assert said.split("   ") == [f"● {full}", f"○ {hollow}"]


@pytest.mark.parametrize("low", [-500.0, 0.5, 9.0])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_of_a_course_the_band_is_of_its_ends_and_the_last_quarter_is_written_and_the_lowest_where_it_is_below_zero(
    at: int, low: float
) -> None:
    document = decision_document()
    for quarter, way in enumerate(document["options"][0]["way"]):
        mean = low if quarter == at else 10.0 + quarter
        way["so_far"] = {"mean": mean, "low": mean - 3.0 - quarter, "high": mean + 7.0 + quarter, "n": 24}
    table = next(
        each for _, each in charts_of(decision_pack(document, w=ENGLISH)) if each.chart and each.chart.kind == "course"
    )
    (ax,) = draw_chart(table).axes
    rows = [figures_of(table, row) for row in table.rows]
    lower, upper = ([(x, row[end].value) for x, row in enumerate(rows)] for end in (1, 2))
    (band,) = ax.collections
    corners = {(round(x), round(y, 6)) for x, y in band.get_paths()[0].vertices.tolist()}
    assert corners == {(x, round(y, 6)) for x, y in [*lower, *upper] if y is not None}
    values = [row[0].value or 0.0 for row in rows]
    told = {len(rows) - 1} | ({at} if low < 0 else set())
    assert {round(line.get_xdata()[0]): line.get_ydata()[0] for line in ax.lines if line.get_marker() == "o"} == {
        x: values[x] for x in told
    }
    assert {(round(note.xy[0]), note.get_text()) for note in ax.texts} == {(x, rows[x][0].words) for x in told}


@pytest.mark.parametrize(("language", "name"), CHARTS)
def test_no_word_leaves_the_page_or_meets_another(language: str, name: str) -> None:
    figure = draw_chart(dict(charts_of(PACKS[language]))[name])
    with styled():
        FigureCanvasAgg(figure).draw()
    (ax,) = figure.axes
    said = [
        each for each in (*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels(), ax.xaxis.label) if each.get_text()
    ]
    boxes = [each.get_window_extent() for each in said]
    for box in boxes:
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.x1
        assert box.y0 >= 0
    for at, box in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert not (box.overlaps(other) and box.padded(-1).overlaps(other.padded(-1)))


def test_every_chart_leaves_a_picture_of_each_kind(tmp_path: Path) -> None:
    files = draw_charts(PACKS["en"], tmp_path)
    assert {file.name for file in files} == {file.name for file in tmp_path.iterdir()}
    assert {"options.png", "options.svg", "cost.png", "why.png", "why-2.svg"} <= {file.name for file in files}


def test_a_row_of_no_figure_has_neither_mark_nor_whisker_and_one_of_no_interval_no_whisker() -> None:
    document = decision_document()
    whole, bare, none, *_ = document["options"]
    bare |= {"low": None, "high": None}
    none |= {"value": None, "low": None, "high": None}
    table = dict(charts_of(decision_pack(document, w=ENGLISH)))["options"]
    (ax,) = draw_chart(table).axes
    places = {row.address: place for place, row in enumerate(table.rows)}
    at = {
        name: places[f"options.{each['option']}"] for name, each in (("whole", whole), ("bare", bare), ("none", none))
    }
    drawn = {name: sorted(line.get_marker() for line in ax.lines if set(line.get_ydata()) == {place})
             for name, place in at.items()}  # fmt: skip
    assert drawn == {"whole": ["None", "o"], "bare": ["o"], "none": []}
    assert [each.get_text() for each in ax.get_yticklabels()] == [row.name for row in table.rows]


@pytest.mark.parametrize(("language", "name"), CHARTS)
def test_a_chart_by_itself_has_what_is_seen_above_it_and_below_that_what_its_table_holds(
    language: str, name: str
) -> None:
    table = dict(charts_of(PACKS[language]))[name]
    assert table.chart is not None
    title, caption = (" ".join(each.get_text().split()) for each in draw_chart(table).texts)
    assert (title, caption) == (" ".join(table.chart.title.split()), " ".join(table.caption.split()))


def test_charts_are_called_by_their_section_the_first_by_its_name_alone_and_only_tables_that_are_drawn_have_one() -> (
    None
):
    drawn = {
        section.key: [table.caption for table in section.tables if table.chart] for section in PACKS["en"].sections
    }
    named = {name: table.caption for name, table in charts_of(PACKS["en"])}
    assert named == {
        key if at == 1 else f"{key}-{at}": caption
        for key, captions in drawn.items()
        for at, caption in enumerate(captions, start=1)
    }
    assert any(name.endswith("-2") for name in named)
