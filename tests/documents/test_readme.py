"""The README is true: its commands run, its Python runs, its figure is there, and CI runs its test command."""

import json
import re
from pathlib import Path

import pytest

from cordiale.experiments.foundations.language import words as words_of
from cordiale.experiments.page.seeing import caveat
from tests.support.commandline import ROOT
from tests.support.typed import INSTALL, README, blocks, commands, run, typed, write_study


def test_the_two_commands_are_one_line_each_and_install_what_they_need() -> None:
    two = [block.strip() for block in blocks(README, "bash")][:2]
    assert all(line.startswith(INSTALL) and "\n" not in line for line in two)
    assert "cordiale decide" in two[0]
    assert "pytest" in two[1]


@pytest.mark.parametrize("said", ["cordiale decide", "cordiale see", "cordiale explain", "--language"])
def test_what_a_newcomer_needs_is_there_to_be_typed(said: str) -> None:
    assert any(said in line for line in commands(README))


def test_ci_runs_exactly_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test command -->" in script
    after = README.split("<!-- test command -->")[1]
    assert blocks(README, "bash")[1] in after


@pytest.mark.parametrize("line", typed())
def test_a_line_that_the_readme_or_the_site_tells_to_type_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    done, (_, verb, *rest) = run(line), line.split()
    assert done.exit_code == 0, done.stderr
    language = "fr" if "fr" in rest else "en"
    told = caveat(language) if verb in ("see", "teach") else words_of(language)["caveat.foundation"]
    assert told[:40] in " ".join(done.stdout.split()) or verb in ("run", "sweep", "explain")


def test_the_python_of_the_readme_runs() -> None:
    (block,) = blocks(README, "python")
    names: dict[str, object] = {}
    exec(block, names)
    assert len(names["results"]) == 2 * 4 * 5  # type: ignore[arg-type]
    assert names["model"].week == 1  # type: ignore[attr-defined]


def test_every_file_that_the_readme_names_is_there() -> None:
    named = re.findall(r"`([a-z]+/[\w/.]+\.(?:py|md|ipynb))`", README) + re.findall(r"\]\(([\w/.]+\.png)\)", README)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_readme_tells_which_patterns_hold_and_which_do_not() -> None:
    record = json.loads((ROOT / "experiments" / "validation" / "record.json").read_text(encoding="utf-8"))
    numbers = {
        verdict: [row["pattern"] for row in record["patterns"] if row["verdict"] == verdict]
        for verdict in ("holds", "fails", "cannot tell")
    }
    told = " ".join(README.split())
    sentence = re.search(r"(\d+) of (\d+) hold; (.*?) fail, (.*?) cannot be told\.", told)
    assert sentence is not None
    assert (int(sentence[1]), int(sentence[2])) == (len(numbers["holds"]), len(record["patterns"]))
    assert [int(each) for each in re.findall(r"\d+", sentence[3])] == numbers["fails"]
    assert [int(each) for each in re.findall(r"\d+", sentence[4])] == numbers["cannot tell"]
