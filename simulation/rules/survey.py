"""The two questions of the 2024 survey, asked of simulated people.

Executives: "are the teams aligned?" They answer from their view. Practitioners: "do you see a lack of
alignment between the leaders?" They answer from their own dealings and from what leaders leave unsettled.
"""

import math

from ..machinery.compiled import compiled
from ..world.arithmetic import normal
from ..world.draws import Decision, draw
from ..world.organisation import Organisation
from ..world.words import Level


@compiled
def executives_share(org: Organisation, cut: float) -> float:
    """Share of executives whose view, with a person's noise, reaches `cut`.

    Reads: people, company.belief, parameters
    """
    yes, asked, company = 0.0, 0.0, org.company[0]
    for who in range(company.reps + company.marketers, len(org.people)):
        if org.people[who].level == Level.EXECUTIVE:
            noise = normal(draw(org, Decision.SURVEY, org.people[who].identity).a)
            yes += 1.0 if company.belief + org.parameters[0].perception_executive_spread * noise >= cut else 0.0
            asked += 1.0
    return yes / asked if asked > 0.0 else math.nan


@compiled
def lack_share(org: Organisation) -> float:
    """Share of reps and marketers whose own alignment, with a person's noise, stays under the cut.

    own alignment = (1 - w) x own trust in the other function + w x share of matters that leaders settle

    Reads: people.trust, company.settled_share, parameters
    """
    p, company, lack = org.parameters[0], org.company[0], 0.0
    count = company.reps + company.marketers
    for who in range(count):
        weight = p.perception_leaders_weight
        own = (1.0 - weight) * org.people[who].trust + weight * company.settled_share
        noise = normal(draw(org, Decision.SURVEY, org.people[who].identity).a)
        lack += 1.0 if own + p.perception_practitioner_spread * noise < p.perception_lack_cut else 0.0
    return lack / count
