"""Cordiale: how sales and marketing live together in a B2B company, simulated.

>>> from cordiale import load_scenario
>>> load_scenario("status-quo").company.paradigm
'status-quo'

Everything of Cordiale has this one name. In a checkout its parts lie beside this folder, where they are read and
edited, and this folder links to them; on a system that keeps no links they are found all the same.
"""

from pathlib import Path

TYPE_CHECKING = False  # typing.TYPE_CHECKING without the import of typing
if TYPE_CHECKING:
    from .edition import __version__ as __version__
    from .experiments.api.of_companies import compare as compare
    from .experiments.api.of_companies import decide as decide
    from .experiments.api.of_search import search as search
    from .experiments.api.of_studies import advice_map as advice_map
    from .experiments.api.of_studies import discover as discover
    from .experiments.api.of_studies import robustness as robustness
    from .experiments.api.of_studies import sensitivity as sensitivity
    from .experiments.page.seeing import see as see
    from .experiments.searching.quest import Quest as Quest
    from .simulation import AlignmentModel as AlignmentModel
    from .simulation import Leader as Leader
    from .simulation import Marketer as Marketer
    from .simulation import SalesRep as SalesRep
    from .simulation import Scenario as Scenario
    from .simulation import ScenarioError as ScenarioError
    from .simulation import load_scenario as load_scenario
    from .simulation import simulate as simulate
    from .simulation.runs.own_rules import rules as rules

_HERE = Path(__file__).parent
if not (_HERE / "simulation").is_dir():
    __path__.append(str(_HERE.parent))

from .faces import face  # noqa: E402  (a part of the package, once its place is known)

PUBLIC = (
    "AlignmentModel", "Leader", "Marketer", "SalesRep", "Scenario", "ScenarioError", "load_scenario", "simulate",
)  # fmt: skip
OF_STUDIES = ("advice_map", "discover", "robustness", "sensitivity")
__getattr__, __dir__ = face(
    __name__,
    dict.fromkeys(PUBLIC, "simulation")
    | dict.fromkeys(("compare", "decide"), "experiments.api.of_companies")
    | dict.fromkeys(OF_STUDIES, "experiments.api.of_studies")
    | {"search": "experiments.api.of_search", "Quest": "experiments.searching.quest"}
    | {"__version__": "edition", "rules": "simulation.runs.own_rules", "see": "experiments.page.seeing"},
)
