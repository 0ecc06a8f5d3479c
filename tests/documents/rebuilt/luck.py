"""Section 4.9: luck with an address."""

MASK = 2**32 - 1
ENDOWMENT, TEMPER, AFFINITY, CAMPAIGN, LEAD_NATURE, LEAD_JOURNEY, HAND_OFF, QUALIFICATION, PROSPECTING = (
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    9,
    10,
)
BUYER, CREDIT, CUSTOMER, CAREER, IDEA, SETTLING, CONTEST = 11, 12, 13, 14, 15, 16, 17
SURVEY, FOUNDING, RENEWAL, JOINT_WORK, WEIGHING, ANSWERING, OLD_BOOKS = 18, 19, 20, 21, 22, 23, 25
RESISTANCE, TRAIT = 26, 27
ONCE = 2**31  # the week of what falls once in a life


def philox(counter: tuple[int, int, int, int], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """Philox4x32-10: four 32-bit words from a counter and a key (Salmon et al. 2011)."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        product0, product1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (product1 >> 32) ^ c1 ^ k0, product1 & MASK, (product0 >> 32) ^ c3 ^ k1, product0 & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


def luck(seed: int, replication: int, week: int, decision: int, who: int) -> tuple[float, float, float, float]:
    """The four uniforms a, b, c, d of an address."""
    a, b, c, d = philox((week & MASK, decision, who & MASK, who >> 32), (seed, replication))
    return (a + 0.5) / 2**32, (b + 0.5) / 2**32, (c + 0.5) / 2**32, (d + 0.5) / 2**32


def fate(seed: int, replication: int, decision: int, who: int) -> tuple[float, float, float, float]:
    """Luck of what falls once in a life: the same in every week."""
    return luck(seed, replication, ONCE, decision, who)


def lead(finder: int, week: int, number: int) -> int:
    """Identity of a lead (section 2)."""
    return int(finder) * 2**29 + int(week) % 2**13 * 2**16 + number


def pair(rep: int, marketer: int) -> int:
    """Identity of a pair from its two numbers (section 2)."""
    return rep * 2**20 + marketer
