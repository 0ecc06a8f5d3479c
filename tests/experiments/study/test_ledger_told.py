"""What a ledger that does not add up is refused with names the part and the runs that it is about."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from cordiale.experiments.study.ledger import DamagedError, Entry, Failed, Ledger
from cordiale.experiments.study.planning import Part

DIGEST = bytes(32)


def entered(folder: Path, ended: dict[int, bytes], failures: tuple[Failed, ...] = ()) -> Ledger:
    """A ledger with a part of the runs 4 to 6."""
    ledger = Ledger(folder)
    ledger.enter(Entry(Part(4, 7), "abc", 10), ended, failures)
    return ledger


def test_runs_of_which_nothing_is_said_are_named_by_the_first_and_the_last_of_their_part(tmp_path: Path) -> None:
    with closing(entered(tmp_path, {4: DIGEST, 5: DIGEST})) as ledger, pytest.raises(DamagedError) as refused:
        ledger.check()
    assert str(refused.value).endswith("it does not say once what became of each of the runs 4 to 6")


def test_a_run_known_by_less_than_a_hash_is_named(tmp_path: Path) -> None:
    known = {4: DIGEST, 5: DIGEST[:8], 6: DIGEST}
    with closing(entered(tmp_path, known)) as ledger, pytest.raises(DamagedError, match="what run 5 is known by"):
        ledger.check()


def test_a_ledger_counts_what_is_done_and_what_failed_each_by_itself(tmp_path: Path) -> None:
    failed = (Failed(6, "hung", "too long"),)
    with closing(entered(tmp_path, {4: DIGEST, 5: DIGEST}, failed)) as ledger:
        ledger.check()
        assert ledger.counts() == (2, 1)
        assert [each.run for each in ledger.failures()] == [6]
        assert sorted(ledger.digests(Part(5, 7))) == [5]
        ledger.strike(Part(4, 7))
        assert (ledger.counts(), ledger.entries()) == ((0, 0), [])
