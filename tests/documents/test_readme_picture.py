"""The README's picture is what the model gives now: of these numbers, with these words, its names where they stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.workshop import readme_picture


@pytest.fixture(scope="module")
def shows() -> dict[str, Any]:
    return readme_picture.draw()[1]


def test_the_readme_s_picture_is_what_the_default_comparison_draws_now(shows: dict[str, Any]) -> None:
    assert readme_picture.is_shown(shows)


@pytest.mark.parametrize("changed", ["results_sha256", "words", "names", "picture"])
def test_a_picture_of_other_numbers_words_or_names_or_another_picture_is_told(
    changed: str, shows: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, beside = tmp_path / "p.png", tmp_path / "p.json"
    picture.write_bytes(readme_picture.PICTURE.read_bytes() + (b"x" if changed == "picture" else b""))
    beside.write_bytes(readme_picture.BESIDE.read_bytes())
    monkeypatch.setattr(readme_picture, "PICTURE", picture)
    monkeypatch.setattr(readme_picture, "BESIDE", beside)
    other = {**shows, changed: json.loads("[]")} if changed in shows else shows
    assert not readme_picture.is_shown(other)
