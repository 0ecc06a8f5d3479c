"""Patterns 1, 2, 3 and 9: what the traditional way of living together looks like, and what becomes of it."""

from __future__ import annotations

from ...calibration.targets import TARGETS, YEAR
from ..cells import TODAY, Cell
from ..claims import Claim, Part
from ..courses import Slope
from ..criteria import Below, Within
from ..quantities import Less, Level, Ranked
from ..readings import LAST_QUARTER, LAST_YEAR, Reading, quarters

YEAR_ONE = Cell(forces=TODAY, quarters=YEAR)
SETTLED = Cell(forces=TODAY, quarters=2 * YEAR)
REPS = 48  # of the scenario status-quo


def as_calibrated(name: str) -> Within:
    """Within the tolerance of the figure that the status quo is calibrated to."""
    target = TARGETS[name]
    return Within(round(target.value - target.tolerance, 6), round(target.value + target.tolerance, 6))


SURVEY = Claim(
    1,
    "survey",
    'Status quo, today\'s forces: executives "aligned" 82 % and "very aligned" 41 %, practitioners reporting a lack '
    "65 %, each within 5 points, at the end of year 1.",
    "status-quo, all forces held at today's level, 4 quarters",
    "model-brief pattern 1; F01, F02",
    (
        Part(
            "executives say aligned",
            Level(YEAR_ONE, Reading("executives_aligned", span=LAST_QUARTER)),
            as_calibrated("executives_aligned"),
            "%",
        ),
        Part(
            "executives say very aligned",
            Level(YEAR_ONE, Reading("executives_very_aligned", span=LAST_QUARTER)),
            as_calibrated("executives_very_aligned"),
            "%",
        ),
        Part(
            "practitioners see a lack",
            Level(YEAR_ONE, Reading("practitioners_lack", span=LAST_QUARTER)),
            as_calibrated("practitioners_lack"),
            "%",
        ),
    ),
    (80, 800),
)

IGNORED = Reading("leads_ignored", per=("leads_handed_over",))
PROGRAMMES = {"perception.threshold": 1.0}  # executives are never content: a programme is always on
AGREED = YEAR_ONE.having(PROGRAMMES)
NOT_AGREED = YEAR_ONE.having(PROGRAMMES | {"selling.agreement_pull": 0.0})
LOW_TRUST, HIGH_TRUST = ({"trust.initial": trust, "company.burn_in": 0} for trust in (0.25, 0.75))

FOLLOW_UP = Claim(
    2,
    "follow-up",
    "About 70 % of marketing's leads are never pursued in the status quo (45 to 80 %), falling clearly as trust or "
    "service agreements rise.",
    "status-quo, forces of today, 4 quarters; initial trust 0.25 against 0.75; programmes always on, whose service "
    "agreement binds as declared against not at all (selling.agreement_pull 0)",
    "model-brief pattern 2; F30, F33, F107",
    (
        Part("marketing's leads never pursued", Level(YEAR_ONE, IGNORED), Within(0.45, 0.80), "%"),
        Part(
            "change when trust rises from 0.25 to 0.75",
            Less(Level(YEAR_ONE.having(HIGH_TRUST), IGNORED), Level(YEAR_ONE.having(LOW_TRUST), IGNORED)),
            Below(-0.05),
            "points",
        ),
        Part(
            "change when a service agreement is in force",
            Less(Level(AGREED, IGNORED), Level(NOT_AGREED, IGNORED)),
            Below(-0.05),
            "points",
        ),
    ),
)

YEAR_TWO = quarters(YEAR + 1, 2 * YEAR)


def settled(column: str, *per: str) -> Level:
    """A reading of the second year of the status quo."""
    return Level(SETTLED, Reading(column, per=per, span=YEAR_TWO))


LEVELS = Claim(
    3,
    "levels",
    "Funnel, win rate, cycle and retention of the status quo lie in the ranges of domain/facts.md.",
    "status-quo, forces of today, second year",
    "model-brief pattern 3; F38 to F42, F45, F50, F60, F61",
    (
        Part(
            "contacted leads that become opportunities (F39; F38: 44 %)",
            settled("opportunities", "opportunities", "leads_rejected"),
            Within(0.30, 0.50),
            "%",
        ),
        Part(
            "opportunities won (F40: 20 to 30 %; F38: 22 %; F41: 26.9 %)",
            settled("wins", "wins", "losses", "no_decisions"),
            Within(0.20, 0.30),
            "%",
        ),
        Part(
            "median cycle of marketing's wins (F45: 60 days, within a quarter of it)",
            settled("sales_cycle_weeks_median"),
            Within(45 / 7, 75 / 7),
            "weeks",
        ),
        Part("wins that marketing sourced (F42)", settled("marketing_wins", "wins"), Within(0.24, 0.30), "%"),
        Part("gross retention (F61; median F60: 90 to 93 %)", settled("gross_retention"), Within(0.85, 0.95), "%"),
        Part("net retention (F60)", settled("net_retention"), Within(1.00, 1.10), "%"),
        Part(
            "reps who leave in a year (F50)",
            Level(SETTLED, Reading("leavers_sales", span=YEAR_TWO, times=YEAR / REPS)),
            Within(0.22, 0.36),
            "%",
        ),
    ),
)

GROWING = Cell(forces="all")


def alignment_lived(cell: Cell, first: int, last: int) -> Level:
    """Mean alignment as practitioners live it over some quarters."""
    return Level(cell, Reading("alignment", span=quarters(first, last)))


EROSION = Claim(
    9,
    "erosion",
    "Under all three forces the status quo's alignment falls quarter after quarter.",
    "status-quo, all forces on their paths, 12 quarters; alignment as practitioners live it (trust, and what leaders "
    "settle), in points of a scale from 0 to 100",
    "model-brief pattern 9; F02, F70, F81, F82",
    (
        Part("slope per quarter", Slope(GROWING, "alignment"), Below(0.0), "points"),
        Part(
            "year 2 less year 1",
            Less(alignment_lived(GROWING, 5, 8), alignment_lived(GROWING, 1, 4)),
            Below(0.0),
            "points",
        ),
        Part(
            "year 3 less year 2",
            Less(alignment_lived(GROWING, 9, 12), alignment_lived(GROWING, 5, 8)),
            Below(0.0),
            "points",
        ),
        Part(
            "the quarter in which it falls least, less the one before",
            Ranked(
                tuple(
                    Less(alignment_lived(GROWING, after, after), alignment_lived(GROWING, after - 1, after - 1))
                    for after in range(2, 13)
                )
            ),
            Below(0.0),
            "points",
        ),
        Part(
            "last year, less the same without forces",
            Less(
                Level(GROWING, Reading("alignment", span=LAST_YEAR)),
                Level(Cell(), Reading("alignment", span=LAST_YEAR)),
            ),
            Below(0.0),
            "points",
        ),
    ),
)

CLAIMS = (SURVEY, FOLLOW_UP, LEVELS, EROSION)
