"""What is seen of matters: how each went off the leaders' table, before it is cleared."""

from typing import TYPE_CHECKING

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import Verdict
from .log import Log

if TYPE_CHECKING:
    from ..world.tables import MattersRow


@compiled
def see_matters(org: Organisation, log: Log) -> None:
    """What is on the leaders' table before some of it is given up."""
    if len(log.seen) == 0:
        return
    log.seen[0].waiting = org.company[0].matters
    for row in range(org.company[0].matters):
        log.waiting[row] = org.matters[row]


@compiled
def see_given_up(org: Organisation, log: Log) -> None:
    """What is on the table no more; the others have kept their order."""
    if len(log.seen) == 0:
        return
    row = 0
    for place in range(log.seen[0].waiting):
        if row < org.company[0].matters and same(log.waiting[place], org.matters[row]):
            row += 1
        else:
            log.waiting[place].closed = Verdict.GIVEN_UP
            put_by(log, log.waiting[place], org.clock[0].week)


@compiled
def same(here: "MattersRow", there: "MattersRow") -> bool:
    """Whether two rows tell of one matter."""
    return bool(here.kind == there.kind and here.identity == there.identity and here.raised == there.raised)


@compiled
def put_by(log: Log, matter: "MattersRow", week: int) -> None:
    """A matter that went off the table in a week."""
    seen = log.seen[0]
    log.matters[seen.closed], log.closed[seen.closed] = matter, week
    seen.closed += 1


@compiled
def see_verdicts(org: Organisation, log: Log) -> None:
    """What leaders have decided this week."""
    if len(log.seen) == 0:
        return
    for row in range(org.company[0].matters):
        if org.matters[row].closed != Verdict.OPEN:
            put_by(log, org.matters[row], org.clock[0].week)
