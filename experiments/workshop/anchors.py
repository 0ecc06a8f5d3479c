"""How strong leadership settles disputes over credit: measured once, and kept as the anchors of its scale.

    python -m experiments.workshop.anchors

*Question*: what does a strength of leadership of 0.2, 0.5 or 0.8 look like to those who wait for a decision?
*Design*: the shipped status quo as it lives today, all forces, companies alike but for their luck (`company.spread` 0),
20 replications of 8 quarters for each strength. *Measure*: of the disputes raised at least a month before the end, the
share that is settled fairly within 4 weeks: not given up, and not by letting a false claim stand.
*Expectation*: it rises with strength. *Finding* (2026-11-26): from none of them to five in six, most of it early on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.recorded import execute_recorded
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.words import WEEKS_PER_QUARTER, Matter, Verdict

from ..foundations.atomic import write_text
from ..foundations.plain import to_json

KEPT = Path(__file__).parent.parent / "plain_words" / "anchors.json"
STRENGTHS = (0.0, 0.2, 0.5, 0.8, 1.0)
MONTH = 4  # weeks
REPLICATIONS, QUARTERS, SEED = 20, 8, 1


def disputes(strength: float, replications: int = REPLICATIONS) -> pd.DataFrame:
    """The disputes of all replications that had a month to be settled, as the record of matters has them."""
    base = load_scenario("status-quo").with_values({"leadership.strength": strength, "company.spread": 0.0})
    company, last = prepare(base), QUARTERS * WEEKS_PER_QUARTER - MONTH
    found = []
    for replication in range(replications):
        run = Run(base.company.paradigm, "all", replication, SEED, QUARTERS)
        matters = execute_recorded(company, run)[1]["matters"].to_pandas()
        found.append(matters[(matters["kind"] == Matter.DISPUTE.word) & (matters["raised"] <= last)])
    return pd.concat(found)


def settled(strength: float, replications: int = REPLICATIONS) -> float:
    """The share of disputes settled fairly within a month."""
    raised = disputes(strength, replications)
    soon = raised["ended"] - raised["raised"] <= MONTH
    return float((soon & (raised["verdict"] == Verdict.SETTLED.word)).mean())


def measured() -> dict[str, Any]:
    """What is kept: how it was measured, and each strength with its share, to two decimals."""
    shares = {f"{strength:g}": round(settled(strength), 2) for strength in STRENGTHS}
    return {"replications": REPLICATIONS, "quarters": QUARTERS, "seed": SEED, "settled": shares}


if __name__ == "__main__":
    write_text(KEPT, to_json(measured()))
