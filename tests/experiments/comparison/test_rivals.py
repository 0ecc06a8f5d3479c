"""Rival theories: every combination is tried, and what is told of them is counted right."""

from __future__ import annotations

import json

from cordiale.experiments.comparison.rivals import Choice, agreements, choices, own_choice
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
