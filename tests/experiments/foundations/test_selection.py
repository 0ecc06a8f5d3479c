"""The choice between options: what is ruled out, when, and how often that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from scipy import stats
from scipy.special import stdtr
from scipy.stats import binomtest

from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.selection import (
    Draw,
    Floats,
    Race,
    Rule,
    boundary,
    choose,
    probabilities,
    screen,
    significant,
)
from cordiale.experiments.workshop.coverage import choices
from cordiale.experiments.workshop.coverage.choices import HARDEST, KINDS, Kind, Tried, batch, decided, luck


def drawn(means: Mapping[str, float], *, spread: float = 1.0, seed: int = 1) -> Draw:
    """A way to draw independent normal values around these means."""
    rng = np.random.default_rng(seed)

    def draw(names: Sequence[str], companies: range) -> Mapping[str, Floats]:
        values = {name: rng.normal(mean, spread, len(companies)) for name, mean in means.items()}
        return {name: values[name] for name in names}

    return draw


@pytest.mark.parametrize(
    ("field", "value"), [("confidence", 1.0), ("confidence", 0.0), ("indifference", 0.0), ("first", 3), ("batch", 0)]
)
def test_a_rule_that_decides_nothing_is_refused_with_its_name(field: str, value: float) -> None:
    with pytest.raises(UsersError, match=field):
        Rule(**{field: value})


def test_one_option_is_nothing_to_choose_from() -> None:
    with pytest.raises(ValueError, match="nothing to choose"):
        choose(drawn({"a": 1.0}), ["a"], Rule(), more=lambda race: True, always=())


def test_a_clear_best_is_chosen_and_the_others_are_lived_no_further_but_for_those_that_are_needed() -> None:
    race = choose(
        drawn({"stay": 100.0, "good": 103.0, "bad": 90.0}),
        ["stay", "good", "bad"],
        Rule(),
        always=["stay"],
        more=lambda race: True,
    )
    assert race.decided
    assert race.best == "good"
    assert len(race.seen["bad"]) == Rule().first
    assert len(race.seen["stay"]) == len(race.seen["good"])


def test_the_boundary_is_that_of_the_paper() -> None:
    """By hand: k = 2, α' = 0.1, n = 5, so η = (0.2^(-1/2) - 1)/2 and h² = 8 η; δ = 1, S² = 2."""
    rule, eta = Rule(confidence=0.8, first=5, batch=1), (0.2 ** (-0.5) - 1) / 2
    assert boundary(rule, options=2, spread=np.array(2.0), delta=1.0, companies=5) == pytest.approx((16 * eta - 5) / 10)
    assert boundary(rule, options=2, spread=np.array(2.0), delta=1.0, companies=500) == 0
    assert boundary(rule, options=2, spread=np.array(2.0), delta=0.0, companies=5) == np.inf


def test_levels_of_the_screening_add_up_to_half_of_the_error_over_all_looks_and_pairs() -> None:
    rule = Rule(confidence=0.9)
    levels = [float(1 - stdtr(99, significant(rule, options=6, look=look, companies=100))) for look in range(1, 2000)]
    assert 5 * sum(levels) == pytest.approx(0.05, rel=0.001)


@pytest.mark.parametrize("errors", [0.9, 1.1])
def test_what_is_behind_by_more_than_luck_allows_is_ruled_out_at_once(errors: float) -> None:
    """A small indifference keeps KN waiting; the screening does not wait."""
    rule, noise = Rule(), np.random.default_rng(8).standard_normal(24)
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    ahead = errors * significant(rule, options=2, look=1, companies=24) / 24**0.5
    race = Race(("a", "b"), {"a": np.zeros(24), "b": noise + ahead}, ["a", "b"], 1e-6, 0, np.ones((2, 2)))
    screen(race, rule)
    assert race.remaining == (["b"] if errors > 1 else ["a", "b"])


@pytest.mark.parametrize("batches", [0, 1, 4, 20])
def test_each_look_allows_what_is_left_of_the_error_after_the_looks_before_it(batches: int) -> None:
    """A race that has looked before rules out less at once than one that looks for the first time."""
    rule, noise = Rule(), np.random.default_rng(8).standard_normal(24)
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    bound = significant(rule, options=2, look=batches + 1, companies=24) / 24**0.5
    for errors in (0.98, 1.02):
        race = Race(("a", "b"), {"a": np.zeros(24), "b": noise + errors * bound}, ["a", "b"], 1e-6, batches,
                    np.ones((2, 2)))  # fmt: skip
        screen(race, rule)
        assert race.remaining == (["b"] if errors > 1 else ["a", "b"])


def test_options_that_are_the_same_in_every_company_do_not_race_for_ever() -> None:
    def draw(names: Sequence[str], companies: range) -> Mapping[str, Floats]:
        values = 100.0 + np.array(companies) % 7
        return {name: values.astype(float) for name in names}

    race = choose(draw, ["switch", "switch with a way back"], Rule(), more=lambda race: True, always=())
    assert race.remaining == ["switch"]
    assert probabilities(race, seed=1)[0] == {"switch": 1.0, "switch with a way back": 0.0}


def test_a_race_that_is_stopped_says_which_are_left_and_repeats_with_as_many_batches() -> None:
    means = {"stay": 100.0, "one": 100.5, "other": 100.5}
    stopped = choose(drawn(means, spread=9.0), list(means), Rule(), more=lambda race: race.batches < 3, always=())
    again = choose(drawn(means, spread=9.0), list(means), Rule(), more=lambda race: race.batches < 3, always=())
    assert not stopped.decided
    assert stopped.batches == again.batches == 3
    assert stopped.remaining == again.remaining
    assert all((stopped.seen[name] == again.seen[name]).all() for name in means)


def test_chances_add_up_and_are_near_certain_only_where_they_should_be() -> None:
    near = choose(drawn({"a": 100.0, "b": 100.1}, spread=5.0), ["a", "b"], Rule(), more=lambda race: False, always=())
    chances, good = probabilities(near, seed=1)
    assert sum(chances.values()) == pytest.approx(1.0)
    assert 0.02 < chances["a"] < 0.98
    assert good >= max(chances.values()) - 0.01
    far = choose(drawn({"a": 100.0, "b": 120.0}), ["a", "b"], Rule(), more=lambda race: True, always=())
    assert probabilities(far, seed=1)[0]["b"] > 0.999


def test_chances_of_two_options_are_those_of_the_normal_distribution() -> None:
    race = choose(drawn({"a": 100.0, "b": 100.4}, spread=3.0), ["a", "b"], Rule(), more=lambda race: False, always=())
    gap = race.seen["b"] - race.seen["a"]
    expected = float(np.mean(np.random.default_rng(2).normal(gap.mean(), gap.std(ddof=1) / len(gap) ** 0.5, 10**5) > 0))
    assert probabilities(race, seed=1)[0]["b"] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_in_100_decisions_no_more_go_wrong_than_promised(kind: Kind) -> None:
    wrong, companies = batch(kind, 100, (7, 1))
    assert binomtest(wrong, 100, 0.05, alternative="greater").pvalue > 0.001
    assert companies >= 100 * (kind.first or Rule().first)


def test_a_procedure_that_is_too_sure_is_found_out() -> None:
    """With a tenth of the confidence the same trials show many wrong choices: the measure can fail."""
    rash = Rule(confidence=0.05, indifference=0.01, first=4, batch=8)
    wrong, _ = batch(Kind("hard", HARDEST, (1.5, 1.5)), 40, (1,), rash)
    assert binomtest(wrong, 40, 0.05, alternative="greater").pvalue < 0.001


def test_luck_of_every_shape_has_mean_0_and_spread_1() -> None:
    for kind in KINDS:
        values = luck(kind, np.random.default_rng(1), 200_000, 1)
        assert values.mean() == pytest.approx(0.0, abs=0.02)
        assert values.std() == pytest.approx(1.0, abs=0.05)


def test_a_made_up_decision_knows_when_it_went_wrong() -> None:
    wrong, companies = decided(Kind("easy", (0.0, 50.0), (0.1, 0.1)), np.random.default_rng(1))
    assert (wrong, companies) == (False, Rule().first)


@pytest.mark.parametrize(("wrong", "holds"), [(0, True), (100, True), (120, True), (140, False)])
def test_a_promise_of_5_percent_is_held_to_what_chance_would_give(wrong: int, holds: bool) -> None:
    assert Tried("k", wrong, 2000, 30.0, (0, 0)).holds == holds


def test_fewer_decisions_than_show_anything_are_wrong_usage() -> None:
    with pytest.raises(SystemExit) as refused:
        choices.main(["--decisions", "1999"])
    assert refused.value.code == 2


@pytest.mark.parametrize(("wrong", "code"), [(90, 0), (200, 5)])
def test_the_command_fails_where_the_promise_does_not_hold(
    wrong: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choices, "tried", lambda *_, **__: iter([Tried("k", wrong, 2000, 30.0, (0, 0))]))
    assert choices.main([]) == code


@pytest.mark.parametrize("behind", [0.5, 2.0])
@pytest.mark.parametrize("delta", [0.0, 1.0, 3.0])
def test_a_choice_is_good_enough_with_the_chance_that_no_other_is_better_by_more_than_the_indifference(
    behind: float, delta: float
) -> None:
    n, luck = 12, np.random.default_rng(2).normal(0, 4, 12)
    gap = luck - luck.mean() - behind
    shared = np.random.default_rng(3).normal(100, 9, n)  # which both have, and tells nothing
    race = Race(
        ("front", "other"),
        {"front": shared, "other": shared + gap},
        ["front", "other"],
        delta,
        batches=0,
        spreads=np.zeros((0, 0)),
    )
    chances, confidence = probabilities(race, seed=1)
    error = gap.std(ddof=1) / n**0.5
    assert confidence == pytest.approx(stats.t.cdf((delta + behind) / error, n - 1), abs=0.012)
    assert chances["front"] == pytest.approx(stats.t.cdf(behind / error, n - 1), abs=0.012)
    assert sum(chances.values()) == pytest.approx(1.0)


def test_who_lived_on_is_compared_with_who_did_not_in_the_companies_that_both_lived() -> None:
    stay = np.array([10.0, 10.0, 10.0, 2.0, 2.0, 2.0])  # the later companies are poor ones
    seen = {"stay": stay, "lucky": np.array([11.0, 11.0, 11.0]), "longer": stay + 3.0}
    race = Race(tuple(seen), seen, ["stay", "lucky", "longer"], delta=1.0, batches=0, spreads=np.zeros((0, 0)))
    assert seen["lucky"].mean() > seen["longer"].mean()
    assert {name: race.ahead(name) for name in seen} == {"stay": 0.0, "lucky": 1.0, "longer": 3.0}
    assert race.best == "longer"
