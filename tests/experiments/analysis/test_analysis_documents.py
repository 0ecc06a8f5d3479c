"""What an analysis leaves as data is what was found, each number under its own name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.discovery import Found, MethodRules
from cordiale.experiments.analysis.documents import (
    of_discovery,
    of_sensitivity,
    table_of_discovery,
    table_of_sensitivity,
)
from cordiale.experiments.analysis.doubts import doubts
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.rules import Limit, Rule, Score
from cordiale.experiments.analysis.wording import discovery_headline, sensitivity_headline
from cordiale.experiments.cartography import robustness as robust
from cordiale.experiments.cartography.matched_worlds import Worlds
from cordiale.experiments.cartography.robustness import NAMES, Robust, Robustness, document_of, table_of
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.frozen import identity
from tests.support.analyses_made import DESIGN, EARNED, analysis, discovery


@pytest.mark.parametrize("method", DESIGN)
def test_a_sensitivity_is_kept_with_each_index_under_its_factor_its_kind_and_its_combination(method: str) -> None:
    made = analysis(method)
    spread, pairs = {"factors": 0.6, "luck": 0.3, "both": 0.1}, {("a", "b"): Estimate(0.5, 0.4, 0.7, 5)}
    groups = tuple(replace(each, spread=spread, idle=0.2, pairs=pairs) for each in made.groups)
    found = replace(made, groups=groups, samples=40, results_sha256="abc", asked={"outcome": "revenue"})
    told = of_sensitivity(found)
    assert (told["method"], told["luck"], told["samples"], told["replications"]) == (method, "each", 40, 1)
    assert (told["finding"], told["confidence"]) == (sensitivity_headline(found, w=ENGLISH), 0.95)
    assert (told["plan_sha256"], told["results_sha256"], told["asked"]) == (
        identity(made.plan), "abc", {"outcome": "revenue"})  # fmt: skip
    assert {*told["kinds"]} == {*OF_METHOD[method]}
    assert told["outcome"] == {"name": "revenue", "unit": "thousand", "definition": EARNED.definition}
    assert [(each["name"], each["low"], each["high"]) for each in told["factors"]] == [
        (each.name, 0.1, 0.9) for each in made.ranges
    ]
    assert told["doubts"] == doubts(found, w=ENGLISH)
    for kept, group in zip(told["groups"], groups, strict=True):
        assert kept["where"] == group.where
        assert kept["mean"] == vars(group.outcome)
        assert kept["indices"] == {
            name: {kind: vars(each) for kind, each in kinds.items()} for name, kinds in group.of.items()
        }
        assert (kept["spread"], kept["idle"]) == (spread, 0.2)
        assert kept["pairs"] == [{"factors": ["a", "b"], "S2": vars(pairs["a", "b"])}]
    rows = {(row.paradigm, row.factor, row.kind): row for row in table_of_sensitivity(found).itertuples()}
    for group in groups:
        for name, kinds in group.of.items():
            for kind, each in kinds.items():
                row = rows.pop((group.where["paradigm"], name, kind))
                assert (row.value, row.low, row.high, row.replications) == (each.mean, each.low, each.high, each.n)
    assert not rows


SCORES = [Score(points=40 + at, met=20 + at, inside=10 + at, hits=5 + at, low=0.1 * at, high=0.2 * at + 0.5)
          for at in range(4)]  # fmt: skip


def test_a_discovery_is_kept_with_each_score_where_it_was_found_or_tried() -> None:
    made = discovery(Limit("leadership.strength", 0.2, 0.6))
    rule = Rule((Limit("leadership.strength", 0.2, 0.6), Limit("forces", among=("none", "all"))))
    found = Found(rule, SCORES[0], SCORES[1], True, Evidence(0.01, 0.02, 0.03))
    held = np.arange(40) % 5 == 0
    whole = replace(
        made, methods=(MethodRules("prim", (found,), SCORES[2], SCORES[3]),), held_out=held, undecided=3, looks=2,
        pairs=replace(made.pairs, merged=4), asked={"where": "x"}, results_sha256="abc",
    )  # fmt: skip
    told = of_discovery(whole)
    met = made.pairs.met
    assert (told["points"], told["met"], told["undecided"], told["merged"]) == (40, int(met.sum()), 3, 4)
    assert (told["held_out"], told["replications"], told["other_luck"], told["looks"]) == (8, 1, 0, 2)
    assert (told["finding"], told["asked"], told["results_sha256"]) == (
        discovery_headline(whole, w=ENGLISH),
        {"where": "x"},
        "abc",
    )
    assert told["plan_sha256"] == identity(made.plan)
    assert [each["name"] for each in told["factors"]] == ["forces", "leadership.strength"]
    (method,) = told["methods"]
    (kept,) = method["rules"]
    assert method["method"] == "prim"
    assert method["together"] == {"fitted": SCORES[2].to_dict(), "held_out": SCORES[3].to_dict()}
    assert (kept["fitted"], kept["held_out"], kept["dense"]) == (SCORES[0].to_dict(), SCORES[1].to_dict(), True)
    assert kept["evidence"] == {"shuffles": 1999, "p_labels": 0.01, "p_luck": 0.02, "p": 0.03, "certified": True}
    assert kept["limits"] == [
        {"factor": "leadership.strength", "low": 0.2, "high": 0.6}, {"factor": "forces", "among": ["none", "all"]},
    ]  # fmt: skip
    assert kept["words"] == rule.words(whole.factors, w=ENGLISH)
    table = table_of_discovery(whole)
    assert table["held_out"].tolist() == held.tolist()
    assert table["met"].tolist() == met.tolist()
    assert table["difference"].tolist() == made.pairs.difference.tolist()


@pytest.mark.parametrize("score", SCORES)
def test_a_score_counts_coverage_of_what_meets_density_of_what_is_inside_and_lift_over_all(score: Score) -> None:
    told = score.to_dict()
    assert told["coverage"] == score.hits / score.met
    assert told["density"] == score.hits / score.inside
    assert told["base_rate"] == score.met / score.points
    assert told["lift"] == pytest.approx(told["density"] / told["base_rate"])
    assert (told["density_low"], told["density_high"]) == (score.low, score.high)
    assert (told["points"], told["met"], told["inside"], told["hits"]) == (
        score.points, score.met, score.inside, score.hits)  # fmt: skip


def robust_options() -> Robustness:
    options = []
    for at, name in enumerate(("siloed", "drift")):
        over = {each: Estimate(10.0 * at + place, place - 1.0, 10.0 * at + place + 2, 7)
                for place, each in enumerate(NAMES)}  # fmt: skip
        options.append(Robust(name, over, {each: 100.0 * at + place for place, each in enumerate(NAMES)}))
    points = discovery(Limit("leadership.strength", 0.2)).pairs.factors
    worlds = Worlds(analysis("sobol").plan, EARNED, "paradigm", ("siloed", "drift"), points, np.zeros((2, 40, 3)), True,
                    "abc")  # fmt: skip
    return Robustness(worlds, 2.5, tuple(options))


def test_a_measure_of_robustness_is_kept_of_the_means_and_over_luck_each_with_its_own_interval() -> None:
    found = robust_options()
    told, rows = document_of(found), {(row.option, row.measure): row for row in table_of(found).itertuples()}
    assert (told["threshold"], told["worlds"], told["of"], told["results_sha256"]) == (2.5, 40, "paradigm", "abc")
    assert told["outcome"]["less_is_better"] is True
    for each in found.options:
        for name in NAMES:
            over, row = each.over_luck[name], rows[each.option, name]
            assert told["options"][each.option][name] == {"of_means": each.plain[name], "over_luck": vars(over)}
            assert (row.of_means, row.over_luck, row.low, row.high, row.replications) == (
                each.plain[name], over.mean, over.low, over.high, over.n)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_interval_of_robustness_is_cut_only_to_what_can_be(name: str) -> None:
    wide: Any = robust._within(name, Estimate(0.5, -3.0, 4.0, 5))
    lowest = -3.0 if name in ("mean", "worst") else 0.0
    assert (wide.mean, wide.low, wide.high, wide.n) == (0.5, lowest, 1.0 if name in ("first", "meets") else 4.0, 5)
