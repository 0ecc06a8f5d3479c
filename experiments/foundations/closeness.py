"""Whether what is worked out again is what was kept.

Runs are the same to the last bit wherever they are lived. What is worked out of them by libraries (a p-value, a
regression) may end in other digits on another processor, whose instructions they choose by: 1e-13 of a number at most
has been seen (`DECISIONS.md`, *On other processors*).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

CLOSE = 1e-9  # relative, and absolute where a number is next to nothing


def same(kept: Any, again: Any) -> bool:
    """Whether two documents, or two figures, say the same, but for the last digits of decimals.

    >>> same({"p": [0.3, None]}, {"p": [0.1 + 0.2, None]}), same(1.0, 1.00001), same([1.0], [1.0, 2.0]), same("a", "b")
    (True, False, False, False)
    """
    if isinstance(kept, float) and isinstance(again, float):
        return math.isclose(kept, again, rel_tol=CLOSE, abs_tol=CLOSE)
    if isinstance(kept, Mapping) and isinstance(again, Mapping):
        return kept.keys() == again.keys() and all(same(value, again[key]) for key, value in kept.items())
    if isinstance(kept, list) and isinstance(again, list):
        return len(kept) == len(again) and all(map(same, kept, again))
    return bool(kept == again)
