"""How unequally wins lie among people: over those who sell, not over wins or over all staff."""

from collections import Counter
from datetime import datetime

import pytest

from cordiale.experiments.crm.arrays import array_of
from cordiale.experiments.crm.staff import _side


def test_the_gini_and_the_busiest_fifth_are_over_everyone_named_also_who_won_nothing() -> None:
    winners = ["ann"] * 6 + ["bea"] * 2 + [None]
    named, days = ["ann", "bea", "cem", "dan", "eve"], [datetime(2024, 1, 1)] * 5
    side = _side(array_of("person", winners), array_of("person", named), array_of("date", days))
    assert side is not None
    held = [Counter(winners)[person] for person in named]
    apart = sum(abs(one - other) for one in held for other in held) / (2 * len(held) * sum(held))
    assert side.gini == pytest.approx(apart)
    assert side.top_fifth_share == pytest.approx(6 / 8)  # of five people the first
