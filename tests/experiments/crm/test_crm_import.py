"""Each quirk of an export is repaired, dropped or refused, and the summary counts it."""

from pathlib import Path

import pytest

from cordiale.experiments.crm import DataError, Import, import_export
from tests.support.crm_exports import (
    DEAL_HEADER,
    DEALS,
    LEAD_HEADER,
    LEADS,
    Rows,
    deal_rows,
    lead_rows,
    opportunity_rows,
    write_csv,
    write_olist,
    write_opportunities,
)


def imported(folder: Path, *, leads: Rows | None = None, deals: Rows | None = None) -> Import:
    return import_export(write_olist(folder, leads=leads, deals=deals), preset="olist")


def opportunities(folder: Path, rows: Rows, *, extra: str = "") -> Import:
    path, mapping = write_opportunities(folder, rows, extra=extra)
    return import_export(path, mapping=mapping)


def counts(result: Import) -> tuple[int, int, int, int]:
    summary = result.summary
    assert all(one.read == one.used + one.dropped and one.repaired <= one.used for one in summary.files)
    return summary.read, summary.used, summary.repaired, summary.dropped


def reasons(result: Import) -> dict[str, tuple[int, int]]:
    """Each reason with its count and the row of its first example."""
    return {r.why: (r.count, r.row) for one in result.summary.files for r in (*one.drops, *one.repairs)}


def refused(folder: Path, *, leads: Rows | None = None, deals: Rows | None = None) -> str:
    with pytest.raises(DataError) as error:
        imported(folder, leads=leads, deals=deals)
    return str(error.value)


def changed(rows: Rows, row: int, column: int, value: str) -> Rows:
    """Rows with one cell changed; `row` is the spreadsheet's number, the header being row 1."""
    rows[row - 2][column] = value
    return rows


def test_a_clean_export_is_used_whole(tmp_path: Path) -> None:
    result = imported(tmp_path)
    assert counts(result) == (52, 52, 0, 0)
    assert (result.facts.whole.leads, result.facts.whole.wins) == (40, 12)


def test_exact_duplicates_and_repeated_ids_are_dropped(tmp_path: Path) -> None:
    leads = [*lead_rows(), lead_rows()[3], ["l4", "01-02-2018", "p9", "social"]]
    result = imported(tmp_path, leads=leads)
    assert counts(result) == (54, 52, 0, 2)
    assert reasons(result) == {
        "exact duplicate of an earlier row": (1, 42),
        "older state of an id that comes again": (1, 6),
    }


def test_closings_of_unknown_leads_stay_deals(tmp_path: Path) -> None:
    result = imported(tmp_path, deals=changed(deal_rows(), 5, 0, "nobody"))
    assert reasons(result) == {"lead that is in no lead file; kept as a deal without one": (1, 5)}
    assert result.facts.whole.wins == 11


def test_closings_that_mostly_name_no_lead_are_refused(tmp_path: Path) -> None:
    message = refused(tmp_path, deals=[["x" + row[0], *row[1:]] for row in deal_rows()])
    assert message == (
        f"{DEALS}, row 2: 12 of 12 rows name a lead that is in no lead file (first: 'xl0'); is the column mapped right?"
    )


def test_a_closing_before_its_creation_stays_a_win_but_leaves_the_cycle(tmp_path: Path) -> None:
    result = imported(tmp_path, deals=changed(deal_rows(), 4, 4, "01-01-2018 10:00"))
    assert reasons(result) == {"closing before creation, left out of the cycle": (1, 4)}
    assert result.facts.whole.wins == 12
    assert result.facts.whole.cycle is not None
    assert result.facts.whole.cycle.count == 11
    assert result.summary.files[1].repairs[0].column == "won_date"


def test_a_date_that_is_none_is_refused_with_its_place(tmp_path: Path) -> None:
    message = refused(tmp_path, deals=changed(deal_rows(), 8, 4, "31-31-2018"))
    assert message.startswith(
        f"{DEALS}, row 8, column won_date: '31-31-2018' is not a date; allowed: day first (dd-mm-yyyy), ISO"
    )


def test_mixed_date_forms_are_read_and_counted(tmp_path: Path) -> None:
    leads = changed(changed(lead_rows(), 3, 1, "2018-01-21"), 4, 1, "1516579200000")
    result = imported(tmp_path, leads=leads)
    assert reasons(result) == {
        "date in another form than most of its column (ISO)": (1, 3),
        "date in another form than most of its column (epoch milliseconds)": (1, 4),
    }
    assert counts(result) == (52, 52, 2, 0)
    assert result.facts.whole.cycle == imported(tmp_path).facts.whole.cycle


def test_rows_without_what_they_need_are_dropped(tmp_path: Path) -> None:
    leads = changed(changed(changed(lead_rows(), 30, 0, ""), 31, 1, "########"), 32, 0, "1.23E+17")
    result = imported(tmp_path, leads=leads)
    assert reasons(result) == {
        "no lead_id": (1, 30),
        "spreadsheet error read as blank": (1, 31),
        "id rounded by a spreadsheet": (1, 32),
    }
    assert counts(result) == (52, 49, 0, 3)


def test_blank_and_placeholder_sources_are_unknown(tmp_path: Path) -> None:
    leads = changed(changed(lead_rows(), 2, 3, "Select"), 3, 3, "")
    result = imported(tmp_path, leads=[*leads, *([f"u{i}", "22-02-2018", "", "Unknown"] for i in range(30))])
    assert reasons(result) == {"placeholder read as blank": (1, 2)}
    assert {source.name: source.leads for source in result.facts.whole.sources} == {
        "other": 38,
        "unknown": 32,
    }


def test_too_few_usable_leads_are_refused_with_what_was_dropped(tmp_path: Path) -> None:
    message = refused(tmp_path, leads=[*lead_rows(29), ["l29"]])
    assert message.startswith(f"{LEADS}, {DEALS}: 29 leads are usable, at least 30 are needed; dropped: 1 row with")


def test_no_usable_lead_at_all_is_said_so(tmp_path: Path) -> None:
    message = refused(tmp_path, leads=[["", *row[1:]] for row in lead_rows()])
    assert "0 leads are usable, at least 30 are needed; dropped: 40 no lead_id (first: " in message


def test_a_missing_column_is_refused_with_the_nearest(tmp_path: Path) -> None:
    write_olist(tmp_path)
    write_csv(tmp_path / LEADS, ["mql_id", "first_contact", "landing_page_id", "origin"], lead_rows())
    with pytest.raises(DataError) as error:
        import_export(tmp_path, preset="olist")
    assert str(error.value) == (
        f"{LEADS}, row 1, column first_contact_date: no such column in the header; nearest present: 'first_contact'"
    )


def test_files_are_known_by_their_columns_where_names_tell_nothing(tmp_path: Path) -> None:
    write_olist(tmp_path)
    (tmp_path / LEADS).rename(tmp_path / "a.csv")
    (tmp_path / DEALS).rename(tmp_path / "b.CSV")
    (tmp_path / "notes.txt").write_text("a,b\n1,2\n")
    (tmp_path / "logo.csv").write_bytes(b"PK\x03\x04")
    (tmp_path / "folder.csv").mkdir()
    assert [one.file for one in import_export(tmp_path, preset="olist").summary.files] == ["a.csv", "b.CSV"]


def test_a_table_in_several_files_is_read_from_all(tmp_path: Path) -> None:
    write_olist(tmp_path, leads=lead_rows()[:25])
    write_csv(tmp_path / f"2_{LEADS}", LEAD_HEADER, lead_rows()[20:])
    result = import_export(tmp_path, preset="olist")
    assert reasons(result) == {"exact duplicate of an earlier row": (5, 22)}
    assert result.facts.whole.leads == 40


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("absent", r"absent: no such file or folder"),
        ("empty", r"empty: the folder holds no .csv, .tsv, .txt file"),
        (
            "other",
            r"other: no file for the table lead; looked at\n  x.csv, row 1, column mql_id: no such column",
        ),
        ("other/x.csv", r"x.csv: no file for the table lead"),
        ("lfs", r"y.csv: this is a Git LFS pointer"),
        ("lfs/y.csv", r"y.csv: this is a Git LFS pointer"),
    ],
)
def test_places_without_the_needed_tables_are_refused(tmp_path: Path, path: str, message: str) -> None:
    for name in ("empty", "other", "lfs"):
        (tmp_path / name).mkdir()
    write_csv(tmp_path / "other" / "x.csv", ["a", "b"], [["1", "2"]])
    (tmp_path / "lfs" / "y.csv").write_text("version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(DataError, match=message):
        import_export(tmp_path / path, preset="olist")


def test_a_choice_of_columns_is_needed_and_only_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="give a mapping, or a preset: dynamics, hubspot, olist, pipedrive"):
        import_export(tmp_path)
    with pytest.raises(DataError, match="not both"):
        import_export(tmp_path, preset="olist", mapping=tmp_path / "m.toml")


def test_bad_amounts_are_left_out_and_their_rows_kept(tmp_path: Path) -> None:
    rows = opportunity_rows()
    for row, amount in ((3, "-5"), (4, "nan"), (6, "inf"), (8, "call me"), (10, "May-20"), (12, "#REF!")):
        changed(rows, row, 5, amount)
    result = opportunities(tmp_path, rows)
    assert counts(result) == (40, 40, 6, 0)
    assert reasons(result) == {
        "amount left out: negative": (1, 3),
        "amount left out: not a finite number": (2, 4),
        "amount left out: not a number": (1, 8),
        "amount left out: turned into a date by a spreadsheet": (1, 10),
        "spreadsheet error read as blank": (1, 12),
    }
    assert result.facts.contract_value is not None
    assert (result.facts.contract_value.count, result.facts.contract_value.median) == (15, 1000)


def test_mixed_currencies_are_noted_and_not_converted(tmp_path: Path) -> None:
    rows = changed(changed(opportunity_rows(), 2, 5, "$1000"), 4, 5, "€1000")
    assert opportunities(tmp_path, rows).summary.files[0].notes == ("column amount mixes $, €; not converted",)


def test_dates_that_could_be_either_are_refused_until_the_mapping_says(tmp_path: Path) -> None:
    rows = [[*row[:3], "01/02/2023", "05/04/2023", row[5]] for row in opportunity_rows()]
    with pytest.raises(DataError, match=r"deals.csv, row 2, column created: '01/02/2023' may be day first or"):
        opportunities(tmp_path, rows)
    cycle = opportunities(tmp_path, rows, extra='dates = "day-first"\n').facts.whole.cycle
    assert cycle is not None
    assert cycle.median == pytest.approx(63 / 7)
    month_first = opportunities(tmp_path, rows, extra='dates = "month-first"\n').facts.whole.cycle
    assert month_first is not None
    assert month_first.median == pytest.approx(122 / 7)


def test_unknown_stages_are_shown_where_nothing_is_won(tmp_path: Path) -> None:
    rows = [[row[0], {"Won": "Auftrag", "Lost": "Absage"}[row[1]], *row[2:]] for row in opportunity_rows()]
    with pytest.raises(DataError, match=r"deals.csv: no opportunity is won; stages found: 'auftrag' \(20\)"):
        opportunities(tmp_path, rows)
    values = 'values.stage = { won = ["Auftrag"], lost = ["Absage"] }\n'
    assert opportunities(tmp_path, rows, extra=values).facts.conversion.value == 0.5


def test_wins_alone_give_no_rate(tmp_path: Path) -> None:
    rows = [[row[0], "Won", *row[2:]] for row in opportunity_rows()]
    with pytest.raises(DataError, match=r"deals.csv: records wins only"):
        opportunities(tmp_path, rows)


def test_open_opportunities_are_no_losses(tmp_path: Path) -> None:
    rows = [*opportunity_rows(), *([f"n{i}", "Negotiation", "web", "2023-02-01", "", ""] for i in range(9))]
    result = opportunities(tmp_path, rows)
    assert result.facts.whole.leads == 40
    assert result.facts.win_rate is not None
    assert (result.facts.win_rate.count, result.facts.win_rate.total) == (20, 40)


def test_rows_without_ids_that_agree_may_be_kept(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    text = 'schema = 1\n[opportunity]\ncolumns = { stage = "stage", source = "source" }\n'
    path = write_csv(tmp_path / "a.csv", ["stage", "source"], [["Won", "web"], ["Lost", "fair"]] * 20)
    mapping.write_text(text)
    with pytest.raises(DataError, match="2 decided opportunities are usable"):
        import_export(path, mapping=mapping)
    mapping.write_text(text + 'duplicates = "keep"\n')
    assert import_export(path, mapping=mapping).facts.conversion.value == 0.5


def test_mangled_ranges_in_a_column_are_noted(tmp_path: Path) -> None:
    result = imported(tmp_path, deals=changed(changed(deal_rows(), 3, 5, "01-May"), 5, 5, "May-20"))
    assert result.summary.files[1].notes == (
        "column average_stock: 2 values turned into dates by a spreadsheet (first: row 3, '01-May'); "
        "the column is not used",
    )


def test_semicolons_byte_order_marks_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = imported(tmp_path).facts
    write_csv(tmp_path / DEALS, DEAL_HEADER, deal_rows(), delimiter=";")
    text = (tmp_path / DEALS).read_text().replace("\n", "\r\n")
    (tmp_path / DEALS).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert import_export(tmp_path, preset="olist").facts == plain
