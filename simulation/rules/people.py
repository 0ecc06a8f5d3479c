"""People gain experience, learn, lose heart, leave, and are replaced by others."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip, normal
from ..world.draws import Decision, draw
from ..world.elementary import exp
from ..world.identities import successor
from ..world.organisation import Organisation
from ..world.words import MOST_TALENT, NOW, WEEKS_PER_QUARTER, WEEKS_PER_YEAR, Kind, Side
from .capacity import closeness, voice
from .hours import planning_hours
from .opinions import view


@compiled
def live(org: Organisation, who: int) -> None:
    """A rep's or marketer's week leaves its mark; some leave, and empty seats are filled in time.

    Reads: people, teams, ties, tie_index, structure, company, theory, parameters
    Writes: people, ties.contact, ties.shared, opinions, tally.leavers, tally.leavers_sales
    """
    person = org.people[who]
    if person.vacant > 0.0:
        person.vacant -= 1.0
        return
    grow(org, who)
    feel(org, who)
    if draw(org, Decision.CAREER, person.identity).a < leaving(org, who):
        org.tally[0].leavers += 1.0
        org.tally[0].leavers_sales += 1.0 if person.kind == Kind.REP else 0.0
        replace(org, who)


@compiled
def grow(org: Organisation, who: int) -> None:
    """Experience, skill, clarity of role and view move on.

    Specialists master their craft sooner, by the hours they practise it; coaching helps; merged roles are learnt
    half and half. A person becomes the specialist that the week makes of it.

    Reads: teams.coaching, structure, company, parameters
    Writes: people.specialisation, people.experience, people.skill, people.clarity, people.orientation
    """
    p, person = org.parameters[0], org.people[who]
    overlap, coached = org.structure[NOW].role_overlap, org.teams[person.team].coaching
    person.experience += 1.0
    person.specialisation += p.people_shaping * (due_specialisation(org, who) - person.specialisation)
    speed = p.people_learning * person.specialisation * person.practice * (1.0 + coached)
    person.skill += speed * (p.people_mastery * person.talent - person.skill)
    unclear = p.people_ambiguity * overlap * (1.0 - p.leadership_coaching * coached)
    person.clarity += p.people_adapting * (1.0 - unclear - person.clarity)
    person.orientation += p.people_shaping * (due_view(org, who) - person.orientation)


@compiled
def due_specialisation(org: Organisation, who: int) -> float:
    """The specialist that a person's work makes of it, in [0, 1]: by the hours left for the craft; not in merged roles.

    Reads: people.practice, structure.role_overlap
    """
    return org.people[who].practice * (1.0 - org.structure[NOW].role_overlap)


@compiled
def due_view(org: Organisation, who: int) -> float:
    """The view that a person's work leads to, in [0, 1]: its own, drawn to the middle by what the functions share.

    nature + together (middle - nature), together = 1 - (1 - overlap) (1 - shared goals) (1 - closeness): who does the
    same, is measured on the same and meets, comes to see the same (F07, F20; Dearborn & Simon 1958).

    Reads: people, structure, company, parameters
    """
    person, now = org.people[who], org.structure[NOW]
    middle = 0.5 * (org.company[0].sales_view + org.company[0].marketing_view)
    apart = (1.0 - now.role_overlap) * (1.0 - now.shared_goals) * (1.0 - closeness(org, who))
    return middle + apart * (person.nature - middle)


@compiled
def feel(org: Organisation, who: int) -> None:
    """Morale moves toward what the week gives reason for: success, trust, equity, a clear role, a say, time.

    Trouble wears out, and so does too much working together (Cross, Rebele & Grant 2016).

    Reads: people, structure, parameters
    Writes: people.morale
    """
    p, person = org.parameters[0], org.people[who]
    taken = (person.friction_hours + person.meeting_hours + planning_hours(org)) / person.weekly_hours
    good = person.success - 0.5 + person.trust - 0.5
    bad = person.inequity + (1.0 - person.clarity) + (1.0 - voice(org, person.function))
    reason = 0.5 + p.people_morale_weight * (good - bad) - p.people_morale_hours * taken
    person.morale = clip(person.morale + p.people_adapting * (reason - person.morale), 0.0, 1.0)


@compiled
def leaving(org: Organisation, who: int) -> float:
    """Chance that a person leaves this week (F50): by function, morale, and a change under way (F103).

    Reads: people, company, parameters
    """
    p, person, company = org.parameters[0], org.people[who], org.company[0]
    yearly = p.people_leaving_sales if person.kind == Kind.REP else p.people_leaving_marketing
    unrest = p.power_upheaval_leaving * company.upheaval if company.transition_left > 0.0 else 0.0
    hazard = yearly / WEEKS_PER_YEAR * exp(p.people_leaving_morale * (0.5 - person.morale) + unrest)
    return 1.0 - exp(-hazard)


@compiled
def replace(org: Organisation, who: int) -> None:
    """The seat falls vacant; whoever comes is somebody else, and hears from the team what to think.

    The newcomer takes over the team's opinion of the other side; the other side gives the newcomer its
    own team's opinion of the function; what the leaver shared with contacts is gone, and part of the contact.

    Reads: teams, parameters
    Writes: people, ties.contact, ties.shared, opinions
    """
    person = org.people[who]
    person.identity = successor(person.identity)
    endow(org, who)
    person.experience = 0.0
    person.skill = person.talent
    person.vacant = org.parameters[0].people_hiring
    for place in range(person.first_tie, person.last_tie):
        row = org.tie_index[place]
        tie = org.ties[row]
        tie.shared = 0.0
        tie.contact *= org.parameters[0].people_handover
        inherit(org, view(row, Side.SALES), tie.rep)
        inherit(org, view(row, Side.MARKETING), tie.marketer)


@compiled
def inherit(org: Organisation, opinion: int, truster: int) -> None:
    """An opinion between people one of whom is new: the truster's team's.

    Reads: teams, people.team
    Writes: opinions
    """
    mind, team = org.opinions[opinion], org.teams[org.people[truster].team]
    mind.ceiling = 1.0
    mind.cognition, mind.affect = team.cognition, team.affect
    mind.repair = mind.evidence = mind.valence = mind.weight = mind.violations = 0.0


@compiled
def endow(org: Organisation, who: int) -> None:
    """What a person brings: talent, view of customers, habits with tools; heart, clarity. A craft comes with the job.

    Reads: structure, parameters
    Writes: people
    """
    p, person = org.parameters[0], org.people[who]
    luck = draw(org, Decision.ENDOWMENT, person.identity)
    usual = p.people_skill_marketing if person.function == Side.MARKETING else p.people_skill_sales
    person.talent = clip(usual + p.people_skill_spread * normal(luck.a), 0.0, MOST_TALENT)
    person.skill = person.talent
    person.specialisation = 0.0
    side = 0.5 if person.function == Side.MARKETING else -0.5
    view = 0.5 + p.people_orientation_gap * side + p.people_orientation_spread * normal(luck.c)
    person.nature = person.orientation = clip(view, 0.0, 1.0)
    person.tool_luck = luck.d
    person.weekly_hours = p.people_weekly_hours
    person.morale = 0.5
    person.clarity = 1.0 - p.people_ambiguity * org.structure[NOW].role_overlap
    person.success = 1.0
    person.inequity = 0.0


@compiled
def set_target(org: Organisation, who: int) -> None:
    """What the coming quarter asks of a person: contracts of a rep, qualified leads of a marketer.

    Reads: conditions.demand, parameters
    Writes: people.target, people.achieved, people.credit
    """
    p, person = org.parameters[0], org.people[who]
    usual = WEEKS_PER_QUARTER * p.campaigns_leads_per_week * (1.0 + org.conditions[0].demand)
    person.target = p.selling_quota if person.kind == Kind.REP else usual * p.campaigns_qualified_share
    person.achieved = person.credit = 0.0


@compiled
def appraise(org: Organisation, who: int, joint: float) -> None:
    """A quarter's success, in [0, 1]: one's own target, and the joint result as far as goals are shared.

    Who did more than the joint result gives credit for feels it (equity theory, Adams 1963); who did less does not.

    Reads: structure.shared_goals
    Writes: people.success, people.inequity
    """
    person, shared = org.people[who], org.structure[NOW].shared_goals
    own = person.achieved / person.target
    person.success = (1.0 - shared) * min(1.0, own) + shared * joint
    person.inequity = clip(shared * (own - joint), 0.0, 1.0)
