"""A topic as text for a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import Any

from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import Structure

from ..foundations.fields import choices, cited
from ..foundations.language import Words
from ..foundations.monday import Change, monday
from ..foundations.output import Column, print_table, wrapped
from .glossary import terms
from .measured import Measured, claim_words, found_words, measured, unit_words
from .scales import anchors
from .topics import KINDS, Topic, topics

NUMBER = "1"  # the unit of what has none


def print_topic(topic: Topic, scenario: Scenario, w: Words) -> None:
    """All that there is to say of it."""
    print(w("explain.title", name=name_words(topic, w), kind=w[f"explain.kind.{topic.kind}"]))
    for line in SAYING[topic.kind](topic, scenario, w):
        say(line)
    if topic.kind == "paradigm":
        print_monday(topic, scenario, w)
    for each in measured(topic):
        print_measured(each, w)
    print()


def say(line: str) -> None:
    print(wrapped(line, shutil.get_terminal_size().columns))


def name_words(topic: Topic, w: Words) -> str:
    """A topic's name, and beside it the name to type where the language has another."""
    key = f"{topic.kind}.{topic.name}"
    spoken = w[key] if topic.kind in ("paradigm", "force") and key in w else topic.name
    if topic.kind == "term":
        paragraph, _ = terms()[topic.name]
        at = [each.lower() for each in paragraph.terms("en")].index(topic.name)
        spoken = paragraph.terms(w.language)[at]
    return spoken if spoken == topic.name else f"{spoken} ({topic.name})"


def of_paradigm(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    key = f"study.{topic.name}"
    yield w("explain.study", name=w[key]) if key in w else w["explain.own"]


def of_force(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    yield w[f"about.{topic.name}"]
    path = scenario.profile_paths()[topic.name]
    yield w(
        "explain.path", scenario=scenario.name, start=w.short(path.start), end=w.short(path.end),
        shape=w[f"explain.shape.{path.shape}"],
    )  # fmt: skip


def of_setting(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    english = Structure.model_fields[topic.name].description or ""
    yield w("explain.asks", question=w[f"question.{topic.name}"], meaning=w.declared("setting", topic.name, english))
    today, rows = scenario.company.paradigm, scenario.rows
    for name, row in rows.items():
        answer = next(each.then for each in monday(rows[today], row, w) if each.setting == topic.name)
        yield w("explain.answer", paradigm=w.paradigm(name), answer=answer)
    yield from anchors(topic.name, scenario, w)


def of_choice(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    setting = next(name for name, field in Structure.model_fields.items() if topic.name in map(str, choices(field)))
    yield w("explain.asks", question=w[f"question.{setting}"], meaning=w[f"row.{setting}.{topic.name}"])
    here = [w.paradigm(name) for name, row in scenario.rows.items() if getattr(row, setting).word == topic.name]
    if here:
        yield w("explain.members_choice", names=w.listed(here))


def of_outcome(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    outcome = next(each for each in OUTCOMES if each.name == topic.name)
    yield capital(w.declared("outcome", outcome.name, outcome.definition))
    yield w("explain.unit", unit=unit_words(outcome.unit, w))


def of_parameter(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    table, _, name = topic.name.partition(".")
    group = getattr(scenario, table)
    field, value = type(group).model_fields[name], getattr(group, name)
    meaning = w.declared("parameter", topic.name, field.description or "")
    if meaning:
        yield capital(meaning)
    extra: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    if extra.get("unit", NUMBER) != NUMBER:
        yield w("explain.unit", unit=unit_words(extra["unit"], w))
    bounds = {type(limit).__name__: limit for limit in field.metadata}
    told = w.short(value) if isinstance(value, int | float) else str(getattr(value, "word", value))
    if {"Ge", "Le"} <= bounds.keys():
        yield w("explain.value", scenario=scenario.name, value=told, low=w.short(bounds["Ge"].ge),
                high=w.short(bounds["Le"].le))  # fmt: skip
    elif value is not None:
        yield w("explain.plain_value", scenario=scenario.name, value=told)
    if "source" in extra:
        yield w("explain.source", source=cited(extra["source"], w))
    yield from anchors(topic.name, scenario, w)


def of_group(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    kind = type(getattr(scenario, topic.name))
    yield w.declared("group", topic.name, (kind.__doc__ or "").splitlines()[0])
    yield w("explain.members", names=w.listed([f"{topic.name}.{name}" for name in kind.model_fields]))


def of_term(topic: Topic, scenario: Scenario, w: Words) -> Iterator[str]:
    yield terms()[topic.name][0].said(w.language).replace("*", "")


SAYING = {
    "paradigm": of_paradigm, "force": of_force, "setting": of_setting, "choice": of_choice, "outcome": of_outcome,
    "parameter": of_parameter, "group": of_group, "term": of_term,
}  # fmt: skip


def capital(text: str) -> str:
    """As a sentence begins and ends."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def print_monday(topic: Topic, scenario: Scenario, w: Words) -> None:
    """What would change from how the company lives today; where it lives so already, how people live."""
    today = scenario.company.paradigm
    changes = monday(scenario.rows[today], scenario.rows[topic.name], w)
    question = Column(w["explain.question"], lambda each: each.question, left=True)
    then = Column(name_words(topic, w), lambda each: each.then, left=True)
    if topic.name == today:
        print_table((question, then), changes, title=f"\n{w('explain.lives', scenario=scenario.name)}")
        return
    now = Column(w("explain.today", paradigm=w.paradigm(today)), lambda each: each.today, left=True)
    title = f"\n{w('explain.monday', scenario=scenario.name)}"
    print_changes((question, now, then), changes, title, w)


def print_changes(columns: Iterable[Column], changes: Iterable[Change], title: str, w: Words) -> None:
    """What changes, as a table, and what does not, in a line."""
    changes = [*changes]
    same = [each.question for each in changes if not each.changes]
    note = w("explain.unchanged", questions=w.listed(same)) if same else ""
    print_table(columns, [each for each in changes if each.changes], title=title, note=note, fold=True)


def print_measured(each: Measured, w: Words) -> None:
    """The parts of a pattern: found, claimed, verdict."""
    row = each.pattern
    title = w(
        "explain.measured", pattern=row["pattern"], name=w.declared("pattern", row["name"], row["name"]),
        verdict=w[f"verdict.{row['verdict']}"],
    )  # fmt: skip
    columns = (
        Column(w["explain.what"], lambda part: w.declared("measured", part["says"], part["says"]), left=True),
        Column(w["explain.found"], lambda part: found_words(part, w), left=True),
        Column(w["explain.claim"], lambda part: claim_words(part, w), left=True),
        Column(w["explain.verdict"], lambda part: w[f"verdict.{part['verdict']}"], left=True),
    )
    text = "statement" if each.whole else "design"
    note = w.declared(text, row["name"], row[text])
    print_table(columns, each.parts, title=f"\n{title}", note=note, fold=True)


def print_all(scenario: Scenario, w: Words) -> None:
    """Everything that can be explained."""
    print(w["explain.all"])
    every = [*topics(scenario)]
    for kind in KINDS:
        names = ", ".join(name_words(each, w) for each in every if each.kind == kind)
        say(f"\n{w[f'explain.plural.{kind}']}\n{names}")
