"""Limits of the funnel and of renewals: what chance, declared odds and rates give."""

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from cordiale.simulation.engine import advance
from cordiale.simulation.founding.books import make_room
from cordiale.simulation.rules.customers import renew
from cordiale.simulation.rules.leads import open_lead
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.arithmetic import logistic
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import WEEKS_PER_YEAR, Stage
from tests.support.worlds import pair, small, step

UNLIKELY = 1e-4  # addresses are fixed: what passes once passes always


def count_within(successes: int, trials: int, chance: float) -> None:
    """A count that a binomial of this chance would give, and would not give at random once in ten thousand times."""
    assert stats.binomtest(successes, trials, chance).pvalue > UNLIKELY


def crowd(org: Organisation, count: int, **what: Any) -> Any:
    """Many leads alike in the hands of the rep, told apart by their identity only."""
    room = 2 * count  # for what the rep finds in the meantime
    org.exchange(leads=np.zeros(room, org.leads.dtype).view(np.recarray), queue=np.zeros(room, np.int64))
    for number in range(count):
        lead = org.leads[open_lead(org, 7000 + number, 0.0, 0.5)]
        lead.marketer, lead.rep, lead.tie, lead.stage = 1, 0, 0, Stage.ASSIGNED
        lead.available = lead.created = 0.0
        for name, value in what.items():
            setattr(lead, name, value)
    step(org, "leads_are_handed_over")
    return org.leads


FLAT = {  # nothing but constant odds of winning is left
    "buyers.win": -1.0, "buyers.win_fit": 0.0, "buyers.win_skill": 0.0, "buyers.win_joint": 0.0,
    "buyers.win_content": 0.0, "buyers.win_promise": 0.0, "buyers.inconsistency": 0.0, "buyers.win_concern": 0.0,
    "leadership.idea_effect": 0.0, "buyers.no_decision": 0.25, "buyers.cycle": 1.0,
}  # fmt: skip


def test_with_constant_odds_wins_losses_and_no_decisions_are_what_chance_gives() -> None:
    org, count = pair(FLAT), 4000
    leads = crowd(org, count, stage=Stage.OPPORTUNITY)[:count]
    step(org, "buyers_move")
    won = logistic(-1.0)
    count_within(int((leads.stage == Stage.WON).sum()), count, won)
    count_within(int((leads.stage == Stage.NO_DECISION).sum()), count, (1.0 - won) * 0.25)
    count_within(int((leads.stage == Stage.LOST).sum()), count, (1.0 - won) * 0.75)


def test_one_rep_with_constant_odds_wins_by_chance_over_many_lives() -> None:
    company = prepare(small(FLAT | {"customers.marketing_sourced": 0.0}, reps=1, marketers=1, executives=1))
    decided = wins = 0.0
    for replication in range(150):
        rows = advance(start(company, Run("siloed", "none", replication, 1, 2)), 26).quarters[1:]
        wins += rows.wins.sum()
        decided += rows.wins.sum() + rows.losses.sum() + rows.no_decisions.sum()
    assert decided > 2000
    count_within(int(wins), int(decided), logistic(-1.0))


def test_an_opportunity_that_nobody_touches_takes_as_long_as_any_other_and_is_decided_by_chance_all_the_same() -> None:
    quiet = {"buyers.cycle": 4.0, "buyers.content": 0.0, "buyers.nurture": 0.0}
    org, count = pair(FLAT | quiet), 4000
    leads = crowd(org, count, stage=Stage.OPPORTUNITY)[:count]
    for week in range(1, 4):
        org.clock[0].week = week
        step(org, "buyers_move")
    assert (leads.stage <= Stage.NEGOTIATION).all()
    step(org, "buyers_move")
    count_within(int((leads.stage == Stage.WON).sum()), count, logistic(-1.0))


def test_of_leads_contacted_at_once_the_share_that_engages_is_that_of_the_declared_log_odds() -> None:
    values = {
        "selling.engagement": 0.4, "selling.decay": 0.7,
        "selling.misfit_bar": -5.0, "selling.own_appeal": 0.0, "selling.sway": 0.0, "selling.contact_hours": 0.1,
    }  # fmt: skip
    for waited in (0.0, 4.0):
        org, count = pair(values), 3000
        leads = crowd(org, count, fit=0.6, believed=0.9, created=4.0 - waited, available=4.0)
        org.clock[0].week = 4
        org.people[0].hours_left = 1000.0
        step(org, "reps_work_leads")
        leads = org.leads[:count]
        assert set(leads.stage) <= {Stage.OPPORTUNITY, Stage.REJECTED}
        chance = logistic(0.4 + 0.6 - 0.7 * math.sqrt(waited))
        count_within(int((leads.stage == Stage.OPPORTUNITY).sum()), count, chance)


def test_with_full_trust_what_a_rep_has_learnt_to_expect_of_leads_does_not_matter() -> None:
    stages = []
    for expects in (0.0, 1.0):
        org = pair({"selling.own_appeal": 0.5, "selling.contact_hours": 0.1})
        org.opinions.cognition[:] = org.opinions.affect[:] = 1.0
        crowd(org, 200, believed=0.6)
        org.people[0].expects, org.people[0].hours_left = expects, 1000.0
        step(org, "reps_work_leads")
        stages.append(org.leads.stage[:200].tobytes())
    assert stages[0] == stages[1]


def test_what_a_rep_expects_of_leads_that_are_all_alike_tends_to_what_they_are() -> None:
    org = pair({"selling.own_appeal": 0.0, "selling.contact_hours": 0.1, "selling.learning": 0.05})
    org.opinions.cognition[:] = org.opinions.affect[:] = 1.0
    crowd(org, 60, fit=1.0, believed=0.5)
    org.people[0].expects, org.people[0].hours_left = 0.1, 6.05
    step(org, "reps_work_leads")
    assert org.tally[0].leads_worked == 60.0
    assert org.people[0].expects == pytest.approx(logistic(1.0) + (0.1 - logistic(1.0)) * 0.95**60)


def test_without_any_trust_what_marketing_believes_of_a_lead_does_not_matter() -> None:
    worked = []
    for believed in (0.05, 0.95):
        org = pair({"selling.own_appeal": 0.5, "selling.contact_hours": 0.1, "selling.learning": 0.0})
        org.opinions.cognition[:] = org.opinions.affect[:] = 0.0
        crowd(org, 200, believed=believed)
        org.people[0].expects, org.people[0].hours_left = 0.6, 1000.0
        step(org, "reps_work_leads")
        worked.append(float(org.tally[0].leads_worked))
    assert worked == [200.0, 200.0]


def test_without_trust_effects_the_funnel_is_the_product_of_its_rates() -> None:
    """Every lead is qualified, worked by a rep with time for all, and wins by constant odds."""
    plain = FLAT | {
        "campaigns.qualification_bar": -4.0, "campaigns.fit_mean": 1.0, "campaigns.fit_spread": 0.1,
        "campaigns.targeting": 0.0, "campaigns.misjudgement": 0.0, "selling.misfit_bar": -5.0,
        "selling.own_appeal": 0.0, "selling.sway": 0.0,
        "selling.choosiness_spread": 0.0, "selling.engagement": -2.2,
        "selling.decay": 0.0, "selling.contact_hours": 0.1, "handoff.muddle": 0.0, "handoff.delay": 0.0,
        "selling.opportunity_hours": 0.1, "customers.service_hours": 0.0,
    }  # fmt: skip
    company = prepare(small(plain))
    handed = worked = from_marketing = 0.0
    for replication in range(12):
        rows = advance(start(company, Run("status-quo", "none", replication, 1, 4)), 52).quarters[1:]
        handed += rows.leads_handed_over.sum()
        worked += rows.leads_worked.sum()
        from_marketing += rows.marketing_wins[1:].sum()  # the old books are closed after a quarter
    assert worked >= 0.99 * handed
    expected = 0.75 * handed * logistic(-1.2) * logistic(-1.0)
    assert from_marketing == pytest.approx(expected, abs=4.5 * math.sqrt(expected))


def test_what_marketing_misjudges_has_nothing_to_do_with_what_a_lead_is() -> None:
    org = pair({"campaigns.precision": 0.0, "campaigns.precision_from_sales": 0.0, "campaigns.misjudgement": 1.0,
                "campaigns.qualification_bar": -4.0, "campaigns.bar_pressure": 0.0, "campaigns.fit_mean": 2.0,
                "campaigns.leads_per_week": 60.0})  # fmt: skip
    fits, errors = [], []
    for week in range(1, 11):
        org.clock[0].week, org.company[0].leads = week, 0
        make_room(org)
        org.people[1].hours_left = 36.0
        step(org, "marketers_run_campaigns")
        leads = org.leads[: org.company[0].leads]
        fits += leads.fit.tolist()
        errors += (np.log(leads.believed / (1.0 - leads.believed)) - leads.fit).tolist()
    assert len(fits) > 200
    assert stats.pearsonr(fits, errors).pvalue > UNLIKELY


def test_every_renewal_has_luck_of_its_own() -> None:
    """Whoever is as likely to stay as to go in any year seldom stays, or goes, ten times in a row."""
    org = pair({"customers.renewal": 0.0, "customers.renewal_satisfaction": 0.0})
    customer, decisions = org.customers[0], []
    customer.identity, customer.rep, customer.tie, customer.marketer = 77, 0, -1, -1
    for year in range(40):
        org.clock[0].week, customer.value = 52 * year, 1.0
        decisions.append(renew(org, 0))
    count_within(sum(decisions), 40, 0.5)


def test_contracts_of_old_end_anywhere_in_the_coming_year() -> None:
    company = prepare(small({"customers.initial_per_rep": 20.0}, reps=30))
    org = start(company, Run("siloed", "none", replication=0, seed=1, quarters=1))
    ends = org.customers.renewal_week[: org.company[0].customers] - org.clock[0].week
    assert ((ends >= 1) & (ends <= WEEKS_PER_YEAR)).all()
    assert stats.kstest(ends, "uniform", (0, WEEKS_PER_YEAR)).pvalue > UNLIKELY
    assert (org.customers.since[: len(ends)] + WEEKS_PER_YEAR == org.customers.renewal_week[: len(ends)]).all()


def test_an_opportunity_of_the_first_day_is_as_old_as_its_own_buyer_takes_to_come_that_far() -> None:
    company = prepare(small({"customers.pipeline_per_rep": 5.0}, reps=30))
    org = start(company, Run("siloed", "none", replication=0, seed=1, quarters=1))
    p, leads = org.parameters[0], org.leads[: org.company[0].leads]
    assert len(leads) > 100
    assert leads.pace.std() > 0.1
    age = org.clock[0].week - leads.created
    np.testing.assert_allclose(age, p.buyers_cycle * leads.pace * leads.progress, rtol=1e-12, atol=1e-9)
    assert stats.kstest(leads.progress, "uniform").pvalue > UNLIKELY
