"""Mappings as TOML files; the presets are mappings that we ship, in `presets/`, and read the same way."""

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from cordiale.simulation.scenario.given import GivenError, toml_of

from .canonical import RECORDS, STAGES, fields_of
from .filters import with_usual
from .mapping import Basis, DateOrder, DecimalMark, Duplicates, Filter, IdStyle, Lines, Mapping, TableMapping
from .mapping_checks import Checked
from .refusals import DataError, nearest, refusal, shown
from .spelling import normal

_CHOICES: dict[str, tuple[str, ...]] = {
    "dates": get_args(DateOrder),
    "decimal": get_args(DecimalMark),
    "duplicates": get_args(Duplicates),
    "ids": get_args(IdStyle),
    "amount": get_args(Basis)[:-1],
    "lines": get_args(Lines),
}
_TOP_KEYS = ("schema", "title", "credit", "licence", "encoding", *RECORDS)
_TABLE_KEYS = (
    "called",
    "columns",
    "constants",
    "encoding",
    "files",
    "marks",
    "optional",
    "placeholders",
    "prefix",
    "recognised_by",
    "unlike",
    "values",
    "where",
    *_CHOICES,
)
_RULES = ("is", "not", "without")
SCHEMA = 1


def preset_names() -> tuple[str, ...]:
    """The mappings that we ship.

    >>> preset_names()
    ('dynamics', 'hubspot', 'olist', 'pipedrive', 'salesforce', 'salvirt', 'zoho')
    """
    return tuple(sorted(path.stem for path in _presets().glob("*.toml")))


def load_preset(name: str) -> Mapping:
    """A shipped mapping. Raises `DataError` for a name that is not shipped."""
    if name not in preset_names():
        known = ", ".join(preset_names())
        raise DataError(f"no preset {shown(name)}; nearest: {nearest(name, preset_names())!r}; shipped: {known}")
    return _with_usual_headings(load_mapping(_presets() / f"{name}.toml"))


def _with_usual_headings(mapping: Mapping) -> Mapping:
    """The mapping with the headings of any tool behind its own, where it has several for a field."""
    usual: dict[str, dict[str, list[str]]] = toml_of(Path(__file__).parent / "usual.toml")
    tables = dict(mapping.tables)
    for name, fields in usual.items():
        if name in tables:
            known, insisted = tables[name].columns, tables[name].insisted
            more = {key: (*known[key], *fields[key]) for key in fields if key in known and key not in insisted}
            tables[name] = replace(tables[name], columns={**known, **more})
    return replace(mapping, tables=tables)


def _presets() -> Path:
    return Path(__file__).parent / "presets"


def load_mapping(path: Path) -> Mapping:
    """A mapping from a file. Raises `DataError` naming the file and the key that is wrong."""
    try:
        document = toml_of(path)
    except GivenError as error:
        raise refusal(path.name, f"the mapping cannot be read: {error}") from error
    return _Checked(path.name).mapping(document)


class _Checked(Checked):
    """Builds a mapping from a document, refusing whatever it does not know."""

    def mapping(self, document: dict[str, Any]) -> Mapping:
        self.keys(document, _TOP_KEYS, "")
        if document.get("schema") != SCHEMA:
            raise refusal(self.file, f"schema = {document.get('schema')!r}; allowed: {SCHEMA}")
        given = {name: self.dictionary(document[name], name) for name in RECORDS if name in document}
        usual = self.encoding(document.get("encoding", ""), "encoding")
        tables = {name: self.table(name, {"encoding": usual} | table) for name, table in given.items()}
        if not {"lead", "opportunity"} & tables.keys():
            raise refusal(self.file, "maps neither [lead] nor [opportunity]; at least one is needed")
        words = {key: self.text(document.get(key, ""), key) for key in ("title", "credit", "licence")}
        return Mapping(self.file, words["title"] or "CRM export", words["credit"], words["licence"], tables)

    def table(self, name: str, given: dict[str, Any]) -> TableMapping:
        self.keys(given, _TABLE_KEYS, name)
        columns = self.fields(given.get("columns", {}), name, "columns")
        constants = self.fields(given.get("constants", {}), name, "constants")
        self.complete(name, columns.keys() | constants.keys())
        return TableMapping(
            table=name,
            columns={key: self.words(names, f"{name}.columns.{key}") for key, names in columns.items()},
            insisted=frozenset(key for key, names in columns.items() if isinstance(names, str)),
            constants={key: self.constant(value, f"{name}.constants.{key}") for key, value in constants.items()},
            values=self.values(given.get("values", {}), name),
            files=self.words(given.get("files", []), f"{name}.files"),
            placeholders=self.words(given.get("placeholders", ["Select"]), f"{name}.placeholders"),
            recognised_by=self.recognised(given.get("recognised_by", []), name, columns),
            optional=self.flag(given.get("optional", False), f"{name}.optional"),
            marks=self.words(given.get("marks", []), f"{name}.marks"),
            called=self.words(given.get("called", []), f"{name}.called"),
            unlike=self.words(given.get("unlike", []), f"{name}.unlike"),
            prefix=self.text(given.get("prefix", ""), f"{name}.prefix"),
            where=with_usual(self.filters(given.get("where", {}), f"{name}.where")),
            encoding=self.encoding(given.get("encoding", ""), f"{name}.encoding"),
            **{
                key: self.choice(given[key], f"{name}.{key}", allowed)
                for key, allowed in _CHOICES.items()
                if key in given
            },
        )

    def complete(self, name: str, mapped: set[str]) -> None:
        for column in fields_of(name).values():
            if column.required and column.name not in mapped:
                raise refusal(self.file, f"{name}.columns.{column.name} is missing; every {name} needs it")
        if name == "line" and not {"amount", "price"} & mapped:
            raise refusal(self.file, "line.columns needs amount or price, to add up")
        told = bool({"is_won", "stage", "probability"} & mapped) or {"close", "lost_date"} <= mapped
        if name == "opportunity" and not told:
            needs = "is_won or stage, or probability, or close and lost_date each of its own"
            raise refusal(self.file, f"opportunity.columns needs {needs}, to tell wins from losses")

    def recognised(self, given: Any, name: str, columns: dict[str, Any]) -> tuple[str, ...]:
        fields = self.words(given, f"{name}.recognised_by")
        for one in fields:
            if one not in columns:
                raise self.unknown(one, tuple(columns), f"{name}.recognised_by")
        return fields

    def values(self, given: Any, name: str) -> dict[str, dict[str, tuple[str, ...]]]:
        fields = self.fields(given, name, "values")
        groups = {key: self.dictionary(group, f"{name}.values.{key}") for key, group in fields.items()}
        self.keys(groups.get("stage", {}), STAGES, f"{name}.values.stage")
        return {
            key: {to: self.words(cells, f"{name}.values.{key}.{to}") for to, cells in group.items()}
            for key, group in groups.items()
        }

    def filters(self, given: Any, where: str) -> tuple[Filter, ...]:
        """`[opportunity.where]`: a heading and the cells that count, `{ not = [...] }` or `{ without = [...] }`."""
        return tuple(self.filter(name, one, f"{where}.{name}") for name, one in self.dictionary(given, where).items())

    def filter(self, name: str, given: Any, where: str) -> Filter:
        rule = given if isinstance(given, dict) else {"is": given}
        self.keys(rule, ("columns", *_RULES), where)
        if len({*_RULES} & rule.keys()) != 1:
            needs = "either the cells that count (is), those that do not (not), or words of those that do not (without)"
            raise refusal(self.file, f"{where} needs {needs}")
        cells = next(rule[name] for name in _RULES if name in rule)
        listed = cells if isinstance(cells, list) else [cells]
        if not listed or not all(isinstance(one, str | bool | int | float) for one in listed):
            raise refusal(self.file, f"{where} = {cells!r} is neither a value nor a list of values")
        columns = self.words(rule.get("columns", name), f"{where}.columns")
        words = frozenset(normal(str(one)) for one in listed)
        within = "without" in rule
        return Filter(columns, words, excludes="is" not in rule, within=within, insists="columns" not in rule)

    def fields(self, given: Any, name: str, key: str) -> dict[str, Any]:
        document = self.dictionary(given, f"{name}.{key}")
        self.keys(document, tuple(fields_of(name)), f"{name}.{key}")
        return document
