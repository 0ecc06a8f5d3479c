"""The tables that the model makes of itself: of its words, its state, its week, its structure, and who reads them."""

from __future__ import annotations

import inspect

from cordiale.simulation.recording.contents import OF_RUN, RUN, TITLES, parquet
from cordiale.simulation.week import PHASES
from cordiale.simulation.world import words
from cordiale.simulation.world.draws import Decision
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import PARADIGMS, SETTINGS, Structure
from cordiale.simulation.world.state import TABLES
from cordiale.simulation.world.words import NOW, Word

from ...foundations.markdown import markdown_table
from .conditions import made_of
from .luck import uses
from .settable import bounds
from .sources import model, passage
from .wording import code, first_sentence, readers, said

KINDS = {"i8": "integer", "f8": "real"}


# Words, state, time


def vocabulary() -> list[type[Word]]:
    """The words that tables keep as numbers, kind by kind."""
    return [each for each in vars(words).values() if inspect.isclass(each) and issubclass(each, Word) and each != Word]


def word_tables() -> str:
    """Every kind of word, with its numbers and meanings."""
    parts = []
    for kind in vocabulary():
        rows = [[int(each), code(each.word), each.meaning] for each in kind]
        told = markdown_table(["number", "word", "meaning"], rows)
        parts.append(f"**{kind.__name__}.** {first_sentence(kind)}\n\n{told}")
    return "\n\n".join(parts)


def state_tables() -> str:
    """Every table of the state, field by field."""
    parts = []
    for name, fields in TABLES.items():
        rows = [[code(field.name), KINDS[field.kind], field.meaning] for field in fields]
        parts.append(f"**`{name}`**\n\n" + markdown_table(["variable", "kind", "meaning"], rows))
    return "\n\n".join(parts)


def process_table() -> str:
    """The phases of a week in order."""
    rows = [
        [place, phase.part, code(phase.name), phase.actors, first_sentence(phase.act)]
        for place, phase in enumerate(PHASES, start=1)
    ]
    return markdown_table(["#", "part", "phase", "actors", "what happens"], rows)


def access_table() -> str:
    """What each phase reads and writes, all that it calls included."""
    rows = []
    for place, phase in enumerate(PHASES, start=1):
        doc = inspect.getdoc(phase.act) or ""
        rows.append([place, code(phase.name), passage(doc, "Reads"), passage(doc, "Writes")])
    return markdown_table(["#", "phase", "reads", "writes"], rows)


def orientation_table() -> str:
    """The rules that read in which people, or the functions' mean views, differ."""
    read = (("people", "orientation", "a person's view"), ("company", "sales_view", "the functions' mean views"))
    rows = [[meaning, code(f"{table}.{field}"), readers(table, field)] for table, field, meaning in read]
    return markdown_table(["what", "variable", "read by"], rows)


def decision_table() -> str:
    """The decisions that luck has addresses for, and where each is drawn."""
    rows, drawn = [], [*uses(model())]
    for decision in Decision:
        here = [use for use in drawn if use.decision == decision]
        where = "<br>".join(f"{use.function}: `{use.how}`, `{use.whose}`, {use.uniforms}" for use in here)
        rows.append([int(decision), code(decision.name), decision.meaning, where])
    return markdown_table(["number", "decision", "what it decides", "drawn in: how, whose luck, uniforms used"], rows)


# Paradigms and forces


def structure_table() -> str:
    """The rows of structure, one paradigm a column."""
    rows = [
        [code(name), *(said(getattr(row, name)) for row in PARADIGMS.values()), field.description]
        for name, field in Structure.model_fields.items()
    ]
    return markdown_table(["setting", *PARADIGMS, "meaning"], rows)


def setting_table() -> str:
    """Who reads a setting of the structure in force; moving it from row to row is no behaviour."""
    rows = [
        [code(name), bounds(field), readers("structure", name, NOW)] for name, field in Structure.model_fields.items()
    ]
    return markdown_table(["setting", "allowed", "read by"], rows)


def delta_table() -> str:
    """Each paradigm as what differs in it from the status quo."""
    (usual_name, usual), *others = PARADIGMS.items()
    rows = [[code(usual_name), "(the row that the others are told against)"]]
    for name, row in others:
        changed = [each for each in SETTINGS if getattr(row, each) != getattr(usual, each)]
        told = [f"`{each}` {said(getattr(usual, each))} → {said(getattr(row, each))}" for each in changed]
        rows.append([code(name), ", ".join(told)])
    return markdown_table(["paradigm", "what differs"], rows)


def condition_table() -> str:
    """The conditions of the week, what each is made of, and who reads it."""
    made = made_of(model())
    rows = [
        [code(field.name), field.meaning, ", ".join(made[field.name]), readers("conditions", field.name)]
        for field in TABLES["conditions"]
    ]
    return markdown_table(["condition", "meaning", "made of", "read by"], rows)


# What is observed


def outcome_table() -> str:
    """Every outcome, with unit and definition."""
    rows = [[each.group, code(each.name), each.unit, each.definition] for each in OUTCOMES]
    return markdown_table(["group", "outcome", "unit", "definition"], rows)


def record_tables() -> str:
    """Every table of a record, column by column."""
    parts = [f"Every table begins with {', '.join(code(each.name) for each in RUN)}: which run it is."]
    for name, columns in OF_RUN.items():
        rows = [[code(each.name), each.unit, each.definition] for each in columns]
        told = markdown_table(["column", "unit", "definition"], rows)
        parts.append(f"**`{parquet(name)}`**: {TITLES[name]}\n\n{told}")
    return "\n\n".join(parts)
