"""The two documents: `ODD.md`, written by hand but for a few small tables, and `TABLES.md`, made of the code wholly."""

from __future__ import annotations

import doctest
import re
import sys
from collections.abc import Callable
from typing import NamedTuple

from cordiale.simulation.machinery.source_files import MODEL

from . import settable, tables

ODD, TABLES = MODEL / "ODD.md", MODEL / "TABLES.md"
COMMAND = "python -m experiments.workshop.odd"
BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


class Section(NamedTuple):
    """A section of `TABLES.md`: its title, what its tables tell and where `ODD.md` speaks of it, and they."""

    title: str
    tells: str
    made: Callable[[], str]


# What a reader of the prose needs before going on: the week, the paradigms, how much is assumed.
AMONG_THE_PROSE: dict[str, Callable[[], str]] = {
    "processes": tables.process_table,
    "assumptions": settable.assumption_count,
    "structure": tables.structure_table,
}
SECTIONS = (
    Section("Words", "Words that the state keeps as numbers, which carry no meaning of their own (section 2).",
            tables.word_tables),
    Section("State", "Every variable of every table of the state (section 2).", tables.state_tables),
    Section("Phases", "What each phase reads and writes, with all that it calls (section 3).", tables.access_table),
    Section("Orientation", "Who reads in which people, or the functions' views, differ (section 4.1).",
            tables.orientation_table),
    Section("Luck", "The decisions that luck has addresses for, and where each is drawn (section 4.9).",
            tables.decision_table),
    Section("Outcomes", "What is recorded at the end of every quarter (section 4.11).", tables.outcome_table),
    Section("Record", "What `run --record`, `simulate(..., record=...)` and `AlignmentModel(..., record=True)` keep "
            "of a run (section 4.11).", tables.record_tables),
    Section("Scenario files", "The keys of a scenario file, beside the parameters (sections 5 and 6).",
            settable.scenario_tables),
    Section("Parameters", "Every number of the model; a source is a fact (F..) or an assumption (A..) (section 7).",
            settable.parameter_tables),
    Section("Settings", "What a row of structure may say, and who reads it (section 8).", tables.setting_table),
    Section("Differences", "Each paradigm as what differs in it from the status quo (section 8).", tables.delta_table),
    Section("Conditions", "What the forces make of a week: a condition is made of the forces and settings in its rule "
            "(sections 7.2 and 8).", tables.condition_table),
)  # fmt: skip


def anchor(title: str) -> str:
    """The address of a section within its page."""
    return title.lower().replace(" ", "-")


def made_tables() -> str:
    """`TABLES.md` as the code has it."""
    contents = "\n".join(f"- [{each.title}](#{anchor(each.title)})" for each in SECTIONS)
    sections = "\n\n".join(f"## {each.title}\n\n{each.tells}\n\n{each.made()}" for each in SECTIONS)
    return f"""\
# Cordiale: the model's tables

Made from the code by `{COMMAND}`: change the code and run it, this page is not edited.
What the tables are about stands in [ODD.md](ODD.md), to whose sections they refer. A function is told as
`file.function`; its file stands in `rules/`, or in `founding/` for what happens on the first day only.

{contents}

{sections}
"""


def by_hand(text: str) -> str:
    """The part of the description that nobody generates."""
    return BLOCK.sub("", text)


def regenerated(text: str) -> str:
    """The description with its small tables as the code has them.

    Raises ValueError if one is missing, stands there twice, or is not known.
    """
    present = [found["name"] for found in BLOCK.finditer(text)]
    if sorted(present) != sorted(AMONG_THE_PROSE):
        raise ValueError(f"generated: {', '.join(present)}; needed, once each: {', '.join(AMONG_THE_PROSE)}")
    return BLOCK.sub(lambda found: f"{found[1]}\n{AMONG_THE_PROSE[found['name']]()}\n\n{found[3]}", text)


def failed_examples(text: str) -> int:
    """Run the examples of a text one after the other, in one namespace; how many failed, said on stderr."""
    source = "\n".join(EXAMPLE.findall(text))
    test = doctest.DocTestParser().get_doctest(source, {}, ODD.name, None, None)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    return runner.run(test, out=lambda message: print(message, end="", file=sys.stderr)).failed
