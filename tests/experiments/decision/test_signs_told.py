"""Signs, chances and rivals of a decision in words: on which side, how sure, who is named and how many are counted."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import progress_told
from cordiale.experiments.decision.grounds_told import rests_on
from cordiale.experiments.decision.progress_told import best_so_far
from cordiale.experiments.decision.tables_told import certainty, print_learning, sign_words
from cordiale.experiments.decision.telling import contenders, one_by_one, payback
from cordiale.experiments.foundations.language import words
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("above", [True, False])
def test_a_sign_is_said_to_be_above_or_below_what_it_was_by_its_threshold_in_its_quarter(
    above: bool, language: str
) -> None:
    w = words(language)
    (sign, *_) = decision_of(decision_document()).warnings
    key = "decide.sign_above" if above else "decide.sign_below"
    for threshold, told in ((-3.5, w.short(-3.5, sign=True)), (0.12345, w.short(0.123, sign=True))):
        said = sign_words(replace(sign, above=above, threshold=threshold, quarter=5, outcome="morale"), w)
        assert said == w(key, outcome="morale", quarter=w("decide.quarter", quarter=5), threshold=told)


@pytest.mark.parametrize(("share", "told"), [
    (0.0, "under 1 %"), (0.009, "under 1 %"), (0.01, "1 %"), (0.05, "5 %"), (0.5, "50 %"), (0.95, "95 %"),
    (0.99, "99 %"), (0.991, "over 99 %"), (1.0, "over 99 %"),
])  # fmt: skip
def test_a_chance_is_never_quite_nothing_or_all_and_else_as_it_is(share: float, told: str) -> None:
    assert " ".join(certainty(share, words("en")).split()) == told


@pytest.mark.parametrize(("others", "named", "more"), [(1, 1, 0), (4, 4, 0), (5, 3, 2), (7, 3, 4)])
def test_of_many_that_the_leader_is_not_told_from_three_are_named_and_the_rest_is_counted(
    others: int, named: int, more: int
) -> None:
    w, decision = words("en"), decision_of(decision_document())
    best, rival, *_ = decision.options
    rivals = [replace(rival, option=f"way {at}", kind="switch", paradigm=f"way {at}") for at in range(others)]
    told = contenders(
        replace(decision, options=(best, *rivals), contenders=(best.option, *(each.option for each in rivals))), w
    )
    assert len(told) == named + (more > 0)
    assert all(f"way {at}" in each for at, each in enumerate(told[:named]))
    assert told[named:] == ([w("decide.more", number=more)] if more else [])


def test_names_with_commas_of_their_own_stand_apart_in_a_list() -> None:
    w = words("en")
    assert one_by_one(["stay", "siloed"], w) == w.listed(["stay", "siloed"])
    assert one_by_one(["stay", "siloed, a year later", "2 more"], w).split("; ") == [
        "stay", "siloed, a year later", "2 more"]  # fmt: skip


def test_what_is_not_listed_as_worth_knowing_is_counted_below_with_what_all_of_it_is_worth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    w, decision = words("en"), decision_of(decision_document())
    clear, luck = decision.measure_first
    known = [replace(clear, what=f"known.{at}") for at in range(2)]
    known += [replace(luck, what=f"luck.{at}") for at in range(5)]
    print_learning(replace(decision, measure_first=tuple(known), everything_known=77.0), w)
    shown = capsys.readouterr().out
    assert [at for at in range(2) if f"known.{at}" in shown] == [0, 1]
    assert "luck." not in shown
    assert w("decide.measure_note", rest=5, everything="77") in " ".join(shown.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_economics_are_told_of_what_no_lead_hangs_on_and_shares_of_what_it_does(language: str) -> None:
    w, decision = words(language), decision_of(decision_document())
    assumed = [
        {"name": "economics.margin", "value": 0.75, "unit": "1", "source": "A260", "matters": None},
        {"name": "economics.leaver", "value": 60.0, "unit": "1", "source": "A261", "matters": None},
        {"name": "trust.gain", "value": 0.08, "unit": "1/event", "source": "A97", "matters": 0.25},
        {"name": "people.mastery", "value": 3.5, "unit": "1", "source": "A98", "matters": 0.0},
    ]
    first, second, *_ = rests_on(replace(decision, grounds=replace(decision.grounds, assumptions=tuple(assumed))), w)
    assert f"margin {w.short(0.75)} (" in first
    assert f"leaver {w.short(60.0)} (" in first
    assert not any(each in first for each in ("gain", "mastery"))
    assert f"trust.gain ({w.percent(0.25)}, " in second
    assert not any(each in second for each in ("margin", "leaver", "mastery"))


def test_a_rival_theory_is_said_to_lead_to_its_own_choice_whatever_was_decided() -> None:
    decision, w = decision_of(decision_document()), words("en")
    rivals = [{"mechanism": "trust", "theory": name, "best": best, "lead": {}}
              for name, best in (("slow", "stay"), ("fast", "siloed"), ("same", decision.best))]  # fmt: skip
    *_, said = rests_on(replace(decision, grounds=replace(decision.grounds, theories=tuple(rivals))), w)
    for name, choice in (("slow", w["option.stay"]), ("fast", "siloed"), ("same", decision.best)):
        assert f"trust = {name} ({choice}" in said, said


def test_a_verdict_that_forms_is_as_sure_as_its_option_is_good_enough_and_not_as_it_is_the_very_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(progress_told, "probabilities", lambda *_, **__: ({"stay": 0.75, "siloed": 0.25}, 0.5))
    race: Any = SimpleNamespace(companies=2, names=["stay", "siloed"], best="siloed", remaining=["stay", "siloed"],
                                seen={"stay": np.zeros(2), "siloed": np.array([1.0, 3.0])})  # fmt: skip
    options: Any = [SimpleNamespace(name=name, kind="switch", paradigm=name) for name in race.names]
    assert best_so_far(race, options, "{chance}", words("en")) == certainty(0.5, words("en"))


@pytest.mark.parametrize("quarter", [1, 8, 12, 40, None])
def test_the_quarter_from_which_on_it_has_paid_is_told_whichever_it_is_and_else_that_it_never_does(
    quarter: int | None,
) -> None:
    w, (first, *_) = words("en"), decision_of(decision_document()).options
    told = payback(replace(first, course=replace(first.course, payback_quarter=quarter)), w)
    assert told == (w["decide.never"] if quarter is None else f"Q{quarter}")


def test_a_verdict_that_forms_says_how_many_of_all_options_are_left_after_how_many_companies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(progress_told, "probabilities", lambda *_, **__: (None, 0.5))
    names, n = ["stay", "siloed", "drift", "sales-led"], 6
    luck = np.random.default_rng(1).normal(0, 1, (4, 40))
    seen = {name: 10.0 * at + luck[at] for at, name in enumerate(names)}
    race: Any = SimpleNamespace(companies=n, names=names, best="siloed", remaining=["siloed", "drift"], seen=seen)
    kinds = ["stay", *["switch"] * 3]
    options: Any = [
        SimpleNamespace(name=name, kind=kind, paradigm=name) for name, kind in zip(names, kinds, strict=True)
    ]
    w = words("en")
    told = best_so_far(race, options, "{companies}|{best}|{lead}|{left}|{options}", w).split("|")
    lead = seen["siloed"][:n] - seen["stay"][:n]
    assert (told[0], told[3], told[4]) == ("6", "2", "4")
    assert told[1] == w("option.switch", paradigm=w.paradigm("siloed"))
    assert told[2].startswith(w.number(lead.mean(), sign=True))
