"""The org chart: who there is and who reports to whom, made from head counts or read from a file."""

import csv
import math
from pathlib import Path
from typing import NamedTuple

import networkx as nx

FUNCTIONS = ("sales", "marketing", "company")
ROLES = ("rep", "marketer", "manager", "head", "executive")
OWN_HEAD_FROM = 3  # a function of fewer people reports to the top executive directly


class ChartError(ValueError):
    """An org chart that cannot be: the message names the file, the row and what is allowed."""


class Seat(NamedTuple):
    """A place in the chart; `manager` is another seat's `key`, empty for the top."""

    key: str
    name: str
    function: str
    role: str
    manager: str


def make_chart(reps: int, marketers: int, executives: int, span: int) -> list[Seat]:
    """A chart from head counts: teams of at most `span` people under managers, heads, executives.

    >>> [seat.key for seat in make_chart(reps=1, marketers=1, executives=1, span=8)]
    ['executive-1', 'rep-1', 'marketer-1']
    """
    seats = [Seat("executive-1", "", "company", "executive", "")]
    seats += [Seat(f"executive-{n}", "", "company", "executive", "executive-1") for n in range(2, executives + 1)]
    return seats + _function("sales", "rep", reps, span) + _function("marketing", "marketer", marketers, span)


def _function(function: str, role: str, people: int, span: int) -> list[Seat]:
    """One function: its head if it is large enough, managers if one is not enough, its people."""
    if people < OWN_HEAD_FROM:
        return [Seat(f"{role}-{n}", "", function, role, "executive-1") for n in range(1, people + 1)]
    head = f"{function}-head"
    seats = [Seat(head, "", function, "head", "executive-1")]
    teams = math.ceil(people / span)
    bosses = [head] if teams == 1 else [f"{function}-manager-{n}" for n in range(1, teams + 1)]
    if teams > 1:
        seats += [Seat(boss, "", function, "manager", head) for boss in bosses]
    ranks = [Seat(f"{role}-{n + 1}", "", function, role, bosses[n * teams // people]) for n in range(people)]
    return seats + ranks


def read_chart(file: Path) -> list[Seat]:
    """A chart from a CSV with columns `person, name (optional), function, role, manager`.

    Raises ChartError naming file, row and column for a missing column, a function or role that is not
    known, a person named twice, an unknown manager, a manager who is a rep or marketer, two people
    without a manager, a cycle, or a function without anybody in it.
    """
    seats = [_seat(file, row, number) for number, row in enumerate(_rows(file), start=2)]
    _check(file.name, seats)
    return seats


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise ChartError(f"org chart {file}: {reason}") from error
    if "\0" in text:
        raise ChartError(f"org chart {file.name} is not text")
    lines = text.splitlines()
    if not lines:
        raise ChartError(f"org chart {file.name} is empty; needed: person, function, role, manager")
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise ChartError(f"org chart {file.name}, row {reader.line_num}: {error}") from error
    missing = {"person", "function", "role", "manager"} - {name.strip().lower() for name in reader.fieldnames or ()}
    if missing:
        raise ChartError(f"org chart {file.name}, row 1: column {sorted(missing)[0]!r} is missing")
    return [{key.strip().lower(): (value or "").strip() for key, value in row.items() if key} for row in rows]


def _seat(file: Path, row: dict[str, str], number: int) -> Seat:
    """One row as a seat."""
    where = f"org chart {file.name}, row {number}"
    function, role = row["function"].lower(), row["role"].lower()
    if not row["person"]:
        raise ChartError(f"{where}, column person: is empty; every person needs a key")
    if function not in FUNCTIONS:
        raise ChartError(f"{where}, column function: {function!r} is not one of {', '.join(FUNCTIONS)}")
    if role not in ROLES:
        raise ChartError(f"{where}, column role: {role!r} is not one of {', '.join(ROLES)}")
    home = {"rep": "sales", "marketer": "marketing"}.get(role, function)
    if home != function:
        raise ChartError(f"{where}, column function: a {role} belongs to {home}, not to {function}")
    return Seat(row["person"], row.get("name", ""), function, role, row["manager"])


def _check(name: str, seats: list[Seat]) -> None:
    """Refuse a chart that is not a tree of people led by leaders."""
    by_key = {seat.key: seat for seat in seats}
    rows: dict[str, int] = {}
    for number, seat in enumerate(seats, start=2):
        where = f"org chart {name}, row {number}"
        if seat.key in rows:
            raise ChartError(f"{where}, column person: {seat.key!r} stands in row {rows[seat.key]} too")
        rows[seat.key] = number
        if seat.manager and seat.manager not in by_key:
            raise ChartError(f"{where}, column manager: {seat.manager!r} is not a person of the chart")
        if seat.manager and by_key[seat.manager].role in ("rep", "marketer"):
            raise ChartError(
                f"{where}, column manager: {seat.manager!r} is a {by_key[seat.manager].role}, not a leader"
            )
        if not seat.manager and seat.role in ("rep", "marketer"):
            raise ChartError(f"{where}, column manager: is empty; a {seat.role} reports to somebody")
    _check_tree(name, seats, rows)
    for role in ("rep", "marketer"):
        if not any(seat.role == role for seat in seats):
            raise ChartError(f"org chart {name} has no {role}; at least one is needed")


def _check_tree(name: str, seats: list[Seat], rows: dict[str, int]) -> None:
    tree = nx.DiGraph((seat.key, seat.manager) for seat in seats if seat.manager)
    if not nx.is_directed_acyclic_graph(tree):
        ring = [a for a, _ in nx.find_cycle(tree)]
        raise ChartError(
            f"org chart {name}, row {rows[ring[0]]}, column manager: "
            f"reporting goes in a circle: {' -> '.join([*ring, ring[0]])}"
        )
    roots = [seat.key for seat in seats if not seat.manager]
    if len(roots) != 1:
        found = ", ".join(f"{key!r} in row {rows[key]}" for key in roots[:4]) or "nobody"
        raise ChartError(f"org chart {name}, column manager: one person reports to nobody, the top; found {found}")
