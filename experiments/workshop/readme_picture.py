"""The README's picture: the trade-off of the embedded default company, as `cordiale compare` draws it for a column.

`python -m experiments.workshop.readme_picture` draws it, and leaves beside it what it shows; with `--check` it writes
nothing, and exits with 5 if the picture there is of other numbers, says other words or has its names elsewhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Annotation

from cordiale.simulation.runs.results import simulate
from cordiale.simulation.scenario.files import load_scenario

from ..comparison.figures.gallery import draw_revenue_against_friction
from ..comparison.figures.ranked_results import RankedResults
from ..figures.page import COLUMN, render
from ..foundations.atomic import write_bytes, write_text
from ..foundations.language import ENGLISH
from ..foundations.store import content_sha256

PICTURE = Path(__file__).resolve().parents[2] / "notebooks" / "figures" / "trade_off.png"
BESIDE = PICTURE.with_suffix(".json")
DIFFERS = 5


def draw() -> tuple[Figure, dict[str, Any]]:
    """The picture, and what it shows: the hash of its results, its words, and where the names stand (points)."""
    today = load_scenario()
    frame = simulate(today)
    ranked = RankedResults.of(frame, today.company.paradigm, currency=today.currency, w=ENGLISH)
    figure = draw_revenue_against_friction(ranked, COLUMN)
    names = [[each.get_text(), *each.xyann] for ax in figure.axes for each in ax.texts if isinstance(each, Annotation)]
    return figure, {"results_sha256": content_sha256(frame), "words": figure.get_label(), "names": names}


def is_shown(shows: dict[str, Any]) -> bool:
    """Whether the picture that is there shows this: it is the one that was left with these words."""
    if not PICTURE.is_file() or not BESIDE.is_file():
        return False
    left = {**shows, "picture_sha256": sha256(PICTURE.read_bytes()).hexdigest()}
    return bool(json.loads(BESIDE.read_bytes()) == json.loads(json.dumps(left)))


def main() -> None:
    """Draw the picture, or check it. Raises StoreError where it cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m experiments.workshop.readme_picture", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 5 if the picture is another")
    asked = parser.parse_args()
    figure, shows = draw()
    if asked.check and not is_shown(shows):
        print(f"{PICTURE.name} is not what is drawn now: run python -m experiments.workshop.readme_picture",
              file=sys.stderr)  # fmt: skip
        sys.exit(DIFFERS)
    if not asked.check:
        picture = render(figure, "png")
        write_bytes(PICTURE, picture)
        shows["picture_sha256"] = sha256(picture).hexdigest()
        write_text(BESIDE, json.dumps(shows, indent=1) + "\n")


if __name__ == "__main__":
    main()
