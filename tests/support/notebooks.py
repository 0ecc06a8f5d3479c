"""The notebooks, as tests read them."""

from __future__ import annotations

from pathlib import Path

import nbformat

FOLDER = Path(__file__).parents[2] / "notebooks"


def code(notebook: Path) -> list[str]:
    """The code cells of a notebook."""
    return [cell.source for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]
