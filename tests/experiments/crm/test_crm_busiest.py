"""How unequally wins lie among people: over those who sell, not over wins or over all staff."""

from collections import Counter
from datetime import date

import pytest

from cordiale.experiments.crm.staff import _side


def test_the_gini_and_the_busiest_fifth_are_over_everyone_named_also_who_won_nothing() -> None:
    winners = ["ann"] * 6 + ["bea"] * 2 + [None]
    named = [(person, date(2024, 1, 1)) for person in ("ann", "bea", "cem", "dan", "eve")]
    side = _side(winners, named)
    assert side is not None
    held = [Counter(winners)[person] for person in ("ann", "bea", "cem", "dan", "eve")]
    apart = sum(abs(one - other) for one in held for other in held) / (2 * len(held) * sum(held))
    assert side.gini == pytest.approx(apart)
    assert side.top_fifth_share == pytest.approx(6 / 8)  # of five people the first
