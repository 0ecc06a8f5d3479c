"""The model's description is enough to write the model again: rules rebuilt from its words give the same numbers.

Here luck, the founding, structure, trust and people; leads and leaders are in the files beside this one.
"""

from statistics import NormalDist
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.founding.first_day import found
from cordiale.simulation.rules.capacity import voice
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.world.arithmetic import normal
from cordiale.simulation.world.draws import draw, fate
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.parameters import PARAMETERS
from tests.documents.rebuilt import (
    common,
    founding,
    luck,
    people,
    quarter,
    reorganisation,
    structure,
    trust,
)  # fmt: skip
from tests.support.lived import GROWTH, LIVED, VALUES, Moment, agree, enough, frozen, moments, rows, same, working_copy
from tests.support.worlds import decide, eventful, small, step, world

# 4.9 Luck


def test_luck_has_the_address_that_the_document_says() -> None:
    org = world(eventful(), "siloed", seed=2**32 - 7, replication=12345)
    for week in (77, 0, -104):
        org.clock[0].week = week
        for who in (0, 5, 2**31 + 1, 2**33 + 9, 2**62 + 2**40 + 3):
            for decision in (1, 7, 27):
                assert luck.luck(2**32 - 7, 12345, week, decision, who) == tuple(draw(org, decision, who))
                assert luck.fate(2**32 - 7, 12345, decision, who) == tuple(fate(org, decision, who))


def test_philox_gives_its_published_answers() -> None:
    ones = 2**32 - 1
    assert luck.philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
    assert luck.philox((ones,) * 4, (ones, ones)) == (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)


def test_its_normal_quantile_is_the_normal_quantile() -> None:
    for uniform in np.linspace(1e-9, 1 - 1e-9, 501):
        same(NormalDist().inv_cdf(float(uniform)), float(normal(float(uniform))))


# 5 Initialisation


def test_a_company_is_founded_as_the_document_says() -> None:
    for paradigm in ("siloed", "assimilated"):
        org = world(LIVED, paradigm, "all", seed=3)
        here, address = frozen(org), Moment(frozen(org), None)
        for who in org.people:
            endowed, tempered = (
                address.this_week(decision, who.identity) for decision in (luck.ENDOWMENT, luck.TEMPER)
            )
            brought = founding.person(VALUES, here, who.function, endowed)
            for name, value in (brought | founding.career(VALUES, here, who.kind, tempered)).items():
                same(value, who[name])
        for row, view in enumerate(founding.first_views(VALUES, working_copy(here))):
            same(view, org.people.orientation[row])
        meetings = np.zeros(len(here.people))
        for row, tie in enumerate(here.ties):
            same(founding.contact(here, tie), tie.contact)
            meetings[[tie.rep, tie.marketer]] += VALUES["coordination.meeting_hours"] * tie.contact
            for opinion in here.opinions[2 * row : 2 * row + 2]:
                assert (opinion.cognition, opinion.affect) == (VALUES["trust.initial"],) * 2
                assert (opinion.ceiling, opinion.evidence, opinion.repair, opinion.weight) == (1, 0, 0, 0)
            same(founding.shared(VALUES, here, row) if row < here.company[0].pairs else 0.0, tie.shared)
        np.testing.assert_allclose(meetings, here.people.meeting_hours)
        for record in ("settled_share", "reported_quality", "reported_follow_up"):
            same(VALUES["trust.initial"], here.company[0][record])
        same(VALUES["buyers.autonomy"], here.company[0].roles_for)
        same(quarter.alignment(VALUES, here), here.company[0].alignment)
        believed = working_copy(here)
        believed.company[0].belief = believed.company[0].alignment
        weight = VALUES["perception.surface_weight"]
        for _ in range(13):
            seen, reported = quarter.surface(VALUES, believed, 1.0, 1.0), quarter.report(VALUES, believed)
            believed.company[0].belief = weight * seen + (1 - weight) * reported
        same(believed.company[0].belief, here.company[0].belief)


def test_companies_differ_in_their_traits() -> None:
    bounds = {each.dotted: (each.low, each.high) for each in PARAMETERS}
    moved = 0
    for replication, spread in ((0, 1.0), (1, 1.0), (2, 0.4), (3, 0.0)):
        differing = LIVED.model_copy(update={"company": LIVED.company.model_copy(update={"spread": spread})})
        org = world(differing, "siloed", replication=replication)
        address = Moment(frozen(org), None)
        normals = [
            NormalDist().inv_cdf(address.born_with(luck.TRAIT, number)[0]) for number in range(len(founding.TRAITS))
        ]
        own = founding.traits(VALUES, bounds, spread, normals)
        for each in PARAMETERS:
            same(own[each.dotted], float(org.parameters[0][f"{each.group}_{each.name}"]))
            moved += own[each.dotted] != VALUES[each.dotted]
    assert moved == 3 * len(founding.TRAITS)


def test_a_company_burns_in_before_its_record_begins() -> None:
    calm = LIVED.model_copy(update={"company": LIVED.company.model_copy(update={"burn_in": 1})})
    org = world(calm, "siloed", "all", seed=3, switch_quarter=2)
    assert (org.clock[0].week, org.clock[0].quarter) == (0, 0)
    assert [tuple(each)[:3] for each in org.decisions] == [(14, 0, 4)]
    first = world(LIVED, "siloed", "all", seed=3)
    for force in ("technology", "buyers", "business_model"):  # held at the level of week 0
        assert org.conditions[0][force] == first.weather[0][force]
    names = {int(customer.identity) for customer in rows(org.customers, org.company[0].customers)}
    stocked = founding.stock(VALUES, luck.luck(3, 0, -13, luck.FOUNDING, int(first.people[0].identity)))[0]
    assert names & {luck.lead(int(first.people[0].identity), -13, number) for number in range(stocked)}
    assert np.isnan(org.quarters[0].win_rate)
    assert org.quarters[0].revenue == 0


def test_pairs_are_tied_by_their_affinity() -> None:
    for reps, marketers in ((7, 5), (2, 9), (9, 1)):
        org = world(small(reps=reps, marketers=marketers), "siloed", seed=5)
        address = Moment(frozen(org), None)
        liking = lambda pair, address=address: address.this_week(luck.AFFINITY, pair)[0]  # noqa: E731
        ties = founding.pairs(address.before, contacts=2, liking=liking)
        own, beyond = org.ties[: org.company[0].pairs], org.ties[org.company[0].pairs :]
        assert [(tie.rep, tie.marketer, tie.identity) for tie in own] == ties
        met = founding.leaders(address.before)
        assert [(tie.rep, tie.marketer) for tie in beyond] == met
        behind = {both: len(own) + number for number, both in enumerate(met)}
        boss = {row: int(org.teams[org.people[row].team].manager) for row in range(reps + marketers)}
        for team in org.teams:
            heads = (org.company[0].sales_head, org.company[0].marketing_head)
            both = (team.manager, heads[1]) if team.function == 0 else (heads[0], team.manager)
            assert team.counterpart == behind.get(both, -1)
        for tie in own:
            assert tie.leaders == behind.get((boss[tie.rep], boss[tie.marketer]), -1)
            same(address.this_week(luck.AFFINITY, tie.identity)[1], tie.affinity)


@pytest.mark.parametrize("burn_in", [0, 2])
def test_a_company_starts_with_customers_and_opportunities(burn_in: int) -> None:
    ready, week = prepare(LIVED), -13 * burn_in
    org = found(
        ready.blueprint, LIVED.rows["proportional"].values(), parameters=ready.parameters, theory=LIVED.theory_record(),
        sources=ready.sources, quantiles=LIVED.quantiles.tables(),
        weather=ready.sky("all", 0), seed=3, replication=0, burn_in=burn_in, spread=0.0,
    )  # fmt: skip
    assert org.clock[0].week == week
    here, address = frozen(org), Moment(frozen(org), None)
    old, under_way = (
        {int(each.identity): each for each in rows(table, count)}
        for table, count in ((org.customers, org.company[0].customers), (org.leads, org.company[0].leads))
    )
    known = 0
    for row in range(org.company[0].reps):
        who, own = org.people[row].identity, [number for number, tie in enumerate(org.ties) if tie.rep == row]
        customers_of_old, opportunities = founding.stock(VALUES, address.this_week(luck.FOUNDING, who))
        for number in range(customers_of_old):
            name = luck.lead(who, week, number)
            renewal, books = (address.this_week(decision, name) for decision in (luck.RENEWAL, luck.OLD_BOOKS))
            for field, value in founding.customer(VALUES, week, own, renewal, books).items():
                same(value, old[name][field])
        for number in range(opportunities):
            name = luck.lead(who, week, 2**15 + number)
            fates = (address.born_with(decision, name) for decision in (luck.LEAD_NATURE, luck.LEAD_JOURNEY))
            uniforms = (*fates, address.this_week(luck.OLD_BOOKS, name))
            for field, value in founding.opportunity(VALUES, here, own, uniforms).items():
                same(value, under_way[name][field])
        known += customers_of_old + opportunities
    assert known == len(old) + len(under_way)


# 7.2 to 7.4


def test_conditions_follow_the_forces() -> None:
    contests = 0
    for moment in moments("forces_move"):
        before, after = moment
        here = SimpleNamespace(
            structure=before.structure.copy(),
            conditions=after.conditions,
            company=before.company.copy(),
            theory=before.theory,
        )
        for name, value in structure.conditions(VALUES, here, moment.decision_rule).items():
            same(value, after.conditions[0][name])
        same(structure.demand(GROWTH, quarters=12, week=after.clock[0].week), after.conditions[0].demand)
        reorganisation.contest(VALUES, here, Moment(after, None).this_week(luck.CONTEST, 0))
        agree(here, after, structure=["power_balance"], company=["contested"])
        contests += here.company[0].contested
    enough(contests, 20)


def test_a_contest_may_be_won_by_chance() -> None:
    contests = otherwise = 0
    for moment in moments("forces_move"):
        here, org = working_copy(moment.before), Organisation(**vars(working_copy(moment.before)))
        here.theory.contests[:] = org.theory.contests[:] = reorganisation.BY_CHANCE
        step(org, "forces_move")
        here.conditions = org.conditions
        reorganisation.contest(VALUES, here, Moment(org, None).this_week(luck.CONTEST, 0))
        agree(here, org, structure=["power_balance"], company=["contested"])
        contests += here.company[0].contested
        otherwise += here.structure[0].power_balance != moment.after.structure[0].power_balance
    enough(contests, 20)
    enough(otherwise, 1)


def test_leaders_may_make_it_safe_to_speak() -> None:
    org = world(LIVED, "sales-led")
    for theory in (common.VOICE_BY_POWER, common.VOICE_BY_SAFETY):
        org.theory.voice[:] = theory
        for side in (common.SALES, common.MARKETING):
            same(common.voice(VALUES, frozen(org), side), voice(org, side))


def test_contacts_and_knowledge_follow_structure() -> None:
    cases = leading = 0
    for before, after in moments("ties_follow_structure"):
        same(structure.quality(VALUES, before), after.company[0].quality)
        for row, tie in enumerate(before.ties):
            met = structure.contact(VALUES, before, tie)
            same(met, after.ties[row].contact)
            if row >= before.company[0].pairs:
                leading += 1
                continue
            same(structure.shared(VALUES, before, row, met), after.ties[row].shared)
            cases += 1
        for row, person in enumerate(after.people):
            own = [tie for tie in range(len(before.ties)) if row in (before.ties[tie].rep, before.ties[tie].marketer)]
            asked = sum(structure.due(VALUES, before, before.ties[tie]) for tie in own)
            asked *= VALUES["coordination.meeting_hours"]
            same(asked, person.meetings_asked)
            same(structure.fit(VALUES, asked), person.meetings_fit)
            same(sum(after.ties[own].contact) * VALUES["coordination.meeting_hours"], person.meeting_hours)
            pairs = after.ties[[tie for tie in own if tie < before.company[0].pairs]]
            known = (pairs.contact * pairs.shared).sum() / (pairs.contact.sum() + VALUES["handoff.cold_routing"])
            same(known, person.shared)
    enough(leading, 100)
    enough(cases, 1000)


def test_hours_go_where_they_are_promised() -> None:
    for before, after in moments("people_set_aside_hours"):
        care = 0.0
        for row, person in enumerate(after.people):
            left, lost, leading = structure.hours(VALUES, before, row)
            engaged = 0.0
            if person.kind == 1:
                engaged, part = structure.engage(VALUES, before, left)
                care += part / before.company[0].marketers
            same(left - engaged, person.hours_left)
            same(lost, person.friction_hours)
            same(left / person.weekly_hours, person.practice)
            assert person.owed_hours == person.joint_hours == 0
            assert person.system == structure.tool(before, before.people[row])
            if person.kind == 2:
                same(leading, person.leading_left)
        same(care, after.company[0].care)


# 7.3 Switch and drift


MOVED = ["transition_left", "transition_length", "upheaval", "drifted", "roles_for"]


def test_structure_is_switched_or_drifts() -> None:
    switched = drifted = 0
    for moment in moments("structure_moves"):
        here = working_copy(moment.before)
        reorganisation.structure_moves(VALUES, here, moment.born_with(luck.RESISTANCE, 0)[0])
        agree(here, moment.after, structure=[*here.structure.dtype.names], people=["clarity"], company=MOVED)
        switched += here.company[0].transition_left > 0
        drifted += here.structure[0].follows_forces and here.company[0].drifted == 0
    enough(min(switched, drifted), 1)


TAKEN = {"decisions": ["taken"], "company": [*MOVED, "belief", "programme_left"], "opinions": ["repair"]}


def test_decisions_are_taken() -> None:
    taken, waited = set(), 0
    for moment in moments("decisions_are_taken"):
        here, there = working_copy(moment.before), moment.after
        reorganisation.decisions_are_taken(VALUES, here)
        agree(here, there, structure=[*here.structure.dtype.names], people=["clarity", "owed_hours"], **TAKEN)
        taken |= {int(kind) for kind in there.decisions.kind[there.decisions.taken == there.clock[0].week]}
        waited += int((there.decisions.taken > there.decisions.due).sum())
    assert taken == {0, 1, 3, 4, 5}
    assert waited


@pytest.mark.parametrize("texts", [
    ("Q1 recalibrate leadership.strength=0.9", "Q1 leadership.coaching=0.1"), ("Q1 paradigm=siloed heads=1",),
    ("Q1 recalibrate programme survey",), ("Q1 decision_rule=one-head",),
])  # fmt: skip
def test_decisions_are_taken_in_any_week_that_begins_a_quarter(texts: tuple[str, ...]) -> None:
    cases = 0
    for moment in list(moments("decisions_are_taken"))[::3]:
        org = Organisation(**vars(working_copy(moment.before)))
        decide(org, *texts)
        org.decisions.due[:] = org.clock[0].week
        here = frozen(org)
        reorganisation.decisions_are_taken(VALUES, here)
        step(org, "decisions_are_taken")
        agree(here, org, structure=[*here.structure.dtype.names], people=["clarity", "owed_hours"], **TAKEN)
        agree(here, org, parameters=[*here.parameters.dtype.names])
        cases += int((org.decisions.taken == org.clock[0].week).all())
    enough(cases, 50)


SPANS = (
    ("integration", 0, 1), ("role_overlap", 0, 1), ("power_balance", -1, 1), ("shared_goals", 0, 1),
    ("joint_planning", 0, 20),
)  # fmt: skip


def test_a_switch_is_as_large_as_its_largest_move() -> None:
    org, random = world(LIVED, "siloed"), np.random.default_rng(1)
    org.company.switch_week[:] = org.clock[0].week
    for case in range(40):
        for row in (0, 3):
            for name, low, high in SPANS:
                org.structure[row][name] = random.uniform(low, high) * (1 if case % 4 else 0.3)
            org.structure[row].heads = 1 + int(random.integers(2)) if case % 3 == 0 else 1
        org.company.transition_left[:], org.company.alignment[:] = 0, random.uniform()
        here = frozen(org)
        reorganisation.decisions_are_taken(VALUES, here)
        reorganisation.structure_moves(VALUES, here, Moment(here, None).born_with(luck.RESISTANCE, 0)[0])
        step(org, "decisions_are_taken")
        step(org, "structure_moves")
        agree(here, org, company=MOVED, people=["clarity"], structure=[*here.structure.dtype.names])


# 7.11 and 7.12


def test_opinions_live_their_weeks() -> None:
    lived = heard = deceived = repaired = blamed = 0
    for before, after in moments("trust_moves"):
        for row, opinion in enumerate(before.opinions):
            opinions_agree(trust.week_of_an_opinion(VALUES, before, row), after.opinions[row])
            lived += opinion.weight > 0
            blamed += opinion.weight == 0 and after.opinions[row].evidence > opinion.evidence
            deceived += opinion.violations > 0
            repaired += opinion.repair > 0
            heard += before.clock[0].week % 13 == 0
        assert (after.ties.conflict == 0).all()
    enough(lived, 500)
    enough(min(heard, deceived, repaired, blamed), 50)


def opinions_agree(mine: trust.Mind, models: Any) -> None:
    """What a week made of an opinion is the same in all that it holds."""
    for name in ("cognition", "affect", "ceiling", "repair", "evidence"):
        same(getattr(mine, name), models[name])


@pytest.mark.parametrize("theory", [trust.BETA, trust.EXPECTANCY])
def test_opinions_live_by_the_rival_theories(theory: int) -> None:
    lived = 0
    for moment in list(moments("trust_moves"))[::7]:
        before, models = working_copy(moment.before), working_copy(moment.before)
        before.theory.trust[:] = models.theory.trust[:] = theory
        before.opinions.evidence[:] = models.opinions.evidence[:] = np.arange(len(before.opinions)) % 5
        step(Organisation(**vars(models)), "trust_moves")
        for row, opinion in enumerate(before.opinions):
            opinions_agree(trust.week_of_an_opinion(VALUES, before, row), models.opinions[row])
            lived += opinion.weight > 0
    enough(lived, 50)


def test_people_live_their_weeks() -> None:
    stayed = gone = 0
    for moment in moments("people_live"):
        before, after = moment
        for row in range(before.company[0].reps + before.company[0].marketers):
            person = before.people[row]
            if person.vacant > 0:
                same(person.vacant - 1, after.people[row].vacant)
                continue
            week = people.live(VALUES, before, row, moment.this_week(luck.CAREER, person.identity))
            assert week.leaves == (after.people[row].identity != person.identity)
            if week.leaves:
                gone += 1
                newcomers(moment, row)
                continue
            for name in ("specialisation", "skill", "clarity", "orientation", "morale"):
                same(getattr(week, name), after.people[row][name])
            same(person.experience + 1, after.people[row].experience)
            stayed += 1
    enough(stayed, 1000)
    enough(gone, 20)


def newcomers(moment: Moment, row: int) -> None:
    """Whoever comes to an empty seat is somebody else, and hears from the team what to think."""
    before, after = moment
    here = after.people[row]
    assert here.identity == here.seat * 256 + (before.people[row].identity % 256 + 1) % 256
    endowed = moment.this_week(luck.ENDOWMENT, here.identity)
    for name, value in people.newcomer(VALUES, before, here.function, endowed).items():
        same(value, here[name])
    assert here.expects == before.people[row].expects
    for number, tie in enumerate(after.ties):
        if row in (tie.rep, tie.marketer):
            assert tie.shared == 0
            new = sum(after.people[who].identity != before.people[who].identity for who in (tie.rep, tie.marketer))
            same(before.ties[number].contact * VALUES["people.handover"] ** new, tie.contact)
            for opinion, truster in ((2 * number, tie.rep), (2 * number + 1, tie.marketer)):
                mind, team = after.opinions[opinion], before.teams[before.people[truster].team]
                fresh = (mind.cognition, mind.affect, mind.ceiling, mind.repair, mind.valence, mind.weight)
                assert (*fresh, mind.violations) == (team.cognition, team.affect, 1, 0, 0, 0, 0)
                assert mind.evidence == 0
