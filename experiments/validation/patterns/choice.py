"""Patterns 11, 12 and 15: what leadership makes of a choice, what not choosing costs, and what changing costs."""

from __future__ import annotations

from typing import Any

from ..cells import Cell, scenario_value
from ..claims import Claim, Part
from ..compared import DELIBERATE, others
from ..criteria import Above, Below
from ..quantities import Average, Less, Level, Quantity, Ranked, Relative
from ..readings import LAST_YEAR, Reading, quarters

REVENUE = Reading("revenue")
FRICTION = Reading("friction_hours_share")
WEAK, STRONG = 0.1, 0.9
NEAR = 0.02  # of revenue: as good as the best
NEAR_WORST = 0.1  # of friction: as bad as the worst


def under(leadership: float, paradigm: str) -> Cell:
    """A paradigm under all forces and leadership of some strength."""
    return Cell(paradigm, "all").having({"leadership.strength": leadership})


def gain(paradigm: str) -> Quantity:
    """How much more a paradigm earns under strong than under weak leadership, as a share."""
    return Relative(Level(under(STRONG, paradigm), REVENUE), Level(under(WEAK, paradigm), REVENUE))


def against_best(leadership: float) -> Quantity:
    """Revenue of the proportional paradigm over that of the best other, less 1."""
    rivals = tuple(Level(under(leadership, name), REVENUE) for name in others("proportional"))
    return Relative(Level(under(leadership, "proportional"), REVENUE), Ranked(rivals))


def against_worst(leadership: float) -> Quantity:
    """Friction hours of the proportional paradigm over those of the worst other, less 1."""
    rivals = tuple(Level(under(leadership, name), FRICTION) for name in others("proportional"))
    return Relative(Level(under(leadership, "proportional"), FRICTION), Ranked(rivals))


LEADERSHIP = Claim(
    11,
    "leadership",
    "Leadership strength matters most for the proportional paradigm: strong, it is at or near the best; weak, it is "
    "at or near the worst on friction.",
    "the five deliberate paradigms and the status quo, all forces, leadership of strength 0.9 against 0.1, 12 "
    "quarters; near the best is within 2 % of its revenue, near the worst within 10 % of its hours of friction",
    "model-brief pattern 11; F106",
    (
        Part(
            "revenue gained from weak to strong, proportional less the next",
            Less(gain("proportional"), Ranked(tuple(gain(name) for name in others("proportional")))),
            Above(0.0),
            "points",
        ),
        Part("strong: revenue over the best other", against_best(STRONG), Above(-NEAR), "%"),
        Part("weak: friction hours over the worst other", against_worst(WEAK), Above(-NEAR_WORST), "%"),
    ),
)

LAST_REVENUE, LAST_FRICTION = Reading("revenue", span=LAST_YEAR), Reading("friction_hours_share", span=LAST_YEAR)


def drifting(reading: Reading, *, smallest: bool = False) -> Quantity:
    """What drift ends with, over what the best deliberate choice does, less 1; all forces."""
    best = Ranked(tuple(Level(Cell(name, "all"), reading) for name in DELIBERATE), smallest=smallest)
    return Relative(Level(Cell("drift", "all"), reading), best)


DRIFT = Claim(
    12,
    "drift",
    "Drift ends worse than the best deliberate choice under the same forces.",
    "drift and the five deliberate paradigms, all forces, last of three years",
    "model-brief pattern 12",
    (
        Part("revenue over the best choice's", drifting(LAST_REVENUE), Below(-0.01), "%"),
        Part("friction hours over the calmest choice's", drifting(LAST_FRICTION, smallest=True), Above(0.05), "%"),
    ),
)

SWITCH = 3  # the quarter in which a reorganisation begins
DIP, LATER = quarters(SWITCH, SWITCH + 1), quarters(SWITCH + 2, SWITCH + 3)
SLOW = {"power.transition": 2 * scenario_value("power.transition")}
USUAL: dict[str, Any] = {"company.burn_in": 0}  # else trust is what the company has come to, wherever it began
DISTRUST = {**USUAL, "trust.initial": 0.2}


def switching(span: tuple[int, int | None], values: dict[str, Any] | None = None) -> Quantity:
    """New revenue of a company that switches, over its unswitched twin's, less 1; the mean over five choices."""
    reading = Reading("revenue_new", span=span)
    twin = Level(Cell().having(values), reading)
    switched = (Cell(name, switch_quarter=SWITCH).having(values) for name in DELIBERATE)
    return Average(tuple(Relative(Level(cell, reading), twin) for cell in switched))


REORGANISATION = Claim(
    15,
    "reorganisation",
    "A reorganisation costs first: a dip, then a recovery, longer when the switch is slow or trust was low.",
    "from the status quo to each of the five deliberate paradigms in quarter 3, no forces, 12 quarters; new revenue "
    "against the unswitched twin, mean over the five; slow: power.transition twice as long as declared; low trust: "
    "initial trust 0.2, against a twin with the same; longer: further below the twin in quarters 5 and 6",
    "model-brief pattern 15; F100, F103, F104",
    (
        Part("quarters 3 and 4, switched over the twin", switching(DIP), Below(-0.02), "%"),
        Part("last year less quarters 3 and 4", Less(switching(LAST_YEAR), switching(DIP)), Above(0.0), "points"),
        Part("quarters 5 and 6, slow less usual", Less(switching(LATER, SLOW), switching(LATER)), Below(0.0), "points"),
        Part(
            "quarters 5 and 6, low trust less usual",
            Less(switching(LATER, DISTRUST), switching(LATER, USUAL)),
            Below(0.0),
            "points",
        ),
    ),
)

CLAIMS = (LEADERSHIP, DRIFT, REORGANISATION)
