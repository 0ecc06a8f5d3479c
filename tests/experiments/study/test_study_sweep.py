"""Carrying out a study: to the same results, whatever lies in its way."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from cordiale import load_scenario, simulate
from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.foundations.claiming import BusyError, held
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study import bench, carry_out, plan, read
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.folder import LEDGER, MANIFEST, PARTS, SET_ASIDE
from cordiale.experiments.study.frozen import STUDY as FROZEN
from cordiale.experiments.study.planning import Plan
from cordiale.experiments.study.progress import status
from tests.support.commandline import command, cordiale, patient, surroundings
from tests.support.studies import STUDY, TINY, study_file, tiny_plan


@pytest.fixture
def made(tmp_path: Path) -> Plan:
    return tiny_plan(tmp_path)


@pytest.fixture
def done(made: Plan, tmp_path: Path) -> Path:
    """A study that was carried out, of 24 runs in 12 parts."""
    carry_out(made, tmp_path / "done", workers=1)
    return tmp_path / "done"


def part(folder: Path, number: int = 3) -> Path:
    return sorted((folder / PARTS).iterdir())[number]


# What comes out


def test_the_results_are_those_of_the_engine(made: Plan, done: Path) -> None:
    results = read(done).results
    for strength in (0.0, 1.0):
        scenario = made.scenario.with_values({"leadership.strength": strength})
        wanted = simulate(scenario, ["siloed", "proportional"], ["all"], replications=3, quarters=1, seed=1)
        kept = results[results["leadership.strength"] == strength]
        for name in made.study.outcomes:
            assert np.array_equal(kept[name], wanted[name], equal_nan=True)
        assert kept["paradigm"].tolist() == wanted["paradigm"].tolist()
        assert kept["replication"].tolist() == wanted["replication"].tolist()


def test_results_do_not_depend_on_workers_executor_or_parts(made: Plan, done: Path, tmp_path: Path) -> None:
    wanted = status(done).sha256
    assert carry_out(made, tmp_path / "two", workers=2).sha256 == wanted
    assert carry_out(made, tmp_path / "apart", executor="processes", workers=1).sha256 == wanted
    assert carry_out(made._replace(part_size=5), tmp_path / "five").sha256 == wanted
    with ThreadPoolExecutor(2) as pool:
        assert carry_out(made, tmp_path / "pool", executor=pool).sha256 == wanted


def test_the_hash_is_of_the_results_so_far_and_of_this_study(made: Plan, done: Path, tmp_path: Path) -> None:
    other = tiny_plan(tmp_path, STUDY.replace("quarters = 1", "quarters = 1\nseed = 2"))
    hashes = {status(done).sha256, carry_out(other, tmp_path / "other").sha256}
    for file in (part(done), done / LEDGER, done / MANIFEST):
        file.unlink()
    hashes.add(status(done).sha256)
    assert len(hashes) == 3


def test_parts_are_the_same_files_when_a_study_is_carried_out_again(made: Plan, done: Path, tmp_path: Path) -> None:
    carry_out(made, tmp_path / "again", workers=2)
    for file in (done / PARTS).iterdir():
        assert file.read_bytes() == (tmp_path / "again" / PARTS / file.name).read_bytes()


def test_a_column_says_its_unit_and_what_it_means(done: Path) -> None:
    field = pq.read_schema(part(done)).field("trust_sales_in_marketing")
    assert field.metadata[b"unit"] == b"share"
    assert b"trust of reps" in field.metadata[b"definition"]
    assert pq.read_schema(part(done)).field("leadership.strength").metadata[b"factor"] == b"number"


def test_a_study_keeps_its_scenario_even_where_its_file_is_gone(done: Path, tmp_path: Path) -> None:
    wanted = status(done).sha256
    (tmp_path / "tiny.toml").unlink()
    part(done).unlink()
    assert cordiale("resume", done, "--quiet").exit_code == 0
    assert status(done).sha256 == wanted


# What is not as it was


@pytest.mark.parametrize("damage", ["truncated", "altered", "missing", "emptied"])
def test_a_damaged_part_is_found_set_aside_and_run_again(damage: str, made: Plan, done: Path) -> None:
    wanted, file = status(done).sha256, part(done)
    content = file.read_bytes()
    flipped = bytes([*content[:900], content[900] ^ 1, *content[901:]])
    written = {"truncated": content[:-9], "altered": flipped, "emptied": b""}
    file.write_bytes(written[damage]) if damage in written else file.unlink()
    found = cordiale("verify", done)
    assert found.exit_code == 5
    assert f"{PARTS}/{file.name}" in found.stdout
    assert carry_out(made, done).sha256 == wanted
    assert file.read_bytes() == content
    assert (done / SET_ASIDE).exists() == (damage != "missing")
    assert cordiale("verify", done).exit_code == 0


def test_a_part_under_another_name_is_set_aside(made: Plan, done: Path) -> None:
    wanted = status(done).sha256
    shutil.copy(part(done), done / PARTS / "copy.parquet")
    assert carry_out(made, done).sha256 == wanted
    assert [file.name for file in (done / SET_ASIDE).iterdir()] == ["copy.parquet.0"]
    assert len(read(done).results) == 24 * 2


def test_a_part_in_the_place_of_another_is_run_again(made: Plan, done: Path) -> None:
    wanted = status(done).sha256
    shutil.copy(part(done, 1), part(done, 2))
    assert carry_out(made, done).sha256 == wanted
    assert read(done).results["run"].nunique() == 24


@pytest.mark.parametrize("damage", ["garbage", "truncated", "gone"])
def test_a_damaged_ledger_costs_no_run_that_can_be_trusted(
    damage: str, made: Plan, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, ledger = status(done).sha256, done / LEDGER
    content = ledger.read_bytes()
    ledger.unlink() if damage == "gone" else ledger.write_bytes(b"x" * 5000 if damage == "garbage" else content[:5000])
    lived = []
    execute = bench.execute
    monkeypatch.setattr(bench, "execute", lambda company, run: lived.append(run) or execute(company, run))
    broken = part(done, 5)
    broken.write_bytes(broken.read_bytes()[:-8])
    assert carry_out(made, done, workers=1).sha256 == wanted
    assert len(lived) == 2  # those of the part that is broken


def test_verify_names_the_first_difference(done: Path) -> None:
    forge(done)
    found = cordiale("verify", done, "--all")
    assert found.exit_code == 5
    assert "run 7 (point 2: paradigm = siloed, leadership.strength = 0.666" in found.stdout
    assert "quarter 1, revenue: kept 12.5, now " in found.stdout


def forge(done: Path) -> None:
    """Alter a result and all that the ledger knows of it, as somebody would who wants another result."""
    import hashlib

    import pyarrow as pa

    from cordiale.experiments.study.parts import digest

    file = part(done)
    table = pq.read_table(file)
    revenue = table["revenue"].to_numpy().copy()
    revenue[3] = 12.5
    table = table.set_column(table.schema.names.index("revenue"), table.schema.field("revenue"), pa.array(revenue))
    pq.write_table(table, file)
    values = np.column_stack([table[name].to_numpy() for name in ("revenue", "win_rate", "trust_sales_in_marketing")])
    with sqlite3.connect(done / LEDGER) as ledger:
        content = file.read_bytes()
        ledger.execute(
            "UPDATE parts SET file_sha256 = ?, bytes = ? WHERE first = 6",
            (hashlib.sha256(content).hexdigest(), len(content)),
        )
        ledger.execute("UPDATE runs SET sha256 = ? WHERE run = 7", (digest(values[2:4]),))


# What is another study, model or scenario


def test_another_study_is_refused_with_the_difference_named(done: Path, tmp_path: Path) -> None:
    for right, wrong, said in (
        ("replications = 3", "replications = 4", "replications = 3 there, 4 here"),
        ("levels = 4", "levels = 5", "factors.leadership.strength.levels = 4 there, 5 here"),
    ):
        ended = cordiale("sweep", study_file(tmp_path, STUDY.replace(right, wrong)), "--out", done)
        assert ended.exit_code == 3
        assert said in ended.stderr


def test_a_changed_scenario_is_refused_with_the_difference_named(done: Path, tmp_path: Path) -> None:
    study_file(tmp_path)
    (tmp_path / "tiny.toml").write_text(TINY.replace("reps = 2", "reps = 3"))
    for verb in (("sweep", tmp_path / "study.toml", "--out", done), ("resume", done)):
        ended = cordiale(*verb)
        assert ended.exit_code == 3
        assert "company.reps = 2 there, 3 here" in ended.stderr
    assert cordiale("resume", done, "--as-planned", "--quiet").exit_code == 0


def test_another_version_of_the_model_is_refused_with_its_files_named(made: Plan, done: Path) -> None:
    frozen = json.loads((done / FROZEN).read_text())
    frozen["model"]["rules/trust.py"] = "0" * 64
    frozen["model"]["telepathy.py"] = "0" * 64
    (done / FROZEN).write_text(json.dumps(frozen))
    ended = cordiale("resume", done)
    assert ended.exit_code == 3
    assert "simulation/rules/trust.py differs; simulation/telepathy.py is gone" in ended.stderr
    with pytest.raises(StudyError, match="another version of the model"):
        carry_out(made, done)


def test_a_plan_that_was_tampered_with_is_refused(done: Path) -> None:
    frozen = json.loads((done / FROZEN).read_text())
    frozen["study"]["seed"] = 2
    (done / FROZEN).write_text(json.dumps(frozen))
    ended = cordiale("resume", done)
    assert ended.exit_code == 3
    assert "the plan was changed" in ended.stderr


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    for verb in ("resume", "status", "verify", "export"):
        ended = cordiale(verb, tmp_path)
        assert ended.exit_code == 3
        assert "holds no study: study.json is missing" in ended.stderr


@pytest.mark.parametrize("verb", ["resume", "status", "verify", "export"])
def test_a_folder_that_is_not_there_is_said_not_to_be_there(verb: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").touch()
    for name in ("nowhere", "file.txt"):
        ended = cordiale(verb, tmp_path / name)
        assert (ended.exit_code, ended.stderr) == (3, f"cordiale: {tmp_path / name}: there is no such folder\n")
    assert [each.name for each in tmp_path.iterdir()] == ["file.txt"]


def test_the_results_of_a_comparison_are_not_overwritten(made: Plan, tmp_path: Path) -> None:
    (tmp_path / "compared").mkdir()
    (tmp_path / "compared" / MANIFEST).write_text('{"command": ["cordiale", "compare"]}')
    with pytest.raises(StoreError, match=r"holds what `cordiale compare` left: choose another folder"):
        carry_out(made, tmp_path / "compared")
    assert os.listdir(tmp_path / "compared") == [MANIFEST]


# What the machine refuses


def test_two_processes_on_one_study_the_second_is_refused_and_the_first_goes_on(made: Plan, done: Path) -> None:
    wanted = status(done).sha256
    with held(done):
        (done / ".manifest.json.0.cordiale-tmp").touch()  # the first is just writing
        with pytest.raises(BusyError, match="another process is working in this folder"):
            carry_out(made, done)
        ended = subprocess.run(command("resume", done), capture_output=True, text=True, env=surroundings())
        assert ended.returncode == 3
        assert status(done).is_running
        assert (done / ".manifest.json.0.cordiale-tmp").exists()
    assert status(done) == status(done)._replace(is_running=False, sha256=wanted)


def test_a_full_disk_stops_a_study_which_then_goes_on(made: Plan, done: Path, tmp_path: Path) -> None:
    def on_a_small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    text = STUDY.replace("replications = 3", "replications = 150")  # the ledger outgrows it
    file, out = study_file(tmp_path, text, "long.toml"), tmp_path / "full"
    ended = subprocess.run(
        command("sweep", file, "--out", out), capture_output=True, text=True, env=surroundings(),
        preexec_fn=on_a_small_disk,
    )  # fmt: skip
    assert ended.returncode == 3, ended.stderr
    assert "go on with: cordiale resume" in ended.stderr
    assert 0 < status(out).done < 1200
    assert cordiale("resume", out, "--quiet").exit_code == 0
    assert status(out).sha256 == carry_out(plan(file), tmp_path / "roomy").sha256


def test_a_read_only_folder_is_refused_before_anything_runs_and_can_be_looked_at(made: Plan, done: Path) -> None:
    whole = status(done).sha256
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "study"
        shutil.copytree(done, folder)
        for path in (Path(place), *folder.rglob("*"), folder):
            path.chmod(0o555)
        with nobody():
            assert status(folder).sha256 == whole
            with pytest.raises(StoreError, match="cannot write to"):
                carry_out(made, folder)
        for path in (Path(place), folder, folder / PARTS):
            path.chmod(0o755)
        part(folder).unlink()
        assert carry_out(made, folder).sha256 == whole


@contextmanager
def nobody() -> Iterator[None]:
    """Root may write everywhere; as somebody else for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path, made: Plan) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(StoreError, match="cannot write to"):
        carry_out(made, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "here"


# From the command line


def test_a_dry_run_says_what_a_study_will_take_and_writes_nothing(tmp_path: Path) -> None:
    file = study_file(tmp_path)
    ended = cordiale("sweep", file, "--dry-run", "--json", "--out", tmp_path / "out")
    said = json.loads(ended.stdout)
    assert (said["points"], said["replications"], said["runs"]) == (8, 3, 24)
    assert said["seconds"] > 0
    assert said["bytes"] > 0
    assert not (tmp_path / "out").exists()


def test_the_forecast_of_the_size_is_about_right(made: Plan, done: Path) -> None:
    from cordiale.experiments.study.pilot import forecast

    assert forecast(made, executor="", limits=None, workers=None).bytes == pytest.approx(status(done).bytes, rel=0.3)


def test_status_says_how_far_a_study_is(done: Path) -> None:
    said = json.loads(cordiale("status", done, "--json").stdout)
    assert (said["planned"], said["done"], said["failed"]) == (24, 24, 0)
    assert said["sha256"] == status(done).sha256
    assert cordiale("status", done).stdout.startswith("24 of 24 runs done: complete")


def test_the_manifest_is_there_when_a_study_is_complete(made: Plan, done: Path) -> None:
    manifest = json.loads((done / MANIFEST).read_text())
    assert manifest["results_sha256"] == status(done).sha256
    assert (manifest["planned"], manifest["done"], manifest["failed"]) == (24, 24, 0)


def test_what_is_set_aside_is_said(made: Plan, done: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part(done).write_bytes(b"")
    carry_out(made, done, talk=Talk())
    assert "set aside, to be run again" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_ends_a_study_and_says_how_to_go_on(tmp_path: Path) -> None:
    text = STUDY.replace('"tiny.toml"', '"status-quo"').replace("quarters = 1", "quarters = 12")
    file, out = study_file(tmp_path, text.replace("replications = 3", "replications = 400")), tmp_path / "out"
    running = subprocess.Popen(
        patient("sweep", file, "--out", out), stderr=subprocess.PIPE, text=True, env=surroundings()
    )
    deadline = time.monotonic() + 120
    while not any((out / PARTS).glob("*.parquet")) or status(out).done == 0:  # a part counts once the ledger has it
        if running.poll() is not None or time.monotonic() > deadline:
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 130
    assert f"go on with: cordiale resume {out}" in said
    assert 0 < status(out).done < 3200
    assert not status(out).is_running


def test_help_names_the_verbs_of_studies() -> None:
    shown = cordiale("--help").stdout
    for verb in ("sweep", "resume", "status", "verify", "export"):
        assert verb in shown


def test_a_shipped_scenario_goes_by_its_name(tmp_path: Path) -> None:
    made = plan(study_file(tmp_path, STUDY.replace('"tiny.toml"', '"status-quo"')))
    assert made.scenario == load_scenario("status-quo")
