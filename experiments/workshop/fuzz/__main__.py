"""Hostile input for an hour: `python -m experiments.workshop.fuzz --minutes 60`.

Every door gets the same time, several at once in processes of their own: what is read quickly gets most inputs. Inputs
whose answers go new ways are kept in the corpus and start the next hunt; finds are kept there under `found`, each with
what was said. Exit code 5 if there are any.
"""

from __future__ import annotations

import argparse
import math
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

IN_MEMORY = Path("/dev/shm")  # where files are written without a disk, if there is such a place
PATIENCE = 600.0  # seconds more that its process may take to start and to end


def main(words: Sequence[str] | None = None) -> int:
    """Hunt for the time that is asked for; say how many inputs each door got, and every find."""
    asked, begin = _asked(words), time.monotonic()
    seconds = asked.minutes * 60 / math.ceil(len(asked.doors) / asked.workers)
    with ThreadPoolExecutor(asked.workers) as hands:
        tried = list(hands.map(lambda door: hunt_at(door, asked.corpus, asked.seed, seconds), asked.doors))
    for door, inputs in zip(asked.doors, tried, strict=True):
        print(f"{door}: {inputs:,} inputs")
    finds = sorted((asked.corpus / FOUND).glob("*.txt"))
    for find in finds:
        print(f"\n{find}\n{find.read_text(encoding='utf-8', errors='replace')}")
    print(f"{sum(tried):,} inputs in {(time.monotonic() - begin) / 60:.0f} minutes, {len(finds)} finds")
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


def hunt_at(door: str, corpus: Path, seed: int, seconds: float) -> int:
    """Hunt at one door; how many inputs it got. Where the process hangs or dies, which is a find, another goes on."""
    end, tried = time.monotonic() + seconds, 0
    while (left := end - time.monotonic()) > 0:
        got, well = in_a_process(door, corpus, seed, left)
        tried, seed = tried + got, seed + 1
        if well or not got:
            break
    return tried


def in_a_process(door: str, corpus: Path, seed: int, seconds: float) -> tuple[int, bool]:
    """How many inputs a door got, and whether the process that it got them in ended well."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.hunt"])
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None) as folder:
        tried = context.Value("L", 0)
        process = context.Process(target=hunted, args=(door, Path(folder), corpus, seed, seconds, tried))
        process.start()
        process.join(seconds + PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        if process.exitcode:
            last = Path(folder) / "there" / DOORS[door].file
            content = last.read_bytes() if last.is_file() else b""
            keep(corpus, Find(door, content, f"the process ended with {process.exitcode}"))
        return tried.value, process.exitcode == 0


if __name__ == "__main__":
    sys.exit(main())
