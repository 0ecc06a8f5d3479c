"""A measure is of the quarters that it names: all after the start, the last four, or the last."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.comparison.measures import MEASURES, OVER, RUN, Measure, Span, per_run
from cordiale.experiments.comparison.ranking import rank_paradigms
from cordiale.experiments.foundations.language import words
from cordiale.simulation.world.outcomes import OUTCOMES

COUNTED = {"every quarter": slice(1, None), "last year": slice(-4, None), "last quarter": slice(-1, None)}
UNITS = {each.name: each.unit for each in OUTCOMES}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_measure_counts_the_quarters_that_it_names_and_adds_up_only_what_is_told_by_the_quarter(
    measure: Measure,
) -> None:
    quarters = np.arange(9)
    values = 2.0**quarters  # so that any other choice of quarters comes to another number
    run = {"forces": "none", "paradigm": "siloed", "seed": 1, "replication": 0}
    frame = pd.DataFrame({**run, "quarter": quarters, measure.column: values})
    counted = values[COUNTED[measure.span]]
    adds_up = UNITS[measure.column].endswith("/quarter") and len(counted) > 1
    assert per_run(frame, measure, by=RUN).tolist() == [counted.sum() if adds_up else counted.mean()]
    assert measure.span.removeprefix("every ") in measure.definition


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_of_friction_gaps_and_people_lost_the_least_ranks_first_and_of_all_else_the_most(measure: Measure) -> None:
    rows = [
        {"scenario": "s", "forces": "none", "paradigm": paradigm, "seed": 1, "replication": number,
         "quarter": 1, measure.column: level + 0.1 * number}
        for paradigm, level in (("less", 3.0), ("more", 5.0)) for number in range(3)
    ]  # fmt: skip
    (ranking,) = rank_paradigms(pd.DataFrame(rows), by=measure, measures=())
    least = any(bad in measure.name for bad in ("friction", "gap", "leavers"))
    assert [each.paradigm for each in ranking.standings] == (["less", "more"] if least else ["more", "less"])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("span", OVER)
def test_how_a_run_becomes_a_number_is_said_in_the_words_of_its_span_and_of_whether_it_is_added_up(
    span: Span, language: str
) -> None:
    w = words(language)
    for column in ("revenue", "win_rate"):
        measure = Measure(column, column, "", span)
        how = "value" if span == "last quarter" else "sum" if column == "revenue" else "average"
        assert measure.total == (how == "sum")
        assert measure.defined(w) == w(f"measure.{how}", column=column, span=w[OVER[span]])
        assert replace(measure, by_size=True).defined(w) == measure.defined(w) + w["measure.by_size"]
    assert measure.definition == measure.defined(words("en"))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_sum_of_which_a_quarter_is_missing_is_missing_and_an_average_leaves_that_quarter_out(
    measure: Measure,
) -> None:
    run = {"forces": "none", "paradigm": "siloed", "seed": 1, "replication": 0}
    values = 2.0 ** np.arange(9)
    values[-2] = np.nan
    frame = pd.DataFrame({**run, "quarter": np.arange(9), measure.column: values})
    (told,) = per_run(frame, measure, by=RUN).tolist()
    assert np.isnan(told) if measure.total else told == np.nanmean(values[COUNTED[measure.span]])
    ended = pd.concat([frame, frame[frame["quarter"] < 8].assign(replication=1)])  # which ended a quarter early
    assert np.isnan(per_run(ended, measure, by=RUN).get(("none", "siloed", 1, 1), np.nan))
