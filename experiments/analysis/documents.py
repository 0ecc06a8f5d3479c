"""What an analysis found, as data: what `--json` prints and the folder keeps."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..comparison.measures import Measure
from ..foundations.language import ENGLISH
from ..foundations.plain import plain
from ..foundations.statistics import CONFIDENCE, Estimate
from ..study.factors import Factor
from ..study.frozen import identity
from .discovery import Discovery, Found
from .doubts import doubts
from .estimators import OF_METHOD
from .indices import KINDS, Indices, Sensitivity
from .pairing import Half
from .rules import Limit
from .wording import caveat_of, discovery_headline, sensitivity_headline, shares_note


def of_sensitivity(found: Sensitivity) -> dict[str, Any]:
    """A sensitivity analysis as data."""
    return {
        "finding": sensitivity_headline(found, ENGLISH),
        "method": found.method,
        "outcome": _measure(found.measure),
        "luck": found.luck,
        "samples": found.samples,
        "replications": found.plan.matched,
        "confidence": CONFIDENCE,
        "plan_sha256": identity(found.plan),
        "kinds": {kind: ENGLISH[KINDS[kind]] for kind in OF_METHOD[found.method]},
        "factors": [_factor(factor) for factor in found.ranges],
        "groups": [_group(group) for group in found.groups],
        "doubts": doubts(found, ENGLISH),
        "asked": found.asked,
        "results_sha256": found.results_sha256,
        "note": caveat_of(found.plan, ENGLISH),
    }


def _group(group: Indices) -> dict[str, Any]:
    pairs = [{"factors": list(names), "S2": plain(each)} for names, each in group.pairs.items()]
    return {
        "where": group.where,
        "mean": plain(group.outcome),
        "indices": plain(group.of),
        "spread": plain(group.spread),
        "idle": plain(group.idle),
    } | ({"pairs": pairs} if pairs else {})


def table_of_sensitivity(found: Sensitivity) -> pd.DataFrame:
    """One row for each combination, factor and kind of index."""
    return pd.DataFrame(
        {**group.where, "factor": factor, "kind": kind, **_bounds(estimate)}
        for group in found.groups
        for factor, kinds in group.of.items()
        for kind, estimate in kinds.items()
    )


def _bounds(estimate: Estimate) -> dict[str, float]:
    return {"value": estimate.mean, "low": estimate.low, "high": estimate.high, "replications": estimate.n}


def of_discovery(found: Discovery) -> dict[str, Any]:
    """A discovery as data."""
    condition = found.condition
    return {
        "finding": discovery_headline(found, ENGLISH),
        "where": str(condition),
        "condition": {"first": condition.first, "second": condition.second, "outcome": condition.outcome,
                      "side": "<" if condition.below else ">", "limit": condition.limit, "percent": condition.percent},
        "outcome": _measure(found.measure),
        "points": len(found.pairs.met),
        "met": int(found.pairs.met.sum()),
        "undecided": found.undecided,
        "merged": found.pairs.merged,
        "held_out": found.tried,
        "replications": found.plan.matched,
        "other_luck": found.other_luck,
        "looks": found.looks,
        "asked": found.asked,
        "results_sha256": found.results_sha256,
        "plan_sha256": identity(found.plan),
        "factors": [_factor(factor) for factor in found.factors.values()],
        "methods": [
            {"method": each.name, "rules": [_rule(rule, found) for rule in each.rules],
             "together": {"held_out": each.held_out.to_dict(), "fitted": each.fitted.to_dict()}}
            for each in found.methods
        ],
        "why": found.why.words(ENGLISH) if found.why else "",
        "note": shares_note(found.plan, ENGLISH),
        **({} if found.half is None else {"fresh": _half(found.half)}),
    }  # fmt: skip


def _half(half: Half) -> dict[str, Any]:
    """The fresh half that rules were tried on."""
    study = half.plan.study
    return {
        "number": half.number,
        "seed": study.seed,
        "design_seed": study.design_luck,
        "points": half.points,
        "plan_sha256": identity(half.plan),
        "results_sha256": half.results_sha256,
    }


def _rule(found: Found, discovery: Discovery) -> dict[str, Any]:
    return {
        "words": found.rule.words(discovery.factors, ENGLISH),
        "limits": [_limit(limit) for limit in found.rule.limits],
        "held_out": found.held_out.to_dict(),
        "fitted": found.fitted.to_dict(),
        "dense": found.dense,
        "evidence": found.evidence.to_dict(),
    }


def _limit(limit: Limit) -> dict[str, Any]:
    if limit.among:
        return {"factor": limit.factor, "among": list(limit.among)}
    return {"factor": limit.factor, "low": limit.low, "high": limit.high}


def table_of_discovery(found: Discovery) -> pd.DataFrame:
    """One row for each point: the factors, the paired difference, whether it meets the condition, was held out.

    Those of a fresh half come last, and say so in a column of their own.
    """
    said = {"difference": found.pairs.difference, "met": found.pairs.met, "held_out": found.held_out}
    own = found.pairs.factors.assign(**said)
    if found.half is None:
        return own
    held = found.half.held
    fresh = held.factors.assign(difference=held.difference, met=held.met, held_out=True)
    return pd.concat([own.assign(fresh=False), fresh.assign(fresh=True)], ignore_index=True)


def _factor(factor: Factor) -> dict[str, Any]:
    about = {"name": factor.name, "kind": factor.domain.kind, "unit": factor.domain.unit}
    return about | ({"low": factor.low, "high": factor.high} if factor.is_sampled else {"levels": list(factor.levels)})


def _measure(measure: Measure) -> dict[str, str]:
    return {"name": measure.name, "unit": measure.unit, "definition": measure.definition}
