"""What the theatre draws is what its numbers say: each dot, thread, seat, column and tie, read back from a canvas."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.support.page_drawn import node
from tests.support.staged import (
    IGNORED,
    KINDS,
    MARKETERS,
    MATTERS,
    MOST,
    NEGOTIATION,
    OPEN,
    REPS,
    TIES,
    WAITS,
    WEEK,
    WON,
    alive,
    bundles,
    drawn,
    ended,
    now,
    record,
    rgb,
    shade,
    stage_of,
    team_at,
    won,
)  # fmt: skip

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")


def shown() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each lead that is alive in the week, with its dot: found by where a reader would click."""
    dots = [mark for mark in drawn()["moving"] if mark["kind"] == "dot"]
    leads = {lead["id"]: lead for lead in alive()}
    assert len(drawn()["hits"]) == len(dots) == len(leads)
    for hit, dot in zip(drawn()["hits"], dots, strict=True):
        assert (dot["x"], dot["y"]) == pytest.approx((hit["x"], hit["y"]))
        yield leads[hit["lead"]], dot


def words() -> dict[str, dict[str, Any]]:
    return {mark["text"]: mark for mark in drawn()["still"] if mark["kind"] == "text"}


# The stage


def test_a_dot_has_the_colour_of_whose_lead_it_is_or_of_how_it_ended_and_is_filled_if_it_is_marketings() -> None:
    colours = drawn()["COLOURS"]
    for lead, dot in shown():
        ends = {WON: colours["won"], IGNORED: colours["ignored"]}
        stage, own = stage_of(lead), lead["marketer"] < 0
        if stage > NEGOTIATION:
            wanted = (ends.get(stage, colours["ended"]), None)
        else:
            wanted = ("#fff", colours["sales"]) if own else (colours["marketing"], colours["marketing"])
        assert (dot["fill"], dot["edge"]) == wanted, lead


def test_a_dot_stands_where_its_stage_is_and_at_the_height_of_its_rep() -> None:
    x, y = drawn()["x"], drawn()["y"]
    for lead, dot in shown():
        stage, rep = stage_of(lead), lead["steps"][0]["rep"]
        if stage == WAITS:
            assert x["marketers"] < dot["x"] < x["reps"], lead
        elif stage <= NEGOTIATION:
            assert min(range(3), key=lambda place: abs(x["open"][place] - dot["x"])) == stage - OPEN, lead
        elif stage == IGNORED:
            assert dot["y"] > drawn()["floor"], lead
        else:
            assert dot["x"] >= (x["won"] if stage == WON else x["open"][2]), lead
        if stage <= NEGOTIATION:
            assert dot["y"] == y[rep], lead


def test_the_larger_of_two_leads_has_the_larger_dot_and_no_two_lie_on_each_other() -> None:
    alive = [(lead["value"], dot) for lead, dot in shown() if stage_of(lead) <= NEGOTIATION]
    ordered = [dot["size"] for _, dot in sorted(alive, key=lambda each: each[0])]
    assert ordered == sorted(ordered)
    assert len({(dot["x"], dot["y"]) for _, dot in alive}) == len(alive)


def test_a_thread_joins_its_two_teams_in_the_shade_of_their_trust_and_as_wide_as_their_contact() -> None:
    found = [mark for mark in drawn()["still"] if mark["kind"] == "stroke" and len({*map(tuple, mark["points"])}) == 2]
    gates = sorted({mark["points"][0][0] for mark in found if mark["points"][0][0] > drawn()["x"]["marketers"] + 20})
    left = min(gates)
    threads = [
        mark for mark in found if mark["points"][0][0] == left and mark["points"][1][0] < drawn()["x"]["reps"] - 50
    ]
    of_pair = {(team_at(mark["points"][0][1]), team_at(mark["points"][1][1])): mark for mark in threads}
    assert of_pair.keys() == bundles().keys()
    assert {pair: rgb(mark["edge"]) for pair, mark in of_pair.items()} == {
        pair: shade(trust) for pair, (_, trust) in bundles().items()
    }
    wide = {pair: 0.8 + 1.5 * contact for pair, (contact, _) in bundles().items()}
    assert {pair: mark["wide"] for pair, mark in of_pair.items()} == pytest.approx(wide)


def test_more_trust_is_darker_also_in_grey() -> None:
    greys = [sum(map(int, rgb(tone).removeprefix("rgba(").split(","))) for tone in drawn()["toned"][:251]]
    assert all(one >= other for one, other in pairwise(greys))
    assert greys[0] - greys[-1] > 300


def test_a_seat_is_round_for_who_sells_and_square_for_who_markets_paler_with_less_heart_and_hollow_if_empty() -> None:
    colours, morale, vacant = drawn()["COLOURS"], now("morale", 7), now("vacant", 7)
    seats = [mark for mark in drawn()["still"] if mark["kind"] == "fill" and mark["points"][0][0] in
             (drawn()["x"]["reps"], drawn()["x"]["marketers"])]  # fmt: skip
    assert len(seats) == len(REPS) + len(MARKETERS)
    for row, seat in enumerate(seats):
        sells = KINDS[row] == 0
        colour = colours["sales" if sells else "marketing"]
        assert seat["points"] == [[drawn()["x"]["reps" if sells else "marketers"], drawn()["y"][row]]]
        assert bool(seat["round"]) == sells
        assert seat["alpha"] == pytest.approx(0.25 + 0.75 * morale[row] / 250)
        assert seat["fill"] == ("#fff" if vacant[row] else colour)


@pytest.mark.parametrize("person", [0, 4])
def test_the_ties_of_who_is_chosen_are_its_own_and_as_wide_as_their_contact(person: int) -> None:
    y, contact = drawn(person)["y"], now("contact", len(TIES))
    ink = [mark for mark in drawn(person)["still"] if mark["kind"] == "stroke" and mark["edge"] == "#1c1c1c"
           and len(mark["points"]) == 2]  # fmt: skip
    own = [(tie, each) for tie, each in zip(TIES, contact, strict=True) if person in tie]
    assert [[mark["points"][1][1], mark["points"][0][1]] for mark in ink] == [
        [y[rep], y[marketer]] for (rep, marketer), _ in own
    ]
    assert [mark["wide"] for mark in ink] == pytest.approx([0.6 + 4 * each / 250 for _, each in own])


def test_the_column_is_as_full_as_what_was_won_and_parted_as_the_credit_is() -> None:
    value, part = won()
    boxes = [mark for mark in drawn()["still"] if mark["kind"] == "full" and mark["x"] == drawn()["x"]["won"]]
    room, sales, marketing = boxes
    assert (sales["fill"], marketing["fill"]) == (drawn()["COLOURS"]["sales"], drawn()["COLOURS"]["marketing"])
    assert [sales["h"] / room["h"], marketing["h"] / room["h"]] == pytest.approx(
        [value / MOST * (1 - part), value / MOST * part]
    )
    assert sales["y"] + sales["h"] == pytest.approx(marketing["y"])
    assert marketing["y"] + marketing["h"] == pytest.approx(drawn()["floor"])
    parts = [mark for text, mark in words().items() if text.startswith("part")]
    assert [float(mark["text"].split()[1]) for mark in parts] == pytest.approx([1 - part, part])
    assert parts[0]["fill"] == drawn()["COLOURS"]["sales"]
    assert f"won {value:g}" in words()


def test_on_the_table_disputes_are_full_and_questions_hollow_and_what_is_settled_or_an_idea_is_not_there() -> None:
    waiting = [each["kind"] for each in MATTERS if each["raised"] <= WEEK <= each["seen"]]
    height = words()["table"]["y"]
    boxes = [mark for mark in drawn()["still"] if "w" in mark and abs(mark["y"] - height) < 8 and mark["w"] < 9]
    of = {kind: [mark for mark in boxes if mark["kind"] == kind] for kind in ("full", "hollow")}
    assert (len(of["full"]), len(of["hollow"])) == (waiting.count(0), waiting.count(2)) == (2, 3)


def test_what_people_live_is_the_full_end_of_the_dumb_bell_and_what_leaders_believe_the_hollow_one() -> None:
    lived, believed = record()["alignment"][WEEK], record()["belief"][WEEK]
    height = words()[f"lived {lived}"]["y"]
    discs = [mark for mark in drawn()["still"] if mark["kind"] == "fill" and mark["points"][0][1] == height]
    (left, *_), (right, *_) = next(
        mark["points"] for mark in drawn()["still"] if mark["kind"] == "stroke" and mark["points"][0][1] == height
    )
    places = {mark["fill"]: (mark["points"][0][0] - left) / (right - left) for mark in discs}
    assert places == {"#1c1c1c": pytest.approx(lived), "#fff": pytest.approx(believed)}
    assert words()[f"lived {lived}"]["x"] < left < right < words()[f"believed {believed}"]["x"]


def test_leads_that_nobody_called_lie_in_heaps_as_high_as_they_are_many_from_the_week_after_on() -> None:
    weeks = ended(IGNORED)
    heaps = [
        mark for mark in drawn()["still"] if mark["kind"] == "full" and mark["fill"] == drawn()["COLOURS"]["ignored"]
    ]
    assert [mark["h"] for mark in heaps] == pytest.approx([26 / 14] * sum(week < WEEK for week in weeks))
    assert f"ignored {sum(week <= WEEK for week in weeks)}" in words()
