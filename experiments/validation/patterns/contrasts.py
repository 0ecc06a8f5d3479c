"""Pattern 10: each paradigm shows its strength and its weakness, against the others, on the same random numbers.

Every contrast is an average over a world without forces and one with all of them. Where a paradigm must be the
first of all, it is held against its strongest rival; where it may be among the two first, against the second
strongest. The contrasts are named: ablations try the same ones with a mechanism switched off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..cells import Cell
from ..claims import Claim, Part
from ..compared import others
from ..criteria import Above, Below
from ..quantities import Average, Less, Level, Quantity, Ranked, Relative
from ..readings import LAST_QUARTER, LAST_YEAR, Reading

WORLDS = ("none", "all")


@dataclass(frozen=True)
class Contrast:
    """A paradigm against others by a reading: how far it lies above (or below) the rival in a place of the order.

    `relative` differences are shares of the rival's mean.
    """

    paradigm: str
    rivals: tuple[str, ...]
    reading: Reading
    highest: bool = True
    place: int = 1
    relative: bool = False

    def quantity(self, values: Mapping[str, Any] | None = None, **settings: Any) -> Quantity:
        """The difference, with other values everywhere, and other settings of the paradigm's own row."""
        own = self._level(Cell(self.paradigm).having(values, **settings))
        rivals = tuple(self._level(Cell(rival).having(values)) for rival in self.rivals)
        rival = Ranked(rivals, place=self.place, smallest=not self.highest)
        return Relative(own, rival) if self.relative else Less(own, rival)

    def _level(self, cell: Cell) -> Quantity:
        return Average(tuple(Level(cell.under(forces), self.reading) for forces in WORLDS))


def against_all(paradigm: str, reading: Reading, **how: Any) -> Contrast:
    """A paradigm against all others."""
    return Contrast(paradigm, others(paradigm), reading, **how)


MASTERY = Reading("mastery", span=LAST_YEAR)
SPEED = Reading("working_speed", span=LAST_YEAR)
IGNORED = Reading("leads_ignored", per=("leads_handed_over",))
BROKEN = Reading("broken_promises", per=("marketing_wins",))
DOUBLED = Reading("doubled_work", per=("leads_handed_over",))
DROPPED = Reading("dropped_work", per=("leads_handed_over",))
DISPUTES = Reading("credit_disputes", per=("marketing_wins",))
DELAY = Reading("weeks_to_first_contact")
CLARITY = Reading("role_clarity", span=LAST_YEAR)
VIEWS = Reading("view_distance", span=LAST_QUARTER)
LATENCY = Reading("decision_latency_weeks")
CONFLICT = Reading("credit_disputes", plus=("questions",))
PROPOSED = Reading("ideas_proposed")
ADOPTED = Reading("ideas_adopted")
GAP = Reading("perception_gap", span=LAST_YEAR)
LED_LEAVERS = {
    "marketing-led": Reading("leavers_sales"),
    "sales-led": Reading("leavers", minus=("leavers_sales",)),
}

UNLED = others("marketing-led", "sales-led")
CONSENTING = ("status-quo", "siloed", "proportional")  # where two leaders must agree
EQUALS = ("status-quo", "proportional")


def led(side: str) -> dict[str, Contrast]:
    """The contrasts of a paradigm in which one side decides."""
    return {
        f"{side}: faster decisions than by consent": Contrast(side, CONSENTING, LATENCY, highest=False),
        f"{side}: decisions as fast as any": Contrast(side, UNLED, LATENCY, highest=False),
        f"{side}: least visible conflict": Contrast(side, EQUALS, CONFLICT, highest=False, relative=True),
        f"{side}: fewer ideas": Contrast(side, UNLED, PROPOSED, highest=False, relative=True),
        f"{side}: larger perception gap": Contrast(side, ("proportional",), GAP),
        f"{side}: its led people leave": Contrast(side, EQUALS, LED_LEAVERS[side]),
    }


CONTRASTS: dict[str, Contrast] = {
    "siloed: learns its craft best": against_all("siloed", MASTERY),
    "siloed: works fastest": against_all("siloed", SPEED, relative=True),
    "siloed: leads leak": against_all("siloed", IGNORED, place=2),
    "siloed: promises miss": against_all("siloed", BROKEN, place=2),
    "siloed: work done twice": against_all("siloed", DOUBLED, place=2),
    "assimilated: shortest hand-offs": against_all("assimilated", DELAY, highest=False, relative=True),
    "assimilated: fewest credit disputes": against_all("assimilated", DISPUTES, highest=False),
    "assimilated: role ambiguity": against_all("assimilated", CLARITY, highest=False),
    "assimilated: dropped work": against_all("assimilated", DROPPED),
    "assimilated: loses the devil's advocate": against_all("assimilated", VIEWS, highest=False),
    **led("marketing-led"),
    **led("sales-led"),
    "proportional: most ideas adopted": against_all("proportional", ADOPTED, relative=True),
}

WEAK = {"leadership.strength": 0.1}
QUEUE = Reading("dispute_backlog", span=LAST_YEAR)
STALEMATES = Reading("stalemates")
STALLING: dict[str, Contrast] = {
    "proportional: queues under weak leadership": against_all("proportional", QUEUE),
    "proportional: stalemates under weak leadership": against_all("proportional", STALEMATES),
    "proportional: slow decisions under weak leadership": against_all("proportional", LATENCY, relative=True),
}

SIZES = {  # the smallest difference that counts, and the unit it is told in
    "siloed: learns its craft best": (0.01, ""),
    "siloed: works fastest": (0.02, "%"),
    "siloed: leads leak": (0.02, "points"),
    "siloed: promises miss": (0.01, "points"),
    "siloed: work done twice": (0.01, "points"),
    "assimilated: shortest hand-offs": (0.05, "%"),
    "assimilated: fewest credit disputes": (0.01, "points"),
    "assimilated: role ambiguity": (0.05, ""),
    "assimilated: dropped work": (0.01, "points"),
    "assimilated: loses the devil's advocate": (0.02, ""),
    "faster decisions than by consent": (0.1, "weeks"),
    "decisions as fast as any": (-0.1, "weeks"),  # none is faster by as much as this: a step of the model is a week
    "least visible conflict": (0.05, "%"),
    "fewer ideas": (0.05, "%"),
    "larger perception gap": (0.02, "points"),
    "its led people leave": (0.0, "people a quarter"),
    "proportional: most ideas adopted": (0.02, "%"),
    "proportional: queues under weak leadership": (0.5, "open matters"),
    "proportional: stalemates under weak leadership": (1.0, "a quarter"),
    "proportional: slow decisions under weak leadership": (0.05, "%"),
}


def size(name: str) -> tuple[float, str]:
    """The smallest difference that counts in a contrast, and its unit."""
    return SIZES.get(name) or SIZES[name.partition(": ")[2]]


def parts(contrasts: Mapping[str, Contrast], values: Mapping[str, Any] | None = None) -> Iterable[Part]:
    """What each contrast says, as a part of a claim."""
    for name, contrast in contrasts.items():
        least, unit = size(name)
        criterion = Above(least) if contrast.highest else Below(-least)
        yield Part(name, contrast.quantity(values), criterion, unit)


CLAIM = Claim(
    10,
    "strengths and weaknesses",
    "Each paradigm shows its strength and its weakness from the table above, against the others, on the same random "
    "numbers.",
    "the five deliberate paradigms and the status quo, 12 quarters, averaged over no forces and all forces; each "
    "against the strongest rival (where two may be first: the second strongest); weak leadership is strength 0.1",
    "model-brief pattern 10 and its table of paradigms; F05, F20, F105, F106",
    (*parts(CONTRASTS), *parts(STALLING, WEAK)),
)

CLAIMS = (CLAIM,)
