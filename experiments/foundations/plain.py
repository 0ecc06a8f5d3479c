"""Values as JSON can hold them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """The value as JSON has it: dataclasses and mappings as dicts, sequences as lists, NaN as None.

    >>> plain({"mean": 1.0, "low": float("nan"), "n": (1, 2)})
    {'mean': 1.0, 'low': None, 'n': [1, 2]}
    """
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def to_json(document: Mapping[str, Any]) -> str:
    """The document as indented, strict JSON with a last newline; what is not finite becomes null."""
    return json.dumps(plain(document), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
