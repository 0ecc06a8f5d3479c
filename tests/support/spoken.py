"""What sentences are filled with: each call of the words of a language, noted by its key. Nothing here asserts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from cordiale.experiments.foundations.language import Words, catalogue

Holes = dict[str, Any]
Case = tuple[Callable[[], object], Holes]  # what says a sentence, and what must fill its gaps


def heard(say: Callable[[], object]) -> dict[str, list[Holes]]:
    """What every sentence was filled with while something was said, by its key, in order; words without gaps, too."""
    found, call, word = defaultdict[str, list[Holes]](list), Words.__call__, Words.__getitem__

    def note(self: Words, key: str, **holes: Any) -> str:
        found[key].append(holes)
        return call(self, key, **holes)

    def noted(self: Words, key: str) -> str:
        found[key].append({})
        return word(self, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "__call__", note)
        patch.setattr(Words, "__getitem__", noted)
        say()
    return found


def with_gaps(section: str) -> set[str]:
    """The keys of a section of the words, without those of the sections in it, whose English has gaps."""
    return {
        key for key, told in catalogue().items()
        if key.rpartition(".")[0] == section and re.search(r"\{\w+\}", told.get("en", ""))
    }  # fmt: skip
