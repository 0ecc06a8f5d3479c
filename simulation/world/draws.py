"""Luck has an address.

A random decision is a pure function of *(seed, replication, week, which decision, who)*, computed by the
counter-based generator Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy
as 1, 2, 3", SC'11). Neither the scenario nor the paradigm, neither the forces nor the order of execution
is part of the address: two paradigms meet the same buyers, and one person more changes nobody else's luck.
"""

from typing import Any, NamedTuple

import numpy as np

from ..machinery.compiled import compiled
from .organisation import Organisation
from .words import Word

LOW = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
ROUNDS = 10
ONCE = np.uint64(0x80000000)  # the week of what happens once in a life: as far from every week as can be
STEP = 1.0 / 4294967296.0
OWN_DECISIONS = 1000  # numbers of decisions from here on are free for rules of one's own


class Decision(Word):
    """Which decision luck falls in: one number each, never reused; a new decision takes the next at the end."""

    ENDOWMENT = 1, "a person's skill, orientation, tool system"
    TEMPER = 2, "how long a person has been there on the first day"
    AFFINITY = 3, "who of the other function could become a contact, and how readily"
    CAMPAIGN = 4, "how many leads a week of campaigning brings"
    LEAD_NATURE = 5, "a lead's fit, the error in judging it, its size, its source"
    LEAD_JOURNEY = 6, "a buyer's pace and concern"
    HAND_OFF = 7, "how long a hand-off takes, whether it is dropped or doubled"
    LEAD_ARRIVAL = 8, "a lead's moment in the week, and how choosy the rep happens to be about it"
    QUALIFICATION = 9, "what a rep sees in a lead, whether the buyer engages"
    PROSPECTING = 10, "how many leads a rep's own search brings"
    BUYER = 11, "how a buyer decides, whether it bypasses the rep"
    CREDIT = 12, "whether a claim is contested, a theft noticed"
    CUSTOMER = 13, "whether a contract recurs, a lie is noticed, a contract renewed"
    CAREER = 14, "whether a person leaves"
    IDEA = 15, "whether a person has an idea, how good it is, whom it concerns"
    SETTLING = 16, "how leaders settle a dispute"
    CONTEST = 17, "whether the functions contest for power"
    SURVEY = 18, "from where on a person calls two functions aligned"
    FOUNDING = 19, "the customers a company starts with"
    RENEWAL = 20, "renewal week and size of a founding contract"
    JOINT_WORK = 21, "whether joint work raises a question of priorities"
    WEIGHING = 22, "how leaders weigh an idea"
    ANSWERING = 23, "whether leaders agree on a question of priorities"
    RAPPORT = 24, "what two people thought of each other at first; not drawn any more"
    OLD_BOOKS = 25, "where an opportunity that a company starts with stands"
    RESISTANCE = 26, "how much a company resists a reorganisation"
    TRAIT = 27, "how a company differs from the scenario's"


class Draws(NamedTuple):
    """Four independent draws, uniform on the open interval (0, 1)."""

    a: float
    b: float
    c: float
    d: float


@compiled
def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
    """Philox4x32-10: a counter of four and a key of two 32-bit words (as uint64) to four 32-bit words."""
    for _ in range(ROUNDS):
        p0, p1 = MULTIPLIER_0 * c0, MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (p1 >> SHIFT) ^ c1 ^ k0, p1 & LOW, (p0 >> SHIFT) ^ c3 ^ k1, p0 & LOW
        k0, k1 = (k0 + WEYL_0) & LOW, (k1 + WEYL_1) & LOW
    return c0, c1, c2, c3


@compiled
def draw(org: Organisation, decision: int, who: int) -> Draws:
    """The luck of `who` in this `decision` this week: four uniforms in (0, 1).

    `who` is an identity in [0, 2**63): a person's, a lead's, a tie's; never an index.
    """
    clock = org.clock[0]
    name = np.uint64(who)
    a, b, c, d = philox(
        np.uint64(clock.week) & LOW,
        np.uint64(decision),
        name & LOW,
        name >> SHIFT,
        np.uint64(clock.seed),
        np.uint64(clock.replication),
    )
    return Draws((a + 0.5) * STEP, (b + 0.5) * STEP, (c + 0.5) * STEP, (d + 0.5) * STEP)


@compiled
def fate(org: Organisation, decision: int, who: int) -> Draws:
    """The luck of `who` in a `decision` that falls once in a life, whenever that is: the week is not part of it.

    So a buyer that decides a month later under another paradigm brings the same luck to it.
    """
    clock = org.clock[0]
    name = np.uint64(who)
    a, b, c, d = philox(
        ONCE, np.uint64(decision), name & LOW, name >> SHIFT, np.uint64(clock.seed), np.uint64(clock.replication)
    )
    return Draws((a + 0.5) * STEP, (b + 0.5) * STEP, (c + 0.5) * STEP, (d + 0.5) * STEP)
