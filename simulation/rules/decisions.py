"""What a company has decided on its timeline, taken at the start of a quarter, once its condition is met."""

import numpy as np

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.outcomes import NAMES
from ..world.paradigms import SETTINGS
from ..world.words import GOAL, NOW, WEEKS_PER_QUARTER, WHITHER, Bound, Resolve
from .perception import intervene
from .reorganisation import begin_switch, recalibrate

COLUMNS, WIDTH = len(NAMES), len(SETTINGS)  # numbers in a row of `quarters`, of `structure`


@compiled
def decisions_are_taken(org: Organisation) -> None:
    """Decisions that are due are taken, in their order; all that they change of the structure is one reorganisation.

    So is the switch that alarmed executives begin, in the week after their alarm. A reorganisation starts from where
    the company stands, in the middle of another one too, and goes where the last decision says.

    Reads: clock, decisions, quarters, structure, conditions.autonomy, company, parameters
    Writes: decisions.taken, structure, parameters, company.roles_for, company.transition_left,
        company.transition_length, company.upheaval, company.belief, company.programme_left, opinions.repair,
        people.clarity, people.owed_hours
    """
    company, week = org.company[0], org.clock[0].week
    reorganises = week == company.switch_week
    if reorganises:
        org.structure[WHITHER] = org.structure[GOAL]
    for row in range(len(org.decisions)):
        if not is_due(org, row):
            continue
        org.decisions[row].taken = week
        if org.decisions[row].kind <= Resolve.SETTING:
            if not reorganises and company.transition_left <= 0.0:
                org.structure[WHITHER] = org.structure[NOW]
            head_for(org, row)
            reorganises = True
        else:
            carry_out(org, row)
    if reorganises:
        begin_switch(org)


@compiled
def is_due(org: Organisation, row: int) -> bool:
    """A decision is taken once: in its quarter, or at the start of the first quarter after it that meets its condition.

    Reads: clock, decisions, quarters
    """
    decision, week = org.decisions[row], org.clock[0].week
    if decision.taken > 0 or week < decision.due or (week - decision.due) % WEEKS_PER_QUARTER > 0:
        return False
    return bool(decision.bound == Bound.ALWAYS or is_met(org, row))


@compiled
def is_met(org: Organisation, row: int) -> bool:
    """Whether the last closed quarter meets the condition of a decision; an outcome that is missing never does.

    Reads: clock.quarter, decisions, quarters
    """
    decision = org.decisions[row]
    seen = org.quarters.view(np.float64)[org.clock[0].quarter * COLUMNS + decision.outcome]
    if decision.bound == Bound.BELOW:
        return bool(seen < decision.threshold)
    if decision.bound == Bound.AT_MOST:
        return bool(seen <= decision.threshold)
    if decision.bound == Bound.ABOVE:
        return bool(seen > decision.threshold)
    return bool(seen >= decision.threshold)


@compiled
def head_for(org: Organisation, row: int) -> None:
    """A reorganisation is to lead to another paradigm, or to where it leads but for one setting.

    Reads: decisions, structure
    Writes: structure
    """
    decision = org.decisions[row]
    if decision.kind == Resolve.PARADIGM:
        org.structure[WHITHER] = org.structure[decision.goal]
    else:
        settings = org.structure.view(np.int64)
        settings[WHITHER * WIDTH + decision.place] = settings[decision.goal * WIDTH + decision.place]


@compiled
def carry_out(org: Organisation, row: int) -> None:
    """Leadership changes, a programme begins, roles are made anew; or practitioners are asked in an honest survey.

    It passes by all levels that brighten and withhold (F04, F05): executives believe what practitioners live.

    Reads: decisions, company.alignment, conditions.autonomy, parameters
    Writes: parameters, company.belief, company.programme_left, company.roles_for, opinions.repair, people.clarity,
        people.owed_hours
    """
    decision, company = org.decisions[row], org.company[0]
    if decision.kind == Resolve.LEADERSHIP:
        org.parameters.view(np.float64)[decision.place] = decision.value
    elif decision.kind == Resolve.PROGRAMME:
        intervene(org)
    elif decision.kind == Resolve.SURVEY:
        company.belief = company.alignment
    else:
        recalibrate(org)
