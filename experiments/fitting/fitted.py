"""A scenario fitted to its own `[targets]`: the file that this leaves, and what is to be said of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cordiale.simulation.scenario.ensemble import value_at
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Scenario

from ..foundations import toml
from ..foundations.atomic import write_text
from ..foundations.errors import UsersError
from ..foundations.phrases import listed, named_after, rounded
from ..foundations.talk import Talk
from .contradictions import contradictions
from .fidelity import WINS_BY_YEAR, check_targets, hold_over_years
from .fit import FOLLOWING, fit
from .kin import FEWEST, kin, sets_file
from .levers import LIMITS, Lever, one_each
from .observed import FEWEST_RUNS, Check
from .secants import Secants

FIGURES = 4  # of a value in the file
COMMAND = "cordiale fit"
SETS = ".sets.csv"  # how the file of an ensemble beside its scenario ends


@dataclass(frozen=True)
class Fitted:
    """What was written, how well it meets the targets on luck that the fit has not seen, and by which levers."""

    path: Path
    scenario: Scenario
    levers: tuple[Lever, ...]
    checks: tuple[Check, ...]
    kept: int
    tried: int

    @property
    def met(self) -> bool:
        """Whether every target is met."""
        return all(each.met for each in self.checks)

    @property
    def held(self) -> list[str]:
        """Targets that no lever was moved for: they are held against the company, not fitted."""
        moved = {lever.figure for lever in self.levers}
        return [name for name in self.scenario.targets if name not in moved]

    def to_dict(self) -> dict[str, Any]:
        """The fit as JSON-like values; a figure that could not be measured is None."""
        return {
            "scenario": self.scenario.name,
            "path": str(self.path),
            "targets": [each.to_dict() for each in self.checks],
            "met": self.met,
            "levers": [
                {"parameter": one.parameter, "figure": one.figure, "value": value_at(self.scenario, one.parameter)}
                for one in self.levers
            ],
            "held_without_a_lever": self.held,
            "ensemble": {"sets": self.kept, "tried": self.tried, "file": self.scenario.ensemble},
            "unknown": self.scenario.unknown,
        }

    def lines(self) -> Iterator[str]:
        """The fit as lines to print."""
        yield f"{self.path}: scenario {self.scenario.name}"
        yield from (f"  {each}" for each in self.checks)
        yield from (f"  moved for {one.figure}: {_told(one, self.scenario)}" for one in self.levers)
        if self.held:
            yield f"no lever is left for {listed(self.held)}: held against the company, not fitted"
        yield from self.others()
        yield from self.missed()

    def others(self) -> Iterator[str]:
        """How many other parameter sets show the same figures, if any were tried."""
        if self.tried:
            use = "; --parameters ensemble uses them" if self.scenario.ensemble else ", too few for an ensemble"
            yield f"{self.kept} of {self.tried} other parameter sets show the same figures{use}"

    def missed(self) -> Iterator[str]:
        """A plain sentence on each target that is not met: by how much, and what its lever could still do.

        Contradictions among targets come first. Wins that are missed altogether are not told of their years again.
        """
        if not self.met:
            yield from contradictions(self.scenario.targets)
        by = {lever.figure: lever for lever in self.levers}
        missed = [each for each in self.checks if not each.met]
        told = WINS_BY_YEAR if any(each.name == "wins" for each in missed) else ()
        for each in missed:
            if each.name not in told:
                lever = f"; its lever is {_told(by[each.name], self.scenario)}" if each.name in by else ""
                yield f"cannot be met: {each}{lever}"


def fit_company(called: str, out: Path, *, sets: int, seed: int, talk: Talk) -> Fitted:
    """Fit a scenario to its targets and write `out`, a scenario on top of it, and beside it the sets that fit too.

    Raises ScenarioError for targets that are missing or cannot be, StoreError where nothing can be written.
    """
    base = load_scenario(called)
    check_targets(base, where=called)
    if not base.targets:
        raise ScenarioError(f"{called}: there are no [targets]; a fit needs figures of the company's own")
    levers = one_each(base.targets)
    with talk.counting("moving levers until the figures are met") as count:
        wanted = {name: target.value for name, target in base.targets.items()}
        roughly, moved = any(contradictions(base.targets)), [each.parameter for each in levers]
        found = fit(base, wanted, parameters=moved, seed=seed, progress=count, roughly=roughly)
    point = as_written(found.scenario, levers).model_copy(update={"ensemble": None})
    sets = sets if found.in_reach else 0  # no other set meets what is out of reach either
    kept, beside = leave_kin(point, found.moves, out, sets=sets, seed=seed, talk=talk)
    write_text(out, fitted_file(called, out, point, levers, ensemble=beside))
    written = load_scenario(out)
    runs = None if found.in_reach else FEWEST_RUNS
    return Fitted(out, written, levers, hold_over_years(written, replications=runs, seed=seed + 1), kept, sets)


def leave_kin(
    point: Scenario, moves: Secants, out: Path, *, sets: int, seed: int, talk: Talk
) -> tuple[int, str | None]:
    """How many of `sets` other sets show a fitted scenario's figures; beside `out`, if enough do, a file of them.

    That file's name comes second. Raises StoreError where it cannot be written.
    """
    if not sets:
        return 0, None
    with talk.counting("looking for other sets that show the same figures") as count:
        found = kin(point, moves, count=sets, seed=seed, progress=count)
    kept, beside = len(found) - 1, out.with_suffix(SETS)
    if kept < FEWEST:
        return kept, None
    write_text(beside, sets_file(found))
    return kept, beside.name


def as_written(scenario: Scenario, levers: Sequence[Lever]) -> Scenario:
    """The scenario with what was moved at the figures that its file has."""
    places = [*(lever.parameter for lever in levers), *FOLLOWING]
    return scenario.with_values({place: rounded(value_at(scenario, place), FIGURES) for place in places})


def fitted_file(called: str, out: Path, fitted: Scenario, levers: Sequence[Lever], *, ensemble: str | None) -> str:
    """A scenario on top of the one that was fitted, with what was moved and why."""
    why = {lever.parameter: f"fitted to {lever.figure}" for lever in levers}
    why |= dict.fromkeys(FOLLOWING, "fitted to what the company settles at")
    groups: dict[str, list[str]] = {}
    for place, reason in why.items():
        group, _, name = place.partition(".")
        groups.setdefault(group, []).append(toml.line(name, value_at(fitted, place), reason, figures=FIGURES))
    lines = [
        f"# Made by `{COMMAND}`: values were moved until the simulated status quo met [targets].",
        "schema = 1",
        toml.line("extends", below(called, out)),
        toml.line("name", named_after(out, otherwise="fitted")),
        *([toml.line("ensemble", ensemble, "sets that show the same figures")] if ensemble else []),
        *(part for group, inside in groups.items() for part in toml.table(f"[{group}]", inside)),
    ]
    return "\n".join(lines) + "\n"


def below(called: str, out: Path) -> str:
    """How a file in `out`'s folder names the scenario that it extends. Raises UsersError if that is itself."""
    file = Path(called)
    if not file.is_file():
        return called
    if file.resolve() == out.resolve():
        raise UsersError(f"{out} would extend itself; say with --out where the fitted scenario should go")
    return Path(os.path.relpath(file.resolve(), out.resolve().parent)).as_posix()


def _told(lever: Lever, scenario: Scenario) -> str:
    """A lever's value, and whether it is at an end of its range."""
    value, (low, high) = value_at(scenario, lever.parameter), LIMITS[lever.parameter]
    end = ", an end of its range" if value in (low, high) else ""
    return f"{lever.parameter} = {value:.4g}{end}"
