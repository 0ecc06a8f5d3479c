"""A record of long ago or a mistyped year moves no figure of a company, and is told."""

from pathlib import Path

import numpy as np
import pytest

from cordiale.experiments.crm.strays import FAR, ONE_DAY, YEAR, are_strays
from tests.support.crm_exports import Rows
from tests.support.crm_meaning import deals, decided, imported, said

LONG_AGO = ["D900", "2004-03-01", "2004-04-01", "Closed Won", "1500", "Rep 1"]


def mistyped(rows: Rows) -> Rows:
    """The same deals, the last won one closed in 2042."""
    at = max(i for i, row in enumerate(rows) if row[3] == "Closed Won")
    return [[*row[:2], row[2].replace("2024", "2042").replace("2025", "2042"), *row[3:]] if i == at else row
            for i, row in enumerate(rows)]  # fmt: skip


def test_a_deal_of_twenty_years_ago_spreads_no_volume_and_nobody_over_twenty_years(tmp_path: Path) -> None:
    rows = deals(90)
    usual, strange = imported(tmp_path, rows).facts, imported(tmp_path, [*rows, LONG_AGO])
    assert strange.facts.whole.leads_per_week == pytest.approx(usual.whole.leads_per_week)
    assert (strange.facts.period, strange.facts.cycle) == (usual.period, usual.cycle)
    assert strange.facts.sales_people == usual.sales_people == 5
    assert strange.facts.whole.wins == usual.whole.wins + 1
    assert f"1 {FAR} (first: deals.csv, row 92, column created: '2004-03-01')" in said(strange)


def test_a_closing_in_a_year_that_is_mistyped_makes_no_cycle_and_no_deal_young(tmp_path: Path) -> None:
    forgotten = ["D901", "2024-01-02", "", "Negotiation", "1500", "Rep 1"]
    usual = imported(tmp_path, [*deals(90), forgotten]).facts
    strange = imported(tmp_path, mistyped([*deals(90), forgotten]))
    assert usual.whole.cycle is not None
    assert strange.facts.whole.cycle is not None
    assert strange.facts.whole.cycle.mean == pytest.approx(usual.whole.cycle.mean, rel=0.02)
    assert strange.facts.endings == usual.endings
    assert usual.endings is not None
    assert usual.endings.outlived > 0
    assert strange.facts.dated_wins is not None
    assert (strange.facts.dated_wins.count, strange.facts.dated_wins.total) == (44, 45)
    assert "column close: '2042" in said(strange)


def test_closings_of_a_bulk_change_make_no_cycle(tmp_path: Path) -> None:
    closed = [i for i, row in enumerate(deals(90)) if row[2]]
    bulk = {place for n, place in enumerate(closed) if n % 5 < 3}
    rows = [[*row[:2], "2026-02-03", *row[3:]] if i in bulk else row for i, row in enumerate(deals(90))]
    usual, strange = imported(tmp_path, deals(90)).facts, imported(tmp_path, rows)
    assert usual.whole.cycle is not None
    assert strange.facts.whole.cycle is not None
    assert strange.facts.whole.cycle.mean == pytest.approx(usual.whole.cycle.mean, rel=0.02)
    assert f"{len(bulk)} {ONE_DAY}" in said(strange)
    assert decided(strange) == (45, 75)


def test_one_deal_that_closes_two_years_after_all_others_keeps_its_cycle(tmp_path: Path) -> None:
    rows = [[*row[:2], "2027-12-01", *row[3:]] if i == 88 else row for i, row in enumerate(deals(90))]
    assert FAR not in said(imported(tmp_path, rows))


def test_a_last_day_on_which_many_deals_close_is_no_bulk_change(tmp_path: Path) -> None:
    rows = [[*row[:2], "2025-12-31", *row[3:]] if row[2] and i % 3 == 0 else row for i, row in enumerate(deals(90))]
    assert ONE_DAY not in said(imported(tmp_path, rows))


def test_closings_that_are_only_expected_may_be_far_away(tmp_path: Path) -> None:
    rows = [[*row[:2], "2099-12-31", *row[3:]] if row[3] == "Negotiation" else row for row in deals(90)]
    assert FAR not in said(imported(tmp_path, rows))


@pytest.mark.parametrize(
    "days",
    [
        np.arange("2004-01-01", "2024-01-01", 180, dtype="M8[D]"),  # two deals a year
        np.array([*["2019-06-01"] * 10, *["2021-06-01"] * 90], "M8[D]"),  # a tenth is no stray
        np.array(["2022-03-01", *["2023-02-01", "2023-08-01"] * 30], "M8[D]"),  # less than a year before all others
    ],
)
def test_days_that_belong_to_a_company_are_no_strays(days: np.ndarray) -> None:
    assert not are_strays(days.astype("M8[us]"), gap=YEAR).any()


def test_strays_are_found_on_both_sides() -> None:
    days = np.array(["1999-01-01", "1999-05-01", *["2023-02-01", "2024-08-01"] * 60, "2032-01-01"], "M8[us]")
    assert np.flatnonzero(are_strays(days, gap=YEAR)).tolist() == [0, 1, 122]
