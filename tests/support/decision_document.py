"""A small `decision.json`, made by hand: two ways to go, a flip, a sign, a theory, and names that are no markup."""

from __future__ import annotations

from typing import Any

from cordiale.simulation.world.paradigms import PARADIGMS

OPTIONS = (("ours <b>&</b>", "switch", 120.0, 40.0, 200.0, 0.9), ("stay", "stay", 0.0, 0.0, 0.0, 0.07),
           ("siloed", "switch", -50.0, -90.0, -10.0, 0.01),
           ("siloed, a year later", "later", -20.0, -50.0, 10.0, 0.02))  # fmt: skip


def estimate(mean: float, reach: float = 30.0) -> dict[str, Any]:
    return {"mean": mean, "low": mean - reach, "high": mean + reach, "n": 24}


def decision_document(**changed: Any) -> dict[str, Any]:
    """The document, with some of its keys changed."""
    best = OPTIONS[0][0]
    weathers = [{"weather": name, "best": best, "lead": estimate(lead), "lead_of_the_choice": estimate(lead)}
                for name, lead in (("expected", 120.0), ("none", -10.0), ("full", 300.0))]  # fmt: skip
    flip = {"factor": "leadership.strength", "now": 0.5, "least": 0.0, "most": 1.0, "unit": "1", "at": 0.21,
            "low": 0.1, "high": 0.4, "to": "stay"}  # fmt: skip
    never = {**flip, "factor": "forces.buyers.end", "at": None, "low": None, "high": None, "to": None}
    both = {**flip, "factor": "trust.gain", "at": None, "low": None, "high": None, "to": "siloed"}
    sign = {"outcome": "wins", "seen_in": "dashboard", "quarter": 4, "above": False, "threshold": -3.5, "early": 8,
            "hits": 0.7, "false_alarms": 0.2, "chance": 1e-4, "failing": 0.1}  # fmt: skip
    levers, channels = ([{"name": name, "value": value, "low": value - 20.0, "high": value + 20.0}
                         for name, value in zip(names, (150.0, -30.0), strict=True)]
                        for names in (("roles", "contact"), ("win rate", "people lost")))  # fmt: skip
    known = [{"what": "trust.gain", "value": 12.5, "luck": 1.5, "clear": True, "kind": "parameter"},
             {"what": "people.mastery", "value": 0.5, "luck": 2.5, "clear": False, "kind": "parameter"}]  # fmt: skip
    views = [{"name": name, "quarter": quarter, "executives_aligned": estimate(0.8, 0.1),
              "practitioners_lack": estimate(0.6, 0.1), "perception_gap": estimate(0.4, 0.1)}
             for name, quarter in (("today", 0), ("stay", 3), (best, 3))]  # fmt: skip
    assumptions = [
        {"name": "economics.margin", "value": 0.75, "unit": "1", "source": "A260", "matters": None},
        {"name": "trust.gain", "value": 0.08, "unit": "1/event", "source": "A97", "matters": 0.2},
    ]
    return {
        "format": "cordiale decision 1", "scenario": "tiny <i>&", "currency": "EUR", "switch_quarter": 2,
        "best": best, "confidence": 0.97, "told_apart": True, "contenders": [best], "robust": "stay",
        "options": [option(*each) for each in OPTIONS],
        "why": {"option": best, "lead": 120.0, "levers": levers, "channels": channels, "companies": 6},
        "weathers": weathers, "unseen": views, "flips": [flip, never, both], "measure_first": known,
        "everything_known": 40.0, "warnings": [sign, {**sign, "quarter": 5, "early": 7}],
        "baseline": {"value": estimate(1000.0), "revenue_last_year": estimate(700.0), "horizon_quarters": 3},
        "grounds": {
            "parameters": "64 parameter sets", "sets": 64, "assumptions": assumptions,
            "verdicts": [{"pattern": 16, "name": "dispersion", "statement": "", "verdict": "fails"}],
            "theories": [{"mechanism": "trust", "theory": "slow", "best": "stay", "lead": estimate(5.0)}],
            "unknown": ["buyers.cycle"],
        },
        "rules": rules_document(), "monday": monday_document(best),
        "map": map_document(best), "left_out": ["power.transition", "theory.trust = slow"], "budget": 60.0,
        "unknown": ["buyers.cycle"], "caveat": "From assumptions, not evidence.",
        "runs": 300, "seconds": 12.5, "first": 24, "batches": 0, "matched": 6, "seed": 1, "confidence_asked": 0.95,
        "indifference": 0.01, "indifferent": 10.0, **changed,
    }  # fmt: skip


def option(name: str, kind: str, value: float, low: float, high: float, chance: float) -> dict[str, Any]:
    """An option of the document; its way goes down once, then up to its value."""
    stay = kind == "stay"
    way = [{"quarter": at + 1, "difference": estimate(0.0), "least": -1.0, "most": 1.0, "so_far": estimate(so_far)}
           for at, so_far in enumerate((0.0, 0.0 if stay else -35.0, value))]  # fmt: skip
    return {
        "option": name, "paradigm": name.split(",")[0], "kind": kind, "decisions": [] if stay else ["Q2 paradigm=x"],
        "value": value, "low": low, "high": high, "value_percent": value / 10, "low_percent": low / 10,
        "high_percent": high / 10, "probability_best": chance, "ruled_out": value < 0, "companies": 24,
        "expected_regret": None if kind == "later" else 5.0, "largest_regret": None if kind == "later" else 50.0,
        "least_regret": None if kind == "later" else 2.0, "regret_at_worst": None if kind == "later" else 9.0,
        "payback_quarter": 3 if value > 0 else 1 if stay else None, "never_pays": 0.25, "worse_than_staying": 0.1,
        "dip_quarter": None if stay else 2, "dip_value": 0.0 if stay else -35.0, "way": way,
    }  # fmt: skip


def map_document(best: str) -> dict[str, Any]:
    """A map of two factors, two values each: one of its cells cannot be told apart."""
    cells = [{"across": x, "down": y, "best": "stay" if x == 0 else best, "lead": estimate(10.0), "apart": x != y}
             for y in (0.0, 2.0) for x in (0.0, 1.0)]  # fmt: skip
    return {"across": "leadership.strength", "across_unit": "1", "across_now": 0.5, "down": "trust.gain",
            "down_unit": "1/event", "down_now": 0.08, "companies": 6, "options": [best, "stay"],
            "cells": cells}  # fmt: skip


def rules_document(**changed: Any) -> dict[str, Any]:
    """Two rules for when staying brings more: one is certified, the other may be chance."""
    rule = {"name": "trust.gain <= 0.05", "limits": [{"factor": "trust.gain", "low": None, "high": 0.05}],
            "companies": 9, "coverage": 0.5, "density": 0.8, "density_low": 0.5, "density_high": 0.95,
            "base_rate": 0.3, "lift": 2.7, "lead": estimate(60.0), "p": 0.01, "certified": True}  # fmt: skip
    chance = {**rule, "name": "0.1 <= people.mastery", "p": 0.4, "certified": False}
    return {"to": "stay", "companies": 96, "base_rate": 0.3, "held_out": 32, "rules": [rule, chance], "why": "",
            **changed}  # fmt: skip


def monday_document(best: str) -> dict[str, Any]:
    """What two rows of structure differ in."""
    today, then = (PARADIGMS[name].model_dump(mode="json") for name in ("status-quo", "proportional"))
    changes = [{"name": "integration", "question": "what is done together", "today": "little", "then": "much"}]
    return {"option": best, "today": today, "then": then, "changes": changes}
