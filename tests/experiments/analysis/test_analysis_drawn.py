"""The figures of analyses, read back from their marks: the numbers of the analysis, each in its own row or column."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.discovery import Discovery, Found, MethodRules
from cordiale.experiments.analysis.drawing_flips import draw_discovery
from cordiale.experiments.analysis.drawing_indices import ABOUT, MOST_ROWS, draw_sensitivity
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.indices import METHODS_OF, Indices, Sensitivity
from cordiale.experiments.analysis.pairing import Pairs
from cordiale.experiments.analysis.rules import Limit, Rule, score
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.planted_studies import planned

NUMBERS = tuple(each.dotted for each in PARAMETERS if (each.low, each.high) == (0, 1))[: MOST_ROWS + 1]
DESIGN = {method: design for design, methods in METHODS_OF.items() for method in methods}


def analysis(method: str, factors: int = 4) -> Sensitivity:
    """Indices that grow from factor to factor, and in the other order under the second paradigm, twice as large."""
    made = planned(design=DESIGN[method], samples=8, factors={
        "paradigm": ["siloed", "drift"], **{name: {"low": 0.1, "high": 0.9} for name in NUMBERS[:factors]}
    })  # fmt: skip
    groups = []
    for sign, paradigm in ((1, "siloed"), (-1, "drift")):
        of = {
            name: {
                kind: Estimate(value := (3 - sign) * (1 + sign * at / 20 + 30 * place), value - 0.1, value + 0.3, 5)
                for place, kind in enumerate(OF_METHOD[method])
            }
            for at, name in enumerate(NUMBERS[:factors])
        }
        groups.append(Indices({"paradigm": paradigm}, of, Estimate(9.0, 8.0, 10.0, 5), {}))
    return Sensitivity(method, REVENUE, "each", made, 8, tuple(groups))


def rows_of(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


@pytest.mark.parametrize("method", DESIGN)
def test_each_mark_and_whisker_is_its_factor_s_own_index_of_the_kind_the_caption_tells(method: str) -> None:
    found = analysis(method)
    for group, ax in zip(found.groups, draw_sensitivity(found, SLIDE).axes, strict=True):
        marks = {(rows_of(ax)[round(y)], line.get_marker(), line.get_markerfacecolor() != "white"): x
                 for line in ax.lines if line.get_marker() in ("o", "s")
                 for x, y in [(line.get_xdata()[0], line.get_ydata()[0])]}  # fmt: skip
        main, other = OF_METHOD[method][:2]
        assert marks == {
            (name, marker, full): group.of[name][kind].mean
            for name in group.of for kind, marker, full in ((main, "o", True), (other, "s", False))
        }  # fmt: skip
        bars = {tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "None"} - {(0, 0), (0.0, 1.0)}
        assert bars >= {(each[kind].low, each[kind].high) for each in group.of.values() for kind in (main, other)}
        assert ax.get_title("left") == group.name.capitalize()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("method", DESIGN)
def test_the_caption_and_the_scale_are_those_of_the_method(method: str, language: str) -> None:
    w = words(language)
    figure = draw_sensitivity(analysis(method), SLIDE, w)
    assert w[ABOUT[method]] in figure.get_label()
    axis = w(f"sensitivity.axis_{method}", unit=REVENUE.unit)
    assert {ax.get_xlabel() for ax in figure.axes} == {axis}
    assert len({ax.get_xlim() for ax in figure.axes}) == 1
    assert all(ax.get_xlim()[0] <= 0 <= ax.get_xlim()[1] for ax in figure.axes)


@pytest.mark.parametrize("factors", [4, MOST_ROWS, len(NUMBERS)])
def test_factors_stand_by_their_largest_index_anywhere_and_those_that_have_no_row_are_counted(factors: int) -> None:
    found = analysis("sobol", factors)
    figure = draw_sensitivity(found, SLIDE)
    largest = {name: max(group.of[name]["ST"].mean for group in found.groups) for name in NUMBERS[:factors]}
    order = sorted(largest, key=largest.__getitem__, reverse=True)[:MOST_ROWS]
    for ax in figure.axes:
        assert rows_of(ax) == order
        assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first is above
    left = factors - len(order)
    assert (words("en")("sensitivity.not_drawn", factors=left) in figure.get_label()) == (left > 0)


def discovery(limit: Limit, *, percent: bool = False, points: int = 40) -> Discovery:
    """Points of which those within a limit meet the condition, and one rule that says so."""
    made = planned(design="full", factors={"paradigm": ["siloed", "drift"], "forces": ["none", "buyers", "all"],
                                           "leadership.strength": [0.1, 0.5, 0.9]})  # fmt: skip
    at = np.arange(points)
    factors = pd.DataFrame({"forces": np.array(["none", "buyers", "all"])[at % 3], "leadership.strength": at / points})
    met = limit.holds(factors[limit.factor])
    margin = np.where(met, 1.0 + at, -1.0 - at)
    told = score(met, met, at)
    none = Evidence(*([math.nan] * len(Evidence.__dataclass_fields__)))
    rule = Found(Rule((limit,)), told, told, True, none)
    asked = Where("siloed", "drift", "revenue", False, 2.5, percent)
    pairs = Pairs(factors, margin[:, None], margin, at)
    methods = (MethodRules("prim", (rule,), told, told),)
    return Discovery(asked, REVENUE, made, pairs, np.zeros(points, dtype=bool), 0, methods)


LIMITS = {
    "least": Limit("leadership.strength", low=0.5), "most": Limit("leadership.strength", high=0.25),
    "between": Limit("leadership.strength", 0.2, 0.6), "one": Limit("forces", among=("buyers",)),
    "two": Limit("forces", among=("none", "all")),
}  # fmt: skip


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_point_stands_over_its_factor_at_its_own_difference_full_only_in_the_shade_of_the_rule(limit: Limit) -> None:
    found = discovery(limit)
    figure = draw_discovery(found, SLIDE)
    assert figure is not None
    (ax,) = figure.axes
    ticks = dict(zip(ax.get_xticks(), (each.get_text() for each in ax.get_xticklabels()), strict=True))
    seen = {}
    for line in ax.lines:
        if line.get_marker() == "o":
            for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True):
                seen[float(y)] = (x if not limit.among else ticks[round(x)], line.get_markerfacecolor() != "none")
    value = found.pairs.factors[limit.factor]
    inside = limit.holds(value)
    assert seen == {
        y: (x, full) for y, x, full in zip(found.pairs.difference.tolist(), value, inside.tolist(), strict=True)
    }
    if limit.among:
        assert [*ticks.values()] == ["none", "buyers", "all"]  # as the study has them
    shades = sorted((patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches)
    if limit.among:
        assert {ticks[round((low + high) / 2)] for low, high in shades} == {*limit.among}
        assert all(high - low < 1 for low, high in shades)
    else:
        assert shades == [(max(limit.low, value.min()), min(limit.high, value.max()))]


@pytest.mark.parametrize("percent", [False, True])
def test_the_line_of_a_condition_lies_at_its_limit_and_of_a_percentage_there_is_none(percent: bool) -> None:
    figure = draw_discovery(discovery(LIMITS["least"], percent=percent), SLIDE)
    assert figure is not None
    level = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_marker() != "o"]
    assert level == ([] if percent else [2.5])
