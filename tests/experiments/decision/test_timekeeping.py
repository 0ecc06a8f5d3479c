"""The clock of a decision: what fits is done, what does not is named, and without a bound nothing is left out."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import concluding, deciding, flips, two_factors
from cordiale.experiments.decision.alternatives import Option
from cordiale.experiments.decision.branching import Branches
from cordiale.experiments.decision.flips import Factor
from cordiale.experiments.decision.timekeeping import Clock
from cordiale.experiments.decision.two_factors import SIDE, checked_pair, map_of
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.talk import Talk
from cordiale.simulation.scenario.files import load_scenario
from tests.support.decision_asked import as_asked


def clock(*, binds: bool, budget: float = 100.0) -> Clock:
    """A clock that has run for ten seconds, in which a hundred quarters were lived, after fifty before it."""
    lived: Any = SimpleNamespace(quarters_lived=150)
    return Clock(
        lived, budget, binds=binds, began=time.perf_counter() - 10.0, ready=time.perf_counter() - 10.0, before=50
    )


def test_it_knows_how_fast_quarters_are_lived() -> None:
    assert clock(binds=True).pace == pytest.approx(10.0, rel=0.05)


def test_what_comes_before_the_first_company_counts_for_the_budget_and_not_for_how_fast_quarters_are_lived() -> None:
    running = clock(binds=True)
    running.began -= 80.0
    assert running.spent == pytest.approx(90.0, rel=0.05)
    assert running.pace == pytest.approx(10.0, rel=0.05)
    assert not running.fits("what fits into ninety seconds", 500)


def test_what_does_not_fit_is_named_and_what_does_is_not() -> None:
    running = clock(binds=True)
    assert running.fits("little", 500)
    assert not running.fits("much", 2000)
    assert running.left_out == ["much"]


def test_where_companies_were_given_nothing_is_left_out() -> None:
    running = clock(binds=False, budget=1.0)
    assert running.fits("much", 10**9)
    assert running.left_out == []


def test_a_map_names_the_leader_of_each_cell_and_hatches_where_nobody_is_ahead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A world where `a` brings what one factor says, `b` what the other says, up to luck of the company."""
    luck = np.array([-0.01, 0.0, 0.01, 0.02, -0.02, 0.0])
    monkeypatch.setattr(two_factors, "company_with", lambda company, factor, value: {**company, factor.name: value})

    def live(options: list[Option], companies: range, *, company: dict[str, float]) -> dict[str, Any]:
        values = {"a": company["x"] + luck, "b": company["y"] - luck}
        return {each.name: SimpleNamespace(value=values[each.name]) for each in options}

    branches: Any = SimpleNamespace(company={}, live=live)
    options = [Option(name, name, (), 2, "switch") for name in ("a", "b")]
    pair = (Factor("x", 0.0, 1.0, 0.5, "1"), Factor("y", 0.0, 1.0, 0.5, "1"))
    drawn = map_of(branches, pair, options, range(len(luck)))
    assert len(drawn.cells) == SIDE**2
    for cell in drawn.cells:
        assert cell.apart == (cell.across != cell.down)
        assert cell.across == cell.down or cell.best == ("a" if cell.across > cell.down else "b")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("leadership.strenth,forces.buyers.end", "did you mean 'leadership.strength'"),
        ("leadership.strength", "two different names joined by a comma"),
        ("leadership.strength,leadership.strength", "two different names joined by a comma"),
    ],
)
def test_a_map_of_what_there_is_not_is_refused(given: str, told: str) -> None:
    with pytest.raises(UsersError, match=told):
        checked_pair(given)


@pytest.mark.parametrize(("said", "lived"), [(60.0, 50.0), (12.0, 10.0), (600.0, 590.0)])
def test_a_budget_has_room_for_what_is_written_at_the_end(
    said: float, lived: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def stopped(branches: object, budget: float, **_: object) -> Clock:
        given.append(budget)
        raise LookupError

    monkeypatch.setattr(deciding, "Clock", stopped)
    with pytest.raises(LookupError):
        deciding.decide(
            load_scenario("smb-inbound"),
            as_asked(budget=said, workers=1),
            called="tiny",
            talk=Talk(quiet=True),
            w=ENGLISH,
        )
    assert given == [pytest.approx(lived)]


def test_the_options_of_a_company_live_its_past_once() -> None:
    scenario = load_scenario().with_values({"company.burn_in": 3})
    branches = Branches(SimpleNamespace(scenario=scenario), "mine", 1, 4, decisions=(), workers=None)  # type: ignore[arg-type]  # what is asked of it
    assert branches.quarters_of(10, companies=2) == 10 * 4 + 2 * 3


@pytest.mark.parametrize("question", ["flip", "map"])
def test_a_question_is_asked_of_the_clock_at_as_many_lives_as_it_takes(
    question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`b` overtakes `a` half of the way up, of three options in five companies."""
    at = dict[str, float]()
    lived, asked = list[int](), list[int]()

    def live(options: Any, companies: range, *, company: Any) -> Any:
        lived.append(len(options) * len(companies))
        worth = {"a": 0.5, "b": at["x"], "stay": -1.0}
        return {each.name: SimpleNamespace(value=np.full(5, worth[each.name])) for each in options}

    factor = Factor("x", 0.0, 1.0, 0.2, "1")
    branches: Any = SimpleNamespace(
        seed=1, company=None, live=live, quarters_of=lambda lives, *, companies: lives + (companies != 5) * 1000
    )
    running: Any = SimpleNamespace(fits=lambda name, quarters: asked.append(quarters) or True)
    monkeypatch.setattr(concluding, "factors", lambda *_: [factor])
    monkeypatch.setattr(concluding, "ranged", lambda *_: (factor, factor._replace(name="y")))
    for module in (flips, two_factors):
        monkeypatch.setattr(module, "company_with", lambda _, one, value: at.__setitem__(one.name, value))
    known: Any = [SimpleNamespace(name=name) for name in ("a", "b", "stay")]
    if question == "flip":
        (found,) = concluding.turned_over(branches, known, "a", range(5), matter=(), clock=running)
        assert found.to == "b"
    else:
        concluding.two_factors(branches, ("x", "y"), known, range(5), clock=running, wanted=False)
    assert asked == [sum(lived)]
