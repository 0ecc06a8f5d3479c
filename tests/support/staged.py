"""A company of six on the theatre's stage, with a lead of every kind, and what is drawn of it in a week."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from tests.support.page_drawn import acted

WEEKS, WEEK, MOST = 4, 2, 400.0
TEAMS = (0, 0, 1, 2, 3, 3, 4)  # of each person: three reps, three marketers, a leader
KINDS = (0, 0, 0, 1, 1, 1, 2)
REPS, MARKETERS = (0, 1, 2), (3, 4, 5)
TIES = [[rep, marketer] for rep in REPS for marketer in MARKETERS]
WAITS, OPEN, PROPOSAL, NEGOTIATION, IGNORED, REJECTED, LOST, WON = 1, 2, 3, 4, 11, 12, 13, 15
LIVES = (  # of a lead: from which marketer, its stages by week, its rep, and what a win is worth and whose it is
    (3, {0: WAITS}, 0, 30.0, None), (-1, {0: WAITS}, 1, 20.0, None), (4, {0: OPEN}, 2, 50.0, None),
    (-1, {0: OPEN, 1: PROPOSAL}, 0, 60.0, None), (5, {0: NEGOTIATION}, 1, 70.0, None), (4, {0: OPEN}, 2, 45.0, None),
    (3, {0: OPEN, 2: WON}, 0, 40.0, 0.25), (-1, {0: OPEN, 1: WON}, 1, 60.0, 0.5), (3, {0: WAITS}, 0, 5.0, None),
    (5, {0: OPEN, 2: LOST}, 1, 9.0, None), (3, {0: WAITS, 1: IGNORED}, 1, 5.0, None),
    (3, {0: OPEN, 4: WON}, 2, 100.0, 1.0), (4, {0: WAITS, 2: IGNORED}, 2, 5.0, None),
    (3, {0: WAITS, 2: REJECTED}, 0, 5.0, None),
)  # fmt: skip
ASKED = ((0, 0, 4), (0, 2, 2), (0, 3, 4), (0, 0, 1), (1, 0, 4), (2, 1, 3), (2, 0, 2), (2, 2, 4), (2, 3, 3))
MATTERS = [{"kind": kind, "raised": raised, "seen": seen} for kind, raised, seen in ASKED]
PAINTED = """
  const { record, week, chosen, most, trusts } = given, stage = new m.stage.Stage(record, 700);
  const said = Object.fromEntries(["table", "empty", "marketing", "sales", "deals", "won"].map((key) => [key, key]));
  for (const key of ["lived", "believed", "part", "ignored"]) said[key] = (value) => `${key} ${value}`;
  const painting = new m.painting.Painting(stage, { ...said, amount: (value) => [`won ${value}`, "unit"] }, most);
  painting.show(week, chosen);
  const hits = painting.hits(week), toned = trusts.map((trust) => m.painting.tone(trust));
  const box = new Element("div"), tell = { say: (key, { number }) => `${key}${number}`, money: String };
  const panel = { name: "way", record, stage, painting, said: () => "", tell };
  m.stills.glance(box, [panel], { quarters: record.weeks, weeksPerQuarter: 1, go() {} });
  const flat = (one) => [{ tag: one.tag, ...one.attributes }, ...one.children.filter((each) => each.tag).flatMap(flat)];
  const stills = box.all("button").map((button) => ({ words: button.textContent, parts: flat(button) }));
  const canvas = new Element("canvas");
  m.quilt.drawQuilt(canvas, record, week);
  const { x, y, top, floor, height, width } = stage, { COLOURS } = m.painting;
  return { still: painting.still.brush.marks, moving: painting.moving.brush.marks, hits, stills,
           quilt: canvas.brush.marks, x, y, top, floor, height, width, COLOURS, toned };
"""


@cache
def record() -> dict[str, Any]:
    """What the theatre keeps of the company: shares in 250ths, week after week; no two alike in a week."""
    luck = np.random.default_rng(3)

    def shares(number: int, low: int = 20) -> list[int]:
        return [int(each) for _ in range(WEEKS + 1) for each in luck.permutation(np.arange(low, 250, 4))[:number]]

    leads = [
        {"id": str(1000 + 37 * number), "marketer": marketer, "value": value, "share": share,
         "steps": [{"week": week, "stage": stage, "rep": rep} for week, stage in stages.items()],
         **({"ended": week} if stage > NEGOTIATION else {})}
        for number, (marketer, stages, rep, value, share) in enumerate(LIVES)
        for week, stage in [max(stages.items())]
    ]  # fmt: skip
    people = [{"kind": kind, "team": team, "manager": 6} for kind, team in zip(KINDS, TEAMS, strict=True)]
    told = {name: shares(len(TIES)) for name in ("contact", "bySales", "byMarketing")}
    told |= {name: shares(len(people)) for name in ("morale", "trust")}
    told["vacant"] = [int(at % 7 in (1, 4)) for at in range((WEEKS + 1) * len(people))]
    series = {
        "belief": [0.9, 0.8, 0.75, 0.6, 0.5],
        "alignment": [0.5, 0.45, 0.35, 0.3, 0.2],
        "revenue": [0, 5, 9, 20, 44],
    }
    return {"weeks": WEEKS, "pairs": len(TIES), "ties": TIES, "people": people, "leads": leads, "matters": MATTERS,
            "transition": [0] * (WEEKS + 1), **told, **series}  # fmt: skip


@cache
def drawn(person: int | None = None) -> dict[str, Any]:
    """Every mark of a week: of the stage, of its stills a quarter each (of a week, here), and of the quilt."""
    chosen = {"lead": record()["leads"][2]["id"], "person": person}
    given = {"record": record(), "week": WEEK, "most": MOST, "chosen": chosen, "trusts": trusts()}
    found: dict[str, Any] = acted(PAINTED, given, modules=("stage", "painting", "stills", "quilt"))
    return found


def trusts() -> list[float]:
    """Every trust that may be asked for: of a tie, and of two teams."""
    return [*(each / 250 for each in range(251)), *(trust for _, trust in bundles().values())]


def shade(trust: float) -> str:
    """The colour in which so much trust is drawn, without how much shows through it."""
    return rgb(drawn()["toned"][trusts().index(trust)])


def rgb(colour: str) -> str:
    return colour.rpartition(",")[0]


def now(name: str, of: int, week: int = WEEK) -> list[int]:
    """A week's shares in 250ths of `of` ties or people."""
    every: list[int] = record()[name]
    return every[week * of : (week + 1) * of]


def bundles(week: int = WEEK) -> dict[tuple[int, int], tuple[float, float]]:
    """Contact and trust, weighted by it, of each pair of teams: marketing's, then sales'."""
    contact, sales, marketing = (now(name, len(TIES), week) for name in ("contact", "bySales", "byMarketing"))
    sums: dict[tuple[int, int], tuple[float, float]] = {}
    for (rep, marketer), each, one, other in zip(TIES, contact, sales, marketing, strict=True):
        pair = TEAMS[marketer], TEAMS[rep]
        weight, trust = sums.get(pair, (0.0, 0.0))
        sums[pair] = weight + each / 250, trust + each / 250 * (one + other) / 500
    return {pair: (weight, trust / weight) for pair, (weight, trust) in sums.items()}


def stage_of(lead: dict[str, Any]) -> int:
    """Where a lead is in the week."""
    return int(next(step["stage"] for step in reversed(lead["steps"]) if step["week"] <= WEEK))


def alive() -> list[dict[str, Any]]:
    """The leads that are there in the week, those that end in it included."""
    return [lead for lead in record()["leads"] if lead.get("ended", WEEKS) >= WEEK]


def ended(*stages: int) -> list[int]:
    """The weeks in which leads ended so."""
    return [lead["ended"] for lead in record()["leads"] if lead["steps"][-1]["stage"] in stages]


def won() -> tuple[float, float]:
    """What was won until the week, and marketing's share of it."""
    ends = [lead for lead in record()["leads"] if lead["steps"][-1]["stage"] == WON and lead["ended"] <= WEEK]
    value = sum(lead["value"] for lead in ends)
    return value, sum(lead["value"] * lead["share"] for lead in ends) / value


def team_at(y: float) -> int:
    """The team whose people's mean height this is nearest to."""
    rows = {team: [drawn()["y"][row] for row in (*REPS, *MARKETERS) if TEAMS[row] == team] for team in range(4)}
    return min(rows, key=lambda team: abs(float(np.mean(rows[team])) - y))
