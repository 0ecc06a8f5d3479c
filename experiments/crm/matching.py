"""Which files of a folder fill which canonical table: by name, or else by the columns they have."""

from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from .mapping import Mapping, TableMapping
from .raw import RawTable, read_raw
from .refusals import DataError, refusal

SUFFIXES = (".csv", ".tsv", ".txt")


@dataclass
class _Candidate:
    """A file that may be part of the export, read once, when it is first looked at."""

    path: Path
    complaint: DataError | None = field(default=None, init=False)

    @cached_property
    def content(self) -> RawTable | None:
        """The file as rows, or nothing where it is refused."""
        try:
            return read_raw(self.path)
        except DataError as error:
            self.complaint = error
            return None

    def insist(self) -> RawTable:
        """The file as rows; raises its refusal."""
        if self.content is None:
            raise self.complaint or refusal(self.path.name, "cannot be read")
        return self.content


def match_tables(path: Path, mapping: Mapping) -> dict[str, tuple[RawTable, ...]]:
    """The raw tables that fill each canonical table of a mapping; optional tables may be absent.

    Raises `DataError` where the path holds no table, a needed one is not found, or a file that its name
    marks as needed is not a CSV file.
    """
    candidates = [_Candidate(file) for file in _files(path)]
    found = {name: _find(table, candidates) for name, table in mapping.tables.items()}
    for name, tables in found.items():
        if not tables and not mapping.tables[name].optional:
            raise _not_found(path, mapping.tables[name], candidates)
    if not any(found.get(name) for name in ("lead", "opportunity")):
        raise _not_found(path, mapping.tables.get("lead") or mapping.tables["opportunity"], candidates)
    return {name: tables for name, tables in found.items() if tables}


def _files(path: Path) -> list[Path]:
    try:
        if path.is_file():
            return [path]
        if not path.is_dir():
            raise refusal(str(path), "no such file or folder")
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file())
    except OSError as error:
        raise refusal(_called(path), f"cannot be read ({error.strerror})") from error
    if not files:
        raise refusal(_called(path), f"the folder holds no {', '.join(SUFFIXES)} file")
    return files


def _called(path: Path) -> str:
    return path.name or str(path)


def _find(table: TableMapping, candidates: list[_Candidate]) -> tuple[RawTable, ...]:
    named = [one for one in candidates if _is_named(one.path, table)]
    if named:
        return tuple(one.insist() for one in named)
    return tuple(one.content for one in candidates if one.content and recognises(table, one.content))


def _is_named(path: Path, table: TableMapping) -> bool:
    return any(fnmatch(path.name.lower(), pattern.lower()) for pattern in table.files)


def recognises(table: TableMapping, raw: RawTable) -> bool:
    """Whether a file has the columns by which a table is recognised, or all that the mapping insists on."""
    return not missing_columns(table, raw)


def missing_columns(table: TableMapping, raw: RawTable) -> list[str]:
    """The columns that a file lacks to be recognised as a table, by their first names."""
    fields = table.recognised_by or tuple(table.insisted) or tuple(table.columns)
    return [table.columns[one][0] for one in fields if not any(map(raw.has, table.columns[one]))]


def _not_found(path: Path, table: TableMapping, candidates: list[_Candidate]) -> DataError:
    readable = [one.content for one in candidates if one.content]
    complaints = [str(one.complaint) for one in candidates if one.complaint]
    if len(candidates) == 1 and complaints:
        return DataError(complaints[0])
    looked_at = [_lacking(table, raw) for raw in readable] + complaints
    return DataError(f"{_called(path)}: no file for the table {table.table}; looked at\n  " + "\n  ".join(looked_at))


def _lacking(table: TableMapping, raw: RawTable) -> str:
    name = missing_columns(table, raw)[0] if missing_columns(table, raw) else ""
    return f"{raw.file}, row 1, column {name}: {raw.missing(name)}"
