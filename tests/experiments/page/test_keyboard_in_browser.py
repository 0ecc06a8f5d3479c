"""Every page by the Tab key alone: each stop has a name, is in view and shows that it has the focus, on any width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.page.playing import convene
from cordiale.experiments.page.seeing import see
from cordiale.experiments.page.syllabus import LESSONS
from cordiale.experiments.page.teaching import teach
from tests.support.browser import CHROMIUM, opened

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

MOST = 200  # stops of a page
SEE, CLASS, LIST = ("see", "theatre"), ("team", "teacher"), ("index", "teacher-en")
STOP = """async () => {
  const drawn = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  const stands = () => `${scrollX} ${scrollY} ${document.activeElement?.getBoundingClientRect().top}`;
  for (let was = null; was !== stands(); ) { was = stands(); await drawn(); }  // the page scrolls to what has the focus
  const held = document.activeElement;
  if (held === null || held === document.body) return null;
  const box = held.getBoundingClientRect(), style = getComputedStyle(held);
  const labels = (held.getAttribute("aria-labelledby") ?? "").split(" ");
  const label = labels.map((id) => document.getElementById(id)?.innerText);
  const named = held.ariaLabel || held.labels?.[0]?.innerText || held.innerText || held.title || label.join("");
  globalThis.stops ??= new Set();
  const met = globalThis.stops.has(held);
  globalThis.stops.add(held);
  const wide = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth + 1;
  return {
    met, what: held.outerHTML.slice(0, 80), named: named.trim() !== "",
    seen: wide && box.bottom > 0 && box.top < innerHeight,
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
  };
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {
        f"class {name}": convene(folder / "class", "smb-inbound", seed=3).parent / f"{name}.html" for name in CLASS
    }
    lessons = teach(folder / "lessons").parent
    found |= {name: lessons / f"{name}.html" for name in (*LESSONS, *LIST)}
    return found | {name: see("status-quo", theatre=name == "theatre").write(folder / f"{name}.html") for name in SEE}


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", [*SEE, *LESSONS, *LIST, *(f"class {each}" for each in CLASS)])
def test_whatever_can_be_done_is_reached_named_in_view_and_marked_by_the_keyboard(
    browser: Any, pages: dict[str, Path], name: str, width: int
) -> None:
    shown = opened(browser, pages[name], width=width)
    if name in SEE:
        shown.settle()  # what is still counted moves what stands below it
    shown.tab.wait_for_timeout(500)
    stops: list[dict[str, Any]] = []
    for _ in range(MOST):
        shown.tab.keyboard.press("Tab")
        stop = shown.tab.evaluate(STOP)
        if stop is None or stop["met"]:
            break
        stops.append(stop)
    assert 0 < len(stops) < MOST  # nobody is caught in a ring that never ends
    assert [stop["what"] for stop in stops if not (stop["named"] and stop["seen"] and stop["marked"])] == []
    left = shown.tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert left[0] <= left[1]
    shown.tab.close()
