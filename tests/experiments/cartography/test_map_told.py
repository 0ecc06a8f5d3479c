"""What a map says, draws and rests on is what its worlds say, each cell, share and colour counted another way."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from scipy import stats

from cordiale.experiments.analysis.run_values import AnalysisError
from cordiale.experiments.cartography import advice_map as advice_maps
from cordiale.experiments.cartography import drawing_map
from cordiale.experiments.cartography.advice_map import AdviceMap, Cell
from cordiale.experiments.cartography.beyond_chance import certain
from cordiale.experiments.cartography.drawing_map import draw_map
from cordiale.experiments.cartography.ladder import Ladder, ladder
from cordiale.experiments.cartography.matched_worlds import Worlds
from cordiale.experiments.cartography.robustness import NAMES, measures
from cordiale.experiments.cartography.smoothing import DEGREES, means, surface
from cordiale.experiments.cartography.telling_map import basis, headline, lines, table_rows, to_document
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.figures.marks import marks
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from cordiale.experiments.study.frozen import identity
from tests.support.planted_studies import planned

OPTIONS = ("siloed", "sales-led", "proportional")
X, Y, HOURS = "leadership.strength", "trust.initial", "people.weekly_hours"
AXIS = {"low": 0.0, "high": 1.0}
PLAN = planned(design="latin-hypercube", samples=12, replications=3, factors={
    "paradigm": [*OPTIONS], X: AXIS, Y: AXIS, HOURS: {"low": 39.0, "high": 41.0},
})  # fmt: skip
LED = [
    (0, True),
    (0, False),
    (2, True),
    (1, False),
    (0, True),
    (-1, False),
]  # who leads each cell, and whether for sure


def levels(name: str, steps: int) -> Ladder:
    edges = np.linspace(0.0, 1.0, steps + 1)
    return Ladder(name, "1", tuple(range(steps)), edges, np.arange(12) % steps, binned=True, category=False)


@pytest.fixture(scope="module")
def found() -> AdviceMap:
    """Three by two cells, each with numbers of its own; in the last there is no world."""
    luck = np.random.default_rng(2)
    points = pd.DataFrame({X: luck.random(12), Y: luck.random(12), HOURS: 40 + luck.random(12)})
    worlds = Worlds(PLAN, REVENUE, "paradigm", OPTIONS, points, luck.random((3, 12, 3)), False, "abc")
    cells = [
        Cell(at % 3, at // 3, at + 1 if best >= 0 else 0, tuple(100.0 * at + n for n in range(3)), best,
             (best + 1) % 3 if best >= 0 else -1, Estimate(10.0 * at + 1, 10.0 * at, 10.0 * at + 3, 3), at / 10, apart)
        for at, (best, apart) in enumerate(LED)
    ]  # fmt: skip
    x, y = levels(X, 3), levels(Y, 2)
    return AdviceMap(worlds, x, y, "bins", means(x, y), tuple(cells))


def test_each_row_of_the_table_is_its_cell_s_place_leader_lead_and_means(found: AdviceMap) -> None:
    for at, ((best, apart), row) in enumerate(zip(LED, table_rows(found), strict=True)):
        assert (row[X], row[Y]) == (pytest.approx((at % 3 + 0.5) / 3), pytest.approx((at // 3 + 0.5) / 2))
        names = (OPTIONS[best], OPTIONS[(best + 1) % 3]) if best >= 0 else ("", "")
        assert (row["best"], row["second"], row["told_apart"]) == (*names, apart)
        assert (row["lead"], row["low"], row["high"], row["p"]) == (10 * at + 1, 10 * at, 10 * at + 3, at / 10)
        assert [row[name] for name in OPTIONS] == [100.0 * at + n for n in range(3)]
        assert row["worlds"] == (at + 1 if best >= 0 else 0)


def test_the_document_says_of_each_axis_and_option_what_the_map_has(found: AdviceMap) -> None:
    told = to_document(found)
    assert told["options"] == {
        name: {"led": sum(best == at for best, _ in LED), "told_apart": LED.count((at, True))}
        for at, name in enumerate(OPTIONS)
    }
    for side, axis, name in (("x", found.x, X), ("y", found.y, Y)):
        assert told[side]["factor"] == name
        assert told[side]["edges"] == axis.edges.tolist()
        assert told[side]["steps"] == pytest.approx(axis.centres.tolist())
    assert (told["worlds"], told["replications"], told["averaged_over"]) == (12, 3, [HOURS])
    assert told["outcome"]["less_is_better"] is False
    assert told["surface"] is None
    assert (told["plan_sha256"], told["results_sha256"]) == (identity(PLAN), "abc")
    assert len(told["cells"]) == len(LED)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_count_the_cells_that_each_option_leads_those_told_apart_and_those_without_a_world(
    language: str, found: AdviceMap
) -> None:
    w = words(language)
    assert headline(found, w) == w(
        "map.headline", outcome="revenue", option=w.quoted("siloed"), led=3, apart=2, total=5
    )
    said = lines(found, w)
    for at, name in enumerate(OPTIONS):
        led = [sure for best, sure in LED if best == at]
        assert w("map.share", option=found.worlds.option_word(name, w), led=len(led), apart=sum(led)) in said
    assert w("map.empty", cells=1) in said
    assert said[-1] == basis(found, w)
    assert w("map.how_bins", x=3, y=2) in said[-1]
    assert w("map.over", factors=HOURS) in said[-1]
    assert (
        w(
            "map.basis",
            confidence=w.percent(0.05),
            better=w["map.more"],
            worlds=w.number(12),
            replications=w.counted("matched", 3),
        )
        in said[-1]
    )


@pytest.mark.parametrize("sure", range(len(OPTIONS)))
def test_the_headline_names_who_leads_most_cells_whoever_is_told_apart_most_often(sure: int, found: AdviceMap) -> None:
    told = replace(found, cells=tuple(replace(each, apart=each.best == sure) for each in found.cells))
    w = words("en")
    apart = 3 if sure == 0 else 0
    holes = {"outcome": "revenue", "option": w.quoted("siloed"), "led": 3, "total": 5}
    assert headline(told, w=ENGLISH) == w("map.headline", apart=apart, **holes)


@pytest.mark.parametrize(("design", "counts"), [("full", False), ("latin-hypercube", True), ("list", True)])
def test_that_a_cell_holds_only_a_sample_of_its_worlds_counts_wherever_a_design_does_not_cross_them(
    design: str, counts: bool, found: AdviceMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan: Any = SimpleNamespace(study=SimpleNamespace(design=design), factors=PLAN.factors)
    asked = []
    monkeypatch.setattr(advice_maps, "matched_worlds", lambda *_, **__: found.worlds._replace(plan=plan))
    monkeypatch.setattr(advice_maps, "scatter", lambda *_: asked.append(1) or {})
    advice_maps.advice_map("", X, Y)
    assert bool(asked) is counts


def test_where_every_factor_has_its_axis_nothing_is_said_to_be_averaged_over(found: AdviceMap) -> None:
    whole = replace(found, worlds=found.worlds._replace(points=found.worlds.points[[X, Y]]))
    assert whole.over == []
    assert basis(whole, w=ENGLISH) == basis(found, w=ENGLISH).replace(words("en")("map.over", factors=HOURS), "")


def test_a_cell_is_in_its_option_s_colour_the_stronger_the_larger_its_lead_and_the_key_says_whose_it_is(
    found: AdviceMap,
) -> None:
    (ax,) = draw_map(found, "title", "caption", {name: f"<{name}>" for name in OPTIONS}, SLIDE, w=ENGLISH).axes
    look = marks(OPTIONS)
    painted = np.asarray(ax.collections[0].get_array()).reshape(2, 3, 3)
    strength = {}
    for cell in found.cells:
        colour = painted[cell.y, cell.x]
        if cell.best < 0:
            assert colour.tolist() == [1, 1, 1]
            continue
        pure = np.array(to_rgb(look[OPTIONS[cell.best]].colour))
        shown = (1 - colour)[pure < 0.99] / (1 - pure)[pure < 0.99]
        assert np.ptp(shown) < 1e-6
        strength[cell.lead.mean] = float(shown[0])
    assert [strength[lead] for lead in sorted(strength)] == sorted(strength.values())
    assert len({*strength.values()}) == len(strength)
    key = ax.get_legend()
    assert key is not None
    assert {text.get_text(): (mark.get_marker(), mark.get_color())
            for text, mark in zip(key.get_texts(), key.legend_handles, strict=True)} == {
        f"<{name}>": (look[name].marker, look[name].colour) for name in OPTIONS
    }  # fmt: skip
    assert (ax.get_xlabel(), ax.get_ylabel()) == (X, Y)
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, 1), (0, 1))


def test_what_the_scatter_of_its_worlds_leaves_open_of_a_cell_is_the_standard_error_of_their_mean() -> None:
    x, y = levels(X, 3), levels(Y, 2)
    y = y._replace(place=np.array([0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0]))
    worlds = np.random.default_rng(1).normal(size=12)
    error, free = means(x, y).noise(worlds)
    for cell in range(6):
        inside = worlds[[at for at in range(12) if (x.place[at], y.place[at]) == (cell % 3, cell // 3)]]
        if len(inside) > 1:
            assert (error[cell], free[cell]) == (pytest.approx(stats.sem(inside)), len(inside) - 1)
        else:
            assert math.isnan(free[cell])


@pytest.mark.parametrize("scatter", [(), (0.05, 9.0), (0.6, 4.0), (math.nan, 4.0)])
def test_a_lead_is_as_sure_as_luck_and_the_scatter_of_worlds_both_allow(scatter: tuple[float, ...]) -> None:
    for shift in (0.0, 0.3, 2.0):
        ahead = np.random.default_rng(7).normal(shift, 0.3, 6)
        wanted = stats.ttest_1samp(ahead, 0).pvalue
        if scatter:
            among = 2 * stats.t.sf(abs(ahead.mean()) / scatter[0], scatter[1])
            wanted = 1.0 if math.isnan(scatter[0]) else max(wanted, among)
        assert certain(ahead, scatter) == pytest.approx(wanted)
    assert certain(np.array([1.0]), scatter) == 1.0  # one replication says nothing


@pytest.mark.parametrize("bins", [2, 4, 7])
def test_a_world_is_in_the_part_of_a_range_that_its_value_lies_in_and_the_last_has_its_upper_end(bins: int) -> None:
    factor: Any = next(each for each in PLAN.factors if each.name == HOURS)
    values = np.concatenate([np.linspace(39, 41, bins + 1), np.random.default_rng(3).uniform(39, 41, 50)])
    axis = ladder(factor, pd.Series(values), bins=bins)
    for value, step in zip(values, axis.place, strict=True):
        assert axis.edges[step] <= value
        assert value < axis.edges[step + 1] or (step == bins - 1 and value == 41.0)
    assert axis.edges.tolist() == pytest.approx([39 + 2 * at / bins for at in range(bins + 1)])
    assert [axis.told(step) for step in range(bins)] == pytest.approx([39 + (2 * at + 1) / bins for at in range(bins)])


@pytest.mark.parametrize(("high", "bins", "steps"), [(4, 4, 3), (5, 4, 4), (6, 4, 4), (30, 7, 7)])
def test_no_part_of_a_range_of_whole_numbers_is_without_one(high: int, bins: int, steps: int) -> None:
    factor = Factor(Domain("company.reps", "whole", 1, 500), low=2, high=high)
    column = pd.Series([*range(2, high + 1)])
    axis = ladder(factor, column, bins=bins)
    assert {*axis.place} == {*range(steps)}
    assert len(axis.steps) == steps
    assert all(axis.edges[step] <= value < axis.edges[step + 1] for value, step in zip(column, axis.place, strict=True))
    assert (axis.steps == (2, 3, 4)) == (high == 4)


def test_a_side_over_whole_numbers_has_ticks_at_whole_numbers_only() -> None:
    factor = Factor(Domain("company.reps", "whole", 1, 500), low=2, high=4)
    reps, part = ladder(factor, pd.Series([2, 3, 4]), bins=4), levels(X, 3)
    ax = Figure().add_subplot()
    drawing_map._dress(ax, SimpleNamespace(x=part, y=reps), words("en"))  # type: ignore[arg-type]  # its sides alone
    shown = [tick for tick in ax.get_yticks() if 1.5 <= tick <= 4.5]
    assert shown == [2, 3, 4]
    assert any(tick != int(tick) for tick in ax.get_xticks())


@pytest.mark.parametrize("kind", ["number", "category"])
def test_levels_of_an_axis_stand_in_order_and_each_world_at_its_own(kind: str) -> None:
    values = [9.0, 2.0, 5.0, 2.0, 9.0]
    names = [str(int(each)) for each in values]
    factor: Any = SimpleNamespace(name="x", domain=SimpleNamespace(unit="1", kind=kind), levels=(), is_sampled=False)
    column = pd.Series(values if kind == "number" else names)
    axis = ladder(factor, column, bins=4)
    assert axis.steps == ((2.0, 5.0, 9.0) if kind == "number" else ("2", "5", "9"))
    assert [axis.steps[place] for place in axis.place] == column.tolist()
    assert axis.edges.tolist() == ([0.5, 3.5, 7.0, 11.0] if kind == "number" else [-0.5, 0.5, 1.5, 2.5])
    declared: Any = SimpleNamespace(**{**vars(factor), "levels": tuple(dict.fromkeys(column))})
    assert ladder(declared, column, bins=4).steps == (axis.steps if kind == "number" else ("9", "2", "5"))


@pytest.mark.parametrize("worlds", [DEGREES[0], 5, 6, 7, 30])
def test_a_surface_is_fitted_from_two_worlds_a_term_of_a_plane_on_and_finds_the_plane(worlds: int) -> None:
    places = np.random.default_rng(worlds).uniform(-1, 1, (worlds, 2))
    corners = np.array([[-1.0, -1.0], [0.5, 1.0], [1.0, -0.25]])
    plane, other = (lambda at: 3 + 2 * at[:, 0] - at[:, 1]), (lambda at: -at[:, 0])
    brought = np.column_stack([plane(places), other(places)])
    if worlds < 6:
        with pytest.raises(AnalysisError, match=f"the study has {worlds} worlds: a fitted surface needs 6 at least"):
            surface(places, corners, brought)
        return
    fitted = surface(places, corners, brought)
    assert fitted.weights @ brought == pytest.approx(np.column_stack([plane(corners), other(corners)]), abs=1e-6)
    assert fitted.told == pytest.approx(1.0, abs=1e-6)


def test_a_surface_is_read_at_the_middles_of_its_cells(found: AdviceMap) -> None:
    x, y = levels(X, 3), levels(Y, 2)._replace(edges=np.array([0.0, 0.4, 1.0]))
    points = found.worlds.points
    plane = np.stack([3 + 2 * points[X] - 5 * points[Y] ** at for at in (1, 2, 3)])[:, :, None]
    worlds = found.worlds._replace(values=np.repeat(plane, 3, axis=2))
    fitted = advice_maps._surface(worlds, x, y)
    wanted = [3 + 2 * across - 5 * upward for upward in (0.2, 0.7) for across in (1 / 6, 0.5, 5 / 6)]
    assert (fitted.weights @ plane[0, :, 0]).tolist() == pytest.approx(wanted)
    with pytest.raises(AnalysisError, match=f"{X} has categories: a surface is fitted over numbers"):
        advice_maps._surface(worlds, x._replace(category=True), y)


def test_a_factor_with_one_value_is_no_axis() -> None:
    factor: Any = SimpleNamespace(
        name="x", domain=SimpleNamespace(unit="1", kind="number"), levels=(), is_sampled=False
    )
    with pytest.raises(AnalysisError, match=r"^x has one value only, 5\.0: there is nothing to draw along it$"):
        ladder(factor, pd.Series([5.0, 5.0]), bins=4)


@pytest.mark.parametrize("sampled", [(), (X,), (Y,), (X, Y)])
def test_a_map_is_said_to_be_of_bins_where_either_axis_is_cut(
    sampled: tuple[str, ...], found: AdviceMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    factors = {"paradigm": [*OPTIONS], X: [0.25, 0.75], Y: [0.25, 0.75]} | dict.fromkeys(sampled, AXIS)
    design = {"design": "latin-hypercube", "samples": 12} if sampled else {"design": "full"}
    plan = planned(**design, replications=3, factors=factors)
    points = pd.DataFrame({name: [0.25, 0.75] * 6 if name not in sampled else np.linspace(0, 1, 12) for name in (X, Y)})
    worlds = found.worlds._replace(plan=plan, points=points)
    monkeypatch.setattr(advice_maps, "matched_worlds", lambda *_, **__: worlds)
    made = advice_maps.advice_map("", X, Y)
    assert made.how == ("bins" if sampled else "cells")
    assert [axis.binned for axis in (made.x, made.y)] == [name in sampled for name in (X, Y)]


def test_measures_of_robustness_are_those_of_each_replication_s_own_worlds() -> None:
    worth = np.random.default_rng(11).integers(0, 6, (3, 5, 4)).astype(float)
    found = measures(worth, 3.0)
    assert {*found} == {*NAMES}
    for option in range(3):
        for luck in range(4):
            own = [worth[option, world, luck] for world in range(5)]
            best = [max(worth[each, world, luck] for each in range(3)) for world in range(5)]
            regret = [most - mine for most, mine in zip(best, own, strict=True)]
            wanted = {"mean": sum(own) / 5, "worst": min(own), "regret": sum(regret) / 5, "largest_regret": max(regret),
                      "first": regret.count(0) / 5, "meets": sum(each >= 3 for each in own) / 5}  # fmt: skip
            assert {name: float(found[name][option, luck]) for name in NAMES} == pytest.approx(wanted)
    assert np.isnan(measures(worth, math.nan)["meets"]).all()


def test_no_word_of_a_map_is_left_with_a_hole(found: AdviceMap) -> None:
    for language in ("en", "fr"):
        assert not re.search(r"[{}]", "\n".join(lines(found, words(language))))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_map_s_headline_is_of_who_leads_in_most_cells_though_another_is_told_apart_in_more(language: str) -> None:
    w, shares = words(language), {"siloed": (3, 3), "drift": (5, 1), "sales-led": (0, 0)}
    worlds = SimpleNamespace(option_word=lambda name, w: w.quoted(name), measure=SimpleNamespace(name="revenue"))
    stub: Any = SimpleNamespace(shares=lambda: shares, known=[0] * 8, worlds=worlds)
    holes = {"option": w.quoted("drift"), "led": 5, "apart": 1, "total": 8, "outcome": "revenue"}
    assert headline(stub, w) == w("map.headline", **holes)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_fitted_surface_says_its_degree_and_how_much_it_explains(language: str) -> None:
    w = words(language)
    plan = SimpleNamespace(matched=3, study=SimpleNamespace(until=None))
    worlds = SimpleNamespace(points=[0] * 12, plan=plan, less_is_better=False)
    stub: Any = SimpleNamespace(how="surface", over=[], worlds=worlds, smoother=SimpleNamespace(degree=2, told=0.83))
    assert basis(stub, w).startswith(w("map.how_surface", degree=2, told=w.percent(0.83)))
