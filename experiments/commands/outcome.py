"""How a command ends: its exit code, and the line that says why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer

from experiments.cli import INTERRUPTED

INTERNAL_ERROR, INVALID, RUNS_FAILED, NOT_VERIFIED = 1, 3, 4, 5

P = ParamSpec("P")
R = TypeVar("R")


class Outcome:
    """What the user wants to see of errors: with `debug` the traceback, otherwise a line."""

    debug = False


class UsersError(ValueError):
    """Something asked for that cannot be: the message says what was given and what is allowed."""


def ends_well(body: Callable[P, R]) -> Callable[P, R]:
    """A command of which any error becomes a line on standard error and an exit code."""

    @wraps(body)
    def command(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return body(*args, **kwargs)
        except (typer.Exit, typer.BadParameter, BrokenPipeError):
            raise
        except (Exception, KeyboardInterrupt) as error:
            if Outcome.debug and not isinstance(error, KeyboardInterrupt):
                raise
            code, message = verdict(error)
            print(f"cordiale: {message}", file=sys.stderr)
            raise typer.Exit(code) from None

    return command


def verdict(error: BaseException) -> tuple[int, str]:
    """The exit code of an error, and what to say about it."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED, f"interrupted{f': {error}' if str(error) else ''}"
    if is_users(error):
        return INVALID, str(error)
    if {"RunsFailedError", "ExecutorError"} & {kind.__name__ for kind in type(error).__mro__}:
        return RUNS_FAILED, str(error)
    reason = "out of memory" if isinstance(error, MemoryError) else one_line(error)
    return INTERNAL_ERROR, f"internal error: {reason} (`cordiale --debug ...` shows where)"


def is_users(error: BaseException) -> bool:
    """Whether an error is about what the user gave: options, a scenario, an export, a folder."""
    from experiments.atomic import StoreError
    from experiments.crm.errors import DataError
    from simulation.scenario import ScenarioError

    return isinstance(error, (UsersError, ScenarioError, DataError, StoreError))


def one_line(error: BaseException) -> str:
    """An error as one line.

    >>> one_line(ZeroDivisionError("division by zero"))
    'ZeroDivisionError: division by zero'
    """
    return ": ".join([type(error).__name__, *str(error).splitlines()[:1]])
