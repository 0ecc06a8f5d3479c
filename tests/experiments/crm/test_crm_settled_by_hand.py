"""How a deal ended, by hand: from stage, flags, dates, chances and reasons, each alone and against each other."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.crm import DataError
from cordiale.experiments.crm.arrays import array_of
from cordiale.experiments.crm.canonical import Kind, fields_of
from cordiale.experiments.crm.endings import AGAINST, ended
from cordiale.experiments.crm.repairs import Repairs
from cordiale.experiments.crm.settling import CREDIT_NOTE, Part, settle

EARLY, LATE, END = datetime(2024, 1, 5), datetime(2024, 3, 7), datetime(2024, 9, 9)
LONG_AGO = {"created": END, "close": LATE, "is_won": True, "opp_id": "other"}  # a win, so that nothing closes later


def part_of(*deals: dict[str, Any]) -> Part:
    names = dict.fromkeys(name for deal in deals for name in deal)
    kinds: dict[str, Kind] = {name: field.kind for name, field in fields_of("opportunity").items()}
    columns = {name: array_of(kinds[name], [deal.get(name) for deal in deals]) for name in names}
    raw: Any = SimpleNamespace(file="deals.csv", numbers=np.arange(2, 2 + len(deals)))
    return Part(raw, np.arange(len(deals)), columns)


def booked(deals: int) -> Repairs:
    repairs = Repairs()
    repairs.open("opportunity", "deals.csv", rows=deals)
    return repairs


def ending(deal: dict[str, Any]) -> str:
    """How the one deal ended, as all that comes after takes it."""
    part = part_of(deal, {name: LONG_AGO.get(name) for name in deal})
    settle(part, Repairs())
    how = ended(part.rows("opportunity"))
    return next(name for name in ("won", "lost", "open") if getattr(how, name)[0])


@pytest.mark.parametrize(
    ("deal", "how"),
    [
        ({"stage": "won"}, "won"),
        ({"stage": "lost"}, "lost"),
        ({"stage": "no_decision"}, "lost"),
        ({"stage": "open"}, "open"),
        ({"is_won": True, "close": LATE}, "won"),
        ({"is_won": False, "close": LATE}, "lost"),
        ({"is_won": False, "close": None}, "open"),
        ({"is_won": False, "is_closed": False, "close": LATE}, "open"),
        ({"is_won": False, "is_closed": True, "close": None}, "lost"),
        ({"is_won": False, "stage": "won"}, "lost"),
        ({"is_won": True, "stage": "lost"}, "won"),
        ({"is_won": False, "stage": "open"}, "open"),
        ({"is_lost": True}, "lost"),
        ({"is_lost": False}, "open"),
        ({"is_lost": True, "stage": "open"}, "lost"),
        ({"is_lost": False, "stage": "won"}, "won"),
        ({"is_lost": False, "is_won": True}, "won"),
        ({"is_lost": False, "is_won": False, "close": LATE}, "open"),
        ({"is_lost": True, "is_won": False, "close": None}, "lost"),
        ({"close": LATE, "lost_date": None}, "won"),
        ({"close": None, "lost_date": LATE}, "lost"),
        ({"close": None, "lost_date": None}, "open"),
        ({"close": None, "lost_date": LATE, "stage": "open"}, "open"),
        ({"stage": "open", "probability": 100.0}, "won"),
        ({"stage": "open", "probability": 0.0}, "lost"),
        ({"stage": "open", "probability": 50.0}, "open"),
        ({"stage": "lost", "probability": 100.0}, "lost"),
        ({"stage": "won", "probability": 0.0}, "won"),
        ({"is_won": False, "is_closed": False, "probability": 100.0}, "open"),
        ({"stage": "open", "lost_reason": "price"}, "lost"),
        ({"stage": "open", "lost_reason": None}, "open"),
        ({"stage": "won", "lost_reason": "price"}, "won"),
        ({"is_won": True, "lost_reason": "price"}, "won"),
        ({"stage": "open", "probability": 100.0, "lost_reason": "price"}, "won"),
    ],
)
def test_how_a_deal_ended_is_told_by_its_flags_then_its_stage_then_its_chance_then_a_reason_for_a_loss(
    deal: dict[str, Any], how: str
) -> None:
    assert ending(deal) == how


def test_a_deal_that_was_not_won_closes_when_it_was_lost_and_a_win_when_it_was_won() -> None:
    part = part_of(
        {"stage": "won", "close": EARLY, "lost_date": LATE},
        {"stage": "lost", "close": EARLY, "lost_date": LATE},
        {"stage": "lost", "close": None, "lost_date": LATE},
    )
    settle(part, Repairs())
    assert part.columns["close"].tolist() == [EARLY, EARLY, LATE]


def test_a_flag_against_a_stage_is_told_of_its_own_row_and_once() -> None:
    repairs = booked(4)
    part = part_of(*({"stage": stage, "is_won": True, "close": LATE} for stage in ("won", "lost", "open", "lost")))
    settle(part, repairs)
    assert [part.origin(at).row for at in range(4)] == [2, 3, 4, 5]
    ((told,),) = [each.repairs for each in repairs.summary().files]
    assert (told.why, told.count, told.row) == (AGAINST, 2, 3)


@pytest.mark.parametrize(
    ("ids", "won", "dropped", "amounts"),
    [
        (["a", "b"], [True, True], [0], [-5.0, 7.0]),
        (["a", "b"], [False, True], [], [np.nan, 7.0]),
        (["a", "a"], [True, True], [], [-5.0, 7.0]),
        ([None, None], [True, True], [0], [-5.0, 7.0]),
    ],
)
def test_a_win_of_less_than_nothing_is_no_deal_but_as_one_of_the_lines_of_a_deal_and_any_other_says_no_amount(
    ids: list[str | None], won: list[bool], dropped: list[int], amounts: list[float]
) -> None:
    repairs, stages = booked(2), ["won" if each else "lost" for each in won]
    part = part_of(
        *(
            {"opp_id": one, "stage": stage, "amount": amount}
            for one, stage, amount in zip(ids, stages, (-5.0, 7.0), strict=True)
        )
    )
    settle(part, repairs)
    assert sorted(part.lost) == dropped
    assert np.array_equal(part.columns["amount"], amounts, equal_nan=True)
    said = [(each.why, each.row, each.value) for one in repairs.summary().files for each in (*one.drops, *one.repairs)]
    expected = [(CREDIT_NOTE, 2, "-5")] if dropped else [("amount left out: negative", 2, "-5")] if not won[0] else []
    assert said == expected


def test_deals_of_one_file_are_each_settled_as_it_would_be_alone() -> None:
    said = {
        "stage": (None, "open", "won", "lost"),
        "is_won": (None, True, False),
        "probability": (None, 0.0, 50.0, 100.0),
        "close": (None, LATE),
        "lost_date": (None, EARLY),
        "lost_reason": (None, "price"),
    }
    deals = [dict(zip(said, one, strict=True)) | {"created": END} for one in product(*said.values())]
    together = part_of(*deals)
    settle(together, Repairs())
    for at, deal in enumerate(deals):
        alone = part_of(deal)
        settle(alone, Repairs())
        for name in ("stage", "is_won", "is_closed", "close"):
            assert alone.columns[name].tolist() == together.columns[name][at : at + 1].tolist(), (name, deal)


@pytest.mark.parametrize(
    ("expected", "deals", "more", "refused"),
    [
        (1, 10, {}, True),
        (1, 11, {}, False),
        (10, 10, {"is_closed": True}, False),
        (10, 10, {"stage": "lost"}, False),
        (10, 10, {"created": END}, False),
    ],
)
def test_closings_after_all_that_happened_are_refused_from_a_tenth_of_the_deals_on_where_nothing_else_tells_losses(
    expected: int, deals: int, more: dict[str, Any], refused: bool
) -> None:
    late = {"is_won": False, "close": END - timedelta(days=1), **more}
    past = {"is_won": True, "close": EARLY, **dict.fromkeys(more)}
    part = part_of(*[late] * expected, *[past] * (deals - expected))
    if refused:
        with pytest.raises(DataError, match=f"^deals.csv: {expected} of {deals} deals that are not won close later"):
            settle(part, Repairs())
    else:
        settle(part, Repairs())
