"""A dozen runs whose outcomes are known to the last bit: golden hashes, the same on every machine.

`python -m tests.support.golden` writes them anew, to `tests/simulation/golden.json`: after a change of results, which
`CHANGELOG.md` then tells. `python -m tests.support.golden NAME ...` prints those of some runs and writes nothing.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cordiale import load_scenario
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES
from tests.support.worlds import eventful, small

KEPT = Path(__file__).parents[1] / "simulation" / "golden.json"
BURNT_IN = {"company.burn_in": 2, "company.spread": 1}
ALARMED = {"leadership.response": "reorganise", "leadership.goal": "proportional", "perception.threshold": 1.0}
RIVALS = {"theory.trust": "beta", "theory.outcomes": "self-serving"}


class Golden(NamedTuple):
    """A run, by the company that lives it."""

    scenario: Scenario
    run: Run
    parameters: str = "point"

    def hash(self) -> str:
        """SHA-256 over its outcomes, quarter by quarter; what is missing has the same bits everywhere."""
        outcomes = execute(prepare(self.scenario, parameters=self.parameters, seed=self.run.seed), self.run)
        numbers = np.array([outcomes[name] for name in NAMES]).T
        return hashlib.sha256(np.where(np.isnan(numbers), np.nan, numbers).astype("<f8").tobytes()).hexdigest()


def runs() -> dict[str, Golden]:
    """Every paradigm and force, the scenarios, a switch, an ensemble, rival theories, goals; small where it can be."""
    usual, inbound = load_scenario(), load_scenario("smb-inbound")
    return {
        "siloed-tiny": Golden(small(), Run("siloed", "all", 0, 1, 2)),
        "proportional-tiny": Golden(eventful(BURNT_IN), Run("proportional", "all", 3, 7, 2, 2)),
        "status-quo": Golden(usual, Run("status-quo", "none", 0, 1, 4)),
        "proportional": Golden(usual, Run("proportional", "all", 1, 1, 6)),
        "switching": Golden(usual, Run("assimilated", "all", 2, 1, 6, 3)),
        "ensemble": Golden(usual, Run("sales-led", "technology", 3, 5, 4), "ensemble"),
        "marketing-led": Golden(inbound, Run("marketing-led", "technology+buyers", 0, 2, 5)),
        "drift": Golden(inbound, Run("drift", "all", 4, 2**32 - 1, 6)),
        "olist": Golden(load_scenario("olist"), Run("siloed", "buyers", 1, 3, 4)),
        "theories": Golden(eventful(BURNT_IN | RIVALS), Run("status-quo", "all", 0, 4, 6)),
        "eventful": Golden(eventful(), Run("assimilated", "all", 1, 6, 6)),
        "alarmed": Golden(small(BURNT_IN | ALARMED, reps=30, marketers=14), Run("siloed", "all", 2, 9, 6)),
    }


def main(names: list[str]) -> None:
    """Print the hashes of some runs, or write all."""
    known: dict[str, Any] = runs()
    hashes = {name: known[name].hash() for name in names or known}
    text = json.dumps(hashes, indent=2) + "\n"
    if names:
        print(text)
    else:
        KEPT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
