"""Who is who: the identities by which luck is addressed, packed in this one place.

An identity is a whole number in [0, 2**63). It says who somebody is, never where its row stands; so a lead keeps
its luck wherever it is routed, and one person more changes nobody else's.
"""

from ..machinery.compiled import compiled
from .organisation import Organisation

GENERATIONS = 1 << 8  # people who sit in one seat, one after the other
SEATS = 1 << 20  # seats of one kind
WEEKS = 1 << 13  # weeks of a company's life; those before the record begins count from the end
NUMBERS = 1 << 16  # what one person brings in one week
OLD_NUMBERS = 1 << 15  # of these, from here on: opportunities a company starts with; its customers take the lower ones


def seat_identity(kind: int, number: int) -> int:
    """Which seat it is: its kind, and its number in [0, SEATS) within the kind."""
    return kind * SEATS + number


@compiled
def first_in(seat: int) -> int:
    """Who sits in a seat first."""
    return seat * GENERATIONS


@compiled
def successor(identity: int) -> int:
    """Who sits in a seat next; after `GENERATIONS` people somebody much like the first comes."""
    seat, generation = identity // GENERATIONS, identity % GENERATIONS
    return seat * GENERATIONS + (generation + 1) % GENERATIONS


@compiled
def pair_identity(org: Organisation, rep: int, marketer: int) -> int:
    """Who a pair is: the number of the rep's seat, and of the marketer's.

    Reads: people.seat
    """
    return (org.people[rep].seat % SEATS) * SEATS + org.people[marketer].seat % SEATS


@compiled
def lead_identity(org: Organisation, finder: int, number: int) -> int:
    """Who a buying group is: its finder, the week it was found in, and a number in [0, NUMBERS) in that week.

    Reads: clock.week
    """
    return (finder * WEEKS + org.clock[0].week % WEEKS) * NUMBERS + number


@compiled
def matter_identity(org: Organisation, who: int) -> int:
    """Which matter it is that somebody raises, a person or a pair: who, and the week.

    Reads: clock.week
    """
    return who * WEEKS + org.clock[0].week % WEEKS
