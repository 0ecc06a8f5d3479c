"""What is observed of a company each quarter: names, units and definitions."""

from typing import NamedTuple

import numpy as np

IDENTITY = ("scenario", "paradigm", "forces", "replication", "seed", "quarter")


class Outcome(NamedTuple):
    """A column of the results table."""

    name: str
    group: str
    unit: str
    definition: str


def _outcomes(text: str) -> tuple[Outcome, ...]:
    """Outcomes from lines `name | unit | definition` under headings `group:`."""
    found, group = [], ""
    for line in text.strip().splitlines():
        if line.strip().endswith(":"):
            group = line.strip()[:-1]
        else:
            name, unit, definition = (part.strip() for part in line.split("|"))
            found.append(Outcome(name, group, unit, definition))
    return tuple(found)


OUTCOMES = _outcomes("""
    money:
    revenue | thousand/quarter | value of contracts won and renewed in the quarter: revenue_new + revenue_recurring
    revenue_new | thousand/quarter | yearly value of contracts won, booked in the week of the win
    revenue_recurring | thousand/quarter | yearly value of contracts renewed, growth included, booked in the week of renewal
    leads:
    leads_created | count/quarter | buying groups that appeared, found by marketers or by reps
    leads_handed_over | count/quarter | marketing's qualified leads that were passed to a rep
    leads_worked | count/quarter | marketing's leads that a rep contacted
    leads_ignored | count/quarter | marketing's leads that ended without being worked
    leads_rejected | count/quarter | worked or prospected leads that ended without becoming an opportunity
    opportunities | count/quarter | leads that became opportunities
    wins | count/quarter | opportunities won
    marketing_wins | count/quarter | opportunities won that came from marketing
    marketing_influence | share | marketing's share of the touches in contracts won, weighted by their value
    losses | count/quarter | opportunities lost to somebody else
    no_decisions | count/quarter | opportunities that ended in no decision
    customers | count | customers at the end of the quarter
    churned_customers | count/quarter | customers whose recurring contract was not renewed
    rates:
    win_rate | share | wins over opportunities decided (wins, losses and no decisions)
    weeks_to_first_contact | week | mean time from a marketing lead's appearance to a rep's first contact, of those contacted
    sales_cycle_weeks | week | mean time from a lead's appearance to its win
    sales_cycle_weeks_median | week | median time from a marketing lead's appearance to its win
    contract_value | thousand | mean yearly value of the contracts won
    gross_retention | share/year | value renewed without growth over yearly value up for renewal
    net_retention | share/year | value renewed with growth over yearly value up for renewal
    gross_retention_broken | share/year | gross retention of customers whose promise proved broken
    gross_retention_kept | share/year | gross retention of all other customers
    trust:
    trust_sales_in_marketing | share | mean trust of reps in marketers they could work with, by contact
    trust_sales_in_marketing_cognition | share | the cognition-based part
    trust_sales_in_marketing_affect | share | the affect-based part
    trust_marketing_in_sales | share | mean trust of marketers in reps they could work with, by contact
    trust_marketing_in_sales_cognition | share | the cognition-based part
    trust_marketing_in_sales_affect | share | the affect-based part
    leader_trust_sales_in_marketing | share | mean trust of the leaders of sales in those of marketing with whom they decide
    leader_trust_marketing_in_sales | share | mean trust of the leaders of marketing in those of sales with whom they decide
    survey:
    executives_aligned | share | executives who answer that the teams are aligned
    executives_very_aligned | share | executives who answer that the teams are very aligned
    practitioners_lack | share | reps and marketers who see a lack of alignment between the leaders
    perception_gap | share | executives_aligned less the share of practitioners who see no lack
    friction:
    friction_events_per_person_week | 1/(person week) | the eleven kinds of friction events over person-weeks of reps and marketers
    friction_hours_share | share | hours lost to disputes, misfits, doubled work, upheaval and contests, over all hours
    misfit_leads | count/quarter | worked leads whose true fit was too low to be worth a contact
    broken_promises | count/quarter | customers who found the promise broken
    credit_disputes | count/quarter | claims on a win that were contested
    credit_thefts | count/quarter | claims beyond a side's part that stood
    exclusions | count/quarter | reps bypassed by a buyer and feeling excluded
    doubled_work | count/quarter | leads both functions worked on unawares
    dropped_work | count/quarter | leads that merged roles left to nobody
    stalemates | count/quarter | times two leaders failed to agree on a matter
    questions | count/quarter | questions of priorities raised between people who work together
    power_contests | count/quarter | weeks in which power was contested
    organisation:
    decision_latency_weeks | week | mean time from raising a matter to its decision, or to its being given up
    dispute_backlog | count | disputes over credit and questions of priorities open at the end of the quarter
    ideas_proposed | count/quarter | ideas voiced
    ideas_adopted | count/quarter | ideas adopted
    role_clarity | share | mean role clarity of reps and marketers
    morale | share | mean morale of reps and marketers
    leavers | count/quarter | reps and marketers who left
    leavers_sales | count/quarter | reps who left
    mastery | ratio | skill over talent, of all reps and marketers together: what they have learnt of their craft
    power_balance | coefficient | who decides now: -1 sales, 0 equal, 1 marketing
    tool_utilisation | share | share of the tools' capabilities that is used
    view_distance | share | difference between marketing's and sales' mean orientation (short view 0, long view 1)
    credit_claimed_ratio | ratio | value claimed by both functions over value won
    credit_gini | share | Gini coefficient of credit paid to reps and marketers in the quarter
    cross_function_density | share | mean contact strength over all pairs of a rep and a marketer
    assortativity | coefficient | assortativity of the org graph by function, edges weighted by contact
    modularity | coefficient | modularity of the org graph split by function, edges weighted by contact
""")
QUARTER = np.dtype([(each.name, "f8") for each in OUTCOMES])
NAMES = tuple(each.name for each in OUTCOMES)
