"""Exports in other words: headings with articles, tables of other languages, several people in a cell."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import import_export
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import HEADER, SALESFORCE, deals, decided, imported, said, salesforce_deals, with_preset


def test_a_heading_is_known_with_articles_and_without(tmp_path: Path) -> None:
    header = [
        "Id. de la oportunidad",
        "Fecha creación ↑",
        "Fecha de cierre",
        "Etapa",
        "Importe",
        "Propietario oportunidad",
    ]
    result = with_preset(tmp_path, oportunidades=(header, salesforce_deals()))
    assert decided(result) == (30, 50)
    assert result.facts.sales is not None
    assert result.facts.sales.people == 5


def test_leads_that_nobody_takes_for_such_are_told_with_what_would_join_them(tmp_path: Path) -> None:
    rows = [[f"c{i}", row[0] if i % 3 == 0 else ""] for i, row in enumerate(salesforce_deals())]
    result = with_preset(tmp_path, Opportunity=(SALESFORCE, salesforce_deals()), Anfragen=(["Nr", "Chance"], rows))
    assert 'lead_id, created, and opp_id = "Chance" in the mapping would join them' in said(result)


def test_products_in_another_language_are_lines_and_no_deals(tmp_path: Path) -> None:
    header = ["(Nicht ändern) Verkaufschance", "Erstellt am", "Abschlussdatum", "Status", "Besitzer", "Thema"]
    named = [[*row[:4], row[5], f"Deal of {row[0]}"] for row in deals()]
    lines = [[f"p{i}", f"Deal of {row[0]}", row[4]] for i, row in enumerate(deals())]
    write_csv(tmp_path / "Verkaufschancenprodukte.csv", ["Nr", "Verkaufschance", "Gesamtbetrag"], lines)
    write_csv(tmp_path / "Alle Verkaufschancen.csv", header, named)
    result = import_export(tmp_path, preset="dynamics")
    assert result.facts.contract_value is not None
    assert (decided(result), result.facts.contract_value.mean) == ((30, 50), 1400.0)


@pytest.mark.parametrize("total", ["Rep 1 Total", "Rep 1 Ergebnis"])
def test_a_sum_that_is_called_so_behind_a_name_is_no_deal(tmp_path: Path, total: str) -> None:
    rows = [[row[5], *row[1:5], row[0]] for row in deals()]
    header = ["owner", "created", "close", "stage", "amount", "id"]
    result = imported(tmp_path, [*rows, [total, "", "", "", "90000", ""]], header=header)
    assert (decided(result), result.summary.used) == ((30, 50), 60)


def test_of_several_owners_in_a_cell_the_first_counts(tmp_path: Path) -> None:
    rows = [[*row[:5], f"Ann Berg{i % 2}" + (", Bo Carl" if i % 5 == 0 else "")] for i, row in enumerate(deals())]
    quoted = [[*row[:5], f'"{row[5]}"'] for row in rows]
    result = imported(tmp_path, quoted)
    assert result.facts.sales is not None
    assert result.facts.sales.people == 2
    assert "12 first of several people taken" in said(result)


def test_files_of_one_table_in_two_languages_are_added_up(tmp_path: Path) -> None:
    german = ["Datensatz-ID", "Erstellungsdatum", "Abschlussdatum", "Deal-Phase", "Betrag", "Deal-Inhaber"]
    english = ["Record ID", "Create Date", "Close Date", "Deal Stage", "Amount", "Deal owner"]
    result = with_preset(tmp_path, "hubspot", deals_DE=(german, deals()[:30]), deals_US=(english, deals()[30:]))
    assert decided(result) == (30, 50)


def test_rows_of_empty_boxes_below_a_list_are_no_deals(tmp_path: Path) -> None:
    boxes = {"Closed Won": ("TRUE", "TRUE"), "Closed Lost": ("FALSE", "TRUE"), "Negotiation": ("FALSE", "FALSE")}
    rows = [[*row[:3], *boxes[row[3]], *row[4:]] for row in deals()]
    empty = [["", "", "", "FALSE", "FALSE", "", ""]] * 5
    write_csv(tmp_path / "deals.csv", [*HEADER[:3], "won", "done", *HEADER[4:]], [*rows, *empty])
    fields = (
        '{ opp_id = "id", created = "created", close = "close", is_won = "won", is_closed = "done", owner = "owner" }'
    )
    (tmp_path / "m.toml").write_text(f"schema = 1\n[opportunity]\ncolumns = {fields}\n")
    result = import_export(tmp_path / "deals.csv", mapping=tmp_path / "m.toml")
    assert result.facts.endings is not None
    assert (decided(result), result.facts.endings.created) == ((30, 50), 60)


def test_dates_that_nobody_reads_are_told_where_no_creation_is_known(tmp_path: Path) -> None:
    header = ["Id", "Begun", "CloseDate", "StageName", "Amount", "OwnerId"]
    result = with_preset(tmp_path, Opportunity=(header, salesforce_deals()))
    assert 'these hold dates: Begun; say [opportunity.columns] created = "Begun" in a mapping' in said(result)


def test_a_box_that_is_checked_is_a_win(tmp_path: Path) -> None:
    boxes = {"Closed Won": ("checked", "checked"), "Closed Lost": ("", "checked"), "Negotiation": ("", "unchecked")}
    rows = [[*row[:3], *boxes[row[3]], *row[4:]] for row in deals()]
    write_csv(tmp_path / "deals.csv", [*HEADER[:3], "won", "done", *HEADER[4:]], rows)
    fields = '{ opp_id = "id", created = "created", close = "close", is_won = "won", is_closed = "done" }'
    (tmp_path / "m.toml").write_text(f"schema = 1\n[opportunity]\ncolumns = {fields}\n")
    assert decided(import_export(tmp_path / "deals.csv", mapping=tmp_path / "m.toml")) == (30, 50)
