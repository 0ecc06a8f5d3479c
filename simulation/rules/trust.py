"""Trust between people of the two functions: cognition (reliable, competent) and affect (rapport).

The order is always truster, trustee; whose opinion of whom a row holds, `opinions.view` says.
"""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.organisation import Organisation
from ..world.powers import power
from ..world.theories import TrustTheory
from ..world.words import NOBODY, WEEKS_PER_QUARTER, Side
from .capacity import pressure
from .means import begin_means, count_pair, end_means
from .opinions import live_through, view


@compiled
def trust_moves(org: Organisation) -> None:
    """Every opinion moves on what its holder lived through and heard; then teams take stock.

    Reads: clock, opinions, ties, teams, people, company, structure.shared_goals, theory, parameters
    Writes: opinions, ties.conflict, teams, people.trust, people.trust_sum, people.trust_weight, company.sales_view,
        company.marketing_view
    """
    quarters_end = org.clock[0].week % WEEKS_PER_QUARTER == 0
    begin_means(org)
    for row in range(len(org.ties)):
        tie = org.ties[row]
        if quarters_end:
            look_for_blame(org, row)
        update(org, view(row, Side.SALES), truster=tie.rep, row=row)
        update(org, view(row, Side.MARKETING), truster=tie.marketer, row=row)
        tie.conflict = 0.0
        if row < org.company[0].pairs:
            count_pair(org, row)
    end_means(org)


@compiled
def update(org: Organisation, opinion: int, truster: int, row: int) -> None:
    """One opinion's week, in this order: experience, rapport, hearsay, influence, deception.

    Writes: opinions
    """
    mind = org.opinions[opinion]
    if mind.weight > 0.0 and org.theory[0].trust == TrustTheory.DELTA:
        learn(org, opinion)
    elif mind.weight > 0.0:
        learn_otherwise(org, opinion)
    mind.evidence = (1.0 - org.parameters[0].coordination_forgetting) * (mind.evidence + mind.weight)
    warm(org, opinion, row)
    if org.clock[0].week % WEEKS_PER_QUARTER == 0:
        hear_reports(org, opinion, truster)
    if org.people[truster].team != NOBODY:
        follow_team(org, opinion, truster)
    if mind.violations > 0.0:
        resent(org, opinion)
    mind.cognition = clip(mind.cognition, 0.0, mind.ceiling)
    mind.affect = clip(mind.affect, 0.0, mind.ceiling)
    mind.repair = max(0.0, mind.repair - 1.0)
    mind.valence = mind.weight = mind.violations = 0.0


@compiled
def learn(org: Organisation, opinion: int) -> None:
    """Cognition moves toward what was lived through: slowly up, faster down.

    T <- T + g (e - T), with g = 1 - (1 - gain)^weight for good news and the loss ratio times that for bad
    (Jonker & Treur's family; asymmetry: Slovic, Zhu et al.). A promise to repair in force raises the gain. Where
    deception has lowered the ceiling, an experience e counts for ceiling x e: even the best no longer leads to full
    trust (Schweitzer et al. 2006).

    Reads: parameters
    Writes: opinions.cognition
    """
    p, mind = org.parameters[0], org.opinions[opinion]
    change = mind.ceiling * mind.valence / mind.weight - mind.cognition
    gain = 1.0 - power(1.0 - p.trust_gain, mind.weight)
    if change < 0.0:
        gain *= p.trust_loss_ratio
    elif mind.repair > 0.0:
        gain *= 1.0 + p.trust_repair
    mind.cognition += min(gain, 1.0) * change


@compiled
def learn_otherwise(org: Organisation, opinion: int) -> None:
    """Cognition by the rival theories: evidence that adds up and fades, or expectations that are violated.

    beta: the mean of a beta distribution that began even moves by weight over all evidence, two events at first.
    expectancy: the usual gain, times twice the size of the surprise.

    Reads: theory, parameters
    Writes: opinions.cognition
    """
    mind = org.opinions[opinion]
    change = mind.ceiling * mind.valence / mind.weight - mind.cognition
    if org.theory[0].trust == TrustTheory.BETA:
        gain = mind.weight / (2.0 + mind.evidence + mind.weight)
    else:
        gain = 2.0 * abs(change) * (1.0 - power(1.0 - org.parameters[0].trust_gain, mind.weight))
    mind.cognition += min(gain, 1.0) * change


@compiled
def look_for_blame(org: Organisation, row: int) -> None:
    """At a quarter's end, who is behind goals of its own blames the other side (Staw, Sandelands & Dutton 1981).

    Reads: ties, people.success, structure.shared_goals, parameters
    Writes: opinions.valence, opinions.weight
    """
    tie, blame = org.ties[row], org.parameters[0].trust_blame
    live_through(org, view(row, Side.SALES), 0.0, blame * pressure(org, tie.rep))
    live_through(org, view(row, Side.MARKETING), 0.0, blame * pressure(org, tie.marketer))


@compiled
def warm(org: Organisation, opinion: int, row: int) -> None:
    """Affect grows with good contact and fades without, however frequent (F14); conflict cools it.

    Reads: ties, company, parameters
    Writes: opinions.affect
    """
    p, mind, tie, company = org.parameters[0], org.opinions[opinion], org.ties[row], org.company[0]
    good = tie.contact * company.quality
    mind.affect += p.trust_rapport * good * (mind.ceiling - mind.affect)
    mind.affect -= p.trust_estrangement * (1.0 - good) * mind.affect
    mind.affect -= p.trust_conflict_loss * (tie.conflict + company.contested) * mind.affect


@compiled
def hear_reports(org: Organisation, opinion: int, truster: int) -> None:
    """Once a quarter dashboards speak of the other function; what is read counts alike for good and bad.

    Reads: company.reported_quality, company.reported_follow_up, parameters
    Writes: opinions.cognition
    """
    p, company, mind = org.parameters[0], org.company[0], org.opinions[opinion]
    of_sales = org.people[truster].function == Side.MARKETING
    report = company.reported_follow_up if of_sales else company.reported_quality
    mind.cognition += p.trust_gain * p.trust_hearsay * (mind.ceiling * report - mind.cognition)


@compiled
def follow_team(org: Organisation, opinion: int, truster: int) -> None:
    """People drift toward their own team's opinion, as far as one who was deceived can.

    Reads: teams, parameters
    Writes: opinions.cognition, opinions.affect
    """
    p, mind, team = org.parameters[0], org.opinions[opinion], org.teams[org.people[truster].team]
    mind.cognition += p.trust_influence * (mind.ceiling * team.cognition - mind.cognition)
    mind.affect += p.trust_influence * (mind.ceiling * team.affect - mind.affect)


@compiled
def resent(org: Organisation, opinion: int) -> None:
    """Detected deception costs trust at once and part of its ceiling for good (Schweitzer et al. 2006).

    Reads: parameters
    Writes: opinions.cognition, opinions.affect, opinions.ceiling, opinions.repair
    """
    p, mind = org.parameters[0], org.opinions[opinion]
    kept = power(1.0 - p.trust_violation, mind.violations)
    mind.cognition *= kept
    mind.affect *= kept
    mind.ceiling *= power(1.0 - p.trust_ceiling_loss, mind.violations)
    mind.repair = 0.0
