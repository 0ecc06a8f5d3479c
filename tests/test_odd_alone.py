"""The model's description is enough to write the model again: rules rebuilt from its words give the same numbers.

`rebuilt` holds the rules as somebody wrote them who had `simulation/ODD.md` and not the code. Here they meet the
running model: companies of several paradigms and force sets live for some weeks, and before each phase a copy is
taken, on which the rebuilt rule is tried.
"""

from collections.abc import Iterator
from functools import cache
from statistics import NormalDist
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from rebuilt import buyers, credit, customers, handoff, leads, luck, people, quarter, structure, trust
from worlds import eventful, phase_by_phase, snapshot, world

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
        for each, (_, _, excess) in zip(raised, disputes, strict=True):
            same(each.excess, excess)
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
                continue
            for name in ("skill", "clarity", "orientation", "morale"):
                same(getattr(week, name), after.people[row][name])
            stayed += 1
    enough(stayed, 1000)
    enough(gone, 20)


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
