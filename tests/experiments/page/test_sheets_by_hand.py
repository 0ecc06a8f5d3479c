"""Sheets and words of pages by hand: what a lesson rests on, where things of a paper stand, whose words prevail."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from cordiale.experiments.foundations.language import words
from cordiale.experiments.page import answered, syllabus
from cordiale.experiments.page.assembling import policy
from cordiale.experiments.page.handouts import LEFT, STEP, TALL, WIDE, _paper, contents, judged, sheet
from cordiale.experiments.page.seeing import LANGUAGES, PARTS
from cordiale.experiments.page.showing import rests
from cordiale.experiments.page.syllabus import LESSONS, QUARTERS, ROOM, declared, style, unit_of, words_of
from cordiale.experiments.page.worded import page_words

NARROW, FIXED = "\u202f", "\u00a0"


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_rests_on_the_patterns_that_it_declares_and_on_no_other(name: str) -> None:
    told = [row["pattern"] for row in judged(name)]
    assert sorted(told) == sorted(declared(name)["patterns"])
    assert len(told) <= len(rests()["patterns"])


@pytest.mark.parametrize("who", ["teacher", "student"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sheet_is_in_its_language_titled_by_who_it_is_for_and_has_a_part_for_each_lesson(
    who: str, language: str
) -> None:
    page = sheet(who, language)
    assert f'<html lang="{language}">' in page
    (title,) = re.findall(r"<title>(.*?)</title>", page)
    assert title == html.escape(words_of(LESSONS[0])[who][language])
    (look,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert f'content="{policy(look, "")}"' in page, "its own look and no script"
    parts = page.split('<section class="sheet">')[1:]
    assert len(parts) == len(LESSONS)
    for name, part in zip(LESSONS, parts, strict=True):
        assert part.startswith(f"<h2>{html.escape(words_of(name)['title'][language])}</h2>"), name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_paper_has_a_line_and_a_name_for_each_quarter_and_one_for_each_quarter_of_the_whole(language: str) -> None:
    drawn = _paper(LESSONS[0], language)
    upright = [float(each) for each in re.findall(r'd="M([\d.]+) 10V', drawn)]
    assert upright == [LEFT + STEP * quarter for quarter in range(QUARTERS + 1)]
    level = [(float(y), float(to)) for y, to in re.findall(rf'd="M{LEFT} ([\d.]+)H([\d.]+)"', drawn)]
    assert [to for _, to in level] == [upright[-1]] * 5
    assert [y for y, _ in level] == [TALL - share * (TALL - 10) for share in (0, 0.25, 0.5, 0.75, 1)]
    texts = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" font-size="12">(.*?)</text>', drawn)
    quarters = [(float(x), float(y), said) for x, y, said in texts if float(y) > TALL + 10]
    named = words_of(LESSONS[0])["Q"][language]
    assert [said for *_, said in quarters] == [named.format(number=each) for each in range(1, QUARTERS + 1)]
    assert [x for x, *_ in quarters] == [at - 30 for at in upright[1:]]
    shares = [(float(y), said) for x, y, said in texts if float(x) == 0]
    assert [said.replace(NARROW, " ").replace(FIXED, " ").split()[0].rstrip("%") for _, said in shares] == [
        "0", "25", "50", "75", "100",
    ]  # fmt: skip
    assert [y for y, _ in shares] == [y + 4 for y, _ in level]
    (box,) = re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawn)
    assert int(box[0]) == WIDE >= upright[-1]
    assert int(box[1]) > max(y for _, y, _ in quarters)


@pytest.mark.parametrize("same", [True, False])
def test_answers_are_told_only_where_they_are_of_these_rules_companies_and_questions(
    same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = json.loads(answered.FILE.read_text("utf-8"))
    monkeypatch.setattr(answered, "source", lambda: kept["of"] if same else "of another model")
    assert answered.answers() == (kept["lessons"] if same else None)


@pytest.mark.parametrize(("lines", "unit", "told"), [
    (({"against": "a"}, {"against": "b"}), "share", "points"), (({"against": "a"}, {}), "share", "share"),
    (({}, {}), "share", "share"), (({"against": "a"}, {"against": "b"}), "money", "money"),
])  # fmt: skip
def test_figures_are_points_where_every_line_is_of_one_share_ahead_of_another(
    lines: tuple[dict[str, str], ...], unit: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syllabus, "declared", lambda _: {"unit": unit, "lines": lines})
    assert unit_of("any") == told


def test_lessons_look_as_every_page_does_and_as_lessons_do() -> None:
    assert style() == "".join(file.read_text("utf-8") for file in (PARTS / "see.css", ROOM / "lesson.css"))


def test_of_words_the_later_prevail_a_page_s_own_over_all_and_french_alone_is_typeset(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    line: Any = '{key} = {{ en = "{en} : yes", fr = "{fr} : oui" }}\n'
    counts = line.format(key='"reorganising counts"', en="it counts", fr="cela compte")
    for folder, keys in ((first, ("a", "b", "c")), (second, ("b", "c"))):
        folder.mkdir()
        text = "".join(line.format(key=key, en=folder.name, fr=folder.name) for key in keys)
        (folder / "words.toml").write_text(counts + text, encoding="utf-8")
    said = page_words(first, second, own={"c": {"en": "own : yes", "fr": "own : oui"}})
    assert {key: said[key]["en"] for key in "abc"} == {"a": "first : yes", "b": "second : yes", "c": "own : yes"}
    for key, name in (("a", "first"), ("b", "second"), ("c", "own")):
        assert said[key]["fr"] in (f"{name}{FIXED}: oui", f"{name}{NARROW}: oui")
    caveats = [told for told in said.values() if told["en"].startswith(words("en")["caveat.foundation"])]
    assert [each["en"].endswith("it counts : yes") for each in caveats] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_lessons_is_a_page_in_its_language_under_its_title(language: str) -> None:
    page = contents(language)
    said = words_of(LESSONS[0])
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">\n')
    assert f"<main><h1>{said['list title'][language]}</h1>\n<p>{said['list about'][language]}</p><ol>" in page
