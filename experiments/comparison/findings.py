"""Findings in words, computed from statistics: what the report says and what figures have as titles.

The words are cautious by construction: a paradigm is said to be ahead only of those that it can be told apart
from, differences carry their interval, and one replication supports no finding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..foundations.phrases import decimals, forces_words, listed, number
from ..foundations.statistics import Estimate
from .measures import FRICTION, GAP, REVENUE, Measure
from .ranking import Ranking, Standing

FOUNDATION = (
    "These numbers rest on the model's assumptions, not on evidence about the world: the rankings have no "
    "data behind them. They say what follows if the assumptions hold."
)
CAVEAT = (
    f"{FOUNDATION} An interval covers luck, and how companies of one description differ as far as the scenario lets "
    "them (company.spread); not what is unknown of yours, nor what the model leaves out."
)


def caveat(sets: int) -> str:
    """What the numbers rest on and what their intervals cover; `sets`: how many parameter sets were lived with, or 0.

    >>> caveat(0) == CAVEAT
    True
    """
    if not sets:
        return CAVEAT
    return (
        f"{FOUNDATION} An interval also covers what the calibration could not identify: replications live in turn "
        f"with {sets} of the parameter sets that show the same survey, funnel and retention in the default company, "
        "each the same under every paradigm. It is about the mean over such sets; how often a paradigm comes first "
        "says how far one of them may differ. What is left fixed in all sets, it does not cover."
    )


@dataclass(frozen=True)
class Superlative:
    """How to say that one paradigm, or several, come first by a measure."""

    one: str
    several: str


SUPERLATIVES = {
    REVENUE.name: Superlative("earns most", "earn most"),
    FRICTION.name: Superlative("loses least time to friction", "lose least time to friction"),
    GAP.name: Superlative("has the smallest perception gap", "have the smallest perception gap"),
}


def verdict(ranking: Ranking) -> str:
    """One plain sentence on what can and what cannot be told apart under one force set."""
    where, best = f"Under {forces_words(ranking.forces)}", ranking.best.paradigm
    if len(ranking.standings) == 1:
        return f"{where}, only {best} was run: there is nothing to compare."
    if ranking.replications[1] < 2:
        return f"{where}, {best} {superlative(ranking).one} in the only replication: nothing can be told apart."
    return f"{where}, {_lead(ranking)}{_neighbours(ranking)} ({basis(ranking)})."


def _lead(ranking: Ranking) -> str:
    best, tied, first = ranking.best.paradigm, ranking.tied_with_best, superlative(ranking).one
    if not tied:
        return f"{best} {first} and can be told apart from every other paradigm"
    return f"{best} {first} on average but cannot be told apart from {listed(tied)}"


def _neighbours(ranking: Ranking) -> str:
    """The pairs that `_lead` does not mention."""
    pairs = [f"{a} and {b}" for a, b in ranking.tied_neighbours if a != ranking.best.paradigm]
    return f"; these neighbours in rank cannot be told apart: {', '.join(pairs)}" if pairs else ""


def first_places_words(shares: Mapping[str, float], sets: int) -> str:
    """How often each paradigm earns most, over parameter sets, the most frequent first.

    >>> first_places_words({"proportional": 0.75, "siloed": 0.25}, 40)
    'Over 40 parameter sets, most is earned by proportional in 75 %, siloed in 25 %.'
    """
    order = sorted(shares, key=lambda name: -shares[name])
    said = ", ".join(f"{name} in {number(100 * shares[name])} %" for name in order if shares[name])
    return f"Over {sets} parameter sets, most is earned by {said}."


def basis(ranking: Ranking) -> str:
    return (
        f"paired differences, {replications_words(ranking)} matched replications, "
        f"Holm's correction over {len(ranking.pairs)} pairs"
    )


def headline(ranking: Ranking) -> str:
    """A title: who comes first, by how much against the baseline, or that this cannot be said."""
    where, best, words = f"Under {forces_words(ranking.forces)}", ranking.best, superlative(ranking)
    tied = ranking.tied_with_best
    if len(ranking.standings) == 1:
        return f"{where}, {best.paradigm} alone was run"
    if ranking.replications[1] < 2:
        return f"{where}, {best.paradigm} {words.one} in the only replication: luck is not ruled out"
    if len(tied) > 1:
        return f"{where}, no clear winner: any of {len(tied) + 1} paradigms may {words.several}"
    if tied:
        return f"{where}, {best.paradigm} or {tied[0]} {words.one}: they cannot be told apart"
    return f"{where}, {best.paradigm} {words.one}: {_distance(ranking)}"


def _distance(ranking: Ranking) -> str:
    if ranking.best.paradigm != ranking.baseline:
        return f"{difference_words(ranking.best, ranking.measure)} against {ranking.baseline}"
    second = ranking.standings[1]
    return f"next is {second.paradigm}, {difference_words(second, ranking.measure)}"


def trust_headline(of_sales: Ranking, of_marketing: Ranking) -> str:
    """A title on trust in both directions; the two rankings are of one force set."""
    where = f"Under {forces_words(of_sales.forces)}"
    sales, marketing = of_sales.best.paradigm, of_marketing.best.paradigm
    unclear = bool(of_sales.tied_with_best or of_marketing.tied_with_best)
    doubt = ", though not clearly" if unclear else ""
    if sales == marketing:
        return f"{where}, trust runs highest under {sales}, in both directions{doubt}"
    return f"{where}, sales trusts most under {sales}, marketing under {marketing}{doubt}"


def trade_off_headline(revenue: Ranking, friction: Ranking) -> str:
    """A title on who earns more with less friction than the baseline, told apart in both."""
    where = f"Under {forces_words(revenue.forces)}"
    winners = [s.paradigm for s in revenue.standings if _beats(revenue, s.paradigm) and _beats(friction, s.paradigm)]
    claim = f"more with less friction than {revenue.baseline}"
    if not winners:
        return f"{where}, no paradigm clearly earns {claim}"
    if len(winners) > 2:
        return f"{where}, {len(winners)} of {len(revenue.standings) - 1} paradigms earn {claim}"
    return f"{where}, {listed(winners)} {'earn' if len(winners) > 1 else 'earns'} {claim}"


def _beats(ranking: Ranking, paradigm: str) -> bool:
    """Whether a paradigm ranks before the baseline and can be told apart from it."""
    if paradigm == ranking.baseline:
        return False
    pair = ranking.pair(paradigm, ranking.baseline)
    return pair.apart and pair.first == paradigm


def superlative(ranking: Ranking) -> Superlative:
    name, most = ranking.measure.name, "most" if ranking.measure.higher_is_better else "least"
    return SUPERLATIVES.get(name, Superlative(f"has {most} {name}", f"have {most} {name}"))


def replications_words(*rankings: Ranking) -> str:
    """The number of replications behind the rankings, as a range where some runs are missing."""
    fewest = min(ranking.replications[0] for ranking in rankings)
    most = max(ranking.replications[1] for ranking in rankings)
    return str(most) if fewest == most else f"{fewest} to {most}"


def difference_words(standing: Standing, measure: Measure) -> str:
    """The difference to the baseline: in percent for money, in points for shares, otherwise as it is."""
    if measure.unit == "thousands" and standing.relative and math.isfinite(standing.relative.mean):
        return interval_words(standing.relative.scaled(100), "%")
    difference = standing.differences[measure.name]
    if measure.unit == "share":
        return interval_words(difference.scaled(100), "points")
    return interval_words(difference, "")


def interval_words(estimate: Estimate, unit: str) -> str:
    """
    >>> interval_words(Estimate(12.3, 8.1, 16.5, 40), "%")
    '+12 % [8, 16]'
    >>> interval_words(Estimate(-0.42, -0.51, -0.33, 40), "points")
    '−0.42 points [−0.51, −0.33]'
    """
    doubt = (estimate.high - estimate.low) / 2 if estimate.has_interval else abs(estimate.mean) / 10
    digits = decimals(doubt, at_most=2)
    mean = f"{number(estimate.mean, digits, sign=True)} {unit}".rstrip()
    if not estimate.has_interval:
        return mean
    return f"{mean} [{number(estimate.low, digits)}, {number(estimate.high, digits)}]"
