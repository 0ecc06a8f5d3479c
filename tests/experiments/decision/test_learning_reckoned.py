"""A map of two factors, and what knowing is worth: cells, surveys and parameters are those that they are called by."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import learning, two_factors
from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.flips import Factor
from cordiale.experiments.decision.information import Known
from cordiale.experiments.decision.two_factors import checked_pair, map_of, ranged
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.simulation.runs.company import prepare, with_parameters
from cordiale.simulation.world.outcomes import QUARTER
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.worlds import small

ACROSS = Factor("leadership.strength", 0.0, 1.0, 0.35, "1")
DOWN = Factor("buyers.cycle", 4.0, 12.0, 9.5, "week")
OPTIONS = [Option(name, name, (), 0, "switch") for name in ("siloed", "drift", "sales-led")]
DECLARED = {each.dotted: each for each in PARAMETERS}


def lived(values: Any, rows: Any = None) -> Lived:
    worth = np.zeros((len(values), len(PARTS), 1))
    worth[:, 0, 0] = values
    return Lived(worth, np.zeros((len(values), 3), dtype=QUARTER) if rows is None else rows)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> two_factors.TwoFactors:
    """Siloed leads where leaders are strong, drift where cycles are long; sales-led is always a little behind."""
    monkeypatch.setattr(two_factors, "company_with", lambda company, factor, value: {**company, factor.name: value})
    luck = np.random.default_rng(3).normal(0, 1, 8)

    def live(options: Any, companies: range, *, company: dict[str, float]) -> dict[str, Lived]:
        assert (options, companies) == (OPTIONS, range(8))
        worth = {"siloed": 100 * company[ACROSS.name], "drift": 10 * company[DOWN.name] + 1, "sales-led": -5.0}
        return {name: lived(value + luck) for name, value in worth.items()}

    branches: Any = SimpleNamespace(company={}, live=live)
    return map_of(branches, (ACROSS, DOWN), OPTIONS, range(8))


def test_a_map_has_five_even_values_of_each_factor_row_by_row_from_the_lowest_and_says_where_the_company_stands(
    drawn: two_factors.TwoFactors,
) -> None:
    places = [(x, y) for y in (4.0, 6.0, 8.0, 10.0, 12.0) for x in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert [(each.across, each.down) for each in drawn.cells] == places
    assert (drawn.across, drawn.across_unit, drawn.across_now) == ("leadership.strength", "1", 0.35)
    assert (drawn.down, drawn.down_unit, drawn.down_now) == ("buyers.cycle", "week", 9.5)
    assert (drawn.companies, drawn.options) == (8, ("siloed", "drift", "sales-led"))


def test_a_cell_names_who_leads_there_and_by_how_much_the_next(drawn: two_factors.TwoFactors) -> None:
    for each in drawn.cells:
        siloed, drift = 100 * each.across, 10 * each.down + 1
        assert each.best == ("siloed" if siloed > drift else "drift")
        assert each.lead.mean == pytest.approx(abs(siloed - drift))
        assert each.apart


def test_a_factor_that_all_sets_share_is_drawn_over_its_whole_declared_range_and_another_as_flips_look_through_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    found = [DOWN._replace(low=7.0, high=7.0), ACROSS._replace(low=0.2, high=0.6)]
    monkeypatch.setattr(two_factors, "factors", lambda branches, names: asked.append(names) or found)
    one, other = ranged("branches", ("buyers.cycle", "leadership.strength"))  # type: ignore[arg-type]  # handed on
    assert (one.name, one.low, one.high) == (
        "buyers.cycle",
        DECLARED["buyers.cycle"].low,
        DECLARED["buyers.cycle"].high,
    )
    assert (other.low, other.high) == (0.2, 0.6)
    assert asked == [["buyers.cycle", "leadership.strength"]]


@pytest.mark.parametrize("text", ["leadership.strength", "leadership.strength,leadership.strength", "a,b,c", ""])
def test_two_different_factors_make_a_map_and_nothing_else_does(text: str) -> None:
    assert checked_pair(" buyers.cycle ,forces.buyers.end") == ("buyers.cycle", "forces.buyers.end")
    with pytest.raises(UsersError, match="map = "):
        checked_pair(text)


@pytest.mark.parametrize("seed", [1, 7])
def test_what_is_seen_of_follow_up_is_the_share_of_a_hundred_leads_of_the_first_quarter_that_reps_worked(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = np.zeros((4, 3), dtype=QUARTER)
    rows["leads_worked"] = [[9, 5, 9], [9, 0, 9], [9, 30, 9], [9, 8, 9]]
    rows["leads_handed_over"] = [[9, 10, 9], [9, 40, 9], [9, 20, 9], [9, 0, 9]]
    asked: list[Any] = []
    monkeypatch.setattr(learning, "_survey", lambda *given: asked.append(given) or "known")
    gains = np.zeros((4, 2))
    assert learning.followed_up(gains, rows, seed) == "known"
    ((of, seen, topic, people, again),) = asked
    assert (topic, people, again) == ("follow-up", 100, seed)
    share = [0.5, 0.0, 1.0, 1.0]
    assert seen.tolist() == (np.random.default_rng(seed).binomial(100, share) / 100).tolist()
    assert of is gains


def test_ten_and_thirty_people_are_asked_each_on_luck_of_its_own_and_answers_of_many_lie_closer() -> None:
    asked: list[Any] = []
    truth = np.full(4000, 0.6)
    honest = learning._survey
    try:
        learning._survey = lambda *given: asked.append(given) or given[2:4]  # type: ignore[assignment,return-value]
        told = learning._asked(np.zeros((4000, 2)), truth, "trust", 5)
    finally:
        learning._survey = honest
    assert told == [("trust", 10), ("trust", 30)]
    for (_, seen, _, people, seed), count in zip(asked, (10, 30), strict=True):
        assert (people, seed) == (count, 5)
        assert float(np.std(seen)) == pytest.approx(0.25 / np.sqrt(count), rel=0.05)
    assert abs(np.corrcoef(asked[0][1], asked[1][1])[0, 1]) < 0.1


def test_a_survey_is_called_by_its_words_and_says_its_topic_and_how_many_it_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        learning, "value_of_knowing", lambda gains, seen, *, seed, what, kind: Known(what, 1.0, 0.1, True, kind)
    )
    known = learning._survey(np.zeros((3, 1)), np.zeros(3), "trust", 30, 1)
    assert known == Known(ENGLISH("learn.trust", people=30), 1.0, 0.1, True, "survey", "trust", 30)


def test_parameters_are_uncertain_that_differ_between_sets_be_it_but_two_and_each_company_has_those_of_its_set() -> (
    None
):
    company = prepare(small())
    sets = tuple(with_parameters(company, {"buyers.cycle": cycle, "trust.gain": 0.05}) for cycle in (6.0, 9.0))
    found = learning.parameters_of(company._replace(sets=sets), 5)
    assert {name: values.tolist() for name, values in found.items()} == {"buyers.cycle": [6.0, 9.0, 6.0, 9.0, 6.0]}
    assert learning.parameters_of(company, 5) == {}


def test_what_is_worth_knowing_comes_of_parameters_trust_follow_up_and_where_there_is_time_of_leadership(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = np.zeros((6, 3), dtype=QUARTER)
    rows["trust_sales_in_marketing"] = np.arange(18.0).reshape(6, 3)
    lives = {STAY: lived(np.zeros(6), rows), "siloed": lived(np.arange(6.0)), "drift": lived(np.ones(6))}
    asked: dict[str, Any] = {}
    monkeypatch.setattr(learning, "parameters_of", lambda company, n: {"trust.gain": np.arange(n)})
    monkeypatch.setattr(
        learning, "value_of_knowing",
        lambda gains, values, *, seed, what: asked.update(gains=gains.tolist(), seed=seed)
        or Known(what, 3.0, 0, True, kind="parameter"),
    )  # fmt: skip
    monkeypatch.setattr(learning, "_asked", lambda gains, truth, topic, seed: asked.update({topic: truth.tolist()})
                        or [Known(topic, 9.0, 0, True, kind="parameter")])  # fmt: skip
    monkeypatch.setattr(
        learning, "followed_up", lambda gains, rows, seed: Known("follow-up", 5.0, 0, True, kind="parameter")
    )
    monkeypatch.setattr(learning, "leadership", lambda *_: [Known("leadership", 7.0, 0, True, kind="parameter")])
    for there_is_time, names in ((True, ["trust", "leadership", "follow-up", "trust.gain"]),
                                 (False, ["trust", "follow-up", "trust.gain"])):  # fmt: skip
        clock: Any = SimpleNamespace(
            fits=lambda what, quarters, fits=there_is_time: asked.update(clock=(what, quarters)) or fits
        )
        branches: Any = SimpleNamespace(seed=4, company=None, quarters_of=lambda runs, *, companies: (runs, companies))
        found = learning.measure_first(branches, OPTIONS[:2], lives, range(5), clock=clock)
        assert [each.what for each in found] == names
    assert asked["trust"] == [0.0, 3.0, 6.0, 9.0, 12.0, 15.0]  # of the first day, of companies that stay
    assert asked["gains"] == [[float(each), 1.0] for each in range(6)]
    assert asked["clock"] == ("leadership", (10, 5))
