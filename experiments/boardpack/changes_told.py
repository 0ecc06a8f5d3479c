"""What would change on Monday, and in which companies the next option brings more, as parts of a board pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cordiale.simulation.world.paradigms import Structure

from ..foundations.monday import monday
from .pack import Column, Facts, Row, Section, Sentence, Table, Told
from .vocabulary import Vocabulary


def on_monday(facts: Facts, words: Vocabulary) -> Section:
    """What the option that is explained would change in how people live together."""
    found = facts.document["monday"]
    today, then = (Structure.model_validate(found[name]) for name in ("today", "then"))
    said = words.sentence("changes", option=facts.option(str(found["option"])))
    rows = tuple(
        Row(f"monday.changes.{each.setting}", each.question, (each.today, each.then))
        for each in monday(today, then, facts.w) if each.changes
    )  # fmt: skip
    texts = (words.said("today"), words.said("then"))
    return words.section(
        "monday", (said,), (Table(words.said("caption"), facts, words.said("names"), rows, (), texts),)
    )


def rules_told(facts: Facts, words: Vocabulary) -> tuple[Sentence, list[Table]]:
    """How often the next option brings more, and the rules that are certified, if any."""
    found = facts.document["rules"]
    gaps: dict[str, Told | str] = {
        "companies": facts.told("rules.companies", "count"), "share": facts.told("rules.base_rate", "share"),
        "held": facts.told("rules.held_out", "count"), "option": facts.option(str(found["to"])),
    }  # fmt: skip
    certified = [each for each in found["rules"] if each["certified"]]
    if not certified:
        why = facts.w[f"decide.rules_why.{found['why']}"]
        return words.sentence("rules_none", why=why, **gaps), []
    columns = (
        Column("density", words.said("density"), "share"), Column("base_rate", words.said("base"), "share"),
        Column("lift", words.said("lift"), "decimal"), Column("lead.mean", words.said("rule_lead"), "gain"),
        Column("lead.low", words.said("rule_low"), "money"), Column("lead.high", words.said("rule_high"), "money"),
        Column("companies", words.said("rule_companies"), "count"),
    )  # fmt: skip
    rows = tuple(Row(f"rules.rules.{each['name']}", _limits(facts, each["limits"])) for each in certified)
    caption = words.said("rules", option=facts.option(str(found["to"])))
    return words.sentence("rules_some", **gaps), [Table(caption, facts, words.said("rule"), rows, columns)]


def _limits(facts: Facts, limits: list[Mapping[str, Any]]) -> str:
    """The limits of a rule, in signs."""
    return facts.w.listed([facts.w.limit(each["factor"], each["low"], each["high"]) for each in limits])
