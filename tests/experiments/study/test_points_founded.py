"""The company at a point of a study is the one that its scenario would found; parts are judged whole or suspect."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cordiale.experiments.study import growing
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.flow import _is_suspect, _is_whole
from cordiale.experiments.study.growing import grown
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.orders import company_at, varied
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.work import Done
from cordiale.simulation.runs.company import Company, prepare
from tests.support.planted_studies import planned
from tests.support.worlds import small

BASE = prepare(small())
HEADS = {"company.reps": 11, "company.marketers": 4, "company.executives": 3, "company.span": 5, "company.contacts": 2}
POINTS: dict[str, dict[str, Any]] = {
    "of a parameter": {"leadership.strength": 0.9, "trust.initial": 0.2},
    "of heads": HEADS, "of heads and a parameter": {"company.reps": 11, "customers.initial_per_rep": 7.0},
    "of a force": {"forces.technology.end": 0.2, "leadership.strength": 0.9}, "of a structure": {"structure.heads": 2},
    "of what belongs to a run": {"paradigm": "drift", "forces": "none", "switch_quarter": 2, "decisions": ""},
}  # fmt: skip


def shown(company: Company) -> dict[str, Any]:
    """What is the company's own, as plain values."""
    blueprint = company.blueprint
    own = {name: np.asarray(getattr(blueprint, name)).tolist() for name in ("company", "people", "leaders")}
    weather = {forces: company.sky(forces, 30) for forces in ("all", "technology")}
    skies = {forces: [np.asarray(path).tolist() for path in sky] for forces, sky in weather.items()}
    return own | {"rows": dict(blueprint.rows), "contacts": blueprint.contacts, "skies": skies,
                  "parameters": company.parameters.tolist(), "rows of structure": company.scenario.rows}  # fmt: skip


@pytest.mark.parametrize("of", POINTS)
def test_the_company_at_a_point_is_the_one_that_the_scenario_there_would_found(of: str) -> None:
    found, wanted = shown(company_at(BASE, POINTS[of])), shown(prepare(varied(BASE.scenario, POINTS[of])))
    for name, each in wanted.items():
        assert found[name] == each, name


LOST, RAISED = Failed(1, "memory", "why"), Failed(1, "raised", "why")


@pytest.mark.parametrize(("lived", "failures", "whole", "suspect"), [
    ((0, 1), (), True, False), ((0,), (), False, True), ((0,), (RAISED,), True, False), ((0,), (LOST,), True, True),
    ((), (RAISED, LOST._replace(run=0)), True, True), ((), (RAISED, RAISED._replace(run=0)), True, False),
    ((), (), False, True), ((), (RAISED,), False, True),
])  # fmt: skip
def test_a_part_is_lived_again_alone_where_a_run_is_missing_or_any_one_got_no_memory(
    lived: tuple[int, ...], failures: tuple[Failed, ...], whole: bool, suspect: bool
) -> None:
    part: Any = Done(Part(0, 2), dict.fromkeys(lived), failures)
    assert (_is_whole(part), _is_suspect(part)) == (whole, suspect)


def test_a_study_does_not_grow_where_the_points_of_any_factor_would_be_others(monkeypatch: pytest.MonkeyPatch) -> None:
    few = planned(design="sobol", samples=4, factors={name: {"low": 0.1, "high": 0.9} for name in
                                                      ("leadership.strength", "trust.initial")})  # fmt: skip
    name = "leadership.strength"
    more = {each: column + column for each, column in few.columns.items()}
    more[name] = more[name][1:] + more[name][:1]
    monkeypatch.setattr(growing.designs, "points", lambda *_, **__: more)
    with pytest.raises(StudyError, match="do not begin with those of the 4 here"):
        grown(few, samples=8, where="it", replications=None, runs=None)
