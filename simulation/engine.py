"""The compiled scheduler: the week's list in one loop, one replication a task."""

from collections.abc import Callable
from typing import Any

from .founding.books import has_room, make_room
from .machinery.compiled import compiled, uncached
from .recording.diary import has_pages
from .recording.log import OFF, Log
from .recording.watches import AFTER, AFTER_EACH
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

ACTS = {phase.name: phase.act.__name__ for phase in PHASES}  # the rule that acts in each phase


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


def chain(phases: tuple[Phase, ...]) -> Callable[[Organisation, Log], None]:
    """All phases as one compiled function, so that the rules are known, and inlined, when the loop compiles.

    The function is written out, one call a phase: nesting them would optimise the last phase as often as
    there are phases. After a phase comes what watches it for the record.
    """
    steps: dict[str, Any] = {}
    for phase in phases:
        steps[f"{phase.name}_"] = _step(phase)
        if phase.name in AFTER:
            steps[f"{phase.name}_seen"] = AFTER[phase.name]
    lines = "".join(f"    {step}(org, log)\n" for step in steps)
    exec(f"def one_week(org, log):\n{lines}", steps)
    one_week: Callable[[Organisation, Log], None] = uncached(steps["one_week"])
    return one_week


def unwatched(org: Organisation, log: Log, who: int) -> None:
    """Nobody looks."""


def _step(phase: Phase) -> Callable[[Organisation, Log], None]:
    """A phase as a function of the company alone: as it is, or for one actor after the other, each watched."""
    act, watch = phase.act, AFTER_EACH.get(phase.name, unwatched)

    def once(org: Organisation, log: Log) -> None:
        act(org)

    if phase.actors == "company":
        return uncached(once)
    group = ACTORS[phase.actors]

    def each(org: Organisation, log: Log) -> None:
        for who in range(first_of(org, group), last_of(org, group)):
            act(org, who)

    def each_watched(org: Organisation, log: Log) -> None:
        for who in range(first_of(org, group), last_of(org, group)):
            act(org, who)
            watch(org, log, who)

    return uncached(each_watched if phase.name in AFTER_EACH else each)


one_week = chain(PHASES)


@compiled
def live_until(org: Organisation, log: Log, week: int) -> None:
    """Live week after week until `week` is over, or until the books, or the log, have no room for another one."""
    while org.clock[0].week < week and has_room(org) and has_pages(org, log):
        one_week(org, log)


def advance(org: Organisation, week: int, log: Log = OFF) -> Organisation:
    """Live until `week` is over, with the books enlarged where they run full; the same organisation.

    What a log that is not `OFF` is to hold is written into it.
    """
    while org.clock[0].week < week:
        make_room(org)
        log.make_room(org)
        live_until(org, log, week)
    return org
