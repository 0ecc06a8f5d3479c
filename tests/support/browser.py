"""A real browser for pages: this machine's Chromium, driven by Playwright; what it asks of any network is noted."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LOOP = "(turns) => { let sum = 0; for (let one = 0; one < turns; one++) sum = (31 * sum + one) % 1000003; return sum; }"
LOOPS_TIME = 110  # milliseconds of 20 million turns of LOOP on a quiet core: what pages' times are held against
PATIENCE = 120  # seconds: a machine may be busy
ARRIVE = """(address) => {
  for (const each of document.querySelectorAll("details")) each.open = each.querySelector("#levels") !== null;
  document.getElementById("status").textContent = "";  // until the new question is answered
  scrollTo(0, 0);
  history.replaceState(null, "", address);
  dispatchEvent(new Event("hashchange"));
}"""
BLAMED = """async (exclude) => {
  const found = await axe.run({ exclude }, { resultTypes: ["violations"] });  // the others' places are not worked out
  return found.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 120))]);
}"""


class Shown:
    """A page in a tab, and what went wrong in it."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.asked: list[str] = []
        self.wrong: list[str] = []
        tab.on("request", lambda request: self.asked.append(request.url))
        tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        tab.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def text(self, place: str) -> str:
        return str(self.tab.inner_text(place))

    def until(self, come: Callable[[], bool], what: str) -> None:
        """Wait for something to come; AssertionError, with what the page says is wrong, if it does not."""
        end = time.monotonic() + PATIENCE
        while not come():
            assert not self.wrong, self.wrong
            assert time.monotonic() < end, f"{what} did not come"
            time.sleep(0.05)

    def arrive(self, address: str) -> None:
        """The page as an address has it, with all that was opened closed: sooner than opening it anew."""
        self.tab.evaluate(ARRIVE, address)

    def settle(self) -> None:
        """Wait for all companies of the question that is asked."""
        self.until(lambda: self.text("#status") == self.text("#headline") != "…", "the last look")

    def in_the_way(self, *exclude: str) -> list[list[str]]:
        """What axe blames: its rule, and what of the page breaks it; a test skips where axe is not installed."""
        import pytest

        axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")
        if self.tab.evaluate("typeof axe") == "undefined":
            self.tab.evaluate(axe.AXE_FILE_PATH.read_text("utf-8"))
        return list(self.tab.evaluate(BLAMED, list(exclude)))

    def leads(self) -> dict[str, tuple[float, float]]:
        """Mean and half interval by option, to the last bit, as the table of results has them."""
        found = self.tab.eval_on_selector_all(
            "#results data", "all => all.map((one) => [one.dataset.option, one.value, one.dataset.half])"
        )
        return {option: (float(mean), float(half)) for option, mean, half in found}


@contextmanager
def browsing() -> Iterator[Any]:
    """The browser; a test skips where Playwright is absent."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, launched(play.chromium) as browser:
        yield browser


@contextmanager
def launched(kind: Any) -> Iterator[Any]:
    """A browser of a kind, with no tab of another test."""
    browser = kind.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    yield browser
    browser.close()


def opened(browser: Any, address: str | Path, *, width: int = 1280, height: int = 900) -> Shown:
    """A page in a new tab."""
    shown = Shown(browser.new_page(viewport={"width": width, "height": height}))
    shown.tab.set_default_timeout(1000 * PATIENCE)
    shown.tab.goto(address.as_uri() if isinstance(address, Path) else address)
    return shown


def cpu(shown: Shown, script: str, argument: Any) -> float:
    """Seconds of processor time that the page's main thread spends on a script, however busy the machine is."""
    session = shown.tab.context.new_cdp_session(shown.tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        found = session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == "TaskDuration"))

    begun = spent()
    shown.tab.evaluate(script, argument)
    return spent() - begun


def all_cpu(shown: Shown, script: str, argument: Any) -> float:
    """Seconds of processor time that a browser's tabs and their workers spend until a script has ended."""
    session = shown.tab.context.browser.new_browser_cdp_session()

    def spent() -> float:
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(each["cpuTime"] for each in processes if each["type"] == "renderer")

    begun = spent()
    shown.tab.evaluate(script, argument)
    return spent() - begun
