"""Every figure of a decision stands under its own name: in `decision.json`, in columns and sentences of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from cordiale.experiments.decision import tables_told, telling
from cordiale.experiments.decision.document import to_document
from cordiale.experiments.decision.grounds_told import rests_on
from cordiale.experiments.decision.telling import print_decision, print_side_by_side
from cordiale.experiments.decision.verdict import Standing
from cordiale.experiments.foundations.addresses import flat
from cordiale.experiments.foundations.language import ENGLISH, Words, catalogue
from cordiale.experiments.foundations.monday import monday
from cordiale.experiments.foundations.output import Column
from cordiale.experiments.foundations.plain import plain
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of

WORDED = ("monday.changes", "caveat")  # made from the rows of structure, and from the catalogue
BEST, SIGN = "ours <b>&</b>", "wins, change until Q4 below −3.5"
OF_COLUMN = {  # what the first row with words of its own says
    "option": BEST, "lead": "+120 [40, 200]", "percent": "+12.0", "best": "90 %", "dip": "−35 (Q2)", "payback": "Q3",
    "never": "25 %", "worse": "10 %", "regret": "2 to 5", "largest": "50",
    "where": "trust.gain ≤ 0.05", "density": "80 %", "lift": "2.7", "factor": "leadership.strength", "now": "0.50",
    "flips": "0.21 [0.10, 0.40]", "to": "stay", "what": "trust.gain", "kind": "parameter", "sign": SIGN,
    "seen": "dashboard", "early": "8", "caught": "70 %", "alarms": "20 %", "scenario": "tiny <i>&", "winner": BEST,
    "lead_flat": "+120 [40, 200]", "chance": "97 %", "apart": "yes",
}  # fmt: skip
TOGETHER = {"part": {"roles", "win rate"}, "thousand": {"+150 [130, 170]", "+60 [30, 90]", "12"}}  # of several tables
OF_SENTENCE: dict[str, dict[str, Any]] = {
    "sure": {"share": "1 %", "amount": "10", "chance": "97 %", "best": "90 %"},
    "switch": {"option": BEST, "lead": "+120 [40, 200]", "currency": "EUR", "percent": "+12.0 [4.0, 20.0] %"},
    "options_note": {"currency": "EUR", "quarters": 3, "value": "+1,000 [970, 1,030]", "bookings": "+700 [670, 730]"},
    "weather": {"weather": "Without any force", "best": "siloed", "lead": "+25 [−5, 55]",
                "choice": ENGLISH("decide.choice_lead", lead="−10 [−40, 20]")},
    "robust": {"option": "stay"}, "why_title": {"option": BEST, "lead": "+120"}, "monday_title": {"option": BEST},
    "no_flip": {"factors": "forces.buyers.end"}, "rules_note": {"n": 32},
    "rules_base": {"companies": 96, "share": "30 %", "option": "stay"},
    "map_note": {"companies": 6, "across": "leadership.strength = 0.5", "down": "trust.gain = 0.08"},
    "map_title": {"across": "leadership.strength", "down": "trust.gain"}, "rules_title": {"option": "stay"},
    "measure_note": {"rest": 1, "everything": "40"},
    "sign_below": {"outcome": "wins", "quarter": "Q4", "threshold": "−3.5"},
    "matters": {"factors": "trust.gain (20 %, A97)"}, "theories": {"theories": "trust = slow (stay)"},
    "effort": {"runs": "300", "seconds": "12", "options": "--first 24 --batches 0 --matched 6 --seed 1"},
    "left_out": {"budget": "60", "parts": "power.transition; theory.trust = slow"},
}  # fmt: skip


def given() -> dict[str, Any]:
    """A document in which another switch is best without any force."""
    document = decision_document()
    document["weathers"][1] |= {"best": "siloed", "lead": {"mean": 25.0, "low": -5.0, "high": 55.0, "n": 24}}
    return document


def test_no_figure_of_the_json_is_another_s() -> None:
    told, document = flat(plain(to_document(decision_of(given())))), flat(given())
    wrong = {at: told.get(at) for at, value in document.items() if not at.startswith(WORDED) and told.get(at) != value}
    assert wrong == {}


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the tables of the text say, by heading."""
    found = defaultdict[str, list[str]](list)

    def noted(columns: Iterable[Column], rows: Iterable[Any], **_: str) -> None:
        every = list(rows)
        for column in columns:
            found[column.heading] += [column.words(row) for row in every][:1]

    for module in (telling, tables_told):
        monkeypatch.setattr(module, "print_table", noted)
    decision = decision_of(given())
    print_decision(decision, ENGLISH)
    print_side_by_side([decision], ENGLISH)
    return found


def test_a_column_of_the_text_shows_what_its_heading_says(columns: dict[str, list[str]]) -> None:
    keys = [key.rpartition(".")[2] for key in catalogue() if key.startswith("decide.column.")]
    assert {*OF_COLUMN, *TOGETHER} == {*keys}
    told = {name: columns[ENGLISH[f"decide.column.{name}"]] for name in keys}
    assert {name: told[name][0] for name in OF_COLUMN} == OF_COLUMN
    assert {name: {*told[name]} for name in TOGETHER} == TOGETHER


def test_the_map_of_the_text_marks_the_cells_that_cannot_be_told_apart_and_names_who_leads_in_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn, shown = decision_of(given()), list[list[str]]()

    def noted(columns: Iterable[Column], rows: Iterable[Any], **_: str) -> None:
        every = list(columns)
        shown.extend([column.words(row) for column in every] for row in rows)

    monkeypatch.setattr(tables_told, "print_table", noted)
    tables_told.print_map(drawn, ENGLISH)
    assert drawn.map
    cells = {(each.down, each.across): each for each in drawn.map.cells}
    names = {each: tables_told.named(drawn, each, ENGLISH) for each in drawn.map.options}
    told = [("" if cells[at].apart else "~ ") + names[cells[at].best] for at in sorted(cells)]
    assert [cell for row in shown for cell in row[1:]] == told


def test_a_sentence_of_the_text_says_the_figures_that_its_words_name(monkeypatch: pytest.MonkeyPatch) -> None:
    filled, call = dict[str, dict[str, Any]](), Words.__call__

    def noted(self: Words, key: str, **holes: Any) -> str:
        filled.setdefault(key.removeprefix("decide."), holes)
        return call(self, key, **holes)

    monkeypatch.setattr(Words, "__call__", noted)
    print_decision(decision_of(given()), ENGLISH)
    assert {name: filled[name] for name in OF_SENTENCE} == OF_SENTENCE


@pytest.mark.parametrize("robust", ["stay", BEST])
def test_another_choice_is_called_robust_only_where_it_is_another(robust: str) -> None:
    said = list(telling.sentences(decision_of({**given(), "robust": robust}), ENGLISH))
    assert (ENGLISH("decide.robust", option="stay") in said) == (robust == "stay")
    assert len(said) == len(list(telling.sentences(decision_of(given()), ENGLISH))) - (robust == BEST)


def test_a_table_of_the_text_without_rows_has_no_headings_and_announces_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hurried = replace(decision_of(given()), flips=(), warnings=())
    tables_told.print_flips(hurried, ENGLISH)
    assert capsys.readouterr().out == ""
    tables_told.print_warnings(hurried, ENGLISH)
    title, note = ENGLISH["decide.warnings_title"], ENGLISH["decide.no_warnings"]
    assert capsys.readouterr().out == f"\n{title}\n{note}\n"


@pytest.mark.parametrize(
    ("section", "named", "said"),
    [
        ("assumptions", "name", ("a.first (20 %, S1)", "b.second (10 %, S2)")),
        ("unknown", None, ("a.first", "b.second")),
        ("verdicts", "name", ("a.first", "b.second")),
        ("theories", "theory", ("trust = a.first", "trust = b.second")),
    ],
)
def test_what_a_decision_rests_on_names_every_one_of_what_there_is(
    section: str, named: str | None, said: tuple[str, str]
) -> None:
    document, names = given(), ("a.first", "b.second")
    if named is None:
        document["grounds"][section] = list(names)
    else:
        usual = {"matters": 0.2, "source": "S1"} if section == "assumptions" else {}
        usual |= {"mechanism": "trust"} if section == "theories" else {}
        first = next(each for each in document["grounds"][section] if each.get("matters") or section != "assumptions")
        document["grounds"][section] = [{**first, **usual, named: name} for name in names]
        if section == "assumptions":
            document["grounds"][section][1] |= {"matters": 0.1, "source": "S2"}
    told = "\n".join(rests_on(decision_of(document), ENGLISH))
    assert all(each in told for each in said)


def test_ways_to_a_paradigm_are_shown_of_the_two_best_switches_and_of_the_best_option_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decision, rows = decision_of(given()), list[str]()
    one = next(each for each in decision.options if each.kind == "switch")

    def option(paradigm: str, kind: str) -> Standing:
        return replace(one, option=f"{paradigm}, {kind}", paradigm=paradigm, kind=kind)

    stay = next(each for each in decision.options if each.kind == "stay")
    others = [option(name, kind) for kind in ("switch", "later") for name in ("one", "two", "three", "four")]
    best = option("four", "steps")
    asked = replace(decision, options=(best, *others, stay), best=best.option)
    monkeypatch.setattr(telling, "print_table", lambda _, shown, **__: rows.extend(each.option for each in shown))
    telling.print_options(asked, ENGLISH)
    all_switches = [f"{name}, switch" for name in ("one", "two", "three", "four")]
    expected = ["four, steps", *all_switches, "one, later", "two, later", "four, later"]
    assert rows == [*expected, "stay", *expected]


def test_the_data_of_a_decision_says_its_unit_and_of_monday_what_is_today_and_what_would_be_then() -> None:
    decision = decision_of(decision_document(currency="CHF"))
    told = to_document(decision)
    assert told["unit"] == "thousand CHF, discounted, against staying"
    assert (told["monday"]["today"], told["monday"]["then"]) == tuple(
        row.model_dump(mode="json") for row in (decision.today, decision.then)
    )
    assert told["monday"]["option"] == decision.why.option
    changed = {each.setting: each for each in monday(decision.today, decision.then, ENGLISH) if each.changes}
    assert [each["name"] for each in told["monday"]["changes"]] == [*changed]
    for each in told["monday"]["changes"]:
        known = changed[each["name"]]
        assert (each["question"], each["today"], each["then"]) == (known.question, known.today, known.then)
        assert each["today"] != each["then"]


def test_values_of_the_map_of_the_text_and_where_the_company_stands_are_told_with_two_decimals_at_most(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    document = given()
    cell = document["map"]["cells"][0]
    cells = [{**cell, "across": x, "down": y} for y in (1 / 3, 2.5) for x in (0.123456, 0.7)]
    document["map"] |= {"cells": cells, "across_now": 0.54321, "down_now": 1.98765}
    tables_told.print_map(decision_of(document), ENGLISH)
    said = capsys.readouterr().out
    for told in ("0.12", "0.7", "0.33", "2.5", "0.54", "1.99"):
        assert re.search(rf"(?<![\d.]){re.escape(told)}(?![\d])", said), told
