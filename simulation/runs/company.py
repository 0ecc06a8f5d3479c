"""A company as all runs of a scenario share it: built once, started as often as needed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..engine import advance
from ..founding.blueprint import Blueprint, draw_blueprint
from ..founding.books import rows_at_start
from ..founding.first_day import found
from ..scenario.ensemble import sets_for
from ..scenario.scenario import Scenario
from ..scenario.weather import force_set, weather
from ..world.organisation import Organisation
from ..world.words import NOBODY, WEEKS_PER_QUARTER
from .run import Run

if TYPE_CHECKING:
    from ..world.tables import ParametersTable, QuartersTable, SourcesTable, WeatherTable


class Company(NamedTuple):
    """Everything that the replications of one scenario share.

    Where parameters are uncertain, `sets` has the same company with one parameter set after the other, and
    replications live with them in turn; `parameter_set` is the number of a set, 0 for the point fit.
    """

    scenario: Scenario
    blueprint: Blueprint
    parameters: "ParametersTable"
    sources: "SourcesTable"
    skies: dict[tuple[str, int], "WeatherTable"]
    sets: tuple["Company", ...] = ()
    parameter_set: int = 0

    def of(self, run: "Run") -> "Company":
        """The company as a run lives in it: the same parameter set under every paradigm and force set."""
        return self.sets[run.replication % len(self.sets)] if self.sets else self

    def sky(self, forces: str, weeks: int) -> "WeatherTable":
        """The weather under a force set, made once: nobody changes it."""
        if (forces, weeks) not in self.skies:
            self.skies[forces, weeks] = weather(self.scenario.profile_paths(), force_set(forces), weeks)
        return self.skies[forces, weeks]


def prepare(scenario: Scenario, *, parameters: str = "point", seed: int = 1) -> Company:
    """Build once what all runs of a scenario share.

    `parameters` is `point` for the scenario's own, or `ensemble`: one set a replication, in an order drawn by
    `seed`, except for what the scenario sets itself. Raises ScenarioError for anything else.
    """
    sets, record = sets_for(scenario, parameters, seed=seed), scenario.parameter_record()
    blueprint = draw_blueprint(scenario.chart(), scenario.company.contacts, record)
    point = Company(scenario, blueprint, record, scenario.source_table(), {})
    varied = (with_parameters(point, values)._replace(parameter_set=number) for number, values in sets)
    return point._replace(sets=tuple(varied))


def with_parameters(company: Company, values: Mapping[str, float]) -> Company:
    """The same company with other values of parameters, by dotted name: its chart need not be drawn again.

    Raises ScenarioError for a value outside its declared range.
    """
    scenario, drawn = company.scenario.with_values(dict(values)), company.blueprint
    parameters, head = scenario.parameter_record(), drawn.company[0]
    rows = rows_at_start(parameters[0], int(head.reps), int(head.marketers), drawn.contacts)
    return company._replace(scenario=scenario, blueprint=drawn._replace(rows=rows), parameters=parameters)


def start(company: Company, run: Run) -> Organisation:
    """A company on the first day of a run.

    With a switch quarter Q > 0 it starts in the scenario's own paradigm and switches at the beginning of
    quarter Q; with 0 it lives in the run's paradigm from the start.
    """
    company = company.of(run)
    scenario, goal = company.scenario, company.scenario.rows[run.paradigm].values()
    begin = scenario.rows[scenario.company.paradigm].values() if run.switch_quarter else goal
    return found(
        company.blueprint,
        (begin, goal),
        parameters=company.parameters,
        sources=company.sources,
        weather=company.sky(run.forces, run.quarters * WEEKS_PER_QUARTER),
        seed=run.seed,
        replication=run.replication,
        quarters=run.quarters,
        switch_week=(run.switch_quarter - 1) * WEEKS_PER_QUARTER + 1 if run.switch_quarter else NOBODY,
    )


def execute(company: Company, run: Run) -> "QuartersTable":
    """One run from founding to end: its rows of outcomes, quarter 0 included."""
    return advance(start(company, run), run.quarters * WEEKS_PER_QUARTER).quarters
