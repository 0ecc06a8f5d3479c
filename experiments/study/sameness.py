"""Whether a study that lies in a folder is the one that is meant, and the model the one that began it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import find, load_scenario

from ..foundations.manifest import mapping_sha256, scenario_content, versions
from ..foundations.phrases import foremost
from .file import StudyError
from .frozen import differences, freeze, identity, model_files
from .planning import Plan

SHOWN = 5  # differences named in a message


def check_plan(frozen: dict[str, Any], plan: Plan, folder: Path) -> None:
    """Refuse another study than the one in the folder. Raises StudyError naming the differences."""
    if frozen["plan_sha256"] == identity(plan):
        return
    now = freeze(plan)
    parts = [
        *differences(_study(frozen), _study(now)),
        *differences(frozen["scenario"]["content"], now["scenario"]["content"], "scenario"),
        *differences(_agents(frozen), _agents(now), "agents"),
        *differences(_rules(frozen), _rules(now), "rules"),
    ]
    raise StudyError(f"{folder} holds another study: {_named(parts or ['the points of the design differ'])}")


def check_scenario_file(frozen: dict[str, Any], plan: Plan, folder: Path) -> None:
    """Refuse a scenario whose file has changed since, if it is there. Raises StudyError naming the differences."""
    called = plan.study.scenario
    try:
        find(called)
    except ScenarioError:
        return  # moved, or somewhere else: the study has the scenario as it was
    now = scenario_content(load_scenario(called))
    if frozen["scenario"]["sha256"] != mapping_sha256(now):
        said = _named(list(differences(frozen["scenario"]["content"], now)))
        raise StudyError(
            f"scenario {called} has changed since the study in {folder} was planned: {said}; "
            "to go on with it as it was: --as-planned"
        )


def check_model(frozen: dict[str, Any], folder: Path) -> None:
    """Refuse another version of the model than the one that began the study. Raises StudyError naming the files."""
    parts = model_differences(frozen)
    if parts:
        raise StudyError(f"{folder} was begun with another version of the model: {_named(parts)}")


def model_differences(frozen: dict[str, Any]) -> list[str]:
    """Which files of the model differ from those that began the study."""
    then, now = frozen["model"], model_files()
    return [
        f"simulation/{name} {'differs' if name in then and name in now else 'is new' if name in now else 'is gone'}"
        for name in sorted(then.keys() | now.keys())
        if then.get(name) != now.get(name)
    ]


def version_differences(frozen: dict[str, Any]) -> list[str]:
    """Which libraries have another version than when the study was planned."""
    return list(differences(frozen["versions"], versions()))


def _study(frozen: dict[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in frozen["study"].items() if key not in ("scenario", "points", "agents")}


def _agents(frozen: dict[str, Any]) -> dict[str, str]:
    return {each["kind"]: f"{each['name']} of SHA-256 {each['sha256'][:12]}" for each in frozen["agents"]}


def _rules(frozen: dict[str, Any]) -> str:
    rules = frozen.get("rules")
    return f"{', '.join(rules['replaced'])} of SHA-256 {rules['sha256'][:12]}" if rules else "the model's"


def _named(parts: list[str]) -> str:
    return foremost(parts, SHOWN, between="; ")
