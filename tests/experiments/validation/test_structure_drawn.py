"""Figures of ablations and sweeps, read back: what is left of each effect, and where revenue peaks, each its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex

from cordiale.experiments.figures.page import INK
from cordiale.experiments.validation.drawing_structure import NAMES, VANISHED, draw_ablations, draw_optima
from cordiale.simulation.world.paradigms import Structure

ENDINGS = ("survives", "no effect to explain", "vanishes", "cannot tell")


def estimate(mean: float) -> dict[str, Any]:
    return {"mean": mean, "low": mean - 0.2, "high": mean + 0.3, "n": 9}


def effects() -> list[dict[str, Any]]:
    """Effects in either direction, of which a part is left that is another for each; the last turns round."""
    whole, left = (2.0, 0.1, -4.0, 5.0), (1.5, 0.2, -1.0, -2.0)
    return [
        {"effect": f"effect {at}", "ending": ending, "with": estimate(whole[at]), "without": estimate(left[at])}
        for at, ending in enumerate(ENDINGS)
    ]


def test_of_each_effect_the_whole_is_full_at_100_percent_and_hollow_below_what_is_left_without_its_mechanism() -> None:
    (ax,) = draw_ablations(effects()).axes
    shown = [row for row in effects() if row["ending"] != "no effect to explain"]
    assert [label.get_text() for label in ax.get_yticklabels()] == [row["effect"] for row in shown]
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(marks) == 2 * len(shown)
    for at, row in enumerate(shown):
        here = {line.get_markerfacecolor(): line for line in marks if round(line.get_ydata()[0]) == at}
        whole, left = here[INK], here["white"]
        assert whole.get_xdata()[0] == pytest.approx(100)
        assert left.get_xdata()[0] == pytest.approx(100 * row["without"]["mean"] / row["with"]["mean"])
        assert whole.get_ydata()[0] < left.get_ydata()[0]  # the axis goes down
        bars = {
            round(line.get_ydata()[0], 2): sorted(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2
        }
        for mark, key in ((whole, "with"), (left, "without")):
            ends = sorted(100 * row[key][end] / row["with"]["mean"] for end in ("low", "high"))
            assert bars[round(mark.get_ydata()[0], 2)] == pytest.approx(ends)
        assert [note.get_text() for note in ax.texts if note.xy == (1, at)] == [row["ending"]]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_what_vanishes_is_tinted_to_a_quarter_on_either_side_and_n_is_that_of_the_estimates() -> None:
    rows = effects()
    for row in rows:
        row["with"]["n"], row["without"]["n"] = 5, 9
    (ax,) = draw_ablations(rows).axes
    (tinted,) = (patch for patch in ax.patches if to_hex(patch.get_facecolor()) == VANISHED)
    assert (tinted.get_x(), tinted.get_x() + tinted.get_width()) == (-25.0, 25.0)
    said = draw_ablations(rows).get_label()
    assert "(n = 9 or more)" in said
    assert "Tinted: a quarter or less is left" in said


@pytest.mark.parametrize("surviving", [0, 1])
def test_the_title_counts_effects_that_survive_of_those_that_are_there(surviving: int) -> None:
    rows = [row for row in effects() if surviving or row["ending"] != "survives"]
    said = draw_ablations(rows).get_label()
    assert ("None of 2 effects survives" in said) == (surviving == 0)
    assert ("1 of 3 effects survive" in said) == (surviving == 1)
    assert "1 contrasts that are not surely there are left out" in said


def sweep(paradigm: str, setting: str, forces: str, peak: int) -> dict[str, Any]:
    values = [0.0, 0.25, 0.5, 0.75, 1.0]
    revenue = [estimate(50.0 + 10 * len(forces) - 3 * abs(at - peak)) for at in range(5)]
    where = {0: "at the lower end", 4: "at the upper end"}.get(peak, "inside")
    return {"setting": setting, "paradigm": paradigm, "forces": forces, "values": values, "revenue": revenue,
            "peak": values[peak], "low": values[max(0, peak - 1)], "high": values[min(4, peak + 1)],
            "where": where}  # fmt: skip


def test_a_line_of_a_sweep_is_its_row_s_revenue_over_its_own_peak_and_below_it_lies_where_that_is() -> None:
    rows = [sweep(row, setting, forces, (at + 2 * side) % 5)
            for at, setting in enumerate(("integration", "role_overlap")) for side, forces in enumerate(("none", "all"))
            for row in ("status-quo", "proportional")]  # fmt: skip
    figure = draw_optima(rows)
    panels = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    assert len(figure.axes) == len(panels)
    for ax, own in zip(figure.axes, panels, strict=True):
        named = {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}
        assert {*named} == {row["paradigm"] for row in own}
        for row in own:
            means = np.array([each["mean"] for each in row["revenue"]])
            line = named[row["paradigm"]]
            assert line.get_xdata().tolist() == row["values"]
            np.testing.assert_allclose(line.get_ydata(), 100 * means / means.max())
            lowest = min(line.get_ydata())
            bars = [each for each in ax.lines if [*each.get_xdata()] == [row["low"], row["high"]]]
            assert any(bar.get_ydata()[0] < lowest and bar.get_color() == line.get_color() for bar in bars)
            marked = [each for each in ax.lines if [*each.get_xdata()] == [row["peak"]]]
            assert any(mark.get_ydata()[0] < lowest for mark in marked)
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    assert titles == ["Integration, no forces", "Integration, all forces", "Role overlap, no forces",
                      "Role overlap, all forces"]  # fmt: skip
    said = figure.get_label()
    inside, upper = (sum(row["where"] == where for row in rows) for where in ("inside", "at the upper end"))
    assert f"inside the range in {inside} of {len(rows)} sweeps, and at its upper end in {upper}" in said


def test_a_setting_that_is_swept_is_called_by_its_own_name_and_hours_are_a_week() -> None:
    assert {name: told.partition(",")[0] for name, told in NAMES.items()} == {
        name: name.replace("_", " ") for name in NAMES
    }
    assert "person week" in str(Structure.model_fields["joint_planning"].description)
    assert NAMES["joint_planning"].endswith(", h a week")
