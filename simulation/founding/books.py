"""How much room the books of a company need, and more of it before they run full."""

from typing import TYPE_CHECKING

import numpy as np

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.state import table
from ..world.words import MOST_TALENT

if TYPE_CHECKING:
    from ..world.tables import ParametersRow


SMALLEST = 9  # of the table of amounts: one for each pair of functions


def rows_at_start(p: "ParametersRow", reps: int, marketers: int, contacts: int, leaders: int) -> dict[str, int]:
    """How many rows each table of a new company has: its stock, and room for some weeks. `leaders`: pairs of them."""
    opportunities = int((p.customers_pipeline_per_rep + 1) * reps)
    customers = int((p.customers_initial_per_rep + 1) * reps)
    coming = int(leads_in_a_week(p, reps, marketers))
    return {
        "ties": reps * contacts + marketers + leaders,
        "leads": 2 * opportunities + 4 * coming,
        "customers": 2 * (customers + opportunities + coming),
        "scratch": max(2 * (customers + opportunities + coming), reps + marketers, SMALLEST),
        "matters": 4 * (reps + marketers) + 2 * (opportunities + coming),
    }


def make_room(org: Organisation) -> None:
    """Enlarge the tables that could run full in the coming week."""
    company, coming = (
        org.company[0],
        int(leads_in_a_week(org.parameters[0], org.company[0].reps, org.company[0].marketers)),
    )
    _enlarge(org, "leads", int(company.leads) + coming)
    _enlarge(org, "customers", int(company.customers + company.leads) + coming)
    _enlarge(org, "matters", int(company.matters + company.leads) + len(org.people) + len(org.ties) + coming)
    _enlarge(org, "scratch", len(org.customers))
    longest = max(len(org.leads), len(org.matters))
    if len(org.queue) < longest:
        org.exchange(queue=np.resize(org.queue, longest))


def _enlarge(org: Organisation, name: str, needed: int) -> None:
    rows = getattr(org, name)
    if needed > len(rows):
        larger = table(name, 2 * needed)
        larger[: len(rows)] = rows
        org.exchange(**{name: larger})


@compiled
def leads_in_a_week(p: "ParametersRow", reps: int, marketers: int) -> int:
    """More leads than a week can bring, whatever the luck.

    Reads: parameters
    """
    best = MOST_TALENT * p.people_mastery * (1.0 + p.people_craft) * (1.0 + p.people_morale_output)
    by_marketer = p.campaigns_leads_per_week * best + 1.0
    by_rep = p.people_weekly_hours / p.selling_prospecting_hours * best + 1.0
    return int(marketers * by_marketer + reps * by_rep) + 1


@compiled
def has_room(org: Organisation) -> bool:
    """Whether the tables hold whatever the coming week brings: the condition of `make_room`.

    Reads: company, parameters
    """
    company = org.company[0]
    coming = leads_in_a_week(org.parameters[0], company.reps, company.marketers)
    leads = company.leads + coming <= len(org.leads)
    customers = company.customers + company.leads + coming <= len(org.customers)
    matters = company.matters + company.leads + len(org.people) + len(org.ties) + coming
    return leads and customers and matters <= len(org.matters)
