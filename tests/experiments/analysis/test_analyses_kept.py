"""The record of a study's analyses: what is damaged in it is named, names are free ones, and looks count as told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.analysis.records import (
    DISCOVER,
    FORMAT,
    HALF,
    RECORD,
    looks_at,
    name_for,
    record,
    recorded,
    seen_by_others,
    slug,
)
from cordiale.experiments.analysis.run_values import AnalysisError

ENTRY: dict[str, Any] = {"name": "a", "verb": DISCOVER, "asked": {"where": "x"}, "results_sha256": "ab"}


@pytest.mark.parametrize(("key", "value", "kind"), [
    ("name", {"a": 1}, "text"), ("verb", 5, "text"), ("asked", "where", "table"), ("results_sha256", None, "text"),
])  # fmt: skip
def test_what_is_damaged_in_a_record_is_named_with_what_it_is_not(
    key: str, value: Any, kind: str, tmp_path: Path
) -> None:
    (tmp_path / RECORD).write_text(json.dumps({"format": FORMAT, "analyses": [ENTRY | {key: value}]}))
    with pytest.raises(AnalysisError, match=re.escape(f"{key} = {str(value)!r} is no {kind}; move it away")):
        recorded(tmp_path)


@pytest.mark.parametrize(("text", "name"), [
    ("proportional - status-quo revenue < 0", "proportional-status-quo-revenue-below-0"),
    ("proportional - status-quo revenue > -5 %", "proportional-status-quo-revenue-above-minus-5-percent"),
    ("revenue", "revenue"), ("a/b: c", "a-b-c"), ("x" * 200, "x" * 100),
])  # fmt: skip
def test_a_folder_is_called_by_the_question_with_its_signs_in_words(text: str, name: str) -> None:
    assert slug(text) == name


def test_of_questions_with_one_stem_the_second_is_numbered_two_and_a_known_one_keeps_its_name(tmp_path: Path) -> None:
    names = []
    for where in ("x", "y", "z"):
        names.append(name_for(tmp_path, DISCOVER, {"where": where}, "ab", stem="revenue < 0"))
        assert record(tmp_path, DISCOVER, {"where": where}, "ab", name=names[-1])
    assert names == ["revenue-below-0", "revenue-below-0-2", "revenue-below-0-3"]
    assert name_for(tmp_path, DISCOVER, {"where": "y"}, "ab", stem="revenue < 0") == names[1]
    assert name_for(tmp_path, DISCOVER, {"where": "y"}, "cd", stem="revenue < 0") == "revenue-below-0-4"
    assert name_for(tmp_path, "sensitivity", {"where": "y"}, "ab", stem="revenue < 0") == names[0]


def test_a_look_counts_that_was_another_question_of_the_same_half_of_the_same_results(tmp_path: Path) -> None:
    asked: dict[str, Any] = {"where": "x"}
    for verb, question, results in (
        (DISCOVER, asked, "ab"),  # the same question is the same look
        (DISCOVER, {"where": "y"}, "ab"),
        (DISCOVER, {"where": "w"}, "cd"),  # of grown results
        ("sensitivity", {"where": "z"}, "ab"),  # looks at no half
        (DISCOVER, {"where": "x", HALF: 1}, "ab"),  # of another half
        (DISCOVER, {"where": "y", HALF: 1}, "ab"),
        (DISCOVER, {"where": "z", HALF: 1}, "ab"),
    ):
        record(tmp_path, verb, question, results, name=f"{verb} {question} {results}")
    assert looks_at(tmp_path, asked, "ab") == 2
    assert looks_at(tmp_path, {"where": "new"}, "ab") == 3
    assert looks_at(tmp_path, {"where": "x", HALF: 1}, "ab") == 3
    assert looks_at(tmp_path, {"where": "x", HALF: 2}, "ab") == 1
    assert looks_at(tmp_path, asked, "ab", same_points=True) == 5
    assert looks_at(tmp_path, asked, "cd") == 2
    assert seen_by_others(tmp_path, 1, asked)
    assert not seen_by_others(tmp_path, 2, asked)
