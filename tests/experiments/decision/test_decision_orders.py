"""What stands first in a decision: options, parts, places of a map, warnings, what to know, a quarter's decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.api import of_studies
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.pack import Table
from cordiale.experiments.decision import learning, standings, warning_signs, worth
from cordiale.experiments.decision.concluding import contenders
from cordiale.experiments.decision.tables_told import print_map, print_parts
from cordiale.experiments.decision.two_factors import Cell
from cordiale.experiments.decision.verdict import Part
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.experiments.foundations.statistics import Estimate
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of

W = words("en")


def test_the_account_of_a_lead_begins_with_what_brings_most_and_ends_with_what_costs_most(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [Part(name, value, value - 1, value + 1)
             for name, value in (("roles", -50.0), ("contact", 400.0), ("planning", 30.0))]  # fmt: skip
    print_parts("Why", found, "lever", W)
    assert re.findall(r"[−+]?\b(?:50|400|30)\b(?= )", capsys.readouterr().out) == ["+400", "+30", "−50"]


def test_a_map_goes_up_from_its_lowest_values_to_the_right_and_down_in_whatever_order_its_cells_come(
    capsys: pytest.CaptureFixture[str],
) -> None:
    decision = decision_of(decision_document())
    assert decision.map is not None
    cells = [Cell(across, down, "stay", Estimate(1.0, 0.0, 2.0, 9), True)
             for across, down in ((0.75, 0.5), (0.25, 0.5), (0.75, 0.125), (0.25, 0.125))]  # fmt: skip
    print_map(replace(decision, map=replace(decision.map, cells=tuple(cells))), W)
    told = capsys.readouterr().out
    head = next(line for line in told.splitlines() if "0.25" in line)
    assert head.index("0.25") < head.index("0.75")
    assert re.findall(r"^ *(0\.\d+) ", told, re.MULTILINE) == ["0.12", "0.5"]


def account(document: dict[str, Any], name: str) -> Table:
    """A table of the pack whose rows are of this address."""
    tables = [table for section in decision_pack(document, w=ENGLISH).sections for table in section.tables]
    return next(each for each in tables if each.rows and each.rows[0].address.startswith(name))


@pytest.mark.parametrize("name", ["levers", "channels"])
def test_a_board_pack_too_begins_with_what_brings_most(name: str) -> None:
    document = decision_document()
    document["why"][name] = sorted(document["why"][name], key=lambda part: part["value"])
    values = {f"why.{name}.{part['name']}": part["value"] for part in document["why"][name]}
    told = [values[row.address] for row in account(document, f"why.{name}").rows]
    assert told == sorted(values.values(), reverse=True)
    assert len(set(told)) > 1


def raced(first: str, **means: float) -> Any:
    """A race in which those that begin with `out` were ruled out."""
    seen = {name: np.full(3, mean) for name, mean in means.items()}
    return SimpleNamespace(best=first, names=list(means), seen=seen, ahead=lambda name: float(seen[name].mean()),
                           remaining=[name for name in means if not name.startswith("out")])  # fmt: skip


def of(paradigm: str) -> Any:
    return SimpleNamespace(name=paradigm, paradigm=paradigm)


def test_rivals_are_the_best_one_then_those_still_in_the_race_by_mean_one_way_for_each_paradigm_and_staying() -> None:
    race = raced("a", out_rich=900.0, b_slow=20.0, c=50.0, b=30.0, a=40.0, stay=0.0)
    known = {"a": of("siloed"), "b": of("proportional"), "b_slow": of("proportional"), "c": of("assimilated"),
             "out_rich": of("sales-led"), "stay": of("status-quo")}  # fmt: skip
    assert contenders(race, known) == ["a", "c", "stay"]
    race.seen["b"] += 30.0
    assert contenders(race, known) == ["a", "b", "stay"]


def test_options_stand_with_the_best_first_then_by_lead_and_those_ruled_out_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stands(option: Any, lives: Any, *, chance: float, ruled_out: bool, regret: Any) -> Any:
        return SimpleNamespace(option=option.name, ruled_out=ruled_out, lead=SimpleNamespace(mean=chance))

    monkeypatch.setattr(standings, "standing_of", stands)
    leads = {"out": 99.0, "low": 10.0, "high": 50.0, "best": 40.0}
    known = {name: of(name) for name in leads}
    found = standings.standings(raced("best", **leads), leads, known, {}, ())
    assert [each.option for each in found] == ["best", "high", "low", "out"]


def test_what_to_measure_first_is_what_is_worth_most_to_know(monkeypatch: pytest.MonkeyPatch) -> None:
    worths = iter((5.0, 80.0, 20.0))
    for name, found in (("parameters_of", {"a": 0, "b": 0, "c": 0}), ("gains_of", [1.0]), ("_asked", []),
                        ("followed_up", SimpleNamespace(what="survey", value=40.0))):  # fmt: skip
        monkeypatch.setattr(learning, name, lambda *given, found=found: found)
    monkeypatch.setattr(learning, "value_of_knowing",
                        lambda *_, what, **given: SimpleNamespace(what=what, value=next(worths)))  # fmt: skip
    branches: Any = SimpleNamespace(seed=1, company=None, quarters_of=lambda *_, **given: 1)
    lives: Any = {"stay": SimpleNamespace(rows=np.zeros((1, 1), [("trust_sales_in_marketing", float)]))}
    clock: Any = SimpleNamespace(fits=lambda *_: False)
    found = learning.measure_first(branches, [], lives, range(1), clock=clock)
    assert [each.what for each in found] == ["b", "survey", "c", "a"]


def test_warnings_come_by_the_quarter_in_which_they_can_be_seen_and_in_one_quarter_the_surest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = [SimpleNamespace(name=name, quarter=quarter, hits=hits, false_alarms=0.1, chance=0.0)
             for name, quarter, hits in (("late", 4, 1.0), ("weak", 2, 0.7), ("sure", 2, 0.9))]  # fmt: skip
    once = iter([given])
    monkeypatch.setattr(warning_signs, "signs_in", lambda *_, **__: next(once, []))
    failed = np.arange(80) % 4 < 2
    rows = {name: np.zeros((80, 3)) for names in warning_signs.SEEN.values() for name in names}
    staying: Any = SimpleNamespace(worth=np.zeros(80), value=np.zeros(80))
    switched: Any = SimpleNamespace(worth=np.zeros(80), value=np.where(failed, -1.0, 1.0), rows=rows)
    found: Sequence[Any] = warning_signs.warnings_of(switched, staying, quarter=1)
    assert [each.name for each in found] == ["sure", "weak", "late"]


def test_decisions_are_taken_by_quarter_and_of_one_quarter_s_the_paradigm_before_single_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A setting is a change of where the paradigm leads, whichever was named first."""
    decided = [SimpleNamespace(paradigm=paradigm, name=name)
               for name, paradigm in (("setting", None), ("paradigm", "x"), ("early", None))]  # fmt: skip
    monkeypatch.setattr(worth, "timeline", lambda *_: decided)
    monkeypatch.setattr(worth, "taken_in", lambda one, rows: 2 if one.name == "early" else 10)
    order = list[str]()
    monkeypatch.setattr(worth, "changed", lambda scenario, goal, one: order.append(one.name) or goal)
    monkeypatch.setattr(worth, "distance_between", lambda *_, rule: 0.0)
    scenario: Any = SimpleNamespace(rows={"today": 0.0}, power=SimpleNamespace(rule_change=1.0))
    run: Any = SimpleNamespace(paradigm="today")
    worth.reorganised(scenario, run, np.zeros(12))
    assert order == ["early", "paradigm", "setting"]


def test_in_python_robustness_names_the_option_whose_largest_regret_is_smallest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = [SimpleNamespace(option=name, plain={"largest_regret": regret})
               for name, regret in (("ten", 10.0), ("two", 2.0), ("thirty", 30.0))]  # fmt: skip
    found = SimpleNamespace(options=options, worlds=SimpleNamespace(points=[0], option_word=lambda name, _: name))
    monkeypatch.setattr(of_studies.robust, "robustness", lambda *_, **__: found)
    assert of_studies.robustness("study", "revenue").headline.startswith("two has the smallest largest regret")
