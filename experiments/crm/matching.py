"""Which files of a folder fill which canonical table: by name, or else by what they are."""

from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from .canonical import IDS
from .mapping import Mapping, TableMapping
from .raw import RawTable, read_raw
from .recognition import are_alike, family, is_called, is_told_by_flag, objection, pointer
from .refusals import DataError, refusal
from .repairs import Repairs
from .unused_files import Found, as_leads, as_lines

SUFFIXES = (".csv", ".tsv", ".txt")
PACKED = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".zip", ".gz", ".parquet")  # told, since they cannot be read


@dataclass
class _Candidate:
    """A file that may be part of the export, read once for each encoding, when it is first looked at."""

    path: Path
    complaint: DataError | None = field(default=None, init=False)
    _read: dict[str, RawTable | None] = field(default_factory=dict, init=False)

    def content(self, encoding: str) -> RawTable | None:
        """The file as rows, or nothing where it is refused."""
        if encoding not in self._read:
            try:
                self._read[encoding] = read_raw(self.path, encoding=encoding)
            except DataError as error:
                self._read[encoding], self.complaint = None, error
        return self._read[encoding]

    def insist(self, encoding: str) -> RawTable:
        """The file as rows; raises its refusal."""
        content = self.content(encoding)
        if content is None:
            raise self.complaint or refusal(self.path.name, "cannot be read")
        return content


def match_tables(path: Path, mapping: Mapping, repairs: Repairs) -> Found:
    """The raw tables that fill each canonical table of a mapping; optional tables may be absent.

    *Writes* the repairs: files that fill no table, and why. Raises `DataError` where the path holds no table, a
    needed one is not found or cannot be read, or two different files may be the same table.
    """
    candidates = [_Candidate(file) for file in _files(path)]
    found: Found = {}
    for name, table in mapping.tables.items():
        taken = {raw.file for raws in found.values() for raw in raws} if name == "line" else ()
        free = [one for one in candidates if one.path.name not in taken]
        found[name] = _find(table, free, chosen=path.is_file())
    for name, tables in found.items():
        if not tables and not mapping.tables[name].optional and not _is_leads_alone(mapping, found, candidates):
            raise _not_found(path, mapping.tables[name], candidates)
    if not any(found.get(name) for name in ("lead", "opportunity")):
        raise _not_found(path, mapping.tables.get("lead") or mapping.tables["opportunity"], candidates)
    _account_for_others(mapping, found, candidates, repairs)
    return {name: tables for name, tables in found.items() if tables}


def _is_leads_alone(mapping: Mapping, found: Found, candidates: list[_Candidate]) -> bool:
    """Whether all there is are leads that say themselves how they ended, so that no deals are missed."""
    status = mapping.tables["lead"].columns.get("status", ()) if "lead" in mapping.tables else ()
    leads = {raw.file for raw in found.get("lead", ()) if any(map(raw.has, status))}
    return bool(leads) and leads == {one.path.name for one in candidates}


def _files(path: Path) -> list[Path]:
    try:
        if path.is_file():
            return [path]
        if not path.is_dir():
            raise refusal(str(path), "no such file or folder")
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES + PACKED and one.is_file())
    except OSError as error:
        raise refusal(_called(path), f"cannot be read ({error.strerror})") from error
    if not files:
        raise refusal(_called(path), f"the folder holds no {', '.join(SUFFIXES)} file")
    return files


def _called(path: Path) -> str:
    return path.name or str(path)


def _find(table: TableMapping, candidates: list[_Candidate], *, chosen: bool) -> tuple[RawTable, ...]:
    named = [one for one in candidates if _is_named(one.path, table)]
    if named:
        return tuple(one.insist(table.encoding) for one in named)
    contents = [content for one in candidates if (content := one.content(table.encoding))]
    fitting = [raw for raw in contents if not missing_columns(table, raw)]
    free = [raw for raw in fitting if objection(table, raw, chosen=chosen) is None]
    return _one_kind(table, free or ([] if table.marks else fitting))


def _one_kind(table: TableMapping, fitting: list[RawTable]) -> tuple[RawTable, ...]:
    """The files that are one table; those that are parts of another, or called less, stand back."""
    called = [raw for raw in fitting if is_called(table, raw.file.rpartition(".")[0])]
    kept = called or fitting
    identity = IDS[table.table]
    if identity and not all(are_alike(table, kept[0], raw) for raw in kept):
        parts = {
            part.file
            for part in kept
            for whole in kept
            if whole is not part
            and not are_alike(table, part, whole)
            and pointer(table, part, whole, identity=identity)
        }
        kept = [raw for raw in kept if raw.file not in parts] or kept
    strange = next((raw for raw in kept if not are_alike(table, kept[0], raw)), None)
    if strange:
        both = f"{kept[0].file} and {strange.file} both look like the table {table.table}, and are not alike"
        raise DataError(f'{both}; say which in a mapping: [{table.table}] files = ["{kept[0].file}"]')
    return tuple(kept)


def _account_for_others(mapping: Mapping, found: Found, candidates: list[_Candidate], repairs: Repairs) -> None:
    """Say why each other file fills no table; refuse where one that cannot be read may have been needed."""
    used = {raw.file for tables in found.values() for raw in tables}
    families = {family(file.rpartition(".")[0]) for file in used} - {""}
    for one in candidates:
        if one.path.name in used:
            continue
        content = next((raw for table in mapping.tables.values() if (raw := one.content(table.encoding))), None)
        if content is None:
            if family(one.path.stem) in families or _is_wanted(one.path.stem, mapping):
                raise one.complaint or refusal(one.path.name, "cannot be read")
            repairs.other(one.path.name, f"it cannot be read: {one.complaint}")
        else:
            told = as_lines(mapping, found, content) or as_leads(mapping, found, content)
            repairs.other(one.path.name, told or _why_not(mapping, content))


def _is_wanted(stem: str, mapping: Mapping) -> bool:
    """Whether a file's name says that it holds a table of the mapping that a company cannot do without."""
    return any(is_called(mapping.tables[name], stem) for name in ("lead", "opportunity") if name in mapping.tables)


def _why_not(mapping: Mapping, raw: RawTable) -> str:
    fitting = [table for table in mapping.tables.values() if not missing_columns(table, raw)]
    reasons = [reason for table in fitting if (reason := objection(table, raw, chosen=False))]
    if fitting:
        return reasons[0] if reasons else f"another file is the table {fitting[0].table}"
    return "its columns are of no table that the mapping knows"


def _is_named(path: Path, table: TableMapping) -> bool:
    return any(fnmatch(path.name.lower(), pattern.lower()) for pattern in table.files)


def missing_columns(table: TableMapping, raw: RawTable) -> list[str]:
    """The columns that a file lacks to be recognised as a table, by their first names."""
    insisted = tuple(name for name in table.columns if name in table.insisted)
    fields = table.recognised_by or insisted or tuple(table.columns)
    lacking = [
        one for one in fields if not any(map(raw.has, table.columns[one])) and not is_told_by_flag(table, raw, one)
    ]
    return [table.columns[one][0] for one in lacking]


def _not_found(path: Path, table: TableMapping, candidates: list[_Candidate]) -> DataError:
    readable = [content for one in candidates if (content := one.content(table.encoding))]
    complaints = [str(one.complaint) for one in candidates if one.complaint]
    if len(candidates) == 1 and complaints:
        return DataError(complaints[0])
    looked_at = [_lacking(table, raw) for raw in readable] + complaints
    return DataError(f"{_called(path)}: no file for the table {table.table}; looked at\n  " + "\n  ".join(looked_at))


def _lacking(table: TableMapping, raw: RawTable) -> str:
    missing = missing_columns(table, raw)
    if not missing:
        return f"{raw.file}: {objection(table, raw, chosen=False) or 'not taken'}"
    return f"{raw.file}, row 1, column {missing[0]}: {raw.missing(missing[0])}"
