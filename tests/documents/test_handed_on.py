"""What a function is asked it hands on: to whom it asks, where that would else take what is usual.

A setting that is dropped on the way changes nothing that can be seen but the answer: another seed, another baseline.
So each call in the sources is held against the function that it calls. A parameter with a default is given where the
caller has one of the same name, or, for `CARRIED`, something that has it as a field.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.commandline import ROOT

CARRIED = {"baseline", "switched", "currency", "seed", "switch_quarter", "tolerance"}
NOT_THE_SAME = {  # file, caller, called and the parameter that is not handed on: why
    ("experiments/api/of_search.py", "search", "Quest", "seed"): "what is usual where no quest is given",
    ("experiments/api/of_search.py", "search", "Quest", "switch_quarter"): "the same",
    ("experiments/calibration/point.py", "fit_point", "smooth", "progress"): "it counts generations",
    ("experiments/commands/decide.py", "command", "Rule", "first"): "runs to begin with, not companies of a rule",
    ("experiments/comparison/compare.py", "keep", "decisions_of", "w"): "a manifest is English",
    ("experiments/comparison/figures/seating.py", "teams", "people", "function"): "of both, then of one",
    ("experiments/comparison/rivals.py", "orders_under", "carry_out", "talk"): "theories are counted, not their runs",
    ("experiments/decision/asked.py", "checked", "plan", "switch_quarter"): "it checks names and sizes alone",
    ("experiments/decision/deciding.py", "decide", "Run", "switch_quarter"): "the past, before any switch",
    ("experiments/fitting/trial.py", "try_out", "prepare", "seed"): "a seed of sets; here are none",
    ("experiments/folders/holding.py", "hold", "Held", "runs"): "what is to be lived, not what was",
    ("experiments/folders/searches.py", "hold_search", "Held", "runs"): "the same",
    ("experiments/scenario_files/template.py", "new_scenario", "_entries", "everything"): "of the tables alone",
    ("experiments/searching/structure_search.py", "search", "Run", "switch_quarter"): "a candidate has its own time",
    ("experiments/study/bench.py", "__init__", "prepare", "seed"): "a seed of sets, which orders bring",
    ("experiments/study/domains.py", "domains", "Domain", "scenario"): "whether it is a place of the scenario",
    ("experiments/study/domains.py", "_of_field", "Domain", "unit"): "a category has none",
    ("experiments/study/orders.py", "_drawn", "Scenario", "seats"): "put in unchecked, since they were checked",
    ("experiments/study/warm.py", "warm_up", "Scenario", "rules"): "a field of another meaning",
    ("experiments/validation/patterns/choice.py", "switching", "Cell", "values"): "by `having`",
    ("experiments/validation/patterns/contrasts.py", "quantity", "Cell", "values"): "by `having`",
    ("simulation/agents/model.py", "__init__", "Run", "decisions"): "checked first",
    ("simulation/runs/run.py", "plan", "Run", "decisions"): "checked first",
    ("simulation/scenario/ensemble.py", "own_values", "load_scenario", "scenario"): "the usual one, to compare with",
}


class Signature(NamedTuple):
    """The parameters of a function in their order (those by keyword only after them), and which have a default."""

    names: tuple[str, ...]
    by_place: int
    usual: frozenset[str]


@cache
def sources() -> dict[Path, ast.Module]:
    files = [file for room in ("simulation", "experiments") for file in sorted((ROOT / room).rglob("*.py"))]
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files if "workshop" not in file.parts}


def signature(function: ast.FunctionDef, *, bound: bool = False) -> Signature:
    given = function.args
    placed = [each.arg for each in (*given.posonlyargs, *given.args)][bound:]
    usual = {*placed[len(placed) - len(given.defaults) :]} if given.defaults else set()
    usual |= {each.arg for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if default}
    return Signature((*placed, *(each.arg for each in given.kwonlyargs)), len(placed), frozenset(usual))


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
    return Signature((*declared,), len(declared), frozenset(name for name, usual in declared.items() if usual))


@cache
def classes() -> dict[str, ast.ClassDef]:
    return {each.name: each for tree in sources().values() for each in ast.walk(tree) if isinstance(each, ast.ClassDef)}


@cache
def methods() -> dict[str, Signature]:
    """Methods by a name that no other class has."""
    every = [each for known in classes().values() for each in known.body if isinstance(each, ast.FunctionDef)]
    times = Counter(each.name for each in every)
    return {each.name: signature(each, bound=not _is_static(each)) for each in every if times[each.name] == 1}


def _is_static(function: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in function.decorator_list)


def own(tree: ast.Module) -> dict[str, Signature]:
    """What a module defines at its top."""
    found = {each.name: signature(each) for each in tree.body if isinstance(each, ast.FunctionDef)}
    return found | {each.name: constructed(each) for each in tree.body if isinstance(each, ast.ClassDef)}


def imported(file: Path, tree: ast.Module) -> Iterator[tuple[str, Signature]]:
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
                        yield name.asname or name.name, known[name.name]


def carried(function: ast.FunctionDef, holder: ast.ClassDef | None) -> Iterator[str]:
    """What the parameters of a function have as fields, and what its own object has."""
    asked = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    types = [each.annotation for each in asked if each.annotation]
    names = {each.id for told in types for each in ast.walk(told) if isinstance(each, ast.Name)}
    for each in [*(classes()[name] for name in names if name in classes()), *([holder] if holder else [])]:
        yield from CARRIED & fields(each).keys()


def dropped(file: Path, tree: ast.Module) -> Iterator[tuple[str, str, str, str]]:
    """Each parameter that a call leaves to what is usual though the caller has it."""
    known = dict(imported(file, tree)) | own(tree)
    holders = {each: known_class for known_class in ast.walk(tree) if isinstance(known_class, ast.ClassDef)
               for each in known_class.body}  # fmt: skip
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        has = {*signature(function).names, *carried(function, holders.get(function))}
        for call in ast.walk(function):
            if isinstance(call, ast.Call):
                name, called = _called(call, known)
                if called is not None:
                    given = {each.arg for each in call.keywords} | {
                        *called.names[: min(len(call.args), called.by_place)]
                    }
                    for missing in sorted((called.usual - given) & has):
                        yield file.relative_to(ROOT).as_posix(), function.name, name, missing


def _called(call: ast.Call, known: dict[str, Signature]) -> tuple[str, Signature | None]:
    """The name and the signature of what a call calls, where that can be told from its name alone."""
    whole = not any(isinstance(each, ast.Starred) for each in call.args) and all(each.arg for each in call.keywords)
    if isinstance(call.func, ast.Name):
        return call.func.id, known.get(call.func.id) if whole else None
    if isinstance(call.func, ast.Attribute):
        return call.func.attr, methods().get(call.func.attr) if whole else None
    return "", None


@cache
def all_dropped() -> frozenset[tuple[str, str, str, str]]:
    return frozenset(each for file, tree in sources().items() for each in dropped(file, tree))


def test_what_a_function_is_asked_it_hands_on_to_those_who_would_else_take_what_is_usual() -> None:
    assert sorted(all_dropped() - NOT_THE_SAME.keys()) == []


def test_each_exception_still_stands_in_the_sources() -> None:
    assert sorted(NOT_THE_SAME.keys() - all_dropped()) == []


CALLED = "def called(x, *, seed=1, limit=2): ..."


@pytest.mark.parametrize(("source", "found"), [
    ("def caller(seed): called(3)", ["seed"]), ("def caller(seed): called(3, seed=seed)", []),
    ("def caller(seed, *, limit): called(3)", ["limit", "seed"]), ("def caller(other): called(3)", []),
    ("def caller(limit, given): called(3, **given)", []), ("def caller(x): called(x)", []),
    ("class Asked:\n    seed: int\ndef caller(asked: Asked): called(3)", ["seed"]),
    ("class Asked:\n    limit: int\ndef caller(asked: Asked): called(3)", []),
    ("class Asked:\n    seed: int\n    def caller(self): called(3)", ["seed"]),
])  # fmt: skip
def test_a_setting_is_dropped_where_the_caller_has_it_and_the_one_it_calls_is_not_told(
    source: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = ast.parse(f"{CALLED}\n{source}")
    known = {each.name: each for each in tree.body if isinstance(each, ast.ClassDef)}
    monkeypatch.setattr(f"{__name__}.classes", lambda: known)
    monkeypatch.setattr(f"{__name__}.methods", dict)
    assert [missing for *_, missing in dropped(ROOT / "mine.py", tree)] == found
