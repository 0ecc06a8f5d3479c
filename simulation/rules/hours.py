"""Time is the scarce thing: whatever a person does in a week is spent from the same hours."""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import NOW, Kind, Tool


@compiled
def spend(org: Organisation, who: int, hours: float) -> float:
    """Take `hours` from a person's week, or what is left of it; the hours really spent.

    Writes: people.hours_left
    """
    person = org.people[who]
    spent = min(max(hours, 0.0), person.hours_left)
    person.hours_left -= spent
    return spent


@compiled
def sell(org: Organisation, who: int, hours: float) -> float:
    """Take `hours` of a rep's week for selling, or what is left of it; the hours really given.

    Writes: people.hours_left, tally.hours_selling
    """
    given = spend(org, who, hours)
    org.tally[0].hours_selling += given
    return given


@compiled
def lose(org: Organisation, who: int, hours: float) -> float:
    """Lose `hours` of a person's week to friction, or what is left of it; the hours really lost.

    Writes: people.hours_left, people.friction_hours, tally.friction_hours
    """
    lost = spend(org, who, hours)
    org.people[who].friction_hours += lost
    org.tally[0].friction_hours += lost
    return lost


@compiled
def set_aside_hours(org: Organisation, who: int) -> None:
    """A person's week begins with what is promised: meetings, planning, sessions, tools, work on deals, old trouble.

    Trouble is what disputes and doubled work left over, learning a new structure while it changes, and a
    contest for power. What is left is practice of one's own craft. An empty seat has no hours. The tool worked in
    is the common one as far as the company's tools are integrated.

    Reads: people, structure, conditions, company, parameters
    Writes: people.hours_left, people.friction_hours, people.owed_hours, people.joint_hours, people.practice,
        people.leading_left, people.system, company.care, tally.hours, tally.friction_hours, tally.person_weeks
    """
    p, person, company = org.parameters[0], org.people[who], org.company[0]
    person.hours_left = person.weekly_hours if person.vacant <= 0.0 else 0.0
    person.friction_hours = 0.0
    person.system = person.function if person.tool_luck < org.conditions[0].separation else Tool.COMMON
    tally = org.tally[0]
    tally.hours += person.hours_left
    if person.kind != Kind.LEADER:
        tally.person_weeks += 1.0
    spend(org, who, person.meeting_hours)
    spend(org, who, planning_hours(org))
    if person.kind != Kind.LEADER:
        spend(org, who, p.leadership_coaching_hours * company.sessions + org.conditions[0].upkeep)
    spend(org, who, person.joint_hours)
    lose(org, who, person.owed_hours)
    if company.transition_left > 0.0:
        lose(org, who, p.power_upheaval_hours * company.upheaval)
    if company.contested == 1:
        lose(org, who, p.power_contest_hours)
    person.owed_hours = person.joint_hours = 0.0
    person.practice = person.hours_left / person.weekly_hours
    person.leading_left = min(person.hours_left, p.leadership_hours * p.leadership_strength)
    if person.kind == Kind.MARKETER:
        engage_customers(org, who)


@compiled
def engage_customers(org: Organisation, who: int) -> None:
    """A marketer's part in serving customers: the engagement between renewals that recurring contracts live on (F60).

    Reads: company.served, company.marketers, conditions.engagement, parameters
    Writes: people.hours_left, company.care
    """
    p, company = org.parameters[0], org.company[0]
    due = org.conditions[0].engagement * p.customers_service_hours * company.served / company.marketers
    given = spend(org, who, min(due, 0.5 * org.people[who].hours_left))
    company.care += (given / due if due > 0.0 else 1.0) / company.marketers


@compiled
def planning_hours(org: Organisation) -> float:
    """Hours a person gives this week to joint planning: the structure's, and a programme's while it lasts.

    Reads: structure.joint_planning, company.programme_left, parameters
    """
    programme = org.parameters[0].perception_programme_hours if org.company[0].programme_left > 0.0 else 0.0
    return org.structure[NOW].joint_planning + programme
