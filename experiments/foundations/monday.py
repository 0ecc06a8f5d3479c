"""What would change on Monday: two rows of structure, read question by question."""

from __future__ import annotations

from typing import Any, NamedTuple

from cordiale.simulation.world.paradigms import SETTINGS, Structure
from cordiale.simulation.world.words import Word

from .language import Words

# In the order in which somebody would ask.
QUESTIONS = (
    "integration", "joint_planning", "role_overlap", "decision_rule", "power_balance", "attribution", "shared_goals",
    "heads", "balancer", "follows_forces",
)  # fmt: skip
assert sorted(QUESTIONS) == sorted(SETTINGS)
AS_SHARE = ("integration", "role_overlap", "shared_goals")


class Change(NamedTuple):
    """One question of how people live together: its setting, and what two rows say to it in words."""

    setting: str
    question: str
    today: str
    then: str

    @property
    def changes(self) -> bool:
        return self.today != self.then


def monday(today: Structure, then: Structure, w: Words) -> list[Change]:
    """All questions, with what the row of today and another say to each.

    >>> from cordiale.experiments.foundations.language import ENGLISH
    >>> from cordiale.simulation.world.paradigms import PARADIGMS
    >>> changes = monday(PARADIGMS["status-quo"], PARADIGMS["proportional"], ENGLISH)
    >>> next((each.today, each.then) for each in changes if each.question == "who decides")
    ('each side alone', 'both, and both must agree')
    """
    return [
        Change(name, w[f"question.{name}"], said(name, getattr(today, name), w), said(name, getattr(then, name), w))
        for name in QUESTIONS
    ]


def said(setting: str, value: Any, w: Words) -> str:
    """What the value of a setting means for people."""
    if isinstance(value, Word):
        return w[f"row.{setting}.{value.word}"]
    if isinstance(value, bool):
        return w[f"row.{setting}.{'yes' if value else 'no'}"]
    if setting == "heads":
        return w[f"row.heads.{value}"]
    if setting == "power_balance":
        side = "equal" if value == 0 else "marketing" if value > 0 else "sales"
        return w(f"row.power_balance.{side}", value=w.percent(abs(value)))
    return w(f"row.{setting}", value=w.percent(value) if setting in AS_SHARE else w.short(value))
