"""What is named .csv is read whatever its dialect, or refused for what it is."""

from pathlib import Path

import pytest

from cordiale.experiments.crm.canonical import Origin
from cordiale.experiments.crm.raw import RawTable, read_raw
from cordiale.experiments.crm.refusals import DataError
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.shape import regular_rows


def raw(folder: Path, content: str | bytes) -> RawTable:
    path = folder / "a.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_raw(path, encoding="")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04rest", "an .xlsx spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old .xls spreadsheet"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "a Git LFS pointer"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"\n <html><body>Sign in</body></html>", "a web page"),
        (b"%PDF-1.4", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip"),
        (b"PAR1", "a Parquet"),
        (b"a,b\n1,\x00\n", "NUL bytes"),
        (bytes(range(1, 32)) * 4, "control characters"),
        (b"", "empty"),
        (b"\xef\xbb\xbf\n\n", "empty"),
        (b"\xff\xfea", "UTF-16 but breaks off"),
        (b"\xff\xfe\x00\x00", "UTF-16 without usable text"),
    ],
)
def test_what_is_no_csv_is_refused_for_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(DataError, match=rf"a.csv: .*{what}"):
        raw(tmp_path, content)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    table = raw(tmp_path, f"a{delimiter}b\n1{delimiter}2\n3{delimiter}4\n")
    assert table.header == ("a", "b")
    assert [row.cells for row in table.rows] == [("1", "2"), ("3", "4")]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    assert raw(tmp_path, "Amount, EUR;Name\n1,5;x\n2;y\n").header == ("Amount, EUR", "Name")


def test_the_separator_line_of_a_spreadsheet_is_hidden(tmp_path: Path) -> None:
    table = raw(tmp_path, "sep=;\r\na;b\r\n1;2\r\n")
    assert table.header == ("a", "b")
    assert table.rows[0].number == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path: Path, end: str) -> None:
    assert len(raw(tmp_path, f"a,b{end}1,2{end}3,4{end}").rows) == 2


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("\ufeffa,b\né,2\n".encode(), ("byte-order mark skipped",)),
        ("a,b\né,2\n".encode("latin-1"), ("not UTF-8: read as Windows-1252 (Latin-1)",)),
        ("a,b\né,2\n".encode("utf-16"), ("read as UTF-16",)),
        ("a;b\né;2\n".encode(), ("delimiter ';'",)),
    ],
)
def test_odd_encodings_are_read_and_noted(tmp_path: Path, content: bytes, note: tuple[str, ...]) -> None:
    table = raw(tmp_path, content)
    assert table.header == ("a", "b")
    assert table.rows[0].cells[0] == "é"
    assert table.notes == note


def test_line_breaks_in_quotes_do_not_shift_the_row_numbers(tmp_path: Path) -> None:
    table = raw(tmp_path, 'a,b\n"one\ntwo",2\n3,4\n')
    assert [row.number for row in table.rows] == [2, 3]


def test_blank_lines_count_as_rows_since_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    assert [row.number for row in raw(tmp_path, "a,b\n\n1,2\n").rows if not row.is_blank] == [3]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n", "a.csv: holds a header but no rows"),
        ("a,b\n,\n\n", "a.csv: holds a header but no rows"),
        ("\n,\n", "a.csv, row 3: the header is blank"),
        ('a,b\n1,2\n3,"4\n5,6\n', "a.csv, row 3: cannot be split into cells"),
        ('a,b\n1,"2"x\n', "a.csv, row 2: cannot be split into cells"),
        ("a,b\n1," + "x" * 200_000 + "\n", "a.csv, row 2: cannot be split into cells"),
    ],
)
def test_files_without_usable_rows_are_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        raw(tmp_path, content)


def test_a_column_named_twice_is_refused_only_where_it_is_asked_for(tmp_path: Path) -> None:
    table = raw(tmp_path, "Amount,amount ,b\n1,2,3\n")
    assert table.position("B") == 2
    with pytest.raises(DataError, match=r"a.csv, row 1, column amount: the header names this column 2 times"):
        table.position("amount")


def shaped(folder: Path, content: str) -> tuple[list[int], dict[str, int]]:
    repairs = Repairs()
    table = raw(folder, content)
    kept = table.numbers[regular_rows("lead", table, repairs)].tolist()
    (summary,) = repairs.summary().files
    assert summary.used + summary.dropped == summary.read
    assert summary.used == len(kept)
    return kept, {reason.why: reason.count for reason in (*summary.drops, *summary.repairs)}


def test_ragged_and_blank_rows_are_dropped_and_counted(tmp_path: Path) -> None:
    kept, why = shaped(tmp_path, "a,b,c\n1,2,3\n1,2\n,,\n1,2,3,4\n1,2,3,\n4,5,6\n\n\n")
    assert kept == [2, 6, 7]
    assert why == {
        "row with fewer cells than the header": 1,
        "blank row": 1,
        "row with more cells than the header": 1,
        "blank cells beyond the header cut off": 1,
    }


def test_a_delimiter_at_the_end_of_the_header_is_no_column(tmp_path: Path) -> None:
    assert shaped(tmp_path, "a,b,\n1,2\n3,4,\n") == ([2, 3], {})


@pytest.mark.parametrize(
    "footer",
    [
        '\n"Grand Totals (2 records)"\n"Confidential Information"\n"Copyright 2024 salesforce.com"\n',
        "Copyright (c) 2000-2024 salesforce.com,,\n",
        "\nErstellt von Ute\n",
    ],
)
def test_the_footer_of_a_report_is_dropped(tmp_path: Path, footer: str) -> None:
    kept, why = shaped(tmp_path, "a,b,c\n1,2,3\n4,5,6\n" + footer)
    assert kept == [2, 3]
    assert set(why) == {"footer of a report"}


def test_a_row_cut_short_at_the_end_is_no_footer(tmp_path: Path) -> None:
    assert shaped(tmp_path, "a,b,c\n1,2,3\n4")[1] == {"row with fewer cells than the header": 1}


def test_a_dropped_row_no_longer_counts_as_repaired() -> None:
    repairs, place = Repairs(), Origin("lead", "a.csv", 2)
    repairs.open("lead", "a.csv", rows=2)
    repairs.repair(place, "placeholder read as blank")
    repairs.drop(place, "no lead_id")
    summary = repairs.summary()
    assert (summary.read, summary.used, summary.repaired, summary.dropped) == (2, 1, 0, 1)
    assert summary.lines() == (
        "a.csv (lead): 2 rows read, 1 used, 0 repaired, 1 dropped",
        "  dropped: 1 no lead_id (first: a.csv, row 2)",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_titles_of_a_report_above_the_header_are_told_and_rows_keep_their_numbers(
    tmp_path: Path, delimiter: str
) -> None:
    rows = [["id", "stage", "amount"], ["a", "won", "1"], ["b", "lost", "2"]]
    text = "My report\nas of 1 March\n\n" + "".join(delimiter.join(row) + "\n" for row in rows)
    table = raw(tmp_path, text)
    assert (table.header, table.top, table.numbers.tolist()) == (("id", "stage", "amount"), 4, [5, 6])
    assert any("the header is row 4" in note for note in table.notes)


def test_a_header_of_one_name_is_no_title(tmp_path: Path) -> None:
    assert raw(tmp_path, "id\na\nb\n").header == ("id",)
