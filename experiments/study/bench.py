"""A bench: a place to live the runs of a study one after the other, each of which can fail only for itself."""

from __future__ import annotations

import traceback
from typing import Any, NamedTuple

import numpy as np

from cordiale.simulation.runs.company import Company, execute, prepare, with_parameters
from cordiale.simulation.runs.own_rules import Rules
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.execution import weeks_by_mesa
from ..foundations.recordings import Keep
from .agents import UserAgents
from .ensembles import Sets
from .ledger import Failed
from .orders import company_at, kept, run_at, varied
from .parts import Outcomes

LINES_KEPT = 40  # of a traceback


class Orders(NamedTuple):
    """What every worker has to know of a study."""

    scenario: Scenario
    replications: int
    seed: int
    quarters: int
    outcomes: tuple[str, ...]
    agents: UserAgents
    rules: Rules
    sets: Sets


class Bench:
    """A place to live one run after the other; what runs of one point share is made once."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self._point = prepare(orders.scenario, rules=orders.rules)
        self._with_sets = dict[int, Company]()
        self._settings: dict[str, Any] | None = None
        self._base = self._company = self._point

    def live(self, run: int, settings: dict[str, Any]) -> Outcomes | Failed:
        """The outcomes of a run, or why there are none. Only what kills the process gets past this."""
        try:
            rows, seen = self._rows(run, settings)
            broken = np.flatnonzero(~np.isfinite(rows["revenue"][1:]))
            if broken.size:
                return Failed(run, "not a number", f"revenue is not a number in quarter {broken[0] + 1}")
            return np.column_stack([kept(rows, self.orders.outcomes), *seen])
        except BaseException as error:  # a run may even raise SystemExit
            return failed(run, error)

    def record(self, run: int, settings: dict[str, Any], keep: Keep) -> Outcomes:
        """The outcomes of a run of the compiled model, once more; `keep` is told the tables of its record."""
        from cordiale.simulation.runs.recorded import execute_recorded  # late: PyArrow takes its time

        orders, replication = self.orders, run % self.orders.replications
        self._be_at(settings, self._base_of(replication))
        one = run_at(orders.scenario, settings, replication=replication, seed=orders.seed, quarters=orders.quarters)
        rows, _ = execute_recorded(self._company, one, keep=keep)
        return kept(rows, orders.outcomes)

    def _rows(self, run: int, settings: dict[str, Any]) -> tuple[Any, list[Any]]:
        """The outcomes of a run, and the kept variables of people of one's own, both by quarter."""
        orders, replication = self.orders, run % self.orders.replications
        self._be_at(settings, self._base_of(replication))
        one = run_at(orders.scenario, settings, replication=replication, seed=orders.seed, quarters=orders.quarters)
        if orders.agents.classes:
            wanted, seen = orders.agents.variables(orders.scenario), list[list[float]]()

            def look(model: Any) -> None:
                seen.append([each.of(model) for each in wanted])

            here, own = varied(self._base.scenario, settings), orders.agents.load()
            *_, rows = weeks_by_mesa(here, one, look=look, rules=orders.rules, **own)
            return rows, [np.array(seen)] if wanted else []
        return execute(self._company, one), []

    def _be_at(self, settings: dict[str, Any], base: Company) -> None:
        """Have the company at a point, made anew only if the point or its base is another one."""
        if base is not self._base or (settings is not self._settings and settings != self._settings):
            self._settings, self._base = None, base
            self._company = company_at(base, settings)
            self._settings = settings

    def _base_of(self, replication: int) -> Company:
        """The company that the points of a replication begin from: with its parameter set, if there are any."""
        if not self.orders.sets:
            return self._point
        number, values = self.orders.sets[replication % len(self.orders.sets)]
        if number not in self._with_sets:
            self._with_sets[number] = with_parameters(self._point, values)._replace(parameter_set=number)
        return self._with_sets[number]


def failed(run: int, error: BaseException) -> Failed:
    """What to keep of an error: one line, and where it came from."""
    kind = "memory" if isinstance(error, MemoryError) else "exited" if isinstance(error, SystemExit) else "raised"
    reason = ": ".join([type(error).__name__, *str(error).splitlines()[:1]])
    lines = traceback.format_exception(error)
    return Failed(run, kind, reason, "".join(lines[-LINES_KEPT:]))
