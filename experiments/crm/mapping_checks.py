"""What stands at a key of a mapping, checked: texts, lists, choices; a wrong one is refused by its place."""

import codecs
from dataclasses import dataclass
from typing import Any

from .refusals import DataError, nearest, refusal


@dataclass(frozen=True)
class Checked:
    """Reads the values of one mapping file; every refusal names the file and the key."""

    file: str

    def encoding(self, given: Any, where: str) -> str:
        name = self.text(given, where)
        try:
            return codecs.lookup(name).name if name else ""
        except LookupError as error:
            usual = "utf-8, utf-16, cp1252, cp1250, cp1251, mac_roman, cp850, shift_jis, gb18030"
            raise refusal(self.file, f"{where} = {name!r} is no encoding that is known here; usual: {usual}") from error

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

    def choice(self, given: Any, where: str, choices: tuple[str, ...]) -> Any:
        if given not in choices:
            allowed = ", ".join(choices)
            raise refusal(self.file, f"{where} = {given!r}; allowed: {allowed}")
        return given
