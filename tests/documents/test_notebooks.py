"""The notebooks run from top to bottom and are kept without outputs; those that explain define nothing."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def code(notebook: Path) -> list[str]:
    """The code cells of a notebook."""
    return [cell.source for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_runs(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if any("NUMBA_DISABLE_JIT" in source for source in code(notebook)):
        monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    NotebookClient(nbformat.read(notebook, 4), timeout=600, kernel_name="python3").execute(cwd=str(FOLDER))


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
