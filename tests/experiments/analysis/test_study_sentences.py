"""Every gap of every sentence on a study holds what its name says: held against analyses made by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.analysis import doubts, wording
from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.discovery import Discovery, Found, MethodRules
from cordiale.experiments.analysis.drawing_flips import draw_discovery
from cordiale.experiments.analysis.drawing_indices import draw_sensitivity
from cordiale.experiments.analysis.indices import Indices, Sensitivity
from cordiale.experiments.analysis.rules import Limit, Rule, Score
from cordiale.experiments.analysis.untold import FEW_DO_NOT, FEW_MEET, NONE_TO_HOLD_OUT, Untold
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.commands.sensitivity import _print as print_group
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import ENGLISH as W
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from cordiale.experiments.study.file import Until
from tests.support.analyses_made import NUMBERS, analysis, discovery
from tests.support.planted_studies import planned
from tests.support.spoken import Case, heard, with_gaps

AXIS = {"low": 0.0, "high": 1.0}
ALPHA, BETA, GAMMA = NUMBERS[:3]


def indices(kinds: dict[str, tuple[float, ...]], half: float = 0.02, **more: Any) -> Indices:
    """For each kind of index that of ALPHA, BETA and GAMMA, in this order, each as sure as `half` says."""
    of = {
        name: {kind: Estimate(each[at], each[at] - half, each[at] + half, 3) for kind, each in kinds.items()}
        for at, name in enumerate((ALPHA, BETA, GAMMA))
    }
    return Indices(**{"where": {"paradigm": "siloed"}, "of": of, "outcome": Estimate(1234.0, 1200.0, 1300.0, 3),
                      "pairs": {}, "spread": {}, "idle": math.nan, **more})  # fmt: skip


def of(*groups: Indices, method: str = "sobol", replications: int = 3, luck: Any = "each", **keys: Any) -> Sensitivity:
    plan = planned(design={"pawn": "latin-hypercube"}.get(method, method), samples=8, replications=replications,
                   factors=dict.fromkeys((ALPHA, BETA, GAMMA), AXIS), **keys)  # fmt: skip
    return replace(analysis(method), plan=plan, groups=groups, samples=40, luck=luck)


TOTAL = {"ST": (0.1, 0.6, 0.3), "S1": (0.05, 0.5, 0.2), "Sh": (0.1, 0.6, 0.3)}
SWAPPED = {kind: each[::-1] for kind, each in {"ST": (0.1, 0.2, 0.6), "S1": (0.1, 0.1, 0.1), "Sh": (0, 0, 0)}.items()}
NOTHING = dict.fromkeys(TOTAL, (math.nan,) * 3)
CLEAR = of(indices(TOTAL, spread={"factors": 0.7, "luck": 0.2, "both": 0.1}))
PAWN = of(indices({"PAWN": (0.1, 0.42, 0.2), "PAWN_max": (0.2, 0.9, 0.4)}, idle=0.13), method="pawn")
MORRIS = of(indices({"mu_star": (2.0, 34.5, 9.0), "sigma": (1.0, 2.0, 3.0), "mu": (0.0, 1.0, 2.0)}), method="morris")
WIDE = of(indices(TOTAL, half=0.25))
BEYOND = of(indices({**TOTAL, "ST": (1.9, 1.01, 1.2)}))
Headline = Callable[[Sensitivity], str]
first = W("sensitivity.most", factor=BETA, outcome="revenue")
perhaps = W("sensitivity.seems_most", factor=BETA, outcome="revenue")
THRICE = of(indices(TOTAL), indices(SWAPPED), indices(TOTAL))
OF_SENSITIVITY: dict[str, Case] = {
    "constant": (lambda: wording.sensitivity_headline(of(indices(NOTHING)), W), {"outcome": "revenue"}),
    "most": (lambda: wording.sensitivity_headline(CLEAR, W), {"factor": BETA, "outcome": "revenue"}),
    "seems_most": (lambda: wording.sensitivity_headline(WIDE, W), {"factor": BETA, "outcome": "revenue"}),
    "one": (lambda: wording.sensitivity_headline(CLEAR, W),
            {"first": first, "size": W("sensitivity.size_sobol", share="60 %")}),
    "everywhere": (lambda: wording.sensitivity_headline(of(indices(TOTAL), indices(TOTAL)), W),
                   {"first": first, "groups": 2}),
    "often": (lambda: wording.sensitivity_headline(THRICE, W), {
        "first": first, "times": 2, "groups": 3, "others": W("sensitivity.other", factor=ALPHA, times=1)}),
    "other": (lambda: wording.sensitivity_headline(THRICE, W), {"factor": ALPHA, "times": 1}),
    "none": (lambda: wording.sensitivity_headline(of(*map(indices, (TOTAL, NOTHING, NOTHING))), W), {"times": 2}),
    "size_sobol": (lambda: wording.sensitivity_headline(CLEAR, W), {"share": "60 %"}),
    "size_pawn": (lambda: wording.sensitivity_headline(PAWN, W), {"distance": "0.42"}),
    "size_morris": (lambda: wording.sensitivity_headline(MORRIS, W), {"change": "34.5 thousand"}),
    "matched": (lambda: wording.sensitivity_basis(CLEAR, W), {"replications": "3 matched replications"}),
    "basis": (lambda: wording.sensitivity_basis(of(indices(TOTAL), replications=1, luck="mean"), W), {
        "samples": "40", "each": "", "luck": W["sensitivity.one_luck"], "how": W["sensitivity.of_mean"],
        "definition": "sum of revenue over every quarter"}),
    "wide": (lambda: doubts.doubts(WIDE, W), {  # 2.5 times as wide as it may be: 6.25 times the samples, a power of 2
        "half": "0.25", "what": W["sensitivity.wide_shares"], "samples": "64", "wanted": "0.1"}),
    "impossible": (lambda: doubts.doubts(of(indices({**TOTAL, "S1": (0.2, 0.7, 0.31)})), W),
                   {"group": "siloed", "factors": f"{ALPHA}, {BETA}"}),
    "beyond": (lambda: doubts.doubts(BEYOND, W), {"group": "siloed", "factors": f"{ALPHA}, {GAMMA}"}),
    "idle": (lambda: doubts.doubts(PAWN, W), {"group": "siloed", "size": "0.13"}),
    "spread": (lambda: doubts.spread_words(CLEAR.groups[0], W), {"factors": "70 %", "luck": "20 %", "both": "10 %"}),
    "mean": (lambda: print_group(CLEAR, CLEAR.groups[0], W), {
        "group": "siloed", "outcome": "revenue", "mean": "1,234 [1,200, 1,300]", "unit": "thousand"}),
    "kind": (lambda: print_group(CLEAR, CLEAR.groups[0], W), {"kind": "ST", "meaning": W["sensitivity.kind_st"]}),
    "not_drawn": (lambda: draw_sensitivity(analysis("sobol", len(NUMBERS)), SLIDE, W), {"factors": 1}),
    "axis_morris": (lambda: draw_sensitivity(MORRIS, SLIDE, W), {"unit": "thousand"}),
}  # fmt: skip
STOPPING = CLEAR.plan._replace(study=CLEAR.plan.study.model_copy(
    update={"until": Until(first=4, batch=4), "replications": 12}))  # fmt: skip
FEW = Untold(FEW_MEET, points=3, among=40)
SCORE = Score(points=40, met=10, inside=8, hits=6, low=0.41, high=0.93)
WORSE = Score(points=80, met=20, inside=16, hits=4, low=0.11, high=0.49)
SURE, LUCKY = Evidence(0.001, 0.012, 0.024), Evidence(0.2, 0.3, 0.6)
LOW, HIGH = Limit(ALPHA, high=0.25), Limit("leadership.strength", low=0.5)


def rule(limits: tuple[Limit, ...], fitted: Score, held: Score, evidence: Evidence) -> Found:
    return Found(Rule(limits), fitted, held, True, evidence)


def found(evidence: Evidence = SURE, **changed: Any) -> Discovery:
    """One rule on `leadership.strength`; another, worse where it was found, though better where it was tried."""
    good, bad = rule((HIGH,), SCORE, WORSE, evidence), rule((LOW,), WORSE, SCORE, LUCKY)
    made = discovery(Limit("leadership.strength", 0.5, 0.7))
    factors = made.plan.factors, Factor(Domain(ALPHA, "number", 0.0, 1.0), low=0.0, high=1.0)
    plan = made.plan._replace(factors=(*factors[0], factors[1]))
    points = replace(made.pairs, factors=made.pairs.factors.assign(**{ALPHA: 0.5}), merged=7)
    methods = (MethodRules("cart", (bad, good), SCORE, SCORE), MethodRules("prim", (bad,), SCORE, SCORE))
    held = np.arange(40) < 12
    return replace(made, **{"methods": methods, "plan": plan, "pairs": points, "held_out": held, "undecided": 5,
                            "looks": 3, **changed})  # fmt: skip


TRIED: Any = SimpleNamespace(factors=range(26), margin=np.zeros((26, 4)))
HALVED: Any = SimpleNamespace(study=SimpleNamespace(seed=8, design_luck=9))
HALF: Any = SimpleNamespace(number=2, points=30, held=TRIED, plan=HALVED)
where, condition = "leadership.strength is at least 0.5", Where("siloed", "drift", "revenue", False, 2.5)
percents = {"base": "25 %", "density": "25 %"}
OF_DISCOVERY: dict[str, Case] = {
    "not_told": (lambda: wording.discovery_headline(found(why=FEW), W), {"condition": condition, "why": FEW.words(W)}),
    "no_rule": (lambda: wording.discovery_headline(found(methods=()), W), {"condition": condition}),
    "headline": (lambda: wording.discovery_headline(found(), W),
                 {"condition": condition, "rule": where, "lift": "1.0", **percents}),
    "perhaps_chance": (lambda: wording.discovery_headline(found(LUCKY), W),
                       {"condition": condition, "rule": where, **percents}),
    "nothing_inside": (lambda: wording.score_words(replace(SCORE, inside=0, hits=0), W),
                       {"points": "40", "base": "25 %"}),
    "score": (lambda: wording.score_words(SCORE, W), {
        "density": "75 %", "low": "41 %", "high": "93 %", "hits": "6", "inside": "8", "base": "25 %", "lift": "3.0",
        "coverage": "60 %", "met": "10"}),
    "certified": (lambda: wording.evidence_words(SURE, W),
                  {"labels": "0.001", "shuffles": "1,999", "luck": "0.012", "p": "0.024"}),
    "not_certified": (lambda: wording.evidence_words(LUCKY, W),
                      {"labels": "0.2", "shuffles": "1,999", "luck": "0.3", "p": "0.6"}),
    "basis": (lambda: wording.discovery_basis(found(), W), {
        "points": "40", "replications": "1 matched replication", "met": "9", "share": "22 %", "undecided": "5",
        "tried": W("discover.tried", points="12", replications="0 replications"),
        "definition": "sum of revenue over every quarter"}),
    "merged": (lambda: wording.discovery_basis(found(), W), {"points": "7"}),
    "looks": (lambda: wording.discovery_basis(found(), W), {"looks": 3}),
    "tried": (lambda: wording.discovery_basis(found(), W), {"points": "12", "replications": "0 replications"}),
    "tried_afresh": (lambda: wording.discovery_basis(found(half=HALF), W), {
        "number": 2, "seed": 8, "design_seed": 9, "points": "26", "again": W("discover.left_out", points="4"),
        "replications": "4 replications"}),
    "left_out": (lambda: wording.discovery_basis(found(half=HALF), W), {"points": "4"}),
    "few_meet": (lambda: wording.discovery_headline(found(why=FEW), W), {"points": "3", "among": "40"}),
    "few_do_not": (lambda: wording.discovery_headline(found(why=replace(FEW, how=FEW_DO_NOT)), W),
                   {"points": "3", "among": "40"}),
    "none_to_hold_out": (lambda: wording.discovery_headline(found(why=replace(FEW, how=NONE_TO_HOLD_OUT)), W),
                         {"points": "3", "among": "40"}),
    "not_looked_for": (lambda: wording.discovery_lines(found(why=FEW), W), {"why": FEW.words(W)}),
    "method": (lambda: wording.discovery_lines(found(), W), {"method": "CART", "rules": 2}),
    "rule": (lambda: wording.discovery_lines(found(), W), {"place": 1, "rule": f"{ALPHA} is at most 0.25"}),
    "on_held_out": (lambda: wording.discovery_lines(found(), W), {"score": wording.score_words(SCORE, W)}),
    "on_fitted": (lambda: wording.discovery_lines(found(), W), {"score": wording.score_words(WORSE, W)}),
    "together": (lambda: wording.discovery_lines(found(), W), {"score": wording.score_words(SCORE, W)}),
    "caption": (lambda: draw_discovery(found(), SLIDE, W), {
        "some": "", "outcome": "revenue", "method": "CART", "held_out": wording.score_words(WORSE, W),
        "limit": W("discover.limit_line", limit="2.5"), "fitted": wording.score_words(SCORE, W),
        "basis": wording.discovery_basis(found(), W)}),
    "limit_line": (lambda: draw_discovery(discovery(HIGH), SLIDE, W), {"limit": "2.5"}),
    "percent_of": (lambda: draw_discovery(discovery(HIGH, percent=True), SLIDE, W), {"limit": "2.5"}),
    "some_drawn": (lambda: draw_discovery(discovery(HIGH, points=1600), SLIDE, W), {"shown": "1,500"}),
    "difference_in": (lambda: draw_discovery(found(), SLIDE, W), {"unit": "thousand"}),
}  # fmt: skip
OF_LIMITS = {"and", "among", "at_most", "at_least", "just", "between"}  # read back in `test_discovery_told.py`
OTHERS: dict[str, Case] = {
    "own_rules": (lambda: wording.caveat_of(CLEAR.plan._replace(rules=SimpleNamespace(words="mine 1")), W),  # type: ignore[arg-type]
                  {"rules": "mine 1"}),
    "p_under": (lambda: wording.p_words(0.0002, W), {"p": "0.001"}),
    "first_only": (lambda: wording.sensitivity_basis(replace(CLEAR, plan=STOPPING), W),
                   {"replications": "4 replications"}),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_SENSITIVITY)
def test_the_gaps_of_a_sentence_on_sensitivity_hold_what_they_are_called(name: str) -> None:
    say, wanted = OF_SENSITIVITY[name]
    assert heard(say)[f"sensitivity.{name}"][0] == wanted


@pytest.mark.parametrize("name", OF_DISCOVERY)
def test_the_gaps_of_a_sentence_on_a_discovery_hold_what_they_are_called(name: str) -> None:
    say, wanted = OF_DISCOVERY[name]
    filled = heard(say)[f"discover.{name}"][0]
    assert {gap: filled[gap] for gap in wanted} == wanted


@pytest.mark.parametrize("name", OTHERS)
def test_the_gaps_of_what_analyses_share_hold_what_they_are_called(name: str) -> None:
    say, wanted = OTHERS[name]
    assert heard(say)[f"analysis.{name}"][0] == wanted


def test_every_sentence_on_an_analysis_that_has_gaps_is_read_back() -> None:
    for section, known in (("sensitivity", {*OF_SENSITIVITY, "doubt"}), ("discover", {*OF_DISCOVERY} | OF_LIMITS),
                           ("analysis", {*OTHERS, "kept", "kept_numbers"})):  # fmt: skip
        assert {key.rpartition(".")[2] for key in with_gaps(section)} == known


def test_a_headline_names_two_more_factors_that_come_first_elsewhere_with_how_often_the_most_often_first() -> None:
    last = dict.fromkeys(TOTAL, (0.1, 0.2, 0.6))
    groups = [indices(TOTAL)] * 3 + [indices(last)] + [indices(SWAPPED)] * 2
    said = wording.sensitivity_headline(of(*groups), W)
    others = ", ".join(W("sensitivity.other", factor=factor, times=times) for factor, times in ((ALPHA, 2), (GAMMA, 1)))
    assert said == W("sensitivity.often", first=first, times=3, groups=6, others=others)


def test_a_factor_is_said_to_matter_most_only_where_its_interval_lies_above_all_others_in_every_combination() -> None:
    near = dict.fromkeys(TOTAL, (0.1, 0.6, 0.555))  # 0.58 to 0.62 over 0.535 to 0.575
    touching = dict.fromkeys(TOTAL, (0.1, 0.6, 0.57))  # up to 0.59: intervals meet, means do not
    for groups, clear in (([near], True), ([touching], False), ([near, touching], False), ([near, near], True)):
        said = wording.sensitivity_headline(of(*(indices(each) for each in groups)), W)
        assert (first in said, perhaps in said) == (clear, not clear)


def test_no_factor_is_said_to_have_a_part_in_more_than_all_of_the_variance() -> None:
    assert wording.sensitivity_headline(BEYOND, W).endswith("it has a part in 100 % of its variance")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_an_outcome_does_not_vary_in_a_combination_no_factor_is_said_to_matter_there(language: str) -> None:
    w = words(language)
    most = w("sensitivity.most", factor=BETA, outcome="revenue")
    nowhere = w("sensitivity.none", times=1)
    other = w("sensitivity.other", factor=ALPHA, times=1)
    for groups, said in (
        ((TOTAL, TOTAL, NOTHING), w("sensitivity.often", first=most, times=2, groups=3, others=nowhere)),
        ((TOTAL, TOTAL), w("sensitivity.everywhere", first=most, groups=2)),
        (
            (TOTAL, NOTHING, TOTAL, SWAPPED),
            w("sensitivity.often", first=most, times=2, groups=4, others=f"{other}, {nowhere}"),
        ),
    ):
        assert wording.sensitivity_headline(of(*(indices(each) for each in groups)), w) == said
