"""Rules for when the next option brings more: a planted one is certified, luck is not, nothing is said of too few."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.discovery import HOLDOUT
from cordiale.experiments.analysis.pairing import held_out
from cordiale.experiments.analysis.rules import Limit
from cordiale.experiments.decision import ruled as module
from cordiale.experiments.decision.ruled import NOTHING, ONE_SIDED, Bound, Ruled, ruled
from cordiale.experiments.foundations.statistics import mean_interval

SETS, COMPANIES = 64, 192


def world(*, planted: bool, luck: float = 1.0, seed: int = 4) -> Ruled:
    """Companies in which the next option brings more where `x` is below a half, or anywhere by luck alone."""
    rng = np.random.default_rng(seed)
    sets = np.arange(COMPANIES) % SETS
    parameters = {name: rng.random(SETS)[sets] for name in ("x", "y", "z")}
    lead = np.where(parameters["x"] < 0.5, 1.5, -1.5) if planted else np.zeros(COMPANIES)
    margin = lead + luck * rng.standard_normal(COMPANIES)
    return ruled(margin, parameters, sets.tolist(), to="siloed", seed=1)


def test_a_planted_rule_is_found_and_certified_and_says_how_much_likelier_it_makes_it() -> None:
    found = world(planted=True)
    assert found.why == ""
    first = found.certified[0]
    assert [each.factor for each in first.limits] == ["x"]
    assert first.limits[0].low is None
    assert first.limits[0].high == pytest.approx(0.5, abs=0.1)
    assert first.density_low > first.base_rate
    assert first.lift == pytest.approx(first.density / first.base_rate)
    assert first.lead.low > 0


def test_of_luck_alone_nothing_is_certified_more_often_than_it_may_be() -> None:
    wrong = sum(bool(world(planted=False, seed=seed).certified) for seed in range(8))
    assert wrong <= 2  # chance gives three of eight, at 5 % each, in one case of 170


def test_where_hardly_any_company_prefers_the_next_option_no_rule_is_looked_for() -> None:
    found = ruled(np.full(60, -1.0), {"x": np.arange(60.0)}, list(range(60)), to="siloed", seed=1)
    assert (found.why, found.rules, found.base_rate) == (ONE_SIDED, (), 0.0)
    assert (found.to, found.companies, found.held_out) == ("siloed", 60, 20)


def test_companies_of_one_set_are_no_evidence_on_both_sides() -> None:
    found = world(planted=True)
    assert found.held_out == round(SETS / 3) * COMPANIES // SETS
    assert found.why != NOTHING


def test_companies_held_out_have_no_say_in_the_parameters_that_rules_are_about_nor_in_the_points_they_are_found_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng, sets, seen = np.random.default_rng(3), np.arange(COMPANIES) % SETS, list[tuple[object, ...]]()
    parameters = {f"p{number}": rng.random(SETS)[sets] for number in range(12)}
    margin = rng.standard_normal(COMPANIES)
    out = held_out(sets, HOLDOUT, 1)

    def noted(_: str, search: module.RuleSearch, met: np.ndarray) -> list[module.Rule]:
        seen.append((tuple(search.points), search.points.to_numpy().tolist(), met.tolist()))
        return []

    monkeypatch.setattr(module, "find_rules", noted)
    for _ in range(4):
        ruled(margin, parameters, sets.tolist(), to="siloed", seed=1)
        margin[out] = rng.standard_normal(out.sum())
    assert len(seen) == 4
    assert all(each == seen[0] for each in seen)
    assert len(seen[0][0]) == module.LIMITED


def test_a_rule_s_lead_and_the_chance_that_it_is_none_rest_on_its_sets_held_out_and_not_on_their_companies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng, sets, tried = np.random.default_rng(3), np.sort(np.arange(COMPANIES) % SETS), list[list[float]]()
    parameters, margin = {"x": rng.random(SETS)[sets]}, rng.standard_normal(COMPANIES)
    kept = (np.arange(COMPANIES) % 3 == 0) | (sets % 2 == 0)  # three companies of every other set, one of the rest
    sets, margin, parameters = sets[kept], margin[kept], {"x": parameters["x"][kept]}
    out = held_out(sets, HOLDOUT, 1)
    means = [margin[sets == each].mean() for each in np.unique(sets[out])]
    monkeypatch.setattr(module, "find_rules", lambda *_: [module.Rule((Limit("x", low=0.0),))])
    monkeypatch.setattr(module, "above_zero", lambda margins: tried.append(margins.tolist()) or 0.5)
    (rule,) = ruled(margin, parameters, sets.tolist(), to="siloed", seed=1).rules
    assert len(means) < out.sum()
    assert (rule.lead, tried) == (mean_interval(means), [pytest.approx(means)])


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the parts were asked; one rule is found, and its evidence is planted."""
    asked: dict[str, Any] = {"evidence": Evidence(0.01, 0.002)}
    monkeypatch.setattr(
        module, "find_rules", lambda name, search, met: asked.update(method=name, search=search, met=met)
        or [module.Rule((Limit("p1", high=0.5),))],
    )  # fmt: skip
    monkeypatch.setattr(module, "_evidence", lambda rule, held, seed: asked["evidence"])
    honest = module.corrected
    monkeypatch.setattr(
        module, "corrected", lambda said, looks: asked.update(corrected=(len(said), looks)) or honest(said, looks)
    )
    return asked


def planted(positive: int, of: int = 60, **parameters: np.ndarray) -> Ruled:
    """Each company a set of its own; the first so many prefer the next option."""
    margin = np.where(np.arange(of) < positive, 1.0, -1.0)
    return ruled(margin, parameters or {"p1": np.arange(of) / of}, list(range(of)), to="siloed", seed=1)


@pytest.mark.parametrize(("evidence", "why"), [
    (Evidence(0.01, 0.002), ""), (Evidence(0.05, 0.002), ""), (Evidence(0.2, 0.002), NOTHING),
    (Evidence(float("nan"), float("nan")), NOTHING),
])  # fmt: skip
def test_rules_of_which_none_is_certified_are_said_to_be_nothing_and_one_look_is_all_that_is_paid_for(
    evidence: Evidence, why: str, known: dict[str, Any]
) -> None:
    known["evidence"] = evidence
    found = planted(30)
    assert (found.why, len(found.rules), bool(found.certified)) == (why, 1, not why)
    assert known["corrected"] == (1, 1)
    assert known["method"] == "prim"


@pytest.mark.parametrize(("positive", "looked"), [(9, False), (10, None), (50, None), (51, False), (30, True)])
def test_rules_are_looked_for_where_ten_companies_prefer_either_and_five_among_those_they_are_sought_in(
    positive: int, looked: bool | None, known: dict[str, Any]
) -> None:
    out = held_out(np.arange(60), HOLDOUT, 1)
    met = np.arange(60) < positive
    enough = min(met[~out].sum(), (~met)[~out].sum()) >= 5
    found = planted(positive)
    assert (found.why != ONE_SIDED) == (enough if looked is None else looked)
    assert found.base_rate == positive / 60


def test_a_company_to_which_both_options_are_worth_the_same_does_not_prefer_the_next(known: dict[str, Any]) -> None:
    margin = np.where(np.arange(60) < 20, 1.0, np.where(np.arange(60) < 40, 0.0, -1.0))
    found = ruled(margin, {"p1": np.arange(60) / 60}, list(range(60)), to="siloed", seed=1)
    assert found.base_rate == pytest.approx(20 / 60)


def test_rules_are_about_the_five_parameters_that_what_the_next_brings_hangs_on_most_where_they_are_sought(
    known: dict[str, Any],
) -> None:
    luck = np.random.default_rng(2)
    parameters = {f"p{at}": luck.random(900) for at in range(8)}
    weights = dict(zip(parameters, (0.2, 19.0, 0.1, 8.0, 12.0, 0.3, 14.0, 10.0), strict=True))
    margin = sum(weight * (parameters[name] - 0.5) for name, weight in weights.items())
    ruled(np.asarray(margin), parameters, list(range(900)), to="siloed", seed=1)
    assert {*known["search"].points} == {"p1", "p6", "p4", "p7", "p3"}
    assert next(iter(known["search"].points)) == "p1"
    assert known["search"].density == 0.8
    for name, factor in known["search"].factors.items():
        column = known["search"].points[name]
        assert (factor.domain.low, factor.domain.high) == (column.min(), column.max())


@pytest.mark.parametrize(("limit", "name"), [
    (Bound("trust.gain", 0.05123, None), "0.0512 <= trust.gain"), (Bound("trust.gain", None, 3.0), "trust.gain <= 3"),
    (Bound("trust.gain", 0.1, 0.5), "0.1 <= trust.gain <= 0.5"),
])  # fmt: skip
def test_a_limit_is_called_by_its_ends_in_order_with_three_figures(limit: Bound, name: str) -> None:
    assert module._named(limit) == name
