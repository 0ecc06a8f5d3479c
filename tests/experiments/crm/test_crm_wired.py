"""What writes an imported company asks each part for its own: what is fitted, on which luck it is held, what stays."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.crm import writing
from cordiale.experiments.crm.draft import Draft
from cordiale.experiments.crm.facts import SourceFacts
from cordiale.experiments.crm.goals import DraftValue

SOURCES = (
    SourceFacts("web", 300, 0.75, 60, 0.2, 0.16, 0.25, 7.5, 1.5),
    SourceFacts("fair", 100, 0.25, 5, 0.05, 0.02, 0.11, 2.5, 0.5),
)
MADE = Draft(
    (DraftValue("company.reps", 9, "people who own deals"), DraftValue("buyers.win", 0.0, "win_rate", True)),
    SOURCES, (), {},
)  # fmt: skip


class Wired:
    """The parts of the work as stand-ins, each of which keeps what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, in_reach: bool, beside: str | None) -> None:
        self.asked: dict[str, Any] = {"files": []}
        moves = SimpleNamespace(levers=["buyers.win", "buyers.cycle"])
        self.found = SimpleNamespace(in_reach=in_reach, scenario="the fitted one", moves=moves)
        for name, answer in {
            "try_out": lambda base, **how: self.noted("tried", base, **how),
            "draft": lambda facts, base, tried, **how: self.noted("drafted", facts, base, tried, **how, made=MADE),
            "_first_guess": lambda base, made, out: ("guess", base, made, out),
            "_settled": lambda scenario, figures, odds: (scenario, figures, odds),
            "fit": self.fit,
            "scenario_file": lambda *given, **how: (given, how),
            "write_text": lambda file, text: self.asked["files"].append((file, text)),
            "load_scenario": self.loaded,
            "leave_kin": lambda *given, **how: self.noted("kin", *given, **how, made=("kept", beside)),
            "hold_over_years": lambda *given, **how: self.noted("held", *given, **how, made=("checks",)),
        }.items():
            monkeypatch.setattr(writing, name, answer)

    def noted(self, name: str, *given: Any, made: Any = None, **how: Any) -> Any:
        self.asked[name] = (given, how)
        return made or name

    def loaded(self, what: Any) -> Any:
        if what == writing.BASE:
            return "the base"
        return SimpleNamespace(of=len(self.asked["files"]), unknown={"buyers.cycle": "too few wins"})

    def fit(self, guess: Any, goals: Any, **how: Any) -> Any:
        self.asked["fit"] = (guess, goals, how)
        return self.found


@pytest.fixture(params=[(True, "mine.sets.csv"), (True, None), (False, None)])
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    in_reach, beside = request.param
    wired = Wired(monkeypatch, in_reach=in_reach, beside=beside)
    result: Any = SimpleNamespace(facts="the facts")
    report = writing.write_scenario(result, Path("mine.toml"), sets=5, seed=7, growth=True)
    return SimpleNamespace(
        asked=wired.asked, found=wired.found, report=report, result=result, in_reach=in_reach, beside=beside
    )


def test_what_was_drafted_from_the_export_is_fitted_by_its_own_levers_on_the_luck_that_was_asked_for(case: Any) -> None:
    (facts, base, tried), how = case.asked["drafted"]
    assert (facts, base, tried, how) == ("the facts", "the base", "tried", {"growth": True})
    assert case.asked["tried"] == (("the base",), {"replications": writing.FEWEST_RUNS, "seed": 7})
    guess, goals, how = case.asked["fit"]
    assert (guess, goals) == (("guess", "the base", MADE, Path("mine.toml")), MADE.goals)
    assert (how["parameters"], how["seed"]) == (["buyers.win"], 7)
    assert how["settle"]("one", "figures") == (
        "one",
        "figures",
        [writing.source_odds(each, SOURCES) for each in SOURCES],
    )


def test_what_was_written_is_held_on_luck_that_the_fit_has_not_seen(case: Any) -> None:
    (written,), how = case.asked["held"]
    assert how == {"seed": 8}
    assert written.of == len(case.asked["files"]), "as it lies there in the end"
    assert case.report.checks == ("checks",)


def test_other_sets_are_tried_as_many_as_asked_for_where_the_figures_are_in_reach_and_else_none(case: Any) -> None:
    (written, moves, out), how = case.asked["kin"]
    assert (written.of, moves, out) == (1, case.found.moves, Path("mine.toml"))
    assert (how["sets"], how["seed"]) == (5 if case.in_reach else 0, 7)


def test_the_file_names_the_sets_beside_it_where_some_were_left(case: Any) -> None:
    given = (case.result, MADE, "the fitted one", writing.COMMAND)
    plain = (Path("mine.toml"), (given, {}))
    named = (Path("mine.toml"), (given, {"ensemble": case.beside}))
    assert case.asked["files"] == ([plain, named] if case.beside else [plain])


def test_a_report_names_what_was_moved_what_was_kept_and_what_is_not_known(case: Any) -> None:
    report = case.report
    assert (report.path, report.levers, report.kept) == (Path("mine.toml"), ("buyers.win", "buyers.cycle"), "kept")
    assert report.tried == (5 if case.in_reach else 0)
    assert report.unknown == ("buyers.cycle: too few wins",)
