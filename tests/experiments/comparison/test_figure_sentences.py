"""Every gap of every sentence on a figure of a comparison holds what its name says; nothing is drawn for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from matplotlib.figure import Figure

from cordiale.experiments.comparison.figures import gallery, overview
from cordiale.experiments.comparison.figures.org_graphs import org_headline, trust_colours
from cordiale.experiments.comparison.figures.quilt import draw_quilt
from cordiale.experiments.comparison.figures.ranked_results import RankedResults
from cordiale.experiments.comparison.figures.seating import seats
from cordiale.experiments.comparison.figures.tradeoff import draw_plane
from cordiale.experiments.comparison.illustrations import graphs_caption
from cordiale.experiments.comparison.measures import FRICTION, GAP, REVENUE, TRUST_MARKETING, TRUST_SALES, Measure
from cordiale.experiments.figures.marks import marks
from cordiale.experiments.figures.page import COLUMN
from cordiale.experiments.foundations.language import ENGLISH as W
from cordiale.simulation.runs.run import Run
from tests.support.spoken import Case, heard, with_gaps
from tests.support.synthetic import org_graph, results_frame


@cache
def found() -> RankedResults:
    frame = results_frame(paradigms=["siloed", "drift"], forces=["none", "all"], replications=4, quarters=5)
    return RankedResults.of(frame, "drift", currency="EUR", w=W)


def switched() -> RankedResults:
    return replace(found(), switch_quarter=3)


def only_told(draw: Callable[[RankedResults, Any], Figure], ranked: Callable[[], RankedResults] = found) -> object:
    """A figure's title and caption, and its panels' titles, without the figure."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("draw_lines", "draw_gaps", "draw_trade_off"):
            patch.setattr(gallery, name, lambda *_, **__: Figure())
        return draw(ranked(), COLUMN)


def paneled() -> object:
    ranked = found()
    return [*overview._courses(ranked, "all"), overview._caption(ranked), traded()]


def traded() -> object:
    ax = Figure().add_subplot()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("draw_rows", "draw_plane", "fix_scales", "name_crosses", "entitle"):
            patch.setattr(overview, name, lambda *_, **__: None)
        overview._draw_standings([ax, ax], found(), overview.Margins(left=12, right=3))
    return draw_plane(ax, found().told(REVENUE), marks(["siloed", "drift"]), money=found().money, w=W)


def quilted() -> None:
    draw_quilt(Figure().add_subplot(), org_graph(reps=24, marketers=14), trust_colours(), w=W)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (REVENUE, {"overview", "trade-off"}),
        (FRICTION, {"overview", "trade-off"}),
        (TRUST_SALES, {"overview", "trust"}),
        (TRUST_MARKETING, {"overview", "trust"}),
        (GAP, {"overview", "gap"}),
    ],
)
def test_a_caption_counts_the_replications_of_all_that_is_drawn_above_it(missing: Measure, said: set[str]) -> None:
    frame = results_frame(paradigms=["siloed", "drift"], forces=["all"], replications=4, quarters=5)
    frame.loc[frame["replication"] == 1, missing.column] = float("nan")
    ranked = RankedResults.of(frame[(frame["replication"] < 3) | (frame["paradigm"] == "drift")], "drift", w=W)
    drawn = {"trust": gallery.draw_trust, "gap": gallery.draw_perception_gap,
             "trade-off": gallery.draw_revenue_against_friction}  # fmt: skip
    captions = {"overview": overview._caption(ranked)}
    for name, draw in drawn.items():
        captions[name] = str(heard(lambda draw=draw: only_told(draw, lambda: ranked)))  # type: ignore[misc]
    assert {name for name, caption in captions.items() if "2 to 4" in caption or "2 to 3" in caption} == said


RUN = Run("siloed", "buyers", 3, 9, 6)
PARTED, PAIRED = "4 matched replications", W["figure.paired"]
SENTENCES: dict[str, Case] = {
    "money": (lambda: found().money, {"currency": "EUR"}),
    "basis": (lambda: found().basis(REVENUE, PAIRED), {"n": PARTED, "shape": PAIRED}),
    "switch": (lambda: switched().basis(REVENUE, PAIRED), {"quarter": 3}),
    "switch_line": (lambda: switched().basis(REVENUE, PAIRED, quarters=True), {"quarter": 3}),
    "revenue": (lambda: only_told(gallery.draw_revenue), {"money": "thousand EUR"}),
    "revenue_less": (lambda: only_told(gallery.draw_revenue_difference),
                     {"baseline": "drift", "money": "thousand EUR"}),
    "friction_less": (lambda: only_told(gallery.draw_friction_difference), {"baseline": "drift"}),
    "trust_of_sales": (lambda: only_told(gallery.draw_trust), {"forces": "No forces"}),
    "trust_of_marketing": (lambda: only_told(gallery.draw_trust), {"forces": "No forces"}),
    "differences": (lambda: only_told(gallery.draw_revenue_against_friction), {"baseline": "drift"}),
    "revenue_axis": (traded, {"money": "thousand EUR"}),
    "panel.revenue": (lambda: [*overview._courses(replace(found(), rankings=alone()), "all")],
                      {"money": "thousand EUR"}),
    "panel.revenue_less": (paneled, {"baseline": "drift", "money": "thousand EUR"}),
    "panel.friction_less": (paneled, {"baseline": "drift"}),
    "panel.trade": (paneled, {"baseline": "drift"}),
    "overview.panels": (paneled, {"forces": "all forces"}),
    "overview.paired": (paneled, {"baseline": "drift"}),
    "org.of": (lambda: graphs_caption(RUN, w=W), {"paradigm": "siloed", "quarters": 6, "forces": "buyers alone",
                                             "replication": 3, "seed": 9}),
    "org.of_switch": (lambda: graphs_caption(RUN._replace(switch_quarter=2), w=W), {
        "paradigm": "siloed", "quarter": 2, "quarters": 6, "forces": "buyers alone", "replication": 3, "seed": 9}),
    "org.sales_teams": (quilted, {"number": 4}),
    "org.marketing_teams": (quilted, {"number": 3}),
}  # fmt: skip
OF_NETWORKS = {"org.start", "org.end", "org.together", "org.same", "org.more", "org.less"}  # below, or drawn


def alone() -> Any:
    frame = results_frame(paradigms=["drift"], forces=["all"], replications=4, quarters=5)
    return RankedResults.of(frame, w=W).rankings


@pytest.mark.parametrize("name", SENTENCES)
def test_the_gaps_of_a_sentence_on_a_figure_hold_what_they_are_called(name: str) -> None:
    say, wanted = SENTENCES[name]
    filled = heard(say)[f"figure.{name}"][0]
    assert {gap: filled[gap] for gap in wanted} == wanted


def test_every_sentence_on_a_figure_that_has_gaps_is_read_back() -> None:
    keys = {
        key for section in ("figure", "figure.panel", "figure.overview", "figure.org") for key in with_gaps(section)
    }
    assert {key.removeprefix("figure.") for key in keys} == {*SENTENCES} | OF_NETWORKS


TITLED = {"revenue": REVENUE, "friction": FRICTION, "perception-gap": GAP, "revenue-difference": REVENUE,
          "friction-difference": FRICTION}  # fmt: skip


@pytest.mark.parametrize("name", TITLED)
def test_the_title_of_a_figure_is_of_its_own_measure_under_the_most_forces(name: str) -> None:
    given = dict[str, Any]()
    with pytest.MonkeyPatch.context() as patch:
        for each in ("draw_lines", "draw_gaps"):
            patch.setattr(gallery, each, lambda *_, **told: given.update(told) or Figure())
        dict(gallery._drawings(found()))[name](found(), COLUMN)
    assert given["title"] == gallery.headline(found().told(TITLED[name]), w=W)
    assert found().told(TITLED[name]).forces == "all"
    assert found().told(TITLED[name]).measure == TITLED[name]


@pytest.mark.parametrize(("before", "after", "ties", "said"), [
    (0.4, 0.6, 30, "more"), (0.6, 0.4, 60, "less"), (0.5, 0.5, 40, "same")
])  # fmt: skip
def test_a_network_is_said_to_trust_more_or_less_by_its_mean_trust_and_not_by_its_ties(
    before: float, after: float, ties: int, said: str
) -> None:
    start, end = org_graph(ties=40), org_graph(ties=ties)
    for graph, trust in ((start, before), (end, after)):
        for _, _, about in graph.edges(data=True):
            if about["kind"] == "works with":
                about["trust"] = trust
    (told,) = heard(lambda: org_headline(start, end, w=W))[f"figure.org.{said}"]
    assert told == {"then": W.number(before, 2), "now": W.number(after, 2)}


def test_trust_is_titled_by_both_directions_each_by_its_own_ranking() -> None:
    given = list[Any]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gallery, "draw_lines", lambda *_, **__: Figure())
        patch.setattr(gallery, "trust_headline", lambda *told: given.append(told[:2]) or "")
        gallery.draw_trust(found(), COLUMN)
    assert [each.measure for each in given[0]] == [TRUST_SALES, TRUST_MARKETING]


def test_sales_stands_at_the_left_and_marketing_at_the_right_leaders_and_all() -> None:
    graph = org_graph(reps=12, marketers=12)
    places = seats(graph)
    assert {*places} == {*graph}
    sides = {"sales": -1, "marketing": 1}
    for node, about in graph.nodes(data=True):
        across, _ = places[node]
        if about["function"] in sides:
            assert across * sides[about["function"]] > 0, about
        else:
            assert across == 0
    heads = [node for node, about in graph.nodes(data=True) if about["role"] == "leader"]
    assert max(places[node][1] for node in graph if node not in heads) < max(places[node][1] for node in heads)
