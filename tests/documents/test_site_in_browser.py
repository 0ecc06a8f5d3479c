"""The documentation site as readers have it: on a phone and a wide screen, by eye, by ear and by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import CHROMIUM, Shown, browsing, opened
from tests.support.keyboard import walked

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

FRAMED = "<!doctype html><title>A company</title><button>One</button><button>Two</button>"
LOOKED_AT = ["index", "decide", "company", "teach", "research", "right", "model/paradigms", "fr/index", "fr/enseigner"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as found:
        yield found


def beside_the_company(browser: Any, site: Path, name: str) -> Shown:
    """A page of the site; instead of the company that lives in the first, two buttons stand in its frame."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.route("**/see-*.html", lambda route: route.fulfill(body=FRAMED, content_type="text/html"))
    tab.goto((site / f"{name}.html").as_uri())
    return Shown(tab)


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_of_a_page_scrolls_sideways_or_stands_in_anybodys_way(browser: Any, site: Path, name: str) -> None:
    shown = beside_the_company(browser, site, name)
    assert shown.tab.get_attribute("html", "lang") == ("fr" if name.startswith("fr/") else "en")
    wider = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 80))"
    for width in (1440, 360):
        shown.tab.set_viewport_size({"width": width, "height": 900})
        shown.tab.reload()
        assert shown.tab.eval_on_selector_all("html, article pre, article .table-wrapper", wider) == []
        if width == 360 or name.endswith("index"):  # what stands around an article is the same on every page
            assert shown.in_the_way("iframe") == []
    shown.tab.close()


@pytest.mark.parametrize("name", ["index", "fr/index"])
def test_the_first_page_is_walked_by_the_keyboard(browser: Any, site: Path, name: str) -> None:
    shown = beside_the_company(browser, site, name)
    for width in (1440, 360):
        shown.tab.set_viewport_size({"width": width, "height": 900})
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
