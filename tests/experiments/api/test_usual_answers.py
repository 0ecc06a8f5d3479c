"""What nobody says is taken alike in Python and on the command line, so that both give the same answer."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from inspect import Parameter, signature
from typing import Any

import pytest

from cordiale.experiments.api import of_companies, of_studies
from cordiale.experiments.commands import compare, decide, discover, robustness, search, see, sensitivity
from cordiale.experiments.commands import map as mapping
from cordiale.experiments.page.seeing import see as seen
from cordiale.experiments.searching.quest import Quest

PAIRS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "compare": (of_companies.compare, compare.command), "decide": (of_companies.decide, decide.command),
    "sensitivity": (of_studies.sensitivity, sensitivity.command), "discover": (of_studies.discover, discover.command),
    "map": (of_studies.advice_map, mapping.command), "robustness": (of_studies.robustness, robustness.command),
    "search": (Quest, search.command), "see": (seen, see.command),
}  # fmt: skip


def usual(ask: Callable[..., Any]) -> dict[str, Any]:
    """What each parameter is where nobody says it, as plain values."""
    given = {name: each.default for name, each in signature(ask).parameters.items()}
    plain = {name: each.value if isinstance(each, Enum) else each for name, each in given.items()}
    return {name: tuple(each.split(",")) if name == "forces" and isinstance(each, str) else each
            for name, each in plain.items() if each is not Parameter.empty}  # fmt: skip


@pytest.mark.parametrize("verb", PAIRS)
def test_what_is_not_said_is_the_same_in_python_as_on_the_command_line(verb: str) -> None:
    python, command = (usual(each) for each in PAIRS[verb])
    both = [name for name in python if name in command and name != "rules"]  # a file there, what it holds here
    assert both, "nothing to hold"
    assert {name: python[name] for name in both} == {name: command[name] for name in both}


@pytest.mark.parametrize(("verb", "said"), [
    ("compare", {"scenario": "status-quo", "paradigms": None, "forces": ("none", "all"), "replications": 40,
                 "quarters": 12, "seed": 1, "switch_quarter": 0, "parameters": "point", "language": "en"}),
    ("decide", {"switch_quarter": 2, "confidence": 0.95, "indifference": 0.01, "budget": 60.0, "batches": None,
                "matched": None, "quarters": 12, "seed": 1, "parameters": "ensemble", "language": "en"}),
    ("see", {"quarters": 12, "seed": 1, "switch_quarter": 2, "language": "en", "theatre": False}),
])  # fmt: skip
def test_a_question_of_which_nothing_is_said_is_the_one_that_its_help_names(verb: str, said: dict[str, Any]) -> None:
    for ask in PAIRS[verb]:
        own = usual(ask)
        assert {name: own[name] for name in said if name in own} == {name: said[name] for name in said if name in own}
