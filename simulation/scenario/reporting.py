"""Who reports to whom: what keeps the rows of an org chart from being a tree of people led by leaders."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Seat(NamedTuple):
    """A place in the chart; `manager` is another seat's `key`, empty for the top."""

    key: str
    name: str
    function: str
    role: str
    manager: str


Placed = tuple[int, Seat]  # with the number of its row


def unlike_a_tree(seats: Sequence[Placed]) -> list[str]:
    """What keeps a chart from being a tree of people led by leaders."""
    by_key = {seat.key: seat for _, seat in seats}
    rows: dict[str, int] = {}
    faults = []
    for number, seat in seats:
        if seat.key and seat.key in rows:
            faults.append(f", row {number}, column person: {seat.key!r} stands in row {rows[seat.key]} too")
        rows.setdefault(seat.key, number)
        boss, works = by_key.get(seat.manager), seat.role in ("rep", "marketer")
        if seat.manager and boss is None:
            faults.append(f", row {number}, column manager: {seat.manager!r} is not a person of the chart")
        elif seat.manager and boss and boss.role in ("rep", "marketer"):
            faults.append(f", row {number}, column manager: {seat.manager!r} is a {boss.role}, not a leader")
        elif not seat.manager and works:
            faults.append(f", row {number}, column manager: is empty; a {seat.role} reports to somebody")
    return faults or list(_circles_and_tops(seats, rows))


def _circles_and_tops(seats: Sequence[Placed], rows: dict[str, int]) -> Iterator[str]:
    import networkx as nx  # late: most companies have no chart, and it takes as long as all the rest of a scenario

    tree = nx.DiGraph((seat.key, seat.manager) for _, seat in seats if seat.manager)
    if not nx.is_directed_acyclic_graph(tree):
        ring = [a for a, _ in nx.find_cycle(tree)]
        circle = " -> ".join([*ring, ring[0]])
        yield f", row {rows[ring[0]]}, column manager: reporting goes in a circle: {circle}"
    roots = [seat.key for _, seat in seats if not seat.manager]
    if len(roots) != 1:
        tops = ", ".join(f"{key!r} in row {rows[key]}" for key in roots[:4]) or "nobody"
        yield f", column manager: one person reports to nobody, the top; found {tops}"


def nobody_in(seats: Sequence[Placed]) -> list[str]:
    """The functions without anybody in them, each as a fault."""
    found = {seat.role for _, seat in seats}
    return [f" has no {role}; at least one is needed" for role in ("rep", "marketer") if role not in found]
