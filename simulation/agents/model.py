"""The company as a Mesa model: the week's list, with a method call for everybody's part in it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import mesa
import networkx as nx

from ..founding.books import has_room, make_room
from ..recording.log import OFF
from ..recording.watches import AFTER, AFTER_EACH
from ..runs.company import prepare, start
from ..runs.own_rules import SHIPPED, Rules
from ..runs.results import to_frame
from ..runs.run import Run
from ..scenario.scenario import Scenario
from ..week import PHASES, Phase
from ..world.organisation import Organisation
from ..world.words import WEEKS_PER_QUARTER
from .checks import check_whole, checked, checked_kinds, paradigm_of
from .copies import Copied
from .graph import to_graph
from .people import METHODS, Leader, Marketer, Member, Practitioner, SalesRep
from .weekly import WEEKLY

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# Who acts in a phase that is not the company's.
GROUPS: dict[str, Any] = {
    "everyone": Member,
    "practitioners": Practitioner,
    "reps": SalesRep,
    "marketers": Marketer,
    "leaders": Leader,
}


class AlignmentModel(Copied, mesa.Model):
    """One run of a company, lived agent by agent; the same as the engine's, to the last bit.

    - `scenario`: the company and its world.
    - `paradigm`: the row of structure it lives in, a shipped one or the scenario's own; if left out, the one that
      the scenario says the company lives in today.
    - `forces`: `none`, `all`, or forces joined with `+`.
    - `rng`: seed of the study, in [0, 2**32). Luck has an address, so this is a number and no generator;
      Mesa's own generators are seeded with it too, and decide nothing. None, which `mesa.batch_run` gives where it is
      told nothing, is 1: vary `replication` there.
    - `replication`: number of the replication, in [0, 2**32).
    - `quarters`: how long the world lasts, in [1, 400].
    - `switch_quarter`: if above 0, the company starts in the scenario's own paradigm and switches then.
    - `decisions`: texts such as "Q5 paradigm=siloed", on top of the scenario's own.
    - `sales_rep`, `marketer`, `leader`: what to make the people of, the classes of `simulation.agents` or
      subclasses of them.
    - `collect`: whether `datacollector` takes the figures of `WEEKLY` at the start and after every week.
    - `rules`: rules of one's own in place of the model's, as `cordiale.rules` makes them.
    - `record`: whether `tables` keeps a record of people, ties, leads, matters and credit.

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
        rng: int | None = 1,
        replication: int = 0,
        quarters: int = 12,
        switch_quarter: int = 0,
        sales_rep: type[SalesRep] = SalesRep,
        marketer: type[Marketer] = Marketer,
        leader: type[Leader] = Leader,
        *,
        decisions: Iterable[str] = (),
        collect: bool = True,
        record: bool = False,
        rules: Rules = SHIPPED,
    ) -> None:
        rng = 1 if rng is None else rng
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
        self.planned, self.company = run, prepare(scenario, rules=rules)
        self.log: Any = OFF
        self.org = start(self.company, run)
        self.names = {seat.key: seat.name for seat in scenario.chart()}
        self.people = [kinds[int(kind)](self, row) for row, kind in enumerate(self.org.people["kind"])]
        self.actors = {group: self.agents.select(agent_type=kind) for group, kind in GROUPS.items()}
        self._graph = nx.MultiGraph()
        self.datacollector, self.collect = mesa.DataCollector(model_reporters=WEEKLY), collect
        self.take_figures()
        if record:
            from ..runs.recorded import recorder  # late: pyarrow takes its time

            self.log = recorder(self.org, self.company, run)

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
        self._graph.update(self.company.rules.of(to_graph)(self.org, self.company.blueprint.keys))
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
            self.company.rules.of(phase.act)(self.org)
        else:
            self.actors[phase.actors].do(self.watched(phase))
        if phase.name in AFTER and self.log is not OFF:
            self.company.rules.of(AFTER[phase.name])(self.org, self.log)

    def watched(self, phase: Phase) -> str | Callable[[Member], None]:
        """What actors do in a phase, the name of the method; or a call of it that is watched for the record."""
        method = METHODS[phase.name]
        if self.log is OFF or phase.name not in AFTER_EACH:
            return method
        watch = self.company.rules.of(AFTER_EACH[phase.name])

        def act(actor: Member) -> None:
            getattr(actor, method)()
            watch(self.org, self.log, actor.row)

        return act

    def make_room(self) -> None:
        """Enlarge the books, if need be, for whatever a week may bring; what is lined up stays lined up."""
        if not has_room(self.org):
            make_room(self.org)
        self.log.make_room(self.org)

    def take_figures(self) -> None:
        """Let the data collector look, if it is to collect."""
        if self.collect:
            self.datacollector.collect(self)

    def outcomes(self) -> "pd.DataFrame":
        """The quarters so far, quarter 0 included: the table of `simulate` for this run."""
        return to_frame(self.company, [self.planned], [self.org.quarters[: self.quarter + 1]])

    def tables(self) -> "dict[str, pa.Table]":
        """The record so far, table by table, as `simulate` leaves it in files. Raises RuntimeError if none is kept."""
        if self.log is OFF:
            raise RuntimeError("no record is kept; make the model with record=True")
        return self.log.tables(self.org)
