"""What an analysis leaves in a folder: its numbers, a table, a figure, each whole or not at all."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from ..figures.page import SLIDE, save
from ..foundations.atomic import prepare_directory, write_text
from ..foundations.formula_cells import without_formulas
from ..foundations.language import Words
from ..foundations.plain import to_json
from .discovery import Discovery
from .documents import of_discovery, of_sensitivity, table_of_discovery, table_of_sensitivity
from .drawing_flips import draw_discovery
from .drawing_indices import draw_sensitivity
from .indices import Sensitivity
from .records import refuse_another


def keep_sensitivity(found: Sensitivity, directory: str | Path, w: Words) -> None:
    """Leave sensitivity.json, .csv, .png and .svg in a folder, the figure in the language of `w`.

    Raises StoreError, also for a folder that holds another analysis.
    """
    refuse_another(Path(directory) / "sensitivity.json", found.asked, found.results_sha256)
    folder = prepare_directory(directory)
    write_text(folder / "sensitivity.csv", without_formulas(table_of_sensitivity(found)).to_csv(index=False))
    save(draw_sensitivity(found, SLIDE, w), folder / "sensitivity")
    write_text(folder / "sensitivity.json", to_json(of_sensitivity(found)))


def keep_discovery(found: Discovery, directory: str | Path, w: Words) -> None:
    """Leave discovery.json, .csv and, if a rule was found, .png and .svg in a folder, in the language of `w`.

    Raises StoreError, also for a folder that holds another analysis.
    """
    refuse_another(Path(directory) / "discovery.json", found.asked, found.results_sha256)
    folder = prepare_directory(directory)
    write_text(folder / "discovery.csv", without_formulas(table_of_discovery(found)).to_csv(index=False))
    figure: Figure | None = draw_discovery(found, SLIDE, w)
    if figure is not None:
        save(figure, folder / "discovery")
    write_text(folder / "discovery.json", to_json(of_discovery(found)))
