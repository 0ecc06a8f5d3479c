"""Compiled or as plain Python, the behaviours are the same; and what they ask luck for, nobody else asks it for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cordiale.simulation.machinery import caches
from cordiale.simulation.machinery.source_files import MODEL, source_files
from cordiale.simulation.world.state import ARRAYS
from tests.support.commandline import ROOT
from tests.support.plain import LIVES, companies

BOOKS = ("leads", "customers", "matters")
PLAIN = os.environ | {"NUMBA_DISABLE_JIT": "1"}


def in_plain_python(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.plain", *words], env=PLAIN, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def plain_states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    in_plain_python("state", str(folder))
    return folder


@pytest.mark.parametrize("paradigm", [life[0] for life in LIVES])
def test_a_company_lives_the_same_weeks_compiled_and_in_plain_python(plain_states: Path, paradigm: str) -> None:
    org = companies(15)[paradigm]
    plain = np.load(plain_states / f"{paradigm}.npz")
    for name in ARRAYS:
        ours, theirs = np.asarray(getattr(org, name)), plain[name]
        used = int(org.company[0][name]) if name in BOOKS else len(ours)
        assert ours.dtype == theirs.dtype
        for field in ours.dtype.names or (None,):
            one, other = (rows[:used] if field is None else rows[field][:used] for rows in (ours, theirs))
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12, err_msg=f"{name}.{field}")


def test_no_two_behaviours_share_a_draw_of_an_address_of_luck() -> None:
    assert in_plain_python("luck").split() == []


def test_machine_code_is_kept_by_the_content_of_the_sources_so_that_an_edit_never_meets_stale_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    folder = caches.cache_folder.__wrapped__()
    assert folder.parent == tmp_path
    assert caches.source_hash().startswith(folder.name)


@pytest.mark.parametrize("rule", source_files(), ids=lambda file: file.relative_to(MODEL).as_posix())
def test_an_edit_of_any_source_of_the_model_changes_the_hash_that_names_its_machine_code(
    rule: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(MODEL, tmp_path / "model", ignore=shutil.ignore_patterns("__pycache__", "*.md"))
    assert caches.hash_of(copy) == caches.source_hash()
    with (copy / rule.relative_to(MODEL)).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert caches.hash_of(copy) != caches.source_hash()


def test_a_rule_in_a_room_of_its_own_is_among_the_sources(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    for name in ("week.py", "rules/trust.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [file.relative_to(tmp_path).as_posix() for file in source_files(tmp_path)] == ["rules/trust.py", "week.py"]


def test_the_sources_are_those_of_the_whole_model() -> None:
    names = {file.relative_to(MODEL).as_posix() for file in source_files()}
    assert {"week.py", "engine.py", "rules/trust.py", "world/state.py", "machinery/compiled.py"} <= names
