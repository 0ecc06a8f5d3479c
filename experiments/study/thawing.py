"""A study's plan as it was frozen in its folder, taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from cordiale.edition import __version__
from cordiale.simulation.runs.own_rules import SHIPPED, Rules

from ..foundations.manifest import scenario_from
from ..foundations.phrases import foremost
from .agents import UserAgents, UserClass
from .factors import factors, fixed
from .file import StudyError, StudyFile
from .folder import PARTS, POINTS, STUDY
from .planning import Plan

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3  # settings that are named


def thawed(frozen: dict[str, Any], points: pd.DataFrame, where: str) -> Plan:
    """The plan of a folder's `study.json` and points. Raises StudyError, with the folder's name, where it is none."""
    try:
        study = StudyFile.model_validate(frozen["study"])
        scenario = scenario_from(frozen["scenario"]["content"])
        varied = factors(study, scenario, where=where)
        columns = {"sample": points["sample"].tolist(), **{each.name: points[each.name].tolist() for each in varied}}
        classes = tuple(UserClass(*(each[name] for name in UserClass._fields)) for each in frozen["agents"])
        agents = UserAgents(classes, study.agents.keep)
        same = fixed(study, scenario, where=where)
        rules, size = _rules(frozen), int(frozen["part_size"])
        _check_shape(frozen, size)
        sets = tuple((int(number), dict(values)) for number, values in frozen.get("sets", ()))
        return Plan(study, scenario, varied, same, columns, agents, size, rules, sets)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        if isinstance(error, StudyError):
            raise
        raise StudyError(f"{where}: {_of_another_edition(frozen, error) or _damage(error)}") from error


def _damage(error: Exception) -> str:
    missing = "without " if isinstance(error, KeyError) else ""
    return f"{STUDY} or {POINTS} is damaged: {missing}{[*str(error).splitlines(), ''][0]}"


def _of_another_edition(frozen: Mapping[str, Any], error: Exception) -> str:
    """Why an edition whose model had other settings cannot be read here; empty where this one left the study."""
    left_by = frozen.get("versions")
    edition = left_by.get("cordiale", __version__) if isinstance(left_by, dict) else __version__
    found = error.errors() if isinstance(error, ValidationError) else []
    names = [".".join(map(str, each["loc"])) for each in found if each["type"] == "extra_forbidden"]
    if edition == __version__ or not names:
        return ""
    return (
        f"edition {edition} left this study, whose model has settings that this one ({__version__}) has not: "
        f"{foremost(names, SHOWN)}. That edition reads it; {PARTS}/ is Parquet, which other programs read"
    )


def _check_shape(frozen: dict[str, Any], part_size: int) -> None:
    """What is read of `study.json` later is of the kind that it should be. Raises KeyError, TypeError, ValueError."""
    for name, kind in (("plan_sha256", str), ("model", dict), ("versions", dict), ("scenario", dict)):
        if not isinstance(frozen[name], kind):
            raise TypeError(f"{name} is no {'text' if kind is str else 'table'}")
    if part_size < 1:
        raise ValueError(f"part_size = {part_size} is below 1")
    if not isinstance(frozen["scenario"]["sha256"], str):
        raise TypeError("scenario.sha256 is no text")


def _rules(frozen: Mapping[str, Any]) -> Rules:
    """The rules of one's own that a study was planned with, if any."""
    given = frozen.get("rules")
    return Rules(given["text"], given["file"]) if given else SHIPPED
