"""The figures of a validation, drawn from its record: one a pattern, one of the ablations, one of the sweeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..figures.page import EDGE, INK, SLIDE, SOFT_INK, TEXT, Layout, Margins, open_page, render, styled
from ..figures.typesetting import tick, wrap
from ..foundations.atomic import write_bytes
from .criteria import FAILS, HOLDS
from .document import ABLATIONS_FIGURE, OPTIMA_FIGURE, SPACES, Row, figure_name
from .drawing_structure import draw_ablations, draw_optima
from .wording import interval

DPI = 120
ACCEPTED = "#dcdcdc"
FEW = 6  # parts that fit below each other
PANEL = Margins(left=6, right=5, above=9.5, below=5.5)
ROWS = Layout("rows", width=SLIDE.width, height=0, per_row=1, panel_height=5)
MARKERS: dict[str, dict[str, Any]] = {
    HOLDS: {"marker": "o", "markerfacecolor": INK},
    FAILS: {"marker": "X", "markerfacecolor": INK},
}
OPEN = {"marker": "o", "markerfacecolor": "white"}
KEY = "Bars: 95 % intervals; tinted: what the claim accepts. Dot: holds; cross: fails; ring: cannot tell."


def draw(record: Mapping[str, Any], folder: Path) -> None:
    """All figures as PNG files in the folder. Raises StoreError."""
    for row in record["patterns"]:
        _write(draw_pattern(row, record["territories"]), folder, figure_name(row))
    _write(draw_ablations(record["ablations"]), folder, ABLATIONS_FIGURE)
    _write(draw_optima(record["optima"]), folder, OPTIMA_FIGURE)


def _write(figure: Figure, folder: Path, name: str) -> None:
    write_bytes(folder / f"{name}.png", render(figure, "png", dpi=DPI))


def draw_pattern(row: Row, territories: Sequence[Row]) -> Figure:
    """Each part of a pattern on an axis of its own: value, interval, and what is accepted."""
    parts = [_as_part(territory) for territory in territories] if row["pattern"] == SPACES else row["parts"]
    layout = ROWS if len(parts) <= FEW else replace(ROWS, per_row=2)
    with styled():
        figure, axes = open_page(_title(row), _caption(row), panels=len(parts), layout=layout, margins=PANEL)
        for part, ax in zip(parts, axes, strict=True):
            _draw_part(ax, part, width=layout.width / layout.per_row)
    return figure


def _title(row: Row) -> str:
    return f"{row['pattern']}. {row['name'].capitalize()}: {row['verdict']}"


def _caption(row: Row) -> str:
    value = f"{interval(row)} {row['unit']}".rstrip()
    n = next(part["n"] for part in row["parts"] if part["says"] == row["decided_by"])
    return f"Decided by {row['decided_by']}: {value} (n = {n}). {KEY}"


def _as_part(territory: Row) -> dict[str, Any]:
    """What the hypercube says of one paradigm, as if it were a part: a verdict is not pronounced on it alone."""
    lead = territory["lead"]
    return {
        "says": f"{territory['paradigm']} over {territory['rival']}, where {territory['region']}",
        "unit": "%",
        "value": lead["mean"],
        "low": lead["low"],
        "high": lead["high"],
        "accepted": [0.0, None],
        "verdict": HOLDS if (lead["low"] or 0) > 0 else FAILS if (lead["high"] or 0) < 0 else "",
    }


def _draw_part(ax: Axes, part: Row, *, width: float) -> None:
    room = width - 2 * EDGE
    words = ", ".join(filter(None, [part["says"], part["unit"]]))
    lines = wrap(words, TEXT, room, weight="bold")[:2]
    ax.set_title("\n".join(lines), x=(EDGE - PANEL.left) / (width - PANEL.left - PANEL.right), pad=3)
    ax.grid(False)
    ax.spines["left"].set_visible(False)
    ax.set(ylim=(-1, 1), yticks=[], xlim=_limits(part))
    _tint(ax, part["accepted"])
    if part["value"] is not None:
        _mark(ax, part)
    ax.xaxis.set_major_locator(MaxNLocator(4))
    ax.xaxis.set_major_formatter(FuncFormatter(tick))


def _mark(ax: Axes, part: Row) -> None:
    look = MARKERS.get(part["verdict"], OPEN)
    if part["low"] is not None:
        ax.plot([part["low"], part["high"]], [0, 0], color=INK, lw=1.4, solid_capstyle="butt")
    ax.plot([part["value"]], [0], markeredgecolor=INK, markersize=5, linestyle="none", **look)


def _limits(part: Row) -> tuple[float, float]:
    """From the lowest to the highest of value, interval and bounds, with room at both ends."""
    shown = [part[key] for key in ("value", "low", "high")] + list(part["accepted"])
    present = [number for number in shown if number is not None]
    low, high = min(present), max(present)
    room = 0.12 * (high - low) or 1.0
    return low - room, high + room


def _tint(ax: Axes, accepted: Sequence[float | None]) -> None:
    left, right = ax.get_xlim()
    low, high = accepted
    ax.axvspan(left if low is None else low, right if high is None else high, color=ACCEPTED, lw=0, zorder=0)
    for bound in (low, high):
        if bound is not None:
            ax.axvline(bound, color=SOFT_INK, lw=0.8, zorder=1)
