"""The model's functions with some of them replaced: whatever calls a replaced one is made anew to call the other.

A function finds the functions it calls among the globals of its module, and compiled code holds them from then on. So
whoever leads to a replaced function, in however many steps, is copied with other globals and compiled anew; the
functions themselves, and the modules, stay as they are, and both versions can live side by side.
"""

from collections.abc import Mapping
from dis import get_instructions
from functools import partial
from threading import RLock
from types import CellType, CodeType, FunctionType
from typing import Any

from .compiled import PLAIN, recompiled
from .standing import standing

HOUSE = "cordiale."


class CircleError(ValueError):
    """A replacement is called by what it calls; the message names the way round."""


class Links:
    """The model with some functions replaced.

    `replaced` are the replacements by what they replace, both as plain functions; `own` is the module, as its globals,
    in which replacements and their helpers stand. What is imported there under the name of a replaced function, is the
    function that it replaces: a replacement may call the original. `version` tells this model from all others. Without
    `shipped`, nothing is taken that stands as machine code already.
    """

    def __init__(
        self, replaced: Mapping[FunctionType, FunctionType], own: Mapping[str, Any], version: str, *,
        shipped: bool = True,
    ) -> None:  # fmt: skip
        self.replaced, self.own, self.version, self._standing = dict(replaced), own, version, shipped
        self._originals = {new: old for old, new in self.replaced.items()}
        self._made: dict[tuple[FunctionType, bool], Any] = {}
        self._leading: dict[FunctionType, bool] = {}
        self._making: list[FunctionType] = []
        self._lock = RLock()

    def of(self, function: Any) -> Any:
        """A function of the model, as it is here: the function itself if nothing that it leads to is replaced.

        Raises CircleError.
        """
        with self._lock:
            return self._of(function) if self._leads_there(plain_of(function)) else function

    def checked(self, function: Any) -> Any:
        """A function of the model compiled anew, and with it all that it calls, with every index checked."""
        with self._lock:
            return self._of(function)

    def made(self) -> list[Any]:
        """Every function that is compiled anew so far."""
        return list(self._made.values())

    def called_by(self, plain: FunctionType) -> list[FunctionType]:
        """The functions of the model that a plain function calls, as plain ones."""
        return [plain_of(each) for each in _held_by(plain).values() if self._is_ours(each)]

    def _leads_there(self, plain: FunctionType) -> bool:
        """Whether a function is replaced, or calls what is, in however many steps."""
        if plain not in self._leading:
            self._leading[plain] = plain in self.replaced or plain.__globals__ is self.own
            self._leading[plain] = self._leading[plain] or any(map(self._leads_there, self.called_by(plain)))
        return self._leading[plain]

    def _of(self, function: Any, *, original: bool = False) -> Any:
        plain = self._originals.get(plain_of(function), plain_of(function))
        if (plain, original) not in self._made:
            new = plain if original else self.replaced.get(plain, plain)
            if new in self._making:
                raise CircleError(
                    " calls ".join(each.__name__ for each in (*self._making[self._making.index(new) :], new))
                )
            self._making.append(new)
            try:
                self._made[plain, original] = self._remade(new, function)
            finally:
                self._making.pop()
        return self._made[plain, original]

    def _remade(self, plain: FunctionType, like: Any) -> Any:
        """A function that calls what it calls as that is here."""
        is_own = plain.__globals__ is self.own
        is_compiled = not PLAIN and (is_own or hasattr(like, "py_func"))
        cells = dict(zip(plain.__code__.co_freevars, plain.__closure__ or (), strict=True))
        held = {name: each for name, each in _held_by(plain).items() if self._is_ours(each)}
        others = {name: self._called(each, by_own=is_own, whatever=is_compiled) for name, each in held.items()}
        closure = tuple(CellType(others[name]) if name in others else cell for name, cell in cells.items())
        copy = FunctionType(
            plain.__code__, {**plain.__globals__, **others}, plain.__name__, plain.__defaults__, closure or None
        )
        copy.__kwdefaults__, copy.__qualname__ = plain.__kwdefaults__, plain.__qualname__
        copy.__annotations__ = plain.__annotations__
        return recompiled(copy, like, self.version) if is_compiled else copy

    def _called(self, function: Any, *, by_own: bool, whatever: bool) -> Any:
        """What stands for a function that another calls: what compiled code calls has its indices checked, `whatever`.

        So has all that a replacement can reach through compiled code. What leads to none stands already, where it was
        shipped so, or is compiled anew; and so is what calls nothing, which is short, to become part of its callers.
        """
        plain = plain_of(function)
        if self._leads_there(plain):
            return self._of(function, original=by_own and plain in self.replaced)
        if not whatever:
            return function
        stands = self._standing and self.called_by(plain) and standing(plain, partial(self.checked, function))
        return stands or self._of(function)

    def _is_ours(self, held: Any) -> bool:
        """Whether something is a function of the model, or of the replacements' module."""
        if not isinstance(plain_of(held), FunctionType):
            return False
        known = plain_of(held).__globals__
        return known is self.own or hasattr(held, "py_func") or str(known.get("__name__", HOUSE)).startswith(HOUSE)


def _held_by(plain: FunctionType) -> dict[str, Any]:
    """What a function holds by name: the globals that it looks up, and what it closes over."""
    known = {name: plain.__globals__[name] for name in sorted(names_in(plain.__code__)) if name in plain.__globals__}
    cells = zip(plain.__code__.co_freevars, plain.__closure__ or (), strict=True)
    return known | {name: cell.cell_contents for name, cell in cells}


def plain_of(function: Any) -> Any:
    """A function before it was compiled."""
    return getattr(function, "py_func", function)


def names_in(code: CodeType) -> set[str]:
    """The names that a function looks up among its globals, the functions inside it included."""
    own = {str(each.argval) for each in get_instructions(code) if each.opname == "LOAD_GLOBAL"}
    return own.union(*(names_in(each) for each in code.co_consts if isinstance(each, CodeType)))
