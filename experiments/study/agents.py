"""People of one's own: classes from Python files, frozen with the study as their source text."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.runs.own_checks import RulesError
from cordiale.simulation.runs.own_text import module_of
from cordiale.simulation.scenario.given import LONGEST, GivenError, text_of
from cordiale.simulation.scenario.scenario import Scenario

from .file import Agents, StudyError

KINDS = {"rep": "sales_rep", "marketer": "marketer"}  # of people, by the role of their seat; all others lead


class UserClass(NamedTuple):
    """A class of people: which kind it replaces, and the source that defines it."""

    kind: str
    name: str
    file: str
    source: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()


class Variable(NamedTuple):
    """A variable of somebody of one's own: the kind of people, its name, and the seat."""

    kind: str
    name: str
    seat: str

    @property
    def column(self) -> str:
        """The column of the results.

        >>> Variable("sales_rep", "eagerness", "rep-1").column
        'sales_rep.eagerness.rep-1'
        """
        return ".".join(self)

    def of(self, model: Any) -> float:
        """Its value now. Raises AttributeError if there is none, TypeError if it is not a number."""
        value = getattr(model.person(self.seat), self.name)
        if not isinstance(value, int | float | np.number | np.bool_):
            raise TypeError(f"{self.kind}.{self.name} of {self.seat} = {value!r:.60} is not a number")
        return float(value)


class UserAgents(NamedTuple):
    """All classes of people of one's own; none: the engine runs the model, otherwise Mesa does.

    `keep` are variables of theirs that a study keeps, each as `KIND.VARIABLE`.
    """

    classes: tuple[UserClass, ...]
    keep: tuple[str, ...]

    def load(self) -> dict[str, type]:
        """The classes by kind, made from their sources. Raises StudyError for one that is not there."""
        return {each.kind: _class(each) for each in self.classes}

    def variables(self, scenario: Scenario) -> list[Variable]:
        """What is kept of whom, in the order of the columns."""
        named = [each.split(".") for each in self.keep]
        return [
            Variable(kind, name, seat.key)
            for kind, name in named for seat in scenario.chart() if KINDS.get(seat.role, "leader") == kind
        ]  # fmt: skip


def read_agents(agents: Agents, *, where: str) -> UserAgents:
    """The classes that a study names, as source; not executed. Raises StudyError for what cannot be read."""
    for text in agents.keep:
        kind, _, name = text.partition(".")
        if kind not in agents.named() or not name.isidentifier():
            known = ", ".join(f"{each}.VARIABLE" for each in agents.named()) or "nothing, since [agents] has no class"
            raise StudyError(f"{where}: agents.keep: {text!r} is not of the form KIND.VARIABLE; allowed: {known}")
    if len(set(agents.keep)) < len(agents.keep):
        raise StudyError(f"{where}: agents.keep = {', '.join(agents.keep)} names one twice")
    classes = (_read(f"{where}: agents.{kind}", kind, text) for kind, text in agents.named().items())
    return UserAgents(tuple(classes), agents.keep)


def _read(place: str, kind: str, text: str) -> UserClass:
    file, _, name = text.rpartition(":")
    if not file.endswith(".py") or not name.isidentifier():
        raise StudyError(f"{place} = {text!r} is not of the form FILE.py:Class")
    try:
        source = text_of(Path(file), most=LONGEST)
        compile(source, file, "exec")
    except (RecursionError, MemoryError) as error:
        raise StudyError(f"{place}: {Path(file).name} is nested deeper than Python reads") from error
    except (SyntaxError, ValueError) as error:
        if isinstance(error, GivenError) and error.is_missing:
            raise StudyError(f"{place} = {text!r}: there is no such file") from error
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
    """A module from source. Raises StudyError for one that cannot be run."""
    try:
        return module_of(source, file, name=Path(file).stem)
    except RulesError as error:
        raise StudyError(str(error)) from error
