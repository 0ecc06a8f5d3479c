"""How a comparison came about: everything that is needed to run it again or to see why it would differ now.

Nothing here depends on the clock or on where files lie: the same comparison on the same installation has the same
manifest.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cordiale.simulation.scenario.chart import Seat
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.scenario.weather import Growth

from .plain import plain

PACKAGES = ("cordiale", "numpy", "numba", "mesa", "pandas", "pyarrow", "scipy", "networkx")


def describe_comparison(
    *, command: Sequence[str], scenario_name: str, scenario: Mapping[str, Any], seed: int
) -> dict[str, Any]:
    """The manifest of a comparison, to which `store.write_results` adds the hash of the results.

    `command` is what the user typed, word by word; `scenario` its full content after defaults were filled in,
    as JSON-like values, kept with its own SHA-256.
    """
    return {
        "format": "cordiale manifest 1",
        "command": list(command),
        "scenario": {"name": scenario_name, "sha256": mapping_sha256(scenario), "content": plain(scenario)},
        "seed": seed,
        "versions": versions(),
        "platform": {
            "system": platform.system(),
            "release": platform.release(),
            "machine": platform.machine(),
        },
        "commit": commit(),
        "model_sha256": source_sha256("cordiale.simulation"),
    }


def mapping_sha256(content: Mapping[str, Any]) -> str:
    """The SHA-256 of JSON-like content, whatever the order of its keys.

    >>> mapping_sha256({"a": 1, "b": 2}) == mapping_sha256({"b": 2, "a": 1})
    True
    """
    canonical = json.dumps(plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def versions(packages: Sequence[str] | None = None) -> dict[str, str | None]:
    """The version of Python and of each package that may change a result; None for one not installed."""
    return {"python": platform.python_version(), **{name: _version(name) for name in packages or PACKAGES}}


@cache
def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def commit() -> dict[str, Any] | None:
    """The git commit of this source and whether tracked files differ from it; None outside a checkout.

    An installed copy inside somebody else's repository is not a checkout: git must track this very file.
    """
    here = Path(__file__)
    if _git("ls-files", "--error-unmatch", here.name, at=here.parent) is None:
        return None
    changes = _git("status", "--porcelain", "--untracked-files=no", at=here.parent)
    return {"id": _git("rev-parse", "HEAD", at=here.parent), "modified": bool(changes)}


def _git(*words: str, at: Path) -> str | None:
    """What git answers, or None if it is not there or refuses."""
    try:
        answer = subprocess.run(["git", *words], cwd=at, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()


def source_sha256(package: str) -> str | None:
    """The SHA-256 of a package's Python files, names and content, line ends made equal; None if absent."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    root = Path(spec.submodule_search_locations[0])
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.py"), key=lambda path: path.relative_to(root).as_posix()):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def scenario_content(scenario: Scenario) -> dict[str, Any]:
    """The scenario with all it was made from, free of where its files lie: these are named, and their content kept."""
    content = scenario.to_document()
    if scenario.growth == Growth():
        del content["growth"]  # a scenario from before there was growth is, by its hash, the scenario that it was
    chart = content["company"].get("org_chart")
    if chart is not None:
        content["company"]["org_chart"] = Path(chart).name
        content["org_chart"] = [seat._asdict() for seat in scenario.chart()]
    for profile in content["forces"].values():
        if "file" in profile:
            profile["file"] = Path(profile["file"]).name
    return content


def scenario_from(content: Mapping[str, Any]) -> Scenario:
    """A scenario from its whole content: an org chart from its seats, a force's path from its intensities."""
    whole = json.loads(json.dumps(content))
    seats = tuple(Seat(**seat) for seat in whole.pop("org_chart", ()))
    for profile in whole["forces"].values():
        profile.pop("file", None)
    return Scenario.model_validate(whole | {"seats": seats})
