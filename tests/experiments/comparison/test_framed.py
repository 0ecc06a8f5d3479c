"""What frames a comparison: its question, its decisions, its baseline, whose network is drawn, and what failed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.comparison import compare
from cordiale.experiments.comparison.figures import gallery
from cordiale.experiments.comparison.framing import Comparison, closing_note, decisions_of, question, told
from cordiale.experiments.comparison.illustrations import best_run, draw, graphs_caption
from cordiale.experiments.comparison.ranking import rank_paradigms
from cordiale.experiments.comparison.today import question_words
from cordiale.experiments.foundations.errors import WorkFailedError
from cordiale.experiments.foundations.failures import Failure
from cordiale.experiments.foundations.language import ENGLISH, words
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run, plan
from tests.support.synthetic import results_frame
from tests.support.worlds import small

NAMES = ["siloed", "proportional", "status-quo"]
COMPANY = prepare(small({"company.paradigm": "siloed"}))
RUNS = plan(COMPANY.scenario, paradigms=NAMES, forces=["none", "all", "buyers"], replications=2, quarters=12, seed=3)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return results_frame(paradigms=NAMES, forces=["none", "all", "buyers"], replications=3, quarters=4)


def comparison(frame: pd.DataFrame, **changed: Any) -> Comparison:
    return Comparison(COMPANY, "small.toml", tuple(RUNS), frame)._replace(**changed)


def test_differences_are_taken_from_the_paradigm_of_today_where_it_ran(frame: pd.DataFrame) -> None:
    assert comparison(frame).baseline == "siloed"
    assert comparison(frame[frame["paradigm"] != "siloed"]).baseline is None


def test_what_is_drawn_and_what_is_summed_up_is_over_the_paradigm_of_today_too(
    frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn = dict[str, Any]()
    monkeypatch.setattr(gallery, "draw_all", lambda *_, **said: drawn.update(said))
    draw(comparison(frame), "page", tmp_path, w=ENGLISH)
    assert drawn["baseline"] == "siloed"
    monkeypatch.setattr(compare, "implied", lambda *_: {})
    assert compare.summarise(comparison(frame))["baseline"] == "siloed"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("quarter", [0, 4])
def test_the_question_is_of_the_baseline_today_and_the_quarter_of_the_switch(
    quarter: int, language: str, frame: pd.DataFrame
) -> None:
    w, switched = words(language), tuple(run._replace(switch_quarter=quarter) for run in RUNS)
    asked = comparison(frame, runs=switched)
    assert question(asked, w) == question_words({}, "siloed", "siloed", quarter, w)
    without = asked._replace(frame=frame[frame["paradigm"] != "siloed"])
    assert question(without, w) == question_words({}, "status-quo", "siloed", quarter, w)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_summary_says_question_caveat_and_the_verdict_of_each_set_of_forces_under_its_name(
    language: str, frame: pd.DataFrame
) -> None:
    w = words(language)
    said = told(comparison(frame), w)
    assert [*said] == ["question", "caveat", "none", "all", "buyers"]
    assert said["question"] == question(comparison(frame), w)
    for ranking in rank_paradigms(frame, baseline="siloed"):
        assert said[ranking.forces].startswith(w.under(ranking.forces))
        assert w.quoted(ranking.best.paradigm) in said[ranking.forces]


def test_decisions_in_force_are_told_and_a_planned_switch_leads_to_the_paradigm_compared(frame: pd.DataFrame) -> None:
    decided = tuple(run._replace(decisions=("Q3 programme", "Q5 survey")) for run in RUNS)
    assert decisions_of(comparison(frame, runs=decided), w=ENGLISH) == ["Q3 programme", "Q5 survey"]
    switching = tuple(run._replace(switch_quarter=2) for run in decided)
    assert decisions_of(comparison(frame, runs=switching), w=ENGLISH) == [
        "Q2 the paradigm compared",
        "Q3 programme",
        "Q5 survey",
    ]
    french = words("fr")
    assert decisions_of(comparison(frame, runs=switching), french)[0] == french("compare.each_its_own", quarter=2)
    alone = tuple(run for run in switching if run.paradigm == "proportional")
    assert decisions_of(comparison(frame, runs=alone), w=ENGLISH) == [
        "Q2 paradigm=proportional",
        "Q3 programme",
        "Q5 survey",
    ]
    w = words("en")
    assert w("compare.decided", decisions="Q3 programme") in closing_note(
        comparison(frame, runs=tuple(run._replace(decisions=("Q3 programme",)) for run in RUNS)), w
    )
    assert w("compare.decided", decisions="") not in closing_note(comparison(frame), w)


@pytest.mark.parametrize("failed", [1, 3])
def test_runs_that_failed_are_counted_of_all_that_were_tried(failed: int, frame: pd.DataFrame) -> None:
    comparison(frame).complain()
    some = tuple(Failure(run, "why") for run in RUNS[:failed])
    with pytest.raises(WorkFailedError, match=rf"^{failed} of {len(RUNS) + failed} runs failed:\nwhy\n.* small\.toml "):
        comparison(frame, failures=some).complain()


def test_the_network_that_is_drawn_is_of_the_best_paradigm_under_the_most_forces(frame: pd.DataFrame) -> None:
    best = best_run(comparison(frame))
    ranking = next(each for each in rank_paradigms(frame, baseline="siloed") if each.forces == "all")
    assert best == next(run for run in RUNS if (run.paradigm, run.forces) == (ranking.best.paradigm, "all"))
    few = frame[frame["forces"] != "all"]
    assert best_run(comparison(few)).forces == "buyers"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_caption_of_a_network_tells_its_own_run(language: str) -> None:
    w = words(language)
    for run in (Run("siloed", "buyers", 3, 9, 6), Run("siloed", "buyers", 3, 9, 6, 2)):
        said = graphs_caption(run, w)
        assert all(f"{each}" in said for each in (w.quoted("siloed"), w.forces("buyers"), 3, 9, 6))
        assert ("2" in said) == bool(run.switch_quarter)


def test_a_report_of_a_company_that_decided_nothing_and_told_all_of_itself_ends_with_no_note_and_no_empty_line(
    frame: pd.DataFrame,
) -> None:
    plain = comparison(frame, runs=tuple(run._replace(switch_quarter=0, decisions=()) for run in RUNS))
    assert closing_note(plain, w=ENGLISH) == ""
    decided = comparison(frame, runs=tuple(run._replace(decisions=("Q3 programme",)) for run in RUNS))
    assert closing_note(decided, w=ENGLISH) == "\n" + words("en")("compare.decided", decisions="Q3 programme")
