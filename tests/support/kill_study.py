"""Kill studies, over and over, and see whether they end with the results of an undisturbed one.

    python -m tests.support.kill_study --kills 200

A study of a tiny company is begun in a process that is killed: at a random time, before or after a random one of its
writes (a write to a file, half of a write, a flush, a rename, a removal, a statement of the ledger), or its worker
processes are. It is resumed, and killed again, until it once gets through. Then its content hash has to be that of an
undisturbed serial study, and its files have to hold. Every process is a fork of one that has compiled the model.
"""

from __future__ import annotations

import argparse
import builtins
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cordiale.experiments.study.apart import Apart
from cordiale.experiments.study.carrying_out import carry_out
from cordiale.experiments.study.file import checked
from cordiale.experiments.study.planning import Plan, plan
from cordiale.experiments.study.progress import status
from cordiale.experiments.study.verification import verify
from cordiale.experiments.study.warm import warm_up

SCENARIO = """
schema = 1
name = "tiny"
[company]
reps = 2
marketers = 2
executives = 1
burn_in = 0
"""
WAYS = {"time": 8, "write": 10, "half": 4, "worker": 1}  # how processes are killed, and how often of all
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # flushing is slow elsewhere, and a kill needs none


def tiny_plan(folder: Path, *, runs: int = 16, part_size: int = 2) -> Plan:
    """A study of a tiny company over a quarter, in parts of a few runs."""
    scenario = folder / "tiny.toml"
    scenario.write_text(SCENARIO)
    factors = {
        "paradigm": ["siloed", "proportional"],
        "leadership.strength": {"low": 0, "high": 1, "levels": runs // 4},
    }
    document = {"schema": 1, "scenario": str(scenario), "replications": 2, "quarters": 1, "factors": factors}
    return plan(checked(document, "tiny"))._replace(part_size=part_size)


class Killer:
    """Kills this process before or after the n-th of its writes, or in the middle of one."""

    def __init__(self, at: int, *, half: bool = False) -> None:
        self.at, self.half, self.count = abs(at), half, 0
        self.after = at < 0

    def around(self, write: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.count += 1
            if self.count == self.at and not self.after:
                die()
            result = write(*given, **named)
            if self.count == self.at and self.after:
                die()
            return result

        return counted

    def watch(self) -> None:
        """Count every write from now on. Only for a process that is to die."""
        for name in ("fsync", "replace", "unlink"):
            setattr(os, name, self.around(getattr(os, name)))
        opened, killer = builtins.open, self

        def watched(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
            stream = opened(file, mode, *given, **named)
            return Halved(stream, killer) if "x" in mode else stream

        builtins.open = watched

        class Connection(sqlite3.Connection):
            execute = self.around(sqlite3.Connection.execute)
            executemany = self.around(sqlite3.Connection.executemany)

        connect = sqlite3.connect
        sqlite3.connect = lambda *given, **named: connect(*given, factory=Connection, **named)


class Halved:
    """A file of which a write may be the last, half done."""

    def __init__(self, stream: Any, killer: Killer) -> None:
        self.stream, self.killer = stream, killer

    def __enter__(self) -> Halved:
        return self

    def __exit__(self, *given: Any) -> None:
        self.stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, content: bytes) -> None:
        self.killer.count += 1
        if self.killer.half and self.killer.count >= self.killer.at:
            self.stream.write(content[: len(content) // 2])
            self.stream.flush()
            die()
        self.stream.write(content)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def in_child(work: Callable[[], None], *, kill_after: float | None = None) -> bool:
    """Do some work in a forked process, which may be killed; whether it got through. Raises if it failed otherwise."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, code = os.waitpid(child, 0)
    if os.WIFEXITED(code) and os.WEXITSTATUS(code) != 0:
        raise AssertionError("a study failed that should have gone on")
    return os.WIFEXITED(code)


def count_writes(made: Plan, folder: Path) -> tuple[int, float]:
    """How many writes an undisturbed study makes, and how long it takes in seconds."""
    told = folder / "writes"

    def work() -> None:
        killer = Killer(0)
        killer.watch()
        begin = time.monotonic()
        carry_out(made, folder / "counted", workers=2)
        told.write_text(json.dumps([killer.count, time.monotonic() - begin]))

    assert in_child(work)
    count, seconds = json.loads(told.read_text())
    return count, seconds


def kill_workers(luck: random.Random, span: float, deaths: Path) -> None:
    """Kill a few of the worker processes that this process starts, at random times; note each as a file."""
    begun: list[int] = []
    start = Apart._start

    def noted(self: Apart) -> None:
        start(self)
        begun.append(self._process.pid)

    def strike() -> None:
        for number in range(3):
            while len(begun) <= number:
                time.sleep(0.005)
            time.sleep(luck.uniform(0, span))
            try:
                os.kill(begun[-1], signal.SIGKILL)
                (deaths / f"{os.getpid()}-{number}").touch()
            except ProcessLookupError:
                pass

    Apart._start = noted
    threading.Thread(target=strike, daemon=True).start()


def kill_study(
    made: Plan, folder: Path, luck: random.Random, *, ways: tuple[str, ...], writes: int, seconds: float
) -> Counter[str]:
    """Kill and resume one study until it gets through; how often it was killed in which way."""
    kills: Counter[str] = Counter()
    deaths = folder.with_name(f"{folder.name}-deaths")
    deaths.mkdir()
    while True:
        way = luck.choices(ways, [WAYS[each] for each in ways])[0]
        at, seed = luck.randint(1, writes // 2) * luck.choice((1, -1)), luck.random()

        def work(way: str = way, at: int = at, seed: float = seed) -> None:
            if way in ("write", "half"):
                Killer(at, half=way == "half").watch()
            if way == "worker":
                kill_workers(random.Random(seed), seconds / 3, deaths)
            carry_out(made, folder, workers=2, executor="processes" if way == "worker" else "threads")

        got_through = in_child(work, kill_after=luck.uniform(0, 0.8 * seconds) if way == "time" else None)
        if "worker" in ways:
            kills["worker"] = len(list(deaths.iterdir()))
        if got_through:
            return kills
        kills[way] += 1


def campaign(kills: int, seed: int = 1, ways: tuple[str, ...] = tuple(WAYS)) -> dict[str, Any]:
    """Kill studies until there were so many kills; what was found."""
    warm_up()
    luck, total, hashes = random.Random(seed), Counter(dict.fromkeys(ways, 0)), Counter[str]()
    with tempfile.TemporaryDirectory(dir=MEMORY) as root:
        folder = Path(root)
        made = tiny_plan(folder)
        assert in_child(lambda: void(carry_out(made, folder / "serial", workers=1)))
        writes, seconds = count_writes(made, folder)
        serial, studies = status(folder / "serial").sha256, 0
        while sum(total.values()) < kills:
            target = folder / f"study-{studies}"
            total += kill_study(made, target, luck, ways=ways, writes=writes, seconds=seconds)
            hashes[status(target).sha256] += 1
            assert verify(target, runs=0).holds
            shutil.rmtree(target)
            studies += 1
    return {
        "kills": sum(total.values()), "by": dict(total), "studies": studies, "writes": writes,
        "serial_sha256": serial, "hashes": dict(hashes), "same": set(hashes) == {serial},
    }  # fmt: skip


def void(_: object) -> None: ...


def main() -> None:
    """Kill, and print what was found; exit code 5 if a study ended with other results."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.kill_study", description=__doc__.split("\n\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", default=",".join(WAYS), help="of %(default)s")
    given = parser.parse_args()
    found = campaign(given.kills, given.seed, tuple(given.ways.split(",")))
    print(json.dumps(found, indent=2))
    sys.exit(0 if found["same"] else 5)


if __name__ == "__main__":
    main()
