"""Money, the way there, regret, and the two accounts of a lead: small cases that can be worked out by hand."""

from __future__ import annotations

import operator
from itertools import permutations

import numpy as np
import pytest

from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.by_lever import LEVERS, added, adjusted, both_ways, order_of
from cordiale.experiments.decision.channels import CHANNELS, FUNNEL, channel_values, split_product
from cordiale.experiments.decision.course import course
from cordiale.experiments.decision.flips import Factor, crossing, overtaken
from cordiale.experiments.decision.regret import regrets
from cordiale.experiments.decision.standings import baseline
from cordiale.experiments.decision.warning_signs import Floats, signs_in, warnings_of
from cordiale.experiments.decision.worth import PARTS, discounting, distance_between, reorganised, taken_in, worth
from cordiale.experiments.foundations.statistics import paired_difference
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run, timeline
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import QUARTER
from cordiale.simulation.world.paradigms import PARADIGMS
from tests.support.worlds import small


def rows(quarters: int, **columns: float) -> np.ndarray:
    """Quarters of a run with these outcomes in each."""
    table = np.zeros(quarters + 1, dtype=QUARTER)
    for name, value in columns.items():
        table[name] = value
    return table


def lived(*by_quarter: list[float]) -> Lived:
    """Companies whose value by quarter is this, all of it of new contracts."""
    values = np.zeros((len(by_quarter), len(PARTS), len(by_quarter[0])))
    values[:, 0] = by_quarter
    return Lived(values, np.zeros((len(by_quarter), len(by_quarter[0]) + 1), dtype=QUARTER))


FREE = {"economics.discount": 0.0}


def test_the_value_of_a_quarter_is_margin_less_people_less_hours() -> None:
    scenario = small({**FREE, "economics.margin": 0.5, "economics.leaver": 10.0, "economics.hour": 0.1})
    run = Run(scenario.company.paradigm, "none", 0, 1, 1)
    parts = worth(scenario, run, rows(1, revenue_new=100, revenue_recurring=40, leavers=3, friction_hours_share=0.25))
    people, hours = len(scenario.chart()), scenario.people.weekly_hours * 13
    assert parts[:, 0].tolist() == pytest.approx([50, 20, -30, -0.1 * 0.25 * people * hours, 0])


def test_the_revenue_of_the_last_year_is_that_of_the_last_four_quarters() -> None:
    table = rows(6)
    table["revenue"] = [50, 1, 2, 4, 8, 16, 32]  # the first day, then six quarters
    staying = Lived(np.zeros((1, len(PARTS), 6)), table[np.newaxis])
    assert baseline(staying, 6).revenue_last_year.mean == 4 + 8 + 16 + 32


def test_what_comes_later_is_worth_less() -> None:
    factors = discounting(load_scenario().with_values({"economics.discount": 0.21}), 8)
    assert factors[0] == pytest.approx(1.21**-0.125)
    assert factors[4] / factors[0] == pytest.approx(1 / 1.21)


def test_a_switch_and_the_way_back_cost_what_they_move() -> None:
    scenario = small({"company.paradigm": "siloed"})
    decided = ("Q2 paradigm=assimilated", "Q4 when wins < 5 paradigm=siloed", "Q5 survey")
    run = Run("siloed", "none", 0, 1, 6, 0, decided)
    size = distance_between(PARADIGMS["siloed"], PARADIGMS["assimilated"], rule=scenario.power.rule_change)
    assert reorganised(scenario, run, rows(6, wins=9)).tolist() == [0, size, 0, 0, 0, 0]
    failing = rows(6, wins=9)
    failing["wins"][4] = 1
    assert reorganised(scenario, run, failing).tolist() == [0, size, 0, 0, size, 0]


def test_two_steps_cost_together_what_one_costs() -> None:
    scenario = small({"company.paradigm": "siloed"})
    run = Run("siloed", "none", 0, 1, 6, 0, ("Q2 integration=0.4", "Q4 integration=0.8"))
    assert reorganised(scenario, run, rows(6)).sum() == pytest.approx(0.75)


@pytest.mark.parametrize("goal", ["assimilated", "sales-led", "proportional"])
def test_the_size_of_a_reorganisation_is_the_model_s(goal: str) -> None:
    from cordiale.simulation.engine import advance

    scenario = small({"company.paradigm": "siloed"})
    org = start(prepare(scenario), Run(goal, "none", 0, 1, 1, 1))
    advance(org, 1)
    mine = distance_between(PARADIGMS["siloed"], PARADIGMS[goal], rule=scenario.power.rule_change)
    assert org.company[0].upheaval == pytest.approx(mine)


# The way there


def test_the_way_dips_pays_back_and_may_end_worse() -> None:
    way = course(lived([0, -3, 1, 4, 2, 0], [0, -3, 1, 0, -1, -1]), lived([0] * 6, [0] * 6))
    assert (way.dip_quarter, way.dip_value) == (2, -3.0)
    assert way.payback_quarter == 4
    assert (way.never_pays, way.worse_than_staying) == (0.5, 0.5)
    assert [each.quarter for each in way.quarters] == [1, 2, 3, 4, 5, 6]
    assert way.quarters[1].difference.mean == -3
    assert way.quarters[3].so_far.mean == 0.0


def test_what_never_pays_says_so() -> None:
    way = course(lived([-1, -1, 0, 0], [-1, -1, 0, 0]), lived([0] * 4, [0] * 4))
    assert (way.payback_quarter, way.never_pays) == (None, 1.0)


def test_regret_is_over_companies_and_its_largest_over_weathers() -> None:
    expected = {"a": lived([5.0], [1.0]), "b": lived([3.0], [4.0])}
    stormy = {"a": lived([0.0], [0.0]), "b": lived([9.0], [0.0])}
    first, second = regrets({"expected": expected, "full": stormy}, expected="expected")
    assert (first.option, first.expected, first.largest) == ("a", 1.5, 9.0)
    assert (second.expected, second.largest) == (1.0, 2.0)


def test_regret_without_luck_lies_between_falling_short_on_average_and_regret_with_luck() -> None:
    """Two parameter sets, in each of which one option is better by 2; luck of 1 either way blurs that."""
    luck = np.array([1.0, -1.0])
    sets = {"a": np.array([2.0, 0.0]), "b": np.array([0.0, 2.0])}
    values = {name: np.add.outer(each, luck if name == "a" else -luck).ravel() for name, each in sets.items()}
    lives = {name: lived(*([value] for value in each)) for name, each in values.items()}
    without_luck = {name: float((np.maximum(*sets.values()) - each).mean()) for name, each in sets.items()}
    for each in regrets({"expected": lives}, expected="expected"):
        assert each.least <= without_luck[each.option] <= each.expected
        assert each.at_worst == each.least


# Why


def test_shapley_shares_a_gain_that_takes_two_evenly_and_gives_a_bystander_nothing() -> None:
    for order in permutations("abc"):
        parts = added(order, lambda some: float({"a", "b"} <= some))
        assert parts == pytest.approx({"a": 0.5, "b": 0.5, "c": 0.0})


def test_over_all_orders_what_a_lever_adds_is_shapley_s_value_and_in_each_order_the_parts_add_up() -> None:
    """By hand: a brings 1, b 2, both 3 more if c is there too, which alone brings nothing."""

    def worth(some: frozenset[str]) -> float:
        return 1.0 * ("a" in some) + 2.0 * ("b" in some) + 3.0 * (len(some) == 3)

    found = [added(order, worth) for order in permutations("abc")]
    assert all(sum(parts.values()) == 6.0 for parts in found)
    assert {who: np.mean([parts[who] for parts in found]) for who in "abc"} == pytest.approx({"a": 2, "b": 3, "c": 1})


def test_companies_pull_levers_in_orders_of_their_own_the_same_at_every_try() -> None:
    orders = [order_of(1, company) for company in range(200)]
    assert orders == [order_of(1, company) for company in range(200)]
    assert all(sorted(order) == sorted(LEVERS) for order in orders)
    first = [order[0] for order in orders]
    assert all(first.count(lever) > 20 for lever in LEVERS)
    ways = both_ways(orders[0])
    assert (len(ways), len(set(ways))) == (12, 10)


def test_parts_moved_to_more_companies_add_up_to_their_lead() -> None:
    rng = np.random.default_rng(3)
    parts = {name: rng.normal(place, 1 + place, 12) for place, name in enumerate(LEVERS)}
    lead = np.concatenate([np.sum([*parts.values()], axis=0), rng.normal(10, 3, 90)])
    moved = adjusted(parts, lead)
    assert sum(each.mean for each in moved.values()) == pytest.approx(lead.mean())
    assert all(each.low < each.mean < each.high for each in moved.values())


def test_the_channels_add_up_to_the_lead_whatever_the_companies() -> None:
    rng = np.random.default_rng(4)

    def some(n: int, factor: float) -> Lived:
        table = np.zeros((n, 5), dtype=QUARTER)
        for name in ("opportunities", "leads_rejected", "wins"):
            table[name] = rng.poisson(30 * factor, (n, 5))
        return Lived(rng.gamma(2.0, factor, (n, len(PARTS), 4)), table)

    option, staying = some(9, 1.2), some(9, 1.0)
    told = channel_values(option, staying, np.ones(4))
    assert tuple(told) == CHANNELS
    assert sum(each.mean for each in told.values()) == pytest.approx((option.value - staying.value).mean())


def test_a_lead_by_wins_alone_is_the_win_rate_s() -> None:
    assert split_product(np.array([10.0, 5.0, 4.0, 40.0]), np.array([10.0, 5.0, 2.0, 20.0])) == pytest.approx(
        [0, 0, 20, 0]
    )
    assert split_product(np.array([1.0, 0.0, 0.0, 0.0]), np.array([1.0, 1.0, 1.0, 7.0])).sum() == -7
    assert len(FUNNEL) == 4


# When not, and what warns


def test_a_flip_is_found_where_the_lines_cross_and_nowhere_else() -> None:
    noise = np.random.default_rng(5).normal(0, 0.1, 40)
    noise -= noise.mean()

    def evaluate(value: float, names: object) -> dict[str, np.ndarray]:
        return {"best": 1.0 + noise, "rival": value * 2 + 2 * noise, "third": noise - 5}

    found = overtaken(evaluate, Factor("f", 0.0, 1.0, 0.2, "1"), ["best", "rival", "third"], "best", seed=0)
    assert found.to == "rival"
    assert found.at == pytest.approx(0.5, abs=0.05)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.5 < found.high
    none = overtaken(evaluate, Factor("f", 0.0, 0.3, 0.2, "1"), ["best", "rival", "third"], "best", seed=0)
    assert (none.at, none.to) == (None, None)


def test_a_crossing_lies_on_the_line_between_what_was_looked_at() -> None:
    at, low, high = crossing({0.0: np.array([1.0, 1.0]), 1.0: np.array([-3.0, -3.0])}, seed=1)
    assert (at, low, high) == (0.25, 0.25, 0.25)


@pytest.mark.parametrize(
    ("leads", "place"), [((1.0, -1.0, 1.0, -3.0), 0.5), ((1.0, 2.0, 4.0, 3.0), 0.0), ((4.0, 3.0, 2.0, 1.0), 3.0)]
)
def test_of_several_crossings_the_first_is_told_and_where_there_is_none_the_end_that_is_nearer_to_one(
    leads: tuple[float, ...], place: float
) -> None:
    at, low, high = crossing({float(x): np.array([lead, lead]) for x, lead in enumerate(leads)}, seed=1)
    assert (at, low, high) == (place, place, place)


def test_the_sign_that_tells_is_found_with_few_false_alarms_and_one_that_does_not_is_not() -> None:
    rng = np.random.default_rng(6)
    n, bad = 200, np.arange(200) % 3 == 0
    table = rng.normal(50, 1, (n, 9)).astype(float)
    rows = np.zeros((n, 9), dtype=QUARTER)
    for name in QUARTER.names:
        rows[name] = rng.normal(50, 1, (n, 9))
    rows["wins"] = table
    rows["wins"][bad, 4:] -= 10
    values = np.zeros((n, len(PARTS), 8))
    values[:, 0, 7] = np.where(bad, -1.0, 1.0)
    first = warnings_of(Lived(values, rows), Lived(np.zeros_like(values), rows), quarter=2)[0]
    assert (first.outcome, first.seen_in, first.quarter, first.above) == ("wins", "dashboard", 4, False)
    assert first.hits > 0.95
    assert first.false_alarms < 0.1
    assert first.early == 4


def test_a_warning_s_threshold_comes_of_one_half_of_the_companies_and_its_hits_of_the_other() -> None:
    rng, n = np.random.default_rng(3), 80
    failed, halves = np.arange(n) % 4 < 2, [np.arange(n) % 2 == side for side in (0, 1)]
    usual = np.where(failed[:, None], 10.0, 20.0) * np.array([0, 0, 1, 1, 1]) + rng.normal(0, 3, (n, 5))

    def found(values: Floats) -> list[tuple[bool, float, float, float]]:
        signs = signs_in(values, failed, halves, name="", place="", quarter=1)
        return [(each.above, each.threshold, each.hits, each.false_alarms) for each in signs]

    turned, before = [np.where(half[:, None], -usual, usual) for half in halves], found(usual)
    for was, chosen_of_others, tried_on_others in zip(before, found(turned[0]), found(turned[1]), strict=True):
        assert tried_on_others[:2] == was[:2]  # what the threshold is tried on has no say in it
        assert tried_on_others[2:] == (1, 1)  # all lie below it now
        assert chosen_of_others[:2] != was[:2]
    assert all(hits > 0.6 and false < 0.2 for _, _, hits, false in before)


def test_where_no_company_fails_nothing_warns() -> None:
    assert warnings_of(lived(*[[1.0] * 6] * 30), lived(*[[0.0] * 6] * 30), quarter=2) == ()


@pytest.mark.parametrize("wins", [4, 5, 6])
@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_what_waits_for_a_bound_is_decided_where_the_bound_is_met_and_not_where_it_is_not(sign: str, wins: int) -> None:
    holds = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]
    run = Run("siloed", "none", 0, 1, 4, 0, (f"Q2 when wins {sign} 5 paradigm=assimilated",))
    (one,) = timeline(small({"company.paradigm": "siloed"}), run)
    assert taken_in(one, rows(4, wins=wins)) == (2 if holds(wins, 5) else 0)


def test_a_channel_that_is_a_plain_sum_has_the_interval_of_its_paired_mean() -> None:
    """The jackknife of a mean is the mean's own error: people lost are a difference of sums."""
    luck = np.random.default_rng(5)
    n, at = 9, PARTS.index("people")
    lives = []
    for _ in range(2):
        values, table = np.zeros((n, len(PARTS), 3)), np.ones((n, 4), dtype=QUARTER)
        values[:, at] = luck.normal(10, 3, (n, 3))
        lives.append(Lived(values, table))
    option, staying = lives
    found = channel_values(option, staying, np.ones(3))["people lost"]
    wanted = paired_difference(option.worth[:, at].sum(axis=1), staying.worth[:, at].sum(axis=1))
    assert (found.mean, found.low, found.high) == pytest.approx((wanted.mean, wanted.low, wanted.high))


def test_twice_the_leads_of_the_same_fit_are_twice_the_leads_alone_and_the_first_day_counts_for_none() -> None:
    """Judged leads are those that became opportunities or were rejected, not those worked on."""
    lives = []
    for factor in (2, 1):
        values, table = np.zeros((4, len(PARTS), 3)), np.zeros((4, 4), dtype=QUARTER)
        values[:, PARTS.index("new")] = 50.0 * factor
        for name, count in (("opportunities", 6), ("leads_rejected", 4), ("wins", 2)):
            table[name] = count * factor
        table["leads_worked"] = 30
        for name in ("opportunities", "leads_rejected", "wins"):
            table[name][:, 0] = 900 * (3 - factor)
        lives.append(Lived(values, table))
    found = channel_values(*lives, np.ones(3))
    assert [found[name].mean for name in FUNNEL] == pytest.approx([150.0, 0.0, 0.0, 0.0], abs=1e-9)
