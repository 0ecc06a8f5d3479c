"""A warning sign, counted another way: its threshold on one half, its rates and chance on the other, and its use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import fisher_exact

from cordiale.experiments.decision import warning_signs
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.unseen import OUTCOMES, views
from cordiale.experiments.decision.warning_signs import SEEN, WarningSign, signs_in, warnings_of
from cordiale.experiments.decision.worth import PARTS
from cordiale.simulation.world.outcomes import NAMES, QUARTER

COMPANIES, QUARTERS = 80, 6


@pytest.fixture
def sign() -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """An outcome that falls, as luck has it, where a company fails; a third of them do."""
    luck = np.random.default_rng(12)
    failed = luck.random(COMPANIES) < 0.35
    values = luck.normal(50, 4, (COMPANIES, QUARTERS + 1))
    values[:, 3:] -= np.where(failed, 5.0, 0.0)[:, None]
    return values, failed, [np.arange(COMPANIES) % 2 == side for side in (0, 1)]


def alarms(moved: np.ndarray, cut: float, *, above: bool) -> np.ndarray:
    return moved > cut if above else moved < cut


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_sign_s_threshold_gains_most_of_nineteen_on_one_half_and_its_rates_and_chance_are_of_the_other(
    quarter: int, sign: tuple[np.ndarray, np.ndarray, list[np.ndarray]]
) -> None:
    values, failed, (first, second) = sign
    found = signs_in(values, failed, [first, second], name="wins", place="dashboard", quarter=quarter)
    assert [each.quarter for each in found] == [*range(quarter + 1, QUARTERS)]
    usual = values[:, 1:quarter].mean(axis=1) if quarter > 1 else values[:, 0]
    for each in found:
        moved = values[:, each.quarter] - usual
        gains = {}
        for share in np.arange(1, 20) / 20:
            cut = float(np.quantile(moved[first], share))
            for above in (True, False):
                alarm = alarms(moved[first], cut, above=above)
                gains[cut, above] = alarm[failed[first]].mean() - alarm[~failed[first]].mean()
        (own,) = {gain for (cut, above), gain in gains.items()
                  if above == each.above and cut == pytest.approx(each.threshold)}  # fmt: skip
        assert own == pytest.approx(max(gains.values()))
        alarm, bad = alarms(moved[second], each.threshold, above=each.above), failed[second]
        assert (each.hits, each.false_alarms) == (pytest.approx(alarm[bad].mean()), pytest.approx(alarm[~bad].mean()))
        counted = [[(alarm & bad).sum(), (alarm & ~bad).sum()], [(~alarm & bad).sum(), (~alarm & ~bad).sum()]]
        assert each.chance == pytest.approx(fisher_exact(counted, alternative="greater")[1])
        assert each.failing == pytest.approx(failed.mean())
        assert each.early == QUARTERS - each.quarter
        assert (each.outcome, each.seen_in) == ("wins", "dashboard")


def test_a_company_sees_its_own_sales_on_a_dashboard_its_people_in_a_survey_and_who_leaves() -> None:
    assert SEEN == {
        "dashboard": ("revenue", "revenue_new", "wins", "win_rate", "opportunities", "leads_worked", "leads_rejected",
                      "sales_cycle_weeks", "weeks_to_first_contact", "gross_retention", "churned_customers"),
        "survey": ("role_clarity", "morale", "executives_aligned", "practitioners_lack", "trust_sales_in_marketing",
                   "trust_marketing_in_sales", "decision_latency_weeks", "dispute_backlog"),
        "turnover": ("leavers", "leavers_sales"),
    }  # fmt: skip
    assert {name for names in SEEN.values() for name in names} <= {*NAMES}


def lived(values: Any) -> Lived:
    worth = np.zeros((len(values), len(PARTS), 1))
    worth[:, 0, 0] = values
    return Lived(worth, np.zeros((len(values), QUARTERS + 1), dtype=QUARTER))


def made(outcome: str, quarter: int, hits: float, false_alarms: float, chance: float) -> WarningSign:
    return WarningSign(outcome, "dashboard", quarter, True, 1.0, 6 - quarter, hits, false_alarms, chance, 0.3)


@pytest.mark.parametrize(("failing", "said"), [(10, True), (9, False), (30, True), (31, False)])
def test_nothing_warns_unless_five_companies_fail_and_five_do_not_in_each_half(
    failing: int, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warning_signs, "signs_in", lambda *_, name, **__: [made(name, 3, 0.9, 0.1, 1e-9)])
    worth = np.where(np.arange(40) < failing, -1.0, 1.0)
    found = warnings_of(lived(worth), lived(np.zeros(40)), quarter=2)
    assert bool(found) == said


@pytest.mark.parametrize(("hits", "false_alarms", "chance", "useful"), [
    (0.45, 0.25, 1e-9, True), (0.45, 0.26, 1e-9, False), (0.9, 0.1, 0.0023, True), (0.9, 0.1, 0.0025, False),
])  # fmt: skip
def test_a_sign_is_of_use_from_a_fifth_more_hits_than_false_alarms_on_where_chance_is_less_for_all_that_were_tried(
    hits: float, false_alarms: float, chance: float, useful: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = [name for names in SEEN.values() for name in names]
    assert len(tried) == 21  # 0.05 / 21 = 0.00238
    monkeypatch.setattr(warning_signs, "signs_in", lambda *_, name, **__: [made(name, 3, hits, false_alarms, chance)])
    worth = np.where(np.arange(40) % 4 < 2, -1.0, 1.0)
    found = warnings_of(lived(worth), lived(np.zeros(40)), quarter=2)
    assert [each.outcome for each in found] == (tried if useful else [])


def test_what_is_not_seen_is_executives_who_say_aligned_practitioners_who_see_a_lack_and_the_gap_of_the_two() -> None:
    assert OUTCOMES == ("executives_aligned", "practitioners_lack", "perception_gap")
    staying, switched = (lived(np.zeros(3)) for _ in range(2))
    for place, one in enumerate((staying, switched)):
        for at, name in enumerate(NAMES):
            one.rows[name] = 1000 * place + 10 * at + np.arange(QUARTERS + 1)
    told = views(staying, switched, "siloed")
    assert [(each.name, each.quarter) for each in told] == [("today", 0), ("stay", QUARTERS), ("siloed", QUARTERS)]
    for each, (place, quarter) in zip(told, ((0, 0), (0, QUARTERS), (1, QUARTERS)), strict=True):
        for name in OUTCOMES:
            assert getattr(each, name).mean == 1000 * place + 10 * NAMES.index(name) + quarter


def test_an_outcome_that_some_company_lacks_is_no_sign_in_that_quarter_and_none_at_all_where_it_lacks_it_before() -> (
    None
):
    luck = np.random.default_rng(2)
    values, failed = luck.normal(0, 1, (40, QUARTERS + 1)), np.arange(40) % 3 == 0
    halves = [np.arange(40) % 2 == side for side in (0, 1)]
    values[7, 4] = np.nan
    found = signs_in(values, failed, halves, name="wins", place="dashboard", quarter=2)
    assert [each.quarter for each in found] == [3, 5]
    values[7, 1] = np.nan
    assert signs_in(values, failed, halves, name="wins", place="dashboard", quarter=2) == []
