"""Customers who buy again are known customers: they stay out of the funnel of new ones, and are told."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cordiale.experiments.crm import Import, import_export
from cordiale.experiments.crm.export_told import told
from cordiale.experiments.crm.facts import FunnelFacts
from cordiale.experiments.crm.mapping_file import load_preset
from tests.support.commandline import ROOT
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import (
    HEADER,
    SALESFORCE,
    deals,
    imported,
    said,
    salesforce_deals,
    salesforce_leads,
    with_column,
    with_preset,
)

CASE = ROOT.parent / "shared" / "cases" / "import" / "c3_repeat_buyers_as_new_customers"
ACCOUNT = 'account_id = "account"'
FUNNEL = ("whole", "cohorts", "win_rate", "contract_value", "endings", "growth", "dated_wins")


def with_accounts(folder: Path, rows: Rows, accounts: Sequence[str]) -> Import:
    return imported(folder, with_column(rows, accounts), header=[*HEADER, "account"], columns=ACCOUNT)


def funnel(facts: FunnelFacts) -> list[object]:
    return [getattr(facts, name) for name in FUNNEL]


def sold_again(winners: Rows) -> Rows:
    """Of each won deal two more with the same account, after all others: one won, dear, and one lost."""
    ends = {"won": "Closed Won", "lost": "Closed Lost"}
    return [
        [f"{n}-{row[0]}", "2026-06-01", "2026-07-01", end, "99000", row[5]]
        for row in winners
        for n, end in ends.items()
    ]


def test_without_accounts_that_come_again_nothing_changes(tmp_path: Path) -> None:
    rows = deals(90)
    alone, named = imported(tmp_path, rows).facts, with_accounts(tmp_path, rows, [row[0] for row in rows]).facts
    assert funnel(named) == funnel(alone)
    assert named.buyers is not None
    assert (named.buyers.further, named.buyers.left_out) == (0, False)


def test_what_a_customer_buys_again_is_in_no_figure_of_new_customers(tmp_path: Path) -> None:
    first = [row for row in deals(120) if row[3] != "Negotiation"]
    winners = [row for row in first if row[3] == "Closed Won"]
    later = sold_again(winners)
    accounts = [row[0].rpartition("-")[2] for row in (*first, *later)]
    result, alone = with_accounts(tmp_path, [*first, *later], accounts), imported(tmp_path, first)
    assert funnel(result.facts) == funnel(alone.facts)
    assert result.facts.sales != alone.facts.sales  # the further deals are work of somebody, too
    buyers = result.facts.buyers
    assert buyers is not None
    assert (buyers.accounts, buyers.wins, buyers.further) == (len(winners), 2 * len(winners), 2 * len(winners))
    amounts = sum(float(row[4]) for row in winners)
    assert buyers.further_value == pytest.approx(99000 * len(winners) / (99000 * len(winners) + amounts))
    assert f"{len(winners)} wins of known customers are left out of volume, rates, cycle" in said(result)
    bought = f"{len(winners)} of {2 * len(winners)} wins were of customers who had bought before"
    assert any(bought in each for each in told(result.facts))
    assert any("are of accounts that had bought before" in each for each in result.summary.lines())
    assert result.summary.dropped == 0  # the rows still tell who sells


def test_where_nearly_all_is_bought_again_every_deal_counts_and_that_is_told(tmp_path: Path) -> None:
    rows = deals()
    result = with_accounts(tmp_path, rows, [f"A{i % 4}" for i in range(60)])
    assert funnel(result.facts) == funnel(imported(tmp_path, rows).facts)
    assert result.facts.buyers is not None
    assert (result.facts.buyers.accounts, result.facts.buyers.wins, result.facts.buyers.left_out) == (2, 30, False)
    assert "2 customers bought 30 times (15.0 deals a customer)" in said(result)
    assert "in the simulation each win is a new customer" in said(result)


def test_where_few_wins_name_an_account_none_is_known_to_come_again(tmp_path: Path) -> None:
    result = with_accounts(tmp_path, deals(), ["A" if i < 20 else "" for i in range(60)])
    assert result.facts.buyers is None


def test_a_lead_of_a_known_customer_is_no_new_one(tmp_path: Path) -> None:
    header, leads = salesforce_leads()
    rows = salesforce_deals()
    accounts = ["one customer" if i in (0, 20, 40) else row[0] for i, row in enumerate(rows)]
    assert [rows[i][3] for i in (0, 20, 40)] == ["Closed Won"] * 3
    opportunity = [*SALESFORCE, "AccountId"], with_column(rows, accounts)
    result = with_preset(tmp_path, Lead=(header, leads), Opportunity=opportunity)
    assert result.facts.counted == "lead"
    assert (result.facts.whole.leads, result.facts.whole.wins) == (58, 28)


def test_contacts_with_the_leads_of_known_customers_follow_up_no_new_ones(tmp_path: Path) -> None:
    rows = deals()
    accounts = ["one customer" if i in (0, 20, 40) else row[0] for i, row in enumerate(rows)]
    (tmp_path / "export").mkdir()
    write_csv(tmp_path / "export" / "leads.csv", ["lead", "since"], [[f"L{row[0]}", row[1]] for row in rows])
    contacts = [[f"L{row[0]}", row[1], "sales"] for row in rows]
    write_csv(tmp_path / "export" / "contacts.csv", ["lead", "on", "side"], contacts)
    more = """
[lead]
files = ["leads.csv"]
columns = { lead_id = "lead", created = "since" }
[touch]
files = ["contacts.csv"]
columns = { lead_or_contact_id = "lead", date = "on", function = "side" }
"""
    linked = [[*row, account, f"L{row[0]}"] for row, account in zip(rows, accounts, strict=True)]
    header, columns = [*HEADER, "account", "lead"], f'{ACCOUNT}\nlead_id = "lead"'
    follow_up = imported(tmp_path, linked, header=header, columns=columns, more=more).facts.follow_up
    assert follow_up is not None
    assert (follow_up.count, follow_up.total) == (58, 58)


@pytest.mark.parametrize("heading", ["AccountId", "Account Name", "Accountname", "Nom du compte"])
def test_the_preset_of_salesforce_knows_the_account(tmp_path: Path, heading: str) -> None:
    rows = with_column(salesforce_deals(), [f"A{i // 2}" for i in range(60)])
    result = with_preset(tmp_path, Opportunity=([*SALESFORCE, heading], rows))
    assert result.facts.buyers is not None


def test_every_preset_of_a_crm_knows_the_account() -> None:
    for name in ("dynamics", "hubspot", "pipedrive", "salesforce", "zoho"):
        assert load_preset(name).tables["opportunity"].columns["account_id"], name
    assert "Associated Company" in load_preset("hubspot").tables["opportunity"].columns["account_id"]


@pytest.mark.shared
@pytest.mark.skipif(not CASE.is_dir(), reason="the shared cases are absent")
def test_the_shared_case_has_four_customers_who_bought_thirty_times() -> None:
    result = import_export(CASE / "export", mapping=CASE / "mapping.toml")
    assert "4 customers bought 30 times (7.5 deals a customer)" in said(result)


@pytest.mark.parametrize("word", ["Unknown", "private customer", "n/a", "Unbekannt", "Misc."])
def test_accounts_that_are_nobody_s_are_no_customers_who_come_again(tmp_path: Path, word: str) -> None:
    rows = deals(90)
    result = with_accounts(tmp_path, rows, [word if i % 3 == 0 else row[0] for i, row in enumerate(rows)])
    assert funnel(result.facts) == funnel(imported(tmp_path, rows).facts)


def test_an_account_with_a_tenth_of_the_deals_is_told(tmp_path: Path) -> None:
    rows = deals(120)
    result = with_accounts(tmp_path, rows, ["Globex" if i % 3 == 0 else row[0] for i, row in enumerate(rows)])
    assert "40 of 120 deals are of one account, and only its first win is of a new customer: 'Globex'" in said(result)
    few = with_accounts(tmp_path, rows, ["Globex" if i % 15 == 0 else row[0] for i, row in enumerate(rows)])
    assert "of one account" not in said(few)
