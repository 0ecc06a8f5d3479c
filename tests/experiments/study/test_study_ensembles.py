"""Replications live with the scenario's parameter sets in turn, and theories are factors as any category."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.study.afresh import fresh_plan
from cordiale.experiments.study.bench import Bench
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.frozen import dig_out, identity, plant
from cordiale.experiments.study.orders import kept, run_at
from cordiale.experiments.study.parts import table
from cordiale.experiments.study.planning import Plan, plan
from cordiale.experiments.study.work import orders_of
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.scenario.ensemble import sets_for
from tests.support.planted_studies import planned
from tests.support.studies import study_file

KEYS: dict[str, Any] = {"parameters": "ensemble", "replications": 3, "quarters": 1}
FACTORS = {"theory.trust": ["delta", "beta"], "trust.initial": [0.2, 0.6]}
TEXT = """
schema = 1
scenario = "tiny.toml"
quarters = 1
replications = 3
parameters = "ensemble"
outcomes = ["revenue", "trust_sales_in_marketing"]
[factors]
"theory.trust" = ["delta", "beta"]
"trust.initial" = [0.2, 0.6]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return plan(study_file(tmp_path_factory.mktemp("ensemble"), TEXT))


def lived(made: Plan, run: int) -> Any:
    return Bench(orders_of(made)).live(run, made.settings(run // made.study.replications))


def test_each_replication_lives_with_a_set_of_its_own(made: Plan) -> None:
    sets = sets_for(made.scenario, "ensemble", seed=1)
    assert [number for number, _ in made.sets] == [number for number, _ in sets]
    company = prepare(made.scenario.with_values({"trust.initial": 0.6, "theory.trust": "beta"}), parameters="ensemble")
    run = run_at(made.scenario, {}, replication=2, seed=1, quarters=1)
    assert (lived(made, 11) == kept(execute(company, run), made.study.outcomes)).all()


def test_a_theory_and_a_set_change_what_a_run_comes_to(made: Plan) -> None:
    runs = {run: lived(made, run) for run in (2, 8)}
    assert not np.array_equal(*runs.values()), "the same luck and set under another theory"
    point = lived(made._replace(sets=()), 2)
    assert not np.array_equal(runs[2], point)


def test_what_the_study_varies_stays_as_it_says(made: Plan) -> None:
    assert all("trust.initial" not in values for _, values in made.sets)
    assert all(values for _, values in made.sets)


def test_the_table_says_which_set_a_run_lived_with(made: Plan) -> None:
    rows = table(made, {run: np.zeros((2, 2)) for run in range(4)}).to_pandas().drop_duplicates("run")
    numbers = [number for number, _ in made.sets]
    assert rows["parameter_set"].tolist() == [*numbers[:3], numbers[0]]


def test_a_plan_holds_its_sets_and_is_another_one_for_them(made: Plan, tmp_path: Path) -> None:
    plant(made, tmp_path)
    again, _ = dig_out(tmp_path)
    assert (again.sets, identity(again)) == (made.sets, identity(made))
    changed = [(number, values | {"buyers.cycle": 9.0}) for number, values in made.sets]
    assert identity(made._replace(sets=tuple(changed))) != identity(made)


def test_a_study_without_them_is_the_study_that_it_was() -> None:
    old = planned(factors={"leadership.strength": [0.1, 0.2]})
    assert identity(old) == identity(planned(factors={"leadership.strength": [0.1, 0.2]}, parameters="point"))
    assert identity(old) == "4b8cf866fa3c2081cd3a2450dfd25e11a189d47b703a223a8a73fd0dfcb54127"


def test_a_fresh_half_has_the_sets_in_another_order(made: Plan) -> None:
    fresh = fresh_plan(made, 1, where="study")
    assert sorted(number for number, _ in fresh.sets) == sorted(number for number, _ in made.sets)
    assert fresh.sets == plan(made.study.model_copy(update={"seed": 2, "design_seed": 2})).sets


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"parameters": "sets"}, "parameters = 'sets' is not allowed; allowed: 'point' or 'ensemble'"),
        ({"factors": {"theory.trust": ["bayes"]}}, "theory.trust: 'bayes'"),
        ({"factors": {"theory.luck": ["delta"]}}, "theory.luck"),
    ],
)
def test_what_is_not_known_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(StudyError) as error:
        planned(**(KEYS | {"factors": FACTORS} | keys))
    assert said in str(error.value)
