"""A table is recognised by what it is: its name, its headings, how its ids begin, whose ids its rows name."""

import json
from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, import_export
from cordiale.experiments.crm.export_told import told
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import (
    HEADER,
    SALESFORCE,
    deals,
    decided,
    imported,
    mapping,
    said,
    salesforce_deals,
    salesforce_leads,
    with_preset,
)

HISTORY = ["Id", "OpportunityId", "CreatedDate", "CloseDate", "StageName", "Amount"]


def history() -> list[list[str]]:
    return [
        [f"0080000{i:05}{step}00", row[0], row[1], row[2], "Closed Won", row[4]]
        for i, row in enumerate(salesforce_deals())
        for step in range(3)
    ]


@pytest.mark.parametrize("name", ["OpportunityHistory", "export_2"])
def test_a_history_is_no_table_of_deals(tmp_path: Path, name: str) -> None:
    result = with_preset(tmp_path, Opportunity=(SALESFORCE, salesforce_deals()), **{name: (HISTORY, history())})
    assert decided(result) == (30, 50)
    assert f"{name}.csv: not used" in said(result)


@pytest.mark.parametrize(("name", "prefix"), [("Case", "500"), ("Task", "00T"), ("Campaign", "701"), ("export", "003")])
def test_what_has_an_id_and_a_state_is_no_lead_for_that(tmp_path: Path, name: str, prefix: str) -> None:
    others = [[f"{prefix}000000000{i:03}", "2024-01-01", "Closed"] for i in range(90)]
    files = {name: (["Id", "CreatedDate", "Status"], others), "Opportunity": (SALESFORCE, salesforce_deals())}
    alone = with_preset(tmp_path, **files)
    assert (alone.facts.counted, decided(alone)) == ("opportunity", (30, 50))
    result = with_preset(tmp_path, Lead=salesforce_leads())
    assert (result.facts.counted, result.facts.whole.leads, result.facts.whole.wins) == ("lead", 60, 30)


def test_a_state_alone_makes_no_lead_and_is_told(tmp_path: Path) -> None:
    things = [[f"x{i}", "2024-01-01", "New"] for i in range(40)]
    result = with_preset(tmp_path, a=(SALESFORCE, salesforce_deals()), b=(["Id", "CreatedDate", "Status"], things))
    assert result.facts.counted == "opportunity"
    assert "b.csv: not used; nothing but an id and a state says that it is a table of lead rows" in said(result)


def test_companies_are_no_contacts(tmp_path: Path) -> None:
    contact = ["Record ID", "Create Date", "Lifecycle Stage"]
    company = [*contact, "Company Domain Name"]
    deal = ["Record ID", "Create Date", "Close Date", "Deal Stage", "Amount", "Deal owner", "Associated Contact IDs"]
    rows = [[*row, f"c{i}"] for i, row in enumerate(deals())]
    files = {
        "hubspot-crm-exports-all-companies": (company, [[f"f{i}", "2024-01-01", "lead", "a.com"] for i in range(70)]),
        "hubspot-crm-exports-all-contacts": (contact, [[f"c{i}", row[1], "lead"] for i, row in enumerate(rows)]),
        "hubspot-crm-exports-all-deals": (deal, rows),
    }
    result = with_preset(tmp_path, "hubspot", **files)
    assert (result.facts.counted, result.facts.whole.leads, result.facts.whole.wins) == ("lead", 60, 30)


def test_a_file_that_cannot_be_read_is_told_and_none_stands_in_for_it(tmp_path: Path) -> None:
    with_preset(tmp_path, Opportunity=(SALESFORCE, salesforce_deals()))
    path = tmp_path / "Opportunity.csv"
    path.write_bytes(path.read_bytes().replace(b"Rep 4", b"Rep\x004"))
    with pytest.raises(DataError, match=r"Opportunity.csv.*NUL bytes"):
        with_preset(tmp_path, OpportunityHistory=(HISTORY, history()))


def test_a_part_of_an_export_that_cannot_be_read_is_not_left_out(tmp_path: Path) -> None:
    write_csv(tmp_path / "x_2023.csv", HEADER, deals())
    (tmp_path / "x_2024.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(DataError, match=r"x_2024.csv: this is an .xlsx spreadsheet"):
        import_export(tmp_path, mapping=mapping(tmp_path))


def test_two_tables_that_may_be_it_are_asked_for(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", HEADER, deals())
    write_csv(tmp_path / "b.csv", [*HEADER, "team"], [[f"x{i}", *row[1:], "t"] for i, row in enumerate(deals())])
    with pytest.raises(DataError, match=r"a.csv and b.csv both look like the table opportunity.*files = \[\"a.csv\"\]"):
        import_export(tmp_path, mapping=mapping(tmp_path))


def test_every_column_is_accounted_for(tmp_path: Path) -> None:
    rows = [[*row, "C1", "note"] for row in deals()]
    result = imported(tmp_path, rows, header=[*HEADER, "campaign", "remark"], columns='campaign = "campaign"')
    (file,) = result.summary.files
    assert {one.heading: (one.field, bool(one.effect)) for one in file.columns} == {
        **{name: (field, True) for name, field in zip(HEADER, ["opp_id", *HEADER[1:]], strict=True)},
        "campaign": ("campaign", False),
        "remark": ("", False),
    }
    assert "columns read without effect: campaign (campaign)" in said(result)
    assert "columns not used: remark" in said(result)


def test_members_who_are_contacts_are_joined_or_left_out(tmp_path: Path) -> None:
    header, leads = salesforce_leads()
    whose = ["00Q" if i % 5 == 0 else "003" for i in range(60)]
    members = [[f"00v00000000{i:04}", f"{one}000000000{i:03}", "701", "2024-01-02"] for i, one in enumerate(whose)]
    member = ["Id", "LeadOrContactId", "CampaignId", "CreatedDate"]
    files = {"Opportunity": (SALESFORCE, salesforce_deals()), "CampaignMember": (member, members)}
    result = with_preset(tmp_path, Lead=(header, leads), **files)
    assert (result.facts.whole.leads, result.facts.whole.wins) == (60, 30)
    assert "48 touch of somebody who is no lead of the export" in said(result)
    joined = [[*row, f"003000000000{i:03}"] for i, row in enumerate(leads)]
    result = with_preset(tmp_path, Lead=([*header, "ConvertedContactId"], joined))
    assert "touch of somebody" not in said(result)


def test_what_is_kept_of_the_account_holds_no_cell(tmp_path: Path) -> None:
    rows = [[*row, "secret"] if i % 20 else [*row[:4], "classified", row[5], "secret"] for i, row in enumerate(deals())]
    result = imported(tmp_path, [*rows, rows[1], ["D000", *rows[3][1:]]], header=[*HEADER, "remark"])
    kept = json.dumps(result.summary.to_dict())
    assert "negotiation" in said(result)
    assert not [word for word in ("negotiation", "classified", "secret", "D000", "Rep 1") if word in kept]
    assert "deals.csv" in kept


def test_what_is_told_says_on_how_many_cases_it_rests(tmp_path: Path) -> None:
    lines = "\n".join(told(imported(tmp_path, deals()).facts))
    for part in (
        "60 opportunities: 30 won, 20 lost, ",
        "win rate 0.6 (0.46 to 0.72): 30 of 50 decided",
        "n = 30 wins",
        "5 people at one time own deals, 5 over the whole period",
    ):
        assert part in lines


@pytest.mark.parametrize(
    ("preset", "header", "won", "lost"),
    [
        (
            "pipedrive",
            [
                "Deal - ID",
                "Deal - Deal created",
                "Deal - Deal closed on",
                "Deal - Status",
                "Deal - Value",
                "Deal - Owner",
            ],
            "Won",
            "Lost",
        ),
        (
            "zoho",
            ["Record Id", "Created Time", "Closing Date", "Stage", "Amount", "Deal Owner"],
            "Closed Won",
            "Closed Lost",
        ),
        (
            "dynamics",
            ["(Do Not Modify) Opportunity", "Created On", "Actual Close Date", "Status", "Actual Revenue", "Owner"],
            "Won",
            "Lost",
        ),
        (
            "hubspot",
            ["Datensatz-ID", "Erstellungsdatum", "Abschlussdatum", "Deal-Phase", "Betrag", "Deal-Inhaber"],
            "Abgeschlossen und gewonnen",
            "Abgeschlossen und verloren",
        ),
        (
            "hubspot",
            [
                "ID de registro",
                "Fecha de creación",
                "Fecha de cierre",
                "Etapa del negocio",
                "Importe",
                "Propietario del negocio",
            ],
            "Cierre ganado",
            "Cierre perdido",
        ),
        (
            "salesforce",
            [
                "ID de l'opportunité",
                "Date de création",
                "Date de clôture",
                "Étape",
                "Montant",
                "Propriétaire de l'opportunité",
            ],
            "Fermée gagnée",
            "Fermée perdue",
        ),
        (
            "salesforce",
            ["Opportunity-ID", "Erstelldatum", "Schlusstermin", "Phase", "Betrag", "Opportunity-Inhaber"],
            "Geschlossen und gewonnen",
            "Geschlossen und verloren",
        ),
        (
            "salesforce",
            [
                "ID da oportunidade",
                "Data de criação",
                "Data de fechamento",
                "Fase",
                "Valor",
                "Proprietário da oportunidade",
            ],
            "Fechado e ganho",
            "Fechado e perdido",
        ),
    ],
)
def test_other_systems_and_languages_are_read(
    tmp_path: Path, preset: str, header: list[str], won: str, lost: str
) -> None:
    words = {"Closed Won": won, "Closed Lost": lost, "Negotiation": "Open"}
    rows = [[*row[:3], words[row[3]], *row[4:]] for row in deals()]
    result = with_preset(tmp_path, preset, export=(header, rows))
    assert decided(result) == (30, 50)
    assert result.facts.sales_people == 5
    assert result.facts.contract_value is not None
