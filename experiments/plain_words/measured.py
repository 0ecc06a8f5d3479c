"""What the record of the validation says of a paradigm, a force or a parameter: found, claimed, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..foundations.language import Words
from ..validation.record import read
from ..validation.wording import decimals_between
from .topics import Topic

PER_PARADIGM = 10  # the pattern whose parts begin with the paradigm that they are about
# Patterns that are about one thing as a whole.
ABOUT = {
    Topic("paradigm", "status-quo"): (1, 9),
    Topic("paradigm", "drift"): (12,),
    Topic("paradigm", "proportional"): (11,),
    Topic("parameter", "leadership.strength"): (11,),
    Topic("force", "technology"): (6,),
    Topic("force", "buyers"): (7,),
    Topic("force", "business-model"): (8,),
}


class Measured(NamedTuple):
    """A pattern, as far as it is about something: the row of the record, and those of its parts."""

    pattern: Mapping[str, Any]
    parts: Sequence[Mapping[str, Any]]
    whole: bool


def measured(topic: Topic, record: Mapping[str, Any] | None = None) -> Iterator[Measured]:
    """What a record, the kept one if none is given, says of a topic; nothing where it says nothing."""
    rows = (record or read() or {"patterns": []})["patterns"]
    for row in rows:
        about = [{**part, "says": part["says"].removeprefix(f"{topic.name}: ")} for part in row["parts"]
                 if part["says"].startswith(f"{topic.name}: ")]  # fmt: skip
        if row["pattern"] == PER_PARADIGM and topic.kind == "paradigm" and about:
            yield Measured(row, about, whole=False)
        if row["pattern"] in ABOUT.get(topic, ()):
            yield Measured(row, row["parts"], whole=True)


def found_words(part: Mapping[str, Any], w: Words) -> str:
    """What was found, with its interval and unit."""
    places = decimals_between(part["low"], part["high"])
    interval = w.interval(part["low"], part["high"], places)
    return f"{w.number(part['value'], places)} {interval} {unit_words(part['unit'], w)}".rstrip()


def claim_words(part: Mapping[str, Any], w: Words) -> str:
    """What had been claimed before it was measured."""
    low, high = part["accepted"]
    key = "within" if None not in (low, high) else "below" if low is None else "above"
    told = {name: "" if value is None else w.short(value, at_most=2) for name, value in (("low", low), ("high", high))}
    return f"{w(f'bound.{key}', **told)} {unit_words(part['unit'], w)}".rstrip()


def unit_words(unit: str, w: Words) -> str:
    """A unit in the language; nothing for none."""
    return w.declared("unit", unit, unit) if unit else ""
