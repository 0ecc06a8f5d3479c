"""A default is for a caller that leaves it out: what all callers in the sources give has none.

A default that nobody needs takes a caller that forgot for one that had nothing to say: the answer is of another seed,
in another language. Without it the type checker finds that caller.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.support.calls import classes, constructed, origins, signature
from tests.support.commandline import ROOT

FOR_PYTHON = {  # what people call themselves has the defaults of the command line
    "experiments/crm/mapping.py": {"Mapping"},  # a file of theirs
    "experiments/page/playing.py": {"convene", "pages"}, "experiments/page/seeing.py": {"Page", "see"},
    "experiments/page/teaching.py": {"lesson", "teach"},
    "experiments/questions/knowing.py": {"experiment"},  # a notebook
    "experiments/study/carrying_out.py": {"carry_out"}, "experiments/study/growing.py": {"extend"},
    "experiments/study/verification.py": {"verify"},
}  # fmt: skip
Place = tuple[Path, str]


def needless(trees: Mapping[Path, ast.Module]) -> set[tuple[str, str, str]]:
    """Each parameter, by file and function, that has a default and that every call gives."""
    usual: dict[Place, frozenset[str]] = {}
    names: dict[Place, tuple[str, ...]] = {}
    left: dict[Place, set[str]] = defaultdict(set)
    called: set[Place] = set()
    for file, tree in trees.items():
        for each in tree.body:
            found = None
            if isinstance(each, ast.ClassDef) and not classes().keys() & {ast.unparse(base) for base in each.bases}:
                found = constructed(each)  # a class that has all its fields itself
            elif isinstance(each, ast.FunctionDef) and not each.decorator_list:
                found = signature(each)
            if found:
                usual[file, each.name], names[file, each.name] = found.usual, found.names[: found.by_place]
    for file, tree in trees.items():
        here = {name: (file, name) for at, name in usual if at == file}
        here |= {name: (source, there) for name, source, there in origins(file, tree) if (source, there) in usual}
        told = {id(call.func): call for call in ast.walk(tree) if isinstance(call, ast.Call)}
        types = {id(part) for each in types_in(tree) for part in ast.walk(each)}
        for name in ast.walk(tree):
            if not (isinstance(name, ast.Name) and name.id in here) or id(name) in types:
                continue
            place, call = here[name.id], told.get(id(name))
            if call is None or any(isinstance(each, ast.Starred) for each in call.args):
                left[place] |= usual[place]  # who calls it, and with what, is not told here
                continue
            given = {*names[place][: len(call.args)], *(each.arg for each in call.keywords)}
            left[place] |= usual[place] - given
            called.add(place)
    return {(file.relative_to(ROOT).as_posix(), name, each) for file, name in called
            for each in usual[file, name] - left[file, name]}  # fmt: skip


def types_in(tree: ast.Module) -> Iterator[ast.expr]:
    """The types that parameters, fields and results are said to have."""
    for each in ast.walk(tree):
        told = getattr(each, "annotation", None) or getattr(each, "returns", None)
        if told is not None:
            yield told


@cache
def everywhere() -> frozenset[tuple[str, str, str]]:
    files = sorted((ROOT / "experiments").rglob("*.py"))
    found = needless({file: ast.parse(file.read_text(encoding="utf-8")) for file in files})
    return frozenset(each for each in found if "/workshop/" not in each[0])


def test_what_all_callers_give_has_no_default_but_for_people_who_call_it_themselves() -> None:
    assert sorted(each for each in everywhere() if each[1] not in FOR_PYTHON.get(each[0], ())) == []


def test_each_function_that_people_call_themselves_still_has_defaults_for_them() -> None:
    found = {(file, name) for file, name, _ in everywhere()}
    assert sorted({(file, name) for file, names in FOR_PYTHON.items() for name in names} - found) == []


@pytest.mark.parametrize(("calls", "found"), [
    ("asked(3)", []), ("asked(3, seed=2)", ["seed"]), ("asked(3, seed=2, limit=1)", ["limit", "seed"]),
    ("asked(3, 2)", ["seed"]), ("asked(3, seed=2); asked(4)", []), ("asked(*given)", []),
    ("asked(3, seed=2); other = asked", []), ("asked(3, limit=1, **given)", ["limit"]), ("", []),
])  # fmt: skip
def test_a_default_is_needless_where_every_call_gives_the_parameter(calls: str, found: list[str]) -> None:
    tree = ast.parse(f"def asked(x, seed=1, *, limit=2): ...\n{calls}")
    assert sorted(each for *_, each in needless({ROOT / "mine.py": tree})) == found
