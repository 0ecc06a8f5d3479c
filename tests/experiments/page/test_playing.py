"""The pages of the class: small, closed, in two languages, of one room and edition; nothing is written over."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.page import playing
from cordiale.experiments.page.playing import CREWS, PARTS, ROOM, STAGE, convene, edition, pages, words_of_class
from cordiale.experiments.page.ready import ready
from cordiale.simulation.scenario.faults import ScenarioError
from tests.support.commandline import cordiale

LARGEST = 400_000  # bytes of a page


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages("status-quo", room="lyon7", seed=5)


@pytest.mark.parametrize("name", ["team.html", "teacher.html"])
def test_a_page_is_small_and_asks_for_nothing(made: dict[str, str], name: str) -> None:
    page = made[name]
    assert len(page.encode()) < LARGEST
    assert "default-src 'none'" in page
    text = re.sub(r'<script type="text/plain".*?</script>', "", page, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)|url\(|@import|fetch\(|XMLHttpRequest|sendBeacon""", text)


def test_every_word_is_there_in_both_languages_with_the_same_holes_and_is_used() -> None:
    words, own = words_of_class(), tomllib.loads((ROOM / "words.toml").read_text("utf-8"))
    sources = "\n".join(file.read_text("utf-8") for file in [*sorted(ROOM.glob("*.[hm]*")), Path(playing.__file__)])
    said = set(re.findall(r'(?:say\(|data-say=|state = )"([^"$]+)"', sources))
    assert said - words.keys() == set()
    for key, told in own.items():
        assert told.keys() == {"en", "fr"}, key
        holes = [sorted(re.findall(r"\{\w+\}", told[language])) for language in ("en", "fr")]
        assert holes[0] == holes[1], key
    composed = ("seen ", "criterion ", "nothing ", "full ")
    assert [key for key in own if not key.startswith(composed) and f'"{key}"' not in sources] == []
    criteria = re.findall(r'"(\w+)"', re.findall(r"CRITERIA = \[(.*?)\]", sources)[0])
    figures = re.findall(r"(\w+):", re.findall(r"FORMS = \{(.*?)\}", sources)[0])
    wanted = {f"{of}{each}" for of in composed[1:] for each in criteria} | {f"seen {each}" for each in figures}
    assert {key for key in own if key.startswith(composed)} == wanted | {"nothing decided"}


def test_no_word_of_the_class_is_one_of_the_see_page() -> None:
    own, shared = (tomllib.loads((folder / "words.toml").read_text("utf-8")) for folder in (ROOM, PARTS))
    assert own.keys() & shared.keys() == set()


def test_no_module_of_the_game_has_the_name_of_another() -> None:
    names = [{file.name for file in folder.glob("*.mjs")} for folder in (ROOM, PARTS, STAGE)]
    assert names[0] & (names[1] | names[2]) == set()


def test_teams_have_colours_of_their_own() -> None:
    assert len({each.colour for each in CREWS}) == len(CREWS) >= 8


def test_an_edition_is_of_a_company_and_fits_three_letters() -> None:
    told = [ready(name, quarters=12, seed=1, switch_quarter=1) for name in ("status-quo", "smb-inbound")]
    found = [edition(*each) for each in told if each]
    assert len(set(found)) == 2
    assert told[0]
    assert edition(told[0][0], told[0][1] | {"options": ["siloed"]}) != found[0]
    assert all(0 <= each < 2**15 for each in found)


@pytest.mark.parametrize("room", ["", "a b", "ROOM-1", "é", "N" * 13])
def test_a_room_that_no_code_could_hold_is_refused(room: str) -> None:
    with pytest.raises(UsersError, match="is no code of a room; allowed: 1 to 12 letters A to Z and digits"):
        pages(room=room)


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(UsersError, match="'de' is not known; allowed: en, fr"):
        pages(language="de")
    with pytest.raises(ScenarioError, match="seed = -1 is outside"):
        pages(seed=-1)


def test_all_is_written_or_nothing(tmp_path: Path) -> None:
    mine = tmp_path / "teacher.html"
    mine.write_text("mine", "utf-8")
    with pytest.raises(UsersError, match="no page of Cordiale's; nothing was written"):
        convene(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [mine.name]
    assert mine.read_text("utf-8") == "mine"
    mine.unlink()
    assert convene(tmp_path) == convene(tmp_path) == mine
    assert {file.name for file in tmp_path.iterdir()} == {"team.html", "teacher.html"}


def test_options_before_the_class_are_refused_rather_than_dropped(tmp_path: Path) -> None:
    ended = cordiale("teach", "--out", tmp_path / "here", "class", "--no-open")
    assert ended.exit_code == 2
    assert "--out stands before `class` and does nothing there" in ended.stderr
    assert list(tmp_path.iterdir()) == []
