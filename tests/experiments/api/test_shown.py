"""What answers in Python show of themselves: short words, a table, a figure; and that they are the verbs' answers."""

from __future__ import annotations

import io
import json
import re
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from rich.console import Console

import cordiale
from cordiale.experiments.api.shown import ROWS, Result
from cordiale.experiments.decision.telling import headline
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.phrases import forces_words
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study.carrying_out import carry_out
from cordiale.simulation.scenario.scenario import Scenario
from tests.support.commandline import cordiale as typed
from tests.support.planted_studies import planned, planted

TINY = Scenario(schema=1, name="tiny", company={"reps": 2, "marketers": 2, "executives": 1, "burn_in": 0})
SEARCHED = cordiale.Quest(
    changes=1, generations=1, population=4, replications=2, fresh=2, quarters=2, parameters="point", workers=1
)
SAMPLED = planned(
    design="latin-hypercube", samples=60, quarters=1, replications=4,
    factors={"paradigm": ["siloed", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0},
             "trust.initial": {"low": 0.2, "high": 0.8}},
)  # fmt: skip


def earned(settings: dict[str, Any], replication: int) -> float:
    better = settings["leadership.strength"] - 0.4 if settings["paradigm"] == "proportional" else 0.0
    return float(100 + 10 * better + replication)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = planted(tmp_path_factory.mktemp("sampled") / "study", SAMPLED, earned)
    carry_out(SAMPLED, folder, workers=1)
    return folder


@pytest.fixture(scope="module")
def answers(study: Path) -> dict[str, Result]:
    """An answer of each kind."""
    return {
        "compare": cordiale.compare(
            TINY, ["siloed", "proportional"], ["none", "all"], replications=2, quarters=1, quiet=True, workers=1
        ),
        "sensitivity": cordiale.sensitivity(study, "revenue", method="pawn"),
        "map": cordiale.advice_map(study, "leadership.strength", "trust.initial"),
        "robustness": cordiale.robustness(study),
        "discover": cordiale.discover(study, "proportional - siloed revenue < 0"),
        "decide": cordiale.decide(TINY, batches=0, matched=4, quarters=6, parameters="point", quiet=True, workers=1),
        "search": cordiale.search(TINY, SEARCHED, quiet=True),
    }


@pytest.mark.parametrize("verb", ["compare", "decide", "search", "sensitivity", "map", "robustness", "discover"])
def test_an_answer_shows_itself_as_a_sentence_a_table_and_a_figure(answers: dict[str, Result], verb: str) -> None:
    answer = answers[verb]
    assert repr(answer) == f"<cordiale {verb}: {answer.headline}>"
    assert len(repr(answer)) < 500
    assert "\n" not in repr(answer)
    table, figure = answer.to_frame(), answer.plot()
    assert isinstance(table, pd.DataFrame)
    assert len(table)
    assert isinstance(figure, Figure) == (verb != "robustness")
    shown = answer._repr_html_()
    assert ("<table" in shown, 'src="data:image/png;base64,' in shown) == (True, verb != "robustness")
    assert shown.count("<tr") <= ROWS + 1
    assert (f"{len(table) - ROWS:,} rows more" in shown) == (len(table) > ROWS)
    assert json.loads(json.dumps(answer.to_dict()))
    if figure is not None:
        assert f'<img alt="{escape(str(figure.get_label()) or answer.headline)}"' in shown


def test_a_table_in_a_notebook_has_a_row_for_each_thing_and_four_figures_or_whole_thousands() -> None:
    values = pd.DataFrame({"number": [0.012344, 999.6, -999.6, 1000.0, 1000.4, -1234.6, 12345.678, float("nan")]})
    shown = Result("compare", None, "so", lambda: values, lambda: None, dict)._repr_html_()
    assert re.findall(r"<t[dh]>(.*?)</t[dh]>", shown) == [
        "number", "0.01234", "999.6", "-999.6", "1,000", "1,000", "-1,235", "12,346", "",
    ]  # fmt: skip


def test_of_a_long_table_a_notebook_shows_the_first_rows() -> None:
    long = pd.DataFrame({"row": [f"row {number}" for number in range(ROWS + 2)]})
    shown = Result("compare", None, "so", lambda: long, lambda: None, dict)._repr_html_()
    assert re.findall(r"<td>(.*?)</td>", shown) == list(long["row"][:ROWS])
    assert "2 rows more" in shown


def test_a_sentence_is_of_the_most_forces_and_of_the_option_that_is_least_regretted(answers: dict[str, Result]) -> None:
    assert forces_words("all") in answers["compare"].headline
    assert forces_words("none") not in answers["compare"].headline
    table = answers["robustness"].to_frame().query("measure == 'largest_regret'").set_index("option").of_means
    assert table.nunique() == 2
    assert answers["robustness"].headline.startswith(f"{table.idxmin()} has the smallest")


def test_a_decision_in_a_line_says_what_to_do_and_how_sure_that_is(answers: dict[str, Result]) -> None:
    first, *sure = headline(answers["decide"].found, ENGLISH).split("\n")
    assert sure
    assert answers["decide"].headline == " ".join([first, *sure])


def test_the_options_of_a_decision_are_a_table_without_what_has_no_one_cell(answers: dict[str, Result]) -> None:
    options = answers["decide"].to_dict()["options"]
    assert list(answers["decide"].to_frame()) == [name for name in options[0] if name != "way"]
    assert len(answers["decide"].to_frame()) == len(options)


def test_a_search_leaves_nothing_unless_it_is_given_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, left in ((None, []), (tmp_path / "here", ["here"])):
        cordiale.search(TINY, SEARCHED, folder=folder, quiet=True)
        assert [each.name for each in tmp_path.iterdir()] == left
    assert (tmp_path / "here" / "evaluations.json").is_file()


def test_an_answer_is_what_the_verb_says(answers: dict[str, Result], study: Path) -> None:
    shown = typed("robustness", study, "--json")
    assert answers["robustness"].to_dict() == json.loads(shown.stdout)
    best = answers["robustness"].to_frame()
    assert set(best["option"]) == {"siloed", "proportional"}


def test_a_look_from_python_counts_as_one_of_the_command_does(answers: dict[str, Result], study: Path) -> None:
    looked = json.loads((study / "analyses.json").read_text())["analyses"]
    assert [each["asked"] for each in looked if each["verb"] == "discover"] == [answers["discover"].to_dict()["asked"]]


def test_words_from_outside_are_text_in_a_page_and_a_wrong_language_is_refused(study: Path) -> None:
    answer = Result("compare", None, "<script>", lambda: pd.DataFrame({"<b>": ["<i>"]}), lambda: None, dict)
    assert "<script>" not in answer._repr_html_()
    assert "<i>" not in answer._repr_html_()
    with pytest.raises(UsersError, match="language = 'de' is not one of en, fr"):
        cordiale.advice_map(study, "leadership.strength", "trust.initial", language="de")


@pytest.fixture
def silent() -> Talk:
    talk = Talk()
    talk.console = Console(file=io.StringIO(), force_jupyter=True)
    return talk


def test_a_bar_moves_in_a_notebook_that_can_show_one(silent: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    for there in (None, object()):
        monkeypatch.setattr("cordiale.experiments.foundations.talk.find_spec", lambda name, there=there: there)
        assert silent.watched == (there is not None)
    assert not Talk(quiet=True).watched


def test_a_row_of_a_comparison_has_the_forces_and_the_figures_of_its_own_ranking(answers: dict[str, Result]) -> None:
    table, told = answers["compare"].to_frame(), answers["compare"].to_dict()["forces"]
    assert list(zip(table["forces"], table["paradigm"], strict=True)) == [
        (forces, each["paradigm"]) for forces, ranking in told.items() for each in ranking["standings"]
    ]
    for row in table.to_dict("records"):
        own = next(each for each in told[row["forces"]]["standings"] if each["paradigm"] == row["paradigm"])
        assert row["levels.revenue.mean"] == own["levels"]["revenue"]["mean"]
