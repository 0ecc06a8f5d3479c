"""A decision as text for a terminal: the answer first, then how sure, the way there, why, when not, what to learn.

`w` are the words of the language that it is told in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..foundations.language import Words
from ..foundations.output import Column, print_table
from .alternatives import STAY
from .grounds_told import effort_words, rests_on
from .tables_told import (
    certainty,
    named,
    print_flips,
    print_learning,
    print_map,
    print_monday,
    print_rules,
    print_warnings,
    print_why,
    quarter_words,
    told,
)
from .verdict import Decision, Standing, UnderWeather

NAMED = 4  # options named in a sentence


def print_decision(decision: Decision, w: Words) -> None:
    """All of it."""
    print(f"\n{headline(decision, w)}\n")
    print_options(decision, w)
    for line in sentences(decision, w):
        print(f"\n{line}")
    print_why(decision, w)
    print_monday(decision, w)
    print_flips(decision, w)
    print_map(decision, w)
    print_rules(decision, w)
    print_learning(decision, w)
    print_warnings(decision, w)
    for line in rests_on(decision, w):
        print(line)
    print(f"\n{effort_words(decision, w)}\n{w['caveat.foundation']} {w['decide.caveat']}")


def print_side_by_side(decisions: Sequence[Decision], w: Words) -> None:
    """Several scenarios, a line each."""
    columns = (
        Column(w["decide.column.scenario"], lambda each: each.scenario, left=True),
        Column(w["decide.column.winner"], lambda each: named(each, each.best, w), left=True),
        Column(w["decide.column.lead_flat"], lambda each: told(each.standing(each.best).lead, w)),
        Column(w["decide.column.chance"], lambda each: certainty(each.confidence, w)),
        Column(w["decide.column.apart"], lambda each: w["decide.yes"] if each.told_apart else w["decide.no"]),
    )
    print_table(columns, decisions, title=f"\n{w['decide.side_by_side']}")


def headline(decision: Decision, w: Words) -> str:
    """The answer in a sentence or two, with its certainty.

    Where more than one option is left, the leader is named as no more than that.
    """
    best = decision.standing(decision.best)
    percent = w("number.percent", number=told(best.percent, w, 1))
    what = w["decide.stay"] if best.option == STAY else w(
        "decide.switch", option=named(decision, best.option, w), lead=told(best.lead, w), currency=decision.currency,
        percent=percent,
    )  # fmt: skip
    if decision.told_apart:
        said = w("decide.decided", scenario=decision.scenario, what=what)
    else:
        others = one_by_one(contenders(decision, w), w)
        said = w("decide.undecided", scenario=decision.scenario, what=what, others=others)
    return f"{said}\n{sure_words(decision, w)}"


def one_by_one(names: Sequence[str], w: Words) -> str:
    """Names as a list, apart by more than a comma where one has commas of its own."""
    return w["number.also"].join(names) if any("," in name for name in names) else w.listed(names)


def sure_words(decision: Decision, w: Words) -> str:
    """How sure the choice is."""
    effort = decision.effort
    return w(
        "decide.sure", share=w.percent(effort.indifference), amount=w.number(effort.indifferent),
        chance=certainty(decision.confidence, w),
        best=certainty(decision.standing(decision.best).probability_best, w),
    )  # fmt: skip


def contenders(decision: Decision, w: Words) -> list[str]:
    """What the leader is not told from, a few by name."""
    others = [
        w("number.quoted", name=named(decision, name, w)) for name in decision.contenders if name != decision.best
    ]
    if len(others) <= NAMED:
        return others
    return [*others[: NAMED - 1], w("decide.more", number=len(others) - NAMED + 1)]


def print_options(decision: Decision, w: Words) -> None:
    """What each option brings, and the way there. Ways to a paradigm but the plain switch: those of the two best."""
    plain = [each for each in decision.options if each.kind in (STAY, "switch")]
    best_two = {each.paradigm for each in [each for each in plain if each.kind == "switch"][:2]}
    best_two.add(decision.standing(decision.best).paradigm)
    rows = [each for each in decision.options if each in plain or each.paradigm in best_two]
    base = decision.baseline
    note = w(
        "decide.options_note", currency=decision.currency, quarters=base.horizon_quarters, value=told(base.value, w),
        bookings=told(base.revenue_last_year, w),
    )  # fmt: skip
    name = Column(w["decide.column.option"], lambda each: named(decision, each.option, w), left=True)
    print_table((name, *value_columns(w)), rows, note=note)
    ways = [each for each in rows if each.option != STAY]
    print_table((name, *way_columns(w)), ways, title=f"\n{w['decide.way_title']}", note=w["decide.way_note"])


def dip(each: Standing, w: Words) -> str:
    """How deep the sum so far falls below staying, and when."""
    if each.course.dip_quarter is None:
        return "–"
    return f"{w.number(each.course.dip_value)} ({quarter_words(each.course.dip_quarter, w)})"


def payback(each: Standing, w: Words) -> str:
    """The quarter from which on it has paid for itself."""
    paid = each.course.payback_quarter
    return w["decide.never"] if paid is None else quarter_words(paid, w)


def value_columns(w: Words) -> tuple[Column, ...]:
    """What an option brings."""
    return (
        Column(w["decide.column.lead"], lambda each: "–" if each.option == STAY else told(each.lead, w)),
        Column(
            w["decide.column.percent"],
            lambda each: "–" if each.option == STAY else w.number(each.percent.mean, 1, sign=True),
        ),
        Column(w["decide.column.best"], lambda each: certainty(each.probability_best, w)),
    )


def way_columns(w: Words) -> tuple[Column, ...]:
    """What getting there costs."""
    return (
        Column(w["decide.column.dip"], lambda each: dip(each, w)),
        Column(w["decide.column.payback"], lambda each: payback(each, w)),
        Column(w["decide.column.never"], lambda each: w.percent(each.course.never_pays)),
        Column(w["decide.column.worse"], lambda each: w.percent(each.course.worse_than_staying)),
        Column(w["decide.column.regret"], lambda each: regretted(each, w)),
        Column(w["decide.column.largest"], lambda each: w.number(each.regret.largest) if each.regret else "–"),
    )


def regretted(each: Standing, w: Words) -> str:
    """The bounds of the mean regret without luck."""
    if each.regret is None:
        return "–"
    return w("compare.to", low=w.number(each.regret.least), high=w.number(each.regret.expected))


def weather_words(decision: Decision, each: UnderWeather, w: Words) -> str:
    """What is best in another weather, and how the choice stands there; staying leads itself by nothing."""
    if each.best == decision.best:
        choice = w["decide.choice_stands"]
    elif decision.best == STAY:
        choice = w["decide.choice_stay"]
    else:
        choice = w("decide.choice_lead", lead=told(each.lead_of_the_choice, w))
    weather = w["decide.weather_none"] if each.weather == "none" else w["decide.weather_full"]
    if each.best == STAY:
        return w("decide.weather_stay", weather=weather, choice=choice)
    best = named(decision, each.best, w)
    return w("decide.weather", weather=weather, best=best, lead=told(each.lead, w), choice=choice)


def sentences(decision: Decision, w: Words) -> Iterator[str]:
    """The way back, weather, and the robust choice."""
    back = next((each for each in decision.options if each.kind == "back"), None)
    if back is not None:
        yield w("decide.way_back", decision=back.decisions[-1])
    yield from (weather_words(decision, each, w) for each in decision.weathers[1:])
    if decision.robust != decision.best:
        yield w("decide.robust", option=named(decision, decision.robust, w))
