"""TOML as we write it: values with their reasons beside them, keys, comments and tables.

The standard library reads TOML but does not write it, and files for people need a comment on every number.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from typing import Any

from .phrases import rounded


def literal(value: Any, *, figures: int | None = None) -> str:
    """A value as TOML writes it: as JSON does, as far as we go. Decimals may be cut to the figures that count.

    >>> literal([1.23456, 2.0], figures=4), literal({"value": 0.3})
    ('[1.235, 2.0]', '{ value = 0.3 }')
    >>> literal(0.130210, figures=4), literal(1.0), literal(True), literal('a "b"')
    ('0.1302', '1.0', 'true', '"a \\\\"b\\\\""')
    """
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key(name)} = {literal(each, figures=figures)}' for name, each in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(each, figures=figures) for each in value)}]"
    if figures is not None and isinstance(value, float):
        value = rounded(value, figures)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(name: str) -> str:
    """A key, quoted where it has to be.

    >>> key("our-own_way"), key("our own way")
    ('our-own_way', '"our own way"')
    """
    bare = name and all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in name)
    return name if bare else literal(name)


def line(name: str, value: Any, why: str = "", *, figures: int | None = None) -> str:
    """A value under its key, and why it is what it is.

    >>> line("reps", 22, "named in deals")
    'reps = 22  # named in deals'
    """
    return f"{key(name)} = {literal(value, figures=figures)}" + (f"  # {one_line(why)}" if why else "")


def comment(text: str, *, width: int) -> list[str]:
    """Text as comment lines of at most this width, broken between words only.

    >>> comment("meaning, unit and range", width=16)
    ['# meaning, unit', '# and range']
    """
    lines = textwrap.wrap(one_line(text), width - 2, break_long_words=False, break_on_hyphens=False)
    return [f"# {each}" for each in lines]


def table(heading: str, lines: Iterable[str]) -> list[str]:
    """A table with its lines, after an empty one; nothing if it is empty.

    >>> table("[trust]", ["gain = 0.1"]), table("[trust]", [])
    (['', '[trust]', 'gain = 0.1'], [])
    """
    inside = list(lines)
    return ["", heading, *inside] if inside else []


def one_line(text: str) -> str:
    """Text on one line, without control characters.

    >>> one_line("two\\n lines")
    'two lines'
    """
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
