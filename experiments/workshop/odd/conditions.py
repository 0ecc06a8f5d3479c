"""What the conditions of a week are made of: the forces and the settings of structure that their rule reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from cordiale.simulation.world.paradigms import SETTINGS
from cordiale.simulation.world.places import Names, Place
from cordiale.simulation.world.state import TABLES
from cordiale.simulation.world.touches import Reading
from cordiale.simulation.world.words import FORCES

from .sources import Sources

CONDITIONS = tuple(field.name for field in TABLES["conditions"])
KNOWN = (*(force.replace("-", "_") for force in FORCES), *SETTINGS)


def made_of(sources: Sources) -> dict[str, tuple[str, ...]]:
    """For each condition, in the order of the table, the forces and settings it is made of."""
    made: dict[str, set[str]] = {}
    for rule in sources.functions:
        if any(place.table == "conditions" for seen in sources.everywhere(rule) for place in seen.writes):
            names = Names(rule.node, rule.known, {})
            reading = Reading(names)
            for statement in rule.node.body:
                reading.visit(statement)
                for name, value in _assigned(statement, names):
                    made[name] = set(_read(value, names, made, sources))
    return {name: tuple(each for each in KNOWN if each in made.get(f"conditions.{name}", ())) for name in CONDITIONS}


def _assigned(statement: ast.stmt, names: Names) -> Iterator[tuple[str, ast.expr]]:
    """The conditions and the local names that a statement sets, each with what it is set to."""
    if isinstance(statement, ast.Assign):
        target, value = statement.targets[0], statement.value
        pairwise = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        for one, made in zip(target.elts, value.elts, strict=True) if pairwise else [(target, value)]:  # type: ignore[attr-defined]
            yield from ((str(place), made) for place in names.places(one) if place.table == "conditions")
            if isinstance(one, ast.Name):
                yield one.id, made


def _read(value: ast.expr, names: Names, made: dict[str, set[str]], sources: Sources) -> Iterator[str]:
    """What an expression reads: conditions, settings, what its local names were made of, and what it calls."""
    for node in ast.walk(value):
        if isinstance(node, ast.Name):
            yield from made.get(node.id, ())
            called = sources.called.get(node.id)
            for seen in sources.everywhere(called) if called else []:
                yield from _named(seen.reads, made)
        elif isinstance(node, ast.Attribute):
            yield from _named(names.places(node), made)


def _named(places: tuple[Place, ...], made: dict[str, set[str]]) -> Iterator[str]:
    """The forces and settings among places that are read, those that conditions were made of included."""
    for place in places:
        if place.table == "structure":
            yield place.field
        elif place.table == "conditions":
            yield place.field
            yield from made.get(str(place), ())
