"""What an analysis leaves in a folder: its numbers, a table, a figure, each whole or not at all."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from experiments.analysis.discovery import Discovery
from experiments.analysis.documents import of_discovery, of_sensitivity, table_of_discovery, table_of_sensitivity
from experiments.analysis.indices import Sensitivity
from experiments.atomic import prepare_directory, write_text
from experiments.figures.flips import draw_discovery
from experiments.figures.indices import draw_sensitivity
from experiments.figures.page import SLIDE, save
from experiments.store import to_json


def keep_sensitivity(found: Sensitivity, directory: str | Path) -> None:
    """Leave sensitivity.json, .csv, .png and .svg in a folder. Raises StoreError."""
    folder = prepare_directory(directory)
    write_text(folder / "sensitivity.csv", table_of_sensitivity(found).to_csv(index=False))
    save(draw_sensitivity(found, SLIDE), folder / "sensitivity")
    write_text(folder / "sensitivity.json", to_json(of_sensitivity(found)))


def keep_discovery(found: Discovery, directory: str | Path) -> None:
    """Leave discovery.json, .csv and, if a rule was found, .png and .svg in a folder. Raises StoreError."""
    folder = prepare_directory(directory)
    write_text(folder / "discovery.csv", table_of_discovery(found).to_csv(index=False))
    figure: Figure | None = draw_discovery(found, SLIDE)
    if figure is not None:
        save(figure, folder / "discovery")
    write_text(folder / "discovery.json", to_json(of_discovery(found)))
