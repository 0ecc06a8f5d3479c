"""How the ranking of paradigms changes from the point to the ensemble: `python -m experiments.calibration.over_sets`.

*Question*: how much of a ranking depends on what the calibration could not identify?
*Design*: the default company, all paradigms, with the point fit and with the ensemble, on the same luck; as many
replications for each parameter set. It comes after the calibration and changes nothing in it.
*Measure*: revenue against the status quo, paired; how often each paradigm comes first over parameter sets; which
parameters the advantage of the point's first hangs on, by rank correlation over sets.
*Expectation* (before the first run): intervals grow by a half or more, the order of the first two stays in most sets.
*Finding*: in `CALIBRATION.md`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordiale.simulation.runs.run import plan
from cordiale.simulation.scenario.ensemble import kept_sets
from cordiale.simulation.scenario.files import load_scenario

from ..comparison.compare import carry_out
from ..comparison.measures import REVENUE, matched_runs
from ..comparison.ranking import Ranking, first_places, rank_paradigms
from ..foundations.atomic import write_text
from ..foundations.plain import to_json
from ..foundations.talk import Talk
from .kept import FOLDER, RANKING
from .told import chance

if TYPE_CHECKING:
    import pandas as pd

WORLDS = ("none", "all")
EACH = 2  # replications of each parameter set
QUARTERS = 12
SEED = 1
COMMAND = "python -m experiments.calibration.over_sets"
TOLD = 5  # parameters named, of those that an advantage hangs on


def changed_ranking(*, each: int = EACH, quarters: int = QUARTERS, talk: Talk | None) -> dict[str, Any]:
    """The ranking with the point and with the ensemble, as JSON-like values."""
    scenario, replications = load_scenario("status-quo"), each * len(kept_sets())
    runs = plan(scenario, paradigms=None, forces=WORLDS, replications=replications, quarters=quarters, seed=SEED)
    frames = {choice: carry_out(scenario, runs, parameters=choice, talk=talk).frame for choice in ("point", "ensemble")}
    rankings = {choice: rank_paradigms(frame) for choice, frame in frames.items()}
    return {
        "command": COMMAND,
        "replications": replications,
        "quarters": quarters,
        "seed": SEED,
        "sets": len(kept_sets()),
        "forces": {
            forces: _under(forces, point, ensemble, frames["ensemble"])
            for forces, point, ensemble in zip(WORLDS, rankings["point"], rankings["ensemble"], strict=True)
        },
    }


def _under(forces: str, point: Ranking, ensemble: Ranking, frame: pd.DataFrame) -> dict[str, Any]:
    advantage = by_set(frame, forces)
    return {
        "point": _standings(point),
        "ensemble": _standings(ensemble),
        "point_tied_with_best": list(point.tied_with_best),
        "ensemble_tied_with_best": list(ensemble.tied_with_best),
        "first_places": first_places(frame, forces),
        "best": point.best.paradigm,
        "second": point.standings[1].paradigm,
        "hangs_on": hangs_on(advantage[point.best.paradigm] - advantage[point.standings[1].paradigm]),
        "by_set": {name: advantage[name].round(4).tolist() for name in advantage},
    }


def _standings(ranking: Ranking) -> dict[str, dict[str, Any]]:
    """Rank and relative difference to the status quo, by paradigm, best first."""
    return {
        standing.paradigm: {"rank": standing.rank, "relative": standing.relative and standing.relative.to_dict()}
        for standing in ranking.standings
    }


def by_set(frame: pd.DataFrame, forces: str) -> pd.DataFrame:
    """How much more than the status quo each paradigm earns with each parameter set, as a share; rows by set number."""
    means = matched_runs(frame, REVENUE, forces)
    return means.div(means["status-quo"], axis=0).sub(1.0)


def hangs_on(advantage: pd.Series) -> list[dict[str, Any]]:
    """The parameters with which an advantage goes up and down over sets, by more than chance; the strongest first."""
    from scipy.stats import spearmanr  # late: SciPy takes its time

    sets = kept_sets()
    names = list(next(iter(sets.values())))
    found = {name: float(spearmanr([sets[n][name] for n in advantage.index], advantage)[0]) for name in names}
    least = chance(len(advantage), len(names))
    told = sorted((name for name in names if abs(found[name]) > least), key=lambda name: -abs(found[name]))
    return [{"parameter": name, "correlation": found[name]} for name in told[:TOLD]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the change and keep it beside the calibration."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=FOLDER / RANKING, help="file to write (default: in place)")
    given = parser.parse_args(arguments)
    write_text(given.out, to_json(changed_ranking(talk=Talk())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
