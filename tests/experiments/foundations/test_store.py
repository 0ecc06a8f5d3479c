"""Results are whole or absent, say what they are, and can be checked later."""

import errno
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cordiale.experiments.foundations import atomic, manifest
from cordiale.experiments.foundations.atomic import StoreError, prepare_directory, remove_file, write_text
from cordiale.experiments.foundations.columns import OF_COMPARISON, OF_DECISION, OF_STUDY, described
from cordiale.experiments.foundations.plain import to_json
from cordiale.experiments.foundations.store import (
    content_sha256,
    read_results,
    to_table,
    verify_directory,
    write_results,
)
from tests.support.synthetic import OUTCOMES, results_frame

ORIGIN = {"command": ["compare"], "seed": 1}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return results_frame(paradigms=["siloed", "proportional"], forces=["all"], replications=3, quarters=4)


def write(frame: pd.DataFrame, directory: Path, draw: Callable[[Path], object] | None = None) -> None:
    write_results(frame, directory, summary={"n": 3}, manifest=ORIGIN, outcomes=OUTCOMES, draw=draw, also=None)


def files(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.rglob("*") if path.is_file())


# The hash of the content


def test_the_hash_of_a_known_table_never_changes() -> None:
    table = pd.DataFrame({"scenario": ["x", "é"], "quarter": [0, 1], "revenue": [np.nan, 2.5]})
    assert content_sha256(table) == "62a7bd6ffc4d80705139cf1b63a3e6b8930dfecdc8f480cd48852daff8a28310"


def test_the_hash_sees_content_only(frame: pd.DataFrame) -> None:
    expected = content_sha256(frame)
    assert content_sha256(frame.set_index(frame.index[::-1])) == expected
    assert content_sha256(frame.astype({"paradigm": "string", "wins": "Float64", "seed": "Int64"})) == expected
    assert content_sha256(frame.astype({"paradigm": object, "scenario": "category", "quarter": "int32"})) == expected
    arrow = pa.Table.from_pandas(frame).to_pandas(types_mapper=pd.ArrowDtype)
    assert content_sha256(arrow) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f.iloc[::-1],
        lambda f: f.iloc[:-1],
        lambda f: f.rename(columns={"wins": "won"}),
        lambda f: f[[*f.columns[::-1]]],
        lambda f: f.assign(wins=f["wins"] + np.finfo(float).eps * 64),
        lambda f: f.assign(paradigm="siloed"),
        lambda f: f.assign(quarter=f["quarter"].astype(float)),
        lambda f: f.assign(win_rate=f["win_rate"].fillna(0.0)),
    ],
)
def test_the_hash_notices_any_change(frame: pd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    assert frame["win_rate"].isna().any()
    assert content_sha256(change(frame)) != content_sha256(frame)


def test_text_cannot_slip_from_one_cell_into_the_next() -> None:
    assert content_sha256(pd.DataFrame({"a": ["xy", "z"]})) != content_sha256(pd.DataFrame({"a": ["x", "yz"]}))


def test_a_missing_value_is_one_value_however_it_is_stored() -> None:
    odd = np.array([0x7FF8000000000123], dtype=np.uint64).view(np.float64)
    assert content_sha256(pd.DataFrame({"a": odd})) == content_sha256(pd.DataFrame({"a": [np.nan]}))
    with pytest.raises(ValueError, match="column a has missing values"):
        content_sha256(pd.DataFrame({"a": ["x", None]}))


# The table on disk


def test_the_table_comes_back_as_it_was(frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path)
    pd.testing.assert_frame_equal(read_results(tmp_path), frame)


def test_every_column_says_its_unit_and_definition(frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path)
    schema = pq.read_schema(tmp_path / "results.parquet")
    assert schema.names == list(frame.columns)
    assert schema.field("win_rate").metadata[b"unit"] == b"unit of win_rate"
    assert schema.field("win_rate").metadata[b"group"] == b"rates"
    assert all(field.metadata[b"definition"] for field in schema)
    assert schema.metadata[b"content_sha256"].decode() == content_sha256(frame)


ABOUT = {  # of each column that says which run and quarter a row is of: its unit, and what its definition tells
    "scenario": ("name", "the company and its world"), "paradigm": ("name", "how sales and marketing live"),
    "forces": ("name", "external forces that are on"), "replication": ("number", "they are matched"),
    "seed": ("number", "seed of all luck"), "quarter": ("quarters", "since the start, which is quarter 0"),
    "parameter_set": ("number", "set of the ensemble"), "rules": ("name", "stood in place of the model's"),
    "option": ("name", "what the company decides"), "weather": ("name", "paths (expected), none, or all"),
    "run": ("number", "point x replications + replication"), "point": ("number", "a row of plan.parquet"),
    "sample": ("number", "differ only in what the design crosses"),
}  # fmt: skip


@pytest.mark.parametrize("column", [*OF_COMPARISON, *OF_DECISION, *OF_STUDY])
def test_a_column_that_says_of_which_run_a_row_is_has_its_own_unit_and_definition(column: str) -> None:
    said = described(column)
    assert said["unit"] == ABOUT[column][0]
    assert [name for name, (_, tells) in ABOUT.items() if tells in said["definition"]] == [column]


def test_a_missing_rate_is_null_for_every_reader(frame: pd.DataFrame) -> None:
    column = to_table(frame, OUTCOMES).column("win_rate")
    assert column.null_count == frame["win_rate"].isna().sum() > 0


def test_a_column_that_nobody_declared_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="column luck is not a declared outcome"):
        to_table(frame.assign(luck=1.0), OUTCOMES)


def test_the_same_study_leaves_the_same_bytes(frame: pd.DataFrame, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(frame, tmp_path / name)
    for file in ("results.parquet", "summary.json", "manifest.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_json_is_strict() -> None:
    assert json.loads(to_json({"a": float("nan"), "b": np.float64(1.5), "é": [np.inf]})) == {
        "a": None,
        "b": 1.5,
        "é": [None],
    }


# Whole or absent


class Fault:
    """Raises at the n-th call of a function, and counts the calls."""

    def __init__(self, real: Callable[..., object], error: BaseException, at: int) -> None:
        self.real, self.error, self.at, self.calls = real, error, at, 0

    def __call__(self, *args: object, **keywords: object) -> object:
        self.calls += 1
        if self.calls == self.at:
            raise self.error
        return self.real(*args, **keywords)


FAULTS = {
    "full disk": OSError(errno.ENOSPC, "No space left on device"),
    "read-only": OSError(errno.EROFS, "Read-only file system"),
    "Ctrl-C": KeyboardInterrupt(),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("at", range(1, 13))
def test_a_fault_at_any_moment_leaves_no_half_study(
    frame: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, fault: str, at: int
) -> None:
    write(frame.assign(wins=0.0), tmp_path)
    injected = Fault(getattr(os, function), FAULTS[fault], at)
    monkeypatch.setattr(atomic.os, function, injected)
    expected = KeyboardInterrupt if fault == "Ctrl-C" else StoreError
    with suppress(expected):
        write(frame, tmp_path, lambda folder: write_text(folder / "revenue.svg", "<svg/>"))
    monkeypatch.undo()
    assert not [name for name in files(tmp_path) if "tmp" in name]
    if (tmp_path / "manifest.json").exists():  # whoever finds a manifest finds all that belongs to it
        assert verify_directory(tmp_path).holds
        json.loads((tmp_path / "summary.json").read_text())
    read_results(tmp_path)  # the old or the new table, never a torn one


def test_the_faults_above_reach_every_flush_and_rename(
    frame: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = {name: Fault(getattr(os, name), KeyboardInterrupt(), 0) for name in ("fsync", "replace")}
    for name, counter in counts.items():
        monkeypatch.setattr(atomic.os, name, counter)
    write(frame, tmp_path, lambda folder: write_text(folder / "revenue.svg", "<svg/>"))
    assert counts["replace"].calls == 4
    assert counts["fsync"].calls == 13


def test_a_disk_that_fills_up_while_writing_is_reported_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic.os, "fsync", Fault(os.fsync, FAULTS["full disk"], 1))
    with pytest.raises(StoreError) as refusal:
        write_text(tmp_path / "summary.json", "{}")
    assert str(refusal.value) == f"cannot write to {tmp_path / 'summary.json'}: No space left on device"
    assert files(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_that_is_really_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = open
    monkeypatch.setattr("builtins.open", lambda name, mode: real("/dev/full", "wb"))
    with pytest.raises(StoreError, match="No space left"):
        write_text(tmp_path / "summary.json", "{}")


def test_a_failing_figure_leaves_the_folder_unfinished(frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path)

    def draw(folder: Path) -> None:
        raise RuntimeError("no fonts")

    with pytest.raises(RuntimeError):
        write(frame, tmp_path, draw)
    assert verify_directory(tmp_path).problems == ("manifest.json is missing: what should be here is unfinished",)


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreError, match="cannot write to") as refusal:
            prepare_directory(place)
        assert "\n" not in str(refusal.value)


def test_a_read_only_folder_is_refused_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        prepare_directory(tmp_path)


def test_preparing_a_folder_leaves_results_and_removes_leftovers(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / f".results.parquet.abc{atomic.TEMPORARY_SUFFIX}").write_text("torn")
    prepare_directory(tmp_path / "new" / "deep")
    prepare_directory(tmp_path)
    assert files(tmp_path) == ["manifest.json"]


def test_a_file_system_that_cannot_flush_folders_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic.os, "fsync", Fault(os.fsync, OSError(errno.EINVAL, "Invalid argument"), 1))
    remove_file(tmp_path / "absent")


# Checking later


def test_an_untouched_folder_verifies(frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path)
    verification = verify_directory(tmp_path)
    assert verification.holds
    assert verification.expected == verification.found == content_sha256(frame)


def test_a_changed_number_is_noticed(frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path)
    pq.write_table(to_table(frame.assign(wins=frame["wins"] + 1), OUTCOMES), tmp_path / "results.parquet")
    verification = verify_directory(tmp_path)
    assert not verification.holds
    assert "results.parquet is not the table of the manifest" in verification.problems[0]


@pytest.mark.parametrize("file", ["results.parquet", "manifest.json"])
@pytest.mark.parametrize("damage", ["cut", "emptied", "removed", "overwritten"])
def test_a_damaged_file_is_noticed(frame: pd.DataFrame, tmp_path: Path, file: str, damage: str) -> None:
    write(frame, tmp_path)
    path = tmp_path / file
    content = path.read_bytes()
    damaged = {"cut": content[: len(content) // 2], "emptied": b"", "overwritten": b"[]"}
    path.unlink() if damage == "removed" else path.write_bytes(damaged[damage])
    verification = verify_directory(tmp_path)
    assert not verification.holds
    assert verification.problems[0].startswith(file)


def test_every_flipped_byte_of_a_value_is_noticed(frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path)
    path = tmp_path / "results.parquet"
    content = path.read_bytes()
    expected = read_results(tmp_path)
    for position in range(8, len(content), len(content) // 60):
        path.write_bytes(content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :])
        try:
            unharmed = read_results(tmp_path).equals(expected)
        except (OSError, ValueError):
            unharmed = False
        assert verify_directory(tmp_path).holds == unharmed


# The manifest


def test_the_manifest_says_what_is_needed_to_run_again() -> None:
    study = manifest.describe_comparison(command=["compare"], scenario_name="x", scenario={"people": 40}, seed=7)
    assert study["scenario"]["content"] == {"people": 40}
    assert study["seed"] == 7
    assert set(study["versions"]) >= {"python", "numpy", "numba", "mesa", "pandas", "pyarrow", "cordiale"}
    assert study["versions"]["numpy"] == np.__version__
    assert len(study["model_sha256"]) == 64
    assert study == manifest.describe_comparison(
        command=["compare"], scenario_name="x", scenario={"people": 40}, seed=7
    )
    json.dumps(study, allow_nan=False)


def test_the_scenario_hash_is_of_its_content() -> None:
    assert manifest.mapping_sha256({"a": 1, "b": [1, 2]}) == manifest.mapping_sha256({"b": (1, 2), "a": 1})
    assert manifest.mapping_sha256({"a": 1}) != manifest.mapping_sha256({"a": 2})


def test_what_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "PACKAGES", ("no-such-package",))
    assert manifest.versions()["no-such-package"] is None
    assert manifest.source_sha256("no_such_package") is None


def test_without_git_there_is_no_commit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert manifest.commit() is None


def test_the_simulation_declares_every_column_of_the_table(frame: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("cordiale.simulation.world.outcomes")
    write_results(frame, tmp_path, summary={}, manifest=ORIGIN, also=None, draw=None)
    field = pq.read_schema(tmp_path / "results.parquet").field("revenue")
    assert b"thousand" in field.metadata[b"unit"]
