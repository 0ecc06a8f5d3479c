"""Does the structure do the work? For each strength and weakness, the one mechanism meant to cause it, switched off.

*Question*: is a paradigm's strength or weakness caused by what is said to cause it?
*Design*: each contrast of pattern 10 twice on the same luck: as the model is, and with one mechanism switched off,
by a parameter for everybody or by a setting of the paradigm's own row.
*Measure*: the contrast with and without; what is left of it.
*Expectation* (before the run): it vanishes, that is, surely at least three quarters of it go. One that survives is a
defect: something else causes it.
*Finding* (2026-11-24): four survived the cause first named. The real ones, found by switching off one mechanism
after the other, stand in a second row each: missed promises come of own goals' pressure as well, short hand-offs of
common tools as well, few disputes of shared goals as well, the perception gap of being overruled rather than of
silence. The first rows stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..foundations.statistics import Estimate
from .claims import Sizes
from .criteria import FAILS, HOLDS, Above, Below
from .patterns.contrasts import CONTRASTS, STALLING, WEAK, Contrast, size
from .quantities import Less, Quantity, Simulated

REPLICATIONS: Sizes = (12, 90)
LEFT = 0.25  # of an effect: more than this and it has not vanished
Ending = Literal["vanishes", "survives", "cannot tell", "no effect to explain"]


@dataclass(frozen=True)
class Ablation:
    """A contrast of pattern 10 and the mechanism meant to cause it, with what switches it off."""

    contrast: str
    mechanism: str
    values: tuple[tuple[str, float], ...]
    settings: tuple[tuple[str, Any], ...]

    @property
    def tried(self) -> Contrast:
        """The contrast that is to go with its cause."""
        return CONTRASTS.get(self.contrast) or STALLING[self.contrast]

    @property
    def _given(self) -> Mapping[str, float]:
        return WEAK if self.contrast in STALLING else {}

    @property
    def with_it(self) -> Quantity:
        """The contrast in the model as it is."""
        return self.tried.quantity(self._given)

    @property
    def without_it(self) -> Quantity:
        """The contrast with the mechanism switched off."""
        return self.tried.quantity({**self._given, **dict(self.values)}, **dict(self.settings))

    @property
    def excess(self) -> Quantity:
        """What is left of the contrast beyond the share that still counts as vanished."""
        return Less(self.without_it, self.with_it, share=LEFT)

    def ending(self, simulated: Simulated) -> Ending:
        """Whether the effect goes with its cause."""
        there, gone = (Above(), Below()) if self.tried.highest else (Below(), Above())
        return ending(there.verdict(self.with_it.estimate(simulated)), gone.verdict(self.excess.estimate(simulated)))

    def off(self) -> str:
        """What was changed, in the words of a scenario file."""
        return ", ".join(f"{name} = {value}" for name, value in (*self.values, *self.settings))


def ending(there: str, gone: str) -> Ending:
    """The ending from whether the effect is there with its cause, and whether it is gone without.

    >>> ending("holds", "fails"), ending("cannot tell", "holds")
    ('survives', 'no effect to explain')
    """
    if there != HOLDS:
        return "no effect to explain"
    return "vanishes" if gone == HOLDS else "survives" if gone == FAILS else "cannot tell"


def _off(contrast: str, mechanism: str, values: Mapping[str, float] | None = None, **settings: Any) -> Ablation:
    return Ablation(contrast, mechanism, tuple((values or {}).items()), tuple(settings.items()))


NO_VOICE = {"people.silence": 0.0}
NOT_OVERRULED = {"leadership.disregard": 0.0}
LEARNING = {"people.learning": 0.0}
CRAFT = {"people.craft": 0.0, **LEARNING}
ABLATIONS = (
    _off("siloed: learns its craft best", "specialists master their craft sooner", LEARNING),
    _off("siloed: works fastest", "specialisation: craft counts, specialists learn", CRAFT),
    _off("siloed: leads leak", "rapport: contact builds trust", {"trust.rapport": 0.0, "trust.estrangement": 0.0}),
    _off("siloed: promises miss", "what sales knows sharpens targeting", {"campaigns.precision_from_sales": 0.0}),
    _off(
        "siloed: promises miss",
        "that, and own goals press both sides to promise more",
        {"campaigns.precision_from_sales": 0.0, "campaigns.over_promising": 0.0, "selling.closing_promise": 0.0},
    ),
    _off("siloed: work done twice", "strangers do not know what the other does", {"handoff.muddle": 0.0}),
    _off("assimilated: shortest hand-offs", "merged roles shorten the way", role_overlap=0.0),
    _off(
        "assimilated: shortest hand-offs", "that, and so does contact", role_overlap=0.0, integration=0.2
    ),
    _off("assimilated: fewest credit disputes", "credit is pooled", attribution="own-accounting"),
    _off(
        "assimilated: fewest credit disputes",
        "that, and goals are shared",
        attribution="own-accounting",
        shared_goals=0.1,
    ),
    _off("assimilated: role ambiguity", "merged roles blur who owns what", {"people.ambiguity": 0.0}),
    _off("assimilated: dropped work", "merged roles blur who owns what", {"people.ambiguity": 0.0}),
    _off(
        "assimilated: loses the devil's advocate",
        "merged roles, shared goals and close contact draw views together",
        {"people.shaping": 0.0},
    ),
    *(
        ablation
        for side in ("marketing-led", "sales-led")
        for ablation in (
            _off(f"{side}: faster decisions than by consent", "one side decides alone", decision_rule="joint-consent"),
            _off(f"{side}: least visible conflict", "the led side falls silent", NO_VOICE),
            _off(f"{side}: fewer ideas", "the led side falls silent", NO_VOICE),
            _off(f"{side}: larger perception gap", "the led side falls silent", NO_VOICE),
            _off(f"{side}: larger perception gap", "it is decided over the led side's head", NOT_OVERRULED),
            _off(f"{side}: its led people leave", "having no say costs morale", {"people.morale_weight": 0.0}),
        )
    ),
    _off(
        "proportional: most ideas adopted",
        "a rule of consent, balanced, brings leaders to agree",
        {"leadership.balancing": 0.0},
    ),
    *(
        _off(name, "two leaders must agree", decision_rule="one-head")
        for name in STALLING
    ),
)  # fmt: skip


def told(ablation: Ablation, simulated: Simulated) -> dict[str, Any]:
    """An ablation as the record keeps it."""
    unit = size(ablation.contrast)[1]
    factor = 100.0 if unit in ("%", "points") else 1.0
    return {
        "effect": ablation.contrast,
        "mechanism": ablation.mechanism,
        "off": ablation.off(),
        "ending": ablation.ending(simulated),
        "unit": unit,
        "with": _told(ablation.with_it.estimate(simulated).scaled(factor)),
        "without": _told(ablation.without_it.estimate(simulated).scaled(factor)),
    }


def _told(estimate: Estimate) -> dict[str, Any]:
    return estimate.to_dict()
