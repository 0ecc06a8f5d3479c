"""What cannot be together in a study is refused before anything runs, wherever in the study it was said."""

from __future__ import annotations

from typing import Any

import pytest

from cordiale.experiments.study import possible
from cordiale.experiments.study.agents import UserAgents
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.orders import run_at
from cordiale.experiments.study.planning import Plan
from tests.support.planted_studies import planned

PAIR: dict[str, Any] = {"paradigm": ["siloed", "drift"]}


def with_keep(made: Plan) -> Plan:
    """The same study, of which a variable of people of one's own is kept."""
    return made._replace(agents=UserAgents((), ("sales_rep.mood",)))


@pytest.mark.parametrize("order", [("switch_quarter", "decisions"), ("decisions", "switch_quarter")])
def test_each_switch_is_tried_with_each_decision_and_the_point_that_cannot_be_is_named(order: tuple[str, str]) -> None:
    levels = {"switch_quarter": [0, 2], "decisions": ["", "Q2 paradigm=siloed"]}
    factors = PAIR | {name: levels[name] for name in order}
    with pytest.raises(StudyError, match=r"^study: point 3: decisions .* both decide paradigm in Q2$"):
        planned(factors=factors)


@pytest.mark.parametrize("quarter", [2, 3])
@pytest.mark.parametrize("table", ["factors", "fixed"])
def test_a_decision_after_the_last_quarter_is_refused_where_it_varies_and_where_it_is_fixed(
    table: str, quarter: int
) -> None:
    decided = f"Q{quarter} programme"
    said = {"factors": PAIR | ({"decisions": ["", decided]} if table == "factors" else {}),
            "fixed": {"decisions": decided} if table == "fixed" else {}}  # fmt: skip
    if quarter == 2:
        assert planned(**said).settings(1)["decisions"] == decided
        return
    with pytest.raises(StudyError, match=r"Q3 is after the last quarter of the run, Q2"):
        planned(**said)


@pytest.mark.parametrize("table", ["factors", "fixed"])
def test_of_several_decisions_of_a_point_every_one_is_carried_out(table: str) -> None:
    joined = "Q1 survey; Q2 programme; Q2 heads=1"
    said = {"factors": PAIR | ({"decisions": ["", joined]} if table == "factors" else {}),
            "fixed": {"decisions": joined} if table == "fixed" else {}}  # fmt: skip
    made = planned(**said)
    run = run_at(made.scenario, made.settings(1), replication=0, seed=1, quarters=2)
    assert run.decisions == ("Q1 survey", "Q2 programme", "Q2 heads=1")


@pytest.mark.parametrize("seat", possible.SEATS)
def test_where_variables_of_people_are_kept_no_head_count_may_vary_or_be_fixed(seat: str) -> None:
    possible.check_together(with_keep(planned(factors=PAIR)), "study")
    for said in ({"factors": PAIR | {seat: [2, 3]}}, {"factors": PAIR, "fixed": {seat: 3}}):
        made = planned(**said)
        possible.check_together(made, "study")
        with pytest.raises(StudyError, match=f"^study: agents.keep: {seat} is set by the study"):
            possible.check_together(with_keep(made), "study")


@pytest.mark.parametrize("asked", [8, 9])
def test_of_a_study_that_stops_no_more_replications_are_recorded_than_every_point_lives(asked: int) -> None:
    said: dict[str, Any] = {"replications": 48, "until": {"first": 8, "batch": 8}, "factors": PAIR}
    if asked == 8:
        assert planned(**said, record={"replications": asked}).matched == asked
        return
    with pytest.raises(StudyError, match=r"record\.replications = 9: each point has 8"):
        planned(**said, record={"replications": asked})


@pytest.mark.parametrize("runs", [15, 16])
def test_a_budget_is_enough_where_every_point_can_live_its_first_replications(runs: int) -> None:
    said: dict[str, Any] = {"replications": 48, "until": {"first": 8, "batch": 8, "runs": runs}, "factors": PAIR}
    if runs == 16:
        assert planned(**said).most == 16
        return
    with pytest.raises(StudyError, match=r"until\.runs = 15 is below 16: 2 points live until\.first = 8"):
        planned(**said)


@pytest.mark.parametrize("levels", [["siloed"], ["siloed", "drift"]])
def test_a_study_that_stops_has_two_options_or_more(levels: list[str]) -> None:
    said: dict[str, Any] = {"replications": 48, "until": {"first": 8, "batch": 8}, "factors": {"paradigm": levels}}
    if len(levels) == 2:
        assert planned(**said).matched == 8
        return
    with pytest.raises(StudyError, match=r"until\.of = 'paradigm' is no factor of the study with categories, two or"):
        planned(**said)
