"""The five tables that every export is brought to: leads, opportunities, touches, reps and the lines of opportunities.

A field's type declares what kind of cell fills it; a row without a field that has no default is useless.
A mapping says which column of an export is which field.
"""

from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_type_hints

Kind = Literal["id", "text", "source", "date", "amount", "flag", "stage", "side", "basis", "signed", "person", "chance"]
Id = Annotated[str, "id"]
Text = Annotated[str, "text"]
Person = Annotated[str, "person"]
Source = Annotated[str, "source"]
Date = Annotated[datetime, "date"]
Amount = Annotated[float, "amount"]
Signed = Annotated[float, "signed"]
Chance = Annotated[float, "chance"]
Flag = Annotated[bool, "flag"]
Stage = Annotated[str, "stage"]
Side = Annotated[str, "side"]
BasisWord = Annotated[str, "basis"]


class Origin(NamedTuple):
    """Where a row came from: the table it fills, its file, and its number as a spreadsheet shows it."""

    table: str
    file: str
    row: int


class Field(NamedTuple):
    """What a canonical field expects of a cell."""

    name: str
    kind: Kind
    required: bool


class Lead(NamedTuple):
    """A buying group that marketing brought in; `opp_id` is the opportunity that it was converted to, `won_date` when
    it became a customer.
    """

    place: Origin
    lead_id: Id
    created: Date
    source: Source | None = None
    campaign: Text | None = None
    owner: Person | None = None
    status: Text | None = None
    opp_id: Id | None = None
    contact_id: Id | None = None
    modified: Date | None = None
    mql_date: Date | None = None
    sal_date: Date | None = None
    sql_date: Date | None = None
    first_contact_date: Date | None = None
    won_date: Date | None = None


class Opportunity(NamedTuple):
    """A deal in the making; `handed_over_by` is the person who passed it to the owner who sells it.

    `lost_date` is when it ended without a win, where a column of its own says so; what has a `lost_reason`, or
    `is_lost` by a flag of its own, is lost;
    `probability` (percent) is an outcome at 0 and 100; by its `name` other tables may call it.
    `basis` is what the amount is paid for (a year, a month, once, the whole term); `term` the length of the contract in
    months; `modified` when the row was last changed.
    """

    place: Origin
    opp_id: Id | None = None
    lead_id: Id | None = None
    account_id: Id | None = None
    owner: Person | None = None
    handed_over_by: Person | None = None
    created: Date | None = None
    close: Date | None = None
    stage: Stage | None = None
    is_won: Flag | None = None
    is_closed: Flag | None = None
    amount: Signed | None = None
    basis: BasisWord | None = None
    currency: Text | None = None
    term: Amount | None = None
    modified: Date | None = None
    source: Source | None = None
    campaign: Text | None = None
    lost_date: Date | None = None
    lost_reason: Text | None = None
    is_lost: Flag | None = None
    probability: Chance | None = None
    name: Text | None = None


class Touch(NamedTuple):
    """A contact of either function with a lead."""

    place: Origin
    lead_or_contact_id: Id
    date: Date
    opp_id: Id | None = None
    channel: Text | None = None
    function: Side | None = None


class Rep(NamedTuple):
    """A person who sells, and whom they report to; by their `name` other tables may call them."""

    place: Origin
    owner: Person
    name: Person | None = None
    manager: Person | None = None
    region: Text | None = None


class Line(NamedTuple):
    """A line of an opportunity, in a file of lines: what is paid for it, or the price of each of its pieces.

    A discount may be a line of its own, below zero.
    """

    place: Origin
    opp_id: Id
    line_id: Id | None = None
    amount: Signed | None = None
    price: Signed | None = None
    quantity: Amount | None = None
    basis: BasisWord | None = None
    currency: Text | None = None
    term: Amount | None = None
    modified: Date | None = None


Record = Lead | Opportunity | Touch | Rep | Line
STAGES = ("won", "lost", "no_decision", "open")  # what a stage may mean in a mapping
RECORDS: dict[str, type[Record]] = {"lead": Lead, "opportunity": Opportunity, "touch": Touch, "rep": Rep, "line": Line}
IDS = {"lead": "lead_id", "opportunity": "opp_id", "touch": None, "rep": "owner", "line": "line_id"}


def fields_of(table: str) -> dict[str, Field]:
    """The fields of a canonical table by name.

    >>> fields_of("rep")["owner"]
    Field(name='owner', kind='person', required=True)
    """
    record = RECORDS[table]
    hints = get_type_hints(record, include_extras=True)
    declared = [name for name in record._fields if name != "place"]
    return {name: Field(name, _kind(hints[name]), name not in record._field_defaults) for name in declared}


def _kind(hint: Any) -> Kind:
    """The kind that an annotation carries, itself or in one of its alternatives."""
    marked = [one for one in (hint, *get_args(hint)) if hasattr(one, "__metadata__")]
    kind: Kind = marked[0].__metadata__[0]
    return kind
