"""The record of speed: complete, and what has become slower than it allows is told. Times are measured by CI alone."""

from __future__ import annotations

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
