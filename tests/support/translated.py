"""Everything that is said in English and in French: reports, board packs, what the model declares, pages, lessons."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from cordiale.experiments.foundations.language import catalogue
from cordiale.experiments.page.syllabus import LESSONS
from cordiale.experiments.page.syllabus import declared as lesson
from cordiale.experiments.plain_words.glossary import paragraphs
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import Structure
from tests.support.commandline import ROOT

HOLE = re.compile(r"\{\w+\}")  # what fills it has a name of its own, which says nothing


@cache
def translated() -> dict[str, tuple[str, str]]:
    """Key, where it stands before it, to English and French, their holes without names."""
    return {key: (HOLE.sub("{}", english), HOLE.sub("{}", french)) for key, english, french in _found() if english}


def _found() -> Iterator[tuple[str, str, str]]:
    french = {key: told["fr"] for key, told in catalogue().items() if told.keys() == {"fr"}}
    for key, told in catalogue().items():
        if len(told) == 2:
            yield key, told["en"], told["fr"]
    for key, english in _declared(french):
        if key in french:
            yield key, english, french[key]
    for file in sorted((ROOT / "experiments" / "page").glob("*/words.toml")):
        for key, told in tomllib.loads(file.read_text("utf-8")).items():
            yield f"{file.parent.name}: {key}", told["en"], told["fr"]
    for name in LESSONS:
        for key, told in lesson(name)["words"].items():
            yield f"{name}: {key}", told["en"], told["fr"]


def _declared(french: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The English of what has only its French among the words."""
    for outcome in OUTCOMES:
        yield f"outcome.{outcome.name}", outcome.definition
    for name, field in Structure.model_fields.items():
        yield f"setting.{name}", field.description or ""
    for key in french:
        if key.startswith("parameter."):
            _, table, name = key.split(".")
            yield key, Scenario.model_fields[table].annotation.model_fields[name].description or ""  # type: ignore[union-attr]  # a table of parameters
    for paragraph in paragraphs():
        yield f"glossary.{paragraph.heading}", paragraph.text
    for claim in CLAIMS:
        yield f"pattern.{claim.name}", claim.name
        yield f"statement.{claim.name}", claim.statement
