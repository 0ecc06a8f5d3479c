"""Deals that other tables call by their names, as views of a CRM show them, are found by their ids."""

from collections import Counter
from collections.abc import Sequence

from .canonical import Lead, Line, Opportunity, Record
from .repairs import Repairs
from .spelling import normal


def with_ids(records: Sequence[Record], repairs: Repairs) -> list[Record]:
    """The records with the ids of deals where leads and lines give names that one deal has.

    *Writes* notes of how many do so, and of how many names several deals have.
    """
    deals = [(normal(one.name), one.opp_id) for one in records if isinstance(one, Opportunity) and one.name]
    if not deals:
        return list(records)
    times = Counter(name for name, _ in deals)
    ids = {one.opp_id for one in records if isinstance(one, Opportunity)}
    found: Counter[tuple[str, str]] = Counter()
    doubtful: Counter[tuple[str, str]] = Counter()
    by_name = dict(deals)

    def with_id(one: Record) -> Record:
        if not isinstance(one, Lead | Line) or not one.opp_id or one.opp_id in ids:
            return one
        name, file = normal(one.opp_id), (one.place.table, one.place.file)
        if times[name] > 1:
            doubtful[file] += 1
        known = by_name[name] if times[name] == 1 else None
        if known is None:
            return one
        found[file] += 1
        return one._replace(opp_id=known)

    kept = [with_id(one) for one in records]
    for file, count in found.items():
        repairs.note(*file, f"{count} rows call their deal by its name, which one deal alone has")
    for file, count in doubtful.items():
        repairs.note(*file, f"{count} rows call their deal by a name that several deals have, and are not joined")
    return kept
