"""Section 7.12: what a week leaves in a person."""

from dataclasses import dataclass
from math import exp
from statistics import NormalDist
from typing import Any

from tests.documents.rebuilt.common import SALES, Values, clip, closeness, voice
from tests.documents.rebuilt.structure import planning

z = NormalDist().inv_cdf  # AS 241


@dataclass
class Lived:
    """A person after the week."""

    specialisation: float
    skill: float
    clarity: float
    orientation: float
    morale: float
    leaves: bool


def live(values: Values, world: Any, row: int, uniforms: tuple[float, ...]) -> Lived:
    """A practitioner in a filled seat learns, feels and perhaps leaves."""
    person = world.people[row]
    coached, overlap = world.teams[person.team].coaching, world.structure[0].role_overlap
    due = person.practice * (1 - overlap)
    craft = person.specialisation + values["people.shaping"] * (due - person.specialisation)
    pace = values["people.learning"] * craft * person.practice * (1 + coached)
    skill = person.skill + pace * (values["people.mastery"] * person.talent - person.skill)
    ambiguity = values["people.ambiguity"] * overlap * (1 - values["leadership.coaching"] * coached)
    clarity = person.clarity + values["people.adapting"] * (1 - ambiguity - person.clarity)
    view = due_view(values, world, row)
    orientation = person.orientation + values["people.shaping"] * (view - person.orientation)
    reason = reason_to_be_glad(values, world, person, clarity)
    morale = clip(person.morale + values["people.adapting"] * (reason - person.morale))
    leaves = uniforms[0] < leaving(values, world, person, morale)
    return Lived(craft, skill, clarity, orientation, morale, leaves)


def due_view(values: Values, world: Any, row: int) -> float:
    """The orientation to which a person's work leads it."""
    person, company, now = world.people[row], world.company[0], world.structure[0]
    middle = (company.sales_view + company.marketing_view) / 2
    apart = (1 - now.role_overlap) * (1 - now.shared_goals) * (1 - closeness(values, person))
    return float(middle + apart * (person.nature - middle))


def reason_to_be_glad(values: Values, world: Any, person: Any, clarity: float) -> float:
    """Where the week draws morale."""
    grounds = (
        person.success - 0.5,
        person.trust - 0.5,
        -person.inequity,
        clarity - 1,
        voice(values, world, person.function) - 1,
    )
    hours = person.friction_hours + person.meeting_hours + planning(values, world)
    worn_out = values["people.morale_hours"] * hours / person.weekly_hours
    return float(0.5 + values["people.morale_weight"] * sum(grounds) - worn_out)


def leaving(values: Values, world: Any, person: Any, morale: float) -> float:
    """Chance that a person leaves this week."""
    yearly = values["people.leaving_sales" if person.function == SALES else "people.leaving_marketing"]
    change = world.company[0].upheaval if world.company[0].transition_left > 0 else 0.0
    push = values["people.leaving_morale"] * (0.5 - morale) + values["power.upheaval_leaving"] * change
    return 1 - exp(-yearly / 52 * exp(push))


def newcomer(values: Values, world: Any, function: int, uniforms: tuple[float, ...]) -> dict[str, float]:
    """What whoever comes to an empty seat brings; the job makes the rest."""
    a, _, c, d = uniforms
    usual = values["people.skill_sales" if function == SALES else "people.skill_marketing"]
    talent = min(2.0, max(0.0, usual + values["people.skill_spread"] * z(a)))
    gap = values["people.orientation_gap"] / 2 * (-1 if function == SALES else 1)
    view = clip(0.5 + gap + values["people.orientation_spread"] * z(c))
    return {
        "talent": talent,
        "skill": talent,
        "nature": view,
        "orientation": view,
        "tool_luck": d,
        "weekly_hours": values["people.weekly_hours"],
        "specialisation": 0.0,
        "morale": 0.5,
        "clarity": 1 - values["people.ambiguity"] * world.structure[0].role_overlap,
        "success": 1.0,
        "inequity": 0.0,
        "experience": 0.0,
        "vacant": values["people.hiring"],
    }
