"""Domains: everything that a study may vary, with what the model declares possible.

A domain is of a *number* (a declared parameter, a force's profile, a setting of the structure), of *whole* numbers
(head counts, the quarter of a reorganisation), or of *categories* (a paradigm, a set of forces, a rule).
"""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

from cordiale.simulation.runs.run import Run, check_decisions
from cordiale.simulation.scenario.faults import ScenarioError, unknown
from cordiale.simulation.scenario.resolutions import FORM, split_decisions
from cordiale.simulation.scenario.scenario import Company, Scenario
from cordiale.simulation.scenario.weather import Growth, Profile
from cordiale.simulation.world.paradigms import Structure
from cordiale.simulation.world.parameters import PARAMETERS, Leadership
from cordiale.simulation.world.theories import Theory
from cordiale.simulation.world.words import FORCES

from ..foundations.errors import UsersError
from ..foundations.fields import choices
from ..foundations.force_sets import all_sets, in_order, named_set
from .file import StudyError

Kind = Literal["number", "whole", "category"]
HEADS = ("reps", "marketers", "executives", "span", "contacts")


class Domain(NamedTuple):
    """What a factor may be: a range with its unit, or categories."""

    name: str
    kind: Kind
    low: float = -math.inf
    high: float = math.inf
    allowed: tuple[Any, ...] = ()
    unit: str = "name"
    meaning: str = ""
    scenario: Scenario | None = None  # of decisions, which are texts

    def range(self) -> str:
        if self.scenario is not None:
            return f"texts such as {FORM}"
        if self.kind == "category":
            return ", ".join(map(str, self.allowed))
        return f"[{self.low:g}, {self.high:g}]"


def domains(scenario: Scenario, quarters: int) -> dict[str, Domain]:
    """Everything that can vary in a study of this scenario, by the name that a study file uses."""
    rows, sets = tuple(scenario.rows), all_sets()
    found = [
        Domain("paradigm", "category", allowed=rows, meaning="how sales and marketing live together"),
        Domain("forces", "category", allowed=sets, meaning="the external forces that are on"),
        Domain("switch_quarter", "whole", 0, quarters, unit="quarter",
               meaning="when the company reorganises from company.paradigm to the paradigm; 0: it lives in it already"),
        Domain("decisions", "category", allowed=("",), scenario=scenario,
               meaning="what is decided on the way, beside the decisions of the scenario"),
        Domain("company.paradigm", "category", allowed=rows, meaning="the paradigm a company that switches starts in"),
    ]  # fmt: skip
    if not scenario.seats:
        found += [_of_field(f"company.{name}", Company.model_fields[name], unit="count") for name in HEADS]
    found += [
        _of_field("company.spread", Company.model_fields["spread"]),
        _of_field("company.burn_in", Company.model_fields["burn_in"], unit="quarter"),
        _of_field("leadership.response", Leadership.model_fields["response"]),
        Domain("leadership.goal", "category", allowed=rows, meaning="what alarmed executives who reorganise switch to"),
        _of_field("growth.demand", Growth.model_fields["demand"]),
        _of_field("growth.quarters", Growth.model_fields["quarters"], unit="quarter"),
    ]
    found += [Domain(p.dotted, "number", p.low, p.high, unit=p.unit, meaning=p.meaning) for p in PARAMETERS]
    found += [_of_theory(name, field) for name, field in Theory.model_fields.items()]
    for force in FORCES:
        found += _of_profile(force)
    for place in ["structure", *(f"paradigms.{name}" for name in scenario.paradigms)]:
        found += [_of_field(f"{place}.{name}", field) for name, field in Structure.model_fields.items()]
    return {each.name: each for each in found}


def _of_profile(force: str) -> list[Domain]:
    numbers = [
        _of_field(f"forces.{force}.{name}", Profile.model_fields[name]) for name in ("start", "end", "at", "over")
    ]
    shapes = tuple(shape for shape in choices(Profile.model_fields["shape"]) if shape != "path")
    return [*numbers, Domain(f"forces.{force}.shape", "category", allowed=shapes, meaning="shape of the path")]


def _of_theory(name: str, field: Any) -> Domain:
    """Which of the rival theories of a mechanism is in force."""
    meaning = f"which theory of {name} is in force: " + "; ".join(
        f"{each.word}: {each.meaning}" for each in field.annotation
    )
    return Domain(f"theory.{name}", "category", allowed=choices(field), meaning=meaning)


def _of_field(name: str, field: Any, unit: str = "1") -> Domain:
    """The domain of a declared field: its categories, or its range."""
    allowed, meaning = choices(field), field.description or ""
    if allowed:
        return Domain(name, "category", allowed=allowed, meaning=meaning)
    limits = {type(limit).__name__: limit for limit in field.metadata}
    low = limits["Ge"].ge if "Ge" in limits else math.nextafter(limits["Gt"].gt, math.inf)
    return Domain(
        name, "whole" if field.annotation is int else "number", low, limits["Le"].le, unit=unit, meaning=meaning
    )


def _decisions(place: str, scenario: Scenario, given: Any) -> str:
    """Decisions, as a list of texts or as one text that joins them, in one form."""
    texts = split_decisions(given) if isinstance(given, str) else given
    try:
        return "; ".join(check_decisions(scenario, texts, Run("", "", 0, 0, 0)))
    except ScenarioError as error:
        raise StudyError(f"{place}: {error}") from error


def _forces(place: str, given: str) -> str:
    """A set of forces as results call it, in whatever order it was written. Raises StudyError."""
    try:
        return named_set(in_order(given))
    except UsersError as error:
        raise StudyError(f"{place}: {error}") from error


def value(where: str, domain: Domain, given: Any, *, key: str = "") -> Any:
    """A value of a factor as its kind has it. Raises StudyError for one that the domain does not allow."""
    place = f"{where}.{domain.name}{key}"
    if domain.scenario is not None:
        return _decisions(place, domain.scenario, given)
    if domain.name == "forces" and isinstance(given, str):
        given = _forces(place, given)
    if domain.kind == "category":
        if given not in domain.allowed or type(given) is not type(domain.allowed[0]):
            texts = isinstance(given, str) and isinstance(domain.allowed[0], str)
            said = unknown(given, domain.allowed) if texts else f"{given!r} is not known"
            raise StudyError(f"{place}: {said}" + ("" if "; known:" in said else f"; known: {domain.range()}"))
        return given
    if not isinstance(given, int | float) or isinstance(given, bool):
        raise StudyError(f"{place} = {given!r} is not a number")
    if not domain.low <= given <= domain.high:  # not a number is outside as well
        raise StudyError(f"{place} = {given!r} is outside {domain.range()}")
    if domain.kind == "whole":
        if given != int(given):
            raise StudyError(f"{place} = {given!r} is not a whole number")
        return int(given)
    return float(given)
