"""The numbers by which answers are found and shown, each in a sentence: whoever moves one moves what it says."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

DECIDED: dict[str, tuple[str, Any]] = {
    "a switch that comes later comes a year later": ("decision.alternatives.LATER", 4),
    "the second step of a slow switch comes half a year after the first": ("decision.alternatives.STEP", 2),
    "a switch may be taken back after a year": ("decision.alternatives.TRIAL", 4),
    "nobody switches to the usual ways of today": ("decision.alternatives.NOT_CHOSEN", {"status-quo"}),
    "four companies at least are looked at again": ("decision.asked.FEWEST", 4),
    "48 companies at most are looked at again": ("decision.asked.MOST", 48),
    "six companies at least live all options first": ("decision.asked.FIRST", 6),
    "a hundred thousand batches may be asked for": ("decision.asked.MANY", 100_000),
    "three options are looked at in what follows": ("decision.concluding.RIVALS", 3),
    "ten parameters are looked at one by one": ("decision.concluding.MATTER", 10),
    "knowing is valued over four times as many companies": ("decision.concluding.LEARNT_FROM", 4),
    "the band of a quarter holds four in five companies": ("decision.course.BAND", (0.1, 0.9)),
    "a switch is taken back below the wins of one quarter in ten": ("decision.deciding.USUAL_LOW", 10),
    "choosing takes half of the budget": ("decision.deciding.SHARE", 0.5),
    "the first companies take seven tenths of that": ("decision.deciding.AT_FIRST", 0.7),
    "ten seconds are kept for writing": ("decision.deciding.WRITING", 10.0),
    "what is usual is seen in sixteen companies of their own": ("decision.deciding.PILOT", range(10**6, 10**6 + 16)),
    "where an option flips is known to a sixteenth of the range": ("decision.flips.STEPS", 4),
    "an interval of a flip is of a thousand resamples": ("decision.flips.RESAMPLES", 1000),
    "leadership and the time of a switch are always looked at": (
        "decision.flips.ALWAYS",
        ("leadership.strength", "power.transition"),
    ),
    "a switch is planned to take 4 to 52 weeks": ("decision.flips.NARROW", {"power.transition": (4.0, 52.0)}),
    "luck is what forty deals of a parameter find": ("decision.information.DEALS", 40),
    "a spline has two inner knots": ("decision.information.KNOTS", 2),
    "a fit needs twelve values per coefficient": ("decision.information.FEWEST", 12),
    "a survey asks ten people or thirty": ("decision.learning.PEOPLE", (10, 30)),
    "answers of single people lie a quarter of the scale apart": ("decision.learning.ANSWERS", 0.25),
    "a hundred leads are looked up": ("decision.learning.LEADS", 100),
    "a verdict that forms is told from two thousand draws": ("decision.progress_told.DRAWS", 2000),
    "rules are about five parameters at most": ("decision.ruled.LIMITED", 5),
    "in four of five companies of a rule the next option brings more": ("decision.ruled.DENSITY", 0.8),
    "eight lines of a list are shown": ("decision.tables_told.SHOWN", 8),
    "four options are named in a sentence": ("decision.telling.NAMED", 4),
    "a map has five values of each factor": ("decision.two_factors.SIDE", 5),
    "a sign needs five companies that fail and five that do not in each half": ("decision.warning_signs.FEWEST", 5),
    "a sign is of use from a fifth more hits than false alarms on": ("decision.warning_signs.USEFUL", 0.2),
}
FOUND: dict[str, tuple[str, Any]] = {
    "labels are shuffled 1,999 times": ("analysis.certainty.SHUFFLES", 1999),
    "a third of the points is held out": ("analysis.discovery.HOLDOUT", 1 / 3),
    "luck is tried in two replications at least": ("analysis.pairing.FEWEST_LUCKS", 2),
    "half an interval of a tenth is a guess": ("analysis.doubts.WIDE", 0.1),
    "a first-order index may exceed its total by two points": ("analysis.doubts.MARGIN", 0.02),
    "a rule holds a twentieth of the points": ("analysis.encoding.LEAST_MASS", 0.05),
    "three rules at most are told": ("analysis.prim.MOST_RULES", 3),
    "a restriction is dropped from a quasi-p of a twentieth on": ("analysis.prim.INSIGNIFICANT", 0.05),
    "an interval of an index is of five hundred resamples": ("analysis.estimators.RESAMPLES", 500),
    "what an idle factor may have is seen forty times": ("analysis.estimators.SHUFFLED", 40),
    "ten points must lie on either side of a condition": ("analysis.untold.FEWEST", 10),
    "twelve factors are drawn": ("analysis.drawing_indices.MOST_ROWS", 12),
    "fifteen hundred points are drawn": ("analysis.drawing_flips.MOST_POINTS", 1500),
    "a surface has two worlds for each term": ("cartography.smoothing.WORLDS_A_TERM", 2),
    "a surface is of the first to the fourth degree": ("cartography.smoothing.DEGREES", (1, 2, 3, 4)),
    "bins are made for four worlds each": ("cartography.advice_map.WORLDS_A_BIN", 4),
    "a factor of more than sixty values is cut into bins": ("cartography.ladder.MOST_LEVELS", 60),
    "a search tells money whole and the rest with a decimal": ("searching.telling_search.DIGITS", (0, 1, 1, 1)),
    "a search tells shares in percent": ("searching.structure_search.FACTORS", (1.0, 100.0, 1.0, 100.0)),
    "a notebook shows 24 rows": ("api.shown.ROWS", 24),
}
COMPARED: dict[str, tuple[str, Any]] = {
    "a comparison switches in the second quarter": ("comparison.today.QUARTER", 2),
    "a forecast is sound after five seconds": ("comparison.burden.WATCHED", 5.0),
    "two minutes to go are worth a word": ("comparison.burden.LONG", 120.0),
    "a company has settled after half a year": ("comparison.echo.SETTLED", 2),
    "a contract of ten million is questioned": ("comparison.echo.QUESTIONED", 10_000.0),
    "a company of twenty thousand is the last whose graph is drawn": ("comparison.illustrations.DRAWN_UP_TO", 20_000),
    "every tie is drawn of sixty people at most": ("comparison.figures.org_graphs.LEGIBLE", 60),
    "a calibration keeps 64 sets": ("calibration.calibrate.WANTED", 64),
    "a calibration keeps fifty sets at least": ("calibration.calibrate.FEWEST", 50),
    "luck that no fit has seen is a thousand seeds on": ("calibration.calibrate.FRESH", 1000),
    "the point is checked on five times the luck of a set": ("calibration.calibrate.CHECKS", 5),
    "the survey is taken at the end of the first year": ("calibration.targets.YEAR", 4),
    "each set lives two replications": ("calibration.over_sets.EACH", 2),
    "a ranking over sets is of three years": ("calibration.over_sets.QUARTERS", 12),
    "five parameters are told that an advantage hangs on": ("calibration.over_sets.TOLD", 5),
    "a generation of the point has twelve tries": ("calibration.point.POPULATION", 12),
    "a lever is searched within 0.12 of its prior on either side": ("calibration.point.AROUND", 0.12),
    "the point is aimed at to a tenth of a tolerance": ("calibration.point.EXACT", 0.1),
    "the search for the point ends at 0.15 of a tolerance": ("calibration.point.CLOSE", 0.15),
    "steps of the ensemble are cautious first": ("calibration.posterior.WEIGHTS", (32.0, 16.0, 8.0, 4.0, 2.0, 2.0)),
    "what is left fixed is lowered and raised by two fifths": ("calibration.screening.FACTORS", (0.6, 1.4)),
    "where nothing is neutral a level is lowered by two fifths": ("screening.neutral.LOWERED", 0.6),
}
PLAYED: dict[str, tuple[str, Any]] = {
    "a game lasts two years": ("page.playing.QUARTERS", 8),
    "shipped companies are ready for three years": ("page.playing.FOUNDED", 12),
    "three letters tell editions apart": ("page.playing.EDITIONS", 2**15),
    "executives see five outcomes": (
        "page.playing.SEEN", ("revenue", "opportunities", "win_rate", "executives_aligned", "leavers"),
    ),
    "a page tells what it found ever rarer": ("page.showing.LOOKS", (1, 2, 4, 8, 16, 32, 64)),
    "a strip has nine places": ("page.showing.PLACES", 9),
    "eight companies are lived at each place of a strip": ("page.showing.WALKED", 8),
    "a browser lives two thousand people": ("page.showing.LARGEST", 2_000),
    "a lesson is of 32 companies": ("page.syllabus.COMPANIES", 32),
    "a lesson is of three years": ("page.syllabus.QUARTERS", 12),
    "a room has sixty teams": ("page.hosting.TEAMS", 60),
    "a team's name has thirty letters": ("page.hosting.LONGEST", 30),
    "a request has two thousand bytes": ("page.hosting.LARGEST", 2_000),
}  # fmt: skip


@pytest.mark.parametrize("sentence", [*DECIDED, *FOUND, *COMPARED, *PLAYED])
def test_the_number_behind_an_answer_is_the_one_that_its_sentence_says(sentence: str) -> None:
    where, value = (DECIDED | FOUND | COMPARED | PLAYED)[sentence]
    module, _, name = where.rpartition(".")
    assert getattr(import_module(f"cordiale.experiments.{module}"), name) == value


def test_no_two_sentences_are_about_one_number_and_none_stands_twice() -> None:
    every = [*DECIDED.values(), *FOUND.values(), *COMPARED.values(), *PLAYED.values()]
    assert len({where for where, _ in every}) == len(every) == len(DECIDED | FOUND | COMPARED | PLAYED)
