"""Mesa and the engine run the same behaviours: after every week they hold the same state, byte for byte."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cordiale.simulation import AlignmentModel, Scenario
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.parameters import GROUPS, PARAMETERS
from cordiale.simulation.world.theories import Theory
from cordiale.simulation.world.words import FORCES, Attribution, DecisionRule
from tests.support.differences import first_difference

SOME = range(1, 2 ** len(FORCES) - 1)  # each bit a force
FORCE_SETS = ["none", "all"] + ["+".join(force for bit, force in enumerate(FORCES) if some >> bit & 1) for some in SOME]
BUSY = {"campaigns.leads_per_week", "customers.initial_per_rep", "customers.pipeline_per_rep", "buyers.contract_value"}
QUARTERS = 3
# None for a paradigm or for roles, which a run or its company may have planned for the same quarter.
DECISIONS = ("Q1 joint_planning=6 heads=1", "Q2 when wins >= 1 attribution=pooled", "Q1 survey leadership.strength=0.9",
             "Q2 programme", "Q1 when morale < 0.6 power_balance=0.5")  # fmt: skip


@st.composite
def structures(draw: Any) -> dict[str, Any]:
    """A paradigm of the user's own."""
    share = st.integers(0, 10).map(lambda tenth: tenth / 10)
    return {
        "integration": draw(share),
        "role_overlap": draw(share),
        "power_balance": draw(st.integers(-10, 10)) / 10,
        "shared_goals": draw(share),
        "joint_planning": draw(share) * 5,
        "attribution": draw(st.sampled_from(list(Attribution.words()))),
        "decision_rule": draw(st.sampled_from(list(DecisionRule.words()))),
        "heads": draw(st.sampled_from([1, 2])),
        "balancer": draw(st.booleans()),
        "follows_forces": draw(st.booleans()),
    }


@st.composite
def perturbations(draw: Any) -> dict[str, float]:
    """Other values for the parameters of a few groups, anywhere within their bounds."""
    groups = draw(st.sets(st.sampled_from(sorted(GROUPS)), max_size=3))
    chosen = [each for each in PARAMETERS if each.group in groups]
    high = {each.dotted: 2 * each.default if each.dotted in BUSY else each.high for each in chosen}
    parts = draw(st.lists(st.integers(0, 20), min_size=len(chosen), max_size=len(chosen)))
    low = {each.dotted: max(each.low, 6.0) if each.name == "prospecting_hours" else each.low for each in chosen}
    return {
        each.dotted: low[each.dotted] + part / 20 * (high[each.dotted] - low[each.dotted])
        for each, part in zip(chosen, parts, strict=True)
    }


@st.composite
def scenarios(draw: Any) -> Scenario:
    """A company of 2 to 60 practitioners, perhaps perturbed, with a paradigm of its own beside the shipped ones."""
    reps = draw(st.integers(1, 50))
    company = {
        "reps": reps,
        "marketers": draw(st.integers(1, min(30, 60 - reps))),
        "executives": draw(st.integers(1, 3)),
        "span": draw(st.integers(2, 10)),
        "contacts": draw(st.integers(1, 6)),
        "paradigm": draw(st.sampled_from([*PARADIGMS, "ours"])),
        "burn_in": draw(st.integers(0, 2)),
        "spread": draw(st.sampled_from([0, 1])),
        "recalibrate": draw(st.integers(0, QUARTERS)),
    }
    theory = {name: draw(st.sampled_from(list(each.annotation))).word for name, each in Theory.model_fields.items()}
    scenario = Scenario(
        schema=1, name="generated", paradigms={"ours": draw(structures())}, company=company, theory=theory
    )
    growth = {"growth.demand": draw(st.integers(-5, 4)) / 10, "growth.quarters": QUARTERS}
    return scenario.with_values(draw(perturbations()) | growth)


@st.composite
def runs(draw: Any) -> Run:
    """Any paradigm, force set and seed, perhaps with a reorganisation on the way."""
    words = st.integers(0, 2**32 - 1)
    return Run(
        paradigm=draw(st.sampled_from([*PARADIGMS, "ours"])),
        forces=draw(st.sampled_from(FORCE_SETS)),
        replication=draw(words),
        seed=draw(words),
        quarters=QUARTERS,
        switch_quarter=draw(st.integers(0, QUARTERS)),
        decisions=tuple(sorted(draw(st.sets(st.sampled_from(DECISIONS))))),
    )


def assert_same_weeks(scenario: Scenario, run: Run, weeks: int) -> AlignmentModel:
    """Live side by side, and compare after every week; the Mesa model at the end."""
    model = AlignmentModel(
        scenario, run.paradigm, run.forces, rng=run.seed, replication=run.replication, quarters=run.quarters,
        switch_quarter=run.switch_quarter, decisions=run.decisions, collect=False,
    )  # fmt: skip
    org = start(prepare(scenario), run)
    for week in range(weeks + 1):
        if week:
            model.step()
            org = advance(org, week)
        difference = first_difference(model.org, org)
        assert not difference, f"week {week}: {difference} (Mesa here, the engine there)"
    return model


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenario=scenarios(), run=runs(), weeks=st.integers(14, 30))
@example(scenario=Scenario(schema=1, name="smallest",
                           company={"reps": 1, "marketers": 1, "executives": 1, "burn_in": 1}),
         run=Run("drift", "all", 0, 0, QUARTERS, switch_quarter=2), weeks=30)  # fmt: skip
def test_both_schedulers_hold_the_same_state_after_every_week(scenario: Scenario, run: Run, weeks: int) -> None:
    assert_same_weeks(scenario, run, weeks)


@pytest.mark.parametrize("paradigm", PARADIGMS)
def test_they_do_under_every_paradigm_and_every_set_of_forces(paradigm: str) -> None:
    scenario = Scenario(schema=1, name="small", company={"reps": 9, "marketers": 4, "burn_in": 1})
    for forces in FORCE_SETS:
        assert_same_weeks(scenario, Run(paradigm, forces, 3, 7, QUARTERS), weeks=14)


def test_they_do_where_the_books_run_full() -> None:
    patient = {"campaigns.leads_per_week": 40, "campaigns.qualification_bar": -4, "selling.patience": 26}
    company = {"reps": 9, "marketers": 9, "burn_in": 0, "spread": 0}  # a burn-in would have enlarged them
    scenario = Scenario(schema=1, name="busy", company=company).with_values(
        patient | {"customers.pipeline_per_rep": 0, "selling.own_appeal": 1, "selling.choosiness_spread": 0}
    )
    run = Run("status-quo", "all", 0, 1, QUARTERS)
    model = assert_same_weeks(scenario, run, weeks=28)
    assert len(model.org.leads) > len(start(prepare(scenario), run).leads)


def test_nothing_is_decided_by_the_generators_of_mesa() -> None:
    scenario = Scenario(schema=1, name="small", company={"reps": 9, "marketers": 4, "burn_in": 1})
    quiet, noisy = (AlignmentModel(scenario, rng=5, collect=False) for _ in range(2))
    noisy.rng = np.random.default_rng(99)
    for _ in range(14):
        noisy.random.random()
        noisy.agents.shuffle()
        quiet.step()
        noisy.step()
    assert not first_difference(quiet.org, noisy.org)


def test_the_first_difference_is_told_by_table_row_and_field() -> None:
    company = {"reps": 9, "marketers": 4, "burn_in": 0}
    model = AlignmentModel(Scenario(schema=1, name="small", company=company), collect=False)
    other = model.org.copy()
    other.people[3].skill += 0.5
    other.people[7].talent += 0.5
    assert first_difference(model.org, other).startswith("people[3].skill: ")
    other = model.org.copy()
    other.tie_index[2] += 1
    assert first_difference(model.org, other).startswith("tie_index[2].: ")
    other = model.org.copy()
    other.company[0].leads -= 1
    assert first_difference(model.org, other).startswith("company[0].leads: ")
