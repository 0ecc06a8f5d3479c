"""Decisions in words and as tables of a file: both are read back as the same decision, for whatever can be decided."""

from __future__ import annotations

import tomllib

from cordiale.experiments.foundations.fields import choices
from cordiale.experiments.scenario_files.timetable import decision_tables
from cordiale.simulation.scenario.resolutions import ORDERS, Resolution, resolved
from cordiale.simulation.world.paradigms import PARADIGMS, Structure

NUMBERS = ("0.25", "1")


def decided() -> list[str]:
    """Everything that can be decided, each with all that it can become, and some of it together on a condition."""
    found = [*(f"paradigm={name}" for name in PARADIGMS), *ORDERS]
    for name, field in Structure.model_fields.items():
        words = [str(one) for one in choices(field)] or list(NUMBERS)
        found += [f"{name}={each}" for each in (("yes", "no") if field.annotation is bool else words)]
    found += [f"leadership.{name}={each}" for name in ("strength", "hours") for each in NUMBERS]
    return [*found, "heads=2 balancer=no leadership.strength=0.25", "programme survey"]


TEXTS = [f"Q{3 + number % 2} {what}" for number, what in enumerate(decided())]
TEXTS += ["Q5 when win_rate < 0.2 paradigm=siloed", "Q5 when wins >= 30 balancer=no", "Q2 when morale > 0.5 survey"]


def test_a_decision_is_told_by_the_words_by_which_it_was_taken() -> None:
    assert len(TEXTS) > 40
    assert [resolved(text).text for text in TEXTS] == TEXTS


def test_a_table_of_a_file_decides_what_the_line_above_it_says() -> None:
    lines = [*decision_tables(map(resolved, TEXTS))]
    assert [line.removeprefix("# ") for line in lines if line.startswith("#")] == TEXTS
    for text, table in zip(TEXTS, tomllib.loads("\n".join(lines))["decisions"], strict=True):
        assert Resolution.model_validate(table) == resolved(text), text
