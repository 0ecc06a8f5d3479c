"""What an analysis found, in words: for the terminal, and as titles of figures."""

from __future__ import annotations

from collections import Counter

from ..foundations.phrases import decimals, number
from ..foundations.statistics import Estimate
from ..study.planning import Plan
from .certainty import SHUFFLES, Evidence
from .discovery import Discovery, Found, MethodRules
from .indices import Indices, Sensitivity
from .rules import Score

CAVEAT = "These numbers rest on the model's assumptions, not on evidence about the world."
NO_ODDS = "Shares are of the points of the design, which is not how likely worlds are."


def caveat_of(plan: Plan) -> str:
    """What the numbers of a study rest on."""
    return f"{CAVEAT} Rules of one's own: {plan.rules.words}." if plan.rules else CAVEAT


def decimals_of(value: float) -> int:
    """Decimals that show three figures or so.

    >>> decimals_of(0.123), decimals_of(12.3), decimals_of(1234.0)
    (2, 1, 0)
    """
    return decimals(abs(value) / 100, at_most=2)


def interval(estimate: Estimate, decimals: int) -> str:
    """An estimate with its interval."""
    if not estimate.has_interval:
        return number(estimate.mean, decimals)
    return f"{number(estimate.mean, decimals)} [{number(estimate.low, decimals)}, {number(estimate.high, decimals)}]"


def sensitivity_headline(found: Sensitivity) -> str:
    """Which factor comes first, and where that differs."""
    varying = [
        group for group in found.groups if group.of[group.ranked(found.main)[0]][found.main].n and _varies(group)
    ]
    outcome, firsts = found.measure.name, Counter(group.ranked(found.main)[0] for group in varying)
    if not firsts:
        return f"{outcome} does not vary: no factor matters to it here"
    (name, times), *others = firsts.most_common()
    verb = "matters" if all(_is_clear(found, group) for group in varying) else "seems to matter"
    if len(found.groups) == 1:
        return f"{name} {verb} most to {outcome}: {_size(found, found.groups[0], name)}"
    if not others:
        return f"{name} {verb} most to {outcome} in each of {len(found.groups)} combinations"
    then = ", ".join(f"{other} in {count}" for other, count in others[:2])
    return f"{name} {verb} most to {outcome} in {times} of {len(found.groups)} combinations, {then}"


def _is_clear(found: Sensitivity, group: Indices) -> bool:
    """Whether the interval of the largest index lies above those of all others."""
    first, *others = (group.of[name][found.main] for name in group.ranked(found.main))
    return all(first.low > other.high for other in others)


def _varies(group: Indices) -> bool:
    return any(kind.mean == kind.mean and kind.mean > 0 for kinds in group.of.values() for kind in kinds.values())


def _size(found: Sensitivity, group: Indices, name: str) -> str:
    size = group.of[name][found.main]
    if found.method == "sobol":
        return f"it has a part in {number(size.mean * 100)} % of its variance"
    if found.method == "pawn":
        return f"holding it moves the distribution by {number(size.mean, 2)} of 1"
    return f"over its range {outcome_unit(found, size.mean)}"


def outcome_unit(found: Sensitivity, value: float) -> str:
    return f"{number(value, decimals_of(value))} {found.measure.unit}"


def sensitivity_basis(found: Sensitivity) -> str:
    """What the indices are from."""
    study = found.plan.study
    how = "indices for each replication, averaged" if found.luck == "each" else "indices of the mean over replications"
    matched = f"{study.replications} matched replications (one luck at all points)" if study.replications > 1 else (
        "1 replication, so that intervals do not cover luck"
    )  # fmt: skip
    return f"{found.samples:,} samples x {matched}; {how}; {found.measure.definition}"


def discovery_headline(found: Discovery) -> str:
    """The rule that tells best on the points held out, with the density it has there."""
    if found.why:
        return f"{found.condition}: {found.why}"
    best = best_rule(found)
    if best is None:
        return f"{found.condition}: no rule tells where"
    _, rule = best
    where, score = rule.rule.words(found.factors), rule.held_out
    if not rule.evidence.certified:
        return (
            f"{found.condition}: no rule is certified; it may be chance that {percent(score.density)} of held-out "
            f"points meet it where {where} ({percent(score.base_rate)} of all do)"
        )
    return (
        f"{found.condition} at {percent(score.density)} of the held-out points where {where}, "
        f"{percent(score.base_rate)} of all (lift {number(score.lift, 1)})"
    )


def best_rule(found: Discovery) -> tuple[MethodRules, Found] | None:
    """The rule with the best compromise of coverage and density on the points that it was found on.

    On those it was found on: the points held out only score, they do not choose.
    """
    rules = [(method, rule) for method in found.methods for rule in method.rules]
    return max(rules, key=lambda each: _compromise(each[1].fitted), default=None)


def _compromise(score: Score) -> float:
    both = score.coverage + score.density
    return 2 * score.coverage * score.density / both if both else 0.0


def percent(share: float) -> str:
    return "no share" if share != share else f"{number(share * 100)} %"


def score_words(score: Score) -> str:
    """Coverage and density with the points that they are of."""
    if not score.inside:
        return f"no point of {score.points:,} in it (base rate {percent(score.base_rate)})"
    low, high = percent(score.low), percent(score.high)
    return (
        f"density {percent(score.density)} [{low}, {high}] ({score.hits:,} of {score.inside:,} points), "
        f"base rate {percent(score.base_rate)}, lift {number(score.lift, 1)}, "
        f"coverage {percent(score.coverage)} ({score.hits:,} of {score.met:,})"
    )


def evidence_words(evidence: Evidence) -> str:
    """What speaks for a rule, and whether that is enough."""
    if not evidence.certified and evidence.luck != evidence.luck:
        return "not certified: too little other luck, it takes 3 replications or more"
    said = (
        f"p {p_words(evidence.labels)} by {SHUFFLES:,} shuffles of the labels, {p_words(evidence.luck)} by other luck"
    )
    return f"{'certified' if evidence.certified else 'not certified'} at 95 %: {said}, {p_words(evidence.p)} corrected"


def p_words(p: float) -> str:
    """A p value in words.

    >>> p_words(0.0001), p_words(0.034), p_words(1.0)
    ('under 0.001', '0.034', '1')
    """
    return "unknown" if p != p else "under 0.001" if p < 0.001 else f"{p:.2g}"


def discovery_basis(found: Discovery) -> str:
    """What the rules are from: points, those that meet the condition, and what luck leaves open."""
    study, points = found.plan.study, len(found.pairs.met)
    met = int(found.pairs.met.sum())
    return (
        f"{points:,} points x {study.replications} matched replications; {met:,} points ({percent(met / points)}) meet "
        f"the condition on average; at {found.undecided:,} the luck of the replications leaves it open; "
        f"{_tried(found)}; {found.measure.definition}"
        + (
            f"; {found.pairs.merged:,} points were worlds that stood there already, and count once"
            * bool(found.pairs.merged)
        )
        + (f"; look {found.looks} at these held-out points, for which p is corrected" * (found.looks > 1))
    )


def _tried(found: Discovery) -> str:
    """What rules were tried on."""
    if found.half is None:
        return f"{found.tried:,} points held out, in {found.other_luck} replications without a say"
    study, known = found.half.plan.study, found.half.points - found.tried
    again = f", {known:,} left out at which rules were found" if known else ""
    return (
        f"tried on fresh half {found.half.number} (seed {study.seed}, design_seed {study.design_luck}): "
        f"{found.tried:,} points{again}, in {found.other_luck} replications of other luck"
    )


def discovery_lines(found: Discovery) -> list[str]:
    """Everything that was found, line by line."""
    lines = [str(found.condition), discovery_basis(found)]
    if found.why:
        return [*lines, f"No rule was looked for: {found.why}."]
    for method in found.methods:
        lines += ["", f"{method.name.upper()}: {len(method.rules)} rule{'s' * (len(method.rules) != 1)}"]
        for place, rule in enumerate(method.rules, start=1):
            short = "" if rule.dense else "  (falls short of the density asked for)"
            lines.append(f"  {place}. where {rule.rule.words(found.factors)}{short}")
            lines.append(f"     held out: {score_words(rule.held_out)}")
            lines.append(f"     fitted:   {score_words(rule.fitted)}")
            lines.append(f"     {evidence_words(rule.evidence)}")
        if len(method.rules) > 1:
            lines.append(f"  together, held out: {score_words(method.held_out)}")
    return [*lines, "", f"{NO_ODDS} {caveat_of(found.plan)}"]
