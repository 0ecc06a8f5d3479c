"""The record of speed: complete, and what has become slower than it allows is told. Times are measured by CI alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cordiale.experiments.workshop.speed import ratios
from cordiale.experiments.workshop.speed.ratios import ALLOWED, RATIOS, kept, worse


def test_the_record_has_every_ratio() -> None:
    assert list(kept()) == [ratio.name for ratio in RATIOS]
    assert all(value > 0.0 for value in kept().values())


def test_what_is_no_slower_is_not_told() -> None:
    assert worse(kept(), kept()) == []


def test_each_ratio_is_told_when_it_is_worse_and_only_then() -> None:
    for ratio in RATIOS:
        for factor, told in (
            (1.1 * ALLOWED, ratio.larger_is_worse),
            (1.0 / (1.1 * ALLOWED), not ratio.larger_is_worse),
        ):
            faults = worse(kept() | {ratio.name: kept()[ratio.name] * factor}, kept())
            assert [fault.split()[0] for fault in faults] == ([ratio.name] if told else [])


def test_each_ratio_is_of_the_works_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of 160 lived weeks takes 320, so that a week of it takes two."""
    taken = {"loop": 64.0, "run": 320.0, "recorded": 960.0, "mesa": 10.0}
    company = SimpleNamespace(scenario=SimpleNamespace(company=SimpleNamespace(burn_in=1)))
    monkeypatch.setattr(ratios, "WEEKS", 160 - ratios.WEEKS_PER_QUARTER)
    for name, made in {"prepare": company, "of_size": None, "a_run": None, "mesas_week": None, "alone": "24.0"}.items():
        monkeypatch.setattr(ratios, name, lambda *_, made=made, **__: made)
    monkeypatch.setattr(ratios, "_in_turn", lambda works: {name: taken[name] for name in works})
    assert ratios.measure() == {
        "run_over_loop": 5.0, "recorded_over_run": 3.0, "mesa_over_engine": 5.0, "plain_over_engine": 12.0,
    }  # fmt: skip
