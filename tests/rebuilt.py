"""Rules of the model written again from the words of simulation/ODD.md alone: nothing of simulation/ is imported here.

State is read by the names of the document's section 2 (`world.people[3].morale`), parameters by their dotted names
(`values["trust.gain"]`), attribution and decision rules by the names of section 8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Any

Values = Mapping[str, float]
MASK = 2**32 - 1
SALES, MARKETING = 0, 1
HAND_OFF, BUYER, CREDIT = 7, 11, 12  # section 4.9


def clip(x: float) -> float:
    """`x` held in [0, 1]."""
    return min(1.0, max(0.0, x))


def sigma(x: float) -> float:
    """Log-odds as a chance."""
    return 1.0 / (1.0 + exp(-x))


# 4.9 Addressed luck


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
    a, b, c, d = philox((week, decision, who & MASK, who >> 32), (seed, replication))
    return (a + 0.5) / 2**32, (b + 0.5) / 2**32, (c + 0.5) / 2**32, (d + 0.5) / 2**32


def fate(seed: int, replication: int, decision: int, who: int) -> tuple[float, float, float, float]:
    """Luck of what falls once in a life: the same in every week."""
    return luck(seed, replication, MASK, decision, who)


# 7.1 Quantities used everywhere


def trust(values: Values, opinion: Any) -> float:
    """T, trust as a whole."""
    weight = values["trust.affect_weight"]
    return weight * opinion.affect + (1 - weight) * opinion.cognition


def competence(values: Values, world: Any, person: Any) -> float:
    """K of a person."""
    devoted = person.specialisation * (1 - values["people.dilution"] * world.structure[0].role_overlap)
    floor = values["people.ramp_floor"]
    ramp = floor + (1 - floor) * min(1.0, person.experience / values["people.ramp"])
    craft = 1 + values["people.craft"] * (devoted - 0.5)
    clear = 1 - values["people.ambiguity_cost"] * (1 - person.clarity)
    heart = 1 + values["people.morale_output"] * (person.morale - 0.5)
    return person.skill * ramp * craft * clear * heart


def pressure(world: Any, person: Any) -> float:
    """Pressure of the own target on a person behind it."""
    return clip(1 - person.success) * (1 - world.structure[0].shared_goals)


def voice(values: Values, world: Any, side: int) -> float:
    """How much of what it thinks a function says."""
    balance = world.structure[0].power_balance
    return 1 - values["people.silence"] * max(0.0, balance if side == SALES else -balance)


# 7.6 Hand-off


@dataclass
class HandedOver:
    """What a hand-off makes of a lead."""

    tie: int
    available: float
    information: float
    dropped: bool
    doubled: bool


def hand_off(values: Values, world: Any, lead: Any, own_ties: list[int], uniforms: tuple[float, ...]) -> HandedOver:
    """A qualified lead goes along one of its marketer's ties."""
    a, b, c, d = uniforms
    overlap, integration = world.structure[0].role_overlap, world.structure[0].integration
    row = choose(values, world, own_ties, a)
    tie = world.ties[row]
    rep, marketer = world.people[tie.rep], world.people[tie.marketer]
    apart = 0 if rep.system == 2 and marketer.system == 2 else 1
    mean_delay = (
        values["handoff.delay"]
        * (1 - values["handoff.delay_overlap"] * overlap)
        * (1 - values["handoff.delay_contact"] * tie.contact)
        * (1 + values["handoff.delay_systems"] * apart)
    )
    loss = values["handoff.loss"] + values["handoff.loss_systems"] * apart + world.conditions[0].handoff_loss
    loss += values["handoff.loss_definitions"] * (1 - tie.shared)
    unclear = overlap * (1 - (rep.clarity + marketer.clarity) / 2)
    dropped = c < values["handoff.dropping"] * unclear
    unawares = (unclear + ((1 - tie.shared) * (1 - integration)) ** 2) / 2
    doubled = not dropped and d < values["handoff.doubling"] * unawares
    return HandedOver(row, lead.available - mean_delay * log(b), 1 - clip(loss), dropped, doubled)


def choose(values: Values, world: Any, own_ties: list[int], u: float) -> int:
    """The tie of a marketer at which the cumulated weights pass u times their sum."""
    weights = []
    for row in own_ties:
        tie = world.ties[row]
        empty = world.people[tie.rep].vacant > 0
        weights.append(0.0 if empty else tie.contact + values["handoff.cold_routing"])
    passed = 0.0
    for row, weight in zip(own_ties, weights, strict=True):
        passed += weight
        if u * sum(weights) < passed:
            return row
    return own_ties[-1]


# 7.7 and 7.8 A buyer's decision


def own_promise(values: Values, world: Any, rep: Any) -> float:
    """What a rep adds to the buyer's expectation."""
    unchecked = 1 - world.structure[0].power_balance
    return clip(values["selling.closing_promise"] * pressure(world, rep) * (1 - rep.orientation) * unchecked)


def marketing_share(lead: Any) -> float:
    """Marketing's share of the touches in the ledger."""
    touches = lead.sales_touches + lead.marketing_touches
    return lead.marketing_touches / touches if touches > 0 else 0.5


def win_log_odds(values: Values, world: Any, lead: Any) -> float:
    """Log-odds that an opportunity which is decided is won."""
    rep, share, together = world.people[lead.rep], marketing_share(lead), lead.joint / lead.waited
    own = other = abs(lead.concern - rep.orientation)
    shared = rep.shared
    if lead.tie >= 0:
        tie = world.ties[lead.tie]
        other = abs(lead.concern - world.people[tie.marketer].orientation)
        shared = tie.shared
    unmet = own - together * max(0.0, own - other)
    stories = (1 - abs(2 * share - 1)) * ((1 - shared) + (1 - lead.information)) / 2
    return (
        values["buyers.win"]
        + values["buyers.win_fit"] * lead.fit
        + values["buyers.win_skill"] * (competence(values, world, rep) - 1)
        + values["buyers.win_joint"] * together
        + values["buyers.win_content"] * lead.autonomy * (share - 0.5)
        + values["buyers.win_promise"] * (lead.promise + own_promise(values, world, rep) - sigma(lead.fit))
        + values["buyers.win_ideas"] * world.company[0].know_how
        - world.conditions[0].story_weight * stories
        - values["buyers.win_concern"] * unmet
    )


@dataclass
class Decided:
    """What a buyer's decision brings."""

    outcome: str
    valence: float
    excluded: bool


def decide(values: Values, world: Any, lead: Any, uniforms: tuple[float, ...]) -> Decided:
    """A buyer decides; with a tie, both people of it live through that, and a rep may feel excluded."""
    a, b, c, _ = uniforms
    won = a < sigma(win_log_odds(values, world, lead))
    outcome = "won" if won else "no decision" if b < values["buyers.no_decision"] else "lost"
    apart = 1 - world.structure[0].integration
    bypassed = values["buyers.exclusion"] * lead.autonomy * marketing_share(lead) * apart
    return Decided(outcome, 1.0 if won else values["trust.lost_valence"], lead.tie >= 0 and c < bypassed)


# 7.9 Credit


@dataclass
class Credited:
    """What a win brings each side, and what becomes of the larger excess."""

    paid_to_marketing: float
    claims: tuple[float, float]
    excess: tuple[float, float]
    claimant: int
    judged: bool
    contested: bool
    detected: bool


def credit(values: Values, world: Any, lead: Any, attribution: str, uniforms: tuple[float, ...]) -> Credited:
    """A win of both functions is paid, claimed and perhaps contested."""
    a, b, c, d = uniforms
    balance, goals = world.structure[0].power_balance, world.structure[0].shared_goals
    due = (1 - marketing_share(lead), marketing_share(lead))
    first, last = float(lead.first_touch == MARKETING), float(lead.last_touch == MARKETING)
    ends = values["credit.position_ends"]
    ruled = {
        "first-touch": first,
        "last-touch": last,
        "position-based": ends * (first + last) + (1 - 2 * ends) * due[MARKETING],
    }.get(attribution, due[MARKETING])
    unlawful = {"own-accounting": 1.0, "pooled": 0.0}.get(attribution, 1 - values["credit.rule_legitimacy"])
    greed = values["credit.self_serving"] * (1 - goals) * unlawful
    parts = (1 - ruled, ruled)
    claims = (parts[0] + greed * (1 - parts[0]), parts[1] + greed * (1 - parts[1]))
    paid = ruled
    if attribution == "own-accounting":
        marketing, sales = claims[MARKETING] * (1 + balance), claims[SALES] * (1 - balance)
        paid = marketing / (marketing + sales)
    excess = ((claims[0] - due[0]) * unlawful, (claims[1] - due[1]) * unlawful)
    claimant = MARKETING if excess[MARKETING] > excess[SALES] else SALES
    judged = lead.tie >= 0 and excess[claimant] > values["credit.tolerance"]
    victim = 1 - claimant
    contesting, noticing = (a, b) if victim == SALES else (c, d)
    contested = detected = False
    if judged:
        distrust = 1 - trust(values, world.opinions[2 * lead.tie + victim])
        weight = world.conditions[0].contesting * voice(values, world, victim)
        contested = contesting < values["credit.contesting"] * (excess[claimant] + distrust) / 2 * weight
        detected = not contested and noticing < values["credit.noticing"]
    return Credited(paid, claims, excess, claimant, judged, contested, detected)


# 7.11 Trust


@dataclass
class Mind:
    """An opinion after its week."""

    cognition: float
    affect: float
    ceiling: float
    repair: float


def week_of_an_opinion(values: Values, world: Any, row: int) -> Mind:
    """What a week makes of one opinion; even rows are a rep's, odd rows a marketer's."""
    opinion, tie, company = world.opinions[row], world.ties[row // 2], world.company[0]
    truster = world.people[tie.rep if row % 2 == 0 else tie.marketer]
    team, week = world.teams[truster.team], world.clock[0].week
    reported = company.reported_quality if row % 2 == 0 else company.reported_follow_up
    mind = Mind(opinion.cognition, opinion.affect, opinion.ceiling, opinion.repair)
    if opinion.weight > 0:
        experience(values, mind, opinion)
    mind.affect += values["trust.rapport"] * tie.contact * company.quality * (mind.ceiling - mind.affect)
    mind.affect -= values["trust.estrangement"] * (1 - tie.contact) * mind.affect
    mind.affect -= values["trust.conflict_loss"] * (tie.conflict + company.contested) * mind.affect
    apart = abs(world.people[tie.rep].orientation - world.people[tie.marketer].orientation)
    mind.cognition -= values["trust.distance_loss"] * apart * mind.cognition
    if week % 13 == 0:
        mind.cognition += values["trust.gain"] * values["trust.hearsay"] * (reported - mind.cognition)
    mind.cognition = swayed(values, mind.cognition, team.cognition)
    mind.affect = swayed(values, mind.affect, team.affect)
    if opinion.violations > 0:
        left = (1 - values["trust.violation"]) ** opinion.violations
        mind.cognition, mind.affect = mind.cognition * left, mind.affect * left
        mind.ceiling *= (1 - values["trust.ceiling_loss"]) ** opinion.violations
        mind.repair = 0.0
    mind.cognition = min(mind.ceiling, max(0.0, mind.cognition))
    mind.affect = min(mind.ceiling, max(0.0, mind.affect))
    mind.repair = max(0.0, mind.repair - 1)
    return mind


def experience(values: Values, mind: Mind, opinion: Any) -> None:
    """What was lived through moves cognition, faster down than up."""
    step = opinion.valence / opinion.weight - mind.cognition
    sign = (step > 0) - (step < 0)
    gain = 1 - (1 - values["trust.gain"]) ** opinion.weight
    gain *= 1 + values["trust.confirmation"] * (2 * trust(values, mind) - 1) * sign
    if step < 0:
        gain *= values["trust.loss_ratio"]
    elif mind.repair > 0:
        gain *= 1 + values["trust.repair"]
    mind.cognition += min(gain, 1.0) * step


def swayed(values: Values, own: float, team: float) -> float:
    """An opinion after the pull of one's team."""
    near = abs(team - own) < values["trust.confidence_bound"]
    return own + values["trust.influence"] * (team - own) if near else own
