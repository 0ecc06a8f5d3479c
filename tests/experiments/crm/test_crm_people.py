"""People are those who own deals at one time: not everybody ever named, not the user table, nobody twice."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.crm import Import, import_export
from cordiale.experiments.crm.canonical import Lead, Opportunity, Origin, Rep
from cordiale.experiments.crm.people import under_one_name
from cordiale.experiments.crm.repairs import Repairs
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import (
    HEADER,
    SALESFORCE,
    deals,
    imported,
    mapping,
    said,
    salesforce_deals,
    with_column,
    with_preset,
)
from tests.support.crm_records import tables_of

HERE, START = Origin("lead", "a.csv", 2), datetime(2024, 1, 1)


def with_table(folder: Path, name: str, header: list[str], rows: Rows, *, more: str) -> Import:
    write_csv(folder / "deals.csv", HEADER, deals())
    write_csv(folder / name, header, rows)
    return import_export(folder, mapping=mapping(folder, more=more))


def test_owners_of_leads_and_deals_are_one_person(tmp_path: Path) -> None:
    rows = with_column(deals(), [f"L{i}" for i in range(60)])
    write_csv(tmp_path / "deals.csv", [*HEADER, "lead"], rows)
    write_csv(tmp_path / "leads.csv", ["id", "created", "owner"], [[f"L{i}", r[1], r[5]] for i, r in enumerate(rows)])
    more = '[lead]\nfiles = ["leads.csv"]\ncolumns = { lead_id = "id", created = "created", owner = "owner" }'
    result = import_export(tmp_path, mapping=mapping(tmp_path, columns='lead_id = "lead"', more=more))
    assert (result.facts.sales_people, result.facts.marketing_people) == (5, None)
    assert "all 5 owners of leads own deals too" in said(result)


def test_users_who_own_no_deal_are_no_sellers(tmp_path: Path) -> None:
    users = [[f"Rep {i}", "Boss"] for i in range(36)]
    more = '[rep]\nfiles = ["users.csv"]\ncolumns = { owner = "o", manager = "m" }'
    result = with_table(tmp_path, "users.csv", ["o", "m"], users, more=more)
    assert (result.facts.sales_people, result.facts.span) == (5, 5)
    assert "31 people of the table of reps do who own no deal" in said(result)


def test_managers_or_regions_give_the_span(tmp_path: Path) -> None:
    team = [[f"Rep {i}", f"Boss {i % 3}", "EU" if i < 3 else "US"] for i in range(5)]
    more = '[rep]\nfiles = ["team.csv"]\ncolumns = { owner = "o", manager = "m", region = "r" }'
    header, leaderless = ["o", "m", "r"], [[who, "", region] for who, _, region in team]
    assert with_table(tmp_path, "team.csv", header, team, more=more).facts.span == 2
    assert with_table(tmp_path, "team.csv", header, leaderless, more=more).facts.span == 3


def test_those_who_came_and_went_are_not_there_at_one_time(tmp_path: Path) -> None:
    rows = [[*row[:5], f"Rep {i // 20}-{i % 2}"] for i, row in enumerate(deals(120))]
    facts = imported(tmp_path, rows).facts
    assert facts.sales is not None
    assert (facts.sales.people, facts.sales_people) == (12, 2)


def by_id_and_by_name(folder: Path, people: str) -> Import:
    """Deals whose owners stand by id, leads whose owners are the same people by name, and a table of them."""
    ids = {f"Rep {i}": f"0050000000000{i:02}" for i in range(5)}
    names = dict(zip(ids, ["Anna Berg", "Bo Li", "Cy Day", "Dee Oh", "Eve Fox"], strict=True))
    rows = [[*row[:5], ids[row[5]], f"L{i}"] for i, row in enumerate(deals())]
    write_csv(folder / "deals.csv", [*HEADER, "lead"], rows)
    leads = [[f"L{i}", row[1], names[row[5]]] for i, row in enumerate(deals())]
    write_csv(folder / "leads.csv", ["id", "created", "owner"], leads)
    write_csv(folder / "users.csv", ["o", "n"], [[ids[rep], names[rep]] for rep in ids])
    more = '[lead]\nfiles = ["leads.csv"]\ncolumns = { lead_id = "id", created = "created", owner = "owner" }\n'
    return import_export(folder, mapping=mapping(folder, columns='lead_id = "lead"', more=more + people))


def test_people_who_stand_by_id_in_deals_and_by_name_in_leads_are_counted_once(tmp_path: Path) -> None:
    people = '[rep]\nfiles = ["users.csv"]\ncolumns = { owner = "o", name = "n" }'
    result = by_id_and_by_name(tmp_path, people)
    assert (result.facts.sales_people, result.facts.marketing_people) == (5, None)
    assert "5 people stand by e-mail, by id or in another spelling" in said(result)


def test_people_who_stand_by_their_initials_in_some_rows_are_counted_once(tmp_path: Path) -> None:
    names = ["Anna Berg", "Bo Carl", "Cy Dunn", "Di Eck", "Ed Falk"]
    short = ["AB", "BC", "CD", "DE", "EF"]
    rows = [[*row[:5], (names if i % 3 else short)[i % 5]] for i, row in enumerate(deals())]
    assert imported(tmp_path, rows).facts.sales_people == 5
    rows = [[*row[:5], "US" if i % 7 == 0 else row[5]] for i, row in enumerate(rows)]
    assert imported(tmp_path, rows).facts.sales_people == 11


def test_an_owner_by_id_whom_the_table_of_people_calls_an_integration_is_nobody(tmp_path: Path) -> None:
    rows = [[*row[:5], "005X" if i % 6 == 0 else row[5]] for i, row in enumerate(salesforce_deals())]
    users = [["005X", "Integration User", ""], *([f"Rep {i}", f"R {i}", ""] for i in range(5))]
    files = {"Opportunity": (SALESFORCE, rows), "User": (["Id", "Name", "ManagerId"], users)}
    assert with_preset(tmp_path, **files).facts.owned_by_nobody == 10


def test_that_owners_by_id_and_by_name_cannot_be_joined_is_told(tmp_path: Path) -> None:
    told = "owners are named in one table and stand by id in the other"
    assert told in said(by_id_and_by_name(tmp_path, ""))
    (tmp_path / "other").mkdir()
    assert told not in said(imported(tmp_path / "other", deals()))


def test_people_who_differ_only_in_what_stands_behind_their_names_are_told(tmp_path: Path) -> None:
    rows = [[*row[:5], f"Anna Berg{row[5][-1]} - {('North', 'South')[i % 2]}"] for i, row in enumerate(deals())]
    assert "10 people differ only in what stands behind their names, and count apart" in said(imported(tmp_path, rows))
    assert "differ only" not in said(imported(tmp_path, deals()))


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("lead", "owner"),
        ("opportunity", "owner"),
        ("opportunity", "handed_over_by"),
        ("rep", "owner"),
        ("rep", "manager"),
    ],
)  # fmt: skip
def test_a_person_is_known_again_in_whatever_column_they_stand(table: str, field: str) -> None:
    named = Lead(HERE, "L0", START, owner="anna berg")
    usual: dict[str, Any] = {"owner": "carl"} if table != "rep" else {"owner": "carl", "manager": "dora"}
    given: dict[str, Any] = usual | {field: "anna.berg@a.com"}
    other: Any = {
        "lead": lambda: Lead(HERE, "L1", START, **given),
        "opportunity": lambda: Opportunity(HERE, "O1", created=START, **given),
        "rep": lambda: Rep(HERE, **given),
    }[table]()
    tables = under_one_name(tables_of(named, other), Repairs())
    assert tables[table][field][-1] == "anna berg"
