"""An ensemble for one company: what its figures leave open, as parameter sets that all show them.

Each begins with another of the sets that show the status quo (`scenarios/calibration`), in all that the company does
not say itself, and has its levers moved to the company's figures once more. Those are kept that meet every target,
within its tolerance, on luck that the fit has not seen.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import partial

from cordiale.simulation.scenario.ensemble import FITTED, kept_sets, order_of, own_values, value_at
from cordiale.simulation.scenario.scenario import Scenario

from .fit import FOLLOWING, approach
from .observed import FEWEST_RUNS, Check
from .secants import Secants
from .trial import Figures, try_out

FEWEST_ROUNDS, ROUNDS = 1, 6
FEWEST = 2  # sets of an ensemble
Sets = dict[int, dict[str, float]]


def kin(
    scenario: Scenario,
    moves: Secants,
    *,
    count: int,
    seed: int,
    progress: Callable[[int, int], None] | None,
) -> Sets:
    """Sets with which the company shows its targets, by number, of `count` that are tried; the fit itself is set 0.

    `moves` are what the fit has seen its levers do, from which each set goes on by itself.
    """
    parameters = [lever.parameter for lever in moves.levers]
    targets = {name: target.value for name, target in scenario.targets.items()}
    begun = begin_with(scenario, {*parameters, *FOLLOWING})
    names = list(dict.fromkeys([*parameters, *FOLLOWING, *next(iter(begun.values()), {})]))
    approached = partial(
        approach, targets=targets, runs=FEWEST_RUNS, rounds=ROUNDS, fewest=FEWEST_ROUNDS, patience=1, seed=seed
    )
    found = {FITTED: {name: value_at(scenario, name) for name in names}}
    for done, number in enumerate(order_of(list(begun), seed)[:count], start=1):
        start = scenario.with_values(dict(begun[number]))
        near = approached(start, moves=deepcopy(moves)).scenario
        if _all_met(near, try_out(near, replications=FEWEST_RUNS, seed=seed + 1)):
            found[number] = {name: value_at(near, name) for name in names}
        if progress is not None:
            progress(done, min(count, len(begun)))
    return found


def begin_with(scenario: Scenario, moved: set[str]) -> Sets:
    """What the status quo's sets say of all that a scenario neither sets itself nor has moved."""
    own = own_values(scenario.model_copy(update={"ensemble": None})) | moved
    return {
        number: {name: value for name, value in values.items() if name not in own}
        for number, values in kept_sets().items()
    }


def _all_met(scenario: Scenario, figures: Figures) -> bool:
    return all(Check.of(name, target, figures[name]).met for name, target in scenario.targets.items())


def sets_file(sets: Mapping[int, Mapping[str, float]]) -> str:
    """Numbered sets as CSV, with as many digits as it takes to read the same numbers back.

    >>> sets_file({0: {"buyers.win": -1.5}})
    'set,buyers.win\\n0,-1.5\\n'
    """
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(["set", *next(iter(sets.values()))])
    writer.writerows([number, *map(repr, values.values())] for number, values in sets.items())
    return sink.getvalue()
