"""Functions written down as one text that stands alone: what rules of one's own are known, kept and sent about by.

A text becomes functions again by being run.
"""

import ast
import inspect
import linecache
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from traceback import format_exception_only, walk_tb
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from ..machinery.relinking import HOUSE, names_in, plain_of
from .own_checks import RulesError

NUMBER = (bool, int, float, np.integer, np.floating, np.bool_)


def written(functions: Mapping[str, Any]) -> str:
    """The text of a module with these functions, under these names, and all that they need.

    Numbers are written as they are now; helpers come along; what is the model's, or a module, is imported. The text
    holds no comments and no decorators. Raises RulesError for what cannot be written down.
    """
    page = _Page()
    for name, function in functions.items():
        page.add(name, function)
    return "\n".join([*page.imports, "", *page.numbers, *page.functions]) + "\n"


def module_of(text: str, file: str, *, name: str) -> ModuleType:
    """The text, run as a module of its own; tracebacks show its lines, what it prints goes to standard error.

    Raises RulesError for whatever ends it, but an interruption.
    """
    module = ModuleType(name)
    module.__file__ = file
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    try:
        with redirect_stdout(sys.stderr):
            exec(compile(text, file, "exec"), vars(module))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise RulesError(f"{file} cannot be run: {_told(error)}") from error
    return module


def _told(error: BaseException) -> str:
    """An error as a line, whatever its own text is made of."""
    last = next(each for each in format_exception_only(error) if not each.startswith(" "))
    return last.splitlines()[0]


@contextmanager
def looked_through(what: str) -> Iterator[None]:
    """Inside, things of a user's are looked at, which may do anything as they are.

    Raises RulesError for what they raise, but an interruption; what the model raises itself, it raises.
    """
    try:
        yield
    except (KeyboardInterrupt, RecursionError, RulesError):
        raise
    except BaseException as error:
        *_, (frame, _) = walk_tb(error.__traceback__)
        where = frame.f_globals.get("__name__")
        if type(where) is str and where.startswith(HOUSE):
            raise
        raise RulesError(f"{what} cannot be looked through: {_told(error)}") from error


class _Page:
    """A text under way: what stands in it already, by name."""

    def __init__(self) -> None:
        self.known = dict[str, Any]()
        self.imports, self.numbers, self.functions = dict[str, None](), list[str](), list[str]()

    def add(self, name: str, held: Any) -> None:
        """Write down what a function finds under a name."""
        plain = plain_of(held)
        if name in self.known:
            if self.known[name] is not plain and self.known[name] != plain:
                raise RulesError(f"rules: two different things are called {name}; rename one")
            return
        self.known[name] = plain
        if isinstance(held, NUMBER):
            self.numbers.append(f"{name} = {np.asarray(held).item()!r}")
        elif isinstance(held, tuple) and all(isinstance(each, NUMBER) for each in held):
            self.numbers.append(f"{name} = {tuple(np.asarray(each).item() for each in held)!r}")
        elif isinstance(held, ModuleType):
            self.imports[f"import {held.__name__} as {name}"] = None
        elif isinstance(plain, FunctionType) and not (plain.__module__ or "").startswith(HOUSE):
            self._add_function(name, plain)
        elif getattr(plain, "__module__", None) and hasattr(plain, "__name__"):
            self.imports[f"from {plain.__module__} import {plain.__name__} as {name}"] = None
        else:
            raise RulesError(
                f"rules: {name} = {held!r:.60} is neither a number, a tuple of numbers nor a function; give numbers"
            )

    def _add_function(self, name: str, plain: FunctionType) -> None:
        node = _definition(plain)
        cells = dict(zip(plain.__code__.co_freevars, plain.__closure__ or (), strict=True))
        for each, cell in cells.items():
            self.add(each, cell.cell_contents)
        for each in sorted(names_in(plain.__code__)):
            if each in plain.__globals__:
                self.add(each, plain.__globals__[each])
        node.name = name
        self.functions.append(f"\n\n{ast.unparse(node)}")


def _definition(plain: FunctionType) -> ast.FunctionDef:
    """The definition of a function, without decorators and notes of types, which do not run."""
    try:
        node = ast.parse(textwrap.dedent(inspect.getsource(plain))).body[0]
    except (OSError, TypeError, SyntaxError) as error:
        raise RulesError(f"rules: {plain.__name__}: its source cannot be found; write it into a file") from error
    if not isinstance(node, ast.FunctionDef):
        raise RulesError(f"rules: {plain.__name__} is not a function made by `def`")
    node.decorator_list, node.returns = [], None
    for each in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
        each.annotation = None
    return node
