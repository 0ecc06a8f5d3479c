"""What stands beside a deal's own columns and says how it ended, what it is, and what its amount is in."""

from datetime import datetime
from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, import_export
from cordiale.experiments.crm.amount_columns import multiple_titled
from cordiale.experiments.crm.dates import parse_date
from cordiale.experiments.crm.values import read_stage
from tests.support.crm_exports import write_csv
from tests.support.crm_meaning import HEADER, deals, decided, imported, mapping, said, with_column, with_preset

FLAGS = ["id", "created", "close", "won?", "Lost?", "amount", "owner"]
FLAGGED = 'opp_id = "id"\ncreated = "created"\nclose = "close"\nis_won = "won?"\namount = "amount"'


def flagged(*, no: str = "") -> list[list[str]]:
    """Deals whose ends two boxes tell, with expected closings of those that are open."""
    return [
        [*row[:2], row[2] or row[1], *("x" if row[3] == end else no for end in ("Closed Won", "Closed Lost")), *row[4:]]
        for row in deals()
    ]


def boxes(folder: Path, rows: list[list[str]], more: str = "") -> tuple[int, int]:
    write_csv(folder / "deals.csv", FLAGS, rows)
    (folder / "m.toml").write_text(f"schema = 1\n[opportunity.columns]\n{FLAGGED}\n{more}\n", encoding="utf-8")
    return decided(import_export(folder / "deals.csv", mapping=folder / "m.toml"))


def test_losses_that_only_an_unread_flag_tells_are_refused_and_counted_as_advised(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Lost\?: 20 of 60 deals count as open, and are lost by it; columns.is_lost"):
        boxes(tmp_path, flagged())
    assert boxes(tmp_path, flagged(), 'is_lost = "Lost?"') == (30, 50)


def test_deals_neither_won_nor_lost_by_flags_are_open_though_a_closing_is_expected(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"10 of 60 deals count as lost, and are not by it"):
        boxes(tmp_path, flagged(no="no"))
    assert boxes(tmp_path, flagged(no="no"), 'is_lost = "Lost?"') == (30, 50)


def test_expected_closings_are_no_losses_of_deals_that_are_not_won(tmp_path: Path) -> None:
    rows = [[*row[:3], "yes" if row[3] == "Closed Won" else "no", *row[4:]] for row in deals()]
    late = [[*row[:2], row[2] or "2026-01-31", *row[3:]] for row in rows]
    header = [*HEADER[:3], "won", *HEADER[4:]]
    with pytest.raises(DataError, match=r"10 of 60 deals that are not won close later than anything happened.*is_lost"):
        imported(tmp_path, late, header=header, columns='is_won = "won"')
    assert decided(imported(tmp_path, rows, header=header, columns='is_won = "won"')) == (30, 50)


def test_a_flag_of_losses_against_a_won_stage_is_a_contradiction(tmp_path: Path) -> None:
    rows = with_column(deals(), ["yes"] * 20 + ["no"] * 40)
    with pytest.raises(DataError, match="10 of 60 rows say one thing in the stage and another in this flag"):
        imported(tmp_path, rows, header=[*HEADER, "gone"], columns='is_lost = "gone"')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[
            ("Lost - price", "lost"),
            ("lost: went silent", "lost"),
            ("Lost, competitor", "lost"),
            ("lost/no budget", "lost"),
        ],
        *[("WON!", "won"), ("won (finally)", "won"), ("Won – in delivery", "won"), ("4. Verloren – Preis", "lost")],
        *[("Won/Lost", "won/lost"), ("Closed - Won", "won"), ("Lost contact", "lost contact")],
    ],
)
def test_an_outcome_with_a_remark_behind_it_is_that_outcome(typed: str, meant: str) -> None:
    assert read_stage(typed).value == meant


def test_stages_in_doubt_of_all_files_are_asked_for_at_once(tmp_path: Path) -> None:
    words = iter(["Discarded", "Abandoned", "Dropped", "Cancelled"] * 5)
    rows = [[*row[:3], next(words) if row[3] == "Closed Lost" else row[3], *row[4:]] for row in deals()]
    for name, part in (("deals_1.csv", rows[:30]), ("deals_2.csv", rows[30:])):
        write_csv(tmp_path / name, HEADER, part)
    found = r"deals_1.csv: .*of 60 rows in 2 files.*lost = \['abandoned', 'cancelled', 'discarded', 'dropped'\]"
    with pytest.raises(DataError, match=found):
        import_export(tmp_path, mapping=mapping(tmp_path, first='files = ["deals*.csv"]'))


def test_small_doubts_about_stages_are_refused_where_they_are_a_tenth_together(tmp_path: Path) -> None:
    words = iter(["Discarded", "Abandoned"] * 3)
    rows = [
        [*row[:3], next(words) if row[3] == "Closed Lost" and i < 18 else row[3], *row[4:]]
        for i, row in enumerate(deals())
    ]
    with pytest.raises(DataError, match=r"'abandoned' \(3\), 'discarded' \(3\), of 60 rows"):
        imported(tmp_path, rows)


@pytest.mark.parametrize(
    ("title", "times"),
    [
        *[("alle Werte in T€", 1e3), ("All amounts in k EUR", 1e3), ("Pipeline 2024 (in Mio. EUR)", 1e6)],
        *[
            ("Pipeline (kEUR)", 1e3),
            ("Deals over 10,000", 1.0),
            ("Sales in Miles City", 1.0),
            ("Top 1000 in 2024", 1.0),
        ],
    ],
)
def test_a_title_above_the_header_says_in_what_multiple_amounts_are(title: str, times: float) -> None:
    assert multiple_titled(["Offers", title])[0] == times


def test_amounts_are_multiplied_as_a_title_says_and_that_is_told(tmp_path: Path) -> None:
    rows = [["Offers", *[""] * 5], ["all values in k EUR", *[""] * 5], HEADER, *deals()]
    write_csv(tmp_path / "deals.csv", rows[0], rows[1:])
    result = import_export(tmp_path / "deals.csv", mapping=mapping(tmp_path))
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.median == 1_400_000
    assert "amounts are thousands, as 'all values in k EUR' above the header says" in said(result)


def test_currencies_in_a_column_that_no_mapping_names_are_not_added(tmp_path: Path) -> None:
    rows = with_column(deals(), ["EUR", "", "CHF", "EUR"] * 15)
    result = imported(tmp_path, rows, header=[*HEADER, "Devise du montant"])
    assert (result.facts.contract_value, result.facts.currencies) == (None, ("CHF", "EUR"))


@pytest.mark.parametrize(("heading", "cells"), [("amount", ["USA", "DEU"]), ("amount EUR", ["EUR", "CHF"])])
def test_other_codes_are_no_currencies_and_an_amount_named_by_its_currency_has_no_other(
    tmp_path: Path, heading: str, cells: list[str]
) -> None:
    rows, header = with_column(deals(), cells * 30), [*HEADER[:4], heading, "owner", "code"]
    result = imported(tmp_path, rows, header=header, columns=f'amount = "{heading}"' if heading != "amount" else "")
    assert result.facts.contract_value is not None


def test_pipelines_of_known_customers_in_brackets_of_stages_are_told_and_their_ends_asked_for(tmp_path: Path) -> None:
    named = {"Closed Won": "Renewed (Renewal Pipeline)", "Closed Lost": "Closed Lost (Renewals)"}
    rows = [
        [*row[:3], named.get(row[3], row[3]) if i % 10 < 2 else row[3], *row[4:]] for i, row in enumerate(deals(70))
    ]
    with pytest.raises(DataError, match=r"'renewed \(renewal pipeline\)' \(7\), of 70 rows.*opportunity.where"):
        imported(tmp_path, rows)
    rows = [row for row in rows if "Renewed" not in row[3]]
    assert "5 rows may be no new business, and count all the same: 'Closed Lost (Renewals)' (5)" in said(
        imported(tmp_path, rows)
    )


def test_leads_alone_that_became_customers_on_a_day_are_won_whatever_they_are_called_since(tmp_path: Path) -> None:
    header = ["Record ID", "Create Date", "Lifecycle Stage", "Became a Customer Date"]
    stages = ["Customer", "Evangelist", "Lead"]
    rows = [[row[0], row[1], stages[i % 3], row[1] if i % 3 < 2 else ""] for i, row in enumerate(deals())]
    assert with_preset(tmp_path, "hubspot", contacts=(header, rows)).facts.whole.wins == 40


def test_a_table_with_all_that_makes_a_deal_is_one_though_neither_its_name_nor_a_mark_says_so(tmp_path: Path) -> None:
    header = ["Datensatz-ID", "Erstellungszeit", "Abschlussdatum", "Phase", "Betrag", "Besitzer"]
    rows = [[*row[:2], row[2], row[3], *row[4:]] for row in deals()]
    assert decided(with_preset(tmp_path, "zoho", Liste=(header, rows))) == (30, 50)
    with pytest.raises(DataError, match="nothing but an id and a state says"):
        with_preset(tmp_path, "zoho", Liste=(header[:5], [row[:5] for row in rows]))


@pytest.mark.parametrize("form", ["{0}-W{1:02}", "{0}W{1:02}", "KW {1}/{0}", "W{1:02} {0}", "{0}-W{1:02}-1"])
def test_a_week_is_a_date_its_monday(form: str) -> None:
    assert parse_date(form.format(2024, 7), order="iso") == datetime(2024, 2, 12)


def test_leads_that_stand_among_deals_by_a_column_of_kinds_are_none(tmp_path: Path) -> None:
    rows = with_column(deals(), ["Opportunity"] * 40 + ["Lead"] * 20)
    result = imported(tmp_path, rows, header=[*HEADER, "Type"])
    assert result.facts.endings is not None
    assert result.facts.endings.created == 40
    assert "20 a lead among deals, by its kind" in said(result)
    rows = with_column(deals(), ["Lead"] * 40 + ["New business"] * 20)
    assert decided(imported(tmp_path, rows, header=[*HEADER, "Type"])) == (30, 50)


def test_a_column_of_amounts_that_says_for_how_long_is_told_beside_one_that_does_not(tmp_path: Path) -> None:
    rows = with_column(deals(), ["1,250.50"] * 60)
    assert 'these do: ARR (EUR); columns.amount = "ARR (EUR)"' in said(
        imported(tmp_path, [[*row[:6], row[6].replace(",", "")] for row in rows], header=[*HEADER, "ARR (EUR)"])
    )
    assert "these do" not in said(
        imported(tmp_path, with_column(deals(), ["9"] * 60), header=[*HEADER, "Annual Revenue"])
    )


def test_cents_are_known_by_the_same_amounts_in_a_column_of_their_currency(tmp_path: Path) -> None:
    rows = [[*row[:4], f"{row[4]}05", row[5], f"${row[4]}.05"] for row in deals()]
    result = imported(tmp_path, rows, header=[*HEADER, "value_formatted"])
    assert result.facts.contract_value is not None
    assert result.facts.contract_value.mean == pytest.approx(1400.05)
    assert "column amount: amounts are cents, as column value_formatted says" in said(result)


def test_a_column_with_the_amounts_converted_is_told_where_currencies_mix(tmp_path: Path) -> None:
    rows = [[*row, "EUR" if i % 4 else "CHF", row[4]] for i, row in enumerate(deals())]
    header = [*HEADER, "Currency", "Value in base currency"]
    assert 'columns.amount = "Value in base currency"' in said(imported(tmp_path, rows, header=header))
    alone = [[*row[:6], "EUR", row[7]] for row in rows]
    assert "has them converted" not in said(imported(tmp_path, alone, header=header))


def test_bids_of_several_kinds_are_told_though_one_kind_has_no_word(tmp_path: Path) -> None:
    rows = with_column(deals(), ["Fixed Bid", "Per Month", "Per Year"] * 20)
    assert 'say columns.basis = "Bid Type"' in said(imported(tmp_path, rows, header=[*HEADER, "Bid Type"]))


def test_a_yearly_column_of_salesforce_is_taken_before_an_amount_of_unsaid_kind(tmp_path: Path) -> None:
    header = ["Id", "CreatedDate", "CloseDate", "StageName", "Amount", "OwnerId", "ARR__c"]
    rows = with_column(deals(prefix="006000000000"), ["777"] * 60)
    result = with_preset(tmp_path, Opportunity=(header, rows))
    assert result.facts.contract_value is not None
    assert (result.facts.contract_value.mean, result.facts.amounts_are) == (777, ("yearly",))


@pytest.mark.parametrize(
    ("preset", "header", "words"),
    [
        (
            "dynamics",
            "(Non modificare) Opportunità|Data creazione|Data chiusura effettiva|Stato|Ricavi effettivi|Proprietario",
            ("Vinta", "Persa", "Aperta"),
        ),
        (
            "pipedrive",
            "Affaire - ID|Affaire - Affaire créée|Affaire - Affaire conclue le|Affaire - Statut|Affaire - Valeur"
            "|Affaire - Propriétaire",
            ("Gagné", "Perdu", "Ouvert"),
        ),
    ],
)
def test_deals_in_more_languages_have_outcomes_closings_and_amounts(
    tmp_path: Path, preset: str, header: str, words: tuple[str, str, str]
) -> None:
    ends = dict(zip(["Closed Won", "Closed Lost", "Negotiation"], words, strict=True))
    result = with_preset(
        tmp_path, preset, deals=(header.split("|"), [[*row[:3], ends[row[3]], *row[4:]] for row in deals()])
    )
    assert decided(result) == (30, 50)
    assert result.facts.cycle is not None
    assert result.facts.contract_value is not None
