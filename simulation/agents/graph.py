"""The org graph as networkx knows it: people, and the ties between them, as they are now."""

from itertools import pairwise

import networkx as nx

from ..rules.opinions import trust_of, view
from ..world.organisation import Organisation
from ..world.words import NOBODY, Kind, Side

ALIVE = 0.05  # contact strength from which a tie counts as an edge


def to_graph(org: Organisation, keys: tuple[str, ...] | None = None) -> nx.MultiGraph:
    """The org graph now: people as nodes, ties of three kinds as edges.

    Node attributes: `function`, `role`, `vacant`, `morale`, `clarity`, `skill`. Edge attribute `kind` is
    `reports to`, `same team` (drawn as a chain, which connects a team without the square of its edges) or
    `works with`, the last with `contact`, `trust` (mean of both directions), `trust_sales_in_marketing`,
    `trust_marketing_in_sales` and `shared`, all in [0, 1]; only contacts that are alive are edges.
    """
    graph = nx.MultiGraph()
    names = keys or tuple(str(who) for who in range(len(org.people)))
    for who, person in enumerate(org.people):
        graph.add_node(
            names[who], function=Side(int(person.function)).word, role=Kind(int(person.kind)).word,
            vacant=bool(person.vacant > 0), morale=float(person.morale), clarity=float(person.clarity),
            skill=float(person.skill),
        )  # fmt: skip
    for who, person in enumerate(org.people):
        if person.manager != NOBODY:
            graph.add_edge(names[who], names[person.manager], kind="reports to")
    for team in org.teams:
        members = [names[team.first_member + place] for place in range(team.members)]
        graph.add_edges_from(pairwise(members), kind="same team")
    for row, tie in enumerate(org.ties):
        _add_contact(graph, org, row, names[tie.rep], names[tie.marketer])
    return graph


def _add_contact(graph: nx.MultiGraph, org: Organisation, row: int, rep: str, marketer: str) -> None:
    """A works-with edge, if the contact is alive."""
    tie = org.ties[row]
    if tie.contact < ALIVE:
        return
    there, back = float(trust_of(org, view(row, Side.SALES))), float(trust_of(org, view(row, Side.MARKETING)))
    graph.add_edge(
        rep, marketer, kind="works with", contact=float(tie.contact), shared=float(tie.shared),
        trust=0.5 * (there + back), trust_sales_in_marketing=there, trust_marketing_in_sales=back,
    )  # fmt: skip
