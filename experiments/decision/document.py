"""A decision as data: what `decision.json` holds and `--json` prints."""

from __future__ import annotations

from typing import Any

from ..foundations.language import ENGLISH
from ..foundations.monday import monday
from ..foundations.plain import plain
from .verdict import Decision, Standing

CAVEAT = f"{ENGLISH['caveat.foundation']} {ENGLISH['decide.caveat']}"


def to_document(decision: Decision) -> dict[str, Any]:
    """The decision as `decision.json` has it."""
    d = decision
    return {
        "format": "cordiale decision 1",
        "scenario": d.scenario, "currency": d.currency, "switch_quarter": d.switch_quarter,
        "unit": f"thousand {d.currency}, discounted, against staying",
        "best": d.best, "confidence": d.confidence, "told_apart": d.told_apart, "contenders": d.contenders,
        "robust": d.robust,
        "options": [of_option(each) for each in d.options],
        "why": plain(d.why), "weathers": plain(d.weathers), "unseen": plain(d.unseen),
        "flips": plain(d.flips), "map": plain(d.map), "rules": plain(d.rules), "monday": of_monday(d),
        "measure_first": plain(d.measure_first), "everything_known": d.everything_known,
        "warnings": plain(d.warnings), "baseline": plain(d.baseline), "grounds": plain(d.grounds),
        "unknown": d.grounds.unknown, "caveat": CAVEAT, **plain(d.effort),
    }  # fmt: skip


def of_monday(decision: Decision) -> dict[str, Any]:
    """What would change on Monday: both rows of structure, and in words what differs."""
    changes = [
        {"name": each.setting, "question": each.question, "today": each.today, "then": each.then}
        for each in monday(decision.today, decision.then, ENGLISH) if each.changes
    ]  # fmt: skip
    rows = {"today": decision.today, "then": decision.then}
    return {"option": decision.why.option, **{name: row.model_dump(mode="json") for name, row in rows.items()},
            "changes": changes}  # fmt: skip


def of_option(each: Standing) -> dict[str, Any]:
    """An option as `decision.json` has it."""
    course, regret = each.course, each.regret
    return {
        "option": each.option, "paradigm": each.paradigm, "kind": each.kind, "decisions": each.decisions,
        "value": each.lead.mean, "low": each.lead.low, "high": each.lead.high,
        "value_percent": each.percent.mean, "low_percent": each.percent.low, "high_percent": each.percent.high,
        "probability_best": each.probability_best, "ruled_out": each.ruled_out, "companies": each.companies,
        "expected_regret": regret and regret.expected, "largest_regret": regret and regret.largest,
        "least_regret": regret and regret.least, "regret_at_worst": regret and regret.at_worst,
        "payback_quarter": course.payback_quarter, "never_pays": course.never_pays,
        "worse_than_staying": course.worse_than_staying, "dip_quarter": course.dip_quarter,
        "dip_value": course.dip_value, "way": plain(course.quarters),
    }  # fmt: skip
