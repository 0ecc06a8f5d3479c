"""What all replications of a company share, drawn from its org chart."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..scenario.chart import Seat
from ..world.identities import first_in, seat_identity
from ..world.state import table
from ..world.words import NEVER, NOBODY, Kind, Level, Side
from .books import rows_at_start

if TYPE_CHECKING:
    from ..world.tables import CompanyTable, ParametersTable, PeopleTable, TeamsTable, TiesTable


class Blueprint(NamedTuple):
    """What all replications of a company share: its people's places, its teams, its size."""

    keys: tuple[str, ...]
    people: "PeopleTable"
    teams: "TeamsTable"
    company: "CompanyTable"
    leaders: "TiesTable"
    contacts: int
    rows: dict[str, int]


def draw_blueprint(seats: list[Seat], contacts: int, parameters: "ParametersTable") -> Blueprint:
    """Places and teams from a checked chart: reps first, then marketers, then leaders, teams side by side.

    `contacts` is how many people of the other function a rep could come to work with.
    """
    bosses = {seat.key: number for number, seat in enumerate(seats)}
    ordered = sorted(seats, key=lambda seat: (kind_of(seat), bosses.get(seat.manager, 0)))
    row = {seat.key: number for number, seat in enumerate(ordered)}
    people = table("people", len(ordered))
    where, kinds = [row[seat.key] for seat in seats], [kind_of(seat) for seat in seats]
    counted, numbers = dict.fromkeys(Kind, 0), []
    for kind in kinds:  # identities follow the chart, not the rows
        numbers.append(seat_identity(kind, counted[kind]))
        counted[kind] += 1
    people.kind[where], people.seat[where] = kinds, numbers
    people.identity[where] = [first_in(number) for number in numbers]
    people.function[where] = [Side.of(seat.function) for seat in seats]
    people.level[where] = [Level.words().get(seat.role, Level.PRACTITIONER) for seat in seats]
    people.manager[where] = [row[seat.manager] if seat.manager else NOBODY for seat in seats]
    people.team = NOBODY
    teams = _teams(people, counted)
    keys = tuple(seat.key for seat in ordered)
    company = _company(people, counted)
    leaders = _leaders(teams, company)
    rows = rows_at_start(parameters[0], counted[Kind.REP], counted[Kind.MARKETER], contacts, len(leaders))
    return Blueprint(keys, people, teams, company, leaders, contacts, rows)


def kind_of(seat: Seat) -> Kind:
    """What sits in a seat: whoever is no rep and no marketer leads."""
    return Kind.words().get(seat.role, Kind.LEADER)


def _teams(people: "PeopleTable", counted: dict[Kind, int]) -> "TeamsTable":
    """One team per manager and function, in the order of the people; leaders belong to none of them."""
    practitioners = counted[Kind.REP] + counted[Kind.MARKETER]
    led: dict[tuple[int, int], list[int]] = {}
    whose = zip(people.function[:practitioners].tolist(), people.manager[:practitioners].tolist(), strict=True)
    for who, by in enumerate(whose):
        led.setdefault(by, []).append(who)
    teams = table("teams", len(led))
    for number, ((function, manager), members) in enumerate(led.items()):
        team = teams[number]
        team.function, team.manager, team.members, team.first_member = (
            function,
            manager,
            len(members),
            members[0],
        )
        people.team[members] = number
        team.led = sum(len(led.get((side, manager), ())) for side in Side)
    _pair(teams)
    return teams


def _pair(teams: "TeamsTable") -> None:
    """Every sales team gets a marketing team to work with, spread evenly, and the other way round."""
    sales = [number for number in range(len(teams)) if teams[number].function == Side.SALES]
    marketing = [number for number in range(len(teams)) if teams[number].function == Side.MARKETING]
    for mine, theirs in ((sales, marketing), (marketing, sales)):
        for place, number in enumerate(mine):
            teams[number].partner = theirs[place * len(theirs) // len(mine)]


def _leaders(teams: "TeamsTable", company: "CompanyTable") -> "TiesTable":
    """The pairs of a leader of sales and one of marketing who may have to decide together.

    Those whose teams work together, and each with the head of the other function; nobody with itself.
    """
    met: dict[tuple[int, int], None] = {}
    sides = {side: np.flatnonzero(teams.function == side) for side in Side}
    for team in teams:
        partner = teams[team.partner]
        beside = sides[Side(partner.function)]
        place = int(np.searchsorted(beside, team.partner))
        for other in (partner, teams[beside[(place + 1) % len(beside)]]):
            met[_in_order(team.function, team.manager, other.manager)] = None
        head = company[0].marketing_head if team.function == Side.SALES else company[0].sales_head
        met[_in_order(team.function, team.manager, head)] = None
    apart = sorted(both for both in met if both[0] != both[1])
    leaders = table("ties", len(apart))
    leaders.leaders, leaders.identity = NOBODY, NOBODY
    if apart:
        leaders.rep, leaders.marketer = np.transpose(apart)
    return leaders


def _in_order(function: int, mine: int, other: int) -> tuple[int, int]:
    """Two leaders, sales first."""
    return (int(mine), int(other)) if function == Side.SALES else (int(other), int(mine))


def _company(people: "PeopleTable", counted: dict[Kind, int]) -> "CompanyTable":
    """Head counts and the two leaders of the functions: the first head, or whoever leads its people."""
    company = table("company", 1)
    company.reps, company.marketers, company.leaders = counted[Kind.REP], counted[Kind.MARKETER], counted[Kind.LEADER]
    company.sales_head = _leader_of(people, Side.SALES, 0)
    company.marketing_head = _leader_of(people, Side.MARKETING, counted[Kind.REP])
    company.switch_week = NEVER
    return company


def _leader_of(people: "PeopleTable", function: int, first: int) -> int:
    """The highest leader of a function below the executives, going up from its first person."""
    boss = int(people[first].manager)
    while people[boss].manager != NOBODY and people[people[boss].manager].function == function:
        boss = int(people[boss].manager)
    return boss
