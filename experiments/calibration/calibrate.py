"""Calibrate the status quo, once and in the open: `python -m experiments.calibration`.

*Question*: which values of a declared handful of parameters make the status quo show what is known of companies
today, and which other values would do as well?
*Design*: only the paradigm `status-quo` is simulated, under today's forces, for a year; the five deliberate paradigms
and drift are no part of it. Targets stand in `calibration/targets.py`, parameters and their priors in
`calibration/uncertain.py`. The point moves the levers alone; the ensemble moves everything uncertain, and keeps the
sets that meet every target again on fresh luck.
*Measure*: each target on fresh luck, against its tolerance.
*Expectation* (before the first run): all targets can be met at once; the ensemble narrows the levers to a third of
their priors and leaves nearly everything else as it was.
*Finding*: in `CALIBRATION.md`, written by `python -m experiments.calibration.document`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from cordiale.simulation.scenario.faults import ScenarioError

from ..foundations.manifest import source_sha256, versions
from ..foundations.statistics import mean_interval
from ..foundations.talk import Talk
from . import kept as record
from .point import fit_point
from .posterior import keep_good, smooth, values_of
from .status_quo import Observatory
from .targets import TARGETS
from .uncertain import UNCERTAIN

FRESH = 1000  # added to the seed: luck that no fit has seen
WANTED, FEWEST = 64, 50  # sets kept


class Effort(NamedTuple):
    """How much is simulated: replications in a fit, ensembles, generations, replications of a check on fresh luck."""

    replications: int
    point_sets: int
    generations: int
    sets: int
    set_replications: int
    check: int
    wanted: int = WANTED


FULL = Effort(replications=96, point_sets=40, generations=6, sets=400, set_replications=16, check=96)
QUICK = Effort(replications=2, point_sets=16, generations=1, sets=24, set_replications=2, check=4, wanted=8)
CHECKS = 5  # the point is checked on as many times the luck of a set


class Calibration(NamedTuple):
    """What was found, and on what grounds."""

    point: dict[str, float]
    met: dict[str, dict[str, Any]]
    sets: list[dict[str, float]]
    figures: list[dict[str, float]]
    tried: int
    passed: int


def calibrate(observatory: Observatory, effort: Effort, *, seed: int, talk: Talk | None) -> Calibration:
    """Fit the point and the ensemble; the same for the same seed and effort, whatever the number of workers."""
    talk = talk or Talk(quiet=True)
    talk.say("fitting the point")
    point = fit_point(
        observatory, seed=seed, replications=effort.replications, count=effort.point_sets,
        generations=effort.generations,
    )  # fmt: skip
    met = checked(observatory, point, replications=CHECKS * effort.check, seed=seed + FRESH)
    talk.say("moving the ensemble")
    scores = smooth(observatory, UNCERTAIN, count=effort.sets, replications=effort.set_replications, seed=seed)
    tried = values_of(scores, UNCERTAIN)
    talk.say("checking each set on fresh luck")
    good, figures = keep_good(observatory, tried, replications=effort.check, seed=seed + FRESH)
    kept = good[: effort.wanted]
    return Calibration(
        point, met, [tried[place] for place in kept], [figures[place] for place in kept], len(tried), len(good)
    )


def checked(
    observatory: Observatory, point: dict[str, float], *, replications: int, seed: int
) -> dict[str, dict[str, Any]]:
    """Each target's figure at the point on fresh luck, with its 95 % interval, and whether it is within tolerance."""
    seen = observatory.observe_each(point, replications=replications, seed=seed)
    rows = {}
    for name, target in TARGETS.items():
        figure = mean_interval([one[name] for one in seen])
        rows[name] = {**target._asdict(), "figure": figure.to_dict(), "met": target.is_met(figure.mean)}
    return rows


def described(found: Calibration, observatory: Observatory, effort: Effort, *, seed: int) -> dict[str, Any]:
    """How the calibration came about: everything needed to run it again and to see what it was made of."""
    return {
        "format": "cordiale calibration 1",
        "command": f"{record.COMMAND} --seed {seed}",
        "seed": seed,
        "effort": effort._asdict(),
        "model_sha256": source_sha256("cordiale.simulation"),
        "versions": versions(record.PACKAGES),
        "runs": dict(observatory.runs),
        "priors": [each._asdict() for each in UNCERTAIN],
        "point": found.met,
        "sets": {"tried": found.tried, "met_every_target": found.passed, "kept": len(found.sets)},
    }


def main(arguments: list[str] | None = None) -> int:
    """Calibrate, write the results, say how well targets are met. 5 if a target is missed or too few sets are kept."""
    parser = argparse.ArgumentParser(prog=record.COMMAND, description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1, help="seed of all luck (default 1)")
    parser.add_argument("--workers", type=int, help="parameter sets at a time; changes no result")
    parser.add_argument("--quick", action="store_true", help="a small trial that meets nothing: needs --out")
    parser.add_argument("--out", type=Path, default=record.FOLDER, help="folder for the results (default: in place)")
    given = parser.parse_args(arguments)
    if given.quick and given.out == record.FOLDER:
        parser.error("--quick would replace the calibration by a trial: give --out DIR")
    if (given.workers is not None and given.workers < 1) or not 0 <= given.seed < 2**31:
        parser.error("--workers is at least 1, --seed in [0, 2147483647]")
    effort, begun = QUICK if given.quick else FULL, time.perf_counter()
    observatory, talk = Observatory(workers=given.workers), Talk()
    found = calibrate(observatory, effort, seed=given.seed, talk=talk)
    missed = [name for name, row in found.met.items() if not row["met"]]
    for name, row in found.met.items():
        print(f"{name}: {row['figure']['mean']:.3f}, target {row['value']:g} ± {row['tolerance']:g}")
    print(f"{found.passed} of {found.tried} sets meet every target; {len(found.sets)} kept")
    if not given.quick and (missed or len(found.sets) < FEWEST):
        print(f"nothing written: missed {', '.join(missed) or 'no target'}, {len(found.sets)} sets", file=sys.stderr)
        return 5
    whole = record.StoredCalibration(
        found.point, found.sets, found.figures, described(found, observatory, effort, seed=given.seed)
    )
    record.write(whole, given.out)
    talk.say(f"{sum(observatory.runs.values()):,} runs, {time.perf_counter() - begun:.0f} s; results in {given.out}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ScenarioError as error:
        sys.exit(str(error))
