"""Which rows a table of a board pack has, and in which order; and where its charts stand, for eyes and for ears."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cordiale.experiments.boardpack.comparison_pack import NOTHING_TOLD, comparison_pack
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.geometry import axis_of_table, course_of
from cordiale.experiments.boardpack.pack import Facts, Table
from cordiale.experiments.boardpack.vocabulary import vocabulary
from cordiale.experiments.boardpack.web_page import strip_of
from cordiale.experiments.foundations.addresses import labels
from cordiale.experiments.foundations.language import ENGLISH, Words, words
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.parameters import PARAMETERS, Economics, declared
from tests.support.board_packs import comparison_document
from tests.support.decision_document import decision_document
from tests.support.decision_variants import Document

LANGUAGES = ("en", "fr")


def document() -> dict[str, Any]:
    """Three plain switches, of which the third has a later way that is no table's of the best two."""
    made = decision_document()
    third, later = dict(made["options"][2]), dict(made["options"][3])
    third |= {"option": "drift", "paradigm": "drift", "value": -80.0}
    later |= {"option": "drift, a year later", "paradigm": "drift"}
    many = [{**made["measure_first"][0], "what": f"x{at}", "value": 90.0 - at} for at in range(11)]
    return {**made, "options": [*made["options"], third, later], "measure_first": many}


def by(document: Document, name: str) -> list[str]:
    parts = sorted(document["why"][name], key=lambda each: each["value"], reverse=True)
    return [f"why.{name}.{each['name']}" for each in parts]


def options(document: Document, *, shown: bool) -> list[str]:
    """All but the ways to what is no plain switch among the best two: `drift` stands third."""
    far = "drift, a year later"
    return [f"options.{each['option']}" for each in document["options"] if (each["option"] != far) == shown]


ROWS: dict[str, Callable[[Document], list[list[str]]]] = {  # by section: the addresses of each table's rows
    "options": lambda d: [options(d, shown=True), options(d, shown=False)],
    "sure": lambda d: [[f"weathers.{each['weather']}" for each in d["weathers"]]],
    "cost": lambda d: [
        [f"options.{d['why']['option']}.way.{quarter}" for quarter in (1, 2, 3)],
        [each for each in options(d, shown=True) if each != "options.stay"]],
    "why": lambda d: [by(d, "levers"), by(d, "channels")],
    "true": lambda d: [[f"grounds.assumptions.{each['name']}" for each in sorted(
        d["grounds"]["assumptions"], key=lambda each: each["matters"] or 0, reverse=True)]],
    "unseen": lambda d: [[f"unseen.{each['name']}" for each in d["unseen"]]],
    "change": lambda d: [
        [f"flips.{each['factor']}" for each in d["flips"] if each["to"]], ["map.cells.0", "map.cells.2"],
        [f"rules.rules.{each['name']}" for each in d["rules"]["rules"] if each["certified"]],
        [f"warnings.{each}" for each in labels(d["warnings"])]],
    "measure": lambda d: [[f"measure_first.x{at}" for at in range(8)]],
}  # fmt: skip


@pytest.mark.parametrize("section", ROWS)
def test_a_table_of_a_decision_s_pack_has_a_row_for_each_thing_that_it_is_of_in_order(section: str) -> None:
    given = document()
    (found,) = [each for each in decision_pack(given, w=ENGLISH).sections if each.key == section]
    assert [[row.address for row in table.rows] for table in found.tables] == ROWS[section](given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_an_answer_came_about_is_told_before_how_much_was_lived_for_it(language: str) -> None:
    w = words(language)
    (section,) = [each for each in decision_pack(decision_document(), w).sections if each.key == "method"]
    assert [each.words for each in section.sentences] == [
        w[f"pack.decision.{key}"] for key in ("method.procedure", "method.effort")
    ]


def test_what_is_not_clear_is_in_no_table_of_what_is_worth_knowing() -> None:
    (measure,) = [each for each in decision_pack(decision_document(), w=ENGLISH).sections if each.key == "measure"]
    assert [[row.address for row in table.rows] for table in measure.tables] == [["measure_first.trust.gain"]]


def test_a_comparison_s_tables_are_under_the_most_forces_first_and_leave_out_the_baseline_of_differences() -> None:
    found = {each.key: each for each in comparison_pack(comparison_document(), w=ENGLISH, told=NOTHING_TOLD).sections}
    at = {name: [f"forces.{forces}.standings.{each}" for each in ("proportional", "siloed")]
          for name, forces in (("all", "all"), ("none", "none"))}  # fmt: skip
    for key in ("cost", "unseen"):
        assert [[row.address for row in table.rows] for table in found[key].tables] == [at["all"], at["none"]], key
    told = [[row.address for row in table.rows] for table in found["options"].tables]
    assert told == 2 * [at["all"][:1], at["none"][:1]]  # ranked, then switched to


ENDS = ("mean", "low", "high")
COLUMNS = {  # of each section's tables, those of all forces and of none: what a column shows, and as what
    "options": (
        [*((f"relative.{end}", "gain-share") for end in ENDS), ("levels.revenue.mean", "money")],
        [(f"if_switched.{end}", "gain-share") for end in ENDS],
    ),
    "cost": (
        [("levels.friction_hours_share.mean", "small-share"), ("levels.leavers.mean", "decimal"),
         ("levels.trust_sales_in_marketing.mean", "decimal"), ("levels.trust_marketing_in_sales.mean", "decimal")],
    ),
    "unseen": ([(f"levels.perception_gap.{end}", "points") for end in ENDS],),
}  # fmt: skip


@pytest.mark.parametrize("section", COLUMNS)
def test_a_comparison_s_tables_show_always_lived_leads_then_those_of_a_switch_and_draw_each_with_its_ends(
    section: str,
) -> None:
    (found,) = [
        each
        for each in comparison_pack(comparison_document(), w=ENGLISH, told=NOTHING_TOLD).sections
        if each.key == section
    ]
    wanted = [columns for columns in COLUMNS[section] for _ in ("all", "none")]
    assert [[(each.field, each.kind) for each in table.columns] for table in found.tables] == wanted
    for table, columns in zip(found.tables, wanted, strict=True):
        assert table.chart is None or list(table.chart.fields) == [field for field, _ in columns[:3]]


def course(so_far: list[tuple[float, float, float]]) -> Table:
    """The table of the way there, with a mean and its ends for each of three quarters."""
    given = decision_document()
    for quarter, (mean, low, high) in zip(given["options"][0]["way"], so_far, strict=True):
        quarter["so_far"] = {"mean": mean, "low": low, "high": high, "n": 9}
    (cost,) = [each for each in decision_pack(given, w=ENGLISH).sections if each.key == "cost"]
    return cost.tables[0]


def test_the_lowest_and_the_last_of_a_course_are_those_of_its_mean_and_its_band_is_between_its_ends() -> None:
    means = [(-10.0, -20.0, 0.0), (-5.0, -90.0, 80.0), (40.0, 30.0, 50.0)]
    table = course(means)
    drawn = course_of(table)
    assert (drawn.lowest[2].value, drawn.last[2].value) == (-10.0, 40.0)
    across = [100 * (at + 0.5) / 3 for at in range(3)]
    place = axis_of_table(table).place
    assert drawn.lowest[:2] == (pytest.approx(across[0], abs=0.01), pytest.approx(100 - place(-10.0), abs=0.01))

    def points(text: str) -> list[list[float]]:
        return [[float(each) for each in one.split(",")] for one in text.split()]

    line, low, high = ([[x, 100 - place(each[at])] for x, each in zip(across, means, strict=True)] for at in range(3))
    assert points(drawn.line) == [pytest.approx(each, abs=0.011) for each in line]
    assert points(drawn.band) == [pytest.approx(each, abs=0.011) for each in [*low, *reversed(high)]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_does_not_see_a_chart_hears_each_row_s_name_its_value_and_its_ends(language: str) -> None:
    w: Words = words(language)
    heard, seen = vocabulary(w, "page"), set[str]()
    for section in decision_pack(decision_document(), w).sections:
        for table in section.tables:
            if table.chart is None or table.chart.kind == "course":
                continue
            for row in table.rows:
                told = [each.words for each in table.figures(row, table.chart.fields)]
                key, names = ("between", ("value", "low", "high")) if len(told) == 3 else ("of", ("value",))
                if table.chart.kind == "pair":
                    key, names = "two", ("first", "second")
                said = heard.said(key, name=row.name, **dict(zip(names, told, strict=True)))
                assert strip_of(table, row, axis_of_table(table)).words == said
                seen.add(key)
    assert seen == {"two", "between", "of"}


def test_every_parameter_has_its_meaning_beside_it_and_what_is_none_has_nothing() -> None:
    facts = Facts(decision_document(), w=ENGLISH)
    every = [*PARAMETERS, *declared({"economics": Economics})]
    told = {each.dotted: facts.meaning(each.dotted) for each in every}
    fields = {name: Scenario.model_fields[name].annotation for name in {each.group for each in every}}
    assert told == {each.dotted: fields[each.group].model_fields[each.name].description for each in every}
    assert facts.meaning("map") == facts.meaning("trust.nothing") == facts.meaning("forces.buyers.end") == ""


def test_the_notes_of_what_a_decision_rests_on_are_those_of_each_row() -> None:
    given = decision_document()
    facts = Facts(given, w=ENGLISH)
    noted = {"grounds.assumptions.", "flips.", "measure_first."}
    for section in decision_pack(given, w=ENGLISH).sections:
        for table in section.tables:
            for row in table.rows:
                of = next((each for each in noted if row.address.startswith(each)), None)
                assert row.note == ("" if of is None else facts.meaning(row.address.removeprefix(of)))
