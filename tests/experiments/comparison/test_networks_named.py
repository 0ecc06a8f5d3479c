"""A network of people or of teams: which mark is whose, which colour is how much trust, who is drawn one by one."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from cordiale.experiments.comparison.figures.line_charts import Panel, _aside, draw_lines
from cordiale.experiments.comparison.figures.org_graphs import LEGIBLE, draw_org_graphs, trust_colours
from cordiale.experiments.comparison.figures.overview import draw_overview
from cordiale.experiments.comparison.figures.quilt import draw_quilt, quilt
from cordiale.experiments.comparison.figures.ranked_results import RankedResults
from cordiale.experiments.comparison.figures.seating import COLUMNS, seats, teams
from cordiale.experiments.comparison.figures.tradeoff import draw_trade_off
from cordiale.experiments.comparison.measures import FRICTION, REVENUE
from cordiale.experiments.comparison.ranking import Ranking, Standing
from cordiale.experiments.figures.marks import MARKS
from cordiale.experiments.figures.page import COLUMN, INK, SLIDE
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.statistics import Estimate
from tests.support.synthetic import org_graph, results_frame

LOOKS = {"sales": "#5790fc", "marketing": "#f89c20", "company": "#555555"}


def luminance(colour: np.ndarray) -> float:
    return float(np.dot(colour[:3], (0.299, 0.587, 0.114)))


def test_the_more_trust_the_darker_its_colour_from_light_to_dark_without_a_turn() -> None:
    seen = [luminance(np.array(each)) for each in trust_colours()(np.linspace(0, 1, 40))]
    assert np.all(np.diff(seen) < 0)
    assert seen[0] > 0.7
    assert seen[-1] < 0.2


@pytest.mark.parametrize("function", LOOKS)
def test_sales_are_blue_circles_at_the_left_marketing_orange_squares_at_the_right_and_the_company_grey_diamonds(
    function: str,
) -> None:
    graph, w = org_graph(), words("en")
    figure, places = draw_org_graphs(graph, graph, layout=COLUMN, w=ENGLISH), seats(graph)
    own = {places[one] for one, about in graph.nodes(data=True) if about["function"] == function}
    drawn = {tuple(spot) for each in figure.axes[0].collections if isinstance(each, PathCollection)
             if len(each.get_offsets()) and to_hex(each.get_facecolor()[0]) == LOOKS[function]
             for spot in each.get_offsets().tolist()}  # fmt: skip
    assert drawn == own
    handles = {text.get_text(): handle for legend in figure.legends
               for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True)}  # fmt: skip
    handle = handles[w[f"figure.org.{function}"]]
    shape = {"sales": "o", "marketing": "s", "company": "D"}[function]
    assert (handle.get_color(), handle.get_marker()) == (LOOKS[function], shape)
    assert COLUMNS["sales"] < 0 < COLUMNS["marketing"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("people", "single"), [(LEGIBLE, True), (LEGIBLE + 1, False)])
def test_people_are_drawn_one_by_one_up_to_sixty_and_of_more_the_trust_of_teams_and_both_say_which(
    people: int, single: bool, language: str
) -> None:
    w, graph = words(language), org_graph(reps=people - 20, marketers=20)
    figure = draw_org_graphs(graph, graph, layout=COLUMN, w=w)
    assert [bool(ax.get_images()) for ax in figure.axes[:2]] == [not single] * 2
    said = figure.get_label()
    assert (w["figure.org.key"] in said, w["figure.org.quilt"] in said) == (single, not single)
    assert w["figure.org.run"] in said
    key = w["figure.org.trust" if single else "figure.org.mean_trust"]
    assert figure.axes[2].get_xlabel() == key
    assert [label.get_text() for label in figure.axes[2].get_xticklabels()] == [w.short(at) for at in (0, 0.5, 1)]


def test_a_patch_is_the_mean_trust_of_a_sales_team_s_row_and_a_marketing_team_s_column_however_ties_are_told() -> None:
    graph = nx.Graph()
    for name, function in (("m1", "marketing"), ("m2", "marketing"), ("r1", "sales"), ("r2", "sales"), ("r3", "sales")):
        graph.add_node(name, function=function, role="rep" if function == "sales" else "marketer")
    graph.add_edge("r1", "r2", kind="same team")
    for one, other, trust in (("m1", "r1", 0.2), ("r2", "m1", 0.6), ("r3", "m2", 0.9), ("m2", "r1", 0.5)):
        graph.add_edge(one, other, kind="works with", trust=trust)
    rows, columns = teams(graph, "sales"), teams(graph, "marketing")
    assert (rows, columns) == ([["r1", "r2"], ["r3"]], [["m1"], ["m2"]])
    patches = quilt(graph)
    assert patches[0] == pytest.approx([0.4, 0.5])
    assert np.isnan(patches[1, 0])
    assert patches[1, 1] == pytest.approx(0.9)
    big = org_graph(reps=90, marketers=36)
    ax = draw_org_graphs(big, big, layout=COLUMN, w=ENGLISH).axes[0]
    draw_quilt(ax, graph, trust_colours(), w=ENGLISH)
    w = words("en")
    assert ax.get_xlabel() == w("figure.org.marketing_teams", number=2)
    assert ax.get_ylabel() == w("figure.org.sales_teams", number=2)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return results_frame(paradigms=["siloed", "proportional"], forces=["none", "all"], replications=5, quarters=3)


def test_an_only_quarter_has_marks_beside_each_other_each_with_its_whole_interval(frame: pd.DataFrame) -> None:
    one = frame[frame["quarter"] <= 1]
    panel = Panel("Only", "all", "revenue", first=1)
    (ax,) = draw_lines(one, [panel], title="t", caption="c", layout=SLIDE, switch=0, w=ENGLISH).axes
    for name in ("siloed", "proportional"):
        values = one.query("forces == 'all' and quarter == 1 and paradigm == @name")["revenue"]
        mark = next(line for line in ax.lines if line.get_marker() == MARKS[name].marker and len(line.get_xdata()) == 1)
        assert mark.get_ydata()[0] == pytest.approx(values.mean())
        at = mark.get_xdata()[0]
        (bar,) = [line for line in ax.lines if line.get_marker() == "None" and list(line.get_xdata()) == [at, at]]
        low, high = bar.get_ydata()
        assert (low + high) / 2 == pytest.approx(values.mean())
        assert low < values.mean() < high
        assert bar.get_color() == MARKS[name].colour != INK


def test_all_panels_of_a_figure_have_one_vertical_scale_that_holds_every_band(frame: pd.DataFrame) -> None:
    rich = frame.assign(revenue=frame["revenue"] * np.where(frame["forces"] == "all", 3.0, 1.0))
    panels = [Panel(each, each, "revenue", first=1) for each in ("none", "all")]
    axes = draw_lines(rich, panels, title="t", caption="c", layout=SLIDE, switch=0, w=ENGLISH).axes
    assert len({ax.get_ylim() for ax in axes}) == 1
    low, high = axes[0].get_ylim()
    for ax in axes:
        for band in ax.collections:
            heights = band.get_paths()[0].vertices[:, 1]
            assert low <= heights.min() <= heights.max() <= high


def test_who_leads_both_functions_stands_above_the_heads_of_each_and_these_above_all_others() -> None:
    graph = org_graph()
    places = seats(graph)
    heads = [other for _, other, about in graph.edges(0, data=True) if about["kind"] == "reports to"]
    assert len(heads) == 2
    assert all(places[0][1] > places[head][1] for head in heads)
    rest = [one for one in graph if one not in (0, *heads)]
    assert all(places[head][1] > places[one][1] for head in heads for one in rest)
    assert places[0][0] == 0.0


def test_a_cross_of_the_trade_off_has_arms_as_long_as_its_intervals_and_the_good_corner_is_tinted() -> None:
    levels = {REVENUE.name: Estimate(1.0, 0.9, 1.1, 9)}
    hours, money = Estimate(-0.02, -0.05, 0.03, 9), Estimate(70.0, -10.0, 90.0, 9)
    differences = {FRICTION.name: hours, REVENUE.name: money}
    standings = (Standing("siloed", 1, levels, differences, None), Standing("status-quo", 2, levels, {}, None))
    ranking = Ranking("all", REVENUE, "status-quo", standings, ())
    figure = draw_trade_off([ranking], title="t", caption="c", layout=SLIDE, money="thousand CHF", w=ENGLISH)
    (ax,) = figure.axes
    colour = MARKS["siloed"].colour
    arms = [(list(line.get_xdata()), list(line.get_ydata())) for line in ax.lines
            if line.get_color() == colour and line.get_marker() == "None"]  # fmt: skip
    across, up = arms
    assert (across[0], across[1]) == (pytest.approx([-5.0, 3.0]), pytest.approx([70.0, 70.0]))
    assert (up[0], up[1]) == (pytest.approx([-2.0, -2.0]), pytest.approx([-10.0, 90.0]))
    assert "thousand CHF" in ax.get_ylabel()
    (corner,) = [patch for patch in ax.patches if to_hex(patch.get_facecolor()) == "#f3f3f3"]
    left, right = sorted((corner.get_x(), corner.get_x() + corner.get_width()))
    low, high = ax.get_ylim()
    assert (left, right) == (pytest.approx(ax.get_xlim()[0]), pytest.approx(0.0))
    assert corner.get_y() == pytest.approx(-low / (high - low))


@pytest.mark.parametrize("paradigms", [["siloed", "proportional"], ["siloed"]])
def test_the_one_page_says_of_money_its_currency_and_of_the_tinted_corner_only_where_there_is_one(
    paradigms: list[str],
) -> None:
    w = words("en")
    frame = results_frame(paradigms=paradigms, forces=["all"], replications=4, quarters=3)
    figure = draw_overview(RankedResults.of(frame, currency="CHF", w=ENGLISH))
    plane = [ax for ax in figure.axes if w("figure.money", currency="CHF") in ax.get_ylabel()]
    assert len(plane) == len(paradigms) - 1
    assert (w["figure.tinted"] in figure.get_label()) == (len(paradigms) > 1)


def test_all_panels_of_the_trade_off_have_one_scale_that_holds_every_cross_with_room_at_its_ends() -> None:
    levels = {REVENUE.name: Estimate(1.0, 0.9, 1.1, 9)}

    def ranking(forces: str, times: float) -> Ranking:
        differences = {FRICTION.name: Estimate(-0.02, -0.05, 0.03, 9).scaled(times),
                       REVENUE.name: Estimate(70.0, -10.0, 90.0, 9).scaled(times)}  # fmt: skip
        standings = (Standing("siloed", 1, levels, differences, None), Standing("status-quo", 2, levels, {}, None))
        return Ranking(forces, REVENUE, "status-quo", standings, ())

    rankings = [ranking("none", 1.0), ranking("all", 4.0)]
    axes = draw_trade_off(rankings, title="t", caption="c", layout=SLIDE, money="thousands", w=ENGLISH).axes
    assert len({(ax.get_xlim(), ax.get_ylim()) for ax in axes}) == 1
    (left, right), (low, high) = axes[0].get_xlim(), axes[0].get_ylim()
    assert left < 4 * -5.0 < 4 * 3.0 < right
    assert low < 4 * -10.0 < 4 * 90.0 < high


@pytest.mark.parametrize(("count", "places"), [(1, [0.0]), (2, [-0.3, 0.3]), (4, [-0.3, -0.1, 0.1, 0.3])])
def test_marks_of_an_only_quarter_stand_evenly_within_a_third_of_it_on_either_side(
    count: int, places: list[float]
) -> None:
    assert [_aside(at, count) for at in range(count)] == pytest.approx(places)
