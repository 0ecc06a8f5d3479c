"""The timeline of a run as the state holds it: a record for each thing decided, and the rows of structure they need."""

from typing import TYPE_CHECKING, Any

from ..scenario.resolutions import ORDERS, Resolution
from ..scenario.scenario import Scenario
from ..world.outcomes import NAMES
from ..world.paradigms import SETTINGS
from ..world.parameters import PARAMETERS
from ..world.state import table
from ..world.words import GOAL, WEEKS_PER_QUARTER, Bound, Resolve
from .run import Run, timeline

if TYPE_CHECKING:
    from ..world.tables import DecisionsTable, StructureTable

DIALS = [each.dotted for each in PARAMETERS]


def agenda(scenario: Scenario, run: Run) -> tuple["DecisionsTable", "StructureTable"]:
    """The decisions of a run, and the rows of structure after the company's own that hold where they lead.

    They are in the order in which those of one week are taken: paradigms first, settings on top, then the rest; of
    one kind the earlier quarter first, then the earlier in the file.
    """
    planned = in_order(scenario, run)
    decisions, goals = table("decisions", len(planned)), table("structure", len(planned))
    for row, (one, name, value) in enumerate(planned):
        _enter(decisions[row], one, kind_of(name))
        decisions[row].goal = GOAL + 1 + row
        if name == "paradigm":
            goals[row] = scenario.rows[value].values()
        elif name in SETTINGS:
            decisions[row].place = SETTINGS.index(name)
            goals[row][name] = value
        elif name in DIALS:
            decisions[row].place, decisions[row].value = DIALS.index(name), value
    return decisions, goals


def in_order(scenario: Scenario, run: Run) -> list[tuple[Resolution, str, Any]]:
    """What is decided, thing by thing, in the order of the state: each with the decision that it is part of."""
    planned = [(one, *each) for one in timeline(scenario, run) for each in one.things()]
    return sorted(planned, key=lambda each: (kind_of(each[1]), each[0].quarter))


def kind_of(name: str) -> Resolve:
    """What kind of decision a word of the timeline is."""
    if name == "paradigm" or name in ORDERS:
        return Resolve.of(name)
    return Resolve.SETTING if name in SETTINGS else Resolve.LEADERSHIP


def _enter(record: Any, one: Resolution, kind: Resolve) -> None:
    """When and on what condition a decision is taken."""
    record.due, record.kind = (one.quarter - 1) * WEEKS_PER_QUARTER + 1, kind
    condition = one.condition
    record.bound = condition.bound if condition else Bound.ALWAYS
    record.outcome = NAMES.index(condition.outcome) if condition else 0
    record.threshold = condition.threshold if condition else 0.0
