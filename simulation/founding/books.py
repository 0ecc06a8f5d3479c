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
    coming = int(leads_in_a_week(p, reps, marketers, 0.0))
    return {
        "ties": reps * contacts + marketers + leaders,
        "leads": 2 * opportunities + 4 * coming,
        "customers": 2 * (customers + opportunities + coming),
        "scratch": max(2 * (customers + opportunities + coming), reps + marketers, SMALLEST),
        "matters": 4 * (reps + marketers) + 2 * (opportunities + coming),
    }


def make_room(org: Organisation) -> None:
    """Enlarge the tables that could run full in the coming week."""
    company, coming = org.company[0], int(coming_leads(org))
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
def coming_leads(org: Organisation) -> int:
    """More leads than the coming week can bring, as far as demand has grown by then.

    Reads: clock.week, weather, company, parameters
    """
    ahead = org.weather[max(0, min(org.clock[0].week + 1, len(org.weather) - 1))]
    return leads_in_a_week(org.parameters[0], org.company[0].reps, org.company[0].marketers, ahead.demand)


@compiled
def leads_in_a_week(p: "ParametersRow", reps: int, marketers: int, demand: float) -> int:
    """More leads than a week can bring, whatever the luck, where demand has grown by `demand`.

    Reads: parameters
    """
    best = MOST_TALENT * p.people_mastery * (1.0 + p.people_craft) * (1.0 + p.people_morale_output)
    by_marketer = p.campaigns_leads_per_week * (1.0 + demand) * best + 1.0
    by_rep = p.people_weekly_hours / p.selling_prospecting_hours * best + 1.0
    return int(marketers * by_marketer + reps * by_rep) + 1


@compiled
def has_room(org: Organisation) -> bool:
    """Whether the tables hold whatever the coming week brings: the condition of `make_room`.

    Reads: clock.week, weather, company, parameters
    """
    company = org.company[0]
    coming = coming_leads(org)
    leads = company.leads + coming <= len(org.leads)
    customers = company.customers + company.leads + coming <= len(org.customers)
    matters = company.matters + company.leads + len(org.people) + len(org.ties) + coming
    return leads and customers and matters <= len(org.matters)
