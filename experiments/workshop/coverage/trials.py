"""Studies of worlds whose truth is known, ranked as a real one is, and how often their intervals hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from ...comparison.measures import IDENTITY, REVENUE, Measure
from ...comparison.ranking import Ranking, rank_paradigms
from ...foundations.statistics import CONFIDENCE, Estimate
from .worlds import MEASURES, Sample, World

ENOUGH = 10  # replications from which on intervals of differences are promised to be right, and false claims rare
ENOUGH_FOR_LEVELS = 20  # a level keeps the skew of its measure, of which a difference of matched runs loses most
LOWEST, HIGHEST = 0.93, 0.97  # coverage that a nominal 95 % may have
FAMILY_WISE = 1 - CONFIDENCE
DOUBT = 0.01  # an error rate is too high where chance would give it less often than this
BATCH = 100  # studies that a worker does at a time; part of what the seed means
FALSE_CLAIM = "any false claim"
Key = tuple[str, str]  # what an interval is of: difference, relative difference or level; and of which measure


class Line(NamedTuple):
    """How often it happened, in so many studies, and whether that is as it should be."""

    world: str
    promised: bool
    replications: int
    what: str
    measure: str
    times: int
    of: int

    @property
    def share(self) -> float:
        return self.times / self.of

    @property
    def holds(self) -> bool:
        """Coverage between the bounds; for false claims, no more of them than chance would give at 5 %."""
        if self.what == FALSE_CLAIM:
            return bool(binomtest(self.times, self.of, FAMILY_WISE, alternative="greater").pvalue >= DOUBT)
        return LOWEST <= self.share <= HIGHEST


class Task(NamedTuple):
    """A batch of studies: which world, how many replications each, and where its luck comes from."""

    world: World
    replications: int
    studies: int
    seed: tuple[int, ...]


def results_table(sample: Sample, paradigms: Sequence[str]) -> pd.DataFrame:
    """What a comparison of one quarter would have left, with these values of the measures' columns."""
    replications = len(next(iter(sample.values())))
    identity = {
        "scenario": "known",
        "paradigm": np.repeat(np.array(paradigms, dtype=object), replications),
        "forces": "none",
        "replication": np.tile(np.arange(replications), len(paradigms)),
        "seed": 1,
        "quarter": 1,
    }
    assert tuple(identity) == IDENTITY
    return pd.DataFrame(identity | {column: values.ravel(order="F") for column, values in sample.items()})


def ranked(sample: Sample, paradigms: Sequence[str], measures: Sequence[Measure] = MEASURES) -> Ranking:
    """The study as `compare` has it."""
    return rank_paradigms(results_table(sample, paradigms), baseline=paradigms[0], measures=measures)[0]


def intervals_that_hold(world: World, ranking: Ranking) -> Iterator[Key]:
    """Which intervals about the second paradigm hold the truth."""
    truth, standing = world.truth(), ranking.standing(world.paradigms[1])
    for measure in MEASURES:
        base, other = truth[measure.column][:2]
        if holds(standing.differences[measure.name], other - base):
            yield "difference", measure.name
        if holds(standing.levels[measure.name], other):
            yield "level", measure.name
        if measure is REVENUE and standing.relative and holds(standing.relative, other / base - 1.0):
            yield "relative difference", measure.name


def holds(estimate: Estimate, truth: float) -> bool:
    """Whether the interval holds the truth, to the last digits of the arithmetic."""
    slack = 1e-9 * max(1.0, abs(truth))
    return bool(estimate.low - slack <= truth <= estimate.high + slack)


def claims_falsely(world: World, rng: np.random.Generator, replications: int) -> bool:
    """Whether a study of paradigms that do not differ tells any two of them apart by revenue."""
    sample = world.equals(rng, replications)
    names = [f"equal {number}" for number in range(sample[REVENUE.column].shape[1])]
    return any(pair.apart for pair in ranked(sample, names, measures=(REVENUE,)).pairs)


def carry_out(task: Task) -> Counter[Key]:
    """Do a batch of studies, of paradigms that differ and of equal ones; how often each thing happened."""
    rng, counted = np.random.default_rng(task.seed), Counter[Key]()
    for _ in range(task.studies):
        ranking = ranked(task.world.sample(rng, task.replications), task.world.paradigms)
        counted.update(intervals_that_hold(task.world, ranking))
        counted[FALSE_CLAIM, REVENUE.name] += claims_falsely(task.world, rng, task.replications)
    return counted


KEYS: tuple[Key, ...] = (
    *(("difference", measure.name) for measure in MEASURES),
    ("relative difference", REVENUE.name),
    *(("level", measure.name) for measure in MEASURES),
    (FALSE_CLAIM, REVENUE.name),
)


def tried(
    worlds: Sequence[World], sizes: Sequence[int], *, comparisons: int, seed: int = 1, processes: int = 2
) -> Iterator[list[Line]]:
    """For each world and number of replications, what so many studies showed; the same for any number of processes."""
    with ProcessPoolExecutor(processes) as crew:
        for number, world in enumerate(worlds):
            for size in sizes:
                sums = sum(crew.map(carry_out, tasks(world, number, size, comparisons, seed)), Counter[Key]())
                yield [
                    Line(
                        world.name,
                        is_promised(world, size, what),
                        size,
                        what,
                        measure,
                        sums[what, measure],
                        comparisons,
                    )
                    for what, measure in KEYS
                ]


def is_promised(world: World, replications: int, what: str) -> bool:
    """Whether intervals of this kind are to be right in studies of this size."""
    return world.promised and replications >= (ENOUGH_FOR_LEVELS if what == "level" else ENOUGH)


def tasks(world: World, number: int, size: int, comparisons: int, seed: int) -> list[Task]:
    """The studies in batches, each with luck of its own."""
    starts = range(0, comparisons, BATCH)
    return [Task(world, size, min(BATCH, comparisons - at), (seed, number, size, at)) for at in starts]
