"""What a page may ask of the engine, in one function that Numba compiles: the rules and nothing else.

WebAssembly has no Python: a host lays a company's tables out in memory, as `Organisation` does, and calls these by
their numbers. `EXPORTS` names them for it; each becomes a function of its own in the artefact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numba
from numba.core import types

from cordiale.simulation.engine import ACTORS, first_of, last_of
from cordiale.simulation.founding.books import has_room
from cordiale.simulation.founding.first_day import open_doors
from cordiale.simulation.founding.ties import introduce_leaders, tie_up
from cordiale.simulation.founding.traits import differ
from cordiale.simulation.machinery.binding import PointerType
from cordiale.simulation.machinery.compiled import uncached
from cordiale.simulation.machinery.dispatching import OPTIONS
from cordiale.simulation.rules.observation import observe
from cordiale.simulation.week import PHASES, Phase
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.paths import intensity

LAST_OF_FIRST_HALF = 5  # parts of the week until buyers have moved: leads and deals; then money, trust and decisions
TIE, FOUND, OBSERVE, LIVE, FIRST_HALF, SECOND_HALF, WEATHER, PAIRED = range(8)


def chain(phases: Iterable[Phase]) -> Callable[[Organisation], None]:
    """Phases as one compiled function, like `engine.chain`, with nobody to watch them: a page keeps no record."""
    steps: dict[str, Any] = {phase.name: _step(phase) for phase in phases}
    exec("def part(org):\n" + "".join(f"    {name}(org)\n" for name in steps), steps)
    part: Callable[[Organisation], None] = uncached(steps["part"])
    return part


def _step(phase: Phase) -> Callable[[Organisation], None]:
    if phase.actors == "company":
        return phase.act
    act, group = phase.act, ACTORS[phase.actors]

    def each(org: Organisation) -> None:
        for who in range(first_of(org, group), last_of(org, group)):
            act(org, who)

    return uncached(each)


first_half = chain(phase for phase in PHASES if phase.part <= LAST_OF_FIRST_HALF)
second_half = chain(phase for phase in PHASES if phase.part > LAST_OF_FIRST_HALF)


class Export(NamedTuple):
    """A function of the artefact: what it asks for, and which of the arguments below it takes, in order."""

    name: str
    what: int
    takes: tuple[str, ...]
    says: str


EXPORTS = (
    Export("tie", TIE, ("org", "number", "amount"), "differ by a spread, tie up with so many contacts; the pairs"),
    Export("found", FOUND, ("org",), "introduce leaders and open the doors"),
    Export("observe", OBSERVE, ("org",), "record the quarter that is over"),
    Export("live", LIVE, ("org", "number"), "live until a week is over or the books are full; the week"),
    Export("first_half", FIRST_HALF, ("org",), "a week until its buyers have moved"),
    Export("second_half", SECOND_HALF, ("org",), "the rest of that week"),
    Export("weather", WEATHER, ("number", "first", "out"), "shape, and start, end, at, over, weeks: intensities"),
    Export("paired", PAIRED, ("number", "amount", "first", "second", "out"), "n, t, two samples: mean and half width"),
)
ARGUMENTS = ("org", "number", "amount", "first", "second", "out")
NUMBERS = types.CPointer(types.float64)  # type: ignore[attr-defined]  # Numba has it, its stub has not
SIGNATURE = (PointerType(Organisation.__name__), types.int64, types.int64, types.float64, NUMBERS, NUMBERS, NUMBERS)


@numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **OPTIONS)
def cordiale(org: Any, what: int, number: int, amount: float, first: Any, second: Any, out: Any) -> int:
    """All entries in one; an answer is a whole number."""
    if what == TIE:
        differ(org, amount)
        return tie_up(org, number)
    if what == FOUND:
        introduce_leaders(org)
        open_doors(org)
        return 0
    if what == OBSERVE:
        observe(org)
        return 0
    if what == WEATHER:
        for week in range(int(first[4]) + 1):
            out[week] = intensity(number, first[0], first[1], first[2], first[3], week)
        return 0
    if what == PAIRED:
        interval(number, amount, first, second, out)
        return 0
    if what == SECOND_HALF:
        second_half(org)
        return 0
    while (org.clock[0].week < number and has_room(org)) or what == FIRST_HALF:
        first_half(org)
        if what == FIRST_HALF:
            return 0
        second_half(org)
    return int(org.clock[0].week)


@numba.njit(**OPTIONS)
def interval(n: int, t: float, first: Any, second: Any, out: Any) -> None:
    """The mean of first less second over `n` matched replications, and half of its interval by the quantile `t`."""
    mean = 0.0
    for place in range(n):
        mean += (first[place] - second[place]) / n
    squares = 0.0
    for place in range(n):
        squares += (first[place] - second[place] - mean) * (first[place] - second[place] - mean)
    out[0] = mean
    out[1] = t * math.sqrt(squares / ((n - 1.0) * n))
