"""Functions of the model as shipped, for compiled rules of one's own to call: their machine code stands already.

Who leads to a replaced rule is compiled anew (`relinking.py`). What that calls in turn and does not lead there is found
under its symbol, with its indices checked as in the rest. Where it was not shipped, or of edited sources, there is
none: then it is compiled anew as well.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from .beforehand import is_of_these_sources, machine_of, name_of, recorded


class Standing:
    """A function of the model as compiled code sees it: what it takes and gives, and the symbol to call it by."""

    def __init__(self, behaviour: Callable[..., Any], symbol: str, gives: str) -> None:
        self.behaviour, self.symbol, self.gives = behaviour, symbol, gives

    def __repr__(self) -> str:
        return self.behaviour.__name__

    @cached_property
    def _numba_type_(self) -> Any:
        """What Numba takes it for."""
        from .calling import type_of  # late: Numba takes half a second

        return type_of(self, self.behaviour, self.symbol, self.gives)


def standing(behaviour: Callable[..., Any]) -> Standing | None:
    """A plain function of the model as machine code that stands; None if there is none of it."""
    entry = recorded()["checked"]["entries"].get(name_of(behaviour))
    return Standing(behaviour, _known_as(entry["symbol"]), entry["gives"]) if entry and any_stand() else None


def any_stand() -> bool:
    """Whether compiled code finds functions of the model by their symbols: from here on, if so."""
    return _machine() is not None


@cache
def _machine() -> Any:
    """The machine code of all that stand, each known by its symbol as long as we live."""
    machine: Any = machine_of("checked") if is_of_these_sources() else None
    if machine:
        import llvmlite.binding as llvm  # late: whoever has no rules of their own does without

        for entry in recorded()["checked"]["entries"].values():
            llvm.add_symbol(_known_as(entry["symbol"]), machine.get_function_address(entry["symbol"]))
    return machine


def _known_as(symbol: str) -> str:
    """The name by which everything compiled in this process finds it."""
    return f"cordiale_{recorded()['checked']['sha256'][:16]}_{symbol}"
