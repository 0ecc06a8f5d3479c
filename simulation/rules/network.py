"""The shape of the org graph: how dense across functions, how far it falls apart between them."""

from typing import TYPE_CHECKING

from ..machinery.compiled import compiled
from ..world.arithmetic import ratio
from ..world.organisation import Organisation
from ..world.words import NOBODY, Side

if TYPE_CHECKING:
    from ..world.tables import Reals

FUNCTIONS = 3


@compiled
def observe_network(org: Organisation) -> None:
    """Density across functions, and how far the org graph falls apart by function.

    Assortativity and modularity follow from the weights of edges within and between functions (Newman
    2003): with e_ij the share of edge ends between functions i and j, and a_i its row sums,
    r = (sum e_ii - sum a_i^2) / (1 - sum a_i^2) and Q = sum e_ii - sum a_i^2.

    Reads: ties, teams, people, company
    Writes: quarters, scratch
    """
    row, company = org.quarters[org.clock[0].quarter], org.company[0]
    count_ends(org)
    ends, total, within, squares = org.scratch.amount, 0.0, 0.0, 0.0
    for function in range(FUNCTIONS):
        total += ends_of(ends, function)
    contact = 0.0
    for tie in org.ties[: company.pairs]:
        contact += tie.contact
    row.cross_function_density = ratio(contact, company.reps * company.marketers)
    for function in range(FUNCTIONS):
        within += ends[between(function, function)] / total
        share = ends_of(ends, function) / total
        squares += share * share
    row.modularity = within - squares
    row.assortativity = ratio(within - squares, 1.0 - squares)


@compiled
def between(one: int, other: int) -> int:
    """The place of the weight of edge ends between two functions."""
    return FUNCTIONS * one + other


@compiled
def ends_of(ends: "Reals", function: int) -> float:
    """Weight of all edge ends of a function."""
    return ends[between(function, 0)] + ends[between(function, 1)] + ends[between(function, 2)]


@compiled
def count_ends(org: Organisation) -> None:
    """Weight of edge ends between functions, each pair in its place: contacts, reporting lines, teams as chains.

    Reads: ties, teams, people
    Writes: scratch
    """
    ends = org.scratch.amount
    ends[: FUNCTIONS * FUNCTIONS] = 0.0
    for tie in org.ties[: org.company[0].pairs]:
        ends[between(Side.SALES.value, Side.MARKETING.value)] += tie.contact
        ends[between(Side.MARKETING.value, Side.SALES.value)] += tie.contact
    for person in org.people:
        if person.manager != NOBODY:
            ends[between(person.function, org.people[person.manager].function)] += 1.0
            ends[between(org.people[person.manager].function, person.function)] += 1.0
    for team in org.teams:
        ends[between(team.function, team.function)] += 2.0 * (team.members - 1.0)
