"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A Markdown table; bars inside cells are escaped.

    >>> print(markdown_table(["a", "b"], [[1, "x|y"]]))
    | a | b |
    |---|---|
    | 1 | x\\|y |
    """
    names = list(head)
    lines = [names, ["---"] * len(names), *([str(cell).replace("|", r"\|") for cell in row] for row in rows)]
    body = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([body[0], "|" + "---|" * len(names), *body[2:]])
