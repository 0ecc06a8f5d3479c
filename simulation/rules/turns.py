"""Whose turn it is: the customers that take stock in a week, found without a look at all the others."""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import NOBODY, WEEKS_PER_QUARTER


@compiled
def close_books(org: Organisation) -> None:
    """Whoever left leaves the books; the others keep their order, and take turns anew.

    Writes: customers, turns, company.customers
    """
    company, kept = org.company[0], 0
    begin_turns(org)
    for row in range(company.customers):
        if org.customers[row].rep != NOBODY:
            if kept < row:
                org.customers[kept] = org.customers[row]
            take_turn(org, kept)
            kept += 1
    company.customers = kept


@compiled
def begin_turns(org: Organisation) -> None:
    """It is nobody's turn in any week of the quarter.

    Writes: turns
    """
    for turn in org.turns:
        turn.first = turn.last = NOBODY


@compiled
def take_turn(org: Organisation, row: int) -> None:
    """From now on it is a customer's turn in the week of the quarter in which it was won, after all that came before.

    Writes: turns, customers.following
    """
    customer = org.customers[row]
    turn = org.turns[customer.since % WEEKS_PER_QUARTER]
    customer.following = NOBODY
    if turn.first == NOBODY:
        turn.first = row
    else:
        org.customers[turn.last].following = row
    turn.last = row
