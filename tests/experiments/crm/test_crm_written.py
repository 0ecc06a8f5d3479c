"""What the file of an imported company says of itself and of each source is the export's, in the unit it names."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm.arrays import array_of
from cordiale.experiments.crm.cohorts import Period
from cordiale.experiments.crm.draft import Draft
from cordiale.experiments.crm.facts import SourceFacts
from cordiale.experiments.crm.goals import DraftValue
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.scenario_document import _about, _header, _quantiles, _sources, _tables, unknown_things
from cordiale.experiments.crm.settling import Part, settle

FITTED: Any = SimpleNamespace(
    name="acme", buyers=SimpleNamespace(win=-1.25, cycle=7.5), company=SimpleNamespace(reps=9),
    sources=[SimpleNamespace(name="web", share=0.75, fit=0.4, pace=1.5),
             SimpleNamespace(name="fair", share=0.25, fit=-0.9, pace=0.5)],
)  # fmt: skip
WEB = SourceFacts("web", 300, 0.75, 60, 0.2, 0.16, 0.25, 7.5, 1.5)
MADE = Draft(
    (DraftValue("company.reps", 9, "people who own deals"), DraftValue("buyers.win", 0.0, "win_rate", True)),
    (WEB, SourceFacts("fair", 100, 0.25, 5, 0.05, 0.02, 0.11, 2.5, 0.5)),
    (), {"cycle": (1.0, 2.5, 9.0)},
)  # fmt: skip


def facts(**more: Any) -> Any:
    said = {
        "counted": "lead", "title": "Acme", "credit": "Acme's CRM", "licence": "CC BY", "cohorts": True,
        "whole": SimpleNamespace(leads=400, wins=65), "period": Period(date(2023, 1, 1), date(2024, 6, 30)),
        "cohort_start": date(2023, 2, 1), "cohort_end": date(2024, 3, 31), "currencies": ("EUR",),
    }  # fmt: skip
    return SimpleNamespace(**said | more)


def test_a_source_is_told_with_its_leads_its_wins_and_its_rate_in_percent_with_the_interval() -> None:
    text = "\n".join(_sources(MADE, FITTED))
    assert "# 300 leads, 60 won: 20.0 % [16.0, 25.0]" in text
    assert "# 100 leads, 5 won: 5.0 % [2.0, 11.0]" in text
    web, fair = text.split("[[sources]]")[1:]
    for part, (share, fit, pace) in ((web, (0.75, 0.4, 1.5)), (fair, (0.25, -0.9, 0.5))):
        assert all(line in part for line in (f"share = {share}", f"fit = {fit}", f"pace = {pace}"))


def test_a_company_is_described_by_its_cases_its_wins_its_whole_time_and_that_of_its_rates() -> None:
    told = "\n".join(_about(facts(), FITTED))
    assert "400 leads and 65 wins, 2023-01-01 to 2024-06-30; rates are those of 2023-02-01 to 2024-03-31" in told
    assert "Aggregates derived from: Acme's CRM. Licence of the data, and so of these aggregates: CC BY." in told
    assert 'currency = "EUR"' in told
    bare = "\n".join(_about(facts(counted="opportunity", cohorts=None, licence="", currencies=("EUR", "USD")), FITTED))
    assert "400 decided opportunities and 65 wins, 2023-01-01 to 2024-06-30." in bare
    assert "rates are those of" not in bare
    assert "currency" not in bare
    assert "`it` from the export 'Acme': aggregates only" in "\n".join(_header(facts(), "it"))


def test_a_value_of_the_file_is_the_fitted_one_and_is_said_to_be_fitted_only_if_it_was() -> None:
    told = [*_tables(MADE, FITTED)]
    assert "reps = 9  # people who own deals" in told
    assert "win = -1.25  # fitted to win_rate" in told
    assert "cycle = [1.0, 2.5, 9.0]" in "\n".join(_quantiles(MADE))


@pytest.mark.parametrize("kept", [False, True])
def test_growth_that_is_kept_is_not_said_to_be_taken_out(kept: bool) -> None:
    result: Any = SimpleNamespace(unknown=("growth: taken out; +12% a year",), facts=facts())
    made = MADE._replace(entries=(DraftValue("growth.demand", 0.03, "+12% a year, kept"),) if kept else ())
    told = unknown_things(result, made)["growth"]
    assert told.startswith("+12% a year, kept; that it goes on for 12 quarters" if kept else "taken out")


def test_a_deal_that_was_lost_is_dated_by_its_loss_where_it_has_no_closing() -> None:
    days = [None, "2024-03-01", None]
    raw: Any = SimpleNamespace(file="deals.csv", numbers=np.arange(2, 5))
    part = Part(raw, np.arange(3), {
        "stage": array_of("stage", ["lost", "won", "open"]),
        "created": np.array(["2024-01-01"] * 3, "M8[us]"),
        "close": np.array([day or "NaT" for day in days], "M8[us]"),
        "lost_date": np.array(["2024-02-15", "NaT", "NaT"], "M8[us]"),
    })  # fmt: skip
    settle(part, Repairs())
    assert part.columns["close"].astype("M8[D]").astype(str).tolist() == ["2024-02-15", "2024-03-01", "NaT"]
    assert part.columns["is_won"].tolist() == [False, True, False]
