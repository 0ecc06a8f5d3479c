"""The plan of the house: imports point down, third parties have owners, files stay short, an hour is an hour."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import pytest

from tests.support.commandline import ROOT

HOUSES = ("simulation", "experiments")
# Who may import a third-party package: rooms or files, by their beginning. What is not listed is free to all.
OWNERS = {
    "mesa": ("simulation/agents/",),
    "numba": ("simulation/machinery/", "experiments/workshop/page_engine/", "experiments/workshop/machine_code/"),
    "llvmlite": ("simulation/machinery/", "experiments/workshop/page_engine/", "experiments/workshop/machine_code/"),
    "pydantic_core": ("simulation/world/words.py",),
    "typer": ("experiments/commands/", "experiments/foundations/output.py"),
    "matplotlib": ("experiments/",),
    "pandas": ("experiments/", "simulation/runs/results.py", "simulation/agents/model.py"),
    "SALib": ("experiments/analysis/", "experiments/study/designs.py"),
    "ema_workbench": ("experiments/analysis/",),
    "optuna": ("experiments/calibration/", "experiments/searching/"),
    "iterative_ensemble_smoother": ("experiments/calibration/",),
    "distributed": ("experiments/study/cluster.py",),
    "xarray": ("experiments/study/exports.py", "experiments/folders/exporting.py"),
    "chardet": ("simulation/scenario/content.py",),
    "jinja2": ("experiments/boardpack/web_page.py",),
    "markupsafe": ("experiments/boardpack/web_page.py",),
    "xlsxwriter": ("experiments/boardpack/workbook.py",),
    "openpyxl": (),
    "starlette": ("experiments/page/hosting.py",),
    "uvicorn": ("experiments/page/hosting.py",),
    "httpx": (),
    "rocrate": ("experiments/folders/crate.py",),
    "filelock": ("experiments/foundations/claiming.py",),
    "hypothesis": (),
    "pytest": (),
}
LONGEST = 200  # lines of a file
DECLARATIONS = {  # files that may be longer: each is one table, read down its columns
    "simulation/world/state.py",
    "simulation/world/parameters.py",
}
SHARED = {"document", "wording", "drawing", "errors", "failures", "people"}  # names that mean the same in several rooms
HOUR = 1420  # lines that are read in an hour, well over twenty a minute


class Import(NamedTuple):
    """An import in a source: what it names, where it stands, and how."""

    file: str
    line: int
    module: str
    hidden: bool
    typing: bool


@cache
def modules() -> dict[str, Path]:
    """Every module of the two houses, by its name in a checkout."""
    files = [file for house in HOUSES for file in sorted((ROOT / house).rglob("*.py"))]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


@cache
def imports(module: str) -> tuple[Import, ...]:
    """All that a module imports, its own house by full name."""
    file = modules()[module]
    tree = ast.parse(file.read_text(encoding="utf-8"))
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    inside = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for inner in ast.walk(node)}
    where = file.relative_to(ROOT).as_posix()
    return tuple(
        Import(where, node.lineno, name, id(node) in inside, id(node) in typing)
        for node in ast.walk(tree)
        for name in names(node, package)
    )


def names(node: ast.AST, package: str) -> Iterator[str]:
    """The modules that an import statement names; for `from a import b` it is `a.b` if that is one."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        parts = package.split(".")
        base = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
        whole = ".".join(filter(None, [base, node.module])).removeprefix("cordiale.")
        for alias in node.names:
            yield f"{whole}.{alias.name}" if f"{whole}.{alias.name}" in modules() else whole


def room(module: str) -> str:
    """A file at the door of a house, or the folder in it."""
    return ".".join(module.split(".")[:2])


def within(house: str) -> nx.DiGraph:
    """Which modules of a house import which."""
    known = [module for module in modules() if module.startswith(f"{house}.")]
    arrows = [(module, each.module) for module in known for each in imports(module) if each.module in known]
    return nx.DiGraph([arrow for arrow in arrows if arrow[0] != arrow[1]])


@pytest.mark.parametrize("house", HOUSES)
def test_no_file_imports_itself_by_way_of_others(house: str) -> None:
    circles = [sorted(ring) for ring in nx.strongly_connected_components(within(house)) if len(ring) > 1]
    assert circles == []


@pytest.mark.parametrize("house", HOUSES)
def test_rooms_stand_on_floors_so_that_no_import_climbs(house: str) -> None:
    arrows = {(room(a), room(b)) for a, b in within(house).edges if room(a) != room(b)}
    assert nx.is_directed_acyclic_graph(nx.DiGraph(arrows)), list(nx.simple_cycles(nx.DiGraph(arrows)))


def test_the_model_has_few_rooms_and_few_ways_between_them() -> None:
    arrows = {(room(a), room(b)) for a, b in within("simulation").edges if room(a) != room(b)}
    assert len({place for arrow in arrows for place in arrow}) <= 10
    assert len(arrows) <= 30


def test_the_model_knows_nothing_of_the_questions_asked_of_it() -> None:
    assert not [each for module in modules() if module.startswith("simulation") for each in imports(module)
                if each.module.startswith("experiments")]  # fmt: skip


def test_nothing_needs_the_workshop_which_stays_at_home() -> None:
    assert not [each for module in modules() if not module.startswith("experiments.workshop")
                for each in imports(module) if each.module.startswith("experiments.workshop")]  # fmt: skip


@pytest.mark.parametrize("package", OWNERS)
def test_a_third_party_has_its_owners(package: str) -> None:
    strangers = [
        f"{each.file}:{each.line}"
        for module in modules()
        for each in imports(module)
        if each.module.split(".")[0] == package and not each.typing and not each.file.startswith(OWNERS[package] or "-")
    ]
    assert strangers == []


def test_an_import_hides_in_a_function_only_to_start_quickly_and_says_so() -> None:
    """A verb's module imports inside `command`, so that its help comes at once; others give the reason on the line."""
    hidden = [each for module in modules() for each in imports(module) if each.hidden]
    silent = [
        f"{each.file}:{each.line}"
        for each in hidden
        if not each.file.startswith("experiments/commands/")
        and "# late: " not in (ROOT / each.file).read_text(encoding="utf-8").splitlines()[each.line - 1]
    ]
    assert silent == []


def test_a_file_is_about_one_thing() -> None:
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for file in modules().values()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long.keys() <= DECLARATIONS


def test_a_reading_order_names_every_module_of_its_room() -> None:
    rooms = [file.parent for file in modules().values() if file.name == "__init__.py"]
    told = {room: (room / "__init__.py").read_text(encoding="utf-8") for room in rooms}
    ordered = {room: set(re.findall(r"`(\w+)`", text)) for room, text in told.items() if "n reading order" in text}
    assert {room.name for room in ordered} >= {"crm", "fitting"}
    for room, named in ordered.items():
        there = {file.stem for file in room.glob("*.py") if file.name != "__init__.py"}
        assert there - named == set(), room.name


def hour() -> list[Path]:
    """The files that `simulation/README.md` lists under the hour, in its order."""
    text = (ROOT / "simulation" / "README.md").read_text(encoding="utf-8")
    part = re.search(r"^## The hour$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    assert part is not None
    return [ROOT / "simulation" / name for name in re.findall(r"`([\w/]+\.(?:py|md))`", part[1])]


def test_the_hour_is_an_hour() -> None:
    files = hour()
    assert {"week.py", "paradigms.py", "trust.py", "GLOSSARY.md"} <= {file.name for file in files}
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) <= HOUR


def test_the_readme_offers_the_same_hour() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"`simulation/([\w/]+\.(?:py|md))`", text)
    named = [file.relative_to(ROOT / "simulation").as_posix() for file in hour()]
    assert [name for name in told if name in named] == named


def test_a_name_stands_for_one_module() -> None:
    """Modules of one name in several rooms do the same in each; verbs and patterns are called after their subject."""
    named: dict[str, list[str]] = {}
    for module, file in modules().items():
        if not module.startswith(("experiments.commands.", "experiments.validation.patterns.")) and file.stem[0] != "_":
            named.setdefault(file.stem, []).append(module)
    assert {name for name, told in named.items() if len(told) > 1} <= SHARED
