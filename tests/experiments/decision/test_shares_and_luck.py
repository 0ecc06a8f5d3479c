"""Shares of companies, and what knowing is worth over luck: each a mean over all of them, of its own parameter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import information
from cordiale.experiments.decision.alternatives import STAY
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.course import course
from cordiale.experiments.decision.grounds_told import rests_on
from cordiale.experiments.decision.information import Known, influence, ranked, value_of_knowing
from cordiale.experiments.decision.telling import certainty, value_columns, way_columns
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.language import words
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.decision_asked import as_asked
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of
from tests.support.worlds import small


def way(*companies: list[float]) -> Lived:
    """What a company is worth in each quarter."""
    worth = np.zeros((len(companies), len(PARTS), len(companies[0])))
    worth[:, 0] = companies
    return Lived(worth, np.zeros((len(companies), len(companies[0]) + 1), dtype=QUARTER))


@pytest.mark.parametrize("never", range(5))
def test_the_share_for_which_it_never_pays_and_that_which_ends_worse_are_of_all_companies(never: int) -> None:
    told = course(way(*[[2.0, -3.0]] * never, *[[-2.0, 3.0]] * (4 - never)), way(*[[0.0, 0.0]] * 4))
    assert (told.never_pays, told.worse_than_staying) == (never / 4, never / 4)


@pytest.mark.parametrize(
    ("dealt", "value", "luck"),
    [([1.0] * 9 + [11.0], 4.0, 2.0), ([6.0] * 10, 0.0, 6.0), ([9.0] * 10, 0.0, 9.0), ([0.0] * 10, 6.0, 0.0)],
)
def test_knowing_is_worth_what_it_brings_over_the_mean_of_what_a_shuffled_parameter_brings_and_never_less_than_nothing(
    dealt: list[float], value: float, luck: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = iter([6.0, *dealt])
    monkeypatch.setattr(information, "DEALS", len(dealt))
    monkeypatch.setattr(information, "_partial", lambda *_: next(rest))
    told = value_of_knowing(np.zeros((4, 2)), np.arange(4.0), seed=1, what="trust.gain", kind="survey")
    assert (told.what, told.kind, told.value, told.luck) == ("trust.gain", "survey", value, luck)
    assert told.clear is bool(np.quantile(dealt, information.CONFIDENCE) < 6.0)


def test_each_parameter_is_valued_by_its_own_numbers_and_name_with_the_one_luck_and_the_most_valuable_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = list[Any]()

    def valued(gains: Any, values: Any, *, seed: int, what: str, kind: str) -> Known:
        asked.append((gains.shape, values.tolist(), seed))
        return Known(what, float(values[0]), 0.0, True, kind)

    monkeypatch.setattr(information, "value_of_knowing", valued)
    known = {"a": np.array([2.0, 0.0]), "b": np.array([9.0, 1.0]), "c": np.array([5.0, 5.0])}
    told = ranked(np.zeros((2, 3)), known, seed=7, kinds={"c": "theory"})
    assert [(each.what, each.value, each.kind) for each in told] == [
        ("b", 9.0, "parameter"),
        ("c", 5.0, "theory"),
        ("a", 2.0, "parameter"),
    ]
    assert asked == [((2, 3), each.tolist(), 7) for each in known.values()]
    assert {each.kind for each in ranked(np.zeros((2, 3)), known, seed=7)} == {"parameter"}


def test_what_hangs_on_a_parameter_is_its_share_of_the_variance_and_nothing_where_nothing_varies() -> None:
    rng = np.random.default_rng(3)
    one, other = rng.permutation(24) - 11.5, rng.normal(size=24)
    told = influence(3.0 * one, {"other": other, "one": one})
    assert told[0][0] == "one"
    assert told[0][1] == pytest.approx(1.0)
    assert 0.0 <= told[1][1] < 0.5
    assert influence(np.full(24, 5.0), {"one": one}) == [("one", 0.0)]


def test_a_decision_that_cannot_be_is_refused_before_anything_is_lived() -> None:
    with pytest.raises(ScenarioError, match="nonsense"):
        as_asked(decisions=("Q1 paradigm=nonsense",)).checked(small())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_staying_has_no_lead_over_itself_and_a_switch_has_its_own(language: str) -> None:
    w, decision = words(language), decision_of(decision_document())
    for each in decision.options:
        lead, percent, best = (column.words(each) for column in value_columns(w))
        assert (lead == "–", percent == "–") == (each.option == STAY, each.option == STAY)
        assert best == certainty(each.probability_best, w)


def test_the_way_of_an_option_says_for_how_many_it_never_pays_and_how_many_it_leaves_worse_each_in_its_column() -> None:
    w = words("en")
    document = decision_document()
    document["options"][0] |= {"never_pays": 0.31, "worse_than_staying": 0.12, "largest_regret": 77.0}
    told = {column.heading: column.words(decision_of(document).options[0]) for column in way_columns(w)}
    headed = {name: told[w[f"decide.column.{name}"]] for name in ("never", "worse", "largest")}
    assert headed == {"never": "31 %", "worse": "12 %", "largest": "77"}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("section", "key", "gap"), [("verdicts", "failing", "patterns"), ("unknown", "unknown", "fields")]
)
def test_patterns_that_fail_and_what_is_unknown_are_spoken_of_only_where_there_are_some(
    section: str, key: str, gap: str, language: str
) -> None:
    w, document = words(language), decision_document()
    begins = w(f"decide.{key}", **{gap: "|"}).partition("|")[0]
    for kept in (True, False):
        grounds = document["grounds"] if kept else {**document["grounds"], section: []}
        told = [*rests_on(decision_of({**document, "grounds": grounds}), w)]
        assert any(line.startswith(begins) for line in told) is kept
