"""What a comment on a number says it may be is what the loader takes, ends and all."""

from __future__ import annotations

import re
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from cordiale.experiments.scenario_files.fields_told import about
from cordiale.simulation.scenario.scenario import Company, Source
from cordiale.simulation.scenario.weather import Growth, Profile
from cordiale.simulation.world.paradigms import Structure
from cordiale.simulation.world.parameters import GROUPS, Economics

KINDS: list[type[BaseModel]] = [Company, Source, Profile, Growth, Structure, Economics, *GROUPS.values()]
RANGE = re.compile(r"; (?P<over>over )?(?P<low>-?[\d.,]+) to (?P<high>[\d.,]+)\.$")


def taken(field: Any, value: float) -> bool:
    """Whether the loader takes a value for a field."""
    try:
        TypeAdapter(Annotated[field.annotation, field]).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_ends_of_a_range_in_a_comment_are_taken_unless_it_says_over_and_nothing_beyond_them(
    kind: type[BaseModel],
) -> None:
    for name, field in kind.model_fields.items():
        if said := RANGE.search(about(field)):
            low, high = (float(said[end].replace(",", "")) for end in ("low", "high"))
            assert taken(field, low) == (not said["over"]), name
            assert taken(field, high), name
            assert not taken(field, low - 1), name
            assert not taken(field, high + 1), name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_comment_says_what_there_is_to_say_and_is_silent_about_a_unit_or_a_range_that_is_not(
    kind: type[BaseModel],
) -> None:
    for field in kind.model_fields.values():
        parts = about(field).removesuffix(".").split("; ")
        assert all(part.strip() for part in parts) or parts == [""]
        assert "1" not in parts
