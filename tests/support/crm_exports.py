"""Tiny exports, written as CSV, for the tests of the importer."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

LEADS = "olist_marketing_qualified_leads_dataset.csv"
DEALS = "olist_closed_deals_dataset.csv"
LEAD_HEADER = ["mql_id", "first_contact_date", "landing_page_id", "origin"]
DEAL_HEADER = ["mql_id", "seller_id", "sdr_id", "sr_id", "won_date", "average_stock"]
Rows = list[list[str]]


def lead_rows(count: int = 40) -> Rows:
    """Leads l0, l1, ... created one a day from 20 January 2018, from four sources in turn."""
    days = [date(2018, 1, 20) + timedelta(days=i) for i in range(count)]
    sources = ["social", "paid_search", "email", "referral"]
    return [[f"l{i}", f"{day:%d-%m-%Y}", "p1", sources[i % 4]] for i, day in enumerate(days)]


def deal_rows(count: int = 12) -> Rows:
    """Wins of the first leads, each ten days and a quarter after its creation, by two SDRs and three SRs."""
    days = [date(2018, 1, 30) + timedelta(days=i) for i in range(count)]
    return [[f"l{i}", f"s{i}", f"d{i % 2}", f"r{i % 3}", f"{day:%d-%m-%Y} 06:00", ""] for i, day in enumerate(days)]


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], *, delimiter: str = ",") -> Path:
    """A CSV file without quoting: what a cell holds stands in the file as it is."""
    lines = [delimiter.join(cells) for cells in [header, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_olist(folder: Path, *, leads: Rows | None = None, deals: Rows | None = None) -> Path:
    """An export of the shape of Olist's, valid unless rows are given that are not."""
    write_csv(folder / LEADS, LEAD_HEADER, lead_rows() if leads is None else leads)
    write_csv(folder / DEALS, DEAL_HEADER, deal_rows() if deals is None else deals)
    return folder


OPPORTUNITY_MAPPING = """\
schema = 1
title = "Deals"

[opportunity]
columns.opp_id = "id"
columns.stage = "stage"
columns.source = "source"
columns.created = "created"
columns.close = "close"
columns.amount = "amount"
"""
OPPORTUNITY_HEADER = ["id", "stage", "source", "created", "close", "amount"]


def opportunity_rows(count: int = 40) -> Rows:
    """Opportunities o0, o1, ..., every second one won, each after four weeks, worth 1000."""
    days = [date(2023, 1, 1) + timedelta(days=i) for i in range(count)]
    ends = [day + timedelta(weeks=4) for day in days]
    stages = ["Won", "Lost"]
    return [
        [f"o{i}", stages[i % 2], "web", f"{day}", f"{end}", "1000"]
        for i, (day, end) in enumerate(zip(days, ends, strict=True))
    ]


def write_opportunities(folder: Path, rows: Rows, *, extra: str = "") -> tuple[Path, Path]:
    """A file of opportunities and the mapping that fits it; `extra` lines go into the opportunity's part."""
    mapping = folder / "mapping.toml"
    mapping.write_text(OPPORTUNITY_MAPPING + extra, encoding="utf-8")
    return write_csv(folder / "deals.csv", OPPORTUNITY_HEADER, rows), mapping
