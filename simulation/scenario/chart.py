"""The org chart: who there is and who reports to whom, made from head counts or read from a file."""

import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .reporting import Placed, Seat, nobody_in, unlike_a_tree
from .spreadsheet import Line, SheetError, read_sheet
from .titles import HEADINGS, OPTIONAL, function_of, has_left, normal, role_of

FUNCTIONS = ("sales", "marketing", "company")
ROLES = ("rep", "marketer", "manager", "head", "executive")
TITLE_ROWS = 10  # of a report, its header among them
OWN_HEAD_FROM = 3  # a function of fewer people reports to the top executive directly


class ChartError(ValueError):
    """An org chart that cannot be: the message names the file, the row and what is allowed."""


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


def read_chart(file: Path, roles: Mapping[str, str] | None = None) -> list[Seat]:
    """A chart from a CSV with columns `person, name (optional), function, role, manager`, or an HR export.

    An HR export has an employee's id, department, title and manager under their usual headings, below the titles of a
    report or not; people of other departments than sales, marketing and the company's lead are left out, and so is
    who has left. `roles` says which role a title is, beside the usual titles (`titles.py`). Raises ChartError with
    every fault, naming file, row and column: a missing column or one that stands twice, a function or role that is
    not known, a person named twice, an unknown manager, a manager who is a rep or marketer, two people without a
    manager, a cycle, or a function without anybody in it.
    """
    lines, columns = _columns(file)
    rows = [_Row(line.number, *(_cell(line.cells, columns.get(name)) for name in _FIELDS)) for line in lines]
    chosen = {normal(title): role for title, role in (roles or {}).items()}
    kept = _of_the_model(rows) if columns["function"][1] != "function" else rows
    seats, faults = _seats(kept, chosen)
    faults = faults + unlike_a_tree(seats) or nobody_in(seats)
    if faults:
        raise ChartError("\n".join(f"org chart {file.name}{fault}" for fault in faults))
    return [seat for _, seat in seats]


class _Row(NamedTuple):
    """A row of the file as it stands."""

    number: int
    person: str
    name: str
    function: str
    role: str
    manager: str
    status: str
    given: str

    @property
    def is_top(self) -> bool:
        """Whether it reports to nobody: no manager, only zeros for one, or itself."""
        return not self.manager.strip("0") or self.manager in (self.person, self.name)

    @property
    def whole_name(self) -> str:
        """The name, and before it the given one where that has a column of its own."""
        return f"{self.given} {self.name}".strip()

    @property
    def names(self) -> set[str]:
        """The name as others may write it: given name first or last."""
        last, _, first = self.name.partition(",")
        return {
            normal(each) for each in (self.name, self.whole_name, f"{first} {last}", f"{self.name} {self.given}")
        } - {""}


_FIELDS = _Row._fields[1:]


def _columns(file: Path) -> tuple[list[Line], dict[str, tuple[int, str]]]:
    """The rows below the header, and where each field stands and what its heading means."""
    try:
        lines = read_sheet(file)
    except SheetError as error:
        raise ChartError(f"org chart {error}") from error
    if not lines:
        raise ChartError(f"org chart {file.name} is empty; needed: person, function, role, manager")
    top = _header_in(lines)
    header, columns, faults = [normal(name) for name in lines[top].cells], {}, []
    for field, names in HEADINGS.items():
        known = next((name for name in names if name in header), None)
        if known is not None:
            columns[field] = (header.index(known), known)
            if header.count(known) > 1:
                faults.append(f", row {lines[top].number}: column {known!r} stands {header.count(known)} times")
        elif field not in OPTIONAL:
            faults.append(f", row {lines[top].number}: column {field!r} is missing")
    if faults:
        raise ChartError("\n".join(f"org chart {file.name}{fault}" for fault in faults))
    return lines[top + 1 :], columns


def _header_in(lines: list[Line]) -> int:
    """Which row names the columns: the first, or one below the title of a report."""
    known = {name for names in HEADINGS.values() for name in names}
    named = [sum(normal(cell) in known for cell in line.cells) for line in lines[:TITLE_ROWS]]
    return next((place for place, count in enumerate(named) if count >= len(HEADINGS) - len(OPTIONAL)), 0)


def _cell(cells: tuple[str, ...], column: tuple[int, str] | None) -> str:
    return cells[column[0]] if column and column[0] < len(cells) else ""


def _of_the_model(rows: list[_Row]) -> list[_Row]:
    """The people of sales, marketing and the company's lead who are there.

    Whoever reports to another reports to the next above; who reports to nobody but themselves is the top.
    """
    rows = [row._replace(manager="") if row.is_top else row for row in rows]
    above = {row.person: row.manager for row in rows}
    often = Counter(name for row in rows for name in row.names)
    by_name = {name: row.person for row in rows for name in row.names if often[name] == 1}
    top = {row.person for row in rows if not row.manager}
    here = {row.person for row in rows if not has_left(row.status) and (row.function or row.role or row.manager)}
    kept = {row.person for row in rows if row.person in here and (row.person in top or function_of(row.function))}

    def boss(person: str) -> str:
        seen: set[str] = set()
        while person and person not in seen:
            seen.add(person)
            person = person if person in above else by_name.get(normal(person), person)
            if person in kept or person not in above:
                return person
            person = above[person]
        return person

    return [row._replace(manager=boss(row.manager)) for row in rows if row.person in kept]


def _seats(rows: list[_Row], chosen: Mapping[str, str]) -> tuple[list[Placed], list[str]]:
    """Each row as a seat, and what is wrong with those that are none."""
    leaders, seats, faults = {row.manager for row in rows}, [], []
    for row in rows:
        seat, wrong = _seat(row, chosen, leads=row.person in leaders)
        faults += [f", row {row.number}, column {fault}" for fault in wrong]
        seats.append((row.number, seat))
    return seats, faults


def _seat(row: _Row, chosen: Mapping[str, str], *, leads: bool) -> tuple[Seat, list[str]]:
    faults = []
    if not row.person:
        faults.append("person: is empty; every person needs a key")
    function = function_of(row.function) or ("" if row.manager else "company")
    if not function:
        faults.append(f"function: {row.function!r} is not one of {', '.join(FUNCTIONS)}")
    word = normal(row.role)
    role = chosen.get(word) or (word if word in ROLES else role_of(row.role, function, leads=leads))
    if not role and function:
        known = f'{", ".join(ROLES)}, nor a usual title; say what it is in the scenario: [roles] {row.role!r} = "rep"'
        faults.append(f"role: {row.role!r} is not one of {known}")
    home = {"rep": "sales", "marketer": "marketing"}.get(role, function)
    if function and home != function:
        faults.append(f"function: a {role} belongs to {home}, not to {function}")
    return Seat(row.person, row.whole_name, function, role, row.manager), faults
