"""The documentation site as readers have it: on a phone and a wide screen, by eye, by ear and by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import CHROMIUM, browsing, opened
from tests.support.keyboard import walked

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

LOOKED_AT = ["index", "decide", "company", "teach", "research", "right", "model/paradigms", "fr/index", "fr/enseigner"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as found:
        yield found


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_of_a_page_scrolls_sideways_or_stands_in_anybodys_way(
    browser: Any, site: Path, name: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")
    shown = opened(browser, site / f"{name}.html", width=width)
    assert shown.tab.get_attribute("html", "lang") == ("fr" if name.startswith("fr/") else "en")
    wider = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 80))"
    assert shown.tab.eval_on_selector_all("html, article pre, article .table-wrapper", wider) == []
    shown.tab.evaluate(axe.AXE_FILE_PATH.read_text("utf-8"))
    found = shown.tab.evaluate("() => axe.run({ exclude: ['iframe'] })")["violations"]  # pages in it have their own
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    shown.tab.close()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", ["index", "fr/index"])
def test_the_first_page_is_walked_by_the_keyboard(browser: Any, site: Path, name: str, width: int) -> None:
    shown = opened(browser, site / f"{name}.html", width=width)
    shown.tab.wait_for_timeout(500)
    walked(shown)
    shown.tab.close()


def test_the_live_page_lives_above_the_fold_of_the_first(browser: Any, site: Path) -> None:
    shown = opened(browser, site / "index.html", width=1440)
    assert shown.tab.eval_on_selector("iframe", "one => one.getBoundingClientRect().top") < 400
    inside = shown.tab.frame_locator("iframe")
    shown.until(lambda: "USD" in inside.locator("#headline").inner_text(), "the first finding")
    dial, chart = (inside.locator(place).bounding_box() for place in ("#dial-leadership", "#chart"))
    assert dial["x"] > chart["x"] + chart["width"]  # the dials stand beside what they move
    shown.tab.close()
