"""Every page by the Tab key alone: each stop has a name, is in view and shows that it has the focus, on any width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.pack_files import PAGE, board_pack
from cordiale.experiments.foundations.language import words
from cordiale.experiments.page import showing
from cordiale.experiments.page.playing import convene
from cordiale.experiments.page.seeing import see
from cordiale.experiments.page.syllabus import LESSONS
from cordiale.experiments.page.teaching import teach
from tests.support.browser import CHROMIUM, opened
from tests.support.decision_document import decision_document
from tests.support.keyboard import walked

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

SEE, CLASS, LIST = ("see", "theatre"), ("team", "teacher"), ("index", "teacher-en")
PACK = ("pack en", "pack fr")
BEGUN = dict.fromkeys(LESSONS, "#sketch > *") | {"class team": ".tile", "class teacher": "#gather-of:not(:empty)"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {
        f"class {name}": convene(folder / "class", "smb-inbound", seed=3).parent / f"{name}.html" for name in CLASS
    }
    lessons = teach(folder / "lessons").parent
    found |= {name: lessons / f"{name}.html" for name in (*LESSONS, *LIST)}
    for name in PACK:
        found[name] = folder / f"{name}.html"
        found[name].write_bytes(board_pack(decision_pack(decision_document(), words(name[-2:])))[PAGE])
    with pytest.MonkeyPatch.context() as patch:
        for name, few in {"LOOKS": (1, 2), "WALKED": 1, "PLACES": 2}.items():
            patch.setattr(showing, name, few)  # soon at rest; how many live changes no stop
        return found | {
            name: see("status-quo", quarters=4, theatre=name == "theatre").write(folder / f"{name}.html")
            for name in SEE
        }


@pytest.mark.parametrize("name", [*SEE, *LESSONS, *LIST, *(f"class {each}" for each in CLASS), *PACK])
def test_whatever_can_be_done_is_reached_named_in_view_and_marked_by_the_keyboard(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    shown = opened(browser, pages[name])
    if name in SEE:
        shown.settle()  # what is still counted moves what stands below it
        shown.until(lambda: shown.text("#decides") != "", "the end of the walk")
    if name == "theatre":
        shown.until(lambda: any(map(str.isdigit, shown.text("#course-says"))), "the other companies")
    shown.tab.wait_for_selector(BEGUN.get(name, "body"))
    for width in (1440, 360):
        shown.tab.set_viewport_size({"width": width, "height": 900})
        walked(shown)
    shown.tab.close()
