"""The tables of a scenario file that are no parameters of the model: who works here, and where leads come from."""

from pydantic import BaseModel, ConfigDict, Field

from ..world.paradigms import PARADIGMS


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
    """A channel that marketing's leads come from."""

    name: str = Field(min_length=1, description="name of the channel")
    share: float = Field(gt=0, le=1e9, allow_inf_nan=False, description="leads from it, relative to the other sources")
    fit: float = Field(0.0, ge=-6, le=6, allow_inf_nan=False, description="shift of fit, log-odds")
    pace: float = Field(1.0, gt=0, le=50, allow_inf_nan=False, description="weeks a buyer takes, over the usual weeks")
