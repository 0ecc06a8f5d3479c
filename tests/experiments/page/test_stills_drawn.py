"""The theatre's quilt, stills and course are what its numbers say: each tie, bar, circle and line, read back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.support.page_drawn import acted, node
from tests.support.staged import (
    IGNORED,
    LIVES,
    MARKETERS,
    MOST,
    NEGOTIATION,
    OPEN,
    REPS,
    TEAMS,
    TIES,
    WEEK,
    WEEKS,
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


# The quilt


def test_a_square_of_the_quilt_shows_above_its_diagonal_how_its_rep_trusts_and_below_how_its_marketer_does() -> None:
    halves = [mark for mark in drawn()["quilt"] if mark["kind"] == "fill"]
    sales, marketing = (now(name, len(TIES)) for name in ("bySales", "byMarketing"))
    assert len(halves) == 2 * len(TIES)
    corners = [np.array(mark["points"]) for mark in halves]
    cell = max(points[:, 0].max() for points in corners) / len(MARKETERS)
    for tie, (rep, marketer) in enumerate(TIES):
        for above, trust in ((True, sales), (False, marketing)):
            inside = np.array(
                [MARKETERS.index(marketer) + (0.3 if above else 0.6), REPS.index(rep) + (0.3 if above else 0.6)]
            )
            (at,) = [number for number, points in enumerate(corners) if holds(points, inside * (cell + 0.2))]
            assert rgb(halves[at]["fill"]) == shade(trust[tie] / 250), (rep, marketer, above)


def holds(triangle: Any, point: Any) -> bool:
    """Whether a point lies in a triangle."""
    first, second, third = triangle
    sides = [turn(end - begin, point - begin) for begin, end in ((first, second), (second, third), (third, first))]
    return bool(np.all(np.array(sides) > 0) or np.all(np.array(sides) < 0))


def turn(one: Any, other: Any) -> float:
    return float(one[0] * other[1] - one[1] * other[0])


# The stills


def still(week: int = WEEK) -> list[dict[str, Any]]:
    return list(drawn()["stills"][week - 1]["parts"])


def test_a_still_joins_teams_in_the_shade_of_their_trust_and_as_wide_as_their_contact() -> None:
    paths = [part for part in still() if part["tag"] == "path"]
    ends = [[float(each) for each in part["d"].replace("M", "").replace("C", " ").split()] for part in paths]
    of_pair = {(team_at(at[1]), team_at(at[-1])): part for at, part in zip(ends, paths, strict=True)}
    assert {pair: rgb(part["stroke"]) for pair, part in of_pair.items()} == {
        pair: shade(trust) for pair, (_, trust) in bundles().items()
    }
    wide = [(bundles()[pair][0], float(part["stroke-width"])) for pair, part in of_pair.items()]
    assert [each for _, each in wide] == pytest.approx([1.5 + 2 * contact for contact, _ in wide])


def test_a_still_s_bars_are_as_long_as_what_waits_and_what_is_open_for_each_head_of_the_team() -> None:
    x, colours = drawn()["x"], drawn()["COLOURS"]
    boxes = [part for part in still() if part["tag"] == "rect"]
    for team, heads in ((0, 2), (1, 1)):
        stages = [stage_of(lead) for lead in alive() if TEAMS[lead["steps"][0]["rep"]] == team]
        waits, works = sum(each < OPEN for each in stages), sum(OPEN <= each <= NEGOTIATION for each in stages)
        own = [part for part in boxes if team_at(float(part["y"]) + float(part["height"]) / 2) == team]
        left = next(part for part in own if part["fill"] == colours["marketing"] and float(part["x"]) <= x["reps"] - 12)
        right = next(part for part in own if float(part["x"]) == x["reps"] + 12)
        assert float(left["width"]) == pytest.approx(min(0.16, 0.03 * waits / heads) * drawn()["width"]), team
        assert float(left["x"]) + float(left["width"]) == pytest.approx(x["reps"] - 12)
        assert (right["fill"], float(right["width"])) == (
            colours["sales"], pytest.approx(min(0.16, 0.03 * works / heads) * drawn()["width"]),
        )  # fmt: skip


def test_a_still_s_teams_column_floor_and_dumb_bell_are_those_of_its_quarter() -> None:
    x, colours, morale = drawn()["x"], drawn()["COLOURS"], now("morale", 7)
    teams = [part for part in still() if part["tag"] == "line" and part["stroke-width"] == "14"]
    rows = [[row for row in range(6) if TEAMS[row] == team] for team in range(4)]
    assert [float(part["opacity"]) for part in teams] == pytest.approx(
        [0.25 + 0.75 * np.mean([morale[row] for row in of]) / 250 for of in rows]
    )
    value, part = won()
    room, sales, marketing = [each for each in still() if each["tag"] == "rect" and float(each["x"]) == x["won"]]
    assert (sales["fill"], marketing["fill"]) == (colours["sales"], colours["marketing"])
    assert [float(each["height"]) / float(room["height"]) for each in (sales, marketing)] == pytest.approx(
        [value / MOST * (1 - part), value / MOST * part]
    )
    lost = [ended(IGNORED).count(week) for week in range(1, WEEKS + 1)]
    floors = [
        next(each for each in still(week) if each.get("fill") == colours["ignored"]) for week in range(1, WEEKS + 1)
    ]
    assert [float(each["width"]) for each in floors] == pytest.approx(
        [(x["won"] - x["marketers"]) * each / max(lost) for each in lost]
    )
    lived, believed = (each for each in still() if each["tag"] == "circle")
    share = [(float(each["cx"]) - x["marketers"]) / (x["won"] - x["marketers"]) for each in (lived, believed)]
    assert share == pytest.approx([record()["alignment"][WEEK], record()["belief"][WEEK]])
    assert believed["fill"] == "#fff"
    assert drawn()["stills"][WEEK - 1]["words"] == f"Q{WEEK} · {record()['revenue'][WEEK]}"


# The course


def test_the_course_shows_the_lead_its_band_its_ghosts_and_its_marks_at_their_weeks_and_values() -> None:
    lead, ghosts = [0, 10, -20, 30, 60], [[0, 5, 5, 5, 40], [0, -5, -30, 0, 20]]
    band = [{"low": low, "high": high} for low, high in ((0, 0), (-5, 5), (-30, 10), (0, 20), (20, 80))]
    script = """
      const svg = new Element("svg"), move = m.course.drawCourse(svg, given);
      move(3);
      const flat = (tag) => svg.all(tag).map((each) => ({ ...each.attributes, text: each.textContent }));
      const tags = ["polyline", "polygon", "line", "text", "circle", "rect"];
      return Object.fromEntries(tags.map((tag) => [tag, flat(tag)]));
    """.replace("given)", "{ ...given, format: String, quarter: (number) => `Q${number}` })")
    given = {"lead": lead, "ghosts": ghosts, "band": band, "marks": [1, 3], "colour": "red", "weeksPerQuarter": 2}
    given["upheaval"] = {"from": 1, "to": 3, "name": "reorganisation"}
    shown = acted(script, given, modules=("course",))
    *of_ghosts, own = [points(each["points"]) for each in shown["polyline"]]
    axis = np.polyfit([own[0, 1], own[4, 1]], [lead[0], lead[4]], 1)
    weeks = np.polyfit(own[:, 0], range(5), 1)

    def values(at: Any) -> list[float]:
        return [round(float(each), 1) for each in np.polyval(axis, at[:, 1])]

    assert shown["polyline"][-1]["stroke"] == "red"
    assert values(own) == pytest.approx(lead, abs=0.3)
    assert [values(each) for each in of_ghosts] == [pytest.approx(each, abs=0.3) for each in ghosts]
    edge = points(shown["polygon"][0]["points"])
    assert values(edge) == pytest.approx(
        [each["high"] for each in band] + [each["low"] for each in reversed(band)], abs=0.3
    )
    marks = [float(each["x1"]) for each in shown["line"] if each["class"] == "mark"]
    assert np.polyval(weeks, marks) == pytest.approx([1, 3], abs=0.01)
    (zero,) = [each for each in shown["line"] if each["class"] == "zero"]
    assert np.polyval(axis, float(zero["y1"])) == pytest.approx(0, abs=0.3)
    (shaded,) = shown["rect"]
    edges = [float(shaded["x"]), float(shaded["x"]) + float(shaded["width"])]
    assert np.polyval(weeks, edges) == pytest.approx([1, 3], abs=0.01)
    assert "reorganisation" in [each["text"] for each in shown["text"]]
    (here,) = shown["circle"]
    assert np.polyval(weeks, float(here["cx"])) == pytest.approx(3, abs=0.01)
    assert np.polyval(axis, float(here["cy"])) == pytest.approx(lead[3], abs=0.3)
    quarters = {each["text"]: float(each["x"]) for each in shown["text"] if each["text"].startswith("Q")}
    assert {text: round(float(np.polyval(weeks, at))) for text, at in quarters.items()} == {"Q1": 0, "Q2": 2}


def test_a_reorganisation_is_the_weeks_in_which_only_the_second_reorganises_and_its_dip_is_in_them() -> None:
    script = """
      const record = ({ revenue, transition }) => ({ revenue, transition: Float64Array.from(transition) });
      return given.map(([first, second]) => m.parting.upheaval(record(first), record(second)));
    """
    still = {"revenue": [0, 10, 20, 30, 40], "transition": [0, 0, 0, 0, 0]}
    moved = {"revenue": [0, 10, 18, 27, 30], "transition": [0, 2, 2, 1, 0]}
    better = {"revenue": [0, 11, 22, 33, 44], "transition": [0, 0, 1, 1, 0]}
    both = {"revenue": [0, 10, 20, 30, 40], "transition": [0, 2, 2, 1, 0]}
    found = acted(script, [[still, moved], [still, better], [still, still], [both, moved]], modules=("parting",))
    assert found == [
        {"from": 1, "to": 3, "lowest": 3, "dip": -3},  # the last week is worse, and no longer of it
        {"from": 2, "to": 3, "lowest": 2, "dip": 2},
        None,
        None,
    ]


def points(text: str) -> Any:
    return np.array([[float(each) for each in pair.split(",")] for pair in text.split()])


# Between weeks


def test_between_two_weeks_a_dot_is_between_its_places_and_fades_only_if_its_life_is_over() -> None:
    script = """
      const stage = new m.stage.Stage(given, 700), painting = new m.painting.Painting(stage, {}, 1);
      const told = ({ place, x, y, alpha }) => [place.lead.id, [x, y, alpha]];
      const at = (moment) => Object.fromEntries([...painting.leads(Math.floor(moment), moment % 1)].map(told));
      return [at(1), at(1.5), at(2)];
    """
    before, between, after = acted(script, record(), modules=("stage", "painting"))
    for each, (x, y, alpha) in between.items():
        if each in before and each in after:
            assert [x, y] == pytest.approx(
                [(before[each][0] + after[each][0]) / 2, (before[each][1] + after[each][1]) / 2]
            )
            assert alpha == 1
        else:
            assert each in before
            assert alpha == pytest.approx(0.5)
    assert any(before[each] != after[each] for each in before if each in after)
    assert len(LIVES) > len(after)
