"""What is wrong with a scenario, said so that it can be mended: the place, the value, what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, get_args

from .retired import RETIRED

if TYPE_CHECKING:
    from pydantic import BaseModel

MANY = 80  # names that are still listed one by one
SURE = 0.75  # how near a key of another table must be to be what was meant, of 1


class ScenarioError(ValueError):
    """A scenario that cannot be run: the message names the file, the place, the value and what is allowed."""


def unknown(name: str, known: Iterable[str]) -> str:
    """What to say of a name that is not among the known ones.

    >>> unknown("sliced", ["siloed", "drift"])
    "'sliced' is not known; did you mean 'siloed'?; known: siloed, drift"
    """
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{name!r} is not known{hint}; known: {', '.join(_to_choose_from(name, names))}"


def _to_choose_from(name: str, names: list[str]) -> list[str]:
    """The names; of very many dotted ones those of the same group, or the groups where there is none.

    >>> many = [f"{group}.{key}" for group in ("trust", "people") for key in range(MANY)]
    >>> _to_choose_from("trust.x", many) == many[:MANY], _to_choose_from("weather", many)
    (True, ['trust.*', 'people.*'])
    """
    if len(names) <= MANY:
        return names
    group = f"{name.partition('.')[0]}."
    same = [each for each in names if each.startswith(group)]
    return same or [*dict.fromkeys(f"{each.partition('.')[0]}.*" if "." in each else each for each in names)]


def explain(where: str, fault: Any, root: type[BaseModel]) -> str:
    """One fault of pydantic's as one line: file, place, value, what is allowed.

    `root` is the whole document as a model. Of an unknown key the nearest known one is named.
    """
    place = ".".join(str(part) for part in fault["loc"])
    value, kind, context = fault.get("input"), fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden" and place in RETIRED:
        return f"{where}: {place} is no key any more: {RETIRED[place]}"
    if kind == "extra_forbidden":
        return f"{where}: {place} is not a known key{_nearest(fault['loc'], root)}"
    if kind == "missing":
        return f"{where}: {place} is missing"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return f"{where}: {place} = {value!r} is outside {_bounds(_keys(_table(fault['loc'], root))[fault['loc'][-1]])}"
    if kind == "value_error":
        place = f"{place}: " if place else ""
        said = str(context.get("error", fault["msg"]))
        return "\n".join(f"{where}: {place}{line}" for line in said.splitlines())
    if kind == "literal_error":
        return f"{where}: {place} = {value!r} is not allowed; allowed: {context['expected']}"
    return f"{where}: {place} = {_short(value)} is not valid: {fault['msg'].lower()}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _bounds(field: Any) -> str:
    """The declared range of a field, as `[low, high]`."""
    found = {type(limit).__name__: limit for limit in field.metadata}
    low = f"[{found['Ge'].ge}" if "Ge" in found else f"({found['Gt'].gt}" if "Gt" in found else "(-inf"
    return f"{low}, {found['Le'].le}]" if "Le" in found else f"{low}, inf)"


def _table(place: tuple[Any, ...], root: type[BaseModel]) -> type[BaseModel]:
    """The table of the document in which a place lies: the document itself, or what its fields hold."""
    table = root
    for part in place[:-1]:
        field = table.model_fields.get(part)
        table = next(_models(field.annotation), table) if field is not None else table
    return table


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models in the type of a field: itself, or those that a list or a table of them holds."""
    for kind in (annotation, *get_args(annotation)):
        if hasattr(kind, "model_fields"):
            yield kind


def _keys(table: type[BaseModel]) -> dict[str, Any]:
    """The declared fields of a table by the keys of a file; what is left out of files has none."""
    return {field.alias or name: field for name, field in table.model_fields.items() if not field.exclude}


def _nearest(place: tuple[Any, ...], root: type[BaseModel]) -> str:
    """A suggestion for an unknown key: the nearest key of its table, or of another."""
    name, here = str(place[-1]), _keys(_table(place, root))
    elsewhere = {
        key: f"{group}.{key}"
        for group, field in root.model_fields.items()
        for table in _models(field.annotation)
        for key in _keys(table)
    }  # fmt: skip
    near = [
        *difflib.get_close_matches(name, here, n=1),
        *difflib.get_close_matches(name, sorted(elsewhere.keys() - here.keys()), n=1, cutoff=SURE),
    ]
    if not near:
        return f"; known here: {', '.join(here)}"
    nearest = max(near, key=lambda each: difflib.SequenceMatcher(None, name, each).ratio())
    return f"; did you mean {nearest if nearest in here else elsewhere[nearest]}?"
