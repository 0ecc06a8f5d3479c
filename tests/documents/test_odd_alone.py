"""The model's description is enough to write the model again: rules rebuilt from its words give the same numbers.

Here luck, the founding, structure, trust and people; leads and leaders are in the files beside this one.
"""

from statistics import NormalDist
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.simulation.world.arithmetic import normal
from cordiale.simulation.world.draws import draw, fate
from cordiale.simulation.world.organisation import Organisation
from tests.documents.rebuilt import (
    founding,
    luck,
    people,
    quarter,
    reorganisation,
    structure,
    trust,
)  # fmt: skip
from tests.support.lived import LIVED, VALUES, Moment, Z, agree, enough, frozen, moments, rows, same, working_copy
from tests.support.worlds import eventful, small, step, world

# 4.9 Luck


def test_luck_has_the_address_that_the_document_says() -> None:
    org = world(eventful(), "siloed", seed=2**32 - 7, replication=12345)
    org.clock[0].week = 77
    for who in (0, 5, 2**31 + 1, 2**33 + 9, 2**62 + 2**40 + 3):
        for decision in (1, 7, 25):
            assert luck.luck(2**32 - 7, 12345, 77, decision, who) == tuple(draw(org, decision, who))
            assert luck.fate(2**32 - 7, 12345, decision, who) == tuple(fate(org, decision, who))


def test_philox_gives_its_published_answers() -> None:
    ones = 2**32 - 1
    assert luck.philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
    assert luck.philox((ones,) * 4, (ones, ones)) == (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)


def test_its_normal_quantile_is_the_normal_quantile() -> None:
    for uniform in np.linspace(1e-9, 1 - 1e-9, 501):
        same(NormalDist().inv_cdf(float(uniform)), float(normal(float(uniform))), Z)


# 5 Initialisation


def test_a_company_is_founded_as_the_document_says() -> None:
    for paradigm in ("siloed", "assimilated"):
        org = world(LIVED, paradigm, "all", seed=3)
        here, address = frozen(org), Moment(frozen(org), None)
        for who in org.people:
            endowed, tempered = (
                address.this_week(decision, who.identity) for decision in (luck.ENDOWMENT, luck.TEMPER)
            )
            for name, value in founding.person(VALUES, here, who.function, endowed, tempered).items():
                same(value, who[name], Z)
        for row, view in enumerate(founding.first_views(VALUES, working_copy(here))):
            same(view, org.people.orientation[row])
        for row, tie in enumerate(here.ties):
            trusts, contact = founding.pair(VALUES, here, tie, address.this_week(luck.RAPPORT, tie.identity))
            same(contact, tie.contact)
            rep, marketer = here.opinions[2 * row], here.opinions[2 * row + 1]
            for mine, models in zip(
                trusts, (rep.cognition, rep.affect, marketer.cognition, marketer.affect), strict=True
            ):
                same(mine, models, Z)
            same(founding.shared(VALUES, here, row), tie.shared)
        for record in ("settled_share", "reported_quality", "reported_follow_up"):
            same(VALUES["perception.first_record"], here.company[0][record])
        same(quarter.alignment(VALUES, here), here.company[0].alignment)
        believed = working_copy(here)
        believed.company[0].belief = believed.company[0].alignment
        weight, keep = VALUES["perception.surface_weight"], 0.0
        for _ in range(13):
            seen = quarter.surface(VALUES, believed, 1e9)
            reported = quarter.report(VALUES, believed)
            believed.company[0].belief = keep + weight * seen + (1 - weight) * reported
        same(believed.company[0].belief, here.company[0].belief)


def test_pairs_are_tied_by_their_affinity() -> None:
    for reps, marketers in ((7, 5), (2, 9), (9, 1)):
        org = world(small(reps=reps, marketers=marketers), "siloed", seed=5)
        address = Moment(frozen(org), None)
        liking = lambda pair, address=address: address.this_week(luck.AFFINITY, pair)[0]  # noqa: E731
        ties = founding.pairs(address.before, contacts=2, liking=liking)
        assert [(tie.rep, tie.marketer, tie.identity) for tie in org.ties] == ties
        for tie in org.ties:
            same(address.this_week(luck.AFFINITY, tie.identity)[1], tie.affinity)


def test_a_company_starts_with_customers_and_opportunities() -> None:
    org = world(LIVED, "proportional", "all", seed=3)
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
            name = luck.lead(who, 0, number)
            for field, value in founding.customer(VALUES, own, address.this_week(luck.RENEWAL, name)).items():
                same(value, old[name][field], Z)
        for number in range(opportunities):
            name = luck.lead(who, 0, 2**15 + number)
            fates = (address.born_with(decision, name) for decision in (luck.LEAD_NATURE, luck.LEAD_JOURNEY))
            uniforms = (*fates, address.this_week(luck.OLD_BOOKS, name))
            for field, value in founding.opportunity(VALUES, here, own, uniforms).items():
                same(value, under_way[name][field], Z)
        known += customers_of_old + opportunities
    assert known == len(old) + len(under_way)


# 7.2 to 7.4


def test_conditions_follow_the_forces() -> None:
    for moment in moments("forces_move"):
        here = SimpleNamespace(structure=moment.before.structure, conditions=moment.after.conditions)
        for name, value in structure.conditions(VALUES, here, moment.decision_rule).items():
            same(value, moment.after.conditions[0][name])


def test_contacts_and_knowledge_follow_structure() -> None:
    cases = 0
    for before, after in moments("ties_follow_structure"):
        same(structure.quality(VALUES, before), after.company[0].quality)
        for row, tie in enumerate(before.ties):
            met = structure.contact(VALUES, before, tie)
            same(met, after.ties[row].contact)
            same(structure.shared(VALUES, before, row, met), after.ties[row].shared)
            cases += 1
    enough(cases, 1000)


def test_hours_go_where_they_are_promised() -> None:
    for before, after in moments("people_set_aside_hours"):
        for row, person in enumerate(after.people):
            left, lost, leading = structure.hours(VALUES, before, row)
            same(left, person.hours_left)
            same(lost, person.friction_hours)
            same(left / person.weekly_hours, person.practice)
            assert person.owed_hours == person.joint_hours == 0
            assert person.system == structure.tool(before, before.people[row])
            if person.kind == 2:
                same(leading, person.leading_left)


# 7.3 Switch and drift


def test_structure_is_switched_or_drifts() -> None:
    switched = drifted = contests = 0
    for moment in moments("structure_moves"):
        here, contest = working_copy(moment.before), moment.this_week(luck.CONTEST, 0)
        assert reorganisation.contested(VALUES, here, contest) == here.company[0].contested
        reorganisation.structure_moves(VALUES, here, contest)
        agree(here, moment.after, structure=[*here.structure.dtype.names], people=["clarity"])
        agree(here, moment.after, company=["transition_left", "transition_length", "upheaval", "drifted"])
        switched += here.company[0].transition_left > 0
        drifted += here.structure[0].follows_forces and here.company[0].drifted == 0
        contests += here.company[0].contested
    enough(min(switched, drifted, contests), 1)


SPANS = (
    ("integration", 0, 1), ("role_overlap", 0, 1), ("power_balance", -1, 1), ("shared_goals", 0, 1),
    ("joint_planning", 0, 20),
)  # fmt: skip


def test_a_switch_is_as_large_as_its_largest_move() -> None:
    org, random = world(LIVED, "siloed"), np.random.default_rng(1)
    org.company.switch_week[:] = org.clock[0].week
    for case in range(40):
        for row in (0, 2):
            for name, low, high in SPANS:
                org.structure[row][name] = random.uniform(low, high) * (1 if case % 4 else 0.3)
            org.structure[row].heads = 1 + random.integers(2) if case % 3 == 0 else 1
        org.company.transition_left[:], org.company.alignment[:] = 0, random.uniform()
        here = frozen(org)
        reorganisation.structure_moves(VALUES, here, (0.5,) * 4)
        step(org, "structure_moves")
        agree(here, org, company=["upheaval", "transition_length", "transition_left"], people=["clarity"])
        agree(here, org, structure=[*here.structure.dtype.names])


# 7.11 and 7.12


def test_opinions_live_their_weeks() -> None:
    lived = heard = deceived = repaired = blamed = 0
    for before, after in moments("trust_moves"):
        for row, opinion in enumerate(before.opinions):
            opinions_agree(trust.week_of_an_opinion(VALUES, before, row), after.opinions[row])
            lived += opinion.weight > 0
            blamed += opinion.weight == 0 and after.opinions[row].evidence > VALUES["trust.memory"] * opinion.evidence
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
        same(value, here[name], Z)
    for number, tie in enumerate(after.ties):
        if row in (tie.rep, tie.marketer):
            assert tie.shared == 0
            new = sum(after.people[who].identity != before.people[who].identity for who in (tie.rep, tie.marketer))
            same(before.ties[number].contact * VALUES["people.handover"] ** new, tie.contact)
            for opinion, truster in ((2 * number, tie.rep), (2 * number + 1, tie.marketer)):
                mind, team = after.opinions[opinion], before.teams[before.people[truster].team]
                fresh = (mind.cognition, mind.affect, mind.ceiling, mind.repair, mind.valence, mind.weight)
                assert (*fresh, mind.violations) == (team.cognition, team.affect, 1, 0, 0, 0, 0)
                assert mind.evidence == before.opinions[opinion].evidence
