"""Changing how the two functions live together: by decision, or by drift."""

import numpy as np

from ..machinery.compiled import compiled, literal_unroll
from ..world.arithmetic import clip, normal
from ..world.draws import Decision, fate
from ..world.elementary import exp
from ..world.organisation import Organisation
from ..world.paradigms import AT_A_STROKE, GRADED, span
from ..world.words import NOBODY, NOW, WHENCE, WHITHER

SPANS = np.array([tuple(map(span, GRADED))], [(setting, "f8") for setting in GRADED])


@compiled
def structure_moves(org: Organisation) -> None:
    """A reorganisation goes on; where nobody has chosen, the forces move the structure.

    Reads: structure, conditions, company, people.trust, parameters
    Writes: structure, company.transition_left, company.drifted, people.clarity, people.manager
    """
    company = org.company[0]
    if company.transition_left > 0.0:
        go_on(org)
    elif org.structure[NOW].follows_forces == 1:
        drift(org)


@compiled
def recalibrate(org: Organisation) -> None:
    """Roles are made anew for the journey that buyers make now, in the paradigm as it is: for a while less is clear.

    Reads: conditions.autonomy, parameters
    Writes: company.roles_for, people.clarity, people.owed_hours
    """
    p = org.parameters[0]
    org.company[0].roles_for = org.conditions[0].autonomy
    unsettle(org, p.power_rule_change)
    for person in org.people:
        person.owed_hours += p.power_upheaval_hours * p.power_rule_change


@compiled
def begin_switch(org: Organisation) -> None:
    """A reorganisation is announced: the larger it is and the less time it is given, the less is clear (F100, F103).

    Writes: structure (whence), company.transition_left, company.transition_length, company.upheaval,
        people.clarity
    """
    p, company = org.parameters[0], org.company[0]
    org.structure[WHENCE] = org.structure[NOW]
    company.upheaval = distance(org)
    company.transition_length = company.transition_left = p.power_transition
    unsettle(org, company.upheaval * (1.0 + p.power_haste / company.transition_length))


@compiled
def distance(org: Organisation) -> float:
    """Size of the change ahead, in [0, 1]: the largest move of a graded setting over its span, or that of a new rule.

    Reads: structure, parameters
    """
    now, goal = org.structure[NOW], org.structure[WHITHER]
    moved = 0.0
    for setting in literal_unroll(GRADED):
        moved = max(moved, abs(goal[setting] - now[setting]) / SPANS[0][setting])
    if goal.decision_rule != now.decision_rule or goal.heads != now.heads or goal.attribution != now.attribution:
        moved = max(moved, org.parameters[0].power_rule_change)
    return moved


@compiled
def unsettle(org: Organisation, size: float) -> None:
    """Nobody is quite sure any more who owns what, the less so the larger the change; strong leadership keeps sure.

    Writes: people.clarity
    """
    p = org.parameters[0]
    kept = exp(-p.power_upheaval * size * (1.0 - p.leadership_strength))
    for person in org.people:
        person.clarity *= kept


@compiled
def go_on(org: Organisation) -> None:
    """A transition's week: graded settings move in a straight line, the others change at a stroke half way.

    Some companies resist more than others.

    Reads: structure, people.trust, company, parameters
    Writes: structure, company.transition_left, people.manager
    """
    company, now = org.company[0], org.structure[NOW]
    whence, goal = org.structure[WHENCE], org.structure[WHITHER]
    resistance = org.parameters[0].power_resistance * normal(fate(org, Decision.RESISTANCE, 0).a)
    company.transition_left = max(0.0, company.transition_left - buy_in(org) * exp(-resistance))
    done = 1.0 - company.transition_left / company.transition_length
    for setting in literal_unroll(GRADED):
        now[setting] = whence[setting] + done * (goal[setting] - whence[setting])
    if done >= 0.5:
        for setting in literal_unroll(AT_A_STROKE):
            now[setting] = goal[setting]
        draw_reporting_lines(org)


@compiled
def buy_in(org: Organisation) -> float:
    """How fast a reorganisation advances, in weeks a week, by the trust of people in the other function (F18, F103).

    Twice its mean over reps and marketers: a week where trust is middling, nothing where there is none.

    Reads: people.trust
    """
    total, count = 0.0, org.company[0].reps + org.company[0].marketers
    for who in range(count):
        total += org.people[who].trust
    return 2.0 * total / count


@compiled
def draw_reporting_lines(org: Organisation) -> None:
    """Under one head the smaller function's head reports to the larger's; under two it moves up beside it.

    Two heads of whom neither reports to the other report as the chart has it.

    Reads: structure.heads, company
    Writes: people.manager
    """
    company = org.company[0]
    first, second = company.sales_head, company.marketing_head
    if company.marketers > company.reps:
        first, second = second, first
    if org.people[first].manager == second:
        first, second = second, first
    if first == second or org.people[first].manager == NOBODY or org.people[second].manager == NOBODY:
        return
    if org.structure[NOW].heads == 1:
        org.people[second].manager = first
    elif org.people[second].manager == first:
        org.people[second].manager = org.people[first].manager


@compiled
def drift(org: Organisation) -> None:
    """Nobody has chosen, so the forces do: technology pulls apart, buyers shift power.

    Every drifted step of some size is a small reorganisation that nobody planned.

    Reads: conditions, parameters
    Writes: structure, company.drifted, people.clarity
    """
    p, c, now, company = org.parameters[0], org.conditions[0], org.structure[NOW], org.company[0]
    apart = p.power_drift * c.technology
    toward_marketing = p.power_drift * c.buyers * (1.0 - now.power_balance)
    shifted = clip(now.power_balance + toward_marketing, -1.0, 1.0)
    moved = abs(shifted - now.power_balance) + apart * (now.integration + now.role_overlap)
    now.power_balance = shifted
    now.integration *= 1.0 - apart
    now.role_overlap *= 1.0 - apart
    company.drifted += moved
    if company.drifted >= p.power_drift_step:
        unsettle(org, company.drifted)
        company.drifted = 0.0
