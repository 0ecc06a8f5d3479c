"""The search of structures, asked in Python (extra search)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.claiming import claimed
from ..foundations.language import words
from ..foundations.talk import Talk
from ..searching import structure_search, telling_search
from ..searching.quest import Quest
from .of_companies import given
from .shown import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def search(
    scenario: str | Scenario = "status-quo",
    quest: Quest | None = None,
    *,
    folder: str | Path | None = None,
    language: str = "en",
    quiet: bool = False,
) -> Result:
    """Which few changes from today serve several aims at once: what `cordiale search` answers; `quest` its options.

    A row of the table for each candidate and paradigm, each aim's difference to staying with its interval. With a
    `folder` what was lived is kept there, and an interrupted search goes on. Raises UsersError where optuna is missing,
    ScenarioError, RunsFailedError, StoreError.
    """
    (company, called), w, talk = given(scenario), words(language), Talk(quiet=quiet)
    quest = quest or Quest()
    if folder is None:
        found = structure_search.search(company, quest, called=called, talk=talk, folder=None)
    else:
        with claimed(Path(folder), "search"):
            found = structure_search.search(company, quest, called=called, talk=talk, folder=Path(folder))

    def draw() -> Figure:
        from ..figures.page import SLIDE  # late: Matplotlib takes its time
        from ..searching.drawing_search import draw_search  # late: with it

        rows = [(telling_search.name_of(one, w) if one.name else "", one) for one in telling_search.ordered(found)]
        caption = f"{w['search.caption']} {telling_search.basis(found, w)}"
        return draw_search(rows, telling_search.headline(found, w), caption, telling_search.heads(w), SLIDE, w)

    return Result(
        "search", found, telling_search.headline(found, w), lambda: telling_search.table(found), draw,
        lambda: telling_search.to_document(found),
    )  # fmt: skip
