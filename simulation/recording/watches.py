"""Who watches what, and when: after which phase of the week, or after each of its actors."""

from collections.abc import Callable

from ..world.organisation import Organisation
from .biographies import see_disputes, see_ends, see_hand_over, see_leads_found
from .diary import see_company, see_experiences, see_people
from .log import Log
from .proceedings import see_given_up, see_matters, see_verdicts

AFTER_EACH: dict[str, Callable[[Organisation, Log, int], None]] = {
    "marketers_run_campaigns": see_leads_found,
    "reps_work_leads": see_leads_found,
}
AFTER: dict[str, Callable[[Organisation, Log], None]] = {
    "leads_are_handed_over": see_hand_over,
    "buyers_move": see_ends,
    "wins_are_credited": see_disputes,
    "customers_live_on": see_experiences,
    "questions_arise": see_matters,
    "matters_press": see_given_up,
    "leaders_lead": see_verdicts,
    "leaders_share_time": see_people,
    "quarter_closes": see_company,
}
