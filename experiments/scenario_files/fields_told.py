"""What a value of a scenario file means, its unit and what it may be, in a comment."""

from __future__ import annotations

from pydantic.fields import FieldInfo

from ..foundations.fields import choices


def about(field: FieldInfo) -> str:
    """What a value means, its unit, and what it may be.

    >>> from cordiale.simulation.scenario.scenario import Company
    >>> from cordiale.simulation.world.paradigms import Structure
    >>> about(Company.model_fields["reps"])
    'Sales reps; 1 to 500,000.'
    >>> about(Structure.model_fields["heads"])
    'Reporting lines up to the executives; 1 or 2.'
    """
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    meaning = (field.description or "").rstrip(".")
    unit = extra.get("unit", "1")
    parts = [meaning[:1].upper() + meaning[1:], "" if unit == "1" else str(unit), _allowed(field)]
    return "; ".join(part for part in parts if part) + "."


def _allowed(field: FieldInfo) -> str:
    """The range of a number, or the words to choose from."""
    if field.annotation is bool:
        return "true or false"
    words = [str(one) for one in choices(field)]
    if words:
        return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    bounds = {type(limit).__name__: limit for limit in field.metadata}
    low = f"{bounds['Ge'].ge:,.10g}" if "Ge" in bounds else f"over {bounds['Gt'].gt:,.10g}" if "Gt" in bounds else ""
    return f"{low} to {bounds['Le'].le:,.10g}" if low and "Le" in bounds else ""
