"""What lies in a study's folder and is not what the ledger says is put aside, struck, and told; what is stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.study import inspection
from cordiale.experiments.study.folder import PARTS, SET_ASIDE
from cordiale.experiments.study.inspection import adopted, unlike, whole_parts
from cordiale.experiments.study.ledger import Ledger
from cordiale.experiments.study.planning import Part, Plan
from tests.support.planted_studies import planned, planted

PLAN = planned(replications=2, factors={"paradigm": ["siloed", "drift", "proportional"]})._replace(part_size=2)
FIRST, SECOND, THIRD = PARTS_OF = (Part(0, 2), Part(2, 4), Part(4, 6))
QUIET = Talk(quiet=True)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Three parts of two runs each."""
    return planted(tmp_path / "study", PLAN, lambda settings, luck: float(luck + len(settings["paradigm"])))


@pytest.fixture
def ledger(study: Path) -> Iterator[Ledger]:
    with closing(Ledger(study, writable=True)) as ledger:
        yield ledger


def aside(study: Path) -> set[str]:
    return {each.name for each in (study / SET_ASIDE).glob("*")}


def known(ledger: Ledger) -> set[Part]:
    return {entry.part for entry in ledger.entries()}


def test_a_damaged_part_is_put_aside_and_struck_a_stranger_put_aside_and_the_rest_stays(
    study: Path, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    assert whole_parts(PLAN, study, ledger, QUIET) == {*PARTS_OF}
    content = (study / PARTS / SECOND.name).read_bytes()
    (study / PARTS / SECOND.name).write_bytes(content + b"x")
    (study / PARTS / "stray.parquet").write_bytes(content)
    assert whole_parts(PLAN, study, ledger, Talk()) == known(ledger) == {FIRST, THIRD}
    assert aside(study) == {f"{SECOND.name}.0", "stray.parquet.0"}
    assert {each.name for each in (study / PARTS).iterdir()} == {FIRST.name, THIRD.name}
    told = capsys.readouterr().err
    assert f"{PARTS}/{SECOND.name} has {len(content) + 1:,} bytes, not {len(content):,}: set aside, to be run" in told
    assert f"{PARTS}/stray.parquet is no part of the plan: set aside" in told


def test_a_part_that_another_plan_wrote_is_no_part_of_this_one(study: Path, ledger: Ledger) -> None:
    other: Plan = PLAN._replace(part_size=3)
    assert whole_parts(other, study, ledger, QUIET) == set() == known(ledger)
    assert aside(study) == {f"{part.name}.0" for part in PARTS_OF}


def test_what_lies_there_whole_and_was_not_entered_is_entered_as_it_was(study: Path, ledger: Ledger) -> None:
    before = {entry.part: entry for entry in ledger.entries()}, ledger.digests(Part(0, 6))
    for part in (FIRST, THIRD):
        ledger.strike(part)
    (study / PARTS / SECOND.name).unlink()
    assert adopted(PLAN, study, ledger, [FIRST, THIRD]) == {FIRST, THIRD}
    assert ({entry.part: entry for entry in ledger.entries()}, ledger.digests(Part(0, 6))) == before
    ledger.strike(SECOND)
    assert adopted(PLAN, study, ledger, [SECOND]) == set(), "it is not there"


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_proves_nothing_is_left_to_be_replaced_where_it_is_a_file_and_else_put_aside(
    kind: str, study: Path, ledger: Ledger, tmp_path: Path
) -> None:
    ledger.strike(FIRST)
    place = study / PARTS / FIRST.name
    place.unlink()
    (tmp_path / "elsewhere").write_text("no part")
    if kind == "link":
        place.symlink_to(tmp_path / "elsewhere")
    elif kind == "folder":
        place.mkdir()
    else:
        place.write_text("no part")
    assert adopted(PLAN, study, ledger, [FIRST]) == set()
    assert aside(study) == (set() if kind == "file" else {f"{FIRST.name}.0"})
    assert (tmp_path / "elsewhere").read_text() == "no part"


@pytest.mark.parametrize(("held", "said"), [
    ({0, 1}, None), ({0}, "does not hold the runs that the ledger names"),
    ({0, 1, 2}, "does not hold the runs that the ledger names"),
])  # fmt: skip
def test_a_part_holds_the_runs_that_the_ledger_names_and_no_others(
    held: set[int], said: str | None, study: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = ledger.entries()[0]
    whole = inspection.outcomes_in(PLAN, study / PARTS / FIRST.name)
    found = {run: whole.get(run, np.zeros((3, 1))) for run in held}
    monkeypatch.setattr(inspection, "outcomes_in", lambda *_: found)
    assert unlike(PLAN, study, ledger, entry) == said
    if said is None:
        found[1] = found[1] + 1e-9
        assert unlike(PLAN, study, ledger, entry) == "run 1 is not what the ledger knows it by"
