"""A class on one network, in a real browser: two teams play a quarter, the teacher sees both and lives them again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.browser import CHROMIUM, Shown, opened
from tests.support.class_served import serving

pytest.importorskip("playwright", reason="Playwright is not installed")
pytest.importorskip("uvicorn", reason="the extra class is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


def plays(team: Shown, quarter: int) -> None:
    """A team decides nothing, says why, and lives a quarter."""
    team.until(lambda: team.text("#turn-of").startswith(f"Quarter {quarter}"), "its turn")
    team.tab.fill("#why", "we look first")
    team.tab.click("#live")
    team.until(lambda: team.text("#stand").startswith(f"After quarter {quarter}"), "the quarter")


def sent(team: Shown, state: str) -> None:
    team.until(lambda: team.tab.get_attribute("#sent", "data-state") == state, state)


def test_two_teams_play_a_quarter_and_the_teacher_sees_both(browser: Any) -> None:
    with serving() as (_, where):
        teacher, reds, blues = (opened(browser, where[who]) for who in ("teacher", "team", "team"))
        here = where["team"].removesuffix("LYON7")
        teacher.until(lambda: where["team"] in teacher.text("#address"), "the teams' address")
        plays(reds, 1)
        sent(reds, "lan nameless")
        reds.tab.fill("#team", "Reds")
        reds.tab.press("#team", "Tab")
        sent(reds, "lan sent")
        blues.tab.fill("#team", "Blues")
        plays(blues, 1)
        sent(blues, "lan sent")
        reds.tab.reload()
        plays(reds, 2)
        sent(reds, "lan sent")
        arrived = ["Reds: quarter 2 of 8", "Blues: quarter 1 of 8"]
        teacher.until(lambda: teacher.text("#arrived").splitlines() == arrived, "both teams")
        teacher.tab.click("#relive")
        teacher.until(lambda: teacher.tab.get_attribute("#undone", "data-done") == "Reds", "the debrief")
        assert teacher.text("#faults") == ""
        for page in (teacher, reds, blues):
            assert page.wrong == []
            assert [url for url in page.asked if not url.startswith((here, "blob:"))] == []
            page.tab.close()
