"""A scenario: a company and its world, as a file says it, checked before anything runs."""

import difflib
import json
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

from simulation.chart import ChartError, Seat, make_chart, read_chart
from simulation.forces import Profile, read_path
from simulation.paradigms import PARADIGMS, Structure
from simulation.parameters import (
    GROUPS,
    PARAMETERS,
    Buyers,
    Campaigns,
    Coordination,
    Credit,
    Customers,
    Handoff,
    Leadership,
    People,
    Perception,
    Power,
    Selling,
    Technology,
    Trust,
)
from simulation.state import table

SCENARIOS = Path(__file__).parent.parent / "scenarios"


class ScenarioError(ValueError):
    """A scenario that cannot be run: the message names the file, the place, the value and what is allowed."""


class Strict(BaseModel):
    """A table of a scenario file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Company(Strict):
    """Who works here, and how it is organised today."""

    reps: int = Field(48, ge=1, le=500_000, description="sales reps")
    marketers: int = Field(16, ge=1, le=500_000, description="marketers")
    executives: int = Field(3, ge=1, le=1000, description="executives, the top one included")
    span: int = Field(8, ge=2, le=100, description="largest number of people one manager leads")
    contacts: int = Field(3, ge=1, le=50, description="marketers a rep could come to work with")
    org_chart: str | None = Field(
        None, description="CSV with person, name, function, role, manager; replaces the counts"
    )
    paradigm: str = Field("status-quo", description="the paradigm the company lives in today")


class Source(Strict):
    """A channel that marketing's leads come from."""

    name: str = Field(min_length=1, description="name of the channel")
    share: float = Field(gt=0, le=1e9, allow_inf_nan=False, description="leads from it, relative to the other sources")
    fit: float = Field(0.0, ge=-6, le=6, allow_inf_nan=False, description="shift of fit, log-odds")
    pace: float = Field(1.0, gt=0, le=50, allow_inf_nan=False, description="weeks a buyer takes, over the usual weeks")


Force = Literal["technology", "buyers", "business-model"]


def _profiles() -> dict[Force, Profile]:
    return {"technology": Profile(), "buyers": Profile(), "business-model": Profile()}


class Scenario(Strict):
    """A company and its world. Every number has a default; a file says only what differs."""

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
    forces: dict[Force, Profile] = Field(default_factory=_profiles)
    sources: tuple[Source, ...] = (Source(name="all", share=1.0),)
    paradigms: dict[str, Structure] = Field({}, description="paradigms of your own, with all settings")
    targets: dict[str, FiniteFloat] = Field({}, description="observed figures that the scenario was made to meet")
    seats: tuple[Seat, ...] = Field((), exclude=True, description="the org chart, once read")

    @model_validator(mode="after")
    def _names_are_known(self) -> "Scenario":
        clash = set(self.paradigms) & set(PARADIGMS)
        if clash:
            raise ValueError(f"paradigms.{min(clash)} is the name of a shipped paradigm; choose another")
        if self.company.paradigm not in self.rows:
            raise ValueError(f"company.paradigm = {unknown(self.company.paradigm, self.rows)}")
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

    def parameter_record(self) -> Any:
        """All parameters in one record, for the behaviours."""
        record = table("parameters", 1)
        for each in PARAMETERS:
            record[f"{each.group}_{each.name}"] = getattr(getattr(self, each.group), each.name)
        return record

    def source_table(self) -> Any:
        """The sources with their cumulated shares."""
        rows, total = table("sources", len(self.sources)), sum(source.share for source in self.sources)
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
        return _validated(document, self.name, seats=self.seats)

    def to_document(self) -> dict[str, Any]:
        """The whole scenario as plain data, every number included."""
        return self.model_dump(by_alias=True, mode="json", exclude_none=True)


def shipped() -> list[str]:
    """Names of the scenarios that come with Cordiale."""
    return sorted(file.stem for file in SCENARIOS.glob("*.toml"))


def load_scenario(scenario: str | Path = "status-quo") -> Scenario:
    """A scenario by the name of a shipped one, or by the path of a TOML file.

    Raises ScenarioError naming the file, the place, the value and what is allowed.
    """
    file = find(scenario)
    document = _read(file, ())
    return _validated(document, file.name, seats=_seats(document, file))


def find(scenario: str | Path) -> Path:
    """The file of a scenario: a path if it looks like one, else a shipped name."""
    text = str(scenario)
    if text.endswith(".toml") or "/" in text or "\\" in text:
        if not Path(text).is_file():
            raise ScenarioError(f"scenario {text}: there is no such file")
        return Path(text)
    if text not in shipped():
        raise ScenarioError(f"scenario {unknown(text, shipped())}; or give the path of a TOML file")
    return SCENARIOS / f"{text}.toml"


def _read(file: Path, chain: tuple[Path, ...]) -> dict[str, Any]:
    """A file's document, on top of the one it extends; paths in it become relative to it."""
    if file.resolve() in chain:
        raise ScenarioError(f"{file.name}: extends = a scenario that extends this one")
    try:
        document = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise ScenarioError(f"{file.name}: {error}") from error
    _anchor(document, file.parent)
    below = document.pop("extends", None)
    if below is None:
        return document
    if not isinstance(below, str) or not below:
        raise ScenarioError(f"{file.name}: extends = {below!r} is not the name or path of a scenario")
    beside = file.parent / below
    try:
        base = beside if below.endswith(".toml") and beside.is_file() else find(below)
    except ScenarioError as error:
        raise ScenarioError(f"{file.name}: extends: {error}") from error
    return merge(_read(base, (*chain, file.resolve())), document)


def _anchor(document: dict[str, Any], folder: Path) -> None:
    """Make the files that a document names relative to the document, not to where we happen to run."""
    places = [(document.get("company"), "org_chart")]
    forces = document.get("forces")
    places += [(profile, "file") for profile in forces.values()] if isinstance(forces, dict) else []
    for place, key in places:
        if isinstance(place, dict) and isinstance(place.get(key), str):
            place[key] = str(folder / place[key])


def merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """`above` on top of `below`: tables are merged key by key, everything else is replaced.

    >>> merge({"a": {"x": 1, "y": 2}}, {"a": {"y": 3}})
    {'a': {'x': 1, 'y': 3}}
    """
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = merge(merged[key], value) if both else value
    return merged


def _seats(document: dict[str, Any], file: Path) -> tuple[Seat, ...]:
    company = document.get("company")
    chart = company.get("org_chart") if isinstance(company, dict) else None
    if not isinstance(chart, str):
        return ()
    try:
        return tuple(read_chart(Path(chart)))
    except ChartError as error:
        raise ScenarioError(f"{file.name}: company.org_chart: {error}") from error


def _validated(document: dict[str, Any], where: str, *, seats: tuple[Seat, ...] = ()) -> Scenario:
    """The scenario in a document; a message for every fault that is found."""
    if "seats" in document:
        raise ScenarioError(f"{where}: seats is not a known key; did you mean company.org_chart?")
    try:
        scenario = Scenario.model_validate(_with_paths(document) | {"seats": seats})
        if seats:
            return _counted(scenario)
        return scenario
    except ValidationError as error:
        raise ScenarioError("\n".join(explain(where, fault) for fault in error.errors())) from error
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


def _with_paths(document: dict[str, Any]) -> dict[str, Any]:
    """Force paths that stand in a file are read into the document."""
    forces = document.get("forces")
    if not isinstance(forces, dict):
        return document
    read = {}
    for force, profile in forces.items():
        read[force] = profile
        if isinstance(profile, dict) and isinstance(profile.get("file"), str):
            try:
                read[force] = profile | {"path": read_path(Path(profile["file"]))}
            except (OSError, UnicodeDecodeError) as error:
                raise ScenarioError(f"forces.{force}.file = {profile['file']!r} cannot be read: {error}") from error
    return document | {"forces": read}


def explain(where: str, fault: Any) -> str:
    """One fault as one line: file, place, value, what is allowed; the nearest known key for an unknown one."""
    place = ".".join(str(part) for part in fault["loc"])
    value, kind, context = fault.get("input"), fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        return f"{where}: {place} is not a known key{_nearest(fault['loc'])}"
    if kind == "missing":
        return f"{where}: {place} is missing"
    limits = {"greater_than_equal": "ge", "less_than_equal": "le", "greater_than": "gt", "less_than": "lt"}
    if kind in limits:
        return f"{where}: {place} = {value!r} is outside {_bounds(fault['loc'])}"
    if kind == "value_error":
        place = f"{place}: " if place else ""
        return f"{where}: {place}{context.get('error', fault['msg'])}"
    if kind == "literal_error":
        return f"{where}: {place} = {value!r} is not allowed; allowed: {context['expected']}"
    return f"{where}: {place} = {_short(value)} is not valid: {fault['msg'].lower()}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _bounds(place: tuple[Any, ...]) -> str:
    """The declared range of a place, as `[low, high]`."""
    field = _field(place)
    found = {type(limit).__name__: limit for limit in (field.metadata if field is not None else [])}
    low = f"[{found['Ge'].ge}" if "Ge" in found else f"({found['Gt'].gt}" if "Gt" in found else "(-inf"
    return f"{low}, {found['Le'].le}]" if "Le" in found else f"{low}, inf)"


def _field(place: tuple[Any, ...]) -> Any:
    """The declared field at a place, if there is one."""
    return _known_keys(place[:-1]).get(place[-1])


def _known_keys(place: tuple[Any, ...]) -> dict[str, Any]:
    """The declared fields of the table at a place."""
    inside: dict[str, type[BaseModel]] = {
        "company": Company, "forces": Profile, "sources": Source, "paradigms": Structure, **GROUPS
    }  # fmt: skip
    fields = inside[place[0]].model_fields if place and place[0] in inside else Scenario.model_fields
    return {(field.alias or name): field for name, field in fields.items() if name != "seats"}


def _nearest(place: tuple[Any, ...]) -> str:
    """A suggestion for an unknown key: the nearest key of its table, or of another."""
    name = str(place[-1])
    here = difflib.get_close_matches(name, _known_keys(place[:-1]), n=1)
    if here:
        return f"; did you mean {here[0]}?"
    dotted = {each.name: each.dotted for each in PARAMETERS}
    there = difflib.get_close_matches(name, dotted, n=1)
    if there:
        return f"; did you mean {dotted[there[0]]}?"
    return f"; known here: {', '.join(_known_keys(place[:-1]))}"


def unknown(name: str, known: Any) -> str:
    """What to say of a name that is not among the known ones."""
    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{name!r} is not known{hint}; known: {', '.join(known)}"


def json_schema() -> str:
    """The JSON Schema of scenario files, units and sources included."""
    schema = Scenario.model_json_schema(by_alias=True)
    schema["properties"].pop("seats", None)
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "name or path of the scenario this one builds on",
    }
    schema["title"], schema["$schema"] = "Cordiale scenario", "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2)
