"""Cordiale's model of a company: how sales and marketing live together, week by week.

>>> from simulation import load_scenario
>>> load_scenario("status-quo").company.paradigm
'status-quo'

Names are imported when they are first used: Mesa and Numba take their time, and not everybody needs both.
"""

from importlib import import_module

TYPE_CHECKING = False  # typing.TYPE_CHECKING without the import of typing
if TYPE_CHECKING:
    from simulation.agents import Leader, Marketer, SalesRep
    from simulation.engine import simulate
    from simulation.model import AlignmentModel
    from simulation.scenario import Scenario, ScenarioError, load_scenario

__all__ = [
    "AlignmentModel",
    "Leader",
    "Marketer",
    "SalesRep",
    "Scenario",
    "ScenarioError",
    "load_scenario",
    "simulate",
]

_HOMES = {
    "AlignmentModel": "model",
    "Leader": "agents",
    "Marketer": "agents",
    "SalesRep": "agents",
    "Scenario": "scenario",
    "ScenarioError": "scenario",
    "load_scenario": "scenario",
    "simulate": "engine",
}


def __getattr__(name: str) -> object:
    """A name of the package, from the module where it lives (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
