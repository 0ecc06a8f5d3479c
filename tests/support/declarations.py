"""What the behaviours say they read and write, and what their code reads and writes, without running it."""

import ast
import re
from functools import cache
from typing import NamedTuple

from cordiale.simulation.machinery.source_files import source_files
from cordiale.simulation.world.state import ARRAYS

Names = frozenset[str]
NUMBERS = ("tie_index", "queue", "queue_start")  # arrays of plain numbers


class Behaviour(NamedTuple):
    """A compiled function: what its docstring claims, what it touches itself, and whom it calls."""

    name: str
    file: str
    reads: Names | None
    writes: Names | None
    touched: Names
    changed: Names
    calls: Names


def claims(docstring: str, what: str) -> Names | None:
    """The names listed under `Reads:` or `Writes:`; None where the docstring does not say.

    >>> sorted(claims("Act.\\n\\nReads: everything\\nWrites: people.credit,\\n    structure (whence)", "Writes"))
    ['people.credit', 'structure']
    """
    found = re.search(rf"^\s*{what}:(.*?)(?=\n\s*\n|\n\s*(?:Reads|Writes):|\Z)", docstring, re.DOTALL | re.MULTILINE)
    if found is None:
        return None
    names = (re.sub(r"\(.*?\)", "", each).strip() for each in " ".join(found.group(1).split()).split(","))
    return frozenset(name for name in names if name)


class Touches(ast.NodeVisitor):
    """Collects what a function body reads and writes of `org`, through the names it gives to rows."""

    def __init__(self, known: Names) -> None:
        self.known, self.rows = known, dict[str, str]()
        self.reads, self.writes, self.calls = set[str](), set[str](), set[str]()

    def place(self, node: ast.expr) -> str | None:
        """The `table` or `table.field` that an expression stands for."""
        if isinstance(node, ast.Name):
            return self.rows.get(node.id)
        if isinstance(node, ast.Subscript):
            return self.place(node.value)
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id == "org":
                return node.attr if node.attr in ARRAYS else None
            inside = self.place(node.value)
            return f"{inside}.{node.attr}" if inside and "." not in inside else inside
        return None

    def name_row(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, other in zip(target.elts, value.elts, strict=True):
                self.name_row(one, other)
        elif isinstance(target, ast.Name) and self.place(value) and "." not in (self.place(value) or ""):
            self.rows[target.id] = str(self.place(value))

    def write(self, target: ast.expr) -> None:
        for one in target.elts if isinstance(target, ast.Tuple) else [target]:
            place = self.place(one)
            if place and not isinstance(one, ast.Name):
                self.writes.add(place)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self.name_row(target, node.value)
            self.write(target)
        self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.write(node.target)
        self.visit(node.value)
        self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        self.name_row(node.target, node.iter)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        place = self.place(node)
        if place in NUMBERS:
            self.reads.add(place)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        place = self.place(node)
        if place and "." in place:
            self.reads.add("parameters" if place.startswith("parameters") else place)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in self.known:
            self.calls.add(node.func.id)
        self.generic_visit(node)


@cache
def behaviours() -> dict[str, Behaviour]:
    """Every compiled function of the model by name."""
    found = [
        (file.name, node)
        for file in source_files()
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and any(getattr(d, "id", "") == "compiled" for d in node.decorator_list)
    ]
    known = frozenset(node.name for _, node in found)
    return {node.name: _behaviour(file, node, known) for file, node in found}


def _behaviour(file: str, node: ast.FunctionDef, known: Names) -> Behaviour:
    touches, doc = Touches(known), ast.get_docstring(node) or ""
    touches.rows |= {"p": "parameters"} if "p" in {each.arg for each in node.args.args} else {}
    for statement in node.body:
        touches.visit(statement)
    return Behaviour(
        node.name, file, claims(doc, "Reads"), claims(doc, "Writes"),
        frozenset(touches.reads), frozenset(touches.writes), frozenset(touches.calls),
    )  # fmt: skip


@cache
def all_calls(name: str) -> Names:
    """A behaviour and all that it calls, directly or not."""
    found, waiting = {name}, [name]
    while waiting:
        for each in behaviours()[waiting.pop()].calls - found:
            found.add(each)
            waiting.append(each)
    return frozenset(found)


def all_changed(name: str) -> Names:
    """What a behaviour and all that it calls write."""
    return frozenset().union(*(behaviours()[each].changed for each in all_calls(name)))


def all_touched(name: str) -> Names:
    """What a behaviour and all that it calls read."""
    return frozenset().union(*(behaviours()[each].touched for each in all_calls(name)))


def covered(place: str, claimed: Names) -> bool:
    """Whether a field, or its table, is among the claims."""
    return place in claimed or place.partition(".")[0] in claimed or "everything" in claimed
