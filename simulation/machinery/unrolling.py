"""A loop over names that compiled code has written out."""

from collections.abc import Iterable
from typing import Any


def literal_unroll(names: Iterable[Any]) -> Iterable[Any]:
    """Names to go through in a loop. Where Numba compiles, its own function stands in place of this one."""
    return names
