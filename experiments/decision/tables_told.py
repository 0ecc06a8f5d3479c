"""A decision's tables for a terminal: why, when not, what to measure first, what would warn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..foundations.output import Column, print_table
from ..foundations.phrases import listed, number
from ..foundations.statistics import Estimate
from .flips import Flip
from .verdict import Decision, Part
from .warning_signs import WarningSign

SHOWN = 8  # parameters and signs shown of a list


def certainty(share: float) -> str:
    """A chance in percent, never quite 0 or 100.

    >>> certainty(1.0), certainty(0.0), certainty(0.973)
    ('over 99 %', 'under 1 %', '97 %')
    """
    return "over 99 %" if share > 0.99 else "under 1 %" if share < 0.01 else f"{share:.0%}".replace("%", " %")


def told(estimate: Estimate, digits: int = 0) -> str:
    """An estimate with its interval."""
    low, high = number(estimate.low, digits), number(estimate.high, digits)
    return f"{number(estimate.mean, digits, sign=True)} [{low}, {high}]"


def percent_of(share: float) -> str:
    """A share in percent."""
    return f"{number(100 * share)} %"


def or_nan(value: float | None) -> float:
    """A number that may be missing."""
    return float("nan") if value is None else value


def print_why(decision: Decision) -> None:
    """Both accounts of the lead."""
    why = decision.why
    print_parts(f"\nWhy {why.option}: {number(why.lead, sign=True)} over staying, by lever", why.levers)
    print_parts("\nThe same, by channel", why.channels)


def print_parts(title: str, parts: Sequence[Part]) -> None:
    rows = sorted(parts, key=lambda part: -part.value)
    columns = (
        Column("part", lambda part: part.name, left=True),
        Column("thousand", lambda part: told(Estimate(part.value, part.low, part.high, 0))),
    )
    print_table(columns, rows, title=title)


def print_flips(decision: Decision) -> None:
    """What would have to be otherwise for another option to lead."""
    found = [each for each in decision.flips if each.to is not None]
    columns = (
        Column("factor", lambda each: each.factor, left=True),
        Column("now", lambda each: number(each.now, 2)),
        Column("flips at", flips_at),
        Column("to", lambda each: each.to, left=True),
    )
    kept = [each.factor for each in decision.flips if each.to is None]
    note = f"No flip within its range: {listed(kept)}." if kept else ""
    print_table(columns, found, title="\nWhen another option overtakes", note=note)


def flips_at(each: Flip) -> str:
    if each.at is None:
        return "at both ends"
    return f"{number(each.at, 2)} [{number(or_nan(each.low), 2)}, {number(or_nan(each.high), 2)}]"


def print_learning(decision: Decision) -> None:
    """What knowing would be worth."""
    rows = [each for each in decision.measure_first if each.clear][:SHOWN]
    columns = (
        Column("what", lambda each: each.what, left=True),
        Column("kind", lambda each: each.kind, left=True),
        Column("thousand", lambda each: number(each.value)),
    )
    rest = len(decision.measure_first) - len(rows)
    note = (
        f"Of {rest} more it cannot be told from luck, or is less. To know everything, luck included, would be worth "
        f"{number(decision.everything_known)}."
    )
    print_table(columns, rows, title="\nWhat to measure first", note=note)


def print_warnings(decision: Decision) -> None:
    """The signs that show first that a switch fails."""
    columns = (
        Column("sign", partial(_sign, decision.switch_quarter), left=True),
        Column("seen in", lambda each: each.seen_in, left=True),
        Column("quarters\nearly", lambda each: str(each.early)),
        Column("caught", lambda each: percent_of(each.hits)),
        Column("false\nalarms", lambda each: percent_of(each.false_alarms)),
    )
    rows = decision.warnings[:SHOWN]
    note = "" if rows else "None that is of use: too few companies fail, or nothing visible tells."
    print_table(columns, rows, title="\nWhat would warn that the switch is failing", note=note)


def _sign(quarter: int, each: WarningSign) -> str:
    way = "above" if each.above else "below"
    return f"{each.outcome} in Q{each.quarter} {way} what it was by {each.threshold:+.3g}"
