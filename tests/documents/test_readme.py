"""The README is true: its commands run, its Python runs, its figure is there, and CI runs its test command."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cordiale.experiments.foundations.language import words as words_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL = "python3 -m pip install -q uv && "
RUN = re.compile(r"^python3 -m uv run (--no-dev )?")


def blocks(language: str) -> list[str]:
    """The code blocks of the README in a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def commands() -> list[str]:
    """What the README tells one to type, without what sets up the environment these tests already run in."""
    lines = [line for block in blocks("bash") for line in block.strip().splitlines()]
    return [RUN.sub("", line.removeprefix(INSTALL)) for line in lines]


def test_the_two_commands_are_one_line_each_and_install_what_they_need() -> None:
    two = [block.strip() for block in blocks("bash")][:2]
    assert all(line.startswith(INSTALL) and "\n" not in line for line in two)
    assert "cordiale decide" in two[0]
    assert "pytest" in two[1]


@pytest.mark.parametrize("said", ["cordiale decide", "cordiale see", "cordiale explain", "--language"])
def test_what_a_newcomer_needs_is_there_to_be_typed(said: str) -> None:
    assert any(said in line for line in commands())


def test_ci_runs_exactly_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test command -->" in script
    after = README.split("<!-- test command -->")[1]
    assert blocks("bash")[1] in after


@pytest.mark.slow
@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("cordiale")])
def test_a_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    (study,) = blocks("toml")
    (tmp_path / "study.toml").write_text(study, encoding="utf-8")
    words = shlex.split(command)
    words[0] = str(Path(sys.executable).parent / "cordiale")
    done = subprocess.run(
        words if words[1] == "explain" else [*words, "--quiet"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=400,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    caveat = words_of("fr" if "fr" in words else "en")["caveat.foundation"]
    said = " ".join(done.stdout.split())
    pages = "rests on the model's assumptions" in said and words[1] in ("see", "teach")
    assert caveat[:40] in said or pages or words[1] in ("run", "sweep", "explain")


def test_the_python_of_the_readme_runs() -> None:
    (block,) = blocks("python")
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
