"""The company as a network at the start and at the end: who works with whom across functions, and trust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import LineCollection
from matplotlib.colors import Colormap, ListedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...figures.page import HAIRLINE, INK, MM, SOFT_INK, Layout, Margins, open_page, styled
from ...foundations.language import Words
from .quilt import draw_quilt
from .seating import Places, part_of, people, seats, ties

FUNCTIONS = {"sales": ("o", "#5790fc"), "marketing": ("s", "#f89c20"), "company": ("D", "#555555")}
LEGIBLE = 60  # people; of more, every tie drawn would be a tangle
FOOT = 17  # mm below the drawings for the key and the colour bar


def trust_colours() -> Colormap:
    """Light for little trust, dark for much, in a scale that all kinds of colour vision read alike."""
    return ListedColormap(colormaps["viridis_r"](np.linspace(0.08, 1, 256)))


def draw_org_graphs(
    start: nx.Graph,
    end: nx.Graph,
    *,
    layout: Layout,
    title: str | None = None,
    caption: str = "",
    limit: int = LEGIBLE,
    w: Words,
) -> Figure:
    """Two networks side by side, on one scale of trust (0 to 1).

    Nodes need `function` (sales, marketing, company) and `role` (rep, marketer, leader), and may be `vacant`:
    an empty seat is not drawn. Edges need `kind` (reports to, same team, works with) and, where it is works
    with, `trust`. Of more than `limit` people not each tie is drawn, but the
    trust between each two teams. Raises KeyError if an attribute is missing.
    """
    wide = replace(layout, per_row=2, panel_height=layout.panel_height * 1.5)
    graphs = occupied(start), occupied(end)
    single = max(len(people(graph)) for graph in graphs) <= limit
    words = " ".join([caption or w["figure.org.run"], w["figure.org.key" if single else "figure.org.quilt"]])
    with styled():
        margins = Margins(2, 2, 6, 1) if single else Margins(6, 2, 6, 5)
        title = title or org_headline(*graphs, w)
        figure, axes = open_page(title, words, panels=2, layout=wide, margins=margins, foot=FOOT)
        for ax, graph, when in zip(axes, graphs, ("start", "end"), strict=True):
            if single:
                _draw_company(ax, graph)
            else:
                draw_quilt(ax, graph, trust_colours(), w)
            counts = {"people": graph.number_of_nodes(), "ties": len(_trusts(graph))}
            ax.set_title(w(f"figure.org.{when}", **counts), loc="center", weight="normal")
        _draw_key(figure, w, functions=single)
    return figure


def occupied(graph: nx.Graph) -> nx.Graph:
    """The graph without vacant seats."""
    return part_of(graph, {node for node, about in graph.nodes(data=True) if not about.get("vacant")})


def org_headline(start: nx.Graph, end: nx.Graph, w: Words) -> str:
    """What became of the trust between people who work together across the functions."""
    before, after = _trusts(start), _trusts(end)
    if not len(after):
        return w["figure.org.nobody"]
    now = w.number(after.mean(), 2)
    if not len(before):
        return w("figure.org.together", now=now)
    then = w.number(before.mean(), 2)
    how = "same" if then == now else "more" if after.mean() > before.mean() else "less"
    return w(f"figure.org.{how}", then=then, now=now)


def _trusts(graph: nx.Graph) -> np.ndarray:
    return np.array([about["trust"] for _, _, about in ties(graph, "works with")], dtype=np.float64)


def _draw_company(ax: Axes, graph: nx.Graph) -> None:
    places = seats(graph)
    ax.set(xlim=(-1, 1), ylim=(-0.05, 1.36))
    ax.set_axis_off()
    reports = [(places[one], places[other]) for one, other, _ in ties(graph, "reports to")]
    ax.add_collection(LineCollection(reports, colors=HAIRLINE, linewidths=0.4, zorder=1), autolim=False)
    _draw_ties(ax, graph, places)
    shown = len(people(graph))
    leaders = graph.number_of_nodes() - shown
    sizes = (16 / max(1.0, shown / 36), 20 / max(1.0, leaders / 24))
    for function in FUNCTIONS:
        _draw_people(ax, graph, places, function, sizes=sizes)


def _draw_ties(ax: Axes, graph: nx.Graph, places: Places) -> None:
    """Works-with ties, the most trusting on top; trust is seen in colour and in width."""
    worked = sorted(ties(graph, "works with"), key=lambda tie: tie[2]["trust"])
    lines = LineCollection([(places[one], places[other]) for one, other, _ in worked], zorder=2)
    trust = np.array([about["trust"] for *_, about in worked], dtype=np.float64)
    lines.set(color=trust_colours()(trust), linewidth=0.35 + 1.2 * trust)
    ax.add_collection(lines, autolim=False)


def _draw_people(ax: Axes, graph: nx.Graph, places: Places, function: str, *, sizes: tuple[float, float]) -> None:
    """Mark one function's people and leaders; `sizes` are the areas of the two in square points."""
    marker, colour = FUNCTIONS[function]
    for leads, area, edge, width in ((False, sizes[0], "white", 0.3), (True, sizes[1], INK, 0.7)):
        chosen = [
            places[node]
            for node, about in graph.nodes(data=True)
            if about["function"] == function and (about["role"] == "leader") == leads
        ]
        x, y = zip(*chosen, strict=True) if chosen else ((), ())
        ax.scatter(x, y, s=area, marker=marker, color=colour, edgecolor=edge, linewidth=width, zorder=3 + leads)


def _draw_key(figure: Figure, w: Words, *, functions: bool) -> None:
    """Below the drawings: what the marks of `functions` mean, where there are any, and the scale of trust."""
    height = figure.get_size_inches()[1] / MM
    figure.legend(
        handles=_handles(w) if functions else [],
        loc="lower center",
        bbox_to_anchor=(0.5, 10.5 / height),
        ncols=4,
        frameon=False,
        handletextpad=0.1,
        columnspacing=1.0,
        borderpad=0,
    )
    bar = figure.add_axes((0.3, 7.5 / height, 0.4, 1.6 / height))
    scale = figure.colorbar(ScalarMappable(Normalize(0, 1), trust_colours()), cax=bar, orientation="horizontal")
    scale.set_label(w["figure.org.trust" if functions else "figure.org.mean_trust"], labelpad=1)
    scale.set_ticks([0, 0.5, 1], labels=[w.short(each) for each in (0, 0.5, 1)])
    scale.outline.set_visible(False)


def _handles(w: Words) -> Sequence[Line2D]:
    style: dict[str, Any] = {"linestyle": "none", "markersize": 4}
    functions = [
        Line2D([], [], marker=m, color=c, label=w[f"figure.org.{name}"], **style) for name, (m, c) in FUNCTIONS.items()
    ]
    ringed: dict[str, Any] = {"markerfacecolor": "white", "markeredgecolor": INK, "color": SOFT_INK}
    return [*functions, Line2D([], [], marker="o", label=w["figure.org.leader"], **style, **ringed)]
