"""The parameter sets of a study: with `parameters = "ensemble"` replications live with the scenario's sets in turn.

Their order is drawn by the seed of luck. All points of one replication share a set, so that what is compared within a
replication stays matched. What the study itself varies or fixes, and what the scenario sets itself, stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection

from cordiale.simulation.scenario.ensemble import order_of, sets_for
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario

from .file import StudyError, StudyFile

Sets = tuple[tuple[int, dict[str, float]], ...]  # number and values by dotted name, in the order of replications


def sets_in(scenario: Scenario, study: StudyFile, *, settled: Collection[str], where: str) -> Sets:
    """The sets that replications live with in turn, without what is `settled`; none for the point.

    Raises StudyError for a set that the scenario cannot have.
    """
    try:
        kept = sets_for(scenario, study.parameters, seed=study.seed)
        sets = tuple((number, {name: each for name, each in values.items() if name not in settled})
                     for number, values in kept)  # fmt: skip
        for _, values in sets:
            scenario.with_values(dict(values))
    except ScenarioError as error:
        raise StudyError(f"{where}: parameters = {study.parameters!r}: {error}") from error
    return sets


def reordered(sets: Sets, *, seed: int) -> Sets:
    """The same sets in the order of another seed."""
    values = dict(sets)
    return tuple((number, values[number]) for number in order_of([*values], seed))
