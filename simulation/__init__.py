"""Cordiale's model of a company: how sales and marketing live together, week by week.

>>> from cordiale.simulation import load_scenario
>>> load_scenario("status-quo").company.paradigm
'status-quo'
"""

TYPE_CHECKING = False  # typing.TYPE_CHECKING without the import of typing
if TYPE_CHECKING:
    from .agents.model import AlignmentModel as AlignmentModel
    from .agents.people import Leader as Leader
    from .agents.people import Marketer as Marketer
    from .agents.people import SalesRep as SalesRep
    from .runs.results import simulate as simulate
    from .scenario.faults import ScenarioError as ScenarioError
    from .scenario.files import load_scenario as load_scenario
    from .scenario.scenario import Scenario as Scenario

if __name__ == "simulation":  # in a checkout
    from cordiale.short import answer_for

    answer_for(__name__)
else:
    from cordiale.faces import face

    __getattr__, __dir__ = face(
        __name__,
        {
            "AlignmentModel": "agents.model",
            "Leader": "agents.people",
            "Marketer": "agents.people",
            "SalesRep": "agents.people",
            "Scenario": "scenario.scenario",
            "ScenarioError": "scenario.faults",
            "load_scenario": "scenario.files",
            "simulate": "runs.results",
        },
    )
