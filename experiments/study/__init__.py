"""Studies: many runs of the model over a design, kept so that nothing can lose them.

A study is a TOML file (`file.py`): which factors vary (`factors.py`), by which design (`designs.py`), on how
many matched replications. `folder.py` names what a study leaves behind, `reading.py` reads it.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from experiments.study.file import StudyError
    from experiments.study.planning import Plan, plan
    from experiments.study.reading import Reading, read
    from experiments.study.sweep import carry_out

__all__ = ["Plan", "Reading", "StudyError", "carry_out", "plan", "read"]

_HOMES = {
    "Plan": "planning",
    "Reading": "reading",
    "StudyError": "file",
    "carry_out": "sweep",
    "plan": "planning",
    "read": "reading",
}


def __getattr__(name: str) -> object:
    """A name of the package, from the module where it lives (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
