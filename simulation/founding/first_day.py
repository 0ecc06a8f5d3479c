"""A company on its first day: its people, opinions and contacts as its structure has made them."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ..machinery.compiled import compiled
from ..rules.coordination import communication_quality
from ..rules.forces import set_conditions
from ..rules.means import take_stock
from ..rules.observation import observe
from ..rules.opinions import trust_of, view
from ..rules.people import due_view, endow, set_target
from ..rules.perception import impression, practitioners_alignment
from ..rules.quarter import begin_counts
from ..rules.reorganisation import draw_reporting_lines
from ..world.arithmetic import clip, normal
from ..world.draws import Decision, draw
from ..world.organisation import Organisation
from ..world.outcomes import QUARTER
from ..world.state import RECORDS, table
from ..world.words import NOW, WEEKS_PER_QUARTER, Side
from .blueprint import Blueprint
from .stock import stock
from .ties import tie_up

if TYPE_CHECKING:
    from ..world.tables import ParametersTable, SourcesTable, WeatherTable


def found(
    blueprint: Blueprint,
    structure: tuple[Any, ...],
    *,
    parameters: "ParametersTable",
    sources: "SourcesTable",
    weather: "WeatherTable",
    seed: int,
    replication: int,
    burn_in: int,
) -> Organisation:
    """A company on its first day, with its luck: people, ties, opinions, customers, pipeline.

    The first day lies `burn_in` quarters before week 0, where the record begins. `structure` is the row it lives in. The record holds
    quarter 0 alone until a run makes it longer.
    """
    ties = blueprint.rows["ties"]
    org = Organisation(
        clock=_filled("clock", [(seed, replication, -burn_in * WEEKS_PER_QUARTER, -burn_in)]),
        company=blueprint.company.copy(),
        structure=_filled("structure", [structure] * 3),
        conditions=table("conditions", 1),
        weather=weather,
        people=blueprint.people.copy(),
        teams=blueprint.teams.copy(),
        ties=table("ties", ties),
        opinions=table("opinions", 2 * ties),
        leads=table("leads", blueprint.rows["leads"]),
        customers=table("customers", blueprint.rows["customers"]),
        matters=table("matters", blueprint.rows["matters"]),
        sources=sources,
        tally=table("tally", 2),
        parameters=parameters,
        quarters=np.full(1, np.nan, dtype=QUARTER).view(np.recarray),
        tie_index=np.zeros(2 * ties, np.int64),
        queue=np.zeros(max(blueprint.rows["leads"], blueprint.rows["matters"]), np.int64),
        queue_start=np.zeros(len(blueprint.people) + 1, np.int64),
    )
    used = tie_up(org, blueprint.contacts)
    org.exchange(ties=org.ties[:used], opinions=org.opinions[: 2 * used])
    open_doors(org)
    if burn_in == 0:
        observe(org)
    return org


def _filled(name: str, rows: list[tuple[Any, ...]]) -> Any:
    """A table with these rows."""
    return np.array(rows, RECORDS[name]).view(np.recarray)


@compiled
def open_doors(org: Organisation) -> None:
    """The first day: people, opinions, contacts at their due strength, customers and pipeline, first views.

    Reads: everything (founded so far)
    Writes: people, ties, opinions, teams, customers, leads, company, conditions, tally
    """
    company = org.company[0]
    set_conditions(org)
    draw_reporting_lines(org)
    for who in range(len(org.people)):
        endow(org, who)
        luck = draw(org, Decision.TEMPER, org.people[who].identity)
        org.people[who].experience = 2.0 * org.parameters[0].people_tenure * luck.b
    for row in range(len(org.ties)):
        get_acquainted(org, row)
    take_stock(org)
    for who in range(company.reps + company.marketers):
        org.people[who].orientation = due_view(org, who)
    take_stock(org)
    first = org.parameters[0].perception_first_record
    company.settled_share = company.reported_quality = company.reported_follow_up = first
    company.quality = communication_quality(org)
    for row in range(len(org.ties)):
        settle_knowledge(org, row)
    for rep in range(company.reps):
        stock(org, rep)
    for who in range(company.reps + company.marketers):
        set_target(org, who)
    begin_counts(org)
    company.alignment = practitioners_alignment(org)
    company.belief = company.alignment
    for _ in range(WEEKS_PER_QUARTER):  # executives have looked on for a while, with every plan met
        company.belief = impression(org, 1.0)


@compiled
def get_acquainted(org: Organisation, row: int) -> None:
    """First opinions and contacts of one pair, as the structure has made them.

    Reads: structure, parameters
    Writes: ties.contact, people.meeting_hours, opinions
    """
    p, tie, luck = org.parameters[0], org.ties[row], draw(org, Decision.RAPPORT, org.ties[row].identity)
    reach = np.sqrt(org.structure[NOW].integration)
    tie.contact = reach if tie.affinity < reach else 0.0
    for who in (tie.rep, tie.marketer):
        org.people[who].meeting_hours += tie.contact * p.coordination_meeting_hours
    for side in range(2):
        mind = org.opinions[view(row, side)]
        mind.ceiling = 1.0
        first, second = (luck.a, luck.b) if side == 0 else (luck.c, luck.d)
        mind.cognition = clip(p.trust_initial + p.trust_initial_spread * normal(first), 0.0, 1.0)
        mind.affect = clip(p.trust_initial + p.trust_initial_spread * normal(second), 0.0, 1.0)


@compiled
def settle_knowledge(org: Organisation, row: int) -> None:
    """What a pair has come to share: where learning and forgetting balance.

    Reads: ties.contact, company.quality, opinions, parameters
    Writes: ties.shared
    """
    p, tie = org.parameters[0], org.ties[row]
    trust = 0.5 * (trust_of(org, view(row, Side.SALES)) + trust_of(org, view(row, Side.MARKETING)))
    learnt = p.coordination_sharing * tie.contact * org.company[0].quality * trust
    tie.shared = learnt / (learnt + p.coordination_forgetting) if learnt > 0.0 else 0.0
