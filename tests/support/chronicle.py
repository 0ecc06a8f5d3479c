"""A company's life kept twice over: its record, and its states before and after what a record does not hold.

What a test works out of these owes nothing to the tally from which the model itself takes its outcomes.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.recorded import execute_recorded
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.chart import Seat
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import NOBODY, WEEKS_PER_QUARTER, WEEKS_PER_YEAR
from tests.support.worlds import eventful, phase_by_phase, snapshot

# Twelve people to whom everything that an outcome counts happens, and several times.
HAPPENING = {
    "buyers.cycle": 5.0, "buyers.win": 1.0, "customers.initial_per_rep": 5.0, "customers.renewal": 1.0,
    "selling.own_appeal": 0.2, "selling.contact_hours": 3.0, "credit.contesting": 0.6, "credit.noticing": 0.6,
    "buyers.exclusion": 0.9, "campaigns.over_promising": 0.8, "customers.expansion": 0.05,
}  # fmt: skip
EXPECTED = 1e-9  # relative: sums are taken in another order than the model's


def charted() -> Scenario:
    """The same happenings under an org chart of its own: uneven teams, a marketer who reports to the top."""
    places = (
        "boss company executive -", "vs sales head boss", "vm marketing head boss", "lead sales manager vs",
        "ann sales rep lead", "bea sales rep lead", "cem sales rep vs", "dan marketing marketer vm",
        "eve marketing marketer boss",
    )  # fmt: skip
    rows = (place.split() for place in places)
    seats = tuple(
        Seat(key=key, name="", function=function, role=role, manager="" if boss == "-" else boss)
        for key, function, role, boss in rows
    )
    return eventful(HAPPENING).model_copy(update={"seats": seats, "name": "charted"})


LIVES = {
    "siloed": ("eventful", Run("siloed", "all", 0, 1, 6)),  # long enough for a broken promise to be up for renewal
    "proportional": ("eventful", Run("proportional", "none", 1, 2, 2)),
    "subjugated": ("eventful", Run("sales-led", "buyers", 0, 3, 2)),
    "merged": ("eventful", Run("assimilated", "all", 0, 4, 2)),
    "charted": ("charted", Run("status-quo", "all", 0, 5, 2)),
}
EACH = pytest.mark.parametrize("name", LIVES)


class Chronicle(NamedTuple):
    """A life: its quarters from the first on, the tables of its record, its states by moment, its numbers by name.

    `states` has lists by the name of the phase that comes next (`before PHASE`) or has gone by (`after PHASE`), one
    state a week, and under `week` the state at each week's end, the first day included.
    """

    quarters: pd.DataFrame
    record: dict[str, pd.DataFrame]
    states: dict[str, list[Any]]
    values: dict[str, float]

    @property
    def count(self) -> int:
        return len(self.quarters)

    def of(self, weeks: Any, amounts: Any = None) -> np.ndarray:
        """How much happened in each quarter, once or by `amounts`, of what happened in these weeks of the record."""
        weeks = np.asarray(weeks, float)
        amounts = np.ones(len(weeks)) if amounts is None else np.asarray(amounts, float)
        inside = ~np.isnan(weeks) & (weeks >= 1)
        quarter = ((np.floor(weeks[inside]) - 1) // WEEKS_PER_QUARTER).astype(int)
        return np.bincount(quarter, amounts[inside], self.count)[: self.count]

    def ends(self, moment: str) -> list[Any]:
        """The states at a moment of each quarter's last week."""
        last = self.states[moment][-self.count * WEEKS_PER_QUARTER :]
        return last[WEEKS_PER_QUARTER - 1 :: WEEKS_PER_QUARTER]

    def last_weeks(self, table: str) -> pd.DataFrame:
        """The rows of a weekly table in the last week of each quarter."""
        rows = self.record[table]
        return rows[(rows.week > 0) & (rows.week % WEEKS_PER_QUARTER == 0)]

    def same(self, name: str, mine: Any) -> None:
        """The outcome of that name is this in every quarter, missing where this is."""
        np.testing.assert_allclose(np.asarray(mine, float), self.quarters[name], EXPECTED, 1e-12, err_msg=name)


def over(above: Any, below: Any) -> np.ndarray:
    """One by the other, missing where there is nothing to divide by."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below != 0)


@cache
def lived(name: str) -> Chronicle:
    """The life of that name."""
    kind, run = LIVES[name]
    scenario = charted() if kind == "charted" else eventful(HAPPENING)
    company = prepare(scenario)
    outcomes, tables = execute_recorded(company, run)
    quarters = pd.DataFrame({each: outcomes[each][1:] for each in outcomes.dtype.names})
    parameters = company.parameters[0]
    values = {each.dotted: float(parameters[f"{each.group}_{each.name}"]) for each in PARAMETERS}
    record = {each: table.to_pandas() for each, table in tables.items()}
    return Chronicle(quarters, record, states_of(start(company, run), run.quarters), values)


def states_of(org: Any, quarters: int) -> dict[str, list[Any]]:
    """The states of a life, lived phase by phase."""
    found: dict[str, list[Any]] = {"week": [frozen(org)]}
    now = found["week"][0]
    for phase in phase_by_phase(org, quarters * WEEKS_PER_QUARTER):
        if phase.name in WATCHED:
            found.setdefault(f"before {phase.name}", []).append(now)
        now = frozen(org)
        if phase.name in WATCHED:
            found.setdefault(f"after {phase.name}", []).append(now)
        if phase.name == "quarter_closes":
            found["week"].append(now)
    return found


WATCHED = ("reps_work_leads", "trust_moves", "leaders_lead", "quarter_closes")


def frozen(org: Any) -> Any:
    """A copy of a company that no behaviour knows."""
    return SimpleNamespace(**snapshot(org))


def renewals(life: Chronicle) -> pd.DataFrame:
    """Contracts that were up for renewal: the week, whether renewed, the value before and after, whether broken."""
    rows = []
    for week, (before, after) in enumerate(pairwise(life.states["week"]), start=1):
        still = {int(one.identity): one for one in in_use(after, "customers")}
        for one in in_use(before, "customers"):
            if one.recurring and one.renewal_week == week:
                later = still.get(int(one.identity))
                assert later is None or later.renewal_week == week + WEEKS_PER_YEAR
                grown = float(later.value) if later is not None else 0.0
                rows.append((week, later is not None, float(one.value), grown, bool(one.disappointed)))
    return pd.DataFrame(rows, columns=["week", "renewed", "due", "grown", "broken"])


def in_use(state: Any, table: str) -> Any:
    """The rows of a table that mean something."""
    rows = getattr(state, table)[: int(state.company[0][table])]
    return rows[rows.rep != NOBODY] if table == "customers" else rows  # who left is in the books until the quarter ends
