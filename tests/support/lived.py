"""Companies that lived for some weeks, kept before and after every phase, and ways to compare them with a rule.

Companies of several paradigms and force sets live for some weeks; a rule written again from the model's description
(`rebuilt`) is tried on the moment before a phase and compared with the moment after it.
"""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from cordiale.simulation.scenario.weather import Growth
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import NOW, Attribution, DecisionRule
from tests.documents.rebuilt import luck
from tests.support.worlds import eventful, phase_by_phase, snapshot, world

EXACT = 1e-12
USUAL = PARADIGMS["status-quo"]
# A row for every rule that no paradigm has: the status quo under it, and both leaders under one head. And one head
# that decides where roles are not merged.
OWN: dict[str, Structure] = {
    f"usual-{rule.word}": USUAL.model_copy(update={setting: rule, "heads": 1})
    for setting, rules in (("attribution", Attribution), ("decision_rule", DecisionRule))
    for rule in rules if rule not in {getattr(row, setting) for row in PARADIGMS.values()}
} | {"usual-one-head": USUAL.model_copy(update={"decision_rule": DecisionRule.ONE_HEAD})}  # fmt: skip
LIVES = (
    ("status-quo", "none", 0), ("siloed", "all", 0), ("assimilated", "technology", 0), ("marketing-led", "buyers", 0),
    ("sales-led", "all", 0), ("proportional", "all", 0), ("proportional", "all", 2), ("drift", "all", 0),
    *((name, "all", 0) for name in OWN),
)  # fmt: skip
# And one that decides much, some of it on conditions, one of which is never met. Leadership stays: VALUES has it.
DECIDED = (
    "Q1 joint_planning=6 attribution=pooled", "Q1 survey", "Q1 when win_rate > 0.01 heads=1",
    "Q1 when wins >= 1000000 integration=0", "Q2 when role_clarity <= 1 paradigm=assimilated", "Q2 programme",
    "Q2 when morale<1 recalibrate balancer=yes",
)  # fmt: skip
OFTEN = {
    "handoff.muddle": 0.6, "credit.contesting": 0.6, "credit.noticing": 0.6,
    "buyers.cycle": 4.0, "buyers.win": 1.0, "customers.initial_per_rep": 4.0, "selling.own_appeal": 0.15,
    "selling.contact_hours": 3.0, "selling.quota": 9.0, "selling.closing_promise": 0.9, "customers.service_hours": 0.1,
    "campaigns.over_promising": 0.8, "customers.renewal": 0.5, "buyers.exclusion": 0.9, "people.ideas": 0.5,
    "coordination.questions": 0.4,
}  # fmt: skip
# Halves and doubles that a second writing could have as plain numbers: here they are others.
UNUSUAL = {
    "selling.autonomy_saving": 0.6, "power.transition": 2.0, "power.rule_change": 0.45, "leadership.strength": 0.6,
    "buyers.usual_content": 0.3, "people.handover": 0.4, "people.skill_sales": 1.1, "people.skill_marketing": 0.9,
    "power.resistance": 0.6, "trust.blame": 2.3, "people.shaping": 0.05, "people.adapting": 0.11,
    "people.morale_weight": 0.19, "people.morale_hours": 0.7, "handoff.loss": 0.23, "selling.sway": 0.17,
    "coordination.forgetting": 0.03, "coordination.sharing": 0.14, "leadership.balancing": 0.13,
}  # fmt: skip
GROWTH = 0.2  # of demand, a quarter: the last weeks see it
LIVED = eventful(OFTEN | UNUSUAL).model_copy(update={"paradigms": OWN, "growth": Growth(demand=GROWTH)})
WEEKS = 16


class Moment(NamedTuple):
    """A company before and after one phase of a week."""

    before: Any
    after: Any

    @property
    def attribution(self) -> str:
        return Attribution(int(self.before.structure[NOW].attribution)).word

    @property
    def decision_rule(self) -> str:
        return DecisionRule(int(self.before.structure[NOW].decision_rule)).word

    def born_with(self, decision: int, who: int) -> tuple[float, ...]:
        clock = self.before.clock[0]
        return luck.fate(int(clock.seed), int(clock.replication), decision, int(who))

    def this_week(self, decision: int, who: int) -> tuple[float, ...]:
        clock = self.before.clock[0]
        return luck.luck(int(clock.seed), int(clock.replication), int(clock.week), decision, int(who))


def frozen(org: Organisation) -> Any:
    """A copy of a company that no behaviour knows."""
    return SimpleNamespace(**snapshot(org))


@cache
def lives() -> dict[str, list[Moment]]:
    """For each phase the moments of every company's life in which it ran."""
    moments: dict[str, list[Moment]] = {}
    for paradigm, forces, switch, decisions in (*((*life, ()) for life in LIVES), ("drift", "all", 0, DECIDED)):
        org = world(LIVED, paradigm, forces, switch_quarter=switch, decisions=decisions)
        org.people.success[:] = 0.5  # a company behind its targets promises more
        org.company.reported_quality[:], org.company.reported_follow_up[:] = 0.3, 0.8
        before = frozen(org)
        for phase in phase_by_phase(org, WEEKS):
            after = frozen(org)
            moments.setdefault(phase.name, []).append(Moment(before, after))
            before = after
    return moments


VALUES = {each.dotted: float(LIVED.parameter_record()[0][f"{each.group}_{each.name}"]) for each in PARAMETERS}


def moments(phase: str) -> Iterator[Moment]:
    """Every moment in which a phase ran."""
    return iter(lives()[phase])


def enough(cases: int, least: int) -> None:
    """The comparison was made often enough to mean something."""
    assert cases >= least, f"only {cases} cases"


def rows(table: Any, count: int) -> Iterator[Any]:
    """The rows of a table that are in use."""
    return (table[row] for row in range(int(count)))


def same(mine: float, models: float, within: float = EXACT) -> None:
    """Two numbers that should be one."""
    assert mine == pytest.approx(models, rel=within, abs=within)


def working_copy(moment: Any) -> Any:
    """A copy of a moment for a rebuilt rule to write to."""
    return SimpleNamespace(**{name: array.copy() for name, array in vars(moment).items()})


def agree(mine: Any, models: Any, **tables: list[str]) -> None:
    """The named fields of the named tables are the same in all rows."""
    for table, fields in tables.items():
        for field in fields:
            here, there = getattr(mine, table)[field], getattr(models, table)[field]
            np.testing.assert_allclose(here, there, rtol=EXACT, atol=EXACT, err_msg=f"{table}.{field}")
