"""Where the answer to a question about a study lies: beside those of other questions, never over them."""

from __future__ import annotations

from pathlib import Path

from cordiale.experiments.foundations.sealing import place_for, sealed

BY_PARADIGM, BY_THEORY = {"of": "paradigm", "threshold": None}, {"of": "theory.trust", "threshold": 2.0}


def answered(parent: Path, asked: dict[str, object], said: str) -> Path:
    folder = place_for(parent, "revenue", asked)
    with sealed(folder, "robustness", asked=asked, plan_sha256="a", results_sha256="b"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "robustness.csv").write_text(said, encoding="utf-8")
    return folder


def test_another_question_does_not_write_over_an_answer_and_the_same_question_finds_its_own(tmp_path: Path) -> None:
    first, second = answered(tmp_path, BY_PARADIGM, "one"), answered(tmp_path, BY_THEORY, "two")
    assert (first.name, second.name) == ("revenue", "revenue-2")
    assert (first / "robustness.csv").read_text(encoding="utf-8") == "one"
    assert [place_for(tmp_path, "revenue", each) for each in (BY_PARADIGM, BY_THEORY)] == [first, second]


def test_a_folder_in_which_no_answer_is_whole_is_taken(tmp_path: Path) -> None:
    (tmp_path / "revenue").mkdir()
    assert place_for(tmp_path, "revenue", BY_PARADIGM) == tmp_path / "revenue"
    (tmp_path / "revenue" / "manifest.json").write_text("{", encoding="utf-8")
    assert place_for(tmp_path, "revenue", BY_PARADIGM) == tmp_path / "revenue"
