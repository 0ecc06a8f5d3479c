"""What stands under a name is what has that name: in calls, in dicts and where several names are given at once.

Two things of one type that change places raise no error. Where what is given has a name of its own that another place
of the same call, dict or assignment has too, it stands there, or the exception says why not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.calls import called, imported, own, sources
from tests.support.commandline import ROOT

PLAIN_METHODS = {"to_dict", "to_document", "tolist", "copy", "as_posix", "item", "scaled"}  # the same thing otherwise
PLAIN_FUNCTIONS = {"str", "int", "float", "bool", "list", "tuple", "dict", "sorted", "plain"}
NAMED_OTHERWISE = {  # file, the place and the name of what stands there: why
    ("simulation/machinery/dispatching.py", "before", "CACHE_DIR"): "what it was before",
    ("simulation/recording/log.py", "waiting", "matters"): "as many rows as the table of matters",
    ("simulation/recording/recorder.py", "leads", "lives"): "the table of leads is made of their lives",
    ("simulation/rules/authority.py", "other", "own"): "of the other's, each is the other",
    ("simulation/rules/authority.py", "own", "other"): "of the other's, each is the other",
    ("simulation/rules/reorganisation.py", "first", "second"): "they change places",
    ("simulation/rules/reorganisation.py", "second", "first"): "they change places",
    ("simulation/runs/run.py", "quarter", "recalibrate"): "the quarter in which roles are recalibrated",
    ("simulation/world/arithmetic.py", "place", "below"): "up a heap",
    ("simulation/world/words.py", "meaning", "number"): "a word is read from number and meaning",
    ("experiments/analysis/discovery.py", "points", "factors"): "a row of factors is a point",
    ("experiments/analysis/documents.py", "where", "condition"): "what is asked is the condition",
    ("experiments/analysis/documents.py", "discovery", "found"): "a discovery is what was found",
    ("experiments/boardpack/decision_limits.py", "english", "name"): "a table's key is the word in English",
    ("experiments/boardpack/decision_reasons.py", "name", "kind"): "an option of a kind is called by it",
    ("experiments/calibration/over_sets.py", "frame", "ensemble"): "the ensemble as a table",
    ("experiments/crm/cases.py", "ended", "closed"): "a deal ends where it is closed",
    ("experiments/crm/relations.py", "pool", "one"): "a pool of one table",
    ("experiments/crm/spelt_ids.py", "pool", "one"): "a pool of one table",
    ("experiments/crm/strays.py", "which", "rows"): "a function of rows that says which",
    ("experiments/decision/document.py", "low_percent", "low"): "in percent",
    ("experiments/decision/document.py", "high_percent", "high"): "in percent",
    ("experiments/decision/flips.py", "least", "low"): "the least is the low end",
    ("experiments/decision/flips.py", "most", "high"): "the most is the high end",
    ("experiments/decision/grounds_told.py", "english", "name"): "a table's key is the word in English",
    ("experiments/decision/ruled.py", "difference", "margin"): "a margin is a difference",
    ("experiments/decision/standings.py", "lead_of_the_choice", "lead"): "the lead that is the choice's",
    ("experiments/fitting/fitted.py", "progress", "count"): "whoever counts hears of progress",
    ("experiments/folders/figures_again.py", "leader", "best"): "in a weather the best is called its leader",
    ("experiments/foundations/selection.py", "remaining", "names"): "at first all names remain",
    ("experiments/page/loading.py", "alarmed", "goal"): "the goal of the alarmed",
    ("experiments/plain_words/saying.py", "english", "name"): "a table's key is the word in English",
    ("experiments/scenario_files/template.py", "asked", "everything"): "all that is asked is everything",
    ("experiments/scenario_files/template.py", "value", "name"): "the value of `name` is the name",
    ("experiments/study/agents.py", "file", "name"): "a kind of agent has the name of its file",
    ("experiments/study/apart.py", "process", "_process"): "taken out of its place",
    ("experiments/study/designs.py", "where", "place"): "the place is where it is",
}  # fmt: skip


def name_of(given: ast.expr) -> str | None:
    """The name that what is given has of itself: of a variable, of a field, or of a column."""
    match given:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(func=ast.Attribute(value=inner, attr=method)) if method in PLAIN_METHODS:
            return name_of(inner)
        case ast.Call(func=ast.Name(id=function), args=[inner]) if function in PLAIN_FUNCTIONS:
            return name_of(inner)
    return None


def placed(tree: ast.Module, file: Path) -> Iterator[tuple[set[str], list[tuple[str, ast.expr]]]]:
    """The names of places that belong together, and what stands in each."""
    known = dict(imported(file, tree)) | own(tree)
    for each in ast.walk(tree):
        match each:
            case ast.Dict(keys=keys, values=values):
                pairs = [(key.value, value) for key, value in zip(keys, values, strict=True)
                         if isinstance(key, ast.Constant) and isinstance(key.value, str)]  # fmt: skip
                yield {key for key, _ in pairs}, pairs
            case ast.Call(args=args, keywords=keywords):
                pairs = [(key.arg, key.value) for key in keywords if key.arg]
                names, (_, wanted) = {key for key, _ in pairs}, called(each, known)
                if wanted is not None:
                    names, pairs = {*wanted.names}, [*zip(wanted.names[: wanted.by_place], args, strict=False), *pairs]
                yield names, pairs
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                places = [name_of(target) or "" for target in targets]
                if len(places) == len(values):
                    yield {*places}, [*zip(places, values, strict=True)]


def elsewhere(tree: ast.Module, file: Path) -> Iterator[tuple[str, str]]:
    """The place and the name of each thing that stands in another place than the one that has its name."""
    for names, pairs in placed(tree, file):
        for place, given in pairs:
            name = name_of(given)
            if name is not None and name != place and name in names:
                yield place, name


@cache
def all_elsewhere() -> frozenset[tuple[str, str, str]]:
    return frozenset((file.relative_to(ROOT).as_posix(), *each) for file, tree in sources().items()
                     for each in elsewhere(tree, file))  # fmt: skip


def test_what_stands_under_a_name_is_what_has_that_name() -> None:
    assert sorted(all_elsewhere() - NAMED_OTHERWISE.keys()) == []


def test_each_exception_still_stands_in_the_sources() -> None:
    assert sorted(NAMED_OTHERWISE.keys() - all_elsewhere()) == []


@pytest.mark.parametrize(("source", "found"), [
    ('{"low": low, "high": high}', []), ('{"low": high, "high": low}', [("low", "high"), ("high", "low")]),
    ('{"low": each.high.to_dict(), "high": 3}', [("low", "high")]),
    ('{"low": float(row["high"]), "high": 3}', [("low", "high")]),
    ('{"low": lower, "high": higher}', []), ("f(low=a.high, high=2)", [("low", "high")]), ("f(low=a.high)", []),
    ("def f(low, high): ...\nf(high, low)", [("low", "high"), ("high", "low")]),
    ("def f(low, high): ...\nf(high)", [("low", "high")]), ("def f(low, high): ...\nf(low, high)", []),
    ("low, high = it.high, it.low", [("low", "high"), ("high", "low")]), ("low, high = it.low, it.high", []),
])  # fmt: skip
def test_a_thing_is_found_that_stands_in_the_place_of_another(source: str, found: list[tuple[str, str]]) -> None:
    assert [*elsewhere(ast.parse(source), ROOT / "mine.py")] == found
