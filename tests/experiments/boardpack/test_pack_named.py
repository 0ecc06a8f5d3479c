"""What a board pack says stands under its own name: figures in sentences and columns, names, colours, hatching."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest

from cordiale.experiments.boardpack.chart_figures import draw_chart
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.geometry import axis_of_table, strip
from cordiale.experiments.boardpack.pack import KINDS, Chart, Column, Facts, Pack, Row, Sentence, Table, Told
from cordiale.experiments.boardpack.pack_files import PAGE, WORKBOOK, board_pack
from cordiale.experiments.figures.page import SOFT_INK
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.monday import monday as changes
from cordiale.simulation.world.paradigms import Structure
from tests.support.board_packs import PACKS
from tests.support.decision_document import decision_document

OF_SIDE = {"ahead": "#1b7837", "behind": "#b2182b", "open": SOFT_INK}  # green, red, neither
OF_GAP = {  # how the address ends of what fills a gap
    "value": ("value", "relative.mean"), "low": ("low",), "high": ("high",), "lead": ("why.lead",),
    "confidence": ("confidence",), "indifferent": ("indifferent",), "first": ("probability_best", "first"),
    "worth": ("baseline.value.mean",), "revenue": ("baseline.revenue_last_year.mean",),
    "asked": ("confidence_asked",), "share": ("indifference", "rules.base_rate"),
    "companies": ("companies",), "quarter": ("dip_quarter",), "dip": ("dip_value",), "payback": ("payback_quarter",),
    "never": ("never_pays",), "worse": ("worse_than_staying",), "least": ("least_regret",),
    "expected": ("expected_regret",), "largest": ("largest_regret",), "everything": ("everything_known",),
    "executives": ("today.executives_aligned.mean",), "practitioners": ("today.practitioners_lack.mean",),
    "across_now": ("map.across_now",), "down_now": ("map.down_now",), "held": ("rules.held_out",),
}  # fmt: skip
OF_HEADING = {  # the field of a column, where it is not as the heading says
    "low": ("low", "*.low"), "high": ("high", "*.high"), "over staying": ("value",), "in percent": ("value_percent",),
    "best with": ("probability_best",), "lead of the choice": ("lead_of_the_choice.mean",),
    "lead of what leads there": ("lead.mean",), "so far": ("so_far.mean",),
    "dip": ("dip_value",), "lowest in": ("dip_quarter",), "pays back": ("payback_quarter",),
    "never pays": ("never_pays",), "ends worse": ("worse_than_staying",), "regret": ("expected_regret",),
    "largest regret": ("largest_regret",), "brings": ("value",), "value": ("value",),
    "share of the variance": ("matters",), "executives see alignment": ("executives_aligned.mean",),
    "practitioners miss it": ("practitioners_lack.mean",), "perception gap, points": ("perception_gap.mean",),
    "now": ("now",), "flips at": ("at",), "looked at from": ("least",), "to": ("most",), "moved by": ("threshold",),
    "in": ("quarter",), "quarters early": ("early",), "caught": ("hits",), "false alarms": ("false_alarms",),
    "worth": ("value",), "luck taken off": ("luck",), "brings more in": ("density",), "anywhere in": ("base_rate",),
    "lift": ("lift",), "over the choice": ("lead.mean",), "companies": ("companies",),
    "difference": ("relative.mean", "if_switched.mean"), "revenue, thousand": ("levels.revenue.mean",),
    "friction, of all hours": ("levels.friction_hours_share.mean",), "people who left": ("levels.leavers.mean",),
    "trust of sales in marketing": ("levels.trust_sales_in_marketing.mean",),
    "trust of marketing in sales": ("levels.trust_marketing_in_sales.mean",),
    "gap, points": ("levels.perception_gap.mean",),
}  # fmt: skip


def sentences(pack: Pack) -> Iterator[Sentence]:
    yield from (pack.answer, pack.sure)
    for section in pack.sections:
        yield from section.sentences


def tables(pack: Pack) -> Iterator[Table]:
    for section in pack.sections:
        yield from section.tables


@pytest.mark.parametrize("name", PACKS)
def test_a_gap_in_a_sentence_is_filled_by_the_figure_that_it_is_named_for(name: str) -> None:
    document, make = PACKS[name]
    gaps = [gap for sentence in sentences(make(document)) for gap in sentence.gaps.items()]
    figures = [(gap, each.address) for gap, each in gaps if isinstance(each, Told)]
    assert figures
    assert [(gap, at) for gap, at in figures if not at.endswith(OF_GAP.get(gap, (gap,)))] == []


@pytest.mark.parametrize("name", PACKS)
def test_a_column_holds_the_figures_that_its_heading_names(name: str) -> None:
    document, make = PACKS[name]
    columns = [column for table in tables(make(document)) for column in table.columns]
    told = [(each.heading, each.field, {each.field, f"*.{each.field.rpartition('.')[2]}"}) for each in columns]
    assert [(heading, field) for heading, field, known in told if not known & {*OF_HEADING[heading]}] == []


def test_each_weather_names_the_option_that_leads_there() -> None:
    document = decision_document()
    for weather, option in zip(document["weathers"], ("stay", "siloed", document["best"]), strict=True):
        weather["best"] = option
    (table,) = [
        each for each in tables(decision_pack(document, w=ENGLISH)) if each.rows[0].address.startswith("weathers.")
    ]
    facts = Facts(document, w=ENGLISH)
    assert [row.texts for row in table.rows] == [(facts.option(each["best"]),) for each in document["weathers"]]


@pytest.mark.parametrize("name", ["as it is", "stay"])
def test_each_weather_shows_the_lead_of_the_choice_and_where_that_is_staying_of_what_is_best_there(name: str) -> None:
    (table,) = [
        each
        for each in tables(decision_pack(PACKS[name][0], w=ENGLISH))
        if each.rows[0].address.startswith("weathers.")
    ]
    of = "lead" if name == "stay" else "lead_of_the_choice"
    assert [column.field for column in table.columns] == [f"{of}.{end}" for end in ("mean", "low", "high")]


def test_text_cells_stand_under_their_headings_in_the_pack_and_in_the_workbook() -> None:
    document = decision_document()
    pack = decision_pack(document, w=ENGLISH)
    (monday,) = [each for section in pack.sections if section.key == "monday" for each in section.tables]
    assert {row.texts for row in monday.rows} == {
        (each.today, each.then)
        for each in changes(*(Structure.model_validate(document["monday"][row]) for row in ("today", "then")), ENGLISH)
        if each.changes
    }
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        lines = list(book[section.sheet].iter_rows(values_only=True))
        for table in section.tables:
            first = next(at for at, line in enumerate(lines) if line[0] == table.rows[0].address)
            assert lines[first - 2][1 : 2 + len(table.texts)] == (table.names, *table.texts)
            told = [line[1 : 2 + len(table.texts)] for line in lines[first : first + len(table.rows)]]
            assert told == [(row.name, *row.texts) for row in table.rows], table.caption


def test_a_whisker_of_the_page_reaches_from_the_lower_end_to_the_upper_and_its_mark_is_within() -> None:
    pack = decision_pack(decision_document(), w=ENGLISH)
    page = board_pack(pack)[PAGE].decode()
    drawn = [table for table in tables(pack) if table.chart and table.chart.kind == "intervals" and not table.folded]
    wanted = [
        [drawn_as.low, drawn_as.high, drawn_as.marks[0]]
        for table in drawn
        for row in table.rows
        if (drawn_as := strip(table, row, axis_of_table(table), words="")) and drawn_as.low is not None
    ]
    line = r'<line class="{}" x1="([\d.]+)" x2="([\d.]+)"'
    found = [
        [*map(float, whisker.groups()), float(mark[1])]
        for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)
        if (whisker := re.search(line.format("whisker"), svg)) and (mark := re.search(line.format("mark"), svg))
    ]
    assert found == wanted
    assert all(low <= mark <= high for low, high, mark in found)


def test_the_workbook_hatches_the_cells_of_the_map_that_cannot_be_told_apart_and_no_other() -> None:
    document = decision_document()
    drawn, pack = document["map"], decision_pack(document, w=ENGLISH)
    (sheet,) = [each.sheet for each in pack.sections if each.key == "change"]
    cells = [cell for row in openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))[sheet] for cell in row]
    first = next(cell for cell in cells if cell.value == f"{drawn['across']} {drawn['cells'][0]['across']:.3g}")
    hatched = {(cell.row - first.row - 2, cell.column - first.column) for cell in cells if cell.fill.fill_type}
    side = len({each["across"] for each in drawn["cells"]})
    assert hatched == {divmod(at, side) for at, each in enumerate(drawn["cells"]) if not each["apart"]}


@pytest.mark.parametrize(
    ("low", "value", "high", "side"),
    [(1.0, 2.0, 3.0, "ahead"), (-1.0, 2.0, 5.0, "open"), (-5.0, -2.0, 1.0, "open"), (-3.0, -2.0, -1.0, "behind")],
)
def test_a_mark_is_coloured_ahead_or_behind_only_where_its_whole_interval_is(
    low: float, value: float, high: float, side: str
) -> None:
    facts = Facts({"row": {"low": low, "value": value, "high": high}}, w=ENGLISH)
    columns = tuple(Column(name, name, "gain") for name in ("value", "low", "high"))
    chart = Chart("intervals", ("value", "low", "high"), "title", "description", "axis")
    table = Table("caption", facts, "names", (Row("row", "row"),), columns, chart=chart)
    drawn = strip(table, table.rows[0], axis_of_table(table), words="")
    assert drawn is not None
    assert drawn.side == side
    (ax,) = draw_chart(table).axes
    assert {line.get_color() for line in ax.lines if line.get_marker() == "o"} == {OF_SIDE[side]}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", ["switch", "later", "steps", "back"])
def test_an_option_is_called_by_its_kind_and_the_paradigm_that_it_leads_to(kind: str, language: str) -> None:
    w, name = words(language), "whatever files call it"
    option = {"option": name, "kind": kind, "paradigm": "siloed"}
    facts = Facts({"options": [{"option": "stay", "kind": "stay", "paradigm": "drift"}, option], "best": name}, w)
    assert facts.option(name) == facts.best == w(f"option.{kind}", paradigm=w.paradigm("siloed"))
    assert facts.option("stay") == w["option.stay"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_that_is_nothing_is_told_and_one_that_is_not_there_is_called_missing(kind: str) -> None:
    facts = Facts({"none": 0.0, "absent": None, "endless": float("nan"), "yes": True}, w=ENGLISH)
    assert ("1" if kind == "chance" else "0") in facts.told("none", kind, missing="no figure").words
    for address in ("absent", "endless", "yes"):
        assert facts.told(address, kind, missing="no figure").words == "no figure"


@pytest.mark.parametrize("robust", ["the best", "another"])
def test_the_least_regretted_option_is_named_only_where_it_is_not_the_best(robust: str) -> None:
    document = decision_document()
    others = [each["option"] for each in document["options"] if each["option"] != document["best"]]
    document["robust"] = document["best"] if robust == "the best" else others[0]
    found = [said for section in decision_pack(document, w=ENGLISH).sections for said in section.sentences
             if "robust" in said.gaps]  # fmt: skip
    assert len(found) == (robust == "another")


UNITS = {  # of what kind each figure of a table is, by the end of its address
    "share": ("hits", "false_alarms", "never_pays", "worse_than_staying", "density", "base_rate", "matters",
              "executives_aligned.mean", "practitioners_lack.mean"),
    "points": ("perception_gap.mean", *(f"levels.perception_gap.{end}" for end in ("mean", "low", "high"))),
    "chance": ("probability_best",), "quarter": ("quarter", "dip_quarter", "payback_quarter"),
    "gain-percent": ("value_percent",), "small-share": ("levels.friction_hours_share.mean",), "moved": ("threshold",),
    "gain-share": tuple(f"{of}.{end}" for of in ("relative", "if_switched") for end in ("mean", "low", "high")),
    "decimal": ("lift", "now", "at", "least", "most", "levels.leavers.mean", "levels.trust_sales_in_marketing.mean",
                "levels.trust_marketing_in_sales.mean"),
    "count": ("companies", "early"),
    "money": ("dip_value",
              "expected_regret", "largest_regret", "luck", "levels.revenue.mean", "so_far.mean", "so_far.low",
              "so_far.high", "lead.low", "lead.high", "lead_of_the_choice.low", "lead_of_the_choice.high"),
    "gain": ("lead.mean", "lead_of_the_choice.mean"),
}  # fmt: skip
OWN = {("flips", "low"): "decimal", ("flips", "high"): "decimal", ("options", "value"): "gain",
       ("why", "value"): "gain", ("grounds", "value"): "decimal", ("measure_first", "value"): "money"}  # fmt: skip


@pytest.mark.parametrize("name", PACKS)
def test_a_figure_is_told_in_the_unit_of_what_it_is_of(name: str) -> None:
    document, pack = PACKS[name]
    kinds = {field: kind for kind, fields in UNITS.items() for field in fields}
    for table in tables(pack(document)):
        about = table.rows[0].address.partition(".")[0]
        for column in table.columns:
            usual = kinds.get(column.field, "money" if column.field in ("low", "high") else None)
            assert column.kind == OWN.get((about, column.field), usual), (table.caption, column.field)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_factor_that_is_overtaken_at_both_ends_says_so_instead_of_a_value(language: str) -> None:
    w = words(language)
    table = next(
        each for each in tables(decision_pack(decision_document(), w)) if each.rows[0].address.startswith("flips.")
    )
    column = next(each for each in table.columns if each.field == "at")
    told = {row.name: table.cell(row, column).words for row in table.rows}
    assert told["trust.gain"] == w["pack.decision.change.both"]
    assert told["leadership.strength"] == w.short(0.21)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pack_is_titled_by_its_company_and_says_below_what_it_is_about(language: str) -> None:
    w = words(language)
    for part, (document, make) in (("decision", PACKS["as it is"]), ("comparison", PACKS["comparison"])):
        pack, scenario = make(document, w=w), document["scenario"]
        assert pack.title == w("pack.page.title", scenario=scenario), part
        assert pack.title != pack.subject


@pytest.mark.parametrize("topic", ["trust", "leadership", "follow-up"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_survey_that_is_worth_asking_is_named_in_the_words_of_the_pack_with_how_many_it_asks(
    language: str, topic: str
) -> None:
    w, document = words(language), decision_document()
    document["measure_first"][0] |= {"what": "in English", "topic": topic, "asked": 20, "kind": "survey"}
    (section,) = [each for each in decision_pack(document, w).sections if each.key == "measure"]
    survey = w(f"learn.{topic}", people=20)
    (row,) = section.tables[0].rows
    assert (row.name, row.texts, row.address) == (survey, (w["learn.kind.survey"],), "measure_first.in English")
    assert survey in str(section.sentences[0])
