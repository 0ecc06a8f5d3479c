"""The tables that hold the state of a company, field by field.

Both schedulers work on the same records: inside a compiled behaviour `org.people[i].morale` reads and writes in
place, and so it does in plain Python. Fields that hold a word hold its number (`words.py`).

Money is in thousands of the scenario's currency, time in weeks, effort in hours; fit, trust, morale,
clarity, satisfaction and shares lie in [0, 1]. Fit and its errors are drawn in log-odds and kept so.
"""

from typing import Any, NamedTuple

import numpy as np

from .outcomes import QUARTER
from .paradigms import GRADED, Structure
from .parameters import PARAMETER_RECORD
from .theories import Theory
from .words import FORCES


class Described(NamedTuple):
    """A field of a record: its name, kind (`i8` or `f8`) and meaning, for the code and for ODD.md."""

    name: str
    kind: str
    meaning: str


def record(text: str) -> tuple[Described, ...]:
    """Fields from lines `name kind meaning`; `i` is a 64-bit integer, `f` a 64-bit real."""
    rows = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Described(name, {"i": "i8", "f": "f8"}[kind], meaning) for name, kind, meaning in rows)


CLOCK = record("""
    seed i seed of the study, in [0, 2**32)
    replication i number of the replication, in [0, 2**32)
    week i weeks of the record; it begins at week 0, its first week is 1, weeks of the burn-in are below
    quarter i quarters completed; below 0 while the company burns in
""")

COMPANY_STATE = record("""
    reps i number of seats of sales reps; they come first among the people
    marketers i number of seats of marketers; they come next
    leaders i number of leaders; they come last
    sales_head i the leader of sales
    marketing_head i the leader of marketing
    pairs i pairs of a rep and a marketer: the first rows of `ties`; those after them are pairs of leaders
    leads i leads in the books: the rows of `leads` in use
    customers i rows of `customers` in use: customers, and those who left since the quarter began
    served i customers
    matters i open disputes, ideas and questions: the rows of `matters` in use
    switch_week i week in which alarmed executives begin their switch of paradigm; 2^30 for never
    response i what executives do once they are alarmed
    roles_for f buyers' autonomy that roles are made for, in [0, 1]
    transition_left f weeks left of a transition under way
    transition_length f weeks the transition under way takes
    upheaval f size of the structural change under way: the largest move of any setting, in [0, 1]
    drifted f distance the structure has drifted since the last small reorganisation
    know_how f what adopted ideas have taught the company, less what the market outdated
    quality f communication quality of this week, in [0, 1]
    sessions f joint sessions led last week, share of the fullest
    content f share of marketers' full hours that went into campaigns and content this week
    care f share of marketing's part in serving customers that was given this week
    programme_left f weeks left of an alignment programme that executives ordered
    pool f credit that waits to be shared out by all, thousand
    sales_view f mean orientation of sales
    marketing_view f mean orientation of marketing
    settled_share f leaders' record of settling what came before them, and not over anybody's head, smoothed, in [0, 1]
    belief f executives' view of alignment, in [0, 1]
    mess f share of last quarter's leads from marketing that were dropped or worked on twice
    alignment f alignment as practitioners live it, in [0, 1], against what the work requires
    reported_quality f share of worked marketing leads that were worth it, smoothed: the dashboard on marketing
    reported_follow_up f share of marketing leads that were worked, smoothed: the dashboard on sales
    last_revenue f new revenue of last quarter
    contested i whether power was contested this week
""")

STRUCTURE = tuple(
    Described(name, "f8" if name in GRADED else "i8", str(field.description))
    for name, field in Structure.model_fields.items()
)

DECISION = record("""
    due i week from which on it is taken, at the start of a quarter
    kind i what is decided
    goal i row of `structure` that holds the paradigm or the setting
    place i number of the setting, or of the parameter among all
    value f new value of the parameter
    outcome i number of the outcome that its condition is about
    bound i how that outcome of the last closed quarter must lie to the threshold
    threshold f threshold of the condition
    taken i week in which it was taken; 0 before
""")

THEORY = tuple(
    Described(name, "i8", f"which theory of {name} is in force") for name, field in Theory.model_fields.items()
)

WEATHER = tuple(
    Described(force.replace("-", "_"), "f8", f"intensity of the {force} force in this week, in [0, 1]")
    for force in FORCES
) + record("""
    demand f leads that campaigns bring in this week, over those of the first quarter, less 1
""")

CONDITIONS = WEATHER + record("""
    precision f targeting precision that tools add, in [0, 1]
    separation f chance that a person works in its own function's tool
    staleness f shared knowledge lost in a week, the faster in separate tools
    upkeep f hours a week that separate tools and data take of every rep and marketer
    utilisation f share of the tools' capabilities that is used
    autonomy f share of the journey a buyer does without a rep
    as_of_old f how far buyers do more alone than roles are made for, in [0, 1]
    story_weight f what fully different stories cost a deal, log-odds
    recurring_share f share of new contracts that recur
    engagement f marketing's part in serving and engaging customers, in [0, 1]
    joint_value f what joint work of both functions adds to satisfaction
    contesting f multiplier on contesting a claim
    unsettled f how unsettled power is, in [0, 1]
""")

PERSON = record("""
    identity i who sits here; a newcomer is somebody else
    kind i what the person is
    function i the function it belongs to
    team i row in `teams`
    vacant f weeks until the seat is filled again
    weekly_hours f hours available in a week
    hours_left f hours not yet spent this week
    morale f in [0, 1]
    meeting_hours f hours that this week's contacts take
    meetings_asked f hours that contacts of due strength would take
    meetings_fit f share of these that the week has room for
    shared f knowledge shared with the other function, mean over contacts
    shared_weight f weight of that mean's terms
    first_tie i first place in `tie_index` of the person's own ties
    last_tie i place after the last
    specialisation f generalist 0, specialist 1
    friction_hours f hours lost to friction this week
    owed_hours f hours of trouble carried over to next week
    joint_hours f hours that work on reps' open deals takes from next week
    practice f share of the week that was left for one's own craft
    leading_left f hours a leader can still give to the two functions this week
    system i tool worked in
    tool_luck f draw that decides which tool is worked in, in (0, 1)
    service f share of the service due that was given this week
    clarity f clarity of one's own role, in [0, 1]
    orientation f the view now, on the same scale
    nature f the view a person came with: short view of the product 0, long view of the customer 1
    experience f weeks in the job
    skill f skill now: talent and what was learnt
    talent f skill without experience, around 1
    success f achieved over target in the last quarter, as far as it counts, in [0, 1]
    inequity f what a person did in the last quarter beyond what counted for it, over its target, in [0, 1]
    trust f own trust in the other function, mean over ties
    trust_sum f sum of that mean's terms
    trust_weight f weight of that mean's terms
    customers i customers to serve
    expects f fit that a rep has learnt to expect of marketing's leads, in [0, 1]
    achieved f what this quarter brought of it
    credit f credit paid this quarter, thousand
    target f what this quarter asks: contracts of a rep, qualified leads of a marketer
    seat i identity of the seat, which stays: kind and number within the kind
    level i how high it stands
    manager i row of the person reported to; -1 for the top
""")

TEAM = record("""
    function i the function whose people it leads
    manager i row of the person who leads it
    first_member i row of the first practitioner in it
    members i practitioners in it
    led i practitioners whom its leader leads, those of a team of the other function included
    partner i row of the team of the other function it mostly works with
    counterpart i row of the tie of its leader and the other function's head; -1 if one leads both
    cognition f the team's mean cognition-based trust in the other function
    affect f the team's mean affect-based trust in the other function
    orientation f the team's mean orientation
    coaching f coaching received last week, share of the fullest
    weight f weight of the opinions in the means
    cognition_sum f sum under way for the mean
    affect_sum f sum under way for the mean
    orientation_sum f sum under way for the mean
""")

TIE = record("""
    identity i who and who: the two seats
    rep i row of the rep; of the leader of sales in a pair of leaders
    marketer i row of the marketer; of the leader of marketing in a pair of leaders
    leaders i row of the tie of the two's leaders; -1 if one leads both, and in a pair of leaders
    affinity f how readily the two become contacts: the lower the sooner, in (0, 1)
    contact f strength of contact now, in [0, 1]
    shared f what each knows of the other's world, in [0, 1]
    conflict f conflicts this week
    blocked f questions of priorities open between the two: joint work waits
""")

OPINION = record("""
    cognition f trust in reliability and competence, in [0, ceiling]
    evidence f experiences that still count, by weight
    affect f trust from rapport, in [0, ceiling]
    ceiling f the most that trust can still reach, in [0, 1]
    repair f weeks left in which a promise to repair is in force
    valence f sum of this week's experiences, each in [0, 1], by weight
    weight f weight of this week's experiences
    violations f deceptions detected this week
""")

LEAD = record("""
    mood f how choosy the rep happens to be about it, standard deviations
    believed f marketing's belief about fit, in [0, 1]
    value f yearly contract value, thousand
    available f when the rep can see it
    rep i row of the rep who has it; -1 while in hand-off
    tie i row of the tie it was handed along; -1 if none
    stage i stage, or the end it came to
    autonomy f share of the journey done without a rep, in [0, 1]
    sales_now f sales touches this week
    marketing_now f marketing touches this week
    sales_touches f sales touches so far: the credit ledger, sales' side
    marketing_touches f marketing touches so far: the credit ledger, marketing's side
    joint f joint touches so far: product of both functions' touches, summed over weeks
    waited f weeks an opportunity has been open
    progress f share of the buying journey done since it became an opportunity
    pace f the buyer's own pace: weeks over usual weeks
    contacted f when a rep first worked on it; -1 before
    last_touch i function of the last touch
    first_touch i function of the first touch
    identity i who the buying group is
    marketer i row of the marketer it came from; -1 if the rep found it
    source i row in `sources`; -1 if the rep found it
    doubled i 1 if both functions work on it unawares
    created f when it appeared, week and fraction
    decided f when the buyer decided; -1 before
    fit f true fit, log-odds
    promise f what the buyer was told to expect, fit in [0, 1]
    information f information that survived the hand-off, in [0, 1]
    concern f what the buyer weighs: the product now 0, its own long run 1
""")

CUSTOMER = record("""
    rep i row of the rep who serves it; -1 once it left
    tie i row of the tie it came along; -1 if none
    delivered f what it gets, fit in [0, 1]
    satisfaction f in [0, 1]
    since i week of the win
    renewal_week i week of the next renewal, or of the end of a one-off contract
    disappointed i 1 if the promise proved broken
    following i row of the customer whose turn comes next in the same week of the quarter; -1 for the last
    identity i who the buying group is
    value f yearly contract value, thousand
    potential f value that the contract could grow to, thousand
    recurring i 1 if the contract renews
    expectation f what it was told to expect, fit in [0, 1]
    overstated f part of the expectation that marketing knew to be too much
    added f part of the expectation that the rep added to win
    cycle f weeks from the lead's appearance to the win
    marketing_share f share of its credit that is marketing's, in [0, 1]
    marketer i row of the marketer it came from; -1 if none
""")

TURN = record("""
    first i row of the customer whose turn comes first in this week of the quarter; -1 if it is nobody's
    last i row of the one whose turn comes last
""")

MATTER = record("""
    kind i what it is: a dispute, an idea, a question
    identity i who it is about: the lead in dispute, the proposer or the pair with the week
    leader i row of the leader who must decide
    other_leader i row of the second leader whose consent is needed; -1 if none
    leaders i row of the tie of the two functions' leaders it concerns; -1 if one decides, or leads both
    hours f hours that the leader must still give to it
    other_hours f hours that the second leader must still give to it
    function i the function that raised it
    rep i row of the rep it concerns; -1 for an idea
    marketer i row of the marketer it concerns; -1 for an idea
    tie i row of the tie it concerns; -1 for an idea
    raised i week in which it was raised
    excess f claim above the due part, share of the value; for an idea its worth
    closed i verdict: how it went off the table; open while it is on it
""")

SOURCE = record("""
    upto f cumulated share of leads up to and with this source, in (0, 1]
    fit f shift of fit, log-odds
    pace f multiplier on the buyer's pace
""")

SCORE = record("""
    score f logarithm over the median's, in standard deviations, at this one of the quantiles at even steps
""")

TALLY = record("""
    revenue_new f thousand won
    revenue_recurring f thousand renewed, expansion included
    credit_paid f thousand of credit paid to people
    credit_claimed f thousand claimed by both functions' accounting
    credit_due f thousand that could be claimed once
    leads_created f leads that appeared, prospected ones included
    leads_unqualified f leads that marketing did not qualify
    leads_handed_over f marketing's leads that were passed on, those dropped on the way included
    leads_worked f marketing's leads that a rep contacted
    leads_ignored f marketing's leads that ended unworked
    leads_rejected f worked leads that ended without becoming an opportunity
    leads_spurned f marketing's leads, no misfits, that a rep worked and rejected
    opportunities f leads that became opportunities
    wins f opportunities won
    marketing_wins f of them, those that came from marketing
    influence f value won times marketing's share of the touches in it, thousand
    losses f opportunities lost
    no_decisions f opportunities that ended in no decision
    value_won f yearly value of the contracts won, thousand
    contact_delay f weeks from appearance to first contact, summed over marketing's leads contacted
    cycle f weeks from appearance to win, summed over wins
    renewal_due f yearly value up for renewal, thousand
    renewal_kept f part of it renewed, without growth, thousand
    renewal_grown f what it was renewed at, thousand
    broken_due f part of what was up for renewal of customers whose promise proved broken, thousand
    broken_kept f part of it renewed, without growth, thousand
    churned_customers f recurring customers that left
    misfit_leads f worked leads that were misfits
    broken_promises f customers whose promise proved broken
    credit_disputes f disputes raised
    credit_thefts f credit thefts
    exclusions f reps bypassed and feeling so
    doubled_work f leads worked on by both unawares
    dropped_work f leads left to nobody
    stalemates f matters on which leaders failed to agree
    power_contests f contests for power
    hours f hours available
    friction_hours f hours lost to friction
    latency f weeks from raising to the end, summed over matters decided or given up
    decided f matters decided
    settled f of them, those not decided over the head of the side that raised them
    questions f questions of priorities raised
    closed f matters decided or given up
    ideas_proposed f ideas proposed
    ideas_adopted f ideas adopted
    leavers f people who left
    leavers_sales f of them, reps
    person_weeks f person-weeks of reps and marketers
    hours_selling f hours reps gave to opportunities, leads, prospecting and customers
    hours_campaigning f hours marketers gave to campaigns
""")

SCRATCH = record("""
    amount f an amount that a measure of the quarter puts in order or adds up
""")


def dtype(fields: tuple[Described, ...]) -> np.dtype[Any]:
    """The NumPy record type of a list of fields."""
    return np.dtype([(field.name, field.kind) for field in fields])


# The tables of the state, in the words of ODD.md. `structure` has rows for now, whence, whither, and goals; `tally`
# two: the quarter's counts, and blank ones to begin anew with; `opinions` two a tie (see `rules/opinions.view`).
TABLES: dict[str, tuple[Described, ...]] = {
    "clock": CLOCK,
    "company": COMPANY_STATE,
    "structure": STRUCTURE,
    "decisions": DECISION,
    "theory": THEORY,
    "conditions": CONDITIONS,
    "weather": WEATHER,
    "people": PERSON,
    "teams": TEAM,
    "ties": TIE,
    "opinions": OPINION,
    "leads": LEAD,
    "customers": CUSTOMER,
    "turns": TURN,
    "matters": MATTER,
    "sources": SOURCE,
    "paces": SCORE,
    "sizes": SCORE,
    "tally": TALLY,
    "scratch": SCRATCH,
}
RECORDS: dict[str, np.dtype[Any]] = {name: dtype(fields) for name, fields in TABLES.items()}
RECORDS["parameters"] = PARAMETER_RECORD
RECORDS["quarters"] = QUARTER


def table(name: str, rows: int) -> Any:
    """`rows` empty records of a table."""
    return np.zeros(rows, RECORDS[name]).view(np.recarray)


# Everything an organisation consists of, in this order: the tables, and arrays of plain integers.
ARRAYS = (*TABLES, "parameters", "quarters", "tie_index", "queue", "queue_start")


def element(name: str) -> np.dtype[Any]:
    """The type of an element of one of the organisation's arrays."""
    return RECORDS.get(name, np.dtype(np.int64))
