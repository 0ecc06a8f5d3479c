"""What frames a comparison: the question that it answers, what was decided in all of it, and what nobody told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordiale.simulation.runs.run import timeline

from ..foundations.language import ENGLISH, Words
from .echo import left_at_default
from .measures import own_rules
from .ranking import choose_baseline
from .today import question_words

if TYPE_CHECKING:
    from .compare import Comparison


def question(comparison: Comparison, w: Words = ENGLISH) -> str:
    """Which question the comparison answers."""
    today, switch = comparison.company.scenario.company.paradigm, comparison.runs[0].switch_quarter
    return question_words(comparison.switched, choose_baseline(comparison.frame, comparison.baseline), today, switch, w)


def decisions_of(comparison: Comparison) -> list[str]:
    """The decisions that were in force in all runs, as texts; a planned switch may lead each to another paradigm."""
    run, scenario = comparison.runs[0], comparison.company.scenario
    if len({each.paradigm for each in comparison.runs}) == 1 or not run.switch_quarter:
        return [one.text for one in timeline(scenario, run)]
    others = [one.text for one in timeline(scenario, run._replace(switch_quarter=0))]
    return [f"Q{run.switch_quarter} the paradigm compared", *others]


def closing_note(comparison: Comparison, w: Words = ENGLISH) -> str:
    """What a report ends with: the decisions in force, rules of one's own, and what nobody told of this company."""
    decided = decisions_of(comparison)
    lines = [
        w("compare.decided", decisions=w["number.also"].join(decided)) if decided else "",
        own_rules(comparison.frame, w).strip() if comparison.company.rules else "",
        left_at_default(comparison.company.scenario, w),
    ]
    return "".join(f"\n{line}" for line in lines if line)
