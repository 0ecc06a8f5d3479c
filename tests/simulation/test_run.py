"""What a comparison plans: each world once, in order, and nothing that is named wrongly."""

from typing import Any

import pytest

from cordiale.simulation import ScenarioError
from cordiale.simulation.runs.run import LARGEST, plan
from tests.support.worlds import small

ASKED: dict[str, Any] = {
    "paradigms": ["siloed", "drift"], "forces": ["none", "all"], "replications": 2, "quarters": 4, "seed": 1,
}  # fmt: skip


def test_every_paradigm_is_planned_under_every_set_of_forces_in_every_replication_once() -> None:
    told = [(run.paradigm, run.forces, run.replication) for run in plan(small(), **ASKED)]
    assert told == [(name, force, at) for name in ("siloed", "drift") for force in ("none", "all") for at in (0, 1)]


@pytest.mark.parametrize(("what", "given", "said"), [
    ("paradigms", ["siloed", "siloed"], "paradigms = siloed, siloed names one twice"),
    ("forces", ["all", "none", "all"], "forces = all, none, all names one twice"),
    ("paradigms", [], "paradigms is empty"),
    ("forces", [], "forces is empty"),
    ("paradigms", "siloed", "paradigms = 'siloed' is not a list of names"),
    ("forces", "all", "forces = 'all' is not a list of names"),
    ("forces", ["all", 1], "forces holds 1, which is not a name"),
])  # fmt: skip
def test_paradigms_and_sets_of_forces_are_lists_that_name_each_once_and_at_least_one(
    what: str, given: Any, said: str
) -> None:
    with pytest.raises(ScenarioError, match=said):
        plan(small(), **(ASKED | {what: given}))


@pytest.mark.parametrize(("what", "low", "high"), [
    ("replications", 1, None), ("quarters", 1, 400), ("seed", 0, LARGEST - 1), ("switch_quarter", 0, 4),
])  # fmt: skip
def test_a_number_of_a_plan_may_be_at_the_ends_of_its_range_and_not_beyond(
    what: str, low: int, high: int | None
) -> None:
    for allowed in filter(lambda end: end is not None, (low, high)):
        assert plan(small(), **(ASKED | {what: allowed}))
    for refused in (low - 1, 10**12 if high is None else high + 1):
        with pytest.raises(ScenarioError, match=rf"{what.replace('_', '-')} = {refused} is outside \[{low}, "):
            plan(small(), **(ASKED | {what: refused}))
