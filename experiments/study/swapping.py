"""A larger study takes the place of the one that it grew from: whoever is killed in between leaves one or the other.

The larger one is laid out in `growing/`. Renamed to `grown/` it is the study that is meant, and what is left to do can
be done any number of times: what lay in the folder moves to `before/`, what is grown to the folder, `study.json` last.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from ..foundations.atomic import move, refusals, write_bytes
from ..foundations.claiming import MANIFEST, held
from .folder import BEFORE, GROWING, GROWN, LEDGER, PARTS, POINTS, STUDY

OLD = (MANIFEST, f"{LEDGER}-journal", LEDGER, PARTS, POINTS)
NEW = (PARTS, POINTS, STUDY)


def swap(folder: Path, lay_out: Callable[[Path], None]) -> None:
    """Put the study that `lay_out` leaves in a folder in the place of this one, which moves to `before/`.

    For whoever holds the folder, where nothing lies in `before/`. Raises StoreError.
    """
    forget(folder / GROWING)  # of somebody who was stopped
    lay_out(folder / GROWING)
    move(folder / GROWING, folder / GROWN)
    _move_on(folder)


def settle(folder: Path) -> None:
    """Take the last steps of a swap that was stopped, if one was. Raises StoreError (BusyError: it goes on)."""
    if (folder / GROWN).is_dir():
        with held(folder):
            _move_on(folder)


def forget(folder: Path) -> None:
    """Remove a folder and all that is in it, if it is there. Raises StoreError."""
    with refusals(folder):
        if folder.is_dir():
            shutil.rmtree(folder)


def _move_on(folder: Path) -> None:
    """From `grown/` on: each step looks whether it was taken already."""
    grown, before = folder / GROWN, folder / BEFORE
    if (grown / STUDY).is_file():
        with refusals(before):
            before.mkdir(exist_ok=True)
        for name in OLD:
            if (folder / name).exists() and not (before / name).exists():
                move(folder / name, before / name)
        if not (before / STUDY).is_file():
            write_bytes(before / STUDY, (folder / STUDY).read_bytes())
        for name in NEW:
            if (grown / name).exists():
                move(grown / name, folder / name)
    forget(grown)
