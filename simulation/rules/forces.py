"""The weather: three forces whose intensities move over time and set the conditions of a week.

Each force has a profile, the path of its intensity in [0, 1] from week to week. The behaviours never see a
force by name: they read the conditions that `forces_move` makes of the week's intensities.
"""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.draws import Decision, draw
from ..world.organisation import Organisation
from ..world.theories import ContestsTheory
from ..world.words import NOW, DecisionRule


@compiled
def forces_move(org: Organisation) -> None:
    """A new week begins: the forces take their intensities, the conditions follow, power may be contested.

    Reads: weather, structure, company.roles_for, theory, parameters
    Writes: clock.week, conditions, company.contested, company.content, company.care,
        structure.power_balance, tally.power_contests
    """
    org.clock[0].week += 1
    set_conditions(org)
    org.company[0].content = org.company[0].care = 0.0
    contest(org)


@compiled
def set_conditions(org: Organisation) -> None:
    """The conditions of a week follow from the forces' intensities and the structure.

    Technology (F80, F82, F83, F86): tools add precision as far as they are used and share their data;
    separate data take it back, age and take hours to keep; work moves into tools of its own; credit is contested
    more.
    Buyers (F72, F75-F77): they do more without a rep, hand-offs lose more, different stories cost up to twice as much.
    Business model (F60): more contracts recur, joint work on customers is worth up to twice as much, marketing takes a
    larger part in engaging them, power is contested.

    Reads: clock, weather, structure, company.roles_for, parameters
    Writes: conditions
    """
    p, c = org.parameters[0], org.conditions[0]
    sky = org.weather[max(0, org.clock[0].week)]
    c.technology, c.buyers, c.business_model = sky.technology, sky.buyers, sky.business_model
    c.demand = sky.demand
    apart = c.technology * (1.0 - org.structure[NOW].integration)
    used = 1.0 - p.technology_underuse * c.technology
    c.precision = p.technology_precision * c.technology * used * (1.0 - apart)
    separate = p.technology_separation * (1.0 + c.technology)
    c.separation = clip(separate * (1.0 - org.structure[NOW].integration), 0.0, 1.0)
    c.staleness = p.coordination_forgetting * (1.0 + apart)
    c.upkeep = p.technology_upkeep * apart
    c.engagement = p.customers_engagement * c.business_model
    c.utilisation = used
    c.contesting = 1.0 + apart
    c.autonomy = clip(p.buyers_autonomy + p.buyers_autonomy_force * c.buyers, 0.0, 1.0)
    c.as_of_old = max(0.0, c.autonomy - org.company[0].roles_for) * (1.0 - org.structure[NOW].integration)
    c.story_weight = p.buyers_inconsistency * (1.0 + c.buyers)
    c.recurring_share = clip(p.customers_recurring_share + p.customers_recurring_force * c.business_model, 0.0, 1.0)
    c.joint_value = p.customers_satisfaction_joint * (1.0 + c.business_model)
    c.unsettled = unsettled(org)


@compiled
def unsettled(org: Organisation) -> float:
    """How unsettled power is, in [0, 1]: settled by one head, by dominance, or by a leadership that balances.

    Reads: structure, parameters
    """
    now = org.structure[NOW]
    if now.decision_rule == DecisionRule.EACH_ALONE or now.decision_rule == DecisionRule.DOMINANT_SIDE:
        return 1.0 - abs(now.power_balance)
    return 1.0 - org.parameters[0].leadership_strength if now.decision_rule == DecisionRule.JOINT_CONSENT else 0.0


@compiled
def contest(org: Organisation) -> None:
    """Where revenue hangs on what both functions do and power is unsettled, it is contested now and then.

    The side wins with whom the critical uncertainty is (Pfeffer & Salancik 1978): marketing the more, the more
    of their journey buyers make without a rep, and the more customers it engages. Power moves to the winner.

    Reads: conditions, theory, parameters
    Writes: company.contested, structure.power_balance, tally.power_contests
    """
    c, p, now, luck = org.conditions[0], org.parameters[0], org.structure[NOW], draw(org, Decision.CONTEST, 0)
    contested = luck.a < p.power_contests * c.business_model * c.unsettled
    org.company[0].contested = 1 if contested else 0
    org.tally[0].power_contests += org.company[0].contested
    if contested:
        marketing = 0.5
        if org.theory[0].contests == ContestsTheory.DEPENDENCE:
            marketing *= c.autonomy + c.engagement
        won = 1.0 if luck.b < marketing else -1.0
        now.power_balance += p.power_contest_step * c.unsettled * (won - now.power_balance)
