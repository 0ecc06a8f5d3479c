"""Screening: every parameter has a neutral value it may take, and the table puts what matters least first."""

from __future__ import annotations

import csv
import io

import pytest

from cordiale.experiments.screening import __main__ as screening
from cordiale.experiments.screening.__main__ import TABLE, Moved, main, parts, text
from cordiale.experiments.screening.neutral import LEVELS, neutral
from cordiale.simulation.world.parameters import PARAMETERS, Parameter


@pytest.mark.parametrize("one", PARAMETERS, ids=lambda one: one.dotted)
def test_a_neutral_value_is_one_that_the_parameter_may_take(one: Parameter) -> None:
    assert one.low <= neutral(one, one.default) <= one.high


def test_what_moves_least_comes_first() -> None:
    rows = [
        Moved("much.of", 1.0, 0.0, -9.0, "all", "1: a; 2: b"),
        Moved("little.of", 1.0, 0.0, 0.1, "", ""),
        Moved("some.of", 1.0, 0.0, -3.0, "", ""),
    ]
    told = list(csv.DictReader(io.StringIO(text(rows))))
    assert [row["parameter"] for row in told] == ["little.of", "some.of", "much.of"]


def test_the_parts_of_patterns_have_names_of_their_own() -> None:
    assert len(parts()) > 60


@pytest.mark.parametrize("dotted", sorted(LEVELS))
def test_a_level_is_screened_lowered_to_three_fifths_and_one_of_nothing_at_its_least(dotted: str) -> None:
    parameter = next(each for each in PARAMETERS if each.dotted == dotted)
    for value in (parameter.low, (parameter.low + parameter.high) / 2, parameter.high):
        wanted = 0.6 * value if value else parameter.low
        assert neutral(parameter, value) == min(max(wanted, parameter.low), parameter.high)
    assert neutral(parameter, 0.0) == parameter.low


def test_parameters_that_there_are_not_are_all_named_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    unknown = ["zz.last", "no.such", "aa.first", "mm.middle"]
    with pytest.raises(SystemExit):
        main(["--only", ",".join([PARAMETERS[0].dotted, *unknown])])
    assert f"unknown: {', '.join(sorted(unknown))}\n" in capsys.readouterr().err


def test_some_parameters_alone_do_not_take_the_place_of_the_kept_table_of_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "seen", None)  # nothing may be lived for it
    before = TABLE.read_bytes()
    with pytest.raises(SystemExit):
        main(["--only", PARAMETERS[0].dotted])
    assert "--only needs an --out of its own" in capsys.readouterr().err
    assert TABLE.read_bytes() == before
