"""What knowing is worth: the experiment runs, on the same companies, and its figure says what it found."""

from __future__ import annotations

from cordiale.experiments.questions.drawing_knowing import draw
from cordiale.experiments.questions.knowing import ALARMS, VIEWS, experiment


def test_the_experiment_compares_every_view_under_every_alarm() -> None:
    rows = experiment(replications=3, quarters=4)
    assert [row.alarm for row in rows] == list(ALARMS)
    assert all(set(row.gains) == set(VIEWS) for row in rows)
    assert all(gain.n == 3 for row in rows for gain in row.gains.values())
    programme, *switches = rows
    assert any(row.gains["accurate"].mean != programme.gains["accurate"].mean for row in switches)
    assert "worth" in draw(rows).get_label()
