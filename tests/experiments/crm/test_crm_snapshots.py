"""Sheets of one pipeline, month by month and without ids, hold each deal once; those of two kinds of deals hold all."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import Import, import_export
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import deals, decided, imported, said

SHEET = ["customer", "created", "close", "stage", "amount", "owner"]


def read(folder: Path, call: str = "account_id", **sheets: Rows) -> Import:
    """An import of sheets whose rows have a customer, which is a field of the mapping, and no id."""
    columns = "\n".join(f'{field} = "{name}"' for field, name in zip([call, *SHEET[1:]], SHEET, strict=True))
    mapping = folder / "mapping.toml"
    mapping.write_text(f'schema = 1\n[opportunity]\nfiles = ["*.csv"]\n[opportunity.columns]\n{columns}\n', "utf-8")
    (folder / "export").mkdir()
    for name, rows in sheets.items():
        write_csv(folder / "export" / f"{name}.csv", SHEET, rows)
    return import_export(folder / "export", mapping=mapping)


def underway(rows: Rows, amount: str = "900") -> Rows:
    return [[*row[:2], "", "Negotiation", amount, row[5]] for row in rows]


@pytest.mark.parametrize("call", ["account_id", "name"])
def test_a_deal_of_several_sheets_is_one_in_its_newest_state_known_by_its_account_or_name(
    call: str, tmp_path: Path
) -> None:
    rows = deals()
    usual = imported(tmp_path, rows).facts
    (tmp_path / "sheets").mkdir()
    result = read(tmp_path / "sheets", call, a=underway(rows[:40]), b=underway(rows[20:], "950"), c=rows)
    assert decided(result) == (30, 50)
    assert (result.facts.endings, result.facts.cycle, result.facts.period) == (usual.endings, usual.cycle, usual.period)
    assert result.facts.contract_value == usual.contract_value
    assert f"deals that stand in several files, known again by {call}, creation and owner" in said(result)


def test_deals_of_one_customer_and_day_in_sheets_of_two_kinds_stay_two(tmp_path: Path) -> None:
    rows = deals()
    result = read(tmp_path, hardware=rows, services=[[*row[:4], "70", row[5]] for row in rows])
    assert (result.summary.used, result.summary.dropped) == (120, 0)
    assert "known again" not in said(result)


@pytest.mark.parametrize("count", [2, 5])
def test_deals_that_stand_twice_in_one_sheet_stay_two(tmp_path: Path, count: int) -> None:
    twice = [[*row[:4], str(amount), row[5]] for row in deals() for amount in range(100, 100 * (count + 1), 100)]
    result = read(tmp_path, a=underway(deals()[:40]), b=twice)
    assert (result.summary.used, result.summary.dropped) == (60 * count + 40, 0)
