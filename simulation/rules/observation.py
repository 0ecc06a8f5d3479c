"""How the outcomes of a quarter are measured."""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import gini, middle, put_in_order, ratio
from ..world.organisation import Organisation
from ..world.words import NOBODY, NOW, WEEKS_PER_QUARTER, Side
from .network import observe_network
from .opinions import trust_of, view
from .survey import executives_share, lack_share


@compiled
def observe(org: Organisation) -> None:
    """Write the quarter that ends into its row of the outcomes.

    Reads: tally, company, people, teams, ties, opinions, matters, parameters
    Writes: quarters, scratch
    """
    observe_flows(org)
    observe_trust(org)
    observe_survey(org)
    observe_people(org)
    observe_network(org)


@compiled
def observe_flows(org: Organisation) -> None:
    """Money, leads, rates and friction from the quarter's tally.

    Reads: tally, company, matters
    Writes: quarters, scratch
    """
    row, t, company = org.quarters[org.clock[0].quarter], org.tally[0], org.company[0]
    row.revenue_new, row.revenue_recurring = t.revenue_new, t.revenue_recurring
    row.revenue = t.revenue_new + t.revenue_recurring
    row.leads_created, row.leads_handed_over = t.leads_created, t.leads_handed_over
    row.leads_worked, row.leads_ignored, row.leads_rejected = (
        t.leads_worked,
        t.leads_ignored,
        t.leads_rejected,
    )
    row.opportunities, row.wins, row.marketing_wins, row.losses = t.opportunities, t.wins, t.marketing_wins, t.losses
    row.marketing_influence = ratio(t.influence, t.value_won)
    row.no_decisions, row.churned_customers = t.no_decisions, t.churned_customers
    row.customers = company.served
    row.win_rate = ratio(t.wins, t.wins + t.losses + t.no_decisions)
    row.weeks_to_first_contact = ratio(t.contact_delay, t.leads_worked)
    row.sales_cycle_weeks = ratio(t.cycle, t.wins)
    row.sales_cycle_weeks_median = median_cycle(org)
    row.contract_value = ratio(t.value_won, t.wins)
    row.gross_retention = ratio(t.renewal_kept, t.renewal_due)
    row.net_retention = ratio(t.renewal_grown, t.renewal_due)
    row.gross_retention_broken = ratio(t.broken_kept, t.broken_due)
    row.gross_retention_kept = ratio(t.renewal_kept - t.broken_kept, t.renewal_due - t.broken_due)
    row.misfit_leads, row.broken_promises = t.misfit_leads, t.broken_promises
    row.credit_disputes, row.credit_thefts, row.exclusions = t.credit_disputes, t.credit_thefts, t.exclusions
    row.doubled_work, row.dropped_work = t.doubled_work, t.dropped_work
    row.stalemates, row.questions, row.power_contests = t.stalemates, t.questions, t.power_contests
    row.friction_events_per_person_week = ratio(friction_events(org), t.person_weeks)
    row.friction_hours_share = ratio(t.friction_hours, t.hours)
    row.decision_latency_weeks = ratio(t.latency, t.closed)
    row.ideas_proposed, row.ideas_adopted = t.ideas_proposed, t.ideas_adopted
    row.leavers, row.leavers_sales = t.leavers, t.leavers_sales
    row.credit_claimed_ratio = ratio(t.credit_claimed, t.credit_due)
    disputes = 0.0
    for matter in range(company.matters):
        disputes += 1.0 if org.matters[matter].tie != NOBODY else 0.0
    row.dispute_backlog = disputes


@compiled
def median_cycle(org: Organisation) -> float:
    """Median weeks from appearance to win of the marketing leads won this quarter; missing if there is none.

    Reads: customers, clock
    Writes: scratch
    """
    first, count = org.clock[0].week - WEEKS_PER_QUARTER, 0
    cycles = org.scratch.amount
    for row in range(org.company[0].customers):
        customer = org.customers[row]
        if customer.since > first and customer.marketer != NOBODY:
            cycles[count] = customer.cycle
            count += 1
    put_in_order(cycles[:count])
    return middle(cycles[:count]) if count > 0 else math.nan


@compiled
def friction_events(org: Organisation) -> float:
    """All friction events of the quarter, each kind counted once an event.

    Reads: tally
    """
    t = org.tally[0]
    return (
        (t.leads_ignored - t.dropped_work)
        + t.misfit_leads
        + t.leads_spurned
        + t.broken_promises
        + t.credit_disputes
        + t.credit_thefts
        + t.exclusions
        + t.doubled_work
        + t.dropped_work
        + t.stalemates
        + t.power_contests
    )


@compiled
def observe_trust(org: Organisation) -> None:
    """Trust in each direction and part, weighted by contact; strangers count a little.

    Reads: ties, opinions, parameters
    Writes: quarters
    """
    row = org.quarters[org.clock[0].quarter]
    row.trust_sales_in_marketing = mean_trust(org, Side.SALES, 0)
    row.trust_sales_in_marketing_cognition = mean_trust(org, Side.SALES, 1)
    row.trust_sales_in_marketing_affect = mean_trust(org, Side.SALES, 2)
    row.trust_marketing_in_sales = mean_trust(org, Side.MARKETING, 0)
    row.trust_marketing_in_sales_cognition = mean_trust(org, Side.MARKETING, 1)
    row.trust_marketing_in_sales_affect = mean_trust(org, Side.MARKETING, 2)
    row.leader_trust_sales_in_marketing = leaders_trust(org, Side.SALES)
    row.leader_trust_marketing_in_sales = leaders_trust(org, Side.MARKETING)


@compiled
def leaders_trust(org: Organisation, truster: int) -> float:
    """Mean trust of one function's leaders in those of the other; missing where one leads both.

    Reads: company, opinions, parameters
    """
    total, first = 0.0, org.company[0].pairs
    for tie in range(first, len(org.ties)):
        total += trust_of(org, view(tie, truster))
    return ratio(total, len(org.ties) - first)


@compiled
def mean_trust(org: Organisation, truster: int, part: int) -> float:
    """Mean trust of a function in the other: as a whole (0), its cognition (1), its affect (2).

    Reads: ties, opinions, parameters
    """
    total, weights = 0.0, 0.0
    for tie in range(org.company[0].pairs):
        weight = org.ties[tie].contact + org.parameters[0].handoff_cold_routing
        mind = org.opinions[view(tie, truster)]
        value = trust_of(org, view(tie, truster)) if part == 0 else (mind.cognition if part == 1 else mind.affect)
        total += weight * value
        weights += weight
    return ratio(total, weights)


@compiled
def observe_survey(org: Organisation) -> None:
    """The two questions of the study, asked at the end of the quarter.

    Reads: people, company, parameters
    Writes: quarters
    """
    row, p = org.quarters[org.clock[0].quarter], org.parameters[0]
    row.executives_aligned = executives_share(org, p.perception_aligned_cut)
    row.executives_very_aligned = executives_share(org, p.perception_very_aligned_cut)
    row.practitioners_lack = lack_share(org)
    row.perception_gap = row.executives_aligned - (1.0 - row.practitioners_lack)


@compiled
def observe_people(org: Organisation) -> None:
    """Role clarity, morale, mastery, difference of views, and how unequally credit is spread.

    Reads: people, company
    Writes: quarters, scratch
    """
    row, count = org.quarters[org.clock[0].quarter], org.company[0].reps + org.company[0].marketers
    clarity, morale, skill, talent = 0.0, 0.0, 0.0, 0.0
    credit = org.scratch.amount[:count]
    for who in range(count):
        clarity += org.people[who].clarity
        morale += org.people[who].morale
        skill += org.people[who].skill
        talent += org.people[who].talent
        credit[who] = org.people[who].credit
    row.role_clarity, row.morale = clarity / count, morale / count
    row.mastery = ratio(skill, talent)
    row.power_balance, row.tool_utilisation = org.structure[NOW].power_balance, org.conditions[0].utilisation
    row.view_distance = abs(org.company[0].marketing_view - org.company[0].sales_view)
    put_in_order(credit)
    row.credit_gini = gini(credit)
