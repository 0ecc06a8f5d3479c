"""Patterns 18 and 19: what contract value does to retention, and what the filter alone does to the survey."""

from __future__ import annotations

from ..cells import TODAY, Cell, scenario_value
from ..claims import Claim, Part
from ..criteria import Above, Within
from ..quantities import Less, Level, Quantity
from ..readings import LAST_QUARTER, Reading

SMALL, LARGE = (
    Cell(forces=TODAY, quarters=4).having({"buyers.contract_value": factor * scenario_value("buyers.contract_value")})
    for factor in (0.3, 10.0)
)


def rise(column: str) -> Quantity:
    """How far retention lies higher with contracts of ten times the usual value than with a third of it."""
    return Less(Level(LARGE, Reading(column)), Level(SMALL, Reading(column)))


RETENTION = Claim(
    18,
    "contract value",
    "Net retention rises with contract value while gross retention stays flat (F60).",
    "status-quo, all forces held at today's level, 4 quarters; contracts of 0.3 and of 10 times the scenario's value",
    "model-brief pattern 18; F60, F63",
    (
        Part("net retention, large contracts less small", rise("net_retention"), Above(0.03), "points"),
        Part("gross retention, large contracts less small", rise("gross_retention"), Within(-0.01, 0.01), "points"),
    ),
)
FILTERED = Cell(forces=TODAY, quarters=4).having({"perception.withholding": 0.0, "perception.surface_weight": 0.0})
GAP = Claim(
    19,
    "one cut",
    "With one cut for both survey questions, optimism of 0.4 standard deviations a level alone makes executives "
    '"aligned" 30 to 60 points more often than practitioners (F04).',
    "status-quo, all forces held at today's level, end of year 1; nothing withheld, no silence, no weight on the "
    "surface",
    "model-brief pattern 19; F01, F02, F04",
    (
        Part(
            "executives who say aligned, less practitioners who see no lack",
            Level(FILTERED, Reading("perception_gap", span=LAST_QUARTER)),
            Within(0.30, 0.60),
            "points",
        ),
    ),
    (80, 400),
)
CLAIMS = (RETENTION, GAP)
