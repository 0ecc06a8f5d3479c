"""How the tables say things."""

from __future__ import annotations

import inspect
from typing import Any

from cordiale.simulation.world.words import Word

from .sources import model

WIDTH = 100  # at which prose is broken


def code(text: str) -> str:
    """Text set as code; nothing for nothing."""
    return f"`{text}`" if text else ""


def said(value: Any) -> str:
    """A value as files and people say it: a word, yes or no, a number as short as it can be."""
    if isinstance(value, Word):
        return value.word
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def readers(table: str, field: str, row: int | None = None) -> str:
    """The functions that read a field, as `file.function`."""
    return ", ".join(model().readers(table, field, row))


def first_sentence(thing: Any) -> str:
    """What a docstring begins with, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
