"""A scenario with other values, each given as a text KEY=VALUE: what `--set` takes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario


def adjusted(scenario: Scenario, texts: Iterable[str]) -> Scenario:
    """The scenario with these values, checked again.

    Raises ScenarioError for a text that is not KEY=VALUE, for a key given twice, and for what a file is refused for.

    >>> adjusted(Scenario(schema=1, name="example"), ["leadership.strength=0.2"]).leadership.strength
    0.2
    """
    values: dict[str, Any] = {}
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not (key and equals and value):
            raise ScenarioError(f"--set {text!r} is not of the form KEY=VALUE, such as leadership.strength=0.2")
        if key in values:
            raise ScenarioError(f"--set {key} stands there twice")
        _check_place(scenario, key)
        values[key] = _typed(value)
    return scenario.with_values(values) if values else scenario


def _check_place(scenario: Scenario, key: str) -> None:
    """Raises ScenarioError where a value is to go into what is no table."""
    place: Any = scenario.to_document()
    for part in key.split(".")[:-1]:
        place = place.get(part, {})
        if not isinstance(place, dict):
            raise ScenarioError(f"--set {key}: {part} is no table, so nothing can be set in it")


def _typed(value: str) -> Any:
    """A value as a TOML file would have it; what is none, or more than can be read, is a word."""
    try:
        return tomllib.loads(f"value = {value}")["value"]
    except (ValueError, RecursionError):  # no TOML, a number of thousands of digits, brackets within brackets
        return value
