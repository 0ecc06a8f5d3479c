"""The hunt: mutant after mutant through a door; what is neither taken nor refused in a line is a find.

An input whose answer takes a way that none took before joins the corpus, and mutants are made of it too.
"""

from __future__ import annotations

import hashlib
import math
import os
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from random import Random
from typing import NamedTuple

from ...commands.ending import exit_of
from ...foundations.exits import INTERNAL_ERROR
from .doors import DOORS
from .guarding import TooLongError, guarded
from .mutation import mutant

FOUND = "found"  # a folder of the corpus
LIMIT = 20.0  # seconds of this process's own time that a reader may take
SIGN_OF_LIFE = 10  # inputs


class Find(NamedTuple):
    """An input that is neither taken nor refused in a line: at which door, and what was said instead."""

    door: str
    content: bytes
    said: str

    @property
    def name(self) -> str:
        """What it is kept as."""
        return f"{self.door.replace(' ', '-').replace(chr(39), '')}-{hashlib.sha256(self.content).hexdigest()[:12]}"


class Hunt:
    """A hunt at one door, in a folder of its own; `corpus` holds a folder of kept inputs for each door."""

    def __init__(self, door: str, folder: Path, corpus: Path | None = None, *, seed: int = 1) -> None:
        self.name, self.door, self.folder = door, DOORS[door], folder / "there"
        self.random, self.ways, self.seen = Random(f"{seed} {door}"), set[str](), set[bytes]()
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if not self.door.spoils:
            self.folder.mkdir()
        self.seeds = list(self.door.furnish(self.folder))
        self.laid_out = self._others()
        self.corpus = corpus / door.replace(" ", "-").replace("'", "") if corpus is not None else None
        if self.corpus is not None and self.corpus.is_dir():
            self.seeds += [file.read_bytes() for file in sorted(self.corpus.iterdir())]
        self.tried = 0

    def first(self) -> Iterator[Find]:
        """The finds among what it starts from; the answers are ways that are known."""
        for seed in self.seeds:
            yield from self._answers(seed, range(len(self.door.readers)))

    def once(self) -> Iterator[Find]:
        """The find that one more mutant is, if it is one: of one reader, where reading may spoil the folder.

        A mutant that these readers have met before is none.
        """
        made = mutant(self.random.choice(self.seeds), self.random, self.seeds, self.door.words)
        known, readers = len(self.ways), range(len(self.door.readers))
        chosen = [self.random.choice(readers)] if self.door.spoils else readers
        met = hashlib.blake2b(made, digest_size=8, key=bytes(chosen)).digest()
        if met not in self.seen:
            self.seen.add(met)
            yield from self._answers(made, chosen)
        if len(self.ways) > known:
            self._keep(made)

    def _keep(self, content: bytes) -> None:
        self.seeds.append(content)
        if self.corpus is not None:
            self.corpus.mkdir(parents=True, exist_ok=True)
            (self.corpus / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)

    def _answers(self, content: bytes, readers: Iterable[int]) -> Iterator[Find]:
        """What is wrong with the answers of these readers to an input, once for each way of being wrong."""
        self.tried += 1
        for number in readers:
            way, said = self._answer(content, number)
            if way in self.ways:
                continue
            self.ways.add(way)
            if said:
                yield Find(self.name, content, said)

    def _answer(self, content: bytes, reader: int) -> tuple[str, str]:
        """The way that reading takes, and what is wrong with it, if anything."""
        if self.door.spoils and self._others() != self.laid_out:
            self.door.furnish(self.folder)
        (self.folder / self.door.file).write_bytes(content)
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            self.door.readers[reader](self.folder)
        except (Exception, TooLongError) as error:
            return f"{reader} {way_of(error)}", self._wrong_with(error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return f"{reader} taken", ""

    def _others(self) -> dict[str, bytes]:
        """What lies in the folder beside the file in question; an empty folder in it is b''."""
        return {
            path: Path(path).read_bytes() if name else b""
            for folder, _, files in os.walk(self.folder) for name in ("", *files)
            if (path := os.path.join(folder, name)) != str(self.folder / self.door.file)
        }  # fmt: skip

    def _wrong_with(self, error: BaseException) -> str:
        """What is wrong with an error as an answer to a user; nothing if it is a line that names the place."""
        code, said = exit_of(error)
        names = chain((self.folder.name, *self.door.places), (file.name for file in self.folder.rglob("*")))
        if isinstance(error, TooLongError):
            said = f"takes longer than {LIMIT:.0f} s"
        elif code != INTERNAL_ERROR and any(name in said for name in names):
            return ""
        elif code != INTERNAL_ERROR:
            said = f"does not name the place: {said!r}"
        return "\n".join([said, *traceback.format_exception(error)[-12:]])


def way_of(error: BaseException) -> str:
    """Where an error was raised, and on the way to what: files and lines, of its causes too."""
    steps = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    frames = [f"{os.path.basename(file)}:{line}" for file, line in steps[-6:]]
    below = error.__cause__
    return " ".join([type(error).__name__, *frames, *([way_of(below)] if below is not None else [])])


def hunt(
    one: Hunt, *, seconds: float = math.inf, inputs: float = math.inf, told: Callable[[int], object] = int
) -> Iterator[Find]:
    """The finds of some seconds or inputs, whichever is over first; how many inputs there were is `told` meanwhile."""
    begin = time.monotonic()
    with guarded() as alive:
        alive()
        yield from one.first()
        while time.monotonic() - begin < seconds and one.tried < inputs:
            if one.tried % SIGN_OF_LIFE == 0:
                alive()
                told(one.tried)
            yield from one.once()
        told(one.tried)


def hunted(door: str, folder: Path, corpus: Path, seed: int, seconds: float, tried: Synchronized[int]) -> None:
    """Hunt in a folder of its own, keep the finds in the corpus, and count the inputs."""
    tempfile.tempdir = str(folder)  # what is left behind goes with it
    for find in hunt(Hunt(door, folder, corpus, seed=seed), seconds=seconds, told=partial(setattr, tried, "value")):
        keep(corpus, find)


def keep(corpus: Path, find: Find) -> None:
    """Put a find into the corpus, and beside it what was said."""
    folder = corpus / FOUND
    folder.mkdir(parents=True, exist_ok=True)
    (folder / find.name).write_bytes(find.content)
    (folder / f"{find.name}.txt").write_text(f"{find.door}: {find.said}\n", encoding="utf-8", errors="backslashreplace")
