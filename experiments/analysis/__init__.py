"""What a study says: which factors matter (`indices.py`), and where the advice flips (`discovery.py`).

`cases.py` makes one number of each run, matched by luck, and refuses a study in which any is missing.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from experiments.analysis.cases import AnalysisError
    from experiments.analysis.discovery import Discovery, discover
    from experiments.analysis.indices import Sensitivity, sensitivity

__all__ = ["AnalysisError", "Discovery", "Sensitivity", "discover", "sensitivity"]

_HOMES = {
    "AnalysisError": "cases",
    "Discovery": "discovery",
    "Sensitivity": "indices",
    "discover": "discovery",
    "sensitivity": "indices",
}


def __getattr__(name: str) -> object:
    """A name of the package, from the module where it lives (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
