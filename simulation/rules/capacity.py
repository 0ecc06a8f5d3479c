"""What people can do in their hours: competence, pressure, and how freely they speak."""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.theories import VoiceTheory
from ..world.words import LEAST_COMPETENCE, NOW, Attribution, Side


@compiled
def competence(org: Organisation, who: int) -> float:
    """What a person gets done in an hour, over a fully ramped colleague of mean skill, craft and morale.

    skill x ramp x craft x clarity x morale x focus x drive. A newcomer begins at half strength; a craft counts for more
    the more of a specialist the work has made of the person; a role that is not clear costs output (F105); working with
    many others interrupts (Cross, Rebele & Grant 2016); what all are measured on together nobody works for alone
    (Holmstrom 1982). However small each of them is, nobody gets nothing done.

    Reads: people, structure, parameters
    """
    p, person = org.parameters[0], org.people[who]
    ramp = 0.5 * (1.0 + min(1.0, person.experience / p.people_ramp))
    craft = 1.0 + p.people_craft * (person.specialisation - 0.5)
    clarity = 1.0 - p.people_ambiguity_cost * (1.0 - person.clarity)
    morale = 1.0 + p.people_morale_output * (person.morale - 0.5)
    focus = 1.0 - p.people_fragmentation * closeness(org, who)
    return max(LEAST_COMPETENCE, person.skill * ramp * craft * clarity * morale * focus * drive(org))


@compiled
def drive(org: Organisation) -> float:
    """How hard people work where results are measured, or credited, together, over where each has its own; in (0, 1].

    Reads: structure, parameters
    """
    now = org.structure[NOW]
    pooled = 1.0 if now.attribution == Attribution.POOLED else 0.0
    return 1.0 - org.parameters[0].people_free_riding * 0.5 * (now.shared_goals + pooled)


@compiled
def behind(org: Organisation, who: int) -> float:
    """How far a person is behind what is asked, in [0, 1].

    Reads: people.success
    """
    return 1.0 - org.people[who].success


@compiled
def pressure(org: Organisation, who: int) -> float:
    """How far a person feels behind, in [0, 1]: less where the joint result counts.

    Reads: people.success, structure.shared_goals
    """
    return behind(org, who) * (1.0 - org.structure[NOW].shared_goals)


@compiled
def led(org: Organisation, function: int) -> float:
    """How far a function is led by the other, in [0, 1]: not at all if it is the stronger.

    Reads: structure.power_balance
    """
    balance = org.structure[NOW].power_balance
    return max(0.0, balance if function == Side.SALES else -balance)


@compiled
def voice(org: Organisation, function: int) -> float:
    """How freely the people of a function speak, in [0, 1]: the led side falls silent (F05).

    Or, by a rival theory, all do whose leaders do not make it safe to speak.

    Reads: structure.power_balance, theory, parameters
    """
    p = org.parameters[0]
    if org.theory[0].voice == VoiceTheory.SAFETY:
        return 1.0 - p.people_silence * (1.0 - p.leadership_strength)
    return 1.0 - p.people_silence * led(org, function)


@compiled
def closeness(org: Organisation, who: int) -> float:
    """How closely a person works with the other function, in [0, 1]: mean strength of the contacts it could have.

    Reads: people.meeting_hours, people.first_tie, people.last_tie, parameters
    """
    person = org.people[who]
    most = (person.last_tie - person.first_tie) * org.parameters[0].coordination_meeting_hours
    return person.meeting_hours / most if most > 0.0 else 0.0
