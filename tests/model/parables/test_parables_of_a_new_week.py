"""Tiny worlds whose outcome a person can work out by hand: what a week leaves behind, and what its books have room for.

What was of one week must not go on in the next, and what a week may bring must fit into the books before it begins.
"""

import numpy as np
import pytest

from cordiale.simulation.founding.books import coming_leads, make_room
from cordiale.simulation.rules.people import set_target
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.scenario.weather import Growth, weather
from cordiale.simulation.world.words import MOST_TALENT, NOBODY
from tests.support.worlds import pair, small, step, world


def test_a_contest_for_power_is_over_in_a_week_in_which_nobody_contests() -> None:
    org = pair({"power.contests": 0.0})
    org.company.contested[:] = 1
    step(org, "forces_move")
    assert org.company[0].contested == 0
    assert org.tally[0].power_contests == 0.0


def test_a_conflict_cools_a_tie_in_its_own_week_only() -> None:
    org = pair()
    org.ties.conflict[:] = 2.0
    step(org, "trust_moves")
    assert org.ties.conflict.tolist() == [0.0] * len(org.ties)
    after_conflict = org.opinions.affect.copy()
    step(org, "trust_moves")
    assert (org.opinions.affect >= after_conflict).all()


def test_buyers_of_a_source_go_at_its_pace() -> None:
    paces = {"web": 2.0, "fairs": 0.5}
    sources = [{"name": name, "share": 1.0, "pace": pace} for name, pace in paces.items()]
    company = Scenario(schema=1, name="two", company={"reps": 4, "marketers": 6, "burn_in": 0}, sources=sources)
    org = world(company.with_values({"campaigns.leads_per_week": 8.0, "campaigns.qualification_bar": -4.0}))
    first = int(org.company[0].leads)
    step(org, "people_set_aside_hours")
    step(org, "marketers_run_campaigns")
    new = org.leads[first : org.company[0].leads]
    assert set(new.source) == {0, 1}
    assert NOBODY not in new.source
    assert new.pace.tolist() == np.array(list(paces.values()))[new.source].tolist()


def test_the_books_have_room_for_the_most_that_a_week_may_bring() -> None:
    org = world(small({"people.mastery": 2.0, "selling.prospecting_hours": 1.0, "people.craft": 1.0}))
    org.exchange(leads=org.leads[: org.company[0].leads].copy())
    make_room(org)
    p, company = org.parameters[0], org.company[0]
    # The most gifted, at the height of skill, craft and heart, give all their hours to one thing, with the best luck.
    best = MOST_TALENT * p.people_mastery * (1 + p.people_craft / 2) * (1 + p.people_morale_output / 2)
    by_reps = company.reps * int(p.people_weekly_hours / p.selling_prospecting_hours * best + 1)
    by_marketers = company.marketers * int(p.campaigns_leads_per_week * best + 1)
    assert len(org.leads) - company.leads >= by_reps + by_marketers


def test_a_plan_asks_for_the_leads_that_grown_demand_brings() -> None:
    grown, usual = (pair({"growth.demand": demand, "growth.quarters": 2}) for demand in (0.5, 0.0))
    for org, demand in ((grown, 0.5), (usual, 0.0)):
        assert (org.weather.demand[0], org.conditions[0].demand) == (0.0, 0.0)  # the first quarter is as it was founded
        org.conditions[0].demand = demand
        marketer = org.company[0].reps
        set_target(org, marketer)
    assert grown.people[marketer].target == 1.5 * usual.people[marketer].target


def test_the_books_have_room_for_grown_demand() -> None:
    calm, grown = small({"campaigns.leads_per_week": 60.0}), small({"campaigns.leads_per_week": 60.0})
    rooms = []
    for scenario, demand in ((calm, 0.0), (grown, 4.0)):
        org = world(scenario)
        org.weather.demand[:] = demand
        rooms.append(coming_leads(org))
    assert rooms[1] > 4 * rooms[0]


def test_growth_begins_after_the_first_quarter_and_ends_when_it_is_said_to() -> None:
    sky = weather({}, (), 60, Growth(demand=0.1, quarters=3)).demand
    assert set(sky[:14]) == {0.0}
    assert sky[14:27] == pytest.approx([0.1] * 13)
    assert sky[27:] == pytest.approx([0.21] * 34)


def test_demand_that_would_grow_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"demand would grow 10\.83-fold; up to 10-fold is allowed"):
        Growth(demand=0.1, quarters=26)
