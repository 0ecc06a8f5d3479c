"""What studies and searches find is told in French with the numbers and units of French, in words and in figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from cordiale.experiments.analysis.doubts import doubts, spread_words
from cordiale.experiments.analysis.drawing_flips import draw_discovery
from cordiale.experiments.analysis.drawing_indices import draw_sensitivity
from cordiale.experiments.analysis.rules import Limit
from cordiale.experiments.analysis.wording import discovery_lines, sensitivity_basis, sensitivity_headline
from cordiale.experiments.cartography.advice_map import advice_map
from cordiale.experiments.cartography.drawing_map import draw_map
from cordiale.experiments.cartography.telling_map import lines
from cordiale.experiments.figures.page import SLIDE
from cordiale.experiments.foundations.language import words
from cordiale.experiments.searching.drawing_search import draw_search
from cordiale.experiments.searching.structure_search import Judged
from cordiale.experiments.searching.telling_search import heads
from tests.support.analyses_made import DESIGN, analysis, discovery
from tests.support.commandline import cordiale
from tests.support.french import drawn_words, pointed
from tests.support.planted_studies import planned, planted

FRENCH = words("fr")
HOURS, GAIN = "people.weekly_hours", "trust.gain"  # hours a week, a share per event
PLANT = planned(design="full", replications=3, factors={
    "paradigm": ["siloed", "drift"], HOURS: [37.5, 38.5, 39.5], GAIN: [0.05, 0.15, 0.25],
})  # fmt: skip


def earned(settings: dict[str, Any], replication: int) -> float:
    sign = 1 if settings["paradigm"] == "siloed" else -1
    return float(1.5 + 0.1 * replication + sign * 3 * (settings[GAIN] - 0.15) + 0.01 * settings[HOURS])


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("french"), PLANT, earned)


def of_sensitivity(method: str) -> tuple[str, Figure]:
    found = analysis(method, scale=1 / 128)
    told = [sensitivity_headline(found, FRENCH), sensitivity_basis(found, FRENCH), *doubts(found, FRENCH)]
    return "\n".join([*told, spread_words(found.groups[0], FRENCH)]), draw_sensitivity(found, SLIDE, FRENCH)


def of_discovery() -> tuple[str, Figure]:
    found = discovery(Limit("leadership.strength", 0.2, 0.65), percent=True)
    figure = draw_discovery(found, SLIDE, FRENCH)
    assert figure is not None
    return "\n".join(discovery_lines(found, FRENCH)[1:]), figure  # the first is the condition as it was typed


def of_map(study: Path) -> tuple[str, Figure]:
    found = advice_map(study, HOURS, GAIN)
    figure = draw_map(found, "", "", {name: name for name in found.worlds.options}, SLIDE, FRENCH)
    return "\n".join(lines(found, FRENCH)), figure


def of_search() -> tuple[str, Figure]:
    fresh = np.outer([0.9, 1.0, 1.15], [2.5, 0.015, 1.5, 0.004])
    rows = [(name, Judged(name, (), fresh, fresh * sign, True)) for name, sign in (("", 1), ("siloed", -1))]
    return "", draw_search(rows, "", "", heads(FRENCH), SLIDE, FRENCH)


MADE: dict[str, Callable[[Path], tuple[str, Figure]]] = {
    **{method: lambda _, method=method: of_sensitivity(method) for method in DESIGN},
    "discovery": lambda _: of_discovery(), "map": of_map, "search": lambda _: of_search(),
}  # fmt: skip


@pytest.mark.parametrize("what", MADE)
def test_no_number_of_a_french_study_has_the_decimal_point_of_english_in_words_or_at_an_axis(
    what: str, study: Path
) -> None:
    text, figure = MADE[what](study)
    written = "\n".join(drawn_words(figure))
    named = re.sub(r"\b[a-z_]+\.[a-z_]+\b|< -?[\d.]+( %)?|> -?[\d.]+( %)?", "", f"{text}\n{written}")
    assert pointed(named) == []
    assert len(re.findall(r"\d,\d", written)) > 2, written


@pytest.mark.parametrize("what", MADE)
def test_a_french_study_says_units_and_how_a_run_became_a_number_in_french(what: str, study: Path) -> None:
    text, figure = MADE[what](study)
    said = "\n".join([text, *drawn_words(figure)])
    assert re.findall(r"thousand|sum of|average of|every quarter|h/week", said) == []
    assert figure.axes[0].get_xlabel() != HOURS, "a unit is said at its axis"


def test_robustness_is_told_in_french_with_its_numbers_and_its_unit(study: Path, tmp_path: Path) -> None:
    told = cordiale("robustness", study, "--threshold", "3.5", "--language", "fr", "--out", tmp_path / "r").stdout
    table = told.split(str(tmp_path))[0]
    assert pointed(table) == []
    assert len(re.findall(r"\d,\d", table)) >= 8, table
    title = FRENCH("robustness.title", outcome="revenue", worlds=9, unit="milliers", better=FRENCH["robustness.more"])
    assert "".join(title.split()) in "".join(table.split())
