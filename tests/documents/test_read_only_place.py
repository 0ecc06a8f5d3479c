"""Installed where nobody may write, run by another user without a home, from another folder: verbs do their work.

The user may read everything, since the interpreter may lie in somebody's home, and write nowhere but in its own folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.crm_exports import write_olist

STRANGER = 54_321  # a number that no name belongs to
READS = "-all,+dac_read_search"
SETPRIV = shutil.which("setpriv")
pytestmark = pytest.mark.skipif(
    SETPRIV is None or getattr(os, "geteuid", lambda: 1)() != 0,
    reason="only root, with setpriv, can become another user",
)
TINY = 'schema = 1\nname = "tiny"\n[company]\nreps = 2\nmarketers = 2\nexecutives = 1\n'
QUICK = {  # rules as plain Python, so that nothing has to be compiled
    "scenario list": "status-quo",
    "scenario new mine.toml": "mine.toml",
    "run tiny.toml --quarters 1": "revenue",
    "see tiny.toml --quarters 4 --no-open --out seen.html": "Page in seen.html",
    "teach class tiny.toml --no-open": "Class in",
}
WHOLE = {  # compiled once, into a cache of the stranger's
    "compare tiny.toml --quarters 1 --replications 2 --out compared": "content SHA-256",
    "decide tiny.toml --quarters 6 --batches 0 --matched 4 --budget 5 --out decided": "Decision in decided",
    "import export --preset olist --sets 1 --out imported.toml": "imported.toml",
}


@pytest.fixture(scope="module")
def sealed(unpacked: Path) -> Path:
    """What was installed, of which nothing can be changed."""
    for each in (unpacked, *unpacked.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    return unpacked


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """The stranger's folder, with what others gave it."""
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    (tmp_path / "export").mkdir()
    write_olist(tmp_path / "export")
    os.chown(tmp_path, STRANGER, STRANGER)
    return tmp_path


def typed(words: str, sealed: Path, there: Path, **more: str) -> str:
    """What a stranger without a home sees; the command must end well, and leave the installation as it was."""
    become = [str(SETPRIV), "--reuid", str(STRANGER), "--regid", str(STRANGER), "--clear-groups"]
    become += [word for kind in ("inh-caps", "ambient-caps", "bounding-set") for word in (f"--{kind}", READS)]
    homes = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "USER", "LOGNAME", "NUMBA_CACHE_DIR", "MPLCONFIGDIR")
    around = {name: value for name, value in os.environ.items() if name not in homes}
    command = [*become, sys.executable, "-m", "cordiale.experiments.cli", *words.split()]
    ended = subprocess.run(command, cwd=there, env=around | {"PYTHONPATH": str(sealed), "NO_COLOR": "1"} | more,
                           capture_output=True, text=True, timeout=900, check=False)  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stdout


def test_a_stranger_is_one_who_cannot_write_where_cordiale_lies(sealed: Path, there: Path) -> None:
    with pytest.raises(AssertionError, match="Permission denied"):
        typed(f"scenario new {sealed}/mine.toml", sealed, there)


@pytest.mark.parametrize("words", QUICK)
def test_a_stranger_without_a_home_can_use_what_lies_in_a_read_only_place(
    words: str, sealed: Path, there: Path
) -> None:
    assert QUICK[words] in typed(words, sealed, there, NUMBA_DISABLE_JIT="1")


@pytest.mark.slow
def test_a_stranger_without_a_home_compares_decides_and_imports(sealed: Path, there: Path) -> None:
    for words, told in WHOLE.items():
        assert told in typed(words, sealed, there, NUMBA_CACHE_DIR=str(there / "cache"))
