"""A week, in order. This list is the process overview of the model, and it runs.

 1. forces_move                forces take their intensities, conditions of the week follow
    decisions_are_taken        what is due on the timeline is decided
    structure_moves            a reorganisation goes on, or the structure drifts
    ties_follow_structure      contacts strengthen or fade, knowledge spreads along them
    people_set_aside_hours     meetings, planning and old trouble take their hours
 2. marketers_run_campaigns    leads appear with a fit, a belief about it and a promise
 3. leads_are_handed_over      qualified leads pass to reps, later and poorer the farther apart the two are
 4. reps_work_leads            reps serve, attend, follow up what they trust, and prospect
 5. buyers_move                buyers hear both functions, move on, win, lose or decide nothing
 6. wins_are_credited          wins are booked, credited, claimed, contested
 7. customers_live_on          promises are tested, contracts renewed, grown or lost
 8. trust_moves                trust follows what was lived through and heard
 9. people_propose_ideas       people voice ideas, unless silenced
    people_live                people learn, lose heart, leave and are replaced
10. questions_arise            joint work raises questions of priorities
    matters_press              open disputes and questions cost hours; what waited too long is given up
    leaders_lead               leaders settle and decide within their hours
    leaders_share_time         what is left goes to coaching and joint sessions
11. quarter_closes             executives form a view, the survey is taken, outcomes are recorded

The behaviours are per actor; who acts in a phase is its `actors`. Both schedulers run this list.
"""

from collections.abc import Callable
from typing import NamedTuple

from .rules.buyers import buyers_move
from .rules.campaigns import run_campaigns
from .rules.coordination import ties_follow_structure
from .rules.credit import wins_are_credited
from .rules.customers import customers_live_on
from .rules.decisions import decisions_are_taken
from .rules.forces import forces_move
from .rules.handoff import leads_are_handed_over
from .rules.hours import set_aside_hours
from .rules.leadership import lead, leaders_share_time
from .rules.matters import matters_press, propose, questions_arise
from .rules.people import live
from .rules.quarter import quarter_closes
from .rules.reorganisation import structure_moves
from .rules.selling import work_week
from .rules.trust import trust_moves


class Phase(NamedTuple):
    """A part of the week: its name as a sentence, who acts, and what each of them does.

    `actors` is `company` for a phase that runs once, or whose people act one after the other in the order
    of their seats: `everyone`, `practitioners`, `reps`, `marketers`, `leaders`.
    """

    part: int
    name: str
    actors: str
    act: Callable[..., None]


PHASES = (
    Phase(1, "forces_move", "company", forces_move),
    Phase(1, "decisions_are_taken", "company", decisions_are_taken),
    Phase(1, "structure_moves", "company", structure_moves),
    Phase(1, "ties_follow_structure", "company", ties_follow_structure),
    Phase(1, "people_set_aside_hours", "everyone", set_aside_hours),
    Phase(2, "marketers_run_campaigns", "marketers", run_campaigns),
    Phase(3, "leads_are_handed_over", "company", leads_are_handed_over),
    Phase(4, "reps_work_leads", "reps", work_week),
    Phase(5, "buyers_move", "company", buyers_move),
    Phase(6, "wins_are_credited", "company", wins_are_credited),
    Phase(7, "customers_live_on", "company", customers_live_on),
    Phase(8, "trust_moves", "company", trust_moves),
    Phase(9, "people_propose_ideas", "practitioners", propose),
    Phase(9, "people_live", "practitioners", live),
    Phase(10, "questions_arise", "company", questions_arise),
    Phase(10, "matters_press", "company", matters_press),
    Phase(10, "leaders_lead", "leaders", lead),
    Phase(10, "leaders_share_time", "company", leaders_share_time),
    Phase(11, "quarter_closes", "company", quarter_closes),
)
