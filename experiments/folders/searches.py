"""What a search left: its files by hash, some candidates by living them again, its front from all the answers."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from cordiale.simulation.scenario.scenario import Scenario

from ..foundations.atomic import StoreError
from ..foundations.claiming import MANIFEST, verb_of
from ..foundations.closeness import same
from ..foundations.manifest import mapping_sha256, scenario_from, source_sha256
from ..foundations.plain import to_json
from ..foundations.sealing import unsealed
from ..foundations.statistics import Floats
from ..foundations.talk import Talk
from ..searching.answers import ANSWERS, Asked, kept_answers
from ..searching.quest import Quest
from ..searching.structure_search import SEARCHED, Search, plan_of, search
from ..searching.telling_search import to_document
from ..study.frozen import differences
from .analyses import document_in
from .holding import Held

SEARCH = "search.json"
QUIET = Talk(quiet=True)


def is_search(folder: Path) -> bool:
    """Whether a folder holds what `search` left, or some of it."""
    return verb_of(folder) == "search" or any((folder / name).is_file() for name in (SEARCH, ANSWERS))


def hold_search(folder: Path, *, runs: int | None, workers: int | None, talk: Talk) -> Held:
    """Hold a search against its manifest, live candidates again for about `runs` runs (None: all), and tell the front.

    Raises UsersError where optuna is missing, RunsFailedError.
    """
    try:
        manifest, document = document_in(folder, MANIFEST), document_in(folder, SEARCH)
        problems = [*unsealed(folder, dict(manifest["files"]))]
        content = manifest["scenario"]["content"]
        if mapping_sha256(content) != manifest["scenario"]["sha256"]:
            problems.append(f"{MANIFEST}: the scenario is not that of scenario.sha256")
        scenario, quest = scenario_from(content), Quest(**document["asked"], workers=workers)
        same_model = manifest["model_sha256"] == source_sha256("cordiale.simulation")
        plan, answers = kept_answers(folder / ANSWERS)
    except (StoreError, KeyError, TypeError, ValueError) as error:
        said = str(error) if isinstance(error, StoreError) else f"{MANIFEST} or {SEARCH} is damaged: {error!r}"
        return Held(None, None, (said,))
    if problems:
        return Held(None, None, tuple(problems))
    notes = () if same_model else ("the model is another version than the one that ran",)
    lived, differing = _lived_again(scenario, quest, list(answers.items()), runs, talk)
    if not differing and same_model:
        differing = [*_told_again(folder, scenario, quest, plan, document)]
    return Held(None, None, tuple(differing), notes, lived)


def _lived_again(
    scenario: Scenario, quest: Quest, answers: list[tuple[Asked, Floats]], runs: int | None, talk: Talk
) -> tuple[int, list[str]]:
    """How many runs were lived again, and the first candidate that came out otherwise."""
    again = Search(scenario, quest, called=scenario.name, folder=None)
    size = len(answers) if runs is None else min(len(answers), -(-runs // quest.replications))
    lived, said = 0, list[str]()
    with talk.counting("verifying", size) as count:
        for number in range(size):
            (pool, decisions), values = answers[number * len(answers) // size]
            (now,) = again.aims(pool, [decisions])
            lived += quest.replications if pool == SEARCHED else quest.fresh
            if not np.array_equal(values, now):
                way = "; ".join(decisions) or "staying"
                said.append(f"{ANSWERS}: {way} in the companies {pool} is not what comes out now")
            count(number + 1)
    return lived, said[:1]


def _told_again(
    folder: Path, scenario: Scenario, quest: Quest, plan: Mapping[str, Any], document: Mapping[str, Any]
) -> Iterator[str]:
    """Where the front is not the one of the answers. Not asked where another optuna would breed otherwise."""
    if plan != plan_of(scenario, quest):
        return
    with tempfile.TemporaryDirectory() as aside:
        shutil.copy(folder / ANSWERS, aside)
        found = search(scenario, quest, called=scenario.name, talk=QUIET, folder=Path(aside))
    other = list(differences(document, json.loads(to_json(to_document(found))), same=same))
    if other:
        yield f"{SEARCH}: told again from {ANSWERS}, {other[0]}"
