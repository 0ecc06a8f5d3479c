"""Whatever comes from outside ends in a line that names it, before time or memory is spent; never in an internal error.

See faults 3 and 6 to 8 of using it: names, sizes, empty words, an interpreter without docstrings.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commandline import cordiale, surroundings

HEAD = 'schema = 1\nname = "ours"\n'


@pytest.mark.parametrize("verb", ["run", "compare", "decide", "sweep", "status", "verify", "export", "teach", "see"])
@pytest.mark.parametrize("word", ["", "--out="])
def test_an_empty_word_is_no_folder(verb: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ended = cordiale(verb, "--out", word) if not word else cordiale(verb, word)
    assert ended.exit_code == 2
    assert "empty word" in ended.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["run", "compare"])
def test_results_do_not_go_to_the_root_of_the_disk(verb: str) -> None:
    ended = cordiale(verb, "smb-inbound", "--out", Path("/").resolve())
    assert ended.exit_code == 3
    assert "the root of the disk" in ended.stderr


@pytest.mark.parametrize("out", ["n" * 1000, "file", "file/below"])
@pytest.mark.parametrize("verb", ["run", "compare"])
def test_a_place_where_no_folder_can_be_is_named(
    verb: str, out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("mine", encoding="utf-8")
    ended = cordiale(verb, "smb-inbound", "--out", out)
    assert ended.exit_code == 3
    assert out in ended.stderr
    assert "internal error" not in ended.stderr
    assert Path("file").read_text(encoding="utf-8") == "mine"


def test_a_nul_in_a_name_is_wrong_usage(tmp_path: Path) -> None:
    ended = cordiale("run", "smb-inbound", "--out", f"{tmp_path}/a\0b")
    assert ended.exit_code == 2
    assert "null byte" in ended.stderr


def test_unknown_paradigms_are_named_together_with_all_other_faults(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        f'{HEAD}[company]\nreps = "forty"\nparadigm = "silo"\n[leadership]\ngoal = "nowhere"\n'
        '[[decisions]]\nquarter = 2\nparadigm = "sales-lead"\n', encoding="utf-8",
    )  # fmt: skip
    ended = cordiale("scenario", "check", file)
    assert ended.exit_code == 3
    for place in ("company.reps", "company.paradigm = 'silo'", "leadership.goal = 'nowhere'", "decisions.0.paradigm"):
        assert f"ours.toml: {place}" in ended.stderr, place
    file.write_text(file.read_text(encoding="utf-8").replace('"forty"', "40"), encoding="utf-8")
    lines = cordiale("scenario", "check", file).stderr.splitlines()
    assert len(lines) == 3, lines
    assert "did you mean 'siloed'?" in lines[0]


@pytest.mark.parametrize(
    ("typed", "meant"), [("Subjugated", "marketing-led or sales-led"), ("mené par les ventes", "sales-led")]
)
def test_a_paradigm_by_another_name_leads_to_the_names_of_files(typed: str, meant: str) -> None:
    for words in (("run", "--paradigm", typed), ("compare", "--paradigms", f"siloed,{typed}")):
        ended = cordiale(*words)
        assert ended.exit_code == 3
        assert f"is called {meant} here; `cordiale explain {typed}`" in ended.stderr
    assert cordiale("explain", typed).exit_code == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("run --quarters 100000000", "quarters = 100000000 is outside [1, 400]"),
        ("run --replication 9999999999", "replication = 9999999999 is outside"),
        ("compare --replications 1000000000", "GB of memory"),
        ("compare --quarters 100000000", "GB of memory"),
        ("decide --quarters 100000000", "quarters = 100000000 is outside [1, 400]"),
        ("decide --batches 1000000000", "batches = 1000000000 is outside [0, 100000]"),
        ("decide --matched 1000000000", "matched = 1000000000 is outside [4, 100000]"),
        ("run --set company.reps=1000000000", "company.reps = 1000000000 is outside"),
    ],
)
def test_absurd_sizes_are_refused(words: str, named: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = cordiale(*words.split(), "--out", out)
    assert ended.exit_code == 3
    assert named in ended.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('design = "latin-hypercube"\nsamples = 100000000\n[factors]\n"leadership.strength" = { low = 0, high = 1 }\n',
         "100,000,000 points, which take about 12.8 GB to plan; allowed are 1 to 10,000,000"),
        ('[factors]\n"leadership.strength" = { low = 0, high = 1, levels = 10000 }\n'
         '"leadership.hours" = { low = 0, high = 1, levels = 10000 }\n', "100,000,000 points"),
        ('quarters = 100000000\n[factors]\nparadigm = ["siloed"]\n', "quarters = 100000000"),
        ('replications = 1000000000\n[factors]\nparadigm = ["siloed"]\n', "replications = 1000000000"),
    ],
    ids=["samples", "grid", "quarters", "replications"],
)  # fmt: skip
def test_a_study_too_large_is_refused_with_an_estimate(body: str, named: str, tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_text(f'schema = 1\nscenario = "smb-inbound"\n{body}', encoding="utf-8")
    ended = cordiale("sweep", file, "--out", tmp_path / "out")
    assert ended.exit_code == 3
    assert named in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["scenario", "chart", "path", "study", "points", "mapping", "rules", "export"])
def test_a_file_that_may_not_be_read_is_named_with_the_reason(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suffix = {"scenario": "toml", "study": "toml", "mapping": "toml", "rules": "py"}.get(what, "csv")
    closed = tmp_path / f"closed.{suffix}"
    closed.write_text("", encoding="utf-8")
    above, export = tmp_path / "ours.toml", tmp_path / "export.csv"
    export.write_text("a,b\n1,2\n", encoding="utf-8")
    above.write_text({
        "chart": f'{HEAD}[company]\norg_chart = "closed.csv"\n',
        "path": f'{HEAD}[forces.buyers]\nshape = "path"\nfile = "closed.csv"\n',
        "points": 'schema = 1\ndesign = "list"\npoints = "closed.csv"\n',
    }.get(what, HEAD), encoding="utf-8")  # fmt: skip
    words = {
        "scenario": ("scenario", "show", closed), "study": ("sweep", closed), "points": ("sweep", above),
        "mapping": ("import", export, "--mapping", closed), "export": ("import", closed, "--preset", "hubspot"),
        "rules": ("run", "smb-inbound", "--rules", closed),
    }.get(what, ("scenario", "show", above))  # fmt: skip
    _close(closed, monkeypatch)
    ended = cordiale(*words)
    assert ended.exit_code == 3, ended.stderr
    assert "closed" in ended.stderr
    assert "Permission denied" in ended.stderr


def _close(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may read the file any more, not even a superuser, whom no mode of a file keeps out."""
    import io  # both names of `open` are closed

    open_one, io_open, os_open = open, io.open, os.open

    def refuse(path: object) -> None:
        if isinstance(path, str | os.PathLike) and Path(path).name == file.name:
            raise PermissionError(13, "Permission denied", str(path))

    def opened(path, *more, **named):  # type: ignore[no-untyped-def]  # whatever `open` takes
        refuse(path)
        return open_one(path, *more, **named)

    def opened_low(path, *more, **named):  # type: ignore[no-untyped-def]  # whatever `os.open` takes
        refuse(path)
        return os_open(path, *more, **named)

    assert io_open is open_one
    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr("io.open", opened)
    monkeypatch.setattr("os.open", opened_low)


CHEAP = (
    ("scenario", "list"), ("scenario", "show", "smb-inbound"), ("scenario", "new", "new.toml", "--all"),
    ("scenario", "schema"), ("explain", "trust"), ("explain", "siloed"), ("explain",), ("run", "--help"), ("--help",),
)  # fmt: skip
EACH = """
import sys
from tests.support.commandline import cordiale
for words in {verbs!r}:
    ended = cordiale(*words)
    if ended.exit_code:
        sys.exit(f"{{words}} {{ended.exit_code}} {{ended.stderr}} {{ended.exception!r}}")
if "How people of the two functions meet" not in open("new.toml", encoding="utf-8").read():
    sys.exit("what a table is about is missing")
"""  # no assertions: `-OO` drops them too


@pytest.mark.parametrize("how", [("-OO",), ("-W", "error")], ids=["without docstrings", "warnings are errors"])
def test_cheap_verbs_answer_under_any_interpreter(how: tuple[str, ...], tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, *how, "-c", EACH.format(verbs=CHEAP)], cwd=tmp_path, env=surroundings(), capture_output=True,
        text=True, timeout=300,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
