"""Rival theories: every combination is tried, and what is told of them is counted right."""

from __future__ import annotations

import json
import re

import pytest

from cordiale.experiments.comparison.rivals import Choice, agreements, choices, own_choice, print_agreements
from cordiale.experiments.foundations.language import words
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
