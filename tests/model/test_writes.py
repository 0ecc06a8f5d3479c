"""What a behaviour says it reads and writes is what it reads and writes: in its code, and in every world lived."""

import re
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest

from cordiale.experiments.workshop.odd.sources import model
from cordiale.simulation import week
from cordiale.simulation.founding.books import make_room
from cordiale.simulation.week import PHASES, Phase
from tests.support.declarations import all_changed, all_touched, behaviours, claims, covered
from tests.support.worlds import WORLDS, act, changed, eventful, has_field, snapshot, world

# The address of luck, and how much of a table is in use, are read by everybody and listed by nobody.
UNLISTED = {"clock.seed", "clock.replication", "clock.week", "clock.quarter"} | {
    f"company.{size}" for size in ("reps", "marketers", "leads", "customers", "matters")
}
# Written anew each time with the value that is there already: what is asked of a person has no history.
REWRITTEN = {("quarter_closes", "people.target")}
# Leaders without time, executives hard to please: matters are given up, programmes ordered. Weeks without room for
# all meetings; roles that are made anew for buyers in the second quarter, and whatever else is decided in the first.
NEGLECT = {
    "leadership.hours": 3.0,
    "credit.dispute_patience": 2.0,
    "perception.threshold": 1.0,
    "credit.contesting": 1.0,
    "coordination.meeting_hours": 4.0,
    "people.weekly_hours": 15.0,
    "company.recalibrate": 2,
    "decisions": ["Q1 survey programme leadership.consent=0.3"],
}
SPEAKING = [each for each in behaviours().values() if each.reads or each.writes or each.changed]


def declared(phase: Phase, what: str) -> frozenset[str]:
    behaviour = behaviours()[phase.act.__name__]
    return (behaviour.reads if what == "Reads" else behaviour.writes) or frozenset()


@cache
def seen() -> dict[str, set[str]]:
    """What each phase changed in some week of some world."""
    found = defaultdict(set)
    for scenario, worlds in ((eventful(), WORLDS[1::2]), (eventful(NEGLECT), WORLDS[-3:])):
        for paradigm, forces, switch in worlds:
            org = world(scenario, paradigm, forces, switch_quarter=switch, quarters=3)
            for _ in range(28):
                make_room(org)
                for phase in PHASES:
                    before = snapshot(org)
                    act(org, phase)
                    found[phase.name] |= changed(before, org)
    return found


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_a_phase_changes_nothing_but_what_it_says_it_writes(phase: Phase) -> None:
    silent = {place for place in seen()[phase.name] if not covered(place, declared(phase, "Writes"))}
    assert not silent


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_what_a_phase_says_it_writes_changes_in_some_week_of_some_world(phase: Phase) -> None:
    moved = seen()[phase.name] | {place.partition(".")[0] for place in seen()[phase.name]}
    idle = {(phase.name, place) for place in declared(phase, "Writes") - moved}
    assert not idle - REWRITTEN


@pytest.mark.parametrize("behaviour", SPEAKING, ids=lambda behaviour: behaviour.name)
def test_the_code_of_a_behaviour_writes_what_its_docstring_says_and_nothing_else(behaviour: Any) -> None:
    writes = all_changed(behaviour.name)
    silent = {place for place in writes if not covered(place, behaviour.writes or frozenset())}
    touched = writes | {place.partition(".")[0] for place in writes}
    boast = (behaviour.writes or frozenset()) - touched
    assert not silent
    assert not boast


@pytest.mark.parametrize("behaviour", SPEAKING, ids=lambda behaviour: behaviour.name)
def test_the_code_of_a_behaviour_reads_all_that_its_docstring_says(behaviour: Any) -> None:
    reads = all_touched(behaviour.name)
    touched = reads | {place.partition(".")[0] for place in reads}
    assert not (behaviour.reads or frozenset()) - touched - {"everything"}


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_a_phase_reads_nothing_but_what_it_says_it_reads_or_writes(phase: Phase) -> None:
    known = declared(phase, "Reads") | declared(phase, "Writes")
    silent = {place for place in all_touched(phase.act.__name__) if not covered(place, known)}
    assert not silent - UNLISTED


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_a_phase_changes_nothing_that_its_code_does_not_show(phase: Phase) -> None:
    """The reading of the code, on which these tests rely, misses nothing that really happens."""
    assert {place for place in seen()[phase.name] if not covered(place, all_changed(phase.act.__name__))} == set()


@pytest.mark.parametrize("behaviour", SPEAKING, ids=lambda behaviour: behaviour.name)
def test_every_name_in_a_docstring_exists_in_the_state(behaviour: Any) -> None:
    named = (behaviour.reads or frozenset()) | (behaviour.writes or frozenset())
    assert {name for name in named - {"everything"} if not has_field(name)} == set()


def test_no_two_behaviours_have_the_same_name() -> None:
    """The reading of the code knows a called function by its name alone."""
    names = Counter(function.node.name for function in model().functions if function.compiled)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_every_phase_says_what_it_reads_and_writes(phase: Phase) -> None:
    assert declared(phase, "Reads")
    assert declared(phase, "Writes")


def test_the_week_runs_in_the_order_and_the_parts_that_its_description_lists() -> None:
    listed, part = [], 0
    for line in (week.__doc__ or "").splitlines():
        found = re.match(r"^ {0,1}(\d+)?\.? +([a-z]+(?:_[a-z]+)+)  +\S", line)
        if found:
            part = int(found[1] or part)
            listed.append((part, found[2]))
    assert listed == [(phase.part, phase.name) for phase in PHASES]


def test_a_phase_that_writes_what_it_does_not_declare_would_be_noticed() -> None:
    org = world(eventful())
    before = snapshot(org)
    org.people[0].morale += 0.1
    assert changed(before, org) == {"people.morale"}
    assert not covered("people.morale", frozenset({"people.credit", "teams"}))
    assert claims("Act.\n\nReads: a, b.c\nWrites: d.e,\n    f (once)\n", "Writes") == {"d.e", "f"}
