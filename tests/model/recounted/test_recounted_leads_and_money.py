"""Money, leads and rates a second time: from the lives of leads, the wins and the customers."""

from itertools import pairwise
from typing import Any

import numpy as np

from tests.support.chronicle import EACH, in_use, lived, over, renewals


def ended(name: str, *ends: str) -> Any:
    """The leads that ended so."""
    leads = lived(name).record["leads"]
    return leads[leads.end.isin(ends)]


def of_marketing(leads: Any) -> Any:
    return leads[leads.marketer.notna()]


@EACH
def test_leads_are_counted_where_their_lives_have_them(name: str) -> None:
    life, leads = lived(name), lived(name).record["leads"]
    ours = of_marketing(leads)
    life.same("leads_created", life.of(leads.created))
    life.same("leads_handed_over", life.of(leads.handed_over))
    life.same("leads_worked", life.of(ours.contacted))
    life.same("leads_ignored", life.of(of_marketing(ended(name, "ignored", "dropped")).ended))
    life.same("leads_rejected", life.of(ended(name, "rejected").ended))
    life.same("opportunities", life.of(leads.opportunity))


@EACH
def test_wins_losses_and_no_decisions_are_the_ends_of_opportunities(name: str) -> None:
    life = lived(name)
    wins, losses, none = (life.of(ended(name, end).ended) for end in ("won", "lost", "no-decision"))
    life.same("wins", wins)
    life.same("losses", losses)
    life.same("no_decisions", none)
    life.same("win_rate", over(wins, wins + losses + none))
    life.same("marketing_wins", life.of(of_marketing(ended(name, "won")).ended))


@EACH
def test_the_weeks_to_a_first_contact_are_those_of_leads_that_were_contacted(name: str) -> None:
    life, ours = lived(name), of_marketing(lived(name).record["leads"])
    waited = life.of(ours.contacted, ours.contacted - ours.created)
    life.same("weeks_to_first_contact", over(waited, life.of(ours.contacted)))


@EACH
def test_a_sales_cycle_is_from_appearance_to_win_and_its_median_that_of_marketings_wins(name: str) -> None:
    life, won = lived(name), ended(name, "won")
    life.same("sales_cycle_weeks", over(life.of(won.ended, won.decided - won.created), life.of(won.ended)))
    ours = of_marketing(won)
    quarter = (ours.ended - 1) // 13
    medians = (ours.decided - ours.created).groupby(quarter).median().reindex(range(life.count))
    life.same("sales_cycle_weeks_median", medians)


@EACH
def test_new_revenue_and_the_contract_value_are_those_of_all_wins(name: str) -> None:
    life, won = lived(name), ended(name, "won")
    value = life.of(won.ended, won.value)
    life.same("revenue_new", value)
    life.same("contract_value", over(value, life.of(won.ended)))


@EACH
def test_marketings_influence_is_its_share_of_touches_weighted_by_value(name: str) -> None:
    life, credit = lived(name), lived(name).record["credit"]
    touches = credit.sales_touches + credit.marketing_touches
    share = np.where(touches > 0, credit.marketing_touches / touches.where(touches > 0, 1), 0.5)
    value = life.of(credit.week, credit.value)
    life.same("marketing_influence", over(life.of(credit.week, credit.value * share), value))


@EACH
def test_customers_come_by_wins_and_go_at_their_renewal(name: str) -> None:
    life, weeks = lived(name), lived(name).states["week"]
    known = [{int(one.identity) for one in in_use(state, "customers")} for state in weeks]
    gone = life.of(np.arange(1, len(weeks)), [len(a - b) for a, b in pairwise(known)])
    life.same("customers", len(known[0]) + np.cumsum(life.of(ended(name, "won").ended) - gone))
    up = renewals(life)
    life.same("churned_customers", life.of(up.week[~up.renewed]))


@EACH
def test_retention_is_of_what_was_up_for_renewal(name: str) -> None:
    life, up = lived(name), renewals(lived(name))
    up["kept"] = np.where(up.renewed, np.minimum(up.due, up.grown), 0.0)
    life.same("revenue_recurring", life.of(up.week, up.grown))
    life.same("revenue", life.of(up.week, up.grown) + life.quarters.revenue_new)
    for outcome, value, those in (
        ("gross_retention", "kept", up.due > 0), ("net_retention", "grown", up.due > 0),
        ("gross_retention_broken", "kept", up.broken), ("gross_retention_kept", "kept", ~up.broken),
    ):  # fmt: skip
        some = up[those]
        life.same(outcome, over(life.of(some.week, some[value]), life.of(some.week, some.due)))
