"""Companies that live through all options: one past, then as many futures, on the same luck, in a given weather.

Company r is replication r of the study's seed, with its own set of uncertain parameters; all its options share the
burn-in. Weather: `expected` is every force on the scenario's path, `none` no force at all, `full` every force at full
intensity from the second week on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation.founding.books import rows_at_start
from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.weather import Profile
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..foundations.execution import attempts
from ..foundations.failures import Failure, RunsFailedError
from .alternatives import Option, run_of
from .worth import PARTS, worth

Floats = NDArray[np.float64]
EXPECTED, NONE, FULL = "expected", "none", "full"
WEATHERS = (EXPECTED, NONE, FULL)


class Lived(NamedTuple):
    """What became of an option in some companies: value by part and quarter, and all outcomes.

    `worth` has shape (companies, parts, quarters), in thousands, discounted; `rows` (companies, quarters + 1).
    """

    worth: Floats
    rows: Any

    @property
    def value(self) -> Floats:
        """What each company is worth; shape (companies,)."""
        return np.asarray(self.worth.sum(axis=(1, 2)))

    @property
    def by_quarter(self) -> Floats:
        """Value by company and quarter."""
        return np.asarray(self.worth.sum(axis=1))

    def first(self, companies: int) -> Lived:
        return Lived(self.worth[:companies], self.rows[:companies])


def joined(one: Lived, other: Lived) -> Lived:
    """An option's companies, and further ones."""
    return Lived(np.concatenate([one.worth, other.worth]), np.concatenate([one.rows, other.rows]))


@dataclass
class Branches:
    """The companies of a decision, and all that they have lived so far: so many runs, so many quarters."""

    company: Company
    called: str
    seed: int
    quarters: int
    decisions: tuple[str, ...]
    workers: int | None
    runs: int = 0
    quarters_lived: int = 0
    kept: list[tuple[str, Option, Run, Any]] = field(default_factory=list)

    @cached_property
    def in_full_weather(self) -> Company:
        return _in_full_weather(self.company)

    def live(
        self, options: Sequence[Option], companies: Iterable[int], *, weather: str = EXPECTED,
        company: Company | None = None, keep: bool = False,
    ) -> dict[str, Lived]:  # fmt: skip
        """What becomes of each option in each company. Raises RunsFailedError if a run fails.

        `company`, if given, is lived instead of the decision's own; `keep` is for what goes into the results.
        """
        chosen = company or (self.in_full_weather if weather == FULL else self.company)
        numbers, forces = list(companies), "none" if weather == NONE else "all"
        runs = [
            run_of(option, chosen.scenario, forces=forces, replication=number, seed=self.seed,
                   quarters=self.quarters, decisions=self.decisions)
            for option in options for number in numbers
        ]  # fmt: skip
        results = self._results(chosen, runs)
        if keep:
            self.kept += [(weather, options[at // len(numbers)], runs[at], rows) for at, rows in enumerate(results)]
        return {
            option.name: self._lived(chosen, runs, results, slice(at * len(numbers), (at + 1) * len(numbers)))
            for at, option in enumerate(options)
        }

    def values(self, taken: Sequence[tuple[Option, int]]) -> Floats:
        """What each company is worth that takes an option, for pairs of both; thousands."""
        runs = [
            run_of(option, self.company.scenario, forces="all", replication=number, seed=self.seed,
                   quarters=self.quarters, decisions=self.decisions)
            for option, number in taken
        ]  # fmt: skip
        return self._lived(self.company, runs, self._results(self.company, runs), slice(len(runs))).value

    def _results(self, company: Company, runs: Sequence[Run]) -> list[Any]:
        results: list[Any] = [None] * len(runs)
        for place, result in attempts(company, runs, workers=self.workers):
            results[place] = result
        failures = [result for result in results if isinstance(result, Failure)]
        if failures:
            raise RunsFailedError(failures, of=len(runs), scenario=self.called)
        self.runs += len(runs)
        self.quarters_lived += self.quarters_of(len(runs), companies=len({run.replication for run in runs}))
        return results

    def quarters_of(self, runs: int, *, companies: int) -> int:
        """How many quarters so many runs take in all: the options of a company share its burn-in."""
        return runs * self.quarters + companies * self.company.scenario.company.burn_in

    def _lived(self, company: Company, runs: Sequence[Run], results: Sequence[Any], part: slice) -> Lived:
        rows = np.array([np.asarray(each) for each in results[part]])
        each = [worth(company.of(run).scenario, run, one) for run, one in zip(runs[part], rows, strict=True)]
        return Lived(np.array(each).reshape(-1, len(PARTS), self.quarters), rows)


def _in_full_weather(company: Company) -> Company:
    """The same company, and its sets, under forces that go to full intensity at once."""
    return everywhere(company, lambda one: one._replace(scenario=_forced(one), skies={}))


def _forced(company: Company) -> Any:
    paths = {
        force: Profile(shape="step", start=float(profile.intensities(0)[0]), end=1.0, at=1 / WEEKS_PER_QUARTER)
        for force, profile in company.scenario.profile_paths().items()
    }
    return company.scenario.model_copy(update={"forces": paths})


def everywhere(company: Company, change: Callable[[Company], Company]) -> Company:
    """A company and each of its sets, changed."""
    return change(company)._replace(sets=tuple(change(one) for one in company.sets))


def turned(company: Company, values: Mapping[str, float]) -> Company:
    """The company with other values of parameters, by dotted name, in every one of its sets.

    Only the record that the rules read is changed, at once: values are within their ranges, which is not checked.
    """
    return everywhere(company, lambda one: _turned(one, values))


def _turned(company: Company, values: Mapping[str, float]) -> Company:
    parameters, drawn = company.parameters.copy(), company.blueprint
    for dotted, value in values.items():
        parameters[dotted.replace(".", "_", 1)] = value
    head = drawn.company[0]
    rows = rows_at_start(parameters[0], int(head.reps), int(head.marketers), drawn.contacts, len(drawn.leaders))
    return company._replace(parameters=parameters, blueprint=drawn._replace(rows=rows))
