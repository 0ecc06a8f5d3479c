"""Deals that other tables call by their names, as views of a CRM show them, are found by their ids."""

from collections import Counter
from collections.abc import Mapping

from .repairs import Repairs
from .rows import Rows
from .spelling import normal


def with_ids(tables: Mapping[str, Rows], repairs: Repairs) -> dict[str, Rows]:
    """The tables with the ids of deals where leads and lines give names that one deal has.

    *Writes* notes of how many do so, and of how many names several deals have.
    """
    deals = tables.get("opportunity", Rows("opportunity"))
    callers = {table: rows for table, rows in tables.items() if table in ("lead", "line") and "opp_id" in rows.columns}
    if "name" not in deals.columns or not callers:
        return dict(tables)
    named = [(normal(name), own) for name, own in zip(deals["name"], deals["opp_id"], strict=True) if name]
    ids, by_name, times = set(deals["opp_id"]), dict(named), Counter(name for name, _ in named)
    found: Counter[tuple[str, str]] = Counter()
    doubtful: Counter[tuple[str, str]] = Counter()
    joined = dict(tables)
    for table, rows in callers.items():
        names = rows["opp_id"].copy()
        for at in [at for at, name in enumerate(names) if name and name not in ids]:
            name, file = normal(names[at]), (table, rows.files[at])
            doubtful[file] += times[name] > 1
            if times[name] == 1 and by_name[name] is not None:
                found[file] += 1
                names[at] = by_name[name]
        joined[table] = rows.having(opp_id=names)
    for file, count in found.items():
        repairs.note(*file, f"{count} rows call their deal by its name, which one deal alone has")
    for file, count in (+doubtful).items():
        repairs.note(*file, f"{count} rows call their deal by a name that several deals have, and are not joined")
    return joined
