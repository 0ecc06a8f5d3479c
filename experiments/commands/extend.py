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


@ends_well
def command(
    directory: options.StudyFolder,
    replications: Replications = None,
    samples: Samples = None,
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
    from ..study.frozen import dig_out
    from ..study.growing import extend
    from ..study.sameness import check_scenario_file, version_differences
    from .resume import crew, work

    plan, frozen = dig_out(directory)
    talk, limits = Talk(quiet=quiet), options.limits(deadline, memory)
    if not as_planned:
        check_scenario_file(frozen, plan, directory)
    for difference in version_differences(frozen):
        talk.say(f"note: {difference}; `cordiale verify` tells whether that changes a result")
    with crew(executor, dask) as hands:
        larger = extend(directory, replications=replications, samples=samples)
        work(
            larger, directory, workers=workers, executor=hands, limits=limits, talk=talk, json=json
        )  # fmt: skip
