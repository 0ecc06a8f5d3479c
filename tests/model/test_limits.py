"""Limits in which the model has an answer that can be written down, and must give it."""

import math
from typing import Any

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms.assortativity.correlation import attribute_ac
from scipy import stats

from cordiale.simulation.agents.graph import to_graph
from cordiale.simulation.engine import advance
from cordiale.simulation.founding.books import make_room
from cordiale.simulation.rules.coordination import share_knowledge
from cordiale.simulation.rules.customers import renew
from cordiale.simulation.rules.leads import open_lead
from cordiale.simulation.rules.opinions import live_through
from cordiale.simulation.rules.people import feel
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.weather import Profile
from cordiale.simulation.world.arithmetic import gini, logistic, normal, ratio
from cordiale.simulation.world.draws import Decision, fate
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.theories import TrustTheory
from cordiale.simulation.world.words import NOW, Side, Stage
from tests.support.worlds import decide, pair, set_structure, small, step, world

UNLIKELY = 1e-4  # addresses are fixed: what passes once passes always


def count_within(successes: int, trials: int, chance: float) -> None:
    """A count that a binomial of this chance would give, and would not give at random once in ten thousand times."""
    assert stats.binomtest(successes, trials, chance).pvalue > UNLIKELY


# the funnel


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


# renewals


def test_every_renewal_has_luck_of_its_own() -> None:
    """Whoever is as likely to stay as to go in any year seldom stays, or goes, ten times in a row."""
    org = pair({"customers.renewal": 0.0, "customers.renewal_satisfaction": 0.0})
    customer, decisions = org.customers[0], []
    customer.identity, customer.rep, customer.tie, customer.marketer = 77, 0, -1, -1
    for year in range(40):
        org.clock[0].week, customer.value = 52 * year, 1.0
        decisions.append(renew(org, 0))
    count_within(sum(decisions), 40, 0.5)


# trust

STILL = {  # nothing but experience moves trust
    "trust.influence": 0.0, "trust.hearsay": 0.0,
    "trust.rapport": 0.0, "trust.estrangement": 0.0, "trust.conflict_loss": 0.0, "trust.blame": 0.0,
}  # fmt: skip


def trust_after(org: Organisation, weeks: int, valence: float, events: float) -> Any:
    """Cognition-based trust of the rep, week by week, under the same experience every week."""
    path = [float(org.opinions[0].cognition)]
    for week in range(1, weeks + 1):
        org.clock[0].week = week
        live_through(org, 0, valence, events)
        step(org, "trust_moves")
        path.append(float(org.opinions[0].cognition))
    return np.array(path)


@pytest.mark.parametrize("loss_ratio", [1.0, 2.0, 3.5])
@pytest.mark.parametrize(("valence", "events"), [(1.0, 1.0), (0.0, 1.0), (0.8, 3.0), (0.2, 0.25)])
def test_under_a_constant_experience_trust_closes_a_constant_share_of_the_gap_each_week(
    loss_ratio: float, valence: float, events: float
) -> None:
    org = pair(STILL | {"trust.gain": 0.1, "trust.loss_ratio": loss_ratio, "trust.initial": 0.5})
    gain = 1.0 - 0.9**events
    if valence < 0.5:
        gain = min(1.0, gain * loss_ratio)
    weeks = np.arange(41)
    expected = valence + (0.5 - valence) * (1.0 - gain) ** weeks
    assert trust_after(org, 40, valence, events) == pytest.approx(expected)


def test_trust_is_lost_faster_than_gained_by_the_loss_ratio_and_as_fast_where_it_is_one() -> None:
    for loss_ratio in (1.0, 2.5):
        up, down = (
            trust_after(pair(STILL | {"trust.loss_ratio": loss_ratio, "trust.initial": 0.5}), 1, valence, 1.0)
            for valence in (1.0, 0.0)
        )
        assert (down[0] - down[1]) / (up[1] - up[0]) == pytest.approx(loss_ratio)


def test_affect_under_constant_good_contact_closes_a_constant_share_of_the_gap_to_its_ceiling() -> None:
    org = pair(STILL | {"trust.rapport": 0.1, "trust.initial": 0.3, "coordination.rewiring": 1.0})
    org.ties.contact[:], org.company[0].quality = 0.8, 0.5
    path = []
    for week in range(1, 31):
        org.clock[0].week = week
        step(org, "trust_moves")
        path.append(float(org.opinions[0].affect))
    expected = 1.0 - 0.7 * (1.0 - 0.1 * 0.8 * 0.5) ** np.arange(1, 31)
    assert path == pytest.approx(expected)


def test_affect_without_contact_fades_by_a_constant_share_a_week() -> None:
    org = pair(STILL | {"trust.estrangement": 0.05, "trust.initial": 0.6})
    org.ties.contact[:] = 0.0
    for week in range(1, 21):
        org.clock[0].week = week
        step(org, "trust_moves")
    assert org.opinions[0].affect == pytest.approx(0.6 * 0.95**20)


def test_after_failures_trust_recovers_and_after_a_detected_deception_it_never_fully_does() -> None:
    for deceived, limit in ((0.0, 1.0), (2.0, 0.8**2)):
        org = pair(STILL | {"trust.gain": 0.3, "trust.ceiling_loss": 0.2, "trust.violation": 0.5})
        trust_after(org, 5, 0.0, 1.0)
        org.opinions[0].violations = deceived
        step(org, "trust_moves")
        assert trust_after(org, 100, 1.0, 1.0)[-1] == pytest.approx(limit)


def test_a_detected_deception_costs_its_share_of_trust_for_each_time() -> None:
    org = pair(STILL | {"trust.violation": 0.4, "trust.ceiling_loss": 0.1, "trust.initial": 0.8})
    org.opinions[0].violations = 2.0
    step(org, "trust_moves")
    mind = org.opinions[0]
    assert (mind.cognition, mind.affect) == (pytest.approx(0.8 * 0.36), pytest.approx(0.8 * 0.36))
    assert mind.ceiling == pytest.approx(0.81)
    assert mind.violations == 0.0


@pytest.mark.parametrize("gap", [0.2, -0.2, 0.4, -0.4])
def test_people_drift_to_their_team_s_opinion_by_a_share_of_the_way_however_far(gap: float) -> None:
    org = pair(STILL | {"trust.influence": 0.3, "trust.initial": 0.5})
    org.teams.cognition[:] = org.teams.affect[:] = 0.5 + gap
    step(org, "trust_moves")
    assert org.opinions[0].cognition == pytest.approx(0.5 + 0.3 * gap)
    assert org.opinions[0].affect == pytest.approx(0.5 + 0.3 * gap)


@pytest.mark.parametrize(
    ("success", "shared", "events"), [(0.0, 0.0, 0.5), (0.4, 0.0, 0.3), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)]
)
def test_whoever_falls_behind_goals_of_its_own_blames_the_other_side_and_nobody_does_for_goals_that_are_shared(
    success: float, shared: float, events: float
) -> None:
    """Half an event of failure in a quarter for somebody wholly behind."""
    org = behind_its_goals(success, shared_goals=shared)
    org.clock[0].week = 13
    step(org, "trust_moves")
    assert org.opinions.cognition.tolist() == pytest.approx([0.8 * 0.9**events] * 2)


def test_blame_falls_at_the_end_of_a_quarter_and_in_no_other_week() -> None:
    org = behind_its_goals(0.0)
    trusted = []
    for week in range(1, 27):
        org.clock[0].week = week
        step(org, "trust_moves")
        trusted.append(float(org.opinions[0].cognition))
    half = 0.9**0.5
    assert trusted == pytest.approx([0.8] * 12 + [0.8 * half] * 13 + [0.8 * half**2])


def behind_its_goals(success: float, **structure: float) -> Organisation:
    """Two people of some success in the last quarter, who trust each other by 0.8; blame weighs half an event."""
    values = {"trust.blame": 0.5, "trust.gain": 0.1, "trust.loss_ratio": 1.0, "trust.initial": 0.8}
    org = pair(STILL | values, **structure)
    org.people.success[:] = success
    return org


def test_by_the_theory_of_evidence_trust_is_the_share_of_good_experiences_with_one_of_each_to_begin_with() -> None:
    """Laplace's rule: after n experiences of which s were good, (s + 1) / (n + 2)."""
    org = pair(STILL | {"coordination.forgetting": 0.0, "trust.initial": 0.5})
    org.theory[0].trust = TrustTheory.BETA
    assert trust_after(org, 8, 1.0, 1.0) == pytest.approx([(n + 1) / (n + 2) for n in range(9)])
    assert trust_after(org, 4, 0.0, 1.0) == pytest.approx([9 / (n + 10) for n in range(5)])


def test_by_the_theory_of_evidence_what_is_forgotten_lets_the_next_experience_weigh_more() -> None:
    for forgotten, moved in ((0.0, 1 / 4), (0.2, 1 / 3.8), (0.5, 1 / 3.5)):
        org = pair(STILL | {"coordination.forgetting": forgotten, "trust.initial": 0.5})
        org.theory[0].trust = TrustTheory.BETA
        before, after = trust_after(org, 2, 1.0, 1.0)[1:]
        assert (after - before) / (1.0 - before) == pytest.approx(moved)


def test_by_the_theory_of_expectancy_what_was_expected_hardly_counts_and_a_surprise_counts_double() -> None:
    """Gain 0.1: a surprise of a half moves trust as usual, one of 0.1 a fifth as far, losses no faster than gains."""
    for initial, valence in ((0.5, 1.0), (0.9, 1.0), (1.0, 0.0), (0.5, 0.0)):
        org = pair(STILL | {"trust.gain": 0.1, "trust.loss_ratio": 2.0, "trust.initial": initial})
        org.theory[0].trust = TrustTheory.EXPECTANCY
        path, surprise = trust_after(org, 1, valence, 1.0), valence - initial
        assert path[1] - path[0] == pytest.approx(0.1 * 2.0 * abs(surprise) * surprise)


# contacts and knowledge


def test_contact_moves_to_its_due_strength_by_a_constant_share_a_week() -> None:
    org = pair({"coordination.rewiring": 0.2, "technology.informal_loss": 0.0})
    org.ties.contact[:] = 0.0
    for _ in range(12):
        step(org, "ties_follow_structure")
    assert org.ties[0].contact == pytest.approx(1.0 - 0.8**12)


def test_knowledge_settles_where_learning_and_forgetting_balance() -> None:
    org = pair({"coordination.sharing": 0.2, "coordination.forgetting": 0.05, "trust.initial": 0.6})
    start_value = float(org.ties[0].shared)
    for _ in range(200):
        step(org, "ties_follow_structure")
    learnt = 0.2 * 1.0 * float(org.company[0].quality) * 0.6
    assert org.ties[0].shared == pytest.approx(learnt / (learnt + 0.05))
    assert start_value == pytest.approx(float(org.ties[0].shared), rel=0.05)  # and that is where it is founded


@pytest.mark.parametrize(
    ("overlap", "contact", "told"), [(0.0, 0.0, 0.0), (0.5, 0.0, 0.5), (0.5, 1.0, 0.8), (1.0, 1.0, 1.0)]
)
def test_who_does_the_other_s_work_learns_of_it_as_from_the_best_contact(
    overlap: float, contact: float, told: float
) -> None:
    """Quality and trust are 0.8 together: merged roles teach in the place of contact, not beside it."""
    org = pair({"coordination.sharing": 0.2, "coordination.forgetting": 0.05}, role_overlap=overlap)
    org.opinions.cognition[:] = org.opinions.affect[:] = org.company[0].quality = 0.8**0.5
    org.ties[0].contact, org.ties[0].shared = contact, 0.4
    share_knowledge(org, 0)
    assert org.ties[0].shared == pytest.approx(0.4 + 0.2 * told * 0.6 - 0.05 * 0.4)


def test_density_across_functions_is_the_integration_of_the_structure() -> None:
    for integration in (0.2, 0.5, 0.9):
        row = {
            "integration": integration, "role_overlap": 0, "power_balance": 0, "shared_goals": 0, "joint_planning": 0,
            "attribution": "linear", "decision_rule": "each-alone",
        }  # fmt: skip
        scenario = small({"paradigms": {"own": row}}, reps=60, marketers=40)
        org = world(scenario, "own")
        reach = math.sqrt(integration)
        pairs = org.ties[: org.company[0].pairs]
        assert set(np.round(pairs.contact, 12)) <= {0.0, round(reach, 12)}
        count_within(int((pairs.contact > 0).sum()), len(pairs), reach)


# people


def test_a_newcomer_s_output_rises_in_a_straight_line_until_the_ramp_is_over() -> None:
    from cordiale.simulation.rules.capacity import competence

    org = pair({"people.ramp": 20.0, "people.morale_output": 0.0, "people.craft": 0.0, "people.fragmentation": 0.0})
    org.people.skill[:] = 1.0
    output = []
    for weeks in (0.0, 5.0, 10.0, 20.0, 40.0):
        org.people[0].experience = weeks
        output.append(competence(org, 0))
    assert output == pytest.approx([0.5, 0.625, 0.75, 1.0, 1.0])


def test_a_rep_without_any_talent_still_sees_something_in_a_lead() -> None:
    """An error over nothing is no number; it came to light in a company of very unequal people."""
    from cordiale.simulation.rules.capacity import competence
    from cordiale.simulation.world.words import LEAST_COMPETENCE

    org = pair({"people.ambiguity_cost": 1.0})
    org.people.skill[0] = 0.0
    assert competence(org, 0) == LEAST_COMPETENCE
    org.people.skill[0], org.people.clarity[0] = 1.0, 0.0
    assert competence(org, 0) == LEAST_COMPETENCE


def test_a_person_in_full_contact_with_all_it_could_work_with_loses_output_to_interruptions() -> None:
    from cordiale.simulation.rules.capacity import competence

    org = pair({"people.fragmentation": 0.2})
    output = []
    for contact in (0.0, 0.5, 1.0):
        org.people[0].meeting_hours = contact * org.parameters[0].coordination_meeting_hours
        output.append(competence(org, 0))
    assert np.array(output) / output[0] == pytest.approx([1.0, 0.9, 0.8])


@pytest.mark.parametrize(
    ("shared", "attribution", "drive"),
    [(0.0, "linear", 1.0), (1.0, "linear", 0.9), (0.0, "pooled", 0.9), (0.5, "pooled", 0.85), (1.0, "pooled", 0.8)],
)
def test_what_all_are_measured_on_or_credited_with_together_nobody_works_for_alone(
    shared: float, attribution: str, drive: float
) -> None:
    from cordiale.simulation.rules.capacity import competence

    together = pair({"people.free_riding": 0.2}, shared_goals=shared, attribution=attribution)
    alone = pair({"people.free_riding": 0.0}, shared_goals=shared, attribution=attribution)
    assert competence(together, 0) / competence(alone, 0) == pytest.approx(drive)


def test_work_makes_a_specialist_by_the_hours_left_for_the_craft_and_merged_roles_make_none() -> None:
    for overlap, due in ((0.0, 0.8), (0.5, 0.4), (1.0, 0.0)):
        org = pair({"people.shaping": 0.1}, role_overlap=overlap)
        org.people.specialisation[:], org.people.practice[:] = 0.3, 0.8
        for _ in range(20):
            step(org, "people_live")
        assert org.people[0].specialisation == pytest.approx(due + (0.3 - due) * 0.9**20)


def test_a_specialist_closes_a_constant_share_of_the_way_to_mastery_each_week() -> None:
    values = {"people.learning": 0.05, "people.mastery": 1.4, "people.shaping": 0.0}
    org = pair(values)
    org.people.specialisation[:], org.people.skill[:], org.teams.coaching[:] = 1.0, 1.0, 0.0
    org.people.practice[:] = 0.8  # a fifth of the week goes into meetings
    for _ in range(30):
        step(org, "people_live")
    assert org.people[0].skill == pytest.approx(1.4 - 0.4 * 0.96**30)


def test_clarity_settles_where_overlap_and_coaching_leave_it() -> None:
    values = {"people.ambiguity": 0.6, "people.adapting": 0.2, "leadership.coaching": 0.5}
    for coached in (0.0, 1.0):
        org = pair(values, role_overlap=0.5)
        org.teams.coaching[:] = coached
        for _ in range(200):
            step(org, "people_live")
        assert org.people[0].clarity == pytest.approx(1.0 - 0.6 * 0.5 * (1.0 - 0.5 * coached))


def test_the_share_of_people_who_leave_in_a_year_is_the_declared_hazard_at_middling_morale() -> None:
    values = {"people.leaving_sales": 0.5, "people.leaving_marketing": 0.2, "people.leaving_morale": 0.0}
    org = world(small(values | {"people.hiring": 0.0}, reps=400, marketers=400))
    for week in range(1, 53):
        org.clock[0].week = week
        step(org, "people_live")
    expected = 400 * (0.5 + 0.2)
    assert float(org.tally[0].leavers) == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_a_quarter_s_success_is_achieved_over_target_own_or_joint_as_goals_are_shared() -> None:
    """Two of four contracts are one's own; of three that all together won, three quarters of what was asked."""
    for shared, wins, expected in ((0.0, 3.0, 0.5), (1.0, 3.0, 0.75), (0.5, 3.0, 0.625), (1.0, 100.0, 1.0)):
        org = pair({"selling.quota": 4.0}, shared_goals=shared)
        org.people.success[:], org.people[0].achieved, org.tally[0].wins = 0.2, 2.0, wins
        org.clock[0].week = 13
        step(org, "quarter_closes")
        assert org.people[0].success == pytest.approx(expected)


@pytest.mark.parametrize(
    ("shared", "own", "wins", "felt"),
    [
        (0.0, 4.0, 0.0, 0.0),  # what counts is one's own
        (1.0, 4.0, 1.0, 0.75),  # all of one's own target, and a quarter of what was asked of all
        (0.5, 4.0, 1.0, 0.375),
        (1.0, 6.0, 100.0, 0.5),  # half as much again as was asked, and the joint result is never more than met
        (1.0, 1.0, 4.0, 0.0),  # who did less than the others feels no injustice
        (1.0, 20.0, 0.0, 1.0),
    ],
)
def test_who_did_more_than_the_joint_result_gives_credit_for_feels_it(
    shared: float, own: float, wins: float, felt: float
) -> None:
    org = pair({"selling.quota": 4.0}, shared_goals=shared)
    org.people.inequity[:], org.people[0].achieved, org.tally[0].wins = 0.2, own, wins
    org.clock[0].week = 13
    step(org, "quarter_closes")
    assert org.people[0].inequity == pytest.approx(felt)


MOODS = [
    ({}, {}, 0.6),  # success is 1, and nothing else gives reason for joy or grief
    ({"success": 0.0}, {}, 0.4),
    ({"trust": 1.0}, {}, 0.7),
    ({"inequity": 0.5}, {}, 0.5),
    ({"clarity": 0.5}, {}, 0.5),
    ({"friction_hours": 9.0}, {}, 0.4),
    ({"meeting_hours": 9.0}, {}, 0.4),
    ({}, {"joint_planning": 9.0}, 0.4),
    ({}, {"power_balance": 1.0}, 0.4),  # the rep has no say at all
    ({}, {"power_balance": -1.0}, 0.6),
]


@pytest.mark.parametrize(("person", "structure", "reason"), MOODS)
def test_morale_moves_to_what_each_reason_gives_alike_and_hours_taken_wear_out(
    person: dict[str, float], structure: dict[str, float], reason: float
) -> None:
    """A weight of 0.2 each, and 0.8 for all the hours of a week."""
    org = pair({"people.morale_weight": 0.2, "people.morale_hours": 0.8, "people.adapting": 0.5, "people.silence": 1.0})
    set_structure(org, **structure)
    usual = {"success": 1.0, "trust": 0.5, "inequity": 0.0, "clarity": 1.0, "friction_hours": 0.0, "meeting_hours": 0.0}
    for name, value in (usual | person | {"morale": 0.3}).items():
        setattr(org.people[0], name, value)
    feel(org, 0)
    assert org.people[0].morale == pytest.approx(0.5 * (0.3 + reason))


# structure and forces


def test_a_transition_is_a_straight_line_and_rules_change_half_way() -> None:
    org = pair({"power.transition": 10.0, "power.resistance": 0.0}, integration=0.2, joint_planning=1.0)
    decide(org, "Q1 integration=0.8 joint_planning=3 power_balance=0.5 attribution=linear")
    org.people.trust[:] = 0.5
    path, rules = [], []
    for week in range(1, 14):
        org.clock[0].week = week
        step(org, "decisions_are_taken")
        step(org, "structure_moves")
        now = org.structure[NOW]
        path.append((float(now.integration), float(now.joint_planning), float(now.power_balance)))
        rules.append(int(now.attribution))
    done = np.minimum(1.0, np.arange(1, 14) / 10.0)
    assert np.array(path) == pytest.approx(np.column_stack([0.2 + 0.6 * done, 1.0 + 2.0 * done, 0.5 * done]))
    assert rules == [0] * 4 + [3] * 9


def test_a_transition_advances_with_trust_and_some_companies_resist_more_than_others() -> None:
    """By twice the mean trust of reps and marketers a week; resistance is luck of the company, normal in logarithms."""
    for trust, resistance in ((0.2, 0.0), (0.5, 0.0), (0.8, 0.0), (0.5, 0.6), (0.5, 1.2), (0.0, 0.0)):
        org = pair({"power.transition": 10.0, "power.resistance": resistance})
        org.people.trust[:2] = 0.5 * trust, 1.5 * trust  # the rep's and the marketer's
        decide(org, "Q1 integration=1")
        org.clock[0].week = 1
        step(org, "decisions_are_taken")
        step(org, "structure_moves")
        slower = math.exp(resistance * normal(fate(org, Decision.RESISTANCE, 0).a))
        assert org.company[0].transition_length == 10.0
        assert org.company[0].transition_left == pytest.approx(10.0 - 2.0 * trust / slower)


def test_the_logistic_path_starts_at_its_start_is_half_way_at_its_middle_and_tends_to_its_end() -> None:
    path = Profile(shape="logistic", start=0.2, end=0.8, at=40.0, over=4.0).intensities(13 * 80)
    assert path[0] == pytest.approx(0.2)
    assert path[13 * 40] == pytest.approx(0.5, abs=1e-6)
    assert path[-1] == pytest.approx(0.8)
    central = path[13 * 42] - path[13 * 38]
    assert central == pytest.approx(0.6 * math.tanh(1.0), abs=1e-6)  # 76 % of the way in `over` quarters
    assert (np.diff(path) >= 0).all()


# measures


def test_the_gini_coefficient_of_equals_is_zero_and_of_one_who_has_all_is_one_less_one_share() -> None:
    assert gini(np.full(7, 3.0)) == pytest.approx(0.0)
    assert gini(np.array([0.0] * 9 + [5.0])) == pytest.approx(0.9)
    assert gini(np.array([1.0, 2.0, 3.0, 4.0])) == pytest.approx(0.25)
    assert math.isnan(gini(np.zeros(4)))


def test_the_gini_coefficient_is_half_the_relative_mean_difference() -> None:
    amounts = np.random.default_rng(1).gamma(2.0, size=40)
    difference = np.abs(amounts[:, None] - amounts[None, :]).mean()
    assert gini(np.sort(amounts)) == pytest.approx(difference / (2 * amounts.mean()))


def test_a_rate_of_nothing_is_missing_and_not_zero() -> None:
    assert math.isnan(ratio(0.0, 0.0))
    assert ratio(0.0, 2.0) == 0.0
    assert ratio(1.0, 4.0) == 0.25


def test_rates_are_missing_in_a_quarter_in_which_nothing_happened() -> None:
    row = world(small()).quarters[0]
    for name in ("win_rate", "weeks_to_first_contact", "sales_cycle_weeks", "contract_value", "gross_retention"):
        assert math.isnan(row[name])
    assert row.customers > 0


def network(contacts: list[float], **size: int) -> tuple[Organisation, nx.MultiGraph]:
    """A company whose contacts have been set by hand, with its measures taken, and its graph."""
    from cordiale.simulation.rules.observation import observe

    org = world(small(**size))
    pairs = int(org.company[0].pairs)
    org.ties.contact[:pairs] = np.resize(contacts, pairs)
    org.ties.contact[pairs:] = 0.0  # what leaders have of each other is in no measure of the network
    observe(org)
    graph = to_graph(org)
    for _, _, edge in graph.edges(data=True):
        edge["weight"] = edge.get("contact", 1.0)
    return org, graph


@pytest.mark.parametrize("contacts", [[1.0], [1.0, 0.0], [0.0], [0.3, 0.9, 0.6]])
@pytest.mark.parametrize("size", [{}, {"reps": 3, "marketers": 9}, {"reps": 1, "marketers": 1}])
def test_modularity_by_function_is_that_of_networkx(contacts: list[float], size: dict[str, int]) -> None:
    org, graph = network(contacts, **size)
    parts = [
        {n for n, f in graph.nodes(data="function") if f == function} for function in ("sales", "marketing", "company")
    ]
    assert org.quarters[0].modularity == pytest.approx(nx.community.modularity(graph, parts, weight="weight"))


@pytest.mark.parametrize("contacts", [[1.0], [1.0, 0.0], [0.0]])
def test_assortativity_by_function_is_that_of_networkx_where_edges_weigh_alike(contacts: list[float]) -> None:
    org, graph = network(contacts)
    assert org.quarters[0].assortativity == pytest.approx(nx.attribute_assortativity_coefficient(graph, "function"))


def test_assortativity_by_function_is_newman_s_for_weighted_edges() -> None:
    org, graph = network([0.3, 0.9, 0.6])
    functions = ("sales", "marketing", "company")
    mixing = np.zeros((3, 3))
    for one, other, weight in graph.edges(data="weight"):
        i, j = (functions.index(graph.nodes[each]["function"]) for each in (one, other))
        mixing[i, j] += weight
        mixing[j, i] += weight
    assert org.quarters[0].assortativity == pytest.approx(attribute_ac(mixing))


def test_density_across_functions_is_mean_contact_over_all_pairs() -> None:
    org, _ = network([0.5], reps=4, marketers=5)
    assert org.quarters[0].cross_function_density == pytest.approx(0.5 * org.company[0].pairs / 20)


def test_trust_of_a_function_is_the_mean_over_ties_by_contact() -> None:
    org = world(small())
    org.ties.contact[:] = np.linspace(0.0, 1.0, len(org.ties))
    step(org, "trust_moves")
    org.clock[0].week = 13
    step(org, "quarter_closes")
    pairs = int(org.company[0].pairs)
    weight = org.ties.contact[:pairs] + org.parameters[0].handoff_cold_routing
    affect = org.parameters[0].trust_affect_weight
    for side, name in ((Side.SALES, "trust_sales_in_marketing"), (Side.MARKETING, "trust_marketing_in_sales")):
        minds = org.opinions[side : 2 * pairs : 2]
        row = org.quarters[1]
        assert row[f"{name}_cognition"] == pytest.approx(np.average(minds.cognition, weights=weight))
        assert row[f"{name}_affect"] == pytest.approx(np.average(minds.affect, weights=weight))
        whole = affect * row[f"{name}_affect"] + (1 - affect) * row[f"{name}_cognition"]
        assert row[name] == pytest.approx(whole)


def test_hours_set_aside_are_meetings_by_contact_and_planning_by_structure() -> None:
    org = pair({"coordination.meeting_hours": 2.0, "coordination.rewiring": 1.0, "technology.informal_loss": 0.0})
    set_structure(org, joint_planning=3.0, integration=0.81)
    org.ties.affinity[:] = 0.5
    step(org, "ties_follow_structure")
    step(org, "people_set_aside_hours")
    assert org.people[0].weekly_hours - org.people[0].hours_left == pytest.approx(0.9 * 2.0 + 3.0)
