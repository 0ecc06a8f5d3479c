"""The study file: what is varied, by which design, how often, and what is kept of it."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from cordiale.simulation.runs.run import LARGEST
from cordiale.simulation.scenario.faults import ScenarioError, unknown
from cordiale.simulation.scenario.given import GivenError, toml_of
from cordiale.simulation.scenario.scenario import Strict
from cordiale.simulation.world.outcomes import NAMES

Design = Literal["full", "latin-hypercube", "sobol", "morris", "list"]
SAMPLED: tuple[Design, ...] = ("latin-hypercube", "sobol", "morris")


class StudyError(ScenarioError):
    """A study that cannot be: the message names the file, the place, the value and what is allowed."""


class Agents(Strict):
    """Classes of people of one's own, each as `FILE.py:Class`; they make every run a Mesa run."""

    sales_rep: str | None = Field(None, description="a subclass of SalesRep")
    marketer: str | None = Field(None, description="a subclass of Marketer")
    leader: str | None = Field(None, description="a subclass of Leader")
    keep: tuple[str, ...] = Field((), description="variables of theirs to keep by quarter, as sales_rep.eagerness")

    def named(self) -> dict[str, str]:
        """The classes that are given, by the kind of people."""
        return {kind: text for kind, text in self.model_dump(exclude={"keep"}).items() if text is not None}


class Until(Strict):
    """When a point needs no more replications; `replications` of the study is then the most that it may have."""

    best_at: float = Field(0.95, gt=0, lt=1, description="how sure one wants to be of each world's best option")
    indifference: float = Field(0.01, gt=0, lt=1, description="what is no difference, as a share of the first option's")
    outcome: str = Field("revenue", description="what is compared: its sum or average over all quarters")
    of: str = Field("paradigm", description="the factor whose levels are the options, a category")
    first: int = Field(16, ge=4, le=10_000, description="replications of every point, before anything is ruled out")
    batch: int = Field(16, ge=1, le=512, description="replications between two looks")
    runs: int | None = Field(None, ge=1, description="the most runs of the study, spent where evidence is least")


class Recorded(Strict):
    """Which runs are kept week by week as well: people, ties, and the life of each lead."""

    points: tuple[Annotated[int, Field(ge=0)], ...] = Field((), description="numbers of points; all if left out")
    replications: int = Field(1, ge=1, description="of each, from the first on")


class StudyFile(Strict):
    """A study as its file says it. Factors and fixed values are checked against the scenario later."""

    schema_: Literal[1] = Field(alias="schema", description="version of this format")
    scenario: str = Field("status-quo", min_length=1, description="name of a scenario, or path of a TOML file")
    design: Design = Field("full", description="how the points of the study are chosen")
    samples: int = Field(0, ge=0, le=100_000_000, description="how often a sampled design samples")
    second_order: bool = Field(False, description="for sobol: sample for interactions of two factors as well")
    trajectory_levels: int = Field(4, ge=2, le=100, description="for morris: levels of the grid, an even number")
    points: str | None = Field(None, min_length=1, description="for list: a CSV with one column for each factor")
    replications: int = Field(1, ge=1, le=1_000_000, description="matched replications of each point")
    quarters: int = Field(12, ge=1, le=400, description="quarters that each run lasts")
    seed: int = Field(1, ge=0, le=LARGEST - 1, description="seed of the luck that runs meet")
    design_seed: int | None = Field(
        None, ge=0, le=LARGEST - 1, description="seed of the design's sample; that of luck if left out"
    )
    outcomes: tuple[str, ...] = Field(
        NAMES, min_length=1, description="columns of the results to keep; all if left out"
    )
    until: Until | None = Field(None, description="when a point needs no more replications")
    record: Recorded | None = Field(None, description="runs that are kept week by week as well")
    factors: dict[str, Any] = Field({}, description="what varies: a list, or { low, high, levels }")
    fixed: dict[str, Any] = Field({}, description="what is set otherwise than in the scenario, at every point")
    parameters: Literal["point", "ensemble"] = Field(
        "point", description="the scenario's own, or one of the sets that show the same figures for each replication"
    )
    agents: Agents = Agents()

    @property
    def design_luck(self) -> int:
        """The seed of the design's sample, and of what analyses draw."""
        return self.seed if self.design_seed is None else self.design_seed


def load_study(path: str | Path) -> StudyFile:
    """The study in a TOML file; paths in it that lie beside it become absolute.

    Raises StudyError naming the file, the place, the value and what is allowed.
    """
    file = Path(path)
    if not file.exists():
        raise StudyError(f"study {path}: there is no such file")
    try:
        document = toml_of(file)
    except GivenError as error:
        raise StudyError(f"{file.name}: {error}") from error
    _anchor(document, file.parent)
    return checked(document, file.name)


def _anchor(document: dict[str, Any], folder: Path) -> None:
    """Make the files that a study names relative to the study, where they are there; agents name `FILE.py:Class`."""
    agents = document.get("agents")
    places = [(document, "scenario"), (document, "points")]
    places += [(agents, kind) for kind in agents] if isinstance(agents, dict) else []
    for table, key in places:
        named = table.get(key)
        file, colon, name = named.partition(".py:") if isinstance(named, str) else ("", "", "")
        beside = folder / (f"{file}.py" if colon else file)
        if file and beside.is_file():
            table[key] = f"{beside.resolve()}{colon and ':'}{name}"


def checked(document: dict[str, Any], where: str) -> StudyFile:
    """The study in a document, apart from its factors. Raises StudyError with a line for every fault."""
    try:
        study = StudyFile.model_validate(document)
    except ValidationError as error:
        raise StudyError("\n".join(_explained(where, fault) for fault in error.errors())) from error
    for name in study.outcomes:
        if name not in NAMES:
            raise StudyError(f"{where}: outcomes: {unknown(name, NAMES)}")
    if len(set(study.outcomes)) < len(study.outcomes):
        raise StudyError(f"{where}: outcomes = {', '.join(study.outcomes)} names one twice")
    _check_design(study, where)
    if study.until is not None:
        _check_until(study, study.until, where)
    return study


def _check_until(study: StudyFile, until: Until, where: str) -> None:
    """A study that stops looks at whole batches of an outcome that it keeps."""
    if until.outcome not in study.outcomes:
        raise StudyError(f"{where}: until.outcome: {unknown(until.outcome, study.outcomes)}")
    for name, number in (("until.first", until.first), ("replications", study.replications)):
        if number % until.batch:
            raise StudyError(f"{where}: {name} = {number} is not a multiple of until.batch = {until.batch}")
    if study.replications < until.first:
        raise StudyError(
            f"{where}: replications = {study.replications}, the most, is below until.first = {until.first}"
        )


def _check_design(study: StudyFile, where: str) -> None:
    """What a design needs is there, and nothing that it would ignore."""
    sampled = study.design in SAMPLED
    if sampled and study.samples < 1:
        raise StudyError(f'{where}: samples = {study.samples}: design = "{study.design}" needs at least 1')
    if not sampled and study.samples:
        raise StudyError(f'{where}: samples = {study.samples}: design = "{study.design}" does not sample; leave it out')
    if study.design == "sobol" and study.samples & (study.samples - 1):
        raise StudyError(f"{where}: samples = {study.samples} is not a power of two, which a Sobol sequence needs")
    if study.design == "morris" and study.trajectory_levels % 2:
        raise StudyError(f"{where}: trajectory_levels = {study.trajectory_levels} is not an even number")
    if study.design == "list" and study.points is None:
        raise StudyError(f'{where}: points is missing: design = "list" needs the path of a CSV file')
    if study.design != "list" and study.points is not None:
        raise StudyError(f'{where}: points = {study.points!r} is for design = "list", this one is "{study.design}"')
    if study.design != "list" and not study.factors:
        raise StudyError(f"{where}: factors is empty; at least one is needed")


def _explained(where: str, fault: Any) -> str:
    """One fault as one line."""
    place, value = ".".join(str(part) for part in fault["loc"]), fault.get("input")
    if fault["type"] == "extra_forbidden":
        tables: dict[Any, type[Strict]] = {"agents": Agents, "until": Until, "record": Recorded}
        fields = (tables[fault["loc"][0]] if len(fault["loc"]) > 1 else StudyFile).model_fields
        known = [field.alias or name for name, field in fields.items()]
        near = difflib.get_close_matches(str(fault["loc"][-1]), known, n=1)
        return f"{where}: {place} is not a known key; " + (f"did you mean {near[0]}?" if near else _among(known))
    if fault["type"] == "missing":
        return f"{where}: {place} is missing"
    if fault["type"] == "literal_error":
        return f"{where}: {place} = {value!r} is not allowed; allowed: {fault['ctx']['expected']}"
    return f"{where}: {place} = {value!r} is not valid: {fault['msg'][:1].lower()}{fault['msg'][1:]}"


def _among(known: list[str]) -> str:
    return f"known here: {', '.join(known)}"
