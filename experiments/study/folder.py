"""What lies in a study's folder, by name."""

from __future__ import annotations

from pathlib import Path

from ..foundations.claiming import MANIFEST as MANIFEST
from ..foundations.claiming import STUDY as STUDY

POINTS, LEDGER = "plan.parquet", "ledger.sqlite"
PARTS, SET_ASIDE = "parts", "set-aside"
RECORDS = "records"  # of declared runs, a folder each
GROWING, GROWN, BEFORE = "growing", "grown", "before"  # a study that grows: laid out, meant, and what it grew from
FRESH = "fresh"  # the same plan with other seeds, each in a folder by its number


def is_study(directory: Path) -> bool:
    """Whether a study was planned in a folder."""
    return (directory / STUDY).is_file()
