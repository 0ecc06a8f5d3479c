"""The tables of a record, column by column: what is said of a field of the state, and of what is the record's own."""

from .column import Column, copied, own

WEEK, QUARTER = own("""
    week | week | week of the record: the state when its work is done; week 0 is the state in which the record begins
    quarter | quarter | quarters of the record: the first is 1
""")
PEOPLE = (
    WEEK,
    *own("seat | name | the seat in the org chart, by its key"),
    *copied("people", """
        number: identity>person team
        name: kind function>side level manager system
        week: vacant experience
        ratio: talent skill
        hour: weekly_hours hours_left leading_left friction_hours owed_hours meeting_hours meetings_asked joint_hours
        share: meetings_fit practice specialisation nature orientation morale clarity
        thousand: credit
        count: target achieved customers
        share: success inequity expects service trust shared
    """),
)  # fmt: skip
OPINION = """
    share: cognition affect ceiling
    week: repair
    count: evidence weight valence violations
"""
TIES = (
    WEEK,
    *own("""
        rep | name | seat of the rep; of the leader of sales in a pair of leaders
        marketer | name | seat of the marketer; of the leader of marketing in a pair of leaders
        between | name | whom the tie is between: practitioners or leaders
        trust_sales_in_marketing | share | trust of the one in sales in the one in marketing: cognition and affect
        trust_marketing_in_sales | share | trust of the one in marketing in the one in sales: cognition and affect
    """),
    *copied("ties", "share: contact shared\ncount: conflict blocked"),
    *copied("opinions", OPINION, name="sales_in_marketing_{}", definition="of sales about marketing: {}"),
    *copied("opinions", OPINION, name="marketing_in_sales_{}", definition="of marketing about sales: {}"),
)
LEADS = (
    *copied("leads", "number: identity>lead"),
    *own("""
        source | name | source of the lead as the scenario names it; own-search if a rep found it, else unknown
        end | name | how it ended: won, lost, no-decision, rejected, ignored, dropped, unqualified, or open at the end
        handed_over | week | week in which it was handed to a rep; empty if never, or before the record began
        opportunity | week | week in which it became an opportunity; empty if never, or before the record began
        proposal | week | week in which it reached the proposal; empty if never, or before the record began
        negotiation | week | week in which it reached the negotiation; empty if never, or before the record began
        ended | week | week in which it ended; empty if it is open
    """),
    *copied("leads", """
        name: marketer rep stage
        week: created available contacted decided
        count: sales_touches marketing_touches joint
        name: first_touch last_touch
        share: promise believed
        log-odds: fit
        thousand/year: value
        share: information autonomy concern progress
        week: waited
        ratio: pace
        standard deviation: mood
        0 or 1: doubled
    """),
)  # fmt: skip
MATTERS = (
    *copied("matters", "name: kind\nnumber: identity>about"),
    *copied("matters", "name: function>raised_by\nweek: raised"),
    *own("ended | week | week in which it went off the table; empty if it is open"),
    *copied("matters", """
        name: closed>verdict leader other_leader rep marketer
        hour: hours other_hours
        share of the value, or standard deviation: excess
    """),
)  # fmt: skip
CREDIT = own("""
    week | week | week of the win
    lead | number | the lead that was won, as in leads.parquet
    source | name | its source, as in leads.parquet
    marketer | name | seat of the marketer it came from; empty if the rep found it
    rep | name | seat of the rep who won it
    value | thousand/year | yearly value of the contract
    rule | name | attribution rule in force
    sales_touches | count | touches of sales
    marketing_touches | count | touches of marketing
    due_to_marketing | share | marketing's part as the rule has it; without a rule, by touches
    paid_to_marketing | share | marketing's part of the credit paid, the rest is the rep's; all share one pot
    claimed_by_sales | share | what sales claims of the value
    claimed_by_marketing | share | what marketing claims of the value
    victim | name | the side whose part the other's claim exceeds; empty if only one had a part
    excess | share | the claim above its part, of the value
    contested | 0 or 1 | whether that side contests the claim: a matter of kind dispute then
    stolen | 0 or 1 | whether the claim stands uncontested though that side minds: a credit theft at once
""")
COMPANY = (
    WEEK,
    *copied("company", """
        count: leads served>customers matters
        name: response
        share: roles_for upheaval drifted quality sessions content care sales_view marketing_view
        share: settled_share belief mess alignment reported_quality reported_follow_up
        week: transition_left transition_length programme_left
        ratio: know_how
        thousand: pool last_revenue
        0 or 1: contested
    """),
    *copied("structure", """
        share: integration role_overlap shared_goals
        coefficient: power_balance
        hour/(person week): joint_planning
        name: attribution decision_rule
        count: heads
        0 or 1: balancer follows_forces
    """),
    *copied("conditions", """
        share: technology buyers business_model
        share: precision separation staleness utilisation autonomy as_of_old recurring_share engagement
        share: joint_value unsettled
        hour: upkeep
        log-odds: story_weight
        ratio: contesting demand
    """),
    *copied("tally", """
        thousand: revenue_new revenue_recurring credit_paid credit_claimed credit_due influence value_won
        thousand: renewal_due renewal_kept renewal_grown broken_due broken_kept
        count: leads_created leads_unqualified leads_handed_over leads_worked leads_ignored leads_rejected leads_spurned
        count: opportunities wins marketing_wins losses no_decisions churned_customers misfit_leads
        count: broken_promises credit_disputes credit_thefts exclusions doubled_work dropped_work stalemates
        count: power_contests decided settled questions closed ideas_proposed ideas_adopted leavers leavers_sales
        week: contact_delay cycle latency
        hour: hours friction_hours hours_selling hours_campaigning
        person week: person_weeks
    """, definition="this week: {}"),
)  # fmt: skip
WINS_BY_SOURCE = (
    QUARTER,
    *own("""
        source | name | source of the lead, as in leads.parquet; what reps found themselves is none of marketing's
        wins | count | marketing's leads won in the quarter: over all sources, marketing_wins of results.parquet
    """),
)
DECISIONS = own("""
    decision | name | the whole decision, as --decide takes it
    what | name | the part of it that this row is of: paradigm, a setting, a number of leadership, an order
    due | week | the first week in which it can be taken
    taken | week | the week at whose start it was taken; empty if its condition has not been met
""")
RUN = own("""
    paradigm | name | how sales and marketing live together
    forces | name | the external forces that are on: none, all, or names joined with +
    replication | number | runs of one number and seed meet the same luck: they are matched
    seed | number | the seed of all luck
""")
OF_RUN: dict[str, tuple[Column, ...]] = {
    "people": PEOPLE,
    "ties": TIES,
    "leads": LEADS,
    "matters": MATTERS,
    "credit": CREDIT,
    "company": COMPANY,
    "wins_by_source": WINS_BY_SOURCE,
    "decisions": DECISIONS,
}
TITLES = {
    "people": "one row per week and seat: who sits there, and the person's state",
    "ties": "one row per week and tie: contact, and what each of the two thinks of the other",
    "leads": "one row per lead: its life, in the order of the ends; then those that are open",
    "matters": "one row per dispute, idea or question: its life, in the order of the ends; then those that are open",
    "credit": "one row per win: who was paid and who claimed what",
    "company": "one row per week: the company, its structure, the conditions it lives under, and what was counted",
    "wins_by_source": "one row per quarter and source",
    "decisions": "one row per thing decided on the timeline: when it was due, and when it was taken",
}


def parquet(name: str) -> str:
    """The file of a table.

    >>> parquet("leads")
    'leads.parquet'
    """
    return f"{name}.parquet"


FILES = tuple(parquet(name) for name in OF_RUN)

# Fields that a record leaves out: rows, seats' counts and sums under way, which say nothing of their own.
TECHNICAL = {
    "people": "seat tool_luck first_tie last_tie trust_sum trust_weight shared_weight",
    "ties": "identity rep marketer leaders affinity",
    "opinions": "",
    "leads": "tie source sales_now marketing_now",
    "matters": "leaders tie",
    "company": "reps marketers leaders sales_head marketing_head pairs customers switch_week",
    "structure": "",
    "conditions": "",
    "tally": "",
}
