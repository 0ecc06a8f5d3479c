"""Compiling, before anything is timed, watched or short of memory."""

from __future__ import annotations

from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario

FEW = {"reps": 2, "marketers": 2, "executives": 1}


def warm_up(*, mesa: bool = False, rules: Rules = SHIPPED) -> None:
    """Live a quarter of a tiny company, so that this process has all machine code that it will need."""
    scenario = Scenario(schema=1, name="warm-up", company=FEW)
    execute(prepare(scenario, rules=rules), Run("status-quo", "all", 0, 1, 1))
    if mesa:
        from cordiale.simulation.agents.model import AlignmentModel  # late: Mesa takes seconds

        AlignmentModel(scenario, quarters=1, collect=False, rules=rules).step()
