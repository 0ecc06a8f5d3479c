"""The lessons as their files declare them: what each asks, what it lets live, and its words."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from ..foundations.errors import UsersError
from .seeing import HERE, LANGUAGES, PARTS
from .worded import page_words

ROOM = HERE / "lessons"
LESSONS = ("phantom", "lead", "weather", "luck", "balance", "wrong")
VERDICTS = ("holds", "fails", "cannot tell")  # what may be said of a pattern
COMPANIES, QUARTERS, LUCK = 32, 12, 1  # matched companies of a lesson, what they live, the luck it begins with


@cache
def declared(name: str) -> dict[str, Any]:
    """A lesson as its file declares it. Raises UsersError for one that there is not."""
    if name not in LESSONS:
        raise UsersError(f"lesson = {name!r} is not one of {', '.join(LESSONS)}")
    found: dict[str, Any] = tomllib.loads((ROOM / f"{name}.toml").read_text("utf-8"))
    return found


def unit_of(name: str) -> str | None:
    """What a lesson's figures are told in: `share`, `points` for how far one share is ahead of another, or `money`."""
    made = declared(name)
    ahead = made.get("unit") == "share" and all("against" in line for line in made["lines"])
    return "points" if ahead else made.get("unit")


@cache
def words_of(name: str) -> dict[str, dict[str, str]]:
    """What a page says: the words of the see page, those that lessons share, and its own, by key and language."""
    return page_words(PARTS, ROOM, own=declared(name)["words"])


def style() -> str:
    return (PARTS / "see.css").read_text("utf-8") + (ROOM / "lesson.css").read_text("utf-8")


def check(language: str) -> None:
    """Raises UsersError for a language that lessons do not have."""
    if language not in LANGUAGES:
        raise UsersError(f"language = {language!r} is not known; allowed: {', '.join(LANGUAGES)}")
