"""What `cordiale see` asks and shows of a company: its dials, its options, how sure words must be, what it rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import stdtrit

from cordiale.simulation.runs.agenda import in_order, kind_of
from cordiale.simulation.runs.company import Company
from cordiale.simulation.runs.run import Run, plan
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.scenario import Scenario
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.paradigms import GRADED, SETTINGS, Structure
from cordiale.simulation.world.words import Attribution, Bound, DecisionRule, Resolve, Word

from ..decision.alternatives import goals
from ..figures.marks import marks
from ..foundations.language import Language, words
from ..foundations.shares import CONFIDENCE

LOOKS = (1, 2, 4, 8, 16, 32, 64)  # matched companies after which the page tells what it found
WALKED = 8  # matched companies at each place of a strip
PLACES = 9  # of a strip
OWN = "yours"  # the paradigm that a reader makes
WORDS: dict[str, type[Word]] = {"attribution": Attribution, "decision_rule": DecisionRule}
OUTCOMES = (
    "revenue",
    "friction_hours_share",
    "trust_sales_in_marketing",
    "trust_marketing_in_sales",
    "executives_aligned",
    "practitioners_lack",
    "leavers",
)
VALIDATION = Path(__file__).parents[1] / "validation" / "record.json"
LARGEST = 2_000  # people of a company that a browser can live


def shown(company: Company, *, quarters: int, seed: int, switch_quarter: int) -> dict[str, Any]:
    """All that the page knows of a company beside its tables, as JSON has it.

    Raises ScenarioError for quarters, seed or switch quarter outside their range, for a company of more than
    2,000 people, and for one that could switch to nothing.
    """
    scenario, options = company.scenario, goals(company.scenario)
    check(company, options, quarters=quarters, seed=seed, switch_quarter=switch_quarter)
    names = [*options, OWN]
    return {
        "scenario": {"name": scenario.name, "title": scenario.title, "currency": scenario.currency},
        "people": len(company.blueprint.people),
        "today": scenario.company.paradigm,
        "options": options,
        "own": OWN,
        "quarters": quarters,
        "luck": seed,
        "dials": dials(scenario, options, quarters=quarters, switch_quarter=switch_quarter),
        "decisions": decided(scenario, quarters),
        "outcomes": list(OUTCOMES),
        "marks": {name: {"colour": mark.colour, "marker": mark.marker, "dash": _dash(mark.line)}
                  for name, mark in marks([scenario.company.paradigm, *names]).items()},
        "looks": list(LOOKS),
        "walked": WALKED,
        "places": PLACES,
        **bounds(len(names) + 1),
        "rests": rests(),
    }  # fmt: skip


def check(company: Company, options: list[str], *, quarters: int, seed: int, switch_quarter: int) -> None:
    """Raises ScenarioError for what a page cannot show."""
    scenario, people = company.scenario, len(company.blueprint.people)
    if people > LARGEST:
        raise ScenarioError(
            f"{scenario.name} has {people:,} people; a page lives companies of up to {LARGEST:,}. "
            "`cordiale decide` answers for larger ones, `cordiale run --record` keeps their weeks"
        )
    if not options:
        raise ScenarioError(f"{scenario.name} has no paradigm to switch to")
    if not 1 <= switch_quarter <= quarters:
        raise ScenarioError(f"switch-quarter = {switch_quarter} is outside [1, {quarters}]")
    plan(scenario, paradigms=options, forces=["all"], replications=1, quarters=quarters, seed=seed,
         switch_quarter=switch_quarter)  # fmt: skip


def dials(scenario: Scenario, options: list[str], *, quarters: int, switch_quarter: int) -> list[dict[str, Any]]:
    """What a reader can turn: its key, its bounds and steps or its choices, and where it stands."""
    begun = options.index("proportional") if "proportional" in options else 0
    row = scenario.rows[options[begun]]
    return [
        {"key": "leadership", "group": "world", "low": 0, "high": 1, "step": 0.05,
         "start": scenario.leadership.strength},
        *(
            {"key": force, "group": "world", "low": 0, "high": 1, "step": 0.05, "start": path.end,
             "fixed": path.shape == "path"}
            for force, path in scenario.profile_paths().items()
        ),
        {"key": "quarter", "group": "world", "low": 1, "high": quarters, "step": 1, "start": switch_quarter},
        {"key": "from", "group": "own", "choices": {name: place for place, name in enumerate(options)},
         "start": begun},
        *(_setting(name, row) for name in SETTINGS if name != "follows_forces"),
    ]  # fmt: skip


def _setting(name: str, row: Structure) -> dict[str, Any]:
    """A dial for a setting of a paradigm, which stands as in a row."""
    dial: dict[str, Any] = {"key": name, "group": "own", "setting": True, "start": float(getattr(row, name))}
    if name in GRADED:
        limits = {type(limit).__name__: limit for limit in Structure.model_fields[name].metadata}
        low, high = float(limits["Ge"].ge), float(limits["Le"].le)
        return dial | {"low": low, "high": high, "step": 0.5 if high > 1 else 0.05}
    if name in WORDS:
        return dial | {"choices": {word: int(each) for word, each in WORDS[name].words().items()}}
    return dial | {"choices": {"1": 1, "2": 2} if name == "heads" else {"no": 0, "yes": 1}}


def decided(scenario: Scenario, quarters: int) -> list[dict[str, Any]]:
    """What the scenario itself has decided, as `engine.mjs` takes decisions."""
    return [_decision(*each) for each in in_order(scenario, Run(scenario.company.paradigm, "all", 0, 1, quarters))]


def _decision(one: Any, name: str, value: Any) -> dict[str, Any]:
    kind = kind_of(name)
    said: dict[str, Any] = {"quarter": one.quarter, "kind": kind.word, "name": name}
    if kind is Resolve.of("paradigm"):
        said["paradigm"] = value
    elif kind in (Resolve.SETTING, Resolve.LEADERSHIP):
        said["value"] = float(value)
    if one.condition:
        said |= {"bound": int(one.condition.bound), "outcome": NAMES.index(one.condition.outcome)}
        said["threshold"] = one.condition.threshold
    return said | {"bound": said.get("bound", int(Bound.ALWAYS))}


def bounds(options: int) -> dict[str, Any]:
    """Student's bounds by number of companies, from 0: of an interval, and of what words may claim.

    Words are about any two of the options, after any look: their bounds share the error among all of these
    (Bonferroni's inequality), so that all words of one question together are wrong in at most 5 % of cases.
    """
    together = options * (options - 1) // 2 * (len(LOOKS) - 1)  # the first look, at one company, claims nothing
    degrees = np.arange(LOOKS[-1] + 1) - 1.0
    degrees[:2] = np.nan
    tails = {"student": (1 - CONFIDENCE) / 2, "claim": (1 - CONFIDENCE) / 2 / together}
    found = {name: stdtrit(degrees, 1 - tail) for name, tail in tails.items()}
    return {name: [None if np.isnan(each) else float(each) for each in bound] for name, bound in found.items()}


def rests() -> dict[str, Any]:
    """What the validation on record measured: each pattern with its verdict, named and stated in every language."""
    record = json.loads(VALIDATION.read_text(encoding="utf-8"))  # as it lies: `validation/record.py` takes a second

    def said(kind: str, row: dict[str, Any], english: str) -> dict[str, str]:
        return {each: words(each).declared(kind, row["name"], english) for each in Language}

    def told(row: dict[str, Any]) -> dict[str, Any]:
        named = {kind: said(key, row, row[kind]) for kind, key in (("name", "pattern"), ("statement", "statement"))}
        return {"pattern": row["pattern"], "verdict": row["verdict"], **named}

    return {"patterns": [told(row) for row in record["patterns"]]}


def _dash(line: Any) -> str:
    """A line's dashes as SVG has them, in widths of the line.

    >>> _dash((0, (4, 1.5))), _dash("-")
    ('4 1.5', '')
    """
    return "" if isinstance(line, str) else " ".join(f"{part:g}" for part in line[1])
