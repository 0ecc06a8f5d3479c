"""Time is the scarce thing: whatever a person does in a week is spent from the same hours."""

from typing import Any

from simulation.compiled import compiled
from simulation.state import COMMON, LEADER, NOW, REP


@compiled
def spend(org: Any, who: int, hours: float) -> float:
    """Take `hours` from a person's week, or what is left of it; the hours really spent.

    Writes: people.hours_left
    """
    person = org.people[who]
    spent = min(max(hours, 0.0), person.hours_left)
    person.hours_left -= spent
    return spent


@compiled
def lose(org: Any, who: int, hours: float) -> None:
    """Lose `hours` of a person's week to friction, or what is left of it.

    Writes: people.hours_left, people.friction_hours, tally.friction_hours
    """
    lost = spend(org, who, hours)
    org.people[who].friction_hours += lost
    org.tally[0].friction_hours += lost


@compiled
def set_aside_hours(org: Any, who: int) -> None:
    """A person's week begins with what is promised: meetings, planning, sessions, tools, work on deals, old trouble.

    Trouble is what disputes and doubled work left over, learning a new structure while it changes, and a
    contest for power. What is left is practice of one's own craft. An empty seat has no hours. The tool worked in
    is the common one as far as the company's tools are integrated.

    Reads: people, structure, conditions, company, parameters
    Writes: people.hours_left, people.friction_hours, people.owed_hours, people.joint_hours, people.practice,
        people.leading_left, people.system, tally.hours, tally.friction_hours, tally.person_weeks
    """
    p, person, company = org.parameters[0], org.people[who], org.company[0]
    person.hours_left = person.weekly_hours if person.vacant <= 0.0 else 0.0
    person.friction_hours = 0.0
    person.system = person.function if person.tool_luck < org.conditions[0].separation else COMMON
    tally = org.tally[0]
    tally.hours += person.hours_left
    if person.kind != LEADER:
        tally.person_weeks += 1.0
    spend(org, who, person.meeting_hours)
    spend(org, who, planning_hours(org))
    if person.kind != LEADER:
        spend(org, who, p.leadership_session_hours * company.sessions + org.conditions[0].upkeep)
    spend(org, who, person.joint_hours)
    lose(org, who, person.owed_hours)
    if company.transition_left > 0.0:
        lose(org, who, p.power_upheaval_hours * company.upheaval)
    if company.contested == 1:
        lose(org, who, p.power_contest_hours)
    person.owed_hours = person.joint_hours = 0.0
    person.practice = person.hours_left / person.weekly_hours
    person.leading_left = min(person.hours_left, p.leadership_hours * p.leadership_strength)


@compiled
def planning_hours(org: Any) -> float:
    """Hours a person gives this week to joint planning: the structure's, and a programme's while it lasts.

    Reads: structure.joint_planning, company.programme_left, parameters
    """
    programme = org.parameters[0].perception_programme_hours if org.company[0].programme_left > 0.0 else 0.0
    return org.structure[NOW].joint_planning + programme


@compiled
def competence(org: Any, who: int) -> float:
    """What a person gets done in an hour, over a fully ramped colleague of mean skill, craft and morale.

    skill x ramp x craft x clarity x morale. A craft counts for more the more the person is devoted to it, and is
    diluted where roles merge; a role that is not clear costs output (F105).

    Reads: people, structure.role_overlap, parameters
    """
    p, person = org.parameters[0], org.people[who]
    ramp = p.people_ramp_floor + (1.0 - p.people_ramp_floor) * min(1.0, person.experience / p.people_ramp)
    craft = 1.0 + p.people_craft * (devoted(org, who) - 0.5)
    clarity = 1.0 - p.people_ambiguity_cost * (1.0 - person.clarity)
    morale = 1.0 + p.people_morale_output * (person.morale - 0.5)
    return person.skill * ramp * craft * clarity * morale


@compiled
def devoted(org: Any, who: int) -> float:
    """How far a person is devoted to its own craft, in [0, 1]: by nature, less where roles are merged.

    Reads: people.specialisation, structure.role_overlap, parameters
    """
    return org.people[who].specialisation * (1.0 - org.parameters[0].people_dilution * org.structure[NOW].role_overlap)


@compiled
def specialised(org: Any, who: int) -> float:
    """How narrow a person's role is now, in [0, 1]: devoted to its craft, and to the tools that ask for specialists.

    Tools narrow a role, which costs contact (F82); what they bring is in the precision of targeting, not here.

    Reads: people.specialisation, conditions.specialising, structure.role_overlap, parameters
    """
    return min(1.0, devoted(org, who) + org.conditions[0].specialising)


@compiled
def behind(org: Any, who: int) -> float:
    """How far a person is behind what is asked, in [0, 1].

    Reads: people.success
    """
    return min(max(1.0 - org.people[who].success, 0.0), 1.0)


@compiled
def pressure(org: Any, who: int) -> float:
    """How far a person feels behind, in [0, 1]: less where the joint result counts.

    Reads: people.success, structure.shared_goals
    """
    return behind(org, who) * (1.0 - org.structure[NOW].shared_goals)


@compiled
def voice(org: Any, function: int) -> float:
    """How freely the people of a function speak, in [0, 1]: the led side falls silent (F05).

    Reads: structure.power_balance, parameters
    """
    balance = org.structure[NOW].power_balance
    led = max(0.0, balance if function == 0 else -balance)
    return 1.0 - org.parameters[0].people_silence * led


@compiled
def closeness(org: Any, who: int) -> float:
    """How closely a person works with the other function, in [0, 1]: mean strength of the contacts it could have.

    Reads: people.meeting_hours, people.first_tie, people.last_tie, parameters
    """
    person = org.people[who]
    most = (person.last_tie - person.first_tie) * org.parameters[0].coordination_meeting_hours
    return person.meeting_hours / most if most > 0.0 else 0.0


@compiled
def is_rep(org: Any, who: int) -> bool:
    """Whether a person is a sales rep."""
    return bool(org.people[who].kind == REP)
