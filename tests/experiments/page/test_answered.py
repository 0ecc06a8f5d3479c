"""What a lesson's sheet answers is what its companies lived: leads, sums, who is first, and what a theft cost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import t

from cordiale.experiments.foundations.statistics import mean_interval
from cordiale.experiments.page import answered
from cordiale.experiments.page.answered import _first, _line, _set_out, answer, lived
from cordiale.experiments.page.syllabus import COMPANIES, LESSONS, LUCK, QUARTERS, declared
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.files import load_scenario

NUMBERED = [name for name in LESSONS if "lines" in declared(name)]


def made_up(design: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every arm has its own numbers, other ones for each outcome."""
    luck = np.random.default_rng(6)
    outcomes = {line["outcome"] for line in design["lines"]}
    return {
        arm["name"]: {each: luck.normal(5, 1, (9, QUARTERS)) for each in sorted(outcomes)} for arm in design["arms"]
    }


@pytest.mark.parametrize("name", NUMBERED)
def test_each_line_of_a_lesson_is_its_arm_s_level_or_its_lead_over_the_other_arm(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = declared(name)
    lives = made_up(design)
    for which in ("lived", "wronged"):
        other = which == ("lived" if "wrong" in design else "wronged")
        monkeypatch.setattr(answered, which, lambda _, other=other: {} if other else lives)
    found = answer(name)
    assert (found["companies"], list(found["lines"])) == (9, [line["key"] for line in design["lines"]])
    wanted = {}
    for line in design["lines"]:
        course = np.zeros((9, QUARTERS))
        for company in range(9):
            so_far = 0.0
            for quarter in range(QUARTERS):
                own = lives[line["arm"]][line["outcome"]][company, quarter]
                ahead = own - lives[line["against"]][line["outcome"]][company, quarter] if "against" in line else own
                so_far = so_far + ahead if "against" in line and design.get("course") != "each" else ahead
                course[company, quarter] = so_far
        wanted[line["key"]] = course
        for (mean, half), quarter in zip(found["lines"][line["key"]], course.T, strict=True):
            known = mean_interval(quarter)
            assert (mean, half) == (pytest.approx(quarter.mean()), pytest.approx((known.high - known.low) / 2))
    if "wrong" in design:
        wrong, twin = wanted.values()
        assert [mean for mean, _ in found["cost"]] == pytest.approx((twin - wrong).mean(axis=0).tolist())
    elif design["kind"] == "choose":
        ends = {key: course[:, -1].mean() for key, course in wanted.items()}
        assert [found["first"], found["second"]] == sorted(ends, key=ends.__getitem__, reverse=True)[:2]


@pytest.mark.parametrize(("ahead", "sure"), [(0.0, False), (3.0, False), (9.0, True), (30.0, True)])
def test_a_line_is_surely_first_only_where_its_lead_over_the_second_is_more_than_luck(ahead: float, sure: bool) -> None:
    luck = np.random.default_rng(8).normal(0, 9, (12, 3))
    luck -= luck.mean(axis=0)
    lines = {"last": np.full((12, 3), -9.0), "second": np.zeros((12, 3)), "first": luck + ahead + 0.01}
    lines["first"][:, 0] = -99.0  # only the end counts
    assert _first(lines) == {"first": "first", "second": "second", "sure": sure}


@pytest.mark.parametrize("added", [True, False])
def test_a_lead_is_of_its_quarter_or_of_all_quarters_so_far(added: bool) -> None:
    lives = {"a": {"wins": np.array([[3.0, 5.0, 4.0]])}, "b": {"wins": np.array([[1.0, 1.0, 6.0]])}}
    line = {"arm": "a", "against": "b", "outcome": "wins"}
    assert _line(line, lives, added=added).tolist() == [[2.0, 6.0, 4.0] if added else [2.0, 4.0, -2.0]]
    assert _line({"arm": "a", "outcome": "wins"}, lives, added=added).tolist() == [[3.0, 5.0, 4.0]]


@pytest.mark.parametrize("name", NUMBERED)
def test_an_arm_of_a_lesson_is_set_out_with_its_own_forces_paradigm_and_leadership(name: str) -> None:
    design = declared(name)
    company = prepare(load_scenario(design["scenario"]))
    for arm in design["arms"]:
        own, run = _set_out(company, arm, 3)
        assert (run.replication, run.seed, run.quarters) == (3, LUCK, QUARTERS)
        assert run.forces == ("+".join(arm["forces"]) if arm["forces"] else "none")
        assert run.paradigm == arm.get("paradigm", company.scenario.company.paradigm)
        strength = float(own.parameters[0]["leadership_strength"])
        assert strength == pytest.approx(arm.get("leadership", company.scenario.leadership.strength))


def test_every_arm_is_lived_by_the_same_companies_and_the_first_day_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    design = next(declared(name) for name in NUMBERED if "wrong" not in declared(name))

    def execute(_: Any, run: Any) -> dict[str, Any]:
        mark = 1000.0 * len(run.forces) + run.replication
        return {line["outcome"]: mark + np.arange(QUARTERS + 1) / 100 for line in design["lines"]}

    monkeypatch.setattr(answered, "execute", execute)
    for arm in design["arms"]:
        forces = "+".join(arm["forces"]) or "none"
        for values in lived(design)[arm["name"]].values():
            assert values.shape == (COMPANIES, QUARTERS)
            assert values[:, 0].tolist() == pytest.approx([1000 * len(forces) + n + 0.01 for n in range(COMPANIES)])


@pytest.mark.parametrize("companies", [4, 12, 32])
def test_a_line_is_surely_first_from_the_bound_of_all_six_looks_on_that_the_page_claims_by(companies: int) -> None:
    luck = np.random.default_rng(companies).normal(0, 9, companies)
    luck -= luck.mean()
    bound = t.ppf(1 - 0.05 / 2 / 6, companies - 1) * luck.std(ddof=1) / np.sqrt(companies)
    for share, sure in ((0.98, False), (1.02, True)):
        lines = {"second": np.zeros((companies, 1)), "first": (luck + share * bound)[:, None]}
        assert _first(lines)["sure"] == sure
