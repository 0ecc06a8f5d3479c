"""What knowing is worth: the experiment runs, on the same companies, and its figure says what it found."""

from __future__ import annotations

import pytest

from cordiale.experiments.questions.drawing_knowing import draw
from cordiale.experiments.questions.knowing import ALARMS, QUARTERS, SEED, VIEWS, experiment


def test_the_experiment_compares_every_view_under_every_alarm() -> None:
    rows = experiment(replications=3, quarters=4, seed=SEED)
    assert [row.alarm for row in rows] == list(ALARMS)
    assert all(set(row.gains) == set(VIEWS) for row in rows)
    assert all(gain.n == 3 for row in rows for gain in row.gains.values())
    programme, *switches = rows
    assert any(row.gains["accurate"].mean != programme.gains["accurate"].mean for row in switches)
    assert "worth" in draw(rows).get_label()


@pytest.mark.slow
def test_the_finding_as_it_is_told() -> None:
    rows = {row.alarm: row for row in experiment(replications=24, quarters=QUARTERS, seed=SEED)}
    programme = rows["a programme"].knowing.mean
    assert rows["assimilated"].knowing.low > programme
    assert rows["proportional"].knowing.mean > 1.5 * programme
    assert rows["siloed"].knowing.high < 0.5
    assert rows["siloed"].gains["accurate"].high < 0
    for row in rows.values():
        assert row.gains["half-blind"].mean == pytest.approx(row.gains["complacent"].mean, abs=0.2)
