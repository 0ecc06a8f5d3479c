"""What a verb is told reaches what does its work, each option under its own name; with nothing said, what is usual."""

from __future__ import annotations

import shlex
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pandas as pd
import pytest
import typer.main

import cordiale
from cordiale.experiments.commands import validate
from cordiale.experiments.commands.verbs import VERBS, application
from cordiale.experiments.decision.asked import Asked
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.selection import Rule
from cordiale.experiments.searching.quest import Quest
from cordiale.experiments.study.crews import Limits
from cordiale.simulation.runs.own_rules import SHIPPED
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from tests.support.commandline import cordiale as typed
from tests.support.decision_asked import as_asked
from tests.support.doors import handed
from tests.support.planted_studies import planned, planted

HERE = Path("here")
STUDY = Path("study")
USUAL_LIMITS, LIMITS, LIMITED = Limits(600.0, 2048), Limits(7.0, 77), "--deadline 7 --memory 77"
COMPANY, OTHER = load_scenario("status-quo"), load_scenario("smb-inbound")
RAN = {"parameters": "point", "rules": SHIPPED, "called": "status-quo"}
EXTENT = "foundations.extent:check_extent"
MAPPED = {"outcome": "revenue", "of": "paradigm", "quarter": "all", "less_is_better": None}


class Case(NamedTuple):
    """A verb, what does its work, what is typed, and what that is then asked."""

    words: str
    door: str
    asked: dict[str, Any]


def runs(*names: str, forces: tuple[str, ...] = ("none", "all"), count: int = 40, **more: Any) -> list[Run]:
    known = {"seed": 1, "quarters": 12, "switch_quarter": 0} | more
    return [Run(name, each, number, **known) for name in names for each in forces for number in range(count)]


USUAL = [
    Case("decide", "decision.deciding:decide", {"scenario": COMPANY, "called": "status-quo", "asked": as_asked()}),
    Case("see", "page.seeing:see", {"scenario": "status-quo", "quarters": 12, "seed": 1, "switch_quarter": 2,
                                    "language": "en", "theatre": False}),
    Case("teach", "page.teaching:teach", {"folder": Path("cordiale-lessons"), "language": "en"}),
    Case("teach class", "page.playing:convene", {"folder": Path("cordiale-class"), "scenario": "status-quo",
                                                 "room": "CLASS", "seed": 1, "language": "en"}),
    Case("teach class --serve", "page.hosting:serve", {"room": "CLASS", "host": "127.0.0.1", "port": 8765}),
    Case("compare", "comparison.compare:carry_out", RAN | {"scenario": COMPANY, "workers": None, "switch": True,
                                                           "runs": runs(*COMPANY.rows)}),
    Case("compare --paradigms siloed,drift --replications 9", EXTENT,
         {"runs": 2 * 2 * 9, "quarters": 12}),
    Case("run", "comparison.single:simulate_one", RAN | {"scenario": COMPANY, "mesa": False,
                                                         "run": runs("status-quo", forces=("all",), count=1)[0]}),
    Case("resume study", "study.carrying_out:carry_out", {"directory": STUDY, "workers": None, "executor": "",
                                                          "limits": USUAL_LIMITS, "again": False}),
    Case("extend study", "study.growing:extend", {"directory": STUDY, "replications": None, "samples": None,
                                                  "runs": None}),
    Case("verify study", "study.verification:verify", {"directory": STUDY, "runs": 20, "only": None, "workers": None,
                                                       "limits": USUAL_LIMITS}),
    Case("export study", "study.exports:export", {"directory": STUDY, "format": "csv", "to": None}),
    Case("sensitivity study --outcome wins", "analysis.indices:sensitivity",
         {"directory": STUDY, "outcome": "wins", "method": "auto", "quarter": "all", "luck": "each"}),
    Case('discover study --where "a < 0"', "analysis.discovery:discover",
         {"directory": STUDY, "where": "a < 0", "quarter": "all", "density": 0.8, "holdout": 1 / 3}),
    Case("map study --x a --y b", "cartography.advice_map:advice_map",
         MAPPED | {"directory": STUDY, "x": "a", "y": "b", "bins": None, "fitted": False}),
    Case("robustness study", "cartography.robustness:robustness", MAPPED | {"directory": STUDY, "threshold": None}),
    Case("search", "searching.structure_search:search",
         {"scenario": COMPANY, "called": "status-quo", "folder": Path("search"),
          "quest": Quest(3, 12, 24, 8, 16, 12, 2, 12, 1, "ensemble", None)}),
    Case("validate --only 2", "validation.measuring:measure", {"claims": ["2"], "quick": False, "seed": 1}),
    Case("fit", "fitting.fitted:fit_company", {"called": "status-quo", "out": Path("status-quo-fitted.toml"),
                                               "sets": 8, "seed": 1}),
    Case("import x.csv", "crm:import_export", {"path": Path("x.csv"), "preset": None, "mapping": None,
                                               "allow_dropped": False}),
    Case("scenario check status-quo", "fitting.fidelity:hold_against_targets",
         {"scenario": COMPANY, "called": "status-quo", "replications": None, "quarters": 8, "seed": 1}),
]  # fmt: skip
SAID = [
    Case("decide smb-inbound --switch-quarter 3 --confidence 0.9 --indifference 0.02 --budget 7 --first 30 --batches 4 "
         '--matched 50 --map trust.initial,trust.gain --decide "Q5 survey" --quarters 9 --seed 6 --parameters point '
         "--workers 2", "decision.deciding:decide",
         {"scenario": OTHER, "called": "smb-inbound",
          "asked": as_asked(switch_quarter=3, quarters=9, seed=6, budget=7.0, rule=Rule(0.9, 0.02), parameters="point",
                         decisions=("Q5 survey",), first=30, batches=4, matched=50, workers=2,
                         pair=("trust.initial", "trust.gain"))}),
    Case("see smb-inbound --switch-quarter 3 --quarters 9 --seed 6 --language fr --theatre", "page.seeing:see",
         {"scenario": "smb-inbound", "quarters": 9, "seed": 6, "switch_quarter": 3, "language": "fr", "theatre": True}),
    Case("teach --out here --language fr", "page.teaching:teach", {"folder": HERE, "language": "fr"}),
    Case("teach class smb-inbound --room b2 --out here --language fr --seed 6", "page.playing:convene",
         {"folder": HERE, "scenario": "smb-inbound", "room": "b2", "seed": 6, "language": "fr"}),
    Case("teach class --serve --room b2 --host 127.0.0.2 --port 99", "page.hosting:serve",
         {"room": "B2", "host": "127.0.0.2", "port": 99}),
    Case("compare smb-inbound --paradigms siloed,drift --forces all,buyers --replications 3 --quarters 9 --seed 6 "
         "--switch-quarter 2 --parameters ensemble --workers 2", "comparison.compare:carry_out",
         {"scenario": OTHER, "called": "smb-inbound", "parameters": "ensemble", "rules": SHIPPED, "workers": 2,
          "switch": True, "runs": runs("siloed", "drift", forces=("all", "buyers"), count=3, quarters=9, seed=6,
                                       switch_quarter=2)}),
    Case("run smb-inbound --paradigm siloed --forces none --engine mesa --replication 5 --quarters 9 --seed 6 "
         "--switch-quarter 2 --parameters ensemble", "comparison.single:simulate_one",
         {"scenario": OTHER, "called": "smb-inbound", "parameters": "ensemble", "rules": SHIPPED, "mesa": True,
          "run": Run("siloed", "none", 5, 6, 9, 2)}),
    Case(f"resume study --failed --workers 2 --executor threads {LIMITED}", "study.carrying_out:carry_out",
         {"directory": STUDY, "workers": 2, "executor": "threads", "limits": LIMITS, "again": True}),
    Case("extend study --replications 7", "study.growing:extend",
         {"directory": STUDY, "replications": 7, "samples": None, "runs": None}),
    Case("extend study --samples 8 --runs 9", "study.growing:extend",
         {"directory": STUDY, "replications": None, "samples": 8, "runs": 9}),
    Case(f"verify study --runs 3 --workers 2 {LIMITED}", "study.verification:verify",
         {"directory": STUDY, "runs": 3, "only": None, "workers": 2, "limits": LIMITS}),
    Case("verify study --all", "study.verification:verify",
         {"directory": STUDY, "runs": None, "only": None, "workers": None, "limits": USUAL_LIMITS}),
    Case("verify study --run 1", "study.verification:verify",
         {"directory": STUDY, "runs": 20, "only": 1, "workers": None, "limits": USUAL_LIMITS}),
    Case("export study --format xarray --to here", "study.exports:export",
         {"directory": STUDY, "format": "xarray", "to": HERE}),
    Case("sensitivity study --outcome wins --method pawn --quarter last-year --luck mean",
         "analysis.indices:sensitivity",
         {"directory": STUDY, "outcome": "wins", "method": "pawn", "quarter": "last-year", "luck": "mean"}),
    Case('discover study --where "a < 0" --quarter last --density 0.6 --holdout 0.5', "analysis.discovery:discover",
         {"directory": STUDY, "where": "a < 0", "quarter": "last", "density": 0.6, "holdout": 0.5}),
    Case("map study --x a --y b --outcome wins --of forces --better less --quarter last --bins 5 --surface",
         "cartography.advice_map:advice_map",
         {"directory": STUDY, "x": "a", "y": "b", "outcome": "wins", "of": "forces", "quarter": "last",
          "less_is_better": True, "bins": 5, "fitted": True}),
    Case("robustness study --outcome wins --of forces --better more --quarter last --threshold 3",
         "cartography.robustness:robustness",
         {"directory": STUDY, "outcome": "wins", "of": "forces", "quarter": "last", "less_is_better": False,
          "threshold": 3.0}),
    Case("search smb-inbound --changes 2 --generations 3 --population 5 --replications 6 --fresh 7 --shown 8 "
         "--switch-quarter 4 --quarters 9 --seed 11 --parameters point --workers 2 --out here",
         "searching.structure_search:search",
         {"scenario": OTHER, "called": "smb-inbound", "folder": HERE,
          "quest": Quest(2, 3, 5, 6, 7, 8, 4, 9, 11, "point", 2)}),
    Case("validate --quick --only 3,1 --seed 6", "validation.measuring:measure",
         {"claims": ["3", "1"], "quick": True, "seed": 6}),
    Case("validate --quick --seed 6 --out measured", "validation.measuring:validate", {"quick": True, "seed": 6}),
    Case("fit smb-inbound --out here.toml --sets 3 --seed 6", "fitting.fitted:fit_company",
         {"called": "smb-inbound", "out": Path("here.toml"), "sets": 3, "seed": 6}),
    Case("import x.csv --preset hubspot --mapping m.toml --allow-dropped", "crm:import_export",
         {"path": Path("x.csv"), "preset": "hubspot", "mapping": Path("m.toml"), "allow_dropped": True}),
    Case("scenario check smb-inbound --replications 3 --quarters 9 --seed 6", "fitting.fidelity:hold_against_targets",
         {"scenario": OTHER, "called": "smb-inbound", "replications": 3, "quarters": 9, "seed": 6}),
]  # fmt: skip


MOVED = {"trust.initial": 0.3}
MOVED_ONE = {"scenario": COMPANY.with_values(MOVED), "called": "status-quo --set trust.initial=0.3"}
BESIDE = [  # what is said beside the usual options, or of another kind of work
    Case("compare --theories --paradigms siloed,drift --replications 3 --parameters ensemble --workers 2",
         "comparison.rivals:orders_under",
         {"scenario": COMPANY, "runs": runs("siloed", "drift", count=3), "called": "status-quo",
          "parameters": "ensemble", "workers": 2, "rules": SHIPPED}),
    Case('compare --paradigms siloed --replications 2 --decide "Q5 survey; Q6 programme" --set '
         "trust.initial=0.3", "comparison.compare:carry_out",
         RAN | MOVED_ONE | {"workers": None, "switch": True,
                            "runs": runs("siloed", count=2, decisions=("Q5 survey", "Q6 programme"))}),
    Case('run --decide "Q5 survey" --set trust.initial=0.3', "comparison.single:simulate_one",
         RAN | MOVED_ONE | {"mesa": False,
                            "run": runs("status-quo", forces=("all",), count=1, decisions=("Q5 survey",))[0]}),
    Case("decide --set trust.initial=0.3", "decision.deciding:decide",
         MOVED_ONE | {"asked": as_asked()}),
    Case("decide status-quo smb-inbound --budget 9", "decision.deciding:decide",
         {"scenario": COMPANY, "called": "status-quo", "asked": as_asked(budget=4.5)}),
    Case("sweep small.toml", "study.carrying_out:carry_out",
         {"directory": Path("small"), "workers": None, "executor": "", "limits": USUAL_LIMITS, "again": False}),
    Case(f"sweep small.toml --out here --workers 2 --executor threads {LIMITED}", "study.carrying_out:carry_out",
         {"directory": HERE, "workers": 2, "executor": "threads", "limits": LIMITS, "again": False}),
    Case(f"sweep small.toml --dry-run --workers 2 --executor threads {LIMITED}", "study.pilot:forecast",
         {"workers": 2, "executor": "threads", "limits": LIMITS}),
]  # fmt: skip


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a small study lies whose runs were not simulated."""
    folder = tmp_path_factory.mktemp("asked")
    made = planned(replications=2, factors={"paradigm": ["siloed", "drift"]}, quarters=1)
    planted(folder / STUDY, made, lambda settings, luck: float(luck))
    (folder / "small.toml").write_text('schema = 1\nquarters = 1\n[factors]\nparadigm = ["siloed", "drift"]\n')
    return folder


@pytest.mark.parametrize("case", [*USUAL, *SAID, *BESIDE], ids=lambda case: case.words)
def test_a_verb_asks_for_what_it_is_told_under_its_own_name_and_for_what_is_usual_where_nothing_is_said(
    case: Case, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(elsewhere)
    given = handed(case.door, lambda: typed(*shlex.split(case.words), *quietly(case.words)), monkeypatch)
    given |= {"room": given["room"].code} if hasattr(given.get("room"), "code") else {}
    given |= {"claims": [str(each.pattern) for each in given["claims"]]} if "claims" in given else {}
    assert {name: given[name] for name in case.asked} == case.asked
    assert given.keys() - case.asked.keys() <= {"plan", "pages"}


def quietly(words: str) -> list[str]:
    verb = command_of(*words.split()[:2])
    return ["--quiet"] if any("--quiet" in each.opts for each in verb.params) else []


# Each verb as Typer reads it


def command_of(verb: str, below: str = "") -> Any:
    made = typer.main.get_command(application([verb]))
    command = made.commands[verb]  # type: ignore[attr-defined]  # of a group
    return getattr(command, "commands", {}).get(below, command)


EVERY = [
    *((verb, "") for verb in VERBS), ("teach", "class"),
    *(("scenario", below) for below in ("list", "show", "new", "check", "schema")),
]  # fmt: skip
ALIKE = {"seed": 1, "workers": None, "deadline": 600.0, "memory": 2048, "rules": None, "decide": None, "setting": None}


@pytest.mark.parametrize(("verb", "below"), EVERY)
def test_no_flag_is_on_that_nobody_gave_and_what_verbs_share_is_the_same_in_all_of_them(verb: str, below: str) -> None:
    for each in command_of(verb, below).params:
        if getattr(each, "is_flag", False):
            assert each.default is False, each.name
        if each.name in ALIKE:
            assert each.default == ALIKE[each.name], each.name
        if each.name == "language":
            assert each.default == "en"


# What Python asks

ASKED_IN_PYTHON = {
    "decide": lambda: cordiale.decide(), "compare": lambda: cordiale.compare(), "search": lambda: cordiale.search(),
    "see": lambda: cordiale.see(), "sensitivity": lambda: cordiale.sensitivity(STUDY, "wins"),
    "discover": lambda: cordiale.discover(STUDY, "a < 0"), "map": lambda: cordiale.advice_map(STUDY, "a", "b"),
    "robustness": lambda: cordiale.robustness(STUDY),
}  # fmt: skip
SAID_IN_PYTHON = {
    "decide": lambda: cordiale.decide(
        "smb-inbound", switch_quarter=3, confidence=0.9, indifference=0.02, budget=7.0, batches=4, matched=50,
        decisions=["Q5 survey"], quarters=9, seed=6, parameters="point", workers=2,
    ),
    "compare": lambda: cordiale.compare(
        "smb-inbound", ["siloed", "drift"], ["all", "buyers"], 3, 9, 6, switch_quarter=2, parameters="ensemble",
        workers=2,
    ),
    "search": lambda: cordiale.search(
        "smb-inbound", Quest(2, 3, 5, 6, 7, 8, 4, 9, 11, "point", 2), folder=HERE, quiet=True
    ),
    "sensitivity": lambda: cordiale.sensitivity(STUDY, "wins", method="pawn", quarter="last-year", luck="mean"),
    "discover": lambda: cordiale.discover(STUDY, "a < 0", quarter="last", density=0.6, holdout=0.5),
    "map": lambda: cordiale.advice_map(
        STUDY, "a", "b", outcome="wins", of="forces", quarter="last", less_is_better=True, bins=5, fitted=True
    ),
    "robustness": lambda: cordiale.robustness(
        STUDY, "wins", of="forces", quarter="last", less_is_better=False, threshold=3.0
    ),
}  # fmt: skip
NOT_IN_PYTHON = {"first": None, "pair": None}  # of what `decide` is asked


@pytest.mark.parametrize(
    ("verb", "call", "cases"),
    [*((verb, call, USUAL) for verb, call in ASKED_IN_PYTHON.items()),
     *((verb, call, SAID) for verb, call in SAID_IN_PYTHON.items())],
)  # fmt: skip
def test_python_asks_for_what_the_verb_asks_for_said_or_not(
    verb: str, call: Any, cases: list[Case], elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(elsewhere)
    (case,) = [each for each in cases if each.words.split()[0] == verb and each.door != EXTENT]
    wanted = dict(case.asked)
    if verb == "search" and cases is USUAL:
        wanted["folder"] = None  # what is asked in Python leaves nothing
    if verb == "decide":
        wanted["asked"] = Asked(**vars(wanted["asked"]) | NOT_IN_PYTHON)
    given = handed(case.door, call, monkeypatch)
    assert {name: given[name] for name in wanted} == wanted


@pytest.mark.parametrize("ask", [cordiale.compare, cordiale.decide, cordiale.search])
def test_python_says_how_far_it_is_unless_it_is_to_be_quiet(ask: Any) -> None:
    assert signature(ask).parameters["quiet"].default is False


@pytest.mark.parametrize(("names", "count"), [(None, len(COMPANY.rows)), (["siloed", "drift"], 2)])
def test_a_comparison_in_python_is_refused_by_all_runs_that_it_asks_for(
    names: list[str] | None, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = handed(EXTENT, lambda: cordiale.compare(paradigms=names, replications=9, quarters=7), monkeypatch)
    assert given == {"runs": count * 2 * 9, "quarters": 7}


# What is left names what was typed

LEFT = {
    "decide": ("decision.deciding:decide", lambda: (SimpleNamespace(), None), "decision.leaving:keep"),
    "compare": (
        "comparison.compare:carry_out",
        lambda: SimpleNamespace(frame=pd.DataFrame()),
        "comparison.compare:keep",
    ),
    "run": ("comparison.single:simulate_one", lambda: SimpleNamespace(frame=pd.DataFrame()), "comparison.compare:keep"),
    "search": ("searching.structure_search:search", lambda: None, "searching.telling_search:keep_search"),
}


@pytest.mark.parametrize("verb", LEFT)
def test_what_a_verb_leaves_names_the_command_as_it_was_typed_and_its_folder(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived, made, door = LEFT[verb]
    place, _, name = lived.partition(":")
    module = import_module(f"cordiale.experiments.{place}")
    monkeypatch.setattr(module, name, lambda *_, **__: made())
    words = [verb, "--seed", "7", "--out", str(tmp_path / "here"), "--quiet"]
    words += ["--json"] if verb == "run" else []
    monkeypatch.setattr(sys, "argv", ["/somewhere/bin/cordiale", *words])
    given = handed(door, lambda: typed(*words), monkeypatch)
    assert given["command"] == ["cordiale", *words]
    assert given["directory"] == tmp_path / "here"
    assert given.get("verb", verb) == verb


def test_patterns_are_measured_in_the_order_asked_for_once_each_and_the_first_that_there_is_not_is_named() -> None:
    assert [claim.pattern for claim in validate.chosen("7, 3,7,12")] == [7, 3, 12]
    assert [claim.pattern for claim in validate.chosen(None)] == [*range(1, 20)]
    with pytest.raises(UsersError, match=r"only = 'forty' is no pattern; patterns are 1 to 19"):
        validate.chosen("7,forty,50")
