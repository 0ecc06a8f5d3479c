"""Better than today? What a ranking says of each paradigm against the company's own, and what a switch would bring.

A comparison ranks companies that always lived in a paradigm. Beside that stand the same companies, on the same luck, as
they would fare if they lived as today and switched in quarter `QUARTER`: the way there is in it, and its cost in time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.run import Run

from ..foundations.language import Words
from ..foundations.statistics import Estimate, relative_difference
from .ranking import Ranking

QUARTER = 2  # in which a switch begins, as `cordiale decide` has it
Switched = Mapping[str, Mapping[str, Estimate]]  # revenue over staying, a share, by forces and paradigm
NOT_ASKED: Switched = {}
ANSWERS = {"better": "compare.today.better", "worse": "compare.today.worse", "open": "compare.today.open"}


def asked_besides(company: Company, runs: Sequence[Run]) -> list[Run]:
    """What must be lived beside the runs of a comparison, which always lived so, to tell what a switch would bring.

    The companies that stay as today, where they are not compared, and those that switch in quarter `QUARTER`. Nothing
    where runs switch themselves, where the record is shorter, or where decisions are planned, which may lead elsewhere.
    """
    today, first = company.scenario.company.paradigm, runs[0]
    if first.switch_quarter or first.decisions or company.scenario.decisions or first.quarters < QUARTER:
        return []
    compared, staying = {*runs}, dict.fromkeys(_staying(run, today) for run in runs)
    leaving = (_leaving(run) for run in runs if run.paradigm != today)
    return [*(run for run in staying if run not in compared), *leaving]


def if_switched(company: Company, runs: Sequence[Run], earned: Mapping[Run, float]) -> Switched:
    """What companies would earn over staying, had they switched in quarter `QUARTER`: paired, over all quarters.

    `earned` is the revenue of each run that ended well, of a comparison and of what is `asked_besides`. A run that
    failed is left out with its pair.
    """
    today = company.scenario.company.paradigm
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for run in runs:
        if run.paradigm != today:
            pair = (earned.get(_leaving(run), math.nan), earned.get(_staying(run, today), math.nan))
            found.setdefault(run.forces, {}).setdefault(run.paradigm, []).append(pair)
    return {
        forces: {paradigm: relative_difference(*np.transpose(pairs)) for paradigm, pairs in by_paradigm.items()}
        for forces, by_paradigm in found.items()
    }


def _staying(run: Run, today: str) -> Run:
    return run._replace(paradigm=today)


def _leaving(run: Run) -> Run:
    return run._replace(switch_quarter=QUARTER)


def than_today(ranking: Ranking) -> dict[str, list[str]]:
    """Which paradigms earn more than the baseline, less, or cannot be told from it, each the best first."""
    found: dict[str, list[str]] = {"better": [], "worse": [], "open": []}
    for standing in ranking.standings:
        if standing.paradigm == ranking.baseline:
            continue
        apart = ranking.pair(standing.paradigm, ranking.baseline).apart
        ahead = standing.rank < ranking.standing(ranking.baseline).rank
        found["open" if not apart else "better" if ahead else "worse"].append(standing.paradigm)
    return found


def than_today_words(ranking: Ranking, w: Words) -> str:
    """Better than today? An answer for each paradigm; nothing where nothing is compared."""
    said = [
        w(ANSWERS[kind], paradigms=w.listed([w.quoted(name) for name in names]))
        for kind, names in than_today(ranking).items() if names
    ]  # fmt: skip
    baseline = w.quoted(ranking.baseline)
    return w("compare.today.than", baseline=baseline, answers=w["number.also"].join(said)) if said else ""


def switched_words(switched: Switched, forces: str, w: Words) -> str:
    """What a switch would bring, best first; nothing where that was not looked at."""
    found = switched.get(forces, {})
    order = sorted(found, key=lambda name: -found[name].mean)
    said = [w("compare.today.one", paradigm=w.quoted(name), percent=in_percent(found[name], w)) for name in order]
    return w("compare.today.switched", quarter=QUARTER, options=w["number.also"].join(said)) if said else ""


def in_percent(share: Estimate, w: Words) -> str:
    """A share as percent with its interval."""
    each = share.scaled(100.0)
    mean = w("number.percent", number=w.number(each.mean, 1, sign=True))
    return f"{mean} {w.interval(each.low, each.high, 1)}" if each.has_interval else mean


def question_words(switched: Switched, baseline: str, today: str, switch_quarter: int, w: Words) -> str:
    """Which question a comparison answers, for its head: lived in from the start, or switched to."""
    said = (
        w("compare.today.switches", quarter=switch_quarter) if switch_quarter
        else w["compare.today.lived"] if not switched
        else w("compare.today.lived_and_switched", quarter=QUARTER)
    )  # fmt: skip
    other = w("compare.today.other_baseline", baseline=w.quoted(baseline), today=w.quoted(today))
    return said if baseline == today else f"{said} {other}"
