"""A decision as text for a terminal: the answer first, then how sure, the way there, why, when not, what to learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..foundations.output import Column, print_table
from ..foundations.phrases import listed, number
from .alternatives import STAY
from .tables_told import certainty, or_nan, percent_of, print_flips, print_learning, print_warnings, print_why, told
from .verdict import CAVEAT, Decision, Standing

NAMED = 4  # options named in a sentence


def print_decision(decision: Decision) -> None:
    """All of it."""
    print(f"\n{headline(decision)}\n")
    print_options(decision)
    for line in sentences(decision):
        print(f"\n{line}")
    print_why(decision)
    print_flips(decision)
    print_learning(decision)
    print_warnings(decision)
    for line in rests_on(decision):
        print(line)
    effort = decision.effort
    print(
        f"\n{effort.runs:,} runs in {effort.seconds:.0f} s; to do it again: --batches {effort.batches} --matched "
        f"{effort.matched} --seed {effort.seed}\n{CAVEAT}"
    )


def print_side_by_side(decisions: Sequence[Decision]) -> None:
    """Several scenarios, a line each."""
    columns = (
        Column("scenario", lambda each: each.scenario, left=True),
        Column("best", lambda each: each.best, left=True),
        Column("over staying, thousand", lambda each: told(each.standing(each.best).lead)),
        Column("chance", lambda each: certainty(each.confidence)),
        Column("told apart", lambda each: "yes" if each.told_apart else "no"),
    )
    print_table(columns, decisions, title="\nSide by side")


def headline(decision: Decision) -> str:
    """The answer in a sentence or two, with its certainty.

    Where more than one option is left, the leader is named as no more than that.
    """
    best, money, effort = decision.standing(decision.best), decision.currency, decision.effort
    gain = f"{told(best.lead)} thousand {money} over staying ({told(best.percent, 1)} %)"
    what = "stay as you are" if best.option == STAY else f"switch to {best.option}, {gain}"
    matters = f"{effort.indifference:.0%} of what staying is worth ({number(effort.indifferent)})".replace("%", " %", 1)
    sure = (
        f"Chance that no other option is better by more than {matters}: {certainty(decision.confidence)}; "
        f"that it is the very best on average: {certainty(best.probability_best)}."
    )
    if decision.told_apart:
        return f"{decision.scenario}: {what}.\n{sure}"
    others = [name for name in decision.contenders if name != best.option]
    others = others if len(others) <= NAMED else [*others[: NAMED - 1], f"{len(others) - NAMED + 1} more"]
    return (
        f"{decision.scenario}: not decided within the budget. In front: {what}; not told from {listed(others)}.\n{sure}"
    )


def print_options(decision: Decision) -> None:
    """What each option brings, and the way there. Ways to a paradigm but the plain switch: those of the two best."""
    plain = [each for each in decision.options if each.kind in (STAY, "switch")]
    best_two = {each.paradigm for each in [each for each in plain if each.kind == "switch"][:2]}
    best_two.add(decision.standing(decision.best).paradigm)
    rows = [each for each in decision.options if each in plain or each.paradigm in best_two]
    base = decision.baseline
    note = (
        f"Thousand {decision.currency} over {base.horizon_quarters} quarters, discounted: margin on bookings less "
        "people lost and the cost of change, with 95 % intervals. Staying is worth "
        f"{told(base.value)}, bookings of its last year {told(base.revenue_last_year)}. Companies switch from how they "
        "live today; `compare` ranks those that always lived so."
    )
    print_table((OPTION, *VALUE), rows, note=note)
    note = "Dip: lowest sum so far. Never pays, ends worse (its last year): share of companies. Regret: mean, largest."
    ways = [each for each in rows if each.option != STAY]
    print_table((OPTION, *GETTING_THERE), ways, title="\nThe way there", note=note)


def dip(each: Standing) -> str:
    """How deep the sum so far falls below staying, and when."""
    if each.course.dip_quarter is None:
        return "–"
    return f"{number(each.course.dip_value)} (Q{each.course.dip_quarter})"


def payback(each: Standing) -> str:
    """The quarter from which on it has paid for itself."""
    return "never" if each.course.payback_quarter is None else f"Q{each.course.payback_quarter}"


OPTION = Column("option", lambda each: each.option, left=True)
VALUE = (
    Column("over staying,\nthousand", lambda each: "–" if each.option == STAY else told(each.lead)),
    Column("\n%", lambda each: "–" if each.option == STAY else number(each.percent.mean, 1, sign=True)),
    Column("best\nwith", lambda each: certainty(each.probability_best)),
)
GETTING_THERE = (
    Column("dip", dip),
    Column("pays\nback", payback),
    Column("never\npays", lambda each: percent_of(each.course.never_pays)),
    Column("ends\nworse", lambda each: percent_of(each.course.worse_than_staying)),
    Column("regret", lambda each: number(or_nan(each.expected_regret))),
    Column("\nlargest", lambda each: number(or_nan(each.largest_regret))),
)


def sentences(decision: Decision) -> Iterator[str]:
    """The way back, weather, and the robust choice."""
    back = next((each for each in decision.options if each.kind == "back"), None)
    if back is not None:
        yield f"With a way back: {back.decisions[-1]}, the first time that is so from that quarter on."
    for each in decision.weathers[1:]:
        words = {"none": "Without any force", "full": "With all forces at full"}
        yield f"{words[each.weather]} best is {each.best}, {told(each.lead)} over staying; " + (
            f"the choice {told(each.lead_of_the_choice)}." if each.best != decision.best else "the choice stands."
        )
    if decision.robust != decision.best:
        yield f"Least to be regretted at worst: {decision.robust}."


def rests_on(decision: Decision) -> Iterator[str]:
    """Assumptions, failing patterns, rival theories."""
    ground = decision.grounds
    yield f"\nIt rests on: {ground.parameters}; economics " + ", ".join(
        f"{each['name'].split('.')[1]} {each['value']:g} ({each['source']})"
        for each in ground.assumptions if each["matters"] is None
    )  # fmt: skip
    matter = [
        f"{each['name']} ({each['matters']:.0%}, {each['source']})" for each in ground.assumptions if each["matters"]
    ]
    if matter:
        yield f"Of the difference to the next option most hangs on: {'; '.join(matter)}."
    if ground.unknown:
        yield f"Unknown of this company: {listed(ground.unknown)}."
    yield "Patterns of the model that do not hold: " + "; ".join(
        f"{each['pattern']} {each['name']} ({each['verdict']})" for each in ground.verdicts
    )
    others = [f"{each['mechanism']} = {each['theory']} ({each['best']})" for each in ground.theories]
    yield (
        f"Another option leads under the rival theory {'; '.join(others)}."
        if others
        else ("The same option leads under each rival theory, one at a time.")
    )
