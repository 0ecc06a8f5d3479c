"""Rules over the ensemble: in which companies does the next option bring more than the best? Few limits on parameters.

No run is needed: the companies that were lived have sets of parameters and luck of their own. PRIM (`analysis.prim`)
looks for limits on the parameters that the difference hangs on most, in the companies of two thirds of the sets. What
it finds is tried on the companies of the other sets, in luck that had no say in it, by the tests that certify a rule of
`cordiale discover`: labels shuffled by set, and a one-sided t test of the mean difference within the rule, a figure for
each set (`analysis.certainty`), corrected by Holm's method. A single company's difference is mostly luck, so that few
rules are certified; the difference that is told is the mean over those held out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..analysis.certainty import Evidence, above_zero, corrected, shuffled
from ..analysis.discovery import HOLDOUT
from ..analysis.encoding import RuleSearch
from ..analysis.induction import find_rules
from ..analysis.pairing import Pairs, held_out
from ..analysis.rules import Rule, Score, score
from ..analysis.run_values import AnalysisError
from ..analysis.untold import FEWEST
from ..foundations.statistics import Estimate, mean_interval
from ..study.domains import Domain
from ..study.factors import Factor
from .information import influence

Floats = NDArray[np.float64]
LIMITED = 5  # parameters that rules may be about
DENSITY = 0.8  # share of a rule's companies in which the next option should bring more
FEW_SETS, NO_METHOD, ONE_SIDED, NOTHING = "sets", "missing", "one-sided", "nothing"  # why there is no rule


@dataclass(frozen=True)
class Bound:
    """A limit of a rule on a parameter, ends included; None where it is open."""

    factor: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Box:
    """A rule: all its limits hold; how it tells on the companies held out, and whether that may be chance.

    `coverage`, `density`, `density_low`, `density_high`, `base_rate` and `lift` are as `discover` has them; `lead` is
    of the next option over the best within the rule, thousands, over sets held out; `p` is corrected.
    """

    name: str
    limits: tuple[Bound, ...]
    companies: int
    coverage: float
    density: float
    density_low: float
    density_high: float
    base_rate: float
    lift: float
    lead: Estimate
    p: float
    certified: bool


@dataclass(frozen=True)
class Ruled:
    """When the option `to` brings more than the best: in `base_rate` of `companies`, and in which, by rules.

    `held_out` companies had no say in the rules. `why` says why there is none that is certified: `sets` (fewer than
    two parameter sets vary), `one-sided` (too few companies on a side), `missing` (ema-workbench is not installed),
    `nothing` (none found, or none certified); empty where there is one.
    """

    to: str
    companies: int
    base_rate: float
    held_out: int
    rules: tuple[Box, ...]
    why: str

    @property
    def certified(self) -> tuple[Box, ...]:
        return tuple(each for each in self.rules if each.certified)


def ruled(margin: Floats, parameters: Mapping[str, Floats], sets: Sequence[int], *, to: str, seed: int) -> Ruled:
    """Rules for where `margin`, what option `to` brings over the best in each company, is above zero.

    `parameters` have the value of each company by dotted name, `sets` the number of its parameter set.
    """
    met, groups = margin > 0, np.asarray(sets)
    out = held_out(groups, HOLDOUT, seed)
    nothing = Ruled(to, len(margin), float(met.mean()), int(out.sum()), (), FEW_SETS)
    if not parameters:
        return nothing
    if min(met.sum(), (~met).sum()) < FEWEST or min(met[~out].sum(), (~met)[~out].sum()) < FEWEST // 2:
        return _because(nothing, ONE_SIDED)
    matter = influence(margin[~out], {name: values[~out] for name, values in parameters.items()})[:LIMITED]
    table = pd.DataFrame({name: parameters[name] for name, _ in matter})
    every = Pairs(table, margin[:, None], margin, groups)
    found, held = every.part(~out, slice(None)), every.part(out, slice(None))
    try:
        rules = find_rules("prim", _search(found.factors, seed), found.met)
    except AnalysisError:
        return _because(nothing, NO_METHOD)
    evidence = corrected([_evidence(rule, held, seed) for rule in rules], looks=1)
    boxes = tuple(_box(rule, held, said) for rule, said in zip(rules, evidence, strict=True))
    why = "" if any(each.certified for each in boxes) else NOTHING
    return Ruled(to, len(margin), nothing.base_rate, nothing.held_out, boxes, why)


def _because(nothing: Ruled, why: str) -> Ruled:
    return Ruled(nothing.to, nothing.companies, nothing.base_rate, nothing.held_out, (), why)


def _search(points: pd.DataFrame, seed: int) -> RuleSearch:
    factors = {
        name: Factor(Domain(name, "number", float(column.min()), float(column.max())))
        for name, column in points.items()
    }
    return RuleSearch(points, factors, DENSITY, seed)


def _of_sets(margin: Floats, groups: Any) -> Floats:
    """The mean of each set's companies."""
    return np.array([margin[groups == each].mean() for each in np.unique(groups)])


def _evidence(rule: Rule, held: Pairs, seed: int) -> Evidence:
    inside = rule.holds(held.factors)
    if not inside.any():
        return Evidence(float("nan"), float("nan"))
    labels = shuffled(inside, held.met, held.groups, within=False, seed=seed)
    return Evidence(labels, above_zero(_of_sets(held.difference[inside], held.groups[inside])))


def _box(rule: Rule, held: Pairs, said: Evidence) -> Box:
    inside = rule.holds(held.factors)
    told: Score = score(inside, held.met, held.groups)
    lead = _of_sets(held.difference[inside], held.groups[inside])
    limits = tuple(
        Bound(each.factor, *(end if np.isfinite(end) else None for end in (each.low, each.high)))
        for each in rule.limits
    )
    return Box(
        " and ".join(map(_named, limits)), limits, told.inside, told.coverage, told.density, told.low, told.high,
        told.base_rate, told.lift, mean_interval(lead if lead.size else [np.nan]), said.p, said.certified,
    )  # fmt: skip


def _named(limit: Bound) -> str:
    """A limit, short and in signs: what the rule is called in addresses."""
    low = "" if limit.low is None else f"{limit.low:.3g} <= "
    return f"{low}{limit.factor}{'' if limit.high is None else f' <= {limit.high:.3g}'}"
