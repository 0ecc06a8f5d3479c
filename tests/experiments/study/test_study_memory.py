"""A process may ask for so much memory more, and for no more than it was allowed before."""

from __future__ import annotations

import pytest

from cordiale.experiments.study import memory

resource = pytest.importorskip("resource", reason="no limits on this system")
USED = 100 * memory.MIB
NEVER = resource.RLIM_INFINITY


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The limits of a process, soft and hard, the last ones in force."""
    kept = [(NEVER, NEVER)]
    monkeypatch.setattr(memory, "data_in_use", lambda: USED)
    monkeypatch.setattr(resource, "getrlimit", lambda _: kept[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, given: kept.append(given))
    return kept


@pytest.mark.parametrize(("allowed", "limit"), [
    (NEVER, USED + 50 * memory.MIB), (USED + 20 * memory.MIB, USED + 20 * memory.MIB), (2**40, USED + 50 * memory.MIB)
])  # fmt: skip
def test_a_process_gets_as_much_more_as_it_is_given_and_never_more_than_it_may_have(
    allowed: int, limit: int, limits: list[tuple[int, int]]
) -> None:
    limits.append((NEVER, allowed))
    with memory.limited(50):
        assert limits[-1] == (limit, allowed)
    assert limits[-1] == (NEVER, allowed)


def test_a_process_whose_parent_left_it_little_may_ask_for_all_that_is_allowed(limits: list[tuple[int, int]]) -> None:
    limits.append((USED, 2**40))
    memory.lift_limit()
    assert limits[-1] == (2**40, 2**40)


def test_where_use_is_unknown_nothing_is_limited(
    limits: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "data_in_use", lambda: None)
    memory.limit_memory(1)
    memory.lift_limit()
    with memory.limited(1):
        assert limits == [(NEVER, NEVER)]
