"""Where people stand in a drawing of a company.

Sales stands in a column at the left, marketing in one at the right, teams together, so that ties between the
functions cross the middle. Team leaders stand outside their teams; those above them, or over both, on top.
The same graph always has the same places.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable
from typing import Any

import networkx as nx

from ...figures.typesetting import spread

Places = dict[Hashable, tuple[float, float]]

COLUMNS = {"sales": -0.55, "marketing": 0.55}
EDGE = 0.89  # where leaders stand, outside their teams
TOP, TOP_ROW = 1.16, 0.13
TEAM_GAP = 0.8  # in places
STAGGER, CROWDED = 0.035, 26  # a longer column zigzags, so that marks stay apart


def seats(graph: nx.Graph) -> Places:
    """A place for everyone, x in [-1, 1] and y in [0, 1.3]; raises KeyError if someone has no function."""
    places: Places = {}
    for function, x in COLUMNS.items():
        places |= _column(teams(graph, function), x)
    return places | _leaders(graph, places)


def people(graph: nx.Graph, function: str | None = None) -> list[Hashable]:
    """Everyone who is not a leader, of one function or of all, in the order of the graph."""
    return [
        node
        for node, about in graph.nodes(data=True)
        if about["role"] != "leader" and function in (None, about["function"])
    ]


def leaders(graph: nx.Graph) -> list[Hashable]:
    return [node for node, about in graph.nodes(data=True) if about["role"] == "leader"]


def reporting(graph: nx.Graph) -> nx.Graph:
    """Everyone, joined only by who reports to whom."""
    found = nx.Graph()
    found.add_nodes_from(graph)
    found.add_edges_from((one, other) for one, other, _ in ties(graph, "reports to"))
    return found


def part_of(graph: nx.Graph, kept: Container[Hashable]) -> nx.Graph:
    """The graph among those kept, in the order of the graph (a networkx view has the order of a set)."""
    part = graph.__class__()
    part.add_nodes_from((node, about) for node, about in graph.nodes(data=True) if node in kept)
    part.add_edges_from((a, b, about) for a, b, about in graph.edges(data=True) if a in kept and b in kept)
    return part


def ties(graph: nx.Graph, kind: str) -> list[tuple[Hashable, Hashable, dict[str, Any]]]:
    """The edges of one kind with what is known of them."""
    return [(one, other, about) for one, other, about in graph.edges(data=True) if about["kind"] == kind]


def teams(graph: nx.Graph, function: str) -> list[list[Hashable]]:
    """The people of a function, team by team; teams of both functions come in one order on both sides."""
    mates = nx.Graph()
    mates.add_nodes_from(people(graph))
    mates.add_edges_from((a, b) for a, b, _ in ties(graph, "same team") if a in mates and b in mates)
    members = people(graph, function)
    found = ([person for person in members if person in team] for team in nx.connected_components(mates))
    return [team for team in found if team]


def _column(groups: list[list[Hashable]], x: float) -> Places:
    """People from top to bottom at equal distances, with a gap between teams."""
    heights: list[float] = []
    for team in groups:
        start = heights[-1] + 1 + TEAM_GAP if heights else 0.0
        heights += [start + place for place in range(len(team))]
    tall = max(heights, default=0.0) or 1.0
    lone = 0.5 if len(heights) == 1 else 0.0
    members = [person for team in groups for person in team]
    sway = STAGGER if len(members) > CROWDED else 0.0
    return {
        person: (x + (sway if rank % 2 else -sway), 1 - lone - height / tall)
        for rank, (person, height) in enumerate(zip(members, heights, strict=True))
    }


def _leaders(graph: nx.Graph, places: Places) -> Places:
    """Team leaders outside their columns; leaders of leaders, of both functions or of nobody, on top."""
    outside: dict[str, dict[Hashable, float]] = {function: {} for function in COLUMNS}
    above: list[Hashable] = []
    reports = reporting(graph)
    for leader in leaders(graph):
        team = [person for person in reports[leader] if person in places]
        sides = {graph.nodes[person]["function"] for person in team}
        if len(sides) == 1:
            outside[sides.pop()][leader] = sum(places[person][1] for person in team) / len(team)
        else:
            above.append(leader)
    return _outside(outside) | _on_top(graph, above)


def _outside(outside: dict[str, dict[Hashable, float]]) -> Places:
    places: Places = {}
    for function, wanted in outside.items():
        x = EDGE if COLUMNS[function] > 0 else -EDGE
        heights = spread(list(wanted.values()), 0.07, 0.0, 1.0) if wanted else []
        places |= {leader: (x, height) for leader, height in zip(wanted, heights, strict=True)}
    return places


def _on_top(graph: nx.Graph, above: Iterable[Hashable]) -> Places:
    """The company's leaders in the middle of the upper row, each function's over its own column."""
    rows = {"sales": (-EDGE, TOP), "company": (0.0, TOP + TOP_ROW), "marketing": (EDGE, TOP)}
    places: Places = {}
    for function, (x, y) in rows.items():
        peers = [leader for leader in above if graph.nodes[leader]["function"] == function]
        inward = {"sales": 1.0, "company": 1.0, "marketing": -1.0}[function] * 0.14
        first = x - inward * (len(peers) - 1) / 2 if function == "company" else x
        places |= {leader: (first + inward * rank, y) for rank, leader in enumerate(peers)}
    return places
