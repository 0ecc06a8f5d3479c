"""Section 7.1: quantities used everywhere."""

from collections.abc import Mapping
from math import exp
from typing import Any

Values = Mapping[str, float]
SALES, MARKETING = 0, 1
VOICE_BY_POWER, VOICE_BY_SAFETY = 0, 1  # the document's theories of voice, by number
POOLED = 5  # attribution by one pot, by number


def clip(x: float) -> float:
    """`x` held in [0, 1]."""
    return min(1.0, max(0.0, x))


def sigma(x: float) -> float:
    """Log-odds as a chance."""
    return 1.0 / (1.0 + exp(-x))


def trust(values: Values, opinion: Any) -> float:
    """T, trust as a whole."""
    weight = values["trust.affect_weight"]
    return weight * opinion.affect + (1 - weight) * opinion.cognition


def mutual_trust(values: Values, world: Any, row: int) -> float:
    """Trust of the two of a tie in each other: the mean of both directions."""
    return (trust(values, world.opinions[2 * row]) + trust(values, world.opinions[2 * row + 1])) / 2


def closeness(values: Values, person: Any) -> float:
    """How closely a person works with the other function: mean contact over its own ties."""
    ties = person.last_tie - person.first_tie
    return float(person.meeting_hours / (ties * values["coordination.meeting_hours"])) if ties > 0 else 0.0


def drive(values: Values, world: Any) -> float:
    """How hard people work for what all get."""
    now = world.structure[0]
    return float(1 - values["people.free_riding"] * (now.shared_goals + (now.attribution == POOLED)) / 2)


def competence(values: Values, world: Any, person: Any) -> float:
    """K of a person."""
    ramp = (1 + min(1.0, person.experience / values["people.ramp"])) / 2
    craft = 1 + values["people.craft"] * (person.specialisation - 0.5)
    clear = 1 - values["people.ambiguity_cost"] * (1 - person.clarity)
    heart = 1 + values["people.morale_output"] * (person.morale - 0.5)
    focus = 1 - values["people.fragmentation"] * closeness(values, person)
    return max(0.05, person.skill * ramp * craft * clear * heart * focus * drive(values, world))


def behind(person: Any) -> float:
    """How far a person is behind its target."""
    return float(1 - person.success)


def pressure(world: Any, person: Any) -> float:
    """Pressure of the own target on a person behind it."""
    return behind(person) * (1 - world.structure[0].shared_goals)


def voice(values: Values, world: Any, side: int) -> float:
    """How much of what it thinks a function says, by the theory of voice in force."""
    if world.theory[0].voice == VOICE_BY_SAFETY:
        return 1 - values["people.silence"] * (1 - values["leadership.strength"])
    balance = world.structure[0].power_balance
    return 1 - values["people.silence"] * max(0.0, balance if side == SALES else -balance)


def live_through(opinion: Any, valence: float, weight: float) -> None:
    """An experience with the other side enters the week's sums."""
    opinion.valence += valence * weight
    opinion.weight += weight


def spend(person: Any, hours: float) -> float:
    """Take hours from a person's week as far as they reach; the hours taken."""
    taken = min(hours, person.hours_left)
    person.hours_left -= taken
    return float(taken)
