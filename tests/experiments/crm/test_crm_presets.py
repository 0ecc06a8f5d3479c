"""Exports of the two common CRMs are understood by API names and by report labels."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cordiale.experiments.crm import import_export
from tests.support.crm_exports import Rows, write_csv

DAYS = [date(2023, 1, 1) + timedelta(days=i) for i in range(40)]


def salesforce_id(prefix: str, number: int) -> str:
    return f"{prefix}5g00000{number:05d}EAF"


def salesforce_rows(style: str) -> tuple[Rows, Rows]:
    leads = [
        [
            salesforce_id("00Q", i),
            f"{day:{style}}",
            "Web",
            "Open",
            salesforce_id("006", i) if i < 20 else "",
            "ann",
        ]
        for i, day in enumerate(DAYS)
    ]
    deals = [
        [
            salesforce_id("006", i)[:15],
            ["Closed Won", "Closed Lost", "Prospecting"][i % 3],
            f"{DAYS[i]:{style}}",
            f"{DAYS[i] + timedelta(days=7):{style}}",
            "$12,500.00",
            "bob",
        ]
        for i in range(30)
    ]
    return leads, deals


@pytest.mark.parametrize(
    ("style", "lead_header", "deal_header"),
    [
        (
            "%Y-%m-%dT09:00:00.000Z",
            ["Id", "CreatedDate", "LeadSource", "Status", "ConvertedOpportunityId", "OwnerId"],
            ["Id", "StageName", "CreatedDate", "CloseDate", "Amount", "OwnerId"],
        ),
        (
            "%m/%d/%Y",
            [
                "Lead ID",
                "Create Date",
                "Lead Source",
                "Lead Status",
                "Converted Opportunity ID",
                "Lead Owner",
            ],
            ["Opportunity ID", "Stage", "Created Date", "Close Date", "Amount", "Opportunity Owner"],
        ),
    ],
)
def test_salesforce_is_read_by_api_names_and_by_labels(
    tmp_path: Path, style: str, lead_header: list[str], deal_header: list[str]
) -> None:
    leads, deals = salesforce_rows(style)
    write_csv(tmp_path / "Lead.csv", lead_header, leads, delimiter=";")
    write_csv(tmp_path / "Opportunity.csv", deal_header, deals, delimiter=";")
    with (tmp_path / "Opportunity.csv").open("a") as file:
        file.write('\n"Grand Totals (30 records)"\n"Copyright 2000-2024 salesforce.com, inc."\n')
    result = import_export(tmp_path, preset="salesforce")
    facts = result.facts
    assert (facts.counted, facts.whole.leads, facts.whole.wins) == ("lead", 40, 7)
    assert facts.win_rate is not None
    assert (facts.win_rate.count, facts.win_rate.total) == (10, 20)
    assert facts.contract_value is not None
    assert facts.contract_value.median == 12_500
    assert (facts.marketing_people, facts.sales_people) == (1, 1)
    assert [drop.why for one in result.summary.files for drop in one.drops] == ["footer of a report"]


@pytest.mark.parametrize(
    ("contact_header", "deal_header"),
    [
        (
            ["hs_object_id", "createdate", "hs_analytics_source", "lifecyclestage"],
            ["hs_object_id", "associatedcontactids", "dealstage", "createdate", "closedate", "amount"],
        ),
        (
            ["Record ID - Contact", "Create Date", "Original Source", "Lifecycle Stage"],
            [
                "Record ID - Deal",
                "Associated Contact IDs",
                "Deal Stage",
                "Create Date",
                "Close Date",
                "Amount",
            ],
        ),
    ],
)
def test_hubspot_is_read_by_api_names_and_by_labels(
    tmp_path: Path, contact_header: list[str], deal_header: list[str]
) -> None:
    stages = ["closedwon", "closedlost", "appointmentscheduled"]
    contacts = [[f"{i}", f"{day} 10:00", "ORGANIC_SEARCH", "lead"] for i, day in enumerate(DAYS)]
    deals = [[f"9{i}", f"{i};{i + 1}", stages[i % 3], f"{DAYS[i]}", f"{DAYS[i]} 12:00", "1.5"] for i in range(30)]
    write_csv(tmp_path / "contacts.csv", contact_header, contacts)
    write_csv(tmp_path / "deals.csv", deal_header, deals)
    result = import_export(tmp_path, preset="hubspot")
    assert (result.facts.whole.leads, result.facts.whole.wins) == (40, 10)
    assert [source.name for source in result.facts.sources] == ["organic_search"]
    assert [repair.why for repair in result.summary.files[1].repairs] == ["first of several ids taken"]


def test_deals_alone_give_win_rates(tmp_path: Path) -> None:
    deals = [[f"{i}", ["true", "false"][i % 2], "true", f"{day}", "custom"] for i, day in enumerate(DAYS)]
    header = ["Deal ID", "Is Closed Won", "Is Closed", "Create Date", "Deal Stage"]
    facts = import_export(write_csv(tmp_path / "d.csv", header, deals), preset="hubspot").facts
    assert (facts.counted, facts.conversion.value) == ("opportunity", 0.5)
