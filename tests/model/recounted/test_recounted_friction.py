"""Friction, and what leaders decide, a second time: from lives of leads and matters, from wins, people and weeks."""

from itertools import pairwise
from typing import Any

import numpy as np

from tests.documents.rebuilt import leads as rules
from tests.documents.rebuilt import luck
from tests.support.chronicle import EACH, Chronicle, in_use, lived, over

ASSIGNED, REJECTED = 1, 12


def matters(name: str, *kinds: str) -> Any:
    """The matters of these kinds."""
    found = lived(name).record["matters"]
    return found[found.kind.isin(kinds)]


def misfits(life: Chronicle) -> np.ndarray:
    """Marketing's leads that were contacted and not worth it."""
    leads = life.record["leads"]
    some = leads[leads.marketer.notna() & (leads.fit < life.values["selling.misfit_bar"])]
    return life.of(some.contacted)


def spurned(life: Chronicle) -> np.ndarray:
    """Marketing's leads, no misfits, in which a rep saw too little to go on."""
    weeks, bar = [], life.values["selling.misfit_bar"]
    moments = zip(life.states["before reps_work_leads"], life.states["after reps_work_leads"], strict=True)
    for week, (before, after) in enumerate(moments, start=1):
        clock = before.clock[0]
        for waiting, now in zip(in_use(before, "leads"), in_use(after, "leads"), strict=False):
            if waiting.stage == ASSIGNED and now.stage == REJECTED and waiting.fit >= bar:
                fate = luck.fate(int(clock.seed), int(clock.replication), luck.QUALIFICATION, int(waiting.identity))
                weeks += [week] if rules.seen(life.values, before, waiting, fate) < bar else []
    return life.of(weeks)


def exclusions(life: Chronicle) -> np.ndarray:
    """Deals that were decided and whose rep the buyer had bypassed, by the luck of each buyer."""
    leads, company = life.record["leads"], life.record["company"].set_index("week")
    run, weeks = life.states["week"][0].clock[0], []
    for lead in leads[leads.end.isin(["won", "lost", "no-decision"]) & leads.decided.notna()].itertuples():
        now = company.loc[lead.ended]
        alone = max(0.0, lead.autonomy - now.roles_for)
        chance = life.values["buyers.exclusion"] * alone * (1 - now.integration)
        if luck.fate(int(run.seed), int(run.replication), luck.BUYER, int(lead.lead))[2] < chance:
            weeks.append(lead.ended)
    return life.of(weeks)


def stalemates(life: Chronicle) -> np.ndarray:
    """What two leaders lived through badly in deciding, less where each contradicted the other."""
    failed = np.zeros(len(life.states["after leaders_lead"]))
    moments = zip(life.states["before leaders_lead"], life.states["after leaders_lead"], strict=True)
    for week, (before, after) in enumerate(moments):
        first = 2 * int(before.company[0].pairs)
        lived_through = (after.opinions.weight - before.opinions.weight)[first::2].sum()
        failed[week] = lived_through - (after.opinions.valence - before.opinions.valence)[first::2].sum()
    found = life.record["matters"]
    contradicted = life.of(found.ended[found.verdict == "contradicted"])
    return life.of(np.arange(1, len(failed) + 1), failed) - contradicted


def broken_promises(life: Chronicle) -> np.ndarray:
    """Customers who were not disappointed a week before."""
    broken: list[set[int]] = [
        {int(one.identity) for one in in_use(state, "customers") if one.disappointed} for state in life.states["week"]
    ]
    weeks = [len(after - before) for before, after in pairwise(broken)]
    return life.of(np.arange(1, len(weeks) + 1), weeks)


def thefts(life: Chronicle) -> np.ndarray:
    """Claims that stood at once, or after a dispute."""
    credit, all_matters = life.record["credit"], life.record["matters"]
    stood = all_matters[(all_matters.kind == "dispute") & all_matters.verdict.isin(["stands", "overruled", "given-up"])]
    return life.of(credit.week[credit.stolen == 1]) + life.of(stood.ended)


def friction(life: Chronicle, name: str) -> dict[str, np.ndarray]:
    """The eleven kinds of friction events, quarter by quarter."""
    leads, company = life.record["leads"], life.record["company"]
    return {
        "misfit_leads": misfits(life),
        "broken_promises": broken_promises(life),
        "credit_disputes": life.of(matters(name, "dispute").raised),
        "credit_thefts": thefts(life),
        "exclusions": exclusions(life),
        "doubled_work": life.of(leads.handed_over[leads.doubled == 1]),
        "dropped_work": life.of(leads.handed_over[leads.end == "dropped"]),
        "stalemates": stalemates(life),
        "power_contests": life.of(company.week, company.contested),
        "ignored": life.of(leads.ended[leads.end == "ignored"]),
        "spurned": spurned(life),
    }


@EACH
def test_every_kind_of_friction_is_counted_where_it_happened(name: str) -> None:
    life = lived(name)
    events = friction(life, name)
    for kind in set(events) - {"ignored", "spurned"}:
        life.same(kind, events[kind])
    credit = life.record["credit"]
    np.testing.assert_array_equal(life.of(credit.week[credit.contested == 1]), events["credit_disputes"])
    people = (life.record["people"].query("week == 1").level == "practitioner").sum()
    life.same("friction_events_per_person_week", sum(events.values()) / (13 * people))


@EACH
def test_the_share_of_hours_lost_is_of_all_hours_of_all_people(name: str) -> None:
    life, people = lived(name), lived(name).record["people"]
    lost = life.of(people.week, people.friction_hours)
    there = people[people.vacant <= 0]  # at the end of a week: who is there in the next
    life.same("friction_hours_share", over(lost, life.of(there.week + 1, there.weekly_hours)))


@EACH
def test_decisions_take_from_the_raising_of_any_matter_to_its_end_even_if_it_is_given_up(name: str) -> None:
    life, all_matters = lived(name), lived(name).record["matters"]
    closed = all_matters.dropna(subset="ended")
    weeks = life.of(closed.ended, closed.ended - closed.raised)
    life.same("decision_latency_weeks", over(weeks, life.of(closed.ended)))


@EACH
def test_the_backlog_is_of_disputes_and_questions_that_are_open(name: str) -> None:
    life, waiting = lived(name), matters(name, "dispute", "question")
    ends = 13 * np.arange(1, life.count + 1)
    open_then = [((waiting.raised <= week) & ~(waiting.ended <= week)).sum() for week in ends]
    life.same("dispute_backlog", open_then)


@EACH
def test_questions_are_counted_as_raised_ideas_as_voiced_and_as_adopted(name: str) -> None:
    life, ideas = lived(name), matters(name, "idea")
    life.same("questions", life.of(matters(name, "question").raised))
    life.same("ideas_proposed", life.of(ideas.raised))
    life.same("ideas_adopted", life.of(ideas.ended[ideas.verdict == "adopted"]))


@EACH
def test_both_sides_claims_are_held_against_the_value_won(name: str) -> None:
    life, credit = lived(name), lived(name).record["credit"]
    claimed = credit.value * (credit.claimed_by_sales + credit.claimed_by_marketing)
    life.same("credit_claimed_ratio", over(life.of(credit.week, claimed), life.of(credit.week, credit.value)))
