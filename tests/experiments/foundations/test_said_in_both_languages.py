"""Numbers, forces, intervals, counts and lists as each language says them, by hand; and what is known of a machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.foundations import execution
from cordiale.experiments.foundations.language import words

EN, FR = words("en"), words("fr")
FIXED, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(("value", "digits", "sign", "english", "french"), [
    (1234.5, 1, True, "+1,234.5", f"+1{NARROW}234,5"), (1234.5, 1, False, "1,234.5", f"1{NARROW}234,5"),
    (-0.04, 1, True, "0.0", "0,0"), (-7.0, 0, False, "−7", "−7"), (0.126, 2, True, "+0.13", "+0,13"),
])  # fmt: skip
def test_a_number_has_the_marks_of_its_language_its_decimals_and_a_sign_where_it_is_wanted(
    value: float, digits: int, sign: bool, english: str, french: str
) -> None:
    assert (EN.number(value, digits, sign=sign), FR.number(value, digits, sign=sign)) == (english, french)
    needed = english.rstrip("0").rstrip(".") if "." in english else english
    assert EN.short(value, at_most=digits, sign=sign) == needed
    assert FR.short(value, at_most=digits, sign=sign) == needed.replace(",", NARROW).replace(".", ",")


def test_a_share_is_told_in_percent_with_its_sign_where_it_is_wanted_and_the_space_of_its_language() -> None:
    assert [EN.percent(0.125, 1), EN.percent(0.05, sign=True), EN.percent(-0.05)] == ["12.5 %", "+5 %", "−5 %"]
    assert [FR.percent(0.125, 1), FR.percent(0.05, sign=True)] == [f"12,5{NARROW}%", f"+5{NARROW}%"]


def test_an_interval_is_told_from_its_lower_to_its_upper_end_and_a_limit_on_the_side_on_which_it_is() -> None:
    assert EN.interval(0.25, 0.5, 2) == "[0.25, 0.50]"
    assert FR.interval(0.25, 0.5, 2).replace(NARROW, " ") == "[0,25 ; 0,50]"
    assert EN.limit("trust", 0.25, None) == "0.25 ≤ trust"
    assert EN.limit("trust", None, 0.5) == "trust ≤ 0.5"
    assert EN.limit("trust", 0.25, 0.5) == "0.25 ≤ trust ≤ 0.5"
    assert FR.limit("confiance", 1234.567, 2000.0, figures=5) == f"1{NARROW}234,6 ≤ confiance ≤ 2{NARROW}000"


@pytest.mark.parametrize(("forces", "english", "french"), [
    ("none", "no forces", "sans forces"), ("all", "all forces", "avec toutes les forces"),
    ("buyers", "buyers alone", "avec les acheteurs seuls"),
    ("technology+buyers", "technology + buyers", "avec technologie + acheteurs"),
    ("buyers+business-model", "buyers + business-model", "avec acheteurs + modèle économique"),
])  # fmt: skip
def test_forces_are_named_each_in_the_order_given_and_begin_a_sentence_with_a_capital(
    forces: str, english: str, french: str
) -> None:
    assert (EN.forces(forces), FR.forces(forces)) == (english, french)
    assert EN.under(forces) == f"Under {english}"
    assert FR.under(forces) == french[0].upper() + french[1:]


@pytest.mark.parametrize(("number", "english", "french"), [
    (0, "0 quarters", "0 trimestres"), (1, "1 quarter", "1 trimestre"), (2, "2 quarters", "2 trimestres"),
    (1200, "1,200 quarters", f"1{NARROW}200 trimestres"),
])  # fmt: skip
def test_one_of_something_is_singular_and_any_other_number_plural(number: int, english: str, french: str) -> None:
    assert (EN.counted("quarters", number), FR.counted("quarters", number)) == (english, french)


def test_a_list_has_its_last_name_after_an_and_and_a_name_in_french_stands_between_its_quotation_marks() -> None:
    assert [EN.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert FR.listed(["a", "b", "c"]) == "a, b et c"
    assert (EN.quoted("siloed"), FR.quoted("siloed")) == ("siloed", f"«{NARROW}en silos{NARROW}»")
    assert (EN.paradigm("our-own"), FR.paradigm("our-own"), FR.unit("florin")) == ("our-own", "our-own", "florin")


def test_what_is_declared_is_said_as_declared_in_english_and_by_its_own_words_in_french() -> None:
    assert EN.declared("pattern", "drift", "as declared") == "as declared"
    assert FR.declared("pattern", "drift", "as declared") == "dérive"
    with pytest.raises(KeyError):
        FR.declared("pattern", "nobody's", "as declared")


def test_as_many_runs_go_at_a_time_as_this_process_may_use_processors_and_not_as_the_machine_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5, 7}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert execution.processors() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    assert execution.processors() == 64
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert execution.processors() == 1


@pytest.mark.parametrize(("files", "shipped", "made", "kept"), [
    (["engine.live_until-12.py311.1.nbi", "x.nbc"], False, False, True), (["engine.other-12.nbi"], False, False, False),
    ([], True, True, True), ([], True, False, False), ([], False, True, False),
    (["live_until.nbi"], True, False, False),
])  # fmt: skip
def test_machine_code_is_kept_where_the_loop_was_compiled_here_or_that_of_the_model_itself_is_shipped(
    files: list[str], shipped: bool, made: bool, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep").mkdir()
    for name in files:
        (tmp_path / "deep" / name).touch()
    asked: list[Any] = []
    monkeypatch.setattr(execution, "live_until", object())
    monkeypatch.setattr(execution, "cache_folder", lambda version: asked.append(version) or tmp_path)
    monkeypatch.setattr(execution, "is_made", lambda: made)
    version = execution.source_hash() if shipped else "rules of one's own"
    assert execution.machine_code_is_kept(version) is kept
    assert asked == [version]
