"""The shape of the org graph: how dense across functions, how far it falls apart between them."""

from typing import Any

import numpy as np

from ..machinery.compiled import compiled
from ..world.arithmetic import ratio
from ..world.organisation import Organisation
from ..world.words import NOBODY, Side


@compiled
def observe_network(org: Organisation) -> None:
    """Density across functions, and how far the org graph falls apart by function.

    Assortativity and modularity follow from the weights of edges within and between functions (Newman
    2003): with e_ij the share of edge ends between functions i and j, and a_i its row sums,
    r = (sum e_ii - sum a_i^2) / (1 - sum a_i^2) and Q = sum e_ii - sum a_i^2.

    Reads: ties, teams, people, company
    Writes: quarters
    """
    row, company = org.quarters[org.clock[0].quarter], org.company[0]
    ends, total, within, squares = edge_ends(org), 0.0, 0.0, 0.0
    for function in range(3):
        total += ends[function, 0] + ends[function, 1] + ends[function, 2]
    contact = 0.0
    for tie in org.ties[: company.pairs]:
        contact += tie.contact
    row.cross_function_density = ratio(contact, company.reps * company.marketers)
    for function in range(3):
        within += ends[function, function] / total
        share = (ends[function, 0] + ends[function, 1] + ends[function, 2]) / total
        squares += share * share
    row.modularity = within - squares
    row.assortativity = ratio(within - squares, 1.0 - squares)


@compiled
def edge_ends(org: Organisation) -> Any:
    """Weight of edge ends between functions, shape (3, 3): contacts, reporting lines, teams as chains.

    Reads: ties, teams, people
    """
    ends = np.zeros((3, 3))
    for tie in org.ties[: org.company[0].pairs]:
        ends[Side.SALES.value, Side.MARKETING.value] += tie.contact
        ends[Side.MARKETING.value, Side.SALES.value] += tie.contact
    for person in org.people:
        if person.manager != NOBODY:
            ends[person.function, org.people[person.manager].function] += 1.0
            ends[org.people[person.manager].function, person.function] += 1.0
    for team in org.teams:
        ends[team.function, team.function] += 2.0 * (team.members - 1.0)
    return ends
