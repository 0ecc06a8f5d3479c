"""Alignment as the people who do the work live it; executives never see it."""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import NOBODY
from .opinions import mutual_trust


@compiled
def practitioners_alignment(org: Organisation) -> float:
    """Alignment as the people who do the work live it, in [0, 1]: the mean of all reps and marketers.

    Reads: people, company, parameters
    """
    total, count = 0.0, org.company[0].reps + org.company[0].marketers
    for who in range(count):
        total += lived(org, who)
    return total / count


@compiled
def lived(org: Organisation, who: int) -> float:
    """Alignment as a person lives it, in [0, 1], against what the work requires, which the forces raise.

    Its grounds are those that people name (F02, F07, F14), and count alike: relations with the other function, what
    the two know of each other, clarity of one's role, work that is neither dropped nor done twice, and how the
    leaders of both get on.

    Reads: people, teams, opinions, company.mess, conditions, parameters
    """
    person, c = org.people[who], org.conditions[0]
    leaders = org.teams[person.team].counterpart
    agreed = mutual_trust(org, leaders) if leaders != NOBODY else 1.0
    found = (person.trust + person.shared + person.clarity + (1.0 - org.company[0].mess) + agreed) / 5.0
    required = org.parameters[0].perception_required * (c.technology + c.buyers + c.business_model) / 3.0
    return max(0.0, found - required)
