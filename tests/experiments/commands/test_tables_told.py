"""Terminal tables outside `decide`: each cell is of the figure that its heading names, each sentence says its own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.analysis import wording
from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.doubts import spread_words
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.indices import KINDS, Indices, Sensitivity
from cordiale.experiments.analysis.rules import Score
from cordiale.experiments.cartography import telling_map
from cordiale.experiments.cartography.advice_map import AdviceMap, Cell
from cordiale.experiments.commands import robustness, run, scenario, sensitivity, status, verify
from cordiale.experiments.comparison import report, rivals
from cordiale.experiments.fitting.observed import Check
from cordiale.experiments.foundations.language import ENGLISH, Words
from cordiale.experiments.foundations.output import Column
from cordiale.experiments.foundations.statistics import Estimate, mean_interval
from cordiale.experiments.searching import telling_search
from cordiale.experiments.searching.quest import Quest
from cordiale.experiments.searching.structure_search import AIMS, Judged, SearchResult
from cordiale.experiments.study import afresh, complaint, folder, progress
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.progress import State, Stops
from cordiale.experiments.study.verification import Verified
from cordiale.simulation.scenario.files import load_scenario

WORD = re.compile(r"[^\W\d_]{3}")
Told = list[dict[str, str]]  # of each row its cells by heading


def told(columns: Iterable[Column], rows: Iterable[Any]) -> Told:
    """The cells by their headings; words stand left in their column and figures right."""
    every, rows = list(columns), list(rows)
    for column in every:
        assert column.left == any(WORD.search(column.words(row)) for row in rows), column.heading
    return [{" ".join(column.heading.split()): column.words(row) for column in every} for row in rows]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the tables show that are printed in the test."""
    found: Told = []
    for module in (robustness, sensitivity, rivals, telling_search):
        monkeypatch.setattr(module, "print_table", lambda columns, rows, **_: found.extend(told(columns, rows)))
    return found


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What filled the holes of each sentence that was said in the test."""
    found, call = dict[str, dict[str, Any]](), Words.__call__

    def noted(self: Words, key: str, **holes: Any) -> str:
        found[key] = holes
        return call(self, key, **holes)

    monkeypatch.setattr(Words, "__call__", noted)
    return found


def figures(cell: str) -> list[float]:
    return [float(each.replace("−", "-").replace(",", "")) for each in re.findall(r"[−+]?[\d,]*\.?\d+", cell)]


def estimates(first: float, names: Iterable[str], step: float = 7.0) -> dict[str, Estimate]:
    """An interval of its own for each name."""
    means = {name: first + step * place for place, name in enumerate(names)}
    return {name: Estimate(mean, mean - step / 5, mean + step / 3, 9) for name, mean in means.items()}


# Tables

RUN = {
    "quar- ter": ("quarter", 1), "revenue": ("revenue", 1), "leads handed": ("leads_handed_over", 1),
    "wins": ("wins", 1),
    "win %": ("win_rate", 100), "trust S in M": ("trust_sales_in_marketing", 1),
    "trust M in S": ("trust_marketing_in_sales", 1), "fric- tion": ("friction_hours_share", 100),
    "execs aligned": ("executives_aligned", 100), "pract. lack": ("practitioners_lack", 100), "left": ("leavers", 1),
}  # fmt: skip
COMPARED = {
    "revenue, thousand": ("revenue", 1), "of it new": ("revenue_new", 1), "fric- tion": ("friction_hours_share", 100),
    "trust S in M": ("trust_sales_in_marketing", 1), "trust M in S": ("trust_marketing_in_sales", 1),
    "gap": ("perception_gap", 100), "left": ("leavers", 1),
}  # fmt: skip


def test_a_column_of_run_shows_the_outcome_that_its_heading_names() -> None:
    row = {name: 11.0 * place for place, (name, _) in enumerate(RUN.values(), start=1)}
    (shown,) = told(run.columns(ENGLISH), [row])
    assert {heading: figures(cell) for heading, cell in shown.items()} == {
        heading: [row[name] * factor] for heading, (name, factor) in RUN.items()
    }


def test_a_column_of_compare_shows_the_measure_that_its_heading_names() -> None:
    levels = estimates(13.0, [name for name, _ in COMPARED.values()])
    standing = SimpleNamespace(levels=levels, relative=Estimate(0.25, 0.125, 0.5, 9))
    columns = [*report.money_columns("siloed", ENGLISH), *report.people_columns(ENGLISH)]
    (shown,) = told(columns, [standing])
    (against,) = shown.keys() - COMPARED.keys()
    assert figures(shown.pop(against)) == [25.0, 12.5, 50.0]
    assert {heading: figures(cell) for heading, cell in shown.items()} == {
        heading: [levels[name].mean * factor] for heading, (name, factor) in COMPARED.items()
    }


def test_a_column_of_the_list_of_scenarios_shows_what_its_heading_names() -> None:
    (shown,) = told(scenario.LISTED, [scenario.entry(load_scenario("status-quo"))])
    company, title = load_scenario("status-quo").company, load_scenario("status-quo").title
    assert shown == {"scenario": "status-quo", "reps": str(company.reps), "marketers": str(company.marketers),
                     "lives in": company.paradigm, "title": title}  # fmt: skip


def test_a_column_of_scenario_check_shows_what_was_observed_what_was_simulated_and_by_how_much_that_is_more() -> None:
    shown = told(scenario.CHECKED, [Check("wins", 40.0, 50.0), Check("losses", 40.0, 41.0)])
    assert [{heading: cell for heading, cell in row.items() if heading} for row in shown] == [
        {"target": "wins", "observed": "40", "simulated": "50", "difference": "+25.0 %"},
        {"target": "losses", "observed": "40", "simulated": "41", "difference": "+2.5 %"},
    ]
    assert [row[""].strip() for row in shown] == ["missed", ""]


def test_a_column_of_robustness_shows_the_measure_that_its_heading_names(printed: Told) -> None:
    plain = {"mean": 500.0, "worst": 400.0, "regret": 31.0, "largest_regret": 32.0, "first": 0.25, "meets": 0.75}
    measure = SimpleNamespace(name="revenue", unit="thousand")
    worlds = SimpleNamespace(measure=measure, points=[1], plan=SimpleNamespace(matched=3), less_is_better=False)
    one = SimpleNamespace(option="siloed", plain=plain)
    found: Any = SimpleNamespace(worlds=worlds, threshold=1.0, options=[one])
    robustness._print(found, w=ENGLISH)
    shown = {heading: figures(cell) for heading, cell in printed[0].items() if heading}
    assert shown == {"mean": [500], "worst world": [400], "mean regret": [31], "largest regret": [32],
                     "first, % of worlds": [25], "at threshold, % of worlds": [75]}  # fmt: skip
    found.threshold = None
    printed.clear()
    robustness._print(found, w=ENGLISH)
    assert "at threshold, % of worlds" not in printed[0]


@pytest.mark.parametrize("method", OF_METHOD)
def test_a_column_of_sensitivity_shows_the_index_that_its_heading_names_of_the_factor_of_its_row(
    method: str, printed: Told
) -> None:
    kinds = OF_METHOD[method]
    of = {factor: estimates(first, kinds) for factor, first in (("trust.gain", 50.0), ("buyers.win", 90.0))}
    group = Indices({}, of, Estimate(5.0, 4.0, 6.0, 9), {}, spread={}, idle=math.nan)
    measure = SimpleNamespace(name="revenue", unit="thousand", defined=lambda _: "")
    study = SimpleNamespace(until=None)
    plan: Any = SimpleNamespace(matched=3, rules=None, study=study)
    found = Sensitivity(method, measure, "each", plan, 8, (group,), asked={}, results_sha256="")  # type: ignore[arg-type]  # what a table asks of it
    sensitivity._print(found, group, ENGLISH)
    assert [row["factor"] for row in printed] == ["buyers.win", "trust.gain"]
    for row in printed:
        for kind, each in of[row["factor"]].items():
            assert figures(row[kind]) == pytest.approx([each.mean, each.low, each.high], abs=0.51), kind
    assert set(kinds) <= KINDS.keys()


SEARCHED = {"ours": (50.0, 0.03, 7.0, 0.4), "siloed": (80.0, 0.05, -2.0, -0.1)}
LUCK = np.outer([-1.0, 0.0, 1.0], [2.0, 0.002, 0.3, 0.02])


def searched(undominated: Iterable[str] = ("ours",)) -> SearchResult:
    judged = tuple(
        Judged("" if name == "ours" else name, ("Q2 heads=1",), LUCK, np.array(each) + LUCK, name in undominated)
        for name, each in SEARCHED.items()
    )
    return SearchResult(load_scenario("status-quo"), "status-quo", Quest(), judged, 20, 60)


def test_a_column_of_a_search_shows_the_aim_that_its_heading_names_in_its_unit_and_the_most_valuable_first(
    printed: Told,
) -> None:
    factors = {"value, thousand": 1, "friction, points": 100, "people lost": 1, "perception gap, points": 100}
    assert len(AIMS) == len(factors)
    telling_search.print_search(searched(), w=ENGLISH)
    assert [row["changes"].partition(" (")[0] for row in printed] == ["1 siloed", "2"]
    for row, name in zip(printed, ("siloed", "ours"), strict=True):
        for at, (heading, factor) in enumerate(factors.items()):
            each = mean_interval((SEARCHED[name][at] + LUCK[:, at]) * factor)
            assert figures(row[heading]) == pytest.approx([each.mean, each.low, each.high], abs=0.51), heading


@pytest.mark.parametrize("undominated", [("ours",), ("siloed",), ("ours", "siloed"), ()])
def test_a_way_of_a_search_is_said_to_be_dominated_if_it_is_and_never_otherwise(
    undominated: tuple[str, ...], printed: Told
) -> None:
    found = searched(undominated)
    telling_search.print_search(found, w=ENGLISH)
    said = ["(dominated)" not in row["changes"] for row in printed]
    assert said == [name in undominated for name in ("siloed", "ours")]
    assert list(telling_search.table(found)["undominated"]) == said


INDICES = {  # a word of what each kind of index is, which no kind beside it has
    "S1": "explains alone", "ST": "alone or with others", "Sh": "Shapley", "PAWN": "distribution of the outcome",
    "PAWN_max": "where it moves most", "mu_star": "mean size", "mu": "with its sign", "sigma": "standard deviation",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_index_is_explained_by_its_own_words_and_by_no_other_kind_s(kind: str) -> None:
    assert [other for other in KINDS if INDICES[kind] in ENGLISH[KINDS[other]]] == [kind]


def test_a_column_of_the_theories_counts_the_same_best_and_the_same_order_of_the_combinations_that_hold_it(
    printed: Told,
) -> None:
    own = rivals.own_choice(load_scenario("status-quo"))
    other = ("rival", *own[1:])
    third = (own[0], "rival", *own[2:])
    found = {own: ("a", "b", "c"), other: ("a", "c", "b"), third: ("b", "a", "c")}
    orders: Mapping[Any, Any] = {choice: {"all": order} for choice, order in found.items()}
    rivals.print_agreements(orders, own, ENGLISH)
    first = {row["theory"]: row for row in reversed(printed) if row["mechanism"] == rivals.MECHANISMS[0]}
    assert [figures(printed[0][column]) for column in ("same best", "same order")] == [[2, 3], [1, 3]]
    assert [figures(first["rival"][column]) for column in ("same best", "same order")] == [[1, 1], [0, 1]]


# Sentences


def test_status_says_what_is_done_planned_and_failed_and_in_how_many_worlds_the_best_is_told() -> None:
    state = State(1000, 700, 30, "abc", 5, stops=Stops(worlds=16, told=9, open=4, most=5000), failures=())
    assert status.words(state) == (
        "700 of 1,000 runs done, 30 failed: not running; cordiale resume goes on\n"
        "the best option is told in 9 of 16 worlds, 4 still open; at most 5,000 runs"
    )
    assert status.words(state._replace(done=970, stops=None)).startswith("970 of 1,000 runs done, 30 failed: ended;")
    assert "failed: running" in status.words(state._replace(is_running=True))
    data = status.to_dict(state)
    assert (data["planned"], data["done"], data["failed"], data["bytes"]) == (1000, 700, 30, 5)
    assert data["until"] == {"worlds": 16, "told": 9, "open": 4, "most": 5000}


def test_status_names_the_first_runs_that_failed_and_how_many_more_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failures = tuple(Failed(run, "hung", f"reason {run}", "") for run in range(status.SHOWN + 3))
    monkeypatch.setattr(folder, "is_study", lambda _: True)
    monkeypatch.setattr(afresh, "fresh_halves", lambda _: {})
    monkeypatch.setattr(complaint, "reproducer", lambda failed, _: f"again {failed.run}")
    monkeypatch.setattr(progress, "status", lambda _: State(30, 7, len(failures), "abc", 5, failures))
    status.command(tmp_path)
    _, *told = capsys.readouterr().out.splitlines()
    assert told[:2] == ["run 0 (hung): reason 0", "  again 0"]
    assert told[2 * status.SHOWN - 2 :] == [
        f"run {status.SHOWN - 1} (hung): reason {status.SHOWN - 1}", f"  again {status.SHOWN - 1}",
        "and 3 more that failed; --json names all", "content SHA-256 abc",
    ]  # fmt: skip


def test_the_variance_of_factors_of_luck_and_of_both_together_is_each_told_by_its_name(
    filled: dict[str, dict[str, Any]],
) -> None:
    spread = {"factors": 0.5, "luck": 0.2, "both": 0.3}
    spread_words(Indices({}, {}, Estimate(5.0, 4.0, 6.0, 9), {}, spread, idle=math.nan), w=ENGLISH)
    assert filled["sensitivity.spread"] == {"factors": "50 %", "luck": "20 %", "both": "30 %"}


def test_verify_says_how_many_parts_it_held_and_runs_it_lived_and_tells_problems_from_notes(tmp_path: Any) -> None:
    failed = Failed(run=4, kind="hung", reason="too long", details="trace")
    found = Verified(31, 20, ("a problem",), ("a note",), (failed,))
    assert verify.lines(found, tmp_path) == [
        "31 parts held against their checksums, 20 runs lived again", "run 4 (hung): too long", "trace",
        "not as it should be: a problem", "note: a note", f"{tmp_path} does not hold",
    ]  # fmt: skip
    data = verify.to_dict(found)
    assert (data["parts"], data["runs"], data["problems"], data["notes"]) == (31, 20, ["a problem"], ["a note"])
    assert (data["holds"], data["failures"]) == (False, [failed._asdict()])


def test_a_rule_is_told_by_its_own_density_coverage_base_rate_and_counts(filled: dict[str, dict[str, Any]]) -> None:
    wording.score_words(Score(points=200, met=50, inside=40, hits=30, low=0.61, high=0.87), w=ENGLISH)
    assert filled["discover.score"] == {
        "density": "75 %", "low": "61 %", "high": "87 %", "hits": "30", "inside": "40", "base": "25 %", "lift": "3.0",
        "coverage": "60 %", "met": "50",
    }  # fmt: skip
    wording.evidence_words(Evidence(labels=0.011, luck=0.022, p=0.033), w=ENGLISH)
    assert {name: filled["discover.certified"][name] for name in ("labels", "luck", "p")} == {
        "labels": "0.011", "luck": "0.022", "p": "0.033",
    }  # fmt: skip


def test_a_map_in_words_counts_the_cells_that_an_option_leads_and_those_in_which_it_is_told_apart(
    filled: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cell(best: int, *, apart: bool) -> Cell:
        return SimpleNamespace(best=best, apart=apart)  # type: ignore[return-value]  # what a count asks of a cell

    measure = SimpleNamespace(name="revenue")
    worlds: Any = SimpleNamespace(options=["siloed", "drift"], measure=measure, option_word=lambda name, _: name)
    many = ((4, 0, True), (3, 0, False), (2, 1, True), (5, -1, False))
    cells = tuple(cell(best, apart=apart) for number, best, apart in many for _ in range(number))
    monkeypatch.setattr(telling_map, "basis", lambda *_: "")
    nothing: Any = None
    lines = telling_map.lines(AdviceMap(worlds, nothing, nothing, "cells", nothing, cells), w=ENGLISH)
    assert filled["map.headline"] == {"option": "siloed", "led": 7, "apart": 4, "total": 9, "outcome": "revenue"}
    assert lines[2:4] == ["siloed: best in 7 cells, told apart in 4", "drift: best in 2 cells, told apart in 2"]
    assert figures(lines[4]) == [5]
