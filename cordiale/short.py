"""A part of Cordiale by its short name: in a checkout `simulation.week` is `cordiale.simulation.week`, one module.

Without this, Python would find the file under the short name too and load it again: two copies of the model, whose
organisations do not know each other.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class ShortName(MetaPathFinder, Loader):
    """Answers for the modules of one part, by their short names, with the modules themselves."""

    def __init__(self, part: str) -> None:
        self.part = part

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname.startswith(f"{self.part}.") else None

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = import_module(f"cordiale.{module.__name__}")


def answer_for(part: str) -> None:
    """Let a part, and all its modules, be known by the short name too."""
    sys.meta_path.insert(0, ShortName(part))
    sys.modules[part] = import_module(f"cordiale.{part}")
