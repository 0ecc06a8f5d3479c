"""What a calibration measures, counted a second time, and what it makes of answers that are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, count
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.special import ndtr

from cordiale.experiments.calibration import posterior, told
from cordiale.experiments.calibration.calibrate import CHECKS, FRESH, QUICK, calibrate
from cordiale.experiments.calibration.point import AROUND, fit_point, neighbourhood
from cordiale.experiments.calibration.posterior import EDGE, prior, scaled, values_of
from cordiale.experiments.calibration.status_quo import PARADIGM, figures
from cordiale.experiments.calibration.targets import TARGETS, TODAY, YEAR, Target, all_met, squared_misses
from cordiale.experiments.calibration.uncertain import LEVERS, UNCERTAIN
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.recorded import execute_recorded
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.words import WEEKS_PER_QUARTER
from tests.support.chronicle import HAPPENING
from tests.support.worlds import eventful

# What is measured

LUCKS = (0, 1, 2)


@pytest.fixture(scope="module")
def company() -> Scenario:
    """One in which all that is counted happens, and whose quota about half of the reps meet."""
    return eventful(HAPPENING | {"selling.quota": 9.0})


def counted(leads: pd.DataFrame) -> Counter[str]:
    """What the recorded lives of a year's leads come to."""
    ours, ends = leads[leads.marketer.notna()], leads.end.value_counts()
    judged = ours.ended.where(ours.end == "unqualified", ours.handed_over).dropna()
    seen = judged[judged % WEEKS_PER_QUARTER != 0]  # before a quarter's last week, when its tally can still be read
    return Counter(
        handed=leads.handed_over.count(), worked=(ours.contacted >= 1).sum(), found=len(seen),
        qualified=(ours.end[seen.index] != "unqualified").sum(), opportunities=leads.opportunity.count(),
        rejected=ends["rejected"], won=ends["won"], decided=ends[["won", "lost", "no-decision"]].sum(),
        ours=(ours.end == "won").sum(),
    )  # fmt: skip


def test_every_figure_that_has_a_target_is_that_of_the_recorded_lives_of_a_year(company: Scenario) -> None:
    ready, total, each = prepare(company), Counter[str](), []
    runs = [Run(PARADIGM, TODAY, number, 3, YEAR) for number in LUCKS]
    p = company.perception
    for run in runs:
        outcomes, tables = execute_recorded(ready, run)
        leads, belief = tables["leads"].to_pandas(), tables["company"].to_pandas().belief.iloc[-1]
        total += counted(leads)
        won = leads[leads.end == "won"]
        share = won.rep.value_counts() >= 9.0 * YEAR
        each.append({
            "executives_aligned": ndtr((belief - p.aligned_cut) / p.spread),
            "executives_very_aligned": ndtr((belief - p.very_aligned_cut) / p.spread),
            "cycle": (won.decided - won.created)[won.marketer.notna()].median(),
            "quota_attainment": share.sum() / company.company.reps,
            "rep_turnover": outcomes["leavers_sales"][1:].sum() / company.company.reps,
            "gross_retention": np.nanmean(outcomes["gross_retention"][1:]),
            "net_retention": np.nanmean(outcomes["net_retention"][1:]),
        })  # fmt: skip
    mine = {
        "not_pursued": 1 - total["worked"] / total["handed"],
        "qualified": total["qualified"] / total["found"],
        "become_opportunities": total["opportunities"] / (total["opportunities"] + total["rejected"]),
        "win_rate": total["won"] / total["decided"],
        "marketing_sourced": total["ours"] / total["won"],
        **pd.DataFrame(each).mean().to_dict(),
    }
    theirs = figures(ready, runs)
    assert 0.2 < theirs["quota_attainment"] < 0.8
    assert theirs.keys() == TARGETS.keys() == mine.keys() | {"practitioners_lack"}
    assert {name: theirs[name] for name in mine} == pytest.approx(mine, rel=1e-9)


# What is made of it


class Planted:
    """Companies that nobody simulates: each figure answers to its lever alone, and meets its target at one place."""

    def __init__(self, *, luck: float = 0.0) -> None:
        self.runs: Counter[str] = Counter()
        self.seen: list[tuple[int, int, int]] = []  # seed, replications, sets
        self.luck = luck
        self.right = {one.name: one.at(0.35 + 0.025 * at) for at, one in enumerate(LEVERS)}

    def observe(self, sets: Sequence[Any], *, replications: int, seed: int) -> list[dict[str, float]]:
        self.seen.append((seed, replications, len(sets)))
        return [self.answer(values, seed) for values in sets]

    def observe_each(self, values: Any, *, replications: int, seed: int) -> list[dict[str, float]]:
        self.seen.append((seed, replications, 1))
        apart = np.linspace(-1, 1, replications)
        return [{name: figure + 0.01 * by for name, figure in self.answer(values, seed).items()} for by in apart]

    def answer(self, values: Any, seed: int) -> dict[str, float]:
        found = {name: target.value for name, target in TARGETS.items()}
        for one in LEVERS:
            target, place = TARGETS[one.target], (values[one.name] - self.right[one.name]) / (one.high - one.low)
            aim = target.scaled(target.value) + 8 * target.scaled_tolerance * place + self.luck * (seed > FRESH)
            found[target.name] = float(1 / (1 + np.exp(-aim)) if target.unit == "share" else np.exp(aim))
        return found


def test_the_point_is_where_every_lever_meets_its_target_and_the_search_ends_there() -> None:
    companies: Any = Planted()
    done: list[int] = []
    point = fit_point(
        companies, seed=5, replications=2, count=60, generations=200, progress=lambda at, _: done.append(at)
    )
    assert list(point) == [one.name for one in LEVERS]
    for one in LEVERS:
        assert (point[one.name] - companies.right[one.name]) / (one.high - one.low) == pytest.approx(0, abs=0.08)
        assert float(f"{point[one.name]:.4g}") == point[one.name]
    assert squared_misses(companies.answer(point, 5)) < 2 * len(TARGETS) * 0.15**2
    assert 0 < len(done) < 200
    assert {seed for seed, *_ in companies.seen} == {5}


def test_a_lever_is_searched_near_where_the_search_begins_and_within_its_prior() -> None:
    for share in (0.0, 0.05, 0.5, 1.0):
        near = neighbourhood({one.name: one.at(share) for one in LEVERS})
        for one in LEVERS:
            assert near[one.name] == pytest.approx((one.at(max(0, share - AROUND)), one.at(min(1, share + AROUND))))


def test_sets_are_kept_that_meet_every_target_on_luck_that_no_fit_has_seen_and_the_point_is_checked_on_it_too() -> None:
    effort = QUICK._replace(point_sets=60, generations=2, sets=80, wanted=5)
    companies: Any = Planted()
    found = calibrate(companies, effort, seed=7, talk=None)
    fits, fresh = ([each for each in companies.seen if each[0] == seed] for seed in (7, 7 + FRESH))
    assert len(fits) + len(fresh) == len(companies.seen)
    assert fresh == [(7 + FRESH, CHECKS * effort.check, 1), (7 + FRESH, effort.check, effort.sets)]
    assert {each[1:] for each in fits} >= {(effort.replications, 60), (effort.set_replications, effort.sets)}
    assert (found.tried, len(found.sets), len(found.figures)) == (effort.sets, 5, 5)
    assert effort.sets >= found.passed > 5
    for values, figures_of in zip(found.sets, found.figures, strict=True):
        assert values.keys() == {one.name for one in UNCERTAIN}
        assert figures_of == companies.answer(values, 7)
        assert all_met(figures_of)
    for name, row in found.met.items():
        mean = companies.answer(found.point, 7)[name]
        assert row["figure"]["mean"] == pytest.approx(mean)
        assert row["figure"]["low"] < mean < row["figure"]["high"]
        assert row["met"] is (abs(mean - TARGETS[name].value) <= TARGETS[name].tolerance)
    assert calibrate(Planted(luck=100.0), effort, seed=7, talk=None).passed == 0  # type: ignore[arg-type]  # what a fit asks of it


def test_all_targets_are_met_only_where_each_of_them_is() -> None:
    right = {name: target.value for name, target in TARGETS.items()}
    assert all_met(right)
    assert squared_misses(right) == 0
    for name, target in TARGETS.items():
        wrong = right | {name: target.value + 1.01 * target.tolerance}
        assert not all_met(wrong)
        assert squared_misses(wrong) == pytest.approx(target.miss(wrong[name]) ** 2)


def test_a_figure_that_a_set_lacks_is_the_mean_of_the_others_and_so_moves_nothing() -> None:
    known = [{name: target.value * (1 + 0.1 * at) for name, target in TARGETS.items()} for at in (-1, 0, 1)]
    assert scaled([*known, known[0] | {"cycle": float("nan")}])[list(TARGETS).index("cycle"), 3] == pytest.approx(
        np.mean([np.log(one["cycle"]) for one in known])
    )
    for row, target in zip(scaled(known), TARGETS.values(), strict=True):
        assert row == pytest.approx([target.scaled(one[target.name]) for one in known])


def test_a_share_is_compared_by_its_log_odds_and_anything_else_by_its_logarithm() -> None:
    share, cycle = (Target("a", 0.2, 0.02, unit, "", "") for unit in ("share", "week"))
    assert (share.scaled(0.2), cycle.scaled(0.2)) == pytest.approx((np.log(0.25), np.log(0.2)))
    for target in (share, cycle):
        step = 1e-6
        slope = (target.scaled(0.2 + step) - target.scaled(0.2 - step)) / (2 * step)
        assert target.scaled_tolerance == pytest.approx(0.02 * slope, rel=1e-6)
        assert np.isfinite([target.scaled(each) for each in (0.0, 1.0, 1e-9)]).all()
    assert [share.scaled(0.0), -share.scaled(1.0)] == pytest.approx([share.scaled(1e-9)] * 2)


def test_a_prior_is_a_latin_hypercube_within_the_bounds_of_each_parameter() -> None:
    drawn, again, other = (values_of(prior(len(LEVERS), 50, seed=seed), LEVERS) for seed in (3, 3, 4))
    for one in LEVERS:
        places = sorted((values[one.name] - one.low) / (one.high - one.low) for values in drawn)
        assert all(at / 50 - EDGE <= place <= (at + 1) / 50 + EDGE for at, place in zip(count(), places, strict=False))
    assert drawn == again != other


def test_a_prior_s_draw_at_its_very_bound_is_a_value_within_it(monkeypatch: pytest.MonkeyPatch) -> None:
    hypercube = SimpleNamespace(random=lambda count: np.array([[0.0, 1.0], [1.0, 0.5]]))
    monkeypatch.setattr(posterior.qmc, "LatinHypercube", lambda *_, **__: hypercube)
    scores = prior(2, 2, seed=1)
    assert np.isfinite(scores).all()
    assert scores[0, 0] == pytest.approx(-scores[0, 1])
    for one in values_of(scores, UNCERTAIN[:2]):
        assert all(each.low <= one[each.name] <= each.high for each in UNCERTAIN[:2])


@pytest.mark.parametrize(("parameters", "pairs"), [(3, 3), (6, 15), (10, 45)])
def test_parameters_trade_off_where_their_correlation_is_beyond_chance_among_all_their_pairs(
    parameters: int, pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    luck = np.random.default_rng(parameters).normal(size=(60, parameters))
    sets = [{f"p{at}": float(value) for at, value in enumerate(row)} for row in luck]
    found = {(f"p{a}", f"p{b}"): stats.spearmanr(luck[:, a], luck[:, b]).statistic
             for a, b in combinations(range(parameters), 2)}  # fmt: skip
    for beyond in (0.0, 0.1, 0.2):
        asked = list[tuple[int, int]]()
        monkeypatch.setattr(told, "chance", lambda *of, least=beyond, asked=asked: asked.append(of) or least)
        told_of = {(one.first, one.second): one.correlation for one in told.trade_offs(sets)}
        assert asked == [(60, pairs)]
        assert told_of == {pair: pytest.approx(value) for pair, value in found.items() if abs(value) > beyond}
        assert [*map(abs, told_of.values())] == sorted(map(abs, told_of.values()), reverse=True)
