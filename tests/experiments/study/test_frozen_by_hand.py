"""What `study.json` says of a study: its factors with their ends, levels, units and meanings, and how much it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.study.agents import UserAgents, UserClass
from cordiale.experiments.study.frozen import freeze, identity
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.planted_studies import planned

GAIN = next(each for each in PARAMETERS if each.dotted == "trust.gain")
RANGE = {"trust.gain": {"low": 0.05, "high": 0.15}, "paradigm": ["siloed", "drift"]}


def test_a_sampled_factor_is_kept_with_its_lower_and_its_upper_end_and_one_of_levels_with_these_and_no_others() -> None:
    sampled, crossed = freeze(planned(design="latin-hypercube", samples=5, replications=3, factors=RANGE))["factors"]
    assert (sampled["name"], sampled["kind"], sampled["low"], sampled["high"]) == ("trust.gain", "number", 0.05, 0.15)
    assert "levels" not in sampled
    assert (crossed["name"], crossed["kind"], crossed["levels"]) == ("paradigm", "category", ["siloed", "drift"])
    assert not {"low", "high"} & crossed.keys()


def test_a_factor_that_is_a_parameter_is_kept_with_the_unit_and_the_meaning_that_the_model_declares() -> None:
    factor, _ = freeze(planned(design="latin-hypercube", samples=5, factors=RANGE))["factors"]
    assert (factor["unit"], factor["definition"]) == (GAIN.unit, GAIN.meaning)


def test_a_study_is_kept_with_its_points_and_with_as_many_runs_as_these_have_replications_together() -> None:
    made = planned(design="latin-hypercube", samples=5, replications=3, seed=8, factors=RANGE)
    kept = freeze(made)
    assert (kept["points"], kept["runs"], kept["plan_sha256"]) == (10, 30, identity(made))
    assert (kept["study"]["seed"], kept["study"]["replications"], kept["scenario"]["name"]) == (8, 3, "status-quo")


CHANGED: dict[str, dict[str, Any]] = {
    "seed": {"seed": 9}, "replications": {"replications": 4}, "quarters": {"quarters": 3},
    "outcomes": {"outcomes": ["wins"]}, "points": {"samples": 6}, "fixed": {"fixed": {"leadership.strength": 0.9}},
    "the scenario's own values": {"scenario": "smb-inbound"}, "parameters": {"parameters": "ensemble"},
    "records": {"record": {"replications": 1}}, "the seed of the design": {"design_seed": 4},
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGED)
def test_a_study_is_another_one_where_anything_that_its_results_depend_on_is_another(what: str) -> None:
    said: dict[str, Any] = {"design": "latin-hypercube", "samples": 5, "replications": 3, "factors": RANGE}
    usual = planned(**said)
    assert identity(usual) == identity(planned(**said)) == identity(usual._replace(part_size=1))
    assert identity(planned(**said | CHANGED[what])) != identity(usual)


def test_a_study_is_the_same_wherever_the_file_of_its_points_lies_and_another_with_other_points(tmp_path: Path) -> None:
    known = []
    for name, gain in (("one.csv", "0.1"), ("other.csv", "0.1"), ("third.csv", "0.12")):
        (tmp_path / name).write_text(f"trust.gain\n0.05\n{gain}\n", encoding="utf-8")
        known.append(identity(planned(design="list", points=str(tmp_path / name), factors={"trust.gain": {}})))
    assert known[0] == known[1] != known[2]


def test_a_study_is_another_one_with_people_of_another_kind_another_name_or_another_text() -> None:
    made = planned(factors={"paradigm": ["siloed", "drift"]})
    people = [
        UserClass(*each) for each in (
            ("sales_rep", "Keen", "own.py", "class Keen: ..."), ("marketer", "Keen", "own.py", "class Keen: ..."),
            ("sales_rep", "Calm", "own.py", "class Keen: ..."), ("sales_rep", "Keen", "own.py", "class Keen: pass"),
        )
    ]  # fmt: skip
    known = [identity(made._replace(agents=UserAgents((each,), ()))) for each in people]
    assert len({*known, identity(made)}) == len(people) + 1
    moved = people[0]._replace(file="elsewhere.py")
    assert identity(made._replace(agents=UserAgents((moved,), ()))) == known[0]
