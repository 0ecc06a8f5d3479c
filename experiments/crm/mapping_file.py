"""Mappings as TOML files; the presets are mappings that we ship, in `presets/`, and read the same way."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from .canonical import RECORDS, fields_of
from .mapping import DateOrder, DecimalMark, Duplicates, IdStyle, Mapping, TableMapping
from .refusals import DataError, nearest, refusal, shown

_CHOICES: dict[str, tuple[str, ...]] = {
    "dates": get_args(DateOrder),
    "decimal": get_args(DecimalMark),
    "duplicates": get_args(Duplicates),
    "ids": get_args(IdStyle),
}
_TOP_KEYS = ("schema", "title", "credit", "licence", *RECORDS)
_TABLE_KEYS = (
    "columns",
    "constants",
    "files",
    "optional",
    "placeholders",
    "recognised_by",
    "values",
    *_CHOICES,
)
SCHEMA = 1


def preset_names() -> tuple[str, ...]:
    """The mappings that we ship.

    >>> preset_names()
    ('hubspot', 'olist', 'salesforce', 'salvirt')
    """
    return tuple(sorted(path.stem for path in _presets().glob("*.toml")))


def load_preset(name: str) -> Mapping:
    """A shipped mapping. Raises `DataError` for a name that is not shipped."""
    if name not in preset_names():
        known = ", ".join(preset_names())
        raise DataError(f"no preset {shown(name)}; nearest: {nearest(name, preset_names())!r}; shipped: {known}")
    return load_mapping(_presets() / f"{name}.toml")


def _presets() -> Path:
    return Path(__file__).parent / "presets"


def load_mapping(path: Path) -> Mapping:
    """A mapping from a file. Raises `DataError` naming the file and the key that is wrong."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise refusal(path.name, f"the mapping cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise refusal(path.name, "the mapping is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise refusal(path.name, f"the mapping is not valid TOML: {error}") from error
    return _Checked(path.name).mapping(document)


@dataclass(frozen=True)
class _Checked:
    """Builds a mapping from a document, refusing whatever it does not know."""

    file: str

    def mapping(self, document: dict[str, Any]) -> Mapping:
        self.keys(document, _TOP_KEYS, "")
        if document.get("schema") != SCHEMA:
            raise refusal(self.file, f"schema = {document.get('schema')!r}; allowed: {SCHEMA}")
        tables = {name: self.table(name, self.dictionary(document[name], name)) for name in RECORDS if name in document}
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
            **{key: self.choice(given[key], name, key) for key in _CHOICES if key in given},
        )

    def complete(self, name: str, mapped: set[str]) -> None:
        for column in fields_of(name).values():
            if column.required and column.name not in mapped:
                raise refusal(self.file, f"{name}.columns.{column.name} is missing; every {name} needs it")
        if name == "opportunity" and not {"is_won", "stage"} & mapped:
            raise refusal(self.file, "opportunity.columns needs is_won or stage, to tell wins from losses")

    def recognised(self, given: Any, name: str, columns: dict[str, Any]) -> tuple[str, ...]:
        fields = self.words(given, f"{name}.recognised_by")
        for one in fields:
            if one not in columns:
                raise self.unknown(one, tuple(columns), f"{name}.recognised_by")
        return fields

    def values(self, given: Any, name: str) -> dict[str, dict[str, tuple[str, ...]]]:
        fields = self.fields(given, name, "values")
        groups = {key: self.dictionary(group, f"{name}.values.{key}") for key, group in fields.items()}
        return {
            key: {to: self.words(cells, f"{name}.values.{key}.{to}") for to, cells in group.items()}
            for key, group in groups.items()
        }

    def fields(self, given: Any, name: str, key: str) -> dict[str, Any]:
        document = self.dictionary(given, f"{name}.{key}")
        self.keys(document, tuple(fields_of(name)), f"{name}.{key}")
        return document

    def keys(self, given: dict[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in given:
            if key not in known:
                raise self.unknown(key, known, where)

    def unknown(self, key: str, known: tuple[str, ...], where: str) -> DataError:
        prefix = f"{where}." if where else ""
        return refusal(self.file, f"unknown key {prefix}{key}; nearest known: {prefix}{nearest(key, known)}")

    def dictionary(self, given: Any, where: str) -> dict[str, Any]:
        if not isinstance(given, dict):
            raise refusal(self.file, f"{where} = {given!r} is not a table of keys")
        return given

    def words(self, given: Any, where: str) -> tuple[str, ...]:
        words = [given] if isinstance(given, str) else given
        if not isinstance(words, list) or not all(isinstance(one, str) for one in words):
            raise refusal(self.file, f"{where} = {given!r} is neither a text nor a list of texts")
        return tuple(words)

    def text(self, given: Any, where: str) -> str:
        if not isinstance(given, str):
            raise refusal(self.file, f"{where} = {given!r} is not a text")
        return given

    def flag(self, given: Any, where: str) -> bool:
        if not isinstance(given, bool):
            raise refusal(self.file, f"{where} = {given!r} is neither true nor false")
        return given

    def constant(self, given: Any, where: str) -> str:
        if isinstance(given, dict | list):
            raise refusal(self.file, f"{where} = {given!r} is not one value")
        return str(given)

    def choice(self, given: Any, name: str, key: str) -> Any:
        if given not in _CHOICES[key]:
            allowed = ", ".join(_CHOICES[key])
            raise refusal(self.file, f"{name}.{key} = {given!r}; allowed: {allowed}")
        return given
