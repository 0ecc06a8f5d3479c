"""What a comparison leaves: its manifest says what was typed and lived, its summary all that frames it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.boardpack import comparison_pack as packs
from cordiale.experiments.boardpack import pack_files
from cordiale.experiments.comparison import compare
from cordiale.experiments.comparison.framing import Comparison, decisions_of, question, told
from cordiale.experiments.comparison.report import summary
from cordiale.experiments.comparison.today import NOT_ASKED
from cordiale.experiments.foundations import store
from cordiale.experiments.foundations.failures import Failure
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.simulation.recording.contents import FILES
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import plan
from tests.support.synthetic import results_frame
from tests.support.worlds import small

NAMES = ["siloed", "proportional"]
COMPANY = prepare(small({"company.paradigm": "siloed"}))
RUNS = plan(COMPANY.scenario, paradigms=NAMES, forces=["all"], replications=2, quarters=4, seed=7,
            switch_quarter=3, decisions=["Q2 integration=0.9"])  # fmt: skip


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return results_frame(paradigms=NAMES, forces=["all"], replications=3, quarters=4)


@pytest.fixture(autouse=True)
def simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a company is as simulated is told of the comparison's own table and scenario."""
    said = lambda frame, scenario: {"frame": len(frame), "scenario": scenario.name}  # noqa: E731  # of these alone
    monkeypatch.setattr(compare, "implied", said)


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would have been written."""
    kept: list[dict[str, Any]] = []
    monkeypatch.setattr(
        store, "write_results", lambda table, where, **said: kept.append({"table": table, **said}) or where
    )
    return kept


def made(frame: pd.DataFrame, **changed: Any) -> Comparison:
    return Comparison(COMPANY, "small.toml", tuple(RUNS), frame)._replace(**changed)


@pytest.mark.parametrize("verb", ["compare", "run"])
def test_the_manifest_of_a_comparison_says_verb_command_seed_parameters_decisions_and_the_quarter_of_the_switch(
    verb: str, frame: pd.DataFrame, left: list[dict[str, Any]]
) -> None:
    found = made(frame)
    assert compare.keep(found, Path("there"), verb=verb, command=["cordiale", verb, "x"], w=ENGLISH) == Path("there")
    (said,) = left
    manifest = said["manifest"]
    assert (manifest["verb"], manifest["command"], manifest["seed"]) == (verb, ["cordiale", verb, "x"], 7)
    assert manifest["scenario"]["name"] == COMPANY.scenario.name
    assert manifest["parameters"] == {"choice": "point"}
    assert manifest["decisions"] == decisions_of(found, w=ENGLISH)
    assert manifest["runs"] == {"switch_quarter": 3, "decisions": RUNS[0].decisions}
    assert "rules" not in manifest
    assert said["table"] is frame
    assert (said["beside"], said["also"], said["draw"]) == ((), None, None)


def test_a_record_that_is_there_is_listed_and_figures_are_drawn_by_who_was_given(
    frame: pd.DataFrame, left: list[dict[str, Any]]
) -> None:
    draw: Any = object()
    compare.keep(made(frame), Path("there"), verb="run", command=[], record=True, draw=draw, w=ENGLISH)
    assert (left[0]["beside"], left[0]["draw"]) == (FILES, draw)
    assert len(FILES) > 5


def test_rules_of_ones_own_stand_in_manifest_and_summary(frame: pd.DataFrame, left: list[dict[str, Any]]) -> None:
    rules: Any = SimpleNamespace(words="mine 1", record=lambda: {"source": "def prospect(): ..."})
    found = made(frame, company=COMPANY._replace(rules=rules))
    compare.keep(found, Path("there"), verb="compare", command=[], w=ENGLISH)
    assert left[0]["manifest"]["rules"] == rules.record()
    assert left[0]["summary"]["rules"] == "mine 1"
    assert "rules" not in compare.summarise(made(frame))


def test_a_summary_is_the_report_s_with_what_failed_was_asked_was_decided_and_is_unknown(frame: pd.DataFrame) -> None:
    failure = Failure(RUNS[1], "ValueError: so")
    found = made(frame, failures=(failure,))
    said = compare.summarise(found)
    assert said == {
        **summary(frame, baseline="siloed", switched=NOT_ASKED),
        "failures": [failure.to_dict("small.toml")],
        "question": question(found, w=ENGLISH),
        "as_simulated": {"frame": len(frame), "scenario": COMPANY.scenario.name},
        "unknown": COMPANY.scenario.unknown,
        "parameters": {"choice": "point"},
        "decisions": decisions_of(found, w=ENGLISH),
    }


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_board_pack_is_left_where_it_is_asked_for_in_the_language_that_was_asked_for(
    language: str, frame: pd.DataFrame, left: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    w, found = words(language), made(frame)
    asked: list[Any] = []
    monkeypatch.setattr(packs, "comparison_pack", lambda *given: asked.append(given) or "pack")
    monkeypatch.setattr(pack_files, "board_pack", lambda pack: {"decision.html": f"{pack} as a page".encode()})
    compare.keep(found, Path("there"), verb="compare", command=[], report=True, w=w)
    ((document, spoken, said),) = asked
    assert left[0]["also"] == {"decision.html": b"pack as a page"}
    assert document == left[0]["summary"]
    assert (spoken.language, said) == (language, told(found, w))
