"""Small companies for the tests of the model, and ways to live their weeks phase by phase.

Nothing here asserts anything. A world is a founded `Organisation`; `spreadless` takes the luck out of what
people and buyers bring, so that a test can work out what must happen.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from cordiale.simulation.engine import ACTORS, first_of, last_of
from cordiale.simulation.founding.books import make_room
from cordiale.simulation.runs.agenda import agenda
from cordiale.simulation.runs.company import prepare, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.week import PHASES, Phase
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.state import ARRAYS, TABLES
from cordiale.simulation.world.words import FIRST_END, GOAL, Stage

EVERY_PARADIGM = ("status-quo", "drift", "siloed", "assimilated", "marketing-led", "sales-led", "proportional")
WORLDS = [(paradigm, forces, 0) for paradigm in EVERY_PARADIGM for forces in ("none", "all")] + [
    ("proportional", "all", 2),
    ("assimilated", "all", 2),
    ("drift", "all", 2),
]


def small(values: dict[str, Any] | None = None, *, reps: int = 7, marketers: int = 5, executives: int = 2) -> Scenario:
    """A company of about a dozen people in a few teams, with other values by dotted name."""
    company = {
        "reps": reps,
        "marketers": marketers,
        "executives": executives,
        "span": 4,
        "contacts": 2,
        "burn_in": 0,
        "spread": 0,
    }
    return Scenario(schema=1, name="small", company=company).with_values(values or {})


def eventful(values: dict[str, Any] | None = None) -> Scenario:
    """A small company in which everything that can happen happens often: ideas, questions, contests, leaving."""
    often = {
        "people.ideas": 0.3, "coordination.questions": 0.2, "power.contests": 0.6, "credit.self_serving": 0.8,
        "people.leaving_sales": 1.5, "people.leaving_marketing": 1.5, "handoff.muddle": 1.0, "people.hiring": 2.0,
        "leadership.hours": 9.0, "power.drift": 0.1, "power.transition": 6.0, "credit.dispute_patience": 4.0,
        "customers.promise_tolerance": 0.03, "selling.patience": 2.0,
    }  # fmt: skip
    return small(often | (values or {}))


SPREADS = {
    "people.skill_spread": 0.0, "people.orientation_spread": 0.0, "people.orientation_gap": 0.0,
    "campaigns.misjudgement": 0.0, "selling.choosiness_spread": 0.0,
    "buyers.value_spread": 0.0, "buyers.pace_spread": 0.0,
    "people.leaving_sales": 0.0, "people.leaving_marketing": 0.0,
    "people.ideas": 0.0, "coordination.questions": 0.0, "handoff.muddle": 0.0,
}  # fmt: skip


def pair(values: dict[str, Any] | None = None, **structure: Any) -> Organisation:
    """One rep and one marketer under one executive, no customers, no pipeline, nothing left to differences.

    `structure` sets single settings of the paradigm they live in, over fully integrated people who decide
    each alone and own their accounting. The two are certain to be contacts.
    """
    return few(1, values, **structure)


def few(reps: int, values: dict[str, Any] | None = None, **structure: Any) -> Organisation:
    """As many reps as said with one marketer, as in a `pair`."""
    row: dict[str, Any] = {
        "integration": 1.0, "role_overlap": 0.0, "power_balance": 0.0, "shared_goals": 0.0, "joint_planning": 0.0,
        "attribution": "own-accounting", "decision_rule": "each-alone",
    }  # fmt: skip
    stocked = {"customers.initial_per_rep": 0.0, "customers.pipeline_per_rep": 0.0}
    alone = {"reps": reps, "marketers": 1, "executives": 1, "paradigm": "own", "burn_in": 0, "spread": 0}
    document = Scenario(
        schema=1, name="pair", company=alone,
        paradigms={"own": row | structure},
    )  # fmt: skip
    org = world(document.with_values(SPREADS | stocked | (values or {})), "own")
    person = org.people
    person.talent[:] = person.skill[:] = 1.0
    person.specialisation[:], person.morale[:], person.clarity[:] = 0.5, 0.5, 1.0
    person.experience[:] = 1000.0
    return org


def world(
    scenario: Scenario,
    paradigm: str = "status-quo",
    forces: str = "none",
    *,
    seed: int = 1,
    replication: int = 0,
    quarters: int = 4,
    switch_quarter: int = 0,
    decisions: tuple[str, ...] = (),
) -> Organisation:
    """A company on its first day."""
    return start(prepare(scenario), Run(paradigm, forces, replication, seed, quarters, switch_quarter, decisions))


def decide(org: Organisation, *texts: str) -> None:
    """A company has decided this, and nothing else."""
    decisions, goals = agenda(small(), Run("status-quo", "none", 0, 1, 400, decisions=texts))
    org.exchange(decisions=decisions, structure=np.concatenate([org.structure[: GOAL + 1], goals]).view(np.recarray))


def act(org: Organisation, phase: Phase) -> None:
    """One phase of the week, for its company or for one of its actors after the other."""
    if phase.actors == "company":
        phase.act(org)
        return
    group = ACTORS[phase.actors]
    for who in range(first_of(org, group), last_of(org, group)):
        phase.act(org, who)


def step(org: Organisation, name: str) -> None:
    """The phase of that name, once."""
    act(org, next(phase for phase in PHASES if phase.name == name))


def phase_by_phase(org: Organisation, weeks: int) -> Iterator[Phase]:
    """Live `weeks` weeks; after each phase of each week, that phase."""
    for _ in range(weeks):
        make_room(org)
        for phase in PHASES:
            act(org, phase)
            yield phase


def live(org: Organisation, weeks: int) -> Organisation:
    """The company after some weeks, lived phase by phase."""
    for _ in phase_by_phase(org, weeks):
        pass
    return org


def snapshot(org: Organisation) -> dict[str, Any]:
    """A copy of every array of the company."""
    return {name: getattr(org, name).copy() for name in ARRAYS}


def changed(before: dict[str, Any], org: Organisation) -> set[str]:
    """What differs from the snapshot: `table.field`, or the name of an array of numbers."""
    found = set()
    for name, old in before.items():
        new = getattr(org, name)
        if old.tobytes() == new.tobytes():
            continue
        if old.dtype.names is None:
            found.add(name)
            continue
        found |= {f"{name}.{field}" for field in old.dtype.names if old[field].tobytes() != new[field].tobytes()}
    return found


def fingerprint(org: Organisation) -> str:
    """A hash over the state and the outcomes, without the parameters themselves."""
    digest = hashlib.sha256()
    for name in ARRAYS:
        if name not in ("parameters", "weather", "sources", "paces", "sizes"):
            digest.update(getattr(org, name).tobytes())
    return digest.hexdigest()


def open_leads(org: Organisation) -> int:
    """Leads in the books that came to no end yet, or to one that is not booked yet."""
    stages = org.leads.stage[: org.company[0].leads]
    return int(((stages < FIRST_END) | (stages == Stage.WON)).sum())


def set_structure(org: Organisation, **settings: float) -> None:
    """Exchange settings of the structure that is in force."""
    for name, value in settings.items():
        for row in range(len(org.structure)):
            setattr(org.structure[row], name, value)


def default(dotted: str) -> float:
    """The declared default of a parameter."""
    return next(each.default for each in PARAMETERS if each.dotted == dotted)


def has_field(name: str) -> bool:
    """Whether `table`, `table.field` or an array of numbers exists in the state."""
    table, _, field = name.partition(".")
    if table in TABLES:
        return not field or field in {each.name for each in TABLES[table]}
    return table in ARRAYS and not field


def rate(successes: Callable[[int], bool], trials: int) -> float:
    """The share of trials, told apart by number, that succeed."""
    return float(np.mean([successes(trial) for trial in range(trials)]))
