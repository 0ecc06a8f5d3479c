"""What is handed to the function that does a verb's work, without letting it work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from typing import Any

import pytest

HOUSE = "cordiale.experiments"
UNASKED = ("talk", "w", "began", "progress", "foretell", "ready", "record", "made")  # what nobody asks for


class HandedError(BaseException):
    """Not one that a command would make a line of: it ends where the work would begin."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__("handed over")
        self.given = given


def handed(door: str, call: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `call` hands to the function of this module and name, by the names of its arguments, defaults included."""
    place, _, name = door.partition(":")
    original = getattr(import_module(f"{HOUSE}.{place}"), name)
    takes = signature(original)

    def taken(*given: Any, **named: Any) -> Any:
        bound = takes.bind(*given, **named)
        bound.apply_defaults()
        raise HandedError({each: value for each, value in bound.arguments.items() if each not in UNASKED})

    with monkeypatch.context() as patched:
        for module in [each for known, each in sys.modules.items() if known.startswith(HOUSE)]:
            for called, held in list(vars(module).items()):
                if held is original:
                    patched.setattr(module, called, taken)
        with pytest.raises(HandedError) as met:
            call()
    return met.value.given
