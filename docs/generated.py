"""What pages take from the code: the commands, paradigms and forces in plain words, the scenario schema, verdicts."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from typing import Any
from unittest import mock

import typer
import typer.main
from typer.cli import get_docs_for_click

from cordiale.experiments.commands.verbs import VERBS, application
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.markdown import markdown_table
from cordiale.experiments.foundations.output import Column
from cordiale.experiments.page.showing import rests
from cordiale.experiments.plain_words import saying
from cordiale.experiments.plain_words.topics import topics
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario

WIDE = "10000"  # columns: lines of a page are broken where it is read


def commands() -> str:
    """Every verb with its arguments and options, as typer documents them."""
    return "\n".join(_verb(name) for name in VERBS)


def _verb(name: str) -> str:
    group = typer.main.get_command(application([name]))
    context = typer.Context(group, info_name="cordiale")
    command = group.get_command(context, name)  # type: ignore[attr-defined]  # an application with verbs is a group
    told = get_docs_for_click(obj=command, ctx=context, name=name, indent=1, call_prefix="cordiale")
    return told.replace("\b\n", "")


def explained(kind: str, language: str = "en") -> str:
    """What `cordiale explain` says of everything of a kind."""
    company, w = load_scenario("status-quo"), words(language)
    parts = []
    for topic in topics(company):
        if topic.kind == kind:
            said = io.StringIO()
            tables = mock.patch.object(saying, "print_table", _table)
            with tables, mock.patch.dict(os.environ, {"COLUMNS": WIDE}), redirect_stdout(said):
                saying.print_topic(topic, company, w)
            parts.append(f"## {topic.name}\n\n{said.getvalue().partition(chr(10))[2]}")
    return "\n".join(parts)


def _table(columns: Iterable[Column], rows: Iterable[Any], *, title: str = "", note: str = "", **_: bool) -> None:
    """What `explain` puts in a table, as a page has it."""
    given = [*columns]
    cells = [[column.words(row) for column in given] for row in rows]
    print(f"\n**{title.strip()}**\n" if title else "")
    print(f"{markdown_table([each.heading for each in given], cells)}\n\n{note}\n")


def schema() -> str:
    """The JSON schema of a scenario file."""
    return f"```json\n{json.dumps(Scenario.model_json_schema(by_alias=True), indent=1)}\n```\n"


def verdicts(language: str = "en") -> str:
    """What holds and what does not, failures first."""
    w, order = words(language), ["fails", "cannot tell", "holds"]
    lines = [f"| {w['explain.verdict']} | {w['explain.claim']} |", "|---|---|"]
    for row in sorted(rests()["patterns"], key=lambda row: order.index(row["verdict"])):
        verdict, name = w[f"verdict.{row['verdict']}"], row["name"][language]
        lines.append(f"| **{verdict}** | {row['pattern']} {name}. {' '.join(row['statement'][language].split())} |")
    return "\n".join(lines) + "\n"


MADE: dict[str, Callable[[], str]] = {
    "commands": commands,
    "paradigms": lambda: explained("paradigm"),
    "forces": lambda: explained("force"),
    "schema": schema,
    "verdicts": verdicts,
    "verdicts-fr": lambda: verdicts("fr"),
}
