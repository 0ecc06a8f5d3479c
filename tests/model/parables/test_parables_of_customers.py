"""Tiny worlds whose outcome a person can work out by hand: what was promised, and who stays."""

from typing import Any

import pytest

from cordiale.simulation.rules.customers import potential, renew
from cordiale.simulation.rules.observation import observe
from cordiale.simulation.world.organisation import Organisation
from tests.support.parables import OF_MARKETING, OF_SALES, PEACE, REP, won
from tests.support.worlds import pair, step

# promises and renewals


def customer_of(org: Organisation, **lead: Any) -> Any:
    won(org, **lead)
    return org.customers[org.company[0].customers - 1]


KEPT = {"customers.promise_tolerance": 0.1}


def surface(org: Organisation) -> None:
    """A quarter on, customers look back on it; on the first they know whether the promise held."""
    org.clock[0].week += 13
    step(org, "customers_live_on")


def test_a_promise_that_marketing_knew_to_be_too_much_is_broken_blamed_on_it_and_a_deception_if_noticed() -> None:
    for noticing in (0.0, 1.0):
        org = pair(PEACE | KEPT | {"credit.noticing": noticing, "selling.closing_promise": 0.0})
        customer = customer_of(org, fit=0.0, believed=0.5, promise=0.9)  # delivered 0.5
        surface(org)
        assert (customer.disappointed, org.tally[0].broken_promises) == (1, 1.0)
        blamed = org.opinions[OF_MARKETING]
        assert (blamed.valence, blamed.weight, blamed.violations) == (0.0, 1.0, noticing)
        assert org.opinions[OF_SALES].weight == 0.0


def test_a_promise_that_holds_costs_nothing_and_nobody() -> None:
    org = pair(PEACE | KEPT | {"selling.closing_promise": 0.0})
    customer = customer_of(org, fit=0.0, believed=0.5, promise=0.55)
    surface(org)
    assert (customer.disappointed, org.tally[0].broken_promises) == (0, 0.0)
    assert (org.opinions[OF_SALES].weight, org.opinions[OF_MARKETING].weight) == (0.0, 0.0)


def test_a_promise_is_tested_at_the_first_look_back_and_never_again() -> None:
    org = pair(PEACE | KEPT | {"selling.closing_promise": 0.0})
    customer_of(org, fit=0.0, believed=0.5, promise=0.9)
    broken = []
    for week in range(1, 40):
        org.clock[0].week = week
        step(org, "customers_live_on")
        broken.append(float(org.tally[0].broken_promises))
    assert broken == [0.0] * 12 + [1.0] * 27


def test_what_the_rep_added_to_win_is_blamed_on_the_rep() -> None:
    org = pair(PEACE | KEPT | {"selling.closing_promise": 0.4})
    org.people[REP].success, org.people[REP].orientation = 0.0, 0.0
    customer = customer_of(org, fit=0.0, believed=0.5, promise=0.5)
    assert customer.expectation == pytest.approx(0.9)
    surface(org)
    assert customer.disappointed == 1
    assert (org.opinions[OF_SALES].weight, org.opinions[OF_MARKETING].weight) == (1.0, 0.0)


CERTAIN = {  # renewed, and grown by a tenth of the way to twice its value
    "customers.renewal": 8.0, "customers.expansion": 0.1,
    "customers.room": 1.0, "customers.room_elasticity": 0.0, "customers.recurring_share": 1.0,
}  # fmt: skip


def test_a_satisfied_customer_renews_grows_and_pays_credit_the_way_its_win_did() -> None:
    org = pair(PEACE | CERTAIN, attribution="linear")
    customer = customer_of(org, fit=0.0)
    customer.renewal_week = 13
    org.people.credit[:] = 0.0
    surface(org)
    assert (customer.value, customer.renewal_week) == (pytest.approx(110.0), 65)
    assert list(org.people.credit) == pytest.approx([82.5, 27.5, 0.0])
    tally = org.tally[0]
    assert (tally.renewal_due, tally.renewal_kept) == (100.0, 100.0)
    assert (tally.renewal_grown, tally.revenue_recurring) == (pytest.approx(110.0), pytest.approx(110.0))


def test_an_unsatisfied_customer_leaves_the_books_and_counts_as_lost() -> None:
    org = pair(
        PEACE
        | {"customers.recurring_share": 1.0, "customers.renewal": -4.0, "customers.renewal_satisfaction": 20.0}
        | KEPT | {"customers.satisfaction_fit": 0.0, "customers.satisfaction_service": 0.0}
        | {"customers.satisfaction_joint": 0.0, "customers.disappointment": 1.0}
    )  # fmt: skip
    customer = customer_of(org, fit=0.0, promise=0.9)  # delivered 0.5: 0.4 are missed
    customer.renewal_week = 13
    surface(org)
    assert org.customers[0].satisfaction == pytest.approx(0.1)
    assert (org.company[0].customers, org.people[REP].customers) == (0, 0)
    assert (org.tally[0].churned_customers, org.tally[0].renewal_due, org.tally[0].renewal_kept) == (1.0, 100.0, 0.0)


def test_gross_retention_counts_whoever_left_and_leaves_out_growth() -> None:
    org = pair(PEACE | CERTAIN)
    stays, goes = (customer_of(org, fit=0.0, value=value) for value in (30.0, 70.0))
    stays.renewal_week = 13
    surface(org)
    org.exchange(parameters=org.parameters.copy())
    org.parameters.customers_renewal[:] = -30.0
    goes.renewal_week = 26
    surface(org)
    observe(org)
    assert org.tally[0].churned_customers == 1.0
    assert org.quarters[0].gross_retention == pytest.approx(0.3)
    assert org.quarters[0].net_retention == pytest.approx(0.33)


def test_a_one_off_contract_ends_without_anybody_being_lost() -> None:
    org = pair(PEACE | {"customers.recurring_share": 0.0})
    customer_of(org, fit=0.0).renewal_week = 13
    surface(org)
    assert (org.company[0].customers, org.tally[0].churned_customers, org.tally[0].renewal_due) == (0, 0.0, 0.0)


def test_a_large_contract_has_more_room_to_grow_than_a_small_one() -> None:
    org = pair({"customers.room": 0.5, "customers.room_elasticity": 0.5})
    assert potential(org, 1.0) == pytest.approx(1.5)
    assert potential(org, 100.0) == pytest.approx(100.0 * (1.0 + 0.5 * 10.0))


@pytest.mark.parametrize(("expansion", "renewed_at"), [(0.3, 130.0), (0.1, 110.0), (-0.3, 70.0)])
def test_whoever_renews_grows_toward_its_potential_or_shrinks_where_contracts_do(
    expansion: float, renewed_at: float
) -> None:
    """A part of the way from 100 to 200, or a part of the value less; how content it is decides whether it stays."""
    for satisfaction in (0.1, 0.9):
        org = pair(PEACE | CERTAIN | {"customers.expansion": expansion, "customers.renewal_satisfaction": 0.0})
        customer = customer_of(org, fit=0.0)
        customer.satisfaction = satisfaction
        assert renew(org, 0)
        assert customer.value == pytest.approx(renewed_at)
        assert org.tally[0].renewal_kept == pytest.approx(min(100.0, renewed_at))


def test_satisfaction_is_what_the_last_quarter_deserved_whatever_was_before() -> None:
    worth = {
        "customers.satisfaction_fit": 0.2,
        "customers.satisfaction_service": 0.1,
        "customers.satisfaction_joint": 0.3,
    }
    for before in (0.0, 1.0):
        org = pair(PEACE | worth | {"selling.closing_promise": 0.0})
        customer = customer_of(org, fit=0.0, promise=0.5)
        customer.satisfaction, org.people[REP].service, org.ties[0].shared = before, 0.4, 0.2
        surface(org)
        assert customer.satisfaction == pytest.approx(0.5 + 0.2 * 0.5 + 0.1 * 0.4 + 0.3 * 0.2)


def test_service_is_the_rep_s_and_of_the_part_that_recurring_revenue_gives_marketing_marketing_s() -> None:
    for engagement in (0.0, 0.25, 1.0):
        org = pair(PEACE | {"customers.satisfaction_fit": 0.0, "customers.satisfaction_service": 0.5})
        customer = customer_of(org, fit=0.0, promise=0.5)
        org.people[REP].service, org.company[0].care, org.ties[0].shared = 0.4, 0.8, 0.0
        org.conditions[0].engagement = engagement
        surface(org)
        assert customer.satisfaction == pytest.approx(0.5 + 0.5 * ((1.0 - engagement) * 0.4 + engagement * 0.8))
