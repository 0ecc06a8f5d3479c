"""Scenario discovery: in which worlds does the advice flip?

Two paradigms are compared at every point of a study on matched luck: the difference is taken within each replication
and averaged over them. Where it meets a condition, the advice counts as flipped. PRIM (Friedman and Fisher 1999, for
scenarios: Bryant and Lempert 2010) and CART (Breiman et al. 1984), both of ema-workbench, then look for few limits on
the other factors that tell these points from the rest.

A rule found on some points describes them better than it describes the world of the model. So rules are found on a part
of the points in one half of the replications, and tried on *other points in other luck*, which had no say in them. No
block of the design (a trajectory, a row of Sobol's matrices), no sample and no world lies on both sides (`pairing.py`).
What may be chance is then told from what is not (`certainty.py`).

Shares are of the design's points. They are not probabilities: how likely a point is, no study says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..comparison.measures import Measure
from ..study.factors import Factor
from ..study.frozen import dig_out
from ..study.planning import Plan
from ..study.reading import StoredStudy
from .certainty import Evidence, corrected, evidence
from .encoding import RuleSearch
from .induction import METHODS, find_rules
from .pairing import Half, Pairs, held_out, lucks, paired
from .records import looks_at
from .rules import Flags, Rule, Score, score
from .run_values import AnalysisError, Quarter, measure_of, read_for, run_values
from .untold import Untold, nothing_to_tell
from .where import Where, parse

HOLDOUT = 1 / 3


@dataclass(frozen=True)
class Found:
    """A rule, with how well it tells on the points that it was found on, and on those held out."""

    rule: Rule
    fitted: Score
    held_out: Score
    dense: bool  # whether it reached the density that was asked for
    evidence: Evidence


@dataclass(frozen=True)
class MethodRules:
    """The rules of one method, and how well they tell taken together."""

    name: str
    rules: tuple[Found, ...]
    fitted: Score
    held_out: Score


@dataclass(frozen=True)
class Discovery:
    """What was found: `methods` is empty where there is nothing to be told, and `why` says so.

    `looks`: how many different questions the same held-out half was asked, this one included. `half`: the fresh half
    that rules were tried on, instead of the points `held_out` of the study's own.
    """

    condition: Where
    measure: Measure
    plan: Plan
    pairs: Pairs
    held_out: Flags
    undecided: int
    methods: tuple[MethodRules, ...]
    why: Untold | None
    looks: int
    half: Half | None
    asked: dict[str, Any] = field(default_factory=dict)
    results_sha256: str = ""

    @property
    def fitted(self) -> Pairs:
        """What rules were found on."""
        return self.pairs.part(~self.held_out, lucks(self.pairs.margin.shape[1])[0])

    @property
    def factors(self) -> dict[str, Factor]:
        return {factor.name: factor for factor in self.plan.factors if factor.name in self.pairs.factors}

    @property
    def other_luck(self) -> int:
        """Replications that had no say in a rule; none, if all points met a single luck."""
        if self.half is not None:
            return self.half.held.margin.shape[1]
        tried = lucks(self.plan.matched)[1]
        return tried.stop - tried.start if self.plan.matched > 1 else 0

    @property
    def tried(self) -> int:
        """Points that rules were tried on."""
        return int(self.held_out.sum()) if self.half is None else len(self.half.held.factors)


def discover(
    directory: str | Path, where: str, *, quarter: Quarter = "all", density: float = 0.8, holdout: float = HOLDOUT
) -> Discovery:
    """Where the advice flips in the study in a folder: rules of PRIM and CART, tried on held-out points and luck.

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
    asked = {"where": str(condition), "quarter": quarter, "density": density, "holdout": holdout}
    looks = looks_at(Path(directory), asked, reading.results_sha256)
    found = of_pairs(pairs, reading.plan, condition, measure, density=density, holdout=holdout, looks=looks)
    return replace(found, asked=asked, results_sha256=reading.results_sha256)


def of_pairs(
    pairs: Pairs, plan: Plan, condition: Where, measure: Measure, *, density: float, holdout: float, looks: int,
    half: Half | None = None,
) -> Discovery:  # fmt: skip
    """The rules for some pairs of a plan, of which a share is held out; tried on a fresh `half` if there is one."""
    seed = plan.study.design_luck
    out = held_out(pairs.groups, holdout, seed)
    before, other = lucks(pairs.margin.shape[1])
    fitted, held = pairs.part(~out, before), pairs.part(out, other) if half is None else half.held
    why = nothing_to_tell(pairs.met, fitted, held)
    search = RuleSearch(fitted.factors, {each.name: each for each in plan.factors}, density, seed)
    methods = () if why else tuple(_method(name, search, fitted, held) for name in METHODS)
    said = corrected([rule.evidence for method in methods for rule in method.rules], looks)
    return Discovery(condition, measure, plan, pairs, out, pairs.undecided(), _with(methods, said), why, looks,
                     half=half)  # fmt: skip


def _with(methods: tuple[MethodRules, ...], said: list[Evidence]) -> tuple[MethodRules, ...]:
    """The methods with the corrected evidence of their rules, in order."""
    rest = iter(said)
    return tuple(
        replace(method, rules=tuple(replace(rule, evidence=next(rest)) for rule in method.rules)) for method in methods
    )


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


def _method(name: str, search: RuleSearch, fitted: Pairs, held: Pairs) -> MethodRules:
    rules = find_rules(name, search, fitted.met)
    found = tuple(_score(rule, search, fitted, held) for rule in rules)
    return MethodRules(name, found, *(_together(rules, side) for side in (fitted, held)))


def _score(rule: Rule, search: RuleSearch, fitted: Pairs, held: Pairs) -> Found:
    before, after = (_together([rule], side) for side in (fitted, held))
    numbers = {name for name, factor in search.factors.items() if factor.domain.kind != "category"}
    other = fitted.margin.shape[1] + held.margin.shape[1] > 2  # two replications or more, none on both sides
    said = evidence(rule, held, numbers=numbers, has_other_luck=other, seed=search.seed)
    return Found(rule, before, after, before.density >= search.density, said)


def _together(rules: list[Rule], side: Pairs) -> Score:
    """How well rules tell on one side, taken together."""
    inside = np.zeros(len(side.factors), dtype=bool)
    for rule in rules:
        inside |= rule.holds(side.factors)
    return score(inside, side.met, side.groups)
