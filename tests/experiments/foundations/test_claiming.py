"""A folder has one writer, and keeps what another verb, or somebody else, left in it."""

from __future__ import annotations

import json
import os
import signal
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cordiale.experiments.foundations import claiming
from cordiale.experiments.foundations.atomic import StoreError, whole, write_text
from cordiale.experiments.foundations.claiming import BusyError, claimed, clear, held, is_held, refuse_others, verb_of
from cordiale.simulation.runs import company
from tests.support.commandline import cordiale

TINY = 'schema = 1\nname = "tiny"\n[company]\nreps = 2\nmarketers = 2\nexecutives = 1\nburn_in = 0\n'
POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    return tmp_path / "tiny.toml"


def compare(tiny: Path, out: Path, *more: str) -> tuple[int, str]:
    words = ["compare", tiny, "--quarters", "1", "--replications", "2", "--forces", "none", "--out", out, *more]
    ended = cordiale(*words)
    return ended.exit_code, ended.stderr


def left_by(verb: str, folder: Path) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"command": ["cordiale", "--debug", verb, "x"]}), encoding="utf-8")
    return folder


# One writer


def test_a_second_writer_is_refused_while_the_first_is_there(tmp_path: Path) -> None:
    with held(tmp_path):
        assert is_held(tmp_path)
        with pytest.raises(BusyError, match="another process is working in this folder"), claimed(tmp_path, "compare"):
            pass
    assert not is_held(tmp_path)


def test_who_asks_whether_a_folder_is_held_leaves_nothing_there(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    assert not is_held(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_comparison_waits_for_nobody(tiny: Path, tmp_path: Path) -> None:
    with held(tmp_path / "r"):
        code, said = compare(tiny, tmp_path / "r")
    assert (code, "another process is working in this folder" in said) == (3, True)


@pytest.fixture
def hearing() -> Iterator[None]:
    """A process that hears interrupts, though it may have been started to ignore them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@POSIX
@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_interrupt_that_strikes_while_the_lock_is_taken_leaves_none(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl  # late: POSIX

    real = fcntl.flock

    def struck(lock: int, how: int) -> None:
        monkeypatch.undo()  # once
        if moment == "after":
            real(lock, how)
        signal.raise_signal(signal.SIGINT)
        if moment == "before":
            real(lock, how)

    monkeypatch.setattr(fcntl, "flock", struck)
    with pytest.raises(KeyboardInterrupt), claimed(tmp_path / "r", "compare"):
        pass
    assert list((tmp_path / "r").iterdir()) == []


SECOND = (
    "decide tiny.toml --out r", "run tiny.toml --out r", "run tiny.toml --record r", "search tiny.toml --out r",
    "compare tiny.toml --out r", "sweep study.toml --out r",
)  # fmt: skip


@pytest.mark.parametrize("typed", SECOND)
def test_of_two_of_a_verb_at_once_in_a_folder_the_second_ends_before_it_lives_anything(
    typed: str, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny.parent)
    monkeypatch.setattr(claiming, "PATIENCE", 0.0)
    monkeypatch.setattr(company, "execute", None)  # nothing could be lived
    study = 'schema = 1\nscenario = "tiny.toml"\ndesign = "full"\n[factors]\nparadigm = ["siloed", "drift"]\n'
    Path("study.toml").write_text(study, encoding="utf-8")
    with held(Path("r")):
        ended = cordiale(*typed.split())
    said = ended.stderr.splitlines()[-1]
    assert (ended.exit_code, said) == (3, "cordiale: r: another process is working in this folder")
    assert [each.name for each in Path("r").iterdir() if each.name != "lock"] == []


# Whose it is


def test_what_another_verb_left_is_refused_and_kept(tmp_path: Path) -> None:
    folder = left_by("compare", tmp_path / "r")
    assert verb_of(folder) == "compare"
    refuse_others(folder, "compare")
    for verb in ("run", "sweep"):
        with pytest.raises(StoreError, match="holds what `cordiale compare` left: choose another folder"):
            refuse_others(folder, verb)
    assert [file.name for file in folder.iterdir()] == ["manifest.json"]


def test_a_study_is_refused_to_a_comparison(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "study.json").write_text("{}", encoding="utf-8")
    code, said = compare(tiny, tmp_path / "r")
    assert (code, "holds what `cordiale sweep` left" in said) == (3, True)
    assert [file.name for file in (tmp_path / "r").iterdir()] == ["study.json"]


@pytest.mark.parametrize("name", ["summary.json", "results.parquet", "manifest.json", "figures"])
def test_files_that_nobody_here_made_are_refused_and_kept(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="that Cordiale did not make"):
        refuse_others(tmp_path, "compare")
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_an_unfinished_comparison_is_gone_on_with_but_no_place_for_a_study(tiny: Path, tmp_path: Path) -> None:
    assert compare(tiny, tmp_path / "r", "--figures", "none")[0] == 0
    (tmp_path / "r" / "manifest.json").unlink()
    refuse_others(tmp_path / "r", "compare")
    with pytest.raises(StoreError, match="holds what `cordiale compare` left"):
        refuse_others(tmp_path / "r", "sweep")


# Nothing old beside the new


def test_a_manifest_lists_every_file_and_the_next_comparison_leaves_none_of_them(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    assert compare(tiny, folder, "--quiet")[0] == 0
    listed = json.loads((folder / "manifest.json").read_bytes())["files"]
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert there == {*listed, "manifest.json", "results.parquet"}
    assert sum(name.startswith("figures/") for name in listed) > 0
    assert compare(tiny, folder, "--figures", "none", "--quiet")[0] == 0
    assert list((folder / "figures").iterdir()) == []


def test_clearing_goes_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine", encoding="utf-8")
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"files": {"../other": "", "a": ""}}), encoding="utf-8")
    (folder / "a").touch()
    clear(folder)
    assert list(folder.iterdir()) == []
    assert (tmp_path / "other").read_text(encoding="utf-8") == "mine"


# What is no file


@POSIX
def test_a_device_is_written_into_and_stays(tmp_path: Path) -> None:
    write_text(Path(os.devnull), "x")
    with whole(Path(os.devnull)) as place:
        place.write_text("x", encoding="utf-8")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@POSIX
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_text(tmp_path / "link", "one")
    with whole(tmp_path / "link") as place:
        place.write_text("two", encoding="utf-8")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "two"


@POSIX
def test_a_pipe_that_nobody_reads_is_refused_and_one_that_is_read_gets_it(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    with pytest.raises(StoreError, match="cannot write to"):
        write_text(pipe, "x")
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    while not read:
        try:
            write_text(pipe, "x")
        except StoreError:
            continue
        reader.join(10)
    assert read == ["x"]
    assert stat.S_ISFIFO(os.stat(pipe).st_mode)


@POSIX
def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot write to"):
        write_text(tmp_path / "folder", "x")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]
