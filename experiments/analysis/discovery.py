"""Scenario discovery: in which worlds does the advice flip?

Two paradigms are compared at every point of a study on matched luck: the difference is taken within each replication
and averaged over them. Where it meets a condition, the advice counts as flipped. PRIM (Friedman and Fisher 1999, for
scenarios: Bryant and Lempert 2010) and CART (Breiman et al. 1984), both of ema-workbench, then look for few limits on
the other factors that tell these points from the rest.

A rule found on some points describes them better than it describes the world of the model. So the design is split: the
rules are found on one part of its samples and scored on the other, which had no say in them. No block of the design
(a trajectory, a row of Sobol's matrices), and no sample, lies on both sides.

Shares are of the design's points. They are not probabilities: how likely a point is, no study says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..comparison.measures import Measure
from ..foundations.statistics import Floats, mean_interval
from ..study.factors import Factor
from ..study.frozen import dig_out
from ..study.planning import Plan
from ..study.reading import StoredStudy
from .encoding import RuleSearch
from .induction import METHODS, find_rules
from .rules import Flags, Rule, Score, score
from .run_values import AnalysisError, Quarter, blocks, measure_of, read_for, run_values
from .where import Where, parse

HOLDOUT = 1 / 3
FEWEST = 10  # points on either side of the condition, for a rule to be looked for


@dataclass(frozen=True)
class Found:
    """A rule, with how well it tells on the points that it was found on, and on those held out."""

    rule: Rule
    fitted: Score
    held_out: Score
    dense: bool  # whether it reached the density that was asked for


@dataclass(frozen=True)
class MethodRules:
    """The rules of one method, and how well they tell taken together."""

    name: str
    rules: tuple[Found, ...]
    fitted: Score
    held_out: Score


@dataclass(frozen=True)
class Pairs:
    """One row for each point at which both paradigms were run.

    `factors`: the other factors; `margin`: shape points x replications, positive where the condition is met;
    `difference`: first minus second, averaged over replications; `groups`: samples of the design that hang together.
    """

    factors: pd.DataFrame
    margin: Floats
    difference: Floats
    groups: Any

    @property
    def met(self) -> Flags:
        return np.asarray(self.margin.mean(axis=1) > 0)

    def undecided(self) -> int:
        """Points at which the 95 % interval of the paired mean has both answers; all, with one replication."""
        intervals = [mean_interval(row) for row in self.margin]
        return sum(not each.has_interval or each.low <= 0 < each.high for each in intervals)


@dataclass(frozen=True)
class Discovery:
    """What was found: `methods` is empty where there is nothing to be told, and `why` says so."""

    condition: Where
    measure: Measure
    plan: Plan
    pairs: Pairs
    held_out: Flags
    undecided: int
    methods: tuple[MethodRules, ...]
    why: str = ""

    @property
    def factors(self) -> dict[str, Factor]:
        return {factor.name: factor for factor in self.plan.factors if factor.name in self.pairs.factors}


def discover(
    directory: str | Path, where: str, *, quarter: Quarter = "all", density: float = 0.8, holdout: float = HOLDOUT
) -> Discovery:
    """Where the advice flips in the study in a folder: rules of PRIM and CART, scored on held-out points.

    `density` is the share of a rule's points that should meet the condition, `holdout` the share of the samples that
    is held out. The same study gives the same rules. Raises AnalysisError for a condition that does not fit the study,
    missing values, or ema-workbench not being there; StudyError, StoreError.
    """
    for name, value in (("density", density), ("holdout", holdout)):
        if not 0 < value < 1:
            raise AnalysisError(f"{name} = {value} is outside (0, 1)")
    condition, reading = _asked(directory, where)
    measure = measure_of(condition.outcome, quarter)
    pairs = paired(reading, condition, run_values(reading, measure))
    out = held_out(pairs.groups, holdout, reading.plan.study.seed)
    why = _nothing_to_tell(pairs.met, out)
    search = RuleSearch(
        pairs.factors, {each.name: each for each in reading.plan.factors}, density, reading.plan.study.seed
    )
    methods = () if why else tuple(_method(name, search, pairs, out) for name in METHODS)
    return Discovery(condition, measure, reading.plan, pairs, out, pairs.undecided(), methods, why)


def _asked(directory: str | Path, where: str) -> tuple[Where, StoredStudy]:
    """The condition, and the study with what it needs."""
    plan, _ = dig_out(Path(directory))
    levels = next((factor.levels for factor in plan.factors if factor.name == "paradigm"), ())
    names = list(dict.fromkeys(plan.columns["paradigm"])) if "paradigm" in plan.columns else list(levels)
    if len(names) < 2:
        raise AnalysisError("the study compares no paradigms: paradigm is not a factor of it with two levels or more")
    if len(plan.factors) < 2:
        raise AnalysisError("the study varies only the paradigm: there is no other factor that could flip the advice")
    condition = parse(where, paradigms=names, outcomes=plan.study.outcomes)
    return condition, read_for(directory, condition.outcome)


def paired(reading: StoredStudy, condition: Where, values: Floats) -> Pairs:
    """Both paradigms wherever they were run at the same sample and the same levels of all else."""
    points = reading.points
    others = [factor.name for factor in reading.plan.factors if factor.name != "paradigm"]
    sides = [
        points[points["paradigm"] == name].set_index(["sample", *others])["point"]
        for name in (condition.first, condition.second)
    ]
    for name, side in zip((condition.first, condition.second), sides, strict=True):
        if side.index.has_duplicates:
            raise AnalysisError(
                f"{name} stands twice at one point of the design: {side.index[side.index.duplicated()][0]}"
            )
    both = pd.concat(sides, axis=1, join="inner", keys=["first", "second"]).reset_index()
    if both.empty:
        raise AnalysisError(f"{condition.first} and {condition.second} were never run at the same point")
    first, second = values[both["first"]], values[both["second"]]
    groups = both["sample"].to_numpy() // blocks(reading.plan)
    if len(np.unique(groups)) < 2:  # only categories vary
        groups = np.arange(len(both))
    return Pairs(both[others], condition.margin(first, second), (first - second).mean(axis=1), groups)


def held_out(groups: Any, share: float, seed: int) -> Flags:
    """Which points are held out: those of a share of the groups, drawn by the study's seed."""
    known = np.unique(groups)
    drawn = np.random.default_rng(seed).permutation(known)[: round(share * len(known))]
    return np.isin(groups, drawn)


def _nothing_to_tell(met: Flags, out: Flags) -> str:
    """Why no rule is looked for, if none is."""
    for answer, side in (("meet", met), ("do not meet", ~met)):
        if side.sum() < FEWEST:
            return f"{int(side.sum())} of {len(met)} points {answer} the condition: too few to describe where they lie"
    if (met & ~out).sum() < FEWEST // 2 or out.sum() == 0 or (~out).sum() == 0:
        return "too few points meet the condition to hold some out: give the study more samples"
    return ""


def _method(name: str, search: RuleSearch, pairs: Pairs, out: Flags) -> MethodRules:
    rules = find_rules(name, search, pairs.met, ~out)
    found = tuple(_score(rule, pairs, out, search.density) for rule in rules)
    together = np.zeros(len(out), dtype=bool)
    for rule in rules:
        together |= rule.holds(pairs.factors)
    return MethodRules(name, found, *_both(together, pairs, out))


def _score(rule: Rule, pairs: Pairs, out: Flags, density: float) -> Found:
    fitted, held = _both(rule.holds(pairs.factors), pairs, out)
    return Found(rule, fitted, held, fitted.density >= density)


def _both(inside: Flags, pairs: Pairs, out: Flags) -> tuple[Score, Score]:
    """The scores on the points that rules were found on, and on those held out."""
    fitted, held = (score(inside[part], pairs.met[part], pairs.groups[part]) for part in (~out, out))
    return fitted, held
