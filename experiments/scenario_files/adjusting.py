"""A scenario with other values, each given as a text KEY=VALUE: what `--set` takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.given import GivenError, toml_in
from cordiale.simulation.scenario.scenario import Scenario


def adjusted(scenario: Scenario, texts: Iterable[str]) -> Scenario:
    """The scenario with these values, checked again.

    Raises ScenarioError for a text that is not KEY=VALUE, for a key given twice, and for what a file is refused for.

    >>> adjusted(Scenario(schema=1, name="example"), ["leadership.strength=0.2"]).leadership.strength
    0.2
    """
    values: dict[str, Any] = {}
    document = scenario.to_document()
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not (key and equals and value):
            raise ScenarioError(f"--set {text!r} is not of the form KEY=VALUE, such as leadership.strength=0.2")
        if key in values:
            raise ScenarioError(f"--set {key} stands there twice")
        values[key] = _typed(value)
        _put(document, key, values[key])
    return scenario.with_values(values) if values else scenario


def _put(document: dict[str, Any], key: str, value: Any) -> None:
    """Raises ScenarioError where a value is to go into what is no table, or no longer one."""
    *groups, name = key.split(".")
    for group in groups:
        document = document.setdefault(group, {})
        if not isinstance(document, dict):
            raise ScenarioError(f"--set {key}: {group} is no table, so nothing can be set in it")
    document[name] = value


def _typed(value: str) -> Any:
    """A value as a TOML file would have it; what is none, or more than can be read, is a word."""
    try:
        return toml_in(f"value = {value}")["value"]
    except GivenError:
        return value
