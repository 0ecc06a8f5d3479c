"""What a function is asked it hands on: to whom it asks, where that would else take what is usual.

A setting that is dropped on the way changes nothing that can be seen but the answer: another seed, another baseline.
So each call in the sources is held against the function that it calls. A parameter with a default is given where the
caller has something of the same name, or, for `CARRIED`, something that has it as a field.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support import calls
from tests.support.calls import Signature, called, classes, fields, imported, own, signature, sources, words_of
from tests.support.commandline import ROOT

CARRIED = {"baseline", "switched", "currency", "seed", "switch_quarter"}
NOT_THE_SAME = {  # file, caller, called and the parameter that is not handed on: why
    ("experiments/analysis/cart.py", "cart_rules", "_boxes", "node"): "from the root on",
    ("experiments/analysis/cart.py", "cart_rules", "_boxes", "steps"): "the root has none",
    ("experiments/boardpack/comparison_pack.py", "_ranking", "_rows", "others"): "the first table has none",
    ("experiments/boardpack/comparison_pack.py", "_sections", "section", "tables"): "a section of words",
    ("experiments/calibration/over_sets.py", "changed_ranking", "plan", "switch_quarter"): "each lives in it already",
    ("experiments/comparison/figures/org_graphs.py", "_draw_company", "people", "function"): "of both, then of one",
    ("experiments/crm/filled.py", "fields_in", "Filled", "grouped"): "where nothing is grouped",
    ("experiments/crm/mapping_file.py", "complete", "refusal", "column"): "it is of the whole table",
    ("experiments/crm/unused_files.py", "as_lines", "TableMapping", "lines"): "it is made before its lines",
    ("experiments/fitting/fidelity.py", "hold_against_targets", "plan", "switch_quarter"): "as it lives today",
    ("experiments/folders/holding.py", "hold", "Held", "figure"): "what has no figure yet",
    ("experiments/folders/looking.py", "looked_at", "Seen", "scenario"): "of what has none",
    ("experiments/folders/searches.py", "hold_search", "Held", "notes"): "they are told later",
    ("experiments/foundations/execution.py", "attempt_together", "attempt", "rested"): "alone, if not together",
    ("experiments/scenario_files/template.py", "whole_scenario", "_entries", "everything"): "of the tables alone",
    ("experiments/scenario_files/template.py", "whole_scenario", "_table", "everything"): "of the tables alone",
    ("experiments/scenario_files/template.py", "whole_scenario", "_tables", "everything"): "everything is asked",
    ("experiments/study/domains.py", "_of_field", "Domain", "allowed"): "a number has a range",
    ("experiments/study/domains.py", "_of_field", "Domain", "low"): "a category has no range",
    ("experiments/study/factors.py", "_factor", "Factor", "high"): "levels have no range",
    ("experiments/study/factors.py", "_factor", "Factor", "low"): "levels have no range",
    ("experiments/study/flow.py", "finished", "task_of", "known"): "begun anew, alone",
    ("experiments/study/warm.py", "warm_up", "Scenario", "currency"): "a field of another meaning",
    ("experiments/validation/drawing.py", "_caption", "interval", "value"): "the one in the key has none",
    ("experiments/validation/patterns/effects.py", "trust_sensitivity", "Cell", "switch_quarter"): "nobody switches",
    ("experiments/validation/space.py", "cells", "Cell", "values"): "by `having`",
    ("simulation/agents/model.py", "__init__", "prepare", "seed"): "a seed of sets; a point has none",
    ("simulation/runs/company.py", "prepare", "Company", "sets"): "a point has none",
    ("experiments/api/of_search.py", "search", "Quest", "seed"): "what is usual where no quest is given",
    ("experiments/api/of_search.py", "search", "Quest", "switch_quarter"): "the same",
    ("experiments/calibration/point.py", "fit_point", "smooth", "progress"): "it counts generations",
    ("experiments/commands/decide.py", "command", "Rule", "first"): "runs to begin with, not companies of a rule",
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


def carried(function: ast.FunctionDef, holder: ast.ClassDef | None, known: dict[str, Signature]) -> Iterator[str]:
    """What the parameters of a function have as fields, what its own object has, and what it has had made."""
    asked = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    names = {word for each in asked for word in words_of(each.annotation)}
    for made in ast.walk(function):
        if isinstance(made, ast.Assign) and isinstance(made.value, ast.Call):
            _, maker = called(made.value, known)
            names |= maker.gives if maker else set()
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
        local = {
            each.id for each in ast.walk(function) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        has = {*signature(function).names, *local, *carried(function, holders.get(function), known)}
        for call in ast.walk(function):
            if isinstance(call, ast.Call):
                name, wanted = called(call, known)
                if wanted is not None:
                    given = {each.arg for each in call.keywords} | {
                        *wanted.names[: min(len(call.args), wanted.by_place)]
                    }
                    for missing in sorted((wanted.usual - given) & has):
                        yield file.relative_to(ROOT).as_posix(), function.name, name, missing


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
    monkeypatch.setattr(calls, "methods", dict)
    assert [missing for *_, missing in dropped(ROOT / "mine.py", tree)] == found
