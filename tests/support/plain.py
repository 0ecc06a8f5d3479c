"""Lives a few weeks of small companies and prints what comes of it; run once compiled, and once in plain Python.

`python -m tests.support.plain state FOLDER` keeps every table of every company in FOLDER, one file a company.
`python -m tests.support.plain luck` prints which behaviours share a draw of an address of luck. Both need
`NUMBA_DISABLE_JIT=1` to run in plain Python.
"""

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from cordiale.simulation.world import draws
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.state import ARRAYS
from tests.support.worlds import eventful, live, world

WEEKS = 15
LIVES = (("proportional", "all", 1), ("marketing-led", "all", 0), ("drift", "all", 0), ("assimilated", "none", 0))


def companies(weeks: int) -> dict[str, Organisation]:
    """A small company under each of a few paradigms, some weeks old."""
    tiny = eventful({"customers.initial_per_rep": 4.0})
    tiny = tiny.with_values({"company.reps": 3, "company.marketers": 3})
    return {life[0]: live(world(tiny, life[0], life[1], quarters=2, switch_quarter=life[2]), weeks) for life in LIVES}


def keep(folder: Path) -> None:
    """Every company's tables, in a file of its name."""
    for name, org in companies(WEEKS).items():
        np.savez(folder / f"{name}.npz", **{each: np.asarray(getattr(org, each)) for each in ARRAYS})


class Heard:
    """Four draws that tell who looked at which of them."""

    def __init__(self, luck: draws.Draws, address: tuple[int, ...], asker: str, asked: dict[Any, set[str]]) -> None:
        self.luck, self.address, self.asker, self.asked = luck, address, asker, asked

    def __getattr__(self, draw: str) -> float:
        self.asked[*self.address, draw].add(self.asker)
        return float(getattr(self.luck, draw))


def shared_luck() -> list[str]:
    """Who looks at the same draw of the same address: behaviours whose luck would not be independent."""
    asked: dict[Any, set[str]] = defaultdict(set)  # seed and replication are the same throughout

    def listening(luck: Callable[..., draws.Draws], once: bool) -> Callable[..., Heard]:
        def listen(org: Organisation, decision: int, who: int) -> Heard:
            week = -1 if once else int(org.clock[0].week)
            asker = sys._getframe(1).f_code.co_name
            return Heard(luck(org, decision, who), (week, int(decision), int(who)), asker, asked)

        return listen

    modules = [module for name, module in sys.modules.items() if name.startswith("cordiale.simulation.")]
    for name, once in (("draw", False), ("fate", True)):
        original = getattr(draws, name)
        for module in modules:
            if getattr(module, name, None) is original:
                setattr(module, name, listening(original, once))
    companies(WEEKS)
    assert len(asked) > 1000, "nobody was heard"
    return sorted({" ".join(sorted(who)) for who in asked.values() if len(who) > 1})


if __name__ == "__main__":
    if sys.argv[1] == "state":
        keep(Path(sys.argv[2]))
    else:
        print("\n".join(shared_luck()))
