"""An export becomes facts: read, clean, join, count, derive, and say what is missing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .cases import cases_of
from .clean import clean
from .deal_lines import lines_added
from .derive import derive
from .endings import insist_on_outcomes
from .facts import FunnelFacts
from .left_open import left_open
from .mapping import Mapping
from .mapping_file import load_mapping, load_preset, preset_names
from .matching import match_tables
from .money import tell_extremes
from .named_deals import with_ids
from .people import under_one_name
from .refusals import DataError, refusal
from .relations import relate, with_one_lead
from .repairs import Repairs
from .repeat_buyers import new_customers
from .rows import Rows
from .spelt_ids import with_spelt_ids
from .staff import staff_of
from .strays import without_strays
from .summary import Summary

LOST = 0.1  # share of a file's rows that may be lost before the import stops


@dataclass(frozen=True)
class Import:
    """An imported export: what it tells, what became of its rows, and what it cannot tell."""

    facts: FunnelFacts
    summary: Summary
    unknown: tuple[str, ...]


def import_export(
    path: Path, *, preset: str | None = None, mapping: Path | None = None, allow_dropped: bool = False
) -> Import:
    """Read the export in a folder or file through a shipped preset or one's own mapping.

    Raises `DataError`, whose text is for the user, for whatever cannot be used, and where more than a tenth of
    the rows of a file would be lost (unless `allow_dropped`).
    """
    with _nothing_collected():
        return _imported(Path(path), _chosen(preset, mapping), allow_dropped=allow_dropped)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No search for rings of objects: rows make none, and a third of an import's time would go into it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _imported(path: Path, chosen: Mapping, *, allow_dropped: bool) -> Import:
    repairs = Repairs()
    rows = with_one_lead(under_one_name(_rows(path, chosen, repairs), repairs), repairs)
    rows = with_spelt_ids(rows, repairs)
    rows = with_ids(rows, repairs)
    tables = without_strays(relate(lines_added(rows, repairs), repairs), repairs)
    insist_on_outcomes(tables.opportunities, tables.ended, repairs)
    fresh, buyers = new_customers(tables, repairs)
    cases = cases_of(fresh, repairs)
    tell_extremes(fresh.wins, repairs)
    if not allow_dropped:
        _insist_on_rows(repairs.summary())
    facts = derive(fresh, cases, chosen, people=staff_of(tables), buyers=buyers)
    return Import(facts, repairs.summary(), left_open(facts))


def _rows(path: Path, mapping: Mapping, repairs: Repairs) -> dict[str, Rows]:
    found = match_tables(path, mapping, repairs)
    with_deals = "opportunity" in found
    return {  # each taken out, so that nobody else holds its cells
        name: clean(mapping.tables[name], found.pop(name), repairs, with_deals=with_deals) for name in [*found]
    }


def _insist_on_rows(summary: Summary) -> None:
    for one in summary.files:
        if one.lost > LOST * one.read:
            reasons = "; ".join(str(reason) for reason in one.drops if reason.lost)
            what = f"{one.lost} of {one.read} rows would be lost ({reasons})"
            raise refusal(one.file, f"{what}; mend the file or the mapping, or say --allow-dropped")


def _chosen(preset: str | None, mapping: Path | None) -> Mapping:
    if preset is not None and mapping is not None:
        raise DataError("give a preset or a mapping, not both: a preset is a mapping that is shipped")
    if mapping is not None:
        return load_mapping(Path(mapping))
    if preset is None:
        raise DataError(f"whose columns are these? give a mapping, or a preset: {', '.join(preset_names())}")
    return load_preset(preset)
