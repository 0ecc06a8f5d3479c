"""What knowing is worth, reckoned from known companies, and told in table and figure as it was reckoned."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.figures.page import INK
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.questions import knowing
from cordiale.experiments.questions.drawing_knowing import FILLED, draw
from cordiale.experiments.questions.knowing import ALARMS, FILTERS, SEED, VIEWS, Row, experiment, main, told
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario

EARNED = (100.0, 200.0, 300.0)  # by companies whose executives never act
LED = {"proportional": 4, "sales-led": 1, "assimilated": 7, "siloed": -3}  # what it is worth to begin it, of a tenth


def left(scenario: Scenario) -> set[float]:
    """How much of each filter is left."""
    usual = load_scenario("status-quo").perception
    names = [name.partition(".")[2] for name in FILTERS]
    return {round(getattr(scenario.perception, name) / getattr(usual, name), 6) for name in names}


def earned(scenario: Scenario) -> list[float]:
    """Twice as much is gained by an accurate view as by a half-blind one, and by a complacent one nothing."""
    if scenario.perception.threshold == 0:
        return [*EARNED]
    (seen,) = left(scenario)
    leads = scenario.leadership
    worth = LED[leads.goal] if leads.response.name.lower() == "reorganise" else 2
    return [each * (1 + worth * (1 - seen) / 100) + at for at, each in enumerate(EARNED)]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The companies are known; what was asked of them is noted."""
    asked: list[tuple[Any, ...]] = []

    def simulate(scenario: Scenario, paradigms: Any, forces: Any, **size: int) -> pd.DataFrame:
        asked.append((paradigms, forces, tuple(size.values())))
        rows = [(each, quarter, value / 2) for each, value in enumerate(earned(scenario)) for quarter in (1, 2)]
        return pd.DataFrame(rows, columns=["replication", "quarter", "revenue"])

    monkeypatch.setattr(knowing, "simulate", simulate)
    return asked


def test_each_view_is_held_against_never_acting_and_knowing_is_accurate_less_complacent(
    known: list[tuple[Any, ...]],
) -> None:
    rows = {row.alarm: row for row in experiment(replications=3, quarters=2, seed=5)}
    assert list(rows) == list(ALARMS)
    assert all(each == (["status-quo"], ["all"], (3, 2, 5)) for each in known)
    for alarm, row in rows.items():
        worth = LED.get(alarm, 2)
        assert row.knowing.mean == pytest.approx(worth), alarm
        for view, part in VIEWS.items():
            wanted = 100 * (sum(e * (1 + worth * (1 - part) / 100) + at for at, e in enumerate(EARNED)) / 600 - 1)
            assert row.gains[view].mean == pytest.approx(wanted), (alarm, view)


def test_a_gain_is_told_with_its_sign_and_a_decimal() -> None:
    assert told(Estimate(1.44, 1.04, 1.76, 9)) == "+1.4 [1.0, 1.8]"
    assert told(Estimate(-1.0, -1.5, -0.4, 9)) == "−1.0 [−1.5, −0.4]"


def rows_told() -> list[Row]:
    """Every gain its own number."""
    return [
        Row(alarm, {view: Estimate(n + 10 * at, n + 10 * at - 1, n + 10 * at + 2, 9) for n, view in enumerate(VIEWS)},
            Estimate(50.0 + at, 48.0, 53.0, 9))
        for at, alarm in enumerate(ALARMS)
    ]  # fmt: skip


def test_a_printed_cell_is_the_gain_of_its_view_under_its_alarm(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(knowing, "experiment", lambda **size: rows_told())
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["--replications", "9", "--quarters", "4"]) == 0
    shown = capsys.readouterr().out
    heads = next(line for line in shown.splitlines() if all(view in line for view in VIEWS))
    assert sorted(VIEWS, key=heads.index) == [*VIEWS]
    for row in rows_told():
        line = next(line for line in shown.splitlines() if line.strip().startswith(row.alarm))
        assert re.findall(r"\S+ \[.*?\]", line) == [told(row.gains[view]) for view in VIEWS] + [told(row.knowing)]
    assert "Revenue of 4 quarters" in shown
    assert "9 companies" in " ".join(shown.split())


def test_data_is_printed_where_it_is_asked_for_and_a_table_of_words_left_and_figures_right_where_it_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(knowing, "experiment", lambda **size: rows_told())
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["--json"]) == 0
    assert [each["knowing"]["mean"] for each in json.loads(capsys.readouterr().out)] == [50, 51, 52, 53, 54]
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    for row in rows_told():
        (line,) = [each for each in lines if each.startswith(row.alarm)]
        assert line.rstrip().endswith(told(row.knowing))


@pytest.mark.parametrize(("typed", "size"), [
    ([], (60, 20, 1)), (["--replications", "7"], (7, 20, 1)), (["--quarters", "9"], (60, 9, 1)),
    (["--seed", "5"], (60, 20, 5)), (["--replications", "7", "--quarters", "9", "--seed", "5"], (7, 9, 5)),
])  # fmt: skip
def test_the_experiment_is_as_large_as_it_is_asked_to_be_on_the_luck_that_is_asked_for(
    typed: list[str], size: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(knowing, "experiment", lambda **given: asked.append(given) or rows_told())
    main(typed)
    assert asked == [dict(zip(("replications", "quarters", "seed"), size, strict=True))]
    said = " ".join(capsys.readouterr().out.split())
    assert f"Revenue of {size[1]} quarters" in said
    assert f"{size[0]} companies" in said


def test_a_mark_of_the_figure_is_the_gain_of_its_view_with_its_interval_in_the_line_of_its_alarm() -> None:
    rows = rows_told()
    figure = draw(rows)
    (ax,) = figure.axes
    marks = {(line.get_markerfacecolor(), round(line.get_ydata()[0])): line.get_xdata()[0]
             for line in ax.lines if line.get_marker() == "o"}  # fmt: skip
    assert marks == {(FILLED[view], at): row.gains[view].mean for at, row in enumerate(rows) for view in VIEWS}
    lines = [line for line in ax.lines if line.get_marker() == "None" and line.get_linewidth() > 1]
    bars = sorted(tuple(line.get_xdata()) for line in lines)
    assert bars == sorted((gain.low, gain.high) for row in rows for gain in row.gains.values())
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == [row.alarm if at == 0 else f"switch to {row.alarm}" for at, row in enumerate(rows)]
    order = [line.get_ydata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert order == sorted(order)  # views from complacent to accurate, downwards
    assert all(abs(place - round(place)) < 0.5 for place in order)
    assert all(ax.get_ylim()[1] < place < ax.get_ylim()[0] < len(rows) for place in order)
    assert f"is worth {told(rows[0].knowing)} points with {rows[0].alarm}" in figure.get_label()
    assert f"{told(rows[-1].knowing)} with the switch to {rows[-1].alarm}" in figure.get_label()
    assert "over 9 companies" in figure.get_label()


def test_the_experiment_is_by_default_the_one_whose_finding_it_tells() -> None:
    assert f"({knowing.REPLICATIONS} companies, seed {knowing.SEED})" in str(knowing.__doc__)
    assert "for five years" in " ".join(str(knowing.__doc__).split())
    assert knowing.QUARTERS == 5 * 4


def test_a_complacent_view_keeps_the_filters_whole_a_half_blind_one_half_of_them_and_an_accurate_one_none() -> None:
    assert VIEWS == {"complacent": 1.0, "half-blind": 0.5, "accurate": 0.0}


def test_executives_never_act_whom_neither_a_view_nor_the_loss_of_all_new_revenue_alarms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lived: list[Scenario] = []

    def simulate(scenario: Scenario, *_: Any, **__: int) -> pd.DataFrame:
        lived.append(scenario)
        return pd.DataFrame({"replication": [0, 1], "quarter": [1, 1], "revenue": [1.0, 2.0]})

    monkeypatch.setattr(knowing, "simulate", simulate)
    experiment(replications=2, quarters=1, seed=SEED)
    usual = load_scenario("status-quo").perception
    never, *alarmed = [each.perception for each in lived]
    assert (never.threshold, never.visible_failure) == (0.0, 1.0)
    assert {(each.threshold, each.visible_failure) for each in alarmed} == {(usual.threshold, usual.visible_failure)}


def test_the_figure_of_knowing_says_which_mark_is_which_view_in_percent_over_never_acting_which_a_line_marks() -> None:
    figure = draw(rows_told())
    (ax,) = figure.axes
    assert [line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 2 and line.get_zorder() == 1] == [[0, 0]]
    assert ax.get_xlabel() == "revenue of five years over that of executives who never act, percent"
    said = " ".join(figure.get_label().split())
    assert "Ring: they see through the declared filters; grey: through half of them; dot: as it is." in said
    assert (FILLED["complacent"], FILLED["accurate"]) == ("white", INK)
    assert "95 % intervals over 9 companies" in said
