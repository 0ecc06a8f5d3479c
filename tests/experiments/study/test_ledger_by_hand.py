"""A ledger by hand: what its results are known by, that a part is entered whole or not at all, and who may write."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cordiale.experiments.foundations.atomic import StoreError
from cordiale.experiments.study.folder import LEDGER
from cordiale.experiments.study.ledger import Entry, Failed, Ledger
from cordiale.experiments.study.planning import Part

DIGESTS = {run: bytes([run]) * 32 for run in range(4)}
FIRST, SECOND = Part(0, 2), Part(2, 5)
LOST = Failed(4, "raised", "ValueError: no")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path)) as one:
        yield one


def enter(ledger: Ledger, *parts: Part) -> None:
    for part in parts:
        own = {run: digest for run, digest in DIGESTS.items() if part.first <= run < part.last}
        ledger.enter(Entry(part, "of a file", 9), own, [LOST] if part == SECOND else [])


@pytest.mark.parametrize("parts", [(FIRST, SECOND), (SECOND, FIRST), (FIRST, SECOND, FIRST)])
def test_results_are_known_by_their_plan_and_the_number_and_digest_of_each_run_in_order_of_runs(
    parts: tuple[Part, ...], ledger: Ledger
) -> None:
    enter(ledger, *parts)
    known = b"".join(run.to_bytes(8, "little") + DIGESTS[run] for run in range(4))
    assert ledger.sha256("plan") == hashlib.sha256(b"cordiale study results 1 plan" + known).hexdigest()
    assert ledger.sha256("other plan") != ledger.sha256("plan")


def test_results_are_others_where_a_run_came_out_otherwise_or_the_same_came_of_another_run(ledger: Ledger) -> None:
    enter(ledger, FIRST)
    usual = ledger.sha256("plan")
    known = {usual}
    for digests in ({0: DIGESTS[0], 1: DIGESTS[3]}, {0: DIGESTS[1], 1: DIGESTS[0]}, {1: DIGESTS[1]}):
        ledger.enter(Entry(FIRST, "of a file", 9), digests, [Failed(0, "hung", "late")] if 0 not in digests else [])
        known.add(ledger.sha256("plan"))
    assert len(known) == 4
    enter(ledger, FIRST)
    assert ledger.sha256("plan") == usual


def test_a_part_is_entered_whole_instead_of_what_was_known_or_not_at_all(ledger: Ledger) -> None:
    enter(ledger, FIRST, SECOND)
    before = (ledger.entries(), ledger.counts(), ledger.failures(), ledger.sha256("plan"))
    with pytest.raises(StoreError):
        ledger.enter(Entry(SECOND, "of another", 7), {2: DIGESTS[0]}, [LOST, LOST])
    assert (ledger.entries(), ledger.counts(), ledger.failures(), ledger.sha256("plan")) == before
    ledger.enter(Entry(SECOND, "of another", 7), {2: DIGESTS[2], 3: DIGESTS[3], 4: DIGESTS[0]}, [])
    assert ledger.entries() == [Entry(FIRST, "of a file", 9), Entry(SECOND, "of another", 7)]
    assert (ledger.counts(), ledger.failures()) == ((5, 0), [])
    assert ledger.digests(SECOND) == {2: DIGESTS[2], 3: DIGESTS[3], 4: DIGESTS[0]}
    ledger.strike(FIRST)
    assert (ledger.counts(), ledger.digests(FIRST), len(ledger.entries())) == ((3, 0), {}, 1)
    ledger.check()


def test_what_is_known_of_a_part_are_its_own_runs_from_its_first_to_before_its_last(ledger: Ledger) -> None:
    enter(ledger, FIRST, SECOND)
    assert ledger.digests(Part(1, 3)) == {1: DIGESTS[1], 2: DIGESTS[2]}
    assert ledger.counts() == (4, 1)
    assert ledger.failures() == [LOST]


def test_whoever_looks_only_makes_no_ledger_and_writes_into_none(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path, writable=False)) as empty:
        assert (empty.counts(), empty.entries()) == ((0, 0), [])
    assert not (tmp_path / LEDGER).exists()
    (tmp_path / LEDGER).touch()
    with closing(Ledger(tmp_path, writable=False)) as blank:
        assert blank.counts() == (0, 0)
    assert (tmp_path / LEDGER).stat().st_size == 0
    with closing(Ledger(tmp_path)) as own:
        enter(own, FIRST)
    with closing(sqlite3.connect(tmp_path / LEDGER)) as there:
        assert there.execute("SELECT count(*) FROM runs").fetchone() == (2,)
