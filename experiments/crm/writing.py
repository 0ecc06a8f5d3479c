"""The facts of an export become a scenario that can be run, and that answers for what it was made to meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario

from ..fitting.fidelity import hold_over_years
from ..fitting.fit import fit, with_usual_start
from ..fitting.fitted import Fitted, leave_kin
from ..fitting.observed import FEWEST_RUNS
from ..fitting.trial import Figures, try_out
from ..foundations.atomic import write_text
from ..foundations.phrases import named_after
from ..foundations.talk import Talk
from ..foundations.toml import one_line
from .draft import Draft, draft, source_odds
from .facts import SourceFacts
from .importer import Import
from .scenario_document import BASE, scenario_file

COMMAND = "cordiale import"
LARGEST_SHIFT = 6.0  # log-odds, the range of a source's fit
PACES = (0.02, 50.0)  # weeks a source's buyers take, over the usual weeks
WEAKEST_PULL = 0.1  # below it, the sources' fits do not move their conversions


@dataclass(frozen=True)
class Report(Fitted):
    """What was written, how well it meets the data on luck that the fit has not seen, and what it leaves open.

    `unknown` is what the export cannot tell, each as `what: why`.
    """

    unknown: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-like values; a figure that could not be measured is None."""
        return {**super().to_dict(), "unknown": list(self.unknown)}

    def lines(self) -> Iterator[str]:
        """The report as lines to print."""
        yield f"{self.path}: scenario {self.scenario.name}"
        yield from [f"  {each}" for each in self.checks] or ["  nothing in the export is a figure to meet"]
        yield from self.others()
        yield from self.missed()
        yield "not known, left at the default:"
        yield from (f"  {each}" for each in self.unknown)


def write_scenario(
    result: Import, out: Path, *, sets: int = 0, seed: int = 1, growth: bool = False, talk: Talk | None = None,
    command: str = COMMAND,
) -> Report:  # fmt: skip
    """Write the scenario of an imported export to `out`, fitted to it; aggregates only.

    Beside it, `sets` other parameter sets are tried, and those that show the same figures are left for an ensemble.
    With `growth`, growth that was observed is kept in `[growth]`, else it is taken out; the figures are met without it
    either way. The same facts and seed give the same files. Raises StoreError where a file cannot be written.
    """
    base, out, talk = load_scenario(BASE), Path(out), talk or Talk(quiet=True)
    made = draft(result.facts, base, try_out(base, replications=FEWEST_RUNS, seed=seed), growth=growth)
    odds = [source_odds(each, made.sources) for each in made.sources]

    def settle(scenario: Scenario, figures: Figures) -> Scenario:
        """The sources' conversions differ as observed, and the first day's pipeline is the usual one."""
        return _settled(scenario, figures, odds)

    guess, moved = _first_guess(base, made, out), [entry.place for entry in made.entries if entry.fitted]
    with talk.counting("finding a company that gives these figures") as count:
        found = fit(guess, made.goals, parameters=moved, settle=settle, seed=seed, progress=count)
    sets = sets if found.in_reach else 0  # no other set meets what is out of reach either
    write_text(out, scenario_file(result, made, found.scenario, command))
    written = load_scenario(out)
    kept, beside = leave_kin(written, found.moves, out, sets=sets, seed=seed, talk=talk)
    if beside:
        write_text(out, scenario_file(result, made, found.scenario, command, ensemble=beside))
        written = load_scenario(out)
    unknown = tuple(f"{what}: {why}" for what, why in written.unknown.items())
    return Report(out, written, tuple(found.moves.levers), hold_over_years(written, seed=seed + 1), kept, sets, unknown)


def _first_guess(base: Scenario, made: Draft, out: Path) -> Scenario:
    values: dict[str, Any] = {entry.place: entry.value for entry in made.entries}
    values |= {
        "name": named_after(out, otherwise="imported"),
        "targets": {each.place: each.value for each in made.targets},
    }
    values["quantiles"] = {name: list(given) for name, given in made.quantiles.items()}
    if made.sources:
        values["sources"] = [_source(each, source_odds(each, made.sources)) for each in made.sources]
    return base.with_values(values)


def _source(facts: SourceFacts, shift: float) -> dict[str, Any]:
    slowest, fastest = PACES
    pace = min(max(facts.cycle_weight, slowest), fastest)
    return {"name": one_line(facts.name) or "unnamed", "share": facts.share, "fit": _shift(shift), "pace": pace}


def _shift(fit: float) -> float:
    return min(max(fit, -LARGEST_SHIFT), LARGEST_SHIFT)


def _settled(scenario: Scenario, figures: Figures, odds: list[float]) -> Scenario:
    """The sources pulled apart as the data say, given how far their fits pulled them in the last trial."""
    started = with_usual_start(scenario, figures)
    if not (odds and figures["source_pull"] > WEAKEST_PULL):  # missing for a single source
        return started
    shifts = [_shift(one / figures["source_pull"]) for one in odds]
    pairs = zip(started.sources, shifts, strict=True)
    return started.with_values({"sources": [source.model_dump() | {"fit": shift} for source, shift in pairs]})
