"""The model's description, `simulation/ODD.md`, kept true to the code.

`python -m experiments.workshop.odd` rewrites its tables, which stand between `<!-- generated: name -->` and
`<!-- end -->`; with `--check` it writes nothing, compares the tables, runs the document's examples against the
model, and exits with 5 if anything differs. What stands outside the markers is written by hand.
"""

from __future__ import annotations

import argparse
import ast
import doctest
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from cordiale.simulation.machinery.source_files import MODEL, source_files
from cordiale.simulation.scenario.scenario import Company, Source
from cordiale.simulation.scenario.weather import Profile
from cordiale.simulation.week import PHASES
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import GROUPS, PARAMETERS
from cordiale.simulation.world.state import TABLES

from ..foundations.atomic import write_text
from ..foundations.markdown import markdown_table

DOCUMENT = MODEL / "ODD.md"
DIFFERS = 5
BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def code(text: str) -> str:
    """Text set as code; nothing for nothing."""
    return f"`{text}`" if text else ""


def number(value: Any) -> str:
    """A number as short as it can be said."""
    return f"{value:g}" if isinstance(value, float) else str(value)


# What the sources of the model say about themselves ------------------------------------------------------


@cache
def behaviours() -> tuple[tuple[str, ast.FunctionDef], ...]:
    """Every function of the model as `module.name` and its syntax tree, in the order of the files."""
    found = []
    for file in source_files():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found += [(f"{file.stem}.{node.name}", node) for node in tree.body if isinstance(node, ast.FunctionDef)]
    return tuple(found)


def attributes(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Attributes that a function reads: what they are read from, and their name."""
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield ast.unparse(node.value), node.attr


@cache
def readings() -> dict[str, list[tuple[str, str]]]:
    """For each attribute that the model reads: the functions that read it, and from what."""
    index: dict[str, list[tuple[str, str]]] = {}
    for name, function in behaviours():
        for owner, attr in attributes(function):
            index.setdefault(attr, []).append((name, owner))
    return index


def readers(attribute: str, owners: tuple[str, ...] | None = None) -> str:
    """The functions that read an attribute of one of the owners, of any if not said, as `module.name`."""
    found = [name for name, owner in readings().get(attribute, ()) if owners is None or owner in owners]
    return ", ".join(dict.fromkeys(found))


def setting_readers(setting: str) -> str:
    """Functions that read a setting of the structure in force; moving it from row to row is no behaviour."""
    return readers(setting, ("now", "org.structure[NOW]", "org.structure[0]"))


def condition_readers(condition: str) -> str:
    """Functions that read a condition of the week."""
    return readers(condition, ("c", "org.conditions[0]"))


def luck_used(function: ast.FunctionDef) -> Iterator[tuple[str, str, str, str]]:
    """For each draw in a function: decision, `draw` or `fate`, whose luck, and which of its four uniforms count."""
    held = _held_draws(function)
    for call, name in held:
        used = {attr for owner, attr in attributes(function) if owner in (name, ast.unparse(call)) and attr in "abcd"}
        who = ast.unparse(call.args[2])
        for decision in addresses(call.args[1]):
            yield decision, call.func.id, who, " ".join(sorted(used))  # type: ignore[attr-defined]


def addresses(decision: ast.expr) -> list[str]:
    """The decisions that a draw may name: the one written there, or those that a function called there returns."""
    if not isinstance(decision, ast.Call):
        return [ast.unparse(decision)]
    called = f".{ast.unparse(decision.func)}"
    returns = [
        node.value
        for name, function in behaviours() if name.endswith(called)
        for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None
    ]  # fmt: skip
    chosen = [branch for value in returns for branch in _branches(value)]
    return [ast.unparse(branch) for branch in chosen]


def _branches(value: ast.expr) -> list[ast.expr]:
    """What a returned expression may be: itself, or either side of a choice."""
    return [*_branches(value.body), *_branches(value.orelse)] if isinstance(value, ast.IfExp) else [value]


def _held_draws(function: ast.FunctionDef) -> list[tuple[ast.Call, str]]:
    """Calls of `draw` and `fate` in a function, and the name that holds each result, or nothing."""
    names: dict[int, str] = {}
    calls = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            pairs = zip(target.elts, node.value.elts, strict=True) if _pairwise(node) else [(target, node.value)]  # type: ignore[attr-defined]
            names |= {id(value): ast.unparse(name) for name, value in pairs}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("draw", "fate"):
            calls.append(node)
    return [(call, names.get(id(call), "")) for call in calls]


def _pairwise(node: ast.Assign) -> bool:
    return isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple)


def decisions() -> list[tuple[int, str, str]]:
    """The decisions that luck has addresses for: number, name, and what the source says of each."""
    text = (MODEL / "draws.py").read_text(encoding="utf-8")
    rows = re.findall(r"^([A-Z_]+) = (\d+)  # (.+)$", text, re.MULTILINE)
    return [(int(value), name, meaning) for name, value, meaning in rows]


def passage(doc: str, heading: str) -> str:
    """What a docstring lists under `Reads:` or `Writes:`, on one line.

    >>> passage("Act.\\n\\nReads: a,\\n    b\\nWrites: c", "Reads")
    'a, b'
    """
    found = re.search(rf"^{heading}: (.*?)(?=^[A-Z][a-z]+: |\n\n|\Z)", doc, re.DOTALL | re.MULTILINE)
    return " ".join(found.group(1).split()) if found else ""


# The tables ----------------------------------------------------------------------------------------------


def process_table() -> str:
    rows = []
    for place, phase in enumerate(PHASES, start=1):
        doc = inspect.getdoc(phase.act) or ""
        what = " ".join(doc.split("\n\n")[0].split())
        rows.append([place, phase.part, code(phase.name), phase.actors, what, passage(doc, "Reads"),
                     passage(doc, "Writes")])  # fmt: skip
    return markdown_table(["#", "part", "phase", "actors", "what happens", "reads", "writes"], rows)


def state_tables() -> str:
    parts = []
    for name, fields in TABLES.items():
        kinds = {"i8": "integer", "f8": "real"}
        rows = [[code(field.name), kinds[field.kind], field.meaning] for field in fields]
        parts.append(f"**`{name}`**\n\n" + markdown_table(["variable", "kind", "meaning"], rows))
    return "\n\n".join(parts)


def code_table() -> str:
    """The words that tables keep as numbers, as `state.py` declares them."""
    text = (MODEL / "state.py").read_text(encoding="utf-8")
    rows = []
    for meaning, lines in re.findall(r"^# ([^\n]+)\n((?:[A-Z_]+(?:, [A-Z_]+)+ = [\d, ]+\n)+)", text, re.MULTILINE):
        pairs = [[side.split(", ") for side in line.split(" = ")] for line in lines.splitlines()]
        words = [
            f"{name.replace('_', ' ').lower()} {value}" for pair in pairs for name, value in zip(*pair, strict=True)
        ]
        rows.append([meaning, ", ".join(words)])
    return markdown_table(["what", "words and numbers"], rows)


def orientation_readers() -> str:
    """The rules that read in which people, or the functions' mean views, differ."""
    read = {"orientation": "a person's view", "sales_view": "the functions' mean views"}
    lines = [f"- {meaning} (`{name}`): {readers(name)}" for name, meaning in read.items()]
    return "\n".join(lines)


def parameter_tables() -> str:
    parts = []
    for group, kind in GROUPS.items():
        rows = [
            [code(each.dotted), number(each.default), f"{number(each.low)} to {number(each.high)}", each.unit,
             each.source, each.meaning, readers(f"{each.group}_{each.name}")]
            for each in PARAMETERS if each.group == group
        ]  # fmt: skip
        head = ["parameter", "default", "range", "unit", "source", "meaning", "read by"]
        parts.append(f"**{group}.** {inspect.getdoc(kind)}\n\n" + markdown_table(head, rows))
    return "\n\n".join(parts)


def assumption_count() -> str:
    """How much of the model is measured, how much has a sign from the literature, how much is assumed."""
    cites = [(bool(re.search(r"\bF\d+", each.source)), bool(re.search(r"\bA\d+", each.source))) for each in PARAMETERS]
    facts, both = cites.count((True, False)), cites.count((True, True))
    return (
        f"Of {len(PARAMETERS)} parameters {facts} take their number from a listed fact, {both} cite a fact for a sign, "
        f"a form or an order of magnitude and assume the number, and {len(PARAMETERS) - facts - both} are assumptions, "
        "some of them with a form from the literature."
    )


def bounds(field: Any) -> str:
    """The range of a declared field, or its choices."""
    if field.annotation is bool:
        return "yes, no"
    limits: dict[str, str] = {}
    for limit in field.metadata:
        for key in ("ge", "gt", "le", "lt"):
            if hasattr(limit, key):
                limits[key] = number(getattr(limit, key))
    choices = getattr(field.annotation, "__args__", ())
    if choices and all(isinstance(choice, str | int) for choice in choices):
        return ", ".join(str(choice) for choice in choices)
    low = limits.get("ge", f"over {limits['gt']}" if "gt" in limits else "")
    return f"{low} to {limits['le']}" if low and "le" in limits else low


def fields_table(prefix: str, kind: type[BaseModel]) -> str:
    """A table of a scenario file: key, default, range, meaning."""
    rows = []
    for name, field in kind.model_fields.items():
        default = "required" if field.is_required() else number(field.default)
        rows.append([code(f"{prefix}.{name}"), default if field.default is not None else "none", bounds(field),
                     field.description or ""])  # fmt: skip
    return markdown_table(["key", "default", "allowed", "meaning"], rows)


def scenario_tables() -> str:
    parts: list[tuple[str, type[BaseModel]]] = [("company", Company), ("sources", Source), ("forces.NAME", Profile)]
    return "\n\n".join(fields_table(prefix, kind) for prefix, kind in parts)


def structure_table() -> str:
    """The rows of structure, one paradigm a column."""
    rows = [
        [code(name), *(number(getattr(row, name)) for row in PARADIGMS.values()), field.description]
        for name, field in Structure.model_fields.items()
    ]
    return markdown_table(["setting", *PARADIGMS, "meaning"], rows)


def setting_table() -> str:
    rows = [[code(name), bounds(field), setting_readers(name)] for name, field in Structure.model_fields.items()]
    return markdown_table(["setting", "allowed", "read by"], rows)


@cache
def condition_sources() -> dict[str, tuple[str, ...]]:
    """For each condition of the week: the forces and the settings of structure that its rule reads."""
    rule = next(function for name, function in behaviours() if name == "forces.set_conditions")
    read: dict[str, set[str]] = {}
    for line in rule.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Attribute | ast.Name):
            target = line.targets[0]
            read[target.attr if isinstance(target, ast.Attribute) else target.id] = set(_read(line.value, read))
    known = ("technology", "buyers", "business_model", *Structure.model_fields)
    return {name: tuple(each for each in known if each in sources) for name, sources in read.items()}


def _read(value: ast.expr, so_far: dict[str, set[str]]) -> Iterator[str]:
    """What an expression reads: attributes, what its local names were made of, and what it calls."""
    for node in ast.walk(value):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield from so_far.get(node.id, ())
            called = [function for name, function in behaviours() if name == f"forces.{node.id}"]
            yield from (attr for function in called for _, attr in attributes(function))


def condition_table() -> str:
    rows = [
        [code(field.name), field.meaning, ", ".join(condition_sources().get(field.name, ())),
         condition_readers(field.name)]
        for field in TABLES["conditions"]
    ]  # fmt: skip
    return markdown_table(["condition", "meaning", "made of", "read by"], rows)


def delta_table() -> str:
    """Each paradigm as what differs in it from the status quo."""
    usual = PARADIGMS["status-quo"]
    rows = []
    for name, row in PARADIGMS.items():
        changes = [
            f"`{setting}` {number(getattr(usual, setting))} → {number(getattr(row, setting))}"
            for setting in Structure.model_fields if getattr(row, setting) != getattr(usual, setting)
        ]  # fmt: skip
        rows.append([code(name), ", ".join(changes) or "(the row that the others are told against)"])
    return markdown_table(["paradigm", "what differs from the status quo"], rows)


def decision_table() -> str:
    rows = []
    for value, name, meaning in decisions():
        uses = [
            (function, *use[1:]) for function, node in behaviours() for use in luck_used(node) if use[0] == name
        ]  # fmt: skip
        where = "<br>".join(f"{function}: `{kind}`, who `{who}`, {used}" for function, kind, who, used in uses)
        rows.append([value, code(name), meaning, where])
    return markdown_table(["number", "decision", "what it decides", "drawn in: how, whose luck, uniforms used"], rows)


def outcome_table() -> str:
    rows = [[each.group, code(each.name), each.unit, each.definition] for each in OUTCOMES]
    return markdown_table(["group", "outcome", "unit", "definition"], rows)


GENERATED: dict[str, Callable[[], str]] = {
    "processes": process_table,
    "state": state_tables,
    "scenario": scenario_tables,
    "codes": code_table,
    "orientation": orientation_readers,
    "structure": structure_table,
    "differences": delta_table,
    "settings": setting_table,
    "conditions": condition_table,
    "decisions": decision_table,
    "outcomes": outcome_table,
    "assumptions": assumption_count,
    "parameters": parameter_tables,
}


# The document --------------------------------------------------------------------------------------------


def by_hand(text: str) -> str:
    """The part of the document that nobody generates."""
    return BLOCK.sub("", text)


def regenerated(text: str) -> str:
    """The document with its tables as the code has them.

    Raises ValueError if a table is missing, stands there twice, or is not known.
    """
    present = [found["name"] for found in BLOCK.finditer(text)]
    if sorted(present) != sorted(GENERATED):
        raise ValueError(f"generated: {', '.join(present)}; needed, once each: {', '.join(GENERATED)}")
    return BLOCK.sub(lambda found: f"{found[1]}\n{GENERATED[found['name']]()}\n\n{found[3]}", text)


def failed_examples(text: str) -> int:
    """Run the examples of the document one after the other, in one namespace; how many failed, said on stderr."""
    source = "\n".join(EXAMPLE.findall(text))
    test = doctest.DocTestParser().get_doctest(source, {}, DOCUMENT.name, None, None)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    return runner.run(test, out=lambda message: print(message, end="", file=sys.stderr)).failed


def main(arguments: list[str] | None = None) -> int:
    """Rewrite the document's tables, or check them and the examples; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.workshop.odd", description="Keeps simulation/ODD.md true."
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 5 if tables or examples differ")
    check = parser.parse_args(arguments).check
    text = DOCUMENT.read_text(encoding="utf-8")
    current = regenerated(text)
    if not check:
        write_text(DOCUMENT, current)
        return 0
    if current != text:
        print(f"{DOCUMENT.name} differs from the code: run python -m experiments.workshop.odd", file=sys.stderr)
        return DIFFERS
    return DIFFERS if failed_examples(text) else 0


if __name__ == "__main__":
    sys.exit(main())
