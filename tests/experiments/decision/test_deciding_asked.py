"""A decision looks at as many companies as it was asked to and, where nobody asked, at as many as the budget allows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import deciding
from cordiale.experiments.decision.asked import FEWEST, FIRST, MOST, Asked
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.deciding import AT_FIRST, SHARE, affordable, begun_with
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.selection import Rule
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.decision_asked import as_asked
from tests.support.worlds import small

RULE = Rule()


def clock(spent: float, pace: float = 100.0) -> Any:
    return SimpleNamespace(spent=spent, pace=pace, budget=60.0)


def companies(asked: Asked, spent: float = 10.0) -> tuple[int, int]:
    """How many live all options at first, and how many come in a batch after that."""
    branches: Any = SimpleNamespace(quarters_of=lambda options, companies: 50 * options * companies)
    options: Any = [None] * 4
    rule = begun_with(branches, options, asked, clock(spent))
    return rule.first, rule.batch


@pytest.mark.parametrize("first", [FIRST, 9, 1000])
def test_as_many_companies_live_all_options_at_first_as_are_asked_for(first: int) -> None:
    assert (
        companies(as_asked(first=first))
        == companies(as_asked(first=first, batches=3))
        == (first, min(RULE.batch, first))
    )


def test_where_batches_are_fixed_and_nothing_else_the_rule_says_how_many_begin() -> None:
    assert companies(as_asked(batches=3)) == (RULE.first, min(RULE.batch, RULE.first))


@pytest.mark.parametrize("budget", [1.0, 60.0, 90.0, 120.0, 10_000.0])
def test_where_nothing_is_fixed_as_many_begin_as_most_of_half_the_budget_has_room_for(budget: float) -> None:
    room = AT_FIRST * (SHARE * budget - 10.0) * 100 / 200  # at 100 quarters a second, 200 for a company
    first = min(max(int(room), FIRST), RULE.first)
    assert companies(as_asked(budget=budget)) == (first, min(RULE.batch, first))


@pytest.mark.parametrize("seconds", [-3.0, 0.0, 1.0, 5.0, 20.0, 1e5])
def test_what_follows_looks_at_as_many_companies_as_fit_into_what_is_left(seconds: float) -> None:
    assert affordable(seconds, 100.0, cost=50.0) == min(max(int(seconds * 2), FEWEST), MOST)


@pytest.mark.parametrize("matched", [None, 4, 7, 5000])
def test_what_follows_looks_at_the_companies_that_are_asked_for_whatever_the_budget(
    matched: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived = Lived(np.zeros((16, len(PARTS), 12)), np.zeros((16, 13), dtype=QUARTER))
    told: dict[str, Any] = {}
    monkeypatch.setattr(deciding, "usual", lambda *_: lived)
    monkeypatch.setattr(deciding, "raced", lambda *_, **__: ({}, None))
    monkeypatch.setattr(deciding, "best_so_far", lambda *_: "")
    monkeypatch.setattr(deciding, "cost", lambda *_: 1e-9)  # everything is affordable
    monkeypatch.setattr(deciding, "conclude", lambda *_, **given: told.update(given))
    asked = as_asked(parameters="point", matched=matched, first=6)
    deciding.decide(small({}), asked, called="small", talk=Talk(quiet=True), w=ENGLISH)
    assert told["matched"] == (matched or MOST)
    assert told["clock"].binds == (matched is None)
