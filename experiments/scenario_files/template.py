"""Scenario files with a comment on every number: its meaning, unit and range, as the simulation declares them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from pydantic import BaseModel

from cordiale.simulation.scenario.scenario import Company, Scenario, Source
from cordiale.simulation.scenario.weather import Growth, Profile
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import Structure
from cordiale.simulation.world.parameters import GROUPS, Economics

from ..foundations import toml
from ..foundations.language import ENGLISH
from ..foundations.toml import key, line
from ..plain_words.scales import anchors
from .fields_told import about
from .timetable import EXAMPLE, decision_tables

WIDTH = 80
Document = Mapping[str, Any]
Anchored = Callable[[str], Iterable[str]]  # a name to what its scale means, in sentences


def bare(name: str) -> Iterable[str]:
    """No anchors."""
    return ()


# What a company knows of itself, or can find out: the numbers that a new scenario file starts with.
ASKED: dict[str, tuple[str, ...]] = {
    "company": ("reps", "marketers", "executives", "span", "contacts", "paradigm"),
    "leadership": ("strength", "hours"),
    "campaigns": ("leads_per_week", "qualified_share"),
    "handoff": ("delay",),
    "selling": ("quota", "contact_hours", "opportunity_hours", "prospecting_hours", "patience"),
    "buyers": ("contract_value", "value_spread", "cycle", "win", "no_decision", "autonomy"),
    "customers": (
        "initial_per_rep",
        "pipeline_per_rep",
        "marketing_sourced",
        "recurring_share",
        "renewal",
        "expansion",
    ),
    "trust": ("initial",),
    "people": ("weekly_hours", "ramp", "leaving_sales", "leaving_marketing", "hiring"),
    "perception": ("threshold",),
    "power": ("transition",),
    "economics": tuple(Economics.model_fields),
    "growth": tuple(Growth.model_fields),
}
PLAIN = ("title", "description", "currency", "provenance", "ensemble")
PROFILE = ("shape", "start", "end", "at", "over")
TARGETS = ("win_rate", "contract_value", "sales_cycle_weeks", "gross_retention")
OBSERVED = """\
What you observe: `cordiale scenario check` holds it against the simulation, `cordiale fit` meets it. A tolerance, over
the figure (of retention: over churn), and cases may stand beside: { value = 0.28, tolerance = 0.05, cases = 340 }"""
HELD = ("quantiles", "targets", "unknown")  # what a scenario knows of its company beside its numbers
UNITS = """\
Money is in thousands of the currency, time in weeks, effort in hours; trust,
morale, fit and shares lie between 0 and 1. Log-odds: 0 is a chance of 50 %,
1 of 73 %, 2 of 88 %, -1 of 27 %, -2 of 12 %."""


def new_scenario(base: Scenario, *, name: str, below: str, everything: bool) -> str:
    """A file to fill in, on top of the scenario called `below`, whose values `base` it starts with.

    With `everything`, the numbers that are not asked for stand there too, commented out.
    """
    document = base.to_document() | {"name": name, "title": "", "description": "", "provenance": ""}
    head = [
        *_comment(f"{name}: a company and its world. What is left out is as in {below}."),
        *_comment("Check this file with: cordiale scenario check FILE"),
        "#",
        *(f"# {line}" for line in UNITS.splitlines()),
        "schema = 1",
        line("name", name),
        line("extends", below),
    ]
    more = _tables(document, ASKED, everything=everything, anchored=lambda dotted: anchors(dotted, base, ENGLISH))
    examples = chain(_own_paradigm(base), _own_sources(), _own_decision(), _own_targets())
    return _text(chain(head, _entries(Scenario, document, PLAIN), more, _forces(document, PROFILE), examples))


def whole_scenario(scenario: Scenario) -> str:
    """The scenario with every number, as a file that gives the same scenario again."""
    document = scenario.to_document()
    head = [*(f"# {line}" for line in UNITS.splitlines()), "schema = 1", line("name", scenario.name)]
    lists = chain.from_iterable(_table("[sources]", Source, source, source) for source in document["sources"])
    own = chain.from_iterable(
        _table(f"paradigms.{key(name)}", Structure, row, row) for name, row in document["paradigms"].items()
    )
    everything = {name: document[name] for name in ("company", *GROUPS, "economics", "growth")}
    tables = _tables(document, everything)
    return _text(
        chain(head, _entries(Scenario, document, PLAIN), tables, _forces(document, Profile.model_fields), lists, own,
              decision_tables(scenario.decisions), *(_plain(name, document[name]) for name in HELD))
    )  # fmt: skip


def _comment(text: str) -> list[str]:
    return toml.comment(text, width=WIDTH)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _tables(
    document: Document, asked: Mapping[str, Container[str]], *, everything: bool = False, anchored: Anchored = bare
) -> Iterator[str]:
    """Company, parameter groups and growth; what `anchored` says of a dotted name stands in the comment on it."""
    kinds: dict[str, type[BaseModel]] = {"company": Company, **GROUPS, "economics": Economics, "growth": Growth}
    for name, kind in kinds.items():
        if name in asked or everything:
            yield from _table(name, kind, document[name], asked.get(name, ()), everything=everything, anchored=anchored)


def _table(
    name: str, kind: type[BaseModel], values: Document, asked: Container[str], *, everything: bool = False,
    anchored: Anchored = bare,
) -> Iterator[str]:  # fmt: skip
    """One table: its heading, what it is about, and its values."""
    yield from ("", *_comment((kind.__doc__ or "").splitlines()[0]), f"[{name}]")
    yield from _entries(kind, values, asked, everything=everything, anchored=lambda field: anchored(f"{name}.{field}"))


def _entries(
    kind: type[BaseModel], values: Document, asked: Container[str], *, everything: bool = False,
    anchored: Anchored = bare,
) -> Iterator[str]:  # fmt: skip
    """Values with a comment on each; those that are not asked for commented out, or left out."""
    for name, field in kind.model_fields.items():
        if name in asked and name in values:
            yield from (*_comment(" ".join([about(field), *anchored(name)])), line(name, values[name]))
        elif everything and name in values:
            yield from (*_comment(about(field)), f"# {line(name, values[name])}")


def _forces(document: Document, asked: Container[str]) -> Iterator[str]:
    for force, profile in document["forces"].items():
        yield from ("", *_comment(f"The path of the force {force}, when it is on."), f"[forces.{force}]")
        yield from _entries(Profile, profile, asked)


def _own_paradigm(base: Scenario) -> Iterator[str]:
    """A commented example with all settings."""
    example = base.rows["proportional"].model_dump()
    yield from ("", *_comment("A way of living together of your own, compared with the others under its name:"))
    yield from _commented(["[paradigms.our-own-way]", *_entries(Structure, example, example)])


def _own_sources() -> Iterator[str]:
    yield from ("", *_comment("Where marketing's leads come from, one part like this for each channel:"))
    example = {"name": "web", "share": 2.0, "fit": 0.2, "pace": 1.0}
    yield from _commented(["[[sources]]", *_entries(Source, example, example)])


def _own_decision() -> Iterator[str]:
    yield from ("", *_comment("What is decided on the way; cordiale run --decide takes such a line as well:"))
    yield from _commented(decision_tables([EXAMPLE]))


def _own_targets() -> Iterator[str]:
    yield from ("", *_comment(OBSERVED), "# [targets]")
    yield from (*_comment("conversion (share): marketing's wins over its leads handed over"), "# conversion =")
    for each in OUTCOMES:
        if each.name in TARGETS:
            yield from (*_comment(f"{each.name} ({each.unit}): {each.definition}"), f"# {each.name} =")


def _plain(name: str, values: Document) -> Iterator[str]:
    """A table whose keys need no comment; nothing if it is empty."""
    yield from toml.table(f"[{name}]", (line(key, value) for key, value in values.items() if value or value == 0))


def _commented(lines: Iterable[str]) -> Iterator[str]:
    return (line if line.startswith("#") else f"# {line}" for line in lines if line)
