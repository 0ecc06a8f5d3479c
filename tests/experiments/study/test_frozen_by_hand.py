"""What `study.json` says of a study: its factors with their ends, levels, units and meanings, and how much it is."""

from __future__ import annotations

from typing import Any

import pytest

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
