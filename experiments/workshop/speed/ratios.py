"""Ratios of speed, which a machine changes little, and the record of them that keeps speed from rotting.

What is compared is processor time, taken in turn in one process, the best of several times: a ratio of two such
times depends on the machine only as far as the two ask for different things of it. The fixed loop asks for what a
run does: multiplications of whole numbers, reals, and records read and written across a memory of a run's size.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cordiale.simulation.machinery.compiled import compiled
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.recorded import execute_recorded
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from .clock import alone, processor_seconds
from .rates import WEEKS
from .sizes import a_run, of_size

RECORD = Path(__file__).with_name("ratios.json")
HERE = "cordiale.experiments.workshop.speed.ratios"
ALLOWED = 2.0  # times the record: what the noise of a shared machine, and another kind of processor, may do
ROUNDS, CELLS = 1_000_000, 1 << 15
PEOPLE, TIMES = 100, 18


class Ratio(NamedTuple):
    """A ratio of processor times: its name, what it says, whether a larger one is worse."""

    name: str
    says: str
    larger_is_worse: bool


RATIOS = (
    Ratio("run_over_loop", "a run of 100 people over 12 quarters, burnt in, over the fixed loop", True),
    Ratio("recorded_over_run", "the same run with everything recorded, over it", True),
    Ratio("mesa_over_engine", "Mesa with compiled rules over the engine, same weeks", False),
    Ratio("plain_over_engine", "Mesa with rules in plain Python over the engine, same weeks", False),
)


def loop(cells: np.ndarray) -> float:
    """A fixed piece of work, which nobody of the model changes."""
    state, total = np.uint64(1), 0.0
    for _ in range(ROUNDS):
        state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
        place = np.int64(state >> np.uint64(33)) % CELLS
        total += 1.0 / (1.0 + cells[place])
        cells[place] = total - np.floor(total)
    return total


def measure() -> dict[str, float]:
    """The ratios, here and now, in the order of `RATIOS`."""
    compiled_loop, cells = compiled(loop), np.zeros(CELLS)
    company = prepare(of_size(PEOPLE))
    run, lived = a_run(company), WEEKS + company.scenario.company.burn_in * WEEKS_PER_QUARTER
    works: dict[str, Callable[[], object]] = {
        "loop": lambda: compiled_loop(cells),
        "run": lambda: execute(company, run),
        "recorded": lambda: execute_recorded(company, run),
        "mesa": mesas_week(),
    }
    best = _in_turn(works)
    week = best["run"] / lived
    return {
        "run_over_loop": best["run"] / best["loop"],
        "recorded_over_run": best["recorded"] / best["run"],
        "mesa_over_engine": best["mesa"] / week,
        "plain_over_engine": float(alone("-m", HERE, plain=True)) / week,
    }


def _in_turn(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The least that each work takes, one after the other, so that what else goes on weighs on all alike."""
    best = dict.fromkeys(works, math.inf)
    for round_ in range(1 + TIMES):
        for name, work in works.items():
            taken = processor_seconds(work)
            if round_ > 0:  # the first time something is compiled, or loaded
                best[name] = min(best[name], taken)
    return best


def mesas_week() -> Callable[[], None]:
    """A week of Mesa, the next at each call; not burnt in, as weeks cost the same."""
    from cordiale.simulation.agents.model import AlignmentModel  # late: Mesa takes seconds

    scenario = of_size(PEOPLE).with_values({"company.burn_in": 0})
    return AlignmentModel(scenario, paradigm=scenario.company.paradigm, forces="all", rng=1, collect=False).step


def worse(found: dict[str, float], kept: dict[str, float]) -> list[str]:
    """What has become slower than the record allows, a sentence each."""
    faults = []
    for ratio in RATIOS:
        here, there = found[ratio.name], kept[ratio.name]
        if (here / there if ratio.larger_is_worse else there / here) > ALLOWED:
            faults.append(
                f"{ratio.name} is {here:.3g}, was {there:.3g}: {ratio.says}; allowed is {ALLOWED} times worse"
            )
    return faults


def kept() -> dict[str, float]:
    """The record."""
    ratios: dict[str, float] = json.loads(RECORD.read_text(encoding="utf-8"))
    return ratios


def keep(found: dict[str, float]) -> None:
    """Write the record anew."""
    rounded = {name: float(f"{value:.3g}") for name, value in found.items()}
    RECORD.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    print(_in_turn({"mesa": mesas_week()})["mesa"])
