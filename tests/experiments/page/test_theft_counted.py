"""What a theft of a lead costs, counted a second time: of whose trust, from when on, and in how many companies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.page import answered
from cordiale.experiments.page.syllabus import LESSONS, LUCK, QUARTERS, declared
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario

THEFT = next(declared(name) for name in LESSONS if "wrong" in declared(name))
WEEK, EVERY = THEFT["wrong"]["week"], THEFT["wrong"]["every"]


def trusts(replication: int, *, theft: bool) -> dict[tuple[int, int], list[float]]:
    """Trust at each quarter's end, by pair and side, of one pair in so many of whom both stayed."""
    company = prepare(load_scenario(THEFT["scenario"]))
    org = start(company, Run(company.scenario.company.paradigm, "none", replication, LUCK, QUARTERS))
    weight = float(org.parameters[0].trust_affect_weight)
    pairs = range(0, int(org.company[0].pairs), EVERY)
    met = {at: _who(org, at) for at in pairs}
    gone, found = set[int](), {(at, side): list[float]() for at in pairs for side in (0, 1)}
    for week in range(13 * QUARTERS + 1):
        if theft and week == WEEK:
            for at, side in found:
                org.opinions[2 * at + side].violations += 1.0
        org = advance(org, week)
        if week and week % 13 == 0:
            gone |= {at for at in pairs if _who(org, at) != met[at]}
            for (at, side), seen in found.items():
                opinion = org.opinions[2 * at + side]
                seen.append(float(weight * opinion.affect + (1.0 - weight) * opinion.cognition))
    return {(at, side): seen for (at, side), seen in found.items() if at not in gone}


def _who(org: Any, at: int) -> tuple[int, int]:
    tie = org.ties[at]
    return int(org.people.identity[tie.rep]), int(org.people.identity[tie.marketer])


@pytest.fixture(scope="module")
def counted() -> dict[str, Any]:
    found = [{theft: trusts(each, theft=theft) for theft in (True, False)} for each in range(2)]
    return {name: [_mean(each, theft) for each in found] for name, theft in (("theft", True), ("twin", False))}


def _mean(both: dict[bool, dict[tuple[int, int], list[float]]], theft: bool) -> Any:
    stayed = both[True].keys() & both[False].keys()
    return np.mean([both[theft][one] for one in sorted(stayed)], axis=0)


def test_the_wronged_and_their_twins_are_one_pair_in_so_many_of_whom_both_stay_in_either_company(
    counted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answered, "COMPANIES", 2)
    lives = answered.wronged(THEFT)
    for arm in ("theft", "twin"):
        assert lives[arm]["trust"] == pytest.approx(np.array(counted[arm])), arm


def test_trust_is_lost_from_the_week_of_the_theft_on_and_only_where_there_was_one(counted: dict[str, Any]) -> None:
    lost = np.mean(counted["twin"], axis=0) - np.mean(counted["theft"], axis=0)
    before = WEEK // 13
    assert not lost[:before].any()
    assert (lost[before:] > 0.0).all()
    assert lost[before] == lost.max(), "it heals"


def test_a_company_none_of_whose_pairs_stayed_counts_in_neither_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    def robbed(theft: list[list[float]], twin: list[list[float]]) -> Callable[..., Any]:
        return lambda _, arm, *__: np.array(theft if arm.get("theft") else twin)

    gone = np.nan
    for theft, twin, wanted in (
        ([[0.2, gone]], [[0.6, 0.9]], (0.2, 0.6)), ([[0.2, 0.4]], [[0.6, 0.9]], (0.3, 0.75)),
        ([[gone, 0.1]], [[0.6, gone]], None), ([[gone, 0.1]], [[0.6, 0.8]], (0.1, 0.8)),
    ):  # fmt: skip
        monkeypatch.setattr(answered, "_robbed", robbed(theft, twin))
        lives = answered.wronged(THEFT)
        assert len(lives["theft"]["trust"]) == len(lives["twin"]["trust"]) == (0 if wanted is None else 32)
        if wanted is not None:
            assert (lives["theft"]["trust"][0, 0], lives["twin"]["trust"][0, 0]) == pytest.approx(wanted)
