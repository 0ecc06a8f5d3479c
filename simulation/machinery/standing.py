"""Functions of the model as shipped, for compiled rules of one's own to call: their machine code stands already.

Who leads to a replaced rule is compiled anew (`relinking.py`). What that calls in turn and does not lead there is found
under its symbol, with its indices checked as in the rest. Where it was not shipped, or of edited sources, or cannot be
made on this machine, there is none: then it is compiled anew as well.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from .beforehand import is_of_these_sources, is_whole, machine_of, name_of, recorded


class Standing:
    """A function of the model as compiled code sees it: what it takes and gives, and the symbol to call it by.

    `otherwise` gives what is called in its place where machine code of it cannot be made.
    """

    def __init__(self, behaviour: Callable[..., Any], symbol: str, gives: str, otherwise: Callable[[], Any]) -> None:
        self.behaviour, self.symbol, self.gives, self.otherwise = behaviour, symbol, gives, otherwise

    def __repr__(self) -> str:
        return self.behaviour.__name__

    @cached_property
    def _numba_type_(self) -> Any:
        """What Numba takes it for."""
        if make_known() is None:
            return self.otherwise()._numba_type_
        from .calling import type_of  # late: Numba takes half a second

        return type_of(self, self.behaviour, self.symbol, self.gives)


def standing(behaviour: Callable[..., Any], otherwise: Callable[[], Any]) -> Standing | None:
    """A plain function of the model as machine code that stands; None if there is none of it.

    Nothing is made yet: only when something is compiled does it show whether it can be, or `otherwise` is called.
    """
    entry = recorded()["checked"]["entries"].get(name_of(behaviour))
    return Standing(behaviour, _known_as(entry["symbol"]), entry["gives"], otherwise) if entry and any_stand() else None


@cache
def any_stand() -> bool:
    """Whether functions of the model can be called by their symbols, once they are known."""
    return is_of_these_sources() and is_whole("checked")


@cache
def make_known() -> Any:
    """Let compiled code find all that stand by their symbols, for as long as the machine code lives that this gives.

    None where there is none, or this machine cannot make it.
    """
    import llvmlite.binding as llvm  # late: whoever has no rules of their own does without

    machine: Any = machine_of("checked") if any_stand() else None
    for entry in recorded()["checked"]["entries"].values() if machine else ():
        llvm.add_symbol(_known_as(entry["symbol"]), machine.get_function_address(entry["symbol"]))
    return machine


def _known_as(symbol: str) -> str:
    """The name by which everything compiled in this process finds it."""
    return f"cordiale_{recorded()['checked']['sha256'][:16]}_{symbol}"
