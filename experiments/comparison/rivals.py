"""Does the advice hang on which theory one believes? A comparison under every combination of rival theories.

*Question*: for six mechanisms of the model rival theories are published. Is the ranking the same under all of them?
*Design*: every combination of theories (`[theory]` of a scenario), the same paradigms, forces and luck under each.
*Measure*: in how many combinations the best paradigm, and the whole order, is that of the scenario's own theories; and
the same among the combinations that hold one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from cordiale.simulation.runs.own_rules import Rules
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.theories import MECHANISMS, Theory

from ..foundations.language import Words
from ..foundations.output import Column, print_table
from ..foundations.talk import Talk
from .compare import carry_out
from .findings import caveat
from .ranking import rank_paradigms

Choice = tuple[str, ...]  # a word for each mechanism, in the order of MECHANISMS
Order = tuple[str, ...]  # paradigms, best first


class Agreement(NamedTuple):
    """How many combinations agree with the scenario's own theories, of how many: on the best, on the whole order."""

    mechanism: str
    word: str
    forces: str
    best: int
    order: int
    of: int


def choices() -> tuple[Choice, ...]:
    """Every combination of theories, the defaults first."""
    fields = Theory.model_fields
    words = [[each.word for each in fields[name].annotation] for name in MECHANISMS]  # type: ignore[union-attr]
    return tuple(product(*words))


def own_choice(scenario: Scenario) -> Choice:
    """The theories that a scenario lives by."""
    return tuple(getattr(scenario.theory, name).word for name in MECHANISMS)


def orders_under(
    scenario: Scenario,
    runs: Sequence[Run],
    *,
    called: str | None,
    parameters: str,
    workers: int | None,
    talk: Talk | None,
    rules: Rules,
) -> dict[Choice, dict[str, Order]]:
    """The order of the paradigms under each combination of theories and each set of forces, by mean revenue.

    Raises RunsFailedError if a run failed.
    """
    found, talk = {}, talk or Talk(quiet=True)
    every = choices()
    with talk.counting("theories", len(every)) as count:
        for number, choice in enumerate(every, start=1):
            values = {f"theory.{name}": word for name, word in zip(MECHANISMS, choice, strict=True)}
            here = " ".join([called or scenario.name, *(f"--set {name}={word}" for name, word in values.items())])
            comparison = carry_out(
                scenario.with_values(values), runs, called=here, parameters=parameters, workers=workers, rules=rules
            )
            comparison.complain()
            rankings = rank_paradigms(comparison.frame, baseline=comparison.baseline, measures=())
            found[choice] = {one.forces: tuple(each.paradigm for each in one.standings) for one in rankings}
            count(number)
    return found


def agreements(orders: Mapping[Choice, Mapping[str, Order]], own: Choice) -> list[Agreement]:
    """Under each set of forces: over all combinations, then over those that hold each rival theory."""
    rows = []
    for forces, mine in orders[own].items():
        told: Iterable[tuple[str, str]] = (
            (name, word)
            for place, name in enumerate(MECHANISMS)
            for word in dict.fromkeys(one[place] for one in orders)
        )
        for mechanism, word in [("all combinations", ""), *told]:
            held = [each for one, each in orders.items() if not word or one[MECHANISMS.index(mechanism)] == word]
            best = sum(each[forces][0] == mine[0] for each in held)
            order = sum(each[forces] == mine for each in held)
            rows.append(Agreement(mechanism, word, forces, best, order, len(held)))
    return rows


def to_dict(orders: Mapping[Choice, Mapping[str, Order]], own: Choice) -> dict[str, Any]:
    """All of it as JSON-like values."""
    return {
        "own": dict(zip(MECHANISMS, own, strict=True)),
        "agreement": [row._asdict() for row in agreements(orders, own)],
        "orders": [
            {
                "theory": dict(zip(MECHANISMS, one, strict=True)),
                "order": {name: list(each) for name, each in by.items()},
            }
            for one, by in orders.items()
        ],
    }


def print_agreements(orders: Mapping[Choice, Mapping[str, Order]], own: Choice, w: Words) -> None:
    """A table for each set of forces, and what it does not show."""
    columns = (
        Column(w["theories.mechanism"], lambda row: row.mechanism if row.word else w["theories.all"], left=True),
        Column(w["theories.theory"], lambda row: row.word, left=True),
        Column(w["theories.best"], lambda row: w("theories.share", number=row.best, of=row.of)),
        Column(w["theories.order"], lambda row: w("theories.share", number=row.order, of=row.of)),
    )
    rows = agreements(orders, own)
    for forces, mine in orders[own].items():
        here = [row for row in rows if row.forces == forces]
        names = ", ".join(map(w.paradigm, mine))
        print_table(columns, here, title=w("theories.title", forces=w.forces(forces), order=names))
    print(caveat(0, w))
