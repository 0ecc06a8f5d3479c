"""The documentation site: it builds without a warning, asks no network for anything, and what it tells to type runs."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.support.commandline import ROOT
from tests.support.typed import SITE as PAGES
from tests.support.typed import blocks

ASKS = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "form": "action",
}
INCLUDED = re.compile(r"^<!-- document: ([^ #]+)", re.MULTILINE)


class Asked(HTMLParser):
    """What a page asks for as it is opened; links that a reader may follow are not asked for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(ASKS.get(tag, ""))
        if address:
            self.addresses.append(address)


def test_a_page_of_the_site_asks_no_network_for_anything(site: Path) -> None:
    asked = [(page.name, each) for page in site.rglob("*.html") for each in Asked(page.read_text("utf-8")).addresses]
    assert len(asked) > len(PAGES)
    assert [each for each in asked if re.match(r"(?:\w+:)?//", each[1])] == []
    styles = [sheet.read_text("utf-8") for sheet in site.rglob("*.css")]
    assert [text[:80] for text in styles if re.search(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""", text)] == []


def test_what_pages_ask_for_is_there(site: Path) -> None:
    missing = [
        (page.name, each)
        for page in site.rglob("*.html")
        for each in Asked(page.read_text("utf-8")).addresses
        if not each.startswith(("data:", "#")) and not (page.parent / each.split("?")[0].split("#")[0]).exists()
    ]
    assert missing == []


def test_no_link_leads_nowhere(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if "_static" not in page.parts]
    held = {page: page.read_text("utf-8") for page in pages}
    lost = []
    for page, text in held.items():
        for address in re.findall(r'<a [^>]*?href="([^":]*)"', text):
            path, _, anchor = address.partition("#")
            there = (page.parent / path).resolve() if path else page
            known = not anchor or there not in held or f'id="{anchor}"' in held[there]
            lost += [] if there.is_file() and known else [(page.name, address)]
    assert lost == []


def said_around(page: Path) -> set[str]:
    """What a page says around its article: to eyes and to ears."""
    text = re.sub(r"<(script|style|article)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return {each.strip() for each in re.findall(r'(?:>|aria-label="|title="|placeholder=")([^<>"]*[a-z][^<>"]*)', text)}


def test_around_a_french_page_nothing_is_said_in_english(site: Path) -> None:
    alike = {"Cordiale", "Furo", "Menu", "Index", "Copyright"}  # names, and words of both languages
    for english, french in {"index": "index", "decide": "decider", "teach": "enseigner", "search": "search"}.items():
        ours, theirs = said_around(site / "fr" / f"{french}.html"), said_around(site / f"{english}.html")
        assert ours & theirs <= alike, french
        assert "In English" in ours
        assert '<html class="no-js" lang="fr"' in (site / "fr" / f"{french}.html").read_text("utf-8")


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_the_first_page_begins_with_the_live_one(site: Path, tongue: str) -> None:
    home = site if tongue == "en" else site / "fr"
    assert f"_static/see-{tongue}.html" in (home / "index.html").read_text("utf-8")
    assert f'<html lang="{tongue}">' in (home / "_static" / f"see-{tongue}.html").read_text("utf-8")


def test_failures_stand_before_what_holds(site: Path) -> None:
    text = (site / "right.html").read_text("utf-8")
    assert 0 < text.index("<strong>fails</strong>") < text.index("<strong>holds</strong>")


def test_the_site_has_every_verb(site: Path) -> None:
    from cordiale.experiments.commands.verbs import VERBS

    text = re.sub(r"<[^>]+>", "", (site / "reference" / "commands.html").read_text("utf-8"))
    assert [verb for verb in VERBS if f"cordiale {verb}" not in text] == []


def test_documents_are_included_and_not_copied() -> None:
    named = [path for page in PAGES for path in INCLUDED.findall(page.read_text("utf-8"))]
    assert {"simulation/ODD.md", "simulation/TABLES.md", "experiments/VALIDATION.md", "DECISIONS.md"} <= set(named)
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_python_of_the_site_runs() -> None:
    held = [block for page in PAGES for block in blocks(page.read_text("utf-8"), "python")]
    assert held
    for block in held:
        names: dict[str, object] = {}
        exec(block, names)
        assert len(names["results"]) == 2 * 3  # type: ignore[arg-type]


def test_the_command_that_builds_the_site_is_told_once() -> None:
    assert (ROOT / "CONTRIBUTING.md").read_text("utf-8").count("python -m sphinx -W -b html docs docs/_build") == 1
