"""The quarter's end: views are formed, outcomes recorded, people appraised, counts begun anew."""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import BLANK, COUNTED, WEEKS_PER_QUARTER
from .observation import observe
from .pay import share_pool
from .people import appraise, set_target
from .perception import executives_form_a_view
from .signs import joint_result


@compiled
def quarter_closes(org: Organisation) -> None:
    """At a quarter's end executives form a view, outcomes are recorded, people appraised, counts restarted.

    Reads: everything
    Writes: quarters, clock.quarter, company, opinions.repair, people.credit, people.success,
        people.inequity, people.target, people.achieved, tally, scratch
    """
    company = org.company[0]
    under_way = company.programme_left > 0.0  # one that is ordered now begins next week
    if org.clock[0].week % WEEKS_PER_QUARTER == 0:
        close(org)
    if under_way:
        company.programme_left = max(0.0, company.programme_left - 1.0)


@compiled
def close(org: Organisation) -> None:
    """A quarter ends; the last before the record begins leaves what quarter 0 shows: a state, and no counts.

    Reads: everything
    Writes: quarters, clock.quarter, company, opinions.repair, people.credit, people.success,
        people.inequity, people.target, people.achieved, tally, scratch
    """
    org.clock[0].quarter += 1
    share_pool(org)
    executives_form_a_view(org)
    if org.clock[0].quarter > 0:
        observe(org)
    company = org.company[0]
    joint = joint_result(org)
    for who in range(company.reps + company.marketers):
        appraise(org, who, joint)
        set_target(org, who)
    begin_counts(org)
    if org.clock[0].quarter == 0:
        observe(org)


@compiled
def begin_counts(org: Organisation) -> None:
    """A new quarter is counted from nothing.

    Writes: tally
    """
    org.tally[COUNTED] = org.tally[BLANK]
