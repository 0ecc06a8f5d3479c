"""`cordiale resume`: go on with a study, whatever ended it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.errors import InterruptError
from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..foundations.talk import Talk
    from ..study.crews import Limits
    from ..study.pilot import Forecast
    from ..study.planning import Plan

AsPlanned = Annotated[
    bool, typer.Option("--as-planned", help="Go on with the scenario as it was planned, though its file has changed.")
]
Failed = Annotated[bool, typer.Option("--failed", help="Run those that failed once more.")]


@ends_well
def command(
    directory: options.StudyFolder,
    failed: Failed = False,
    as_planned: AsPlanned = False,
    workers: options.Workers = None,
    executor: options.ExecutorKind = "",
    dask: options.Dask = None,
    deadline: options.Deadline = 600.0,
    memory: options.Memory = 2048,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """The results are those of a study that nothing disturbed. Damaged parts are set aside and run again."""
    from ..foundations.talk import Talk

    talk = Talk(quiet=quiet)
    plan = begun(directory, as_planned=as_planned, talk=talk)
    with crew(executor, dask) as hands:
        work(
            plan, directory, workers=workers, executor=hands, limits=options.limits(deadline, memory), talk=talk,
            json=json, again=failed,
        )  # fmt: skip


def begun(directory: Path, *, as_planned: bool, talk: Talk) -> Plan:
    """The study in a folder, to go on with; what is newer than when it was begun is said.

    Raises StudyError where there is none, or where its scenario's file has changed (unless `as_planned`).
    """
    from ..study.frozen import dig_out
    from ..study.sameness import check_scenario_file, version_differences

    plan, frozen = dig_out(directory)
    if not as_planned:
        check_scenario_file(frozen, plan, directory)
    for difference in version_differences(frozen):
        talk.say(f"note: {difference}; `cordiale verify` tells whether that changes a result")
    return plan


@contextmanager
def crew(executor: str, dask: str | None) -> Iterator[str | Executor]:
    """What a study is handed to: a kind of executor by its name, or a Dask cluster by its address."""
    if dask is None:
        yield executor
        return
    from ..study.cluster import dask_executor

    with dask_executor(dask) as hands:
        yield hands


def work(
    plan: Plan,
    directory: Path,
    *,
    workers: int | None,
    executor: str | Executor,
    limits: Limits,
    talk: Talk,
    json: bool,
    again: bool = False,
    foretell: Callable[[Forecast], None] | None = None,
) -> None:
    """Carry a study out, and say how it ended; whatever stops it, say how to go on."""
    from ..foundations.atomic import StoreError
    from ..foundations.claiming import BusyError
    from ..study.carrying_out import carry_out
    from ..study.complaint import complain
    from ..study.flow import ExecutorError
    from ..study.folder import is_study
    from .status import to_dict
    from .status import words as state_words

    go_on = f"go on with: cordiale resume {shlex.quote(str(directory))}"
    try:
        state = carry_out(
            plan, directory, workers=workers, executor=executor, limits=limits, again=again, talk=talk,
            foretell=foretell,
        )  # fmt: skip
    except KeyboardInterrupt:
        kept = f"what is done is kept; {go_on}" if is_study(directory) else "nothing was begun"
        raise InterruptError(kept) from None
    except BusyError:
        raise
    except (StoreError, ExecutorError) as error:
        raise type(error)(f"{error}\n{go_on}" if is_study(directory) else str(error)) from error
    if json:
        print_json(to_dict(state))
    else:
        typer.echo(f"{state_words(state)}\nResults in {directory}\ncontent SHA-256 {state.sha256}")
    complain(state.failures, of=state.planned, directory=directory)
