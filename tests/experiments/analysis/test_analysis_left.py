"""What an analysis leaves in a folder is of the language and the question that it was asked in; what its lines say."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import freshness, keeping, wording
from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.discovery import Discovery, Found, MethodRules
from cordiale.experiments.analysis.documents import of_discovery, of_sensitivity
from cordiale.experiments.analysis.doubts import group_words
from cordiale.experiments.analysis.drawing_flips import draw_discovery
from cordiale.experiments.analysis.drawing_indices import draw_sensitivity
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.indices import KINDS as KINDS_OF_INDEX
from cordiale.experiments.analysis.indices import METHODS_OF, Indices, Sensitivity
from cordiale.experiments.analysis.keeping import keep_discovery, keep_sensitivity
from cordiale.experiments.analysis.rules import Limit, Rule, Score
from cordiale.experiments.analysis.run_values import AnalysisError
from cordiale.experiments.analysis.where import Where, parse, parse_difference
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.plain import to_json
from cordiale.experiments.foundations.statistics import Estimate
from tests.support.analyses_made import analysis, discovery

FRENCH = words("fr")
INDICES = replace(analysis("sobol"), asked={"outcome": "revenue"}, results_sha256="ab")
FLIPS = replace(discovery(Limit("leadership.strength", low=0.5)), asked={"where": "x"}, results_sha256="ab")
KINDS: dict[str, tuple[Any, Callable[..., None], str, Callable[[Any], Any]]] = {
    "sensitivity": (INDICES, keep_sensitivity, "draw_sensitivity", of_sensitivity),
    "discovery": (FLIPS, keep_discovery, "draw_discovery", of_discovery),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_analysis_leaves_its_data_its_table_and_a_figure_in_the_language_it_was_asked_in(
    kind: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, keep, draw, data = KINDS[kind]
    drawn: list[Any] = []
    monkeypatch.setattr(keeping, draw, lambda *given: given)
    monkeypatch.setattr(keeping, "save", lambda figure, stem: drawn.append((figure, stem)))
    keep(found, tmp_path / "new", words(language))
    (((of, layout, w), stem),) = drawn
    assert (of, layout, w.language, stem) == (found, SLIDE, language, tmp_path / "new" / kind)
    assert json.loads((tmp_path / "new" / f"{kind}.json").read_text()) == json.loads(to_json(data(found)))
    assert len(pd.read_csv(tmp_path / "new" / f"{kind}.csv"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_analysis_is_not_left_where_another_one_of_its_kind_lies(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, keep, draw, _ = KINDS[kind]
    monkeypatch.setattr(keeping, draw, lambda *_: "figure")
    monkeypatch.setattr(keeping, "save", lambda *_: None)
    keep(found, tmp_path, ENGLISH)
    keep(found, tmp_path, ENGLISH)  # the same one over itself
    for other in (replace(found, asked={"where": "other"}), replace(found, results_sha256="cd")):
        with pytest.raises(StoreError, match="holds another analysis"):
            keep(other, tmp_path, ENGLISH)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_spreadsheet_would_take_for_a_formula_is_text_in_the_table_that_an_analysis_leaves(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, keep, draw, _ = KINDS[kind]
    table = pd.DataFrame({"factor": ["=1+1", "usual"]})
    monkeypatch.setattr(keeping, f"table_of_{kind}", lambda _: table)
    monkeypatch.setattr(keeping, draw, lambda *_: None)
    monkeypatch.setattr(keeping, "save", lambda *_: None)
    keep(found, tmp_path, ENGLISH)
    lines = (tmp_path / f"{kind}.csv").read_text().splitlines()
    assert lines[2] == "usual"
    assert not lines[1].startswith("=")


def scored(*, coverage: float, density: float) -> Score:
    """Of a thousand points of which a hundred meet the condition."""
    hits = round(100 * coverage)
    return Score(1000, 100, round(hits / density), hits, 0.1, 0.9)


def told(fitted: Score, held: Score, *, dense: bool = True, low: float = 0.5) -> Found:
    return Found(Rule((Limit("leadership.strength", low=low),)), fitted, held, dense, Evidence(0.001, 0.01, 0.02))


def with_rules(*rules: Found, together: Score | None = None) -> Discovery:
    score = together or rules[0].held_out
    return replace(FLIPS, methods=(MethodRules("prim", rules, scored(coverage=0.9, density=0.9), score),), looks=1)


def test_the_rule_that_is_told_first_compromises_best_between_coverage_and_density_where_it_was_found() -> None:
    wide, even, dense = (scored(coverage=c, density=d) for c, d in ((0.9, 0.3), (0.5, 0.5), (0.05, 1.0)))
    best_held = scored(coverage=1.0, density=1.0)
    rules = (told(wide, best_held, low=0.1), told(even, wide, low=0.2), told(dense, best_held, low=0.3))
    found = wording.best_rule(with_rules(*rules))  # 2 c d / (c + d): 0.45, 0.5 and 0.1
    assert found is not None
    assert found[1] == rules[1]
    nothing = told(replace(even, hits=0), even)
    assert wording.best_rule(with_rules(nothing, rules[0])) == (with_rules(nothing, rules[0]).methods[0], rules[0])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rule_s_lines_say_its_scores_where_it_was_tried_and_found_and_whether_it_falls_short(language: str) -> None:
    w = words(language)
    fitted, held, together = (scored(coverage=c, density=0.5) for c in (0.2, 0.4, 0.6))
    short, dense = told(fitted, held, dense=False, low=0.1), told(fitted, held, low=0.3)
    lines = wording.discovery_lines(with_rules(short, dense, together=together), w)
    for place, (rule, falls) in enumerate(((short, w["discover.falls_short"]), (dense, "")), start=1):
        head = w("discover.rule", place=place, rule=rule.rule.words(FLIPS.factors, w)) + falls
        at = lines.index(head)
        assert lines[at + 1 : at + 4] == [
            w("discover.on_held_out", score=wording.score_words(held, w)),
            w("discover.on_fitted", score=wording.score_words(fitted, w)),
            f"     {wording.evidence_words(rule.evidence, w)}",
        ]
    assert w("discover.together", score=wording.score_words(together, w)) in lines
    alone = wording.discovery_lines(with_rules(dense, together=together), w)
    assert w("discover.together", score=wording.score_words(together, w)) not in alone
    assert lines[-1] == wording.shares_note(FLIPS.plan, w)


def test_zero_lies_on_the_scale_of_indices_that_are_all_far_from_it_on_either_side() -> None:
    def moved(by: float) -> Sensitivity:
        near = analysis("sobol", scale=0.001)
        groups = tuple(
            replace(group, of={
                name: {kind: replace(each, mean=each.mean + by, low=each.low + by, high=each.high + by)
                       for kind, each in kinds.items()}
                for name, kinds in group.of.items()
            }) for group in near.groups
        )  # fmt: skip
        return replace(near, groups=groups)

    for by in (5.0, -5.0):
        for ax in draw_sensitivity(moved(by), SLIDE, w=ENGLISH).axes:
            low, high = ax.get_xlim()
            assert low <= 0 <= high
            assert low <= by <= high


@pytest.mark.parametrize(("seen", "fits", "number"), [((), (), 1), ((1,), (), 2), ((1, 2), (3,), 4), ((), (1, 2), 3)])
def test_a_question_takes_the_first_fresh_half_that_is_of_its_plan_and_that_nothing_else_was_asked_of(
    seen: tuple[int, ...], fits: tuple[int, ...], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "seen_by_others", lambda _, each, asked: each in seen)
    monkeypatch.setattr(freshness, "_fits", lambda _, plan, each: each not in fits)
    assert freshness._next(Path("study"), FLIPS) == number


def test_percent_of_what_is_not_positive_is_refused_with_the_least_there_is() -> None:
    asked = Where("siloed", "drift", "revenue", below=False, limit=5.0, percent=True)
    with pytest.raises(AnalysisError, match=re.escape("5 % of the revenue of drift says nothing: it is -7 at some")):
        asked.margin(np.array([[1.0], [2.0]]), np.array([[-7.0], [9.0]]))
    with pytest.raises(AnalysisError, match="it is 0 at some"):
        asked.margin(np.array([1.0]), np.array([0.0]))
    assert asked.margin(np.array([108.0]), np.array([100.0])).tolist() == [3.0]
    assert replace(asked, below=True).margin(np.array([108.0]), np.array([100.0])).tolist() == [-3.0]


def test_each_kind_of_index_is_explained_in_words_of_its_own_and_each_design_has_its_methods() -> None:
    assert {kind: f"sensitivity.kind_{kind.lower()}" for kind in KINDS_OF_INDEX} == KINDS_OF_INDEX
    assert {kind for kinds in OF_METHOD.values() for kind in kinds} == {*KINDS_OF_INDEX}
    for language in ("en", "fr"):
        assert len({words(language)[key] for key in KINDS_OF_INDEX.values()}) == len(KINDS_OF_INDEX)
    assert METHODS_OF == {"sobol": ("sobol", "pawn"), "morris": ("morris",), "latin-hypercube": ("pawn",)}


def test_a_category_that_a_rule_holds_is_shaded_all_around_its_points_and_no_other_is() -> None:
    figure = draw_discovery(discovery(Limit("forces", among=("buyers", "all"))), SLIDE, w=ENGLISH)
    assert figure is not None
    (ax,) = figure.axes
    names = [label.get_text().replace("\n", "") for label in ax.get_xticklabels()]
    shaded = sorted((patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches)
    wanted = sorted((names.index(name) - 0.45, names.index(name) + 0.45) for name in ("buyers", "all"))
    assert np.array(shaded) == pytest.approx(np.array(wanted))
    for line in ax.lines:
        if line.get_marker() == "o":
            beside = np.array(line.get_xdata()) - np.round(line.get_xdata())
            assert np.abs(beside).max() <= 0.3


@pytest.mark.parametrize(("text", "named"), [
    ("a - b wins < 0", "paradigm 'a'"), ("siloed - b wins < 0", "paradigm 'b'"), ("drift - drift wins < 0", "both"),
    ("siloed - drift win < 0", "outcome 'win'"), ("siloed - drift wins <= 0", "'<=' is not allowed"),
    ("siloed - drift wins < x", "'x' is not a number"), ("siloed -drift wins < 0", "it must read"),
])  # fmt: skip
def test_the_first_word_of_a_condition_that_there_is_not_is_the_one_that_is_named(text: str, named: str) -> None:
    names = {"paradigms": ["siloed", "drift"], "outcomes": ["wins"]}
    with pytest.raises(AnalysisError, match=re.escape(named)):
        parse(text, **names)
    if "<" in text and "paradigm" in named:
        with pytest.raises(AnalysisError, match=re.escape(named)):
            parse_difference(text.partition(" <")[0], **names)


def test_the_full_mark_of_a_factor_stands_above_its_hollow_one_in_one_row() -> None:
    for ax in draw_sensitivity(analysis("sobol"), SLIDE, w=ENGLISH).axes:
        heights = {marker: sorted(line.get_ydata()[0] for line in ax.lines if line.get_marker() == marker)
                   for marker in ("o", "s")}  # fmt: skip
        assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the axis goes down
        assert all(full < row < hollow for row, (full, hollow) in enumerate(zip(*heights.values(), strict=True)))


def test_factors_are_ranked_by_their_largest_index_and_those_without_one_are_last() -> None:
    sizes = {"a": 0.2, "b": math.nan, "c": 0.7, "d": -0.1}
    of = {name: {"ST": Estimate(size, size, size, 3)} for name, size in sizes.items()}
    group = Indices(
        {"paradigm": "siloed", "company.reps": 4}, of, Estimate(1.0, 0.9, 1.1, 3), {}, spread={}, idle=math.nan
    )
    assert group.ranked("ST") == ["c", "a", "d", "b"]
    assert group.name == "siloed, company.reps = 4"
    assert replace(group, where={}).name == "all"
    assert [group_words(replace(group, where={}), words(each)) for each in ("en", "fr")] == ["all", "tout"]
    assert group_words(group, words("fr")) == group.name
