"""The notebooks run from top to bottom and are kept without outputs; those that explain define nothing."""

import ast
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from cordiale import Scenario
from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from tests.support.notebooks import FOLDER, code

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
FEWER = {  # what a reader waits for, and what is enough to see that it runs
    "00_read_the_model": ('"company.executives": 1,', '"company.executives": 1, "company.burn_in": 4,'),
    "01_your_own_rep": ("range(6)", "range(2)"),
    "02_sweep_and_discover": ('"samples": 16, "replications": 3', '"samples": 4, "replications": 2'),
    "03_what_knowing_is_worth": ("replications=12", "replications=2"),
}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_runs(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if any("NUMBA_DISABLE_JIT" in source for source in code(notebook)):
        monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    made = nbformat.read(notebook, 4)
    if notebook.stem in FEWER:
        many, few = FEWER[notebook.stem]
        assert sum(many in cell.source for cell in made.cells) == 1
        for cell in made.cells:
            cell.source = cell.source.replace(many, few)
    NotebookClient(made, timeout=600, kernel_name="python3").execute(cwd=str(FOLDER))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_is_kept_without_outputs(notebook: Path) -> None:
    cells = [cell for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


@pytest.mark.parametrize("name", ["00_read_the_model", "02_sweep_and_discover"])
def test_a_notebook_that_explains_defines_nothing(name: str) -> None:
    trees = [ast.parse(source) for source in code(FOLDER / f"{name}.ipynb")]
    assert not [node for tree in trees for node in ast.walk(tree) if isinstance(node, DEFINITIONS)]


def test_every_notebook_stands_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [notebook.name for notebook in NOTEBOOKS if notebook.name not in readme] == []


def test_the_first_notebook_says_how_often_its_company_shows_the_claim() -> None:
    cells = nbformat.read(FOLDER / "00_read_the_model.ipynb", 4).cells
    said = re.search(r"in every one of the first (\d+) lucks.*?shows in (\d+) of them", cells[-1].source, re.DOTALL)
    assert said is not None
    (values,) = re.findall(r"with_values\(\s*(\{.*?\})", "".join(cell.source for cell in cells), re.DOTALL)
    company, shown = prepare(Scenario(schema=1, name="handful").with_values(ast.literal_eval(values))), 0
    for seed in range(1, int(said[1]) + 1):
        org = advance(start(company, Run("status-quo", "all", replication=0, seed=seed, quarters=1)), 13)
        assert org.company[0].belief > org.company[0].alignment, seed
        quarter = org.quarters[1]
        shown += quarter["executives_aligned"] == 1.0 and quarter["practitioners_lack"] >= 5 / 8
    assert shown == int(said[2])
