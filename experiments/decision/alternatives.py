"""What a company can decide: stay as it is; switch, later, in two steps, or with a way back.

Each is a list of decisions on the timeline, taken on top of the scenario's own, so that all of them share the past.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.paradigms import GRADED, Structure

STAY = "stay"
LATER = 4  # quarters by which a later switch is later
STEP = 2  # quarters between the two steps of a slow switch: a reorganisation takes 16 weeks
TRIAL = 4  # quarters after which a switch may be taken back
NOT_CHOSEN = {"status-quo"}  # a row of today's usual ways: nobody would switch to it


class Option(NamedTuple):
    """A way to go on: its name, the paradigm it leads to, what is decided for it, and in which quarter it begins."""

    name: str
    paradigm: str
    decisions: tuple[str, ...]
    quarter: int
    kind: str


class Sign(NamedTuple):
    """What the last quarter must show for a switch to be taken back."""

    outcome: str
    threshold: float

    def __str__(self) -> str:
        return f"{self.outcome} < {self.threshold:g}"


def goals(scenario: Scenario) -> list[str]:
    """The paradigms that can be chosen: deliberate ones, shipped or the scenario's own, but for today's."""
    today = scenario.company.paradigm
    return [
        name
        for name, row in scenario.rows.items()
        if name not in NOT_CHOSEN and name != today and not row.follows_forces
    ]


def alternatives(scenario: Scenario, *, quarter: int, quarters: int, back: Sign) -> list[Option]:
    """Staying, and for each paradigm a switch in `quarter`, a later and a slower one, and one with a way back.

    Those that would begin in the last year of `quarters` or after it are left out, but for the plain switch.
    """
    options = [Option(STAY, scenario.company.paradigm, (), 0, STAY)]
    for goal in goals(scenario):
        options += ways_to(scenario, goal, quarter=quarter, last=quarters - LATER, back=back)
    return options


def ways_to(scenario: Scenario, goal: str, *, quarter: int, last: int, back: Sign) -> Iterator[Option]:
    """The ways to get to a paradigm."""
    today, begun = scenario.company.paradigm, f"Q{quarter} paradigm={goal}"
    yield Option(goal, goal, (begun,), quarter, "switch")
    later = quarter + LATER
    if later <= last:
        yield Option(f"{goal}, a year later", goal, (f"Q{later} paradigm={goal}",), later, "later")
    half = halfway(scenario.rows[today], scenario.rows[goal])
    if quarter + STEP <= last and half:
        steps = (f"Q{quarter} {half}", f"Q{quarter + STEP} paradigm={goal}")
        yield Option(f"{goal}, in two steps", goal, steps, quarter, "steps")
    if quarter + TRIAL <= last:
        undo = f"Q{quarter + TRIAL} when {back} paradigm={today}"
        yield Option(f"{goal}, with a way back", goal, (begun, undo), quarter, "back")


def halfway(whence: Structure, goal: Structure) -> str:
    """The graded settings half way between two rows, as a decision says them; empty if none differs."""
    moved = [(name, (getattr(whence, name) + getattr(goal, name)) / 2) for name in GRADED
             if getattr(whence, name) != getattr(goal, name)]  # fmt: skip
    return " ".join(f"{name}={value:.6g}" for name, value in moved)


def run_of(option: Option, scenario: Scenario, *, forces: str, replication: int, seed: int, quarters: int,
           decisions: Sequence[str]) -> Run:  # fmt: skip
    """The run of a company that takes an option, and decides what is decided in any case."""
    return Run(scenario.company.paradigm, forces, replication, seed, quarters, 0, (*option.decisions, *decisions))
