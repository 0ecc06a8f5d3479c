"""Limits of contact and knowledge: where they settle."""

import math

import numpy as np
import pytest
from scipy import stats

from cordiale.simulation.rules.coordination import share_knowledge
from tests.support.worlds import pair, small, step, world

UNLIKELY = 1e-4  # addresses are fixed: what passes once passes always


def count_within(successes: int, trials: int, chance: float) -> None:
    """A count that a binomial of this chance would give, and would not give at random once in ten thousand times."""
    assert stats.binomtest(successes, trials, chance).pvalue > UNLIKELY


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
