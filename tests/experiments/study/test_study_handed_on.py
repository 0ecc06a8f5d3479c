"""What a study hands on: to a run, to whoever lives it again, from the smaller study that it grew from, to readers."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study import bench, earlier
from cordiale.experiments.study.bench import LINES_KEPT, Bench, failed
from cordiale.experiments.study.complaint import StudyRunsFailedError, complain, reproducer
from cordiale.experiments.study.datapackage import datapackage
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.growing import grown
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.planning import Part, Plan
from cordiale.simulation.runs import recorded
from tests.support.planted_studies import planned

RANGE = {"leadership.strength": {"low": 0.0, "high": 1.0}}
STRENGTHS = {"leadership.strength": [0.1, 0.5, 0.9]}
MADE = planned(design="full", replications=4, quarters=3, seed=6, factors=STRENGTHS,
               outcomes=["wins", "revenue"])  # fmt: skip


# A run


def orders(*, classes: tuple[Any, ...] = (), variables: tuple[Any, ...] = ()) -> Any:
    agents = SimpleNamespace(classes=classes, variables=lambda _: variables, load=lambda: {"rep": "own"})
    return SimpleNamespace(scenario=MADE.scenario, replications=4, seed=6, quarters=3, outcomes=("wins", "revenue"),
                           agents=agents, rules="own rules", sets=())  # fmt: skip


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Nothing is lived; what would be is kept."""
    heard: list[tuple[Any, ...]] = []
    point = SimpleNamespace(scenario="as it is")
    monkeypatch.setattr(bench, "prepare", lambda scenario, rules: heard.append(("prepare", rules)) or point)
    monkeypatch.setattr(bench, "company_at", lambda base, settings: ("company", settings["x"]))
    monkeypatch.setattr(bench, "varied", lambda scenario, settings: (scenario, settings["x"]))
    monkeypatch.setattr(bench, "kept", lambda rows, outcomes: (rows, outcomes))
    monkeypatch.setattr(bench, "execute", lambda company, run: heard.append((company, run)) or "rows")

    def live_recorded(company: Any, run: Any, *, keep: Any) -> tuple[str, None]:
        heard.append((company, run, keep))
        return "rows", None

    def by_mesa(scenario: Any, run: Any, *, look: Any, rules: Any, **own: Any) -> Any:
        heard.append((scenario, run, rules, own))
        for week in range(2):
            look(week)
            yield week
        yield "rows"

    monkeypatch.setattr(recorded, "execute_recorded", live_recorded)
    monkeypatch.setattr(bench, "weeks_by_mesa", by_mesa)
    return heard


@pytest.mark.parametrize("number", [0, 5, 11])
def test_a_run_is_lived_recorded_and_lived_agent_by_agent_with_the_luck_and_the_quarters_of_its_study(
    number: int, told: list[tuple[Any, ...]]
) -> None:
    settings = {"x": 0.5, "forces": "buyers"}
    place = Bench(orders())
    assert place._rows(number, settings) == ("rows", [])
    assert place.record(number, settings, keep=len) == ("rows", ("wins", "revenue"))
    variables = (SimpleNamespace(of=lambda week: [week, 7.0]),)
    rows, seen = Bench(orders(classes=("rep",), variables=variables))._rows(number, settings)
    assert rows == "rows"
    np.testing.assert_array_equal(seen, [[[[0.0, 7.0]], [[1.0, 7.0]]]])
    lived, again, by_mesa = [each for each in told if each[0] != "prepare"]
    assert (lived[0], again[0], by_mesa[0]) == (("company", 0.5), ("company", 0.5), ("as it is", 0.5))
    assert (again[2], by_mesa[2:]) == (len, ("own rules", {"rep": "own"}))
    run = lived[1]
    assert (run.replication, run.seed, run.quarters, run.forces) == (number % 4, 6, 3, "buyers")
    assert again[1] == by_mesa[1] == run
    assert {rules for each, rules in (each for each in told if each[0] == "prepare")} == {"own rules"}


def test_people_of_ones_own_of_whom_nothing_is_to_be_kept_add_nothing_to_the_outcomes(told: list[Any]) -> None:
    assert Bench(orders(classes=("rep",)))._rows(3, {"x": 1}) == ("rows", [])


def test_of_a_long_traceback_the_end_is_kept_where_it_was_raised() -> None:
    error: BaseException = ValueError("here\nand there")
    for at in range(60):
        later = RuntimeError(f"after {at}")
        later.__cause__ = error
        error = later
    found = failed(9, error)
    assert (found.run, found.kind, found.reason) == (9, "raised", "RuntimeError: after 59")
    assert found.details.endswith("RuntimeError: after 59\n")
    assert "ValueError: here" not in found.details
    assert "RuntimeError: after 58" in found.details
    assert failed(9, ValueError("here\nand there")).reason == "ValueError: here"
    assert LINES_KEPT == 40


# The smaller study

SMALLER = planned(design="full", replications=2, factors={"leadership.strength": [0.1, 0.5]})._replace(part_size=3)


@pytest.mark.parametrize(("point", "replication", "number"), [
    (0, 0, 0), (0, 1, 1), (0, 2, None), (1, 0, 2), (1, 1, 3), (1, 2, None), (2, 0, None),
])  # fmt: skip
def test_a_run_was_lived_before_where_the_smaller_study_has_its_point_and_its_replication(
    point: int, replication: int, number: int | None
) -> None:
    assert earlier._number_in(SMALLER, point, replication) == number


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """A smaller study of two parts, in whose files each run has ten times its number."""
    parts = [*SMALLER.parts()]
    lies: dict[str, Any] = {
        "entries": [SimpleNamespace(part=part, file_sha256="a") for part in parts], "whole": {*parts}, "adopted": set(),
        "asked": [],
    }  # fmt: skip

    def outcomes_in(plan: Plan, file: Path) -> dict[int, int]:
        assert (plan, file.parent) == (SMALLER, tmp_path / "before" / "parts")
        part = next(part for part in parts if part.name == file.name)
        return {run: 10 * run for run in range(*part) if run != 1}  # run 1 failed

    def adopted(plan: Plan, folder: Path, ledger: Any, among: Any) -> set[Part]:
        lies["asked"] += among
        return lies["adopted"]

    ledger = SimpleNamespace(entries=lambda: lies["entries"], close=lambda: None)
    monkeypatch.setattr(earlier, "outcomes_in", outcomes_in)
    monkeypatch.setattr(earlier, "dig_out", lambda folder: (SMALLER, {}))
    monkeypatch.setattr(earlier, "open_ledger", lambda *_: ledger)
    monkeypatch.setattr(earlier, "whole_parts", lambda *_: {*lies["whole"]})
    monkeypatch.setattr(earlier, "adopted", adopted)
    (tmp_path / "before").mkdir()
    return lies


def taken_of(folder: Path) -> dict[int, Any]:
    """Of a study of three replications of three points, what was lived before."""
    larger = planned(design="full", replications=3, factors=STRENGTHS)
    with earlier.lived_before(larger, folder, Talk(quiet=True)) as taken:
        return taken(Part(0, 4)) | taken(Part(4, 9))


def test_runs_of_the_smaller_study_are_taken_by_their_own_numbers_without_those_that_failed(
    before: dict[str, Any], tmp_path: Path
) -> None:
    assert taken_of(tmp_path) == {0: 0, 3: 20, 4: 30}


@pytest.mark.parametrize("lost", ["not whole", "not entered", "without a file"])
def test_a_part_of_the_smaller_study_that_is_not_as_its_ledger_knows_it_is_lived_again(
    lost: str, before: dict[str, Any], tmp_path: Path
) -> None:
    first, second = SMALLER.parts()
    if lost == "not whole":
        before["whole"] = {second}
    elif lost == "not entered":
        before["entries"] = before["entries"][1:]
    else:
        before["entries"][0].file_sha256 = None
    assert taken_of(tmp_path) == {4: 30}
    assert before["asked"] == ([first] if lost == "not whole" else [])


def test_a_part_that_lay_there_whole_and_was_entered_late_is_taken_too(before: dict[str, Any], tmp_path: Path) -> None:
    first, second = SMALLER.parts()
    before["whole"], before["adopted"] = {second}, {first}
    assert taken_of(tmp_path) == {0: 0, 3: 20, 4: 30}


def test_a_study_that_did_not_grow_or_whose_smaller_one_is_damaged_lives_every_run(
    before: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert taken_of(tmp_path / "elsewhere") == {}

    def damaged(folder: Path) -> None:
        raise StudyError("it is damaged")

    monkeypatch.setattr(earlier, "dig_out", damaged)
    larger = planned(design="full", replications=3, factors=STRENGTHS)
    with earlier.lived_before(larger, tmp_path, Talk()) as taken:
        assert taken(Part(0, 9)) == {}
    assert "it is damaged: its runs are lived again" in capsys.readouterr().err


@contextmanager
def refused(words: str) -> Any:
    with pytest.raises(StudyError) as said:
        yield
    assert words in str(said.value)


def test_a_study_grows_in_what_was_asked_and_stays_as_it_is_in_all_else() -> None:
    few = planned(design="sobol", samples=4, replications=2, factors=RANGE)
    more = grown(few, replications=5, where="it", runs=None, samples=None)
    assert (more.study.replications, more.study.samples, more.columns) == (5, 4, few.columns)
    wider = grown(few, samples=8, where="it", replications=None, runs=None)
    assert (wider.study.replications, wider.study.samples, wider.points) == (2, 8, 2 * few.points)
    both = grown(few, replications=3, samples=8, where="it", runs=None)
    assert (both.study.replications, both.columns) == (3, wider.columns)
    assert both.study.model_copy(update={"replications": 2, "samples": 4}) == few.study
    with refused("it: replications = 2 is not above the 2 that the study has"):
        grown(few, replications=2, samples=8, where="it", runs=None)
    with refused("it: until.runs = 9: the study has no such budget"):
        grown(few, runs=9, where="it", replications=None, samples=None)
    with refused("at least one of them is needed"):
        grown(few, where="it", replications=None, runs=None, samples=None)


# Readers


@pytest.mark.parametrize("count", [1, 5, 6, 9])
def test_failed_runs_are_counted_of_all_the_first_five_with_how_to_see_them_again_and_the_rest_by_number(
    count: int, tmp_path: Path
) -> None:
    runs = [Failed(10 + at, "raised", f"why {at}") for at in range(count)]
    with pytest.raises(StudyRunsFailedError) as said:
        complain(runs, of=40, directory=tmp_path)
    first, *rest = str(said.value).split("\n")
    assert first == f"{count} of 40 runs failed:"
    shown = [line for at in range(min(count, 5)) for line in
             (f"run {10 + at}: why {at}", f"  {reproducer(runs[at], tmp_path)}")]  # fmt: skip
    assert rest[: len(shown)] == shown
    assert rest[len(shown) :] == ([f"and {count - 5} more: cordiale status {tmp_path}"] if count > 5 else [])
    complain([], of=40, directory=tmp_path)


def test_a_data_package_says_of_which_study_and_which_results_it_is_and_holds_the_parts_that_have_a_file() -> None:
    entries: Any = [SimpleNamespace(part=Part(0, 2), file_sha256="a" * 64, bytes=7),
                    SimpleNamespace(part=Part(2, 4), file_sha256=None, bytes=None)]  # fmt: skip
    said = datapackage(MADE, entries, "b" * 64)
    assert {key: said[key] for key in ("design", "replications", "quarters", "seed", "results_sha256")} == {
        "design": "full", "replications": 4, "quarters": 3, "seed": 6, "results_sha256": "b" * 64,
    }  # fmt: skip
    assert said["title"] == f"Cordiale study of {MADE.scenario.name}: leadership.strength"
    assert "Rules of one's own" not in said["description"]
    plan, only = said["resources"]
    assert (only["path"], only["bytes"], only["hash"]) == (f"parts/{Part(0, 2).name}", 7, f"sha256:{'a' * 64}")
    assert only["name"] == f"part-{Path(Part(0, 2).name).stem}"
    fields = {each["name"]: each for each in plan["schema"]["fields"]}
    assert (plan["name"], plan["path"]) == ("plan", "plan.parquet")
    assert fields["leadership.strength"]["constraints"] == {"enum": [0.1, 0.5, 0.9]}
    assert "differ only in what the design crosses" in fields["sample"]["description"]
