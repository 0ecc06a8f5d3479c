"""What the theatre tells and what a click means, under Node: every end of a lead, every mark, every cell of a strip."""

from __future__ import annotations

from typing import Any

import pytest

from cordiale.simulation.world.words import Stage
from tests.support.page_drawn import acted, node
from tests.support.staged import KINDS, MARKETERS, REPS, WEEK, drawn, record

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

SAID = {  # the words under which each stage of a lead is told
    Stage.ASSIGNED: "life waits", Stage.OPPORTUNITY: "life opportunity", Stage.PROPOSAL: "life proposal",
    Stage.NEGOTIATION: "life negotiation", Stage.IGNORED: "life ignored", Stage.REJECTED: "life rejected",
    Stage.LOST: "life lost", Stage.NO_DECISION: "life undecided", Stage.WON: "life won",
}  # fmt: skip
CLICKED = """
  const stage = new m.stage.Stage(given.record, 700), painting = new m.painting.Painting(stage, {}, 1);
  return given.at.map(([offsetX, offsetY]) => {
    const chosen = [];
    const shown = { stage, painting, moment: given.week }, choose = (each) => chosen.push(each);
    m.panel.Panel.prototype.clicked.call(shown, { offsetX, offsetY }, choose);
    return chosen;
  });
"""


def test_every_step_and_end_of_a_lead_is_told_by_its_own_words() -> None:
    script = """
      const tell = { words: {}, say: (key) => key, share: String, three: String, money: String };
      const lives = new m.lives.Lives(tell, { keys: ["rep-1"] });
      return given.map((stage) => lives.step({ marketer: 3 }, { week: 1, stage, rep: 0 }, { stage: 0 }));
    """
    told = acted(script, [int(each) for each in SAID], modules=("lives",))
    assert told == [[words] for words in SAID.values()]


def test_a_click_means_the_person_or_the_lead_that_stands_there_and_elsewhere_nothing() -> None:
    x, y = drawn()["x"], drawn()["y"]
    people = [(x["reps" if KINDS[row] == 0 else "marketers"], y[row]) for row in (*REPS, *MARKETERS)]
    leads = [(hit["x"], hit["y"]) for hit in drawn()["hits"]]
    given = {"record": record(), "week": WEEK, "at": [*people, *leads, (x["won"] + 150, 5)]}
    chosen = [each for (each,) in acted(CLICKED, given, modules=("stage", "painting", "panel"))]
    assert chosen[: len(people)] == [{"person": row} for row in (*REPS, *MARKETERS)]
    assert chosen[len(people) : -1] == [{"lead": hit["lead"]} for hit in drawn()["hits"]]
    assert chosen[-1] == {"lead": None, "person": None}


def test_a_cell_of_a_strip_has_the_mark_of_its_best_and_is_sure_only_where_no_rival_is_left() -> None:
    found: list[dict[str, Any]] = [
        {"value": 0, "n": 4, "best": None, "rivals": []}, {"value": 0.5, "n": 4, "best": "siloed", "rivals": [None]},
        {"value": 1, "n": 0},
    ]  # fmt: skip
    script = """
      const strip = new Element("div"), says = new Element("p"), dial = { key: "trust", step: 0.1 };
      const facts = { today: "drift", marks: { drift: { colour: "grey" }, siloed: { colour: "blue" } } };
      const tell = { say: (key, { done, all }) => `${key} ${done} ${all}` };
      const parts = new Map([["trust", { strip, says, dial }]]);
      const shown = { parts, facts, tell, decides: new Element("p"), deciding: () => "" };
      m.controls.Controls.prototype.walked.call(shown, dial, given);
      return [strip.children.map((cell) => [cell.className, cell.style["--mark"] ?? null]), says.textContent];
    """
    cells, said = acted(script, found, modules=("controls",))
    assert cells == [["surely", "grey"], ["perhaps", "blue"], ["open", None]]
    assert said == "walking 2 3"
