"""What people, runs and tables say of a company, on hand-made states: whom each means, and under which name."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.agents.people import Leader, Marketer, SalesRep
from cordiale.simulation.recording.recorder import Recorder
from cordiale.simulation.runs.company import Company, prepare
from cordiale.simulation.runs.own_rules import SHIPPED
from cordiale.simulation.runs.results import to_frame
from cordiale.simulation.runs.run import Run, plan
from cordiale.simulation.scenario.files import merge
from cordiale.simulation.scenario.resolutions import check_together, resolved, said, split_decisions
from cordiale.simulation.scenario.weather import Growth
from cordiale.simulation.week import PHASES
from cordiale.simulation.world.outcomes import NAMES, QUARTER
from cordiale.simulation.world.words import Attribution, Stage
from tests.support.worked import company, in_plain, put
from tests.support.worlds import small


class World(SimpleNamespace):
    """As much of a model as people look at."""

    def make_room(self) -> None: ...


def people(**places: Any) -> Any:
    """A rep, a marketer and a leader of one company; `rep__morale` is a place."""
    org = company("pair").copy()
    for place, value in places.items():
        put(org, place.replace("__", "."), value)
    world = World(org=org, week=int(org.clock[0].week), names={"ann": "Ann Lee", "bob": "", "top": "Top"})
    world.company = SimpleNamespace(blueprint=SimpleNamespace(keys=("ann", "bob", "top")), rules=SHIPPED)
    world.people = []
    for row, kind in enumerate((SalesRep, Marketer, Leader)):
        member = object.__new__(kind)
        member.model, member.row = world, row  # type: ignore[assignment]
        world.people.append(member)
    return world


@pytest.mark.parametrize(("stage", "available", "waits"), [
    (Stage.ASSIGNED, 4.0, True), (Stage.ASSIGNED, 4.9, True), (Stage.ASSIGNED, 5.0, False), (Stage.OPPORTUNITY, 4.0, False), (Stage.IGNORED, 4.0, False),
])  # fmt: skip
def test_a_lead_waits_for_a_rep_who_can_see_it_this_week_and_has_not_worked_it(
    stage: int, available: float, waits: bool
) -> None:
    ann = people(lead__stage=stage, lead__available=available, clock__week=4).people[0]
    assert len(ann.waiting_leads) == int(waits)


def test_people_are_called_by_the_chart_and_where_it_has_no_name_by_their_key() -> None:
    ann, bob, top = people().people
    assert [each.name for each in (ann, bob, top)] == ["Ann Lee", "bob", "Top"]
    assert [each.key for each in (ann, bob, top)] == ["ann", "bob", "top"]
    assert (ann.manager, bob.manager, top.manager) == (top, top, None)
    assert top.reports == [ann, bob]


@pytest.mark.parametrize(("contact", "contacts"), [(0.0, 0), (0.01, 1), (0.8, 1)])
def test_a_contact_is_a_tie_that_has_some_strength(contact: float, contacts: int) -> None:
    ann, bob, _ = people(tie__contact=contact).people
    assert (len(ann.contacts), len(bob.contacts)) == (contacts, contacts)
    assert (ann.ties, bob.ties) == ({bob: 0}, {ann: 0})
    assert all(strength == contact for strength in ann.contacts.values())


def test_each_has_its_own_opinion_of_the_other() -> None:
    world = people(of_marketing__cognition=0.2, of_sales__cognition=0.9)
    ann, bob, _ = world.people
    assert (ann.opinion_of(bob).cognition, bob.opinion_of(ann).cognition) == (0.2, 0.9)


def test_books_are_of_the_person_under_its_own_role() -> None:
    ann, bob, top = people(
        lead__rep=0, lead__marketer=1, other_lead__rep=0, other_lead__marketer=-1, company__leads=2
    ).people
    assert (len(ann.leads), len(bob.leads), len(ann.customers), len(bob.customers)) == (2, 1, 1, 1)
    assert (len(ann.matters), len(bob.matters), len(top.matters)) == (1, 1, 1)
    assert top.best_skill == 2.0 * company("pair").parameters[0].people_mastery


def quarters(**values: float) -> Any:
    rows = np.zeros(2, QUARTER).view(np.recarray)
    for name, value in values.items():
        rows[name][1] = value
    return rows


def test_a_row_of_results_says_which_run_it_is_and_holds_each_outcome_under_its_name() -> None:
    runs = [Run("siloed", "none", 3, 7, 1), Run("sales-led", "all", 4, 8, 1)]
    shared = Company(small(), None, None, None, {})  # type: ignore[arg-type]
    frame = to_frame(shared, runs, [quarters(**{name: 100.0 + place for place, name in enumerate(NAMES)}), quarters()])
    assert frame.paradigm.tolist() == ["siloed"] * 2 + ["sales-led"] * 2
    assert frame.forces.tolist() == ["none"] * 2 + ["all"] * 2
    assert (frame.replication.tolist(), frame.seed.tolist(), frame.quarter.tolist()) == (
        [3, 3, 4, 4],
        [7, 7, 8, 8],
        [0, 1, 0, 1],
    )
    assert frame.loc[1, list(NAMES)].tolist() == [100.0 + place for place in range(len(NAMES))]
    assert (frame.loc[[0, 2, 3], list(NAMES)] == 0.0).all(axis=None)


def test_replications_live_with_one_parameter_set_after_the_other_whatever_the_seed() -> None:
    shared = Company(small(), None, None, None, {})  # type: ignore[arg-type]
    varied = shared._replace(sets=tuple(shared._replace(parameter_set=number) for number in (5, 2, 9)))
    met = [
        varied.of(Run("siloed", "none", replication, seed, 4)).parameter_set
        for replication in range(4)
        for seed in (1, 2)
    ]
    assert met == [5, 5, 2, 2, 9, 9, 5, 5]
    assert shared.of(Run("siloed", "none", 1, 1, 4)) is shared


def test_a_sky_is_of_its_own_forces_and_as_long_as_asked() -> None:
    shared = prepare(small({"forces.technology.shape": "constant", "forces.technology.end": 0.4}))
    sky = shared.sky("technology", 13)
    assert (len(sky), float(sky.technology[5]), float(sky.buyers[5])) == (14, 0.4, 0.0)
    assert float(shared.sky("none", 13).technology[5]) == 0.0
    assert len(shared.sky("technology", 26)) == 27


def test_a_plan_goes_by_paradigm_then_forces_then_replication_under_one_seed() -> None:
    runs = plan(small(), paradigms=["siloed", "drift"], forces=["none", "all"], replications=2, quarters=3, seed=9)
    assert [(run.paradigm, run.forces, run.replication) for run in runs] == [
        (paradigm, forces, number)
        for paradigm in ("siloed", "drift")
        for forces in ("none", "all")
        for number in (0, 1)
    ]
    assert {(run.seed, run.quarters, run.switch_quarter) for run in runs} == {(9, 3, 0)}


def test_trust_moves_when_customers_have_had_their_say_and_leaders_decide_what_has_pressed() -> None:
    names = [phase.name for phase in PHASES]
    before = [("forces_move", "decisions_are_taken"), ("decisions_are_taken", "structure_moves"), ("structure_moves", "ties_follow_structure"),
              ("ties_follow_structure", "people_set_aside_hours"), ("people_set_aside_hours", "marketers_run_campaigns"),
              ("marketers_run_campaigns", "leads_are_handed_over"), ("leads_are_handed_over", "reps_work_leads"), ("reps_work_leads", "buyers_move"),
              ("buyers_move", "wins_are_credited"), ("wins_are_credited", "customers_live_on"), ("customers_live_on", "trust_moves"),
              ("trust_moves", "people_propose_ideas"), ("trust_moves", "people_live"), ("people_live", "questions_arise"), ("questions_arise", "matters_press"),
              ("matters_press", "leaders_lead"), ("leaders_lead", "leaders_share_time"), ("leaders_share_time", "quarter_closes")]  # fmt: skip
    assert [(one, other) for one, other in before if names.index(one) > names.index(other)] == []


@pytest.mark.parametrize(("week", "quarters_begun"), [(1, 1), (13, 1), (14, 2), (26, 2)])
def test_wins_by_source_hold_the_quarter_under_way(week: int, quarters_begun: int) -> None:
    from tests.model.worked.test_worked_record import NAMES as OF_RECORD

    org = company("pair").copy()
    log = Recorder(org, OF_RECORD, 26)
    org.clock[0].week = week
    assert max(log.still_open(org)["wins_by_source"].column("quarter").to_pylist()) == quarters_begun


def test_what_was_disputed_before_contests_no_win_of_this_week() -> None:
    from cordiale.simulation.recording.diary import see_company
    from tests.model.worked.test_worked_record import NAMES as OF_RECORD

    org = company("pair").copy()
    log = Recorder(org, OF_RECORD, 4)
    org.company[0].matters = 3
    org.tally[0].leads_created = 7.0
    log.make_room(org)
    in_plain(see_company)(org, log)
    assert (log.seen[0].matters, log.seen[0].created) == (3, 7.0)


@pytest.mark.parametrize(("quarters", "refused"), [(25, False), (26, True)])
def test_demand_may_grow_tenfold_and_no_further_to_the_quarter(quarters: int, refused: bool) -> None:
    if refused:
        with pytest.raises(ValueError, match="10-fold is allowed"):
            Growth(demand=0.1, quarters=quarters)
    else:
        assert Growth(demand=0.1, quarters=quarters).in_quarter(quarters) < 9.0


def test_what_extends_a_file_changes_only_what_it_says_however_deep_it_stands() -> None:
    below = {
        "forces": {"buyers": {"start": 0.1, "end": 0.2}, "technology": {"end": 0.3}},
        "name": "a",
        "sources": [1, 2],
    }
    above = {"forces": {"buyers": {"end": 0.9}}, "sources": [3]}
    assert merge(below, above) == {
        "forces": {"buyers": {"start": 0.1, "end": 0.9}, "technology": {"end": 0.3}},
        "name": "a",
        "sources": [3],
    }
    assert below["forces"]["buyers"]["end"] == 0.2  # type: ignore[index]


@pytest.mark.parametrize(
    ("texts", "last", "wrong"),
    [
        (["Q2 survey", "Q2 programme"], 0, False), (["Q2 survey", "Q3 survey"], 0, False), (["Q2 heads=1", "Q2 heads=2"], 0, True),
        (["Q2 when wins < 1 heads=1", "Q2 when wins > 1 heads=2"], 0, False), (["Q2 when wins < 1 heads=1", "Q2 heads=2"], 0, True),
        (["Q4 survey"], 4, False), (["Q5 survey"], 4, True),
    ],
)  # fmt: skip
def test_decisions_contradict_each_other_where_they_decide_one_thing_of_one_quarter_or_lie_after_the_end(
    texts: list[str], last: int, wrong: bool
) -> None:
    found = [resolved(text) for text in texts]
    if wrong:
        with pytest.raises(ValueError, match=r"decide|after the last"):
            check_together(found, last)
    else:
        check_together(found, last)


def test_a_decision_is_said_as_it_was_meant() -> None:
    assert [said(each) for each in (True, False, 1.0, 0.25, Attribution.POOLED)] == ["yes", "no", "1", "0.25", "pooled"]
    assert split_decisions(" Q1 survey ;; Q2 programme") == ["Q1 survey", "Q2 programme"]
    one = resolved("Q2 when wins >= 3 paradigm=siloed heads=1 leadership.strength=0.4 survey")
    assert dict(one.things()) == {"paradigm": "siloed", "heads": 1, "leadership.strength": 0.4, "survey": True}
    assert (one.quarter, one.when) == (2, "wins >= 3")


@pytest.mark.parametrize(("name", "allowed", "refused"), [
    ("morale", (0.0, 0.5, 1.0), (-0.1, 1.1)), ("owed_hours", (0.0, 40.0), (-1.0,)), ("target", (0.01, 5.0), (0.0,)), ("hours_left", (0.0, 36.0), (36.1, -1.0)),
])  # fmt: skip
def test_what_one_may_set_of_a_person_is_within_its_range_ends_included(name: str, allowed: Any, refused: Any) -> None:
    (ann, *_) = people(rep__weekly_hours=36.0).people
    for value in allowed:
        setattr(ann, name, value)
        assert getattr(ann, name) == value
    for value in refused:
        with pytest.raises(ValueError, match=f"{name} of ann"):
            setattr(ann, name, value)
