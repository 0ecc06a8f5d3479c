"""The decision that a hand-made `decision.json` is of, put together field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cordiale.experiments.decision.course import Course, Quarter
from cordiale.experiments.decision.flips import Flip
from cordiale.experiments.decision.information import Known
from cordiale.experiments.decision.regret import Regret
from cordiale.experiments.decision.ruled import Bound, Box, Ruled
from cordiale.experiments.decision.two_factors import Cell, TwoFactors
from cordiale.experiments.decision.unseen import View
from cordiale.experiments.decision.verdict import (
    Baseline,
    Decision,
    Effort,
    Grounds,
    Part,
    Standing,
    UnderWeather,
    Why,
)
from cordiale.experiments.decision.warning_signs import WarningSign
from cordiale.experiments.foundations.statistics import Estimate
from cordiale.simulation.world.paradigms import Structure

Document = Mapping[str, Any]


def decision_of(d: Document) -> Decision:
    """The decision whose document this is."""
    why, found, monday, drawn = d["why"], d["grounds"], d["monday"], d["map"]
    effort = {name: d[name] for name in Effort.__dataclass_fields__}
    return Decision(
        scenario=d["scenario"], currency=d["currency"], switch_quarter=d["switch_quarter"], best=d["best"],
        confidence=d["confidence"], told_apart=d["told_apart"], contenders=tuple(d["contenders"]), robust=d["robust"],
        options=tuple(map(standing, d["options"])),
        baseline=Baseline(**estimates(d["baseline"])),
        weathers=tuple(UnderWeather(**estimates(each)) for each in d["weathers"]),
        why=Why(why["option"], why["lead"], *(tuple(Part(**each) for each in why[name])
                                              for name in ("levers", "channels")), why["companies"]),
        unseen=tuple(View(**estimates(each)) for each in d["unseen"]),
        flips=tuple(Flip(**each) for each in d["flips"]),
        map=TwoFactors(**{**drawn, "options": tuple(drawn["options"]),
                          "cells": tuple(Cell(**estimates(each)) for each in drawn["cells"])}),
        rules=Ruled(**{**d["rules"], "rules": tuple(map(box, d["rules"]["rules"]))}),
        today=Structure.model_validate(monday["today"]), then=Structure.model_validate(monday["then"]),
        measure_first=tuple(Known(**each) for each in d["measure_first"]), everything_known=d["everything_known"],
        warnings=tuple(WarningSign(**each) for each in d["warnings"]),
        grounds=Grounds(**{name: tuple(each) if isinstance(each, list) else each for name, each in found.items()}),
        effort=Effort(**{**effort, "left_out": tuple(effort["left_out"])}),
    )  # fmt: skip


def standing(each: Document) -> Standing:
    """An option of the document as the decision has it."""
    value, percent = (
        Estimate(*(each[name] for name in names), each["companies"])
        for names in (("value", "low", "high"), ("value_percent", "low_percent", "high_percent"))
    )
    regret = None
    if each["expected_regret"] is not None:
        regret = Regret(each["option"], expected=each["expected_regret"], largest=each["largest_regret"],
                        least=each["least_regret"], at_worst=each["regret_at_worst"])  # fmt: skip
    course = Course(
        tuple(Quarter(**estimates(quarter)) for quarter in each["way"]), dip_quarter=each["dip_quarter"],
        dip_value=each["dip_value"], payback_quarter=each["payback_quarter"], never_pays=each["never_pays"],
        worse_than_staying=each["worse_than_staying"],
    )  # fmt: skip
    return Standing(each["option"], each["paradigm"], each["kind"], tuple(each["decisions"]), value, percent,
                    each["probability_best"], each["ruled_out"], each["companies"], regret, course)  # fmt: skip


def box(rule: Document) -> Box:
    return Box(**{**estimates(rule), "limits": tuple(Bound(**each) for each in rule["limits"])})


def estimates(fields: Document) -> dict[str, Any]:
    """Fields, those that are intervals as such."""
    return {name: Estimate(**each) if isinstance(each, dict) else each for name, each in fields.items()}
