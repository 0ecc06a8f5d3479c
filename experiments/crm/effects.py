"""What each canonical field is used for, so that the summary can tell of every column whether it had an effect."""

from collections.abc import Mapping

from .mapping import TableMapping
from .raw import RawTable
from .spelling import bare_heading
from .summary import ColumnUse

EFFECTS: dict[str, dict[str, str]] = {
    "lead": {
        "lead_id": "who is who",
        "created": "volume, cohorts, cycle",
        "source": "sources",
        "owner": "people of marketing",
        "opp_id": "links to deals",
        "contact_id": "links to touches",
        "modified": "the newest state",
        "mql_date": "share that was qualified",
        "sal_date": "share that was accepted",
        "sql_date": "share that was qualified by sales",
        "first_contact_date": "first contact, follow-up",
        "won_date": "cycle, cohorts, where no deals are exported",
    },
    "opportunity": {
        "opp_id": "who is who",
        "lead_id": "links to leads",
        "account_id": "who is a new customer",
        "owner": "people of sales",
        "handed_over_by": "people of marketing",
        "created": "volume, cohorts, cycle",
        "close": "cycle, cohorts",
        "stage": "outcome",
        "is_won": "outcome",
        "is_closed": "outcome",
        "amount": "contract value",
        "basis": "contract value",
        "currency": "whether amounts can be added",
        "term": "contract value",
        "modified": "the newest state",
        "source": "sources",
        "lost_date": "cohorts",
        **dict.fromkeys(("lost_reason", "is_lost"), "outcome"),
        "probability": "outcome",
        "name": "links of other tables that call deals by name",
    },
    "touch": {
        "lead_or_contact_id": "links to leads",
        "date": "first contact, where sales touched",
        "function": "first contact, follow-up",
    },
    "rep": {
        "owner": "who is who",
        "name": "who is called so elsewhere",
        "manager": "span of managers",
        "region": "teams, where no manager is named",
    },
    "line": {
        "opp_id": "links to deals",
        "line_id": "who is who",
        **dict.fromkeys(("amount", "price", "quantity", "basis", "term"), "contract value, where a deal has none"),
        "currency": "whether amounts can be added",
        "modified": "the newest state",
    },
}


def column_uses(
    table: TableMapping, raw: RawTable, positions: Mapping[int, str], *, with_deals: bool
) -> list[ColumnUse]:
    """Every column of a file: the field that it fills and its effect; where both are empty, it is not used."""
    filters = {bare_heading(name) for rule in table.where for name in rule.columns}
    return [
        _use(table.table, name, positions.get(i, ""), filters, with_deals) for i, name in enumerate(raw.header) if name
    ]


def _use(table: str, heading: str, field: str, filters: set[str], with_deals: bool) -> ColumnUse:
    effect = EFFECTS[table].get(field, "")
    if (table, field) == ("lead", "status") and not with_deals:
        effect = "outcome"
    if bare_heading(heading) in filters:
        return ColumnUse(heading, field or "where", ", ".join(filter(None, (effect, "which rows count"))))
    return ColumnUse(heading, field, effect)
