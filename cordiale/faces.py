"""The face of a package: names that are imported when somebody first asks for them (PEP 562).

Mesa, Numba and pandas take their time, and not everybody who imports a package needs all of them.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType


def face(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` for a package that hands on names from the modules below it where they live.

    >>> look, names = face("json", {"JSONDecoder": "decoder"})
    >>> look("JSONDecoder").__module__, names()
    ('json.decoder', ['JSONDecoder'])
    """

    def look(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home: ModuleType = import_module(f"{package}.{homes[name]}")
        return getattr(home, name)

    return look, lambda: sorted(homes)
