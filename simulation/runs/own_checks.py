"""Whether rules of one's own fit the model: the signature, what they read and write, what they call."""

import ast
import difflib
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from types import FunctionType, ModuleType
from typing import Any

from ..machinery.relinking import HOUSE, names_in, plain_of
from ..scenario.faults import ScenarioError
from ..world.places import COMPANY, FIELDS, Names, Place
from ..world.state import ARRAYS
from ..world.touches import Reading

ARRAY = ("shape", "size", "view")  # what an array has beside its fields
LIBRARIES = ("numpy", "math", "typing")  # what rules may import, beside the model
# What `math` and NumPy have that is the same on every system; NumPy's sums take an order of their own.
EXACT = frozenset(("sqrt", "ceil", "floor", "isnan", "isfinite", "fsum", "inf", "nan", "e"))
OWN_ORDER = frozenset(("sum", "mean", "std", "var", "dot", "cumsum", "prod", "argsort"))
SYSTEMS = OWN_ORDER | {"exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "power", "float_power", "tanh"}


class RulesError(ScenarioError):
    """Rules of one's own that do not fit: the message names the file, the line, what is there and what is allowed."""


def check_signature(where: str, new: FunctionType, shipped: FunctionType) -> None:
    """Refuse a rule that cannot be called as the one it replaces, or gives back something where that gives nothing."""
    mine, theirs = inspect.signature(new), inspect.signature(shipped)
    if _shape(mine) != _shape(theirs):
        raise RulesError(f"{where}: {_bare(new, mine)} does not fit: the rule it replaces is {_bare(shipped, theirs)}")


def _shape(signature: inspect.Signature) -> list[tuple[Any, ...]]:
    return [(each.name, each.kind, each.default) for each in signature.parameters.values()]


def _bare(function: FunctionType, signature: inspect.Signature) -> str:
    given = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
    return f"{function.__name__}{inspect.Signature(given)}"


def check_result(where: str, node: ast.FunctionDef, shipped: FunctionType) -> None:
    """Refuse a rule that gives back nothing where the one it replaces gives back something, or the reverse."""
    wanted = shipped.__annotations__.get("return")
    gives = [each for each in _statements(node) if isinstance(each, ast.Return) and each.value is not None]
    if wanted is None and gives:
        raise RulesError(f"{where}, line {gives[0].lineno}: {node.name} gives back nothing; it writes into the company")
    if wanted is not None and not gives:
        raise RulesError(f"{where}: {node.name} must give back {getattr(wanted, '__name__', wanted)}")


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """What is in a function, but not in functions inside it."""
    for each in ast.iter_child_nodes(node):
        if not isinstance(each, ast.FunctionDef | ast.Lambda):
            yield each
            yield from _statements(each)


def check_calls(where: str, function: FunctionType, own: Mapping[str, Any]) -> None:
    """Refuse what a rule may not use: chance without an address, helpers from elsewhere, rules by their module."""
    for name in sorted(names_in(function.__code__)):
        held = plain_of(function.__globals__.get(name))
        module = isinstance(held, ModuleType)
        home = str(held.__name__ if module else getattr(held, "__module__", None) or "")
        if module and home.startswith(HOUSE):
            raise RulesError(f"{where}: {function.__name__} uses the module {home}; import its functions by name")
        inside = home.split(".")[0] in (HOUSE[:-1], *LIBRARIES) and home != "numpy.random"
        if module and not inside:
            raise RulesError(
                f"{where}: {function.__name__} uses {home}; allowed: cordiale, math, numpy. Luck needs an address: "
                "cordiale.simulation.world.draws.draw"
            )
        if isinstance(held, FunctionType) and held.__globals__ is not own and not inside:
            raise RulesError(f"{where}: {function.__name__} calls {home}.{name}; write it into the same file")


def check_places(where: str, node: ast.FunctionDef, known: Mapping[str, Any]) -> None:
    """Refuse what reads or writes a part of a company that is not there, or another than its docstring says."""
    reading = _Looking(where, Names(node, known, {}))
    for statement in node.body:
        reading.visit(statement)
    said = claimed(ast.get_docstring(node) or "")
    for what, names in said.items():
        for name in names:
            _exists(f"{where}: {node.name}: {what}", *name.partition(".")[::2])
    written = {str(place) for place in reading.writes}
    silent = sorted(each for each in written if not {each, each.partition(".")[0]} & said.get("Writes", written))
    if silent:
        raise RulesError(f"{where}: {node.name} writes {', '.join(silent)}, which its docstring does not list")


def claimed(docstring: str) -> dict[str, set[str]]:
    """What a docstring says under `Reads:` and `Writes:`, if it says it.

    >>> sorted(claimed("Act.\\n\\nReads: tally\\nWrites: people.credit (now),\\n    teams")["Writes"])
    ['people.credit', 'teams']
    """
    found = re.findall(
        r"^[ \t]*(Reads|Writes):(.*?)(?=\n[ \t]*\n|\n[ \t]*(?:Reads|Writes):|\Z)", docstring, re.S | re.M
    )
    lists = {what: [re.sub(r"\(.*?\)", "", each).strip() for each in " ".join(text.split()).split(",")]
             for what, text in found}  # fmt: skip
    return {what: {each for each in names if each and each != "nothing"} for what, names in lists.items()}


class _Looking(Reading):
    """Goes through a function and stops at the first part of a company that does not exist."""

    def __init__(self, where: str, names: Names) -> None:
        super().__init__(names)
        self.where = where

    def write(self, target: ast.expr) -> None:
        for one in target.elts if isinstance(target, ast.Tuple) else [target]:
            self._look(one)
        super().write(target)

    def read(self, node: ast.expr) -> None:
        self._look(node)
        super().read(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:  # noqa: N802  (the name that `ast` looks for)
        if isinstance(node.op, ast.Pow):
            self._systems("**", node.lineno)
        self.generic_visit(node)

    def _systems(self, name: str, line: int) -> None:
        raise RulesError(
            f"{self.where}, line {line}: {name} differs between systems; the model has its own: exp and log in "
            "cordiale.simulation.world.elementary, power in .powers"
        )

    def _look(self, node: ast.expr) -> None:
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr="random") if self.known(module) == "numpy":
                raise RulesError(f"{self.where}, line {node.lineno}: {module}.random has no address; use draw")
            case ast.Attribute(value=ast.Name(id=module), attr=name) if self.known(module) in ("math", "numpy"):
                if name in SYSTEMS if self.known(module) == "numpy" else name not in EXACT:
                    self._systems(f"{module}.{name}", node.lineno)
            case ast.Attribute(value=owner, attr=name):
                for place in self.names.places(owner):
                    self._member(place, name, node.lineno)
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
                for place in self.names.places(owner):
                    self._member(place, name, node.lineno)

    def known(self, name: str) -> str:
        """The module that a name stands for, if it does."""
        return str(getattr(self.names.known.get(name), "__name__", ""))

    def _member(self, place: Place, name: str, line: int) -> None:
        if place == COMPANY:
            _exists(f"{self.where}, line {line}: org", name, "")
        elif place.table in FIELDS and not place.field and name not in ARRAY:
            _exists(f"{self.where}, line {line}", place.table, name)


def _exists(where: str, table: str, field: str) -> None:
    if table not in ARRAYS:
        raise RulesError(f"{where}: there is no {table}{_nearest(table, ARRAYS)}")
    if field and field not in FIELDS.get(table, ()):
        raise RulesError(f"{where}: {table} has no {field}{_nearest(field, FIELDS.get(table, ()))}")


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}"
