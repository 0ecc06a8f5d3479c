"""What the names of a rule stand for, read off its text: the company, its tables, their rows and fields.

`lead = org.leads[row]`, `p, now = org.parameters[0], org.structure[NOW]` and `for team in org.teams` name rows; a
parameter stands for what is given for it where the function is called. So a reader of `lead.fit` is a reader of
`leads.fit`, and stays one if `lead` is called something else tomorrow. By convention a company is called `org`.
"""

import ast
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .state import ARRAYS, RECORDS

FIELDS: dict[str, frozenset[str]] = {name: frozenset(record.names or ()) for name, record in RECORDS.items()}
NUMBERS = tuple(name for name in ARRAYS if name not in RECORDS)  # arrays of plain numbers
_HOLDERS = Counter(field for fields in FIELDS.values() for field in fields)
ONLY_IN = {field: name for name, fields in FIELDS.items() for field in fields if _HOLDERS[field] == 1}


class Place(NamedTuple):
    """Part of a company: a table, its row if known, a field of it."""

    table: str
    row: int | None = None
    field: str = ""

    def __str__(self) -> str:
        return f"{self.table}.{self.field}" if self.field else self.table


COMPANY, UNKNOWN = Place("org"), Place("?")
Places = tuple[Place, ...]
Given = Mapping[str, Places]  # what the parameters of a function stand for


class Names:
    """The names of one function, and what they stand for as far as its text has been read."""

    def __init__(self, function: ast.FunctionDef, known: Mapping[str, Any], given: Given) -> None:
        self.known = known  # what the function's module knows by name
        self.made = dict[str, list[ast.expr]]()
        self._unrolled = dict[str, tuple[str, ...]]()
        self._places: dict[str, Places] = dict.fromkeys(parameters(function), (UNKNOWN,)) | dict(given)
        for each in function.args.args:
            if each.arg == "org" or "Organisation" in (ast.unparse(each.annotation) if each.annotation else ""):
                self._places[each.arg] = (COMPANY,)

    def places(self, node: ast.expr) -> Places:
        """The parts of a company that an expression stands for; none for anything else."""
        match node:
            case ast.Name(id=name):
                return self._places.get(name, ())
            case ast.Attribute(value=owner, attr=name):
                return tuple(part for each in self.places(owner) for part in member(each, name))
            case ast.Subscript(value=owner, slice=index):
                return tuple(part for each in self.places(owner) for part in self._element(each, index))
            case ast.Call(func=ast.Attribute(value=owner, attr="view")):  # the same table, as plain numbers
                return self.places(owner)
        return ()

    def _element(self, place: Place, index: ast.expr) -> Iterable[Place]:
        """A row of a table, a field by its name, or the same column still."""
        if place.field or place.table not in FIELDS:
            return [place]
        if isinstance(index, ast.Constant) and isinstance(index.value, str):
            return member(place, index.value)
        if isinstance(index, ast.Name) and index.id in self._unrolled:
            return [part for name in self._unrolled[index.id] for part in member(place, name)]
        return [place._replace(row=self._number(index))] if place.row is None else [place]

    def _number(self, index: ast.expr) -> int | None:
        """The number of a row that is written as such or as a constant."""
        value = index.value if isinstance(index, ast.Constant) else self.known.get(ast.unparse(index))
        return int(value) if isinstance(value, int) else None

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        """From here on a local name stands, too, for what it is given."""
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            if not any(isinstance(each, ast.Starred) for each in (*target.elts, *value.elts)):
                for one, other in zip(target.elts, value.elts, strict=False):  # a, b = one, other
                    self.assign(one, other)
        elif isinstance(target, ast.Name):
            known = self._places.get(target.id, ())
            self._places[target.id] = tuple(dict.fromkeys((*known, *self.places(value))))
            self.made.setdefault(target.id, []).append(value)

    def loop(self, target: ast.expr, value: ast.expr) -> None:
        """A loop names the rows of a table, the expressions of a tuple, or the fields that a constant lists."""
        for one in value.elts if isinstance(value, ast.Tuple) else [value]:
            self.assign(target, one)
        listed = value.args[0] if isinstance(value, ast.Call) and value.args else value
        names = self.known.get(ast.unparse(listed))
        if isinstance(target, ast.Name) and isinstance(names, tuple) and all(isinstance(each, str) for each in names):
            self._unrolled[target.id] = names


def member(place: Place, name: str) -> Iterable[Place]:
    """What `place.name` stands for: an array of a company, or a field of a table.

    Of a parameter that nothing tells about, a field that only one table has tells the table.
    """
    if place == COMPANY:
        return [Place(name)] if name in ARRAYS else []
    if place == UNKNOWN:
        return [Place(ONLY_IN[name], None, name)] if name in ONLY_IN else []
    return [place._replace(field=name)] if not place.field and name in FIELDS.get(place.table, ()) else []


def parameters(function: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters, in order."""
    return [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
