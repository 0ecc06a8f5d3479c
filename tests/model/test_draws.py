"""Luck has an address: the generator is the published one, and neighbouring addresses have nothing in common."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri

from cordiale.simulation.world import draws
from cordiale.simulation.world.arithmetic import logistic, normal
from cordiale.simulation.world.draws import ONCE, STEP, Decision, draw, fate, philox
from cordiale.simulation.world.organisation import Organisation
from tests.support.worlds import small, world

N = 4096
UNLIKELY = 1e-4  # the addresses are fixed: a test that passes once passes always
DECISIONS = {each.name: int(each) for each in Decision}

# Known answers of Philox4x32-10: counter, key, result (Random123 distribution, tests/kat_vectors)
KNOWN_ANSWERS = [
    (
        "00000000 00000000 00000000 00000000",
        "00000000 00000000",
        "6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    ),
    (
        "ffffffff ffffffff ffffffff ffffffff",
        "ffffffff ffffffff",
        "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ),
    (
        "243f6a88 85a308d3 13198a2e 03707344",
        "a4093822 299f31d0",
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
]


def words(text: str) -> list[Any]:
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(counter: str, key: str, result: str) -> None:
    assert [int(word) for word in philox(*words(counter), *words(key))] == [int(word) for word in words(result)]


def test_an_address_is_read_as_week_decision_and_two_halves_of_who_under_seed_and_replication(
    org: Organisation,
) -> None:
    org.clock[0].week, org.clock[0].seed, org.clock[0].replication = 7, 11, 13
    who = (5 << 32) | 3
    expected = philox(*(np.uint64(word) for word in (7, Decision.CAREER, 3, 5, 11, 13)))
    assert tuple(draw(org, Decision.CAREER, who)) == tuple((int(word) + 0.5) * STEP for word in expected)


@pytest.fixture
def org() -> Organisation:
    return world(small())


def test_the_normal_quantile_agrees_with_scipy() -> None:
    uniform = np.concatenate([np.linspace(0.0005, 0.9995, 2001), 10.0 ** -np.arange(1.0, 10.0, 0.25), [0.5 * STEP]])
    uniform = np.concatenate([uniform, 1.0 - uniform[2001:]])
    ours, theirs = np.array([normal(u) for u in uniform]), ndtri(uniform)
    assert np.all(np.abs(ours - theirs) <= 3e-7 * np.maximum(1.0, np.abs(theirs)))


def test_a_draw_is_never_zero_nor_one_so_that_its_logarithm_and_its_quantile_exist() -> None:
    lowest, highest = 0.5 * STEP, (0xFFFFFFFF + 0.5) * STEP
    assert 0.0 < lowest < highest < 1.0
    assert np.isfinite([normal(lowest), normal(highest), np.log(lowest)]).all()


def test_the_logistic_function_turns_even_odds_into_one_half_and_is_symmetric() -> None:
    assert logistic(0.0) == 0.5
    assert logistic(1.3) + logistic(-1.3) == pytest.approx(1.0)
    assert logistic(np.log(3.0)) == pytest.approx(0.75)


def test_every_decision_has_a_number_of_its_own() -> None:
    assert sorted(DECISIONS.values()) == list(range(1, len(DECISIONS) + 1))
    assert max(DECISIONS.values()) < draws.OWN_DECISIONS


def at(org: Organisation, luck: Callable[..., Any] = draw, **address: int) -> tuple[float, ...]:
    """The four draws at an address; what is not given stands at a fixed place."""
    place = {"seed": 20, "replication": 3, "week": 9, "decision": Decision.BUYER, "who": 77} | address
    clock = org.clock[0]
    clock.seed, clock.replication, clock.week = place["seed"], place["replication"], place["week"]
    return tuple(luck(org, place["decision"], place["who"]))


def along(org: Organisation, coordinate: str, **fixed: int) -> np.ndarray[Any, Any]:
    """Draws at `N` neighbouring addresses that differ in one coordinate only, shape (N, 4)."""
    return np.array([at(org, **fixed, **{coordinate: number}) for number in range(N)])


COORDINATES = ("seed", "replication", "week", "decision", "who")


@pytest.mark.parametrize("coordinate", COORDINATES)
def test_draws_at_neighbouring_addresses_are_uniform(org: Organisation, coordinate: str) -> None:
    for column in along(org, coordinate).T:
        assert stats.chisquare(np.histogram(column, bins=64, range=(0, 1))[0]).pvalue > UNLIKELY
        assert stats.kstest(column, "uniform").pvalue > UNLIKELY


@pytest.mark.parametrize("coordinate", COORDINATES)
def test_draws_at_neighbouring_addresses_tell_nothing_about_each_other(org: Organisation, coordinate: str) -> None:
    stream = along(org, coordinate)
    for first, second in itertools.product(stream.T, repeat=2):
        for lag in (1, 2):
            assert_unrelated(first[:-lag], second[lag:])
    for first, second in itertools.combinations(stream.T, 2):
        assert_unrelated(first, second)


@pytest.mark.parametrize(("moving", "neighbour"), list(itertools.permutations(COORDINATES, 2)))
def test_two_neighbouring_streams_tell_nothing_about_each_other(org: Organisation, moving: str, neighbour: str) -> None:
    here, there = along(org, moving, **{neighbour: 5}), along(org, moving, **{neighbour: 6})
    for first, second in zip(here.T, there.T, strict=True):
        assert_unrelated(first, second)


def assert_unrelated(first: Any, second: Any) -> None:
    """No correlation, and all cells of a square equally full."""
    assert stats.pearsonr(first, second).pvalue > UNLIKELY / 10
    cells = np.histogram2d(first, second, bins=8, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > UNLIKELY / 10


def test_identities_that_differ_only_above_32_bits_have_luck_of_their_own(org: Organisation) -> None:
    stream = np.array([at(org, who=77 | (high << 32)) for high in range(N)])
    assert len(np.unique(stream[:, 0])) == N
    assert stats.kstest(stream[:, 0], "uniform").pvalue > UNLIKELY


def test_fate_is_the_same_in_every_week_and_a_draw_is_not(org: Organisation) -> None:
    weeks = range(200)
    assert len({at(org, fate, week=week, decision=Decision.LEAD_NATURE) for week in weeks}) == 1
    assert len({at(org, draw, week=week, decision=Decision.LEAD_NATURE) for week in weeks}) == 200


def test_the_week_of_fate_is_one_that_no_run_reaches(org: Organisation) -> None:
    longest_run = 400 * 13
    assert longest_run < int(ONCE)
    assert at(org, fate) not in {at(org, draw, week=week) for week in range(longest_run)}


def test_seed_and_replication_are_part_of_fate(org: Organisation) -> None:
    assert (
        len({at(org, fate, seed=seed, replication=replication) for seed in range(20) for replication in range(20)})
        == 400
    )
