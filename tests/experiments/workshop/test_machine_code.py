"""What is recorded of the model's functions: each is said to give what it is annotated to give."""

from __future__ import annotations

from typing import Any

import pytest
from numba import typeof, types

from cordiale.experiments.workshop.machine_code.making import _given, _kind
from cordiale.experiments.workshop.odd.tables import vocabulary
from cordiale.simulation.machinery.beforehand import name_of, recorded
from cordiale.simulation.machinery.relinking import plain_of
from cordiale.simulation.runs.own_functions import replaceable

SAID = {int: "whole", float: "real", bool: "yes or no", type(None): "nothing"}


@pytest.mark.parametrize("given", [3, 0.5, True, None], ids=repr)
def test_a_number_a_claim_and_nothing_are_each_recorded_as_what_they_are(given: Any) -> None:
    assert _given(typeof(given)) == SAID[type(given)]
    assert _kind(None if given is None else type(given)) == SAID[type(given)]


@pytest.mark.parametrize("words", vocabulary())
def test_a_member_of_an_enumeration_is_recorded_as_the_whole_number_that_it_stands_for(words: Any) -> None:
    assert _given(typeof(next(iter(words)))) == "whole"


def test_what_is_no_number_is_given_to_nobody() -> None:
    assert _given(types.unicode_type) is None


def test_every_function_that_is_shipped_gives_what_it_is_annotated_to_give() -> None:
    plain = {name_of(plain_of(each)): plain_of(each).__annotations__["return"] for each in replaceable().values()}
    entries = {which: recorded()[which]["entries"] for which in ("model", "checked")}
    for which, of in entries.items():
        for name in of.keys() & plain.keys():
            assert of[name]["gives"] == SAID.get(plain[name] or type(None), "whole"), (which, name)
    assert len(entries["checked"].keys() & plain.keys()) > 100
