"""Every figure of a document by an address that can be read: `options.assimilated.value` of a `decision.json`.

An address is the way to a figure: keys, and for the items of a list what tells them apart, joined by dots.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .errors import UsersError

TELL_APART = ("option", "factor", "what", "weather", "paradigm", "name", "quarter")  # the first that does, counts
NAMED = 3  # near addresses named in an error


def flat(document: Any, at: str = "") -> dict[str, Any]:
    """All that is neither a mapping nor a list, by its address, in the order of the document.

    >>> flat({"best": "a", "options": [{"option": "a", "value": 1.5}, {"option": "b", "value": None}]})
    {'best': 'a', 'options.a.option': 'a', 'options.a.value': 1.5, 'options.b.option': 'b', 'options.b.value': None}
    """
    return dict(_leaves(document, at))


def _leaves(given: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(given, Mapping):
        named = [(str(key), each) for key, each in given.items()]
    elif isinstance(given, Sequence) and not isinstance(given, str):
        named = list(zip(labels(given), given, strict=True))
    else:
        yield at, given
        return
    for label, each in named:
        yield from _leaves(each, f"{at}.{label}" if at else label)


def labels(items: Sequence[Any]) -> list[str]:
    """What the items of a list are called in an address: by what tells them apart, else by their place from 0.

    >>> labels([{"quarter": 1}, {"quarter": 2}]), labels(["a", "b"])
    (['1', '2'], ['0', '1'])
    """
    if items and all(isinstance(each, Mapping) for each in items):
        for key in TELL_APART:
            found = [str(each[key]) for each in items if key in each]
            if len(set(found)) == len(items):
                return found
    return [str(place) for place in range(len(items))]


def figure_at(document: Any, address: str) -> Any:
    """The figure at an address. Raises UsersError for one that is not there, with the nearest that are."""
    leaves = flat(document)
    if address in leaves:
        return leaves[address]
    inside = [each for each in leaves if each.startswith(f"{address}.")]
    near = inside[:NAMED] or difflib.get_close_matches(address, leaves, n=NAMED)
    hint = f"; did you mean {', '.join(repr(each) for each in near)}?" if near else ""
    raise UsersError(f"number = {address!r} is no figure of the document{hint}")
