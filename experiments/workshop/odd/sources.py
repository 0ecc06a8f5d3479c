"""What the sources of the model say of themselves: which function reads, writes and calls what."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib import import_module
from typing import Any, NamedTuple

from cordiale.simulation.machinery.source_files import MODEL, source_files
from cordiale.simulation.world.places import Given, Place
from cordiale.simulation.world.touches import Touched, touched

Reader = tuple[str, Place]
WATCHING = "recording"  # the room of what looks on and changes nothing


class Function(NamedTuple):
    """A function of the model: `file.name` as tables have it, its text, and the names that its module knows."""

    name: str
    node: ast.FunctionDef
    known: Mapping[str, Any]

    @property
    def compiled(self) -> bool:
        """Whether it is a rule, compiled for the engine."""
        return any(ast.unparse(each) == "compiled" for each in self.node.decorator_list)


class Sources:
    """Functions that may call each other, and what each touches wherever it is called from."""

    def __init__(self, functions: Iterable[Function]) -> None:
        self.functions = tuple(functions)
        self.called = {each.node.name: each for each in self.functions}
        self._seen: dict[tuple[str, frozenset[Any]], Touched] = {}
        self._given = self._circumstances()

    def touched(self, function: Function, given: Given) -> Touched:
        """What a function touches itself, given what its parameters stand for."""
        key = (function.name, frozenset(given.items()))
        if key not in self._seen:
            self._seen[key] = touched(function.node, function.known, given)
        return self._seen[key]

    def _circumstances(self) -> dict[str, list[Given]]:
        """For each function, what its parameters stand for where it is called; nothing, where nobody tells."""
        told: dict[str, list[Given]] = {each.name: [] for each in self.functions}
        waiting: deque[tuple[Function, Given]] = deque((each, {}) for each in self.functions)
        while waiting:
            function, given = waiting.popleft()
            for call in self.touched(function, given).calls:
                callee = self.called.get(call.name)
                meant = call.bind(callee.node) if callee else {}
                if callee and meant and meant not in told[callee.name]:
                    told[callee.name].append(meant)
                    waiting.append((callee, meant))
        return {name: known or [{}] for name, known in told.items()}

    def everywhere(self, function: Function) -> list[Touched]:
        """What a function touches itself, for each way in which it is called."""
        return [self.touched(function, given) for given in self._given[function.name]]

    def with_calls(self, function: Function, given: Given) -> tuple[frozenset[Place], frozenset[Place]]:
        """What a function and all that it calls read, and what they write."""
        reads, writes = set[Place](), set[Place]()
        waiting, met = [(function, dict(given))], list[tuple[str, Given]]()
        while waiting:
            each, meant = waiting.pop()
            if (each.name, meant) not in met:
                met.append((each.name, meant))
                seen = self.touched(each, meant)
                reads.update(seen.reads)
                writes.update(seen.writes)
                callees = [(self.called[call.name], call) for call in seen.calls if call.name in self.called]
                waiting += [(callee, call.bind(callee.node)) for callee, call in callees]
        return frozenset(reads), frozenset(writes)

    @cached_property
    def readings(self) -> list[Reader]:
        """Every function with each place that it reads, in the order of the files."""
        return [
            (function.name, place)
            for function in self.functions for seen in self.everywhere(function) for place in seen.reads
        ]  # fmt: skip

    def readers(self, table: str, field: str, row: int | None = None) -> list[str]:
        """The functions that read a field of a table, or of one row of it."""
        found = [
            name for name, place in self.readings
            if (place.table, place.field) == (table, field) and (row is None or place.row in (None, row))
        ]  # fmt: skip
        return list(dict.fromkeys(found))


def functions_in(text: str, module: str, known: Mapping[str, Any]) -> list[Function]:
    """The functions of one source."""
    nodes = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return [Function(f"{module}.{node.name}", node, known) for node in nodes]


@cache
def model() -> Sources:
    """The functions of the model, in the order of its files; those that watch it for a record are none of it."""
    found = []
    for file in source_files():
        place = file.relative_to(MODEL).with_suffix("")
        if place.parts[0] == WATCHING:
            continue
        dotted = ".".join(part for part in place.parts if part != "__init__")
        known = vars(import_module(f"cordiale.simulation.{dotted}".rstrip(".")))
        found += functions_in(file.read_text(encoding="utf-8"), file.stem, known)
    return Sources(found)


def passage(doc: str, heading: str) -> str:
    """What a docstring lists under `Reads:` or `Writes:`, on one line.

    >>> passage("Act.\\n\\nReads: a,\\n    b\\nWrites: c", "Reads")
    'a, b'
    """
    found = re.search(rf"^{heading}: (.*?)(?=^[A-Z][a-z]+: |\n\n|\Z)", doc, re.DOTALL | re.MULTILINE)
    return " ".join(found.group(1).split()) if found else ""
