"""The page is one file that needs nothing else, says everything in two languages, and refuses what it cannot show."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
import scipy.stats

from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import words
from cordiale.experiments.page import showing
from cordiale.experiments.page.artefact import HOST
from cordiale.experiments.page.assembling import inlined, policy
from cordiale.experiments.page.seeing import PARTS, STAGE, Page, caveat, see
from cordiale.experiments.page.showing import LOOKS, bounds, decided, dials
from cordiale.experiments.page.worded import page_words
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import load_scenario, shipped
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.words import Bound

LARGEST = 400_000  # bytes of a page
WORDS = page_words(PARTS)
SOURCES = "\n".join(
    file.read_text("utf-8")
    for file in (
        PARTS.parent / "beginning.mjs",
        *(each for folder in (PARTS, STAGE) for each in sorted(folder.iterdir())),
    )
    if file.suffix in (".html", ".mjs")
)
COMPOSED = (
    "one ",
    "name ",
    "title ",
    "way ",
    "dial ",
    "choice ",
    "head ",
    "habit ",
    "verdict ",
    "role ",
    "life ",
    "on stage ",
    "order ",
    "part ",
)  # keys that the page puts together


@pytest.fixture(scope="module")
def page() -> str:
    return see("status-quo").html


@pytest.mark.parametrize("name", shipped())
def test_a_page_is_small(name: str) -> None:
    assert len(see(name).html.encode()) < LARGEST


def test_a_page_asks_for_nothing_from_elsewhere(page: str) -> None:
    text = re.sub(r'<script type="text/plain".*?</script>', "", page, flags=re.DOTALL)
    assert not re.search(
        r"(?:src|href)\s*=|url\(|@import|fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon", text
    )
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) == {"http://www.w3.org/2000/svg"}


def test_the_policy_allows_this_script_and_this_style_and_nothing_else(page: str) -> None:
    said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    script = re.search(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert said
    assert script
    assert style
    allowed = dict(part.split(" ", 1) for part in said[1].replace("&#x27;", "'").split("; "))
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(each[1].encode()).digest()).decode()}'" for each in (script, style)
    ]
    assert allowed == {
        "default-src": "'none'", "script-src": f"{hashes[0]} 'wasm-unsafe-eval'", "style-src": hashes[1],
        "worker-src": "blob:", "connect-src": "'none'", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    assert said[1] == policy(style[1], script[1])


def test_every_word_is_used_and_every_word_used_is_there() -> None:
    said = set(re.findall(r'(?:say\(|data-say=)"([^"$]+)"', SOURCES))
    assert said <= WORDS.keys()
    single = [key for key in WORDS if not key.startswith(COMPOSED) and f'"{key}"' not in SOURCES]
    assert sorted(single) == ["reorganising counts", "without scripts"]  # said where a page is made


def test_pages_rest_on_what_all_reports_rest_on() -> None:
    for language in ("en", "fr"):
        assert caveat(language).startswith(words(language)["caveat.foundation"])
        assert WORDS["no data"][language] == caveat(language)


def test_a_shipped_company_is_titled_in_the_language_of_its_page_and_ones_own_as_it_says() -> None:
    for name in shipped():
        assert WORDS[f"title {name}"]["en"] == load_scenario(name).title
        assert WORDS[f"title {name}"]["fr"] != load_scenario(name).title
    assert "Petits contrats" in see("smb-inbound", language="fr").html.partition("</title>")[0]
    own = load_scenario("smb-inbound").with_values({"title": "Mine"})
    assert "Cordiale: Mine" in see(own, language="fr").html.partition("</title>")[0]


def test_every_dial_choice_outcome_and_verdict_has_a_name() -> None:
    scenario = load_scenario("status-quo")
    for dial in dials(scenario, ["siloed", "proportional"], quarters=12, switch_quarter=2):
        assert f"dial {dial['key']}" in WORDS
        choices = dial.get("choices", ()) if dial["key"] != "from" else ()
        assert {f"choice {word}" for word in choices} <= WORDS.keys()
    assert {f"head {name}" for name in showing.OUTCOMES[1:]} <= WORDS.keys()
    assert {f"verdict {row['verdict']}" for row in showing.rests()["patterns"]} <= WORDS.keys()
    assert {f"{kind} {name}" for kind in ("name", "way") for name in [*scenario.rows, "stay", "yours"]} <= WORDS.keys()


def test_what_a_scenario_has_decided_goes_into_the_page() -> None:
    scenario = load_scenario("status-quo").with_values(
        {"decisions": ["Q3 when executives_aligned < 0.9 survey", "Q2 joint_planning=3.5"], "company.recalibrate": 4}
    )
    joint, survey, roles = decided(scenario, 12)
    assert (joint["kind"], joint["name"], joint["value"], joint["bound"]) == ("setting", "joint_planning", 3.5, 0)
    assert (survey["kind"], survey["threshold"], survey["quarter"]) == ("survey", 0.9, 3)
    assert (survey["bound"], survey["outcome"]) == (Bound.BELOW, NAMES.index("executives_aligned"))
    assert (roles["kind"], roles["quarter"]) == ("recalibrate", 4)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"quarters": 0}, r"switch-quarter = 2 is outside \[1, 0\]"),
        ({"switch_quarter": 13}, r"switch-quarter = 13 is outside \[1, 12\]"),
        ({"switch_quarter": 0}, r"switch-quarter = 0 is outside \[1, 12\]"),
        ({"seed": -1}, r"seed = -1 is outside"),
    ],
)
def test_what_is_outside_its_range_is_refused(given: dict[str, int], told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        see("status-quo", **given)  # type: ignore[arg-type]  # numbers by name


def test_a_company_too_large_for_a_browser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "LARGEST", 50)
    with pytest.raises(ScenarioError, match="status-quo has 77 people; a page lives companies of up to 50"):
        see(load_scenario("status-quo"))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsersError, match="language = 'de' is not known; allowed: en, fr"):
        see("status-quo", language="de")


def test_a_page_replaces_a_page_and_nothing_else(tmp_path: Path, page: str) -> None:
    mine, other = tmp_path / "page.html", tmp_path / "mine.html"
    other.write_text("<p>my own")
    assert Page(page).write(mine).read_text("utf-8") == page
    Page(page).write(mine)
    for file, told in ((other, "no page of Cordiale's"), (tmp_path / "page.txt", "ends in .html")):
        with pytest.raises(UsersError, match=told):
            Page(page).write(file)
    assert other.read_text() == "<p>my own"


def test_a_notebook_gets_a_frame_that_may_only_run(page: str) -> None:
    assert Page(page)._repr_html_().startswith('<iframe title="Cordiale" sandbox="allow-scripts" ')


def test_modules_are_inlined_in_the_order_of_their_needs() -> None:
    text = inlined(PARTS / "see.mjs", STAGE, HOST.parent)
    places = [text.index(f"const {name}_ = ") for name in ("engine", "question", "book", "see")]
    assert places == sorted(places)
    assert not re.search(r"^\s*(?:import|export)\b", text, re.MULTILINE)


@pytest.mark.parametrize("line", ['import * as all from "./other.mjs";', "export default 1;", 'import "./other.mjs";'])
def test_an_import_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "entry.mjs").write_text(f"{line}\n")
    with pytest.raises(ValueError, match="no import or export that can be inlined"):
        inlined(tmp_path / "entry.mjs")


def test_modules_in_a_circle_are_refused(tmp_path: Path) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / f"{name}.mjs").write_text(f'import {{ x }} from "./{other}.mjs";\n')
    with pytest.raises(ValueError, match="imports itself by way of"):
        inlined(tmp_path / "one.mjs")


def test_whose_trust_in_whom_the_pages_say_alike_in_french_and_in_english() -> None:
    said = [both for both in WORDS.values() if re.search(r"(sales|marketing) in (sales|marketing)", both["en"])]
    assert len(said) >= 2
    for both in said:
        english = re.findall("sales|marketing", both["en"].lower())
        french = re.findall("ventes|marketing", both["fr"].lower())
        assert [side.replace("ventes", "sales") for side in french[:2]] == english[:2], both["en"]


def test_no_statement_that_a_page_shows_sends_its_reader_to_a_file_or_a_table_that_is_not_there() -> None:
    said = [text for row in showing.rests()["patterns"] for text in row["statement"].values()]
    assert [text for text in said if re.search(r"\.md|\babove\b|ci-dessus", text)] == []


@pytest.mark.parametrize("options", [2, 3, 7])
def test_words_about_any_two_options_after_any_look_are_wrong_together_in_at_most_one_case_of_twenty(
    options: int,
) -> None:
    found = bounds(options)
    claims = options * (options - 1) / 2 * (len(LOOKS) - 1)
    for companies in LOOKS[1:]:
        interval, claim = found["student"][companies], found["claim"][companies]
        assert 2 * scipy.stats.t.sf(interval, companies - 1) == pytest.approx(0.05)
        assert claims * 2 * scipy.stats.t.sf(claim, companies - 1) == pytest.approx(0.05)
    assert found["claim"][:2] == found["student"][:2] == [None, None]  # of one company nobody can tell
