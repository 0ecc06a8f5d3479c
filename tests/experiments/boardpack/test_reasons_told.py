"""What a board pack says would change the answer, and what to measure first, is what its tables show."""

from __future__ import annotations

from typing import Any

import pytest

from cordiale.experiments.boardpack.comparison_pack import comparison_pack
from cordiale.experiments.boardpack.decision_pack import decision_pack, shown_options
from cordiale.experiments.boardpack.decision_reasons import knowledge
from cordiale.experiments.boardpack.pack import Facts, Section, Told
from cordiale.experiments.foundations.fields import cited
from cordiale.experiments.foundations.language import ENGLISH, words
from tests.support.board_packs import STAYING, comparison_document
from tests.support.decision_document import decision_document, rules_document


def section(key: str, language: str, **changed: Any) -> Section:
    pack = decision_pack(decision_document(**changed), words(language))
    return next(each for each in pack.sections if each.key == key)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("kept", "turned", "said"), [(0, 2, "all"), (2, 1, "some"), (2, 0, "none")])
def test_factors_that_leave_the_answer_as_it_is_are_named_and_those_that_turn_it_have_a_row(
    kept: int, turned: int, said: str, language: str
) -> None:
    w, flips = words(language), decision_document()["flips"]
    turning, never = (next(each for each in flips if (each["to"] is None) == still) for still in (False, True))
    some = [{**never, "factor": f"kept.{at}"} for at in range(kept)] + [
        {**turning, "factor": f"turned.{at}"} for at in range(turned)
    ]
    found = section("change", language, flips=some)
    named = w.listed([f"kept.{at}" for at in range(kept)])
    assert str(found.sentences[0]) == w(f"pack.decision.change.{said}", factors=named)
    rows = [row for table in found.tables for row in table.rows if "flips." in row.address]
    assert [row.address for row in rows] == [f"flips.turned.{at}" for at in range(turned)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_of_what_can_be_told_from_luck_is_to_be_measured_first_and_what_is_luck_is_left_out(
    language: str,
) -> None:
    (one, luck), w = decision_document()["measure_first"], words(language)
    known = [{**luck, "what": "luck.alone"}, {**one, "what": "first.one", "value": 31.0},
             {**one, "what": "second.one", "value": 17.0}]  # fmt: skip
    found = section("measure", language, measure_first=known)
    (said,) = map(str, found.sentences)
    assert knowledge(known[1], w) in said
    assert "31" in said
    assert not any(knowledge(each, w) in said for each in (known[0], known[2]))
    (table,) = found.tables
    assert [row.name for row in table.rows] == [knowledge(each, w) for each in known[1:]]
    assert knowledge(known[1], w) in (table.chart.title if table.chart else "")
    nothing = section("measure", language, measure_first=[known[0]])
    assert nothing.tables == ()


@pytest.mark.parametrize(("best", "also"), [("0 a switch", []), ("2 stay stay", []), ("3 c steps", ["c steps"])])
def test_shown_at_once_are_staying_every_switch_and_all_ways_to_the_two_best_paradigms_and_to_that_of_the_best_option(
    best: str, also: list[str]
) -> None:
    ways = [("a", "switch"), ("b", "later"), ("stay", "stay"), ("c", "steps"), ("b", "switch"), ("a", "back"),
            ("c", "switch"), ("d", "later")]  # fmt: skip
    options = [
        {"option": f"{at} {name} {kind}", "paradigm": name, "kind": kind} for at, (name, kind) in enumerate(ways)
    ]
    shown = [each.split(" ", 1)[1] for each in shown_options({"options": options, "best": best})]
    assert shown == ["a switch", "b later", "stay stay", *also, "b switch", "a back", "c switch"]


def test_the_columns_of_a_map_go_up_and_each_has_under_it_who_leads_there() -> None:
    across = (0.1, 0.3, 0.5, 0.7, 0.9)  # a set of them is in another order
    drawn, names = decision_document()["map"], [each["option"] for each in decision_document()["options"]]
    leads = {
        (x, y): names[(at + line) % len(names)] for line, y in enumerate((0.0, 2.0)) for at, x in enumerate(across)
    }
    cells = [{**drawn["cells"][0], "across": x, "down": y, "best": best, "apart": x != 0.5}
             for (x, y), best in leads.items()]  # fmt: skip
    found = section("change", "en", map={**drawn, "cells": cells})
    table = next(each for each in found.tables if each.rows[0].address.startswith("map."))
    assert [text.removeprefix("leadership.strength ") for text in table.texts] == [f"{x:g}" for x in across]
    assert [row.name for row in table.rows] == ["0", "2"]
    for row, y in zip(table.rows, (0.0, 2.0), strict=True):
        assert row.texts == tuple(table.facts.option(leads[x, y]) + (" ?" if x == 0.5 else "") for x in across)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_warning_says_where_it_is_seen_and_on_which_side_of_its_threshold(language: str) -> None:
    w, (sign, *_) = words(language), decision_document()["warnings"]
    signs = [("wins", "dashboard", False), ("morale", "survey", True), ("leavers", "turnover", True)]
    given = [
        {**sign, "outcome": outcome, "seen_in": place, "above": above, "quarter": at}
        for at, (outcome, place, above) in enumerate(signs, start=2)
    ]
    found = section("change", language, warnings=given)
    table = next(each for each in found.tables if each.rows[0].address.startswith("warnings."))
    for each, row in zip(given, table.rows, strict=True):
        side = w("pack.decision.change." + ("above" if each["above"] else "below"), outcome=each["outcome"])
        assert (row.name, row.texts) == (side, (w[f"seen.{each['seen_in']}"],))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rule_is_called_by_its_limits_from_low_to_high_and_only_certified_ones_are_told(language: str) -> None:
    w, rules = words(language), rules_document()
    ends = {"trust.gain": (0.05, 0.25), "people.mastery": (None, 3.0), "leadership.strength": (0.75, None)}
    limits = [{"factor": name, "low": low, "high": high} for name, (low, high) in ends.items()]
    sure, luck = ({**rules["rules"][0], "name": name, "limits": limits, "certified": name == "sure"}
                  for name in ("sure", "luck"))  # fmt: skip
    found = section("change", language, rules={**rules, "rules": [luck, sure]})
    (table,) = [each for each in found.tables if each.rows[0].address.startswith("rules.")]
    wanted = w.listed([w.limit(each["factor"], each["low"], each["high"]) for each in limits])
    assert [(row.address, row.name) for row in table.rows] == [("rules.rules.sure", wanted)]


@pytest.mark.parametrize("name", ["levers", "channels"])
def test_parts_of_a_lead_stand_by_what_they_bring_though_another_is_surer_or_its_ends_lie_otherwise(name: str) -> None:
    known = decision_document()["why"]
    (one, other), (low, high) = known[name], (-500.0, 900.0)
    parts = [{**other, "value": 10.0, "low": 9.0, "high": 11.0}, {**one, "value": 80.0, "low": low, "high": high}]
    found = section("why", "en", why={**known, name: parts})
    (table,) = (each for each in found.tables if each.rows[0].address.startswith(f"why.{name}."))
    assert [row.address for row in table.rows] == [f"why.{name}.{one['name']}", f"why.{name}.{other['name']}"]
    assert table.chart
    assert table.rows[0].name in table.chart.title


def test_the_way_there_and_its_regret_are_those_of_the_option_that_is_explained_though_staying_is_best() -> None:
    document = decision_document(best=STAYING, contenders=[STAYING])
    explained = document["why"]["option"]
    for at, each in enumerate(document["options"]):
        each |= {"dip_value": -10.0 - at, "payback_quarter": 3 + at, "never_pays": 0.1 * at, "largest_regret": 7.0 + at}
    found = next(each for each in decision_pack(document, w=ENGLISH).sections if each.key == "cost")
    course = found.tables[0]
    assert {row.address.rpartition(".way.")[0] for row in course.rows} == {f"options.{explained}"}
    told = [gap for said in found.sentences for gap in said.gaps.values() if isinstance(gap, Told)]
    assert {each.address.rpartition(".")[0] for each in told} == {f"options.{explained}"}
    assert explained != STAYING


def test_what_a_comparison_says_in_sentences_is_said_as_it_is_told_and_else_as_its_document_has_it() -> None:
    document = comparison_document()
    told = {"question": "Laquelle ?", "caveat": "Prudence.", "all": "Il gagne.", "none": "Il gagne aussi."}
    for given, wanted in ((told, [*told.values()]), ({}, ["Which?", "Careful.", "proportional earns most"])):
        pack = comparison_pack(document, words("en"), given)
        said = " ".join(str(each) for section in pack.sections for each in section.sentences)
        assert all(each in said for each in wanted)
        assert not any(each in said for each in ("Which?", "Careful.", "earns most") if given)


def test_the_best_option_is_in_the_first_table_and_its_way_among_the_ways_whichever_way_it_is() -> None:
    document = decision_document()
    late = {**document["options"][0], "option": "drift, in two steps", "paradigm": "drift", "kind": "steps"}
    asked = {**document, "options": [late, *document["options"]], "best": late["option"]}
    for section in decision_pack(asked, ENGLISH).sections:
        if section.key in ("options", "cost"):
            shown = [row.address for table in section.tables if not table.folded for row in table.rows]
            assert f"options.{late['option']}" in shown, section.key


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_number_that_an_answer_rests_on_stands_under_its_name_with_its_unit_its_source_and_its_meaning(
    language: str,
) -> None:
    w, rest = words(language), decision_document()["grounds"]
    facts = Facts(decision_document(), w)
    (table,) = section("true", language).tables
    order = sorted(rest["assumptions"], key=lambda each: -(each["matters"] or 0.0))
    for row, each in zip(table.rows, order, strict=True):
        assert (row.name, row.note) == (each["name"], facts.meaning(each["name"]))
        assert row.texts == (w.unit(each["unit"]), cited(each["source"], w))
        assert row.address == f"grounds.assumptions.{each['name']}"
    assert len({row.texts[0] for row in table.rows}) == 2
    assert [column.field for column in table.columns] == ["value", "matters"]


def test_a_switch_begins_in_the_quarter_of_its_own_first_decision() -> None:
    document = decision_document()
    best, stay, other, _ = document["options"]
    options = [{**other, "decisions": ["Q7 x", "Q8 y"]}, {**best, "decisions": ["Q3 x", "Q9 y"]}, stay]
    pack = decision_pack({**document, "options": [*options, document["options"][3]]}, ENGLISH)
    assert "Q3" in str(pack.answer)
    assert "Q7" not in str(pack.answer)
