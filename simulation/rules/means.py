"""Where trust and views stand: means over ties, people and teams, taken when a week's experience has sunk in."""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import Side
from .opinions import trust_of, view


@compiled
def begin_means(org: Organisation) -> None:
    """The sums of all means begin from nothing.

    Writes: people.trust_sum, people.trust_weight, teams
    """
    for person in org.people:
        person.trust_sum = person.trust_weight = 0.0
    for team in org.teams:
        team.cognition_sum = team.affect_sum = team.orientation_sum = team.weight = 0.0


@compiled
def count_pair(org: Organisation, row: int) -> None:
    """What the two of a pair think of each other enters the sums.

    Reads: opinions, ties, people.team, parameters
    Writes: people.trust_sum, people.trust_weight, teams
    """
    count_opinion(org, view(row, Side.SALES), truster=org.ties[row].rep, row=row)
    count_opinion(org, view(row, Side.MARKETING), truster=org.ties[row].marketer, row=row)


@compiled
def end_means(org: Organisation) -> None:
    """Sums become means; views are added up here, for they are people's and not ties'.

    Reads: people
    Writes: people.trust, teams, company.sales_view, company.marketing_view
    """
    for who in range(org.company[0].reps + org.company[0].marketers):
        person = org.people[who]
        person.trust = person.trust_sum / person.trust_weight if person.trust_weight > 0.0 else person.trust
        org.teams[person.team].orientation_sum += person.orientation
    for team in org.teams:
        if team.weight > 0.0:
            team.cognition = team.cognition_sum / team.weight
            team.affect = team.affect_sum / team.weight
        if team.members > 0:
            team.orientation = team.orientation_sum / team.members
    org.company[0].sales_view = mean_view(org, Side.SALES)
    org.company[0].marketing_view = mean_view(org, Side.MARKETING)


@compiled
def count_opinion(org: Organisation, opinion: int, truster: int, row: int) -> None:
    """An opinion enters its holder's mean by contact, and the team's likewise; strangers count a little.

    Writes: people.trust_sum, people.trust_weight, teams
    """
    mind, person = org.opinions[opinion], org.people[truster]
    team = org.teams[person.team]
    weight = org.ties[row].contact + org.parameters[0].handoff_cold_routing
    person.trust_sum += weight * trust_of(org, opinion)
    person.trust_weight += weight
    team.cognition_sum += weight * mind.cognition
    team.affect_sum += weight * mind.affect
    team.weight += weight


@compiled
def mean_view(org: Organisation, function: int) -> float:
    """Mean orientation of a function's people, in [0, 1].

    Reads: teams
    """
    total, members = 0.0, 0
    for team in org.teams:
        if team.function == function:
            total += team.orientation_sum
            members += team.members
    return total / members if members > 0 else 0.5


@compiled
def difference(org: Organisation) -> float:
    """How different the two functions' views are, over what they are by nature, in [0, 1].

    Reads: company, parameters
    """
    apart, gap = (
        abs(org.company[0].marketing_view - org.company[0].sales_view),
        org.parameters[0].people_orientation_gap,
    )
    return min(1.0, apart / gap) if gap > 0.0 else 1.0
