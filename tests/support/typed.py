"""What documents tell to type: the README's lines and the site's, each once, run here with the least it takes.

A line is typed as it stands, and after it what makes it small: an option that is given twice counts as given last.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import typer.testing

from tests.support.commandline import ROOT, cordiale

README = (ROOT / "README.md").read_text(encoding="utf-8")
SITE = sorted((ROOT / "docs").rglob("*.md"))
INSTALL = "python3 -m pip install -q uv && "
RUN = re.compile(r"^python3 -m uv run (--no-dev )?")
LEAST = {
    "decide": "--budget 1 --quiet",
    "compare": "--replications 2 --quiet",
    "explain": "",
    "run": "--quarters 1 --quiet",
}


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a document in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def commands(text: str) -> list[str]:
    """What a document tells one to type, without what sets up the environment these tests already run in."""
    lines = [line for block in blocks(text, "bash") for line in block.strip().splitlines()]
    return [RUN.sub("", line.removeprefix(INSTALL)) for line in lines]


def typed() -> list[str]:
    """The lines of `cordiale` that the README and the pages of the site have, each once, in the order of reading."""
    texts = [README, *(page.read_text(encoding="utf-8") for page in SITE)]
    return list(dict.fromkeys(line for text in texts for line in commands(text) if line.startswith("cordiale")))


def run(line: str) -> typer.testing.Result:
    """A line as typed, and made small."""
    words = shlex.split(line)[1:]
    return cordiale(*words, *shlex.split(LEAST.get(words[0], "--quiet")))


def write_study(folder: Path) -> None:
    """The study that the README shows, where its commands look for it."""
    (study,) = blocks(README, "toml")
    (folder / "study.toml").write_text(study, encoding="utf-8")
