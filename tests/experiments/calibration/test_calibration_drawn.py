"""The figures of a calibration, read back: which sets, which middle half and which point stand in which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from cordiale.experiments.calibration import pictures
from cordiale.experiments.calibration.drawing import draw_ranking, draw_sets
from cordiale.experiments.calibration.kept import StoredCalibration
from cordiale.experiments.calibration.uncertain import LEVERS, UNCERTAIN, UNIDENTIFIED
from cordiale.experiments.figures.marks import MARKS
from cordiale.experiments.foundations.phrases import forces_words

SHARES = (0.9, 0.1, 0.3, 0.7, 0.5)  # whose middle half lies between the second and the fourth
FORCES = {"none": 0.5, "all": 0.4}
PARADIGMS = {"status-quo": 0.0, "siloed": -0.02, "proportional": 0.03, "drift": 0.01}


def rows(ax: Axes) -> list[tuple[list[float], list[float], Line2D]]:
    """Of each row, from above: its ticks, the ends of its bar and its mark, each checked to lie in it."""
    told = [label.get_text() for label in ax.get_yticklabels()]
    assert list(ax.get_yticks()) == list(range(len(told)))
    low, high = ax.get_ylim()
    assert high < 0 <= len(told) - 1 < low  # the axis goes down, and no row is cut
    here = [[line for line in ax.lines if set(line.get_ydata()) == {at}] for at in range(len(told))]
    found = []
    for lines in here:
        ticks = next(line for line in lines if line.get_marker() == "|")
        bar = next(line for line in lines if line.get_marker() == "None")
        mark = next(line for line in lines if line not in (ticks, bar))
        found.append((list(ticks.get_xdata()), list(bar.get_xdata()), mark))
    return found


def apart(figure: Figure) -> bool:
    """Whether no name of a row covers another, and none leaves the page."""
    figure.canvas.draw()
    for ax in figure.axes:
        boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
        if not all(above.y0 >= below.y1 for above, below in pairwise(boxes)):
            return False
        if min(box.x0 for box in boxes) < 0:
            return False
    return True


@pytest.mark.parametrize("count", [1, 3, len(LEVERS)])
def test_a_parameter_shows_its_own_sets_middle_half_and_point_at_their_places_in_its_prior(count: int) -> None:
    shown = UNCERTAIN[:count]
    sets = [{one.name: one.at(share - 0.01 * at) for at, one in enumerate(shown)} for share in SHARES]
    point = {one.name: one.at(0.2 + 0.02 * at) for at, one in enumerate(shown[1:])}
    figure = draw_sets(shown, sets, point, title="Sets", caption="Ticks are sets.")
    (ax,) = figure.axes
    assert [label.get_text() for label in ax.get_yticklabels()] == [one.name for one in shown]
    assert ax.get_xlim() == (0, 1)
    assert {label.get_text(): at for label, at in zip(ax.get_xticklabels(), ax.get_xticks(), strict=True)} == {
        "lowest": 0, "middle": 0.5, "highest": 1,
    }  # fmt: skip
    usual = (shown[0].default - shown[0].low) / (shown[0].high - shown[0].low)  # of the point that leaves it
    for at, (ticks, bar, mark) in enumerate(rows(ax)):
        assert ticks == pytest.approx([share - 0.01 * at for share in SHARES])
        assert bar == pytest.approx([0.3 - 0.01 * at, 0.7 - 0.01 * at])
        assert list(mark.get_xdata()) == pytest.approx([0.2 + 0.02 * (at - 1) if at else usual])
    assert apart(figure)


def ranking_of(first: float) -> tuple[dict[str, Mapping[str, Sequence[float]]], dict[str, Mapping[str, float]]]:
    """Differences to the status quo of each set and at the point, others for each paradigm under each force set."""
    points = {name: {each: share + extra for each, share in PARADIGMS.items()} for name, extra in FORCES.items()}
    points["all"]["drift"] = first
    changes = {name: {each: [share + points[name][each] for share in SHARES] for each in PARADIGMS} for name in FORCES}
    return changes, points


def test_a_paradigm_shows_its_own_sets_middle_half_and_point_in_percent_best_at_the_point_first() -> None:
    changes, points = ranking_of(first=0.9)
    figure = draw_ranking(changes, points, title="Ranking", caption="Ticks are sets.")
    for ax, (forces, by_name) in zip(figure.axes, points.items(), strict=True):
        order = sorted((name for name in by_name if name != "status-quo"), key=by_name.__getitem__)[::-1]
        assert [label.get_text() for label in ax.get_yticklabels()] == order
        titles = (ax.get_title(), ax.get_title("left"), *(each.get_text() for each in ax.texts))
        assert forces_words(forces).capitalize() in titles
        assert ax.get_xlabel() == "revenue against the status quo, %"
        for name, (ticks, bar, mark) in zip(order, rows(ax), strict=True):
            assert ticks == pytest.approx([100 * share for share in changes[forces][name]])
            assert bar == pytest.approx([100 * (points[forces][name] + share) for share in (0.3, 0.7)])
            assert list(mark.get_xdata()) == pytest.approx([100 * points[forces][name]])
            assert (mark.get_marker(), mark.get_color()) == (MARKS[name].marker, MARKS[name].colour)
        assert any(set(line.get_xdata()) == {0} for line in ax.lines)
    assert figure.axes[1].get_yticklabels()[0].get_text() == "drift"
    assert apart(figure)


def test_names_of_many_paradigms_stand_clear_of_each_other() -> None:
    points = {"all": {f"own-{n}": n / 100 for n in range(24)}}
    changes = {"all": {name: [share / 10 for share in SHARES] for name in points["all"]}}
    assert apart(draw_ranking(changes, points, title="Ranking", caption="Ticks are sets."))


def drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, kept: StoredCalibration, ranking: Any) -> dict[str, Any]:
    """The figures that were written, by the names of their files."""
    figures: dict[str, Any] = {}
    monkeypatch.setattr(pictures, "render", lambda figure, kind: (figure, kind))
    monkeypatch.setattr(pictures, "write_bytes", lambda file, made: figures.update({file.name: made}))
    pictures.draw(kept, ranking, tmp_path / "new")
    assert {kind for _, kind in figures.values()} == {"png"}
    return {name: figure for name, (figure, _) in figures.items()}


def test_the_pictures_are_of_levers_and_what_was_learnt_and_of_the_forces_under_which_sets_agree_least(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    luck = np.random.default_rng(3).random((40, len(UNCERTAIN)))
    luck[:, -1] = 0.5 + 0.01 * luck[:, -1]  # one that was pinned down, though no target was to do so
    sets = [{one.name: one.at(share) for one, share in zip(UNCERTAIN, row, strict=True)} for row in luck]
    kept = StoredCalibration({one.name: one.default for one in LEVERS}, sets, sets, {})
    changes, points = ranking_of(first=0.9)
    firsts = {"none": {"siloed": 0.75, "drift": 0.25}, "all": {"siloed": 0.375, "drift": 0.625}}
    ranking = {
        "sets": 40, "replications": 120, "quarters": 7,
        "forces": {
            name: {
                "first_places": firsts[name], "by_set": changes[name],
                "point": {each: {"relative": each != "status-quo" and {"mean": mean}} for each, mean in by.items()},
            }
            for name, by in points.items()
        },
    }  # fmt: skip
    figures = drawn(monkeypatch, tmp_path, kept, ranking)
    (ax,) = figures["sets.png"].axes
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == [one.name for one in (*LEVERS, UNIDENTIFIED[-1])]
    said = " ".join(text.get_text() for text in figures["sets.png"].texts)
    assert f"say little about {len(UNCERTAIN) - len(names)} other parameters" in " ".join(said.split())
    assert "the n = 40 sets" in " ".join(said.split())
    said = " ".join(" ".join(text.get_text() for text in figures["ranking.png"].texts).split())
    assert f"Under {forces_words('all')}, drift earns most with 62 % of the sets" in said
    assert "n = 40 parameter sets, 3 matched replications each, 7 quarters" in said
    assert len(figures["ranking.png"].axes) == len(FORCES)
