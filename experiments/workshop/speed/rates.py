"""How fast the model lives: both schedulers on the same weeks, and whole runs."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from cordiale.simulation.engine import advance
from cordiale.simulation.runs.company import Company, execute, prepare, start
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.state import ARRAYS
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ...foundations.execution import attempts
from .clock import MIB, Effort, Line, seconds
from .sizes import QUARTERS, a_run, of_size

WEEKS = QUARTERS * WEEKS_PER_QUARTER


def engine_rate(company: Company, repeats: int) -> float:
    """Agent-weeks a second of the engine, founding not counted."""

    def taken() -> float:
        org = start(company, a_run(company))
        return seconds(lambda: advance(org, WEEKS))

    taken()
    return len(company.blueprint.people) * WEEKS / median(taken() for _ in range(repeats))


def mesa_rate(scenario: Scenario, weeks: int, repeats: int) -> float:
    """Agent-weeks a second of Mesa on the first weeks of the same run, founding not counted."""
    from cordiale.simulation.agents.model import AlignmentModel  # late: Mesa takes seconds

    model = AlignmentModel(scenario, paradigm=scenario.company.paradigm, forces="all", rng=1, collect=False)
    model.step()
    times = [seconds(model.step) for _ in range(max(weeks, repeats))]
    return len(model.agents) / median(times)


def engine_rate_over(company: Company, weeks: int, repeats: int) -> float:
    """Agent-weeks a second of the engine on the weeks that Mesa lived: from the second on."""

    def taken() -> float:
        org = advance(start(company, a_run(company)), 1)
        return seconds(lambda: advance(org, 1 + weeks))

    taken()
    return len(company.blueprint.people) * weeks / median(taken() for _ in range(repeats))


def schedulers(effort: Effort) -> Iterator[Line]:
    """Mesa and the engine, and how the cost of a person grows with the company."""
    rates = {}
    for size in effort.sizes:
        scenario = of_size(size)
        company = prepare(scenario)
        people = len(company.blueprint.people)
        weeks = max(effort.mesa_weeks, effort.repeats)
        mesa = mesa_rate(scenario, weeks, effort.repeats)
        ratio = engine_rate_over(company, weeks, effort.repeats) / mesa
        rates[size] = engine_rate(company, effort.repeats)
        yield Line(f"engine, {people:,} people: agent-weeks a second", "", f"{rates[size]:,.0f}")
        yield Line(f"Mesa, {people:,} people: agent-weeks a second", "", f"{mesa:,.0f}")
        yield Line(f"engine over Mesa, same weeks, {people:,} people", "about 100", f"{ratio:,.0f}")
    if {1_000, 10_000} <= rates.keys():
        cost = rates[1_000] / rates[10_000]
        yield Line("cost of an agent-week, 10,000 over 1,000 people", "", f"{cost:.2f}")


def whole_runs(effort: Effort) -> Iterator[Line]:
    """Runs end to end: founding, 156 weeks, outcomes."""
    company = prepare(of_size(100))
    execute(company, a_run(company))
    runs = [a_run(company, replication) for replication in range(effort.runs)]
    crews: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(effort.repeats):  # in turn, so that what else the machine does weighs on both alike
        for workers, times in crews.items():
            times.append(seconds(lambda crew=workers: list(attempts(company, runs, workers=crew))))  # type: ignore[misc]
    rates = {workers: len(runs) / median(times) for workers, times in crews.items()}
    for workers, rate in rates.items():
        yield Line(f"runs a second, 100 people, {WEEKS} weeks, {workers} worker(s)", "", f"{rate:,.1f}")
    yield Line("runs a second, 2 workers over 1", "", f"{rates[2] / rates[1]:.2f}")
    weight = size_of(advance(start(company, runs[0]), WEEKS))
    yield Line("memory of a replication under way, 100 people", "", f"{weight / MIB:.2f} MiB")


def size_of(org: object) -> int:
    """Bytes in the arrays of an organisation."""
    return sum(getattr(org, name).nbytes for name in ARRAYS)
