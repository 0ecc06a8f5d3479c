"""Rules for when the next option brings more: a planted one is certified, luck is not, nothing is said of too few."""

from __future__ import annotations

import numpy as np
import pytest

from cordiale.experiments.analysis.discovery import HOLDOUT
from cordiale.experiments.analysis.pairing import held_out
from cordiale.experiments.analysis.rules import Limit
from cordiale.experiments.decision import ruled as module
from cordiale.experiments.decision.ruled import NOTHING, ONE_SIDED, Ruled, ruled
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
