"""A made-up results table in the shape of `results.parquet`, for testing what reads one.

The numbers come from a fixed table of effects plus luck that matched replications share. They say nothing
about companies: they only look plausible enough for figures, and have known answers for statistics.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from cordiale.experiments.foundations.language import ENGLISH

# What `draw_all` is given where nothing but the results matters.
JUST_DRAWN: dict[str, Any] = {"baseline": None, "currency": "", "graphs": None, "graphs_caption": "", "lived": "",
                              "switch_quarter": 0, "w": ENGLISH}  # fmt: skip

PARADIGMS = ("status-quo", "drift", "siloed", "assimilated", "marketing-led", "sales-led", "proportional")

# Effect of each paradigm, in column order: revenue growth, friction share, trust of sales, of marketing, gap.
EFFECTS = {
    "status-quo": (1.00, 0.16, 0.45, 0.50, 0.44),
    "drift": (0.97, 0.18, 0.41, 0.47, 0.47),
    "siloed": (1.02, 0.14, 0.38, 0.42, 0.38),
    "assimilated": (1.05, 0.12, 0.60, 0.58, 0.30),
    "marketing-led": (1.04, 0.11, 0.40, 0.62, 0.52),
    "sales-led": (1.01, 0.115, 0.63, 0.43, 0.50),
    "proportional": (1.12, 0.10, 0.66, 0.65, 0.24),
}

GROUPS = {
    "money": "revenue revenue_new revenue_recurring",
    "leads": "leads_created leads_handed_over leads_worked leads_ignored leads_rejected opportunities "
    "wins losses no_decisions customers churned_customers",
    "rates": "win_rate weeks_to_first_contact sales_cycle_weeks contract_value gross_retention net_retention",
    "trust": "trust_sales_in_marketing trust_marketing_in_sales trust_sales_in_marketing_cognition "
    "trust_sales_in_marketing_affect trust_marketing_in_sales_cognition trust_marketing_in_sales_affect",
    "survey": "executives_aligned executives_very_aligned practitioners_lack perception_gap",
    "friction": "friction_events_per_person_week friction_hours_share misfit_leads broken_promises "
    "credit_disputes credit_thefts exclusions doubled_work dropped_work stalemates power_contests",
    "organisation": "decision_latency_weeks dispute_backlog ideas_proposed ideas_adopted role_clarity morale "
    "leavers credit_claimed_ratio credit_gini cross_function_density assortativity modularity",
}


@dataclass(frozen=True)
class Outcome:
    name: str
    unit: str
    definition: str
    group: str


OUTCOMES = tuple(
    Outcome(name, f"unit of {name}", f"what {name} means", group)
    for group, names in GROUPS.items()
    for name in names.split()
)


def results_frame(
    *,
    paradigms: Sequence[str] = PARADIGMS,
    forces: Sequence[str] = ("none", "all"),
    replications: int = 40,
    quarters: int = 12,
    seed: int = 1,
) -> pd.DataFrame:
    """One study: rows in the order paradigm, forces, replication, quarter; quarter 0 included."""
    runs = [
        _run(paradigm, force_set, replication, quarters=quarters, seed=seed)
        for paradigm in paradigms
        for force_set in forces
        for replication in range(replications)
    ]
    return pd.concat(runs, ignore_index=True)


def _run(paradigm: str, forces: str, replication: int, *, quarters: int, seed: int) -> pd.DataFrame:
    shared = np.random.default_rng([seed, replication])
    own = np.random.default_rng([seed, replication, sum(map(ord, paradigm)), sum(map(ord, forces))])
    time = np.arange(quarters + 1)
    pressure = 0.0 if forces == "none" else 1.0
    growth, friction, sales, marketing, gap = EFFECTS.get(paradigm, EFFECTS["siloed"])
    strength = 0.4 + 0.6 * pressure
    settled = 1 - np.exp(-time / 4)
    luck = np.cumsum(shared.normal(0, 60, quarters + 1)) + own.normal(0, 45, quarters + 1)
    columns = {name: own.poisson(20, quarters + 1).astype(float) for names in GROUPS.values() for name in names.split()}
    columns["revenue"] = 2400 * (1 + (growth - 1) * settled * strength) + 25 * time * (1 - pressure) + luck
    columns["friction_hours_share"] = _share(friction + pressure * 0.05 * settled, 0.01, own, shared)
    columns["friction_events_per_person_week"] = 8 * columns["friction_hours_share"]
    columns["trust_sales_in_marketing"] = _share(
        0.5 + (sales - 0.5) * settled - 0.06 * pressure * settled, 0.02, own, shared
    )
    columns["trust_marketing_in_sales"] = _share(
        0.5 + (marketing - 0.5) * settled - 0.06 * pressure * settled, 0.02, own, shared
    )
    columns["executives_aligned"] = _share(0.80 - 0.05 * pressure * settled, 0.05, own, shared)
    columns["perception_gap"] = _share(0.42 + (gap - 0.42) * settled + 0.03 * pressure * settled, 0.04, own, shared)
    columns["practitioners_lack"] = 1 - columns["executives_aligned"] + columns["perception_gap"]
    columns["leavers"] = own.poisson(1.5 + pressure, quarters + 1).astype(float)
    columns["win_rate"] = np.where(own.random(quarters + 1) < 0.1, np.nan, own.uniform(0.15, 0.3, quarters + 1))
    for flow in ("revenue", "friction_hours_share", "friction_events_per_person_week", "leavers"):
        columns[flow][0] = np.nan
    identity = {
        "scenario": "status-quo",
        "paradigm": paradigm,
        "forces": forces,
        "replication": np.int64(replication),
        "seed": np.int64(seed),
        "quarter": time.astype(np.int64),
    }
    return pd.DataFrame(identity | {outcome.name: columns[outcome.name] for outcome in OUTCOMES})


def _share(level: np.ndarray, spread: float, own: np.random.Generator, shared: np.random.Generator) -> np.ndarray:
    noise = shared.normal(0, spread, level.size) + own.normal(0, spread, level.size)
    return np.clip(level + noise, 0, 1)


def org_graph(*, reps: int = 24, marketers: int = 14, trust: float = 0.55, ties: int = 40, seed: int = 1) -> nx.Graph:
    """A company with one head per function, teams of about six, and cross-function ties with trust."""
    rng = np.random.default_rng(seed)
    graph = nx.Graph()
    graph.add_node(0, function="company", role="leader")
    for function, role, people in (("sales", "rep", reps), ("marketing", "marketer", marketers)):
        _add_function(graph, function, role, people)
    sides = [[n for n, a in graph.nodes(data=True) if a["role"] == role] for role in ("rep", "marketer")]
    for _ in range(ties):
        one, other = (int(rng.choice(side)) for side in sides)
        level = float(np.clip(rng.normal(trust, 0.18), 0, 1))
        graph.add_edge(one, other, kind="works with", contact=float(rng.random()), trust=level)
    return graph


def _add_function(graph: nx.Graph, function: str, role: str, people: int) -> None:
    head = graph.number_of_nodes()
    graph.add_node(head, function=function, role="leader")
    graph.add_edge(0, head, kind="reports to", contact=0.5)
    for start in range(0, people, 6):
        lead = graph.number_of_nodes()
        graph.add_node(lead, function=function, role="leader")
        graph.add_edge(head, lead, kind="reports to", contact=0.5)
        team = range(lead + 1, lead + 1 + min(6, people - start))
        graph.add_nodes_from(team, function=function, role=role)
        graph.add_edges_from(((lead, member) for member in team), kind="reports to", contact=0.5)
        graph.add_edges_from(((a, b) for a in team for b in team if a < b), kind="same team", contact=0.8)
