"""What names the marks of a comparison's figures, and what their captions rest on: each its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.figure import Figure

from cordiale.experiments.comparison.figures.gallery import _drawings, draw_trust
from cordiale.experiments.comparison.figures.gaps import SIDES, draw_rows
from cordiale.experiments.comparison.figures.org_graphs import FUNCTIONS, draw_org_graphs
from cordiale.experiments.comparison.figures.overview import draw_overview
from cordiale.experiments.comparison.figures.ranked_results import RankedResults
from cordiale.experiments.comparison.measures import FRICTION, GAP, REVENUE, TRUST_MARKETING, TRUST_SALES
from cordiale.experiments.comparison.ranking import rank_paradigms
from cordiale.experiments.figures.marks import marks
from cordiale.experiments.figures.page import COLUMN, SLIDE, styled
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.statistics import mean_interval
from tests.support.synthetic import org_graph, results_frame

NAMES = ["siloed", "status-quo", "proportional"]
SETS = ["none", "buyers", "all", "technology"]


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return results_frame(paradigms=NAMES, forces=SETS, replications=4)


@pytest.fixture(scope="module")
def found(frame: pd.DataFrame) -> RankedResults:
    return RankedResults.of(frame, w=ENGLISH)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_key_of_an_org_graph_names_every_mark_and_the_leaders_ring_and_of_a_large_company_none(
    language: str,
) -> None:
    w, graph = words(language), org_graph()
    drawn = draw_org_graphs(graph, graph, layout=COLUMN, w=w)
    (key,) = drawn.legends
    told = {text.get_text(): handle for text, handle in zip(key.get_texts(), key.legend_handles, strict=True)}
    for name, (marker, colour) in FUNCTIONS.items():
        handle = told.pop(w[f"figure.org.{name}"])
        assert (handle.get_marker(), handle.get_color()) == (marker, colour)
    (leader,) = told.values()
    assert [*told] == [w["figure.org.leader"]]
    assert leader.get_markerfacecolor() == "white"
    assert [ax.get_title() for ax in drawn.axes[:2]] == [
        w(f"figure.org.{when}", people=graph.number_of_nodes(),
          ties=sum(about["kind"] == "works with" for *_, about in graph.edges(data=True)))
        for when in ("start", "end")
    ]  # fmt: skip
    large = draw_org_graphs(graph, graph, layout=COLUMN, limit=3, w=w)
    assert [text.get_text() for legend in large.legends for text in legend.get_texts()] == []


@pytest.mark.parametrize("width", [2.5, 6.0])
def test_a_row_of_the_gaps_has_practitioners_hollow_and_executives_full_at_their_own_percent_with_their_intervals(
    width: float, frame: pd.DataFrame
) -> None:
    ranking = rank_paradigms(frame, by=GAP, measures=(GAP,))[0]
    with styled():
        ax = Figure(figsize=(width, 2.5)).add_axes((0.2, 0.2, 0.7, 0.7))
        draw_rows(ax, frame, ranking, marks(NAMES), w=ENGLISH)
    last = frame[(frame["forces"] == ranking.forces) & (frame["quarter"] == frame["quarter"].max())]
    order = [standing.paradigm for standing in ranking.standings]
    for row, name in enumerate(order):
        own = last[last["paradigm"] == name]
        lived, seen = (
            mean_interval(100 * (1 - own["practitioners_lack"])),
            mean_interval(100 * own["executives_aligned"]),
        )
        drawn = [line for line in ax.lines if line.get_ydata()[0] == row]
        single = [line for line in drawn if len(line.get_xdata()) == 1]
        points = {line.get_markerfacecolor() == "white": line.get_xdata()[0] for line in single}
        assert points == {True: pytest.approx(lived.mean), False: pytest.approx(seen.mean)}
        bars = [tuple(line.get_xdata()) for line in drawn if len(line.get_xdata()) == 2]
        for ends in ((lived.low, lived.high), (seen.low, seen.high), (lived.mean, seen.mean)):
            assert any(bar == pytest.approx(ends) for bar in bars), (name, ends)
        gap = ranking.standing(name).levels[GAP.name]
        assert words("en").number(gap.mean * 100) in [note.get_text() for note in ax.texts if note.xy == (1, row)]
    assert [label.get_text() for label in ax.get_yticklabels()] == order
    ticks = ax.get_xticks().tolist()
    assert (ticks[0], ticks[-1], len({b - a for a, b in pairwise(ticks)})) == (0, 100, 1)
    first = {line.get_markerfacecolor() == "white": line.get_xdata()[0] for line in ax.lines
             if line.get_ydata()[0] == 0 and len(line.get_xdata()) == 1}  # fmt: skip
    at = {note.get_text(): note.xy[0] for note in ax.texts}
    over = [at[words("en")[name]] for name in SIDES]  # practitioners, then executives
    assert (over[0] < over[1]) == (first[True] < first[False])


@pytest.mark.parametrize("quarters", [True, False])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_caption_says_of_companies_that_switched_when_and_of_others_that_they_always_lived_so(
    language: str, quarters: bool, found: RankedResults
) -> None:
    w = words(language)
    for quarter in (0, 3):
        told = replace(found, switch_quarter=quarter, lived="They always lived so.", w=w)
        said = told.basis(REVENUE, "band", quarters=quarters)
        switched = w("figure.switch_line" if quarters else "figure.switch", quarter=3)
        assert said.startswith("They always lived so. ") == (quarter == 0)
        assert said.endswith(switched) == (quarter == 3)


@pytest.mark.parametrize(
    ("names", "quarters", "key"),
    [(NAMES, 5, "figure.trust_year"), (NAMES, 4, "figure.trust_all"), (["siloed"], 5, "figure.trust")],
)
def test_below_trust_it_stands_over_what_the_title_speaks_where_it_compares(
    names: list[str], quarters: int, key: str
) -> None:
    frame = results_frame(paradigms=names, forces=["none"], replications=3, quarters=quarters)
    figure = draw_trust(RankedResults.of(frame, w=ENGLISH), SLIDE)
    said = " ".join(" ".join(text.get_text() for text in figure.texts).split())
    keys = ("figure.trust_year", "figure.trust_all", "figure.trust")
    assert [each for each in keys if words("en")[each] in said] == [key]


def test_titles_speak_of_the_most_forces_and_of_equals_of_the_last(frame: pd.DataFrame, found: RankedResults) -> None:
    assert found.forces == SETS
    assert found.told(REVENUE).forces == "all"
    assert found.part(["none", "buyers", "technology"]).told(FRICTION).forces == "technology"
    assert found.part(["buyers", "none"]).forces == ["none", "buyers"]
    assert {*found.part(["buyers"]).frame["forces"]} == {"buyers"}
    assert found.compares
    assert not RankedResults.of(frame[frame["paradigm"] == "siloed"], w=ENGLISH).compares


def test_a_difference_is_to_the_baseline_of_the_same_forces_replication_and_quarter(
    frame: pd.DataFrame, found: RankedResults
) -> None:
    rows = frame.reset_index(drop=True)
    today = {(row.forces, row.seed, row.replication, row.quarter): row
             for row in rows.itertuples() if row.paradigm == "status-quo"}  # fmt: skip
    for own, less in zip(rows.itertuples(), found.differences().itertuples(), strict=True):
        met = today[own.forces, own.seed, own.replication, own.quarter]
        for column in (REVENUE.column, FRICTION.column):
            assert getattr(less, column) == pytest.approx(getattr(own, column) - getattr(met, column), nan_ok=True)


LESS, LEVEL = True, False  # the baseline taken off, or as it is
PANELS = {  # by figure: the panels that draw quarter by quarter, what each is called, and what it draws of what
    "overview": {"figure.panel.revenue_less": (REVENUE, 1, LESS), "figure.panel.friction_less": (FRICTION, 100, LESS),
                 "figure.panel.sales": (TRUST_SALES, 1, LEVEL), "figure.panel.marketing": (TRUST_MARKETING, 1, LEVEL)},
    "revenue": {"": (REVENUE, 1, LEVEL)}, "friction": {"": (FRICTION, 100, LEVEL)},
    "trust": {"figure.trust_of_sales": (TRUST_SALES, 1, LEVEL),
              "figure.trust_of_marketing": (TRUST_MARKETING, 1, LEVEL)},
    "revenue-difference": {"": (REVENUE, 1, LESS)}, "friction-difference": {"": (FRICTION, 100, LESS)},
}  # fmt: skip


@pytest.mark.parametrize("name", PANELS)
def test_a_line_of_a_panel_is_the_mean_by_quarter_of_what_the_panel_is_called(
    name: str, frame: pd.DataFrame, found: RankedResults
) -> None:
    w, ranked = found.w, found.part(["all"])
    draw = {"overview": lambda ranked, _: draw_overview(ranked)} | dict(_drawings(ranked))
    axes = {ax.get_title("left"): ax for ax in draw[name](ranked, SLIDE).axes}
    holes = {"baseline": "status-quo", "money": ranked.money, "forces": ranked.under("all")}
    for key, (measure, factor, less) in PANELS[name].items():
        ax = axes[w(key, **holes) if key else ranked.under("all")]
        lines = {line.get_color(): line for line in ax.lines
                 if len(line.get_xdata()) > 3 and line.get_linestyle() != "None"}  # fmt: skip
        means = frame[frame["forces"] == "all"].groupby(["paradigm", "quarter"])[measure.column].mean().dropna()
        for paradigm in NAMES:
            told = means[paradigm] - means["status-quo"] if less else means[paradigm]
            drawn = lines[marks(NAMES)[paradigm].colour]
            first = 1 if measure in (REVENUE, FRICTION) else 0
            assert drawn.get_xdata().tolist() == [each for each in told.index if each >= first], paradigm
            assert drawn.get_ydata().tolist() == pytest.approx((factor * told.loc[first:]).tolist()), paradigm
