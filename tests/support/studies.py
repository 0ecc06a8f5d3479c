"""Small studies for tests, as files and as plans. Nothing here asserts anything."""

from __future__ import annotations

from pathlib import Path

from cordiale.experiments.study.planning import Plan, plan

TINY = """
schema = 1
name = "tiny"
[company]
reps = 2
marketers = 2
executives = 1
"""
STUDY = """
schema = 1
scenario = "tiny.toml"
design = "full"
replications = 3
quarters = 1
outcomes = ["revenue", "win_rate", "trust_sales_in_marketing"]
[factors]
paradigm = ["siloed", "proportional"]
"leadership.strength" = { low = 0.0, high = 1.0, levels = 4 }
"""


def study_file(folder: Path, text: str = STUDY, name: str = "study.toml") -> Path:
    """A study's file, the tiny scenario beside it."""
    (folder / "tiny.toml").write_text(TINY)
    (folder / name).write_text(text)
    return folder / name


def tiny_plan(folder: Path, text: str = STUDY, *, part_size: int = 2) -> Plan:
    """The plan of a study, in parts of a few runs."""
    return plan(study_file(folder, text))._replace(part_size=part_size)
