"""Discovery certifies no luck: other points, other luck, no world twice, and every look counted."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis.certainty import Evidence, corrected, evidence, shuffled
from cordiale.experiments.analysis.pairing import Pairs, lucks, paired
from cordiale.experiments.analysis.records import looks_at, name_for, record, recorded, refuse_another
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.run_values import AnalysisError, measure_of, run_values
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.study.reading import read
from tests.support.planted_studies import planned, planted

CONDITION = Where("proportional", "siloed", "revenue", below=True, limit=0.0)
LOW = Rule((Limit("x", high=0.5),))


def made(margin: Any, groups: Any = None) -> Pairs:
    """Pairs of one factor, evenly spread over [0, 1]."""
    points = len(margin)
    places = pd.DataFrame({"x": np.linspace(0, 1, points)})
    return Pairs(places, margin, margin.mean(axis=1), np.arange(points) if groups is None else groups)


def said(held: Pairs, *, has_other_luck: bool = True) -> Evidence:
    return evidence(LOW, held, numbers={"x"}, has_other_luck=has_other_luck, seed=1)


# Shuffled labels


def test_a_rule_that_tells_is_certified() -> None:
    margin = np.where(np.linspace(0, 1, 40) <= 0.5, 1.0, -1.0)[:, None] + np.zeros((1, 3))
    found = corrected([said(made(margin))], looks=1)[0]
    assert found.certified
    assert found.labels == pytest.approx(1 / 2000)


def test_labels_without_a_pattern_are_certified_in_one_of_twenty_at_most() -> None:
    rng = np.random.default_rng(4)
    inside = np.arange(40) < 20
    told = [shuffled(inside, rng.random(40) < 0.5, np.arange(40), within=False, seed=n) <= 0.05 for n in range(200)]
    assert 0 < sum(told) <= 18, "5 % of 200 is 10; more than 18 happens to 1 of 100 honest tests"


def test_points_of_a_block_are_not_taken_for_independent() -> None:
    """Four blocks of ten alike points: as points they would be 20 hits of 20, as blocks they are two of four."""
    groups, inside = np.repeat(np.arange(4), 10), np.arange(40) < 20
    alone = shuffled(inside, inside, np.arange(40), within=False, seed=1)
    assert alone < 0.001 < 0.1 < shuffled(inside, inside, groups, within=False, seed=1)


def test_a_rule_of_categories_is_tried_within_blocks() -> None:
    groups, inside = np.repeat(np.arange(20), 2), np.tile([True, False], 20)
    assert shuffled(inside, inside, groups, within=False, seed=1) == 1, "blocks are all alike"
    assert shuffled(inside, inside, groups, within=True, seed=1) < 0.001


# Other luck


def test_one_luck_that_all_points_share_certifies_nothing() -> None:
    """Two hundred points agree, since they met the same luck; between replications it goes both ways."""
    tells = np.where(np.linspace(0, 1, 200) <= 0.5, 1.0, -1.0)[:, None]
    held = made(tells * np.array([[5.0, -4.0, 3.0, -3.5]]))
    assert said(held).labels < 0.001
    assert not corrected([said(held)], looks=1)[0].certified


def test_without_other_luck_nothing_is_certified() -> None:
    held = made(np.where(np.linspace(0, 1, 40) <= 0.5, 1.0, -1.0)[:, None])
    for found in (said(held), said(held, has_other_luck=False)):
        assert math.isnan(found.luck)
        assert corrected([found], looks=1)[0].p == 1


@pytest.mark.parametrize("replications", range(2, 9))
def test_no_replication_has_a_say_in_a_rule_and_tries_it(replications: int) -> None:
    before, tried = lucks(replications)
    assert [*range(replications)[before], *range(replications)[tried]] == list(range(replications))
    assert replications == 2 or tried.stop - tried.start >= 2


def test_several_rules_and_several_looks_have_their_price() -> None:
    three = [Evidence(0.02, 0.01), Evidence(0.001, 0.01), Evidence(0.5, 0.01)]
    assert [each.p for each in corrected(three, looks=1)] == pytest.approx([0.04, 0.03, 0.5])
    assert [each.p for each in corrected(three, looks=2)] == pytest.approx([0.08, 0.06, 1.0])


# No world twice


def test_no_world_stands_twice(tmp_path: Path) -> None:
    """Six head counts in 40 samples: six worlds, each once; the others are copies of them to the last bit."""
    keys: dict[str, Any] = {
        "design": "latin-hypercube", "samples": 40, "replications": 2, "quarters": 1,
        "factors": {"paradigm": ["siloed", "proportional"], "company.marketers": {"low": 2, "high": 7}},
    }  # fmt: skip
    folder = planted(tmp_path, planned(**keys), lambda settings, _: float(settings["company.marketers"]))
    reading = read(folder)
    pairs = paired(reading, CONDITION, run_values(reading, measure_of("revenue")))
    assert sorted(pairs.factors["company.marketers"]) == [2, 3, 4, 5, 6, 7]
    assert pairs.merged == 34
    assert len(set(pairs.groups)) == 6


# Looks and names


def test_looks_at_one_half_are_counted_once_for_each_question(tmp_path: Path) -> None:
    first, second = {"where": "a - b revenue < 0"}, {"where": "a - b revenue < 5"}
    assert looks_at(tmp_path, first, "r") == 1
    for _ in range(2):
        assert record(tmp_path, "discover", first, "r", name="one")
    assert len(recorded(tmp_path)) == 1
    assert looks_at(tmp_path, first, "r") == 1, "the same question of the same results is the same look"
    assert looks_at(tmp_path, second, "r") == 2
    assert looks_at(tmp_path, second, "grown") == 1


def test_a_second_look_has_a_name_of_its_own(tmp_path: Path) -> None:
    asked = {"where": "a - b revenue < 0", "density": 0.8}
    name = name_for(tmp_path, "discover", asked, "r", stem=asked["where"])
    assert name == "a-b-revenue-below-0"
    record(tmp_path, "discover", asked, "r", name=name)
    assert name_for(tmp_path, "discover", asked, "r", stem=asked["where"]) == name
    assert name_for(tmp_path, "discover", asked | {"density": 0.7}, "r", stem=asked["where"]) == f"{name}-2"


def test_nothing_is_written_over_another_analysis(tmp_path: Path) -> None:
    file = tmp_path / "discovery.json"
    refuse_another(file, {"where": "x"}, "r")
    file.write_text(json.dumps({"asked": {"where": "x"}, "results_sha256": "r"}))
    refuse_another(file, {"where": "x"}, "r")
    with pytest.raises(StoreError, match="holds another analysis"):
        refuse_another(file, {"where": "y"}, "r")


def test_a_damaged_record_is_said(tmp_path: Path) -> None:
    (tmp_path / "analyses.json").write_text("[]")
    with pytest.raises(AnalysisError, match="looks cannot be counted"):
        recorded(tmp_path)
