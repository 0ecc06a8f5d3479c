"""A decision's tables for a terminal: why, when not, what to measure first, what would warn; how its parts are said.

`w` are the words of the language that it is told in.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..foundations.language import Words
from ..foundations.monday import monday
from ..foundations.output import Column, print_table
from ..foundations.phrases import rounded
from ..foundations.statistics import Estimate
from .alternatives import STAY, Option
from .flips import Flip
from .information import Known
from .verdict import Decision, Part, Standing
from .warning_signs import WarningSign

SHOWN = 8  # parameters and signs shown of a list
FIGURES = 3  # that count, of a sign's threshold


def named(decision: Decision, option: str, w: Words) -> str:
    """An option's name in the language: its kind and the paradigm it leads to."""
    return option_words(decision.standing(option), w)


def option_words(option: Option | Standing, w: Words) -> str:
    """The same of an option that may not be decided upon yet."""
    if option.kind == STAY:
        return w["option.stay"]
    return w(f"option.{option.kind}", paradigm=w.paradigm(option.paradigm))


def quarter_words(quarter: int, w: Words) -> str:
    return w("decide.quarter", quarter=quarter)


def certainty(share: float, w: Words) -> str:
    """A chance in percent, never quite 0 or 100.

    >>> from cordiale.experiments.foundations.language import ENGLISH
    >>> certainty(1.0, ENGLISH), certainty(0.0, ENGLISH), certainty(0.973, ENGLISH)
    ('over 99 %', 'under 1 %', '97 %')
    """
    if share > 0.99:
        return w("decide.over", share=w.percent(0.99))
    return w("decide.under", share=w.percent(0.01)) if share < 0.01 else w.percent(share)


def told(estimate: Estimate, w: Words, digits: int = 0) -> str:
    """An estimate with its interval."""
    return f"{w.number(estimate.mean, digits, sign=True)} {w.interval(estimate.low, estimate.high, digits)}"


def or_nan(value: float | None) -> float:
    """A number that may be missing."""
    return float("nan") if value is None else value


def print_why(decision: Decision, w: Words) -> None:
    """Both accounts of the lead."""
    why = decision.why
    title = w("decide.why_title", option=named(decision, why.option, w), lead=w.number(why.lead, sign=True))
    print_parts(title, why.levers, "lever", w)
    print_parts(w["decide.channels_title"], why.channels, "channel", w)


def print_parts(title: str, parts: Sequence[Part], kind: str, w: Words) -> None:
    rows = sorted(parts, key=lambda part: -part.value)
    columns = (
        Column(w["decide.column.part"], lambda part: w[f"{kind}.{part.name}"], left=True),
        Column(w["decide.column.thousand"], lambda part: told(Estimate(part.value, part.low, part.high, 0), w)),
    )
    print_table(columns, rows, title=f"\n{title}")


def print_flips(decision: Decision, w: Words) -> None:
    """What would have to be otherwise for another option to lead."""
    found = [each for each in decision.flips if each.to is not None]
    columns = (
        Column(w["decide.column.factor"], lambda each: each.factor, left=True),
        Column(w["decide.column.now"], lambda each: w.number(each.now, 2)),
        Column(w["decide.column.flips"], lambda each: flips_at(each, w)),
        Column(w["decide.column.to"], lambda each: named(decision, each.to, w), left=True),
    )
    kept = [each.factor for each in decision.flips if each.to is None]
    note = w("decide.no_flip", factors=w.listed(kept)) if kept else ""
    print_table(columns, found, title=f"\n{w['decide.flips_title']}", note=note)


def flips_at(each: Flip, w: Words) -> str:
    if each.at is None:
        return w["decide.both_ends"]
    return f"{w.number(each.at, 2)} {w.interval(or_nan(each.low), or_nan(each.high), 2)}"


def print_monday(decision: Decision, w: Words) -> None:
    """What the option that is explained would change in how people live together."""
    print(f"\n{w('decide.monday_title', option=named(decision, decision.why.option, w))}")
    for each in monday(decision.today, decision.then, w):
        if each.changes:
            print(w("decide.monday", question=each.question, today=each.today, then=each.then))


def print_map(decision: Decision, w: Words) -> None:
    """Which option leads where two factors stand otherwise."""
    drawn = decision.map
    if drawn is None:
        return
    places = sorted({each.across for each in drawn.cells})
    cells = {(each.across, each.down): each for each in drawn.cells}

    def column(across: float) -> Column:
        def leader(down: float) -> str:
            cell = cells[across, down]
            return f"{'' if cell.apart else '~ '}{named(decision, cell.best, w)}"

        return Column(w.short(across, at_most=2), leader, left=True)

    columns = [Column(drawn.down, lambda down: w.short(down, at_most=2)), *map(column, places)]
    now = (f"{name} = {w.short(value, at_most=2)}" for name, value in
           ((drawn.across, drawn.across_now), (drawn.down, drawn.down_now)))  # fmt: skip
    note = w("decide.map_note", companies=drawn.companies, across=next(now), down=next(now))
    title = w("decide.map_title", across=drawn.across, down=drawn.down)
    print_table(columns, sorted({each.down for each in drawn.cells}), title=f"\n{title}", note=note)


def print_rules(decision: Decision, w: Words) -> None:
    """In which companies the next option brings more, by rules that are certified; or that there is none, and why."""
    found = decision.rules
    if found is None:
        return
    next_one = named(decision, found.to, w)
    title = w("decide.rules_title", option=next_one)
    base = w("decide.rules_base", companies=found.companies, share=w.percent(found.base_rate), option=next_one)
    if found.why:
        print(f"\n{title}\n{base} {w[f'decide.rules_why.{found.why}']}")
        return
    columns = (
        Column(
            w["decide.column.where"],
            lambda each: w.listed([w.limit(one.factor, one.low, one.high) for one in each.limits]),
            left=True,
        ),
        Column(w["decide.column.density"], lambda each: w.percent(each.density)),
        Column(w["decide.column.lift"], lambda each: w.number(each.lift, 1)),
        Column(w["decide.column.thousand"], lambda each: told(each.lead, w)),
    )
    print_table(columns, found.certified, title=f"\n{title}", note=f"{base} {w('decide.rules_note', n=found.held_out)}")


def print_learning(decision: Decision, w: Words) -> None:
    """What knowing would be worth."""
    rows = [each for each in decision.measure_first if each.clear][:SHOWN]
    columns = (
        Column(w["decide.column.what"], lambda each: knowledge(each, w), left=True),
        Column(w["decide.column.kind"], lambda each: w[f"learn.kind.{each.kind}"], left=True),
        Column(w["decide.column.thousand"], lambda each: w.number(each.value)),
    )
    rest, everything = len(decision.measure_first) - len(rows), w.number(decision.everything_known)
    note = w("decide.measure_note", rest=rest, everything=everything)
    print_table(columns, rows, title=f"\n{w['decide.measure_title']}", note=note)


def knowledge(each: Known, w: Words) -> str:
    """What could be known: a survey in words, a parameter by its name."""
    return w(f"learn.{each.topic}", people=each.asked) if each.topic else each.what


def print_warnings(decision: Decision, w: Words) -> None:
    """The signs that show first that a switch fails."""
    columns = (
        Column(w["decide.column.sign"], lambda each: sign_words(each, w), left=True),
        Column(w["decide.column.seen"], lambda each: w[f"seen.{each.seen_in}"], left=True),
        Column(w["decide.column.early"], lambda each: str(each.early)),
        Column(w["decide.column.caught"], lambda each: w.percent(each.hits)),
        Column(w["decide.column.alarms"], lambda each: w.percent(each.false_alarms)),
    )
    rows = decision.warnings[:SHOWN]
    note = "" if rows else w["decide.no_warnings"]
    print_table(columns, rows, title=f"\n{w['decide.warnings_title']}", note=note)


def sign_words(each: WarningSign, w: Words) -> str:
    """A sign: which outcome, when, and how far it has moved."""
    key = "decide.sign_above" if each.above else "decide.sign_below"
    threshold = w.short(rounded(each.threshold, FIGURES), sign=True)
    return w(key, outcome=each.outcome, quarter=quarter_words(each.quarter, w), threshold=threshold)
