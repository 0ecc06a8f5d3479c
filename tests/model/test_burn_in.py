"""A company has lived before the record begins: as it would have lived on, unrecorded, once for all alike."""

import numpy as np
import pytest

from cordiale.simulation.engine import advance
from cordiale.simulation.founding.first_day import found
from cordiale.simulation.runs.company import begin_alike, burnt_in, execute, execute_together, prepare, set_out, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.state import ARRAYS
from cordiale.simulation.world.words import GOAL, NOW, Response
from tests.support.differences import first_difference
from tests.support.worlds import eventful, live, small

BURN_IN = 2
ADULT = {"company.burn_in": BURN_IN, "company.spread": 1}
COUNTED = ("revenue_new", "leads_created", "wins", "leavers", "questions", "ideas_proposed", "credit_disputes")


def adult() -> Scenario:
    """A company that has lived for half a year when its record begins."""
    return eventful(ADULT | {"company.recalibrate": 2})


def newborn(scenario: Scenario, run: Run) -> Organisation:
    """That company on its very first day."""
    company = prepare(scenario)
    return found(
        company.blueprint, scenario.rows[run.paradigm].values(), parameters=company.parameters,
        theory=scenario.theory_record(), sources=company.sources,
        quantiles=scenario.quantiles.tables(), weather=company.sky(run.forces, 0),
        seed=run.seed, replication=run.replication, burn_in=BURN_IN, spread=1.0,
    )  # fmt: skip


@pytest.mark.parametrize("paradigm", ["proportional", "drift"])
def test_a_burn_in_is_the_same_weeks_lived_one_by_one(paradigm: str) -> None:
    scenario, run = adult(), Run(paradigm, "all", 1, 3, 2)
    org = newborn(scenario, run)
    assert (org.clock[0].week, org.clock[0].quarter) == (-13 * BURN_IN, -BURN_IN)
    live(org, 13 * BURN_IN)
    assert (org.clock[0].week, org.clock[0].quarter) == (0, 0)
    assert first_difference(org, burnt_in(prepare(scenario), run)) == ""


@pytest.mark.parametrize(("paradigm", "switch"), [("assimilated", 0), ("proportional", 2)])
def test_a_copy_goes_on_as_the_original_would_have_and_leaves_it_as_it_was(paradigm: str, switch: int) -> None:
    company, run = prepare(adult()), Run(paradigm, "all", 0, 5, 3, switch)
    straight = advance(start(company, run), 39)
    rested = burnt_in(company, run)
    before = {name: getattr(rested, name).tobytes() for name in ARRAYS}
    gone_on = advance(set_out(rested.copy(), company, run), 39)
    assert first_difference(gone_on, straight) == ""
    assert {name: getattr(rested, name).tobytes() for name in ARRAYS} == before


def test_runs_that_begin_alike_live_together_as_they_would_alone() -> None:
    company = prepare(adult())
    runs = [Run(goal, "all", 2, 7, quarters, switch) for goal, quarters, switch in
            (("siloed", 2, 1), ("proportional", 3, 2), ("assimilated", 2, 2), ("status-quo", 1, 0))]  # fmt: skip
    assert len({begin_alike(company, run) for run in runs}) == 1
    together = execute_together(company, runs)
    assert [rows.tobytes() for rows in together] == [execute(company, run).tobytes() for run in runs]
    assert len({rows.tobytes() for rows in together}) == len(runs)


def test_only_runs_of_the_same_paradigm_forces_seed_and_replication_begin_alike() -> None:
    company, run = prepare(small()), Run("status-quo", "all", 2, 7, 3)
    alike = [run._replace(quarters=9), run._replace(paradigm="siloed", switch_quarter=2)]
    apart = [run._replace(paradigm="siloed"), run._replace(forces="none"), run._replace(replication=3)]
    apart += [run._replace(seed=8)]
    assert {begin_alike(company, each) for each in alike} == {begin_alike(company, run)}
    assert begin_alike(company, run) not in {begin_alike(company, each) for each in apart}


def test_what_was_lived_before_the_record_shows_in_the_state_of_quarter_0_and_in_no_count() -> None:
    org = start(prepare(adult()), Run("status-quo", "none", 0, 1, 2))
    assert len(org.quarters) == 3
    assert all(org.quarters[0][name] == 0.0 for name in COUNTED)
    assert np.isnan(org.quarters[0].win_rate)
    assert org.quarters[0].customers == org.company[0].customers > 0
    assert org.quarters[0].morale == pytest.approx(float(org.people.morale[:12].mean()))
    assert np.isnan(org.quarters.revenue[1:]).all(), "nothing yet"
    assert (org.tally.view("f8") == 0.0).all()


def test_nobody_reorganises_or_makes_roles_anew_before_the_record_begins() -> None:
    values = ADULT | {
        "perception.threshold": 1.0,
        "leadership.response": "reorganise",
        "leadership.goal": "proportional",
        "company.recalibrate": 1,
    }
    company, run = prepare(small(values)), Run("siloed", "none", 0, 1, 3)
    rested = burnt_in(company, run)
    assert rested.company[0].upheaval == 0.0
    assert rested.structure[NOW].tobytes() == rested.structure[1].tobytes() == rested.structure[2].tobytes()
    org = advance(set_out(rested, company, run), 14)
    assert org.decisions[0].taken == 1
    assert org.company[0].switch_week == 14, "alarmed from the start, they begin after the first quarter on record"
    assert org.company[0].upheaval > 0.0


@pytest.mark.parametrize("response", list(Response))
def test_executives_answer_an_alarm_as_the_scenario_says_unless_a_switch_is_planned(response: Response) -> None:
    scenario = small({"leadership.response": response.word, "leadership.goal": "proportional"})
    company = prepare(scenario)
    alarmed, switching = (start(company, Run("siloed", "none", 0, 1, 3, quarter)) for quarter in (0, 2))
    assert alarmed.company[0].response == response
    assert [*alarmed.structure[GOAL]] == [*map(float, scenario.rows["proportional"].values())]
    assert switching.company[0].response == Response.PROGRAMME


def test_a_company_without_a_burn_in_begins_on_its_first_day() -> None:
    company, run = prepare(small()), Run("status-quo", "none", 0, 1, 2)
    org, first_day = start(company, run), burnt_in(company, run)
    assert (org.clock[0].week, org.clock[0].quarter) == (0, 0)
    for table in ("people", "opinions", "ties", "teams", "leads", "customers", "tally"):
        assert getattr(org, table).tobytes() == getattr(first_day, table).tobytes(), table
