"""What can be explained, what each is called in any language, and how one is found by what somebody typed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.paradigms import SETTINGS
from cordiale.simulation.world.parameters import GROUPS
from cordiale.simulation.world.words import FORCES, Attribution, DecisionRule

from ..foundations.errors import UsersError
from ..foundations.language import Language, words
from .glossary import terms

KINDS = ("paradigm", "force", "setting", "choice", "outcome", "parameter", "group", "term")
TABLES = ("company", *GROUPS, "economics", "growth")


class Topic(NamedTuple):
    """Something to explain: its kind, one of KINDS, and its name as files have it."""

    kind: str
    name: str


def topics(scenario: Scenario) -> Iterator[Topic]:
    """All there are, the scenario's own paradigms among them."""
    names: dict[str, Iterable[str]] = {
        "paradigm": scenario.rows,
        "force": FORCES,
        "setting": SETTINGS,
        "choice": (*Attribution.words(), *DecisionRule.words()),
        "outcome": NAMES,
        "parameter": [f"{table}.{name}" for table in TABLES for name in type(getattr(scenario, table)).model_fields],
        "group": TABLES,
        "term": terms(),
    }
    for kind in KINDS:
        yield from (Topic(kind, name) for name in names[kind])


def called(topic: Topic) -> Iterator[str]:
    """All that a topic is called."""
    yield topic.name
    if topic.kind == "parameter":
        yield topic.name.partition(".")[2]
    if topic.kind == "term":
        yield from terms()[topic.name][1]
    for w in map(words, Language):
        if topic.kind in ("paradigm", "force") and f"{topic.kind}.{topic.name}" in w:
            yield w[f"{topic.kind}.{topic.name}"]
        if topic.kind == "paradigm" and f"study.{topic.name}" in w:
            yield from (w[f"study.{topic.name}"], w[f"study.{topic.name}"].partition(":")[0])


def bare(text: str) -> str:
    """A name without the accidents of case, accents, spaces and signs.

    >>> bare("« Soumis »"), bare("Assimilé"), bare("win rate"), bare("leadership.strength")
    ('soumis', 'assimile', 'win-rate', 'leadership.strength')
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return re.sub(r"[^\w.]+|_", "-", plain).strip("-")


def find(text: str, scenario: Scenario) -> list[Topic]:
    """The topics of that name, in any language: several, where one name means several things.

    Raises UsersError, with names that are near, if there is none.
    """
    named: dict[str, list[Topic]] = {}
    for topic in topics(scenario):
        for name in dict.fromkeys(map(bare, called(topic))):
            named.setdefault(name, []).append(topic)
    wanted = bare(text)
    if wanted in named:
        return named[wanted]
    near = suggestions(wanted, list(named))
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UsersError(f"{text!r} is not known{hint}; `cordiale explain` lists all that is")


def suggestions(wanted: str, names: list[str], *, most: int = 3) -> list[str]:
    """Names that are spelt much like it, then names of which it is a part.

    >>> suggestions("silod", ["siloed", "drift"]), suggestions("trust", ["trust-marketing-in-sales", "revenue"])
    (['siloed'], ['trust-marketing-in-sales'])
    """
    near = difflib.get_close_matches(wanted, names, n=most)
    parts = [name for name in names if wanted and wanted in re.split(r"[-.]", name)]
    return list(dict.fromkeys([*near, *parts]))[:most]
