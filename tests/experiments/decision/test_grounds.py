"""What a decision is said to rest on: every pattern that does not hold, what was assumed, and no theory of its own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from cordiale.experiments.decision import grounds
from cordiale.experiments.validation.criteria import HOLDS
from cordiale.simulation.world.parameters import PARAMETERS, Economics, declared
from cordiale.simulation.world.theories import MECHANISMS, Theory
from tests.support.worlds import small

VERDICTS = (HOLDS, "fails", "cannot tell", HOLDS)


def test_every_pattern_that_does_not_hold_is_named_whether_it_fails_or_cannot_be_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [{"pattern": at, "name": f"name {at}", "statement": f"says {at}", "verdict": each, "parts": []}
            for at, each in enumerate(VERDICTS)]  # fmt: skip
    monkeypatch.setattr(grounds, "read", lambda: {"patterns": rows})
    assert [each["pattern"] for each in grounds.failing()] == [1, 2]
    for each in grounds.failing():
        at = each["pattern"]
        assert each == {"pattern": at, "name": f"name {at}", "statement": f"says {at}", "verdict": VERDICTS[at]}
    monkeypatch.setattr(grounds, "read", lambda: None)
    assert list(grounds.failing()) == []


def test_each_assumption_is_told_with_its_own_value_unit_source_and_share_of_the_variance() -> None:
    scenario = small({"economics.margin": 0.61, "trust.gain": 0.07})
    matter = [("trust.gain", 0.4), ("people.mastery", 0.1)]
    told = {each["name"]: each for each in grounds.assumptions(scenario, matter)}
    known = {each.dotted: each for each in (*declared({"economics": Economics}), *PARAMETERS)}
    money = [each.dotted for each in declared({"economics": Economics})]
    assert [*told] == [*money, "trust.gain", "people.mastery"]
    for name, each in told.items():
        group, _, key = name.partition(".")
        assert each["value"] == getattr(getattr(scenario, group), key)
        assert (each["unit"], each["source"]) == (known[name].unit, known[name].source)
        assert each["matters"] == dict(matter).get(name)


def test_a_rival_theory_is_every_one_that_the_scenario_does_not_live_by() -> None:
    own = {name: getattr(small({}).theory, name) for name in MECHANISMS}
    every = {(name, each) for name in MECHANISMS for each in Theory.model_fields[name].annotation}  # type: ignore[union-attr]
    assert {*grounds.rivals(small({}))} == {(name, each.word) for name, each in every if each != own[name]}
    other = next(iter(grounds.rivals(small({}))))
    assert other not in {*grounds.rivals(small({f"theory.{other[0]}": other[1]}))}


@pytest.mark.parametrize("sets", [0, 3])
def test_what_is_rested_on_is_told_of_the_company_s_own_sets_and_unknowns(
    sets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("assumptions", "failing", "differing"):
        monkeypatch.setattr(grounds, name, lambda *_, name=name: [{"of": name}])
    company: Any = SimpleNamespace(sets=range(sets), scenario=SimpleNamespace(unknown=["buyers.cycle"]))
    branches: Any = SimpleNamespace(company=company)
    told = grounds.grounds(branches, [], "stay", range(2), matter=[], clock=None)  # type: ignore[arg-type]
    assert (told.sets, told.unknown) == (sets, ("buyers.cycle",))
    assert (told.assumptions, told.verdicts, told.theories) == tuple(
        ({"of": name},) for name in ("assumptions", "failing", "differing")
    )
    assert str(sets or "own") in told.parameters
