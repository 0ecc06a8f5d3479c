"""Whatever lies where a file should be ends in a line, and nothing waits for ever."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cordiale import load_scenario
from cordiale.experiments.crm.dates import form_of
from cordiale.experiments.crm.mapping_file import load_mapping
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.study.agents import read_agents
from cordiale.experiments.study.designs import heading
from cordiale.experiments.study.file import Agents, StudyError, StudyFile, load_study
from cordiale.simulation.runs.own_checks import claimed
from cordiale.simulation.runs.own_rules import RulesError, read_rules
from cordiale.simulation.scenario.chart import ChartError, read_chart
from cordiale.simulation.scenario.content import decode
from cordiale.simulation.scenario.ensemble import kept_sets
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import DEEPEST
from cordiale.simulation.scenario.given import LONGEST, GivenError, bytes_of, text_of, toml_of
from cordiale.simulation.scenario.resolutions import resolved

LEAST = 0.02  # seconds of processor time: what is read in less tells nothing


def points_in(file: Path) -> object:
    return heading(StudyFile.model_validate({"schema": 1, "design": "list", "points": str(file)}), "study")


def class_in(file: Path) -> object:
    source = file.with_suffix(".py")
    if file.exists():
        file.rename(source)
    return read_agents(Agents(sales_rep=f"{source}:Rep"), where="study")


READERS: list[tuple[Callable[[Path], object], type[Exception]]] = [
    (load_scenario, ScenarioError),
    (load_study, StudyError),
    (load_mapping, DataError),
    (read_chart, ChartError),
    (toml_of, GivenError),
    (kept_sets, ScenarioError),
    (read_rules, RulesError),
    (points_in, StudyError),
    (class_in, StudyError),
]


@pytest.fixture(params=["pipe", "folder", "absent", "digits", "deep", "key", "binary"])
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Something that is no good under a name that readers take."""
    file = tmp_path / "odd.toml"
    match request.param:
        case "pipe":
            if not hasattr(os, "mkfifo"):
                pytest.skip("no pipes here")
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "digits":
            file.write_text(f"schema = {'9' * 5000}\n", encoding="utf-8")
        case "deep":
            file.write_text(f"schema = {'[' * 5000}\n", encoding="utf-8")
        case "key":
            file.write_text(f"schema{'.a' * 20_000} = 1\n", encoding="utf-8")
        case "binary":
            file.write_bytes(b"\xff\x00\xfe")
    return file


@pytest.mark.parametrize(("reader", "refusal"), READERS, ids=lambda each: getattr(each, "__name__", ""))
def test_what_is_no_document_is_refused_in_a_line(
    reader: Callable[[Path], object], refusal: type[Exception], odd: Path
) -> None:
    with pytest.raises(refusal) as raised:
        reader(odd)
    assert str(raised.value)
    assert "Traceback" not in str(raised.value)


def test_scenarios_stand_on_one_another_only_so_high(tmp_path: Path) -> None:
    (tmp_path / "s0.toml").write_text('schema = 1\nname = "s"\n', encoding="utf-8")
    for number in range(1, 1000):
        (tmp_path / f"s{number}.toml").write_text(f'extends = "s{number - 1}.toml"\n', encoding="utf-8")
    assert load_scenario(tmp_path / f"s{DEEPEST}.toml").company.reps > 0
    with pytest.raises(ScenarioError, match=f"more than {DEEPEST} scenarios on top of one another"):
        load_scenario(tmp_path / "s999.toml")


def test_what_cannot_be_read_below_a_scenario_is_told_with_the_scenario_that_stands_on_it(tmp_path: Path) -> None:
    (tmp_path / "below.toml").write_text("no key", encoding="utf-8")
    (tmp_path / "above.toml").write_text('extends = "below.toml"\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"^below\.toml, which above\.toml extends: not valid TOML"):
        load_scenario(tmp_path / "above.toml")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(GivenError, match="null"):
        bytes_of(Path("a\0b"))


@pytest.mark.parametrize("reader", [toml_of, read_rules], ids=["a scenario", "rules"])
def test_what_people_write_is_not_read_for_minutes(reader: Callable[[Path], object], tmp_path: Path) -> None:
    file = tmp_path / "long.py"
    file.write_bytes(b"x = 1\n" * (LONGEST // 6 + 1))
    with pytest.raises((GivenError, RulesError), match="4,194,304 can be read"):
        reader(file)
    assert len(text_of(file)) > LONGEST, "an export may be larger"


@pytest.mark.parametrize(
    ("read", "length"),
    [
        (lambda length: decode(b"name\n" + b"x" * length + b",Jos\xe9\n"), 20_000),
        (lambda length: form_of("x" + " " * length + "y"), 50_000),
        (lambda length: resolved("Q2 balancer" + " " * length + "yes =no"), 100_000),
        (lambda length: claimed("Act.\n\nReads: tally" + "\n" * length + "x"), 50_000),
    ],
    ids=["a field without a break", "blanks in a date", "blanks in a decision", "blank lines in a docstring"],
)
def test_what_is_long_takes_no_square_of_its_length_to_read(read: Callable[[int], object], length: int) -> None:
    def taken(length: int) -> float:
        begin = time.process_time()
        with suppress(ScenarioError):
            read(length)
        return time.process_time() - begin

    taken(length // 4)  # what is imported at the first use
    assert taken(length) < 10 * max(taken(length // 4), LEAST)  # the square would be 16 times
