"""What the figures of a validation show, read back from them, and whose trust is meant where a company is hurt."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.validation import lives
from cordiale.experiments.validation.criteria import Within
from cordiale.experiments.validation.drawing import draw_pattern
from cordiale.experiments.validation.drawing_structure import draw_ablations, draw_optima
from cordiale.experiments.validation.quantities import Average, Less, Level, Over, Relative
from cordiale.experiments.validation.readings import Reading


def part(says: str, verdict: str, value: float, **more: Any) -> dict[str, Any]:
    return {"says": says, "unit": "%", "value": value, "low": value - 1.0, "high": value + 2.0,
            "accepted": [None, 9.0], "verdict": verdict, "n": 8} | more  # fmt: skip


def pattern(number: int, *parts: dict[str, Any]) -> dict[str, Any]:
    first = parts[0]
    return {"pattern": number, "name": "a name", "verdict": first["verdict"], "decided_by": first["says"],
            "parts": [*parts], **{key: first[key] for key in ("unit", "value", "low", "high")}}  # fmt: skip


def _titled(ax: Any) -> str:
    """A panel's title on one line, with ordinary spaces."""
    return " ".join(str(ax.get_title(loc="left")).split())


@pytest.mark.parametrize(("verdict", "marker", "is_filled"), [
    ("holds", "o", True), ("fails", "X", True), ("cannot tell", "o", False),
])  # fmt: skip
def test_a_part_that_holds_is_a_full_dot_one_that_fails_a_cross_and_one_that_cannot_be_told_a_ring(
    verdict: str, marker: str, is_filled: bool
) -> None:
    (ax,) = draw_pattern(pattern(3, part("it is so", verdict, 2.0)), []).axes
    (mark,) = (line for line in ax.lines if line.get_linestyle() == "None")
    assert (mark.get_marker(), mark.get_markerfacecolor() != "white") == (marker, is_filled)


@pytest.mark.parametrize(("low", "high", "accepted"), [
    (1.0, 4.0, [0.5, 6.0]), (1.0, 4.0, [None, 6.0]), (1.0, 4.0, [-3.0, None]), (1.0, 9.0, [2.5, 3.0]),
    (None, None, [2.0, None]),
])  # fmt: skip
def test_value_interval_and_both_bounds_of_a_part_lie_within_its_axis_with_as_much_room_at_either_end(
    low: float | None, high: float | None, accepted: list[float | None]
) -> None:
    one = part("it is so", "holds", 2.0, low=low, high=high, accepted=accepted)
    (ax,) = draw_pattern(pattern(3, one), []).axes
    shown = [each for each in (2.0, low, high, *accepted) if each is not None]
    left, right = ax.get_xlim()
    assert left < min(shown)
    assert right > max(shown)
    assert min(shown) - left == pytest.approx(right - max(shown))
    drawn = {line.get_xdata()[0] for line in ax.lines if len({*line.get_xdata()}) == 1 and len(line.get_xdata()) == 2}
    assert drawn == {bound for bound in accepted if bound is not None}, "a line at each bound"


def test_parts_are_drawn_each_under_its_own_words_with_its_unit_and_more_than_six_in_two_columns() -> None:
    for count, columns in ((2, 1), (6, 1), (7, 2)):
        parts = [part(f"part {at}", "holds", float(at), unit="%" if at % 2 else "") for at in range(count)]
        figure = draw_pattern(pattern(3, *parts), [])
        titles = [_titled(ax) for ax in figure.axes]
        assert titles == [f"part {at}, %" if at % 2 else f"part {at}" for at in range(count)]
        marks = [line.get_xdata()[0] for ax in figure.axes for line in ax.lines if line.get_linestyle() == "None"]
        assert marks == [float(at) for at in range(count)]
        assert len({round(ax.get_position().x0, 3) for ax in figure.axes}) == columns


def test_of_the_spaces_the_lead_of_each_paradigm_in_its_own_region_is_drawn_and_judged_by_its_bounds() -> None:
    leads = {"siloed": (3.0, 1.0, 5.0), "drift": (-3.0, -5.0, -1.0), "sales-led": (0.5, -1.0, 2.0)}
    territories = [
        {"paradigm": name, "rival": "proportional", "region": f"the {name} rule",
         "lead": {"mean": mean, "low": low, "high": high, "n": 8}}
        for name, (mean, low, high) in leads.items()
    ]  # fmt: skip
    axes = draw_pattern(pattern(13, part("the third lead", "cannot tell", 0.0)), territories).axes
    looks = [("o", False), ("X", False), ("o", True)]
    assert len(axes) == len(leads)
    for ax, (name, (mean, low, high)), (marker, hollow) in zip(axes, leads.items(), looks, strict=True):
        assert _titled(ax) == f"{name} over proportional, where the {name} rule, %"
        (mark,) = (line for line in ax.lines if line.get_linestyle() == "None")
        assert (mark.get_xdata()[0], mark.get_marker(), mark.get_markerfacecolor() == "white") == (mean, marker, hollow)
        assert [low, high] in [[*line.get_xdata()] for line in ax.lines]


def effect(whole: float, left: float, n: int) -> dict[str, Any]:
    def around(mean: float) -> dict[str, Any]:
        return {"mean": mean, "low": mean - 0.1, "high": mean + 0.1, "n": n}

    return {"effect": f"of {whole:g}", "ending": "survives", "with": around(whole), "without": around(left)}


def test_what_is_left_of_an_effect_beyond_either_end_of_the_axis_is_drawn_at_that_end() -> None:
    (ax,) = draw_ablations([effect(1.0, 5.0, 9), effect(1.0, -5.0, 9), effect(1.0, 0.5, 9)]).axes
    rings = [line.get_xdata()[0] for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert ax.get_xlim() == (-100.0, 200.0)
    assert rings == pytest.approx([200.0, -100.0, 50.0])


def test_a_figure_of_ablations_says_below_of_how_many_the_effect_of_fewest_is_and_above_what_it_found() -> None:
    figure = draw_ablations([effect(1.0, 0.5, n) for n in (30, 12, 50)])
    said = {" ".join(each.get_text().split()): each.get_position()[1] for each in figure.texts}
    (found,) = (at for text, at in said.items() if text.startswith("3 of 3 effects survive"))
    assert found == max(said.values())
    assert "(n = 12 or more)" in figure.get_label()


def test_the_band_of_a_sweep_reaches_from_the_lower_to_the_upper_bound_of_each_place_in_percent_of_its_peak() -> None:
    values, means = [0.0, 0.5, 1.0], [60.0, 80.0, 40.0]
    revenue = [{"mean": mean, "low": mean - 4.0 - at, "high": mean + 2.0 + at, "n": 9} for at, mean in enumerate(means)]
    row = {"setting": "integration", "paradigm": "status-quo", "forces": "none", "values": values, "revenue": revenue,
           "peak": 0.5, "low": 0.25, "high": 0.75, "where": "inside"}  # fmt: skip
    figure = draw_optima([row])
    (ax,) = figure.axes
    (band,) = ax.collections
    corners = band.get_paths()[0].vertices
    for at, value in enumerate(values):
        here = corners[np.isclose(corners[:, 0], value), 1]
        assert (here.min(), here.max()) == pytest.approx(((means[at] - 4 - at) / 0.8, (means[at] + 2 + at) / 0.8))
    for line in (line for line in ax.lines if len(line.get_xdata()) == 3):
        assert [*zip(line.get_xdata(), line.get_ydata(), strict=True)] == [(0.0, 75.0), (0.5, 100.0), (1.0, 50.0)]
    assert "(n = 9)" in figure.get_label()


def test_pairs_are_of_a_rep_and_a_marketer_and_those_count_of_whom_neither_is_replaced_in_any_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lives, "trust_of", lambda _, opinion: opinion / 10)
    ties = np.rec.fromarrays([np.array([0, 1, 0]), np.array([2, 2, 3])], names="rep,marketer")
    org: Any = SimpleNamespace(ties=ties, people=SimpleNamespace(identity=np.array([70, 71, 82, 83])))
    who, trust = lives._trusts(org, [0, 1, 2, 5])
    assert who.tolist() == [[70, 82], [70, 82], [71, 82], [70, 83]]
    assert trust.tolist() == [0.0, 0.1, 0.2, 0.5]
    changed = np.array([[70, 99], [70, 82], [71, 82], [70, 83]])
    rows: Any = [[(who, trust)] * 3, [(who, trust), (changed, trust), (who, trust)]]
    assert lives._stayed(rows).tolist() == [False, True, True, True]


@pytest.mark.parametrize(("low", "high", "verdict"), [
    (0.21, 0.29, "holds"), (0.1, 0.19, "fails"), (0.31, 0.4, "fails"), (0.1, 0.25, "cannot tell"),
    (0.25, 0.4, "cannot tell"), (0.1, 0.4, "cannot tell"), (0.2, 0.3, "holds"), (0.3, 0.4, "cannot tell"),
])  # fmt: skip
def test_an_interval_holds_wholly_within_both_bounds_fails_wholly_beyond_either_and_else_cannot_be_told(
    low: float, high: float, verdict: str
) -> None:
    estimate: Any = SimpleNamespace(low=low, high=high, has_interval=True)
    assert Within(0.2, 0.3).verdict(estimate) == verdict


def test_quantities_of_different_length_are_held_against_each_other_in_the_replications_that_both_have() -> None:
    cells: Any = ("long", "short")
    columns = {"long": {"wins": np.array([[0.0, 8.0], [0.0, 6.0], [0.0, 100.0]])},
               "short": {"wins": np.array([[0.0, 2.0], [0.0, 3.0]])}}  # fmt: skip
    first, second = (Level(cell, Reading("wins")) for cell in cells)
    simulated: Any = columns
    assert Less(first, second).sample(simulated).tolist() == [6.0, 3.0]
    assert Less(second, first).sample(simulated).tolist() == [-6.0, -3.0]
    assert Over(first, second).sample(simulated).tolist() == [4.0, 2.0]
    assert Average((first, second)).sample(simulated).tolist() == [5.0, 4.5]
    assert Relative(first, second).sample(simulated).mean() == pytest.approx(7.0 / 2.5 - 1.0)
