"""The two questions of the 2024 survey, asked of simulated people.

Executives: "are the teams aligned?" They answer from their view. Practitioners: "do you see a lack of
alignment between the leaders?" They answer from what they live. Both draw the line at the same place on the same
scale, each a little higher or lower: what differs is what reaches them.
"""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import normal
from ..world.draws import Decision, fate
from ..world.organisation import Organisation
from ..world.words import Level
from .alignment import lived


@compiled
def executives_share(org: Organisation, cut: float) -> float:
    """Share of executives whose view reaches where they draw the line, at `cut` give or take.

    Reads: people, company.belief, parameters
    """
    yes, asked, company = 0.0, 0.0, org.company[0]
    for who in range(company.reps + company.marketers, len(org.people)):
        if org.people[who].level == Level.EXECUTIVE:
            yes += 1.0 if company.belief >= line(org, who, cut) else 0.0
            asked += 1.0
    return yes / asked if asked > 0.0 else math.nan


@compiled
def lack_share(org: Organisation) -> float:
    """Share of reps and marketers to whom the alignment that they live is less than where they draw the line.

    Reads: people, teams, opinions, company, conditions, parameters
    """
    lack, count = 0.0, org.company[0].reps + org.company[0].marketers
    for who in range(count):
        lack += 1.0 if lived(org, who) < line(org, who, org.parameters[0].perception_aligned_cut) else 0.0
    return lack / count


@compiled
def line(org: Organisation, who: int, cut: float) -> float:
    """From where on a person calls two functions aligned: some are hard to please, whenever they are asked (F06).

    Reads: people.identity, parameters
    """
    return cut + org.parameters[0].perception_spread * normal(fate(org, Decision.SURVEY, org.people[who].identity).a)
