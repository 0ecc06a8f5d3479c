"""Sources of a company, facts in their best window, ids of two lengths, rows of one cell: each by its own bound."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.cohorts import Period
from cordiale.experiments.crm.draft import Draft, source_odds
from cordiale.experiments.crm.facts import FunnelFacts, SideFacts, SourceFacts
from cordiale.experiments.crm.filters import filtered
from cordiale.experiments.crm.goals import DraftValue
from cordiale.experiments.crm.mapping import Filter, TableMapping
from cordiale.experiments.crm.pieces import Buyers, Endings
from cordiale.experiments.crm.raw import read_raw
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.shape import regular_rows
from cordiale.experiments.crm.values import read_id, read_ids, read_salesforce_id, short_id
from cordiale.experiments.crm.writing import Report, _first_guess, _settled, _shift, _source
from cordiale.experiments.fitting.observed import Check
from cordiale.simulation.scenario.files import load_scenario


def source(name: str, leads: int, wins: int, weight: float = 1.0) -> SourceFacts:
    """A source with so many leads and wins, of four hundred leads."""
    rate = wins / leads
    return SourceFacts(name, leads, leads / 400, wins, rate, rate - 0.05, rate + 0.05, None, weight)


SOURCES = (source("web", 300, 30), source("fair", 100, 40, 0.5))


def two_sources() -> Any:
    """The status quo with two sources of leads."""
    return load_scenario().with_values({"sources": [_source(each, 0.0) for each in SOURCES]})


@pytest.mark.parametrize(("pull", "fits"), [
    (0.5, [2.0, -4.0]), (2.0, [0.5, -1.0]), (0.11, [6.0, -6.0]), (0.1, [0.0, 0.0]), (-3.0, [0.0, 0.0]),
    (float("nan"), [0.0, 0.0]),
])  # fmt: skip
def test_sources_are_pulled_apart_as_observed_given_how_far_their_fits_pulled_them_before(
    pull: float, fits: list[float]
) -> None:
    figures = {"source_pull": pull, "pipeline_per_rep": 5.0, "marketing_sourced": 0.4}
    settled = _settled(two_sources(), figures, [1.0, -2.0])
    assert [each.fit for each in settled.sources] == pytest.approx(fits)
    assert (settled.customers.pipeline_per_rep, settled.customers.marketing_sourced) == (5.0, 0.4)
    assert _settled(load_scenario(), figures, []).sources == load_scenario().sources


@pytest.mark.parametrize(("weight", "pace"), [(1.5, 1.5), (0.001, 0.02), (90.0, 50.0)])
def test_a_source_has_its_share_and_the_pace_of_its_cycle_held_in_what_a_scenario_allows(
    weight: float, pace: float
) -> None:
    told = _source(source("Trade\n fair", 100, 40, weight), 9.0)
    assert told == {"name": "Trade fair", "share": 0.25, "fit": 6.0, "pace": pace}
    assert (_shift(-9.0), _shift(0.3), _source(source(" ", 1, 1), 0.0)["name"]) == (-6.0, 0.3, "unnamed")


def test_a_first_guess_is_the_draft_with_its_targets_its_shapes_and_its_sources(tmp_path: Path) -> None:
    made = Draft((DraftValue("company.reps", 7, "named"),), SOURCES, (DraftValue("wins", 30.0, "seen"),),
                 {"cycle": (1.0, 2.0, 9.0)})  # fmt: skip
    guess = _first_guess(load_scenario(), made, tmp_path / "Our Funnel.toml")
    assert (guess.name, guess.company.reps, guess.targets["wins"].value) == ("our-funnel", 7, 30.0)
    assert tuple(guess.quantiles.cycle) == (1.0, 2.0, 9.0)
    assert [each.fit for each in guess.sources] == pytest.approx([source_odds(each, SOURCES) for each in SOURCES])
    assert guess.sources[0].fit < 0.0 < guess.sources[1].fit


def test_a_report_says_what_was_met_and_what_is_not_known() -> None:
    scenario = load_scenario()
    checks = (Check("wins", 40.0, 41.0),)
    told = [*Report(Path("x.toml"), scenario, (), checks, 0, 0, ("trust: no CRM records it",)).lines()]
    assert told == [f"x.toml: scenario {scenario.name}", "  wins: target 40, simulated 41 (+2.5 %)",
                    "not known, left at the default:", "  trust: no CRM records it"]  # fmt: skip
    bare = Report(Path("x.toml"), scenario, (), (), 0, 0, unknown=())
    assert [*bare.lines()][1] == "  nothing in the export is a figure to meet"
    assert bare.to_dict()["unknown"] == []


WINDOWS = [
    SimpleNamespace(period=Period(date(2024, month, 1), date(2024, 12, 31)), leads_per_week=float(month),
    sources=(month,),
                    conversion=f"of {month}", cycle=month) for month in (1, 3)
]  # fmt: skip


@pytest.mark.parametrize("cohorts", [True, False])
def test_facts_are_of_the_uncensored_cohorts_where_there_are_any_and_the_period_is_of_all(cohorts: bool) -> None:
    whole, inside = WINDOWS
    bare: dict[str, Any] = {each.name: None for each in fields(FunnelFacts)}
    sides = {"marketing": SideFacts(9, 0, 0.0, 0.0, (), 0.2), "sales": SideFacts(9, 0, 0.0, 0.0, (), None)}
    facts = FunnelFacts(**bare | sides | {"whole": whole, "cohorts": inside if cohorts else None})
    best: Any = inside if cohorts else whole
    assert facts.period == whole.period
    assert (facts.leads_per_week, facts.sources, facts.conversion, facts.cycle) == (
        best.leads_per_week, best.sources, best.conversion, best.cycle,
    )  # fmt: skip
    assert facts.cohort_start == (date(2024, 3, 1) if cohorts else None)
    assert facts.cohort_end == (date(2024, 12, 31) if cohorts else None)
    assert (facts.marketing_people, facts.sales_people) == (1, 9)
    assert FunnelFacts(**bare).sales_people is None


def test_wins_are_over_all_that_ended_outlived_deals_among_them_and_further_wins_are_those_but_the_first() -> None:
    assert Endings(created=100, won=30, lost=20, no_decision=10, outlived=20, open=20).won_of_ended == 30 / 80
    assert Endings(created=0, won=0, lost=0, no_decision=0, outlived=0, open=0).won_of_ended == 0.0
    assert Buyers(accounts=20, wins=31, further=40, further_value=None, left_out=True).further_wins == 11


@pytest.mark.parametrize(("text", "short"), [
    ("0065g00000AbcDeEAF", "0065g00000AbcDe"), ("0065g00000AbcDe", "0065g00000AbcDe"), ("abcdefghijklmnopqr",) * 2,
    ("0065g00000AbcDeEAFx",) * 2, ("a-65g00000AbcDeEAF",) * 2,
])  # fmt: skip
def test_only_an_id_of_salesforce_of_eighteen_signs_is_cut_to_its_fifteen(text: str, short: str) -> None:
    assert short_id(text) == read_salesforce_id(text).value == short


def test_of_several_ids_in_a_cell_the_first_counts_or_all_where_tables_must_tell() -> None:
    assert read_id("17; 18") == ("17", "first of several ids taken")
    assert read_id("17.0").value == "17"
    assert read_ids("17.0; 18;") == ("17;18", None)
    none, why = read_ids("1.2E+17")
    assert (bool(none), why) == (False, "id rounded by a spreadsheet")


@pytest.mark.parametrize(("header", "titles"), [("id,stage,owner", 1), ("id,stage", 0)])
def test_a_row_of_one_cell_is_a_title_in_a_table_of_three_columns_and_a_row_in_one_of_two(
    header: str, titles: int, tmp_path: Path
) -> None:
    width = header.count(",") + 1
    rows = [",".join([f"D{at}", "won", "Ann"][:width]) for at in range(9)]
    rows.insert(4, ",".join(["West", "", ""][:width]))
    (tmp_path / "a.csv").write_text("\n".join([header, *rows, ""]))
    repairs = Repairs()
    assert len(regular_rows("opportunity", read_raw(tmp_path / "a.csv", encoding=""), repairs)) == 10 - titles
    (one,) = repairs.summary().files
    assert [(reason.why, reason.row) for reason in one.drops] == [
        ("title or sum of a group: one cell is filled", 6)
    ] * titles  # fmt: skip


def test_a_rule_looks_at_the_first_of_its_columns_that_there_is_and_is_refused_by_the_first_where_none_is(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_text("id,Kind,Sort\n1,new,old\n2,old,new\n")
    raw = read_raw(tmp_path / "a.csv", encoding="")

    def kept(*columns: str, insists: bool = False) -> list[int]:
        rule = Filter(columns, frozenset({"new"}), insists=insists)
        return [*filtered(TableMapping("opportunity", columns={}, where=(rule,)), raw, np.arange(2), Repairs())]

    assert kept("Type", "Kind", "Sort") == [0]
    assert kept("Sort", "Kind") == [1]
    assert kept("Type") == [0, 1]
    with pytest.raises(DataError, match=r"column Type.*no such column"):
        kept("Type", "Art", insists=True)
