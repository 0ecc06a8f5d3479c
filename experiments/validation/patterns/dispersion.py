"""Pattern 16: reorganisations disperse. What they promise, what they bring, and what haste does."""

from __future__ import annotations

from ..cells import Cell
from ..claims import Claim, Part
from ..compared import DELIBERATE
from ..criteria import Above, Below, Within
from ..quantities import Average, Less, Level, Quantity, Ranked, Relative, ShareUnder
from ..readings import LAST_YEAR, Reading, quarters

SWITCH = 3  # the quarter in which a reorganisation begins
PLANNED = quarters(SWITCH + 2, SWITCH + 3)  # the quarters after the sixteen weeks that one is planned to take
AFTER = (SWITCH, None)
HASTY, FAST, SLOW = ({"power.transition": weeks} for weeks in (1.0, 8.0, 32.0))
NEW, TOTAL = "revenue_new", "revenue"
STAYING = Cell(forces="all")


def switching(goal: str) -> Cell:
    """A status quo that switches to a paradigm, under all forces."""
    return Cell(goal, forces="all", switch_quarter=SWITCH)


def misses(goal: str) -> Quantity:
    """Whether a company has, once the planned time is over, less new revenue than its twin that always lived so."""
    reading = Reading(NEW, span=PLANNED)
    return ShareUnder(Level(switching(goal), reading), Level(Cell(goal, forces="all"), reading))


def worse(goal: str) -> Quantity:
    """Whether a company ends its third year with less revenue than its twin that did not switch."""
    reading = Reading(TOTAL, span=LAST_YEAR)
    return ShareUnder(Level(switching(goal), reading), Level(STAYING, reading))


def gain(values: dict[str, float]) -> Quantity:
    """New revenue from the switch on, over the unswitched twin's, less 1; the mean over the five goals."""
    reading = Reading(NEW, span=AFTER)
    twin = Level(STAYING, reading)
    return Average(tuple(Relative(Level(switching(goal).having(values), reading), twin) for goal in DELIBERATE))


CLAIM = Claim(
    16,
    "dispersion",
    "Reorganisations disperse: most miss within the planned time what living in the goal promises, about one in ten "
    "ends worse than not switching whatever the goal, fast ones do better than slow ones but not without limit.",
    "from the status quo to each of the five deliberate paradigms in quarter 3, all forces, 12 quarters, companies "
    "that differ; promised: new revenue of the twin that always lived in the goal, in quarters 5 and 6; worse: revenue "
    "of the third year against the unswitched twin; transitions planned for 1, 8 and 32 weeks",
    "model-brief pattern 16; F100, F103",
    (
        Part(
            "companies that miss the promise within the planned time, mean over goals",
            Average(tuple(misses(goal) for goal in DELIBERATE)),
            Above(0.5),
            "%",
        ),
        Part(
            "companies that end worse than not switching, mean over goals",
            Average(tuple(worse(goal) for goal in DELIBERATE)),
            Within(0.05, 0.20),
            "%",
        ),
        Part(
            "the same for the goal where they are the fewest",
            Ranked(tuple(worse(goal) for goal in DELIBERATE), smallest=True),
            Above(0.02),
            "%",
        ),
        Part(
            "the same for the goal where they are the most",
            Ranked(tuple(worse(goal) for goal in DELIBERATE)),
            Below(0.5),
            "%",
        ),
        Part("new revenue gained, planned for 8 weeks less for 32", Less(gain(FAST), gain(SLOW)), Above(0.0), "points"),
        Part("new revenue gained, planned for 8 weeks less for 1", Less(gain(FAST), gain(HASTY)), Above(0.0), "points"),
    ),
)
CLAIMS = (CLAIM,)
