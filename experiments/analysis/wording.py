"""What an analysis found, in words of both languages: for the terminal, and as titles of figures."""

from __future__ import annotations

from collections import Counter

from ..foundations.language import Words
from ..foundations.phrases import decimals
from ..foundations.statistics import Estimate
from ..study.planning import Plan
from .certainty import SHUFFLES, Evidence
from .discovery import Discovery, Found, MethodRules
from .indices import Indices, Sensitivity
from .rules import Score


def caveat_of(plan: Plan, w: Words) -> str:
    """What the numbers of a study rest on."""
    return w["analysis.caveat"] + (f" {w('analysis.own_rules', rules=plan.rules.words)}" if plan.rules else "")


def shares_note(plan: Plan, w: Words) -> str:
    """What shares of points are not, and what the numbers rest on."""
    return f"{w['analysis.no_odds']} {caveat_of(plan, w)}"


def decimals_of(value: float) -> int:
    """Decimals that show three figures or so.

    >>> decimals_of(0.123), decimals_of(12.3), decimals_of(1234.0)
    (2, 1, 0)
    """
    return decimals(abs(value) / 100, at_most=2)


def interval(estimate: Estimate, decimals: int, w: Words) -> str:
    """An estimate with its interval."""
    mean = w.number(estimate.mean, decimals)
    return f"{mean} {w.interval(estimate.low, estimate.high, decimals)}" if estimate.has_interval else mean


def sensitivity_headline(found: Sensitivity, w: Words) -> str:
    """Which factor comes first, and where that differs."""
    varying = [each for each in found.groups if each.of[each.ranked(found.main)[0]][found.main].n and _varies(each)]
    outcome, firsts = found.measure.name, Counter(group.ranked(found.main)[0] for group in varying)
    if not firsts:
        return w("sensitivity.constant", outcome=outcome)
    (name, times), *others = firsts.most_common()
    clear = all(_is_clear(found, group) for group in varying)
    first = w("sensitivity.most" if clear else "sensitivity.seems_most", factor=name, outcome=outcome)
    if len(found.groups) == 1:
        return w("sensitivity.one", first=first, size=_size(found, found.groups[0], name, w))
    if times == len(found.groups):
        return w("sensitivity.everywhere", first=first, groups=times)
    then = [w("sensitivity.other", factor=other, times=count) for other, count in others[:2]]
    if len(varying) < len(found.groups):
        then.append(w("sensitivity.none", times=len(found.groups) - len(varying)))
    return w("sensitivity.often", first=first, times=times, groups=len(found.groups), others=", ".join(then))


def _is_clear(found: Sensitivity, group: Indices) -> bool:
    """Whether the interval of the largest index lies above those of all others."""
    first, *others = (group.of[name][found.main] for name in group.ranked(found.main))
    return all(first.low > other.high for other in others)


def _varies(group: Indices) -> bool:
    return any(kind.mean == kind.mean and kind.mean > 0 for kinds in group.of.values() for kind in kinds.values())


def _size(found: Sensitivity, group: Indices, name: str, w: Words) -> str:
    size = group.of[name][found.main]
    if found.method == "sobol":
        return w("sensitivity.size_sobol", share=w.percent(min(size.mean, 1.0)))
    if found.method == "pawn":
        return w("sensitivity.size_pawn", distance=w.number(size.mean, 2))
    change = w.number(size.mean, decimals_of(size.mean))
    return w("sensitivity.size_morris", change=f"{change} {w.unit(found.measure.unit)}")


def sensitivity_basis(found: Sensitivity, w: Words) -> str:
    """What the indices are from."""
    how = w["sensitivity.of_each" if found.luck == "each" else "sensitivity.of_mean"]
    matched = w("sensitivity.matched", replications=w.counted("matched", found.plan.matched))
    luck = matched if found.plan.matched > 1 else w["sensitivity.one_luck"]
    holes = {"samples": w.number(found.samples), "luck": luck, "how": how, "definition": found.measure.defined(w)}
    holes["each"] = "" if len(found.groups) == 1 else w["sensitivity.each_of"]
    return w("sensitivity.basis", **holes) + _stops(found.plan, w)


def _stops(plan: Plan, w: Words) -> str:
    """Of a study that stops by what comes out, which replications an analysis takes."""
    if plan.study.until is None:
        return ""
    return w("analysis.first_only", replications=w.counted("replications", plan.matched))


def discovery_headline(found: Discovery, w: Words) -> str:
    """The rule that tells best on the points held out, with the density it has there."""
    if found.why:
        return w("discover.not_told", condition=found.condition, why=found.why.words(w))
    best = best_rule(found)
    if best is None:
        return w("discover.no_rule", condition=found.condition)
    _, rule = best
    score = rule.held_out
    holes = {"condition": found.condition, "rule": rule.rule.words(found.factors, w), "lift": w.number(score.lift, 1),
             "density": percent(score.density, w), "base": percent(score.base_rate, w)}  # fmt: skip
    return w("discover.headline" if rule.evidence.certified else "discover.perhaps_chance", **holes)


def best_rule(found: Discovery) -> tuple[MethodRules, Found] | None:
    """The rule with the best compromise of coverage and density on the points that it was found on.

    On those it was found on: the points held out only score, they do not choose.
    """
    rules = [(method, rule) for method in found.methods for rule in method.rules]
    return max(rules, key=lambda each: _compromise(each[1].fitted), default=None)


def _compromise(score: Score) -> float:
    both = score.coverage + score.density
    return 2 * score.coverage * score.density / both if both else 0.0


def percent(share: float, w: Words) -> str:
    return w["analysis.no_share"] if share != share else w.percent(share)


def score_words(score: Score, w: Words) -> str:
    """Coverage and density with the points that they are of."""
    base = percent(score.base_rate, w)
    if not score.inside:
        return w("discover.nothing_inside", points=w.number(score.points), base=base)
    return w(
        "discover.score", density=percent(score.density, w), low=percent(score.low, w), high=percent(score.high, w),
        hits=w.number(score.hits), inside=w.number(score.inside), base=base, lift=w.number(score.lift, 1),
        coverage=percent(score.coverage, w), met=w.number(score.met),
    )  # fmt: skip


def evidence_words(evidence: Evidence, w: Words) -> str:
    """What speaks for a rule, and whether that is enough."""
    if not evidence.certified and evidence.luck != evidence.luck:
        return w["discover.too_little_luck"]
    said = {"labels": p_words(evidence.labels, w), "luck": p_words(evidence.luck, w), "p": p_words(evidence.p, w)}
    key = "discover.certified" if evidence.certified else "discover.not_certified"
    return w(key, shuffles=w.number(SHUFFLES), **said)


def p_words(p: float, w: Words) -> str:
    """A p value in words.

    >>> from cordiale.experiments.foundations.language import ENGLISH
    >>> p_words(0.0001, ENGLISH), p_words(0.034, ENGLISH), p_words(1.0, ENGLISH)
    ('under 0.001', '0.034', '1')
    """
    under = w("analysis.p_under", p=w.number(0.001, 3))
    return w["analysis.p_unknown"] if p != p else under if p < 0.001 else w.short(float(f"{p:.2g}"))


def discovery_basis(found: Discovery, w: Words) -> str:
    """What the rules are from: points, those that meet the condition, and what luck leaves open."""
    points, met, merged = len(found.pairs.met), int(found.pairs.met.sum()), found.pairs.merged
    said = w(
        "discover.basis", points=w.number(points), replications=w.counted("matched", found.plan.matched),
        met=w.number(met), share=percent(met / points, w), undecided=w.number(found.undecided),
        tried=_tried(found, w), definition=found.measure.defined(w),
    )  # fmt: skip
    said += w("discover.merged", points=w.number(merged)) if merged else ""
    return said + (w("discover.looks", looks=found.looks) if found.looks > 1 else "") + _stops(found.plan, w)


def _tried(found: Discovery, w: Words) -> str:
    """What rules were tried on."""
    holes = {"points": w.number(found.tried), "replications": w.counted("replications", found.other_luck)}
    if found.half is None:
        return w("discover.tried", **holes)
    study, known = found.half.plan.study, found.half.points - found.tried
    again = w("discover.left_out", points=w.number(known)) if known else ""
    seeds = {"number": found.half.number, "seed": study.seed, "design_seed": study.design_luck}
    return w("discover.tried_afresh", again=again, **seeds, **holes)


def discovery_lines(found: Discovery, w: Words) -> list[str]:
    """Everything that was found, line by line."""
    lines = [str(found.condition), discovery_basis(found, w)]
    if found.why:
        return [*lines, w("discover.not_looked_for", why=found.why.words(w))]
    for method in found.methods:
        lines += ["", w("discover.method", method=method.name.upper(), rules=len(method.rules))]
        for place, rule in enumerate(method.rules, start=1):
            short = "" if rule.dense else w["discover.falls_short"]
            lines.append(w("discover.rule", place=place, rule=rule.rule.words(found.factors, w)) + short)
            lines.append(w("discover.on_held_out", score=score_words(rule.held_out, w)))
            lines.append(w("discover.on_fitted", score=score_words(rule.fitted, w)))
            lines.append(f"     {evidence_words(rule.evidence, w)}")
        if len(method.rules) > 1:
            lines.append(w("discover.together", score=score_words(method.held_out, w)))
    return [*lines, "", shares_note(found.plan, w)]
