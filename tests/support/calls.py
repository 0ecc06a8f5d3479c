"""The calls in the sources, and what those that are called take: read from the text, by names alone."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.support.commandline import ROOT


class Signature(NamedTuple):
    """The parameters of a function in their order (those by keyword only after them), and which have a default.

    `gives` are the names in the type of what it gives.
    """

    names: tuple[str, ...]
    by_place: int
    usual: frozenset[str]
    gives: frozenset[str] = frozenset()


@cache
def sources() -> dict[Path, ast.Module]:
    files = [file for room in ("simulation", "experiments") for file in sorted((ROOT / room).rglob("*.py"))]
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files if "workshop" not in file.parts}


def signature(function: ast.FunctionDef, *, bound: bool = False) -> Signature:
    given = function.args
    placed = [each.arg for each in (*given.posonlyargs, *given.args)][bound:]
    usual = {*placed[len(placed) - len(given.defaults) :]} if given.defaults else set()
    usual |= {each.arg for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if default}
    names = (*placed, *(each.arg for each in given.kwonlyargs))
    return Signature(names, len(placed), frozenset(usual), frozenset(words_of(function.returns)))


def words_of(told: ast.expr | None) -> Iterator[str]:
    """The names in a type."""
    yield from (each.id for each in ast.walk(told) if isinstance(each, ast.Name)) if told else ()


def fields(known: ast.ClassDef) -> dict[str, bool]:
    """The fields of a class, and whether they have a default; properties count as fields that nobody gives."""
    declared = {each.target.id: each.value is not None for each in known.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)}  # fmt: skip
    seen = {each.name: True for each in known.body if isinstance(each, ast.FunctionDef)
            and any(isinstance(mark, ast.Name) and mark.id == "property" for mark in each.decorator_list)}  # fmt: skip
    return declared | seen


def constructed(known: ast.ClassDef) -> Signature:
    for each in known.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            return signature(each, bound=True)
    declared = {each.target.id: each.value is not None for each in known.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)}  # fmt: skip
    usual = frozenset(name for name, is_usual in declared.items() if is_usual)
    return Signature((*declared,), len(declared), usual, frozenset({known.name}))


@cache
def classes() -> dict[str, ast.ClassDef]:
    return {each.name: each for tree in sources().values() for each in ast.walk(tree) if isinstance(each, ast.ClassDef)}


@cache
def methods() -> dict[str, Signature]:
    """Methods by a name that no other class has."""
    every = [each for known in classes().values() for each in known.body if isinstance(each, ast.FunctionDef)]
    times = Counter(each.name for each in every)
    return {each.name: signature(each, bound=not _is_static(each)) for each in every if times[each.name] == 1}


def of_class(owner: ast.expr, name: str) -> Signature | None:
    """A method that is called by the name of its class."""
    known = classes().get(owner.id) if isinstance(owner, ast.Name) else None
    found = [each for each in known.body if isinstance(each, ast.FunctionDef) and each.name == name] if known else []
    return signature(found[0], bound=not _is_static(found[0])) if found else None


def _is_static(function: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in function.decorator_list)


def own(tree: ast.Module) -> dict[str, Signature]:
    """What a module defines at its top."""
    found = {each.name: signature(each) for each in tree.body if isinstance(each, ast.FunctionDef)}
    return found | {each.name: constructed(each) for each in tree.body if isinstance(each, ast.ClassDef)}


def imported(file: Path, tree: ast.Module) -> Iterator[tuple[str, Signature]]:
    yield from ((name, own(sources()[source])[called_there]) for name, source, called_there in origins(file, tree))


def origins(file: Path, tree: ast.Module) -> Iterator[tuple[str, Path, str]]:
    """What a module imports of the sources: its name here, where it is defined, and what it is called there."""
    for each in ast.walk(tree):
        if isinstance(each, ast.ImportFrom):
            words = (each.module or "").split(".") if each.module else []
            above = file.parents[each.level - 1] if each.level else ROOT
            if not each.level and words[:1] != ["cordiale"]:
                continue
            place = above.joinpath(*words[0 if each.level else 1 :])
            for source in (place.with_suffix(".py"), place / "__init__.py"):
                known = own(sources()[source]) if source in sources() else {}
                for name in each.names:
                    if name.name in known:
                        yield name.asname or name.name, source, name.name


def called(call: ast.Call, known: dict[str, Signature]) -> tuple[str, Signature | None]:
    """The name and the signature of what a call calls, where that can be told from its name alone."""
    whole = not any(isinstance(each, ast.Starred) for each in call.args) and all(each.arg for each in call.keywords)
    if isinstance(call.func, ast.Name):
        return call.func.id, known.get(call.func.id) if whole else None
    if isinstance(call.func, ast.Attribute):
        found = of_class(call.func.value, call.func.attr) or methods().get(call.func.attr)
        return call.func.attr, found if whole else None
    return "", None
