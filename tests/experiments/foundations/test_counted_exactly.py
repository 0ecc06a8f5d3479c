"""What is counted at a limit: rows, columns and memory of a file, pairs of a ratio, changes of a checkout, places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cordiale.experiments.foundations import manifest, sized_tables
from cordiale.experiments.foundations.addresses import figure_at, flat, labels
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.failures import Failure, RunsFailedError
from cordiale.experiments.foundations.sized_tables import CELL, read_sized
from cordiale.experiments.foundations.statistics import relative_difference
from cordiale.simulation.runs.run import Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Ten rows of four columns."""
    pq.write_table(pa.table({name: np.arange(10.0) for name in "abcd"}), tmp_path / "t.parquet")
    return tmp_path / "t.parquet"


@pytest.mark.parametrize(("most", "reads"), [(None, True), (11, True), (10, True), (9, False)])
def test_a_table_may_have_as_many_rows_as_belong_there_and_not_one_more(
    most: int | None, reads: bool, file: Path
) -> None:
    if reads:
        assert read_sized(file, most=most).num_rows == 10
        return
    with pytest.raises(ValueError, match=r"t\.parquet has 10 rows; 9 at most belong there"):
        read_sized(file, most=most)


@pytest.mark.parametrize("columns", [None, ["d", "a"]])
@pytest.mark.parametrize("spare", [0, -1])
def test_a_table_may_take_all_memory_that_is_there_and_only_the_columns_that_are_read_count(
    spare: int, columns: list[str] | None, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = 10 * (4 if columns is None else 2) * CELL + spare
    monkeypatch.setattr(sized_tables, "memory", lambda: there)
    if spare < 0:
        with pytest.raises(ValueError, match="10 rows, which take about"):
            read_sized(file, columns=columns)
        return
    assert read_sized(file, columns=columns).column_names == (columns or list("abcd"))


def test_where_a_machine_does_not_say_what_memory_it_has_it_is_taken_to_have_eight_gigabytes(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sized_tables, "memory", lambda: None)
    assert read_sized(file).num_rows == 10
    monkeypatch.setattr(sized_tables, "USUAL_MEMORY", 10 * 4 * CELL - 1)
    with pytest.raises(ValueError, match=r"this machine has 0\.0"):
        read_sized(file)


def test_a_ratio_is_of_as_many_pairs_as_have_both_halves() -> None:
    found = relative_difference([12.0, 30.0, np.nan, 40.0], [10.0, 20.0, 5.0, np.nan])
    assert (found.n, found.mean) == (2, pytest.approx(0.4))
    none = relative_difference([1.0, np.nan, 2.0], [-1.0, 5.0, np.nan])
    assert (none.n, np.isnan(none.mean)) == (1, True)


@pytest.mark.parametrize("changes", ["", " M README.md"])
def test_a_commit_is_told_with_whether_a_tracked_file_differs_from_it(
    changes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"ls-files": "manifest.py", "status": changes, "rev-parse": "abc"}
    monkeypatch.setattr(manifest, "_git", lambda *words, at: said[words[0]])
    assert manifest.commit() == {"id": "abc", "modified": changes != ""}
    monkeypatch.setattr(manifest, "_git", lambda *words, at: None if words[0] == "ls-files" else "abc")
    assert manifest.commit() is None, "of a copy in somebody else's repository"


ITEMS: list[tuple[list[Any], list[str]]] = [
    ([{"option": "a", "name": "x"}, {"option": "b", "name": "x"}], ["a", "b"]),
    ([{"option": "a", "name": "x"}, {"option": "a", "name": "y"}], ["x", "y"]),
    ([{"option": "a"}, {"option": "a"}], ["0", "1"]), ([{"option": "a"}, {"name": "y"}], ["0", "1"]),
    ([{"option": "a"}, "b"], ["0", "1"]), ([], []),
]  # fmt: skip


@pytest.mark.parametrize(("items", "wanted"), ITEMS)
def test_items_of_a_list_are_called_by_the_first_that_tells_all_of_them_apart_and_else_by_their_place(
    items: list[Any], wanted: list[str]
) -> None:
    assert labels(items) == wanted


def test_a_figure_that_is_not_there_is_told_with_those_inside_its_address_or_else_with_those_near_it() -> None:
    document = {"options": [{"option": "a", "value": 1.5, "low": 1.0, "high": 2.0}], "best": "a"}
    assert [*flat(document)] == ["options.a.option", "options.a.value", "options.a.low", "options.a.high", "best"]
    assert figure_at(document, "options.a.high") == 2.0
    for address, hint in (
        ("options.a", "'options.a.option', 'options.a.value', 'options.a.low'?"), ("bests", "did you mean 'best'?"),
    ):  # fmt: skip
        with pytest.raises(UsersError) as said:
            figure_at(document, address)
        assert str(said.value).endswith(hint)


@pytest.mark.parametrize("count", [1, 5, 6, 8])
def test_of_failed_runs_the_first_five_are_named_each_with_its_own_command_and_the_rest_are_counted(count: int) -> None:
    runs = [Failure(Run("siloed", "all", at, 4, 9), f"why {at}") for at in range(count)]
    first, *rest = str(RunsFailedError(runs, of=20, scenario="mine")).split("\n")
    assert first == f"{count} of 20 runs failed:"
    assert [line for line in rest if line.startswith("why")] == [f"why {at}" for at in range(min(count, 5))]
    commands = [line for line in rest if "cordiale run mine" in line]
    assert [f"--replication {at} " in command for at, command in enumerate(commands)] == [True] * min(count, 5)
    assert rest[-1:] == ([f"and {count - 5} more, which summary.json names"] if count > 5 else commands[-1:])
