"""How a company is founded, by hand: its chart, who works with whom, who sits where, and what nobody else is called."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.engine import ACTORS, first_of, last_of
from cordiale.simulation.founding.blueprint import draw_blueprint
from cordiale.simulation.founding.first_day import open_doors
from cordiale.simulation.founding.ties import add_tie, introduce_leaders, leaders_tie, next_preferred, next_team
from cordiale.simulation.rules.signs import meetings_held
from cordiale.simulation.scenario.chart import make_chart
from cordiale.simulation.scenario.reporting import Seat
from cordiale.simulation.world.identities import first_in, lead_identity, seat_identity, successor
from cordiale.simulation.world.words import NOBODY, Side
from tests.support.worked import LUCK, company, in_plain, put
from tests.support.worlds import small


@pytest.mark.parametrize(
    ("people", "span", "teams"),
    [(8, 8, [8]), (9, 8, [5, 4]), (16, 8, [8, 8]), (17, 8, [6, 6, 5]), (3, 2, [2, 1]), (2, 8, [2])],
)
def test_a_function_has_as_few_teams_as_the_span_allows_and_of_sizes_that_differ_by_one(
    people: int, span: int, teams: list[int]
) -> None:
    chart = make_chart(people, 1, 1, span)
    led: dict[str, int] = {}
    for seat in chart:
        if seat.role == "rep":
            led[seat.manager] = led.get(seat.manager, 0) + 1
    assert list(led.values()) == teams
    boss = next(iter(led))
    assert boss == ("executive-1" if people < 3 else "sales-head" if len(teams) == 1 else "sales-manager-1")
    assert sum(seat.role == "head" for seat in chart) == (0 if people < 3 else 1)


def drawn(*places: str) -> Any:
    """A blueprint of a chart, a line a seat: key, function, role, manager."""
    rows = (place.split() for place in places)
    seats = [Seat(key, "", function, role, "" if boss == "-" else boss) for key, function, role, boss in rows]
    return draw_blueprint(seats, 2, small().parameter_record())


def managed(sales: int, marketing: int) -> Any:
    """Two people in each team, so many teams on either side, a head above the managers."""

    def side(function: str, role: str, teams: int) -> Iterator[str]:
        yield f"{function}-head {function} head top"
        for team in range(teams):
            yield f"{function}-{team} {function} manager {function}-head"
            for who in range(2):
                yield f"{role}-{team}-{who} {function} {role} {function}-{team}"

    return drawn("top company executive -", *side("sales", "rep", sales), *side("marketing", "marketer", marketing))


@pytest.mark.parametrize(
    ("sales", "marketing", "partners"),
    [(2, 2, [2, 3, 0, 1]), (4, 2, [4, 4, 5, 5, 0, 2]), (1, 3, [1, 0, 0, 0]), (5, 2, [5, 5, 5, 6, 6, 0, 2])],
)  # fmt: skip
def test_teams_work_with_those_of_the_other_function_evenly_spread(
    sales: int, marketing: int, partners: list[int]
) -> None:
    teams = managed(sales, marketing).teams
    assert teams.partner.tolist() == partners
    assert [int(each) for each in teams.members] == [2] * (sales + marketing)


def test_the_head_of_a_function_is_its_highest_leader_and_where_none_is_whoever_leads_its_people() -> None:
    blueprint = managed(2, 1)
    assert [blueprint.keys[int(blueprint.company[0][f"{side}_head"])] for side in ("sales", "marketing")] == [
        "sales-head",
        "marketing-head",
    ]
    flat = drawn("top company executive -", "r sales rep top", "m marketing marketer top")
    assert [flat.keys[int(flat.company[0][f"{side}_head"])] for side in ("sales", "marketing")] == ["top", "top"]
    assert (len(flat.leaders), len(blueprint.leaders) > 0) == (0, True)


@pytest.mark.parametrize("rows", [("a", "b", "c", "d"), ("a", "c", "b", "d"), ("d", "a", "c", "b")], ids="".join)
def test_a_team_is_of_one_manager_however_the_rows_of_a_chart_are_mixed(rows: tuple[str, ...]) -> None:
    manager = {"a": "kim", "b": "kim", "c": "lee", "d": "lee"}
    blueprint = drawn(
        "top company executive -", "boss sales head top", "cmo marketing head top", "kim sales manager boss",
        "lee sales manager boss", "m marketing marketer cmo", *(f"{rep} sales rep {manager[rep]}" for rep in rows),
    )  # fmt: skip
    people, keys = blueprint.people, blueprint.keys
    told = {keys[int(team.manager)]: {keys[at] for at in range(int(team.first_member), int(team.first_member + team.members))}
            for team in blueprint.teams}  # fmt: skip
    assert told == {"kim": {"a", "b"}, "lee": {"c", "d"}, "cmo": {"m"}}
    for who in range(5):
        assert keys[int(blueprint.teams[int(people.team[who])].manager)] == keys[int(people.manager[who])]


def test_reps_come_first_then_marketers_then_leaders_and_a_leader_of_both_functions_leads_them_all() -> None:
    blueprint = drawn("top company executive -", "m marketing marketer top", "r sales rep top", "s sales rep top")
    assert blueprint.keys == ("r", "s", "m", "top")
    assert [int(each) for each in blueprint.teams.led] == [3, 3]
    assert [int(blueprint.company[0][name]) for name in ("reps", "marketers", "leaders")] == [2, 1, 1]


def test_teams_of_a_function_stand_in_a_ring() -> None:
    org = company("pair").copy()
    org.exchange(teams=managed(3, 2).teams.copy())
    assert [in_plain(next_team)(org, team) for team in range(5)] == [1, 2, 0, 4, 3]


def test_a_rep_prefers_whom_it_likes_best_in_its_partner_team_and_the_next_and_nobody_farther_off() -> None:
    blueprint = managed(1, 3)
    org = company("pair").copy()
    org.exchange(teams=blueprint.teams.copy(), people=blueprint.people.copy())
    near = {row for row in range(2, 8) if blueprint.people.team[row] in (1, 2)}
    assert near == {2, 3, 4, 5}
    found = set()
    for seed in range(40):
        org.clock[0].seed = seed
        found.add(in_plain(next_preferred)(org, 0, 0))
    assert found == near


def test_the_tie_of_two_leaders_is_found_and_of_two_that_have_none_is_not() -> None:
    org = company("heads")
    head = org.company[0]
    assert in_plain(leaders_tie)(org, int(head.sales_head), int(head.marketing_head)) == int(head.pairs)
    assert in_plain(leaders_tie)(org, int(head.marketing_head), int(head.sales_head)) == NOBODY


def test_on_the_first_day_executives_have_looked_on_for_a_while_and_roles_are_made_for_buyers_as_declared() -> None:
    org = company("pair").copy()
    for name, value in {
        "perception.surface_weight": 0.0,
        "perception.optimism": 0.0,
        "perception.withholding": 0.5,
        "buyers.autonomy": 0.4,
    }.items():
        put(org, name, value)
    org.company[0].customers = org.company[0].leads = 0
    in_plain(open_doors)(org)
    head = org.company[0]
    assert head.belief == pytest.approx(head.alignment) != 0.0  # nothing falls short of what they began from
    assert head.roles_for == 0.4
    assert head.settled_share == head.reported_quality == head.reported_follow_up == org.parameters[0].trust_initial


def test_on_the_first_day_executives_have_seen_plans_met_and_meetings_held() -> None:
    org = company("pair").copy()
    for name, value in {"perception.surface_weight": 1.0, "perception.optimism": 0.0, "perception.inertia": 0.0,
                        "now.shared_goals": 1.0, "now.attribution": 1.0}.items():  # fmt: skip
        put(org, name, value)
    org.company[0].customers = org.company[0].leads = 0
    in_plain(open_doors)(org)
    assert org.company[0].belief == pytest.approx(0.25 * (1.0 + 1.0 + in_plain(meetings_held)(org) + 1.0))


def test_who_acts_are_rows_of_their_own() -> None:
    org = company("heads")
    rows = {group: range(first_of(org, number), last_of(org, number)) for group, number in ACTORS.items()}
    count = len(org.people)
    assert rows == {
        "everyone": range(count),
        "practitioners": range(6),
        "reps": range(3),
        "marketers": range(3, 6),
        "leaders": range(6, count),
    }
    assert np.array_equal(org.people.kind, [0] * 3 + [1] * 3 + [2] * (count - 6))


def test_who_likes_whom_and_how_readily_they_become_contacts_are_two_draws() -> None:
    LUCK.clear()
    org = company("pair").copy()
    put(org, "luck.AFFINITY", (0.1, 0.7, 0.2, 0.3))
    in_plain(add_tie)(org, 0, 0, 1)
    LUCK.clear()
    assert org.ties[0].affinity == 0.7


def test_a_team_s_counterpart_is_the_tie_of_its_own_leader_and_the_other_function_s_head() -> None:
    blueprint = managed(2, 2)
    org = company("pair").copy()
    head = blueprint.company[0]
    org.exchange(teams=blueprint.teams.copy(), people=blueprint.people.copy(), company=blueprint.company.copy())
    org.exchange(ties=blueprint.leaders.copy())
    in_plain(introduce_leaders)(org)
    for team in org.teams:
        tie = org.ties[team.counterpart]
        mine, other = (tie.rep, tie.marketer) if team.function == Side.SALES else (tie.marketer, tie.rep)
        assert mine == team.manager
        assert other == (head.marketing_head if team.function == Side.SALES else head.sales_head)


def test_whoever_sits_in_a_seat_next_is_the_next_of_that_seat_and_after_the_last_comes_the_first() -> None:
    first = first_in(seat_identity(1, 5))
    assert [in_plain(successor)(first + number) - first for number in (0, 1, 255)] == [1, 2, 0]
    assert seat_identity(1, 5) != seat_identity(0, 5)


@pytest.mark.parametrize(
    ("who", "numbers"), [((0, 0), 3), ((1, 0), 3), ((0, 1), 3)], ids=["one finder", "another finder", "another week"]
)
def test_a_buying_group_is_one_by_finder_week_and_number(who: tuple[int, int], numbers: int) -> None:
    org = company("pair").copy()
    found = set()
    for finder, week in {(0, 0), who}:
        org.clock[0].week = week
        found |= {int(in_plain(lead_identity)(org, finder, number)) for number in range(numbers)}
    assert len(found) == numbers * len({(0, 0), who})
