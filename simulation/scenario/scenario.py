"""A scenario: a company and its world, as a file says it, checked before anything runs."""

import math
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import Field, ValidationError, model_validator

from ..world.paradigms import PARADIGMS, Structure
from ..world.parameters import (
    PARAMETERS,
    Buyers,
    Campaigns,
    Coordination,
    Credit,
    Customers,
    Economics,
    Handoff,
    Leadership,
    People,
    Perception,
    Power,
    Selling,
    Technology,
    Trust,
)
from ..world.state import table
from ..world.theories import Theory
from .chart import Seat, make_chart
from .faults import ScenarioError, explain
from .misnamed import misnamed
from .resolutions import Resolution, check_together
from .sections import Company, Quantiles, Source, Strict, Target
from .weather import Growth, Profile, with_paths

if TYPE_CHECKING:
    from ..world.tables import ParametersTable, SourcesTable, TheoryTable


Force = Literal["technology", "buyers", "business-model"]


def _profiles() -> dict[Force, Profile]:
    return {force: Profile() for force in get_args(Force)}


class Scenario(Strict):
    __doc__ = """A company and its world. Every number has a default; a file says only what differs."""

    schema_: Literal[1] = Field(alias="schema", description="version of this format")
    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60, description="short name, in lower case and hyphens"
    )
    title: str = Field("", description="one line for people")
    description: str = Field("", description="what kind of company this is")
    currency: str = Field("USD", min_length=1, max_length=12, description="money is in thousands of it")
    provenance: str = Field("", description="where the numbers come from, whom to credit, and the licence")
    company: Company = Company()
    leadership: Leadership = Leadership()
    coordination: Coordination = Coordination()
    campaigns: Campaigns = Campaigns()
    handoff: Handoff = Handoff()
    selling: Selling = Selling()
    buyers: Buyers = Buyers()
    credit: Credit = Credit()
    customers: Customers = Customers()
    trust: Trust = Trust()
    people: People = People()
    perception: Perception = Perception()
    technology: Technology = Technology()
    power: Power = Power()
    economics: Economics = Economics()
    theory: Theory = Theory()
    forces: dict[Force, Profile] = Field(default_factory=_profiles)
    growth: Growth = Growth()
    sources: tuple[Source, ...] = (Source(name="all", share=1.0),)
    quantiles: Quantiles = Quantiles()
    paradigms: dict[str, Structure] = Field({}, description="paradigms of your own, with all settings")
    decisions: tuple[Resolution, ...] = Field((), description="decisions on a timeline, taken as quarters begin")
    rules: tuple[str, ...] = Field((), description="rules replaced by a file that whoever runs it gives with --rules")
    roles: dict[str, Literal["rep", "marketer", "manager", "head", "executive"]] = Field(
        {}, description="titles of the org chart, and the roles that they are, beside the usual ones"
    )
    targets: dict[str, Target] = Field({}, description="observed figures that the company is to show")
    ensemble: str | None = Field(None, description="CSV of parameter sets with which it shows them")
    unknown: dict[str, str] = Field({}, description="what nobody told of this company, left at its default, and why")
    seats: tuple[Seat, ...] = Field((), exclude=True, description="the org chart, once read")

    @model_validator(mode="after")
    def _names_are_known(self) -> "Scenario":
        names = {
            "paradigms": self.paradigms, "company": {"paradigm": self.company.paradigm},
            "leadership": {"goal": self.leadership.goal, "response": self.leadership.response.word},
            "decisions": [{"paradigm": one.paradigm} for one in self.decisions],
        }  # fmt: skip
        faults = list(misnamed(names))
        if faults:
            raise ValueError("\n".join(faults))
        check_together(self.decisions)
        if not self.sources:
            raise ValueError("sources is empty; at least one is needed")
        return self

    @property
    def rows(self) -> dict[str, Structure]:
        """The paradigms that can be chosen here: the shipped ones and the scenario's own."""
        return {**PARADIGMS, **self.paradigms}

    def chart(self) -> list[Seat]:
        """The org chart: the one read from a file, or one made from the head counts."""
        company = self.company
        if self.seats:
            return list(self.seats)
        return make_chart(company.reps, company.marketers, company.executives, company.span)

    def profile_paths(self) -> dict[str, Profile]:
        """The path of each force; one that the file leaves out has the default path."""
        return {str(force): profile for force, profile in (_profiles() | self.forces).items()}

    def parameter_record(self) -> "ParametersTable":
        """All parameters in one record, for the behaviours."""
        record = table("parameters", 1)
        for each in PARAMETERS:
            record[f"{each.group}_{each.name}"] = getattr(getattr(self, each.group), each.name)
        return record

    def theory_record(self) -> "TheoryTable":
        """The theories in force in one record, for the behaviours."""
        record = table("theory", 1)
        record[0] = self.theory.values()
        return record

    def source_table(self) -> "SourcesTable":
        """The sources with their cumulated shares."""
        rows, total = table("sources", len(self.sources)), math.fsum(source.share for source in self.sources)
        upto = 0.0
        for row, source in zip(rows, self.sources, strict=True):
            upto += source.share / total
            row.upto, row.fit, row.pace = upto, source.fit, source.pace
        return rows

    def with_values(self, values: dict[str, Any]) -> "Scenario":
        """The same scenario with other values by dotted name, checked again.

        >>> scenario = Scenario(schema=1, name="example").with_values({"leadership.strength": 0.9})
        >>> scenario.leadership.strength
        0.9
        """
        document = self.to_document()
        for dotted, value in values.items():
            *groups, name = dotted.split(".")
            table = document
            for group in groups:
                table = table.setdefault(group, {})
            table[name] = value
        return validated(document, self.name, seats=self.seats)

    def to_document(self) -> dict[str, Any]:
        """The whole scenario as plain data, every number included."""
        return self.model_dump(by_alias=True, mode="json", exclude_none=True)


def validated(document: dict[str, Any], where: str, *, seats: tuple[Seat, ...] = ()) -> Scenario:
    """The scenario in a document; a message for every fault that is found."""
    if "seats" in document:
        raise ScenarioError(f"{where}: seats is not a known key; did you mean company.org_chart?")
    try:
        scenario = Scenario.model_validate(with_paths(document) | {"seats": seats})
        if seats:
            return _counted(scenario)
        return scenario
    except ValidationError as error:
        faults = error.errors()
        told = [explain(where, fault, Scenario) for fault in faults]
        if all(fault["loc"] for fault in faults):  # names are looked at last, and were not
            told += [f"{where}: {each}" for each in misnamed(document)]
        raise ScenarioError("\n".join(told)) from error
    except ValueError as error:
        raise ScenarioError(f"{where}: {error}") from error


def _counted(scenario: Scenario) -> Scenario:
    """Head counts as the org chart has them."""
    count = {role: sum(seat.role == role for seat in scenario.seats) for role in ("rep", "marketer", "executive")}
    company = scenario.company.model_copy(
        update={
            "reps": count["rep"],
            "marketers": count["marketer"],
            "executives": max(1, count["executive"]),
        }
    )
    return scenario.model_copy(update={"company": company})
