"""From an org chart to the state of a company on its first day, and from the state back to a graph."""

from itertools import pairwise
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

import simulation.binding  # noqa: F401  (teaches Numba what an organisation is)
from simulation.buyers import STEPS
from simulation.campaigns import lead_identity, open_lead, open_opportunity
from simulation.chart import Seat
from simulation.compiled import compiled
from simulation.coordination import communication_quality, trust_of
from simulation.draws import (
    AFFINITY,
    FOUNDING,
    LEAD_NATURE,
    OLD_BOOKS,
    RAPPORT,
    RENEWAL,
    TEMPER,
    clip,
    draw,
    fate,
    logistic,
    normal,
)
from simulation.forces import set_conditions
from simulation.measures import observe
from simulation.outcomes import QUARTER
from simulation.people import GENERATIONS, due_view, endow, set_target
from simulation.perception import impression, practitioners_alignment
from simulation.reorganisation import draw_reporting_lines
from simulation.state import (
    COMPANY,
    EXECUTIVE,
    HEAD,
    LEADER,
    MANAGER,
    MARKETER,
    MARKETING,
    NOBODY,
    NOW,
    OPPORTUNITY,
    PRACTITIONER,
    RECORDS,
    REP,
    SALES,
    WEEKS_PER_QUARTER,
    WEEKS_PER_YEAR,
    Organisation,
    table,
)
from simulation.trust import take_stock

KINDS = {"rep": REP, "marketer": MARKETER}
LEVELS = {"manager": MANAGER, "head": HEAD, "executive": EXECUTIVE}
FUNCTION_NUMBERS = {"sales": SALES, "marketing": MARKETING, "company": COMPANY}
FUNCTION_NAMES = ("sales", "marketing", "company")
ROLE_NAMES = ("rep", "marketer", "leader")
OLD_NUMBERS = 1 << 15  # numbers of the opportunities a company starts with; its customers take the lower ones
SEAT_SPACE = 1 << 20  # seats of one kind that an identity can tell apart


class Blueprint(NamedTuple):
    """What all replications of a company share: its people's places, its teams, its size."""

    keys: tuple[str, ...]
    people: Any
    teams: Any
    company: Any
    contacts: int
    rows: dict[str, int]


def draw_blueprint(seats: list[Seat], contacts: int, parameters: Any) -> Blueprint:
    """Places and teams from a checked chart: reps first, then marketers, then leaders, teams side by side.

    `contacts` is how many people of the other function a rep could come to work with.
    """
    bosses = {seat.key: number for number, seat in enumerate(seats)}
    ordered = sorted(seats, key=lambda seat: (KINDS.get(seat.role, LEADER), bosses.get(seat.manager, 0)))
    row = {seat.key: number for number, seat in enumerate(ordered)}
    people = table("people", len(ordered))
    counted = {REP: 0, MARKETER: 0, LEADER: 0}
    for seat in seats:  # identities follow the chart, not the rows
        person, kind = people[row[seat.key]], KINDS.get(seat.role, LEADER)
        person.kind, person.function = kind, FUNCTION_NUMBERS[seat.function]
        person.level = LEVELS.get(seat.role, PRACTITIONER)
        person.seat = kind * SEAT_SPACE + counted[kind]
        person.identity = person.seat * GENERATIONS
        person.manager = row[seat.manager] if seat.manager else NOBODY
        counted[kind] += 1
    teams = _teams(people, counted)
    rows = rows_at_start(parameters[0], counted[REP], counted[MARKETER], contacts)
    keys = tuple(seat.key for seat in ordered)
    return Blueprint(keys, people, teams, _company(people, counted), contacts, rows)


def _teams(people: Any, counted: dict[int, int]) -> Any:
    """One team per manager and function, in the order of the people; leaders belong to none of them."""
    practitioners = counted[REP] + counted[MARKETER]
    led = [(int(person.function), int(person.manager)) for person in people[:practitioners]]
    teams = table("teams", len(dict.fromkeys(led)))
    for number, (function, manager) in enumerate(dict.fromkeys(led)):
        members = [who for who in range(practitioners) if led[who] == (function, manager)]
        team = teams[number]
        team.function, team.manager, team.members, team.first_member = (
            function,
            manager,
            len(members),
            members[0],
        )
        people.team[members] = number
    _pair(teams)
    return teams


def _pair(teams: Any) -> None:
    """Every sales team gets a marketing team to work with, spread evenly, and the other way round."""
    sales = [number for number in range(len(teams)) if teams[number].function == SALES]
    marketing = [number for number in range(len(teams)) if teams[number].function == MARKETING]
    for mine, theirs in ((sales, marketing), (marketing, sales)):
        for place, number in enumerate(mine):
            teams[number].partner = theirs[place * len(theirs) // len(mine)]


def _company(people: Any, counted: dict[int, int]) -> Any:
    """Head counts and the two leaders of the functions: the first head, or whoever leads its people."""
    company = table("company", 1)
    company.reps, company.marketers, company.leaders = counted[REP], counted[MARKETER], counted[LEADER]
    company.sales_head = _leader_of(people, SALES, 0)
    company.marketing_head = _leader_of(people, MARKETING, counted[REP])
    company.switch_week = NOBODY
    return company


def _leader_of(people: Any, function: int, first: int) -> int:
    """The highest leader of a function below the executives, going up from its first person."""
    boss = int(people[first].manager)
    while people[boss].manager != NOBODY and people[people[boss].manager].function == function:
        boss = int(people[boss].manager)
    return boss


def found(
    blueprint: Blueprint,
    structures: tuple[tuple[Any, ...], tuple[Any, ...]],
    *,
    parameters: Any,
    sources: Any,
    weather: Any,
    seed: int,
    replication: int,
    quarters: int,
    switch_week: int = NOBODY,
) -> Organisation:
    """A company on its first day, with its luck: people, ties, opinions, customers, pipeline.

    `structures` holds the row it lives in and the row it switches to in `switch_week` (-1: never).
    """
    begin, goal = structures
    company = blueprint.company.copy()
    company[0].switch_week = switch_week
    ties = blueprint.rows["ties"]
    org = Organisation(
        clock=_filled("clock", [(seed, replication, 0, 0)]),
        company=company,
        structure=_filled("structure", [begin, begin, goal]),
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
        quarters=np.full(quarters + 1, np.nan, dtype=QUARTER).view(np.recarray),
        tie_index=np.zeros(2 * ties, np.int64),
        queue=np.zeros(max(blueprint.rows["leads"], blueprint.rows["matters"]), np.int64),
        queue_start=np.zeros(len(blueprint.people) + 1, np.int64),
    )
    used = tie_up(org, blueprint.contacts)
    org.exchange(ties=org.ties[:used], opinions=org.opinions[: 2 * used])
    open_doors(org)
    observe(org)
    return org


def _filled(name: str, rows: list[tuple[Any, ...]]) -> Any:
    """A table with these rows."""
    return np.array(rows, RECORDS[name]).view(np.recarray)


def rows_at_start(p: Any, reps: int, marketers: int, contacts: int) -> dict[str, int]:
    """How many rows each table of a new company has: its stock, and room for some weeks."""
    opportunities = int((p.customers_pipeline_per_rep + 1) * reps)
    customers = int((p.customers_initial_per_rep + 1) * reps)
    coming = int(leads_in_a_week(p, reps, marketers))
    return {
        "ties": reps * contacts + marketers,
        "leads": 2 * opportunities + 4 * coming,
        "customers": 2 * (customers + opportunities + coming),
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
def leads_in_a_week(p: Any, reps: int, marketers: int) -> int:
    """More leads than a week can bring, whatever the luck.

    Reads: parameters
    """
    best = 2.0 * p.people_mastery * (1.0 + p.people_craft) * (1.0 + p.people_morale_output)
    by_marketer = p.campaigns_leads_per_week * best + 1.0
    by_rep = p.people_weekly_hours / p.selling_prospecting_hours * best + 1.0
    return int(marketers * by_marketer + reps * by_rep) + 1


@compiled
def has_room(org: Any) -> bool:
    """Whether the tables hold whatever the coming week brings: the condition of `make_room`.

    Reads: company, parameters
    """
    company = org.company[0]
    coming = leads_in_a_week(org.parameters[0], company.reps, company.marketers)
    leads = company.leads + coming <= len(org.leads)
    customers = company.customers + company.leads + coming <= len(org.customers)
    matters = company.matters + company.leads + len(org.people) + len(org.ties) + coming
    return leads and customers and matters <= len(org.matters)


@compiled
def tie_up(org: Any, contacts: int) -> int:
    """Who could come to work with whom: each rep with `contacts` marketers nearby, nobody left out.

    Nearby are the partner team and the next; whom of them a rep prefers is the luck of the pair, so that
    one person more changes no other pair. Rows are ordered by rep; the number of ties.

    Reads: teams, people, company
    Writes: ties, tie_index, people.first_tie, people.last_tie
    """
    company, count = org.company[0], 0
    for rep in range(company.reps):
        for _ in range(contacts):
            marketer = next_preferred(org, rep, count)
            if marketer != NOBODY:
                count = add_tie(org, count, rep, marketer)
    for marketer in range(company.reps, company.reps + company.marketers):
        if org.people[marketer].last_tie == 0:
            count = add_tie(org, count, nearby_rep(org, marketer), marketer)
    order_ties(org, count)
    return count


@compiled
def pair_identity(org: Any, rep: int, marketer: int) -> int:
    """Who a pair is: the rep's number and the marketer's."""
    return ((org.people[rep].seat % SEAT_SPACE) << 20) | (org.people[marketer].seat % SEAT_SPACE)


@compiled
def next_preferred(org: Any, rep: int, count: int) -> int:
    """The nearby marketer a rep prefers most among those not yet tied to it; -1 if there is none.

    Reads: teams, people, ties
    """
    best, least = NOBODY, 2.0
    partner = org.teams[org.people[rep].team].partner
    for team in (partner, next_team(org, partner)):
        first = org.teams[team].first_member
        for marketer in range(first, first + org.teams[team].members):
            liking = draw(org, AFFINITY, pair_identity(org, rep, marketer)).a
            if liking < least and not already_tied(org, rep, marketer, count):
                best, least = marketer, liking
    return best


@compiled
def next_team(org: Any, team: int) -> int:
    """The next team of the same function, in a ring."""
    following = team + 1
    if following < len(org.teams) and org.teams[following].function == org.teams[team].function:
        return following
    first = team
    while first > 0 and org.teams[first - 1].function == org.teams[team].function:
        first -= 1
    return first


@compiled
def already_tied(org: Any, rep: int, marketer: int, count: int) -> bool:
    """Whether the rep's ties, the last added, hold this marketer."""
    row = count - 1
    while row >= 0 and org.ties[row].rep == rep:
        if org.ties[row].marketer == marketer:
            return True
        row -= 1
    return False


@compiled
def nearby_rep(org: Any, marketer: int) -> int:
    """The rep of the partner team that a marketer without ties gets on with best."""
    team = org.teams[org.teams[org.people[marketer].team].partner]
    best, least = team.first_member, 2.0
    for rep in range(team.first_member, team.first_member + team.members):
        liking = draw(org, AFFINITY, pair_identity(org, rep, marketer)).a
        if liking < least:
            best, least = rep, liking
    return int(best)


@compiled
def add_tie(org: Any, count: int, rep: int, marketer: int) -> int:
    """One more pair that could work together; the number of ties now.

    Writes: ties, people.last_tie
    """
    tie = org.ties[count]
    tie.identity = pair_identity(org, rep, marketer)
    tie.rep, tie.marketer = rep, marketer
    tie.affinity = draw(org, AFFINITY, tie.identity).b
    org.people[rep].last_tie += 1
    org.people[marketer].last_tie += 1
    return count + 1


@compiled
def order_ties(org: Any, count: int) -> None:
    """Give every person the list of its own ties, in the order of the table.

    Writes: tie_index, people.first_tie, people.last_tie
    """
    place = 0
    for who in range(org.company[0].reps + org.company[0].marketers):
        person = org.people[who]
        person.first_tie = place
        place += person.last_tie
        person.last_tie = person.first_tie
    for row in range(count):
        for who in (org.ties[row].rep, org.ties[row].marketer):
            org.tie_index[org.people[who].last_tie] = row
            org.people[who].last_tie += 1


@compiled
def open_doors(org: Any) -> None:
    """The first day: people, opinions, contacts at their due strength, customers and pipeline, first views.

    Reads: everything (founded so far)
    Writes: people, ties, opinions, teams, customers, leads, company, conditions, tally
    """
    company = org.company[0]
    set_conditions(org)
    draw_reporting_lines(org)
    for who in range(len(org.people)):
        endow(org, who)
        luck = draw(org, TEMPER, org.people[who].identity)
        org.people[who].experience = 2.0 * org.parameters[0].people_tenure * luck.b
    for row in range(len(org.ties)):
        get_acquainted(org, row)
    take_stock(org)
    for who in range(company.reps + company.marketers):
        org.people[who].orientation = due_view(org, who)
    take_stock(org)
    company.settled_share = company.reported_quality = company.reported_follow_up = 0.5
    company.quality = communication_quality(org)
    for row in range(len(org.ties)):
        settle_knowledge(org, row)
    for rep in range(company.reps):
        stock(org, rep)
    for who in range(company.reps + company.marketers):
        set_target(org, who)
    org.tally[0] = org.tally[1]
    company.alignment = practitioners_alignment(org)
    company.belief = company.alignment
    for _ in range(WEEKS_PER_QUARTER):  # executives have looked on for a while, with every plan met
        company.belief = impression(org, 1.0)


@compiled
def get_acquainted(org: Any, row: int) -> None:
    """First opinions and contacts of one pair, as the structure has made them.

    Reads: structure, parameters
    Writes: ties.contact, people.meeting_hours, opinions
    """
    p, tie, luck = org.parameters[0], org.ties[row], draw(org, RAPPORT, org.ties[row].identity)
    reach = np.sqrt(org.structure[NOW].integration)
    tie.contact = reach if tie.affinity < reach else 0.0
    for who in (tie.rep, tie.marketer):
        org.people[who].meeting_hours += tie.contact * p.coordination_meeting_hours
    for side in range(2):
        mind = org.opinions[2 * row + side]
        mind.ceiling = 1.0
        first, second = (luck.a, luck.b) if side == 0 else (luck.c, luck.d)
        mind.cognition = clip(p.trust_initial + p.trust_initial_spread * normal(first), 0.0, 1.0)
        mind.affect = clip(p.trust_initial + p.trust_initial_spread * normal(second), 0.0, 1.0)


@compiled
def settle_knowledge(org: Any, row: int) -> None:
    """What a pair has come to share: where learning and forgetting balance.

    Reads: ties.contact, company.quality, opinions, parameters
    Writes: ties.shared
    """
    p, tie = org.parameters[0], org.ties[row]
    trust = 0.5 * (trust_of(org, 2 * row) + trust_of(org, 2 * row + 1))
    learnt = p.coordination_sharing * tie.contact * org.company[0].quality * trust
    tie.shared = learnt / (learnt + p.coordination_forgetting) if learnt > 0.0 else 0.0


@compiled
def stock(org: Any, rep: int) -> None:
    """A rep starts with customers whose contracts are anywhere in their year, and with open opportunities.

    Writes: customers, company.customers, people.customers, leads, company.leads, tally.opportunities
    """
    p, luck = org.parameters[0], draw(org, FOUNDING, org.people[rep].identity)
    for number in range(int(p.customers_initial_per_rep + luck.a)):
        start_customer(org, rep, number)
    for number in range(int(p.customers_pipeline_per_rep + luck.b)):
        start_opportunity(org, rep, number)


@compiled
def start_customer(org: Any, rep: int, number: int) -> None:
    """One customer of old.

    Writes: customers, company.customers, people.customers
    """
    p, company = org.parameters[0], org.company[0]
    identity = lead_identity(org, org.people[rep].identity, number)
    luck = draw(org, RENEWAL, identity)
    customer = org.customers[company.customers]
    company.customers += 1
    customer.identity, customer.rep, customer.recurring = identity, rep, 1
    customer.tie = pick_tie(org, rep, luck.d)
    customer.marketer = org.ties[customer.tie].marketer if customer.tie != NOBODY else NOBODY
    customer.marketing_share = 0.5 if customer.tie != NOBODY else 0.0
    customer.value = p.buyers_contract_value * np.exp(p.buyers_value_spread * normal(luck.a))
    customer.delivered = logistic(p.selling_own_fit + p.campaigns_fit_spread * normal(luck.b))
    customer.expectation, customer.satisfaction = customer.delivered, p.customers_usual
    customer.since = -WEEKS_PER_YEAR
    customer.renewal_week = 1 + int(WEEKS_PER_YEAR * luck.c)
    org.people[rep].customers += 1


@compiled
def start_opportunity(org: Any, rep: int, number: int) -> None:
    """One opportunity under way, anywhere on its journey.

    Writes: leads, company.leads, tally.opportunities
    """
    p = org.parameters[0]
    identity = lead_identity(org, org.people[rep].identity, OLD_NUMBERS + number)
    luck, nature = draw(org, OLD_BOOKS, identity), fate(org, LEAD_NATURE, identity)
    fit = p.selling_own_fit + p.campaigns_fit_spread * normal(nature.a)
    row = open_lead(org, identity, fit=fit, size=nature.c)
    open_opportunity(org, row)
    lead = org.leads[row]
    lead.rep, lead.tie = rep, pick_tie(org, rep, luck.b)
    lead.marketer = org.ties[lead.tie].marketer if lead.tie != NOBODY else NOBODY
    lead.progress = luck.a
    lead.stage = OPPORTUNITY + int(STEPS * luck.a)
    lead.created -= p.buyers_cycle * lead.pace * luck.a
    lead.contacted = lead.created
    lead.first_touch = MARKETING if lead.tie != NOBODY else SALES
    lead.last_touch, lead.sales_touches, lead.waited = SALES, 1.0, 1.0
    lead.marketing_touches = 1.0 if lead.tie != NOBODY else 0.0


@compiled
def pick_tie(org: Any, rep: int, uniform: float) -> int:
    """One of a rep's ties for what came from marketing, -1 for what did not.

    Reads: people, tie_index, parameters
    """
    share = org.parameters[0].customers_marketing_sourced
    person = org.people[rep]
    count = person.last_tie - person.first_tie
    if uniform >= share or count == 0:
        return NOBODY
    return int(org.tie_index[person.first_tie + int(count * uniform / share)])


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
            names[who], function=FUNCTION_NAMES[person.function], role=ROLE_NAMES[person.kind],
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
    there, back = float(trust_of(org, 2 * row)), float(trust_of(org, 2 * row + 1))
    graph.add_edge(
        rep, marketer, kind="works with", contact=float(tie.contact), shared=float(tie.shared),
        trust=0.5 * (there + back), trust_sales_in_marketing=there, trust_marketing_in_sales=back,
    )  # fmt: skip


ALIVE = 0.05  # contact strength from which a tie counts as an edge
