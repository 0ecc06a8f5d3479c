"""What a command says when its work is done: how long it took, what it left, one document or several, what it opens."""

from __future__ import annotations

import errno
import json
import math
from contextlib import nullcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer.testing

from cordiale.experiments.analysis import freshness
from cordiale.experiments.analysis.estimators import OF_METHOD
from cordiale.experiments.analysis.indices import KINDS, Indices, Sensitivity
from cordiale.experiments.commands import compare, decide, resume, sensitivity
from cordiale.experiments.commands.ending import exit_of
from cordiale.experiments.commands.scenario import print_checks, tolerances
from cordiale.experiments.commands.scenario_target import MOST_SETS, insist_on_sets, scenario_target
from cordiale.experiments.commands.verbs import VERBS, application
from cordiale.experiments.decision import deciding, document, leaving, telling
from cordiale.experiments.fitting.observed import Check
from cordiale.experiments.folders import analyses, left, looking, origin
from cordiale.experiments.folders.looking import Seen
from cordiale.experiments.foundations.errors import InterruptError, UsersError, WorkFailedError
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.page import teaching
from cordiale.experiments.study import afresh, carrying_out, folder, frozen, growing, planning, progress, verification
from cordiale.experiments.study.complaint import StudyRunsFailedError
from cordiale.experiments.study.crews import Limits
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.flow import ExecutorError
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.progress import State
from cordiale.experiments.study.verification import Verified
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario, shipped
from tests.support.commandline import cordiale as typed

BEFOREHAND = (freshness, analyses, origin, carrying_out)  # read in while a stand-in is there, they would keep it

# decide


class Deciding:
    """The verb with a clock of its own and stand-ins for what is decided, told and kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, takes: float) -> None:
        self.now, self.takes = 100.0, takes
        self.asked: list[Any] = []
        self.began: list[float] = []
        self.printed: list[str] = []
        self.beside: list[list[str]] = []
        monkeypatch.setattr(decide, "time", SimpleNamespace(perf_counter=lambda: self.now))
        monkeypatch.setattr(deciding, "decide", self.decide)
        monkeypatch.setattr(leaving, "keep", lambda *_, **__: None)
        monkeypatch.setattr(document, "to_document", lambda decision: {"of": decision})
        monkeypatch.setattr(telling, "print_decision", lambda decision, _: self.printed.append(decision))
        monkeypatch.setattr(telling, "print_side_by_side", lambda found, _: self.beside.append(found))

    def decide(self, company: Any, asked: Any, *, began: float, **_: Any) -> tuple[str, None]:
        self.asked.append(asked)
        self.began.append(began)
        self.now += self.takes
        return company.name, None

    def typed(self, *words: str, since: float | None = None) -> typer.testing.Result:
        every = ["decide", *words]
        return typer.testing.CliRunner().invoke(application(every), every, obj=since)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("takes", "words", "late"),
    [(71.0, [], True), (60.4, [], False), (60.6, [], True), (59.0, [], False), (71.0, ["--matched", "50"], False),
     (1.0, ["--matched", "50"], False), (71.0, ["--budget", "71"], False), (71.0, ["--json"], True)],
)  # fmt: skip
def test_a_decision_that_took_longer_than_its_budget_says_so_unless_it_was_told_how_many_companies_to_look_at(
    takes: float, words: list[str], late: bool, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Deciding(monkeypatch, takes=takes).typed(*words, "--quiet")
    assert shown.exit_code == 0
    told = ENGLISH("decide.late", seconds=ENGLISH.number(takes), budget=ENGLISH.number(60.0))
    assert (told in (shown.stderr if "--json" in words else shown.stdout)) is late
    if "--json" in words:
        assert json.loads(shown.stdout) == {"of": "status-quo"}


def test_the_time_of_a_decision_counts_from_when_the_process_began_and_of_the_next_from_the_end_of_the_first(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deciding_now = Deciding(monkeypatch, takes=7.0)
    shown = deciding_now.typed("status-quo", "smb-inbound", "--budget", "44", "--quiet", since=40.0)
    assert deciding_now.began == [40.0, 107.0]
    assert [asked.budget for asked in deciding_now.asked] == [22.0, 22.0]
    assert ENGLISH("decide.late", seconds="74", budget="44") in shown.stdout
    again = Deciding(monkeypatch, takes=7.0)
    again.typed("--quiet")
    assert again.began == [100.0]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_several_decisions_stand_side_by_side_or_in_one_document_and_a_single_one_by_itself(
    count: int, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = shipped()[:count]
    made = Deciding(monkeypatch, takes=1.0)
    shown = made.typed(*names, "--quiet")
    assert made.printed == list(names)
    assert made.beside == ([list(names)] if count > 1 else [])
    assert ENGLISH("decide.kept", folder="decision") in shown.stdout
    assert sorted(each.name for each in (here / "decision").iterdir() if each.is_dir()) == sorted(
        names if count > 1 else []
    )
    data = json.loads(made.typed(*names, "--json").stdout)
    documents = [{"of": name} for name in names]
    assert data == (documents[0] if count == 1 else {"decisions": documents})


# sensitivity


@pytest.mark.parametrize("spread", [{}, {"factors": 0.5, "luck": 0.2, "both": 0.3}])
@pytest.mark.parametrize("count", [1, 3])
def test_the_answer_stands_above_the_first_table_and_what_indices_are_and_rest_on_below_the_last(
    count: int, spread: dict[str, float], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cordiale.experiments.analysis.wording.sensitivity_headline", lambda *_: "HEADLINE")
    monkeypatch.setattr("cordiale.experiments.analysis.wording.sensitivity_basis", lambda *_: "BASIS")
    monkeypatch.setattr("cordiale.experiments.analysis.wording.caveat_of", lambda *_: "CAVEAT")
    monkeypatch.setattr("cordiale.experiments.analysis.doubts.spread_words", lambda *_: "SPREAD")
    of = {"trust.gain": {kind: Estimate(0.5, 0.4, 0.6, 9) for kind in OF_METHOD["sobol"]}}
    groups = tuple(Indices({}, of, Estimate(5.0 + at, 4.0, 9.0, 9), {}, spread, idle=math.nan) for at in range(count))
    measure = SimpleNamespace(name="revenue", unit="thousand", definition="")
    found = Sensitivity("sobol", measure, "each", SimpleNamespace(), 8, groups, asked={}, results_sha256="")  # type: ignore[arg-type]
    for group in groups:
        sensitivity._print(found, group, ENGLISH)
    said = capsys.readouterr().out
    for words in ("HEADLINE", "BASIS", "CAVEAT", *(f"{kind}: {ENGLISH[KINDS[kind]]}" for kind in OF_METHOD["sobol"])):
        assert " ".join(said.split()).count(words) == 1, words
    tables = [said.index(f"{5 + at}") for at in range(count)]
    assert said.index("HEADLINE") < said.index("BASIS") < said.index("trust.gain") < said.index("CAVEAT")
    assert said.rindex("trust.gain") < said.index("CAVEAT")
    assert tables == sorted(tables)
    assert said.count("SPREAD") == (count if spread else 0)
    assert not said.endswith("\n\n")


# status


def test_status_as_data_names_the_fresh_halves_of_a_study_each_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = {
        tmp_path: State(10, 7, 1, "whole", 5, failures=()),
        tmp_path / "one": State(20, 20, 0, "half", 6, failures=()),
    }
    monkeypatch.setattr(folder, "is_study", lambda _: True)
    monkeypatch.setattr(progress, "status", states.__getitem__)
    for fresh in ({}, {3: tmp_path / "one"}):
        monkeypatch.setattr(afresh, "fresh_halves", lambda _, fresh=fresh: fresh)
        data = json.loads(typed("status", tmp_path, "--json").stdout)
        assert (data["sha256"], data["complete"], data["done"], data["failed"]) == ("whole", False, 7, 1)
        halves = [(each["number"], each["sha256"], each["planned"]) for each in data.get("fresh", ())]
        assert halves == [(3, "half", 20)] * len(fresh)
        assert ("fresh" in data) == bool(fresh)


def test_status_of_what_another_verb_left_is_its_words_or_all_of_them_as_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Seen(False, False, "compare", "tiny", 2, 3, "ab", "cordiale compare tiny", True)
    monkeypatch.setattr(left, "holds_results", lambda _: True)
    monkeypatch.setattr(looking, "looked_at", lambda _: seen)
    assert typed("status", tmp_path).stdout == f"{seen.words}\n"
    assert json.loads(typed("status", tmp_path, "--json").stdout) == seen._asdict()


# Pages


def lesson(place: Path, *, language: str) -> Path:
    """What `teach` leaves, without the lessons."""
    place.mkdir(exist_ok=True)
    (place / "index.html").write_text(language, encoding="utf-8")
    return place / "index.html"


@pytest.mark.parametrize(
    ("words", "first", "document"),
    [
        (["see"], "cordiale-status-quo.html", {"page": "cordiale-status-quo.html"}),
        (["see", "--out", "mine.html"], "mine.html", {"page": "mine.html"}),
        (["teach"], "cordiale-lessons/index.html", {"page": "cordiale-lessons/index.html"}),
        (["teach", "class", "--room", "b2", "--seed", "6"], "cordiale-class/teacher.html",
         {"page": "cordiale-class/teacher.html", "team": "cordiale-class/team.html", "room": "B2", "seed": 6}),
    ],
)  # fmt: skip
def test_pages_lie_where_it_says_and_the_first_is_opened_unless_nobody_wants_it(
    words: list[str], first: str, document: dict[str, Any], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(teaching, "teach", lesson)
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    said = typed(*words)
    assert f"in {first}." in said.stdout
    assert opened == [(here / first).as_uri()]
    data = json.loads(typed(*words, "--no-open", "--json", "--quiet").stdout)
    assert len(opened) == 1
    assert {name: data[name] for name in document} == document
    assert (here / first).is_file()
    assert all((here / data[name]).is_file() for name in ("page", "team") if name in data)
    assert data.get("bytes", (here / first).stat().st_size) == (here / first).stat().st_size


# Studies that go on


@pytest.mark.parametrize("words", ["", "--as-planned --workers 3 --executor threads --deadline 7 --memory 77"])
def test_a_study_that_is_extended_goes_on_by_what_it_is_told(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(resume, "begun", lambda directory, *, as_planned, talk: seen.update(as_planned=as_planned))
    monkeypatch.setattr(growing, "extend", lambda directory, **more: seen.update(more) or "the larger one")
    monkeypatch.setattr(resume, "work", lambda plan, directory, **more: seen.update(plan=plan, of=directory, **more))
    assert typed("extend", tmp_path, "--replications", "9", *words.split()).exit_code == 0
    seen.pop("talk")
    told = bool(words)
    assert seen == {
        "as_planned": told, "replications": 9, "samples": None, "runs": None, "plan": "the larger one", "of": tmp_path,
        "workers": 3 if told else None, "executor": "threads" if told else "", "json": False,
        "limits": Limits(7.0, 77) if told else Limits(600.0, 2048),
    }  # fmt: skip


# Scenarios


def test_a_paradigm_of_a_scenario_s_own_is_explained_where_that_scenario_is_named(tmp_path: Path) -> None:
    row = load_scenario("status-quo").rows["siloed"].model_dump(mode="json")
    made = [f"{name} = {json.dumps(value)}" for name, value in (row | {"integration": 0.5}).items()]
    head = ["schema = 1", 'name = "own"', 'extends = "status-quo"', "[paradigms.cells]"]
    (tmp_path / "own.toml").write_text("\n".join([*head, *made]))
    shown = typed("explain", "cells", "--scenario", tmp_path / "own.toml")
    assert (shown.exit_code, "cells" in shown.stdout) == (0, True)
    assert typed("explain", "cells").exit_code == 3


@pytest.mark.parametrize(("missed", "words"), [(1, "1 of 3 targets are missed"), (0, "0 of 3 targets are missed")])
def test_the_targets_that_are_missed_are_counted_and_the_tolerance_is_told(
    missed: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    checks = [Check("wins", 40.0, 41.0), Check("losses", 40.0, 40.0), Check("revenue", 40.0, 80.0 if missed else 40.0)]
    print_checks("a.toml", tuple(checks))
    said = " ".join(capsys.readouterr().out.split())
    assert "a.toml is a valid scenario." in said
    assert f"{words} by more than 15 %" in said
    own = Check("wins", 40.0, 41.0, tolerance=0.3)
    assert (tolerances((own,)), tolerances((own, checks[0]))) == ("30 %", "their tolerances")


@pytest.mark.parametrize("there", ["mine.toml", "mine.sets.csv"])
def test_neither_a_scenario_nor_the_sets_beside_it_are_overwritten_unless_that_is_said(
    there: str, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    assert scenario_target(file, overwrite=False) == file
    (tmp_path / there).touch()
    with pytest.raises(UsersError, match=rf"{there} is there already; say --overwrite"):
        scenario_target(file, overwrite=False)
    assert scenario_target(file, overwrite=True) == file
    with pytest.raises(UsersError, match=r"its name ends in \.toml"):
        scenario_target(tmp_path / "mine.csv", overwrite=True)


@pytest.mark.parametrize(("sets", "fine"), [(0, True), (MOST_SETS, True), (-1, False), (MOST_SETS + 1, False)])
def test_no_more_sets_are_tried_than_anybody_would_wait_for(sets: int, fine: bool) -> None:
    with nullcontext() if fine else pytest.raises(UsersError, match=f"sets = {sets} is outside"):
        insist_on_sets(sets)


# Exit codes

SHOWS = " (`cordiale --debug ...` shows where)"
ENDS: dict[str, tuple[BaseException, int, str]] = {
    "interrupted": (KeyboardInterrupt(), 130, "interrupted"),
    "interrupted, with what is kept": (InterruptError("go on"), 130, "interrupted: go on"),
    "interrupted, in words of Python's": (KeyboardInterrupt("decoding failed"), 130, "interrupted"),
    "something that cannot be": (UsersError("no such"), 3, "no such"),
    "a scenario that cannot be": (ScenarioError("no such"), 3, "no such"),
    "a study that cannot be": (StudyError("no such"), 3, "no such"),
    "runs that failed": (StudyRunsFailedError("2 of 9 runs failed"), 4, "2 of 9 runs failed"),
    "an executor that broke": (ExecutorError("the executor broke"), 4, "the executor broke"),
    "other work that failed": (WorkFailedError("half of it"), 4, "half of it"),
    "a file that the system refuses": (OSError(errno.EACCES, "Not allowed", "a.toml"), 3, "a.toml: Not allowed"),
    "no room for what is said": (OSError(errno.ENOSPC, "No room"), 3, "what is said cannot be written: No room"),
    "a network that refuses": (OSError(errno.ECONNREFUSED, "No"), 1,
                               f"internal error: ConnectionRefusedError: [Errno {errno.ECONNREFUSED}] No{SHOWS}"),
    "no memory": (MemoryError(), 1, "internal error: out of memory (`cordiale --debug ...` shows where)"),
    "a fault of its own": (KeyError("x"), 1, "internal error: KeyError: 'x' (`cordiale --debug ...` shows where)"),
}  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_a_command_ends_with_the_code_of_what_ended_it_and_says_so(end: str) -> None:
    error, code, said = ENDS[end]
    assert exit_of(error) == (code, said)


@pytest.mark.parametrize("problems", [(), ("it differs",)])
@pytest.mark.parametrize("failures", [(), (Failed(3, "raised", "ValueError: no"),)])
def test_verify_ends_with_5_where_something_is_not_as_it_should_be_and_else_with_4_where_a_run_fails(
    problems: tuple[str, ...], failures: tuple[Failed, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "is_study", lambda _: True)
    monkeypatch.setattr(verification, "verify", lambda *_, **__: Verified(2, 20, problems, ("a note",), failures))
    shown = typed("verify", tmp_path)
    assert shown.exit_code == (5 if problems else 4 if failures else 0)
    assert shown.stdout.startswith("2 parts held against their checksums, 20 runs lived again")
    assert ("not as it should be: it differs" in shown.stdout) == bool(problems)
    assert ("run 3 (raised): ValueError: no" in shown.stdout) == bool(failures)
    assert shown.stdout.rstrip().endswith("does not hold" if problems else "holds")
    data = json.loads(typed("verify", tmp_path, "--json").stdout)
    assert (data["holds"], data["parts"], data["runs"]) == (not problems, 2, 20)
    assert (data["problems"], data["notes"]) == ([*problems], ["a note"])
    assert [each["run"] for each in data["failures"]] == [each.run for each in failures]


@pytest.mark.parametrize("own", [(), ("a part is missing",)])
@pytest.mark.parametrize("problems", [(), ("it differs",)])
def test_the_fresh_halves_of_a_study_are_verified_with_it_and_all_that_is_found_of_it_and_of_them_counts(
    problems: tuple[str, ...], own: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = Failed(3, "hung", "too long"), Failed(5, "hung", "too long as well")
    seen = {
        tmp_path: Verified(2, 20, own, ("a library is newer",), failures[:1]),
        tmp_path / "a": Verified(3, 11, problems, ("a library is newer", "the model is newer"), failures[1:]),
    }
    monkeypatch.setattr(folder, "is_study", lambda _: True)
    monkeypatch.setattr(verification, "verify", lambda place, **_: seen[place])
    monkeypatch.setattr(afresh, "fresh_halves", lambda _: {4: tmp_path / "a"})
    monkeypatch.setattr(afresh, "is_half_of", lambda *_: False)
    monkeypatch.setattr(frozen, "dig_out", lambda _: (None, {}))
    shown = typed("verify", tmp_path, "--json")
    data = json.loads(shown.stdout)
    assert shown.exit_code == (5 if own or problems else 4)
    assert (data["parts"], data["runs"]) == (5, 31)
    assert data["problems"] == [*own, *(f"fresh/4: {each}" for each in problems)]
    assert data["notes"] == ["a library is newer", "fresh/4: the model is newer",
                             "fresh/4 is of the study as it was before it grew"]  # fmt: skip
    assert [(each["run"], each["reason"]) for each in data["failures"]] == [
        (3, "too long"), (5, "fresh/4: too long as well")
    ]  # fmt: skip
    assert json.loads(typed("verify", tmp_path, "--run", "3", "--json").stdout)["runs"] == 20, "one run is of the study"


# Verbs


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_done_by_the_module_that_says_it_is_that_verb(verb: str) -> None:
    module = import_module(f"cordiale.experiments.commands.{VERBS[verb].module}")
    assert (module.__doc__ or "").startswith(f"`cordiale {verb}`: ")


def test_what_a_comparison_reads_in_beside_its_runs_is_there() -> None:
    assert [name for name in (*compare.TABLES, *compare.DRAWING) if find_spec(name) is None] == []


# Fits, imports and sweeps


@pytest.mark.parametrize("words", [[], ["--json"]])
@pytest.mark.parametrize("met", [True, False])
def test_a_fit_that_misses_a_target_ends_with_5_in_words_and_as_data(
    met: bool, words: list[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SimpleNamespace(met=met, to_dict=lambda: {"met": met}, lines=lambda: ["what was found"])
    monkeypatch.setattr("cordiale.experiments.fitting.fitted.fit_company", lambda *_, **__: made)
    shown = typed("fit", "smb-inbound", "--quiet", *words)
    assert shown.exit_code == (0 if met else 5)
    assert json.loads(shown.stdout) == {"met": met} if words else shown.stdout == "what was found\n"


@pytest.mark.parametrize("words", [[], ["--json"]])
@pytest.mark.parametrize("met", [True, False])
def test_an_import_that_misses_a_figure_of_its_export_ends_with_5_in_words_and_as_data(
    met: bool, words: list[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {"counted": "lead"}
    summary = SimpleNamespace(to_dict=lambda: {"files": []}, lines=lambda: ["what became of its rows"])
    report = SimpleNamespace(met=met, to_dict=lambda: {"met": met}, lines=lambda: ["what was written"])
    result = SimpleNamespace(facts=facts, summary=summary)
    monkeypatch.setattr("cordiale.experiments.crm.import_export", lambda *_, **__: result)
    monkeypatch.setattr("cordiale.experiments.crm.export_told.told", lambda _: ["what it tells"])
    monkeypatch.setattr("cordiale.experiments.crm.writing.write_scenario", lambda *_, **__: report)
    shown = typed("import", "x.csv", "--preset", "hubspot", "--quiet", *words)
    assert shown.exit_code == (0 if met else 5)
    if words:
        assert json.loads(shown.stdout) == {"met": met, "rows": {"files": []}, "facts": facts}
    else:
        order = ["what became of its rows", "", "what it tells", "", "what was written"]
        assert shown.stdout.splitlines()[:5] == order
        assert "hubspot.toml" in shown.stdout


@pytest.mark.parametrize(("words", "place"), [("", "prices"), ("--out there", "there")])
def test_a_study_lies_in_a_folder_named_as_its_file_unless_another_is_named(
    words: str, place: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(planning, "plan", lambda *_, **__: "the plan")
    monkeypatch.setattr(resume, "work", lambda _, directory, **__: seen.append(directory))
    assert typed("sweep", "of/prices.toml", *words.split()).exit_code == 0
    assert seen == [Path(place)]
