"""The table that a decision leaves says of each run its option, where that leads, its weather, and its own outcomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import leaving
from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.document import to_document
from cordiale.experiments.decision.leaving import results
from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.foundations.plain import plain
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.decision_document import decision_document
from tests.support.decision_made import decision_of
from tests.support.worlds import small

OPTIONS = (
    Option(STAY, "siloed", (), 0, STAY),
    Option("drift, a year later", "drift", ("Q6 paradigm=drift",), 6, "later"),
)
QUARTERS = 3


def test_each_row_of_the_results_is_of_its_own_option_weather_company_and_quarter() -> None:
    company = prepare(small({"company.paradigm": "siloed"}))
    kept = []
    for weather, forces in (("expected", "all"), ("none", "none")):
        for option in OPTIONS:
            for company_number in range(2):
                rows = np.zeros(QUARTERS + 1, dtype=QUARTER)
                rows["revenue"] = len(kept) * 100 + np.arange(QUARTERS + 1)
                run = Run("siloed", forces, company_number, 7, QUARTERS, 0, option.decisions)
                kept.append((weather, option, run, rows))
    branches: Any = SimpleNamespace(company=company, kept=kept)
    table = results(branches)
    told = [
        (row.weather, row.option, row.paradigm, row.forces, row.replication, row.seed, row.quarter, row.revenue)
        for row in table.itertuples()
    ]
    assert told == [
        (weather, option.name, option.paradigm, run.forces, run.replication, 7, quarter, rows["revenue"][quarter])
        for weather, option, run, rows in kept for quarter in range(QUARTERS + 1)
    ]  # fmt: skip


@pytest.mark.parametrize(("sets", "drawn"), [(("a",), True), ((), False)])
def test_the_manifest_of_a_decision_says_what_makes_it_happen_again_each_number_under_its_own_name(
    sets: tuple[str, ...], drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = decision_document(
        switch_quarter=3, first=21, batches=5, matched=7, confidence=0.81, confidence_asked=0.92, indifference=0.03,
        indifferent=44.0, seed=6,
    )  # fmt: skip
    decision = decision_of(document)
    decision = decision if drawn else replace(decision, map=None)
    scenario = load_scenario("smb-inbound")
    branches: Any = SimpleNamespace(
        company=SimpleNamespace(scenario=scenario, sets=sets), seed=6, quarters=9, decisions=("Q4 survey",)
    )
    left: list[dict[str, Any]] = []
    monkeypatch.setattr(leaving, "results", lambda _: "table")
    monkeypatch.setattr(leaving, "write_results", lambda table, where, **said: left.append(said) or where)
    assert leaving.keep(decision, branches, Path("there"), command=["cordiale", "decide"], w=ENGLISH) == Path("there")
    (said,) = left
    manifest = said["manifest"]
    assert (manifest["verb"], manifest["seed"], manifest["command"]) == ("decide", 6, ["cordiale", "decide"])
    assert manifest["scenario"]["name"] == scenario.name
    assert manifest["decision"] == {
        "switch_quarter": 3, "quarters": 9, "first": 21, "batches": 5, "matched": 7, "decisions": ("Q4 survey",),
        "confidence": 0.92, "indifference": 0.03, "parameters": "ensemble" if sets else "point",
        "map": ["leadership.strength", "trust.gain"] if drawn else None,
    }  # fmt: skip
    assert (said["called"], said["summary"]) == ("decision.json", plain(to_document(decision)))
    assert {"decision.html", "decision.xlsx"} & set(said["also"])
