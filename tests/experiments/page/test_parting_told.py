"""Where two lives of a company part, and where its lead stands among other companies', under Node, worked out again."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.support.page_drawn import acted, node

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

WEEKS, COMPANIES = 10, 21
FIRST = [0, 5, 9, 12, 15, 19, 22, 26, 30, 33, 37]  # revenue up to each week
SECOND = [0, 5, 9, 11, 12, 14, 20, 27, 29, 36, 41]
TURNED = {"first": [0] * 11, "second": [0, 0, 0.2, 0.8, 1, 0.6, 0.3, 0, 0, 0, 0]}
SCRIPT = """
  const series = (values) => Float64Array.from(values), { first, second, courses } = given;
  const record = (given) => ({ weeks: given.weeks, leads: given.leads, ...Object.fromEntries(
    Object.entries(given.series).map(([name, values]) => [name, series(values)])) });
  const [one, other] = [record(first), record(second)], all = courses.map(series);
  const plain = (told) => Array.from(told);
  return {
    parted: m.parting.parting(one, other), alike: m.parting.parting(one, one),
    ahead: plain(m.parting.ahead(other.revenue, one.revenue)), upheaval: m.parting.upheaval(one, other),
    none: m.parting.upheaval(other, one), band: m.parting.band(all), ranks: all.map((own) => m.parting.rank(own, all)),
  };
"""


def lead(number: int, ended: int | None, stage: str) -> dict[str, Any]:
    return {"id": number, "ended": ended, "steps": [{"stage": "new"}, {"stage": stage}]}


def life(
    revenue: list[int], transition: list[float], leads: list[dict[str, Any]], contact: list[float]
) -> dict[str, Any]:
    series = dict.fromkeys(("bySales", "byMarketing", "morale", "belief", "alignment"), [0.5] * (WEEKS + 1))
    return {"weeks": WEEKS, "leads": leads,
            "series": {**series, "revenue": revenue, "transition": transition, "contact": contact}}  # fmt: skip


@cache
def courses() -> np.ndarray:
    return np.random.default_rng(2).normal(size=(COMPANIES, WEEKS + 1)).round(3)


@cache
def told() -> dict[str, Any]:
    same, moved = [0.1] * 22, [0.1] * 22
    moved[2 * 2 + 1] = 0.2  # two ties a week: the second one in week 2
    ends = [lead(1, 6, "won"), lead(2, 8, "lost"), lead(3, None, "worked"), lead(4, 3, "lost")]
    others = [lead(1, 7, "lost"), lead(2, 5, "won"), lead(3, 9, "won"), lead(4, 3, "lost")]
    given = {"first": life(FIRST, TURNED["first"], ends, same), "second": life(SECOND, TURNED["second"], others, moved),
             "courses": courses().tolist()}  # fmt: skip
    found: dict[str, Any] = acted(SCRIPT, given, modules=("parting",))
    return found


def test_lives_part_in_the_first_week_in_which_anything_differs_a_buyer_ends_otherwise_and_one_leads_for_good() -> None:
    ahead = (np.array(SECOND) - np.array(FIRST)).tolist()
    assert told()["ahead"] == ahead
    assert told()["parted"]["differ"] == 2
    assert told()["parted"]["buyer"] == {"week": 5, "lead": 2}  # lead 1 ends otherwise only in week 6
    for_good = next(week for week in range(WEEKS + 1) if all(each > 0 for each in ahead[week:]))
    assert told()["parted"]["good"] == for_good == 9
    assert told()["alike"] == {"differ": None, "buyer": None, "good": None}


def test_an_upheaval_is_of_the_weeks_in_which_the_second_alone_reorganises_and_dips_where_it_is_farthest_behind() -> (
    None
):
    weeks = [week for week in range(WEEKS + 1) if TURNED["second"][week] and not TURNED["first"][week]]
    ahead = [b - a for a, b in zip(FIRST, SECOND, strict=True)]
    lowest = min(weeks, key=lambda week: ahead[week])
    assert told()["upheaval"] == {"from": weeks[0], "to": weeks[-1], "lowest": lowest, "dip": ahead[lowest]}
    assert told()["none"] is None


def test_the_band_of_a_week_is_where_four_in_five_companies_lie_about_the_middle_one() -> None:
    for week, band in enumerate(told()["band"]):
        lows = sorted(courses()[:, week].tolist())
        assert [band["low"], band["middle"], band["high"]] == [lows[2], lows[10], lows[18]]


def test_a_company_is_ranked_from_the_one_that_is_farthest_ahead_in_the_end() -> None:
    ends = courses()[:, -1]
    assert told()["ranks"] == [1 + int((ends > own).sum()) for own in ends]
