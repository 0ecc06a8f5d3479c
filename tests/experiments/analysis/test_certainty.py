"""Discovery certifies no luck: other points, other luck, no world twice, and every look counted."""

from __future__ import annotations

import json
import math
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import freshness
from cordiale.experiments.analysis.certainty import Evidence, above_zero, corrected, evidence, shuffled
from cordiale.experiments.analysis.discovery import Discovery, discover
from cordiale.experiments.analysis.documents import table_of_discovery
from cordiale.experiments.analysis.freshness import Effort, discover_afresh, discovered
from cordiale.experiments.analysis.pairing import Pairs, lucks, paired
from cordiale.experiments.analysis.records import looks_at, name_for, record, recorded, refuse_another
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.run_values import AnalysisError, measure_of, run_values
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.study.afresh import fresh_folder, fresh_plan
from cordiale.experiments.study.frozen import identity
from cordiale.experiments.study.reading import read
from tests.support.commandline import cordiale
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


def test_luck_is_tried_at_the_points_within_a_rule_and_not_at_those_outside() -> None:
    rng = np.random.default_rng(7)
    within, outside = rng.normal(0.4, 1.0, (20, 5)), rng.normal(0.0, 1.0, (20, 5))
    found = [said(made(np.concatenate([within, other]))).luck for other in (outside - 50.0, outside, outside + 50.0)]
    assert found == [above_zero(within.mean(axis=0))] * 3


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


def test_every_earlier_look_at_the_half_that_rules_are_tried_on_is_paid_for(tmp_path: Path) -> None:
    study = planted(tmp_path, planned(**sampled()), flips)
    by_looks = []
    for other in range(3):
        found = discover(study, f"{CONDITION}")
        by_looks.append([rule.evidence.p for method in found.methods for rule in method.rules])
        question = {**found.asked, "where": f"proportional - siloed revenue < {other + 1}"}
        record(study, "discover", question, found.results_sha256, name=f"look {other}")
    assert by_looks[0]
    for looks, paid in enumerate(by_looks, start=1):
        assert paid == pytest.approx([min(1.0, looks * p) for p in by_looks[0]])


def test_no_world_stands_twice(tmp_path: Path) -> None:
    """Six head counts in 40 samples: six worlds, each once; the others are copies of them to the last bit."""
    keys: dict[str, Any] = {
        "design": "latin-hypercube", "samples": 40, "replications": 2, "quarters": 1,
        "factors": {"paradigm": ["siloed", "proportional"], "company.marketers": {"low": 2, "high": 7}},
    }  # fmt: skip
    folder = planted(tmp_path, planned(**keys), lambda settings, _: float(settings["company.marketers"]))
    reading = read(folder)
    pairs = paired(reading, CONDITION, run_values(reading, measure_of("revenue", quarter="all")))
    assert sorted(pairs.factors["company.marketers"]) == [2, 3, 4, 5, 6, 7]
    assert pairs.merged == 34
    assert len(set(pairs.groups)) == 6


# Looks and names


@pytest.mark.parametrize(("same_points", "looks"), [(False, 2), (True, 4)])
def test_looks_at_other_halves_count_too_where_all_halves_have_the_same_points(
    same_points: bool, looks: int, tmp_path: Path
) -> None:
    for number, fresh in enumerate((None, 1, 2)):
        asked = {"where": f"a - b revenue < {number}", **({"fresh": fresh} if fresh else {})}
        record(tmp_path, "discover", asked, "r", name=f"look {number}")
    mine = {"where": "a - b revenue < 9", "fresh": 2}
    assert looks_at(tmp_path, mine, "r", same_points=same_points) == looks


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


# A fresh half


def sampled(seed: int = 1, **keys: Any) -> dict[str, Any]:
    ranges = {"leadership.strength": {"low": 0.0, "high": 1.0}, "company.marketers": {"low": 2, "high": 9}}
    common = {"design": "latin-hypercube", "samples": 60, "replications": 4, "quarters": 1, "seed": seed}
    return common | {"factors": {"paradigm": ["siloed", "proportional"], **ranges}} | keys


def flips(settings: dict[str, Any], replication: int) -> float:
    if settings["paradigm"] == "siloed":
        return 10.0 * replication
    return 10.0 * replication + (-1.0 if settings["leadership.strength"] < 0.4 else 1.0)


@pytest.fixture
def lived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study in which advice flips where leaders are weak, as it does in any fresh half that is carried out."""
    monkeypatch.setattr(freshness, "carry_out", lambda plan, folder, **_: planted(folder, plan, flips))
    return planted(tmp_path / "study", planned(**sampled()), flips)


def asked_afresh(study: Path, where: str = f"{CONDITION}") -> Discovery:
    found = discover_afresh(study, discover(study, where), effort=Effort(workers=None, limits=None, talk=None))
    record(study, "discover", found.asked, found.results_sha256, name=where)
    return found


def test_a_fresh_half_is_the_study_with_both_seeds_further_on(lived: Path) -> None:
    found = asked_afresh(lived)
    assert found.half is not None
    study = found.half.plan.study
    assert (found.half.number, study.seed, study.design_luck) == (1, 2, 2)
    assert identity(found.half.plan) == identity(planned(**sampled(seed=2, design_seed=2)))
    rules = [rule for method in found.methods for rule in method.rules]
    assert all(rule.evidence.certified for rule in rules)
    assert all(rule.held_out.points == found.tried == len(found.half.held.factors) for rule in rules)
    assert [rule.rule for rule in rules] == [r.rule for m in discover(lived, f"{CONDITION}").methods for r in m.rules]
    table = table_of_discovery(found)
    assert (table["fresh"].sum(), len(table)) == (found.tried, found.tried + len(found.pairs.met))


def test_a_rule_that_only_one_half_shows_is_not_certified_on_a_fresh_one(
    lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(settings: dict[str, Any], replication: int) -> float:
        return flips(settings | {"leadership.strength": 1 - settings["leadership.strength"]}, replication)

    monkeypatch.setattr(freshness, "carry_out", lambda plan, folder, **_: planted(folder, plan, otherwise))
    found = asked_afresh(lived)
    assert not any(rule.evidence.certified for method in found.methods for rule in method.rules)


def test_each_question_has_a_fresh_half_of_its_own_and_keeps_it(lived: Path) -> None:
    other = "proportional - siloed revenue < 0.5"
    assert [found.half.number for found in map(partial(asked_afresh, lived), [f"{CONDITION}", other, f"{CONDITION}"])
            if found.half is not None] == [1, 2, 1]  # fmt: skip
    again = discovered(lived, where=other, fresh=1)
    assert again.looks == 2, "asked of a half that saw another question"
    assert discovered(lived, where=other, fresh=2).looks == 1
    assert discover(lived, other).looks == 1, "the study's own held-out half saw nothing"


def test_worlds_at_which_a_rule_was_found_are_left_out_of_a_fresh_half(tmp_path: Path) -> None:
    levels = {"leadership.strength": {"low": 0.0, "high": 1.0, "levels": 20}, "company.marketers": [2, 4, 6]}
    made = planned(**sampled(design="full", samples=0, factors={"paradigm": ["siloed", "proportional"], **levels}))
    study = planted(tmp_path, made, flips)
    planted(fresh_folder(study, 1), fresh_plan(made, 1, where="study"), flips)
    found = discovered(study, where=f"{CONDITION}", fresh=1)
    assert found.tried == found.held_out.sum() == 20, "a full design has all its points again"
    record(study, "discover", discover(study, f"{CONDITION}").asked, found.results_sha256, name="one")
    assert discovered(study, where="proportional - siloed revenue < 0.5", fresh=1).looks == 2, "the points are not new"


def test_a_fresh_half_that_is_not_there_or_of_another_study_is_refused(lived: Path) -> None:
    with pytest.raises(AnalysisError, match="holds no fresh half of this study"):
        discovered(lived, where=f"{CONDITION}", fresh=1)
    planted(fresh_folder(lived, 1), planned(**sampled(seed=3)), flips)
    with pytest.raises(AnalysisError, match="holds no fresh half of this study"):
        discovered(lived, where=f"{CONDITION}", fresh=1)
    half = asked_afresh(lived).half
    assert half is not None
    assert half.number == 2, "the next one that fits"


def test_status_and_verify_know_of_fresh_halves(lived: Path) -> None:
    shown = cordiale("discover", lived, "--where", CONDITION, "--fresh", "--json")
    document = json.loads(shown.stdout)
    assert document["fresh"]["number"] == document["asked"]["fresh"] == 1
    said = json.loads(cordiale("status", lived, "--json").stdout)
    assert [(half["number"], half["complete"]) for half in said["fresh"]] == [(1, True)]
    assert "fresh half 1: 480 of 480 runs done: complete" in cordiale("status", lived).stdout
    assert cordiale("verify", lived, "--runs", 0).exit_code == 0
    assert cordiale("verify", next((lived / "discovery").iterdir())).exit_code == 0
    part = next((fresh_folder(lived, 1) / "parts").iterdir())
    part.unlink()
    shown = cordiale("verify", lived, "--runs", 0)
    assert shown.exit_code == 5
    assert f"fresh/1: parts/{part.name} is missing" in " ".join(shown.stdout.split())


@pytest.mark.parametrize("key", ["where", "quarter", "density", "holdout"])
def test_a_question_that_differs_in_anything_that_is_asked_is_another_look(key: str, tmp_path: Path) -> None:
    asked = {"where": "a - b revenue < 0", "quarter": "all", "density": 0.8, "holdout": 0.5}
    first, second = ("last", "last-year") if key in ("where", "quarter") else (0.7, 0.9)
    record(tmp_path, "discover", asked, "r", name="one")
    assert looks_at(tmp_path, {**asked, key: first}, "r") == 2
    record(tmp_path, "discover", {**asked, key: first}, "r", name="two")
    assert looks_at(tmp_path, {**asked, key: second}, "r") == 3
    record(tmp_path, "sensitivity", {**asked, key: second}, "r", name="three")
    assert looks_at(tmp_path, asked, "r") == 2, "what looks at no half is no look"


@pytest.mark.parametrize(("labels", "luck", "p"), [(0.01, 0.2, 0.2), (0.2, 0.01, 0.2), (math.nan, 0.01, 1.0),
                                                   (0.01, math.nan, 1.0)])  # fmt: skip
def test_a_rule_is_no_surer_than_the_less_sure_of_its_labels_and_its_luck(labels: float, luck: float, p: float) -> None:
    assert Evidence(labels, luck).raw == p
    (told,) = corrected([Evidence(labels, luck)], looks=3)
    assert (told.p, told.certified) == (pytest.approx(min(1.0, 3 * p)), 3 * p <= 0.05)


def test_a_fresh_half_of_which_there_is_no_rule_to_try_is_not_lived_and_the_command_says_so(lived: Path) -> None:
    asked = ("discover", str(lived), "--fresh", "--where")
    told = cordiale(*asked, "proportional - siloed revenue < 1e12")
    assert "--fresh lived nothing" in told.stderr
    assert not (lived / "fresh").exists()
    assert "--fresh lived nothing" not in cordiale(*asked, f"{CONDITION}").stderr
