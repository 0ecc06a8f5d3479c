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


@pytest.mark.parametrize(
    ("stays", "there"),
    [
        ([("ann", 3, 3)], 1), ([("ann", 1, 2), ("bea", 2, 3)], 1), ([("ann", 1, 3), ("bea", 2, 2), ("cem", 3, 3)], 2),
        ([("ann", 1, 5), ("bea", 1, 2), ("cem", 4, 5)], 2), ([("ann", 1, 1), ("bea", 4, 4)], 0.5), ([], None),
    ],
)  # fmt: skip
def test_people_are_there_from_their_first_month_to_their_last_both_included(
    stays: list[tuple[str, int, int]], there: float | None
) -> None:
    named = [who for who, first, last in stays for _ in (first, last)] or ["ann"]
    days = [datetime(2024, month, 15) for _, *ends in stays for month in ends] or [None]
    side = _side(array_of("person", [None]), array_of("person", named), array_of("date", days))
    assert side is not None
    assert side.active_per_month == there
