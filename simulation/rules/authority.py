"""Who decides what concerns both functions, whether they agree, and over whose head."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.organisation import Organisation
from ..world.words import NOW, DecisionRule, Side
from .capacity import led


@compiled
def agreement(org: Organisation) -> float:
    """Chance that two leaders agree, in [0, 1]: trust, a balancer, and strength where consent is the rule.

    Reads: company.alignment, structure, parameters
    """
    p, now = org.parameters[0], org.structure[NOW]
    helped = p.leadership_balancing * now.balancer
    if now.decision_rule == DecisionRule.JOINT_CONSENT:
        helped += p.leadership_consent_rule
    chance = p.leadership_consent + p.leadership_consent_trust * (org.company[0].alignment - 0.5)
    return clip(chance + helped * p.leadership_strength, 0.0, 1.0)


@compiled
def fairness(org: Organisation, function: int) -> float:
    """Chance that a dispute raised by a function is settled fairly, in [0, 1].

    Strength makes fair; where one side decides, the led side is heard less.

    Reads: structure, parameters
    """
    p = org.parameters[0]
    fair = p.leadership_fairness + (1.0 - p.leadership_fairness) * p.leadership_strength
    return fair * (1.0 - set_aside(org, function))


@compiled
def set_aside(org: Organisation, function: int) -> float:
    """Chance that what a function brings is set aside, in [0, 1]: only where the other side decides.

    Reads: structure, parameters
    """
    if org.structure[NOW].decision_rule != DecisionRule.DOMINANT_SIDE:
        return 0.0
    return org.parameters[0].leadership_disregard * led(org, function)


@compiled
def refer(org: Organisation, row: int, sales: int, marketing: int) -> None:
    """A matter of both functions goes to the leader, or the two, whom the decision rule names.

    One head: the manager of the side that raised it decides for both. The dominant side: its manager.
    Each alone, and joint consent: both must agree.

    Reads: structure
    Writes: matters.leader, matters.other_leader
    """
    matter, now = org.matters[row], org.structure[NOW]
    own, other = (sales, marketing) if matter.function == Side.SALES else (marketing, sales)
    if now.decision_rule == DecisionRule.DOMINANT_SIDE:
        own = marketing if now.power_balance > 0.0 else sales
    matter.leader = own
    if now.decision_rule != DecisionRule.DOMINANT_SIDE and now.decision_rule != DecisionRule.ONE_HEAD and other != own:
        matter.other_leader = other


@compiled
def manager_of(org: Organisation, who: int) -> int:
    """The leader of a person's team.

    Reads: teams.manager, people.team
    """
    return int(org.teams[org.people[who].team].manager)
