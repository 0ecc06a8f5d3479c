"""The main job: paradigms x force sets x matched replications, on one company.

*Question*: which way for sales and marketing to live together suits this company, and how sure can one be?
*Design*: every paradigm under every force set meets the same luck, replication by replication.
*Measure*: `comparison.measures`; ranked by revenue, with paired differences to the company's present structure.
*Expectation* (declared before they were measured, as patterns 11 to 13): strong leadership brings the proportional
paradigm near the best, drift ends behind the deliberate choices, and none is best for every company.
*Finding* (2026-11-26): all three hold, the last narrowly. `VALIDATION.md` has the intervals, `CALIBRATION.md` how the
ranking changes over equally good parameter sets; both are generated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cordiale.simulation.recording.contents import FILES
from cordiale.simulation.runs.company import Company, prepare
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.results import to_frame
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.ensemble import own_values, sets_of
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.execution import attempts, compiling_words
from ..foundations.failures import Failure, RunsFailedError
from ..foundations.language import ENGLISH, Words
from ..foundations.manifest import describe_comparison, mapping_sha256, scenario_content
from ..foundations.plain import plain
from ..foundations.talk import Talk
from .burden import Forecast
from .echo import implied
from .framing import Comparison, decisions_of, question, told
from .today import asked_besides, if_switched

Draw = Callable[[Path], None]
PATIENCE = 3.0  # seconds of silence before compiling is mentioned


def carry_out(
    scenario: Scenario,
    runs: Sequence[Run],
    *,
    called: str | None = None,
    parameters: str = "point",
    workers: int | None = None,
    talk: Talk | None = None,
    rules: Rules = SHIPPED,
    switch: bool = False,
) -> Comparison:
    """Simulate runs that `simulation.engine.plan` made; the table does not depend on `workers`.

    `parameters` is `point` or `ensemble`, as in `simulation.engine.prepare`; `switch` asks what a switch would bring,
    too. Raises ScenarioError for anything else
    and for an impossible number of workers, RunsFailedError if no run ended well.
    """
    name, talk = called or scenario.name, talk or Talk(quiet=True)
    company = made_ready(scenario, parameters=parameters, seed=runs[0].seed, rules=rules, talk=talk)
    besides = asked_besides(company, runs) if switch else []
    people, quarters = len(company.blueprint.people), runs[0].quarters
    also = f", and {len(besides):,} as if they had lived as today and switched" if besides else ""
    talk.say(f"simulating {len(runs):,} x {quarters} quarters of {people:,} people{also}")
    lived = [*runs, *besides]
    results = _simulated(company, lived, workers, talk)
    failures = tuple(result for result in results[: len(runs)] if isinstance(result, Failure))
    if len(failures) == len(runs):
        raise RunsFailedError(failures, of=len(runs), scenario=name)
    rows = {run: each for run, each in zip(lived, results, strict=True) if not isinstance(each, Failure)}
    well = [run for run in runs if run in rows]
    earned = {run: float(each["revenue"][1:].sum()) for run, each in rows.items()}
    switched = if_switched(company, well, earned) if besides else {}
    frame = to_frame(company, well, [rows[run] for run in well])
    return Comparison(company, name, tuple(well), frame, failures, switched)


def _simulated(company: Company, runs: Sequence[Run], workers: int | None, talk: Talk) -> list[Any]:
    """What became of each run, in the order of the runs."""
    results: list[Any] = [None] * len(runs)
    forecast = Forecast(talk, len(runs))
    with (
        talk.saying_after(PATIENCE, compiling_words(company.rules.version)),
        talk.counting("simulating", len(runs)) as count,
    ):
        for done, (place, result) in enumerate(attempts(company, runs, workers=workers), start=1):
            results[place] = result
            count(done)
            forecast(done)
    return results


def made_ready(scenario: Scenario, *, parameters: str, seed: int, rules: Rules, talk: Talk) -> Company:
    """What runs share, with the rules compiled; says so where that takes long. Raises ScenarioError."""
    with talk.saying_after(PATIENCE, compiling_words(rules.version)):
        return prepare(scenario, parameters=parameters, seed=seed, rules=rules)


def summarise(comparison: Comparison) -> dict[str, Any]:
    """What `summary.json` holds and `--json` prints."""
    from .report import summary  # late: pandas takes its time

    failures = [failure.to_dict(comparison.called) for failure in comparison.failures]
    said = {
        **summary(comparison.frame, baseline=comparison.baseline, switched=comparison.switched),
        "failures": failures,
    }
    said |= {"rules": comparison.company.rules.words} if comparison.company.rules else {}
    scenario = comparison.company.scenario
    return {
        **said,
        "question": question(comparison, ENGLISH),
        "as_simulated": implied(comparison.frame, scenario),
        "unknown": scenario.unknown,
        "parameters": parameters_of(comparison.company),
        "decisions": decisions_of(comparison, ENGLISH),
    }


def keep(
    comparison: Comparison,
    directory: Path,
    *,
    verb: str,
    command: Sequence[str],
    draw: Draw | None = None,
    record: bool = False,
    report: bool = False,
    w: Words,
) -> Path:
    """Leave the comparison in a folder: table, summary, figures and, last, the manifest. Raises StoreError.

    `verb` is that of the `command` typed; `draw` leaves figures in a folder; `record` says that the tables of a record
    are there already, for the manifest to list; `report` leaves a board pack, in a
    language.
    """
    from ..foundations.store import write_results  # late: PyArrow takes its time

    scenario, seed = comparison.company.scenario, comparison.runs[0].seed
    manifest = describe_comparison(
        command=command, scenario_name=scenario.name, scenario=scenario_content(scenario), seed=seed
    )
    manifest["verb"] = verb
    manifest["parameters"], manifest["decisions"] = parameters_of(comparison.company), decisions_of(comparison, ENGLISH)
    manifest["runs"] = {"switch_quarter": comparison.runs[0].switch_quarter, "decisions": comparison.runs[0].decisions}
    if comparison.company.rules:
        manifest["rules"] = comparison.company.rules.record()
    said = plain(summarise(comparison))
    return write_results(
        comparison.frame, directory, summary=said, manifest=manifest, draw=draw, beside=FILES if record else (),
        also=_board_pack(comparison, said, w) if report else None,
    )  # fmt: skip


def _board_pack(comparison: Comparison, said: dict[str, Any], w: Words) -> dict[str, bytes]:
    from ..boardpack.comparison_pack import comparison_pack  # late: few want it
    from ..boardpack.pack_files import board_pack  # late: templates and workbooks take their time

    return board_pack(comparison_pack(said, w, told(comparison, w)))


def parameters_of(company: Company) -> dict[str, Any]:
    """Which parameters the runs had: the point fit, or the sets of the ensemble in the order of replications."""
    if not company.sets:
        return {"choice": "point"}
    content = {str(number): values for number, values in sets_of(company.scenario).items()}
    return {
        "choice": "ensemble",
        "sets": [one.parameter_set for one in company.sets],
        "left_as_the_scenario_sets_them": sorted(own_values(company.scenario)),
        "ensemble_sha256": mapping_sha256(content),
    }
