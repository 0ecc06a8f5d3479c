"""What a decision rests on: assumptions, what is unknown, patterns of the model that fail, rival theories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from cordiale.simulation.runs.company import Company
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.parameters import PARAMETERS, Economics, declared
from cordiale.simulation.world.theories import MECHANISMS, Theory

from ..foundations.language import ENGLISH, Words
from ..foundations.statistics import paired_difference
from ..validation.criteria import HOLDS
from ..validation.record import read
from .alternatives import Option
from .branching import Branches, everywhere
from .timekeeping import Clock
from .verdict import Grounds


def grounds(
    branches: Branches,
    contenders: Sequence[Option],
    best: str,
    companies: range,
    *,
    matter: Sequence[tuple[str, float]],
    clock: Clock,
) -> Grounds:
    """All of it; `matter` are the parameters that matter most, each with the share of variance that it accounts for.

    Rival theories are left out where the clock does not allow for them.
    """
    company = branches.company
    return Grounds(
        parameters_words(len(company.sets), ENGLISH),
        len(company.sets),
        tuple(assumptions(company.scenario, matter)),
        tuple(failing()),
        tuple(differing(branches, contenders, best, companies, clock)),
        tuple(getattr(company.scenario, "unknown", ())),
    )  # fmt: skip


def parameters_words(sets: int, w: Words) -> str:
    """Which parameters the companies lived with: so many sets of the ensemble, or one of their own (0)."""
    return w("decide.parameter_sets", number=sets) if sets else w["decide.own_parameters"]


def assumptions(scenario: Scenario, matter: Sequence[tuple[str, float]]) -> Iterator[dict[str, Any]]:
    """Economics first, then the parameters that matter most."""
    for each in declared({"economics": Economics}):
        yield {"name": each.dotted, "value": getattr(scenario.economics, each.name), "unit": each.unit,
               "source": each.source, "matters": None}  # fmt: skip
    known = {each.dotted: each for each in PARAMETERS}
    for name, share in matter:
        group, key = name.split(".")
        yield {"name": name, "value": getattr(getattr(scenario, group), key), "unit": known[name].unit,
               "source": known[name].source, "matters": share}  # fmt: skip


def failing() -> Iterator[dict[str, Any]]:
    """The patterns of the model that do not hold, as the record of `cordiale validate` has them."""
    for row in (read() or {"patterns": []})["patterns"]:
        if row["verdict"] != HOLDS:
            yield {name: row[name] for name in ("pattern", "name", "statement", "verdict")}


def differing(
    branches: Branches, contenders: Sequence[Option], best: str, companies: range, clock: Clock
) -> Iterator[dict[str, Any]]:
    """The rival theories, one at a time, under which another contender leads, and by how much."""
    each = branches.quarters_of(len(contenders) * len(companies), companies=len(companies))
    for mechanism, word in rivals(branches.company.scenario):
        if not clock.fits(f"theory.{mechanism} = {word}", each):
            continue
        lived = branches.live(contenders, companies, company=believing(branches.company, {mechanism: word}))
        values = {name: one.value for name, one in lived.items()}
        leader = max(values, key=lambda name: float(np.mean(values[name])))
        if leader != best:
            yield {"mechanism": mechanism, "theory": word, "best": leader,
                   "lead": paired_difference(values[leader], values[best])}  # fmt: skip


def rivals(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """For each mechanism the theories that the scenario does not live by."""
    for name in MECHANISMS:
        for each in Theory.model_fields[name].annotation:  # type: ignore[union-attr]  # a kind of Word, all of them
            if each != getattr(scenario.theory, name):
                yield name, each.word


def believing(company: Company, words: Mapping[str, str]) -> Company:
    """The company, and all its sets, in a world of other theories."""

    def change(one: Company) -> Company:
        theory = Theory.model_validate({**one.scenario.theory.model_dump(mode="json"), **words})
        return one._replace(scenario=one.scenario.model_copy(update={"theory": theory}))

    return everywhere(company, change)
