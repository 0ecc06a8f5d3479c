"""Hostile input for an hour: `python -m experiments.workshop.fuzz --minutes 60`.

Every door gets the same time, in turns, several at once in processes of their own. Inputs whose answers go new ways are
kept in the corpus and start the next hunt; finds are kept there under `found`, each with what was said. Exit code 5 if
there are any.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ...foundations.exits import NOT_VERIFIED
from .doors import DOORS
from .hunt import FOUND, Find, hunted, keep

TURN = 20.0  # seconds that a door gets at a time, at least
PATIENCE = 600.0  # seconds more that its process may take to start and to end


def main(words: Sequence[str] | None = None) -> int:
    """Hunt for the time that is asked for; say how many inputs each door got, and every find."""
    asked = _asked(words)
    begin, told = time.monotonic(), dict.fromkeys(asked.doors, 0)
    turn = max(TURN, asked.minutes * 60 * asked.workers / len(asked.doors) / max(1.0, asked.minutes / 10))
    with ThreadPoolExecutor(asked.workers) as hands:
        seed = asked.seed
        while seed == asked.seed or time.monotonic() - begin < asked.minutes * 60 - turn / 2:
            turns = [hands.submit(_turn, door, asked.corpus, seed, turn) for door in asked.doors]
            for door, done in zip(asked.doors, turns, strict=True):
                told[door] += done.result()
            seed += 1
    for door, tried in told.items():
        print(f"{door}: {tried:,} inputs")
    finds = sorted((asked.corpus / FOUND).glob("*.txt"))
    for find in finds:
        print(f"\n{find}\n{find.read_text(encoding='utf-8', errors='replace')}")
    print(f"{sum(told.values()):,} inputs in {(time.monotonic() - begin) / 60:.0f} minutes, {len(finds)} finds")
    return NOT_VERIFIED if finds else 0


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m experiments.workshop.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz"), help="folder of kept inputs and finds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--doors", nargs="+", choices=DOORS, default=list(DOORS), metavar="DOOR", help=", ".join(DOORS))
    asked = parser.parse_args(words)
    if asked.minutes <= 0 or asked.workers < 1:
        parser.error("minutes and workers are above 0")
    return asked


def _turn(door: str, corpus: Path, seed: int, seconds: float) -> int:
    """One door, in a process of its own, so that one that hangs or dies is a find too; how many inputs it got."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.hunt"])
    with tempfile.TemporaryDirectory() as folder:
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=hunted, args=(door, Path(folder), corpus, seed, seconds, sending))
        process.start()
        sending.close()
        process.join(seconds + PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        if process.exitcode == 0:
            return int(receiving.recv())
        last = Path(folder) / "there" / DOORS[door].file
        content = last.read_bytes() if last.is_file() else b""
        keep(corpus, Find(door, content, f"the process ended with {process.exitcode}"))
        return 0


if __name__ == "__main__":
    sys.exit(main())
