"""Factors: what a study varies, over levels or over a range, every value of it one that the model declares possible.

A category is never turned into a number: designs cross categories, and sample only what is measured on a scale.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from cordiale.simulation.scenario.faults import unknown
from cordiale.simulation.scenario.scenario import Scenario

from .domains import HEADS, Domain, domains, value
from .file import SAMPLED, StudyError, StudyFile


class Factor(NamedTuple):
    """A factor of a study: the levels that it is crossed over, or the range that it is sampled from."""

    domain: Domain
    levels: tuple[Any, ...] = ()
    low: float = math.nan
    high: float = math.nan

    @property
    def name(self) -> str:
        return self.domain.name

    @property
    def is_sampled(self) -> bool:
        return not self.levels

    def at(self, unit: float) -> float | int:
        """The value at a place in [0, 1) of the range; whole numbers get equal parts of it.

        >>> Factor(Domain("switch_quarter", "whole", 0, 8), low=1, high=4).at(0.76)
        4
        """
        if self.domain.kind == "whole":
            return min(int(self.high), int(self.low + unit * (self.high - self.low + 1)))
        return float(self.low + unit * (self.high - self.low))


def factors(study: StudyFile, scenario: Scenario, *, where: str) -> tuple[Factor, ...]:
    """The factors of a study, every level checked. Raises StudyError naming the place, the value, what is allowed."""
    known = domains(scenario, study.quarters)
    _check_names(study, known, where)
    sampled = study.design in SAMPLED
    found = tuple(_factor(f"{where}: factors", known[name], given, study) for name, given in study.factors.items())
    if sampled and not any(factor.is_sampled for factor in found):
        raise StudyError(
            f'{where}: factors: design = "{study.design}" samples ranges; give one as {{ low = .., high = .. }}'
        )
    return found


def fixed(study: StudyFile, scenario: Scenario, *, where: str) -> dict[str, Any]:
    """The values that are the same at every point, checked."""
    known = domains(scenario, study.quarters)
    return {name: value(f"{where}: fixed", known[name], given) for name, given in study.fixed.items()}


def _check_names(study: StudyFile, known: dict[str, Domain], where: str) -> None:
    for table, names in (("factors", study.factors), ("fixed", study.fixed)):
        for name in names:
            if name not in known:
                raise StudyError(f"{where}: {table}: {_unknown(name, known)}")
    both = [name for name in study.factors if name in study.fixed]
    if both:
        raise StudyError(f"{where}: fixed.{both[0]} is a factor as well; it can be only one of the two")


def _unknown(name: str, known: dict[str, Domain]) -> str:
    """What to say of an unknown factor: the nearest known one, not all two hundred."""
    if name.startswith("company.") and name.partition(".")[2] in HEADS:
        return f"{name!r} cannot vary: the scenario reads its head counts from an org chart"
    said = unknown(name, known).partition("; known:")[0]
    return (
        said
        if "did you mean" in said
        else f"{said}; a factor is paradigm, forces, switch_quarter, decisions, or a dotted name"
    )


def _factor(where: str, domain: Domain, given: Any, study: StudyFile) -> Factor:
    place = f"{where}.{domain.name}"
    if isinstance(given, list):
        return Factor(domain, levels=_levels(where, domain, given))
    if given == {} and study.design == "list":
        return Factor(domain)
    if not isinstance(given, dict):
        raise StudyError(f"{place} = {given!r} is neither a list nor {{ low = .., high = .., levels = .. }}; "
                         "what is the same at every point belongs in [fixed]")  # fmt: skip
    for key in given:
        if key not in ("low", "high", "levels"):
            raise StudyError(f"{place}.{key} is not a known key; known here: low, high, levels")
    if domain.kind == "category":
        raise StudyError(f"{place} has categories, not a range; give a list of some of: {domain.range()}")
    for key in ("low", "high"):
        if key not in given:
            raise StudyError(f"{place}.{key} is missing")
    low, high = (value(where, domain, given[key], key=f".{key}") for key in ("low", "high"))
    if low >= high:
        raise StudyError(f"{place}: low = {low} is not below high = {high}")
    return _over_range(place, Factor(domain, low=low, high=high), given.get("levels"), study)


def _over_range(place: str, factor: Factor, levels: Any, study: StudyFile) -> Factor:
    """A range as it is, for a design that samples or lists; else as evenly spaced levels."""
    if study.design != "full":
        if levels is not None:
            raise StudyError(f'{place}.levels = {levels!r}: design = "{study.design}" has no levels; leave it out')
        return factor
    if levels is None:
        raise StudyError(f'{place}.levels is missing: design = "full" needs the number of levels')
    if not isinstance(levels, int) or isinstance(levels, bool) or not 2 <= levels <= 1_000_000:
        raise StudyError(f"{place}.levels = {levels!r} is not a whole number in [2, 1000000]")
    step = (factor.high - factor.low) / (levels - 1)
    values = [factor.low + number * step for number in range(levels - 1)] + [factor.high]
    if factor.domain.kind == "whole":
        broken = [each for each in values if each != int(each)]
        if broken:
            raise StudyError(f"{place}: {levels} levels from {factor.low} to {factor.high} are not whole numbers")
        values = [int(each) for each in values]
    return Factor(factor.domain, levels=tuple(values))


def _levels(where: str, domain: Domain, given: list[Any]) -> tuple[Any, ...]:
    if not given:
        raise StudyError(f"{where}.{domain.name} is empty; at least one level is needed")
    levels = tuple(value(where, domain, each) for each in given)
    if len(set(levels)) < len(levels):
        raise StudyError(f"{where}.{domain.name} = {given} names one level twice")
    return levels
