"""Rules rebuilt from the model's description: from a campaign to a renewal."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from cordiale.simulation.rules.readiness import readiness
from cordiale.simulation.rules.turns import close_books
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import Matter, Side, Stage
from tests.documents.rebuilt import (
    buyers,
    credit,
    customers,
    handoff,
    leads,
    luck,
    matters,
    selling,
)  # fmt: skip
from tests.support.lived import EXACT, VALUES, Moment, agree, enough, moments, rows, same, working_copy
from tests.support.worlds import step

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
                same(getattr(nature, name), lead[name])
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
            if lead.stage != Stage.QUALIFIED:
                continue
            own = [number for number, tie in enumerate(before.ties) if tie.marketer == lead.marketer]
            passed = handoff.hand_off(VALUES, before, lead, own, moment.born_with(luck.HAND_OFF, lead.identity))
            there = after.leads[row]
            assert passed.tie == there.tie
            assert there.rep == before.ties[passed.tie].rep
            assert there.stage == (Stage.IGNORED if passed.dropped else Stage.ASSIGNED)
            assert there.doubled == passed.doubled
            same(passed.information, there.information)
            same(passed.available, there.available)
            if passed.doubled:
                for who in (there.rep, there.marketer):
                    owed[who] += VALUES["selling.contact_hours"] / 2
            cases, dropped, doubled = cases + 1, dropped + passed.dropped, doubled + passed.doubled
        np.testing.assert_allclose(owed, after.people.owed_hours, rtol=EXACT)
    enough(cases, 500)
    enough(min(dropped, doubled), 20)


def test_a_rep_sees_in_a_lead_what_the_document_says() -> None:
    ends = {
        "misfit": Stage.REJECTED,
        "spurned": Stage.REJECTED,
        "rejected": Stage.REJECTED,
        "engaged": Stage.OPPORTUNITY,
    }
    found = dict.fromkeys(ends, 0)
    for moment in moments("reps_work_leads"):
        before, after = moment
        for row, lead in enumerate(rows(before.leads, before.company[0].leads)):
            there = after.leads[row]
            if lead.stage != Stage.ASSIGNED or there.stage not in (Stage.REJECTED, Stage.OPPORTUNITY):
                continue
            uniforms = moment.born_with(luck.QUALIFICATION, lead.identity)
            end = leads.contact(VALUES, before, lead, uniforms)
            assert ends[end] == there.stage
            found[end] += 1
            if there.stage == Stage.OPPORTUNITY:
                luck_of_it = moment.born_with(luck.LEAD_JOURNEY, lead.identity)
                for name, value in leads.journey(VALUES, before, lead.pace, luck_of_it).items():
                    same(value, there[name])
    enough(min(found.values()), 20)


def test_buyers_live_their_weeks_and_decide() -> None:
    found = {"won": 0, "no decision": 0, "lost": 0, "excluded": 0, "excluded on an own deal": 0}
    for moment in moments("buyers_move"):
        compare_buyers(working_copy(moment.before), moment.after, moment, found)
    enough(min(found.values()), 20)


def test_a_win_may_say_less_of_the_other_side() -> None:
    found = {"won": 0, "no decision": 0, "lost": 0, "excluded": 0, "excluded on an own deal": 0}
    for moment in moments("buyers_move"):
        here, org = working_copy(moment.before), Organisation(**vars(working_copy(moment.before)))
        here.theory.outcomes[:] = org.theory.outcomes[:] = buyers.SELF_SERVING
        step(org, "buyers_move")
        compare_buyers(here, org, moment, found)
    enough(found["won"], 20)


def compare_buyers(here: Any, after: Any, moment: Moment, found: dict[str, int]) -> None:
    """A week of every buyer leaves what the document says."""
    stages = {"won": Stage.WON, "no decision": Stage.NO_DECISION, "lost": Stage.LOST}
    for row in range(int(here.company[0].leads)):
        lead, there = here.leads[row], after.leads[row]
        if not Stage.OPPORTUNITY <= lead.stage <= Stage.NEGOTIATION:
            continue
        decided = buyers.live_a_week(VALUES, here, lead, moment.born_with(luck.BUYER, lead.identity))
        for name in ("progress", "sales_touches", "marketing_touches", "joint", "waited", "decided"):
            same(lead[name], there[name])
        assert lead.last_touch == there.last_touch
        if decided is None:
            assert there.stage == Stage.OPPORTUNITY + int(3 * lead.progress)
            continue
        assert there.stage == stages[decided.outcome]
        found[decided.outcome] += 1
        found["excluded"] += decided.excluded
        found["excluded on an own deal"] += decided.excluded and lead.tie < 0
    agree(here, after, people=["morale", "joint_hours"], ties=["conflict"], opinions=["valence", "weight"])


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
            selling.serve(VALUES, here, rep)
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
                    same(value, models)
            found += len(mine)
        here.leads, after_leads = here.leads[:books], after.leads[:books]
        contacts += int((here.leads.sales_now == 1).sum())
        ignored += int((here.leads.stage == Stage.IGNORED).sum())
        agree(here, SimpleNamespace(leads=after_leads), leads=["stage", "contacted", "sales_now", "last_touch"])
        agree(here, after, people=["hours_left", "friction_hours", "service"], opinions=["valence", "weight"])
        np.testing.assert_allclose(here.people.expects, after.people.expects, rtol=EXACT)
    enough(min(contacts, ignored, found), 30)


# 7.9 and 7.10


def test_wins_are_paid_claimed_and_contested() -> None:
    contests = thefts = detections = 0
    for moment in moments("wins_are_credited"):
        here, after = working_copy(moment.before), moment.after
        tally, disputes, parts = here.tally[0], [], []
        for lead in rows(here.leads, here.company[0].leads):
            if lead.stage != Stage.WON:
                continue
            if lead.marketer < 0:
                parts.append(0.0)
                here.people[lead.rep].credit += lead.value * (moment.attribution != "pooled")
                tally.credit_claimed += lead.value
                continue
            rules = (moment.attribution, moment.decision_rule)
            won = credit.credit(VALUES, here, lead, rules, moment.born_with(luck.CREDIT, lead.identity))
            parts.append(won.paid_to_marketing)
            tally.credit_claimed += lead.value * sum(won.claims)
            if moment.attribution != "pooled":
                here.people[lead.rep].credit += lead.value * (1 - won.paid_to_marketing)
                here.people[lead.marketer].credit += lead.value * won.paid_to_marketing
            victim = 1 - won.claimant
            if won.contested:
                disputes.append((lead.identity, victim, won.excess[won.claimant]))
                here.ties[lead.tie].conflict += 1
            tally.credit_thefts += won.minded and not won.contested
            here.opinions[2 * lead.tie + victim].violations += won.detected
            contests += won.contested
            thefts += won.minded and not won.contested
            detections += won.detected
        fresh = list(rows(after.customers, after.company[0].customers))[here.company[0].customers :]
        for part, customer in zip(parts, fresh, strict=True):
            same(part, customer.marketing_share)
        agree(here, after, people=["credit"], tally=["credit_claimed", "credit_thefts"])
        agree(here, after, ties=["conflict"], opinions=["violations"])
        raised = list(rows(after.matters, after.company[0].matters))[here.company[0].matters :]
        assert [(each.kind, each.identity, each.function) for each in raised] == [
            (Matter.DISPUTE, *each[:2]) for each in disputes
        ]
        for each, (_, victim, excess) in zip(raised, disputes, strict=True):
            same(each.excess, excess)
            ours, theirs = (int(here.teams[here.people[who].team].manager) for who in (each.rep, each.marketer))
            before_whom = matters.refer(here, moment.decision_rule, victim, (ours, theirs), dispute=True)
            assert (each.leader, each.other_leader, each.leaders) == before_whom
            assert each.hours == each.other_hours == VALUES["leadership.deciding_hours"]
    enough(min(contests, thefts, detections), 20)


def test_wins_become_customers_who_expect_what_they_were_promised() -> None:
    cases = 0
    for moment in moments("wins_are_credited"):
        here, after = moment
        fresh = list(rows(after.customers, after.company[0].customers))[here.company[0].customers :]
        wins = [lead for lead in rows(here.leads, here.company[0].leads) if lead.stage == Stage.WON]
        for lead, customer in zip(wins, fresh, strict=True):
            born_with = moment.born_with(luck.CUSTOMER, lead.identity)
            for name, value in customers.welcome(VALUES, here, lead, born_with).items():
                same(value, customer[name])
            cases += 1
    enough(cases, 300)


def test_customers_live_on() -> None:
    renewed = left = 0
    for moment in moments("customers_live_on"):
        weeks = customers_agree(moment, working_copy(moment.before), moment.after)
        renewed += sum(week.renewed for _, week in weeks)
        left += sum(week.due and not week.renewed for _, week in weeks)
    enough(min(renewed, left), 10)


def test_promises_are_tested_after_a_quarter() -> None:
    broken = {"": 0, "sales": 0, "marketing": 0}
    deceived = 0
    for _, week in customers_aged(13, due=39):
        broken[week.blamed] += week.broken
        deceived += week.deceived
    enough(min(broken.values()), 20)
    enough(deceived, 5)


def test_contracts_grow_and_shrink() -> None:
    for part, signs in ((0.2, {1.0}), (-0.2, {-1.0})):
        grown = [np.sign(week.value - who.value) for who, week in customers_aged(52, due=0, part=part) if week.renewed]
        enough(len(grown), 20)
        assert set(grown) == signs


def customers_aged(weeks: int, due: int, part: float = 0.1) -> Iterator[tuple[Any, customers.Week]]:
    """Customers won some weeks ago and due in some weeks, content or not, and what this week makes of them.

    Who renews grows, or shrinks, by `part`.
    """
    for moment in list(moments("customers_live_on"))[3::4]:
        here = working_copy(moment.before)
        week, count = int(here.clock[0].week), len(here.customers)
        here.customers.since[:], here.customers.renewal_week[:] = week - weeks, week + due
        here.customers.satisfaction[:] = (np.arange(count) % 5) / 4
        if not due:
            here.customers.disappointed[:] = here.customers.expectation[:] = np.arange(count) % 2
        here.parameters.customers_expansion[:] = part
        close_books(Organisation(**vars(here)))  # it is everybody's turn now
        models = working_copy(here)
        step(Organisation(**vars(models)), "customers_live_on")
        yield from customers_agree(moment, here, models, VALUES | {"customers.expansion": part})


def customers_agree(
    moment: Moment, here: Any, after: Any, values: dict[str, float] = VALUES
) -> list[tuple[Any, customers.Week]]:
    """Every customer's week by the second writing, which is the model's."""
    staying = {customer.identity: customer for customer in not_gone(after)}
    weeks = []
    for customer in not_gone(here):
        who = customer.identity
        fates = (moment.born_with(luck.CUSTOMER, who), moment.this_week(luck.CUSTOMER, who))
        week = customers.live_on(values, here, customer, *fates)
        weeks.append((customer, week))
        assert (who in staying) == (not week.due or week.renewed)
        if who in staying:
            there = staying[who]
            same(week.satisfaction, there.satisfaction)
            same(week.value, there.value)
            assert there.disappointed == (week.broken or customer.disappointed)
            assert there.renewal_week == customer.renewal_week + 52 * week.renewed
    for customer, week in weeks:
        if week.blamed:
            blaming = 2 * customer.tie + (Side.MARKETING if week.blamed == "sales" else Side.SALES)
            here.opinions[blaming].weight += 1
            here.opinions[blaming].violations += week.deceived
        if week.renewed:
            paid(here, moment.attribution, customer, week.value)
    agree(here, after, opinions=["valence", "weight", "violations"], people=["credit"], company=["pool"])
    return weeks


def not_gone(world: Any) -> list[Any]:
    """The customers: who left stays in the books until the quarter ends, but is nobody's."""
    return [customer for customer in rows(world.customers, world.company[0].customers) if customer.rep >= 0]


def paid(here: Any, attribution: str, customer: Any, value: float) -> None:
    """A renewal is paid as a win is."""
    if attribution == "pooled":
        here.company[0].pool += value
        return
    here.people[customer.rep].credit += value * (1 - customer.marketing_share)
    if customer.marketer >= 0:
        here.people[customer.marketer].credit += value * customer.marketing_share
