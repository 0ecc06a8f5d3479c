"""The faults as they are declared."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
DECLARED = Path(__file__).parent / "faults.toml"


class Fault(NamedTuple):
    """A bug made on purpose: in `file` the text `before`, which stands there once, becomes `after`.

    `what` says what is then wrong; `caught_by` is the test, or the case of one, whose name says so.
    """

    name: str
    what: str
    file: str
    before: str
    after: str
    caught_by: str

    def places(self, root: Path = ROOT) -> int:
        """How often the text to replace stands in the file; a fault can be planted only if it is 1."""
        return (root / self.file).read_text(encoding="utf-8").count(self.before)

    def plant(self, root: Path) -> None:
        """Make the bug in the copy of the project at `root`. Raises ValueError where it has not one place."""
        places = self.places(root)
        if places != 1:
            raise ValueError(f"{self.name}: {self.before!r} stands {places} times in {self.file}, not once")
        file = root / self.file
        file.write_text(file.read_text(encoding="utf-8").replace(self.before, self.after), encoding="utf-8")


def declared() -> tuple[Fault, ...]:
    """All faults, in the order of the file."""
    tables = tomllib.loads(DECLARED.read_text(encoding="utf-8"))
    return tuple(Fault(name, **table) for name, table in tables.items())
