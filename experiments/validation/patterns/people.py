"""Patterns 4, 5 and 14: promises, perception, and what trust survives."""

from __future__ import annotations

from dataclasses import replace

from ..cells import Cell, scenario_value
from ..claims import Claim, Part
from ..courses import FirstQuarter
from ..criteria import Above, Below
from ..lives import HURT_AFTER
from ..quantities import Less, Level, Over, Quantity, Relative
from ..readings import LAST_YEAR, Reading, quarters

HONEST = Cell().having({"campaigns.over_promising": 0.0})
BOASTFUL = Cell().having({"campaigns.over_promising": 1.0})
POOR_SELLERS = Cell().having({"buyers.win": scenario_value("buyers.win") - 0.8})


def rise(column: str, before: Cell, after: Cell) -> Quantity:
    """How far the last year's mean of a column lies higher after than before."""
    reading = Reading(column, span=LAST_YEAR)
    return Less(Level(after, reading), Level(before, reading))


def churn(column: str) -> Quantity:
    """The share of value that a cohort does not renew, where marketing boasts."""
    return Level(BOASTFUL, Reading(column, times=-1.0, plus_one=True))


PROMISES = Claim(
    4,
    "promises",
    "Over-promising lowers sales' trust in marketing and raises churn; poor conversion lowers marketing's trust in "
    "sales.",
    "status-quo, no forces, 12 quarters, last year; marketing never over-promises against as much as it can; "
    "win log-odds 0.8 lower than declared. Churn is that of the cohort, as in F62: value not renewed, over all "
    "quarters, of customers whose promise proved broken and of the others, with marketing that boasts",
    "model-brief pattern 4; F62, F17, F18",
    (
        Part(
            "sales' trust in marketing, boastful less honest",
            rise("trust_sales_in_marketing", HONEST, BOASTFUL),
            Below(-0.01),
        ),
        Part(
            "churn of customers whose promise proved broken, over that of all others (F62: 2 to 3)",
            Over(churn("gross_retention_broken"), churn("gross_retention_kept")),
            Above(1.5),
        ),
        Part(
            "marketing's trust in sales, poor conversion less usual",
            rise("trust_marketing_in_sales", Cell(), POOR_SELLERS),
            Below(-0.01),
        ),
    ),
    beside=(
        Part(
            "gross retention of all customers, boastful less honest",
            rise("gross_retention", HONEST, BOASTFUL),
            Below(-0.01),
            "points",
        ),
    ),
)

COMPLACENT = Cell(forces="all")
ACCURATE = COMPLACENT.having(
    {"perception.withholding": 0.0, "perception.optimism": 0.0, "perception.surface_weight": 0.0}
)
LAST_REVENUE = Reading("revenue", span=LAST_YEAR)

PERCEPTION = Claim(
    5,
    "perception",
    "Executives whose view is accurate intervene earlier and end better than complacent ones, everything else equal.",
    "status-quo, all forces, 12 quarters; reports without optimism or withholding and no weight on the surface, "
    "against the declared ones; the threshold for acting is the same",
    "model-brief pattern 5; F04, F05",
    (
        Part(
            "quarter of the first programme, accurate less complacent",
            Less(FirstQuarter(ACCURATE, "programme"), FirstQuarter(COMPLACENT, "programme")),
            Below(-1.0),
            "quarters",
        ),
        Part(
            "revenue of the last year, accurate over complacent",
            Relative(Level(ACCURATE, LAST_REVENUE), Level(COMPLACENT, LAST_REVENUE)),
            Above(0.0),
            "%",
        ),
        Part(
            "practitioners who see a lack, accurate less complacent",
            rise("practitioners_lack", COMPLACENT, ACCURATE),
            Below(-0.02),
            "points",
        ),
    ),
)

HURT = Cell(quarters=HURT_AFTER + 9, life="hurt")
PAIRS = replace(HURT, life="hurt-pairs")


def lost(copy: str, quarter: int, whom: Cell = PAIRS) -> Quantity:
    """How far trust in a hurt copy lies under that in the unhurt one at the end of a quarter."""
    at = quarters(quarter, quarter)
    return Less(Level(whom, Reading("unhurt", span=at)), Level(whom, Reading(copy, span=at)))


def left(copy: str, whom: Cell = PAIRS) -> Quantity:
    """The share of the loss that is left two years later, of the mean over replications."""
    return Relative(lost(copy, HURT.quarters, whom), lost(copy, HURT_AFTER + 1, whom), plus_one=True)


REPAIR = Claim(
    14,
    "repair",
    "After a run of competence failures trust recovers; after detected credit theft it does not fully.",
    "status-quo, no forces; after a year the company is copied: in one copy one pair in twenty meets a failure of "
    "competence a week for a quarter, in another each of these detects one credit theft; trust between those that "
    "stay, two years after that quarter, against the copy that was not hurt",
    "model-brief pattern 14; Schweitzer, Hershey & Bradlow 2006 (domain/facts.md, what to know first)",
    (
        Part("trust lost in a quarter of failures", lost("failed", HURT_AFTER + 1), Above(0.05)),
        Part("trust lost in a quarter with one theft", lost("robbed", HURT_AFTER + 1), Above(0.05)),
        Part("loss from failures left after two years", left("failed"), Below(0.10), "%"),
        Part("loss from theft left after two years", left("robbed"), Above(0.10), "%"),
        Part("left of theft less left of failures", Less(left("robbed"), left("failed")), Above(0.10), "points"),
    ),
    (12, 120),
    beside=(
        Part("everybody hurt: loss from failures left after two years", left("failed", HURT), Below(0.10), "%"),
        Part("everybody hurt: loss from theft left after two years", left("robbed", HURT), Above(0.10), "%"),
    ),
)

CLAIMS = (PROMISES, PERCEPTION, REPAIR)
