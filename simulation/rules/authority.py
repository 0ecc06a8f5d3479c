"""Who decides what concerns both functions, whether they agree, and over whose head."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.organisation import Organisation
from ..world.words import NOBODY, NOW, DecisionRule, Matter, Side
from .capacity import led
from .opinions import live_through, mutual_trust, view


@compiled
def agreement(org: Organisation, leaders: int) -> float:
    """Chance that the two leaders of a tie agree, in [0, 1]: by their trust, and by what integrates in strong hands.

    What integrates is a rule of consent, somebody who balances, one head for both (Lawrence & Lorsch 1967). Whoever
    leads both agrees with itself.

    Reads: opinions, structure, parameters
    """
    p, now = org.parameters[0], org.structure[NOW]
    if leaders == NOBODY:
        return 1.0
    devices = now.balancer + (2 - now.heads) + (1 if now.decision_rule == DecisionRule.JOINT_CONSENT else 0)
    willing = p.leadership_consent * (0.5 + mutual_trust(org, leaders))
    return clip(willing + p.leadership_balancing * devices * p.leadership_strength, 0.0, 1.0)


@compiled
def fairness(org: Organisation, function: int) -> float:
    """Chance that a dispute raised by a function is settled fairly, in [0, 1].

    Full strength is always fair, none every other time; where one side decides, the led side is heard less.

    Reads: structure, parameters
    """
    return 0.5 * (1.0 + org.parameters[0].leadership_strength) * (1.0 - set_aside(org, function))


@compiled
def set_aside(org: Organisation, function: int) -> float:
    """Chance that what a function brings is set aside, in [0, 1]: only where the other side decides.

    Reads: structure, parameters
    """
    if org.structure[NOW].decision_rule != DecisionRule.DOMINANT_SIDE:
        return 0.0
    return org.parameters[0].leadership_disregard * led(org, function)


@compiled
def refer(org: Organisation, row: int, leaders: int, boss: int) -> None:
    """A matter of both functions goes to the leader, or the two, whom the decision rule names.

    One head: the leader of the side that raised it decides for both. The dominant side: its leader. Each alone: the
    leader of the side that raised it, for that side only. Joint consent: both must agree; so they must, whatever
    the rule, on a dispute that nobody has the power to decide. `leaders` is the tie of the two, or none if one,
    the `boss`, leads both.

    Reads: structure, ties
    Writes: matters.leader, matters.other_leader, matters.leaders
    """
    matter, rule = org.matters[row], org.structure[NOW].decision_rule
    matter.leaders, matter.leader = leaders, boss
    if leaders == NOBODY:
        return
    own, other = org.ties[leaders].rep, org.ties[leaders].marketer
    first = Side.SALES if org.structure[NOW].power_balance <= 0.0 else Side.MARKETING
    if (first if rule == DecisionRule.DOMINANT_SIDE else matter.function) == Side.MARKETING:
        own, other = other, own
    matter.leader = own
    unsettled = rule == DecisionRule.EACH_ALONE and matter.kind == Matter.DISPUTE
    if rule == DecisionRule.JOINT_CONSENT or unsettled:
        matter.other_leader = other


@compiled
def goes_alone(org: Organisation, row: int) -> bool:
    """Whether a leader decides a matter of both functions for its own side only, whatever the other does.

    Reads: matters, structure
    """
    matter = org.matters[row]
    each = org.structure[NOW].decision_rule == DecisionRule.EACH_ALONE
    return bool(each and matter.leaders != NOBODY and matter.other_leader == NOBODY)


@compiled
def regard(org: Organisation, leaders: int, valence: float) -> None:
    """Two leaders live through something with each other, good or bad in [0, 1]; one who leads both does not.

    Writes: opinions
    """
    if leaders != NOBODY:
        live_through(org, view(leaders, Side.SALES), valence, 1.0)
        live_through(org, view(leaders, Side.MARKETING), valence, 1.0)


@compiled
def manager_of(org: Organisation, who: int) -> int:
    """The leader of a person's team.

    Reads: teams.manager, people.team
    """
    return int(org.teams[org.people[who].team].manager)
