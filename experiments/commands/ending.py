"""How a command ends: its exit code, and the line that says why."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import typer

from cordiale.simulation.scenario.faults import ScenarioError

from ..foundations.errors import InterruptError, UsersError, WorkFailedError
from ..foundations.exits import INTERNAL_ERROR, INTERRUPTED, INVALID, READER_GONE, RUNS_FAILED

NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC))  # of standard output

P = ParamSpec("P")
R = TypeVar("R")


class Errors:
    """What the user wants to see of errors: with `debug` the traceback, otherwise a line."""

    debug = False


def ends_well(body: Callable[P, R]) -> Callable[P, R]:
    """A command of which any error becomes a line on standard error and an exit code."""

    @wraps(body)
    def command(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return body(*args, **kwargs)
        except (typer.Exit, typer.BadParameter):
            raise
        except BrokenPipeError:
            leave_unread()
        except (Exception, KeyboardInterrupt) as error:
            if Errors.debug and not isinstance(error, KeyboardInterrupt):
                raise
            code, message = exit_of(error)
            print(f"cordiale: {message}", file=sys.stderr)
            raise typer.Exit(code) from None

    return command


def leave_unread() -> NoReturn:
    """End without a word where whoever read the output has gone."""
    os._exit(READER_GONE)


def exit_of(error: BaseException) -> tuple[int, str]:
    """The exit code of an error, and what to say about it."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED, f"interrupted: {error}" if isinstance(error, InterruptError) else "interrupted"
    if isinstance(error, (UsersError, ScenarioError)):
        return INVALID, str(error)
    if isinstance(error, WorkFailedError):
        return RUNS_FAILED, str(error)
    if isinstance(error, OSError) and error.filename and error.strerror:
        return INVALID, f"{error.filename}: {error.strerror}"
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return INVALID, f"what is said cannot be written: {error.strerror}"
    reason = "out of memory" if isinstance(error, MemoryError) else one_line(error)
    return INTERNAL_ERROR, f"internal error: {reason} (`cordiale --debug ...` shows where)"


def one_line(error: BaseException) -> str:
    """An error as one line.

    >>> one_line(ZeroDivisionError("division by zero"))
    'ZeroDivisionError: division by zero'
    """
    return ": ".join([type(error).__name__, *str(error).splitlines()[:1]])
