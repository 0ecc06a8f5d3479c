"""What a search tells is what it judged: each aim in its own column and unit, each on its own luck, the best first."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import cycle, permutations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cordiale.experiments.comparison.measures import MEASURES
from cordiale.experiments.decision.alternatives import goals
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.searching import structure_search, telling_search
from cordiale.experiments.searching.drawing_search import draw_search
from cordiale.experiments.searching.fronts import spread_out, undominated
from cordiale.experiments.searching.moves import MOVED, Move, candidate, quarters_open
from cordiale.experiments.searching.quest import LIMITS, Quest
from cordiale.experiments.searching.structure_search import (
    AIMS,
    FRESH,
    SEARCHED,
    Judged,
    Search,
    SearchResult,
    _aims,
    search,
)
from cordiale.experiments.searching.telling_search import (
    LEFT,
    basis,
    headline,
    heads,
    keep_search,
    print_search,
    table,
    to_document,
)
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import OUTCOMES, QUARTER

TIMES = {"share": 100.0}  # in which an aim is told, by the unit of its outcome: points of a share, all else as it is
UNITS = {each.name: each.unit for each in OUTCOMES}
COLUMNS = {each.name: each.column for each in MEASURES}
ASKED = Quest(changes=3, replications=5, fresh=7, shown=9)
COSTS = arrays(float, st.tuples(st.integers(1, 9), st.just(3)), elements=st.integers(0, 4).map(float))


def times(aim: str) -> float:
    return TIMES.get(UNITS.get(COLUMNS.get(aim, aim), ""), 1.0)


def judged(name: str, at: int, *, best: bool) -> Judged:
    """A way whose aims are all different, on fresh luck other than on that of the search."""
    fresh = np.outer([1.0, 1.1, 1.2, 0.7], np.arange(1, 5) * (at - 1.5))
    return Judged(name, (f"Q2 integration=0.{at + 1}",), fresh * 3, fresh, best)


@pytest.fixture(scope="module")
def found() -> SearchResult:
    ways = [("", False), ("siloed", True), ("", True), ("proportional", False), ("", True)]
    told = tuple(judged(name, at, best=best) for at, (name, best) in enumerate(ways))
    return SearchResult(load_scenario("status-quo"), "status-quo", ASKED, told, 77, 99)


def by_worth(found: SearchResult) -> list[Judged]:
    return sorted(found.judged, key=lambda one: one.fresh[:, 0].mean(), reverse=True)


def test_a_row_of_the_table_holds_each_aim_in_the_unit_it_is_told_in_on_its_own_luck(found: SearchResult) -> None:
    units = to_document(found)["units"]
    assert units == {
        aim: {100.0: "percent"}.get(times(aim), "thousand" if aim == "value" else "people") for aim in AIMS
    }
    for number, (row, one) in enumerate(zip(table(found).to_dict("records"), by_worth(found), strict=True), start=1):
        assert (row["number"], row["paradigm"], row["decisions"]) == (number, one.name, "; ".join(one.decisions))
        assert row["undominated"] == one.undominated
        for at, aim in enumerate(AIMS):
            assert row[aim] == pytest.approx(one.fresh[:, at].mean() * times(aim))
            assert row[f"{aim}_searched"] == pytest.approx(one.searched[:, at].mean() * times(aim))
            assert row[f"{aim}_low"] <= row[aim] <= row[f"{aim}_high"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_printed_column_holds_the_aim_that_its_heading_names(
    language: str, found: SearchResult, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    w = words(language)
    print_search(found, w)
    lines = capsys.readouterr().out.splitlines()
    named = dict(zip(AIMS, heads(w), strict=True))
    (top,) = (line for line in lines if named["leavers"] in line and named["value"] in line)
    assert sorted(named, key=lambda aim: top.index(named[aim])) == list(AIMS)
    for number, row in enumerate(table(found).to_dict("records"), start=1):
        line = next(line for line in lines[lines.index(top) :] if re.match(rf"\s*{number} ", line))
        cells = [w.number(row[aim], digits, sign=True) for aim, digits in zip(AIMS, (0, 1, 1, 1), strict=True)]
        assert re.search(".*".join(re.escape(f" {cell} ") for cell in cells), line), (line, cells)
        assert (w["search.dominated"] in line) == (not row["undominated"])
    colon = {"en": ":", "fr": "\N{NO-BREAK SPACE}:"}[language]
    below = {line.strip() for line in lines if re.match(rf"\s*\d+{colon} ", line)}
    unnamed = {at: "; ".join(one.decisions) for at, one in enumerate(by_worth(found), 1) if not one.name}
    assert below == {f"{at}{colon} {decisions}" for at, decisions in unnamed.items()}


def test_the_axes_of_the_figure_are_named_by_the_aims_that_they_show(found: SearchResult) -> None:
    figure = draw_search(
        [(one.name, one) for one in found.judged], "title", "caption", heads(words("en")), SLIDE, w=ENGLISH
    )
    value, *others = heads(words("en"))
    assert [ax.get_xlabel() for ax in figure.axes] == others
    assert figure.axes[0].get_ylabel() == value


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_finding_counts_the_ways_that_stay_undominated_without_paradigms_and_tells_the_one_worth_most(
    language: str, found: SearchResult
) -> None:
    w = words(language)
    ways = [one for one in by_worth(found) if one.undominated and not one.name]
    said = headline(found, w)
    assert re.findall(r"\d+", said)[0] == str(len(ways)) == "2"
    assert w.number(ways[0].fresh[:, 0].mean(), sign=True) in said
    none = SearchResult(found.scenario, "", ASKED, tuple(one for one in found.judged if one not in ways), 9, 9)
    assert headline(none, w) == w["search.nothing"]


def test_what_the_headline_counts_and_praises_is_said_to_be_found_since_a_paradigm_may_be_worth_more() -> None:
    said = words("en")("search.headline", number=1, value="+7", interval="[1, 9]")
    assert said.startswith("of the ways found, undominated on fresh luck: 1; of these the one worth most brings +7")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_how_far_being_chosen_flattered_is_told_of_the_ways_found_and_not_of_the_paradigms(
    language: str, found: SearchResult
) -> None:
    w = words(language)
    searched, fresh = (np.mean([getattr(one, pool)[:, 0].mean() for one in found.judged if not one.name])
                       for pool in (SEARCHED, FRESH))  # fmt: skip
    holes = {"tried": 77, "changes": 3, "replications": 5, "fresh": 7}
    means = {"searched": w.number(searched, sign=True), "fresh": w.number(fresh, sign=True)}
    assert basis(found, w) == f"{w('search.basis', **holes)} {w('search.shrinks', **means)}"


def test_a_single_way_that_was_found_flattered_as_much_as_it_lost_on_fresh_luck(found: SearchResult) -> None:
    one, w = found.front[0], words("en")
    alone = SearchResult(found.scenario, "", ASKED, (one,), 9, 9)
    means = {pool: w.number(getattr(one, pool)[:, 0].mean(), sign=True) for pool in (SEARCHED, FRESH)}
    assert basis(alone, w=ENGLISH).endswith(w("search.shrinks", **means))


def test_the_manifest_of_a_search_says_its_scenario_and_the_seed_of_its_luck(
    found: SearchResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling_search, "save", lambda *_: None)
    for name in LEFT:
        (tmp_path / name).touch()
    quest = replace(ASKED, seed=5)
    asked = SearchResult(found.scenario, found.called, quest, found.judged, 77, 99)
    keep_search(asked, tmp_path, command=["cordiale", "search"], w=ENGLISH)
    kept = json.loads((tmp_path / "manifest.json").read_text())
    assert (kept["verb"], kept["scenario"]["name"], kept["seed"]) == ("search", found.scenario.name, 5)
    assert set(kept["files"]) == {"search.json", "search.csv", "search.png", "search.svg", "evaluations.json"}


def test_an_aim_of_a_company_is_its_value_its_hours_of_friction_all_that_left_and_its_gap_in_the_end() -> None:
    rows = np.zeros((3, 5), dtype=QUARTER)
    luck = np.random.default_rng(3)
    for name in ("friction_hours_share", "leavers", "perception_gap"):
        rows[name] = luck.uniform(1, 9, (3, 5))
    rows["friction_hours_share"][1, 2] = np.nan  # nobody was there to lose an hour
    lived = Lived(luck.uniform(1, 9, (3, len(PARTS), 4)), rows)
    for company, (value, friction, left, gap) in enumerate(_aims(lived).tolist()):
        after = rows[company][1:]
        assert value == pytest.approx(float(lived.value[company]))
        assert friction == pytest.approx(sum(0 if x != x else x for x in after["friction_hours_share"].tolist()) / 4)
        assert (left, gap) == (pytest.approx(sum(after["leavers"])), after["perception_gap"][-1])


def test_the_front_is_judged_by_companies_that_had_no_say_in_the_search() -> None:
    asked: dict[str, range] = {}

    def live(options: Any, companies: range) -> dict[str, Lived]:
        asked[pool] = companies
        rows = np.zeros((len(companies), 3), dtype=QUARTER)
        return {each.name: Lived(np.zeros((len(companies), len(PARTS), 2)), rows) for each in options}

    under_way = Search(load_scenario("smb-inbound"), ASKED, called="", folder=None)
    under_way.branches = SimpleNamespace(live=live)  # type: ignore[assignment]  # all it asks of them
    for pool in (SEARCHED, FRESH):
        under_way.aims(pool, [()])
    assert (len(asked[SEARCHED]), len(asked[FRESH])) == (ASKED.replications, ASKED.fresh)
    assert not {*asked[SEARCHED]} & {*asked[FRESH]}


@settings(max_examples=30)
@given(costs=COSTS)
def test_what_is_undominated_is_what_no_other_matches_everywhere_and_surpasses_somewhere(costs: np.ndarray) -> None:
    rows = costs.tolist()
    beaten = [
        any(all(a <= b for a, b in zip(other, row, strict=True)) and other != row for other in rows) for row in rows
    ]
    assert undominated(costs) == [at for at, is_beaten in enumerate(beaten) if not is_beaten]


@settings(max_examples=30)
@given(costs=COSTS, count=st.integers(3, 9))
def test_of_many_ways_the_best_of_each_aim_is_shown_and_no_way_twice(costs: np.ndarray, count: int) -> None:
    chosen = spread_out(costs, count)
    assert chosen == sorted({*chosen})
    assert len(chosen) == min(count, len(costs))
    assert all(costs[chosen, aim].min() == costs[:, aim].min() for aim in range(3))


@pytest.mark.parametrize(("own", "first", "last", "left"), [
    ((), 2, 5, [2, 3, 4, 5]), ((3, 5), 2, 5, [2, 4]), ((), 4, 2, [4]), ((2,), 2, 3, [3])
])  # fmt: skip
def test_a_move_begins_in_any_quarter_up_to_the_last_but_those_in_which_something_is_decided(
    own: tuple[int, ...], first: int, last: int, left: list[int]
) -> None:
    scenario: Any = SimpleNamespace(decisions=[SimpleNamespace(quarter=each) for each in own])
    assert quarters_open(scenario, first=first, last=last) == left


@pytest.mark.parametrize("name", LIMITS)
def test_every_size_of_a_search_is_taken_up_to_its_limits_and_refused_beyond(name: str) -> None:
    low, high = LIMITS[name]
    usual = {"switch_quarter": 1}
    for value in (low, high):
        assert getattr(Quest(**usual | {name: value}), name) == value  # type: ignore[arg-type]  # one name of many
    for value in (low - 1, high + 1):
        with pytest.raises(UsersError, match=rf"{name} = {value} is outside \[{low}, {high}\]"):
            Quest(**usual | {name: value})  # type: ignore[arg-type]  # refused is what is asked


def test_what_is_undominated_is_so_on_fresh_luck_though_it_was_chosen_on_that_of_the_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = [(f"Q2 integration=0.{each}",) for each in range(1, 5)]
    goals_of = [f"Q{ASKED.switch_quarter} paradigm={goal}" for goal in goals(load_scenario("smb-inbound"))]
    everyone = [*tried, *((each,) for each in goals_of)]
    luck = np.random.default_rng(8)
    brought = {pool: {one: luck.normal(size=(3, len(AIMS))) for one in everyone} for pool in (SEARCHED, FRESH)}

    class Lives:
        def __init__(self, *_: Any, **__: Any) -> None:
            self.branches = SimpleNamespace(runs=99)

        def gains(self, pool: str, wanted: Any) -> list[np.ndarray]:
            return [brought[pool][one] for one in wanted]

    monkeypatch.setattr(structure_search, "Search", Lives)
    monkeypatch.setattr(structure_search, "_bred", lambda *_: tried)
    found = search(load_scenario("smb-inbound"), ASKED, called="x", talk=SimpleNamespace(), folder=None)  # type: ignore[arg-type]
    costs = {pool: [brought[pool][one.decisions].mean(axis=0) * [-1, 1, 1, 1] for one in found.judged]
             for pool in (SEARCHED, FRESH)}  # fmt: skip
    best = undominated(np.array(costs[FRESH]))
    assert [one.undominated for one in found.judged] == [at in best for at in range(len(found.judged))]
    for one in found.judged:
        assert one.searched.tolist() == brought[SEARCHED][one.decisions].tolist()
        assert one.fresh.tolist() == brought[FRESH][one.decisions].tolist()
        assert (one.name != "") == (one.decisions[0] in goals_of)
    front = undominated(np.array([brought[SEARCHED][one].mean(axis=0) * [-1, 1, 1, 1] for one in tried]))
    assert [one.decisions for one in found.front] == [tried[at] for at in front]
    assert (found.tried, found.runs) == (4, 99)


def test_staying_is_no_way_that_was_tried_and_a_way_that_comes_again_counts_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("optuna", reason="optuna is not installed")
    bred = cycle([("b",), (), ("a",), ("b",)])
    monkeypatch.setattr(structure_search, "candidate", lambda *_: next(bred))
    monkeypatch.setattr(structure_search, "_moves", lambda *_: [])
    quest = Quest(changes=1, generations=3, population=4, switch_quarter=1)
    gains = lambda _, wanted: [np.zeros((2, len(AIMS))) for _ in wanted]  # noqa: E731  # of any ways, nothing
    under_way: Any = SimpleNamespace(quest=quest, scenario=None, quarters=[1], gains=gains)
    assert structure_search._bred(under_way, Talk(quiet=True)) == [("b",), ("a",)]


def test_the_same_moves_in_any_order_are_one_candidate_told_by_quarter_and_in_the_order_of_the_settings() -> None:
    scenario = load_scenario("status-quo")
    found = [Move("role_overlap", 0.9, 5), Move("shared_goals", 0.8, 2), Move("integration", 0.7, 5),
             Move("shared_goals", 0.1, 10)]  # fmt: skip
    told = {candidate(scenario, order) for order in permutations(found)}
    (one,) = told
    of_five = [f"Q5 {name}" for name in MOVED if name in ("role_overlap", "integration")]
    assert [each.partition("=")[0] for each in one] == ["Q2 shared_goals", *of_five, "Q10 shared_goals"]


def test_what_a_search_was_asked_is_told_but_for_how_many_worked_on_it(found: SearchResult) -> None:
    told = to_document(found)["asked"]
    assert told == {name: value for name, value in vars(ASKED).items() if name != "workers"}
    assert {"seed", "fresh", "replications"} <= told.keys()
