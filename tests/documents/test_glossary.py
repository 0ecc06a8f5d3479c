"""The glossary speaks of what there is: its examples run, and what it sets as code exists."""

from __future__ import annotations

import doctest
import re

from cordiale.simulation.world.state import TABLES
from tests.support.commandline import ROOT

GLOSSARY = ROOT / "simulation" / "GLOSSARY.md"
TEXT = GLOSSARY.read_text(encoding="utf-8")
PROSE = re.sub(r"^```python$.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)


def test_its_words_execute() -> None:
    examples = "\n".join(re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, GLOSSARY.name, str(GLOSSARY), 0)
    assert len(test.examples) >= 10
    assert doctest.DocTestRunner().run(test).failed == 0


def test_what_it_sets_as_code_is_in_the_model() -> None:
    fields = {f"{table}.{field.name}" for table, rows in TABLES.items() for field in rows}
    alone = {field.name for rows in TABLES.values() for field in rows}
    known = fields | alone | {"org", "draw", "fate", "org.people[0].morale"}
    assert set(re.findall(r"`([^`]+)`", PROSE)) <= known


def test_the_state_has_a_word_for_each_of_its_tables() -> None:
    words = {re.sub(r"[^a-z]", "", word.lower()) for word in re.findall(r"\*+([A-Za-z -]+)\.?\*+", PROSE)}
    assert {"person", "team", "tie", "opinions", "lead", "customer", "matter", "structure", "conditions"} <= words
