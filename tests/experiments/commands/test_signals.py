"""Verbs that write, interrupted at each stage of writing: nothing half, and it can be gone on.

A signal raises KeyboardInterrupt wherever the command is (`cli.py`); here it comes before the first file takes its
place, after it, before the last one (a manifest where there is one), and while what is written is flushed to the disk.
Those that simulate long are interrupted in `test_compare_interrupted.py`, `test_structure_search.py` and the tests of
studies.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.crm import writing
from cordiale.experiments.fitting import fitted
from cordiale.experiments.foundations.claiming import LOCK, MANIFEST
from cordiale.experiments.foundations.exits import NOT_VERIFIED
from cordiale.experiments.foundations.kept_json import object_in
from cordiale.experiments.foundations.sealing import unsealed
from cordiale.experiments.study.carrying_out import carry_out
from tests.support.commandline import cordiale
from tests.support.crm_exports import write_olist
from tests.support.planted_studies import planned, planted
from tests.support.quick_fits import rough_fits

MADE = planned(
    design="latin-hypercube", samples=40, quarters=1, replications=2,
    factors={"paradigm": ["siloed", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0},
             "trust.initial": {"low": 0.2, "high": 0.8}},
)  # fmt: skip
VERBS = {
    "map": "map study --x leadership.strength --y trust.initial --out left",
    "robustness": "robustness study --out left",
    "export": "export study --to left/results.csv",
    "scenario new": "scenario new left/mine.toml --all",
    "discover": "discover study --where 'proportional - siloed revenue < 0.3' --out left",
    "see": "see mine.toml --no-open --out left/seen.html",
    "teach": "teach --no-open --out left",
    "teach class": "teach class mine.toml --no-open --out left",
    "import": "import export --preset olist --sets 0 --out left/imported.toml",
    "fit": "fit mine.toml --sets 0 --out left/fitted.toml",
}
MINE = """\
schema = 1
name = "mine"
extends = "status-quo"
[company]
reps = 4
marketers = 3
executives = 1
burn_in = 0
[targets]
win_rate = { value = 0.3, tolerance = 0.9 }
"""
ENDS_WELL = (0, NOT_VERIFIED)  # a figure that cannot be met is told, and all is written
SIMULATING = ((writing, "fit"), (fitted, "fit"), (writing, "hold_over_years"), (fitted, "hold_over_years"))
STAGES = ("before the first file", "after the first file", "before the last file", "while flushing")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planted study, from which verbs start."""
    folder = tmp_path_factory.mktemp("furnished")
    planted(folder / "study", MADE, lambda settings, replication: settings["leadership.strength"] + replication)
    carry_out(MADE, folder / "study", workers=1)
    (folder / "mine.toml").write_text(MINE, encoding="utf-8")
    (folder / "export").mkdir()
    write_olist(folder / "export")
    return folder


@pytest.fixture(autouse=True)
def lived_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What `import` and `fit` simulate is lived once, roughly, and remembered: only what they write is looked at."""
    known: dict[str, Any] = {}

    def remembered(honest: Callable[..., Any], key: str) -> Callable[..., Any]:
        def ask(*given: Any, **named: Any) -> Any:
            if key not in known:
                known[key] = honest(*given, **named)
            return known[key]

        return ask

    for module, name in SIMULATING:
        monkeypatch.setattr(module, name, remembered(getattr(module, name), f"{module.__name__} {name}"))
    with rough_fits():
        yield


class Struck:
    """A function of the operating system whose call of this number, from 1, is struck; before it happens or after.

    Machine code that is kept meanwhile does not count: calls for a path elsewhere are left alone.
    """

    def __init__(self, honest: Callable[..., Any], number: int = 0, *, after: bool = False) -> None:
        self.honest, self.number, self.after, self.calls = honest, number, after, 0

    def __call__(self, *given: Any) -> Any:
        if not isinstance(given[-1], int) and "left" not in Path(given[-1]).parts:
            return self.honest(*given)
        self.calls += 1
        if self.calls != self.number:
            return self.honest(*given)
        if self.after:
            self.honest(*given)
        raise KeyboardInterrupt


def files_in(folder: Path) -> dict[str, bytes]:
    """All files of a folder but locks, by name."""
    found = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != LOCK)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def typed(verb: str, folder: Path, patch: pytest.MonkeyPatch, **struck: Struck) -> Any:
    """The verb, with functions of `os` struck."""
    with patch.context() as inside:
        inside.chdir(folder)
        for name, each in struck.items():
            inside.setattr(os, name, each)
        return cordiale(*shlex.split(VERBS[verb]))


@pytest.mark.parametrize("verb", VERBS)
def test_interrupted_at_any_stage_a_verb_leaves_whole_files_and_goes_on(
    verb: str, furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(name: str) -> Path:
        shutil.copytree(furnished, tmp_path / name)
        (tmp_path / name / "left").mkdir()
        return tmp_path / name

    whole, count = begin("whole"), Struck(os.replace)
    ended = typed(verb, whole, monkeypatch, replace=count)
    assert ended.exit_code in ENDS_WELL, ended.output
    wanted = files_in(whole / "left")
    assert wanted
    stages = dict(zip(STAGES, (
        {"replace": Struck(os.replace, 1)}, {"replace": Struck(os.replace, 1, after=True)},
        {"replace": Struck(os.replace, count.calls)}, {"fsync": Struck(os.fsync, 1)},
    ), strict=True))  # fmt: skip
    for stage, struck in stages.items():
        folder = begin(stage.replace(" ", "-"))
        cut = typed(verb, folder, monkeypatch, **struck)
        assert cut.exit_code == 130, f"{stage}: {cut.output}"
        assert "interrupted" in cut.stderr, stage
        assert "Traceback" not in cut.stderr, stage
        kept = files_in(folder / "left")
        assert not [name for name in kept if name.endswith("-tmp") or name not in wanted], stage
        assert all(len(content) >= len(wanted[name]) * 0.99 for name, content in kept.items()), stage
        if MANIFEST in kept:
            assert not list(unsealed(folder / "left", object_in(folder / "left" / MANIFEST)["files"])), stage
        again = typed(verb, folder, monkeypatch)
        if again.exit_code == 3:  # a file of one's own is not written over: it is there, and whole
            assert "is there already" in again.stderr, f"{stage}: {again.output}"
        else:
            assert again.exit_code == ended.exit_code, f"{stage}: {again.output}"
        assert files_in(folder / "left").keys() == wanted.keys(), stage
