"""Whatever is counted, or lived through in a week, adds to what was there before: every worked example says so again."""

import pytest

from cordiale.simulation.machinery.relinking import plain_of
from tests.model.worked import (
    test_worked_company,
    test_worked_corners,
    test_worked_deals,
    test_worked_first_day,
    test_worked_leaders,
    test_worked_luck,
    test_worked_meant,
    test_worked_people,
    test_worked_resolve,
    test_worked_tabled,
    test_worked_turning,
    test_worked_whole,
    test_worked_work,
)
from tests.support.worked import Worked, company, look, told_in

TOLD = told_in(
    test_worked_company, test_worked_corners, test_worked_deals, test_worked_first_day, test_worked_leaders, test_worked_luck, test_worked_meant,
    test_worked_people, test_worked_resolve, test_worked_tabled, test_worked_turning, test_worked_whole, test_worked_work,
)  # fmt: skip
LIVED_THROUGH = ("valence", "weight", "violations", "conflict", "credit", "achieved", "owed_hours", "joint_hours")
BEGINS_ANEW = {
    "close",
    "quarter_closes",
    "update",
    "trust_moves",
    "inherit",
    "replace",
    "set_aside_hours",
    "set_target",
    "open_doors",
}
BEFORE = 7.0


def counted(example: Worked) -> list[str]:
    """The places of an example that are counts or a week's experiences."""
    if not isinstance(example.then, dict) or plain_of(example.rule).__name__ in BEGINS_ANEW:
        return []
    places = (place.partition(".") for place in example.then)
    return [f"{name}.{field}" for name, _, field in places if name == "tally" or field in LIVED_THROUGH]


@pytest.mark.parametrize("example", [each for each in TOLD if counted(each)], ids=lambda each: each.says)
def test_what_is_counted_adds_to_what_was_counted_before(example: Worked) -> None:
    before = {
        place: BEFORE + example.given.get(place, look(company(example.world), place)) for place in counted(example)
    }
    after = {place: BEFORE + example.then[place] for place in before}
    example._replace(given=example.given | before, then=example.then | after).holds()
