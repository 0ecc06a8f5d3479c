"""How a map is made follows from what was asked and from its study: its bins, its surface, whose scatter is luck."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis.run_values import AnalysisError, measure_of
from cordiale.experiments.cartography import advice_map as maps
from cordiale.experiments.cartography import telling_map
from cordiale.experiments.cartography.drawing_map import _named
from cordiale.experiments.cartography.ladder import Ladder
from cordiale.experiments.cartography.matched_worlds import LESS_IS_BETTER, Worlds
from cordiale.experiments.cartography.robustness import document_of
from cordiale.experiments.comparison.measures import MEASURES, REVENUE
from cordiale.experiments.foundations.language import words
from cordiale.simulation.world.outcomes import NAMES
from tests.support.planted_studies import planned

X, Y = "leadership.strength", "trust.initial"
AXIS = {"low": 0.0, "high": 1.0}
SAMPLED = {"paradigm": ["siloed", "proportional"], X: AXIS, Y: AXIS}
LISTED = {"paradigm": ["siloed", "proportional"], X: [0.0, 0.5, 1.0], Y: [0.1, 0.5, 0.9]}


def worlds(count: int, *, design: str = "latin-hypercube", less: bool = False) -> Worlds:
    factors = SAMPLED if design == "latin-hypercube" else LISTED
    plan = planned(design=design, replications=3, factors=factors, **({"samples": 8} if factors is SAMPLED else {}))
    luck = np.random.default_rng(count)
    grid = [(x, y) for x in (0.0, 0.5, 1.0) for y in (0.1, 0.5, 0.9)]
    points = luck.random((count, 2)) if factors is SAMPLED else np.array(grid)
    values = luck.random((2, len(points), 3))
    return Worlds(plan, REVENUE, "paradigm", ("siloed", "proportional"), pd.DataFrame(points, columns=[X, Y]), values,
                  less, "abc")  # fmt: skip


def made(lived: Worlds, monkeypatch: pytest.MonkeyPatch, **asked: Any) -> maps.AdviceMap:
    monkeypatch.setattr(maps, "matched_worlds", lambda *_, **__: lived)
    return maps.advice_map("study", X, Y, **asked)


@pytest.mark.parametrize(("count", "bins"), [(30, 4), (99, 4), (100, 5), (260, 8), (2000, 12)])
def test_a_range_is_cut_into_as_many_bins_as_give_each_cell_four_worlds_but_four_at_least_and_twelve_at_most(
    count: int, bins: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made(worlds(count), monkeypatch)
    assert (len(found.x.steps), len(found.y.steps), found.how) == (bins, bins, "bins")
    assert bins in (4, 12) or bins == math.isqrt(count // 4)


@pytest.mark.parametrize(("asked", "steps"), [({}, 20), ({"bins": 7}, 7)])
def test_a_surface_is_read_at_twenty_steps_of_a_side_unless_others_are_asked_for(
    asked: dict[str, int], steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made(worlds(24), monkeypatch, fitted=True, **asked)
    assert (len(found.x.steps), len(found.cells), found.how) == (steps, steps**2, "surface")


@pytest.mark.parametrize(("design", "fitted", "scattered"), [
    ("latin-hypercube", False, True), ("latin-hypercube", True, True), ("full", False, False), ("full", True, True),
])  # fmt: skip
def test_worlds_scatter_where_they_are_a_sample_or_a_surface_is_fitted_and_not_where_a_cell_has_them_all(
    design: str, fitted: bool, scattered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    honest = maps.scatter
    monkeypatch.setattr(maps, "scatter", lambda *given: asked.append(given) or honest(*given))
    found = made(worlds(40, design=design), monkeypatch, fitted=fitted)
    assert bool(asked) == scattered
    assert found.how == ("surface" if fitted else "bins" if design == "latin-hypercube" else "cells")


@pytest.mark.parametrize("less", [False, True])
def test_an_option_s_mean_in_a_cell_keeps_its_sign_and_the_best_is_the_least_where_less_is_better(
    less: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived = worlds(9, design="full", less=less)
    for cell in made(lived, monkeypatch).cells:
        world = next(at for at, (x, y) in enumerate(lived.points.to_numpy())
                     if (x, y) == ((0.0, 0.5, 1.0)[cell.x], (0.1, 0.5, 0.9)[cell.y]))  # fmt: skip
        means = lived.values[:, world].mean(axis=1)
        assert cell.means == pytest.approx(tuple(means))
        assert cell.best == (means.argmin() if less else means.argmax())
        assert cell.second != cell.best
        assert cell.lead.mean == pytest.approx(abs(means[0] - means[1]))


def test_less_is_better_of_all_that_nobody_wants_and_not_of_money_and_trust() -> None:
    assert {"friction_hours_share", "friction_events_per_person_week", "perception_gap", "leavers"} < LESS_IS_BETTER
    assert set(NAMES) > LESS_IS_BETTER
    assert {name for name in NAMES if name not in LESS_IS_BETTER} == {
        *("revenue", "revenue_new", "revenue_recurring", "contract_value", "gross_retention", "net_retention"),
        *("gross_retention_broken", "gross_retention_kept", "leads_created", "leads_handed_over", "leads_worked"),
        *("opportunities", "wins", "marketing_wins", "win_rate", "customers", "morale", "mastery", "role_clarity"),
        *("executives_aligned", "executives_very_aligned", "ideas_proposed", "ideas_adopted", "tool_utilisation"),
        *(f"{who}{whom}{part}" for whom in ("sales_in_marketing", "marketing_in_sales")
          for who, part in (("trust_", ""), ("trust_", "_cognition"), ("trust_", "_affect"), ("leader_trust_", ""))),
        # of which nobody can say which way is better
        *("marketing_influence", "questions", "power_balance", "view_distance", "credit_claimed_ratio", "credit_gini"),
        *("cross_function_density", "assortativity", "modularity"),
    }  # fmt: skip
    assert {each.column for each in MEASURES} - LESS_IS_BETTER == {
        "revenue", "revenue_new", "trust_sales_in_marketing", "trust_marketing_in_sales",
    }  # fmt: skip


@pytest.mark.parametrize("bins", [2, 200])
def test_two_to_two_hundred_bins_may_be_asked_for(bins: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "ladder", lambda *_, bins: pytest.fail(f"{bins} are taken"))
    with pytest.raises(pytest.fail.Exception, match=f"{bins} are taken"):
        made(worlds(30), monkeypatch, bins=bins)
    with pytest.raises(AnalysisError, match=rf"bins = {bins + (1 if bins > 2 else -1)} is outside \[2, 200\]"):
        made(worlds(30), monkeypatch, bins=bins + (1 if bins > 2 else -1))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_map_leaves_is_its_data_its_table_and_a_figure_in_the_language_that_was_asked_for(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, w = made(worlds(9, design="full"), monkeypatch), words(language)
    drawn: list[tuple[Any, ...]] = []
    monkeypatch.setattr(telling_map, "draw_map", lambda *given: drawn.append(given))
    monkeypatch.setattr(telling_map, "save", lambda _, stem: drawn.append((stem,)))
    telling_map.keep_map(found, tmp_path, w)
    (_, title, caption, named, _, told), (stem,) = drawn
    assert (title, caption) == (telling_map.headline(found, w), telling_map.basis(found, w))
    assert named == {name: w.quoted(name) for name in ("siloed", "proportional")}
    assert (told.language, stem) == (language, tmp_path / "map")
    assert json.loads((tmp_path / "map.json").read_text()) == json.loads(
        json.dumps(telling_map.to_document(found), default=float)
    )
    assert len(pd.read_csv(tmp_path / "map.csv")) == len(found.cells)


@pytest.mark.parametrize(("unit", "name"), [
    ("1", "buyers.cycle"), ("name", "buyers.cycle"), ("week", f"buyers.cycle, {words('fr').unit('week')}"),
])  # fmt: skip
def test_an_axis_is_called_by_its_factor_and_its_unit_in_the_language_of_the_figure(unit: str, name: str) -> None:
    axis = Ladder("buyers.cycle", unit, (0, 1), np.array([0.0, 0.5, 1.0]), np.zeros(2), binned=True, category=False)
    assert _named(axis, words("fr")) == name
    assert words("fr").unit("week") != words("en").unit("week")


@pytest.mark.parametrize("told", [0.0, 0.25])
def test_the_data_of_a_map_says_of_each_axis_its_own_unit_and_of_a_surface_its_degree_and_what_it_explains(
    told: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made(worlds(60), monkeypatch, fitted=True)
    found = replace(
        found,
        x=found.x._replace(unit="week"),
        y=found.y._replace(unit="h/lead", binned=False),
        smoother=found.smoother._replace(told=told),
    )
    document = telling_map.to_document(found)
    assert document["surface"] == {"degree": found.smoother.degree, "explains": told}
    for name, axis in (("x", found.x), ("y", found.y)):
        steps = [axis.told(step) for step in range(len(axis.steps))]
        assert document[name] == {
            "factor": axis.name, "unit": axis.unit, "steps": steps, "edges": axis.edges.tolist(), "binned": axis.binned,
        }  # fmt: skip
    assert (document["x"]["unit"], document["y"]["unit"]) == ("week", "h/lead")
    assert telling_map.to_document(made(worlds(60), monkeypatch))["surface"] is None


def test_the_data_of_robustness_says_of_its_outcome_the_name_the_unit_and_how_it_is_made() -> None:
    lived: Any = worlds(12, less=True)
    measure = measure_of("revenue", "last-year")
    found: Any = SimpleNamespace(worlds=lived._replace(measure=measure), threshold=7.0, options=())
    document = document_of(found)
    assert document["outcome"] == {
        "name": "revenue", "unit": "thousand", "definition": "sum of revenue over last year",
        "less_is_better": True,
    }  # fmt: skip
    assert (document["of"], document["threshold"], document["worlds"]) == ("paradigm", 7.0, 12)
