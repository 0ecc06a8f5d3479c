"""A company as all runs of a scenario share it: built once, started as often as needed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..engine import advance
from ..founding.blueprint import Blueprint, draw_blueprint
from ..founding.books import rows_at_start
from ..founding.first_day import found
from ..scenario.ensemble import sets_for
from ..scenario.scenario import Scenario
from ..scenario.weather import force_set, weather
from ..world.organisation import Organisation
from ..world.outcomes import QUARTER
from ..world.words import GOAL, WEEKS_PER_QUARTER
from .agenda import agenda
from .own_rules import SHIPPED, Rules
from .run import Run

if TYPE_CHECKING:
    from ..world.tables import ParametersTable, QuartersTable, SourcesTable, WeatherTable


class Company(NamedTuple):
    """Everything that the replications of one scenario share.

    Where parameters are uncertain, `sets` has the same company with one parameter set after the other, and
    replications live with them in turn; `parameter_set` is the number of a set, 0 for the point fit. `rules` of one's
    own stand in place of the model's.
    """

    scenario: Scenario
    blueprint: Blueprint
    parameters: "ParametersTable"
    sources: "SourcesTable"
    skies: dict[tuple[str, int], "WeatherTable"]
    sets: tuple["Company", ...] = ()
    parameter_set: int = 0
    rules: Rules = SHIPPED

    def of(self, run: "Run") -> "Company":
        """The company as a run lives in it: the same parameter set under every paradigm and force set."""
        return self.sets[run.replication % len(self.sets)] if self.sets else self

    def sky(self, forces: str, weeks: int) -> "WeatherTable":
        """The weather under a force set, made once: nobody changes it."""
        if (forces, weeks) not in self.skies:
            self.skies[forces, weeks] = weather(
                self.scenario.profile_paths(), force_set(forces), weeks, self.scenario.growth
            )
        return self.skies[forces, weeks]


def prepare(scenario: Scenario, *, parameters: str = "point", seed: int = 1, rules: Rules = SHIPPED) -> Company:
    """Build once what all runs of a scenario share.

    `parameters` is `point` for the scenario's own, or `ensemble`: one set a replication, in an order drawn by
    `seed`, except for what the scenario sets itself. `rules` of one's own are compiled here, at their first use.
    Raises ScenarioError for anything else, and for rules that do not fit or are not those that the scenario names.
    """
    rules.check_named(scenario.rules, scenario.name)
    rules.make_ready()
    sets, record = sets_for(scenario, parameters, seed=seed), scenario.parameter_record()
    blueprint = draw_blueprint(scenario.chart(), scenario.company.contacts, record)
    point = Company(scenario, blueprint, record, scenario.source_table(), {}, rules=rules)
    varied = (with_parameters(point, values)._replace(parameter_set=number) for number, values in sets)
    return point._replace(sets=tuple(varied))


def with_parameters(company: Company, values: Mapping[str, float]) -> Company:
    """The same company with other values of parameters, by dotted name: its chart need not be drawn again.

    Raises ScenarioError for a value outside its declared range.
    """
    scenario, drawn = company.scenario.with_values(dict(values)), company.blueprint
    parameters, head = scenario.parameter_record(), drawn.company[0]
    rows = rows_at_start(parameters[0], int(head.reps), int(head.marketers), drawn.contacts, len(drawn.leaders))
    return company._replace(scenario=scenario, blueprint=drawn._replace(rows=rows), parameters=parameters)


def start(company: Company, run: Run) -> Organisation:
    """A company in week 0 of a run, where the record begins; before it lived its burn-in, unrecorded.

    With a switch quarter Q > 0 it has lived in the scenario's own paradigm and switches at the beginning of
    quarter Q; with 0 it has always lived in the run's paradigm. Forces stood at the level at which their paths begin.
    """
    return set_out(burnt_in(company, run), company, run)


def burnt_in(company: Company, run: Run) -> Organisation:
    """A company at the end of its burn-in: the same for all runs that `begin_alike`."""
    company = company.of(run)
    scenario = company.scenario
    org = company.rules.of(found)(
        company.blueprint,
        scenario.rows[_begins_in(scenario, run)].values(),
        parameters=company.parameters,
        theory=scenario.theory_record(),
        sources=company.sources,
        quantiles=scenario.quantiles.tables(),
        weather=company.sky(run.forces, 0),
        seed=run.seed,
        replication=run.replication,
        burn_in=scenario.company.burn_in,
        spread=scenario.company.spread,
    )
    return company.rules.of(advance)(org, 0)


def set_out(org: Organisation, company: Company, run: Run) -> Organisation:
    """A burnt-in company takes the way of a run: its weather, its decisions, its record; the same organisation."""
    company = company.of(run)
    quarters = np.full(run.quarters + 1, np.nan, dtype=QUARTER).view(np.recarray)
    quarters[0] = org.quarters[0]
    org.exchange(weather=company.sky(run.forces, run.quarters * WEEKS_PER_QUARTER), quarters=quarters)
    scenario = company.scenario
    decisions, goals = agenda(scenario, run)
    org.exchange(decisions=decisions, structure=np.concatenate([org.structure, goals]).view(np.recarray))
    if not run.switch_quarter:
        org.company[0].response = scenario.leadership.response
        if scenario.leadership.goal:
            org.structure[GOAL] = scenario.rows[scenario.leadership.goal].values()
    return org


def _begins_in(scenario: Scenario, run: Run) -> str:
    """The paradigm that a company lives in until the record begins."""
    return scenario.company.paradigm if run.switch_quarter else run.paradigm


def begin_alike(company: Company, run: Run) -> tuple[str, str, int, int]:
    """Runs of a company for which this is the same share their burn-in."""
    return _begins_in(company.scenario, run), run.forces, run.seed, run.replication


def alike(company: Company, runs: Sequence[Run]) -> list[tuple[int, ...]]:
    """The places of runs that share their burn-in, group by group, in the order in which each begins in the list."""
    groups: dict[tuple[str, str, int, int], list[int]] = {}
    for place, run in enumerate(runs):
        groups.setdefault(begin_alike(company, run), []).append(place)
    return [tuple(group) for group in groups.values()]


def execute(company: Company, run: Run, rested: Organisation | None = None) -> "QuartersTable":
    """One run to its end: its rows of outcomes, quarter 0 included.

    It goes on from a copy of a company that is `rested`, that is, burnt in, if there is one from a run alike.
    """
    org = rested.copy() if rested is not None else burnt_in(company, run)
    org = set_out(org, company, run)
    return company.rules.of(advance)(org, run.quarters * WEEKS_PER_QUARTER).quarters


def execute_together(company: Company, runs: Sequence[Run]) -> "list[QuartersTable]":
    """Runs that `begin_alike`, each as if it were alone: their burn-in is lived once."""
    rested = burnt_in(company, runs[0]) if len(runs) > 1 else None
    return [execute(company, run, rested) for run in runs]
