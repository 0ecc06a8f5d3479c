"""Tables that spell their ids otherwise hang together all the same, and rows of leads alone are no deals."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import Import, import_export
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import HEADER, deals, decided, mapping, said

LEADS = '[lead]\nfiles = ["leads.csv"]\ncolumns = { lead_id = "id", created = "created" }'


def linked(folder: Path, ids: list[str], pointers: list[str]) -> Import:
    """Sixty deals and the leads that became them."""
    write_csv(folder / "leads.csv", ["id", "created"], [[one, row[1]] for one, row in zip(ids, deals(), strict=True)])
    rows = [[*row, one] for row, one in zip(deals(), pointers, strict=True)]
    write_csv(folder / "deals.csv", [*HEADER, "lead"], rows)
    return import_export(folder, mapping=mapping(folder, columns='lead_id = "lead"', more=LEADS))


@pytest.mark.parametrize(
    ("one", "other"), [("{:06}", "{}"), ("{}", "{:06}"), ("Info{}@Acme.com", "info{}@acme.com"), ("'0{:05}", "{:06}")]
)
def test_leads_and_deals_are_joined_though_one_spells_the_ids_otherwise(tmp_path: Path, one: str, other: str) -> None:
    result = linked(tmp_path, [one.format(i + 100) for i in range(60)], [other.format(i + 100) for i in range(60)])
    assert result.facts.counted == "lead"
    assert (result.facts.whole.leads, result.facts.whole.wins) == (60, 30)
    assert "60 ids in lead_id are spelt otherwise than in the lead table" in said(result)


def test_an_id_that_may_mean_two_is_no_link(tmp_path: Path) -> None:
    ids = [*(f"L{i}" for i in range(58)), "0077", "077"]
    result = linked(tmp_path, ids, [*(f"L{i}" for i in range(59)), "77"])
    assert "spelt otherwise" not in said(result)
    assert "2 lead that is in no lead file" in said(result)


def test_deals_of_one_moment_whose_ids_differ_in_capitals_alone_are_told(tmp_path: Path) -> None:
    rows = deals()
    again = [[row[0].lower(), *row[1:]] for row in rows[:7]]
    write_csv(tmp_path / "deals.csv", HEADER, [*rows, *again])
    result = import_export(tmp_path, mapping=mapping(tmp_path))
    assert "7 ids differ from another deal's in capitals or zeros before alone" in said(result)
    later = [[row[0], "2024-03-09", *row[2:]] for row in again]
    write_csv(tmp_path / "deals.csv", HEADER, [*rows, *later])
    assert "capitals or zeros" not in said(import_export(tmp_path, mapping=mapping(tmp_path)))


def test_rows_of_leads_without_a_deal_are_no_open_deals(tmp_path: Path) -> None:
    header = ["contact", "created", "owner", "deal", "stage", "close", "amount"]
    with_deals = [[f"C{row[0]}", row[1], row[5], row[0], row[3], row[2], row[4]] for row in deals()]
    without = [[f"B{row[0]}", row[1], row[5], "", "", "", ""] for row in deals()]
    write_csv(tmp_path / "all.csv", header, [*with_deals, *without])
    fields = {"opp_id": "deal", "lead_id": "contact"} | {
        one: one for one in ("close", "stage", "amount", "created", "owner")
    }
    columns = "\n".join(f'{field} = "{name}"' for field, name in fields.items())
    leads = 'files = ["all.csv"]\ncolumns = { lead_id = "contact", created = "created", owner = "owner" }'
    text = f'schema = 1\n[lead]\n{leads}\n[opportunity]\nfiles = ["all.csv"]\n[opportunity.columns]\n{columns}\n'
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    result = import_export(tmp_path / "all.csv", mapping=tmp_path / "m.toml")
    assert result.facts.endings is not None
    assert (result.facts.endings.created, decided(result), result.facts.whole.leads) == (60, (30, 50), 120)
