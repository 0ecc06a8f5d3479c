"""Progress and talk on standard error, where they disturb no result."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

PERIOD = 600.0  # seconds by whose pace the time that remains is judged: some things take a minute each


class Counter(Protocol):
    """To be told how many are done, and of how many if that has changed."""

    def __call__(self, done: int, of: int | None = None, /) -> None: ...


class Talk:
    """What a command says while it works; nothing if `quiet`."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, quiet=quiet, highlight=False, markup=False, emoji=False, soft_wrap=True)

    @property
    def watched(self) -> bool:
        """Whether somebody watches, so that a bar may move: at a terminal, or in a notebook that has ipywidgets."""
        notebook = self.console.is_jupyter and find_spec("ipywidgets") is not None
        return (self.console.is_terminal or notebook) and not self.console.quiet

    def say(self, text: str) -> None:
        self.console.print(text)

    @contextmanager
    def counting(self, what: str, total: int | None = None) -> Iterator[Counter]:
        """A bar that fills as its counter is told how many are done; none where nobody watches.

        What it is told first, which may include compiling the model and what an earlier command did, does not count for
        the time that remains.
        """
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(
            *columns, console=self.console, transient=True, disable=not self.watched, speed_estimate_period=PERIOD
        ) as bar:
            task = bar.add_task(what, total=total, start=False)

            def count(done: int, of: int | None = None, /) -> None:
                if not bar.tasks[0].started:
                    bar.start_task(task)
                bar.update(task, completed=done, total=of)

            yield count

    @contextmanager
    def working(self) -> Iterator[Callable[[str], None]]:
        """To be told what is being done: a line with a clock where somebody watches, otherwise a line for each."""
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True, disable=not self.watched) as shown:
            task = shown.add_task("")

            def now(text: str) -> None:
                if self.watched:
                    shown.update(task, description=text)
                else:
                    self.say(text)

            yield now

    @contextmanager
    def saying_after(self, seconds: float, text: str) -> Iterator[None]:
        """Say something if what is inside takes longer than that; nothing if there are no words."""
        if not text:
            yield
            return
        timer = threading.Timer(seconds, self.say, [text])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
