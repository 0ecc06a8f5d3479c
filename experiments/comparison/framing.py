"""A comparison, and what frames it: the question that it answers, what was decided in it, and what nobody told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.run import Run, timeline

from ..foundations.failures import Failure, RunsFailedError
from ..foundations.language import Words
from .echo import left_at_default
from .findings import caveat, verdict
from .measures import own_rules, parameter_sets
from .ranking import choose_baseline, rank_paradigms
from .today import NOT_ASKED, Switched, question_words

if TYPE_CHECKING:
    import pandas as pd


class Comparison(NamedTuple):
    """Runs that were carried out: those that ended well, what came out of them, and those that failed.

    `called` is what the user calls the scenario: its name, or the path of its file. `switched` is what a switch would
    bring instead, where that was looked at.
    """

    company: Company
    called: str
    runs: tuple[Run, ...]
    frame: pd.DataFrame
    failures: tuple[Failure, ...] = ()
    switched: Switched = NOT_ASKED

    @property
    def baseline(self) -> str | None:
        """The paradigm that differences are taken from: the one the company lives in, if it ran."""
        today = self.company.scenario.company.paradigm
        return today if today in set(self.frame["paradigm"]) else None

    def complain(self) -> None:
        """Raises RunsFailedError if a run failed."""
        if self.failures:
            raise RunsFailedError(self.failures, of=len(self.runs) + len(self.failures), scenario=self.called)


def question(comparison: Comparison, w: Words) -> str:
    """Which question the comparison answers."""
    today, switch = comparison.company.scenario.company.paradigm, comparison.runs[0].switch_quarter
    return question_words(comparison.switched, choose_baseline(comparison.frame, comparison.baseline), today, switch, w)


def told(comparison: Comparison, w: Words) -> dict[str, str]:
    """What a summary says in sentences, in a language: the question, the caveat, and a verdict by forces."""
    rankings = rank_paradigms(comparison.frame, baseline=comparison.baseline)
    said = own_rules(comparison.frame, w) + caveat(parameter_sets(comparison.frame), w)
    return {"question": question(comparison, w), "caveat": said, **{one.forces: verdict(one, w) for one in rankings}}


def decisions_of(comparison: Comparison, w: Words) -> list[str]:
    """The decisions that were in force in all runs, as texts; a planned switch may lead each to another paradigm."""
    run, scenario = comparison.runs[0], comparison.company.scenario
    if len({each.paradigm for each in comparison.runs}) == 1 or not run.switch_quarter:
        return [one.text for one in timeline(scenario, run)]
    others = [one.text for one in timeline(scenario, run._replace(switch_quarter=0))]
    return [w("compare.each_its_own", quarter=run.switch_quarter), *others]


def closing_note(comparison: Comparison, w: Words) -> str:
    """What a report ends with: the decisions in force, rules of one's own, and what nobody told of this company."""
    decided = decisions_of(comparison, w)
    lines = [
        w("compare.decided", decisions=w["number.also"].join(decided)) if decided else "",
        own_rules(comparison.frame, w).strip() if comparison.company.rules else "",
        left_at_default(comparison.company.scenario, w),
    ]
    return "".join(f"\n{line}" for line in lines if line)
