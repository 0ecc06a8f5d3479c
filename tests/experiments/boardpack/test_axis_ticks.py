"""The scale of a chart: it holds zero and every value, and its ticks lie on it at even round steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cordiale.experiments.boardpack.geometry import TICKS, axis_of
from cordiale.experiments.foundations.language import ENGLISH

VALUES = some.lists(some.floats(-1e7, 1e7, allow_nan=False).map(lambda value: round(value, 3)), min_size=1, max_size=8)


@given(VALUES)
def test_an_axis_holds_zero_and_every_value_and_its_ticks_lie_on_it_at_even_round_steps(values: list[float]) -> None:
    axis = axis_of(values, "money", w=ENGLISH)
    reach = max(*values, 0.0) - min(*values, 0.0)
    assert axis.low < min(*values, 0.0)
    assert axis.high > max(*values, 0.0)
    assert 0.0 in axis.ticks
    assert all(axis.low < tick < axis.high for tick in axis.ticks)
    if len(axis.ticks) > 1 and reach > 0.01:
        step = axis.ticks[1] - axis.ticks[0]
        assert list(axis.ticks) == pytest.approx([axis.ticks[0] + step * at for at in range(len(axis.ticks))])
        assert float(f"{step:.1e}") == pytest.approx(step)
        assert axis.ticks[0] - step < min(*values, 0.0) + 1e-9 * reach
        assert axis.ticks[-1] + step > max(*values, 0.0) - 1e-9 * reach
        assert 2 <= len(axis.ticks) <= TICKS + 2


@pytest.mark.parametrize("scale", [0.01, 0.1, 1.0, 10.0, 1e4])
@pytest.mark.parametrize("step", [1.0, 2.0, 2.5, 5.0])
def test_an_axis_that_four_round_steps_fill_has_these_steps_and_one_a_little_longer_the_next(
    step: float, scale: float
) -> None:
    exact, longer = axis_of([4 * step * scale], "money", w=ENGLISH), axis_of([4.4 * step * scale], "money", w=ENGLISH)
    assert exact.ticks == pytest.approx([at * step * scale for at in range(5)])
    following = {1.0: 2.0, 2.0: 2.5, 2.5: 5.0, 5.0: 10.0}[step]
    assert longer.ticks[1] == pytest.approx(following * scale)
