"""Findings in words, computed from statistics: what the report says and what figures have as titles.

The words are cautious by construction: a paradigm is said to be ahead only of those that it can be told apart
from, differences carry their interval, and one replication supports no finding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..foundations.language import ENGLISH, Words
from ..foundations.phrases import decimals
from ..foundations.statistics import Estimate
from .measures import Measure
from .ranking import Ranking, Standing


def caveat(sets: int, w: Words) -> str:
    """What the numbers rest on and what their intervals cover; `sets`: how many parameter sets were lived with, or 0.

    >>> caveat(0, ENGLISH) == CAVEAT
    True
    """
    return f"{w['caveat.foundation']} {w('caveat.sets', sets=sets) if sets else w['caveat.luck']}"


CAVEAT = caveat(0, ENGLISH)


@dataclass(frozen=True)
class Superlative:
    """How to say that one paradigm, or several, come first by a measure."""

    one: str
    several: str


def verdict(ranking: Ranking, w: Words) -> str:
    """One plain sentence on what can and what cannot be told apart under one force set."""
    where, best = w.under(ranking.forces), w.quoted(ranking.best.paradigm)
    if len(ranking.standings) == 1:
        return w("compare.only", under=where, best=best)
    if ranking.replications[1] < 2:
        return w("compare.single", under=where, best=best, first=superlative(ranking, w).one)
    lead, rest = _lead(ranking, w), _neighbours(ranking, w)
    return w("compare.verdict", under=where, lead=lead, neighbours=rest, basis=basis(ranking, w))


def _lead(ranking: Ranking, w: Words) -> str:
    best, tied, first = w.quoted(ranking.best.paradigm), ranking.tied_with_best, superlative(ranking, w).one
    if not tied:
        return w("compare.apart", best=best, first=first)
    return w("compare.tied", best=best, first=first, tied=w.listed([w.quoted(name) for name in tied]))


def _neighbours(ranking: Ranking, w: Words) -> str:
    """The pairs that `_lead` does not mention."""
    pairs = [w("compare.pair", one=w.quoted(a), other=w.quoted(b))
             for a, b in ranking.tied_neighbours if a != ranking.best.paradigm]  # fmt: skip
    return w("compare.neighbours", pairs=", ".join(pairs)) if pairs else ""


def first_places_words(shares: Mapping[str, float], sets: int, w: Words) -> str:
    """How often each paradigm earns most, over parameter sets, the most frequent first.

    >>> first_places_words({"proportional": 0.75, "siloed": 0.25}, 40, ENGLISH)
    'Over 40 parameter sets, most is earned by proportional in 75 %, siloed in 25 %.'
    """
    order = sorted(shares, key=lambda name: -shares[name])
    said = (w("compare.first_place", paradigm=w.quoted(name), share=w.percent(shares[name]))
            for name in order if shares[name])  # fmt: skip
    return w("compare.first_places", sets=sets, shares=", ".join(said))


def basis(ranking: Ranking, w: Words) -> str:
    return w(
        "compare.basis", replications=replications_words(ranking, w=w), pairs=w.counted("pairs", len(ranking.pairs))
    )


def headline(ranking: Ranking, w: Words) -> str:
    """A title: who comes first, by how much against the baseline, or that this cannot be said."""
    where, best, words = w.under(ranking.forces), w.quoted(ranking.best.paradigm), superlative(ranking, w)
    tied = ranking.tied_with_best
    if len(ranking.standings) == 1:
        return w("compare.alone", under=where, best=best)
    if ranking.replications[1] < 2:
        return w("compare.lucky", under=where, best=best, first=words.one)
    if len(tied) > 1:
        return w("compare.no_winner", under=where, number=len(tied) + 1, first=words.several)
    if tied:
        return w("compare.two", under=where, best=best, other=w.quoted(tied[0]), first=words.one)
    return w("compare.winner", under=where, best=best, first=words.one, distance=_distance(ranking, w))


def _distance(ranking: Ranking, w: Words) -> str:
    if ranking.best.paradigm != ranking.baseline:
        difference = difference_words(ranking.best, ranking.measure, w)
        return w("compare.against", difference=difference, baseline=w.quoted(ranking.baseline))
    second = ranking.standings[1]
    difference = difference_words(second, ranking.measure, w)
    return w("compare.next", second=w.quoted(second.paradigm), difference=difference)


def trust_headline(of_sales: Ranking, of_marketing: Ranking, w: Words) -> str:
    """A title on trust in both directions; the two rankings are of one force set."""
    where = w.under(of_sales.forces)
    if len(of_sales.standings) == 1:
        return w("compare.alone", under=where, best=w.quoted(of_sales.best.paradigm))
    sales, marketing = w.quoted(of_sales.best.paradigm), w.quoted(of_marketing.best.paradigm)
    if sales == marketing:
        claim = w("compare.trust_one", under=where, paradigm=sales)
    else:
        claim = w("compare.trust_two", under=where, sales=sales, marketing=marketing)
    if of_sales.replications[1] < 2:
        return w("compare.one_life", claim=claim)
    unclear = bool(of_sales.tied_with_best or of_marketing.tied_with_best)
    return w("compare.unclear", claim=claim) if unclear else claim


def trade_off_headline(revenue: Ranking, friction: Ranking, w: Words) -> str:
    """A title on who earns more with less friction than the baseline: whose intervals, as drawn, lie clear of none."""
    where, baseline = w.under(revenue.forces), w.quoted(revenue.baseline)
    if revenue.replications[1] < 2:
        return w("compare.trade_single", under=where, baseline=baseline)
    winners = [s.paradigm for s in revenue.standings if _beats(revenue, s.paradigm) and _beats(friction, s.paradigm)]
    if not winners:
        return w("compare.trade_none", under=where, baseline=baseline)
    if len(winners) > 2:
        of = len(revenue.standings) - 1
        return w("compare.trade_many", under=where, number=len(winners), of=of, baseline=baseline)
    key = "compare.trade_two" if len(winners) > 1 else "compare.trade_one"
    return w(key, under=where, paradigms=w.listed([w.quoted(name) for name in winners]), baseline=baseline)


def _beats(ranking: Ranking, paradigm: str) -> bool:
    """Whether all of the interval of a paradigm's difference to the baseline is on the good side of zero."""
    difference = ranking.standing(paradigm).differences.get(ranking.measure.name)
    if difference is None:
        return False
    return difference.low > 0 if ranking.measure.higher_is_better else difference.high < 0


def superlative(ranking: Ranking, w: Words) -> Superlative:
    name, order = ranking.measure.name, "most" if ranking.measure.higher_is_better else "least"
    kept = name if f"superlative.{name}.one" in w else order
    return Superlative(*(w(f"superlative.{kept}.{many}", measure=name) for many in ("one", "several")))


def replications_words(*rankings: Ranking, what: str = "matched", w: Words) -> str:
    """So many (`matched`) `replications` behind the rankings, as a range where some runs are missing."""
    fewest = min(ranking.replications[0] for ranking in rankings)
    most = max(ranking.replications[1] for ranking in rankings)
    if fewest == most:
        return w.counted(what, most)
    return w(f"count.{what}.many", number=w("compare.to", low=fewest, high=most))


def difference_words(standing: Standing, measure: Measure, w: Words) -> str:
    """The difference to the baseline: in percent for money, in points for shares, otherwise as it is."""
    if measure.unit == "thousands" and standing.relative and math.isfinite(standing.relative.mean):
        return interval_words(standing.relative.scaled(100), "%", w)
    difference = standing.differences[measure.name]
    if measure.unit == "share":
        return interval_words(difference.scaled(100), w["compare.points"], w)
    return interval_words(difference, "", w)


def interval_words(estimate: Estimate, unit: str, w: Words) -> str:
    """
    >>> interval_words(Estimate(12.3, 8.1, 16.5, 40), "%", ENGLISH)
    '+12 % [8, 16]'
    >>> interval_words(Estimate(-0.42, -0.51, -0.33, 40), "points", ENGLISH)
    '−0.42 points [−0.51, −0.33]'
    """
    doubt = (estimate.high - estimate.low) / 2 if estimate.has_interval else abs(estimate.mean) / 10
    digits = decimals(doubt, at_most=2)
    mean = f"{w.number(estimate.mean, digits, sign=True)} {unit}".rstrip()
    if not estimate.has_interval:
        return mean
    return f"{mean} {w.interval(estimate.low, estimate.high, digits)}"
