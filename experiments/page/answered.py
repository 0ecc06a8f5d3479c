"""What a lesson's page finds on the luck that it begins with, lived in Python: the numbers of the teacher's sheet.

They are kept in `lessons/answers.json` with the hash of all that they follow from; `python -m
experiments.workshop.pages` makes them, and in the browser's tests each page has to find the same.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cordiale.simulation.engine import advance
from cordiale.simulation.rules.opinions import deceive, trust_of, view
from cordiale.simulation.runs.company import Company, execute, prepare, start, with_parameters
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.words import WEEKS_PER_QUARTER

from ..foundations.statistics import mean_interval
from .ready import ROOT, hashed
from .showing import bounds
from .syllabus import COMPANIES, LESSONS, LUCK, QUARTERS, ROOM, declared

FILE = ROOM / "answers.json"
FROM = (
    "simulation/**/*.py",
    "experiments/page/answered.py",
    "experiments/page/showing.py",
    "experiments/foundations/statistics.py",
)
Lives = dict[str, dict[str, NDArray[np.float64]]]  # by arm and outcome: companies x quarters, quarter 0 left out


def answers() -> dict[str, Any] | None:
    """By lesson what was found; None where it is of other rules, companies or questions than are here."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    found: dict[str, Any] = kept["lessons"]
    return found if kept["of"] == source() else None


def source() -> str:
    """SHA-256 of all that the answers follow from; the words of lessons do not matter."""
    designs = {name: {key: value for key, value in declared(name).items() if key != "words"} for name in LESSONS}
    digest = hashlib.sha256(json.dumps([hashed(FROM), designs, COMPANIES, QUARTERS, LUCK], sort_keys=True).encode())
    for scenario in sorted({design["scenario"] for design in designs.values()}):
        digest.update((ROOT / "scenarios" / f"{scenario}.toml").read_bytes())
    return digest.hexdigest()


def made() -> dict[str, Any]:
    """All lessons lived: some hundred and fifty companies a scenario and weather, a minute or two."""
    return {"of": source(), "lessons": {name: answer(name) for name in LESSONS if "lines" in declared(name)}}


def answer(name: str) -> dict[str, Any]:
    """What the page of a lesson finds: `companies` that count, and of each line by quarter mean and half interval.

    Of a lesson that asks which is first, also who is, who is second, and whether the two can be told apart; of the
    theft, what it cost: the twins' trust less that of the wronged. Units are the outcomes', money in thousands.
    """
    design = declared(name)
    lives = wronged(design) if "wrong" in design else lived(design)
    lines = {line["key"]: _line(line, lives, added=design.get("course") != "each") for line in design["lines"]}
    found = {"companies": len(next(iter(lines.values()))), "lines": {key: _told(each) for key, each in lines.items()}}
    if "wrong" in design:
        wrong, twin = (lines[line["key"]] for line in design["lines"])
        return found | {"cost": _told(twin - wrong)}
    return found | (_first(lines) if design["kind"] == "choose" else {})


def lived(design: dict[str, Any]) -> Lives:
    """Every arm of a lesson by the same companies."""
    company = prepare(load_scenario(design["scenario"]))
    outcomes = {line["outcome"] for line in design["lines"]}
    found: Lives = {}
    for arm in design["arms"]:
        lives = [execute(*_set_out(company, arm, replication)) for replication in range(COMPANIES)]
        found[arm["name"]] = {name: np.array([each[name][1:] for each in lives]) for name in outcomes}
    return found


def _set_out(company: Company, arm: dict[str, Any], replication: int) -> tuple[Company, Run]:
    if "leadership" in arm:
        company = with_parameters(company, {"leadership.strength": arm["leadership"]})
    forces, paradigm = "+".join(arm["forces"]) or "none", arm.get("paradigm", company.scenario.company.paradigm)
    return company, Run(paradigm, forces, replication, LUCK, QUARTERS)


def wronged(design: dict[str, Any]) -> Lives:
    """Trust of one pair in so many, both ways, with the theft and without; of those who stay in either company.

    A company of whose pairs none is left counts in neither arm.
    """
    company, arms = prepare(load_scenario(design["scenario"])), design["arms"]
    twins = [[_robbed(company, arm, replication, design["wrong"]) for arm in arms] for replication in range(COMPANIES)]
    kept = [np.isfinite(np.array(each)).all(axis=(0, 1)) for each in twins]  # of arms x quarters x views
    counted = [(each, stay) for each, stay in zip(twins, kept, strict=True) if stay.any()]
    return {
        arm["name"]: {"trust": np.array([each[place][:, stay].mean(axis=1) for each, stay in counted])}
        for place, arm in enumerate(arms)
    }


def _robbed(company: Company, arm: dict[str, Any], replication: int, wrong: dict[str, int]) -> NDArray[np.float64]:
    """Trust by quarter and view, NaN where one of the two is another person than at the start."""
    org = start(*_set_out(company, arm, replication))
    views = [view(tie, side) for tie in range(0, int(org.company[0].pairs), wrong["every"]) for side in range(2)]
    begun, seen = _who(org, views), []
    for week in range(QUARTERS * WEEKS_PER_QUARTER + 1):
        if arm.get("theft") and week == wrong["week"]:
            for opinion in views:
                deceive(org, opinion)
        org = advance(org, week)
        if week and week % WEEKS_PER_QUARTER == 0:
            trust = np.array([trust_of(org, opinion) for opinion in views])
            seen.append(np.where((_who(org, views) == begun).all(axis=1), trust, np.nan))
    return np.array(seen)


def _who(org: Organisation, views: list[int]) -> NDArray[np.int64]:
    ties = org.ties[np.asarray(views) // 2]
    return np.column_stack([org.people.identity[ties.rep], org.people.identity[ties.marketer]])


def _line(line: dict[str, str], lives: Lives, *, added: bool) -> NDArray[np.float64]:
    """A line's values, companies x quarters: a level or, against another arm, the lead then or added up until then."""
    outcome = line["outcome"]
    if "against" not in line:
        return lives[line["arm"]][outcome]
    ahead = lives[line["arm"]][outcome] - lives[line["against"]][outcome]
    return ahead.cumsum(axis=1) if added else ahead


def _told(values: NDArray[np.float64]) -> list[list[float]]:
    found = [mean_interval(quarter) for quarter in values.T]
    return [[each.mean, (each.high - each.low) / 2] for each in found]


def _first(lines: dict[str, NDArray[np.float64]]) -> dict[str, Any]:
    """Which line ends first and second, and whether their difference is sure, as the page judges it."""
    first, second = sorted(lines, key=lambda key: -lines[key][:, -1].mean())[:2]
    apart = lines[first][:, -1] - lines[second][:, -1]
    half = bounds(2)["claim"][len(apart)] * apart.std(ddof=1) / np.sqrt(len(apart))
    return {"first": first, "second": second, "sure": bool(apart.mean() > half)}
