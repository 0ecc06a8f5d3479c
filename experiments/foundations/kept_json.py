"""Documents that verbs leave as JSON: read as an object, or refused, whatever somebody made of them since."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from cordiale.simulation.scenario.given import GivenError, bytes_of

DEEPEST = 100  # brackets in brackets; what verbs write has fewer than ten


def object_in(file: Path) -> dict[str, Any]:
    """The JSON object that a file holds.

    Raises FileNotFoundError, and ValueError in one line for anything else that is not one: no file, no JSON, another
    kind of JSON, brackets too deep, numbers too long, half characters.
    """
    try:
        found = json.loads(bytes_of(file), parse_int=_whole)
        _check_depth(found)
        json.dumps(found, ensure_ascii=False).encode()  # half a character, which nothing could hash or print
    except GivenError as error:
        if error.is_missing:
            raise FileNotFoundError(2, "No such file or directory", str(file)) from error
        raise ValueError(f"it {error}" if str(error).startswith(("is ", "holds ")) else str(error)) from error
    except RecursionError as error:
        raise ValueError("it is nested deeper than can be read") from error
    except ValueError as error:
        raise ValueError([*str(error).splitlines(), ""][0]) from error
    if not isinstance(found, dict):
        raise ValueError("it holds no JSON object")
    return found


def _whole(digits: str) -> int:
    """A whole number that a float can hold too. Raises ValueError for one that is longer."""
    number = int(digits)
    if abs(number) > sys.float_info.max:
        raise ValueError(f"it holds a number of {len(digits)} digits")
    return number


def _check_depth(found: Any) -> None:
    """Refuse what is read, by Pythons that read deeper than they call, and could not be gone through."""
    within = [found]
    for _ in range(DEEPEST):
        holding = [each for each in within if isinstance(each, dict | list)]
        within = [part for each in holding for part in (each.values() if isinstance(each, dict) else each)]
    if within:
        raise ValueError("it is nested deeper than can be read")
