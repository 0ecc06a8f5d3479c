"""A company on its first day: its people, opinions and contacts as its structure has made them."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..machinery.compiled import compiled
from ..rules.alignment import practitioners_alignment
from ..rules.coordination import communication_quality, learning
from ..rules.forces import set_conditions
from ..rules.means import begin_means, count_pair, end_means
from ..rules.observation import observe
from ..rules.opinions import view
from ..rules.people import due_specialisation, due_view, endow, set_target
from ..rules.perception import impression
from ..rules.quarter import begin_counts
from ..rules.reorganisation import draw_reporting_lines
from ..rules.turns import begin_turns
from ..world.arithmetic import logistic
from ..world.draws import Decision, draw
from ..world.elementary import log
from ..world.organisation import Organisation
from ..world.outcomes import QUARTER
from ..world.powers import power
from ..world.state import RECORDS, table
from ..world.words import GOAL, NOW, WEEKS_PER_QUARTER, WEEKS_PER_YEAR, Kind
from .blueprint import Blueprint
from .stock import stock
from .ties import introduce_leaders, tie_up
from .traits import differ

if TYPE_CHECKING:
    from ..world.tables import PacesTable, ParametersTable, SizesTable, SourcesTable, TheoryTable, WeatherTable

LONGEST_CAREER = 20.0  # years


def found(
    blueprint: Blueprint,
    structure: tuple[Any, ...],
    *,
    parameters: "ParametersTable",
    theory: "TheoryTable",
    sources: "SourcesTable",
    quantiles: Mapping[str, "PacesTable | SizesTable"],
    weather: "WeatherTable",
    seed: int,
    replication: int,
    burn_in: int,
    spread: float,
) -> Organisation:
    """A company on its first day, with its luck: people, ties, opinions, customers, pipeline.

    The first day lies `burn_in` quarters before week 0, where the record begins. `structure` is the row it lives in;
    `spread` in [0, 1] says how far it differs from the scenario's company; `quantiles` has the tables `paces` and
    `sizes`. The record holds quarter 0 alone until a run makes it longer.
    """
    ties = blueprint.rows["ties"]
    org = Organisation(
        clock=_filled("clock", [(seed, replication, -burn_in * WEEKS_PER_QUARTER, -burn_in)]),
        company=blueprint.company.copy(),
        structure=_filled("structure", [structure] * (GOAL + 1)),
        decisions=table("decisions", 0),
        theory=theory,
        conditions=table("conditions", 1),
        weather=weather,
        people=blueprint.people.copy(),
        teams=blueprint.teams.copy(),
        ties=table("ties", ties),
        opinions=table("opinions", 2 * ties),
        leads=table("leads", blueprint.rows["leads"]),
        customers=table("customers", blueprint.rows["customers"]),
        turns=table("turns", WEEKS_PER_QUARTER),
        matters=table("matters", blueprint.rows["matters"]),
        sources=sources,
        **quantiles,
        tally=table("tally", 2),
        scratch=table("scratch", blueprint.rows["scratch"]),
        parameters=parameters.copy(),
        quarters=np.full(1, np.nan, dtype=QUARTER).view(np.recarray),
        tie_index=np.zeros(2 * ties, np.int64),
        queue=np.zeros(max(blueprint.rows["leads"], blueprint.rows["matters"]), np.int64),
        queue_start=np.zeros(len(blueprint.people) + 1, np.int64),
    )
    differ(org, spread)
    pairs = tie_up(org, blueprint.contacts)
    org.company[0].pairs = pairs
    everybody = np.concatenate([org.ties[:pairs], blueprint.leaders]).view(np.recarray)
    org.exchange(ties=everybody, opinions=org.opinions[: 2 * len(everybody)])
    introduce_leaders(org)
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
    Writes: people, ties, opinions, teams, customers, turns, leads, company, conditions, tally
    """
    company = org.company[0]
    company.roles_for = org.parameters[0].buyers_autonomy
    set_conditions(org)
    draw_reporting_lines(org)
    for who in range(len(org.people)):
        endow(org, who)
        begin_career(org, who)
    for row in range(len(org.ties)):
        get_acquainted(org, row)
    take_stock(org)
    for who in range(company.reps + company.marketers):
        org.people[who].orientation = due_view(org, who)
    take_stock(org)
    company.settled_share = company.reported_quality = company.reported_follow_up = org.parameters[0].trust_initial
    company.quality = communication_quality(org)
    for row in range(company.pairs):
        settle_knowledge(org, row)
    begin_turns(org)
    for rep in range(company.reps):
        stock(org, rep)
    for who in range(company.reps + company.marketers):
        set_target(org, who)
    begin_counts(org)
    company.alignment = practitioners_alignment(org)
    company.belief = company.alignment
    for _ in range(WEEKS_PER_QUARTER):  # executives have looked on for a while, with every plan met
        company.belief = impression(org, 1.0, 1.0)


@compiled
def take_stock(org: Organisation) -> None:
    """Means of opinions that have not moved yet: each person's trust, each team's opinion, each function's view.

    Reads: opinions, ties, people, parameters
    Writes: people.trust, people.trust_sum, people.trust_weight, teams, company.sales_view, company.marketing_view
    """
    begin_means(org)
    for row in range(org.company[0].pairs):
        count_pair(org, row)
    end_means(org)


@compiled
def begin_career(org: Organisation, who: int) -> None:
    """How long a person has been in its job on the first day: as long as people stay; its craft is what came of that.

    Reads: people, structure, parameters
    Writes: people.experience, people.practice, people.specialisation, people.expects, people.meetings_fit
    """
    p, person = org.parameters[0], org.people[who]
    yearly = p.people_leaving_sales if person.kind == Kind.REP else p.people_leaving_marketing
    years = -log(draw(org, Decision.TEMPER, person.identity).b) / max(yearly, 1.0 / LONGEST_CAREER)
    person.experience = WEEKS_PER_YEAR * min(years, LONGEST_CAREER)
    person.practice = person.meetings_fit = 1.0
    person.specialisation = due_specialisation(org, who) * (1.0 - power(1.0 - p.people_shaping, person.experience))
    person.expects = logistic(p.campaigns_qualification_bar)


@compiled
def get_acquainted(org: Organisation, row: int) -> None:
    """First opinions and contacts of one pair, as the structure has made them.

    Reads: structure, parameters
    Writes: ties.contact, people.meeting_hours, opinions
    """
    p, tie = org.parameters[0], org.ties[row]
    reach = math.sqrt(org.structure[NOW].integration)
    tie.contact = reach if tie.affinity < reach else 0.0
    for who in (tie.rep, tie.marketer):
        org.people[who].meeting_hours += tie.contact * p.coordination_meeting_hours
    for side in range(2):
        mind = org.opinions[view(row, side)]
        mind.ceiling = 1.0
        mind.cognition = mind.affect = p.trust_initial


@compiled
def settle_knowledge(org: Organisation, row: int) -> None:
    """What a pair has come to share: where learning and forgetting balance.

    Reads: ties, company.quality, structure.role_overlap, opinions, conditions.staleness, parameters
    Writes: ties.shared
    """
    learnt = learning(org, row)
    org.ties[row].shared = learnt / (learnt + org.conditions[0].staleness) if learnt > 0.0 else 0.0
