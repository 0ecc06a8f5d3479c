"""Decisions on a timeline: what a company has resolved to do at the start of a quarter, as a table or as a text.

A table `[[decisions]]` of a scenario and a text such as `Q5 when executives_aligned < 0.5 paradigm=proportional` say
the same with the same words; several things can be decided in one.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from copy import copy
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from pydantic import BaseModel, Field, ValidationError, create_model, field_validator, model_validator

from ..world.outcomes import NAMES
from ..world.paradigms import SETTINGS, Structure
from ..world.parameters import Leadership
from ..world.words import Bound, Word
from .faults import ScenarioError, explain, unknown
from .sections import Strict

ORDERS = ("programme", "survey", "recalibrate")
SIGNS = {"<": Bound.BELOW, "<=": Bound.AT_MOST, ">": Bound.ABOVE, ">=": Bound.AT_LEAST}
FORM = "Q5 paradigm=NAME, Q5 SETTING=VALUE, Q5 leadership.strength=0.8, Q5 programme, Q5 when OUTCOME < 0.5 ..."
_TEXT = re.compile(r"\s*Q(?P<quarter>\d{1,9})\s+(?:when\s+(?P<when>\w+\s*[<>]=?\s*[^\s=]+)\s+)?(?P<things>\S.*)")
_CONDITION = re.compile(r"\s*(\w+)\s*([<>]=?)\s*(\S+)\s*")


class Condition(NamedTuple):
    """What the last closed quarter must show: an outcome, and how it must lie to a threshold."""

    outcome: str
    bound: Bound
    threshold: float

    @classmethod
    def read(cls, text: str) -> "Condition":
        """The condition in a text. Raises ValueError saying what is wrong with it."""
        found = _CONDITION.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is not of the form OUTCOME < NUMBER; allowed between the two: < <= > >=")
        outcome, sign, number = found.groups()
        if outcome not in NAMES:
            raise ValueError(f"{text!r}: {unknown(outcome, NAMES)}")
        threshold = _typed(number)
        if isinstance(threshold, str) or not abs(threshold) <= sys.float_info.max:
            raise ValueError(f"{text!r}: {number!r} is not a number")
        return cls(outcome, SIGNS[sign], float(threshold))

    def __str__(self) -> str:
        sign = next(sign for sign, bound in SIGNS.items() if bound == self.bound)
        return f"{self.outcome} {sign} {said(self.threshold)}"


class _Resolution(Strict):
    """What is decided at the start of a quarter."""

    quarter: int = Field(ge=1, le=400, description="quarter of the record at whose start it is taken; 1 is the first")
    when: str = Field("", description="condition on an outcome of the last closed quarter: until it is met, it waits")
    paradigm: str | None = Field(None, description="the paradigm that a reorganisation leads to")
    programme: bool = Field(False, description="an alignment programme begins")
    survey: bool = Field(False, description="an honest survey tells executives what practitioners live")
    recalibrate: bool = Field(False, description="roles are made anew for the buyers' journey")
    if TYPE_CHECKING:
        leadership: Any = None  # a field of `Resolution`, which is made below from what is declared of leadership

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, given: Any) -> Any:
        return _parts(given) if isinstance(given, str) else given

    @field_validator("when")
    @classmethod
    def _condition_is_known(cls, given: str) -> str:
        return str(Condition.read(given)) if given else ""

    @model_validator(mode="after")
    def _decides_something(self) -> "_Resolution":
        if not dict(self.things()):
            raise ValueError(f"Q{self.quarter} decides nothing; a decision is of the form {FORM}")
        return self

    @property
    def condition(self) -> Condition | None:
        return Condition.read(self.when) if self.when else None

    def things(self) -> Iterator[tuple[str, Any]]:
        """What is decided, by the words of the text: a value for paradigm, settings, leadership, True for an order."""
        if self.paradigm is not None:
            yield "paradigm", self.paradigm
        yield from ((name, getattr(self, name)) for name in SETTINGS if getattr(self, name) is not None)
        for name, value in self.leadership or ():
            if value is not None:
                yield f"leadership.{name}", value
        yield from ((order, True) for order in ORDERS if getattr(self, order))

    @property
    def text(self) -> str:
        """The line of text that says the same.

        >>> resolved(" Q3  when win_rate<0.20 attribution = pooled leadership.strength=1").text
        'Q3 when win_rate < 0.2 attribution=pooled leadership.strength=1'
        """
        things = [name if name in ORDERS else f"{name}={said(value)}" for name, value in self.things()]
        return " ".join([f"Q{self.quarter}", *([f"when {self.when}"] if self.when else []), *things])


def _optional(kind: type[BaseModel], names: Iterable[str]) -> dict[str, Any]:
    """Declared fields as what may be left out."""
    fields = {name: copy(kind.model_fields[name]) for name in names}
    for field in fields.values():
        field.default = None
    return {name: (Optional[field.annotation], field) for name, field in fields.items()}  # noqa: UP045  (the annotation is a value here)


if TYPE_CHECKING:
    Resolution = _Resolution
else:
    dials = [name for name, field in Leadership.model_fields.items() if field.json_schema_extra]
    leading = create_model("Leading", __base__=Strict, __doc__="How leaders lead.", **_optional(Leadership, dials))
    fields = {**_optional(Structure, SETTINGS), "leadership": (leading | None, Field(None, description="leadership"))}
    Resolution = create_model("Resolution", __base__=_Resolution, __doc__=_Resolution.__doc__, **fields)


def split_decisions(text: str) -> list[str]:
    """The decisions that one text joins by semicolons.

    >>> split_decisions("Q2 survey; Q3 programme"), split_decisions("")
    (['Q2 survey', 'Q3 programme'], [])
    """
    return [part.strip() for part in text.split(";") if part.strip()]


@lru_cache(maxsize=1024)
def resolved(text: str) -> Resolution:
    """The decision in a line of text. Raises ScenarioError with a line for each fault."""
    try:
        return Resolution.model_validate(text)
    except ValidationError as error:
        said = [explain(f"decision {text!r}", fault, Resolution) for fault in error.errors()]
        raise ScenarioError("\n".join(said)) from error
    except UnicodeError as error:
        raise ScenarioError(f"decision {text!r}: holds half of a character") from error


def _parts(text: str) -> dict[str, Any]:
    """A line of text as the table that says the same. Raises ValueError for what is not of its form."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise ValueError(f"not of the form {FORM}")
    document: dict[str, Any] = {"quarter": int(found["quarter"]), "when": found["when"] or ""}
    if found["things"].startswith("when"):
        raise ValueError(f"{found['things']!r} is not of the form when OUTCOME < NUMBER and what is then decided")
    for thing in re.sub(" ?= ?", "=", " ".join(found["things"].split())).split():
        name, equals, value = thing.partition("=")
        if bool(equals) == (name in ORDERS) or (equals and not value):
            raise ValueError(f"{thing!r} is neither of the form NAME=VALUE nor an order: {', '.join(ORDERS)}")
        led = name.startswith("leadership.")
        table, key = (document.setdefault("leadership", {}), name.partition(".")[2]) if led else (document, name)
        if key in table or name == "leadership":
            raise ValueError(f"{thing!r}: {name} stands there twice, or lacks what is to change")
        table[key] = value if name == "paradigm" else _typed(value) if equals else True
    return document


def _typed(value: str) -> Any:
    """A value as the number that it looks like, or as the word."""
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def said(value: Any) -> str:
    """A value as the text of a decision has it: a word, `yes` or `no`, or a number without needless decimals."""
    if isinstance(value, Word):
        return value.word
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value).removesuffix(".0") if isinstance(value, int | float) and not isinstance(value, Enum) else value


def check_together(resolutions: Iterable[Resolution], quarters: int = 0) -> None:
    """Refuse decisions that contradict each other, and those that lie after the last of `quarters`, if given.

    One thing may be decided twice in a quarter under two different conditions. Raises ValueError.
    """
    known: dict[tuple[int, str], list[Resolution]] = {}
    for one in resolutions:
        if quarters and one.quarter > quarters:
            raise ValueError(f"decision {one.text!r}: Q{one.quarter} is after the last quarter of the run, Q{quarters}")
        for name, _ in one.things():
            for other in known.setdefault((one.quarter, name), []):
                if not (one.when and other.when and one.when != other.when):
                    raise ValueError(f"decisions {other.text!r} and {one.text!r} both decide {name} in Q{one.quarter}")
            known[one.quarter, name].append(one)
