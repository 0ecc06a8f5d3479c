"""Tables kept in order: rows lined up by the person who owns them, and closed up when some have ended."""

from typing import TYPE_CHECKING, Any

from ..machinery.compiled import compiled
from ..world.organisation import Organisation

if TYPE_CHECKING:
    from ..world.tables import Table, Wholes


@compiled
def line_up(org: Organisation, owners: "Wholes", count: int) -> None:
    """Line up the first `count` rows of a table by the person who owns them, in the order of the table.

    A person's rows are `queue[queue_start[who] : queue_start[who + 1]]`. Rows owned by nobody stay out.

    Writes: queue, queue_start
    """
    start = org.queue_start
    start[:] = 0
    for row in range(count):
        if owners[row] >= 0:
            start[owners[row] + 1] += 1
    for who in range(len(org.people)):
        start[who + 1] += start[who]
    for row in range(count):
        if owners[row] >= 0:
            org.queue[start[owners[row]]] = row
            start[owners[row]] += 1
    for who in range(len(org.people), 0, -1):
        start[who] = start[who - 1]
    start[0] = 0


@compiled
def close_up(rows: "Table[Any]", marks: "Wholes", end: int, count: int) -> int:
    """Of the first `count` rows of a table, those whose mark reaches `end` leave; the others keep their order.

    `marks` is the field of `rows` that says so. The rows change in place; the number kept.
    """
    kept = 0
    for row in range(count):
        if marks[row] < end:
            if kept < row:
                rows[kept] = rows[row]
            kept += 1
    return kept
