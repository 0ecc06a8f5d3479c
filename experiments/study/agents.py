"""People of one's own: classes from Python files, frozen with the study as their source text."""

from __future__ import annotations

import hashlib
import linecache
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from .file import Agents, StudyError


class UserClass(NamedTuple):
    """A class of people: which kind it replaces, and the source that defines it."""

    kind: str
    name: str
    file: str
    source: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()


class UserAgents(NamedTuple):
    """All classes of people of one's own; none: the engine runs the model, otherwise Mesa does."""

    classes: tuple[UserClass, ...] = ()

    def load(self) -> dict[str, type]:
        """The classes by kind, made from their sources. Raises StudyError for one that is not there."""
        return {each.kind: _class(each) for each in self.classes}


def read_agents(agents: Agents, *, where: str) -> UserAgents:
    """The classes that a study names, as source; not executed. Raises StudyError for what cannot be read."""
    return UserAgents(tuple(_read(f"{where}: agents.{kind}", kind, text) for kind, text in agents.named().items()))


def _read(place: str, kind: str, text: str) -> UserClass:
    file, _, name = text.rpartition(":")
    if not file.endswith(".py") or not name.isidentifier():
        raise StudyError(f"{place} = {text!r} is not of the form FILE.py:Class")
    try:
        source = Path(file).read_text(encoding="utf-8")
        compile(source, file, "exec")
    except FileNotFoundError as error:
        raise StudyError(f"{place} = {text!r}: there is no such file") from error
    except (OSError, UnicodeDecodeError, SyntaxError, ValueError) as error:
        raise StudyError(f"{place}: {Path(file).name} cannot be read: {error}") from error
    if f"class {name}" not in source:
        raise StudyError(f"{place}: {Path(file).name} defines no class {name}")
    return UserClass(kind, name, Path(file).name, source)


def _class(each: UserClass) -> Any:
    module = _module(each.file, each.source)
    if not hasattr(module, each.name):
        raise StudyError(f"{each.file} defines no class {each.name}")
    return getattr(module, each.name)


@cache
def _module(file: str, source: str) -> ModuleType:
    """A module from source; tracebacks show its lines."""
    module = ModuleType(Path(file).stem)
    module.__file__ = file
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), module.__dict__)
    return module
