"""Rules, ways, changes on Monday and surveys of a decision are told each figure under its own name and heading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.pairing import Pairs, held_out
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.decision import ruled, tables_told, telling
from cordiale.experiments.decision.ruled import Bound
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.monday import monday
from cordiale.experiments.foundations.statistics import mean_interval
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of

# Twelve companies held out, each a set of its own: seven are below 0.7, five of them prefer the next, as does one more
X = np.arange(12) / 10
PREFER = np.isin(np.arange(12), [0, 1, 3, 4, 6, 9])
LEAD = np.where(PREFER, 10.0 + np.arange(12), -1.0 - np.arange(12))


def test_a_rule_s_figures_are_those_that_its_companies_count_up_to_each_under_its_own_name() -> None:
    held = Pairs(pd.DataFrame({"trust.gain": X}), LEAD[:, None], LEAD, np.arange(12))
    box = ruled._box(Rule((Limit("trust.gain", 0.05, 0.65), Limit("buyers.win", high=3.0))), held_with(held), EVIDENCE)
    inside = (X >= 0.05) & (X <= 0.65)
    assert (box.companies, int(inside.sum())) == (6, 6)
    assert (box.coverage, box.density) == (pytest.approx(4 / 6), pytest.approx(4 / 6))
    assert (box.base_rate, box.lift) == (0.5, pytest.approx(4 / 6 / 0.5))
    assert box.density_low < box.density < box.density_high
    assert box.lead == mean_interval(LEAD[inside])
    assert (box.p, box.certified) == (EVIDENCE.p, True)
    assert box.limits == (Bound("trust.gain", 0.05, 0.65), Bound("buyers.win", None, 3.0))
    assert box.name == "0.05 <= trust.gain <= 0.65 and buyers.win <= 3"


EVIDENCE = Evidence(0.01, 0.02, 0.03)


def held_with(held: Pairs) -> Pairs:
    return replace(held, factors=held.factors.assign(**{"buyers.win": 1.0}))


def test_the_coverage_of_a_rule_is_of_those_who_prefer_the_next_and_its_density_of_those_inside() -> None:
    held = Pairs(pd.DataFrame({"trust.gain": X}), LEAD[:, None], LEAD, np.arange(12))
    box = ruled._box(Rule((Limit("trust.gain", high=0.15),)), held, EVIDENCE)
    assert (box.companies, box.coverage, box.density) == (2, pytest.approx(2 / 6), 1.0)


@pytest.mark.parametrize(("chances", "why"), [
    ((0.9, 0.001), ""), ((0.001, 0.9), ""), ((0.9, 0.9), ruled.NOTHING), ((0.001, 0.001), ""),
])  # fmt: skip
def test_one_rule_that_is_certified_is_enough_whichever_of_several_it_is(
    chances: tuple[float, float], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = [Rule((Limit("p", high=high),)) for high in (0.4, 0.6)]
    monkeypatch.setattr(ruled, "find_rules", lambda *_: rules)
    monkeypatch.setattr(
        ruled, "_evidence", lambda rule, *_: Evidence(chances[rules.index(rule)], chances[rules.index(rule)])
    )
    margin = np.where(np.arange(60) < 30, 1.0, -1.0)
    found = ruled.ruled(margin, {"p": np.arange(60) / 60}, list(range(60)), to="siloed", seed=1)
    assert found.why == why
    assert len(found.rules) == 2
    assert len(found.certified) == sum(each < 0.05 for each in chances)


@pytest.mark.parametrize(("sought", "enough"), [(4, False), (5, True), (36, False), (35, True)])
def test_no_rule_is_sought_where_the_companies_that_it_would_be_found_in_nearly_all_prefer_the_same(
    sought: int, enough: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = held_out(np.arange(60), ruled.HOLDOUT, 1)
    monkeypatch.setattr(ruled, "find_rules", lambda *_: [])
    prefers = out.copy() if sought < 20 else ~out & False  # the others decide whether either side has ten at all
    prefers[np.flatnonzero(~out)[:sought]] = True
    assert min(prefers.sum(), (~prefers).sum()) >= ruled.FEWEST
    found = ruled.ruled(np.where(prefers, 1.0, -1.0), {"p": np.arange(60) / 60}, list(range(60)), to="a", seed=1)
    assert (found.why != ruled.ONE_SIDED) == enough


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_changes_on_monday_is_told_from_today_to_then_and_nothing_that_stays(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    decision, w = decision_of(decision_document()), words(language)
    tables_told.print_monday(decision, w)
    said = capsys.readouterr().out.splitlines()[2:]
    every = monday(decision.today, decision.then, w)
    changed = [each for each in every if each.changes]
    assert 0 < len(changed) < len(every)
    assert said == [w("decide.monday", question=each.question, today=each.today, then=each.then) for each in changed]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_table_of_a_decision_stands_under_its_own_title(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    titles: list[str] = []
    for module in (tables_told, telling):
        monkeypatch.setattr(module, "print_table", lambda *_, title="", **__: titles.append(title.strip()))
    decision, w = decision_of(decision_document()), words(language)
    assert decision.map is not None
    assert decision.rules is not None
    option = tables_told.named(decision, decision.why.option, w)
    for tell, wanted in (
        (tables_told.print_why, [w("decide.why_title", option=option, lead=w.number(decision.why.lead, sign=True)),
                                 w["decide.channels_title"]]),
        (tables_told.print_flips, [w["decide.flips_title"]]), (tables_told.print_learning, [w["decide.measure_title"]]),
        (tables_told.print_warnings, [w["decide.warnings_title"]]),
        (tables_told.print_map, [w("decide.map_title", across=decision.map.across, down=decision.map.down)]),
        (tables_told.print_rules, [w("decide.rules_title", option=tables_told.named(decision, decision.rules.to, w))]),
        (telling.print_options, ["", w["decide.way_title"]]),
    ):  # fmt: skip
        titles.clear()
        tell(decision, w)
        assert titles == wanted


@pytest.mark.parametrize("topic", ["trust", "leadership", "follow-up"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_survey_is_told_in_words_with_how_many_it_asks_and_a_parameter_by_its_name(language: str, topic: str) -> None:
    w = words(language)
    (one, *_) = decision_of(decision_document()).measure_first
    assert tables_told.knowledge(one, w) == one.what == "trust.gain"
    survey = replace(one, what="in English", topic=topic, asked=20)
    assert tables_told.knowledge(survey, w) == w(f"learn.{topic}", people=20)


def test_an_option_that_never_falls_behind_has_no_dip_and_another_has_its_depth_and_quarter() -> None:
    w = words("en")
    one, *_ = decision_of(decision_document()).options
    assert telling.dip(replace(one, course=replace(one.course, dip_quarter=None, dip_value=0.0)), w) == "–"
    told = telling.dip(replace(one, course=replace(one.course, dip_quarter=3, dip_value=-48.0)), w)
    assert told == f"{w.number(-48.0)} ({w('decide.quarter', quarter=3)})"


def test_a_decision_names_its_company_and_what_it_should_do_each_in_its_place() -> None:
    w, sure = words("en"), decision_of(decision_document(scenario="our company"))
    best = sure.standing(sure.best)
    percent = w("number.percent", number=tables_told.told(best.percent, w, 1))
    what: dict[str, Any] = {"option": tables_told.named(sure, best.option, w), "lead": tables_told.told(best.lead, w)}
    done = w("decide.switch", currency=sure.currency, percent=percent, **what)
    first = telling.headline(sure, w).split("\n")[0]
    assert first == w("decide.decided", scenario="our company", what=done)
