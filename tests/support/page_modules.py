"""The scripts of pages, each module in a blank tab: with a company's facts, a judge and the words of the pages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cordiale.experiments.page.assembling import inlined
from cordiale.experiments.page.playing import ROOM
from cordiale.experiments.page.seeing import HERE, LANGUAGES, PARTS, STAGE, company_of
from cordiale.experiments.page.syllabus import ROOM as LESSONS_ROOM
from cordiale.experiments.page.worded import page_words

QUARTERS = 12
MODULES = {
    PARTS: ("finding", "tables", "telling", "question", "strips", "chart", "controls"),
    STAGE: ("billing", "parting", "running", "lives", "panel", "stage"),
    ROOM: ("debrief", "dashboards", "believing", "company"), LESSONS_ROOM: ("sketch",),
}  # fmt: skip
SET = """([texts, told, facts, words]) => {
  const of = ([name, text]) => [name, new Function(`${text}\\nreturn ${name}_;`)()];
  const m = Object.fromEntries(Object.entries(texts).map(of));
  const mean = (some) => some.reduce((sum, each) => sum + each, 0) / some.length;
  const paired = (first, second, t) => {
    const apart = first.map((each, place) => each - second[place]), middle = mean(apart);
    const spread = apart.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (apart.length - 1);
    return { mean: middle, half: t * Math.sqrt(spread / apart.length) };
  };
  const judge = new m.finding.Judge({ paired }, facts), tell = new m.telling.Teller(words, "en", facts);
  Object.assign(globalThis, { m, told, facts, words, judge, tell });
}"""


@cache
def facts() -> tuple[dict[str, Any], dict[str, Any]]:
    """A company's tables, and what a page knows of it beside them."""
    told, own = company_of("status-quo", quarters=QUARTERS, seed=1, switch_quarter=2)
    return told, own | {"language": "en", "languages": [str(each) for each in LANGUAGES]}


def tab_of_modules(browser: Any) -> Any:
    """A tab with the modules by name in `m`, `facts`, `told`, `words`, a `judge`, and what tells in English, `tell`."""
    places = (PARTS, STAGE, HERE, ROOM, LESSONS_ROOM)
    texts = {name: inlined(folder / f"{name}.mjs", *places) for folder, names in MODULES.items() for name in names}
    tab = browser.new_page()
    tab.evaluate(SET, [texts, *facts(), page_words(PARTS, ROOM, LESSONS_ROOM)])
    return tab


def numbers(text: str) -> list[float]:
    return [float(each.replace("−", "-").replace(",", "")) for each in re.findall(r"[−+]?[\d,]*\.?\d+", text)]
