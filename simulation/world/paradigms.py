"""Paradigms are rows: each says who is tied to whom, who decides, and what people are measured on.

Read down a column to compare. No row holds a result, and no file that runs the model names a paradigm.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .words import Attribution, DecisionRule


class Structure(BaseModel):
    __doc__ = """The settings of a paradigm, each validated; a wrong row cannot be constructed.

    Settings on a scale are graded: a reorganisation moves them step by step. The others change at a stroke.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    integration: float = Field(ge=0, le=1, allow_inf_nan=False, description="share of activities done jointly")
    role_overlap: float = Field(ge=0, le=1, allow_inf_nan=False, description="how far roles are merged")
    power_balance: float = Field(
        ge=-1, le=1, allow_inf_nan=False, description="-1 sales decides, 0 equal, 1 marketing decides"
    )
    shared_goals: float = Field(
        ge=0, le=1, allow_inf_nan=False, description="weight of the joint result in what a person is measured on"
    )
    joint_planning: float = Field(ge=0, le=20, allow_inf_nan=False, description="h/(person week) in common planning")
    attribution: Attribution = Field(description="rule for sharing credit")
    decision_rule: DecisionRule = Field(description="who decides what concerns both")
    heads: Literal[1, 2] = Field(2, description="reporting lines up to the executives")
    balancer: bool = Field(False, description="somebody is charged with keeping the balance")
    follows_forces: bool = Field(False, description="nobody has chosen: the forces move the structure")

    def values(self) -> tuple[float | int, ...]:
        """The row as the state holds it, in the order of the settings: words as their numbers, claims as 0 or 1."""
        return tuple(getattr(self, name) for name in SETTINGS)


SETTINGS = tuple(Structure.model_fields)
GRADED = tuple(name for name, field in Structure.model_fields.items() if field.annotation is float)
AT_A_STROKE = tuple(name for name in SETTINGS if name not in GRADED)


def span(setting: str) -> float:
    """How far apart the ends of a graded setting lie.

    >>> span("integration"), span("power_balance")
    (1.0, 2.0)
    """
    bounds = {type(limit).__name__: limit for limit in Structure.model_fields[setting].metadata}
    return float(bounds["Le"].le - bounds["Ge"].ge)


def _rows(text: str) -> dict[str, Structure]:
    """Rows from an aligned table whose head names the settings."""
    head, *lines = (line.split() for line in text.strip().splitlines())
    rows = {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}
    return {name: Structure.model_validate(_typed(row)) for name, row in rows.items()}


def _typed(row: dict[str, str]) -> dict[str, Any]:
    return row | {"heads": int(row["heads"])}


PARADIGMS = _rows("""
    paradigm       integration role_overlap power_balance shared_goals joint_planning attribution    decision_rule heads balancer follows_forces
    status-quo     0.20        0.10         -0.20         0.10         0.50           own-accounting each-alone    2     no       no
    drift          0.20        0.10         -0.20         0.10         0.50           own-accounting each-alone    2     no       yes
    siloed         0.05        0.00          0.00         0.00         0.00           own-accounting each-alone    2     no       no
    assimilated    0.80        0.80          0.00         0.80         1.00           pooled         one-head      1     no       no
    marketing-led  0.40        0.20          0.70         0.30         1.00           first-touch    dominant-side 2     no       no
    sales-led      0.40        0.20         -0.70         0.30         1.00           last-touch     dominant-side 2     no       no
    proportional   0.60        0.20          0.00         0.50         2.00           position-based joint-consent 2     yes      no
""")
