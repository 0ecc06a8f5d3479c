"""Ids that are spelt otherwise elsewhere: with zeros that a spreadsheet dropped, in other letters of the same word."""

from collections import Counter
from collections.abc import Mapping

from .arrays import array_of
from .repairs import Repairs
from .rows import Rows

_POINTERS = (
    ("opportunity", "lead_id", "lead", ("lead_id",)),
    ("lead", "opp_id", "opportunity", ("opp_id",)),
    ("touch", "lead_or_contact_id", "lead", ("lead_id", "contact_id")),
    ("line", "opp_id", "opportunity", ("opp_id",)),
)  # whose field points to which fields of whom


def with_spelt_ids(tables: Mapping[str, Rows], repairs: Repairs) -> dict[str, Rows]:
    """The tables with pointers as the ids that they can only mean are spelt. *Writes* notes of how many were not."""
    joined = dict(tables)
    _tell_twins(joined.get("opportunity"), repairs)
    for table, field, to, names in _POINTERS:
        rows, others = joined.get(table), joined.get(to)
        if rows is None or others is None or field not in rows.columns:
            continue
        ids = {one for name in names if name in others.columns for one in others[name] if one}
        strange = {one for one in rows[field] if one} - ids
        meant = _meant(strange, ids) if strange else {}
        if meant:
            joined[table] = rows.having(**{field: array_of("id", [meant.get(one, one) for one in rows[field]])})
            what = f"{len(meant)} ids in {field} are spelt otherwise than in the {to} table (zeros before, capitals)"
            repairs.note(table, rows.files[0], f"{what}, and mean the same")
    return joined


def _tell_twins(deals: Rows | None, repairs: Repairs) -> None:
    """*Writes* a note where deals of one moment have ids that differ in capitals or zeros alone."""
    if deals is None or not {"opp_id", "created"} <= deals.columns.keys():
        return
    born = [(_bare(one), at) for one, at in zip(deals["opp_id"], deals["created"].tolist(), strict=True) if one]
    twins = len(born) - len(set(born))
    if twins:
        what = f"{twins} ids differ from another deal's in capitals or zeros before alone, and so does no creation"
        repairs.note("opportunity", deals.files[0], f"{what}: both count; if they are one deal, spell its id one way")


def _meant(strange: set[str], ids: set[str]) -> dict[str, str]:
    """Of each strange id the one that alone it can mean."""
    times = Counter(map(_bare, ids))
    known = {_bare(one): one for one in ids if times[_bare(one)] == 1}
    return {one: known[_bare(one)] for one in strange if _bare(one) in known}


def _bare(text: str) -> str:
    """An id without zeros before and apostrophes, in small letters.

    >>> _bare("'00017"), _bare("Anna@Acme.com")
    ('17', 'anna@acme.com')
    """
    return text.casefold().lstrip("'0")
