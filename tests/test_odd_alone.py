"""The model's description is enough to write the model again: rules rebuilt from its words give the same numbers.

`rebuilt` holds the rules written again in the words of `simulation/ODD.md`. Here they meet the running model: companies of several paradigms and force sets live for some weeks, and before each phase a copy is
taken, on which the rebuilt rule is tried.
"""

from collections.abc import Iterator
from functools import cache
from statistics import NormalDist
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from rebuilt import (
    buyers,
    credit,
    customers,
    founding,
    handoff,
    leads,
    luck,
    matters,
    people,
    quarter,
    reorganisation,
    selling,
    structure,
    trust,
)  # fmt: skip
from worlds import eventful, phase_by_phase, small, snapshot, step, world

from simulation.buyers import readiness
from simulation.draws import draw, fate, normal
from simulation.parameters import PARAMETERS
from simulation.state import (
    ASSIGNED,
    DISPUTE,
    IGNORED,
    LOST,
    MARKETING,
    NEGOTIATION,
    NO_DECISION,
    OPPORTUNITY,
    QUALIFIED,
    REJECTED,
    SALES,
    WON,
    Organisation,
)

EXACT = 1e-12
Z = 1e-6  # the model's normal quantile is good to about 1e-7
LIVES = (
    ("status-quo", "none", 0), ("siloed", "all", 0), ("assimilated", "technology", 0), ("marketing-led", "buyers", 0),
    ("sales-led", "all", 0), ("proportional", "all", 2), ("drift", "all", 0),
)  # fmt: skip
OFTEN = {
    "handoff.dropping": 0.6, "credit.contesting": 0.6, "credit.noticing": 0.6, "customers.onboarding": 2.0,
    "buyers.cycle": 4.0, "buyers.win": 1.0, "customers.initial_per_rep": 4.0, "selling.own_appeal": 0.15,
    "selling.contact_hours": 3.0, "selling.quota": 9.0, "selling.closing_promise": 0.9, "customers.service_hours": 0.1,
    "campaigns.over_promising": 0.8, "customers.renewal": 0.5,
}  # fmt: skip
ATTRIBUTION = ("own-accounting", "first-touch", "last-touch", "linear", "position-based", "pooled")
DECISION_RULE = ("each-alone", "one-head", "dominant-side", "joint-consent")
WEEKS = 16


class Moment(NamedTuple):
    """A company before and after one phase of a week."""

    before: Any
    after: Any

    @property
    def attribution(self) -> str:
        return ATTRIBUTION[self.before.structure[0].attribution]

    @property
    def decision_rule(self) -> str:
        return DECISION_RULE[self.before.structure[0].decision_rule]

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
    for paradigm, forces, switch in LIVES:
        org = world(eventful(OFTEN), paradigm, forces, switch_quarter=switch)
        org.people.success[:] = 0.5  # a company behind its targets promises more
        org.company.reported_quality[:], org.company.reported_follow_up[:] = 0.3, 0.8
        before = frozen(org)
        for phase in phase_by_phase(org, WEEKS):
            after = frozen(org)
            moments.setdefault(phase.name, []).append(Moment(before, after))
            before = after
    return moments


VALUES = {each.dotted: float(eventful(OFTEN).parameter_record()[0][f"{each.group}_{each.name}"]) for each in PARAMETERS}


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


# 7.5 to 7.8


def test_leads_are_found_judged_and_promised_something() -> None:
    cases = 0
    for moment in moments("marketers_run_campaigns"):
        known = set(moment.before.leads.identity[: moment.before.company[0].leads])
        for lead in rows(moment.after.leads, moment.after.company[0].leads):
            if lead.identity in known:
                continue
            marketer = moment.before.people[lead.marketer]
            nature = leads.find(VALUES, moment.before, marketer, moment.born_with(luck.LEAD_NATURE, lead.identity))
            assert nature.qualified
            for name in ("fit", "believed", "value", "promise"):
                same(getattr(nature, name), lead[name], Z)
            cases += 1
        for row in range(moment.before.company[0].reps, len(moment.before.people)):
            marketer = moment.before.people[row]
            if marketer.kind == 1:
                born = moment.this_week(luck.CAMPAIGN, marketer.identity)
                number = leads.campaign(VALUES, moment.before, marketer, born)
                qualified = [
                    name
                    for name in (
                        luck.lead(marketer.identity, moment.before.clock[0].week, each) for each in range(number)
                    )
                    if leads.find(VALUES, moment.before, marketer, moment.born_with(luck.LEAD_NATURE, name)).qualified
                ]
                mine = [
                    lead for lead in rows(moment.after.leads, moment.after.company[0].leads) if lead.marketer == row
                ]
                assert [lead.identity for lead in mine if lead.identity not in known] == qualified
    enough(cases, 500)


def test_leads_are_handed_over() -> None:
    cases = dropped = doubled = 0
    for moment in moments("leads_are_handed_over"):
        before, after = moment
        owed = before.people.owed_hours.copy()
        for row, lead in enumerate(rows(before.leads, before.company[0].leads)):
            if lead.stage != QUALIFIED:
                continue
            own = [number for number, tie in enumerate(before.ties) if tie.marketer == lead.marketer]
            passed = handoff.hand_off(VALUES, before, lead, own, moment.born_with(luck.HAND_OFF, lead.identity))
            there = after.leads[row]
            assert passed.tie == there.tie
            assert there.rep == before.ties[passed.tie].rep
            assert there.stage == (IGNORED if passed.dropped else ASSIGNED)
            assert there.doubled == passed.doubled
            same(passed.information, there.information)
            same(passed.available, there.available)
            if passed.doubled:
                for who in (there.rep, there.marketer):
                    owed[who] += VALUES["handoff.doubled_hours"]
            cases, dropped, doubled = cases + 1, dropped + passed.dropped, doubled + passed.doubled
        np.testing.assert_allclose(owed, after.people.owed_hours, rtol=EXACT)
    enough(cases, 500)
    enough(min(dropped, doubled), 20)


def test_a_rep_sees_in_a_lead_what_the_document_says() -> None:
    ends = {"misfit": REJECTED, "spurned": REJECTED, "rejected": REJECTED, "engaged": OPPORTUNITY}
    found = dict.fromkeys(ends, 0)
    for moment in moments("reps_work_leads"):
        before, after = moment
        for row, lead in enumerate(rows(before.leads, before.company[0].leads)):
            there = after.leads[row]
            if lead.stage != ASSIGNED or there.stage not in (REJECTED, OPPORTUNITY):
                continue
            uniforms = moment.born_with(luck.QUALIFICATION, lead.identity)
            end = leads.contact(VALUES, before, lead, uniforms)
            assert ends[end] == there.stage
            found[end] += 1
            least = leads.bar(VALUES, before, before.people[lead.rep], moment.decision_rule)
            least += VALUES["selling.choosiness_spread"] * lead.mood
            assert leads.perceived(VALUES, before, lead) > least
    enough(min(found.values()), 20)


def test_buyers_live_their_weeks_and_decide() -> None:
    stages = {"won": WON, "no decision": NO_DECISION, "lost": LOST}
    found = dict.fromkeys(stages, 0)
    for moment in moments("buyers_move"):
        here, after = working_copy(moment.before), moment.after
        for row in range(int(here.company[0].leads)):
            lead, there = here.leads[row], after.leads[row]
            if not OPPORTUNITY <= lead.stage <= NEGOTIATION:
                continue
            born_with = moment.born_with(luck.BUYER, lead.identity)
            decided = buyers.live_a_week(VALUES, here, lead, born_with, moment.this_week(luck.BUYER, lead.identity))
            for name in ("progress", "sales_touches", "marketing_touches", "joint", "waited", "decided"):
                same(lead[name], there[name])
            assert lead.last_touch == there.last_touch
            if decided is None:
                assert there.stage == OPPORTUNITY + int(3 * lead.progress)
                continue
            assert there.stage == stages[decided.outcome]
            found[decided.outcome] += 1
            if decided.valence is not None and lead.tie >= 0:
                for opinion in (2 * lead.tie, 2 * lead.tie + 1):
                    here.opinions[opinion].valence += decided.valence
                    here.opinions[opinion].weight += 1
                here.ties[lead.tie].conflict += decided.excluded
        agree(here, after, people=["morale", "joint_hours"], ties=["conflict"], opinions=["valence", "weight"])
    enough(min(found.values()), 50)


def test_log_odds_of_a_win_are_the_models() -> None:
    cases = 0
    for moment in moments("wins_are_credited"):
        here = moment.before
        org = Organisation(**vars(here))
        for row, lead in enumerate(rows(here.leads, here.company[0].leads)):
            if lead.waited > 0:
                same(buyers.win_log_odds(VALUES, here, lead), readiness(org, row))
                cases += 1
    enough(cases, 1000)


# 7.9 and 7.10


def test_wins_are_paid_claimed_and_contested() -> None:
    contests = thefts = detections = 0
    for moment in moments("wins_are_credited"):
        here, after = working_copy(moment.before), moment.after
        tally, disputes = here.tally[0], []
        for lead in rows(here.leads, here.company[0].leads):
            if lead.stage != WON:
                continue
            if lead.marketer < 0:
                here.people[lead.rep].credit += lead.value * (moment.attribution != "pooled")
                tally.credit_claimed += lead.value
                continue
            won = credit.credit(VALUES, here, lead, moment.attribution, moment.born_with(luck.CREDIT, lead.identity))
            tally.credit_claimed += lead.value * sum(won.claims)
            if moment.attribution != "pooled":
                here.people[lead.rep].credit += lead.value * (1 - won.paid_to_marketing)
                here.people[lead.marketer].credit += lead.value * won.paid_to_marketing
            victim = 1 - won.claimant
            if won.contested:
                disputes.append((lead.identity, victim, won.excess[won.claimant]))
                here.ties[lead.tie].conflict += 1
            tally.credit_thefts += won.judged and not won.contested
            here.opinions[2 * lead.tie + victim].violations += won.detected
            contests += won.contested
            thefts += won.judged and not won.contested
            detections += won.detected
        agree(here, after, people=["credit"], tally=["credit_claimed", "credit_thefts"])
        agree(here, after, ties=["conflict"], opinions=["violations"])
        raised = list(rows(after.matters, after.company[0].matters))[here.company[0].matters :]
        assert [(each.kind, each.identity, each.function) for each in raised] == [
            (DISPUTE, *each[:2]) for each in disputes
        ]
        for each, (_, victim, excess) in zip(raised, disputes, strict=True):
            same(each.excess, excess)
            leaders = [int(here.teams[here.people[who].team].manager) for who in (each.rep, each.marketer)]
            assert (each.leader, each.other_leader) == matters.refer(here, moment.decision_rule, victim, *leaders)
    enough(min(contests, thefts, detections), 20)


def test_wins_become_customers_who_expect_what_they_were_promised() -> None:
    cases = 0
    for moment in moments("wins_are_credited"):
        here, after = moment
        fresh = list(rows(after.customers, after.company[0].customers))[here.company[0].customers :]
        wins = [lead for lead in rows(here.leads, here.company[0].leads) if lead.stage == WON]
        for lead, customer in zip(wins, fresh, strict=True):
            born_with = moment.born_with(luck.CUSTOMER, lead.identity)
            for name, value in customers.welcome(VALUES, here, lead, born_with).items():
                same(value, customer[name])
            cases += 1
    enough(cases, 300)


def test_customers_live_on() -> None:
    broken = {"": 0, "sales": 0, "marketing": 0}
    renewed = left = deceived = 0
    for moment in moments("customers_live_on"):
        here, after = working_copy(moment.before), moment.after
        staying = {customer.identity: customer for customer in rows(after.customers, after.company[0].customers)}
        for customer in rows(here.customers, here.company[0].customers):
            who = customer.identity
            week = customers.live_on(
                VALUES, here, customer, moment.born_with(luck.CUSTOMER, who), moment.this_week(luck.CUSTOMER, who)
            )
            assert (who in staying) == (not week.due or week.renewed)
            if who in staying:
                same(week.satisfaction, staying[who].satisfaction)
                same(week.value, staying[who].value)
            if week.broken:
                broken[week.blamed] += 1
                here.people[customer.rep].owed_hours += VALUES["customers.complaint_hours"]
            if week.blamed:
                blaming = 2 * customer.tie + (MARKETING if week.blamed == "sales" else SALES)
                here.opinions[blaming].weight += VALUES["trust.broken_weight"]
                here.opinions[blaming].violations += week.deceived
            renewed, left, deceived = (
                renewed + week.renewed,
                left + (week.due and not week.renewed),
                deceived + week.deceived,
            )
        agree(here, after, opinions=["valence", "weight", "violations"], people=["owed_hours"])
    enough(min(broken.values()), 20)
    enough(min(renewed, left), 20)
    enough(deceived, 5)


# 7.11 and 7.12


def test_opinions_live_their_weeks() -> None:
    lived = heard = deceived = repaired = 0
    for before, after in moments("trust_moves"):
        for row, opinion in enumerate(before.opinions):
            mind = trust.week_of_an_opinion(VALUES, before, row)
            for name in ("cognition", "affect", "ceiling", "repair"):
                same(getattr(mind, name), after.opinions[row][name])
            lived += opinion.weight > 0
            deceived += opinion.violations > 0
            repaired += opinion.repair > 0
            heard += before.clock[0].week % 13 == 0
    enough(lived, 500)
    enough(min(heard, deceived, repaired), 50)


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
            for name in ("skill", "clarity", "orientation", "morale"):
                same(getattr(week, name), after.people[row][name])
            stayed += 1
    enough(stayed, 1000)
    enough(gone, 20)


def newcomers(moment: Moment, row: int) -> None:
    """Whoever comes to an empty seat is somebody else, and hears from the team what to think."""
    before, after = moment
    here = after.people[row]
    assert here.identity == here.seat * 256 + (before.people[row].identity % 256 + 1) % 256
    endowed, tempered = (moment.this_week(decision, here.identity) for decision in (luck.ENDOWMENT, luck.TEMPER))
    brought = founding.person(VALUES, before, here.function, endowed, tempered) | {"experience": 0.0}
    for name, value in (brought | {"vacant": VALUES["people.hiring"], "orientation": brought["nature"]}).items():
        same(value, here[name], Z)
    for number, tie in enumerate(after.ties):
        if row in (tie.rep, tie.marketer):
            assert tie.shared == 0
            for opinion, truster in ((2 * number, tie.rep), (2 * number + 1, tie.marketer)):
                mind, team = after.opinions[opinion], before.teams[before.people[truster].team]
                assert tuple(mind) == (team.cognition, team.affect, 1, 0, 0, 0, 0)


# 7.15


def test_executives_believe_what_reaches_them() -> None:
    closes = [moment for moment in moments("quarter_closes") if moment.before.clock[0].week % 13 == 0]
    for before, after in closes:
        company = before.company[0]
        here = working_copy(before)
        here.company[0].settled_share = after.company[0].settled_share
        same(quarter.alignment(VALUES, here), after.company[0].alignment)
        here.company[0].alignment = after.company[0].alignment
        seen = quarter.surface(VALUES, here, before.tally[0].leads_handed_over)
        weight, keep = VALUES["perception.surface_weight"], VALUES["perception.inertia"]
        impression = weight * seen + (1 - weight) * quarter.report(VALUES, here)
        same(keep * company.belief + (1 - keep) * impression, after.company[0].belief)
    enough(len(closes), len(LIVES))


# 5 Initialisation


def test_a_company_is_founded_as_the_document_says() -> None:
    for paradigm in ("siloed", "assimilated"):
        org = world(eventful(OFTEN), paradigm, "all", seed=3)
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
    org = world(eventful(OFTEN), "proportional", "all", seed=3)
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


def test_a_switch_is_as_large_as_its_largest_move() -> None:
    org, random = world(eventful(), "siloed"), np.random.default_rng(1)
    org.company.switch_week[:] = org.clock[0].week
    for case in range(40):
        for row in (0, 2):
            for name, low in (("integration", 0), ("role_overlap", 0), ("power_balance", -1), ("shared_goals", 0)):
                org.structure[row][name] = random.uniform(low, 1) if case % 4 else random.uniform(low / 2, 0.3)
            org.structure[row].heads = 1 + random.integers(2) if case % 3 == 0 else 1
        org.company.transition_left[:], org.company.alignment[:] = 0, random.uniform()
        here = frozen(org)
        reorganisation.structure_moves(VALUES, here, (0.5,) * 4)
        step(org, "structure_moves")
        agree(here, org, company=["upheaval", "transition_length", "transition_left"], people=["clarity"])
        agree(here, org, structure=[*here.structure.dtype.names])


# 7.7 A rep's week


def test_reps_spend_their_weeks() -> None:
    contacts = ignored = found = 0
    for moment in moments("reps_work_leads"):
        here, after = working_copy(moment.before), moment.after
        books, own_leads = (
            here.company[0].leads,
            list(rows(after.leads, after.company[0].leads))[here.company[0].leads :],
        )
        for row in range(here.company[0].reps):
            rep = here.people[row]
            own = [lead for lead in here.leads[:books] if lead.rep == row]
            selling.serve(VALUES, rep)
            selling.attend(VALUES, rep, own)
            selling.work(
                VALUES,
                here,
                rep,
                own,
                moment.decision_rule,
                lambda lead, moment=moment: moment.born_with(luck.QUALIFICATION, lead.identity),
            )
            number = selling.search(VALUES, here, rep, moment.this_week(luck.PROSPECTING, rep.identity))
            mine = [lead for lead in own_leads if lead.rep == row]
            names = [luck.lead(rep.identity, here.clock[0].week, each) for each in range(number)]
            hits = {
                name: hit
                for name in names
                if (hit := selling.found(VALUES, here, moment.born_with(luck.LEAD_NATURE, name)))
            }
            assert [lead.identity for lead in mine] == list(hits)
            for lead in mine:
                hit = hits[lead.identity]
                for value, models in (
                    (hit.fit, lead.fit),
                    (hit.value, lead.value),
                    (hit.created, lead.created),
                    (1 / (1 + np.exp(-hit.fit)), lead.promise),
                    (1.0, lead.information),
                ):
                    same(value, models, Z)
            found += len(mine)
        here.leads, after_leads = here.leads[:books], after.leads[:books]
        contacts += int((here.leads.sales_now == 1).sum())
        ignored += int((here.leads.stage == IGNORED).sum())
        agree(here, SimpleNamespace(leads=after_leads), leads=["stage", "contacted", "sales_now", "last_touch"])
        agree(here, after, people=["hours_left", "friction_hours", "service"], opinions=["valence", "weight"])
    enough(min(contacts, ignored, found), 100)


# 7.12 to 7.14 Matters


def test_people_voice_their_ideas() -> None:
    ideas = 0
    for moment in moments("people_propose_ideas"):
        before, voiced = moment.before, []
        for row in range(before.company[0].reps + before.company[0].marketers):
            uniforms = moment.this_week(luck.IDEA, before.people[row].identity)
            idea = matters.idea(VALUES, before, row, moment.decision_rule, uniforms)
            voiced += [idea] if idea else []
        raised(moment, voiced)
        ideas += len(voiced)
    enough(ideas, 100)


def test_joint_work_raises_questions() -> None:
    asked = 0
    for moment in moments("questions_arise"):
        here = moment.before
        questions = [
            matters.question(VALUES, here, tie, moment.decision_rule, moment.this_week(luck.JOINT_WORK, tie.identity))
            for tie in here.ties
        ]
        raised(moment, [question for question in questions if question])
        asked += sum(question is not None for question in questions)
    enough(asked, 20)


def raised(moment: Moment, mine: list[Any]) -> None:
    """The matters that a phase put on the leaders' table are these."""
    before, after = moment
    models = list(rows(after.matters, after.company[0].matters))[before.company[0].matters :]
    assert [(each.kind, each.function, each.leader, each.other_leader) for each in models] == [
        (each.kind, each.function, each.leader, each.other_leader) for each in mine
    ]
    for here, there in zip(mine, models, strict=True):
        same(here.worth, there.excess, Z)
        same(here.distance, there.distance)


def test_open_matters_press() -> None:
    for moment in moments("matters_press"):
        here = working_copy(moment.before)
        matters.press(VALUES, here)
        agree(here, moment.after, people=["owed_hours"], opinions=["violations"], ties=["blocked", "conflict"])


def test_leaders_lead() -> None:
    counts: dict[str, int] = {}
    decisions = {matters.DISPUTE: luck.SETTLING, matters.IDEA: luck.WEIGHING, matters.QUESTION: luck.ANSWERING}
    for moment in moments("leaders_lead"):
        here, before, after = working_copy(moment.before), moment.before.tally[0], moment.after.tally[0]
        done = matters.decide(
            VALUES,
            here,
            moment.decision_rule,
            lambda each, moment=moment: moment.this_week(decisions[each.kind], each.identity),
        )
        assert done == {name: after[name] - before[name] for name in done}
        agree(here, moment.after, people=["leading_left", "hours_left"], company=["know_how"], ties=["blocked"])
        agree(here, moment.after, opinions=["valence", "weight", "violations", "repair"], matters=["closed"])
        counts = {name: counts.get(name, 0) + number for name, number in done.items()}
    enough(min(counts.values()), 5)


def test_leaders_share_their_time() -> None:
    for moment in moments("leaders_share_time"):
        here = working_copy(moment.before)
        matters.share_time(VALUES, here)
        agree(here, moment.after, company=["know_how", "sessions"], teams=["coaching"])


# 7.15


def test_a_quarter_closes() -> None:
    programmes = 0
    for before, after in moments("quarter_closes"):
        if before.clock[0].week % 13:
            continue
        there = after.company[0]
        same(quarter.settled_share(VALUES, before), there.settled_share)
        quality, follow_up = quarter.dashboards(VALUES, before)
        same(quality, there.reported_quality)
        same(follow_up, there.reported_follow_up)
        alarmed = quarter.alarmed(VALUES, before, there.belief)
        assert (there.programme_left > before.company[0].programme_left) == alarmed
        least = VALUES["trust.repair_weeks"] if alarmed else 0
        assert (after.opinions.repair == np.maximum(before.opinions.repair, least)).all()
        programmes += alarmed
        noise = [float(normal(Moment(before, after).this_week(luck.SURVEY, who.identity)[0])) for who in before.people]
        row = after.quarters[after.clock[0].quarter]
        shares = (row.executives_aligned, row.executives_very_aligned, row.practitioners_lack)
        assert quarter.survey(VALUES, after, noise) == pytest.approx(shares, abs=EXACT)
        asked = VALUES["campaigns.volume_target"] * 13 * VALUES["campaigns.leads_per_week"]
        for person, later in zip(before.people, after.people, strict=True):
            if person.kind < 2:
                same(quarter.success(before, person), later.success)
                target = asked * VALUES["campaigns.qualified_share"] if person.kind else VALUES["selling.quota"]
                same(target, later.target)
    enough(programmes, 1)
