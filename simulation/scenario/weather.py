"""The weather to come: the path of each force's intensity, which forces are on, and how demand grows."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..world.paths import SHAPES, intensity
from ..world.state import table
from ..world.words import FORCES, WEEKS_PER_QUARTER
from .faults import ScenarioError
from .given import GivenError, text_of

if TYPE_CHECKING:
    from ..world.tables import WeatherTable

MOST_GROWN = 9.0  # demand in the end over that at first, less 1: the books have room for it


class Profile(BaseModel):
    """The path of a force's intensity: from `start` to `end`, in one of five shapes.

    - `constant`: always `end`.
    - `step`: `start` before quarter `at`, `end` from it on.
    - `ramp`: a straight line from `start` at the beginning of quarter `at` to `end` after `over` quarters.
    - `logistic`: an S-curve whose middle lies at quarter `at` and whose central 76 % take `over` quarters
      (F81: tools multiplied exponentially, then saturated).
    - `path`: one intensity a quarter in `path`, or one a line in the CSV `file`; the last one holds on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    shape: Literal["constant", "step", "ramp", "logistic", "path"] = "logistic"
    start: float = Field(0.3, ge=0, le=1, allow_inf_nan=False, description="intensity at the start")
    end: float = Field(0.9, ge=0, le=1, allow_inf_nan=False, description="intensity in the end")
    at: float = Field(
        6.0,
        ge=0,
        le=400,
        allow_inf_nan=False,
        description="quarter of the step, of the ramp's start, of the curve's middle",
    )
    over: float = Field(6.0, gt=0, le=400, allow_inf_nan=False, description="quarters that the change takes")
    path: tuple[float, ...] = Field((), description="intensity in quarter 1, 2, ...; for shape path")
    file: str | None = Field(None, description="CSV file with one intensity a line; for shape path")

    @model_validator(mode="after")
    def _path_is_given_and_within_bounds(self) -> "Profile":
        if self.shape == "path" and not self.path and self.file is None:
            raise ValueError("shape = 'path' needs path = [..] or file = '..'")
        outside = [value for value in self.path if not 0 <= value <= 1]
        if outside:
            raise ValueError(f"path holds {outside[0]}, which is outside [0, 1]")
        return self

    def intensities(self, weeks: int) -> Any:
        """Intensity in each of `weeks + 1` weeks, week 0 (the founding) included."""
        if self.shape == "path":
            quarters = np.ceil(np.arange(weeks + 1) / WEEKS_PER_QUARTER).astype(int)
            return np.asarray(self.path, dtype=float)[np.clip(quarters - 1, 0, len(self.path) - 1)]
        shape, path = SHAPES.index(self.shape), (self.start, self.end, self.at, self.over)
        return np.array([intensity(shape, *path, week) for week in range(weeks + 1)])


class Growth(BaseModel):
    __doc__ = """How demand grows while the record runs: quarter after quarter, the same campaigns bring more leads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    demand: float = Field(
        0.0, ge=-0.5, le=0.5, allow_inf_nan=False, description="leads of a campaign, over a quarter ago, less 1"
    )
    quarters: int = Field(12, ge=1, le=400, description="quarter from which on demand stays as it is")

    @model_validator(mode="after")
    def _stays_within_reach(self) -> "Growth":
        if (most := self.in_quarter(self.quarters)) > MOST_GROWN:
            raise ValueError(f"demand would grow {most + 1:.4g}-fold; up to {MOST_GROWN + 1:g}-fold is allowed")
        return self

    def in_quarter(self, quarter: int) -> float:
        """Demand in a quarter over that of the first, less 1.

        >>> [round(Growth(demand=0.1, quarters=3).in_quarter(quarter), 3) for quarter in range(5)]
        [0.0, 0.0, 0.1, 0.21, 0.21]
        """
        level = 1.0
        for _ in range(1, min(quarter, self.quarters)):
            level *= 1.0 + self.demand
        return level - 1.0


STILL = Growth()


def force_set(text: str) -> tuple[str, ...]:
    """The forces in a set's name.

    >>> force_set("technology+buyers"), force_set("none")
    (('technology', 'buyers'), ())

    Raises ValueError for a name that is not `none`, `all` or forces joined with `+` in their order.
    """
    if text in ("none", "all"):
        return FORCES if text == "all" else ()
    names = tuple(text.split("+"))
    known = tuple(force for force in FORCES if force in names)
    if names != known or not known:
        raise ValueError(
            f"forces = {text!r} is not a set of forces; allowed: none, all, or "
            f"{', '.join(FORCES)} joined with + in this order"
        )
    return FORCES if names == FORCES else names


def weather(profiles: dict[str, Profile], active: Iterable[str], weeks: int, growth: Growth = STILL) -> "WeatherTable":
    """The intensities of every week; a force that is not active stays at zero. Demand grows whatever the forces do."""
    sky = table("weather", weeks + 1)
    for force in active:
        sky[force.replace("-", "_")] = profiles[force].intensities(weeks)
    sky["demand"] = [growth.in_quarter(math.ceil(week / WEEKS_PER_QUARTER)) for week in range(weeks + 1)]
    return sky


def read_path(file: Path) -> tuple[float, ...]:
    """Intensities from the first column of a CSV file, one a line; a first line of words is a heading.

    Raises GivenError, and ValueError naming file and line for anything that is not a number in [0, 1]. A line of
    several numbers is refused: `0,3` may be a decimal comma, and a first column the numbers of the quarters.
    """
    values = []
    for number, line in enumerate(text_of(file).splitlines(), start=1):
        cell, *others = (each.strip() for each in line.replace(";", ",").split(","))
        if any(map(_is_number, others)):
            raise ValueError(
                f"{file.name}, line {number}: {line.strip()!r} holds several numbers; one intensity a line is allowed, "
                "with a decimal point"
            )
        if not cell or (number == 1 and not _is_number(cell)):
            continue
        if not _is_number(cell) or not 0 <= float(cell) <= 1:
            raise ValueError(f"{file.name}, line {number}: {cell!r} is not an intensity in [0, 1]")
        values.append(float(cell))
    if not values:
        raise ValueError(f"{file.name} holds no intensity")
    return tuple(values)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def with_paths(document: dict[str, Any]) -> dict[str, Any]:
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
            except GivenError as error:
                raise ScenarioError(f"forces.{force}.file = {profile['file']!r} cannot be read: {error}") from error
    return document | {"forces": read}
