"""Limits of trust: under a constant experience it goes where an equation says."""

from typing import Any

import numpy as np
import pytest

from cordiale.simulation.rules.opinions import live_through
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.theories import TrustTheory
from tests.support.worlds import pair, step

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
def test_people_drift_to_their_team_s_opinion_of_the_week_before_by_a_share_of_the_way_however_far(gap: float) -> None:
    org = pair(STILL | {"trust.influence": 0.3, "trust.initial": 0.5})
    org.teams.cognition[:] = org.teams.affect[:] = 0.5 + gap
    step(org, "trust_moves")
    assert org.opinions[0].cognition == pytest.approx(0.5 + 0.3 * gap)
    assert org.opinions[0].affect == pytest.approx(0.5 + 0.3 * gap)


def test_dashboards_tell_sales_of_the_quality_of_leads_and_marketing_of_how_they_are_followed_up() -> None:
    org = pair(STILL | {"trust.hearsay": 0.5, "trust.gain": 0.2, "trust.initial": 0.5})
    org.company[0].reported_quality, org.company[0].reported_follow_up, org.clock[0].week = 0.9, 0.3, 13
    step(org, "trust_moves")
    of_marketing, of_sales = org.opinions.cognition.tolist()
    assert (of_marketing, of_sales) == (pytest.approx(0.5 + 0.1 * 0.4), pytest.approx(0.5 - 0.1 * 0.2))


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
