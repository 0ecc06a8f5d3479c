"""A page walked by the Tab key alone: each stop has a name, is in view and shows that it has the focus."""

from __future__ import annotations

from typing import Any

from tests.support.browser import Shown

MOST = 200  # stops of a page
STOP = """() => {
  const held = document.activeElement;
  if (held === null || held === document.body) return null;
  const box = held.getBoundingClientRect(), style = getComputedStyle(held);
  const labels = (held.getAttribute("aria-labelledby") ?? "").split(" ");
  const label = labels.map((id) => document.getElementById(id)?.innerText);
  const named = held.ariaLabel || held.labels?.[0]?.innerText || held.innerText || held.title || label.join("");
  const met = globalThis.stops.has(held);
  globalThis.stops.add(held);
  const wide = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth + 1;
  const framed = held.tagName === "IFRAME";  // a page of its own, which marks what has the focus in it
  return {
    met, framed, what: held.outerHTML.slice(0, 80), named: named.trim() !== "",
    seen: wide && box.bottom > 0 && box.top < innerHeight,
    marked: framed || style.boxShadow !== "none" || (style.outlineStyle !== "none" && style.outlineWidth !== "0px"),
  };
}"""
BEGUN = """() => {  // before the first stop, on a page that jumps where it would glide
  globalThis.stops = new Set();
  const style = document.head.appendChild(document.createElement("style"));
  style.textContent = "* { scroll-behavior: auto !important; transition: none !important; }";
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""


def stopped(shown: Shown) -> dict[str, Any] | None:
    """What has the focus: looked at again where it may have gone into a frame, or out of one, or still scrolls."""
    found: dict[str, Any] | None = shown.tab.evaluate(STOP)
    if found and not found["met"] and found["seen"] and found["marked"]:
        return found
    shown.tab.wait_for_timeout(300)
    again: dict[str, Any] | None = shown.tab.evaluate(STOP)
    return again and again | {"met": again["met"] and (found is None or found["met"] or found["what"] != again["what"])}


def walked(shown: Shown) -> None:
    """Every stop from the first to the last; AssertionError for one without a name, out of view or not marked."""
    shown.tab.evaluate(BEGUN)
    stops: list[dict[str, Any]] = []
    for _ in range(MOST):
        shown.tab.keyboard.press("Tab")
        stop = stopped(shown)
        if stop is None or (stop["met"] and not stop["framed"]):
            break
        stops += [] if stop["met"] else [stop]
    assert 0 < len(stops) < MOST  # nobody is caught in a ring that never ends
    assert [stop["what"] for stop in stops if not (stop["named"] and stop["seen"] and stop["marked"])] == []
    wide, held = shown.tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= held
