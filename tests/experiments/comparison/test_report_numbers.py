"""Each number of a report stands under its own heading, in its own unit, with its own sign."""

import pandas as pd
import pytest

from cordiale.experiments.comparison.measures import MEASURES
from cordiale.experiments.comparison.ranking import rank_paradigms
from cordiale.experiments.comparison.report import people_columns, summary
from cordiale.experiments.foundations.language import ENGLISH
from tests.support.synthetic import results_frame

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
    ranking = summary(frame)["forces"]["all"]
    levels = {standing["paradigm"]: standing["levels"]["revenue"]["mean"] for standing in ranking["standings"]}
    for pair in ranking["pairs"]:
        assert pair["difference"]["mean"] == pytest.approx(levels[pair["first"]] - levels[pair["second"]])
        assert pair["difference"]["mean"] >= 0  # the first ranks before the second
