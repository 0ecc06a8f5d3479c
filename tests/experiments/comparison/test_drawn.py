"""What figures show is what the table says, read back from what was drawn; and no word stands where it may not."""

import io
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from cordiale.experiments.comparison.figures import gallery
from cordiale.experiments.comparison.figures.line_charts import Panel, bands_of, draw_course, name_ends
from cordiale.experiments.comparison.figures.overview import draw_overview
from cordiale.experiments.comparison.figures.ranked_results import RankedResults
from cordiale.experiments.comparison.measures import FRICTION, REVENUE
from cordiale.experiments.comparison.report import print_report
from cordiale.experiments.comparison.today import NOT_ASKED
from cordiale.experiments.figures.marks import marks
from cordiale.experiments.figures.page import COLUMN, SLIDE, styled
from cordiale.experiments.foundations.language import ENGLISH, Words, words
from cordiale.experiments.foundations.phrases import number
from cordiale.experiments.foundations.statistics import Estimate, mean_bands
from tests.support.synthetic import PARADIGMS, results_frame

WORLDS = range(3)
DRAWINGS = {
    "overview": lambda ranked: draw_overview(ranked),
    "trade-off": lambda ranked: gallery.draw_revenue_against_friction(ranked, COLUMN),
    "trade-off slide": lambda ranked: gallery.draw_revenue_against_friction(ranked, SLIDE),
    "gap": lambda ranked: gallery.draw_perception_gap(ranked, COLUMN),
    "gap slide": lambda ranked: gallery.draw_perception_gap(ranked, SLIDE),
    "difference": lambda ranked: gallery.draw_friction_difference(ranked, COLUMN),
    "trust": lambda ranked: gallery.draw_trust(ranked, COLUMN),
}


def world(number: int) -> pd.DataFrame:
    """Another made-up study each: other distances, people who all agree or none, a gap on the other side."""
    rng = np.random.default_rng([7, number])
    names = ["status-quo", *rng.choice(PARADIGMS[1:], size=int(rng.integers(2, 7)), replace=False), "our-own-way"]
    frame = results_frame(paradigms=names, replications=4, quarters=5, seed=number)
    near = 10.0 ** rng.uniform(-2, 0)  # how far paradigms are from each other
    for name in names:
        of = frame["paradigm"] == name
        frame.loc[of, "revenue"] *= 1 + near * rng.normal()
        frame.loc[of, "friction_hours_share"] *= np.exp(near * rng.normal())
        seen, lived = (rng.choice([0.0, 1.0, rng.uniform()]) for _ in range(2))
        frame.loc[of, "executives_aligned"], frame.loc[of, "practitioners_lack"] = seen, 1 - lived
        frame.loc[of, "perception_gap"] = seen - lived
    return frame


@pytest.fixture(scope="module", params=WORLDS)
def ranked(request: pytest.FixtureRequest) -> RankedResults:
    return RankedResults.of(world(request.param), currency="EUR", switch_quarter=request.param % 3, w=ENGLISH)


def laid_out(figure: Figure) -> Figure:
    FigureCanvasAgg(figure)
    with styled():
        figure.draw_without_rendering()
    return figure


@pytest.fixture(scope="module")
def drawn(ranked: RankedResults) -> Callable[[str], Figure]:
    """Each drawing of a world, made once."""
    return cache(lambda drawing: laid_out(DRAWINGS[drawing](ranked)))


def marked(ax: Axes) -> list[Line2D]:
    """What is drawn as marks, each of one paradigm."""
    return [line for line in ax.lines if line.get_marker() not in ("None", "", None)]


def spots(ax: Axes) -> Iterator[tuple[Line2D, Bbox]]:
    """Every mark with the square in it, in pixels."""
    for line in marked(ax):
        half = line.get_markersize() / 2 * ax.get_figure().dpi / 72
        for place in line.get_transform().transform(np.column_stack(line.get_data())):
            if np.isfinite(place).all():
                yield line, Bbox([place - half, place + half])


def words_of(ax: Axes) -> list[tuple[Text, Bbox]]:
    return [(text, Text.get_window_extent(text)) for text in (*ax.texts, ax.title, ax._left_title) if text.get_text()]


# Where things stand


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_axes_are_read_from_left_to_right_and_upwards_but_for_lists_whose_first_stands_on_top(
    drawn: Callable[[str], Figure], drawing: str
) -> None:
    for ax in drawn(drawing).axes:
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        assert left < right
        listed = [label.get_text() for label in ax.get_yticklabels() if re.search("[a-z]", label.get_text())]
        assert (top < bottom) == (drawing.startswith("gap") or len(listed) > 1)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_no_word_covers_a_mark_or_another_word_or_leaves_the_page(drawn: Callable[[str], Figure], drawing: str) -> None:
    see_words_stand_clear(drawn(drawing))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_no_words_of_a_figure_say_the_same_twice_on_end(drawing: str, language: str) -> None:
    frame = results_frame(paradigms=PARADIGMS, replications=4, quarters=5, seed=3)
    figure = DRAWINGS[drawing](RankedResults.of(frame, currency="EUR", w=words(language)))
    for text in (*figure.texts, *(text for ax in figure.axes for text in ax.texts)):
        said = " ".join(text.get_text().split())
        assert not re.search(r"\b([^\W\d]{3,}(?: [^\W\d]+)?) \1\b", said), said


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_nor_does_a_long_name_in_french(drawing: str) -> None:
    frame = results_frame(paradigms=PARADIGMS, replications=4, quarters=5, seed=3)
    see_words_stand_clear(laid_out(DRAWINGS[drawing](RankedResults.of(frame, currency="EUR", w=words("fr")))))


def see_words_stand_clear(figure: Figure) -> None:
    with styled():
        for ax in figure.axes:
            texts, marks_there = words_of(ax), [spot.padded(-1.0) for _, spot in spots(ax)]
            low, high = ax.get_xlim()
            ticks = [tick for tick in ax.get_xticklabels() if low <= tick.get_position()[0] <= high]
            texts += [(tick, Text.get_window_extent(tick)) for tick in ticks if tick.get_text()]
            cores = [box.padded(-1.5) for _, box in texts]
            for rank, (text, box) in enumerate(texts):
                assert figure.bbox.x0 <= box.x0, text
                assert box.x1 <= figure.bbox.x1, text
                assert not cores[rank].count_overlaps(cores[:rank]), text
                assert not cores[rank].count_overlaps(marks_there), text


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_marks_at_the_ends_of_a_scale_are_whole(drawn: Callable[[str], Figure], drawing: str) -> None:
    figure = drawn(drawing)
    for ax in figure.axes:
        panel = ax.get_window_extent().padded(1.0)
        for line, spot in spots(ax):
            whole = panel.x0 <= spot.x0 and spot.x1 <= panel.x1 and panel.y0 <= spot.y0 and spot.y1 <= panel.y1
            assert whole or not line.get_clip_on()


def test_a_name_is_nearest_to_its_own_mark_or_tied_to_it(ranked: RankedResults) -> None:
    for ax in laid_out(gallery.draw_revenue_against_friction(ranked, COLUMN)).axes:
        named = [text for text in ax.texts if isinstance(text, Annotation)]
        for text in named:
            box = Text.get_window_extent(text)
            far = {each.get_text(): _distance(box, ax.transData.transform(each.xy)) for each in named}
            assert text.arrow_patch is not None or far[text.get_text()] <= min(far.values()) + 1e-6


def _distance(box: Bbox, place: np.ndarray) -> float:
    return float(np.hypot(*(place - np.clip(place, (box.x0, box.y0), (box.x1, box.y1)))))


@pytest.mark.parametrize("forces", [["none", "all"], ["none", "technology", "buyers", "technology+buyers", "all"]])
def test_a_slide_has_the_shape_of_a_screen_however_many_sets_of_forces(forces: list[str]) -> None:
    ranked = RankedResults.of(results_frame(forces=forces, replications=2, quarters=3), w=ENGLISH)
    for name, draw in gallery._drawings(ranked):
        pages = list(gallery._pages(ranked, SLIDE, panels=2 if name == "trust" else 1))
        assert [f for _, part in pages for f in part.forces] == forces
        for _, part in pages:
            width, height = draw(part, SLIDE).get_size_inches()
            assert width / height == pytest.approx(16 / 9, rel=0.01), name


# What they say


def last(frame: pd.DataFrame, paradigm: str, forces: str, column: str) -> float:
    end = frame[frame["quarter"] == frame["quarter"].max()]
    return float(end[(end["paradigm"] == paradigm) & (end["forces"] == forces)][column].mean())


def summed_difference(frame: pd.DataFrame, paradigm: str, forces: str, column: str, how: str) -> float:
    """Mean over matched runs of what a paradigm has more than the status quo."""
    runs = frame[(frame["forces"] == forces) & (frame["quarter"] > 0)].groupby(["paradigm", "replication"])[column]
    each = runs.agg(how).unstack("paradigm")
    return float((each[paradigm] - each["status-quo"]).mean())


def test_names_and_crosses_of_the_trade_off_stand_where_the_table_says(ranked: RankedResults) -> None:
    figure, look = gallery.draw_revenue_against_friction(ranked, COLUMN), marks(ranked.frame["paradigm"].unique())
    for ax, forces in zip(figure.axes, ranked.forces, strict=True):
        named = {text.get_text(): text.xy for text in ax.texts if isinstance(text, Annotation)}
        drawn = {line.get_marker(): (line.get_xdata()[0], line.get_ydata()[0]) for line in marked(ax)}
        assert set(named) == set(look)
        for name, mark in look.items():
            more = summed_difference(ranked.frame, name, forces, "friction_hours_share", "mean") * 100
            expected = (more, summed_difference(ranked.frame, name, forces, "revenue", "sum"))
            assert named[name] == pytest.approx(expected), name
            assert drawn[mark.marker] == pytest.approx(expected), name


def test_full_marks_are_executives_hollow_ones_practitioners_and_the_number_is_their_gap(ranked: RankedResults) -> None:
    figure = gallery.draw_perception_gap(ranked, COLUMN)
    for ax, forces in zip(figure.axes, ranked.forces, strict=True):
        rows = {
            int(place): label.get_text() for place, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
        }
        told = {int(text.xy[1]): text.get_text() for text in ax.texts if text.get_weight() == "bold"}
        gaps = [abs(last(ranked.frame, rows[row], forces, "perception_gap")) for row in sorted(rows)]
        assert gaps == pytest.approx(sorted(gaps))  # by size, whatever the sign
        for row, name in rows.items():
            here = {to_hex(line.get_markerfacecolor()) == "#ffffff": line.get_xdata()[0]
                    for line in marked(ax) if line.get_ydata()[0] == row}  # fmt: skip
            assert here[False] == pytest.approx(100 * last(ranked.frame, name, forces, "executives_aligned")), name
            assert here[True] == pytest.approx(100 - 100 * last(ranked.frame, name, forces, "practitioners_lack")), name
            assert told[row] == number(100 * last(ranked.frame, name, forces, "perception_gap"), digits=0)


def test_the_words_above_the_gaps_stand_in_the_order_of_the_marks(ranked: RankedResults) -> None:
    figure = gallery.draw_perception_gap(ranked, COLUMN)
    for ax, forces in zip(figure.axes, ranked.forces, strict=True):
        first = ax.get_yticklabels()[0].get_text()
        lived = 1 - last(ranked.frame, first, forces, "practitioners_lack")
        seen = last(ranked.frame, first, forces, "executives_aligned")
        at = {text.get_text(): text.xy[0] for text in ax.texts if text.get_text() in ("practitioners", "executives")}
        assert (at["practitioners"] - at["executives"]) * (lived - seen) >= 0


LINES = {
    "revenue": (gallery.draw_revenue, ["revenue"], 1.0, False),
    "friction": (gallery.draw_friction, ["friction_hours_share"], 100.0, False),
    "trust": (gallery.draw_trust, ["trust_sales_in_marketing", "trust_marketing_in_sales"], 1.0, False),
    "revenue difference": (gallery.draw_revenue_difference, ["revenue"], 1.0, True),
    "friction difference": (gallery.draw_friction_difference, ["friction_hours_share"], 100.0, True),
}


@pytest.mark.parametrize("name", LINES)
def test_every_line_and_the_name_at_its_end_are_those_of_the_table(ranked: RankedResults, name: str) -> None:
    draw, columns, factor, less = LINES[name]
    figure, frame, look = draw(ranked, COLUMN), ranked.frame, marks(ranked.frame["paradigm"].unique())
    panels = [(forces, column) for forces in ranked.forces for column in columns]
    for ax, (forces, column) in zip(figure.axes, panels, strict=True):
        truster = {"trust_sales_in_marketing": "sales' trust", "trust_marketing_in_sales": "marketing's trust"}
        assert ax.get_title(loc="left").endswith(truster.get(column, ""))
        means = frame[frame["forces"] == forces].groupby(["paradigm", "quarter"])[column].mean().unstack("paradigm")
        means = ((means.sub(means["status-quo"], axis=0) if less else means) * factor).dropna()
        drawn = {to_hex(line.get_color()): line.get_ydata() for line in ax.lines if len(line.get_xdata()) > 2
                 and line.get_linestyle() != "None"}  # fmt: skip
        for paradigm, mark in look.items():
            assert drawn[to_hex(mark.colour)] == pytest.approx(means[paradigm].to_numpy(), abs=1e-9), paradigm
        ends = {text.get_text(): text.get_position()[1] for text in ax.texts}
        assert sorted(ends, key=ends.__getitem__) == list(means.iloc[-1].sort_values(kind="stable").index)


PANELS = {  # of the one page: what it is called, its column, what it is told in, and whether less the status quo's
    "Revenue less": ("revenue", 1.0, True),
    "Friction less": ("friction_hours_share", 100.0, True),
    "Sales' trust in marketing": ("trust_sales_in_marketing", 1.0, False),
    "Marketing's trust in sales": ("trust_marketing_in_sales", 1.0, False),
    "Revenue,": ("revenue", 1.0, False),
    "Friction,": ("friction_hours_share", 100.0, False),
}


def of_panel(ax: Axes) -> tuple[str, float, bool]:
    """What a course of the one page shows by its title."""
    (found,) = [what for title, what in PANELS.items() if ax.get_title(loc="left").startswith(title)]
    return found


@pytest.mark.parametrize("alone", [False, True])
def test_each_course_of_the_one_page_is_of_what_its_title_names(ranked: RankedResults, alone: bool) -> None:
    frame = ranked.frame[ranked.frame["paradigm"] == "status-quo"] if alone else ranked.frame
    figure = draw_overview(RankedResults.of(frame, currency="EUR", w=ENGLISH))
    frame, look = frame[frame["forces"] == ranked.forces[-1]], marks(frame["paradigm"].unique())
    courses = figure.axes[:4]
    assert [of_panel(ax)[0] for ax in courses] == [each[0] for each in [*PANELS.values()][:4]]
    for ax in courses:
        column, factor, less = of_panel(ax)
        assert less == (not alone and "trust" not in column)
        means = frame.groupby(["paradigm", "quarter"])[column].mean().unstack("paradigm")
        means = ((means.sub(means["status-quo"], axis=0) if less else means) * factor).dropna()
        drawn = {to_hex(line.get_color()): line.get_ydata() for line in ax.lines if len(line.get_xdata()) > 2
                 and line.get_linestyle() != "None"}  # fmt: skip
        for paradigm, mark in look.items():
            assert drawn[to_hex(mark.colour)] == pytest.approx(means[paradigm].to_numpy(), abs=1e-9), (column, paradigm)


def test_the_standings_of_the_one_page_are_the_gap_and_the_trade_of_its_forces(ranked: RankedResults) -> None:
    *_, gap, trade = draw_overview(ranked).axes
    forces, look = ranked.forces[-1], marks(ranked.frame["paradigm"].unique())
    rows = {int(place): label.get_text() for place, label in zip(gap.get_yticks(), gap.get_yticklabels(), strict=True)}
    assert sorted(rows.values()) == sorted(look)
    for row, name in rows.items():
        here = {to_hex(line.get_markerfacecolor()) == "#ffffff": line.get_xdata()[0]
                for line in marked(gap) if line.get_ydata()[0] == row}  # fmt: skip
        assert here[False] == pytest.approx(100 * last(ranked.frame, name, forces, "executives_aligned")), name
        assert here[True] == pytest.approx(100 - 100 * last(ranked.frame, name, forces, "practitioners_lack")), name
    at = {line.get_marker(): (line.get_xdata()[0], line.get_ydata()[0]) for line in marked(trade)}
    for name, mark in look.items():
        more = summed_difference(ranked.frame, name, forces, "friction_hours_share", "mean") * 100
        expected = (more, summed_difference(ranked.frame, name, forces, "revenue", "sum"))
        assert at[mark.marker] == pytest.approx(expected), name


def test_the_quarter_of_the_switch_is_marked_and_said(ranked: RankedResults) -> None:
    figure, quarter = gallery.draw_revenue(ranked, COLUMN), ranked.switch_quarter
    for ax in figure.axes:
        upright = [line for line in ax.lines if list(line.get_ydata()) == [0, 1]]
        assert [line.get_xdata()[0] for line in upright] == ([quarter - 0.5] if quarter else [])
    assert (f"in quarter {quarter}" in figure.get_label()) == bool(quarter)


def test_money_has_its_currency(ranked: RankedResults) -> None:
    assert "thousand EUR" in gallery.draw_revenue(ranked, COLUMN).get_label()
    assert gallery.draw_revenue_against_friction(ranked, COLUMN).axes[0].get_ylabel() == "revenue, thousand EUR"


def test_a_figure_of_one_paradigm_one_quarter_one_replication_claims_nothing() -> None:
    ranked = RankedResults.of(results_frame(paradigms=["proportional"], replications=1, quarters=1), w=ENGLISH)
    for figure in (draw_overview(ranked), *(draw(ranked, COLUMN) for _, draw in gallery._drawings(ranked))):
        title = figure.get_label().split(".")[0]
        assert not [word for word in ("most", "highest", "smallest", "least") if word in title]
    alike = RankedResults.of(results_frame(replications=1, quarters=2, forces=["all"]), w=ENGLISH)
    assert "luck is not ruled out" in gallery.draw_trust(alike, COLUMN).get_label()
    assert "one replication cannot tell" in gallery.draw_revenue_against_friction(alike, COLUMN).get_label()


def test_every_cell_of_the_report_is_that_of_the_table(ranked: RankedResults) -> None:
    sink = io.StringIO()
    print_report(
        ranked.frame, file=sink, width=300, baseline=None, currency="", head="", note="", switched=NOT_ASKED, w=ENGLISH
    )
    frame, ends = ranked.frame, ranked.frame["quarter"].max()
    names = frame["paradigm"].nunique()
    cells = [line.split() for line in sink.getvalue().splitlines() if re.match(r"\d+ \S+ +[−\d,]+ ", line)]
    assert len(cells) == names * len(ranked.forces)
    for place, row in enumerate(cells):
        lived = frame[(frame["forces"] == ranked.forces[place // names]) & (frame["paradigm"] == row[1])]
        runs = lived[lived["quarter"] > 0].groupby("replication")
        year = lived[lived["quarter"] > ends - 4]
        assert row[2] == number(runs["revenue"].sum().mean(), digits=0)
        assert row[3] == number(runs["revenue_new"].sum().mean(), digits=0)
        assert row[-5] == number(100 * runs["friction_hours_share"].mean().mean(), 1)
        assert row[-4] == number(year["trust_sales_in_marketing"].mean(), 2)
        assert row[-3] == number(year["trust_marketing_in_sales"].mean(), 2)
        assert row[-2] == number(100 * lived[lived["quarter"] == ends]["perception_gap"].mean(), digits=0)
        assert row[-1] == number(runs["leavers"].sum().mean(), 1)


# In French


def test_every_word_of_a_figure_is_of_the_chosen_language() -> None:
    """What stands on the same figures in both languages differs, but for words that both share."""
    frame = results_frame(paradigms=["status-quo", "siloed", "drift"], replications=3, quarters=5, forces=["all"])
    said = {}
    for tongue in ("en", "fr"):
        ranked = RankedResults.of(frame, currency="EUR", switch_quarter=2, w=words(tongue))
        drawings = (draw_overview(ranked), gallery.draw_trust(ranked, COLUMN), gallery.draw_revenue(ranked, COLUMN))
        said[tongue] = {each for figure in drawings for each in texts_on(laid_out(figure))}
    assert said["en"] & said["fr"] == set()
    assert any("Revenu moins" in each for each in said["fr"])


def texts_on(figure: Figure) -> set[str]:
    """All that is written, but for numbers."""
    found = {text.get_text() for text in figure.findobj(Text)}
    return {each for each in found if any(letter.isalpha() for letter in each)}


THREADED = {"revenue": gallery.draw_revenue, "friction difference": gallery.draw_friction_difference}


@pytest.mark.parametrize("quarters", [1, 5])
@pytest.mark.parametrize("name", THREADED)
def test_the_thread_of_a_name_begins_at_the_last_mark_of_its_own_line(name: str, quarters: int) -> None:
    frame = results_frame(paradigms=PARADIGMS[:4], replications=3, quarters=quarters, forces=["all"])
    (ax,) = THREADED[name](RankedResults.of(frame, currency="EUR", w=ENGLISH), COLUMN).axes
    right = ax.get_xlim()[1]
    ends = {text.get_text(): text.get_position()[1] for text in ax.texts}
    for paradigm, mark in marks(PARADIGMS[:4]).items():
        own = [line for line in marked(ax) if to_hex(line.get_color()) == mark.colour]
        inside = [(x, y) for line in own for x, y in zip(*line.get_data(), strict=True) if x < right]
        threads = [line for line in ax.lines if line.get_linewidth() == 0.4 and line.get_ydata()[1] == ends[paradigm]]
        (x, y), (_, at) = threads[0].get_xydata()
        assert at == ends[paradigm]
        if quarters == 1:
            assert (x, y) in [pytest.approx(place) for place in inside]
        else:
            line = next(
                each for each in ax.lines if to_hex(each.get_color()) == mark.colour and len(each.get_xdata()) > 2
            )
            assert (x, y) == pytest.approx(tuple(line.get_xydata()[-1]))


@pytest.mark.parametrize("names", [["siloed"], ["siloed", "drift"], ["siloed", "drift", "status-quo"]])
def test_the_marks_of_an_only_quarter_stand_about_it(names: list[str]) -> None:
    frame = results_frame(paradigms=names, forces=["none"], replications=3, quarters=1)
    bands = bands_of(frame, Panel("revenue", "none", REVENUE.column, first=1))
    with styled():
        ax = Figure().add_subplot()
        draw_course(ax, bands, marks(names), switch=0, w=ENGLISH)
    points = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1]
    assert len({*points}) == len(names)
    assert np.mean(points) == pytest.approx(1.0)


def crossed(told: dict[str, tuple[float, float]], width: float, w: Words) -> dict[str, tuple[float, float]]:
    """The names in a trade-off on a page so many inches wide, and the points that they are of."""
    from cordiale.experiments.comparison.figures.tradeoff import name_crosses

    standings = [SimpleNamespace(paradigm=name, differences={FRICTION.name: Estimate(x / 100, x / 100, x / 100, 1),
                                                             REVENUE.name: Estimate(y, y, y, 1)})
                 for name, (x, y) in told.items()]  # fmt: skip
    figure = Figure(figsize=(width, 4))
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    ax.set(xlim=(-3, 3), ylim=(0, 40))
    ranking: Any = SimpleNamespace(standings=standings)
    name_crosses(ax, ranking, w)
    return {text.get_text(): text.xy for text in ax.texts if isinstance(text, Annotation)}


def test_a_paradigm_without_a_number_has_no_name_in_the_trade_off_and_moves_no_other() -> None:
    told = {"siloed": (1.0, 20.0), "drift": (math.nan, 30.0), "sales-led": (2.0, math.nan), "proportional": (-1.0, 5.0)}
    assert crossed(told, 6.4, ENGLISH) == {"siloed": (1.0, 20.0), "proportional": (-1.0, 5.0)}


@pytest.mark.parametrize(("width", "said"), [(9.0, "mené par le marketing"), (2.0, "mené par le\nmarketing")])
def test_a_name_of_several_words_stands_in_lines_where_it_would_take_most_of_a_panel(width: float, said: str) -> None:
    told = {"marketing-led": (1.0, 20.0), "siloed": (-1.0, 5.0)}
    assert crossed(told, width, words("fr")) == {said: (1.0, 20.0), "en silos": (-1.0, 5.0)}


def test_of_a_paradigm_without_any_number_no_line_is_named_and_all_others_are() -> None:
    frame = results_frame(paradigms=PARADIGMS[:3], replications=3, quarters=5, forces=["all"])
    frame.loc[frame["paradigm"] == PARADIGMS[2], "revenue"] = np.nan
    (ax,) = Figure().subplots(1, 1, squeeze=False)[0]
    FigureCanvasAgg(ax.get_figure())
    ax.set(xlim=(0, 5), ylim=(0, 4000))
    name_ends(ax, mean_bands(frame, "revenue").loc["all"], marks(PARADIGMS[:3]), w=ENGLISH)
    assert {text.get_text() for text in ax.texts} == {*PARADIGMS[:2]}
