"""A column of a record: name, unit, definition. What is copied from the state is defined there."""

from typing import NamedTuple

from ..world.state import TABLES, Described
from ..world.words import Attribution, DecisionRule, Kind, Level, Matter, Response, Side, Stage, Tool, Verdict, Word

FIELDS: dict[str, dict[str, Described]] = {name: {each.name: each for each in TABLES[name]} for name in TABLES}

# Fields that hold the number of a word, and those that hold a row of `people`.
WORDS: dict[tuple[str, str], type[Word]] = {
    ("people", "kind"): Kind,
    ("people", "function"): Side,
    ("people", "level"): Level,
    ("people", "system"): Tool,
    ("leads", "stage"): Stage,
    ("leads", "first_touch"): Side,
    ("leads", "last_touch"): Side,
    ("matters", "kind"): Matter,
    ("matters", "function"): Side,
    ("matters", "closed"): Verdict,
    ("company", "response"): Response,
    ("structure", "attribution"): Attribution,
    ("structure", "decision_rule"): DecisionRule,
}
SEATS = {("people", "manager"), *((table, each) for table in ("leads", "matters") for each in ("marketer", "rep"))}
SEATS |= {("matters", "leader"), ("matters", "other_leader")}
WITH_SEATS = {table for table, _ in SEATS}


class Column(NamedTuple):
    """A column: what it is called, its unit, what it means, and the state's table and field it is copied from."""

    name: str
    unit: str
    definition: str
    table: str = ""
    field: str = ""


def meaning(table: str, field: str) -> str:
    """What a field means, where its column has names for rows and is empty for nobody and before.

    >>> meaning("people", "manager")
    'seat of the person reported to; empty for the top'
    """
    told = FIELDS[table][field].meaning
    return (
        told.replace("row of", "seat of").replace("; -1", "; empty")
        if table in ("people", "leads", "matters")
        else told
    )


def copied(table: str, text: str, *, name: str = "{}", definition: str = "{}") -> tuple[Column, ...]:
    """Columns that copy fields of a table, from lines `unit: field field>column`."""
    found = []
    for line in text.strip().splitlines():
        unit, _, fields = (part.strip() for part in line.partition(": "))
        for each in fields.split():
            field, _, column = each.partition(">")
            told = definition.format(meaning(table, field))
            found.append(Column(name.format(column or field), unit, told, table, field))
    return tuple(found)


def own(text: str) -> tuple[Column, ...]:
    """Columns of the record's own, from lines `name | unit | definition`."""
    return tuple(Column(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())
