"""An export becomes facts: read, clean, join, count, derive, and say what is missing."""

from dataclasses import dataclass
from pathlib import Path

from .cases import cases_of
from .clean import clean
from .derive import derive
from .facts import FunnelFacts
from .left_open import left_open
from .mapping import Mapping
from .mapping_file import load_mapping, load_preset, preset_names
from .matching import match_tables
from .refusals import DataError
from .relations import relate
from .repairs import Repairs, Summary


@dataclass(frozen=True)
class Import:
    """An imported export: what it tells, what became of its rows, and what it cannot tell."""

    facts: FunnelFacts
    summary: Summary
    unknown: tuple[str, ...]


def import_export(path: Path, *, preset: str | None = None, mapping: Path | None = None) -> Import:
    """Read the export in a folder or file through a shipped preset or one's own mapping.

    Raises `DataError`, whose text is for the user, for whatever cannot be used.
    """
    chosen = _chosen(preset, mapping)
    repairs = Repairs()
    found = match_tables(Path(path), chosen)
    records = [record for name, raws in found.items() for record in clean(chosen.tables[name], raws, repairs)]
    tables = relate(records, repairs)
    facts = derive(tables, cases_of(tables, repairs), chosen)
    return Import(facts, repairs.summary(), left_open(facts))


def _chosen(preset: str | None, mapping: Path | None) -> Mapping:
    if preset is not None and mapping is not None:
        raise DataError("give a preset or a mapping, not both: a preset is a mapping that is shipped")
    if mapping is not None:
        return load_mapping(Path(mapping))
    if preset is None:
        raise DataError(f"whose columns are these? give a mapping, or a preset: {', '.join(preset_names())}")
    return load_preset(preset)
