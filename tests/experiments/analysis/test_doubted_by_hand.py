"""What an analysis doubts, refuses and hands on: widths by hand, evidence of the points held out, methods as asked."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from cordiale.experiments.analysis import discovery
from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.documents import _factor
from cordiale.experiments.analysis.doubts import WIDE, doubts
from cordiale.experiments.analysis.drawing_indices import draw_sensitivity
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.indices import METHODS_OF, Indices, Sensitivity, _method
from cordiale.experiments.analysis.induction import RuleSearch
from cordiale.experiments.analysis.pairing import Pairs
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.run_values import AnalysisError, _refuse_missing
from cordiale.experiments.analysis.wording import sensitivity_headline
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from tests.support.planted_studies import planned

W = words("en")
GAIN, WIN = "leadership.strength", "trust.initial"


def group(method: str, *means: float, half: float | None = None, idle: float = math.nan) -> Indices:
    """Each factor's indices, with an interval of this half width for the first, half of that for others, or none."""
    reaches = (math.nan, math.nan) if half is None else (half, half / 2)
    of = {
        name: {kind: Estimate(mean, mean - reach, mean + reach, 9) for kind in OF_METHOD[method]}
        for name, mean, reach in zip((GAIN, WIN), means, reaches, strict=True)
    }
    return Indices({}, of, Estimate(5.0, 4.0, 6.0, 9), {}, {}, idle)


def found(method: str, *groups: Indices) -> Sensitivity:
    factors = {GAIN: {"low": 0.0, "high": 1.0}, WIN: {"low": 0.0, "high": 1.0}}
    plan = planned(design="sobol", samples=16, replications=2, factors=factors)
    return Sensitivity(method, REVENUE, "each", plan, 16, groups, asked={}, results_sha256="")


@pytest.mark.parametrize(("half", "samples"), [(0.09, None), (0.15, 64), (0.25, 128), (None, None)])
def test_intervals_of_shares_are_doubted_from_a_tenth_on_with_the_samples_that_would_do(
    half: float | None, samples: int | None
) -> None:
    said = doubts(found("sobol", group("sobol", 0.3, 0.6, half=half)), W)
    if samples is None:
        assert said == []
        return
    holes = {"half": W.number(half or 0.0, 2), "what": W["sensitivity.wide_shares"], "samples": W.number(samples)}
    assert said == [W("sensitivity.wide", wanted=W.short(WIDE), **holes)]


@pytest.mark.parametrize(("half", "told"), [(0.9, False), (2.0, True)])
def test_intervals_of_effects_are_doubted_by_their_part_of_the_largest_whatever_its_sign(
    half: float, told: bool
) -> None:
    """Of effects of 2 and -10 a tenth of the largest is 1; nothing that does nothing is doubted."""
    said = doubts(found("morris", group("morris", 2.0, -10.0, half=half)), W)
    assert len(said) == told
    if told:  # twice as wide as it should be: four times the samples
        holes = {"half": W.number(0.2, 2), "what": W["sensitivity.wide_largest"], "samples": W.number(64)}
        assert said == [W("sensitivity.wide", wanted=W.short(WIDE), **holes)]
    assert doubts(found("morris", group("morris", 0.0, 0.0, half=half)), W) == []


def test_of_several_groups_the_widest_interval_is_the_one_that_is_doubted() -> None:
    narrow, wide = (group("sobol", 0.3, 0.6, half=half) for half in (0.01, 0.3))
    assert doubts(found("sobol", narrow, wide), W) == doubts(found("sobol", wide, narrow), W) == [
        W("sensitivity.wide", half=W.number(0.3, 2), what=W["sensitivity.wide_shares"], samples=W.number(256),
          wanted=W.short(WIDE)),
    ]  # fmt: skip


@pytest.mark.parametrize(("idle", "told"), [(0.07, True), (math.nan, False)])
def test_pawn_alone_says_what_an_idle_factor_may_have_and_is_doubted_for_no_width(idle: float, told: bool) -> None:
    said = doubts(found("pawn", group("pawn", 0.3, 0.6, half=0.4, idle=idle)), W)
    assert said == ([W("sensitivity.idle", group=W["sensitivity.uncrossed"], size=W.number(0.07, 2))] if told else [])
    assert doubts(found("sobol", group("sobol", 0.3, 0.6, half=0.01, idle=0.07)), W) == []


@pytest.mark.parametrize("design", METHODS_OF)
def test_a_method_is_the_one_asked_for_if_the_design_is_made_for_it_and_the_design_s_own_if_none_is(
    design: str,
) -> None:
    plan: Any = SimpleNamespace(study=SimpleNamespace(design=design))
    assert _method("auto", plan) == METHODS_OF[design][0]
    for method in OF_METHOD:
        if method in METHODS_OF[design]:
            assert _method(method, plan) == method
        else:
            with pytest.raises(AnalysisError, match=f"this one is for {' or '.join(METHODS_OF[design])}"):
                _method(method, plan)


def test_a_factor_is_kept_with_its_own_kind_unit_and_range_or_levels() -> None:
    cycle = Domain("buyers.cycle", "number", 1, 99, unit="week")
    assert _factor(Factor(cycle, low=2.0, high=9.0)) == {
        "name": "buyers.cycle", "kind": "number", "unit": "week", "low": 2.0, "high": 9.0,
    }  # fmt: skip
    assert _factor(Factor(cycle, levels=(2.0, 9.0))) == {
        "name": "buyers.cycle", "kind": "number", "unit": "week", "levels": [2.0, 9.0],
    }  # fmt: skip


def test_a_figure_of_indices_has_the_finding_for_its_title_and_a_panel_that_nothing_crosses_its_outcome() -> None:
    made = found("sobol", group("sobol", 0.3, 0.6, half=0.05))
    figure = draw_sensitivity(made, SLIDE, W)
    sizes = {" ".join(each.get_text().split()): float(each.get_fontsize()) for each in figure.findobj(Text)}
    title = max(sizes, key=lambda text: sizes[text])
    assert title
    assert " ".join(sensitivity_headline(made, W).split()).startswith(title[:30])
    assert "Revenue" in sizes


# Rules


def pairs(points: int, *, met: int, lucks: int = 2) -> Pairs:
    margin = np.where(np.arange(points) < met, 1.0, -1.0)[:, None] + np.zeros((1, lucks))
    return Pairs(pd.DataFrame({GAIN: np.linspace(0, 1, points)}), margin, margin.mean(axis=1), np.arange(points))


def test_evidence_and_scores_of_rules_are_of_the_points_held_out_beside_those_where_they_were_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(discovery, "evidence", lambda rule, side, **_: asked.append(side) or Evidence(0.1, 0.1))
    fitted, held = pairs(20, met=6), pairs(10, met=5)
    factor = Factor(Domain(GAIN, "number", 0.0, 1.0), low=0.0, high=1.0)
    search = RuleSearch(fitted.factors, {GAIN: factor}, 0.8, 9)
    rule = Rule((Limit(GAIN, high=0.5),))
    monkeypatch.setattr(discovery, "find_rules", lambda name, search, met: [rule] if met is not None else [])
    method = discovery._method("prim", search, fitted, held)
    (told,) = method.rules
    assert asked == [held]
    for each in (told, method):
        assert (each.fitted.points, each.fitted.met, each.fitted.inside) == (20, 6, 10)
        assert (each.held_out.points, each.held_out.met, each.held_out.inside) == (10, 5, 5)


def test_runs_without_a_value_are_told_each_under_why_it_has_none_of_all_that_are_due() -> None:
    reading: Any = SimpleNamespace(
        plan=SimpleNamespace(points=10, matched=3, runs=60), failures=(SimpleNamespace(run=4),),
        results=pd.DataFrame({"run": [0, 1, 7]}),
    )  # fmt: skip
    with pytest.raises(AnalysisError) as said:
        _refuse_missing(reading, REVENUE, np.array([4, 7, 9, 11]))
    reasons = (
        "1 failed (run 4)", "2 not run yet, `cordiale resume` runs them (run 9, 11)",
        "1 without a whole sum of revenue (run 7)",
    )  # fmt: skip
    assert str(said.value).startswith(f"4 of 30 runs have no value of revenue: {'; '.join(reasons)}.")
    _refuse_missing(reading, REVENUE, np.array([], dtype=int))
