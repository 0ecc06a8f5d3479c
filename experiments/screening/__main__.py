"""`python -m experiments.screening [--only NAME,NAME] [--out FILE]`: neutralise each parameter, keep what it moves."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cordiale.simulation.world.parameters import PARAMETERS, Parameter

from ..foundations.atomic import write_text
from ..foundations.phrases import rounded
from ..foundations.talk import Talk
from ..validation import cells
from ..validation.claims import Part
from ..validation.compared import COMPARED
from ..validation.laboratory import Need, needs, simulate_cells
from ..validation.patterns import CLAIMS
from ..validation.quantities import Estimated, Level, Simulated
from ..validation.readings import Reading
from ..validation.record import LARGE
from .neutral import neutral

TABLE = Path(__file__).parent / "table.csv"
REPLICATIONS, SEED = 4, 1
WORLDS = ("none", "all")
REVENUE = Reading("revenue")


class Moved(NamedTuple):
    """A parameter, its value and its neutral one, and what neutralising it moves.

    `decision` is the largest change of a paradigm's revenue over the status quo's, in points; `best` the worlds in
    which another paradigm becomes best; `patterns` the parts that cross their bound, as `pattern: part`.
    """

    parameter: str
    value: float
    neutral: float
    decision: float
    best: str
    patterns: str


class Seen(NamedTuple):
    """What a model shows: revenue over the status quo's by world and paradigm, and which parts meet their criterion."""

    leads: Mapping[tuple[str, str], float]
    met: Mapping[str, bool]

    def best(self, forces: str) -> str:
        """The paradigm that earns most."""
        return max(COMPARED, key=lambda name: self.leads[forces, name])


def parts() -> dict[str, Part]:
    """Every part of every claim that needs few cells, by name."""
    return {
        f"{claim.pattern}: {part.says}": part
        for claim in CLAIMS
        for part in claim.parts
        if not isinstance(part.quantity, LARGE)
    }


@cache
def levels() -> dict[tuple[str, str], Level]:
    """Revenue of each paradigm in each world."""
    return {(forces, name): Level(cells.Cell(name, forces), REVENUE) for forces in WORLDS for name in COMPARED}


def seen(values: Mapping[str, float], replications: int) -> Seen:
    """The model with some other values, wherever a design does not set them itself."""
    quantities: list[Estimated] = [part.quantity for part in parts().values()]
    wanted = needs((each, replications) for each in [*quantities, *levels().values()])
    moved = {cell: cell.having({**values, **dict(cell.values)}) for cell in wanted}
    merged: dict[cells.Cell, Need] = {}
    for cell, need in wanted.items():  # two designs may become one
        known = merged.get(moved[cell], Need(frozenset(), 0))
        merged[moved[cell]] = Need(known.columns | need.columns, max(known.replications, need.replications))
    lived = simulate_cells(merged, seed=SEED, talk=Talk(quiet=True))
    cells._company.cache_clear()
    simulated: Simulated = {cell: lived[moved[cell]] for cell in wanted}
    earned = {key: float(np.mean(level.sample(simulated))) for key, level in levels().items()}
    leads = {key: 100.0 * (value / earned[key[0], "status-quo"] - 1.0) for key, value in earned.items()}
    met = {}
    for name, part in parts().items():
        mean = part.quantity.estimate(simulated).mean
        met[name] = bool(mean == mean and part.criterion.accepts(mean))
    return Seen(leads, met)


def screened(parameter: Parameter, usual: Seen, replications: int) -> Moved:
    """What neutralising a parameter moves."""
    value = cells.scenario_value(parameter.dotted)
    to = neutral(parameter, value)
    now = seen({parameter.dotted: to}, replications)
    decision = max((now.leads[key] - usual.leads[key] for key in usual.leads), key=abs)
    best = [forces for forces in WORLDS if now.best(forces) != usual.best(forces)]
    crossed = [name for name, met in usual.met.items() if now.met[name] != met]
    return Moved(parameter.dotted, value, to, rounded(decision, 3), "+".join(best), "; ".join(crossed))


def text(rows: Iterable[Moved]) -> str:
    """The table as CSV, what moves least first."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(Moved._fields)
    ordered: list[Moved] = sorted(rows, key=_weight)
    writer.writerows(ordered)
    return file.getvalue()


def _weight(row: Moved) -> tuple[int, float]:
    """How much hangs on a parameter: parts of patterns first, then points of revenue."""
    return row.patterns.count(";") + bool(row.patterns), abs(row.decision)


def main(arguments: Sequence[str] | None = None) -> int:
    """Screen all parameters, or some, and keep the table after each."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.screening", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--only", default="", help="dotted names, joined with commas; all if left out")
    parser.add_argument("--replications", type=int, default=REPLICATIONS)
    parser.add_argument("--out", type=Path, default=TABLE)
    given = parser.parse_args(arguments)
    names = {name for name in given.only.split(",") if name}
    chosen = [each for each in PARAMETERS if not names or each.dotted in names]
    if len(chosen) < len(names):
        parser.error(f"unknown: {', '.join(sorted(names - {each.dotted for each in chosen}))}")
    if names and given.out == TABLE:
        parser.error("--only needs an --out of its own: the table that is kept here has all parameters")
    talk, usual, rows = Talk(), seen({}, given.replications), []
    with talk.counting("screening", len(chosen)) as count:
        for number, parameter in enumerate(chosen, start=1):
            rows.append(screened(parameter, usual, given.replications))
            write_text(given.out, text(rows))
            count(number)
    talk.say(f"table: {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
