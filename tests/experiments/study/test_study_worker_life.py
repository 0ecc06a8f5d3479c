"""What a process of its own does for a study: it says that it is ready, lives what comes, and ends with its parent.

And the people of one's own that it lives with: each class in its own kind's place, each variable of its own seat.
"""

from __future__ import annotations

import signal
from multiprocessing import Pipe
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.study import apart
from cordiale.experiments.study.agents import UserAgents, UserClass, Variable
from cordiale.experiments.study.file import StudyError

SOURCE = "class Mine:\n    hue = 'red'\n\nclass Other:\n    hue = 'blue'\n"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a process does to itself, in order; nothing of it is done here."""
    heard: list[Any] = []
    monkeypatch.setattr(apart, "lift_limit", lambda: heard.append("limit lifted"))
    monkeypatch.setattr(apart, "limit_memory", lambda mebibytes: heard.append(("limited", mebibytes)))
    monkeypatch.setattr(apart, "warm_up", lambda **how: heard.append(("warm", how)))
    monkeypatch.setattr(apart.signal, "signal", lambda *how: heard.append(how))
    monkeypatch.setattr(apart, "_end_with_parent", lambda: None)

    class Bench:
        def __init__(self, orders: Any) -> None:
            self.orders = orders

        def live(self, run: int, settings: dict[str, Any]) -> Any:
            return (self.orders.name, run, settings)

    monkeypatch.setattr(apart, "Bench", Bench)
    return heard


@pytest.mark.parametrize("classes", [(), ("one",)])
def test_a_worker_is_ready_once_it_is_warm_and_answers_each_run_with_what_it_lived_until_nobody_sends_any(
    classes: tuple[str, ...], done: list[Any]
) -> None:
    ours, theirs = Pipe()
    orders: Any = SimpleNamespace(name="study", agents=SimpleNamespace(classes=classes), rules="rules")
    worker = Thread(target=apart.serve, args=(theirs, orders, 700), daemon=True)
    worker.start()
    with ours:
        assert ours.recv() == apart.READY
        assert done == [
            (signal.SIGINT, signal.SIG_IGN), "limit lifted", ("warm", {"mesa": bool(classes), "rules": "rules"}),
            ("limited", 700),
        ]  # fmt: skip
        for run in (7, 3):
            ours.send((run, {"paradigm": f"of {run}"}))
            assert ours.recv() == ("study", run, {"paradigm": f"of {run}"})
    worker.join(10.0)
    assert not worker.is_alive()


def test_a_worker_ends_when_its_parent_is_gone_and_one_without_a_parent_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(apart, "wait", lambda sentinels: heard.append(sentinels))
    monkeypatch.setattr(apart.os, "_exit", lambda code: heard.append(code))
    monkeypatch.setattr(apart.multiprocessing, "parent_process", lambda: None)
    apart._end_with_parent()
    assert heard == []
    monkeypatch.setattr(apart.multiprocessing, "parent_process", lambda: SimpleNamespace(sentinel=5))
    apart._end_with_parent()
    assert heard == [[5], 1]


def test_each_class_of_one_s_own_takes_the_place_of_the_kind_that_it_was_named_for() -> None:
    agents = UserAgents(
        (UserClass("leader", "Other", "own.py", SOURCE), UserClass("sales_rep", "Mine", "own.py", SOURCE)), ()
    )
    assert {kind: (each.__name__, each.hue) for kind, each in agents.load().items()} == {  # type: ignore[attr-defined]
        "leader": ("Other", "blue"), "sales_rep": ("Mine", "red"),
    }  # fmt: skip


def test_a_class_that_its_file_does_not_define_is_refused_by_both_names() -> None:
    with pytest.raises(StudyError, match=r"^own\.py defines no class Third$"):
        UserAgents((UserClass("leader", "Third", "own.py", SOURCE),), ()).load()


@pytest.mark.parametrize(("value", "kept"), [(2.5, 2.5), (3, 3.0), (True, 1.0), ("2.5", None), (None, None)])
def test_a_variable_is_the_number_that_the_person_of_its_own_seat_has_now(value: Any, kept: float | None) -> None:
    people = {"rep-1": SimpleNamespace(zeal=value, calm=9.0), "rep-2": SimpleNamespace(zeal=7.0)}
    model = SimpleNamespace(person=people.__getitem__)
    one = Variable("sales_rep", "zeal", "rep-1")
    if kept is None:
        with pytest.raises(TypeError, match=r"^sales_rep\.zeal of rep-1 = .* is not a number$"):
            one.of(model)
    else:
        assert one.of(model) == kept
    assert Variable("sales_rep", "zeal", "rep-2").of(model) == 7.0
