"""The class of `cordiale teach class`: a game for teams, and the teacher's page that lives every game again.

A game is the decisions of eight quarters on the luck of a room. The engine is deterministic, so a short code holds a
game whole, and nothing has to travel but that code.

>>> from cordiale.experiments.page.playing import room_of
>>> room_of("lyon7")
'LYON7'
"""

from __future__ import annotations

import hashlib
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..figures.marks import FURTHER, MARKS
from ..foundations.errors import UsersError
from .artefact import ENGINE, built_from
from .assembling import assembled, inlined, packed, packed_json
from .ready import ready
from .seeing import HERE, LANGUAGES, PARTS, STAGE, company_of
from .shelving import put_down
from .worded import page_words

ROOM = HERE / "game"
SERVED = {
    "game foot": "lan foot",
    "how hand out": "lan hand out",
    "how collect": "lan collect",
}  # words there
LAN = {"team": "posting.mjs", "teacher": "gathering.mjs"}  # what a page has besides where a room is served
QUARTERS = 8  # of a game
FOUNDED = 12  # quarters for which shipped companies are ready; what they are does not depend on it
EDITIONS = 2**15  # three letters of a code tell editions apart
SEEN = ("revenue", "opportunities", "win_rate", "executives_aligned", "leavers")  # outcomes on executives' dashboards
CREWS = [mark for name, mark in MARKS.items() if name not in ("status-quo", "drift")] + list(FURTHER)


def room_of(name: str) -> str:
    """The name of a room as codes have it. Raises UsersError for what is not 1 to 12 letters A to Z and digits."""
    room = name.strip().upper()
    if not re.fullmatch(r"[A-Z0-9]{1,12}", room):
        raise UsersError(f"room = {name!r} is no code of a room; allowed: 1 to 12 letters A to Z and digits")
    return room


def words_of_class() -> dict[str, dict[str, str]]:
    """What the two pages say: the words of the see page and their own, by key and language."""
    return page_words(PARTS, ROOM)


def pages(
    scenario: str = "status-quo", *, room: str = "CLASS", seed: int = 1, language: str = "en", lan: bool = False
) -> dict[str, str]:
    """The team's page and the teacher's, by their names of files; both begin in `language`.

    `seed` is the luck of the room, 0 to 2^32 - 1; with `lan` the pages talk to the server of `hosting.py`.
    Raises ScenarioError for a company that a browser cannot live and for a seed outside its range, UsersError for a
    room or a language that there is not.
    """
    if language not in LANGUAGES:
        raise UsersError(f"language = {language!r} is not known; allowed: {', '.join(LANGUAGES)}")
    place = room_of(room)
    told, facts = _company(scenario, seed)
    game = {"room": place, "seed": seed, "edition": edition(told, facts)}
    own = {"game": game, "quarters": QUARTERS, "outcomes": SEEN, "seen": SEEN, "language": language}
    own |= {"languages": LANGUAGES, "version": version("cordiale")}
    own |= {"crews": [{"colour": each.colour, "marker": each.marker, "dash": ""} for each in CREWS]}
    worker = {"worker": inlined(PARTS / "worker.mjs", STAGE, HERE)}
    return {
        "team.html": _page("team", told, facts | own, lan=lan),
        "teacher.html": _page("teacher", told, facts | own, lan=lan, **worker),
    }


def edition(told: dict[str, Any], facts: dict[str, Any]) -> int:
    """Which company, rules and list of decisions a game is of, in [0, 2^15): codes of others are refused."""
    listed = [facts["options"], facts["today"], facts["dials"], (ROOM / "choices.mjs").read_text("utf-8")]
    digest = hashlib.sha256(packed_json([told, built_from(), listed]).encode()).digest()
    return int.from_bytes(digest[:4]) % EDITIONS


def convene(
    folder: Path, scenario: str = "status-quo", *, room: str = "CLASS", seed: int = 1, language: str = "en"
) -> Path:
    """Write both pages into a folder; the teacher's.

    Raises what `pages` raises, and UsersError, before anything is written, where a file of one of the names is there
    that is no page of Cordiale's; StoreError where nothing can be written.
    """
    put_down(folder, pages(scenario, room=room, seed=seed, language=language))
    return folder / "teacher.html"


def _company(scenario: str, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the pages take of a company: ready for a shipped one, else founded for the quarters of a game."""
    found = ready(scenario, quarters=FOUNDED, seed=seed, switch_quarter=1)
    return found or company_of(scenario, quarters=QUARTERS, seed=seed, switch_quarter=1)


def _page(who: str, told: dict[str, Any], facts: dict[str, Any], *, lan: bool, **further: str) -> str:
    words, language = words_of_class(), facts["language"]
    script = inlined(ROOM / f"{who}.mjs", PARTS, STAGE, HERE)
    if lan:
        words |= {key: words[other] for key, other in SERVED.items()}
        script += "\n" + inlined(ROOM / LAN[who])
    style = [folder / name for folder, name in ((PARTS, "see.css"), (STAGE, "theatre.css"), (ROOM, "game.css"))]
    return assembled(
        (ROOM / f"{who}.html").read_text("utf-8"),
        style="".join(file.read_text("utf-8") for file in style),
        script=script,
        data={
            "engine": packed(ENGINE.read_bytes()),
            "company": packed_json(told),
            "facts": packed_json(facts),
            "words": packed_json(words),
            **further,
        },
        words={
            "verb": "teach class",
            "language": language,
            "title": f"Cordiale: {words[f'{who} title'][language]}",
            "version": facts["version"],
            "without": words["without scripts"][language],
        },
        reach="'self'" if lan else "'none'",
    )
