"""How each paradigm is marked: a colour, a marker and a line, so that none of them has to be seen.

Colours are Petroff's (2021, arXiv:2107.02270), made for all common kinds of colour vision. What nobody chose,
the status quo and drift, is grey and broken: it is there to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

LineStyle = str | tuple[float, tuple[float, ...]]


@dataclass(frozen=True)
class Mark:
    colour: str
    marker: str
    line: LineStyle = "-"
    width: float = 1.1

    def of_line(self) -> dict[str, Any]:
        return {"color": self.colour, "linestyle": self.line, "linewidth": self.width}

    def of_point(self, size: float = 3.4, *, edge: float = 0.4) -> dict[str, Any]:
        edges = {"markeredgecolor": "white", "markeredgewidth": edge}
        return {"color": self.colour, "marker": self.marker, "markersize": size, "linestyle": "none", **edges}


MARKS = {
    "status-quo": Mark("#555555", "X", (0, (4, 1.5))),
    "drift": Mark("#9c9ca1", "P", (0, (1, 1.2)), 1.3),
    "siloed": Mark("#e42536", "s"),
    "assimilated": Mark("#964a8b", "D", (0, (7, 1.2))),
    "marketing-led": Mark("#f89c20", "^", (0, (5, 1, 1, 1))),
    "sales-led": Mark("#5790fc", "v", (0, (3, 1))),
    "proportional": Mark("#7a21dd", "o", "-", 1.5),
}
FURTHER = (
    Mark("#a96b59", "<"),
    Mark("#3f90da", ">", (0, (6, 2))),
    Mark("#b9ac70", "h", (0, (2, 1))),
    Mark("#92dadd", "p", (0, (5, 1, 1, 1))),
)


def marks(paradigms: Iterable[str]) -> dict[str, Mark]:
    """A mark for each name: always the same for the known ones, the next free one for a user's own.

    >>> marks(["siloed", "mine"])["mine"].marker
    '<'
    """
    further = cycle(FURTHER)
    return {name: MARKS.get(name) or next(further) for name in paradigms}
