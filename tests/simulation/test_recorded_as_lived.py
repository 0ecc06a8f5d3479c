"""Each column that a record copies is the field of the state that it is said to be, week by week, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.simulation.engine import advance
from cordiale.simulation.recording.column import SEATS, WORDS
from cordiale.simulation.recording.contents import OF_RUN
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.recorded import execute_recorded
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import NEVER, NOBODY, Stage
from tests.support.worlds import eventful

RUN = Run("assimilated", "all", 0, 3, 2)
SOURCES = [{"name": "web", "share": 2.0}, {"name": "fairs", "share": 1.0}]
SCENARIO = eventful({"customers.pipeline_per_rep": 2.0}).with_values({"sources": SOURCES})
WEEKS = 13 * RUN.quarters
WEEKLY = {"people": ("people",), "ties": ("ties", "opinions"), "company": ("company", "structure", "conditions")}
LATER = {("ties", "conflict"), ("opinions", "valence"), ("opinions", "weight"), ("opinions", "violations")}  # forgotten
CLOSED = {("people", each) for each in ("achieved", "success", "inequity")}  # a quarter's last is read before it closes


@cache
def recorded() -> dict[str, pd.DataFrame]:
    return {name: table.to_pandas() for name, table in execute_recorded(prepare(SCENARIO), RUN)[1].items()}


@cache
def lived() -> tuple[Organisation, ...]:
    """The state at the end of each week, the first day included."""
    org = start(prepare(SCENARIO), RUN)
    return tuple(advance(org, week).copy() for week in range(WEEKS + 1))


@cache
def seats() -> tuple[str, ...]:
    return tuple(recorded()["people"].query("week == 0").seat)


def as_told(table: str, field: str, values: Any) -> list[Any]:
    """What a record would say of these values; None where there is nothing to say."""
    if (table, field) in WORDS:
        words = {int(word): word.word for word in WORDS[table, field]}
        return [words.get(each) for each in values.tolist()]
    if (table, field) in SEATS or (table, field) == ("people", "team"):
        known = seats() if field != "team" else range(len(lived()[0].teams))
        return [None if each == NOBODY else known[each] for each in values.tolist()]
    return cells(values.tolist())


def cells(column: Iterable[Any]) -> list[Any]:
    return [None if each is None or each != each else each for each in column]


@pytest.mark.parametrize("name", WEEKLY)
def test_a_weekly_column_is_the_field_of_the_state_at_the_end_of_that_week(name: str) -> None:
    record = recorded()[name]
    for column in OF_RUN[name]:
        place = (column.table, column.field)
        if column.table not in WEEKLY[name] or place in LATER:
            continue
        side = 2 if column.table == "opinions" else 1
        first = int("marketing_in_sales" in column.name)
        for week, of_week in enumerate(np.split(record[column.name].to_numpy(), WEEKS + 1)):
            rows = getattr(lived()[week], column.table)[: 1 if name == "company" else None]
            if place not in CLOSED or week % 13:
                assert cells(of_week) == as_told(*place, rows[column.field][first::side]), f"{column.name}, {week}"


def test_what_trust_forgets_in_a_week_is_recorded_before_it_does() -> None:
    """Conflict, and what was lived through, noticed thefts too: at the end of a week the state has none of it."""
    noticing = SCENARIO.with_values({"credit.noticing": 1.0, "credit.self_serving": 1.0})
    company, run = prepare(noticing), Run("siloed", "all", 0, 3, 2)
    quarters, tables = execute_recorded(company, run)
    ties = tables["ties"].to_pandas()
    for column in OF_RUN["ties"]:
        if (column.table, column.field) in LATER and column.name != "marketing_in_sales_violations":
            assert (ties[column.name] != 0).any(), column.name
    assert ties["sales_in_marketing_violations"].sum() >= quarters["credit_thefts"].sum() > 0  # each noticed one, once
    assert not advance(start(company, run), WEEKS).opinions.violations.any()


def test_a_tie_is_named_by_its_two_ends_and_whom_it_is_between() -> None:
    org, ties = lived()[0], recorded()["ties"].query("week == 0")
    for end in ("rep", "marketer"):
        assert list(ties[end]) == [seats()[each] for each in org.ties[end]]
    level = recorded()["people"].query("week == 0").set_index("seat").level
    between = {"practitioner": "practitioners", "leader": "leaders"}
    assert list(ties.between) == [
        between["practitioner" if level[each] == "practitioner" else "leader"] for each in ties.rep
    ]
    assert set(ties.between) == set(between.values())


def test_a_lead_that_is_open_at_the_end_is_as_it_stands_in_the_books() -> None:
    org, leads = lived()[-1], recorded()["leads"]
    books, told = org.leads[: org.company[0].leads], leads[leads.end == "open"]
    assert len(books) == len(told) > 20
    for column in OF_RUN["leads"]:
        if column.table == "leads" and column.field not in ("contacted", "decided"):
            mine = as_told("leads", column.field, books[column.field])
            assert cells(told[column.name]) == [None if each != each else each for each in mine], column.name
    contacted = ~np.isin(books.stage, (Stage.QUALIFIED, Stage.ASSIGNED))
    assert cells(told.contacted) == [
        each if known else None for each, known in zip(books.contacted, contacted, strict=True)
    ]
    assert told.decided.isna().all()
    assert told.ended.isna().all()


def test_a_lead_is_of_the_source_that_it_came_from_of_own_search_if_a_rep_found_it_and_else_unknown() -> None:
    for name in ("leads", "credit"):
        table = recorded()[name]
        assert set(table.source[table.marketer.isna()]) == {"own-search"}
        assert set(table.source[table.marketer.notna()]) <= {"web", "fairs", "unknown"}
    leads, org = recorded()["leads"], lived()[0]
    before = org.leads[: org.company[0].leads]
    unknown = set(before.identity[(before.marketer != NOBODY) & (before.source == NOBODY)])
    assert set(leads.lead[leads.source == "unknown"]) == unknown != set()
    told = dict(zip(leads.lead, leads.source, strict=True))
    for books in (state.leads[: state.company[0].leads] for state in lived()):
        known = books[books.source != NOBODY]
        assert [told[each] for each in known.identity] == [("web", "fairs")[each] for each in known.source]
    wins = recorded()["wins_by_source"].groupby("source").wins.sum()
    credit = recorded()["credit"]
    assert wins.to_dict() == {each: (credit.source == each).sum() for each in wins.index}
    assert set(wins.index) == {"web", "fairs", "unknown"}


def test_what_has_not_happened_has_no_week() -> None:
    for name, columns in OF_RUN.items():
        for column in columns:
            if column.unit == "week" and name in ("leads", "matters", "decisions"):
                known = recorded()[name][column.name].dropna()
                assert (known.abs() < NEVER / 2).all(), column.name
