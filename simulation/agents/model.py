"""The company as a Mesa model: the week's list, with a method call for everybody's part in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import mesa
import networkx as nx
import numpy as np

from ..founding.books import has_room, make_room
from ..runs.company import prepare, start
from ..runs.results import to_frame
from ..runs.run import LARGEST, Run, plan
from ..scenario.faults import ScenarioError
from ..scenario.scenario import Scenario
from ..week import PHASES, Phase
from ..world.organisation import Organisation
from ..world.words import WEEKS_PER_QUARTER, Kind
from .graph import to_graph
from .people import METHODS, Leader, Marketer, Member, Practitioner, SalesRep
from .weekly import WEEKLY

if TYPE_CHECKING:
    import pandas as pd

# Who acts in a phase that is not the company's.
GROUPS: dict[str, Any] = {
    "everyone": Member,
    "practitioners": Practitioner,
    "reps": SalesRep,
    "marketers": Marketer,
    "leaders": Leader,
}


class AlignmentModel(mesa.Model):
    """One run of a company, lived agent by agent; the same as the engine's, to the last bit.

    - `scenario`: the company and its world.
    - `paradigm`: the row of structure it lives in, a shipped one or the scenario's own; if left out, the one that
      the scenario says the company lives in today.
    - `forces`: `none`, `all`, or forces joined with `+`.
    - `rng`: seed of the study, in [0, 2**32). Luck has an address, so this is a number and no generator;
      Mesa's own generators are seeded with it too, and decide nothing.
    - `replication`: number of the replication, in [0, 2**32).
    - `quarters`: how long the world lasts, in [1, 400].
    - `switch_quarter`: if above 0, the company starts in the scenario's own paradigm and switches then.
    - `decisions`: texts such as "Q5 paradigm=siloed", on top of the scenario's own.
    - `sales_rep`, `marketer`, `leader`: what to make the people of, the classes of `simulation.agents` or
      subclasses of them.
    - `collect`: whether `datacollector` takes the figures of `WEEKLY` at the start and after every week.

    Raises ScenarioError for what is unknown or out of range, TypeError for a class of people that is none.

    >>> from cordiale import load_scenario
    >>> model = AlignmentModel(load_scenario("status-quo"), paradigm="siloed", forces="none", rng=7)
    >>> for _ in range(13):
    ...     model.step()
    >>> model.week, model.quarter, len(model.outcomes())
    (13, 1, 2)
    """

    running: bool
    org: Organisation
    people: list[Member]  # by row
    actors: dict[str, Any]  # AgentSets: who acts in a phase, in the order of their seats

    def __init__(
        self,
        scenario: Scenario,
        paradigm: str | None = None,
        forces: str = "all",
        rng: int = 1,
        replication: int = 0,
        quarters: int = 12,
        switch_quarter: int = 0,
        sales_rep: type[SalesRep] = SalesRep,
        marketer: type[Marketer] = Marketer,
        leader: type[Leader] = Leader,
        *,
        decisions: Iterable[str] = (),
        collect: bool = True,
    ) -> None:
        check_whole(rng=rng, replication=replication, quarters=quarters, switch_quarter=switch_quarter)
        run = checked(
            scenario,
            Run(
                paradigm or paradigm_of(scenario),
                forces,
                int(replication),
                int(rng),
                int(quarters),
                int(switch_quarter),
            ),
            decisions,
        )
        kinds = checked_kinds(sales_rep, marketer, leader)
        super().__init__(rng=run.seed)
        self.planned, self.company = run, prepare(scenario)
        self.org = start(self.company, run)
        self.names = {seat.key: seat.name for seat in scenario.chart()}
        self.people = [kinds[int(kind)](self, row) for row, kind in enumerate(self.org.people["kind"])]
        self.actors = {group: self.agents.select(agent_type=kind) for group, kind in GROUPS.items()}
        self._graph = nx.MultiGraph()
        self.datacollector, self.collect = mesa.DataCollector(model_reporters=WEEKLY), collect
        self.take_figures()

    @property
    def week(self) -> int:
        """Weeks lived; 0 on the first day."""
        return int(self.org.clock[0].week)

    @property
    def quarter(self) -> int:
        """Quarters completed."""
        return int(self.org.clock[0].quarter)

    @property
    def graph(self) -> nx.MultiGraph:
        """The org graph as of now (see `organisation.to_graph`), by the keys of the chart.

        It is the same object at every look. Its edges are drawn anew, its nodes keep what you add to them.
        """
        self._graph.clear_edges()
        self._graph.update(to_graph(self.org, self.company.blueprint.keys))
        return self._graph

    def person(self, key: str) -> Member:
        """Whoever sits in the seat with this key of the chart. Raises KeyError if there is no such seat."""
        if key not in self.names:
            raise KeyError(f"no seat {key!r} in the org chart")
        return self.people[self.company.blueprint.keys.index(key)]

    def step(self) -> None:
        """Live one week. Raises RuntimeError once the quarters asked for are over."""
        if not self.running:
            raise RuntimeError(f"week {self.week} was the last of quarters = {self.planned.quarters}; ask for more")
        self.make_room()
        for phase in PHASES:
            self.live_through(phase)
        self.running = self.week < self.planned.quarters * WEEKS_PER_QUARTER
        self.take_figures()

    def live_through(self, phase: Phase) -> None:
        """One phase of the week: the company's rule once, or a method of all its actors in the order of seats."""
        if phase.actors == "company":
            phase.act(self.org)
        else:
            self.actors[phase.actors].do(METHODS[phase.name])

    def make_room(self) -> None:
        """Enlarge the books, if need be, for whatever a week may bring; what is lined up stays lined up."""
        if not has_room(self.org):
            make_room(self.org)

    def take_figures(self) -> None:
        """Let the data collector look, if it is to collect."""
        if self.collect:
            self.datacollector.collect(self)

    def outcomes(self) -> "pd.DataFrame":
        """The quarters so far, quarter 0 included: the table of `simulate` for this run."""
        return to_frame(self.company, [self.planned], [self.org.quarters[: self.quarter + 1]])


def check_whole(**numbers: Any) -> None:
    """Refuse what is not a whole number: a generator, None, a half."""
    for name, value in numbers.items():
        if not isinstance(value, int | np.integer) or isinstance(value, bool):
            raise ScenarioError(f"{name} = {value!r} is not a whole number")
        if name in ("rng", "replication") and not 0 <= value < LARGEST:
            raise ScenarioError(f"{name} = {value} is outside [0, {LARGEST - 1}]")


def paradigm_of(scenario: Scenario) -> str:
    """The paradigm a company lives in today. Raises ScenarioError for what is no scenario."""
    if not isinstance(scenario, Scenario):
        raise ScenarioError(f"scenario = {scenario!r} is not a Scenario; load_scenario makes one")
    return scenario.company.paradigm


def checked(scenario: Scenario, run: Run, decisions: Iterable[str]) -> Run:
    """The run with its decisions, once the engine's own plan has checked it. Raises ScenarioError."""
    paradigm_of(scenario)
    (planned,) = plan(
        scenario, paradigms=[run.paradigm], forces=[run.forces], replications=1, quarters=run.quarters,
        seed=run.seed, switch_quarter=run.switch_quarter, decisions=decisions,
    )  # fmt: skip
    return run._replace(decisions=planned.decisions)


def checked_kinds(sales_rep: type[SalesRep], marketer: type[Marketer], leader: type[Leader]) -> dict[int, type[Member]]:
    """The class of each kind of person. Raises TypeError for one that is not of its kind."""
    for kind, base in ((sales_rep, SalesRep), (marketer, Marketer), (leader, Leader)):
        if not (isinstance(kind, type) and issubclass(kind, base)):
            raise TypeError(f"{kind!r} is not {base.__name__} or a subclass of it")
    return {Kind.REP: sales_rep, Kind.MARKETER: marketer, Kind.LEADER: leader}
