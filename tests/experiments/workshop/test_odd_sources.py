"""What a rule reads and writes is found by what its names stand for, whatever the names are."""

import ast
import re
from collections.abc import Iterable

import pytest

from cordiale.experiments.workshop.odd.conditions import CONDITIONS, made_of
from cordiale.experiments.workshop.odd.luck import uses
from cordiale.experiments.workshop.odd.sources import Function, Sources, functions_in, model
from cordiale.simulation.founding.traits import TRAITS
from cordiale.simulation.machinery.source_files import source_files
from cordiale.simulation.world.paradigms import SETTINGS
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.places import ONLY_IN, parameters
from cordiale.simulation.world.words import NOW

SMALL = """
def judge(org, row):
    p, now, c = org.parameters[0], org.structure[NOW], org.conditions[0]
    lead, whence = org.leads[row], org.structure[WHENCE]
    luck = fate(org, Decision.CREDIT, lead.identity)
    fair = now.shared_goals * c.contesting + whence.heads
    lead.fit += p.trust_gain * fair * luck.b * weight(p, books=org.leads)
    for team in org.teams:
        team.weight = help(org.structure[0])
    org.people[lead.rep].credit = 0.0

def weight(p, books):
    books[0] = books[1]
    return p.trust_loss_ratio * books[0].value

def help(now):
    moved = 0.0
    for setting in literal_unroll(GRADED):
        moved += now[setting]
    return moved
"""
KNOWN = {"NOW": NOW, "WHENCE": 1, "GRADED": ("integration", "role_overlap")}
LOCALS = ("p", "now", "c", "lead", "whence", "luck", "fair", "team", "books", "setting")


def of(text: str) -> Sources:
    return Sources(functions_in(text, "small", KNOWN))


def found(sources: Sources) -> tuple[object, ...]:
    """All that is found in sources."""
    effects = [sources.with_calls(function, {}) for function in sources.functions]
    return sources.readings, effects, [*uses(sources)], made_of(sources)


def test_a_small_rule_touches_what_one_sees_in_it() -> None:
    small = of(SMALL)
    assert small.readers("parameters", "trust_gain") == ["small.judge"]
    assert small.readers("parameters", "trust_loss_ratio") == ["small.weight"]
    assert small.readers("structure", "integration", NOW) == ["small.help"]
    assert small.readers("structure", "heads", NOW) == []
    assert small.readers("conditions", "contesting") == ["small.judge"]
    assert small.readers("leads", "rep") == ["small.judge"]
    assert {str(place) for place in small.with_calls(small.called["judge"], {})[1]} == {
        "leads", "leads.fit", "teams.weight", "people.credit",
    }  # fmt: skip
    assert [(use.whose, use.uniforms) for use in uses(small)] == [("leads.identity", "b")]


@pytest.mark.parametrize("local", LOCALS)
def test_renaming_a_local_of_a_rule_changes_nothing_in_what_is_found(local: str) -> None:
    renamed = re.sub(rf"(?<!\.)\b{local}\b", f"a_{local}", SMALL)
    assert renamed != SMALL
    assert found(of(renamed)) == found(of(SMALL))


class Renamed(ast.NodeTransformer):
    """Calls every local name and every parameter of a function something else; the company stays `org`."""

    def __init__(self, function: ast.FunctionDef, known: Iterable[str]) -> None:
        stored = {
            node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        self.locals, self.known = stored | {*parameters(function)} - {"org"}, set(known)

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(f"a_{node.id}" if node.id in self.locals else node.id, node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(f"a_{node.arg}" if node.arg in self.locals else node.arg)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        function = node.func
        self.generic_visit(node)
        if isinstance(function, ast.Name) and function.id in self.known:
            node.func = function
            for keyword in node.keywords:
                keyword.arg = f"a_{keyword.arg}"
        return node


def test_the_tables_would_be_the_same_if_every_local_of_the_model_were_called_something_else() -> None:
    renamed = []
    for function in model().functions:
        fresh = ast.parse(ast.unparse(function.node)).body[0]
        assert isinstance(fresh, ast.FunctionDef)
        if function.compiled:
            fresh = Renamed(fresh, [each.node.name for each in model().functions if each.compiled]).visit(fresh)
        renamed.append(Function(function.name, fresh, function.known))
    assert found(Sources(renamed)) == found(model())


def test_every_function_has_a_name_of_its_own_in_the_tables() -> None:
    names = [function.name for function in model().functions]
    assert len(names) == len(set(names))


def mentions() -> dict[str, set[str]]:
    """For each attribute that is written somewhere in a function of the model: the functions that write it there.

    A record watches and is no rule; traits stand in a list that `differ` goes through.
    """
    found: dict[str, set[str]] = {trait.field: {"traits.differ"} for trait in TRAITS}
    for file in source_files():
        if file.parent.name == "recording":
            continue
        text = file.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef):
                for attribute in re.findall(r"\.(\w+)", ast.get_source_segment(text, node) or ""):
                    found.setdefault(attribute, set()).add(f"{file.stem}.{node.name}")
    return found


def test_the_tables_hold_every_function_that_a_parameter_stands_in() -> None:
    standing = mentions()
    for each in PARAMETERS:
        name = f"{each.group}_{each.name}"
        readers = set(model().readers("parameters", name))
        assert readers, each.dotted
        assert readers == standing[name] if name in ONLY_IN else readers < standing[name], each.dotted


def test_every_setting_and_every_condition_has_a_reader() -> None:
    assert all(model().readers("structure", setting, NOW) for setting in SETTINGS)
    assert all(model().readers("conditions", field) for field in CONDITIONS)
