"""The tables of a scenario file that are no parameters of the model: who works here, and where leads come from."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, field_validator, model_serializer, model_validator

from ..world.paradigms import PARADIGMS
from ..world.state import table

if TYPE_CHECKING:
    from ..world.tables import PacesTable, SizesTable


class Strict(BaseModel):
    """A table of a scenario file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


MOST_QUANTILES = 1001


class Company(Strict):
    __doc__ = """Who works here, and how it is organised today."""

    reps: int = Field(48, ge=1, le=500_000, description="sales reps")
    marketers: int = Field(16, ge=1, le=500_000, description="marketers")
    executives: int = Field(3, ge=1, le=1000, description="executives, the top one included")
    span: int = Field(8, ge=2, le=100, description="largest number of people one manager leads")
    contacts: int = Field(3, ge=1, le=50, description="marketers a rep could come to work with")
    org_chart: str | None = Field(
        None, description="CSV with person, name, function, role, manager; replaces the counts"
    )
    spread: float = Field(
        1.0, ge=0, le=1, allow_inf_nan=False, description="how far replications are companies that differ"
    )
    paradigm: str = Field(next(iter(PARADIGMS)), description="the paradigm the company lives in today")
    recalibrate: int = Field(
        0, ge=0, le=400, description="quarter in which roles are recalibrated to the buyers' journey; 0 for never"
    )
    burn_in: int = Field(
        8, ge=0, le=100, description="quarters lived before the record begins, so that it begins at rest"
    )


class Source(Strict):
    __doc__ = """A channel that marketing's leads come from."""

    name: str = Field(min_length=1, description="name of the channel")
    share: float = Field(gt=0, le=1e9, allow_inf_nan=False, description="leads from it, relative to the other sources")
    fit: float = Field(0.0, ge=-6, le=6, allow_inf_nan=False, description="shift of fit, log-odds")
    pace: float = Field(1.0, gt=0, le=50, allow_inf_nan=False, description="weeks a buyer takes, over the usual weeks")


class Quantiles(Strict):
    __doc__ = """How cycles and contract values are distributed where no lognormal fits: quantiles at even steps.

    They go from the lowest to the highest, so that 101 of them are percentiles; whatever their unit, their shape
    counts. Middle and width stay what `[buyers]` says: `cycle` and `pace_spread`, `contract_value` and `value_spread`.
    """

    cycle: tuple[FiniteFloat, ...] = Field((), description="quantiles of the weeks from opportunity to decision")
    contract_value: tuple[FiniteFloat, ...] = Field((), description="quantiles of yearly contract value")

    @field_validator("*")
    @classmethod
    def _rise(cls, given: tuple[float, ...]) -> tuple[float, ...]:
        if len(given) == 1 or len(given) > MOST_QUANTILES:
            raise ValueError(f"{len(given)} quantiles are outside [2, {MOST_QUANTILES}]")
        if given and given[0] <= 0.0:
            raise ValueError(f"the lowest quantile, {given[0]}, is outside (0, inf)")
        for one, following in pairwise(given):
            if following < one:
                raise ValueError(f"{following} comes after {one}; quantiles never fall")
        return given

    def tables(self) -> dict[str, "PacesTable | SizesTable"]:
        """The scores of both in the tables `paces` and `sizes`; empty where the lognormal holds."""
        told = {"paces": self.cycle, "sizes": self.contract_value}
        tables = {name: table(name, len(given)) for name, given in told.items()}
        for name, given in told.items():
            tables[name]["score"] = scores(given)
        return tables


def scores(quantiles: Sequence[float]) -> list[float]:
    """Logarithms of quantiles over their median's, in standard deviations; zeros where all are the same.

    >>> [round(score, 3) for score in scores([1.0, 10.0, 100.0])]
    [-1.732, 0.0, 1.732]
    """
    away, deviation = _away(quantiles), log_deviation(quantiles)
    return [each / deviation for each in away] if deviation > 0.0 else away


def middle_of(quantiles: Sequence[float]) -> float:
    """The median that quantiles at even steps tell, on straight lines between them.

    >>> middle_of([1.0, 2.0, 4.0, 9.0])
    3.0
    """
    last = len(quantiles) - 1
    return 0.5 * (float(quantiles[last // 2]) + float(quantiles[last - last // 2]))


def log_deviation(quantiles: Sequence[float]) -> float:
    """Standard deviation of logarithms that lie on straight lines between those of quantiles at even steps.

    >>> round(log_deviation([1.0, 2.718281828459045]) ** 2 * 12, 6)
    1.0
    """
    steps = list(pairwise(_away(quantiles)))
    if not steps:
        return 0.0
    mean = math.fsum(low + high for low, high in steps) / (2 * len(steps))
    square = math.fsum(low * low + low * high + high * high for low, high in steps) / (3 * len(steps))
    return math.sqrt(max(square - mean * mean, 0.0))


def _away(quantiles: Sequence[float]) -> list[float]:
    """Logarithms of quantiles less that of their median, by the model's own logarithm."""
    from ..world.elementary import log  # late: the compiler takes its time

    logs = [float(log(float(each))) for each in quantiles]
    middle = middle_of(logs) if logs else 0.0
    return [each - middle for each in logs]


class Target(Strict):
    __doc__ = """An observed figure that the company as it lives today is to show; a plain number is its value."""

    value: float = Field(allow_inf_nan=False, description="the figure, in the unit of its outcome")
    tolerance: float | None = Field(
        None, gt=0, le=1, description="how far off is still met, over the figure (of retention: over churn)"
    )
    cases: int | None = Field(None, ge=1, le=1_000_000_000_000, description="cases that it was observed on")

    @model_validator(mode="before")
    @classmethod
    def _of_number(cls, given: Any) -> Any:
        return given if isinstance(given, dict) else {"value": given}

    @model_serializer
    def _short(self) -> Any:
        told = {name: value for name, value in self if value is not None}
        return told if len(told) > 1 else self.value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """A number, or a table."""
        return {"anyOf": [{"type": "number"}, {"type": "object"}], "description": cls.__doc__}
