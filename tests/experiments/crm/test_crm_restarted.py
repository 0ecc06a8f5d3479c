"""Numbers that begin anew in each sheet, or that are of customers, are no ids; states of one deal share theirs."""

from datetime import date, timedelta
from pathlib import Path

from cordiale.experiments.crm import Import, import_export
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import HEADER, deals, decided, mapping, said


def read(folder: Path, *sheets: Rows, header: list[str] = HEADER, columns: str = "") -> Import:
    for i, rows in enumerate(sheets):
        write_csv(folder / f"offers_{i}.csv", header, rows)
    return import_export(
        folder, mapping=mapping(folder, first='files = ["offers*.csv"]', columns=columns, header=header)
    )


def numbered(rows: Rows) -> Rows:
    return [[str(i), *row[1:]] for i, row in enumerate(rows)]


def test_numbers_that_begin_anew_in_each_sheet_are_several_deals(tmp_path: Path) -> None:
    result = read(tmp_path, numbered(deals()[:30]), numbered(deals()[30:]))
    assert (decided(result), result.summary.dropped) == ((30, 50), 0)
    assert "30 ids stand for several deals, created on different days" in said(result)


def test_numbers_that_begin_anew_within_one_sheet_are_several_deals_of_their_customers(tmp_path: Path) -> None:
    rows = [[*row, f"C{i}"] for i, row in enumerate(numbered(deals()[:30]) + numbered(deals()[30:]))]
    result = read(tmp_path, rows, header=[*HEADER, "customer"], columns='name = "customer"')
    assert (decided(result), result.summary.dropped) == ((30, 50), 0)


def test_a_number_of_a_customer_who_bought_several_times_is_no_id_of_a_deal(tmp_path: Path) -> None:
    result = read(tmp_path, [[f"C{i // 3}", *row[1:]] for i, row in enumerate(deals())])
    assert decided(result) == (30, 50)


def test_states_of_deals_that_were_created_again_with_each_stay_one(tmp_path: Path) -> None:
    later = [[row[0], f"{date.fromisoformat(row[1]) + timedelta(days=2)}", *row[2:]] for row in deals()]
    early = [[*row[:2], "", "Negotiation", *row[4:]] for row in deals()]
    result = read(tmp_path, early, later)
    assert (decided(result), result.summary.dropped) == ((30, 50), 60)


def test_a_few_ids_that_come_again_otherwise_are_states_of_one(tmp_path: Path) -> None:
    twice = [["D000", "2024-03-03", "2024-04-01", "Closed Lost", "5", "Rep 0"]]
    assert read(tmp_path, deals(), twice).summary.dropped == 1
