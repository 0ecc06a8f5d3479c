"""A text of rules as functions that stand in place of the model's: run, checked, linked and compiled."""

import ast
import difflib
from functools import cache
from importlib import import_module
from inspect import signature
from types import FunctionType
from typing import Any, NamedTuple

from ..engine import ACTS, live_until
from ..machinery.compiled import PLAIN
from ..machinery.relinking import HOUSE, CircleError, Links, plain_of
from ..machinery.source_files import MODEL, source_files
from ..recording.log import Log
from ..world.organisation import Organisation
from .own_checks import RulesError, check_calls, check_places, check_result, check_signature
from .own_text import looked_through, module_of


@cache
def replaceable() -> dict[str, Any]:
    """Every rule of the model, by name."""
    modules = [import_module(f"{HOUSE}simulation.rules.{file.stem}") for file in source_files(MODEL / "rules")]
    return {
        name: held
        for module in modules for name, held in vars(module).items()
        if isinstance(plain_of(held), FunctionType) and plain_of(held).__module__ == module.__name__
    }  # fmt: skip


class Linked(NamedTuple):
    """A text that was run and checked."""

    names: tuple[str, ...]
    links: Links


@cache
def linked(text: str, file: str, version: str) -> Linked:
    """A text as functions in place of the model's. Raises RulesError naming the file, the line and what is wrong."""
    try:
        with looked_through(file):
            return _checked(_read(text, file), text, file, version)
    except RecursionError as error:
        raise RulesError(f"{file} is nested deeper than Python reads") from error


def _read(text: str, file: str) -> ast.Module:
    try:
        return ast.parse(text, file)
    except (SyntaxError, ValueError) as error:
        raise RulesError(f"{file}, line {getattr(error, 'lineno', None)}: {error.args[0]}") from error
    except MemoryError as error:
        raise RulesError(f"{file} is nested deeper than Python reads") from error


def _checked(tree: ast.Module, text: str, file: str, version: str) -> Linked:
    nodes = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    module = module_of(text, file, name=f"own rules in {file}")
    own = {name: plain_of(vars(module).get(name)) for name in nodes}
    lost = next((name for name, held in own.items() if not isinstance(held, FunctionType)), None)
    if lost is not None:
        raise RulesError(f"{file}, line {nodes[lost].lineno}: {lost} is no function any more once the file has run")
    for name, node in nodes.items():
        if name in replaceable():
            check_signature(file, own[name], plain_of(replaceable()[name]))
            check_result(file, node, plain_of(replaceable()[name]))
        else:
            _check_used(name, tree, file)
        check_calls(file, own[name], vars(module))
        check_places(file, node, vars(module))
    names = tuple(name for name in nodes if name in replaceable())
    links = Links({plain_of(replaceable()[name]): own[name] for name in names}, vars(module), version)
    for each in (*(replaceable()[name] for name in names), live_until):
        try:
            links.of(each)
        except CircleError as error:
            raise RulesError(f"{file}: {error}: a rule cannot call what leads back to it") from error
    return Linked(names, links)


def _check_used(name: str, tree: ast.Module, file: str) -> None:
    """Refuse a function that is no rule and that nobody calls: its name may be a slip."""
    if not any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(tree)):
        check_name(name, file)


def check_name(name: str, where: str) -> None:
    """Refuse a name that no rule of the model has. Raises RulesError."""
    if name in replaceable():
        return
    if name in ACTS:
        raise RulesError(f"{where}: {name} is a phase; the rule that acts in it is called {ACTS[name]}")
    near = difflib.get_close_matches(name, replaceable(), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "simulation/rules has them all"
    raise RulesError(f"{where}: the model has no rule {name}; {hint}")


def make_ready(links: Links, file: str) -> None:
    """Compile the week, or take it from the cache. Raises RulesError for what cannot be compiled.

    Each replacement comes first, by itself: what cannot be compiled is told in seconds, not after a minute.
    """
    if PLAIN:
        return
    from ..machinery.compiling import NotCompiledError, compile_for  # late: Numba takes half a second

    try:
        for rule in links.replaced:
            kinds = [each.annotation for each in signature(rule).parameters.values()]
            if all(isinstance(kind, type) for kind in kinds):  # a table passed to a rule has no such kind
                compile_for(links.of(rule), *kinds)
        compile_for(links.of(live_until), Organisation, Log, int)
    except NotCompiledError as error:
        raise RulesError(f"{file} cannot be compiled: {error}") from error
