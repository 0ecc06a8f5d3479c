"""Rules of one's own compiled before they are used, and in words why one cannot be."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from numba.core.errors import NumbaError

from .binding import held_as
from .source_files import MODEL

AT = re.compile(r"^During: .* at (?P<file>[^\"]+) \((?P<line>\d+)\)$")
FRAME = ("Failed in", "During:", "File ", "- ", "<source")  # how lines of Numba's begin that give no reason


class NotCompiledError(ValueError):
    """A function that Numba cannot compile; the message is the first that says why."""


def compile_for(function: Any, *kinds: type) -> None:
    """Compile a function for arguments of these kinds: classes that are bound, or numbers.

    Raises NotCompiledError.
    """
    try:
        function.compile(tuple(held_as(kind) for kind in kinds))
    except (NumbaError, NotImplementedError) as error:
        said = [line.strip() for line in str(error).splitlines() if line.strip()]
        why = next((line for line in said if not line.startswith(FRAME)), type(error).__name__)
        raise NotCompiledError(f"{why.rstrip(':')}{_place(said)}") from error


def _place(said: Iterable[str]) -> str:
    """Where in somebody's own file Numba was when it gave up, by what it says; empty if that is not to be seen."""
    for met in filter(None, map(AT.search, said)):
        file = Path(met["file"])
        if not (met["file"].startswith("<") or "numba" in file.parts or file.is_relative_to(MODEL)):
            return f" ({file.name}, line {met['line']})"
    return ""
