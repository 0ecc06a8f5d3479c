"""A study as it was planned, frozen in its folder: everything that its results depend on.

`study.json` holds the study, the whole scenario, the sources of people and rules of one's own, and the SHA-256 of every
file of the model; `plan.parquet` the points. A study goes on only with the model that began it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from operator import eq
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cordiale.simulation.machinery.source_files import MODEL, source_files

from ..foundations.atomic import prepare_directory, write_bytes, write_text
from ..foundations.kept_json import object_in
from ..foundations.manifest import commit, mapping_sha256, scenario_content, versions
from ..foundations.plain import to_json
from ..foundations.sized_tables import read_sized
from ..foundations.store import content_sha256
from .designs import MOST_POINTS
from .file import StudyError
from .folder import PARTS, POINTS, STUDY
from .planning import Plan
from .swapping import settle
from .thawing import thawed

FORMAT = "cordiale study 1"
NOT_CONTENT = {"scenario", "points"}  # names of files, whose content counts instead


def freeze(plan: Plan) -> dict[str, Any]:
    """What `study.json` holds."""
    scenario = scenario_content(plan.scenario)
    return {
        "format": FORMAT,
        "study": plan.study.model_dump(by_alias=True, mode="json"),
        "plan_sha256": identity(plan),
        "points": plan.points,
        "runs": plan.runs,
        "part_size": plan.part_size,
        "factors": [
            {
                "name": factor.name,
                "kind": factor.domain.kind,
                "unit": factor.domain.unit,
                "definition": factor.domain.meaning,
                **({"low": factor.low, "high": factor.high} if factor.low < factor.high else {}),
                **({"levels": list(factor.levels)} if factor.levels else {}),
            }
            for factor in plan.factors
        ],
        "scenario": {"name": plan.scenario.name, "sha256": mapping_sha256(scenario), "content": scenario},
        "agents": [{**each._asdict(), "sha256": each.sha256} for each in plan.agents.classes],
        "rules": plan.rules.record() if plan.rules else None,
        **({"sets": [[number, values] for number, values in plan.sets]} if plan.sets else {}),
        "model": model_files(),
        "versions": versions(),
        "commit": commit(),
    }


def identity(plan: Plan) -> str:
    """The SHA-256 of what a plan means: the same wherever its files lie and in however many parts it is kept."""
    study = {key: each for key, each in plan.study.model_dump(mode="json").items() if key not in NOT_CONTENT}
    if plan.study.design_seed is None:  # a study from before there were two seeds is the study that it was
        del study["design_seed"]
    if plan.study.until is None:
        del study["until"]
    elif plan.study.until.runs is None:
        del study["until"]["runs"]  # nor one from before there were budgets
    if plan.study.record is None:
        del study["record"]
    if plan.study.parameters == "point":  # nor is one from before there were sets another one
        del study["parameters"]
    study |= {"sets": plan.sets} if plan.sets else {}
    study["agents"] = {each.kind: [each.name, each.sha256] for each in plan.agents.classes}
    study |= {"keep": plan.agents.keep} if plan.agents.keep else {}
    study |= {"rules": plan.rules.sha256} if plan.rules else {}
    points = content_sha256(plan.frame())
    scenario = scenario_content(plan.scenario)
    for profile in scenario["forces"].values():
        profile.pop("file", None)  # its name; what it holds is in the path
    return mapping_sha256({"study": study, "scenario": scenario, "points": points})


def model_files() -> dict[str, str]:
    """The SHA-256 of each source file of the model, line ends made equal."""
    return {
        file.relative_to(MODEL).as_posix(): hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for file in source_files()
    }


def plant(plan: Plan, directory: Path, *, begun: Mapping[str, Any] | None = None) -> None:
    """Leave a plan in a folder, `study.json` last: it says that a study was planned there. Raises StoreError.

    `begun`: what the `study.json` that it grew from says it was begun with (versions and commit) stays.
    """
    prepare_directory(directory / PARTS)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(plan.frame(), preserve_index=False), sink, compression="zstd")
    write_bytes(directory / POINTS, bytes(sink.getvalue()))
    kept = {key: begun[key] for key in ("versions", "commit")} if begun is not None else {}
    write_text(directory / STUDY, to_json(freeze(plan) | kept))


def dig_out(directory: Path) -> tuple[Plan, dict[str, Any]]:
    """The plan that was left in a folder, and its `study.json`. Raises StudyError if it is missing or damaged.

    A study that was stopped in growing takes the last steps first. Raises StoreError where it cannot.
    """
    if not directory.is_dir():
        raise StudyError(f"{directory}: there is no such folder")
    settle(directory)
    try:
        frozen = object_in(directory / STUDY)
        points = read_sized(directory / POINTS, most=MOST_POINTS).to_pandas(ignore_metadata=True)
    except FileNotFoundError as error:
        missing = Path(str(error.filename)).name if error.filename else STUDY
        raise StudyError(f"{directory} holds no study: {missing} is missing") from error
    except (OSError, ValueError, pa.ArrowException) as error:
        raise StudyError(f"{directory}: the plan is damaged: {[*str(error).splitlines(), ''][0]}") from error
    if frozen.get("format") != FORMAT:
        raise StudyError(f"{directory}: {STUDY} is not of the format {FORMAT!r}")
    plan = thawed(frozen, points, str(directory))
    if _identity(plan, directory) != frozen["plan_sha256"]:
        raise StudyError(f"{directory}: the plan was changed: its SHA-256 is not {frozen['plan_sha256']}")
    return plan, frozen


def _identity(plan: Plan, directory: Path) -> str:
    """The SHA-256 of a plan that was dug out, whatever stands in its points. Raises StudyError."""
    try:
        return identity(plan)
    except (TypeError, ValueError, AttributeError, OverflowError, pa.ArrowException) as error:
        raise StudyError(f"{directory}: {POINTS} is damaged: {[*str(error).splitlines(), ''][0]}") from error


def differences(frozen: Any, now: Any, place: str = "", *, same: Callable[[Any, Any], bool] = eq) -> Iterator[str]:
    """Where two documents differ, each as `place = that there, this here`; `same` says of two values if they do not.

    >>> list(differences({"a": {"b": 1}, "c": 2}, {"a": {"b": 3}, "c": 2}))
    ['a.b = 1 there, 3 here']
    """
    if isinstance(frozen, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*frozen, *now]):
            yield from differences(frozen.get(key), now.get(key), f"{place}.{key}" if place else str(key), same=same)
    elif not same(frozen, now):
        yield f"{place} = {_short(frozen)} there, {_short(now)} here"


def _short(given: Any) -> str:
    text = json.dumps(given, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."
