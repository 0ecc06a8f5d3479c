"""People are those who own deals at one time: not everybody ever named, not the user table, nobody twice."""

from pathlib import Path

from cordiale.experiments.crm import Import, import_export
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import HEADER, deals, imported, mapping, said, with_column


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
