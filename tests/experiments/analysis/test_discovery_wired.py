"""What a discovery asks of its parts: shares as given, rules on one side, scores on both, looks that are paid for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis import discovery
from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.discovery import Discovery, of_pairs
from cordiale.experiments.analysis.encoding import RuleSearch
from cordiale.experiments.analysis.pairing import Pairs, held_out, lucks
from cordiale.experiments.analysis.rules import Limit, Rule
from cordiale.experiments.analysis.run_values import AnalysisError
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.comparison.measures import REVENUE
from cordiale.experiments.study.domains import Domain
from cordiale.experiments.study.factors import Factor
from tests.support.planted_studies import planned

X = "leadership.strength"
PLAN = planned(design="full", replications=4, seed=6, factors={"paradigm": ["siloed", "drift"], X: [0.1, 0.9]})
ASKED = Where("siloed", "drift", "revenue", True, 0.0)
LOW = Rule((Limit(X, high=0.5),))


def pairs(points: int, lucks_of: int, *, met: int) -> Pairs:
    """Points evenly over [0, 1]; the first of them meet the condition."""
    margin = np.where(np.arange(points) < met, 1.0, -1.0)[:, None] + np.zeros((1, lucks_of))
    return Pairs(pd.DataFrame({X: np.linspace(0, 1, points)}), margin, margin.mean(axis=1), np.arange(points))


@pytest.mark.parametrize(("density", "holdout", "quarter"), [(0.8, 1 / 3, "all"), (0.6, 0.25, "last")])
def test_what_is_asked_of_a_study_is_handed_on_and_kept_as_it_was_asked(
    density: float, holdout: float, quarter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, Any] = {}
    reading: Any = SimpleNamespace(plan=PLAN, results_sha256="ab")
    monkeypatch.setattr(discovery, "_asked", lambda *_: (ASKED, reading))
    monkeypatch.setattr(discovery, "measure_of", lambda outcome, when: (outcome, when))
    monkeypatch.setattr(discovery, "run_values", lambda _, measure: ("values", measure))
    monkeypatch.setattr(discovery, "paired", lambda *given: given)
    monkeypatch.setattr(discovery, "looks_at", lambda study, asked, sha: known.update(looked=(asked, sha)) or 7)
    own = pairs(4, 2, met=2)

    def of(*given: Any, **asked: Any) -> Discovery:
        known.update(given=given, asked=asked)
        return Discovery(ASKED, REVENUE, PLAN, own, np.zeros(4, bool), 0, (), why=None, looks=1, half=None)

    monkeypatch.setattr(discovery, "of_pairs", of)
    found = discovery.discover("study", "words", quarter=quarter, density=density, holdout=holdout)
    asked = {"where": str(ASKED), "quarter": quarter, "density": density, "holdout": holdout}
    assert (found.asked, found.results_sha256) == (asked, "ab")
    assert known["looked"] == (asked, "ab")
    assert known["asked"] == {"density": density, "holdout": holdout, "looks": 7}
    measure = ("revenue", quarter)
    assert known["given"] == ((reading, ASKED, ("values", measure)), PLAN, ASKED, measure)


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, 1.5])
@pytest.mark.parametrize("name", ["density", "holdout"])
def test_a_share_of_none_or_of_all_is_refused(name: str, share: float) -> None:
    with pytest.raises(AnalysisError, match=rf"{name} = {share} is outside \(0, 1\)"):
        discovery.discover("study", "words", **{name: share})  # type: ignore[arg-type]  # one of two shares


@pytest.mark.parametrize(("share", "groups", "count"), [
    (1 / 3, 9, 3), (1 / 3, 10, 3), (1 / 3, 11, 4), (0.25, 9, 2), (0.5, 7, 4), (0.9, 10, 9),
])  # fmt: skip
def test_of_the_groups_that_share_is_held_out_to_the_nearest_whole_one_and_a_group_never_in_part(
    share: float, groups: int, count: int
) -> None:
    of = np.repeat(np.arange(groups), 3)
    out = held_out(of, share, 1)
    assert len({*of[out]}) == count
    assert {*of[out]} & {*of[~out]} == set()
    assert out.tolist() == held_out(of, share, 1).tolist()
    assert any(out.tolist() != held_out(of, share, seed).tolist() for seed in range(2, 6)) or count == groups


@pytest.mark.parametrize(
    ("replications", "found_in", "tried_in"), [(1, 1, 1), (2, 1, 1), (3, 1, 2), (5, 3, 2), (8, 4, 4)]
)
def test_rules_are_tried_in_half_of_the_replications_and_in_two_at_least_where_there_are_three(
    replications: int, found_in: int, tried_in: int
) -> None:
    before, after = lucks(replications)
    assert (before.stop - before.start, after.stop - after.start) == (found_in, tried_in)
    assert (before.start, after.stop) == (0, replications)
    assert before.stop == after.start or replications == 1


@pytest.mark.parametrize(("density", "dense"), [(0.5, True), (0.6, True), (0.7, False)])
def test_a_rule_is_dense_by_the_points_that_it_was_found_on_and_not_by_those_it_is_tried_on(
    density: float, dense: bool
) -> None:
    fitted, held = pairs(20, 2, met=6), pairs(20, 2, met=10)  # 6 of 10 inside, and all 10
    factor = Factor(Domain(X, "number", 0.0, 1.0), low=0.0, high=1.0)
    search = RuleSearch(fitted.factors, {X: factor}, density, 1)
    found = discovery._score(LOW, search, fitted, held)
    assert (found.fitted.density, found.held_out.density) == (0.6, 1.0)
    assert found.dense == dense


@pytest.mark.parametrize(("before", "after", "other"), [(1, 1, False), (1, 2, True), (2, 2, True), (4, 4, True)])
def test_luck_is_other_luck_where_there_were_two_replications_or_more_and_none_on_both_sides(
    before: int, after: int, other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(discovery, "evidence", lambda *_, **how: asked.update(how) or Evidence(0.1, 0.1))
    factor = Factor(Domain(X, "number", 0.0, 1.0), low=0.0, high=1.0)
    kind = Factor(Domain("forces", "category"), levels=("none", "all"))
    fitted, held = pairs(20, before, met=6), pairs(20, after, met=10)
    search = RuleSearch(fitted.factors, {X: factor, "forces": kind}, 0.8, 9)
    discovery._score(LOW, search, fitted, held)
    assert asked == {"numbers": {X}, "has_other_luck": other, "seed": 9}


@pytest.mark.parametrize("looks", [1, 4])
def test_rules_of_both_methods_are_found_on_one_part_tried_on_the_other_and_corrected_together_for_all_looks(
    looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, asked = pairs(60, 4, met=30), list[Any]()
    sought: list[Any] = []
    monkeypatch.setattr(
        discovery, "find_rules", lambda name, search, met: sought.append((name, search.seed, len(met))) or [LOW]
    )
    monkeypatch.setattr(discovery, "evidence", lambda *_, **__: Evidence(0.01, 0.001))
    honest = discovery.corrected
    monkeypatch.setattr(
        discovery, "corrected", lambda found, seen: asked.append((len(found), seen)) or honest(found, seen)
    )
    found = of_pairs(own, PLAN, ASKED, REVENUE, density=0.8, holdout=0.25, looks=looks)
    assert [(name, seed, points) for name, seed, points in sought] == [("prim", 6, 45), ("cart", 6, 45)]
    assert asked == [(2, looks)]
    assert [each.name for each in found.methods] == ["prim", "cart"]
    rules = [rule for method in found.methods for rule in method.rules]
    assert [rule.evidence.p for rule in rules] == pytest.approx([2 * looks * 0.01] * 2)
    assert {rule.held_out.points for rule in rules} == {15}
    assert {rule.fitted.points for rule in rules} == {45}
    assert (found.looks, found.tried, found.other_luck) == (looks, 15, 2)


@pytest.mark.parametrize(("p", "certified"), [(0.0, True), (0.05, True), (0.0501, False), (0.1, False), (1.0, False)])
def test_a_rule_is_certified_up_to_a_corrected_chance_of_one_in_twenty(p: float, certified: bool) -> None:
    found = Evidence(0.001, 0.002, p)
    assert found.certified == certified
    assert found.to_dict() == {"shuffles": 1999, "p_labels": 0.001, "p_luck": 0.002, "p": p, "certified": certified}
