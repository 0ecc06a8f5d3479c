"""A sensitivity analysis and a discovery made by hand, each number of its own. Nothing here asserts anything."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from cordiale.experiments.analysis.certainty import Evidence
from cordiale.experiments.analysis.discovery import Discovery, Found, MethodRules
from cordiale.experiments.analysis.drawing_indices import MOST_ROWS
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.indices import METHODS_OF, Indices, Sensitivity
from cordiale.experiments.analysis.pairing import Pairs
from cordiale.experiments.analysis.rules import Limit, Rule, score
from cordiale.experiments.analysis.run_values import measure_of
from cordiale.experiments.analysis.where import Where
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.planted_studies import planned

EARNED = measure_of("revenue", quarter="all")
NUMBERS = tuple(each.dotted for each in PARAMETERS if (each.low, each.high) == (0, 1))[: MOST_ROWS + 1]
DESIGN = {method: design for design, methods in METHODS_OF.items() for method in methods}


def analysis(method: str, factors: int = 4, *, scale: float = 1.0) -> Sensitivity:
    """Indices that grow from factor to factor, and in the other order under the second paradigm, twice as large."""
    made = planned(design=DESIGN[method], samples=8, factors={
        "paradigm": ["siloed", "drift"], **{name: {"low": 0.1, "high": 0.9} for name in NUMBERS[:factors]}
    })  # fmt: skip
    groups = []
    for sign, paradigm in ((1, "siloed"), (-1, "drift")):
        of = {
            name: {
                kind: Estimate(
                    value := scale * (3 - sign) * (1 + sign * at / 20 + 30 * place),
                    value - 0.1 * scale,
                    value + 0.3 * scale,
                    5,
                )
                for place, kind in enumerate(OF_METHOD[method])
            }
            for at, name in enumerate(NUMBERS[:factors])
        }
        groups.append(Indices({"paradigm": paradigm}, of, Estimate(9.0, 8.0, 10.0, 5), {}, spread={}, idle=math.nan))
    return Sensitivity(method, EARNED, "each", made, 8, tuple(groups), asked={}, results_sha256="")


def discovery(limit: Limit, *, percent: bool = False, points: int = 40) -> Discovery:
    """Points of which those within a limit meet the condition, and one rule that says so."""
    made = planned(design="full", factors={"paradigm": ["siloed", "drift"], "forces": ["none", "buyers", "all"],
                                           "leadership.strength": [0.1, 0.5, 0.9]})  # fmt: skip
    at = np.arange(points)
    factors = pd.DataFrame({"forces": np.array(["none", "buyers", "all"])[at % 3], "leadership.strength": at / points})
    met = limit.holds(factors[limit.factor])
    margin = np.where(met, 1.0 + at, -1.0 - at)
    told = score(met, met, at)
    none = Evidence(*([math.nan] * len(Evidence.__dataclass_fields__)))
    rule = Found(Rule((limit,)), told, told, True, none)
    asked = Where("siloed", "drift", "revenue", False, 2.5, percent)
    pairs = Pairs(factors, margin[:, None], margin, at)
    methods = (MethodRules("prim", (rule,), told, told),)
    return Discovery(asked, EARNED, made, pairs, np.zeros(points, dtype=bool), 0, methods, why=None, looks=1, half=None)


LIMITS = {
    "least": Limit("leadership.strength", low=0.5), "most": Limit("leadership.strength", high=0.25),
    "between": Limit("leadership.strength", 0.2, 0.6), "one": Limit("forces", among=("buyers",)),
    "two": Limit("forces", among=("none", "all")),
}  # fmt: skip
