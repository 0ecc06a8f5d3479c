"""Lines of deals in a file of their own: joined by the deal's id, added up by what each is paid for, or told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.crm import DataError
from cordiale.experiments.crm.canonical import Line, Opportunity, Origin
from cordiale.experiments.crm.deal_lines import _UNABLE, _sum, _told
from tests.support.crm_exports import Rows, write_csv
from tests.support.crm_meaning import HEADER, SALESFORCE, deals, imported, said, salesforce_deals, with_preset

MEAN = 1400.0  # of the wins among `deals()`, a year
BARE = [*HEADER[:4], HEADER[5]]
LINES = ["number", "deal", "pieces", "each", "paid"]
MAPPED = """
[line.columns]
opp_id = "deal"
line_id = "number"
price = "each"
quantity = "pieces"
basis = "paid"
"""


def without_amounts(rows: Rows) -> Rows:
    return [[*row[:4], *row[5:]] for row in rows]


def amounts(rows: Rows) -> dict[str, float]:
    return {row[0]: float(row[4]) for row in rows}


def value_of(result: Any) -> float:
    value = result.facts.contract_value
    assert value is not None
    return float(value.mean)


def with_lines(folder: Path, lines: Rows, *, header: Sequence[str] = LINES, more: str = MAPPED) -> Any:
    """An import of invented deals without amounts beside their lines."""
    (folder / "export").mkdir(exist_ok=True)
    write_csv(folder / "export" / "order lines.csv", header, lines)
    return imported(folder, without_amounts(deals()), header=BARE, more=more)


def test_lines_and_discounts_of_salesforce_add_up(tmp_path: Path) -> None:
    header = ["Id", "OpportunityId", "PricebookEntryId", "Quantity", "UnitPrice", "TotalPrice", "IsDeleted"]
    shares = {"a": (1.25, "false"), "b": (-0.25, "false"), "c": (9.0, "true")}
    lines = [
        [f"00k{name * 6}{deal[-6:]}", f"{deal}AAA", "01u", "2", "7", f"{share * whole:.2f}", deleted]
        for deal, whole in amounts(salesforce_deals()).items()
        for name, (share, deleted) in shares.items()
    ]
    deal_rows = without_amounts(salesforce_deals())
    headings = [*SALESFORCE[:4], SALESFORCE[5]]
    result = with_preset(tmp_path, Opportunity=(headings, deal_rows), OpportunityLineItem=(header, lines))
    assert value_of(result) == pytest.approx(MEAN)
    assert "the amounts of 60 deals are what their lines add up to" in said(result)


def test_line_items_of_hubspot_are_brought_to_a_year_each(tmp_path: Path) -> None:
    header = ["Record ID", "Name", "Quantity", "Unit price", "Billing frequency", "Associated Deal IDs"]
    parts = [("Licence", 0.5 / 12, "Monthly"), ("Support", 0.25 / 4, "quarterly"), ("Setup", 0.25, "One-time")]
    lines = [
        [f"{deal}{name}", name, "4", f"{share * whole / 4:.6f}", how, deal]
        for deal, whole in amounts(deals()).items()
        for name, share, how in parts
    ]
    headings = ["Record ID", "Create Date", "Close Date", "Deal Stage", "Deal owner"]
    files = {"hubspot-line-items": (header, lines), "deals": (headings, without_amounts(deals()))}
    result = with_preset(tmp_path, "hubspot", **files)
    assert value_of(result) == pytest.approx(MEAN, rel=1e-5)
    assert "lines paid in several ways are each brought to a year, one-off ones as they are" in said(result)


@pytest.mark.parametrize(
    ("preset", "file", "header", "headings"),
    [
        (
            "dynamics",
            "Opportunity Products",
            ["(Do Not Modify) Opportunity Product", "Opportunity ID", "Quantity", "Extended Amount"],
            ["(Do Not Modify) Opportunity", "Created On", "Actual Close Date", "Status", "Owner"],
        ),
        (
            "pipedrive",
            "deal products",
            ["Deal product - ID", "Deal - ID", "Quantity", "Amount"],
            ["Deal - ID", "Deal - Add time", "Deal - Closed time", "Deal - Status", "Deal - Owner"],
        ),
    ],
)
def test_products_of_deals_in_other_presets_add_up(
    tmp_path: Path, preset: str, file: str, header: list[str], headings: list[str]
) -> None:
    lines = [[f"{deal}-{i}", deal, "3", f"{whole / 2}"] for deal, whole in amounts(deals()).items() for i in range(2)]
    words = {"Closed Won": "Won", "Closed Lost": "Lost", "Negotiation": "Open"}
    rows = [[*row[:3], words[row[3]], row[4]] for row in without_amounts(deals())]
    result = with_preset(tmp_path, preset, **{file: (header, lines), "deals": (headings, rows)})
    assert value_of(result) == pytest.approx(MEAN)


def test_a_price_is_times_its_pieces_and_a_newer_line_replaces_the_older(tmp_path: Path) -> None:
    lines = [[f"{deal}/1", deal, "5", f"{whole / 5}", "yearly"] for deal, whole in amounts(deals()).items()]
    older = [[*row[:2], "1", "9", "yearly"] for row in lines]
    result = with_lines(tmp_path, older + lines)
    assert value_of(result) == pytest.approx(MEAN)
    assert "60 older state of an id that comes again" in said(result)


def test_totals_of_lines_are_spread_over_their_own_terms(tmp_path: Path) -> None:
    terms = [("a", 24, 0.5), ("b", 6, 0.5)]
    lines = [
        [f"{deal}{name}", deal, f"{share * whole * months / 12}", f"{months}"]
        for deal, whole in amounts(deals()).items()
        for name, months, share in terms
    ]
    mapped = '[line]\namount = "total"\n[line.columns]\nopp_id = "deal"\namount = "sum"\nterm = "months"'
    result = with_lines(tmp_path, lines, header=["number", "deal", "sum", "months"], more=mapped)
    assert value_of(result) == pytest.approx(MEAN)


def test_an_amount_of_the_deal_itself_counts_before_its_lines(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    lines = [[f"{deal}/1", deal, "1", "9", "yearly"] for deal in amounts(deals())]
    write_csv(tmp_path / "export" / "order lines.csv", LINES, lines)
    rows = [[*row[:4], "0" if i == 1 else row[4], *row[5:]] for i, row in enumerate(deals())]
    result = imported(tmp_path, rows, more=MAPPED)
    assert value_of(result) == pytest.approx(MEAN)
    assert "the amounts of 1 deals are what their lines add up to; 59 deals have an amount of their own" in said(result)


def test_lines_that_name_no_deal_by_its_id_are_told(tmp_path: Path) -> None:
    lines = [[f"{deal}/1", f"The deal of {deal}", "1", "9", "yearly"] for deal in amounts(deals())]
    result = with_lines(tmp_path, lines)
    assert result.facts.contract_value is None
    assert "no line names a deal by an id that the deals have" in said(result)
    assert "60 line of a deal that is in no file of deals" in said(result)


def test_lines_in_two_currencies_are_not_added(tmp_path: Path) -> None:
    lines = [
        [f"{deal}/{sign}", deal, "1", f"{sign}{whole / 2}", "yearly"]
        for deal, whole in amounts(deals()).items()
        for sign in "€£"
    ]
    result = with_lines(tmp_path, lines)
    assert result.facts.contract_value is None
    assert "the lines of 60 deals could not be added up (several currencies" in said(result)


def test_the_currency_of_lines_is_that_of_their_deals(tmp_path: Path) -> None:
    lines = [[f"{deal}/1", deal, "1", f"{whole:.0f} €", "yearly"] for deal, whole in amounts(deals()).items()]
    assert with_lines(tmp_path, lines).facts.currencies == ("EUR",)


def test_a_mapping_that_forgets_lines_is_told_what_it_lacks(tmp_path: Path) -> None:
    lines = [[f"{deal}/1", deal, "5", f"{whole / 5}", f"{whole}"] for deal, whole in amounts(deals()).items()]
    result = with_lines(tmp_path, lines, header=[*LINES[:4], "line value"], more="")
    says = (
        'order lines.csv: not used; it may hold the lines of deals; [line] columns.opp_id = "deal" and columns.amount'
    )
    assert f'{says} = "line value" in the mapping' in said(result)


def test_lines_need_an_amount_or_a_price(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mapping.toml: line.columns needs amount or price"):
        with_lines(tmp_path, [["1", "D000", "1", "1", "yearly"]], more='[line.columns]\nopp_id = "deal"')


def test_the_history_of_deals_is_no_file_of_their_lines(tmp_path: Path) -> None:
    header = ["Id", "OpportunityId", "Amount", "TotalPrice", "CreatedDate"]
    states = [[f"0080000{deal}", deal, "70", "70", "2024-01-01"] for deal in amounts(salesforce_deals())]
    files = {"Opportunity": (SALESFORCE, salesforce_deals()), "OpportunityHistory": (header, states)}
    assert "OpportunityHistory.csv: not used" in said(with_preset(tmp_path, **files))


HERE = Origin("line", "lines.csv", 2)


@pytest.mark.parametrize(
    ("lines", "deal", "amount", "basis"),
    [
        ([(100.0, "monthly", None), (600.0, "total", None)], 24.0, 100 * 12 + 600 / 2, "yearly"),
        ([(100.0, "monthly", None), (600.0, "total", 36.0)], 24.0, 100 * 12 + 600 / 3, "yearly"),
        ([(100.0, "quarterly", None), (600.0, "one-off", None)], None, 100 * 4 + 600, "yearly"),
        ([(100.0, "monthly", None), (200.0, "monthly", None)], 24.0, 300.0, "monthly"),
        ([(100.0, "yearly", None), (-30.0, "yearly", None)], None, 70.0, "yearly"),
    ],
)
def test_lines_add_up_each_over_its_own_term_or_else_that_of_its_deal(
    lines: list[tuple[float, str, float | None]], deal: float | None, amount: float, basis: str
) -> None:
    rows = [Line(HERE, "o1", amount=paid, basis=how, term=term) for paid, how, term in lines]
    found = _sum(Opportunity(HERE, "o1", term=deal), rows)
    assert (found["amount"], found["basis"]) == (pytest.approx(amount), basis)


def test_lines_that_cannot_be_added_up_give_no_amount() -> None:
    deal = Opportunity(HERE, "o1")
    euros, dollars = (Line(HERE, "o1", amount=5.0, currency=each) for each in ("EUR", "USD"))
    assert _sum(deal, [euros, dollars]) == {}, "several currencies"
    assert _sum(deal._replace(currency="USD"), [euros]) == {}, "another than that of the deal"
    total = Line(HERE, "o1", amount=5.0, basis="total")
    assert _sum(deal, [total, total._replace(basis="monthly")]) == {}, "a total of no known term"
    assert _sum(deal, [euros, euros._replace(amount=-5.0)]) == {}, "nothing is left"


def test_deals_whose_lines_add_up_or_do_not_and_those_with_an_amount_of_their_own_are_each_counted() -> None:
    assert [*_told(named=9, wanting=7, added=5, mixed=False)] == [
        "the amounts of 5 deals are what their lines add up to",
        f"the lines of 2 deals could not be added up ({_UNABLE})",
        "2 deals have an amount of their own, which counts",
    ]
    assert [*_told(named=4, wanting=4, added=4, mixed=True)][1:] == [
        "lines paid in several ways are each brought to a year, one-off ones as they are"
    ]
