"""`cordiale explain`: found by any name, read off rows and record, and refused with what is near."""

from __future__ import annotations

from pathlib import Path

import pytest

from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.language import Language, words
from cordiale.experiments.foundations.monday import monday
from cordiale.experiments.plain_words.glossary import paragraphs
from cordiale.experiments.plain_words.measured import measured
from cordiale.experiments.plain_words.saying import print_topic
from cordiale.experiments.plain_words.scales import STRENGTH, anchors, settled
from cordiale.experiments.plain_words.topics import Topic, find, topics
from cordiale.experiments.workshop import anchors as workshop
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.paradigms import PARADIGMS, SETTINGS
from tests.support.commandline import cordiale

COMPANY = load_scenario("status-quo")
EVERY = [*topics(COMPANY)]


@pytest.mark.parametrize("language", Language)
def test_everything_can_be_explained_in_every_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    for topic in EVERY:
        print_topic(topic, COMPANY, words(language))
        said = capsys.readouterr().out
        assert topic.name in said, topic
        assert len(said.splitlines()) > 2, topic
        assert "{" not in said, topic


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("subjugated", ["marketing-led", "sales-led"]),
        ("Soumis", ["marketing-led", "sales-led"]),
        ("« en silos »", ["siloed"]),
        ("assimile", ["assimilated"]),
        ("Proportionnel", ["proportional"]),
        ("no choice", ["drift"]),
        ("Win Rate", ["win_rate"]),
        ("strength", ["leadership.strength"]),
        ("vol", ["theft"]),
        ("acheteurs", ["buyers"]),
        ("buyers", ["buyers", "buyers"]),
    ],
)
def test_a_topic_is_found_by_any_of_its_names(typed: str, found: list[str]) -> None:
    assert [topic.name for topic in find(typed, COMPANY)] == found


def test_an_unknown_word_is_refused_with_those_that_are_near() -> None:
    with pytest.raises(UsersError, match="'silod' is not known; did you mean siloed"):
        find("silod", COMPANY)
    assert cordiale("explain", "xyzzyx").exit_code == 3


def test_monday_is_read_off_the_rows_and_only_off_them() -> None:
    w = words("en")
    for name, row in PARADIGMS.items():
        changes = monday(PARADIGMS["siloed"], row, w)
        moved = {setting for setting in SETTINGS if getattr(row, setting) != getattr(PARADIGMS["siloed"], setting)}
        assert {each.setting for each in changes if each.changes} == moved, name


def test_a_paradigm_of_a_scenarios_own_is_explained_by_its_row(tmp_path: Path) -> None:
    row = PARADIGMS["proportional"].model_copy(update={"integration": 0.35}).model_dump(mode="json")
    lines = "\n".join(
        f"{key} = {str(value).lower() if isinstance(value, bool) else value!r}" for key, value in row.items()
    )
    file = tmp_path / "mine.toml"
    file.write_text(f'schema = 1\nname = "mine"\n[paradigms.our-own-way]\n{lines}\n', encoding="utf-8")
    shown = cordiale("explain", "our-own-way", "--scenario", file, "--language", "fr")
    assert shown.exit_code == 0, shown.output
    assert "propre au scénario" in shown.stdout
    assert "35\u202f%" in shown.stdout


def test_what_was_measured_comes_from_the_record_with_its_verdict() -> None:
    part = {"says": "siloed: leads leak", "verdict": "fails", "value": 1.0}
    record = {"patterns": [{"pattern": 10, "parts": [part, {"says": "drift: no"}]}]}
    (found,) = measured(Topic("paradigm", "siloed"), record)
    assert [(each["says"], each["verdict"]) for each in found.parts] == [("leads leak", "fails")]
    assert [*measured(Topic("outcome", "wins"), record)] == []


def test_both_glossaries_have_the_same_terms_in_the_same_order() -> None:
    for paragraph in paragraphs():
        assert len(paragraph.terms("fr")) == len(paragraph.terms("en")), paragraph.heading
    french = [term for paragraph in paragraphs() for term in paragraph.terms("fr")]
    assert len(french) == len(set(french))


def test_stronger_leadership_settles_more_disputes_and_the_anchors_say_how_many() -> None:
    shares = [*settled().values()]
    assert shares == sorted(shares)
    (said,) = anchors(STRENGTH, COMPANY, words("fr"))
    assert f"0,2\u00a0: {round(100 * settled()['0.2'])}\u202f%" in said


@pytest.mark.slow
def test_the_anchors_are_those_of_this_model() -> None:
    """A strength is measured again; `python -m experiments.workshop.anchors` measures all."""
    assert round(workshop.settled(0.2), 2) == settled()["0.2"]
