"""A company too big to draw person by person: the trust between each sales team and each marketing team."""

from __future__ import annotations

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from numpy.typing import NDArray

from ...foundations.language import Words
from .seating import teams, ties


def quilt(graph: nx.Graph) -> NDArray[np.float64]:
    """Mean trust on the ties between two teams, 0 to 1: a row for each sales team, a column for each marketing team.

    NaN where two teams have no tie. Leaders count in no team.
    """
    sides = [teams(graph, function) for function in ("sales", "marketing")]
    place = [{person: number for number, team in enumerate(side) for person in team} for side in sides]
    total, count = np.zeros((2, len(sides[0]), len(sides[1])))
    for one, other, about in ties(graph, "works with"):
        rep, marketer = (one, other) if one in place[0] else (other, one)
        if rep in place[0] and marketer in place[1]:
            total[place[0][rep], place[1][marketer]] += about["trust"]
            count[place[0][rep], place[1][marketer]] += 1
    return np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)


def draw_quilt(ax: Axes, graph: nx.Graph, colours: Colormap, w: Words) -> None:
    """One patch for each pair of teams, coloured by their trust; white where they have no tie."""
    patches = quilt(graph)
    ax.grid(False)
    ax.set(xticks=[], yticks=[])
    if patches.size:
        ax.imshow(patches, cmap=colours, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    ax.set_xlabel(w("figure.org.marketing_teams", number=patches.shape[1]), labelpad=2)
    ax.set_ylabel(w("figure.org.sales_teams", number=patches.shape[0]), labelpad=2)
