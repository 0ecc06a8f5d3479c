"""What is searched for, and how hard."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from ..foundations.errors import UsersError, installing

INSTALL = f"a search needs optuna, which is not installed: {installing('search')}"
LIMITS = {
    "changes": (1, 16), "generations": (1, 10_000), "population": (4, 1000), "replications": (2, 10_000),
    "fresh": (2, 10_000), "shown": (1, 1000), "quarters": (1, 400),
}  # fmt: skip


@dataclass(frozen=True)
class Quest:
    """What is searched: how many moves at most, by how large a population over how many generations, on how much luck.

    `replications` companies judge in the search, `fresh` others the front, of at most `shown` candidates.
    """

    changes: int = 3
    generations: int = 12
    population: int = 24
    replications: int = 8
    fresh: int = 16
    shown: int = 12
    switch_quarter: int = 2
    quarters: int = 12
    seed: int = 1
    parameters: str = "ensemble"
    workers: int | None = None

    def __post_init__(self) -> None:
        for name, (low, high) in (LIMITS | {"switch_quarter": (1, self.quarters)}).items():
            if not low <= getattr(self, name) <= high:
                raise UsersError(f"{name.replace('_', '-')} = {getattr(self, name)} is outside [{low}, {high}]")
        if find_spec("optuna") is None:
            raise UsersError(INSTALL)
