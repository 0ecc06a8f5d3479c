"""What a function touches of a company, read off its text without running it: reads, writes, calls."""

import ast
from collections.abc import Mapping
from typing import Any, NamedTuple

from .places import NUMBERS, Given, Names, Place, Places, parameters
from .state import ARRAYS


class Call(NamedTuple):
    """A call of another function, and what is given for its parameters, by position and by name."""

    name: str
    given: tuple[tuple[int | str, Places], ...]

    def bind(self, function: ast.FunctionDef) -> dict[str, Places]:
        """What the parameters of the called function stand for, as far as that is known."""
        names = parameters(function)
        return {names[at] if isinstance(at, int) else at: places for at, places in self.given if places}


class Touched(NamedTuple):
    """What a function reads and writes itself, and the calls it makes, in the order of its text."""

    reads: Places
    writes: Places
    calls: tuple[Call, ...]


def touched(function: ast.FunctionDef, known: Mapping[str, Any], given: Given) -> Touched:
    """What a function touches, given what its parameters stand for and what its module knows by name.

    >>> rule = ast.parse("def spend(org, who):\\n    one = org.people[who]\\n    one.credit += one.target").body[0]
    >>> [*map(str, touched(rule, {}, {}).reads)], [*map(str, touched(rule, {}, {}).writes)]
    (['people.target', 'people.credit'], ['people.credit'])
    """
    reading = Reading(Names(function, known, given))
    for statement in function.body:
        reading.visit(statement)
    return Touched((*reading.reads,), (*reading.writes,), (*reading.calls,))


class Reading(ast.NodeVisitor):
    """Goes through the body of a function and collects what it touches; a row counts by what is taken of it."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.reads, self.writes, self.calls = dict[Place, None](), dict[Place, None](), list[Call]()

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.names.assign(target, node.value)
            self.write(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
            self.names.assign(node.target, node.value)
            self.write(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        self.visit(node.target)
        self.write(node.target)

    def write(self, target: ast.expr) -> None:
        """An assignment writes the place it names, and reads what finds that place."""
        for one in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(one, ast.Attribute | ast.Subscript):
                self.writes |= dict.fromkeys(place for place in self.names.places(one) if place.table in ARRAYS)
                self.generic_visit(one)

    def visit_For(self, node: ast.For) -> None:
        self.names.loop(node.target, node.iter)
        self.generic_visit(node)

    def visit_ListComp(self, node: ast.ListComp | ast.GeneratorExp) -> None:
        for each in node.generators:
            self.names.loop(each.target, each.iter)
        self.generic_visit(node)

    visit_GeneratorExp = visit_ListComp  # noqa: N815  (the name that `ast` looks for)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.read(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.read(node)

    def read(self, node: ast.expr) -> None:
        """A field of a row, or an element of an array of numbers, is read."""
        places = self.names.places(node)
        self.reads |= dict.fromkeys(place for place in places if place.field or place.table in NUMBERS)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name):
            given: list[tuple[int | str, ast.expr]] = [*enumerate(node.args)]
            given += [(each.arg or "", each.value) for each in node.keywords]
            self.calls.append(Call(node.func.id, tuple((at, self.names.places(value)) for at, value in given)))
        self.reads |= dict.fromkeys(place for place in self.names.places(node) if place.table in ARRAYS)
        self.generic_visit(node)
