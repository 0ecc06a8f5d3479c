"""What reports and lists kept by hand put between, above and beside their rows; headings that say what amounts are."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.crm import DataError, import_export
from cordiale.experiments.crm.draft import draft
from cordiale.experiments.crm.numbers import currencies, parse_amount
from cordiale.experiments.crm.scenario_document import BASE, scenario_file, unknown_things
from cordiale.simulation.scenario.content import decode
from cordiale.simulation.scenario.files import load_scenario
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import (
    HEADER,
    SALESFORCE,
    deals,
    decided,
    imported,
    mapping,
    said,
    salesforce_deals,
    with_column,
    with_preset,
)

MEAN = 1400.0  # of the wins among `deals()`, a year
HUBSPOT = ["Record ID", "Create Date", "Close Date", "Deal Stage", "Amount", "Deal owner"]
REPORT = ["Opportunity ID", "Created Date", "Close Date", "Stage", "Opportunity Owner"]


def value_of(result: Any) -> float:
    value = result.facts.contract_value
    assert value is not None
    return float(value.mean)


def test_titles_sums_and_a_header_between_the_rows_are_no_deals(tmp_path: Path) -> None:
    rows, blank = deals(), [""] * 5
    rows[20:20] = [["Closed deals (20 records)", *blank], HEADER, ["", "", "", "", "90000", ""]]
    rows += [["Subtotal", "", "", "", "12,345", ""], ["Summe", "", "", "", "99.999", "6"], [*blank, ""]]
    result = imported(tmp_path, rows)
    assert (result.summary.used, result.summary.lost, decided(result)) == (60, 0, (30, 50))
    assert all(word in said(result) for word in ("1 header again", "2 title or sum of a group", "2 total of a report"))


def test_a_company_that_is_called_total_is_no_total(tmp_path: Path) -> None:
    rows = [["Total Energies" if i == 4 else row[0], *row[1:]] for i, row in enumerate(deals())]
    assert decided(imported(tmp_path, rows)) == (30, 50)


@pytest.mark.parametrize("won", ["Geschlossen – Gewonnen", "GESCHLOSSEN/GEWONNEN", "Closed-Won", "Closed: won"])
def test_words_that_differ_in_signs_alone_mean_the_same(tmp_path: Path, won: str) -> None:
    rows = [[*row[:3], won if row[3] == "Closed Won" else row[3], *row[4:]] for row in salesforce_deals()]
    assert decided(with_preset(tmp_path, Opportunity=(SALESFORCE, rows))) == (30, 50)


def lines(rows: Rows, shares: dict[str, float]) -> Rows:
    """A line for each share of a deal's amount."""
    deal = [(row, name, share) for row in rows for name, share in shares.items()]
    return [[*row[:4], row[5], name, f"{float(row[4]) * share:.2f}"] for row, name, share in deal]


@pytest.mark.parametrize("parts", [{"Suite": 0.75, "Support": 0.25}, {"Suite": 0.5, "Support": 0.5}])
@pytest.mark.parametrize("headings", [["Product Name", "Total Price"], ["Split Owner", "Split Amount"]])
def test_lines_of_a_deal_that_has_no_amount_of_its_own_add_up(
    tmp_path: Path, parts: dict[str, float], headings: list[str]
) -> None:
    rows = with_column(lines(salesforce_deals(), parts), ["7.00"] * 120)
    result = with_preset(tmp_path, report1711=([*REPORT, *headings, "Sales Price"], rows))
    assert (decided(result), value_of(result)) == ((30, 50), pytest.approx(MEAN))


@pytest.mark.parametrize(
    ("heading", "times", "says"),
    [
        ("Monthly recurring revenue", 1 / 12, "amounts are monthly"),
        ("Annual contract value", 1.0, "amounts are yearly"),
        ("Amount", 1.0, "taken as what a customer pays a year"),
    ],
)
def test_a_heading_says_for_how_long_amounts_are_paid(tmp_path: Path, heading: str, times: float, says: str) -> None:
    rows = [[row[0], *row[1:4], f"{float(row[4]) * times:.4f}", row[5]] for row in deals()]
    result = with_preset(tmp_path, "hubspot", deals=([*HUBSPOT[:4], heading, HUBSPOT[5]], rows))
    assert value_of(result) == pytest.approx(MEAN)
    assert says in said(result)


@pytest.mark.parametrize(
    ("heading", "times"),
    [
        *[
            ("Quarterly fee", 1 / 4),
            ("Halbjahresbetrag", 1 / 2),
            ("Wert vierteljährlich", 1 / 4),
            ("Fee per month", 1 / 12),
        ],
        *[("3-Jahres-Volumen", 3.0), ("Value (24 months)", 2.0), ("2 year value", 2.0), ("Jahreswert", 1.0)],
    ],
)
def test_a_heading_says_over_what_time_amounts_are(tmp_path: Path, heading: str, times: float) -> None:
    rows = [[*row[:4], f"{float(row[4]) * times:.4f}", row[5]] for row in deals()]
    result = imported(tmp_path, rows, header=[*HEADER[:4], heading, HEADER[5]], columns=f'amount = "{heading}"')
    assert value_of(result) == pytest.approx(MEAN)


def test_a_total_is_not_taken_for_a_year_where_the_year_stands_beside_it(tmp_path: Path) -> None:
    rows = with_column([[*row[:4], f"{3 * int(row[4])}", row[5]] for row in deals()], [row[4] for row in deals()])
    result = with_preset(tmp_path, "hubspot", deals=([*HUBSPOT, "Annual recurring revenue"], rows))
    assert value_of(result) == pytest.approx(MEAN)
    few = [[*row[:6], row[6] if i % 5 == 0 else ""] for i, row in enumerate(rows)]
    result = with_preset(tmp_path, "hubspot", deals=([*HUBSPOT, "Annual recurring revenue"], few))
    assert value_of(result) == pytest.approx(3 * MEAN)


@pytest.mark.parametrize("heading", ["Wert (T€)", "amount in thousands", "Value [kUSD]", "Betrag TEUR"])
def test_a_heading_says_in_what_multiple_amounts_are(tmp_path: Path, heading: str) -> None:
    rows = [[*row[:4], f"{int(row[4]) / 1000}", row[5]] for row in deals()]
    header = [*HEADER[:4], heading, HEADER[5]]
    result = imported(tmp_path, rows, header=header, columns=f'amount = "{heading}"')
    assert value_of(result) == pytest.approx(MEAN)
    assert f"column {heading}: amounts are thousands" in said(result)


def test_amounts_paid_in_several_ways_are_brought_to_a_year_or_told(tmp_path: Path) -> None:
    paid = [("annual", "monthly")[i // 2 % 2] for i in range(60)]
    rows = [
        [*row[:4], f"{int(row[4]) / (12 if one == 'monthly' else 1)}", *row[5:]]
        for row, one in zip(deals(), paid, strict=True)
    ]
    rows, header = with_column(rows, paid), [*HEADER, "value_period"]
    result = imported(tmp_path, with_column(deals(), paid), header=header)
    assert "is not read: 'annual' (30), 'monthly' (30); say columns.basis = \"value_period\"" in said(result)
    result = imported(tmp_path, rows, header=header)
    assert value_of(result) == pytest.approx(MEAN)
    assert "value_period says for how long each amount is paid, as the amounts bear out" in said(result)
    result = imported(tmp_path, rows, header=header, columns='basis = "value_period"')
    assert value_of(result) == pytest.approx(MEAN)
    assert "several kinds (yearly, monthly), each brought to a year" in said(result)
    with pytest.raises(DataError, match=r"row 2, column owner: 'Rep 0' is not how an amount is paid"):
        imported(tmp_path, rows, header=header, columns='basis = "owner"')


def test_a_column_without_a_cell_gives_way_to_the_next_name(tmp_path: Path) -> None:
    header = ["Deal - ID", "Deal - Add time", "Deal - Closed time", "Deal - Status", "Deal - Value", "Deal - Owner"]
    rows = [[*row[:2], "", *row[3:], row[2]] for row in deals()]
    result = with_preset(tmp_path, "pipedrive", deals=([*header, "Deal - Won time"], rows))
    assert result.facts.cycle is not None


@pytest.mark.parametrize(
    "who",
    ["Sales Queue", "Integration User", "Former Employee 2", "00G5g000001AbCd", "Gelöschter Benutzer", "info@x.com"],
)
def test_who_is_nobody_in_person_is_not_counted_as_one(tmp_path: Path, who: str) -> None:
    rows = [[*row[:5], who if i % 6 == 0 else row[5]] for i, row in enumerate(deals())]
    result = imported(tmp_path, rows)
    assert result.facts.sales_people == 5
    assert "who works on 10 deals: their owners are nobody in person" in said(result)


def test_deals_that_are_called_tests_are_told(tmp_path: Path) -> None:
    names = [
        "TEST - please ignore" if i % 12 == 0 else f"Test bench {i}" if i % 12 == 1 else "Licence" for i in range(60)
    ]
    result = imported(tmp_path, with_column(deals(), names), header=[*HEADER, "Deal Name"])
    assert "column Deal Name: 5 rows may be tests, and count all the same" in said(result)


def test_a_spreadsheet_in_the_folder_is_told_and_no_other_file_stands_in_for_it(tmp_path: Path) -> None:
    (tmp_path / "Readme.xlsx").write_bytes(b"PK\x03\x04")
    result = with_preset(tmp_path, Opportunity=(SALESFORCE, salesforce_deals()))
    assert "Readme.xlsx: not used; it cannot be read: Readme.xlsx: this is an .xlsx spreadsheet" in said(result)
    (tmp_path / "Opportunity_2023.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(DataError, match=r"Opportunity_2023.xlsx: .*save each sheet that is needed as CSV"):
        import_export(tmp_path, preset="salesforce")


def test_the_yen_of_japanese_code_pages_is_a_currency() -> None:
    assert parse_amount("\\1,200,000", mark="point") == 1_200_000
    assert currencies(["\\1,200,000", "¥3,000"]) == ("¥",)


@pytest.mark.parametrize(
    ("word", "encoding"),
    [
        *[(word, "cp1250") for word in ("Jiří Dvořák", "Třebíč", "Příliš žluťoučký", "Łukasz Wójcik")],
        *[(word, "cp1252") for word in ("Größe", "naïve café", "Ångström", "Peña", "“quoted”", "1.200 €")],
        *[("Müller", "mac_roman"), ("Größe Zürich", "cp850"), ("受注 株式会社", "cp932"), ("Παπαδόπουλος", "cp1253")],
    ],
)
def test_a_word_or_two_beyond_ascii_are_read_as_some_language_has_them(word: str, encoding: str) -> None:
    for times in (1, 2, 6):
        rows = "".join(f"{i};{word if i < times else 'Jan Nowak'};won;1000\n" for i in range(30))
        assert word in decode(f"nr;who;stage;amount\n{rows}".encode(encoding))[0]


def test_what_closed_an_opportunity_is_none(tmp_path: Path) -> None:
    header = ["(Do Not Modify) Opportunity", "Created On", "Actual Close Date", "Status", "Actual Revenue", "Owner"]
    rows = [[*row[:3], {"Closed Won": "Won", "Closed Lost": "Lost"}.get(row[3], "Open"), *row[4:]] for row in deals()]
    closes = [[f"c{i}", row[0], "Completed", row[2]] for i, row in enumerate(deals())]
    more = ["(Do Not Modify) Opportunity Close", "Opportunity", "Status", "Created On"]
    files = {"All Opportunities": (header, rows), "Opportunity Closes": (more, closes)}
    result = with_preset(tmp_path, "dynamics", **files)
    assert decided(result) == (30, 50)
    assert "Opportunity Closes.csv: not used" in said(result)


def test_a_title_page_of_filters_does_not_hide_the_report(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "deals.csv", HEADER, deals())
    above = "Pipeline by owner,,,,,\nFiltered By:,,,,,\n   Show: All opportunities,,,,,\n,,,,,\n"
    path.write_text(
        above + path.read_text(encoding="utf-8") + "\nCopyright (c) 2024 a.com, inc. All rights reserved.\n"
    )
    result = import_export(path, mapping=mapping(tmp_path))
    assert (decided(result), result.summary.lost) == ((30, 50), 0)


def test_the_currency_of_an_export_is_that_of_its_scenario(tmp_path: Path) -> None:
    rows = [[*row[:4], f"{row[4]} €", row[5]] for row in deals()]
    signed, bare = imported(tmp_path, rows), imported(tmp_path, deals())
    assert (signed.facts.currencies, bare.facts.currencies) == (("EUR",), ())
    base = load_scenario(BASE)
    made = draft(signed.facts, base, defaultdict(lambda: 1.0), growth=False)
    assert 'currency = "EUR"  # of the amounts won' in scenario_file(signed, made, base, "cordiale import")
    assert "the currency" not in unknown_things(signed, made)
    assert "the currency" in unknown_things(bare, made)
