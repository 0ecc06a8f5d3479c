"""The two figures of `CALIBRATION.md`, with titles and captions that say what was found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from ..figures.page import render
from ..foundations.atomic import prepare_directory, write_bytes
from ..foundations.phrases import forces_words
from .drawing import draw_ranking, draw_sets
from .kept import StoredCalibration
from .told import learnt
from .uncertain import LEVERS, UNCERTAIN, UNIDENTIFIED


def draw(kept: StoredCalibration, ranking: Mapping[str, Any], folder: Path) -> None:
    """Draw both figures into a folder. Raises StoreError."""
    target = prepare_directory(folder)
    write_bytes(target / "sets.png", render(_sets(kept), "png"))
    write_bytes(target / "ranking.png", render(_ranking(ranking), "png"))


def _sets(kept: StoredCalibration) -> Figure:
    shown = [*LEVERS, *learnt(kept.sets, UNIDENTIFIED)]
    title = f"The targets pin down their levers and say little about {len(UNCERTAIN) - len(shown)} other parameters"
    caption = (
        f"Ticks: the n = {len(kept.sets)} sets that meet every target; bars: their middle half; dots: the point. The "
        "parameters that are not shown spread about as widely as their priors."
    )
    return draw_sets(shown, kept.sets, kept.point, title=title, caption=caption)


def _ranking(ranking: Mapping[str, Any]) -> Figure:
    """The title is about the force set under which the sets agree least about who comes first."""
    forces, one = min(ranking["forces"].items(), key=lambda each: max(each[1]["first_places"].values()))
    leader, share = max(one["first_places"].items(), key=lambda each: each[1])
    title = f"Under {forces_words(forces)}, {leader} earns most with {100 * share:.0f} % of the sets"
    caption = (
        f"Ticks: each of n = {ranking['sets']} parameter sets, {ranking['replications'] // ranking['sets']} matched "
        f"replications each, {ranking['quarters']} quarters; bars: their middle half; marks: the point fit."
    )
    points = {
        name: {paradigm: each["relative"]["mean"] for paradigm, each in under["point"].items() if each["relative"]}
        for name, under in ranking["forces"].items()
    }
    changes = {name: under["by_set"] for name, under in ranking["forces"].items()}
    return draw_ranking(changes, points, title=title, caption=caption)
