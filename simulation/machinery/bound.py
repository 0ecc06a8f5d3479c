"""Classes whose instances compiled behaviours take: as the address of a table of the addresses of their arrays."""

from collections.abc import Mapping
from typing import Any

import numpy as np

BOUND: "dict[type, Mapping[str, np.dtype[Any]]]" = {}


def bind(kind: type, elements: "Mapping[str, np.dtype[Any]]") -> None:
    """Let compiled behaviours take a class: instances have one-dimensional arrays of these `elements`, and `address`.

    `address` is where their addresses and lengths lie, two 64-bit integers an array, in the order of `elements`.
    """
    BOUND[kind] = elements
