"""Running `cordiale` from tests: in this process, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import typer.testing

from cordiale.experiments.commands.verbs import application

ROOT = Path(__file__).parents[2]


def cordiale(*words: str | Path) -> typer.testing.Result:
    """The command in this process; `.stdout`, `.stderr` and `.exit_code` as a user would see them."""
    typed = [str(word) for word in words]
    return typer.testing.CliRunner().invoke(application(typed), typed)


def process(*words: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process in a folder."""
    return subprocess.run(
        command(*words), cwd=folder, env=surroundings(**environment), capture_output=True, text=True, timeout=300
    )


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "cordiale.experiments.cli", *(str(word) for word in words)]


def patient(*words: str | Path, grace: float = 120) -> list[str]:
    """The command, with so many seconds to end by itself once it is interrupted: a machine may be busy."""
    code = f"from cordiale.experiments import cli; cli.GRACE = {grace}; cli.main()"
    return [sys.executable, "-c", code, *(str(word) for word in words)]


def surroundings(**more: str) -> dict[str, str]:
    """The environment of this process, in which the sources are found from anywhere."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}
