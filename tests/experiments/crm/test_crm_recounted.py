"""Each fact of an export, counted a second time from its records in plain Python, comes out the same."""

from functools import cache
from typing import Any

import pytest

from cordiale.experiments.crm.cases import cases_of
from cordiale.experiments.crm.derive import derive
from cordiale.experiments.crm.mapping import Mapping
from cordiale.experiments.crm.relations import relate
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.repeat_buyers import new_customers
from cordiale.experiments.crm.staff import staff_of
from tests.support.crm_records import tables_of
from tests.support.crm_recount import buyers_of, invented, recounted, seen

FACTS = tuple(recounted(invented(1)))


@cache
def both(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an import makes of an invented export, and what a second count does."""
    export, repairs = invented(seed), Repairs()
    tables = relate(tables_of(*export.records), repairs)
    cases = cases_of(tables, repairs)
    facts = derive(tables, cases, Mapping("m.toml", "Parable", "", "", tables={}), people=staff_of(tables), buyers=None)
    return seen(facts), recounted(export)


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_of_an_export_is_what_a_second_count_of_its_records_makes_of_it(fact: str) -> None:
    for seed in (1, 2, 3):
        found, counted = both(seed)
        assert found[fact] == counted[fact] or found[fact] == pytest.approx(counted[fact]), f"export {seed}"


def test_buyers_and_what_they_bought_again_after_their_first_win_are_what_a_second_count_makes_of_them() -> None:
    for seed in (1, 2, 3):
        export, repairs = invented(seed), Repairs()
        _, found = new_customers(relate(tables_of(*export.records), repairs), repairs)
        assert found is not None
        told = found.accounts, found.wins, found.further, found.further_value
        assert told == pytest.approx(buyers_of(export)), f"export {seed}"


def test_the_invented_exports_hold_what_is_easily_miscounted() -> None:
    export = invented(1)
    assert any(lead.first_contact_date and lead.first_contact_date < lead.created for lead in export.leads)
    assert any(deal.is_won and deal.amount == 0.0 for deal in export.deals)
    won = [deal.lead_id for deal in export.deals if deal.is_won]
    assert len(won) > len({*won}), "a lead is won twice"
    assert {lead.owner for lead in export.leads} & {deal.owner for deal in export.deals}, "a seller owns leads"
    assert recounted(export)["endings"][4] > 0, "deals outlived every cycle"
    assert both(1)[1].keys() == both(1)[0].keys()
