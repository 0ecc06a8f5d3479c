"""What a mapping would have to say of files that fill no table and yet point to the deals."""

from .amount_columns import PART_MONEY, amount_heading
from .mapping import Mapping, TableMapping
from .raw import RawTable
from .recognition import is_called_otherwise, pointer

Found = dict[str, tuple[RawTable, ...]]


def as_lines(mapping: Mapping, found: Found, raw: RawTable) -> str:
    """What a mapping would have to say, where a file may hold the amounts of deals that have none of their own."""
    table = mapping.tables.get("opportunity")
    deals = found.get("opportunity", ())
    if table is None or not deals or any(amount_heading(table, one) for one in deals):
        return ""
    lines = TableMapping("line", columns={})
    money = next((name for name in raw.header if PART_MONEY.search(name)), "")
    link = _link(table, raw, deals)
    if not money or not link or is_called_otherwise(lines, raw.file.rpartition(".")[0]):
        return ""
    keys = f'columns.opp_id = "{link}" and columns.amount = "{money}"'
    return f"it may hold the lines of deals; [line] {keys} in the mapping would add up what no deal says itself"


def as_leads(mapping: Mapping, found: Found, raw: RawTable) -> str:
    """What a mapping would have to say, where a file may hold leads that became deals."""
    table, deals = mapping.tables.get("opportunity"), found.get("opportunity", ())
    link = _link(table, raw, deals) if table else ""
    if (
        not link
        or found.get("lead")
        or is_called_otherwise(TableMapping("lead", columns={}), raw.file.rpartition(".")[0])
    ):
        return ""
    keys = f'lead_id, created, and opp_id = "{link}"'
    return f"its rows point to deals; if they are leads, [lead.columns] {keys} in the mapping would join them"


def _link(table: TableMapping, raw: RawTable, deals: tuple[RawTable, ...]) -> str:
    """The column in which a file names deals by their ids or names; empty for none."""
    found = (pointer(table, raw, one, identity=key) for one in deals for key in ("opp_id", "name"))
    return next(filter(None, found), "")
