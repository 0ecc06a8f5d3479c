"""Whom to draw of a company that is too big to draw: whole teams, the same people at both times.

Single people picked here and there would lose nearly all their ties; whole teams, and the teams that they
work with, keep the pattern. The marketers drawn have more ties than most, so the caption says how they were
chosen.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from math import ceil

import networkx as nx

from .seating import leaders, part_of, people, reporting, teams


def sample(start: nx.Graph, end: nx.Graph, limit: int) -> tuple[nx.Graph, nx.Graph]:
    """Both graphs with at most `limit` people at either time, besides their leaders.

    Drawn are sales teams at even distances, the marketing teams tied most to them, and at the end those of
    them who are still there, with newcomers in place of the others. Within the limit nobody is left out.
    """
    most = max(len(people(start)), len(people(end)))
    if most <= limit:
        return start, end
    share = limit / most
    before = _drawn_at_start(start, share)
    return _with_leaders(start, before), _with_leaders(end, _drawn_at_end(start, end, before, share))


def _drawn_at_start(graph: nx.Graph, share: float) -> set[Hashable]:
    sales = teams(graph, "sales")
    needed = max(1, ceil(len(sales) * share))
    chosen = _first([sales[rank * len(sales) // needed] for rank in range(needed)], _quota(graph, "sales", share))
    tied = sorted(teams(graph, "marketing"), key=lambda team: -_ties_between(graph, team, chosen) / len(team))
    return chosen | _first(tied, _quota(graph, "marketing", share))


def _drawn_at_end(start: nx.Graph, end: nx.Graph, before: set[Hashable], share: float) -> set[Hashable]:
    """Who of those drawn is left, and newcomers, colleagues of theirs first."""
    stayed = {person for person in before if person in end}
    drawn: set[Hashable] = set()
    for function in ("sales", "marketing"):
        there = [person for person in people(end, function) if person in stayed]
        new = [person for person in people(end, function) if person not in start]
        new.sort(key=lambda person: not any(colleague in stayed for colleague in end[person]))
        drawn |= set((there + new)[: _quota(end, function, share)])
    return drawn


def _quota(graph: nx.Graph, function: str, share: float) -> int:
    return int(len(people(graph, function)) * share)


def _first(groups: Iterable[Sequence[Hashable]], quota: int) -> set[Hashable]:
    """The first people of the groups, one group after the other."""
    return set([person for group in groups for person in group][:quota])


def _ties_between(graph: nx.Graph, team: Iterable[Hashable], chosen: set[Hashable]) -> int:
    return sum(neighbour in chosen for person in team for neighbour in graph[person])


def _with_leaders(graph: nx.Graph, chosen: set[Hashable]) -> nx.Graph:
    """The people chosen, whoever leads them, those who lead several leaders, and the company's leaders."""
    bosses, reports = set(leaders(graph)), reporting(graph)
    kept = {boss for boss in bosses if graph.nodes[boss]["function"] == "company"}
    for boss in bosses:
        near = set(reports[boss])
        if near & chosen or len(near & bosses) > 1:
            kept.add(boss)
    return part_of(graph, chosen | kept)
