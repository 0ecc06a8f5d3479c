"""What `--set` takes, or refuses in a line: one value may stand in the way of another."""

from __future__ import annotations

import pytest

from cordiale import load_scenario
from cordiale.experiments.scenario_files.adjusting import adjusted
from cordiale.simulation.scenario.faults import ScenarioError


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["company=4", "company.reps=3"], "--set company.reps: company is no table"),
        (["power.trust.loss=4", "power.trust.loss.people=4"], "--set power.trust.loss.people: loss is no table"),
        (["company.reps={" + "a." * 1200 + "a=1}"], "company.reps = "),
        (["company.reps=" + "[" * 900 + "]" * 900], "company.reps = "),
    ],
    ids=["a value in place of a table", "a value in a value", "a long dotted key", "nested brackets"],
)
def test_a_value_that_stands_in_no_table_or_is_nested_deeply_is_refused(texts: list[str], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        adjusted(load_scenario("smb-inbound"), texts)


def test_a_key_that_is_set_twice_is_refused_and_of_several_each_has_its_own_value() -> None:
    base = load_scenario("status-quo")
    with pytest.raises(ScenarioError, match=r"leadership\.strength stands there twice"):
        adjusted(base, ["leadership.strength=0.2", "leadership.strength = 0.8"])
    both = adjusted(base, ["leadership.strength=0.2", "company.reps=7"])
    assert (both.leadership.strength, both.company.reps) == (0.2, 7)
    assert adjusted(base, []) is base
