"""Columns hold every cell in its row, whether or not each is kept once; what is read at once reads as ever."""

import numpy as np
import pytest

from cordiale.experiments.crm.arrays import plain
from cordiale.experiments.crm.canonical import fields_of
from cordiale.experiments.crm.columnar import ENOUGH, Column, Gathering, repeated_rows
from cordiale.experiments.crm.date_order import DateCell
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.quick import read_plainly
from cordiale.experiments.crm.readers import reader_of

ISO = ["2024-01-31", "", "2024-01-31T23:30:00.000+0200", "2024-02-01 08:00", "2024-02-01T08:00:00Z"]
UTC = ["2024-01-31", "", "2024-01-31T23:30:00.750Z", "2024-02-01 08:00Z", "2024-02-01T08:00:59"]
MONEY = ["1200", "", "0.5", "1234.50", "7.12345"]
IDS = ["006000000000001AAA", "", "006000000000001", "deal_0001", "DEAL-00002"]
LONG = ["006000000000001AAA", "006000000000002AAB"]


def gathered(rows: list[list[str]], *, piece: int = 100) -> tuple[Column, ...]:
    gathering = Gathering(len(rows[0]))
    for start in range(0, len(rows), piece):
        gathering.add(rows[start : start + piece])
    return gathering.columns()


def test_columns_hold_every_cell_in_its_row() -> None:
    rows = [[f"id{i}", f" {i % 3} ", "" if i % 2 else "x"] for i in range(ENOUGH + 150)]
    ids, numbers, blanks = gathered(rows, piece=ENOUGH // 2)
    for column, place in ((ids, 0), (numbers, 1), (blanks, 2)):
        assert column.spread(column.words) == [row[place].strip() for row in rows]
    assert (len(numbers.words), numbers.counts[0], list(numbers.firsts)) == (3, (ENOUGH + 150) // 3 + 1, [0, 1, 2])
    assert blanks.blank.tolist() == [bool(i % 2) for i in range(ENOUGH + 150)]
    some = numbers.at(np.array([1, 4, 7]))
    assert (some.words, some.codes.tolist()) == (["1"], [0, 0, 0])


def test_rows_that_come_again_are_marked_within_and_across_files() -> None:
    one = gathered([["a", "1"], ["b", "2"], ["a", "1"], ["c", "3"]])
    other = gathered([["d", "4"], ["c", "3"], ["3", "c"]])
    assert [marked.tolist() for marked in repeated_rows([one])] == [[True, False, True, False]]
    both = [marked.tolist() for marked in repeated_rows([one, other])]
    assert both == [[True, False, True, True], [False, True, False]]


@pytest.mark.parametrize("ids", ["as-is", "salesforce"])
@pytest.mark.parametrize(
    ("name", "words"), [("created", ISO), ("created", UTC), ("amount", MONEY), ("opp_id", IDS), ("opp_id", LONG)]
)
def test_what_is_read_at_once_reads_as_ever(name: str, words: list[str], ids: str) -> None:
    field, table = fields_of("opportunity")[name], TableMapping("opportunity", columns={}, ids=ids)  # type: ignore[arg-type]  # a literal
    cells = [DateCell(i, word) for i, word in enumerate(words)]
    read = reader_of(field, cells, [1] * len(cells), table, file="a.csv", heading=name)
    found = read_plainly(field, Column(words, np.arange(len(words))), table)
    assert found is not None
    assert plain(found) == [read(word).value for word in words]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("created", "2024-02-30"),
        ("created", "31.12.2024"),
        ("created", "1970-01-01"),
        ("created", "2024-01-01\n2024-01-02"),
        ("amount", "1.200"),
        ("amount", "1,5"),
        ("amount", "-3"),
        ("opp_id", "none"),
        ("opp_id", "1E+17"),
        ("opp_id", "a;b"),
    ],
)
def test_what_is_not_plain_is_left_to_its_reader(name: str, word: str) -> None:
    table = TableMapping("opportunity", columns={})
    column = Column([word], np.zeros(1, np.int32))
    assert read_plainly(fields_of("opportunity")[name], column, table) is None


def test_a_placeholder_is_never_read_at_once() -> None:
    table = TableMapping("opportunity", columns={}, placeholders=("1999-01-01", "unknown_id"))
    for name, word in (("created", "1999-01-01"), ("opp_id", "Unknown_ID")):
        column = Column([word], np.zeros(1, np.int32))
        assert read_plainly(fields_of("opportunity")[name], column, table) is None
