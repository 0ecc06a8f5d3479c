"""Where luck falls: which function draws for which decision, whose luck it is, and which of its uniforms count."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from cordiale.simulation.world.draws import Decision, Draws, draw, fate
from cordiale.simulation.world.places import Names
from cordiale.simulation.world.touches import Reading

from .sources import Function, Sources

DRAWING = (draw.__name__, fate.__name__)


class Use(NamedTuple):
    """One draw in the model."""

    decision: Decision
    function: str
    how: str
    whose: str
    uniforms: str


class LuckReading(Reading):
    """Goes through a function's body and notes its draws, and what is read of each."""

    def __init__(self, names: Names) -> None:
        super().__init__(names)
        self.draws = dict[ast.Call, set[str]]()

    def visit_Call(self, node: ast.Call) -> None:  # noqa: N802  (the name that `ast` looks for)
        if _is_draw(node):
            self.draws.setdefault(node, set())
        super().visit_Call(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:  # noqa: N802
        if node.attr in Draws._fields:
            for call in self.drawn(node.value):
                self.draws.setdefault(call, set()).add(node.attr)
        super().visit_Attribute(node)

    def drawn(self, node: ast.expr) -> list[ast.Call]:
        """The draws that an expression is: a call itself, or a name that holds the result of one."""
        held = self.names.made.get(node.id, []) if isinstance(node, ast.Name) else [node]
        return [each for each in held if isinstance(each, ast.Call) and _is_draw(each)]

    def whose(self, node: ast.expr) -> str:
        """Whose luck it is: the field that holds the identity, the function that makes it, or a number."""
        places = self.names.places(node)
        if places:
            return ", ".join(dict.fromkeys(map(str, places)))
        made = self.names.made.get(node.id, [node]) if isinstance(node, ast.Name) else [node]
        calls = [f"{ast.unparse(each.func)}(...)" for each in made if isinstance(each, ast.Call)]
        return ", ".join(calls) or ast.unparse(node)


def uses(sources: Sources) -> Iterator[Use]:
    """Every draw of every function, in the order of the sources."""
    for function in sources.functions:
        reading = LuckReading(Names(function.node, function.known, {}))
        for statement in function.node.body:
            reading.visit(statement)
        for call, uniforms in reading.draws.items():
            for decision in decisions(call.args[1], sources):
                whose = reading.whose(call.args[2])
                yield Use(decision, function.name, ast.unparse(call.func), whose, " ".join(sorted(uniforms)))


def decisions(node: ast.expr, sources: Sources) -> list[Decision]:
    """The decisions that a draw may name: the one written there, or those that a function called there returns."""
    if isinstance(node, ast.Call):
        callee: Function = sources.called[ast.unparse(node.func)]
        returned = [each.value for each in ast.walk(callee.node) if isinstance(each, ast.Return) and each.value]
        return [found for value in returned for branch in _branches(value) for found in decisions(branch, sources)]
    return [Decision[node.attr]] if isinstance(node, ast.Attribute) and node.attr in Decision.__members__ else []


def _branches(value: ast.expr) -> list[ast.expr]:
    """What a returned expression may be: itself, or either side of a choice."""
    return [*_branches(value.body), *_branches(value.orelse)] if isinstance(value, ast.IfExp) else [value]


def _is_draw(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DRAWING
