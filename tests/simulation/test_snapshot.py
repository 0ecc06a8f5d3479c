"""A company that is saved and goes on lives as if it had never stopped, wherever and by whichever scheduler."""

import json
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordiale.simulation import AlignmentModel, Scenario, ScenarioError
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.runs.snapshot import restore, snapshot
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.state import ARRAYS, element
from tests.support.differences import first_difference

SMALL = Scenario(schema=1, name="small", company={"reps": 5, "marketers": 3, "burn_in": 1})
WEEKS = 26


def mesa(run: Run) -> AlignmentModel:
    return AlignmentModel(
        SMALL, run.paradigm, run.forces, rng=run.seed, quarters=run.quarters, switch_quarter=run.switch_quarter,
        collect=False,
    )  # fmt: skip


def by_mesa(run: Run, week: int, org: Organisation | None = None) -> Organisation:
    """The company of a run in a week, agent by agent, from the beginning or from a saved one."""
    model = mesa(run)
    if org is not None:
        model.org = org
    while model.week < week:
        model.step()
    return model.org


@settings(max_examples=20, deadline=None)
@given(
    paradigm=st.sampled_from([*PARADIGMS]), switch=st.integers(0, 2), seed=st.integers(0, 2**32 - 1),
    places=st.lists(st.integers(0, WEEKS), min_size=1, max_size=3).map(sorted),
)  # fmt: skip
def test_whoever_goes_on_from_a_snapshot_has_not_stopped(
    paradigm: str, switch: int, seed: int, places: list[int]
) -> None:
    run = Run(paradigm, "all", 0, seed, quarters=2, switch_quarter=switch)
    unbroken = advance(start(prepare(SMALL), run), WEEKS)
    org = start(prepare(SMALL), run)
    for place in places:
        org = restore(snapshot(advance(org, place)))
    saved = snapshot(org)
    assert not first_difference(advance(org, WEEKS), unbroken)
    assert not first_difference(by_mesa(run, WEEKS, restore(saved)), unbroken)


def test_mesa_saves_what_the_engine_goes_on_from() -> None:
    run = Run("drift", "all", 0, 3, quarters=2, switch_quarter=0)
    saved = snapshot(by_mesa(run, 9))
    assert not first_difference(advance(restore(saved), WEEKS), advance(start(prepare(SMALL), run), WEEKS))


def test_a_snapshot_shares_nothing_with_the_company() -> None:
    org = start(prepare(SMALL), Run("drift", "none", 0, 1, 2))
    saved = snapshot(org)
    advance(org, 3)
    assert restore(saved).clock[0].week == 0
    assert snapshot(restore(saved)) == saved


def test_what_is_no_snapshot_of_this_model_is_refused_with_the_reason() -> None:
    saved = snapshot(start(prepare(SMALL), Run("drift", "none", 0, 1, 2)))
    head, _, content = saved.partition(b"\n")
    other = json.dumps(json.loads(head) | {"model": "0" * 64}).encode()
    for damaged, reason in (
        (b"", "is no snapshot"),
        (b"[]\n", "is no snapshot"),
        (other + b"\n" + content, "another version of the model"),
        (saved[:-8], "damaged"),
        (saved[:-1] + bytes([saved[-1] ^ 1]), "damaged"),
    ):
        with pytest.raises(ScenarioError, match=reason):
            restore(damaged)


def test_a_processor_with_the_bytes_of_a_number_the_other_way_round_leaves_the_same_snapshot() -> None:
    org = advance(start(prepare(SMALL), Run("siloed", "all", 0, 5, quarters=1)), 3)
    turned = SimpleNamespace(**{name: getattr(org, name).astype(element(name).newbyteorder(">")) for name in ARRAYS})
    assert turned.people.tobytes() != org.people.tobytes()
    assert snapshot(cast(Organisation, turned)) == snapshot(org)
