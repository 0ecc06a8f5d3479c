"""The board pack: its order, that every figure is the document's, and that everybody can read it, also on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cordiale.experiments.boardpack.comparison_pack import NOTHING_TOLD, comparison_pack
from cordiale.experiments.boardpack.decision_pack import decision_pack
from cordiale.experiments.boardpack.geometry import axis_of
from cordiale.experiments.boardpack.pack import Pack
from cordiale.experiments.boardpack.pack_files import PAGE, WORKBOOK, board_pack
from cordiale.experiments.foundations.addresses import figure_at, flat
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import ENGLISH, Words, catalogue, words
from tests.support.board_packs import PACKS, VARIANTS, comparison_document
from tests.support.decision_document import decision_document, option

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ORDER = ["options", "sure", "cost", "monday", "why", "true", "unseen", "change", "measure", "limits", "method"]


class Seen(HTMLParser):
    """What a page holds: elements with attributes and text, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for each, attributes in self.found if each == tag]


def page_of(pack: Pack) -> str:
    return board_pack(pack)[PAGE].decode()


@pytest.fixture(params=PACKS)
def given(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Pack]:
    document, pack = PACKS[request.param]
    return document, pack(document)


def test_sections_come_in_the_order_in_which_a_board_asks() -> None:
    pack = decision_pack(decision_document(), w=ENGLISH)
    assert [each.key for each in pack.sections] == ORDER
    assert [each.key for each in pack.sections if each.boxed] == ["limits"]
    assert [each.key for each in pack.sections if each.folded] == ["method"]


def test_the_answer_is_a_sentence_with_its_error() -> None:
    said = str(decision_pack(decision_document(), w=ENGLISH).answer)
    assert said == "Switch to ours <b>&</b> in Q2: +120 thousand EUR over staying, 40 to 200 (95\xa0%)."
    assert str(decision_pack(decision_document(**VARIANTS["not decided"]), w=ENGLISH).answer).startswith(
        "Not decided yet."
    )
    assert str(decision_pack(decision_document(**VARIANTS["stay"]), w=ENGLISH).answer).startswith("Stay as you are")


def test_every_figure_of_the_page_is_the_one_at_its_address(given: tuple[dict[str, Any], Pack]) -> None:
    document, pack = given
    figures = Seen(page_of(pack)).all("data")
    assert len(figures) > 20
    for each in figures:
        assert each["data-id"] is not None
        value = figure_at(document, each["data-id"])
        assert each["value"] == ("" if value is None else repr(value))


def test_no_figure_stands_on_the_page_without_its_address() -> None:
    page = page_of(decision_pack(decision_document(), w=ENGLISH))
    cells = re.findall(r'<td class="figure">(.*?)</td>', page)
    assert cells
    assert all(cell.startswith("<data ") for cell in cells)


def test_the_workbook_has_the_figures_of_the_document(given: tuple[dict[str, Any], Pack]) -> None:
    """Every number of every sheet, found by what its row and column say of its address."""
    document, pack = given
    leaves, found = flat(document), 0
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    assert book.sheetnames == ["Decision", *(each.sheet for each in pack.sections)]
    for sheet in book:
        fields: dict[int, str] = {}
        for row in sheet.iter_rows():
            texts = {cell.column: cell.value for cell in row if isinstance(cell.value, str)}
            if texts and 1 not in texts:
                fields = texts
            for cell in row:
                if isinstance(cell.value, int | float):
                    address = texts[1] if texts[1] in leaves else f"{texts[1]}.{fields[cell.column]}"
                    assert cell.value == pytest.approx(leaves[address], rel=1e-14)
                    found += 1
    assert found > 20


def test_a_question_that_is_drawn_is_drawn_by_excel_too() -> None:
    pack = decision_pack(decision_document(), w=ENGLISH)
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    for section in pack.sections:
        assert len(book[section.sheet]._charts) == sum(each.chart is not None for each in section.tables)


def test_the_same_document_makes_the_same_files() -> None:
    assert board_pack(decision_pack(decision_document(), w=ENGLISH)) == board_pack(
        decision_pack(decision_document(), w=ENGLISH)
    )


def test_a_name_cannot_become_markup() -> None:
    page = page_of(decision_pack(decision_document(), w=ENGLISH))
    assert "<b>" not in page
    assert "<i>" not in page
    assert "ours &lt;b&gt;&amp;&lt;/b&gt;" in page


# For everybody


def test_the_page_needs_nothing_else_and_no_script(given: tuple[dict[str, Any], Pack]) -> None:
    page = page_of(given[1])
    assert not Seen(page).all("script")
    assert not re.search(r"https?:|url\(|@import|\bsrc=|<link", page)


def test_the_page_is_told_apart_by_headings_tables_and_words_for_charts(given: tuple[dict[str, Any], Pack]) -> None:
    seen = Seen(page_of(given[1]))
    assert [each["lang"] for each in seen.all("html")] == ["en"]
    levels = [int(tag[1]) for tag, _ in seen.found if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(seen.all("caption")) == len(seen.all("table"))
    assert all(each.get("scope") in ("col", "row") for each in seen.all("th"))
    assert all(each.get("role") == "img" and each.get("aria-label") for each in seen.all("svg"))
    assert len({each["id"] for _, each in seen.found if "id" in each}) == len(seen.all("section"))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_marks_stand_out_from_what_is_behind_them() -> None:
    page = page_of(decision_pack(decision_document(), w=ENGLISH))
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", page))
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    for word in ("ink", "quiet"):
        assert min(contrast(colours[word], colours[behind]) for behind in ("paper", "box")) >= 4.5
    for mark in ("ink", "ahead", "behind", "open"):
        assert contrast(colours[mark], colours["paper"]) >= 3
    assert contrast(colours["ahead"], colours["band"]) >= 3
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", page.split("</style>")[0])) == set(colours.values())


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_on_paper_it_is_a_tagged_document_in_which_nothing_is_folded(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page_of(decision_pack(decision_document(), w=ENGLISH)), encoding="utf-8")
    words = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={tmp_path / 'page.pdf'}", (tmp_path / "page.html").as_uri()]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    printed = (tmp_path / "page.pdf").read_bytes()
    assert b"/Marked true" in printed
    assert b"/Lang (en)" in printed
    tags = {tag: len(re.findall(rb"/S /" + tag + rb"\b", printed)) for tag in (b"H1", b"H2", b"Table", b"Caption")}
    tables = sum(len(each.tables) for each in decision_pack(decision_document(), w=ENGLISH).sections)
    assert tags == {b"H1": 1, b"H2": len(ORDER), b"Table": tables, b"Caption": tables + 1}
    assert printed.count(b"/Alt") > 10


# Addresses and axes


def test_an_address_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(UsersError, match=r"did you mean 'options.siloed.value'"):
        figure_at(decision_document(), "options.siloed.valu")


def test_addresses_are_each_of_one_figure() -> None:
    document = {"a": [{"quarter": 4, "x": 1}, {"quarter": 4, "x": 2}], "b": {"c": [1, 2]}}
    assert flat(document) == {"a.0.quarter": 4, "a.0.x": 1, "a.1.quarter": 4, "a.1.x": 2, "b.c.0": 1, "b.c.1": 2}


@pytest.mark.parametrize("values", [[0.0], [-5.0], [1e-9, 2e-9], [-1e12, 3.0], [float("nan"), 2.0], [0.1, 0.2, 0.7]])
def test_every_mark_stands_whole_within_its_axis(values: list[float]) -> None:
    axis = axis_of(values, "money", w=ENGLISH)
    assert all(3 < axis.place(value) < 97 for value in (*values, 0.0) if value == value)
    assert 0.0 in axis.ticks
    assert all(0 <= axis.place(tick) <= 100 for tick in axis.ticks)


def test_what_cannot_be_told_apart_on_the_map_is_hatched_and_nothing_else_is() -> None:
    seen = Seen(page_of(decision_pack(decision_document(), w=ENGLISH)))
    hatched = [each for each in seen.all("td") if "unsure" in str(each.get("class"))]
    assert len(hatched) == sum(not each["apart"] for each in decision_document()["map"]["cells"])


def test_every_word_of_a_pack_is_used_by_some_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    word, call = Words.__getitem__, Words.__call__

    def noted(self: Words, key: str) -> str:
        asked.add(key)
        return word(self, key)

    def called(self: Words, key: str, **holes: Any) -> str:
        asked.add(key)
        return call(self, key, **holes)

    monkeypatch.setattr(Words, "__getitem__", noted)
    monkeypatch.setattr(Words, "__call__", called)
    for document, make in PACKS.values():
        page_of(make(document))
    alone, today, tied, never = comparison_document(), comparison_document(), comparison_document(), decision_document()
    alone["forces"] = {"all": {**alone["forces"]["all"], "standings": alone["forces"]["all"]["standings"][:1]}}
    today["forces"]["all"] = {**today["forces"]["all"], "best": "siloed"}
    tied["forces"]["all"] = {**tied["forces"]["all"], "tied_with_best": ["siloed"]}
    never["options"][0] |= {"dip_quarter": None, "payback_quarter": None}
    never["options"].append(option("drift, a year later", "later", -60.0, -90.0, -10.0, 0.01))
    never["warnings"][0] |= {"above": True}
    never["grounds"] |= {"theories": []}
    page_of(decision_pack(never, w=ENGLISH))
    for document in (alone, today, tied):
        page_of(comparison_pack(document, w=ENGLISH, told=NOTHING_TOLD))
    assert [key for key in catalogue() if key.startswith("pack.") and key not in asked] == []


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_in_french_has_the_same_figures_in_french_words(name: str) -> None:
    document, make = PACKS[name]
    pack, english = make(document, w=words("fr")), make(document)
    page = page_of(pack)
    assert '<html lang="fr">' in page
    addresses = [[each["data-id"] for each in Seen(one).all("data")] for one in (page, page_of(english))]
    assert sorted(map(str, addresses[0])) == sorted(map(str, addresses[1]))
    book = openpyxl.load_workbook(BytesIO(board_pack(pack)[WORKBOOK]))
    assert book.sheetnames == ["Décision", *(each.sheet for each in pack.sections)]
    pairs = zip(pack.sections, english.sections, strict=True)
    assert [one.key for one, other in pairs if one.heading == other.heading and one.key != "options"] == []


@pytest.mark.parametrize("name", PACKS)
def test_of_every_pack_its_limits_are_in_a_box_and_how_it_was_made_is_to_be_opened(name: str) -> None:
    document, pack = PACKS[name]
    sections = pack(document).sections
    assert [each.key for each in sections if each.boxed] == ["limits"]
    assert [each.key for each in sections if each.folded] == ["method"]
