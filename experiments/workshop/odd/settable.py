"""Tables of what a scenario file may say: numbers of the model, keys of the company, its sources and forces."""

from __future__ import annotations

import inspect
import re
from textwrap import fill
from typing import Any

from pydantic import BaseModel

from cordiale.simulation.scenario.scenario import Company, Source
from cordiale.simulation.scenario.weather import Profile
from cordiale.simulation.world.parameters import GROUPS, PARAMETERS, Economics, declared
from cordiale.simulation.world.words import Word

from ...foundations.markdown import markdown_table
from .wording import WIDTH, code, first_sentence, readers, said


def parameter_tables() -> str:
    """Every number of the model, group by group."""
    head, parts = ["parameter", "default", "range", "unit", "source", "meaning", "read by"], []
    for group, kind in GROUPS.items():
        rows = [
            [code(each.dotted), said(each.default), f"{said(each.low)} to {said(each.high)}", each.unit,
             each.source, each.meaning, readers("parameters", f"{each.group}_{each.name}")]
            for each in PARAMETERS if each.group == group
        ]  # fmt: skip
        parts.append(f"**{group}.** {first_sentence(kind)}\n\n" + markdown_table(head, rows))
    return "\n\n".join(parts)


def assumption_count() -> str:
    """How much of the model is measured, how much has a sign from the literature, how much is assumed."""
    cites = [(bool(re.search(r"\bF\d+", each.source)), bool(re.search(r"\bA\d+", each.source))) for each in PARAMETERS]
    facts, both = cites.count((True, False)), cites.count((True, True))
    told = (
        f"Of {len(PARAMETERS)} parameters {facts} take their number from a listed fact, {both} cite a fact for a sign, "
        f"a form or an order of magnitude and assume the number, and {len(PARAMETERS) - facts - both} are assumptions, "
        "some of them with a form from the literature."
    )
    return fill(told, WIDTH)


def bounds(field: Any) -> str:
    """The range of a declared field, or its choices."""
    if field.annotation is bool:
        return "yes, no"
    if inspect.isclass(field.annotation) and issubclass(field.annotation, Word):
        return ", ".join(field.annotation.words())
    limits: dict[str, str] = {}
    for limit in field.metadata:
        for key in ("ge", "gt", "le", "lt"):
            if hasattr(limit, key):
                limits[key] = said(getattr(limit, key))
    choices = getattr(field.annotation, "__args__", ())
    if choices and all(isinstance(choice, str | int) for choice in choices):
        return ", ".join(str(choice) for choice in choices)
    low = limits.get("ge", f"over {limits['gt']}" if "gt" in limits else "")
    return f"{low} to {limits['le']}" if low and "le" in limits else low


def scenario_tables() -> str:
    """The keys of a scenario file."""
    parts: tuple[tuple[str, type[BaseModel]], ...] = (
        ("company", Company), ("sources", Source), ("forces.NAME", Profile),
    )  # fmt: skip
    return "\n\n".join([*(_keys(prefix, kind) for prefix, kind in parts), economics_table()])


def economics_table() -> str:
    """What decisions are counted in: no rule reads it."""
    rows = [
        [code(each.dotted), said(each.default), f"{said(each.low)} to {said(each.high)}", each.unit, each.source,
         each.meaning] for each in declared({"economics": Economics})
    ]  # fmt: skip
    return markdown_table(["key", "default", "range", "unit", "source", "meaning"], rows)


def _keys(prefix: str, kind: type[BaseModel]) -> str:
    rows = []
    for name, field in kind.model_fields.items():
        default = "required" if field.is_required() else said(field.default)
        rows.append([code(f"{prefix}.{name}"), default if field.default is not None else "none", bounds(field),
                     field.description or ""])  # fmt: skip
    return markdown_table(["key", "default", "allowed", "meaning"], rows)
