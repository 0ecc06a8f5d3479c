"""Figures say what was found, can be read at their true size without colour, and are the same each time."""

import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from cordiale.experiments.comparison.figures import COLUMN, SLIDE, Layout, draw_all, draw_org_graphs, gallery
from cordiale.experiments.comparison.figures.org_graphs import org_headline, trust_colours
from cordiale.experiments.comparison.figures.quilt import quilt
from cordiale.experiments.comparison.figures.seating import people, seats, teams
from cordiale.experiments.figures.marks import FURTHER, MARKS, marks
from cordiale.experiments.figures.page import INK, render, styled
from cordiale.experiments.figures.typesetting import spread, wrap
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.statistics import mean_bands
from tests.support.synthetic import JUST_DRAWN, PARADIGMS, org_graph, results_frame

ABOUT_RESULTS = ("revenue", "friction", "trust", "perception_gap", "revenue_against_friction")
STUDIES = {
    "usual": {},
    "one replication": {"replications": 1, "forces": ["all"]},
    "one quarter": {"replications": 5, "quarters": 1},
    "four force sets": {"replications": 5, "forces": ["none", "technology", "technology+business-model", "all"]},
    "users' own": {"replications": 5, "paradigms": ["siloed", "mine", "yours", "theirs"]},
}


def study(name: str) -> gallery.RankedResults:
    return gallery.RankedResults.of(results_frame(**STUDIES[name]), w=ENGLISH)


@pytest.fixture(scope="module", params=STUDIES)
def any_study(request: pytest.FixtureRequest) -> gallery.RankedResults:
    return study(request.param)


@pytest.fixture(scope="module")
def usual() -> gallery.RankedResults:
    return study("usual")


@pytest.fixture(scope="module")
def companies() -> tuple[nx.Graph, nx.Graph]:
    return org_graph(), org_graph(trust=0.35, ties=22, seed=2)


def draw(name: str, of: gallery.RankedResults, layout: Layout) -> Figure:
    figure: Figure = getattr(gallery, f"draw_{name}")(of, layout)
    return figure


def words(figure: Figure) -> list[Text]:
    """The words that are seen, laid out."""
    FigureCanvasAgg(figure)
    with styled():
        figure.draw_without_rendering()
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    ticks = {tick for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for tick in axis.get_majorticklabels()}
    inside = {label for ax in figure.axes if ax.axison for label in _ticks_in_view(ax)}
    return [text for text in shown if text not in ticks or text in inside]


def _ticks_in_view(ax: mpl.axes.Axes) -> Iterator[Text]:
    for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, sorted(ax.get_ylim()))):
        for place, label in zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True):
            if low <= place <= high:
                yield label


def assert_legible(figure: Figure) -> None:
    """No text is under 7 points, leaves the page, or covers other text."""
    shown = words(figure)
    assert min(text.get_fontsize() for text in shown) >= 7
    with styled():
        boxes = [Text.get_window_extent(text) for text in shown]
    width, height = figure.bbox.size
    for text, box in zip(shown, boxes, strict=True):
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert box.y0 >= 0, text
        assert box.y1 <= height, text
    cores = [box.padded(-1.5) for box in boxes]
    for rank, core in enumerate(cores):
        assert not core.count_overlaps(cores[:rank]), shown[rank].get_text()


# Reading them


@pytest.mark.parametrize("layout", [COLUMN, SLIDE], ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", ABOUT_RESULTS)
def test_every_figure_is_legible_at_its_true_size(any_study: gallery.RankedResults, name: str, layout: Layout) -> None:
    figure = draw(name, any_study, layout)
    assert figure.get_size_inches()[0] * 25.4 == pytest.approx(layout.width)
    assert_legible(figure)


@pytest.mark.parametrize("layout", [COLUMN, SLIDE], ids=lambda layout: layout.name)
def test_the_org_graphs_are_legible(companies: tuple[nx.Graph, nx.Graph], layout: Layout) -> None:
    assert_legible(draw_org_graphs(*companies, layout=layout, w=ENGLISH))


def test_a_slide_of_two_force_sets_has_the_shape_of_a_screen(usual: gallery.RankedResults) -> None:
    width, height = draw("revenue", usual, SLIDE).get_size_inches()
    assert width / height == pytest.approx(16 / 9, rel=0.01)


@pytest.mark.parametrize("name", ABOUT_RESULTS)
def test_every_figure_says_a_finding_and_n(usual: gallery.RankedResults, name: str) -> None:
    label = draw(name, usual, COLUMN).get_label()
    assert label.startswith("Under all forces, ")
    assert "n = 40" in label
    assert "95 %" in label


def test_the_title_quotes_the_paired_difference(usual: gallery.RankedResults) -> None:
    best = usual.rankings["revenue"][1].best
    low, high = 100 * best.relative.low, 100 * best.relative.high
    title = draw("revenue", usual, COLUMN).get_label()
    assert f"proportional earns most: +{100 * best.relative.mean:.1f} % [{low:.1f}, {high:.1f}]" in title


def test_one_replication_is_no_finding() -> None:
    label = draw("revenue", study("one replication"), COLUMN).get_label()
    assert "luck is not ruled out" in label
    assert "n = 1: there is no interval" in label
    assert "surer" not in label


def test_what_cannot_be_told_apart_is_not_called_best() -> None:
    frame = results_frame(paradigms=["siloed"], forces=["all"], replications=8)
    twins = pd.concat([frame, frame.assign(paradigm="mine"), frame.assign(paradigm="yours")])
    label = draw("revenue", gallery.RankedResults.of(twins, w=ENGLISH), COLUMN).get_label()
    assert "no clear winner: any of 3 paradigms may earn most" in label


def test_paradigms_differ_in_marker_and_line_not_only_in_colour() -> None:
    markers = [mark.marker for mark in (*MARKS.values(), *FURTHER)]
    assert len(set(markers)) == len(markers)
    assert len({mark.line for mark in MARKS.values()}) >= 6
    assert set(PARADIGMS) == set(MARKS)


def test_a_paradigm_looks_the_same_in_every_study() -> None:
    assert marks(["proportional"])["proportional"] == marks(PARADIGMS)["proportional"]
    own = marks(["mine", "siloed", "yours"])
    assert own["mine"] != own["yours"]


def test_every_line_is_named_at_its_end_in_the_order_of_the_values(usual: gallery.RankedResults) -> None:
    figure = draw("friction", usual, COLUMN)
    placed = {text.get_text(): text.get_position()[1] for text in figure.axes[1].texts}
    last = usual.frame.query("forces == 'all' and quarter == 12").groupby("paradigm")["friction_hours_share"].mean()
    assert sorted(placed, key=lambda name: placed[name]) == list(last.sort_values().index)


# What is drawn is what was computed


def test_bands_are_the_interval_of_the_mean(usual: gallery.RankedResults) -> None:
    ax = draw("revenue", usual, COLUMN).axes[1]
    names = list(usual.frame["paradigm"].unique())
    bands = [each for each in ax.collections if isinstance(each, PolyCollection)]
    expected = mean_bands(usual.frame, "revenue").loc["all"].loc[names[0]].dropna(subset="mean")
    drawn = bands[0].get_paths()[0].vertices[:, 1]
    assert (drawn.min(), drawn.max()) == pytest.approx((expected["low"].min(), expected["high"].max()))
    assert len(bands) == len(names)


def test_flows_start_after_the_start_and_trust_at_it(usual: gallery.RankedResults) -> None:
    usual = gallery.RankedResults(usual.frame.fillna({"revenue": 0.0}), usual.rankings)
    first = {name: draw(name, usual, COLUMN).axes[0].dataLim.x0 for name in ("revenue", "trust")}
    assert first == {"revenue": 1, "trust": 0}


def test_the_baseline_stands_at_the_origin_of_the_trade_off(usual: gallery.RankedResults) -> None:
    from cordiale.experiments.comparison.figures.tradeoff import position

    ranking = usual.rankings["revenue"][1]
    x, y = position(ranking.standing("status-quo"))
    assert (x.mean, y.mean) == (0, 0)
    x, y = position(ranking.best)
    assert x.mean == pytest.approx(100 * ranking.best.differences["friction_hours_share"].mean)
    assert y.low == ranking.best.differences["revenue"].low


# The organisation


def test_trust_is_seen_in_colour_and_width(companies: tuple[nx.Graph, nx.Graph]) -> None:
    figure = draw_org_graphs(*companies, layout=COLUMN, w=ENGLISH)
    ties = [each for each in figure.axes[0].collections if isinstance(each, LineCollection)][1]
    trust = sorted(about["trust"] for *_, about in companies[0].edges(data=True) if about["kind"] == "works with")
    assert np.allclose(ties.get_colors(), trust_colours()(trust))
    assert np.all(np.diff(ties.get_linewidths()) >= 0)


def test_the_org_title_is_a_message_about_trust() -> None:
    start, end, none = nx.Graph(), nx.Graph(), nx.Graph()
    for graph, trusts in ((start, (0.5, 0.7)), (end, (0.2,))):
        for rank, trust in enumerate(trusts):
            graph.add_edge("rep", f"marketer {rank}", kind="works with", trust=trust)
    assert org_headline(start, end, w=ENGLISH).endswith(
        "trust each other less at the end than at the start: 0.60 to 0.20"
    )
    assert org_headline(end, start, w=ENGLISH).endswith(
        "trust each other more at the end than at the start: 0.20 to 0.60"
    )
    assert org_headline(start, start, w=ENGLISH).endswith("as much at the end as at the start: 0.60 to 0.60")
    assert org_headline(start, none, w=ENGLISH).endswith("nobody works with anyone of the other function at the end")
    assert org_headline(none, start, w=ENGLISH).endswith("with a mean trust of 0.60")


def test_everyone_has_a_place_of_their_own_and_the_functions_face_each_other() -> None:
    graph = org_graph(reps=60, marketers=38)
    places = seats(graph)
    assert set(places) == set(graph)
    assert len({(round(x, 4), round(y, 4)) for x, y in places.values()}) == len(places)
    assert all(places[rep][0] < 0 for rep in people(graph, "sales"))
    assert all(places[marketer][0] > 0 for marketer in people(graph, "marketing"))


def test_a_graph_with_several_edges_between_two_people_is_drawn_alike(companies: tuple[nx.Graph, nx.Graph]) -> None:
    many = nx.MultiGraph(companies[0])
    assert seats(many) == seats(companies[0])
    draw_org_graphs(many, many, layout=COLUMN, w=ENGLISH)


def test_one_head_over_both_functions_stands_in_the_middle() -> None:
    graph = nx.Graph()
    graph.add_node("head", function="company", role="leader")
    for name, function, role in (("rep", "sales", "rep"), ("marketer", "marketing", "marketer")):
        graph.add_node(name, function=function, role=role)
        graph.add_edge("head", name, kind="reports to")
    assert seats(graph)["head"][0] == 0
    assert seats(graph)["head"][1] > 1


def test_vacant_seats_are_neither_drawn_nor_counted(companies: tuple[nx.Graph, nx.Graph]) -> None:
    start = companies[0].copy()
    for person in people(start)[:3]:
        start.nodes[person]["vacant"] = True
    texts = [text.get_text() for text in words(draw_org_graphs(start, companies[1], layout=COLUMN, w=ENGLISH))]
    assert any(text.startswith(f"Start: {start.number_of_nodes() - 3} people") for text in texts)


def test_of_a_big_company_the_trust_between_teams_is_drawn() -> None:
    big = org_graph(reps=90, marketers=36, ties=200)
    drawn = [ax.get_images()[0].get_array() for ax in draw_org_graphs(big, big, layout=COLUMN, w=ENGLISH).axes[:2]]
    trusts: dict[tuple[int, int], list[float]] = {}
    team = {person: number for side in ("sales", "marketing") for number, them in enumerate(teams(big, side))
            for person in them}  # fmt: skip
    for one, other, about in big.edges(data=True):
        if about["kind"] == "works with":
            rep, marketer = (one, other) if big.nodes[one]["function"] == "sales" else (other, one)
            trusts.setdefault((team[rep], team[marketer]), []).append(about["trust"])
    assert drawn[0].shape == (15, 6)
    assert int((~np.ma.getmaskarray(drawn[0])).sum()) == len(trusts)
    for cell, found in trusts.items():
        assert drawn[0][cell] == pytest.approx(np.mean(found))
    assert np.array_equal(np.isnan(quilt(big)), np.ma.getmaskarray(drawn[1]))


def test_colours_of_trust_run_from_none_to_whole_as_their_key_says_however_alike_people_are() -> None:
    big = org_graph(reps=90, marketers=36, ties=200)
    for *_, about in big.edges(data=True):
        about["trust"] = 0.4 + 0.1 * about.get("trust", 0.5)
    start, end, key = draw_org_graphs(big, big, layout=COLUMN, w=ENGLISH).axes
    assert [ax.get_images()[0].get_clim() for ax in (start, end)] == [(0, 1), (0, 1)]
    assert key.get_xlim() == (0, 1)


def test_ringed_marks_are_those_of_leaders_and_plain_ones_those_of_everybody_else(
    companies: tuple[nx.Graph, nx.Graph],
) -> None:
    graph, places = companies[0], seats(companies[0])
    marks = [each for each in draw_org_graphs(*companies, layout=COLUMN, w=ENGLISH).axes[0].collections
             if isinstance(each, PathCollection)]  # fmt: skip
    for leads in (True, False):
        drawn = [spot for each in marks if (to_hex(each.get_edgecolor()[0]) == INK) == leads
                 for spot in each.get_offsets().tolist()]  # fmt: skip
        meant = [places[one] for one, about in graph.nodes(data=True) if (about["role"] == "leader") == leads]
        assert np.allclose(sorted(map(tuple, drawn)), sorted(meant))


def test_a_graph_of_people_stands_upright_and_is_not_mirrored(companies: tuple[nx.Graph, nx.Graph]) -> None:
    for ax in draw_org_graphs(*companies, layout=COLUMN, w=ENGLISH).axes[:2]:
        assert (ax.get_xlim()[0] < ax.get_xlim()[1], ax.get_ylim()[0] < ax.get_ylim()[1]) == (True, True)


def test_the_quilt_is_legible() -> None:
    big = org_graph(reps=300, marketers=120, ties=900)
    for layout in (COLUMN, SLIDE):
        assert_legible(draw_org_graphs(big, big, layout=layout, w=ENGLISH))


def drawing_of_named_people() -> str:
    """The hash of a drawing of people with names, whose sets have another order in each process."""
    graph = nx.relabel_nodes(org_graph(reps=36, marketers=20, ties=60), str)
    return hashlib.sha256(render(draw_org_graphs(graph, graph, layout=COLUMN, w=ENGLISH), "svg")).hexdigest()


def test_the_order_of_sets_changes_no_drawing() -> None:
    code = "import test_figures; print(test_figures.drawing_of_named_people())"
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", code]
    other = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert other.strip() == drawing_of_named_people()


# Files


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_results_give_the_same_bytes_whatever_the_users_settings(
    usual: gallery.RankedResults, kind: str
) -> None:
    plain = render(draw("revenue", usual, COLUMN), kind)
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "svg.hashsalt": None}):
        assert render(draw("revenue", usual, COLUMN), kind) == plain


def test_drawing_leaves_matplotlib_as_it_was(usual: gallery.RankedResults) -> None:
    before = dict(mpl.rcParams)
    render(draw("revenue", usual, SLIDE), "png")
    assert dict(mpl.rcParams) == before


def test_all_figures_are_written_and_whole(tmp_path: Path, companies: tuple[nx.Graph, nx.Graph]) -> None:
    frame = results_frame(replications=3, forces=["all"])
    files = draw_all(
        frame,
        tmp_path,
        layouts=[COLUMN],
        **(JUST_DRAWN | {"graphs": companies}),
    )
    names = ["overview", "revenue", "friction", "trust", "perception-gap", "revenue-difference",
             "friction-difference", "trade-off", "organisation"]  # fmt: skip
    assert [file.name for file in files] == [f"{name}.{kind}" for name in names for kind in ("png", "svg")]
    assert sorted(tmp_path.iterdir()) == sorted(files)
    for file in files:
        if file.suffix == ".svg":
            ET.parse(file)
        else:
            assert file.read_bytes().startswith(b"\x89PNG")


def test_a_figure_carries_its_words_for_those_who_cannot_see_it(usual: gallery.RankedResults) -> None:
    figure = draw("revenue", usual, COLUMN)
    root = ET.fromstring(render(figure, "svg"))
    found = [element.text for element in root.iter() if element.tag.endswith("description")]
    assert found == [figure.get_label()]


def test_one_paradigm_has_no_trade_off(tmp_path: Path) -> None:
    files = draw_all(
        results_frame(paradigms=["siloed"], replications=2),
        tmp_path,
        layouts=[SLIDE],
        **JUST_DRAWN,
    )
    assert [file.name for file in files[::2]] == [
        "overview.png",
        *(f"{name}.png" for name in ("revenue-slide", "friction-slide", "trust-slide", "trust-slide-2")),
        "perception-gap-slide.png",
    ]


# Small parts


def test_positions_are_spread_apart_and_stay_in_order() -> None:
    rng = np.random.default_rng(4)
    for _ in range(50):
        wanted = list(rng.uniform(0, 1, 7))
        placed = spread(wanted, 0.1, 0.0, 1.0)
        assert np.argsort(wanted).tolist() == np.argsort(placed).tolist()
        assert np.diff(sorted(placed)).min() >= 0.1 - 1e-9
        assert min(placed) >= -1e-9
        assert max(placed) <= 1 + 1e-9


def test_positions_far_enough_apart_do_not_move() -> None:
    assert spread([0.1, 0.5, 0.9], 0.1, 0.0, 1.0) == pytest.approx([0.1, 0.5, 0.9])


def test_too_many_names_are_squeezed_evenly() -> None:
    assert spread([0.5] * 5, 0.4, 0.0, 1.0) == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.0])


def test_lines_break_between_words_but_never_inside_an_interval() -> None:
    lines = wrap("earns most: +12 % [8, 16] against status-quo", 9, 30, weight="bold")
    assert len(lines) > 1
    assert any("[8,\u00a016]" in line for line in lines)
    assert any("+12\u00a0%" in line for line in lines)


def test_sales_stand_at_the_left_marketing_at_the_right_and_who_leads_all_of_them_on_top(
    companies: tuple[nx.Graph, nx.Graph],
) -> None:
    figure = draw_org_graphs(*companies, layout=COLUMN, w=ENGLISH)
    words(figure)
    for ax, graph in zip(figure.axes[:2], companies, strict=True):
        places = seats(graph)
        drawn = {node: ax.transData.transform(place) for node, place in places.items()}
        middle = ax.transData.transform((0, 0))[0]
        for function, side in (("sales", -1), ("marketing", 1)):
            assert all((drawn[one][0] - middle) * side > 0 for one in people(graph, function))
        top = max(drawn, key=lambda one: drawn[one][1])
        assert graph.nodes[top]["role"] == "leader"
        assert drawn[top][1] == ax.transData.transform((0, max(y for _, y in places.values())))[1]
