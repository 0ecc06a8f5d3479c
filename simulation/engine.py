"""The compiled scheduler: the week's list in one loop, one replication a task."""

from collections.abc import Callable
from typing import Any

from .founding.books import has_room, make_room
from .machinery.compiled import compiled, uncached
from .week import PHASES, Phase
from .world.organisation import Organisation

EVERYONE, PRACTITIONERS, REPS, MARKETERS, LEADERS = 0, 1, 2, 3, 4
ACTORS = {
    "everyone": EVERYONE,
    "practitioners": PRACTITIONERS,
    "reps": REPS,
    "marketers": MARKETERS,
    "leaders": LEADERS,
}


@compiled
def first_of(org: Organisation, actors: int) -> int:
    """The first row of a group of people: everyone 0, practitioners 1, reps 2, marketers 3, leaders 4."""
    company = org.company[0]
    if actors == MARKETERS:
        return company.reps
    return company.reps + company.marketers if actors == LEADERS else 0


@compiled
def last_of(org: Organisation, actors: int) -> int:
    """The row after the last of a group of people."""
    company = org.company[0]
    if actors == REPS:
        return company.reps
    practitioners = company.reps + company.marketers
    return practitioners if actors in (MARKETERS, PRACTITIONERS) else len(org.people)


def chain(phases: tuple[Phase, ...]) -> Callable[[Organisation], None]:
    """All phases as one compiled function, so that the rules are known, and inlined, when the loop compiles.

    The function is written out, one call a phase: nesting them would optimise the last phase as often as
    there are phases.
    """
    steps: dict[str, Any] = {f"{phase.name}_": _step(phase) for phase in phases}
    lines = "".join(f"    {step}(org)\n" for step in steps)
    exec(f"def one_week(org):\n{lines}", steps)
    one_week: Callable[[Organisation], None] = uncached(steps["one_week"])
    return one_week


def _step(phase: Phase) -> Callable[[Organisation], None]:
    """A phase as a function of the company alone: as it is, or for one actor after the other."""
    if phase.actors == "company":
        return phase.act
    act, group = phase.act, ACTORS[phase.actors]

    def each(org: Organisation) -> None:
        for who in range(first_of(org, group), last_of(org, group)):
            act(org, who)

    return uncached(each)


one_week = chain(PHASES)


@compiled
def live_until(org: Organisation, week: int) -> None:
    """Live week after week until `week` is over, or until the books have no room for another one."""
    while org.clock[0].week < week and has_room(org):
        one_week(org)


def advance(org: Organisation, week: int) -> Organisation:
    """Live until `week` is over, with the books enlarged where they run full; the same organisation."""
    while org.clock[0].week < week:
        make_room(org)
        live_until(org, week)
    return org
