"""Rival theories: every combination is tried, and what is told of them is counted right."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.comparison import rivals
from cordiale.experiments.comparison.findings import caveat
from cordiale.experiments.comparison.rivals import (
    Choice,
    agreements,
    choices,
    orders_under,
    own_choice,
    print_agreements,
    to_dict,
)
from cordiale.experiments.foundations.failures import RunsFailedError
from cordiale.experiments.foundations.language import words
from cordiale.experiments.scenario_files.adjusting import adjusted
from cordiale.simulation.runs.own_rules import SHIPPED
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.theories import MECHANISMS
from tests.support.commandline import cordiale


def test_every_combination_is_there_once_and_the_defaults_come_first() -> None:
    every = choices()
    assert len(every) == len(set(every)) == 3 * 2**5
    assert every[0] == own_choice(load_scenario())
    assert len(MECHANISMS) >= 5


def test_agreement_on_the_best_is_counted_and_on_the_whole_order_to_its_last_place_over_all_and_under_each_theory() -> (
    None
):
    own = choices()[0]
    usual, second, last = ("a", "b", "c", "d"), ("a", "c", "b", "d"), ("a", "b", "d", "c")

    def order(one: Choice) -> tuple[str, ...]:
        if one[0] == "beta":
            return ("b", "a", "c", "d")
        return second if one[1] == "self-serving" else usual if one[-1] == own[-1] else last

    rows = agreements({one: {"all": order(one)} for one in choices()}, own)
    told = {(row.mechanism, row.word): (row.best, row.order, row.of) for row in rows}
    assert told["all combinations", ""] == (64, 16, 96)
    assert told["trust", "beta"] == (0, 0, 32)
    assert told["outcomes", "self-serving"] == (32, 0, 48)
    assert told[MECHANISMS[-1], own[-1]] == (32, 16, 48)


def test_the_command_compares_under_all_of_them() -> None:
    words = ["--paradigms", "siloed,proportional", "--forces", "all", "--replications", "1", "--quarters", "1"]
    shown = cordiale("compare", "--theories", "--json", "--quiet", *words)
    assert shown.exit_code == 0, shown.stderr
    found = json.loads(shown.stdout)
    assert len(found["orders"]) == 96
    assert all(sorted(each["order"]["all"]) == ["proportional", "siloed"] for each in found["orders"])
    assert {json.dumps(each["theory"], sort_keys=True) for each in found["orders"]} == {
        json.dumps(dict(zip(MECHANISMS, one, strict=True)), sort_keys=True) for one in choices()
    }


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_printed_row_names_its_mechanism_and_theory_and_counts_same_best_and_same_order_in_their_own_columns(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    w, own = words(language), choices()[0]
    orders = {one: {"all": ("siloed", "drift", "sales-led") if at % 3 else ("siloed", "sales-led", "drift")}
              for at, one in enumerate(choices())}  # fmt: skip
    orders[choices()[-1]] = {"all": ("drift", "siloed", "sales-led")}
    print_agreements(orders, own, w)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    for row in agreements(orders, own):
        begins = re.escape(row.mechanism) + r"\s+" + re.escape(row.word) if row.word else re.escape(w["theories.all"])
        line = next(each for each in lines if re.match(rf"{begins}\s", each))
        counts = [w("theories.share", number=number, of=row.of) for number in (row.best, row.order)]
        assert line.endswith(counts[1])
        assert re.search(rf"{counts[0]}\s+{counts[1]}$", line), row
    assert any(row.best != row.order for row in agreements(orders, own))


def test_each_combination_is_lived_by_its_own_theories_with_the_rules_and_the_runs_that_were_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = (choices()[0], choices()[-1], choices()[40])
    asked: list[tuple[Choice, Any, Any]] = []

    class Carried:
        baseline = "siloed"

        def __init__(self, lived: Choice) -> None:
            self.lived = lived
            earned = {"siloed": 5.0, "drift": 1.0 + 9 * (lived == few[1])}
            rows = [("all", name, 1, each, quarter, "tiny", worth + each, worth)
                    for name, worth in earned.items() for each in range(2) for quarter in (0, 1)]  # fmt: skip
            columns = ["forces", "paradigm", "seed", "replication", "quarter", "scenario", "revenue", "revenue_new"]
            self.frame = pd.DataFrame(rows, columns=columns)

        def complain(self) -> None:
            if self.lived == few[2]:
                raise RunsFailedError([], of=1, scenario="tiny")

    def carried(scenario: Any, runs: Any, *, called: str, parameters: Any, workers: Any, rules: Any) -> Carried:
        setting = [text for text in called.split() if text.startswith("theory.")]
        assert own_choice(adjusted(load_scenario(), setting)) == own_choice(scenario), "as a failed run is told"
        asked.append((own_choice(scenario), runs, (parameters, workers, rules)))
        return Carried(own_choice(scenario))

    monkeypatch.setattr(rivals, "carry_out", carried)

    monkeypatch.setattr(rivals, "choices", lambda: few[:2])
    runs: Any = ["runs"]
    asked_for: Any = {
        "parameters": "ensemble",
        "workers": 3,
        "rules": "mine",
        "called": None,
        "talk": None,
    }  # handed on as it is
    found = orders_under(load_scenario(), runs, **asked_for)
    assert found == {few[0]: {"all": ("siloed", "drift")}, few[1]: {"all": ("drift", "siloed")}}
    assert asked == [(one, runs, ("ensemble", 3, "mine")) for one in few[:2]]
    monkeypatch.setattr(rivals, "choices", lambda: few)
    with pytest.raises(RunsFailedError):
        orders_under(load_scenario(), runs, called=None, parameters="point", rules=SHIPPED, talk=None, workers=None)


def test_a_company_of_other_theories_is_held_against_its_own_and_each_table_names_its_forces_and_its_own_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    w, own = words("en"), choices()[-1]
    usual, other = ("siloed", "drift", "sales-led"), ("drift", "sales-led", "siloed")
    orders = {one: {"none": other if one == own else usual, "all": usual} for one in choices()}
    document = to_dict(orders, own)
    assert document["own"] == dict(zip(MECHANISMS, own, strict=True))
    assert [row for row in document["agreement"] if not row["word"]] == [
        {"mechanism": "all combinations", "word": "", "forces": "none", "best": 1, "order": 1, "of": 96},
        {"mechanism": "all combinations", "word": "", "forces": "all", "best": 96, "order": 96, "of": 96},
    ]
    assert document["orders"][-1] == {"theory": document["own"], "order": {"none": [*other], "all": [*usual]}}
    print_agreements(orders, own, w)
    said = capsys.readouterr().out
    for forces, order in (("none", other), ("all", usual)):
        assert w("theories.title", forces=w.forces(forces), order=", ".join(map(w.paradigm, order))) in said
    told = [re.findall(r"\d+ of \d+", line) for line in said.splitlines() if w["theories.all"] in line]
    assert told == [["1 of 96"] * 2, ["96 of 96"] * 2]
    assert caveat(0, w).split(".")[0] in " ".join(said.split())
