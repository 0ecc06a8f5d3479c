"""Titles and sentences of hand-made rankings: which of two is spoken of, what is unclear, how many stand behind it."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.comparison.findings import (
    _neighbours,
    caveat,
    replications_words,
    superlative,
    trade_off_headline,
    trust_headline,
)
from cordiale.experiments.comparison.measures import FRICTION, LEAVERS, REVENUE, own_rules, sets_repeat
from cordiale.experiments.comparison.report import print_report, summary
from cordiale.experiments.comparison.today import NOT_ASKED
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.statistics import Estimate
from tests.support.synthetic import results_frame

W = words("en")
NAMES = ("siloed", "drift", "sales-led", "proportional", "marketing-led")


def ranking(best: str = "siloed", *, measure: Any = REVENUE, tied: tuple[str, ...] = (), forces: str = "all",
            replications: tuple[int, int] = (9, 9), names: tuple[str, ...] = NAMES, baseline: str = "drift",
            ahead: tuple[str, ...] = (), **more: Any) -> Any:  # fmt: skip
    """A ranking in which some have all of their interval on the good side of the baseline."""
    sign = 1.0 if measure.higher_is_better else -1.0

    def standing(name: str) -> Any:
        mean = sign * (5.0 if name in ahead else 0.5)
        told = None if name == baseline else Estimate(mean, mean - 1.0, mean + 1.0, 9)
        return SimpleNamespace(paradigm=name, differences={} if told is None else {measure.name: told})

    standings = {name: standing(name) for name in names}
    return SimpleNamespace(
        best=standings[best], measure=measure, tied_with_best=tied, forces=forces, replications=replications,
        baseline=baseline, standings=[*standings.values()], standing=standings.__getitem__, **more,
    )  # fmt: skip


@pytest.mark.parametrize(("sales", "marketing", "unclear"), [
    ((), (), False), (("drift",), (), True), ((), ("drift",), True), (("drift",), ("drift",), True),
])  # fmt: skip
@pytest.mark.parametrize("other", ["siloed", "proportional"])
def test_who_is_trusted_most_is_unclear_where_either_side_s_best_is_tied(
    other: str, sales: tuple[str, ...], marketing: tuple[str, ...], unclear: bool
) -> None:
    said = trust_headline(ranking(tied=sales), ranking(other, tied=marketing), W)
    where = W.under("all")
    claim = (
        W("compare.trust_one", under=where, paradigm=W.quoted("siloed")) if other == "siloed"
        else W("compare.trust_two", under=where, sales=W.quoted("siloed"), marketing=W.quoted(other))
    )  # fmt: skip
    assert said == (W("compare.unclear", claim=claim) if unclear else claim)


@pytest.mark.parametrize(("earn", "ease", "winners"), [
    (("siloed",), ("siloed",), ["siloed"]), (("siloed", "sales-led"), ("sales-led",), ["sales-led"]),
    (("siloed",), ("sales-led",), []), (("siloed", "sales-led"), ("siloed", "sales-led"), ["siloed", "sales-led"]),
    (NAMES, NAMES, ["siloed", "sales-led", "proportional", "marketing-led"]),
])  # fmt: skip
def test_a_title_on_both_names_who_is_surely_ahead_in_both_against_the_baseline_of_the_money(
    earn: tuple[str, ...], ease: tuple[str, ...], winners: list[str]
) -> None:
    money = ranking(ahead=earn, forces="buyers")
    friction = ranking(measure=FRICTION, ahead=ease, forces="none", baseline="drift")
    friction.standings = friction.standings[:3]
    said = trade_off_headline(money, friction, W)
    holes: dict[str, Any] = {"under": W.under("buyers"), "baseline": W.quoted("drift")}
    if not winners:
        assert said == W("compare.trade_none", **holes)
    elif len(winners) > 2:
        assert said == W("compare.trade_many", number=4, of=4, **holes)
    else:
        named = W.listed([W.quoted(name) for name in winners])
        assert said == W(f"compare.trade_{'one' if len(winners) == 1 else 'two'}", paradigms=named, **holes)


def test_replications_are_from_the_fewest_to_the_most_of_all_that_is_spoken_of() -> None:
    few, many = ranking(replications=(3, 7)), ranking(replications=(5, 9))
    for given in ((few, many), (many, few)):
        assert replications_words(*given, w=W) == W("count.matched.many", number=W("compare.to", low=3, high=9))
    assert replications_words(ranking(), w=W) == W.counted("matched", 9)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_comes_first_is_said_to_have_most_or_least_as_the_measure_is_better(language: str) -> None:
    w = words(language)
    said = {each.name: superlative(ranking(measure=each), w) for each in (REVENUE, FRICTION, LEAVERS)}
    for each in (REVENUE, FRICTION, LEAVERS):
        own = f"superlative.{each.name}"
        kept = own if f"{own}.one" in w else f"superlative.{'most' if each.higher_is_better else 'least'}"
        assert said[each.name].one == w(f"{kept}.one", measure=each.name)
        assert said[each.name].several == w(f"{kept}.several", measure=each.name)
    assert len({each.one for each in said.values()}) == 3


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_caveat_says_of_how_many_sets_the_numbers_are_or_that_luck_alone_is_covered(language: str) -> None:
    w = words(language)
    assert caveat(0, w) == f"{w['caveat.foundation']} {w['caveat.luck']}"
    assert caveat(40, w) == f"{w['caveat.foundation']} {w('caveat.sets', sets=40)}"


def test_neighbours_that_cannot_be_told_apart_are_named_but_those_of_the_best_which_are_said_before() -> None:
    pairs = [("siloed", "drift"), ("drift", "sales-led"), ("sales-led", "proportional")]
    said = [W("compare.pair", one=W.quoted(a), other=W.quoted(b)) for a, b in pairs[1:]]
    assert _neighbours(ranking(tied_neighbours=pairs), W) == W("compare.neighbours", pairs=", ".join(said))
    assert _neighbours(ranking(tied_neighbours=pairs[:1]), W) == ""


def test_rules_of_one_s_own_are_named_where_a_table_was_lived_by_them() -> None:
    lived = pd.DataFrame({"rules": ["mine 1", "mine 1"], "seed": 1, "replication": [0, 1]})
    assert own_rules(lived, W) == f"{W('compare.own_rules', rules='mine 1')} "
    assert own_rules(lived.drop(columns="rules"), W) == ""


@pytest.mark.parametrize(("runs", "repeat"), [(2, False), (3, False), (4, True)])
def test_sets_repeat_where_more_companies_live_than_there_are_sets(runs: int, repeat: bool) -> None:
    frame = pd.DataFrame({"seed": 1, "replication": range(runs), "parameter_set": [at % 3 for at in range(runs)]})
    assert sets_repeat(frame) == repeat
    assert not sets_repeat(frame.drop(columns="parameter_set")), "all have the scenario's own"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sets", [0, 2])
def test_a_report_begins_with_its_question_names_its_currency_and_ends_with_its_note(sets: int, language: str) -> None:
    w, file = words(language), io.StringIO()
    frame = results_frame(paradigms=["siloed", "drift"], forces=["all"], replications=4)
    frame = frame.assign(parameter_set=frame["replication"] % sets) if sets else frame
    print_report(
        frame,
        file=file,
        width=300,
        baseline="drift",
        note="THE NOTE",
        currency="CHF",
        w=w,
        head="THE HEAD",
        switched=NOT_ASKED,
    )
    said = file.getvalue()
    assert said.startswith("THE HEAD")
    assert said.rstrip().endswith("THE NOTE")
    assert w("compare.currency", currency="CHF") in said
    assert ("parameter set" in said or "jeux de param" in said) == bool(sets)
    bare = io.StringIO()
    print_report(frame, file=bare, width=300, baseline="drift", w=w, currency="", head="", note="", switched=NOT_ASKED)
    assert not {"THE HEAD", "THE NOTE", "CHF"} & {*bare.getvalue().split()}
    facts = summary(frame, baseline="drift", switched=NOT_ASKED)["forces"]["all"]
    assert ("first_places" in facts) == bool(sets)
    if sets:
        assert sum(facts["first_places"].values()) == pytest.approx(1.0)
