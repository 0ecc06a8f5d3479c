"""What a decision rests on, what it took, and what did not fit into its budget, in words.

`w` are the words of the language that it is told in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..foundations.fields import cited
from ..foundations.language import Words
from .grounds import parameters_words
from .tables_told import named
from .verdict import Decision


def rests_on(decision: Decision, w: Words) -> Iterator[str]:
    """Assumptions, failing patterns, rival theories."""
    ground = decision.grounds
    economics = ", ".join(
        f"{each['name'].split('.')[1]} {w.short(each['value'])} ({cited(each['source'], w)})"
        for each in ground.assumptions if each["matters"] is None
    )  # fmt: skip
    yield "\n" + w("decide.rests_on", parameters=parameters_words(ground.sets, w), economics=economics)
    matter = [f"{each['name']} ({w.percent(each['matters'])}, {cited(each['source'], w)})"
              for each in ground.assumptions if each["matters"]]  # fmt: skip
    if matter:
        yield w("decide.matters", factors=w["number.also"].join(matter))
    if ground.unknown:
        yield w("decide.unknown", fields=w["number.also"].join(ground.unknown))
    failing = [pattern_words(each, w) for each in ground.verdicts]
    if failing:
        yield w("decide.failing", patterns=w["number.also"].join(failing))
    others = [f"{each['mechanism']} = {each['theory']} ({named(decision, each['best'], w)})"
              for each in ground.theories]  # fmt: skip
    yield w("decide.theories", theories=w["number.also"].join(others)) if others else w["decide.no_theories"]


def pattern_words(each: Mapping[str, Any], w: Words) -> str:
    """A pattern of the model that does not hold, and how it stands."""
    name = w.declared("pattern", each["name"], each["name"])
    return f"{each['pattern']} {name} ({w['verdict.' + each['verdict']]})"


def part_words(name: str, w: Words) -> str:
    """A part that was left out: in words, or a factor's or theory's own name."""
    key = f"decide.part.{name}"
    return w[key] if key in w else name  # noqa: SIM401  # words are no mapping


def effort_words(decision: Decision, w: Words) -> str:
    """What it took, what did not fit, and how to do it again."""
    effort = decision.effort
    again = f"--first {effort.first} --batches {effort.batches} --matched {effort.matched} --seed {effort.seed}"
    said = w("decide.effort", runs=w.number(effort.runs), seconds=w.number(effort.seconds), options=again)
    if not effort.left_out:
        return said
    parts = w["number.also"].join(part_words(each, w) for each in effort.left_out)
    return f"{w('decide.left_out', budget=w.short(effort.budget, at_most=2), parts=parts)}\n{said}"
