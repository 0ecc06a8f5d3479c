"""Worlds that differ in one thing differ only where that thing reaches: luck belongs to whom it befalls."""

import math
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.engine import advance
from cordiale.simulation.founding.traits import TRAITS
from cordiale.simulation.runs.company import execute, prepare, start
from cordiale.simulation.runs.results import execute_all
from cordiale.simulation.runs.run import Run, plan
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.arithmetic import logistic, normal
from cordiale.simulation.world.draws import Decision, draw, fate
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import NOBODY, Kind, Level, Stage
from tests.support.worlds import EVERY_PARADIGM, eventful, fingerprint, phase_by_phase, small, step, world

BROUGHT = ("talent", "nature", "tool_luck", "morale", "experience")  # what a person brings; its craft is its work's


def by_identity(org: Organisation, fields: tuple[str, ...]) -> dict[int, tuple[Any, ...]]:
    """What everybody but the leaders between the executives and the teams has, by who they are.

    Those leaders are numbered through the levels; of their luck nothing is ever read.
    """
    lucky = [person for person in org.people if person.level in (Level.PRACTITIONER, Level.EXECUTIVE)]
    return {int(person.identity): tuple(person[field] for field in fields) for person in lucky}


def ties(org: Organisation) -> dict[int, tuple[Any, ...]]:
    """Luck and first opinions of every pair that could work together, by who they are."""
    found = {}
    for row, tie in enumerate(org.ties):
        minds = org.opinions[2 * row : 2 * row + 2]
        found[int(tie.identity)] = (float(tie.affinity), *minds.cognition.tolist(), *minds.affect.tolist())
    return found


def leads_born(org: Organisation, weeks: int, fields: tuple[str, ...]) -> dict[int, tuple[float, ...]]:
    """Every lead that appears in some weeks, by identity, as it is when it appears."""
    born: dict[int, tuple[float, ...]] = {}
    for phase in phase_by_phase(org, weeks):
        if phase.name in ("marketers_run_campaigns", "reps_work_leads"):
            for lead in org.leads[: org.company[0].leads]:
                born.setdefault(int(lead.identity), tuple(float(lead[field]) for field in fields))
    return born


ONE_MORE = [("a rep", {"reps": 8}), ("a marketer", {"marketers": 6}), ("an executive", {"executives": 3})]
GENEROUS = {"campaigns.targeting": 0.0}  # fit without what marketers know: a lead's own nature


def fewer_and_more(more: dict[str, int]) -> tuple[Organisation, Organisation]:
    return world(small(GENEROUS), quarters=2), world(small(GENEROUS, **more), quarters=2)


@pytest.mark.parametrize(("who", "more"), ONE_MORE)
def test_one_person_more_changes_nothing_that_others_bring(who: str, more: dict[str, int]) -> None:
    few, many = fewer_and_more(more)
    ours, theirs = by_identity(few, BROUGHT), by_identity(many, BROUGHT)
    assert len(theirs) == len(ours) + 1
    assert {identity: theirs[identity] for identity in ours} == ours


@pytest.mark.parametrize(("who", "more"), ONE_MORE)
def test_one_person_more_changes_nothing_between_two_others(who: str, more: dict[str, int]) -> None:
    few, many = fewer_and_more(more)
    ours, theirs = ties(few), ties(many)
    shared = ours.keys() & theirs.keys()
    assert len(shared) >= 0.6 * len(ours)  # somebody new may be preferred to somebody tied before
    assert {pair: theirs[pair] for pair in shared} == {pair: ours[pair] for pair in shared}


@pytest.mark.parametrize(("who", "more"), ONE_MORE)
def test_one_person_more_changes_no_buying_group_that_others_meet(who: str, more: dict[str, int]) -> None:
    few, many = fewer_and_more(more)
    ours, theirs = (leads_born(org, 8, ("fit", "value", "source")) for org in (few, many))
    shared = ours.keys() & theirs.keys()
    assert len(shared) > 40
    assert {lead: theirs[lead] for lead in shared} == {lead: ours[lead] for lead in shared}


def test_a_marketer_meets_the_same_buying_groups_in_whatever_row_it_sits() -> None:
    met = []
    for reps in (7, 9):  # marketers sit below the reps
        org = world(small(GENEROUS | {"campaigns.misjudgement": 0.0, "campaigns.leads_per_week": 20.0}, reps=reps))
        for phase in ("forces_move", "people_set_aside_hours", "marketers_run_campaigns"):
            step(org, phase)
        leads = org.leads[: org.company[0].leads]
        fresh = leads[(leads.marketer != NOBODY) & (leads.stage == Stage.QUALIFIED)]
        seats = org.people.seat[fresh.marketer]
        of = [(int(seat), int(lead.identity), float(lead.fit)) for seat, lead in zip(seats, fresh, strict=True)]
        met.append({*of})
    assert len(met[0] & met[1]) > 0.8 * len(met[0]) > 6


def test_a_parameter_that_does_not_concern_it_leaves_a_buying_group_as_it_was() -> None:
    other = GENEROUS | {"trust.gain": 0.2, "people.hiring": 1.0, "credit.self_serving": 0.9, "leadership.strength": 1.0}
    ours, theirs = (leads_born(world(small(values)), 8, ("fit", "value")) for values in (GENEROUS, other))
    shared = ours.keys() & theirs.keys()
    assert len(shared) > 40
    assert {lead: theirs[lead] for lead in shared} == {lead: ours[lead] for lead in shared}


@pytest.mark.parametrize("paradigm", EVERY_PARADIGM[1:])
@pytest.mark.parametrize("forces", ["none", "all"])
def test_two_paradigms_and_force_sets_meet_the_same_people_and_the_same_buyers(paradigm: str, forces: str) -> None:
    here, there = world(small(GENEROUS)), world(small(GENEROUS), paradigm, forces)
    assert by_identity(here, BROUGHT) == by_identity(there, BROUGHT)
    assert {pair: luck[0] for pair, luck in ties(here).items()} == {pair: luck[0] for pair, luck in ties(there).items()}
    ours, theirs = (leads_born(org, 8, ("fit", "value")) for org in (here, there))
    shared = ours.keys() & theirs.keys()
    assert len(shared) > 30
    assert {lead: theirs[lead] for lead in shared} == {lead: ours[lead] for lead in shared}


def traits(scenario: Scenario, paradigm: str, forces: str, replication: int) -> dict[str, float]:
    """The parameters by which companies differ, of one replication's company."""
    record = world(scenario, paradigm, forces, replication=replication).parameters[0]
    return {trait.name: float(record[trait.field]) for trait in TRAITS}


def test_a_replication_s_company_has_the_same_traits_under_every_paradigm_and_force_set() -> None:
    scenario = small({"company.spread": 1.0})
    for replication in (0, 1):
        lives = [(paradigm, forces) for paradigm in EVERY_PARADIGM for forces in ("none", "all")]
        found = [traits(scenario, paradigm, forces, replication) for paradigm, forces in lives]
        assert all(each == found[0] for each in found)


def test_companies_differ_in_their_traits_and_in_nothing_else_that_is_declared() -> None:
    usual, names = small().parameter_record()[0], {trait.field for trait in TRAITS}
    seen = [world(small({"company.spread": 1.0}), replication=each).parameters[0] for each in range(4)]
    for field in usual.dtype.names:
        assert len({float(record[field]) for record in seen}) == (4 if field in names else 1), field
        assert field in names or seen[0][field] == usual[field]
    assert all(traits(small(), "status-quo", "none", each) == traits(small(), "drift", "all", 0) for each in range(3))


@pytest.mark.parametrize("spread", [0.5, 1.0])
def test_a_trait_moves_its_parameter_by_a_normal_luck_of_the_company_on_its_own_scale(spread: float) -> None:
    org = world(small({"company.spread": spread}), replication=3)
    usual = small().parameter_record()[0]
    for number, trait in enumerate(TRAITS):
        moved = spread * trait.spread * normal(fate(org, Decision.TRAIT, number).a)
        value = float(usual[trait.field])
        expected = logistic(math.log(value / (1.0 - value)) + moved) if trait.log_odds else value + moved
        assert org.parameters[0][trait.field] == pytest.approx(expected), trait.name


def test_a_company_starts_with_the_same_customers_and_pipeline_under_every_paradigm() -> None:
    books = []
    for paradigm in EVERY_PARADIGM:
        org = world(small(), paradigm, "all")
        customers, leads = org.customers[: org.company[0].customers], org.leads[: org.company[0].leads]
        books.append((customers.value.tobytes(), customers.renewal_week.tobytes(), leads.fit.tobytes()))
    assert len(set(books)) == 1


def test_neither_the_paradigm_nor_the_forces_nor_the_parameters_are_part_of_an_address() -> None:
    lucks = {
        (tuple(draw(org, Decision.CAMPAIGN, 7)), tuple(fate(org, Decision.LEAD_NATURE, 7)))
        for org in (
            world(small()), world(small(), "siloed", "all"), world(small(reps=9)), world(eventful(), "assimilated"),
        )
    }  # fmt: skip
    assert len(lucks) == 1


def test_another_seed_and_another_replication_are_other_worlds() -> None:
    ends = {fingerprint(world(small(), seed=seed, replication=run)) for seed in range(3) for run in range(3)}
    assert len(ends) == 9


def test_a_newcomer_is_somebody_else_with_luck_of_their_own() -> None:
    org = world(eventful({"people.leaving_sales": 3.0}), quarters=8)
    before = {int(person.seat): int(person.identity) for person in org.people}
    advance(org, 104)
    replaced = [person for person in org.people if int(person.identity) != before[int(person.seat)]]
    assert replaced
    for person in replaced:
        assert draw(org, Decision.CAREER, person.identity) != draw(org, Decision.CAREER, before[int(person.seat)])
    assert len({int(person.identity) for person in org.people}) == len(org.people)


def test_identities_of_people_leads_and_customers_are_never_used_twice() -> None:
    org = world(eventful(), quarters=4)
    met: set[int] = set()
    for phase in phase_by_phase(org, 52):
        if phase.name == "reps_work_leads":
            leads = org.leads[: org.company[0].leads]
            fresh = {int(lead.identity) for lead in leads if int(lead.created) == org.clock[0].week}
            assert not fresh & met
            met |= fresh
    assert len(met) > 400


@pytest.mark.parametrize(
    ("paradigm", "forces", "switch"), [("status-quo", "all", 0), ("assimilated", "none", 2), ("drift", "all", 0)]
)
def test_a_replication_is_the_same_alone_and_among_others_in_any_order(paradigm: str, forces: str, switch: int) -> None:
    scenario = small()
    alone = execute(prepare(scenario), Run(paradigm, forces, 2, 5, 3, switch))
    runs = plan(
        scenario, paradigms=[paradigm, "siloed"], forces=[forces], replications=4, quarters=3, seed=5,
        switch_quarter=switch,
    )  # fmt: skip
    for order in (runs, runs[::-1]):
        company = prepare(scenario)
        results = dict(execute_all(company, order, workers=3))
        place = order.index(Run(paradigm, forces, 2, 5, 3, switch))
        assert results[place].tobytes() == alone.tobytes()


def test_a_run_leaves_no_trace_in_what_runs_of_a_company_share() -> None:
    company = prepare(eventful())
    first = fingerprint(advance(start(company, Run("drift", "all", 0, 1, 3)), 39))
    for paradigm in EVERY_PARADIGM:
        advance(start(company, Run(paradigm, "all", 1, 1, 3)), 39)
    assert fingerprint(advance(start(company, Run("drift", "all", 0, 1, 3)), 39)) == first


def test_a_longer_run_begins_as_the_shorter_one() -> None:
    short, long = (world(eventful(), "proportional", "all", quarters=quarters) for quarters in (2, 6))
    advance(short, 26)
    advance(long, 26)
    assert fingerprint_of(short, "people", "opinions", "ties") == fingerprint_of(long, "people", "opinions", "ties")


def fingerprint_of(org: Organisation, *tables: str) -> bytes:
    return b"".join(getattr(org, table).tobytes() for table in tables)


def test_a_stop_on_the_way_changes_nothing() -> None:
    straight, halting = (world(eventful(), "drift", "all") for _ in range(2))
    advance(straight, 52)
    for week in (1, 2, 13, 14, 30, 52):
        halting = advance(halting.copy(), week)
    assert fingerprint_of(straight, "people", "opinions", "company", "quarters") == fingerprint_of(
        halting, "people", "opinions", "company", "quarters"
    )


def test_people_stand_in_the_order_reps_marketers_leaders() -> None:
    kinds = world(small()).people.kind
    assert (np.diff(kinds) >= 0).all()
    assert (kinds[0], kinds[7], kinds[12]) == (Kind.REP, Kind.MARKETER, Kind.LEADER)


def test_a_lead_that_a_rep_finds_comes_from_no_marketer() -> None:
    org = world(small())
    advance(org, 4)
    leads = org.leads[: org.company[0].leads]
    own = leads[leads.source == NOBODY]
    assert ((own.marketer == NOBODY) == (own.tie == NOBODY)).all()
