"""Who could come to work with whom, drawn once: structure decides later which of these ties are alive."""

from ..machinery.compiled import compiled
from ..world.draws import Decision, draw
from ..world.identities import pair_identity
from ..world.organisation import Organisation
from ..world.words import NOBODY, Side


@compiled
def tie_up(org: Organisation, contacts: int) -> int:
    """Who could come to work with whom: each rep with `contacts` marketers nearby, nobody left out.

    Nearby are the partner team and the next; whom of them a rep prefers is the luck of the pair, so that
    one person more changes no other pair. Rows are ordered by rep; the number of ties.

    Reads: teams, people, company
    Writes: ties, tie_index, people.first_tie, people.last_tie
    """
    company, count = org.company[0], 0
    for rep in range(company.reps):
        for _ in range(contacts):
            marketer = next_preferred(org, rep, count)
            if marketer != NOBODY:
                count = add_tie(org, count, rep, marketer)
    for marketer in range(company.reps, company.reps + company.marketers):
        if org.people[marketer].last_tie == 0:
            count = add_tie(org, count, nearby_rep(org, marketer), marketer)
    order_ties(org, count)
    return count


@compiled
def next_preferred(org: Organisation, rep: int, count: int) -> int:
    """The nearby marketer a rep prefers most among those not yet tied to it; -1 if there is none.

    Reads: teams, people, ties
    """
    best, least = NOBODY, 2.0
    partner = org.teams[org.people[rep].team].partner
    for team in (partner, next_team(org, partner)):
        first = org.teams[team].first_member
        for marketer in range(first, first + org.teams[team].members):
            liking = draw(org, Decision.AFFINITY, pair_identity(org, rep, marketer)).a
            if liking < least and not already_tied(org, rep, marketer, count):
                best, least = marketer, liking
    return best


@compiled
def next_team(org: Organisation, team: int) -> int:
    """The next team of the same function, in a ring."""
    following = team + 1
    if following < len(org.teams) and org.teams[following].function == org.teams[team].function:
        return following
    first = team
    while first > 0 and org.teams[first - 1].function == org.teams[team].function:
        first -= 1
    return first


@compiled
def already_tied(org: Organisation, rep: int, marketer: int, count: int) -> bool:
    """Whether the rep's ties, the last added, hold this marketer."""
    row = count - 1
    while row >= 0 and org.ties[row].rep == rep:
        if org.ties[row].marketer == marketer:
            return True
        row -= 1
    return False


@compiled
def nearby_rep(org: Organisation, marketer: int) -> int:
    """The rep of the partner team that a marketer without ties gets on with best."""
    team = org.teams[org.teams[org.people[marketer].team].partner]
    best, least = team.first_member, 2.0
    for rep in range(team.first_member, team.first_member + team.members):
        liking = draw(org, Decision.AFFINITY, pair_identity(org, rep, marketer)).a
        if liking < least:
            best, least = rep, liking
    return int(best)


@compiled
def add_tie(org: Organisation, count: int, rep: int, marketer: int) -> int:
    """One more pair that could work together; the number of ties now.

    Writes: ties, people.last_tie
    """
    tie = org.ties[count]
    tie.identity = pair_identity(org, rep, marketer)
    tie.rep, tie.marketer = rep, marketer
    tie.affinity = draw(org, Decision.AFFINITY, tie.identity).b
    org.people[rep].last_tie += 1
    org.people[marketer].last_tie += 1
    return count + 1


@compiled
def introduce_leaders(org: Organisation) -> None:
    """Say for each pair which pair of leaders stands behind it, and for each team its leader's with the other head.

    Reads: people, ties, company
    Writes: ties.leaders, teams.counterpart
    """
    for row in range(org.company[0].pairs):
        tie = org.ties[row]
        sales, marketing = org.teams[org.people[tie.rep].team], org.teams[org.people[tie.marketer].team]
        tie.leaders = leaders_tie(org, sales.manager, marketing.manager)
    for team in org.teams:
        if team.function == Side.SALES:
            team.counterpart = leaders_tie(org, team.manager, org.company[0].marketing_head)
        else:
            team.counterpart = leaders_tie(org, org.company[0].sales_head, team.manager)


@compiled
def leaders_tie(org: Organisation, sales: int, marketing: int) -> int:
    """The row of the tie of two leaders, -1 if they have none: such ties stand last, in the order of the two's rows.

    Reads: ties, company.pairs
    """
    low, high = org.company[0].pairs, len(org.ties)
    while low < high:
        middle = (low + high) // 2
        tie = org.ties[middle]
        if tie.rep < sales or (tie.rep == sales and tie.marketer < marketing):
            low = middle + 1
        else:
            high = middle
    found = low < len(org.ties) and org.ties[low].rep == sales and org.ties[low].marketer == marketing
    return int(low) if found else NOBODY


@compiled
def order_ties(org: Organisation, count: int) -> None:
    """Give every person the list of its own ties, in the order of the table.

    Writes: tie_index, people.first_tie, people.last_tie
    """
    place = 0
    for who in range(org.company[0].reps + org.company[0].marketers):
        person = org.people[who]
        person.first_tie = place
        place += person.last_tie
        person.last_tie = person.first_tie
    for row in range(count):
        for who in (org.ties[row].rep, org.ties[row].marketer):
            org.tie_index[org.people[who].last_tie] = row
            org.people[who].last_tie += 1
