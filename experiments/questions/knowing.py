"""What is it worth to know? `python -m experiments.questions.knowing`.

*Question*: executives believe that the functions are aligned; the people who do the work do not. What would it be worth
to see it as it is, and does that depend on what an alarmed executive can do about it?
*Design*: the status quo under all forces for five years, companies that differ, on the same luck. Executives see
through filters (as declared), half of them, or none; alarmed, they order programmes, or begin the switch to a paradigm.
Their threshold is the same throughout.
*Measure*: revenue of five years over that of executives who never act, in percent; and what an accurate view adds over
a complacent one, by what the alarm lets them do.
*Expectation* (before the run): knowing is worth several times more where it triggers a choice than where it triggers a
programme, and costs something where the choice is wrong.
*Finding* (60 companies, seed 1): an accurate view adds 1.4 points of five years' revenue [1.0, 1.8] where it orders
programmes, 3.6 [2.8, 4.4] and 4.5 [3.5, 5.5] where it begins a switch to `proportional` or `assimilated`, 1.3 where to
`sales-led`, and costs 1.0 [0.4, 1.5] where to `siloed`. Half an illusion gains nothing: while half of the filters are
left nobody is alarmed but by lost revenue, as with all of them. Two or three times more, not several; which goal is
worth most hangs on what the model assumes, as `VALIDATION.md` tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.runs.results import simulate
from cordiale.simulation.scenario.files import load_scenario

from ..foundations.output import Column, print_json, print_table
from ..foundations.phrases import number
from ..foundations.statistics import Estimate, paired_difference, relative_difference

REPLICATIONS, QUARTERS, SEED = 60, 20, 1
NEVER = {"perception.threshold": 0.0, "perception.visible_failure": 1.0}
FILTERS = ("perception.optimism", "perception.withholding", "perception.surface_weight")
VIEWS = {"complacent": 1.0, "half-blind": 0.5, "accurate": 0.0}  # what is left of the filters
ALARMS: Mapping[str, dict[str, Any]] = {
    "a programme": {},
    **{
        goal: {"leadership.response": "reorganise", "leadership.goal": goal}
        for goal in ("proportional", "sales-led", "assimilated", "siloed")
    },
}


class Row(NamedTuple):
    """What an alarm leads to, how much each view gains over never acting, and accurate over complacent; in percent."""

    alarm: str
    gains: Mapping[str, Estimate]
    knowing: Estimate


def experiment(*, replications: int = REPLICATIONS, quarters: int = QUARTERS, seed: int = SEED) -> list[Row]:
    """All alarms under all views, against executives who never act. Raises ScenarioError for impossible numbers."""
    scenario = load_scenario("status-quo")
    usual = {name: getattr(scenario.perception, name.partition(".")[2]) for name in FILTERS}

    def earned(values: dict[str, Any]) -> Any:
        frame = simulate(
            scenario.with_values(values),
            ["status-quo"],
            ["all"],
            replications=replications,
            quarters=quarters,
            seed=seed,
        )
        return frame.groupby("replication")["revenue"].sum().to_numpy()

    never, rows = earned(NEVER), []
    for alarm, response in ALARMS.items():
        seen = {view: earned(response | {name: left * usual[name] for name in FILTERS}) for view, left in VIEWS.items()}
        gains = {view: relative_difference(one, never).scaled(100) for view, one in seen.items()}
        knowing = paired_difference(seen["accurate"], seen["complacent"]).scaled(100 / float(np.mean(never)))
        rows.append(Row(alarm, gains, knowing))
    return rows


def told(estimate: Estimate) -> str:
    """An estimate with its interval, in percent."""
    return f"{number(estimate.mean, 1, sign=True)} [{number(estimate.low, 1)}, {number(estimate.high, 1)}]"


def _gain(view: str, row: Row) -> str:
    return told(row.gains[view])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the experiment and print its table, or JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.questions.knowing", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--replications", type=int, default=REPLICATIONS)
    parser.add_argument("--quarters", type=int, default=QUARTERS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    rows = experiment(replications=given.replications, quarters=given.quarters, seed=given.seed)
    if given.json:
        print_json([{"alarm": row.alarm, "gains": row.gains, "knowing": row.knowing} for row in rows])
        return 0
    columns = [
        Column("alarmed,\nthey begin", lambda row: row.alarm, left=True),
        *(Column(f"{view}\n%", partial(_gain, view)) for view in VIEWS),
        Column("accurate less\ncomplacent", lambda row: told(row.knowing)),
    ]
    note = (
        f"Revenue of {given.quarters} quarters over that of executives who never act, all forces; {given.replications} "
        "companies, the same in every cell; 95 % intervals over companies. It follows from the model's assumptions."
    )
    print_table(columns, rows, note=note)
    return 0


if __name__ == "__main__":
    sys.exit(main())
