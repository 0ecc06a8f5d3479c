"""Which parameters that the ensemble leaves fixed move comparisons: `python -m experiments.calibration.screening`.

*Question*: does the ensemble leave something fixed on which a ranking hangs?
*Design*: the default company at the point under all forces; each parameter that is not uncertain is lowered and
raised by two fifths, one at a time, on the same luck. It says what to leave uncertain, never which value to take.
*Measure*: the change of the difference in revenue between paradigms, in percent of the first's revenue.
*Expectation* (before the first run): facts of the company (hours, strength of leadership) lead the list.
*Finding* (2026-11-24): they do. Of the others that moved a difference by a point or more, fourteen became uncertain;
what is still fixed and moves one by a point is such a fact, or `customers.usual`, `buyers.autonomy`,
`people.specialisation`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.runs.company import Company, execute, prepare, with_parameters
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.parameters import PARAMETERS, Parameter

from ..foundations.execution import processors
from ..foundations.output import Column, print_table
from .uncertain import NAMES

PAIRS = (("proportional", "assimilated"), ("proportional", "sales-led"))
FACTORS = (0.6, 1.4)
REPLICATIONS, QUARTERS, SHOWN = 6, 8, 25


class Moved(NamedTuple):
    """A parameter, and by how much it moves each pair's difference at most, in percent of revenue."""

    name: str
    changes: tuple[float, ...]

    @property
    def largest(self) -> float:
        return max(abs(change) for change in self.changes)


def _change(at: int, moved: Moved) -> str:
    return f"{moved.changes[at]:+.1f}"


COLUMNS = (
    Column("parameter left fixed", lambda moved: moved.name, left=True),
    *(Column(f"{first}\n- {second}", partial(_change, at)) for at, (first, second) in enumerate(PAIRS)),
)


def revenue_differences(company: Company, replications: int = REPLICATIONS) -> Any:
    """The difference in revenue of each pair, in percent of the first's revenue."""
    names = dict.fromkeys(name for pair in PAIRS for name in pair)
    earned = {name: np.mean([_revenue(company, name, each) for each in range(replications)]) for name in names}
    return np.array([100 * (earned[first] - earned[second]) / earned[first] for first, second in PAIRS])


def _revenue(company: Company, paradigm: str, replication: int) -> float:
    return float(execute(company, Run(paradigm, "all", replication, 1, QUARTERS))["revenue"][1:].sum())


def moved(company: Company, parameter: Parameter, usual: Any) -> Moved:
    """What lowering and raising a parameter does to the differences."""
    here = value_at(company.scenario, parameter.dotted)
    tried = [min(max(factor * here, parameter.low), parameter.high) for factor in FACTORS]
    changes = [revenue_differences(with_parameters(company, {parameter.dotted: value})) - usual for value in tried]
    strongest = np.argmax(np.abs(changes), axis=0)
    return Moved(parameter.dotted, tuple(float(changes[row][at]) for at, row in enumerate(strongest)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Screen what is fixed, and print what moves comparisons most."""
    company, fixed = prepare(load_scenario()), [each for each in PARAMETERS if each.dotted not in NAMES]
    usual = revenue_differences(company)
    with ThreadPoolExecutor(processors()) as pool:
        found = list(pool.map(lambda parameter: moved(company, parameter, usual), fixed))
    note = f"{len(fixed)} parameters by {FACTORS[0]:g} and {FACTORS[1]:g}; points of revenue, the stronger of the two."
    print_table(COLUMNS, sorted(found, key=lambda each: -each.largest)[:SHOWN], note=note)
    return 0


if __name__ == "__main__":
    sys.exit(main())
