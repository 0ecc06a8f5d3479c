"""Each number of a report stands under its own heading, in its own unit, with its own sign."""

import re
from typing import Any

import pandas as pd
import pytest

from cordiale.experiments.comparison import today
from cordiale.experiments.comparison.measures import MEASURES
from cordiale.experiments.comparison.ranking import rank_paradigms
from cordiale.experiments.comparison.report import people_columns, print_report, summary
from cordiale.experiments.comparison.today import NOT_ASKED
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.foundations.store import content_sha256
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import plan
from tests.support.synthetic import results_frame
from tests.support.worlds import small

HELD = {  # measure by heading, and what its unit is multiplied by
    "compare.column.friction": ("friction_hours_share", 100, 1),
    "compare.column.trust_sales": ("trust_sales_in_marketing", 1, 2),
    "compare.column.trust_marketing": ("trust_marketing_in_sales", 1, 2),
    "compare.column.gap": ("perception_gap", 100, 0),
    "compare.column.left": ("leavers", 1, 1),
}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return results_frame(paradigms=["marketing-led", "sales-led", "status-quo"], forces=["all"], replications=6)


@pytest.mark.parametrize("heading", HELD)
def test_a_column_of_the_report_holds_the_measure_that_its_heading_names(frame: pd.DataFrame, heading: str) -> None:
    (column,) = (each for each in people_columns(ENGLISH) if each.heading == ENGLISH[heading])
    name, factor, digits = HELD[heading]
    measure = next(each for each in MEASURES if name in (each.name, each.column))
    for standing in rank_paradigms(frame)[0].standings:
        assert column.words(standing) == ENGLISH.number(standing.levels[measure.name].mean * factor, digits)


def test_the_two_trusts_are_told_apart_by_results_in_which_they_differ(frame: pd.DataFrame) -> None:
    levels = {standing.paradigm: standing.levels for standing in rank_paradigms(frame)[0].standings}
    for paradigm, more, less in (("sales-led", "sales_in_marketing", "marketing_in_sales"),
                                 ("marketing-led", "marketing_in_sales", "sales_in_marketing")):  # fmt: skip
        last_year = frame[(frame.paradigm == paradigm) & (frame.quarter > frame.quarter.max() - 4)]
        assert levels[paradigm][f"trust_{more}"].mean == pytest.approx(last_year[f"trust_{more}"].mean())
        assert levels[paradigm][f"trust_{more}"].mean > levels[paradigm][f"trust_{less}"].mean


def test_the_difference_of_a_pair_is_the_first_less_the_second(frame: pd.DataFrame) -> None:
    ranking = summary(frame, baseline=None, switched=NOT_ASKED)["forces"]["all"]
    levels = {standing["paradigm"]: standing["levels"]["revenue"]["mean"] for standing in ranking["standings"]}
    for pair in ranking["pairs"]:
        assert pair["difference"]["mean"] == pytest.approx(levels[pair["first"]] - levels[pair["second"]])
        assert pair["difference"]["mean"] >= 0  # the first ranks before the second


def test_what_is_called_better_than_today_earns_more_and_what_is_called_worse_less(frame: pd.DataFrame) -> None:
    surely = frame.assign(revenue=frame["paradigm"].map({"marketing-led": 9.0, "status-quo": 5.0, "sales-led": 2.0})
                          + frame["replication"] / 100)  # fmt: skip
    (ranking,) = rank_paradigms(surely)
    assert today.than_today(ranking) == {"better": ["marketing-led"], "worse": ["sales-led"], "open": []}


def test_a_summary_says_of_every_measure_its_own_unit_and_definition_and_of_every_table_what_it_is_of(
    frame: pd.DataFrame,
) -> None:
    said = summary(frame, baseline="sales-led", switched=NOT_ASKED)
    assert said["measures"] == {each.name: {"unit": each.unit, "definition": each.definition} for each in MEASURES}
    assert (said["baseline"], said["confidence"], said["switched_in"]) == ("sales-led", 0.95, None)
    assert said["results_sha256"] == content_sha256(frame)
    assert (said["seed"], said["replications"], said["quarters"]) == (1, 6, frame["quarter"].max())
    switched = {"all": {"marketing-led": Estimate(0.1, 0.0, 0.2, 6)}}
    told = summary(frame, switched=switched, baseline=None)
    assert told["switched_in"] == today.QUARTER
    would = {each["paradigm"]: each["if_switched"] for each in told["forces"]["all"]["standings"]}
    assert {name: each and each["mean"] for name, each in would.items()} == {
        "marketing-led": 0.1, "sales-led": None, "status-quo": None,
    }  # fmt: skip


@pytest.mark.parametrize("first", ["none", "all"])
def test_what_a_switch_would_bring_stands_under_its_own_forces_in_the_summary_and_on_the_terminal(
    first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    forces = [first, "none" if first == "all" else "all"]
    of = {"none": 0.1, "all": 0.4}
    switched = {name: {"sales-led": Estimate(of[name], 0.0, 0.5, 6)} for name in forces}
    frame = results_frame(paradigms=["sales-led", "status-quo"], forces=forces, replications=6)
    told = summary(frame, switched=switched, baseline=None)["forces"]
    would = {name: {each["paradigm"]: each["if_switched"] for each in told[name]["standings"]} for name in forces}
    assert {name: would[name]["sales-led"]["mean"] for name in forces} == of
    print_report(frame, switched=switched, baseline=None, currency="", head="", note="", w=ENGLISH)
    shown = capsys.readouterr().out
    order = sorted(forces, key=lambda name: shown.index(f"+{of[name] * 100:.1f} %"))
    assert order == sorted(forces, key=lambda name: shown.casefold().index(ENGLISH.under(name).casefold()))


@pytest.mark.parametrize("baseline", ["siloed", "drift"])
@pytest.mark.parametrize(("quarter", "looked", "said"), [
    (3, False, "switches"), (0, False, "lived"), (0, True, "lived_and_switched")
])  # fmt: skip
def test_the_head_says_whether_paradigms_were_lived_in_or_switched_to_and_from_which_one_is_measured(
    quarter: int, looked: bool, said: str, baseline: str
) -> None:
    switched = {"all": {"drift": Estimate(0.1, 0.0, 0.2, 4)}} if looked else today.NOT_ASKED
    told = today.question_words(switched, baseline, "siloed", quarter, ENGLISH)
    question = ENGLISH(f"compare.today.{said}", quarter=quarter or today.QUARTER)
    other = ENGLISH("compare.today.other_baseline", baseline=ENGLISH.quoted(baseline), today=ENGLISH.quoted("siloed"))
    assert told == (question if baseline == "siloed" else f"{question} {other}")


def test_what_switches_would_bring_is_told_in_percent_the_best_first() -> None:
    switched = {"all": {name: Estimate(mean, mean - 0.01, mean + 0.02, 4)
                        for name, mean in (("drift", -0.05), ("siloed", 0.2), ("sales-led", 0.1))}}  # fmt: skip
    told = today.switched_words(switched, "all", w=ENGLISH)
    assert re.findall(r"(\S+) (\S+) % \[(\S+), (\S+)\]", told) == [
        ("siloed", "+20.0", "19.0", "22.0"), ("sales-led", "+10.0", "9.0", "12.0"), ("drift", "−5.0", "−6.0", "−3.0"),
    ]  # fmt: skip
    assert today.switched_words(switched, "none", w=ENGLISH) == ""


def test_what_a_switch_would_bring_is_over_staying_and_not_the_other_way_round() -> None:
    earns = {"siloed": 100.0, "proportional": 120.0, "sales-led": 50.0}
    scenario = small({"company.paradigm": "siloed"})
    runs = plan(scenario, paradigms=[*earns], forces=["none"], replications=3, quarters=4, seed=1)
    company = prepare(scenario)
    earned = {run: earns[run.paradigm] * (1 + run.replication) for run in [*runs, *today.asked_besides(company, runs)]}
    found = today.if_switched(company, runs, earned)["none"]
    assert {name: each.mean for name, each in found.items()} == pytest.approx({"proportional": 0.2, "sales-led": -0.5})


@pytest.mark.parametrize("compared", [["siloed", "proportional"], ["proportional"]])
def test_whoever_stays_is_lived_once_whether_compared_or_not(compared: list[str]) -> None:
    scenario = small({"company.paradigm": "siloed"})
    runs = plan(scenario, paradigms=compared, forces=["none", "all"], replications=2, quarters=4, seed=1)
    lived = [*runs, *today.asked_besides(prepare(scenario), runs)]
    assert len(lived) == len({*lived})
    assert sum(run.paradigm == "siloed" and not run.switch_quarter for run in lived) == 4
    assert sum(run.paradigm == "proportional" and run.switch_quarter == today.QUARTER for run in lived) == 4


@pytest.mark.parametrize(
    ("own", "asked", "quarters", "told"),
    [
        ({}, {}, 4, True),
        ({}, {}, 1, False),
        ({}, {}, 2, True),
        ({"decisions": ["Q3 paradigm=siloed"]}, {}, 4, False),
        ({}, {"decisions": ["Q3 paradigm=siloed"]}, 4, False),
        ({}, {"switch_quarter": 3}, 4, False),
    ],
    ids=["nothing decided", "too short", "just long enough", "planned", "decided for all", "runs that switch"],
)
def test_a_switch_is_lived_besides_only_where_nothing_else_is_decided_and_the_record_is_long_enough(
    own: dict[str, Any], asked: dict[str, Any], quarters: int, told: bool
) -> None:
    scenario = small({"company.paradigm": "siloed"}).with_values(own)
    runs = plan(
        scenario, paradigms=["proportional"], forces=["none"], replications=1, quarters=quarters, seed=1, **asked
    )
    assert bool(today.asked_besides(prepare(scenario), runs)) is told
