"""How a cell is lived, and what is seen of it: outcomes, and a few things that no outcome tells.

A life returns one array a column, of shape (quarters + 1,); the founding is quarter 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from cordiale.simulation.engine import advance
from cordiale.simulation.rules.capacity import competence
from cordiale.simulation.rules.opinions import deceive, live_through, trust_of, view
from cordiale.simulation.runs.company import Company, execute, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

Columns = dict[str, Any]
FAILING_WEEKS = WEEKS_PER_QUARTER  # how long each opinion meets one failure of competence a week
HURT_AFTER = 4  # quarters
APART = 20  # one pair in so many is hurt, where it is not everybody


def usual(company: Company, run: Run, columns: Iterable[str]) -> Columns:
    """A company lives its quarters; the columns that it takes to see more are watched at each quarter's end."""
    wanted = list(columns)
    watched = [name for name in wanted if name not in NAMES]
    if not watched:
        rows = execute(company, run)
        return {name: rows[name] for name in wanted}
    org, seen = start(company, run), {name: np.full(run.quarters + 1, np.nan) for name in watched}
    for quarter in range(run.quarters + 1):
        org = advance(org, quarter * WEEKS_PER_QUARTER)
        for name in watched:
            seen[name][quarter] = WATCHES[name](org)
    return {name: seen[name] if name in seen else org.quarters[name] for name in wanted}


def alignment(org: Organisation) -> float:
    """Alignment as practitioners live it, in [0, 1]; executives never see it."""
    return float(org.company[0].alignment)


def programme(org: Organisation) -> float:
    """1 if executives have a programme under way or order one at this quarter's end, else 0."""
    return float(org.company[0].programme_left > 0.0)


def working_speed(org: Organisation) -> float:
    """What a rep or marketer gets done in an hour, over a fully ramped colleague of mean skill; the mean of all."""
    practitioners = org.company[0].reps + org.company[0].marketers
    return float(np.mean([competence(org, who) for who in range(practitioners)]))


WATCHES: dict[str, Callable[[Any], float]] = {
    "alignment": alignment,
    "programme": programme,
    "working_speed": working_speed,
}


def hurt(company: Company, run: Run, columns: Iterable[str]) -> Columns:
    """A company is copied after a year: one copy lives on, in one everybody fails, in one everybody is robbed.

    In the second every opinion meets a failure of competence a week, for a quarter; in the third each opinion
    detects one deception. Seen is the trust between pairs of whom nobody leaves in any copy.
    """
    return _hurt(company, run, columns, every=1)


def hurt_pairs(company: Company, run: Run, columns: Iterable[str]) -> Columns:
    """The same where only one pair in twenty is hurt; seen is the trust between these."""
    return _hurt(company, run, columns, every=APART)


def _hurt(company: Company, run: Run, columns: Iterable[str], *, every: int) -> Columns:
    unhurt = advance(start(company, run), HURT_AFTER * WEEKS_PER_QUARTER)
    failed, robbed = unhurt.copy(), unhurt.copy()
    whom = [view(tie, side) for tie in range(0, int(unhurt.company[0].pairs), every) for side in range(2)]
    rows = [[_trusts(org, whom) for org in (unhurt, failed, robbed)]]
    for opinion in whom:
        deceive(robbed, opinion)
    for week in range(1, FAILING_WEEKS + 1):
        for opinion in whom:
            live_through(failed, opinion, 0.0, 1.0)
        advance(failed, HURT_AFTER * WEEKS_PER_QUARTER + week)
    for quarter in range(HURT_AFTER + 1, run.quarters + 1):
        rows.append([_trusts(advance(org, quarter * WEEKS_PER_QUARTER), whom) for org in (unhurt, failed, robbed)])
    stayed = _stayed(rows)
    seen = {name: np.full(run.quarters + 1, np.nan) for name in ("unhurt", "failed", "robbed")}
    for place, name in enumerate(seen):
        seen[name][HURT_AFTER:] = [np.mean(row[place][1][stayed]) for row in rows]
    return {name: seen[name] for name in columns}


def _trusts(org: Organisation, whom: Sequence[int]) -> tuple[Any, Any]:
    """Who holds some opinions of whom, shape (opinions, 2), and the trust in them, shape (opinions,)."""
    ties = org.ties[np.asarray(whom) // 2]
    who = np.column_stack([org.people.identity[ties.rep], org.people.identity[ties.marketer]])
    return who, np.array([trust_of(org, opinion) for opinion in whom])


def _stayed(rows: list[list[tuple[Any, Any]]]) -> Any:
    """The opinions between two people who were there in every copy at every quarter's end."""
    first = rows[0][0][0]
    return np.all([np.all(who == first, axis=1) for row in rows for who, _ in row], axis=0)


LIVES: dict[str, Callable[[Company, Run, Iterable[str]], Columns]] = {
    "usual": usual,
    "hurt": hurt,
    "hurt-pairs": hurt_pairs,
}
