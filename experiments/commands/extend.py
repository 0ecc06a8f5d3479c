"""`cordiale extend`: more replications or samples of a study, in its folder."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .ending import ends_well
from .resume import AsPlanned

Replications = Annotated[
    int | None, typer.Option(metavar="N", help="Matched replications of each point from now on; more than there are.")
]
Samples = Annotated[
    int | None,
    typer.Option(metavar="N", help="Samples of the design (Sobol, Morris) from now on; more than now."),
]
Runs = Annotated[
    int | None, typer.Option(metavar="N", help="The most runs of a study with `until` from now on; more than now.")
]


@ends_well
def command(
    directory: options.StudyFolder,
    replications: Replications = None,
    samples: Samples = None,
    runs: Runs = None,
    as_planned: AsPlanned = False,
    workers: options.Workers = None,
    executor: options.ExecutorKind = "",
    dask: options.Dask = None,
    deadline: options.Deadline = 600.0,
    memory: options.Memory = 2048,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """No run is lived twice; the hash is that of a study planned so large at once. `resume` goes on with it."""
    from ..foundations.talk import Talk
    from ..study.growing import extend
    from .resume import begun, crew, work

    talk, limits = Talk(quiet=quiet), options.limits(deadline, memory)
    begun(directory, as_planned=as_planned, talk=talk)
    with crew(executor, dask) as hands:
        larger = extend(directory, replications=replications, samples=samples, runs=runs)
        work(larger, directory, workers=workers, executor=hands, limits=limits, talk=talk, json=json)
