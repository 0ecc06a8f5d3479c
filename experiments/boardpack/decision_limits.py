"""A decision's limits, and how it came about, as sections of a board pack."""

from __future__ import annotations

from .pack import Facts, Section
from .vocabulary import Vocabulary


def limits(facts: Facts, words: Vocabulary) -> Section:
    """What the answer cannot say."""
    grounds = facts.document["grounds"]
    w = facts.w
    verdicts = [
        words.said("verdict", pattern=str(each["pattern"]), name=w.declared("pattern", each["name"], each["name"]),
                   verdict=w[f"verdict.{each['verdict']}"])
        for each in grounds["verdicts"]
    ]  # fmt: skip
    said = [words.sentence("caveat", caveat=f"{w['caveat.foundation']} {w['decide.caveat']}")]
    said += [words.sentence("verdicts", verdicts="; ".join(verdicts))] if verdicts else []
    said += [words.sentence("unknown", unknown=w["number.also"].join(grounds["unknown"]))] if grounds["unknown"] else []
    return words.section("limits", said, boxed=True)


def method(facts: Facts, words: Vocabulary) -> Section:
    """How the answer came about."""
    effort = {name: facts.told(name, "count") for name in ("runs", "seconds", "first", "batches", "matched", "seed")}
    said = (words.sentence("procedure"), words.sentence("effort", **effort))
    return words.section("method", said, folded=True)
