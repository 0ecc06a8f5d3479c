"""`python -m experiments.workshop.pages [--check]`: what pages have in advance.

These are the shipped companies that they begin with, founded, and what the teacher's sheets of the lessons answer,
lived: a minute or two. With `--check` nothing is written; the exit code is 5 if one of these follows from other sources
than are here.
"""

from __future__ import annotations

import argparse
import json
import sys

from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.files import load_scenario, shipped

from ..foundations.atomic import write_text
from ..page import answered
from ..page.loading import told
from ..page.ready import FOLDER, ready, source_of
from ..page.showing import shown

STALE = 5
USUAL = {"quarters": 12, "seed": 1, "switch_quarter": 2}


def main(arguments: list[str] | None = None) -> int:
    """Write each shipped company, or tell whether one is stale."""
    parser = argparse.ArgumentParser(prog="python -m experiments.workshop.pages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether what is ready is of these sources")
    if parser.parse_args(arguments).check:
        return STALE if answered.answers() is None or any(ready(name, **USUAL) is None for name in shipped()) else 0
    FOLDER.mkdir(exist_ok=True)
    for name in shipped():
        write_text(FOLDER / f"{name}.json", json.dumps(made(name), separators=(",", ":"), allow_nan=False) + "\n")
    write_text(answered.FILE, json.dumps(answered.made(), separators=(",", ":"), allow_nan=False) + "\n")
    return 0


def made(name: str) -> dict[str, object]:
    """What is kept of a shipped company."""
    company = prepare(load_scenario(name))
    return {"of": source_of(name), "told": told(company), "facts": shown(company, **USUAL)}


if __name__ == "__main__":
    sys.exit(main())
