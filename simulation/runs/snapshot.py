"""A company as bytes, in any week of its life: whoever goes on from them lives as if it had never stopped.

Luck has an address and keeps no state of its own, so the arrays are all there is. Bytes stand in one order, the low
one first, whatever the processor's own.
"""

import hashlib
import json
from typing import Any

import numpy as np

from ..scenario.faults import ScenarioError
from ..world.organisation import Organisation
from ..world.state import ARRAYS, element
from .own_rules import SHIPPED, Rules

FORMAT = "cordiale snapshot 1"


def snapshot(org: Organisation, rules: Rules = SHIPPED) -> bytes:
    """The whole state: a line that says what it is, and with which `rules` it lived, then all arrays in their order."""
    content = b"".join(getattr(org, name).astype(_kept(name), copy=False).tobytes() for name in ARRAYS)
    head = {
        "format": FORMAT,
        "model": rules.version,
        "rows": {name: len(getattr(org, name)) for name in ARRAYS},
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return json.dumps(head).encode() + b"\n" + content


def restore(saved: bytes, rules: Rules = SHIPPED) -> Organisation:
    """The company as it was. Raises ScenarioError for what is no snapshot, is damaged, or of another model or rules."""
    head, content = _head(saved), saved.partition(b"\n")[2]
    if head["model"] != rules.version:
        raise ScenarioError(
            f"the snapshot was taken by another version of the model ({head['model'][:12]}, this is "
            f"{rules.version[:12]}); only the same version can go on from it"
        )
    if hashlib.sha256(content).hexdigest() != head["sha256"]:
        raise ScenarioError("the snapshot is damaged: its content is not what its first line says")
    arrays, place = dict[str, Any](), 0
    for name in ARRAYS:
        kind, rows = element(name), int(head["rows"][name])
        array = np.frombuffer(content, _kept(name), rows, place).astype(kind)
        arrays[name] = array.view(np.recarray) if kind.names else array
        place += rows * kind.itemsize
    return Organisation(**arrays)


def _kept(name: str) -> np.dtype[Any]:
    """What an element of an array is in a snapshot."""
    return element(name).newbyteorder("<")


def _head(saved: bytes) -> dict[str, Any]:
    """The first line of a snapshot."""
    try:
        head = json.loads(saved.partition(b"\n")[0])
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise ScenarioError(f"this is no snapshot: its first line does not say {FORMAT!r}")
    return head
