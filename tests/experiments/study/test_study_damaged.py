"""A study's folder damaged in many ways: every verb that reads it says what is wrong, and none hands it on."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study import read
from cordiale.experiments.study.folder import LEDGER, PARTS, POINTS, SET_ASIDE, STUDY
from cordiale.experiments.study.inspection import adopted, open_ledger, whole_parts
from tests.support.commandline import cordiale
from tests.support.planted_studies import planned, planted

KEYS: dict[str, Any] = {
    "design": "sobol", "samples": 4, "quarters": 1,
    "factors": {"paradigm": ["siloed", "proportional"], "leadership.strength": {"low": 0.0, "high": 1.0},
                "trust.initial": {"low": 0.2, "high": 0.8}},
}  # fmt: skip
VERBS = {
    "export": ("export", "DIR"),
    "sensitivity": ("sensitivity", "DIR", "--outcome", "revenue"),
    "discover": ("discover", "DIR", "--where", "proportional - siloed revenue < 0"),
    "status": ("status", "DIR"),
    "verify": ("verify", "DIR", "--runs", "0", "--quiet"),
}


def earned(settings: dict[str, Any], replication: int) -> float:
    return float(settings["leadership.strength"] * (1 if settings["paradigm"] == "siloed" else 2))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("whole"), planned(**KEYS), earned)


def study_json(change: Callable[[Any], Any]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / STUDY).write_text(json.dumps(change(json.loads((folder / STUDY).read_text()))))

    return damage


def sql(command: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with closing(sqlite3.connect(folder / LEDGER)) as connection, connection:
            connection.execute(command)

    return damage


def table(name: str, change: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        file = part_of(folder) if name == PARTS else folder / name
        pq.write_table(change(pq.read_table(file)), file)

    return damage


def garbled(folder: Path) -> None:
    file = folder / LEDGER
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE", b"CREATE \x81ABLE"))


def part_of(folder: Path) -> Path:
    return sorted((folder / PARTS).iterdir())[3]


def instead(name: str, what: str) -> Callable[[Path], None]:
    """Something else under a file's name: a folder, a link, a text, nothing."""

    def damage(folder: Path) -> None:
        file = part_of(folder) if name == PARTS else folder / name
        if what == "link":
            shutil.move(file, folder / "elsewhere")
            file.symlink_to(folder / "elsewhere")
            return
        file.unlink()
        if what == "folder":
            file.mkdir()
        elif what != "nothing":
            file.write_text(what)

    return damage


def dearer(content: pa.Table) -> pa.Table:
    place = content.column_names.index("revenue")
    return content.set_column(place, content.field(place), pa.array([32118.0] * len(content)))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "study: a list": study_json(lambda _: []),
    "study: empty": study_json(lambda _: {}),
    "study: nothing but its format": study_json(lambda frozen: {"format": frozen["format"]}),
    **{f"study: without {key}": study_json(lambda frozen, key=key: {k: v for k, v in frozen.items() if k != key})
       for key in ("plan_sha256", "model", "versions", "scenario", "study", "agents", "part_size")},
    **{f"study: {key} a number": study_json(lambda frozen, key=key: frozen | {key: 7})
       for key in ("plan_sha256", "model", "scenario", "study", "agents", "rules")},
    "study: no part": study_json(lambda frozen: frozen | {"part_size": 0}),
    "study: another seed": study_json(lambda frozen: frozen | {"study": frozen["study"] | {"seed": 2}}),
    "study: deep": lambda folder: (folder / STUDY).write_text("[" * 100_000),
    "study: text": instead(STUDY, "study"),
    "study: a folder": instead(STUDY, "folder"),
    "plan: a dropped column": table(POINTS, lambda content: content.drop_columns(["trust.initial"])),
    "plan: without samples": table(POINTS, lambda content: content.drop_columns(["sample"])),
    "plan: fewer points": table(POINTS, lambda content: content.slice(0, 5)),
    "plan: text": instead(POINTS, "plan"),
    "plan: a folder": instead(POINTS, "folder"),
    "plan: gone": instead(POINTS, "nothing"),
    "part: a dropped column": table(PARTS, lambda content: content.drop_columns(["revenue"])),
    "part: an altered cell": table(PARTS, dearer),
    "part: fewer rows": table(PARTS, lambda content: content.slice(0, 1)),
    **{f"part: {what}": instead(PARTS, what) for what in ("folder", "link", "nothing", "text", "")},
    "ledger: text": instead(LEDGER, "a ledger, once"),
    "ledger: a folder": instead(LEDGER, "folder"),
    "ledger: what it holds is no text": garbled,
    "ledger: a part that ends in text": sql("UPDATE parts SET last = 'text' WHERE first = 4"),
    "ledger: a part of another size": sql("UPDATE parts SET last = last + 1 WHERE first = 4"),
    "ledger: bytes in words": sql("UPDATE parts SET bytes = 'many'"),
    "ledger: a digest in words": sql("UPDATE runs SET sha256 = 'text' WHERE run = 3"),
    "ledger: another digest": sql("UPDATE runs SET sha256 = zeroblob(32) WHERE run = 3"),
    "ledger: another checksum": sql("UPDATE parts SET file_sha256 = 'abc' WHERE first = 4"),
    "ledger: a deleted run": sql("DELETE FROM runs WHERE run = 3"),
    "ledger: no runs": sql("DELETE FROM runs"),
    "ledger: a run of no part": sql("INSERT INTO runs VALUES (99999, zeroblob(32))"),
    "ledger: a table is gone": sql("DROP TABLE runs"),
    "ledger: a column is gone": sql("ALTER TABLE parts DROP COLUMN bytes"),
    "ledger: a reason that is a number": sql("INSERT INTO failures VALUES (3, x'00', x'00', x'00')"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_study_is_never_handed_on(whole: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "study"
    shutil.copytree(whole, folder)
    DAMAGES[damage](folder)
    for verb, words in VERBS.items():
        shown = cordiale(*(str(folder) if word == "DIR" else word for word in words))
        said = f"{verb}: exit code {shown.exit_code}, {shown.stderr[-400:]}"
        assert shown.exit_code in (3, 5) or (verb, shown.exit_code) == ("verify", 4), said
        assert "internal error" not in shown.stderr, said
        assert "Traceback" not in shown.stderr, said
    assert not (folder / "results.csv").exists()


def test_a_study_of_an_edition_with_other_settings_is_refused_with_that_edition_and_what_is_gone(
    whole: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(whole, folder)

    def as_left_before(left: dict[str, Any]) -> dict[str, Any]:
        left["scenario"]["content"]["leadership"] |= {"fairness": 0.5, "consent_rule": 0.3}
        left["versions"]["cordiale"] = "0.2.0"
        return left

    study_json(as_left_before)(folder)
    for words in VERBS.values():
        shown = cordiale(*(str(folder) if word == "DIR" else word for word in words))
        assert shown.exit_code == 3
        assert "edition 0.2.0 left this study" in shown.stderr
        assert "has not: leadership.fairness, leadership.consent_rule. That edition reads it" in shown.stderr
        assert len(shown.stderr.splitlines()) == 1


@pytest.mark.parametrize("versions", ["0.2.0", ["cordiale", "0.2.0"], None, {"cordiale": "0.2.0"}])
def test_a_damaged_scenario_is_no_other_edition_s_whatever_stands_for_the_edition(
    whole: Path, tmp_path: Path, versions: Any
) -> None:
    shutil.copytree(whole, tmp_path / "study")
    study_json(lambda left: left["scenario"]["content"]["leadership"].update(strength="x") or left)(tmp_path / "study")
    study_json(lambda left: left | {"versions": versions})(tmp_path / "study")
    shown = cordiale("status", str(tmp_path / "study"))
    assert shown.exit_code == 3
    assert "study.json or plan.parquet is damaged" in shown.stderr
    assert "edition" not in shown.stderr


def test_what_is_wrong_with_a_plan_of_this_edition_is_one_line(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "study")
    study_json(lambda left: left["scenario"]["content"]["leadership"].update(fairness=0.5, haste=1) or left)(
        tmp_path / "study"
    )
    shown = cordiale("status", str(tmp_path / "study"))
    assert shown.stderr.startswith("cordiale: ")
    assert "study.json or plan.parquet is damaged" in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


@pytest.mark.parametrize("damage", [name for name in DAMAGES if name.startswith(("part", "ledger"))])
def test_what_is_damaged_is_set_aside_and_the_rest_stays(whole: Path, tmp_path: Path, damage: str) -> None:
    """What `resume` does before it simulates: one part at most is to be run again, and it is not lost."""
    folder, made = tmp_path / "study", planned(**KEYS)
    shutil.copytree(whole, folder)
    DAMAGES[damage](folder)
    with closing(open_ledger(folder, Talk(quiet=True))) as ledger:
        kept = whole_parts(made, folder, ledger, Talk(quiet=True))
        kept |= adopted(made, folder, ledger, [part for part in made.parts() if part not in kept])
        ledger.check()
    assert len(kept) >= len([*made.parts()]) - 1
    if damage.startswith("ledger") and "another" not in damage:
        assert len(kept) == len([*made.parts()]), "parts prove themselves"
    elif damage not in ("part: nothing", "ledger: a part of another size"):
        assert [*(folder / SET_ASIDE).iterdir()]


def test_a_whole_study_is_handed_on(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "study")
    for words in VERBS.values():
        shown = cordiale(*(str(tmp_path / "study") if word == "DIR" else word for word in words))
        assert shown.exit_code == 0, shown.stderr


def test_what_pandas_would_make_of_a_table_is_not_asked_of_the_file(whole: Path, tmp_path: Path) -> None:
    """What a file says for pandas alone can be anything, and says nothing of the study."""
    folder = tmp_path / "study"
    shutil.copytree(whole, folder)
    columns = [{"name": "x", "field_name": "trust.initial", "pandas_type": "unicode", "numpy_type": "stj"}]
    said = {b"pandas": json.dumps({"columns": columns, "index_columns": [], "column_indexes": []}).encode()}
    table(POINTS, lambda content: content.replace_schema_metadata(said))(folder)
    assert read(folder).results.equals(read(whole).results)
